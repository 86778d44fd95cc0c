# Volume activation

nav-volume = Volume
volume-title = Activation en volume
volume-intro = Quel type d’activation a votre site, un KMS ou une clé MAK, quelle est la prochaine étape, et comment l’un et l’autre comptent. Rien de ce que vous donnez ici n’est conservé.
volume-link = Activation en volume (KMS et MAK)

kms-title = Y a-t-il un KMS ?
kms-how = Sur un ordinateur de ce réseau, exécutez :
kms-choose = Choisir kms.txt…
kms-drop = Ou déposez le fichier n’importe où sur cette page.
kms-paste = Ou collez ce que la commande a affiché
kms-paste-hint = De nslookup en toute langue, dig, host ou Resolve-DnsName.
kms-read = Lire
kms-forget = Mettre de côté
kms-found = KMS trouvé
kms-found-text = Il y a un KMS. Les systèmes essaient ses hôtes dans cet ordre.
kms-none = Pas de KMS
kms-none-text = Il n’y a pas de KMS : le DNS n’a pas d’enregistrement _vlmcs._tcp.
kms-no-answer = Pas de réponse
kms-no-answer-text = Personne n’a répondu : on ne sait donc pas s’il y a un KMS.
kms-not-understood = Pas compris
kms-not-understood-text = La ligne { $line } n’est pas comprise :
kms-empty-line = Elle est vide.
kms-more = { $number } autres ne sont pas affichés.
column-host = Hôte
column-port = Port
column-priority = Priorité
column-weight = Poids

key-title = Quelle clé de produit ?
key-label = Clé de produit
key-hint = Cinq groupes de cinq. En majuscules ou non, avec des traits d’union ou sans.
key-generic = Clé générique
key-generic-text = { $name }. Avec elle, un système cherche un KMS sur son réseau.
key-other = Une clé à vous
key-other-text = Par exemple une MAK. Seule l’activation dira si son éditeur l’a émise.
key-incomplete = Le groupe { $group } n’est pas complet : { $found } caractères sur 5.
key-character = Groupe { $group }, caractère { $place } : « { $found } » ne figure dans aucune clé. Seuls ceux-ci y figurent : { $alphabet }. N ne figure que dans les clés récentes.
key-length = Le groupe { $group } a { $found } caractères ; il en faut 5.
key-more = Quelque chose suit le cinquième groupe. Une clé en a cinq.
key-too-long = C’est bien plus qu’une clé.

plan-title = Ce qu’il en résulte
plan-basis = Jugé d’après
plan-basis-nothing = aucune licence : la clé et le KMS seuls
plan-nothing = Donnez ce que la commande a affiché, et la clé.
plan-key = Pas encore de clé
plan-key-text = Telle quelle, ce n’est pas encore une clé. Regardez le groupe qui y est nommé.
plan-automatic = Les systèmes s’activent d’eux-mêmes
plan-mak = Chaque système est activé une fois, et compte
plan-kms-missing = L’activation échouera : il n’y a pas de KMS
plan-no-license = Rien ne peut encore être activé
plan-unknown = Pas encore connu
plan-next = Prochaine étape :
step-enter-key = Entrez la clé sur chaque système. Il trouve le KMS de lui-même et s’active dès que suffisamment de systèmes ont demandé : 25 clients, ou 5 serveurs.
step-activate-once = Entrez la clé sur chaque système et activez-le une fois, en ligne ou par téléphone. Chacun compte dans la quantité de la licence.
step-set-up-kms = L’activation échouera : aucun KMS ne figure dans le DNS. Mettez-en un en place et publiez son enregistrement _vlmcs._tcp, ou obtenez une MAK auprès de l’administrateur de vos licences en volume.
step-get-key = Obtenez une clé : la clé générique de volume du produit là où il y a un KMS, sinon une MAK auprès de l’administrateur de vos licences en volume.
step-get-license = Aucune licence qui compte ne permet l’activation en volume. Ajoutez le fichier d’une qui la permet, ou demandez-la à l’éditeur.
step-use-mak = La licence est pour une MAK, et ceci est une clé générique, qui a besoin d’un KMS. Entrez la MAK venue avec la licence.
step-use-generic-key = La licence est pour l’activation par un KMS, et cette clé n’est pas générique. Entrez la clé générique de volume du produit.
step-look-up = Trouvez s’il y a un KMS : nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1, et donnez ce fichier.
step-look-up-again = Personne n’a répondu : on ne sait donc pas s’il y a un KMS. Vérifiez le réseau et le serveur DNS, et cherchez de nouveau.
step-check-answer = La réponse est incomplète, ou n’en est pas une. Cherchez de nouveau, avec les erreurs dans le fichier : nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1

count-title = Comment ils comptent
count-intro = Ce qu’un KMS et une MAK feraient de vos systèmes à partir d’aujourd’hui. Rien n’est activé par là.
count-kind = Ce qui est activé
count-clients = Clients
count-servers = Serveurs
count-systems = Systèmes
count-usual = { $number } si rien n’est saisi.
count-each-day = Nouveaux systèmes par jour
count-each-day-hint = Tous aujourd’hui si rien n’est saisi.
count-until = Dernier jour où ils demandent
count-until-hint = Compté d’aujourd’hui. Jour 28 si rien n’est saisi : quatre renouvellements.
count-range = Veuillez donner un nombre entier de { $least } à { $most }.
count-kms = Avec un KMS
count-label = Combien de systèmes le KMS compte ; il en faut { $threshold }
count-needed = { $number } nécessaires
count-counted = { $number } comptés
count-too-few = Trop peu : { $count } sont comptés, et il en faut { $threshold }. Aucun n’est activé ; chacun redemande toutes les 2 heures.
count-activated = Le jour { $day } ({ $date }), suffisamment ont demandé, et tous sont activés.
count-renewed =
    { $count ->
        [0] Aucun ne renouvelle son activation.
        [one] Le premier système renouvelle son activation une fois.
       *[other] Le premier système renouvelle son activation { $number } fois, tous les 7 jours.
    }
count-end = Son activation prend fin le jour { $day } ({ $date }) : 180 jours après le dernier renouvellement.
count-first = Activation du premier système, avec un point par renouvellement
count-more = { $number } autres lignes ne sont pas affichées.
column-day = Jour
column-counted = Comptés
column-activated = Activés
count-day = Jour { $day }, { $date }
happens-waiting = Trop peu ont demandé : ils attendent.
happens-activated = Suffisamment ont demandé : ils sont activés.
happens-renewed = Le premier système renouvelle son activation.
happens-more = D’autres ont demandé.
happens-forgotten = Qui n’a pas demandé depuis 30 jours n’est plus compté.
happens-ended = Des activations prennent fin, sans renouvellement depuis 180 jours.
count-mak = Avec une MAK
mak-quantity = La clé est pour
mak-quantity-hint = Combien de systèmes, selon votre contrat.
mak-activated = Activés
mak-left = Restants
mak-denied = Refusés
mak-enough = Les { $number } sont activés, chacun une fois pour toutes.
mak-too-many = La clé est pour { $quantity } : le système { $next } est refusé, et chacun après lui.

promotion-title = Sans accès aux licences en volume : demander une MAK promotionnelle
promotion-intro = Ceci écrit une demande que vous envoyez vous-même. Rien ne quitte cet ordinateur de soi-même, et rien n’est conservé.
promotion-company = Nom de la société
promotion-name = Contact pour le déploiement
promotion-systems = Systèmes déployés
promotion-date = Date du déploiement
promotion-date-hint = Année-mois-jour, par exemple 2026-12-01.
promotion-manager = Responsable technique de compte
promotion-manager-hint = S’il y en a un.
problem-phone = Ce n’est pas un numéro de téléphone.
problem-number = Veuillez donner un nombre entier à partir de 1.
problem-date = Ce n’est pas un jour tel que 2026-12-01.
problem-line = Veuillez donner une ligne de texte.
promotion-made = Envoyez-la à votre partenaire ou à l’éditeur. Elle est en anglais, pour qui y répond.
promotion-text = La demande en texte
promotion-save = Enregistrer en texte…
promotion-save-json = Enregistrer en JSON…
promotion-sheet = Demande d’une MAK promotionnelle
promotion-none = La demande n’est pas encore remplie.
