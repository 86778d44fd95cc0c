# Orders

nav-orders = Заказы
orders-title = Заказы
orders-intro = Что заказано, по номерам, и что из этого получено: лицензии, коды и к кому обращаться.
orders-none = Ни одна из этих лицензий не называет заказа.
orders-order = Заказ { $number }
orders-contacts = Контакты
orders-members = Люди и их места
orders-components = Компоненты
orders-codes = Коды
orders-beside = Рядом, из других заказов
