# The page of revocations

revocations-title = Sperren
revocations-intro = Eine Sperrliste nennt, was nicht mehr gilt. Was sie ändert, sehen Sie, bevor Sie signieren; jede Liste wiederholt, was die letzte sagte.
revocations-none = Öffnen Sie ein Hauptbuch oder Lizenzen aus Dateien, um welche zu sperren.
revocations-what = Die nächste Liste
revocations-product = Produkt
revocations-first = Von diesem Produkt ist keine Liste hier, dies wird also Liste 1. Haben Kunden schon eine, öffnen Sie diese zuerst: Eine Liste mit kleinerer Nummer wird übergangen.
revocations-last = Folgt auf Liste { $serial } vom { $issued } (Einträge: { $count }); die nächste war bis { $due } fällig.
revocations-licences = Lizenzen
revocations-activations = Aktivierungen
revocations-search = Lizenz suchen
revocations-no-licence = Keine Lizenz gefunden.
revocations-past = schon gesperrt
revocations-upto = Nur bis Nummer { $serial }: Eine berichtigte Lizenz mit höherer gilt weiter
revocations-spare = Weglassen
revocations-others = Dokumente, die nicht vorliegen
revocations-others-label = Kennungen, eine je Zeile
revocations-others-hint = Etwa L-1, oder L-1:3 für Nummer 3 und kleinere.
revocations-others-problem = Zeile { $line } ist keine Kennung, mit : und einer Nummer, wenn höhere weiter gelten.
revocations-others-type = Das sind
revocations-reason-hint = Für Menschen, in der Liste. Darf leer sein.
revocations-due = Nächste Liste fällig
revocations-due-hint = Ein Tag wie 2027-03-31. Danach sperrt die Liste weiter, und Kunden werden gewarnt, dass sie unvollständig sein kann.
revocations-due-problem = Das ist kein künftiger Tag wie 2027-03-31.
revocations-no-due = Sagen Sie, wann die nächste Liste fällig ist, um diese zu signieren.
revocations-plan = Was sie ändert
revocations-empty = Markieren Sie Lizenzen, um zu sehen, was die Liste ändern würde.
revocations-comes-to = Liste { $serial } · Einträge: { $count }, neu: { $new }
revocations-ended = Diese gelten nicht mehr
revocations-hosts = { $count ->
    [one] mit dem einen aktivierten Rechner
   *[other] mit { $count } aktivierten Rechnern
}
revocations-ended-hosts = { $count ->
    [one] Eine Aktivierung gilt auf ihrem Rechner nicht mehr.
   *[other] { $count } Aktivierungen gelten auf ihren Rechnern nicht mehr.
}
revocations-turned = Diese ändern sich dadurch
revocations-turn = { $before } → { $after }
revocations-nothing = Es ändert nichts, was hier bekannt ist.
revocations-unknown = Nichts, was vorliegt, hat die Kennung { $ids }. Vergleichen Sie: Eine Liste sperrt, was diese Kennung hat.
revocations-when = Sie gilt auf einer Installation, sobald die Liste dort geladen ist, und keine spätere Liste nimmt sie zurück.
revocations-sign = Liste signieren
revocations-signed = Liste { $name } ist signiert
revocations-signed-hint = Geben Sie sie an jede Installation, wie Lizenzen. Nehmen Sie sie auch ins Hauptbuch auf: Dann wird für Gesperrtes nichts beantwortet, und die nächste Liste folgt auf sie.
revocations-open-title = Lizenzen und Listen öffnen
revocations-open = Dateien wählen …
revocations-open-hint = Lizenzen, die zu sperren sind, und die letzte Liste, wenn sie im Hauptbuch fehlt.
revocations-paste = Text einer Lizenz oder Liste
revocations-paste-hint = Wie in der Datei.
revocations-refused = Nicht geöffnet
