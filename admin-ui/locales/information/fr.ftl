# Page des informations

information-title = Informations
information-intro = À qui est la licence, ce qui en est utilisé et ce que vous pouvez faire.
information-none = Il n’y a pas encore de licence. Ouvrez d’abord le fichier de licence de l’éditeur.
information-open = Ouvrir une licence…
information-company = Société
information-licence = Licence
information-street = Rue
information-postal-code = Code postal
information-city = Ville
information-region = Région
information-country = Pays
information-support = Assistance technique
information-connections = Connexions externes

support-none = Aucune licence d’assistance
support-until-day = jusqu’au { $day }
support-over = Terminée

emergency-state = Licence d’urgence
emergency-armed = Disponible
emergency-running = En cours
emergency-locked = Verrouillée
emergency-period = Période d’urgence
emergency-no-period = aucune
emergency-ends = Se termine le { $end }
emergency-accounts = Comptes d’urgence
emergency-blocked = Bloqués
emergency-blocked-count =
    { $count ->
        [one] { $number } compte est bloqué
       *[other] { $number } comptes sont bloqués
    }
emergency-blocked-unnamed = Les derniers arrivés. Pour voir leurs noms, attribuez les places à des personnes.

actions-title = Ce que vous pouvez faire
action-request = Demander une licence d’urgence…
action-start = Commencer la période d’urgence…
action-start-named = Commencer la période d’urgence : { $name }
action-update = Mettre à jour la licence…
action-printable = Version imprimable
hint-request = Il vous faut plus de comptes aujourd’hui, et vous les achèterez plus tard. L’éditeur vous en accorde quelques-uns de plus pour peu de temps, en général dix pour un mois. Achetez ce qu’il vous faut avant la fin : sinon les comptes supplémentaires sont bloqués et il n’y a pas d’autre licence d’urgence.
hint-start =
    { $months ->
        [one] Votre licence permet de dépasser la limite de { $quantity } pendant un mois, sans demander. Achetez ce qu’il vous faut avant la fin : sinon les comptes supplémentaires sont bloqués.
       *[other] Votre licence permet de dépasser la limite de { $quantity } pendant { $months } mois, sans demander. Achetez ce qu’il vous faut avant la fin : sinon les comptes supplémentaires sont bloqués.
    }
hint-update = L’éditeur vous a envoyé un fichier de licence : un achat, un renouvellement ou la réponse à une demande. Vous voyez ce qu’il change avant de l’appliquer.
hint-printable = Le contrat de licence avec les données de cette page, pour vos dossiers.

denied-running = { $name } : une licence d’urgence est en cours jusqu’au { $end }. Il ne peut y en avoir d’autre pendant ce temps.
denied-locked = { $name } : la dernière licence d’urgence s’est terminée le { $end } et rien n’a été acheté. Il n’y en aura pas d’autre avant un achat.
denied-clock-rollback = L’horloge de cet ordinateur retarde : aucune période d’urgence ne peut commencer.
denied-clock-unconfirmed = L’horloge de cet ordinateur a avancé d’un coup. Une période d’urgence pourra commencer une heure après, quand son heure sera confirmée.
denied-other = Aucune licence d’urgence ne peut être demandée : aucune licence accordant un nombre ne compte ({ $code }).
ways-out = Ce qui aide :
way-buy = Achetez une licence permanente pour le nombre qu’il vous faut et ajoutez son fichier avec « Mettre à jour la licence ». Plus rien n’est alors bloqué, et une licence d’urgence est de nouveau disponible.
way-buy-while-running = Achetez avant la fin une licence permanente pour le nombre qu’il vous faut et ajoutez son fichier avec « Mettre à jour la licence ».
way-free = Libérez des comptes dont personne n’a besoin.
way-free-blocked = Libérez autant de comptes qu’il y en a de bloqués. Les autres peuvent alors être utilisés.
way-clock = Mettez l’horloge à l’heure.
way-add = Ajoutez un fichier de licence avec « Mettre à jour la licence ».

start-title = Commencer la période d’urgence maintenant ?
start-text =
    { $months ->
        [one] La limite peut être dépassée de { $quantity } pendant un mois à partir de maintenant. Cela ne s’arrête pas et ne se recommence pas : achetez ce qu’il vous faut dans le mois, sinon les comptes supplémentaires sont bloqués.
       *[other] La limite peut être dépassée de { $quantity } pendant { $months } mois à partir de maintenant. Cela ne s’arrête pas et ne se recommence pas : achetez ce qu’il vous faut dans ce délai, sinon les comptes supplémentaires sont bloqués.
    }
start-go = Commencer

request-title = Demander une licence d’urgence
request-intro = Une demande signée est préparée ici. Vous l’envoyez vous-même à l’éditeur ; rien ne quitte cet ordinateur tout seul.
request-entitlement = Ce dont il vous faut davantage
request-quantity = Combien en plus
request-quantity-hint = Au plus { $most }.
request-name = Votre nom
request-email = E-mail
request-phone = Téléphone
request-contact-hint = L’éditeur vous répond ici. L’e-mail ou le téléphone suffit.
request-reason = Motif
request-reason-hint = Si vous voulez : à quoi cela sert, en une ligne.
request-make = Préparer la demande
problem-missing = Veuillez remplir ce champ.
problem-no-way-to-answer = Veuillez indiquer une adresse e-mail ou un numéro de téléphone.
problem-range = Veuillez indiquer un nombre entier de 1 à { $most }.
problem-email = Ce n’est pas une adresse e-mail.

made-title = La demande est prête
made-text = Envoyez-la à l’éditeur par le moyen qui vous convient. La réponse est un fichier de licence : ajoutez-le avec « Mettre à jour la licence ».
made-asks-for = Demande
made-quantity = { $quantity } de plus : { $name }, dont { $registered } sur { $granted } sont utilisés
made-id = Numéro de la demande
made-key = Signée par
made-key-hint = La clé de cette installation. À la première demande, l’éditeur a besoin de sa moitié publique : enregistrez-la et joignez-la.
made-save = Enregistrer dans un fichier…
made-copy = Copier le texte
made-mail = Écrire un e-mail…
made-save-key = Enregistrer la clé publique…
made-mail-text = Texte pour un e-mail
made-qr-label = Code QR de la demande
made-qr-hint = La demande sous forme de code QR, à photographier sur cet écran. Un clic l’agrandit.
made-done = Terminé
mail-subject = Demande d’une licence d’urgence : { $company }
mail-text = { $company } demande une licence d’urgence : { $quantity } de plus de « { $name } ». { $registered } sur { $granted } sont utilisés.
mail-key = La demande ci-dessous est signée par la clé { $thumbprint }.

printable-title = Contrat de licence et données
printable-back = Retour
printable-licences = Licences
printable-licence = { $name }, { $id }, numéro de série { $serial }
printable-no-agreement = Les licences ne contiennent pas de texte de contrat.
asked-title = Demandes d’urgence
asked-for = { $quantity } de plus : { $name }
asked-open = Pas encore de réponse.
asked-answered = Réponse : { $name }.
