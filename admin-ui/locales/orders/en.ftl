# Orders

nav-orders = Orders
orders-title = Orders
orders-intro = What was ordered, by its numbers, and what came of it: licences, codes, and whom to turn to.
orders-none = None of these licences names an order.
orders-order = Order { $number }
orders-contacts = Contacts
orders-members = People and their seats
orders-components = Components
orders-codes = Codes
orders-beside = Beside it, from other orders
