# Page des clés de confiance

keys-title = Clés de confiance
keys-intro = Une licence est authentique si l’une de ces clés l’a signée. N’importez une clé qu’après l’avoir comparée avec celle de l’éditeur.
keys-own-title = Clés pour les licences
keys-own-none = Aucune clé n’est encore de confiance ; aucune licence ne peut donc être vérifiée. Importez la clé de l’éditeur.
keys-keygen-title = Clés d’autres éditeurs (Keygen)
keys-keygen-intro = Ces clés vérifient les fichiers de licence et de machine des éditeurs qui utilisent Keygen.
keys-keygen-none = Aucune clé Keygen n’est enregistrée.
keys-import-own = Importer une clé
keys-import-keygen = Importer une clé Keygen
keys-choose = Choisir un fichier…
keys-paste = Texte de la clé
keys-paste-hint = Un jeu JWK, un PEM, une clé OpenSSH ou minisign, ou 32 octets en hexadécimal ou base64.
keys-read = Examiner
key-issuer = Émetteur
key-issuer-any = tous
key-uses = Pour
key-uses-default = tous les documents sauf les mises à jour des clés
key-products = Produits
key-products-any = tous
key-period = Période
key-period-from = à partir du { $start }
key-period-until = jusqu’au { $end }
key-period-both = du { $start } au { $end }
key-period-any = sans limite
key-retired = Mise hors service le { $at }
key-retired-keep-none = Mise hors service le { $at } : rien de ce qu’elle a signé n’est plus accepté.
key-retired-keep-before = Mise hors service le { $at } : ce qu’elle a signé avant reste valable.
key-retired-keep-some = Mise hors service le { $at } : une partie de ce qu’elle a signé reste valable.
key-built-in = Fournie
key-imported = Importée
key-remove = Retirer
key-remove-named = Retirer la clé { $thumbprint }
key-from-update = Par une mise à jour des clés

retire = Mettre hors service…
retire-text = Une clé mise hors service reste dans cette liste, et ce qu’elle signe désormais est refusé. Pour lui faire de nouveau confiance, retirez-la et importez-la une nouvelle fois.
retire-laid-aside = Mise de côté
retire-laid-aside-named = Mise de côté : mettre hors service la clé { $thumbprint }
retire-laid-aside-hint = L’éditeur signe maintenant avec une autre clé. Ce que celle-ci a signé auparavant reste valable.
retire-leaked = Divulguée
retire-leaked-named = Divulguée : mettre hors service la clé { $thumbprint }
retire-leaked-hint = Quelqu’un d’autre a peut-être cette clé. Rien de ce qu’elle a signé n’est plus accepté, car cela pourrait être antidaté.
retire-title = Mettre cette clé hors service ?
retire-files =
    { $count ->
        [one] { $count } de vos fichiers est signé par elle et ne comptera plus.
       *[other] { $count } de vos fichiers sont signés par elle et ne compteront plus.
    }
retire-go = Mettre hors service

lists-title = Listes de révocation et mises à jour des clés
lists-intro = Ce que l’éditeur a révoqué, et lesquelles de ses clés sont apparues ou parties. Elles restent en vigueur même si leur fichier est supprimé.
lists-none = Il n’y en a pas.
lists-add = Ajouter une liste ou une mise à jour…
list-in-force = En vigueur
list-overdue = En retard
list-next-update = Prochaine liste prévue
list-revokes = Révoque
update-keys = Clés qui signent
update-retires = Clés mises hors service

review-title = Faites-vous confiance à cette clé ?
review-title-many = Faites-vous confiance à ces clés ?
review-text = De { $name }. Qui possède la clé peut émettre des licences que cette page tient pour authentiques. Comparez l’empreinte, groupe par groupe, avec celle que l’éditeur vous indique.
review-for-own = Pour vérifier des licences.
review-for-keygen = Pour vérifier des fichiers Keygen.
review-trust = Faire confiance
review-cancel = Annuler
review-refused = La clé ne peut pas être importée
review-close = Fermer
key-idle = Ne compte pas
key-idle-why = Les clés fournies avec cette page parlent déjà pour cet éditeur. À côté d’elles ne vaut aucune clé importée qui signe des mises à jour des clés : seul l’éditeur peut en apporter une, par une mise à jour des clés.
