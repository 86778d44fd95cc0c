# Lange Listen

list-find = Suchen
list-sort = Reihenfolge
sort-own = wie beim Hersteller
sort-name = nach Namen
sort-need = was Beachtung braucht zuerst
list-part = { $from } – { $to } von { $count }
list-back = Zurück
list-on = Weiter
list-none = Nichts gefunden.
