# Page de licence

licence-title = Licence
licence-intro = Ce que vos licences accordent, ce qui en est utilisé et ce qui prend fin ensuite.
open-title = Ouvrir une licence
open-choose = Ajouter des fichiers de licence…
open-drop = ou déposez-les n’importe où sur cette page.
open-paste = Texte d’une licence
open-paste-hint = Collez le texte du fichier, ou tout l’e-mail dans lequel il est arrivé.
open-check = Vérifier
pasted-name = Texte collé
opened-title = Fichiers
opened-refused = Fichiers non ajoutés
remove = Retirer
remove-named = Retirer { $name }

undo-label = Dernier changement
undo-added = Ajouté : { $names }.
undo-removed = Retiré : { $names }.
undo-people = La liste des personnes est modifiée.
undo = Revenir en arrière
proposal-title = Appliquer ce changement ?
proposal-adding = À ajouter
proposal-removing = À retirer
proposal-apply = Appliquer
proposal-no-difference = Aucune limite ne change.
proposal-caption = Ce qui change
column-before = Maintenant
column-after = Ensuite
proposal-not-counting = { $name } ne comptera pas : { $status }
granted-nothing = rien
export = Enregistrer
export-named = Enregistrer { $name }
claims-show = Montrer ce qui a été signé
says-reasons = Toutes les raisons : { $reasons }

overview-none = Pas encore de licence
overview-none-text = Les limites intégrées s’appliquent. Ouvrez le fichier de licence de l’éditeur pour voir ce qu’il accorde.
overview-none-counts = Aucune licence ne compte
overview-none-counts-text = Aucune des licences ci-dessous ne compte actuellement ; les limites intégrées s’appliquent. Chacune dit pourquoi.
edition-entry = Entry
next-title = Ce qui prend fin ou change ensuite
next-in-days =
    { $days ->
        [0] dans moins d’un jour
        [one] dans un jour
       *[other] dans { $days } jours
    }
next-step = { $name } : { $before } → { $after }
next-licence = La licence { $name } prend fin
next-support = L’assistance technique de { $name } prend fin ; rien d’autre ne change
matter-blocked = { $name } : { $number } bloqués, car la licence d’urgence a pris fin sans achat. Ajoutez une licence permanente.
matter-over = { $name } : { $number } de plus que ce qui est accordé. Libérez-en ou ajoutez une licence.
matter-emergency = { $name } : la licence d’urgence court jusqu’au { $end }, et { $used } sur { $granted } sont utilisés à ce titre. Achetez d’ici là ce qu’il vous faut.
matter-grace = La licence a pris fin et compte encore jusqu’au { $end }. Renouvelez-la d’ici là.
matter-expiring = La licence prend fin le { $end }.
accounts-title = Comptes clients
accounts-ask = Quel compte client voulez-vous voir ?
limits-caption = Utilisation
column-use = Utilisé
feature-not-granted = non inclus
sources-of = D’où vient { $number } ?
sources-of-feature = Quelle licence l’inclut ?
sources-none = Aucune licence qui compte ne l’accorde.
source = { $name } ({ $id }, numéro { $serial }) : { $granted }
doing-seats = Attribuer des places
doing-seats-hint = Qui en a lesquelles, et qui n’en a pas.
doing-request-hint = Quelques-uns de plus pour peu de temps, payés plus tard.
doing-compare = Comparer deux licences
doing-compare-hint = Ce qui diffère, côte à côte.
use-of = Utilisé : { $name }
use-granted = / { $granted }
limit-left = reste { $number }
limit-low = plus que { $number }
limit-exhausted = plus rien
limit-overage = { $number } de trop, ce que la licence permet
limit-over = { $number } de trop
limit-unlimited = sans limite
kept-title = Conservé sur cet ordinateur
kept-text = Licences, clés approuvées et chiffres sont conservés dans ce seul navigateur. Une sauvegarde est un fichier ; la restaurer ne fait rien perdre de ce qui est ici.
kept-backup = Sauvegarder…
kept-restore = Restaurer…
kept-delete = Tout supprimer…
restore-title = Restaurer cette sauvegarde ?
restore-text =
    { $count ->
        [one] { $name } contient un fichier de l’éditeur.
       *[other] { $name } contient { $count } fichiers de l’éditeur.
    }
restore-unread =
    { $count ->
        [one] Une ligne est illisible et laissée de côté.
       *[other] { $count } lignes sont illisibles et laissées de côté.
    }
restore-keys = Elle apporte des clés qui ne sont pas encore approuvées. Quiconque en détient une peut émettre des licences que cette page tient pour authentiques. Comparez-les avec celles de l’éditeur.
restore-go = Restaurer
delete-all-title = Tout supprimer ?
delete-all-text = Licences, clés approuvées, chiffres et préférences sont supprimés dans ce navigateur. Sans sauvegarde, rien ne les ramènera.
delete-all-go = Tout supprimer

samples-title = Exemples
samples-text = Ceci est une démonstration. Un clic ouvre un exemple comme authentique : dès lors, la clé de la démonstration est de confiance ici, et nulle part ailleurs.
samples-trusted = La clé de la démonstration est de confiance ici. N’importe qui peut signer avec elle : retirez-la sous « Clés » avant d’ouvrir un fichier qui compte.

says-perpetual = Valable sans limite de durée.
says-until = Valable jusqu’au { $end }.
says-expiring =
    { $days ->
        [0] Elle prend fin aujourd’hui, le { $end }.
        [one] Elle prend fin dans un jour, le { $end }.
       *[other] Elle prend fin dans { $days } jours, le { $end }.
    }
says-grace = Elle a pris fin le { $expires } et compte encore jusqu’au { $end }. Renouvelez-la avant cette date.
says-expired = Elle a pris fin le { $end } et n’accorde plus rien.
says-not-yet-valid = Valable à partir du { $start }.
says-superseded = Une licence plus récente du même compte, ouverte ici, la remplace.
says-conflict = Un autre fichier ouvert ici a le même identifiant et le même numéro de série, mais dit autre chose. Aucun ne compte ; demandez à l’éditeur lequel est le bon.
says-revoked = L’éditeur l’a révoquée. Elle n’accorde plus rien.
says-activation-required = Elle ne compte que sur une machine dont l’activation est valable.
says-file-expired = Le fichier a pris fin le { $end }. Procurez-vous un fichier actuel auprès de l’éditeur.
says-suspended = L’éditeur avait suspendu la licence quand le fichier a été émis.
says-does-not-count = Elle ne compte pas ici.

warning-version = La licence ne couvre que certaines versions du produit. Cette page ne sait pas quelle version vous utilisez ; ce point n’est donc pas évalué.
warning-host = La licence est liée à certaines machines. Cette page ne connaît pas la machine du produit ; ce point n’est donc pas évalué.
warning-metric = Le droit { $id } compte ici autre chose que dans une autre licence et ne s’y ajoute pas.
warning-clock = L’horloge de cet ordinateur retarde sur un instant qui est certainement passé.
warning-revocation-stale = La prochaine liste de révocation était attendue pour le { $due }. Demandez-en une à jour à l’éditeur.
warning-quorum = Des serveurs redondants partagent une activation. Cette page ne sait pas lesquels fonctionnent ; cela n’est donc pas jugé.
warning-duplicate-slot = Deux activations ({ $one }, { $other }) ont la même place de { $id }. Demandez à qui les a émises.
warning-ledger-forked = Deux activations ({ $one }, { $other }) se disent la même entrée du registre de leur émetteur. Demandez à l’éditeur.
warning-installation = Une licence d’urgence est peut-être celle d’une autre installation. Cette page ne sait pas laquelle est celle-ci ; cela n’est donc pas jugé.
warning-other = Remarque : { $code }

section-holder = Titulaire
section-term = Durée
section-reference = Références
section-order = Commande
section-agreement = Contrat de licence
section-machine = Machine
section-file = Fichier
section-notes = Notes de l’éditeur
section-authenticity = Authenticité
section-warnings = À noter

fact-holder = Nom
fact-address = Adresse
fact-email = E-mail
fact-phone = Téléphone
fact-contact-primary = Contact principal
fact-contact-technical = Contact technique
fact-contact-administrator = Administrateur
fact-contact-other = Contact
fact-issued = Émise
fact-not-before = Valable à partir du
fact-expires = Fin
fact-perpetual = aucune
fact-grace = Délai de grâce
grace-days =
    { $days ->
        [one] un jour, jusqu’au { $end }
       *[other] { $days } jours, jusqu’au { $end }
    }
fact-support = Assistance jusqu’au
support-ended = terminée
support-inclusive = ce jour compris
fact-judged = État au
fact-product = Produit
fact-account = Compte client
fact-id = Identifiant
fact-serial = Numéro de série
fact-kind = Type
fact-edition = Édition
fact-versions = Versions du produit
fact-hosts = Liée à
fact-volume = Activation en volume
volume-kms-client = KMS, pour clients
volume-kms-server = KMS, pour serveurs
volume-mak =
    { $count ->
        [one] MAK, pour { $number } système
       *[other] MAK, pour { $number } systèmes
    }
volume-other = autre
fact-order-number = Numéro de commande
fact-customer-order-number = Numéro de commande du client
fact-purchase-order-number = Numéro de bon de commande
fact-site-number = Numéro de site
fact-order-date = Commandée
fact-own-id = Identifiant
fact-name = Nom
fact-policy = Politique
fact-status-at-issue = État à l’émission
fact-file-ends = Fin du fichier
fact-licence-ends = Fin de la licence
fact-machines = Machines
fact-processes = Processus simultanés
fact-issuer = Émetteur
fact-key = Clé de signature
fact-key-hint = Pour en être sûr, comparez ces groupes avec ceux de l’éditeur, par exemple au téléphone.
fact-carrier = Forme
fact-type = Document
fact-keys-needed = Empreinte de sa clé
authentic-text = La signature est valable : l’éditeur a émis ce fichier et personne ne l’a altéré.

kind-standard = Standard
kind-trial = Essai
kind-temporary = Temporaire
kind-emergency = Urgence
kind-other = Autre

carrier-armor = Bloc de texte (BEGIN … END)
carrier-json = JSON
carrier-compact = Compacte
carrier-other = Autre

document-license = Licence
document-activation-request = Demande d’activation
document-activation = Activation
document-deactivation = Reçu de désactivation
document-emergency-request = Demande d’urgence
document-revocation-list = Liste de révocation
document-trust-update = Mise à jour des clés
document-other = Inconnu

entitlements-caption = Ce que la licence accorde
column-entitlement = Droit
column-metric = Ce qui est compté
column-quantity = Quantité
metric-feature = Fonction
metric-user = Utilisateurs
metric-device = Appareils
metric-session = Sessions simultanées
metric-host = Installations
metric-other = Autre
quantity-unlimited = illimité
quantity-included = inclus
entitlement-applies-to = Pour : { $families }
entitlement-expires = Fin : { $end }
entitlement-expired = Terminé : { $end }
entitlement-assignable = Attribué à des utilisateurs nommés
entitlement-overage = Dépassement permis de { $percent } %
entitlement-overage-always = Dépassement permis
entitlement-components = Composé de : { $names }
model-authorized-single = Un code par machine
model-authorized-copy = Un code pour plusieurs machines
model-concurrent = Partagé dans un lot commun

unverified-notice = Rien de son contenu n’est montré, car il n’a pas pu être vérifié.
unverified-add-key = Importer la clé de l’éditeur…
unverified-paste-key = Coller son texte
key-file-text = C’est une clé publique, pas une licence. Comparez-la avec celle de l’éditeur avant de lui faire confiance.
key-file-review = Examiner la clé…

keygen-license-file = Fichier de licence Keygen
keygen-machine-file = Fichier de machine Keygen
keygen-register = Enregistrer la clé Keygen de l’éditeur…
keygen-encrypted = Le contenu est chiffré. Saisissez la clé de licence pour le lire.
keygen-license-key = Clé de licence
keygen-fingerprint = Empreinte de la machine
keygen-decrypt = Déchiffrer
proposal-authentic = Authentique, émise par { $issuer }
proposal-unasked = Elle répond à la demande { $id }, dont rien n’est connu ici : elle a été faite sur une autre installation, ou avant que les demandes ne soient retenues.
proposal-ending = { $number } de ces { $all } se terminent { $end }.
clock-behind =
    { $days ->
        [one] Cette horloge retarde d’un jour sur { $mark }, qui est certainement passé : d’ici là, ce qui compte est jugé à cet instant, et aucune période d’urgence ne peut commencer.
       *[other] Cette horloge retarde de { $number } jours sur { $mark }, qui est certainement passé : d’ici là, ce qui compte est jugé à cet instant, et aucune période d’urgence ne peut commencer.
    }
clock-set = Si cette horloge est fausse, réglez-la : c’est tout.
clock-ask = Si cette horloge est juste, elle a avancé un jour. Demandez à l’éditeur votre licence avec un numéro de série plus élevé, en disant que le repère { $mark } est faux. Ajouter ce fichier corrige le repère.
notice-already-there =
    { $count ->
        [one] { $names } est déjà là. Rien ne change.
       *[other] Ces fichiers sont déjà là : { $names }. Ils ne changent rien.
    }
notice-pending = Un autre changement attend. Appliquez-le ou annulez-le d’abord.
