# Around the console

brand = Countersign-Konsole
nav-requests = Anfragen
nav-ledger = Hauptbuch
nav-licences = Lizenzen
nav-keys = Schlüssel
header-open = Signaturschlüssel offen, sperrt in { $minutes } min
header-lock = Jetzt sperren
header-locked = Signaturschlüssel gesperrt
console-no-store = Dieser Browser bewahrt für diese Seite nichts auf. Speichern Sie Schlüssel und Hauptbuch in Dateien, bevor Sie sie schließen.
console-not-stored = Der Browser hat die letzte Änderung nicht aufbewahrt. Speichern Sie Schlüssel und Hauptbuch in Dateien.
header-saved = { $name } · gespeichert
header-unsaved = { $name } · nicht gespeichert
console-not-saved = Die Datei des Hauptbuchs wurde nicht geschrieben. Versuchen Sie es noch einmal.
console-changed-on-disk = Jemand anderes hat in die Datei des Hauptbuchs geschrieben. Nichts wurde überschrieben. Öffnen Sie die Datei neu, und beantworten Sie noch einmal, was in ihr fehlt.
console-overtaken = Ein anderer Tab hat in dieses Hauptbuch geschrieben. Dieser hat es neu gelesen; was hier zuletzt beantwortet wurde, ist nicht aufbewahrt und darf nicht ausgegeben werden.
console-no-ledger = { $name } gehört in ein Hauptbuch. Öffnen Sie zuerst eines, oder beginnen Sie ein neues.
announce-saved = Das Hauptbuch ist gespeichert.
announce-answered = Die Aktivierung ist signiert.
announce-signed = Die Lizenz ist signiert.
announce-not-answered = Nichts wurde signiert.
console-stored-key = Ein Schlüssel, den dieser Browser aufbewahrt, lässt sich nicht lesen.
announce-opened = Der Signaturschlüssel ist offen.
announce-locked = Der Signaturschlüssel ist gesperrt.
announce-key-deleted = Der Schlüssel ist gelöscht.
announce-trusted = Den Schlüsseln wird jetzt vertraut.
announce-distrusted = Dem Schlüssel wird nicht mehr vertraut.
