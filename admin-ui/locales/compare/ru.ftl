# Сравнение

compare-title = Сравнение
compare = Сравнить
compare-named = Сравнить { $name }
compare-back = Назад к лицензии
compare-left = Слева
compare-right = Справа
compare-in-force = Действует сейчас: { $name }
compare-not-added = { $name } · { $file } (ещё не добавлена)
compare-what = Что
compare-differs = отличается
compare-all = Показать и одинаковое
compare-less = Показать только отличия
compare-count =
    { $count ->
        [0] Отличий нет.
        [one] { $number } отличие.
        [few] { $number } отличия.
        [many] { $number } отличий.
       *[other] { $number } отличия.
    }
compare-more = Ещё { $number } прав не показано.
compare-nothing = Нет двух лицензий, чтобы сравнить. Добавьте файл лицензии или перетащите его сюда.
