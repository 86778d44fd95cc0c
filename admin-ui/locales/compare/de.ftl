# Vergleichen

compare-title = Vergleichen
compare = Vergleichen
compare-named = { $name } vergleichen
compare-back = Zurück zur Lizenz
compare-left = Links
compare-right = Rechts
compare-in-force = Jetzt in Kraft: { $name }
compare-not-added = { $name } · { $file } (noch nicht hinzugefügt)
compare-what = Was
compare-differs = verschieden
compare-all = Auch zeigen, was gleich ist
compare-less = Nur zeigen, was verschieden ist
compare-count =
    { $count ->
        [0] Nichts ist verschieden.
        [one] Ein Unterschied.
       *[other] { $number } Unterschiede.
    }
compare-more = { $number } weitere Berechtigungen sind nicht gezeigt.
compare-nothing = Es gibt keine zwei Lizenzen zu vergleichen. Fügen Sie eine Lizenzdatei hinzu, oder legen Sie sie hier ab.
