# Longues listes

list-find = Chercher
list-sort = Ordre
sort-own = comme chez l’éditeur
sort-name = par nom
sort-need = ce qui demande de l’attention d’abord
list-part = { $from } – { $to } sur { $count }
list-back = Précédents
list-on = Suivants
list-none = Rien n’a été trouvé.
