# Speichern und drucken

save-title = Speichern und drucken
save-text = Was dieses Kundenkonto jetzt umfasst, für andere Programme und für Ihre Unterlagen.
save-report = Bericht (JSON) …
save-limits = Grenzen (CSV) …
certificate-title = Berechtigungsnachweis
certificate-back = Zurück
certificate-granted = Gewährt
certificate-licences = Durch diese Lizenzen
certificate-checked = Geprüft
certificate-text = Am { $at } wurden die Signaturen dieser Lizenzen auf diesem Rechner geprüft, und die Lizenzen zählen.

usage-import = Nutzung importieren …
usage-hint = Eine Tabelle (CSV) mit zwei Spalten: Berechtigung und Anzahl.
usage-told-by = übergeben von { $origin }
