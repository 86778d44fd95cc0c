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
console-refused = Das lässt sich nicht lesen: { $name }
console-stored-key = Ein Schlüssel, den dieser Browser aufbewahrt, lässt sich nicht lesen.
announce-opened = Der Signaturschlüssel ist offen.
announce-locked = Der Signaturschlüssel ist gesperrt.
announce-key-deleted = Der Schlüssel ist gelöscht.
announce-trusted = Den Schlüsseln wird jetzt vertraut.
announce-distrusted = Dem Schlüssel wird nicht mehr vertraut.
