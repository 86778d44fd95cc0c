# What a licence is worth

status-active = Active
status-expiring = Expire bientôt
status-grace = Délai de grâce
status-expired = Expirée
status-not-yet-valid = Pas encore valable
status-superseded = Remplacée
status-conflict = Contradictoire
status-revoked = Révoquée
status-activation-required = Activation requise
status-activation-missing = Activation manquante
status-deactivated = Désactivée
status-license-missing = Licence manquante
status-license-outdated = Pour une licence plus ancienne
status-license-inactive = La licence ne compte pas
status-quorum-missing = Trop peu de serveurs
status-wrong-host = Autre machine
status-wrong-version = Autre version
status-wrong-product = Autre produit
status-wrong-account = Autre compte
status-unverified = Non vérifié
status-refused = Refusé
status-genuine = Authentique
status-unreadable = Authentique, illisible
status-suspended = Suspendue
status-key = Clé publique
