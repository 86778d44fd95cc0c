# Verlaufsseite

history-title = Verlauf
history-intro = Was als Nächstes endet und was hier getan wurde.
coming-title = Demnächst
coming-none = Es ist nichts bekannt, was endet.
coming-save = Als Kalender speichern …
coming-hint = Für Ihr Kalenderprogramm, mit Erinnerungen 30 und 7 Tage vorher. Später erneut gespeichert und importiert, verschiebt er, was sich geändert hat.
coming-licence = Lizenz endet: { $name } ({ $holder })
coming-support = Technischer Support endet: { $name } ({ $holder })
coming-entitlement = Berechtigung endet: { $name } ({ $holder })
coming-emergency = Notfallzeitraum endet: { $name } ({ $holder })
coming-list = Nächste Sperrliste fällig: { $name } ({ $holder })
calendar-description = Von der Seite, auf der Sie Ihre Lizenzen verwalten. Besorgen Sie rechtzeitig beim Hersteller, was danach gilt.
past-title = Was getan wurde
past-none = Noch nichts.
past-clock =
    { $count ->
        [one] Die Marke der Uhr wurde einmal durch eine Lizenz berichtigt.
       *[other] Die Marke der Uhr wurde { $count }-mal durch Lizenzen berichtigt.
    }
save-table = Als Tabelle speichern (CSV) …
save-json = Als JSON speichern …
topic-label = Zeigen
topic-all = Alles
topic-files = Dateien
topic-keys = Schlüssel
topic-emergencies = Notfallzeiträume
event-added = Datei hinzugefügt
event-removed = Datei entfernt
event-key-imported = Schlüssel importiert
event-key-retired = Schlüssel zurückgezogen
event-key-removed = Schlüssel entfernt
event-emergency-started = Notfallzeitraum begonnen
event-emergency-ended = Notfallzeitraum ohne Kauf geendet
event-emergency-settled = Notfallzeitraum durch Kauf erledigt
topic-people = Personen und Plätze
topic-usage = Nutzung
event-requested = Notfalllizenz angefragt
event-people-added = Personen in die Liste aufgenommen
event-people-removed = Personen aus der Liste genommen
event-seats-given = Plätze zugewiesen
event-seats-taken = Plätze zurückgenommen
event-usage = Nutzung eingetragen
event-usage-cleared = Nutzung nicht mehr eingetragen
