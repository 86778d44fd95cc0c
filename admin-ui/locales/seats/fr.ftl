# Page des postes

seats-title = Places
seats-intro = Qui a quelles places parmi celles qui s’attribuent personne par personne.
seats-no-account = Ouvrez d’abord une licence : elle dit ce qui peut être attribué.
seats-choose-account = Choisissez d’abord un compte.
seats-nothing-assignable = Les licences de ce compte n’ont aucune place qui s’attribue personne par personne.
seats-nobody = La liste est encore vide
seats-nobody-text = Importez la liste de vos utilisateurs sous forme de fichier CSV, ou ajoutez-les à la main.
seats-people =
    { $count ->
        [one] { $number } personne
       *[other] { $number } personnes
    }
seats-shown = { $number } affichées
seats-registered = { $name } : { $used } sur { $granted }
seats-search = Rechercher
seats-show = Afficher
seats-show-everybody = tout le monde
seats-show-with = avec { $name }
seats-show-without = sans { $name }
seats-show-over = au-delà de la licence
seats-show-unsaved = avec des modifications non enregistrées
seats-save-none = Enregistrer
seats-save =
    { $count ->
        [one] Enregistrer { $number } modification
       *[other] Enregistrer { $number } modifications
    }
seats-unsaved =
    { $count ->
        [one] { $number } modification n’est pas enregistrée.
       *[other] { $number } modifications ne sont pas enregistrées.
    }
seats-reset = Rétablir
seats-table = Personnes et leurs places
seats-table-hint = Les flèches vont d’une case à l’autre, la barre d’espace attribue une place ou la reprend.
seats-user = Nom d’utilisateur
seats-first = Prénom
seats-last = Nom
seats-count = ({ $given }/{ $granted })
seats-tick = { $entitlement } pour { $name }
seats-tick-shown = { $entitlement } pour toutes les personnes affichées
seats-remove = Retirer { $name } de la liste
seats-remove-title = Retirer
seats-none-found = Personne ne correspond. Modifiez la recherche ou affichez tout le monde.
seats-print = Imprimer
seats-print-part = Les { $number } premières personnes sur { $all }. Exportez la liste pour les avoir toutes.
seats-export = Exporter en CSV
seats-import-choose = Importer un CSV…

seats-denied = Les { $granted } places de « { $name } » sont toutes attribuées.
seats-denied-ways = Reprenez-en une à quelqu’un qui n’en a plus besoin, ou ouvrez une licence pour en avoir plus.
seats-denied-show = Afficher qui en a une
seats-denied-licence = Ouvrir une licence
seats-denied-unknown = Personne sur la liste ne porte le nom d’utilisateur { $name }.

seats-over-title = Plus de places sont attribuées que la licence n’en accorde
seats-over-text = Personne ne perd la sienne. Aucune nouvelle ne peut être attribuée avant qu’assez soient reprises ou qu’une licence pour plus soit ouverte.
seats-over =
    { $count ->
        [one] { $name } : { $number } de trop. Dernière attribuée :
       *[other] { $name } : { $number } de trop. Dernières attribuées :
    }
seats-over-more = et { $number } autres
seats-take-back = Reprendre
seats-take-back-named = Reprendre { $entitlement } à { $name }

seats-add-title = Ajouter une personne
seats-add = Ajouter

import-title = Importer { $name }
import-text = La liste est-elle lue comme il faut ? Indiquez ce que contient chaque colonne.
import-encoding = Encodage
import-separator = Séparateur
import-comma = virgule
import-semicolon = point-virgule
import-tab = tabulation
import-bar = barre verticale
import-western = Europe occidentale
import-central = Europe centrale
import-cyrillic = cyrillique
import-header = La première ligne contient les titres
import-column = La colonne { $number } contient
import-ignored = rien d’utile
import-sample = Les premières personnes de la liste
import-passed-over =
    { $count ->
        [one] Une ligne avant les titres est ignorée.
       *[other] { $number } lignes avant les titres sont ignorées.
    }
import-by-email = Aucune colonne ne contient de noms d’utilisateur. Les adresses e-mail en tiennent lieu, sauf si vous choisissez une autre colonne.
import-no-users = Indiquez quelle colonne contient les noms d’utilisateur : sans eux, la liste ne peut pas être importée.
import-start = Importer
import-running = Importation de { $name } : { $percent } %
import-done = { $name } est importé
import-added =
    { $count ->
        [0] Aucune nouvelle personne.
        [one] { $number } nouvelle personne.
       *[other] { $number } nouvelles personnes.
    }
import-corrected =
    { $count ->
        [one] { $number } personne déjà présente a de nouveaux noms.
       *[other] { $number } personnes déjà présentes ont de nouveaux noms.
    }
import-present =
    { $count ->
        [one] { $number } était déjà là.
       *[other] { $number } étaient déjà là.
    }
import-given =
    { $count ->
        [one] { $number } place a été attribuée.
       *[other] { $number } places ont été attribuées.
    }
import-problems =
    { $count ->
        [one] { $number } ligne a été laissée de côté, en tout ou en partie
       *[other] { $number } lignes ont été laissées de côté, en tout ou en partie
    }
import-problems-save = Enregistrer la liste de ces lignes…
import-line = Ligne
import-too-large = { $name } est trop volumineux pour une liste : { $most } Mo au plus.

announce-seats = { $entitlement } : { $given } sur { $granted } attribuées.
announce-seats-reset = Toutes les modifications non enregistrées sont abandonnées.
announce-seats-saved =
    { $count ->
        [one] { $number } modification est enregistrée.
       *[other] { $number } modifications sont enregistrées.
    }
announce-person-added = { $name } est sur la liste.
announce-imported = Importation : { $added } nouvelles personnes, { $problems } lignes laissées de côté.
seats-over-mark = au-delà de ce qui est accordé
import-forecast = Ce que cela donnerait
forecast-added = Nouvelles personnes : { $number }
forecast-corrected = Nouveaux noms : { $number }
forecast-present = Déjà là : { $number }
forecast-given = Places : { $number }
forecast-problems = Lignes qui seraient laissées de côté, en tout ou en partie : { $number }
