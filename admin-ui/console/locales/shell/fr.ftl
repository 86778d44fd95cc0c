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
console-refused = Lecture impossible : { $name }
console-stored-key = Une clé conservée par ce navigateur est illisible.
announce-opened = La clé de signature est ouverte.
announce-locked = La clé de signature est verrouillée.
announce-key-deleted = La clé est supprimée.
announce-trusted = Les clés sont maintenant de confiance.
announce-distrusted = La clé n’est plus de confiance.
