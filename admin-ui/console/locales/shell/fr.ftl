# Around the console

brand = Console Countersign
nav-requests = Demandes
nav-ledger = Registre
nav-licences = Licences
nav-keys = Clés
header-open = Clé de signature ouverte, verrouillée dans { $minutes } min
header-lock = Verrouiller
header-locked = Clé de signature verrouillée
console-no-store = Ce navigateur ne conserve rien pour cette page. Enregistrez votre clé et votre registre dans des fichiers avant de la fermer.
console-not-stored = Le navigateur n’a pas conservé la dernière modification. Enregistrez votre clé et votre registre dans des fichiers.
header-saved = { $name } · enregistré
header-unsaved = { $name } · non enregistré
console-not-saved = Le fichier du registre n’a pas été écrit. Réessayez.
console-changed-on-disk = Quelqu’un d’autre a écrit dans le fichier du registre. Rien n’a été écrasé. Rouvrez le fichier et répondez à nouveau à ce qui y manque.
console-overtaken = Un autre onglet a écrit dans ce registre. Cet onglet l’a relu ; la dernière réponse faite ici n’a pas été conservée et ne doit pas être remise.
console-no-ledger = { $name } va dans un registre. Ouvrez-en un d’abord, ou commencez-en un nouveau.
announce-saved = Le registre est enregistré.
announce-answered = L’activation est signée.
announce-signed = La licence est signée.
announce-not-answered = Rien n’a été signé.
console-stored-key = Une clé conservée par ce navigateur est illisible.
announce-opened = La clé de signature est ouverte.
announce-locked = La clé de signature est verrouillée.
announce-key-deleted = La clé est supprimée.
announce-trusted = Les clés sont maintenant de confiance.
announce-distrusted = La clé n’est plus de confiance.
