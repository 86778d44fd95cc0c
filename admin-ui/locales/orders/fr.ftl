# Orders

nav-orders = Commandes
orders-title = Commandes
orders-intro = Ce qui a été commandé, par numéros, et ce qui en est venu : licences, codes et personnes à contacter.
orders-none = Aucune de ces licences ne nomme de commande.
orders-order = Commande { $number }
orders-contacts = Contacts
orders-members = Les personnes et leurs places
orders-components = Composants
orders-codes = Codes
orders-beside = À côté, d’autres commandes
