# The page of revocations

revocations-title = Révocations
revocations-intro = Une liste de révocation nomme ce qui ne vaut plus. Ce qu’elle change est montré avant la signature ; chaque liste répète tout ce que disait la précédente.
revocations-none = Ouvrez un registre, ou des licences depuis des fichiers, pour en révoquer.
revocations-what = La prochaine liste
revocations-product = Produit
revocations-first = Aucune liste de ce produit n’est ici : celle-ci sera la liste 1. Si des clients en ont déjà une, ouvrez-la d’abord : une liste au numéro inférieur est ignorée.
revocations-last = Suit la liste { $serial } du { $issued } (entrées : { $count }), la suivante étant prévue avant le { $due }.
revocations-licences = Licences
revocations-activations = Activations
revocations-search = Chercher une licence
revocations-no-licence = Aucune licence trouvée.
revocations-past = déjà révoquée
revocations-upto = Seulement jusqu’au numéro { $serial } : une licence corrigée au numéro supérieur reste valable
revocations-spare = Laisser de côté
revocations-others = Documents qui ne sont pas ici
revocations-others-label = Identifiants, un par ligne
revocations-others-hint = Par exemple L-1, ou L-1:3 pour le numéro 3 et les précédents.
revocations-others-problem = La ligne { $line } n’est pas un identifiant, suivi de : et d’un numéro si les suivants restent valables.
revocations-others-type = Ce sont
revocations-reason-hint = Pour les lecteurs de la liste. Peut rester vide.
revocations-due = Prochaine liste prévue
revocations-due-hint = Un jour tel que 2027-03-31. Passé ce jour, la liste révoque encore, et les clients sont avertis qu’elle peut être incomplète.
revocations-due-problem = Ce n’est pas un jour à venir tel que 2027-03-31.
revocations-no-due = Dites quand la prochaine liste est prévue, pour signer celle-ci.
revocations-plan = Ce qu’elle change
revocations-empty = Cochez des licences pour voir ce que la liste changerait.
revocations-comes-to = Liste { $serial } · entrées : { $count }, nouvelles : { $new }
revocations-ended = Ne valent plus
revocations-hosts = { $count ->
    [one] avec sa machine activée
   *[other] avec { $count } machines activées
}
revocations-ended-hosts = { $count ->
    [one] Une activation ne vaut plus sur sa machine.
   *[other] { $count } activations ne valent plus sur leurs machines.
}
revocations-turned = Changent de ce fait
revocations-turn = { $before } → { $after }
revocations-nothing = Cela ne change rien de ce qui est connu ici.
revocations-unknown = Rien ici n’a l’identifiant { $ids }. Comparez : une liste révoque ce qui porte cet identifiant.
revocations-when = Elle vaut sur une installation dès que la liste y est prise, et aucune liste suivante ne l’annule.
revocations-sign = Signer la liste
revocations-signed = La liste { $name } est signée
revocations-signed-hint = Remettez-la à chaque installation, comme les licences. Mettez-la aussi au registre : rien n’est alors répondu pour ce qu’elle révoque, et la prochaine liste la suit.
revocations-open-title = Ouvrir des licences et des listes
revocations-open = Choisir des fichiers…
revocations-open-hint = Les licences à révoquer, et la dernière liste si elle manque au registre.
revocations-paste = Texte d’une licence ou d’une liste
revocations-paste-hint = Tel qu’il est dans le fichier.
revocations-refused = Non ouvert
