# Um die Seiten herum

nav-licence = Lizenz
nav-information = Informationen
nav-seats = Plätze
nav-history = Verlauf
nav-keys = Schlüssel

not-found-back = Zurück zur Lizenzseite

notice-no-backup = { $name } ist keine Sicherung dieser Seite.
notice-newer-backup = { $name } ist eine Sicherung einer neueren Version dieser Seite. Nichts davon wurde übernommen: Stellen Sie sie mit jener Version wieder her.
notice-unread = Etwas, das in diesem Browser gespeichert ist, ist nicht lesbar: { $name }. Es bleibt dort; was Sie ändern, wird daneben gespeichert.
notice-unread-newer = Eine neuere Version dieser Seite hat gespeichert, was diese nicht lesen kann: { $name }. Es bleibt dort; was Sie ändern, wird daneben gespeichert.
notice-dropped = Ein Teil des Gespeicherten ist nicht lesbar. Der Rest bleibt erhalten; sichern Sie den gespeicherten Text, bevor Sie etwas ändern.
notice-dropped-line = Zeile { $line }:
notice-dropped-save = Gespeicherten Text sichern …
notice-built-in-keys = Die mitgelieferten Schlüssel dieser Seite sind nicht lesbar, und keinem wird vertraut.
notice-built-in-limits = Die Grenzen ohne Lizenz, die mit dieser Seite kamen, sind nicht lesbar, und keine gilt. Melden Sie es dem Anbieter:
notice-stored-key = Ein gespeicherter Schlüssel ist nicht lesbar, und ihm wird nicht vertraut: { $name }
notice-stored-key-delete = Eintrag löschen
notice-usage-refused = { $name } wurde nicht übernommen. Nicht lesbare Zeilen: { $lines }. Jede muss aus einer Berechtigung, die einmal vorkommt, und einer ganzen Zahl bestehen.

announce-verified = { $name }: echt. Status: { $status }.
announce-authentic = { $name }: echt.
announce-refused = { $name }: { $meaning }
announce-key-file = { $name } ist ein öffentlicher Schlüssel, keine Lizenz.
announce-removed = { $name } wurde aus der Liste entfernt.
announce-trusted =
    { $count ->
        [one] Einem Schlüssel wird jetzt vertraut.
       *[other] { $count } Schlüsseln wird jetzt vertraut.
    }
announce-distrusted = Dem Schlüssel wird nicht mehr vertraut.
announce-request-made = Die Anfrage ist fertig.
announce-request-refused =
    { $count ->
        [one] Ein Feld braucht Ihre Aufmerksamkeit.
       *[other] { $count } Felder brauchen Ihre Aufmerksamkeit.
    }
announce-emergency-started = Der Notfallzeitraum hat begonnen.
announce-retired = Der Schlüssel ist zurückgezogen.
announce-usage-taken =
    { $count ->
        [one] Eine Zahl wurde übernommen.
       *[other] { $count } Zahlen wurden übernommen.
    }
announce-undone = Die letzte Änderung ist zurückgenommen.
announce-restored = Die Sicherung ist wiederhergestellt.
announce-deleted = Alles ist gelöscht.
