# Длинные списки

list-find = Найти
list-sort = Порядок
sort-own = как у поставщика
sort-name = по названию
sort-need = сначала то, что требует внимания
list-part = { $from } – { $to } из { $count }
list-back = Назад
list-on = Дальше
list-none = Ничего не найдено.
