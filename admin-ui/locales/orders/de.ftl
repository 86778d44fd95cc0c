# Orders

nav-orders = Bestellungen
orders-title = Bestellungen
orders-intro = Was bestellt wurde, nach Nummern, und was daraus wurde: Lizenzen, Codes und die Ansprechpartner.
orders-none = Keine dieser Lizenzen nennt eine Bestellung.
orders-order = Bestellung { $number }
orders-contacts = Ansprechpartner
orders-members = Personen und ihre Plätze
orders-components = Bestandteile
orders-codes = Codes
orders-beside = Daneben, aus anderen Bestellungen
