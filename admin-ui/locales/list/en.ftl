# Long lists

list-find = Look for
list-sort = Order
sort-own = as the vendor has it
sort-name = by name
sort-need = what needs attention first
list-part = { $from } – { $to } of { $count }
list-back = Back
list-on = On
list-none = Nothing is found.
