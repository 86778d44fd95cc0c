# Рисунки: что действует и сколько разрешено

spans-title = Что и до какого дня действует
spans-what = Что
spans-when = Когда
spans-today = сегодня
spans-support = Техническая поддержка
spans-from = с { $from }, бессрочно
spans-until = { $from } – { $until }
spans-to = до { $until }
spans-grace = и льготный срок до { $end }
spans-more = Ещё { $number } закончатся позже.
charts-title = Сколько будет разрешено со временем
charts-label = { $name }: сколько будет разрешено со временем
charts-table = Показать таблицей
charts-from = Начиная с
charts-granted = Разрешено
charts-emergency = из них { $number } по экстренной лицензии
charts-use = занято: { $number }
charts-more =
    { $count ->
        [one] Изменится ещё { $number } предел.
        [few] Изменятся ещё { $number } предела.
        [many] Изменятся ещё { $number } пределов.
       *[other] Изменятся ещё { $number } предела.
    }
charts-steady =
    { $count ->
        [one] Об изменении { $number } предела ничего не известно.
        [few] Об изменении { $number } пределов ничего не известно.
        [many] Об изменении { $number } пределов ничего не известно.
       *[other] Об изменении { $number } предела ничего не известно.
    }
