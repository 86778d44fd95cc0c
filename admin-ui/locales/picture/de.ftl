# Bilder dessen, was läuft, und dessen, was gewährt ist

spans-title = Was bis wann läuft
spans-what = Was
spans-when = Wann
spans-today = heute
spans-support = Technischer Support
spans-from = seit { $from }, ohne Ende
spans-until = { $from } – { $until }
spans-to = bis { $until }
spans-grace = und Nachfrist bis { $end }
spans-more = { $number } weitere enden später.
charts-title = Was im Lauf der Zeit gewährt ist
charts-label = { $name }: was im Lauf der Zeit gewährt ist
charts-table = Als Tabelle zeigen
charts-from = Ab
charts-granted = Gewährt
charts-emergency = davon { $number } durch die Notfalllizenz
charts-use = { $number } in Gebrauch
charts-more =
    { $count ->
        [one] Eine weitere Grenze ändert sich.
       *[other] { $number } weitere Grenzen ändern sich.
    }
charts-steady =
    { $count ->
        [one] Von einer Grenze ist keine Änderung bekannt.
       *[other] Von { $number } Grenzen ist keine Änderung bekannt.
    }
