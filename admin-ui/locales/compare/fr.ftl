# Comparer

compare-title = Comparer
compare = Comparer
compare-named = Comparer { $name }
compare-back = Retour à la licence
compare-left = À gauche
compare-right = À droite
compare-in-force = En vigueur maintenant : { $name }
compare-not-added = { $name } · { $file } (pas encore ajouté)
compare-what = Quoi
compare-differs = différent
compare-all = Afficher aussi ce qui est identique
compare-less = N’afficher que ce qui diffère
compare-count =
    { $count ->
        [0] Rien ne diffère.
        [one] Une différence.
       *[other] { $number } différences.
    }
compare-more = { $number } autres droits ne sont pas affichés.
compare-nothing = Il n’y a pas deux licences à comparer. Ajoutez un fichier de licence, ou déposez-le ici.
