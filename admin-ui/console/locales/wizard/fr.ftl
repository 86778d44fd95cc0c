# Wizard

nav-codes = Codes
wizard-title = Créer des codes
wizard-intro = Pas à pas, pour des machines sans réseau : quoi, pour quelles machines, avec quelle note.
wizard-step = Étape { $number } sur 5
wizard-product = Produit
wizard-licence = Licence
wizard-model = Version et modèle
wizard-which = Quels codes
wizard-single = copie unique : un code par machine
wizard-copy = droit de copie : un code pour toutes les machines
wizard-pool = simultané : un code pour un serveur
wizard-machines = Machines
wizard-codes-single = Un par ligne. Chacun reçoit son propre code.
wizard-codes-copy = Un par ligne. Tous reçoivent le même code.
wizard-codes-pool = Celui du serveur ; pour trois serveurs redondants, un par ligne.
wizard-amount = Combien
wizard-amount-hint = De l’ensemble, pour ce serveur.
wizard-triad = Trois serveurs redondants, dont deux doivent fonctionner
wizard-description = Description de la machine
wizard-description-hint = Le nom qu’on lui donne. La liste par machine le montre.
wizard-comment = Commentaire
wizard-comes-to =
    { $count ->
        [one] Un code de { $name } ; { $free } sont libres.
       *[other] { $count } codes de { $name } ; { $free } sont libres.
    }
wizard-next = Suivant
wizard-back = Retour
wizard-create = Créer
wizard-incomplete = Il manque quelque chose ici, ou ce n’est pas correct.
wizard-done = Les codes sont prêts
wizard-code = Code { $number }
wizard-slots = Places
wizard-again = Créer d’autres codes
wizard-by-host = Codes par machine
