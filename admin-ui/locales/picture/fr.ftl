# Images de ce qui court et de ce qui est accordé

spans-title = Ce qui court jusqu’à quand
spans-what = Quoi
spans-when = Quand
spans-today = aujourd’hui
spans-support = Assistance technique
spans-from = depuis le { $from }, sans fin
spans-until = { $from } – { $until }
spans-to = jusqu’au { $until }
spans-grace = et délai de grâce jusqu’au { $end }
spans-more = { $number } autres finissent plus tard.
charts-title = Ce qui est accordé au fil du temps
charts-label = { $name } : ce qui est accordé au fil du temps
charts-table = Afficher en tableau
charts-from = À partir de
charts-granted = Accordé
charts-emergency = dont { $number } par la licence d’urgence
charts-use = { $number } utilisés
charts-more =
    { $count ->
        [one] Une autre limite change.
       *[other] { $number } autres limites changent.
    }
charts-steady =
    { $count ->
        [one] D’une limite, aucun changement n’est connu.
       *[other] De { $number } limites, aucun changement n’est connu.
    }
