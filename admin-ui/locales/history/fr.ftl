# Page de l’historique

history-title = Historique
history-intro = Ce qui se termine bientôt et ce qui a été fait ici.
coming-title = À venir
coming-none = Rien de connu ne se termine.
coming-save = Enregistrer comme calendrier…
coming-hint = Pour votre agenda, avec des rappels 30 et 7 jours avant. Enregistré de nouveau plus tard et importé, il déplace ce qui a changé.
coming-licence = Fin de la licence : { $name } ({ $holder })
coming-support = Fin de l’assistance technique : { $name } ({ $holder })
coming-entitlement = Fin du droit : { $name } ({ $holder })
coming-emergency = Fin de la période d’urgence : { $name } ({ $holder })
coming-list = Prochaine liste de révocation prévue : { $name } ({ $holder })
calendar-description = De la page où vous administrez vos licences. Procurez-vous à temps la suite auprès de l’éditeur.
past-title = Ce qui a été fait
past-none = Rien pour l’instant.
past-clock =
    { $count ->
        [one] Le repère de l’horloge a été corrigé { $count } fois par une licence.
       *[other] Le repère de l’horloge a été corrigé { $count } fois par des licences.
    }
save-table = Enregistrer comme tableau (CSV)…
save-json = Enregistrer en JSON…
topic-label = Afficher
topic-all = Tout
topic-files = Fichiers
topic-keys = Clés
topic-emergencies = Périodes d’urgence
event-added = Fichier ajouté
event-removed = Fichier retiré
event-key-imported = Clé importée
event-key-retired = Clé mise hors service
event-key-removed = Clé retirée
event-emergency-started = Période d’urgence commencée
event-emergency-ended = Période d’urgence terminée sans achat
event-emergency-settled = Période d’urgence réglée par un achat
topic-people = Personnes et places
topic-usage = Utilisation
event-requested = Licence d’urgence demandée
event-people-added = Personnes ajoutées à la liste
event-people-removed = Personnes retirées de la liste
event-seats-given = Places attribuées
event-seats-taken = Places reprises
event-usage = Utilisation saisie
event-usage-cleared = Utilisation effacée
