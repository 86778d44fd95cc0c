# Changing keys, on the page of keys

rotation-title = Schlüssel wechseln: eine Schlüsselaktualisierung
rotation-intro = Eine Schlüsselaktualisierung sagt Kunden, welche Schlüssel von nun an für Sie signieren. Signiert wird sie mit einem Stammschlüssel, dem einzigen, dem Kunden darin vertrauen.
rotation-root = Der Stammschlüssel signiert
rotation-locked = Öffnen Sie oben den Stammschlüssel, um zu signieren.
rotation-root-hint = Der offene Schlüssel. Kunden nehmen die Aktualisierung an, wo ihr Programm diesen Schlüssel dafür enthält oder ein Administrator ihn bewusst importiert hat.
rotation-save-root = Öffentliche Hälfte zum Einbetten speichern
rotation-last-title = Was zuvor gesagt wurde
rotation-last = Folgt auf Aktualisierung { $serial } von { $issuer }, { $issued }, und wiederholt alles, was sie sagte.
rotation-first = Hier ist keine Aktualisierung, dies wird also die erste. Haben Kunden schon eine, öffnen Sie diese: Jede ersetzt die letzte ganz.
rotation-open = Letzte Aktualisierung öffnen …
rotation-keys = Was aus jedem Schlüssel wird
rotation-no-keys = Außer dem Stammschlüssel gibt es keinen. Erzeugen Sie oben den neuen Signaturschlüssel, oder importieren Sie ihn.
rotation-last-day = Letzter Tag des Abgelegten
rotation-last-day-hint = Ein Tag wie 2027-03-31. Leer: bis jetzt.
fate-of = Schlüssel { $key }
fate-none = es wird nichts gesagt
fate-signs = signiert von nun an
fate-aside = abgelegt: was er signierte, gilt weiter
fate-leaked = entwendet: nichts, was er signierte, gilt
rotation-plan = Was sie sagt, und was fällt
rotation-empty = Sagen Sie, was aus einem Schlüssel wird, um zu sehen, was die Aktualisierung sagen würde.
rotation-comes-to = Schlüsselaktualisierung { $serial }
rotation-signing = Diese signieren für Sie, neben denen, die Programme der Kunden enthalten
rotation-retired = Diese nicht mehr
rotation-leaked = entwendet: alles, was er signierte, wird abgelehnt
rotation-aside = was er vor { $at } signierte, gilt weiter
rotation-fallen = { $count ->
    [one] Eine Lizenz des Hauptbuchs wird abgelehnt, sobald die Aktualisierung geladen ist:
   *[other] { $count } Lizenzen des Hauptbuchs werden abgelehnt, sobald die Aktualisierung geladen ist:
}
rotation-none-fallen = Keine Lizenz des offenen Hauptbuchs fällt dadurch.
rotation-sign = Aktualisierung signieren
rotation-signed = Die Aktualisierung { $name } ist signiert
order-title = In dieser Reihenfolge
order-again = Signieren Sie die fallenden Lizenzen mit einem guten Schlüssel neu, dieselbe Kennung und eine höhere Nummer, und geben Sie sie zusammen mit der Aktualisierung aus: Wer nur diese hat, ist ohne sie.
order-give = Geben Sie die Aktualisierung an jede Installation, auf dem Weg der Lizenzen.
order-overlap = Bis jede sie hat, signieren Sie mit dem alten Schlüssel wie bisher oder auf der Kommandozeile mit beiden. Danach öffnen Sie den neuen und signieren mit ihm.
order-aside = Legen Sie den alten erst ab, wo der neue bekannt ist: Was der alte danach signiert, wird abgelehnt.
order-lists = Signieren Sie die nächste Sperrliste mit einem guten Schlüssel: Die des entwendeten fallen mit ihm.
order-embed = Betten Sie den neuen öffentlichen Schlüssel in Ihr nächstes Programm ein, und importieren Sie ihn überall, wo dieses Hauptbuch geführt wird.
