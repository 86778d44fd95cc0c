# Seite der vertrauenswürdigen Schlüssel

keys-title = Vertrauenswürdige Schlüssel
keys-intro = Eine Lizenz ist echt, wenn einer dieser Schlüssel sie signiert hat. Importieren Sie einen Schlüssel erst, nachdem Sie ihn mit dem des Herstellers verglichen haben.
keys-own-title = Schlüssel für Lizenzen
keys-own-none = Noch wird keinem Schlüssel vertraut; deshalb lässt sich keine Lizenz bestätigen. Importieren Sie den Schlüssel des Herstellers.
keys-keygen-title = Schlüssel anderer Hersteller (Keygen)
keys-keygen-intro = Diese Schlüssel bestätigen Lizenz- und Rechnerdateien von Herstellern, die Keygen verwenden.
keys-keygen-none = Kein Keygen-Schlüssel ist eingetragen.
keys-import-own = Schlüssel importieren
keys-import-keygen = Keygen-Schlüssel importieren
keys-choose = Datei wählen …
keys-paste = Text des Schlüssels
keys-paste-hint = Ein JWK-Satz, PEM, ein OpenSSH- oder minisign-Schlüssel oder 32 Bytes als Hex oder Base64.
keys-read = Ansehen
key-issuer = Aussteller
key-issuer-any = beliebig
key-uses = Für
key-uses-default = alle Dokumente außer Schlüsselaktualisierungen
key-products = Produkte
key-products-any = alle
key-period = Zeitraum
key-period-from = ab { $start }
key-period-until = bis { $end }
key-period-both = { $start } bis { $end }
key-period-any = unbegrenzt
key-retired = Zurückgezogen am { $at }
key-retired-keep-none = Zurückgezogen am { $at }: Nichts, was er signiert hat, wird mehr angenommen.
key-retired-keep-before = Zurückgezogen am { $at }: Was er vorher signiert hat, bleibt gültig.
key-retired-keep-some = Zurückgezogen am { $at }: Einiges, was er signiert hat, bleibt gültig.
key-built-in = Mitgeliefert
key-imported = Importiert
key-remove = Entfernen
key-remove-named = Schlüssel { $thumbprint } entfernen
key-from-update = Durch Schlüsselaktualisierung

retire = Zurückziehen …
retire-text = Ein zurückgezogener Schlüssel bleibt in dieser Liste, und was er von jetzt an signiert, wird abgelehnt. Um ihm wieder zu vertrauen, entfernen Sie ihn und importieren ihn neu.
retire-laid-aside = Außer Dienst
retire-laid-aside-named = Außer Dienst: den Schlüssel { $thumbprint } zurückziehen
retire-laid-aside-hint = Der Hersteller signiert jetzt mit einem anderen Schlüssel. Was dieser vorher signiert hat, bleibt gültig.
retire-leaked = Entwendet
retire-leaked-named = Entwendet: den Schlüssel { $thumbprint } zurückziehen
retire-leaked-hint = Jemand anderes könnte diesen Schlüssel haben. Nichts, was er signiert hat, wird mehr angenommen, denn es könnte zurückdatiert sein.
retire-title = Diesen Schlüssel zurückziehen?
retire-files =
    { $count ->
        [one] Eine Ihrer Dateien ist mit ihm signiert und zählt dann nicht mehr.
       *[other] { $count } Ihrer Dateien sind mit ihm signiert und zählen dann nicht mehr.
    }
retire-go = Zurückziehen

lists-title = Sperrlisten und Schlüsselaktualisierungen
lists-intro = Was der Hersteller widerrufen hat und welche seiner Schlüssel gekommen und gegangen sind. Sie gelten auch dann weiter, wenn ihre Datei entfernt ist.
lists-none = Es gibt keine.
lists-add = Liste oder Aktualisierung hinzufügen …
list-in-force = In Kraft
list-overdue = Überfällig
list-next-update = Nächste Liste fällig
list-revokes = Widerruft
update-keys = Schlüssel, die signieren
update-retires = Zurückgezogene Schlüssel

review-title = Vertrauen Sie diesem Schlüssel?
review-title-many = Vertrauen Sie diesen Schlüsseln?
review-text = Aus { $name }. Wer den Schlüssel hat, kann Lizenzen ausstellen, die diese Seite für echt hält. Vergleichen Sie den Fingerabdruck Gruppe für Gruppe mit dem, den der Hersteller Ihnen nennt.
review-for-own = Für die Prüfung von Lizenzen.
review-for-keygen = Für die Prüfung von Keygen-Dateien.
review-trust = Vertrauen
review-cancel = Abbrechen
review-refused = Der Schlüssel lässt sich nicht importieren
review-close = Schließen
key-idle = Gilt nicht
key-idle-why = Für diesen Hersteller sprechen schon die Schlüssel, die mit dieser Seite kamen. Neben ihnen gilt kein importierter Schlüssel, der Schlüsselaktualisierungen signiert: Einen neuen bringt nur der Hersteller, durch eine Schlüsselaktualisierung.
