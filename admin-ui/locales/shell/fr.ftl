# Autour des pages

nav-licence = Licence
nav-information = Informations
nav-seats = Places
nav-history = Historique
nav-keys = Clés

not-found-back = Retour à la page de licence

notice-no-backup = { $name } n’est pas une sauvegarde de cette page.
notice-newer-backup = { $name } est une sauvegarde d’une version plus récente de cette page. Rien n’en a été repris : restaurez-la avec cette version.
notice-unread = Un élément enregistré dans ce navigateur est illisible : { $name }. Il y reste ; vos modifications sont enregistrées à côté.
notice-unread-newer = Une version plus récente de cette page a enregistré ce que celle-ci ne peut pas lire : { $name }. Cela y reste ; vos modifications sont enregistrées à côté.
notice-dropped = Une partie de ce qui était enregistré est illisible. Le reste est conservé ; sauvegardez le texte enregistré avant toute modification.
notice-dropped-line = Ligne { $line } :
notice-dropped-save = Sauvegarder le texte enregistré…
notice-built-in-keys = Les clés fournies avec cette page sont illisibles, et aucune n’est de confiance.
notice-built-in-limits = Les limites sans licence fournies avec cette page sont illisibles, et aucune ne s’applique. Prévenez le fournisseur :
notice-stored-key = Une clé enregistrée est illisible et n’est pas de confiance : { $name }
notice-stored-key-delete = Supprimer l’entrée
notice-usage-refused = { $name } n’a pas été repris. Lignes illisibles : { $lines }. Chacune doit comporter un droit, nommé une seule fois, et un nombre entier.

announce-verified = { $name } : authentique. État : { $status }.
announce-authentic = { $name } : authentique.
announce-refused = { $name } : { $meaning }
announce-key-file = { $name } est une clé publique, pas une licence.
announce-removed = { $name } a été retiré de la liste.
announce-trusted =
    { $count ->
        [one] Une clé est maintenant de confiance.
       *[other] { $count } clés sont maintenant de confiance.
    }
announce-distrusted = La clé n’est plus de confiance.
announce-request-made = La demande est prête.
announce-request-refused =
    { $count ->
        [one] Un champ demande votre attention.
       *[other] { $count } champs demandent votre attention.
    }
announce-emergency-started = La période d’urgence a commencé.
announce-retired = La clé est mise hors service.
announce-usage-taken =
    { $count ->
        [one] { $count } quantité a été reprise.
       *[other] { $count } quantités ont été reprises.
    }
announce-undone = Le dernier changement est annulé.
announce-restored = La sauvegarde est restaurée.
announce-deleted = Tout est supprimé.
