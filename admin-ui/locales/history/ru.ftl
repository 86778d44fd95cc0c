# Страница истории

history-title = История
history-intro = Что скоро закончится и что здесь было сделано.
coming-title = Предстоит
coming-none = Неизвестно ничего, что закончится.
coming-save = Сохранить как календарь…
coming-hint = Для вашей программы-календаря, с напоминаниями за 30 и 7 дней. Если позже сохранить и импортировать его снова, изменившееся сдвинется.
coming-licence = Окончание лицензии: { $name } ({ $holder })
coming-support = Окончание технической поддержки: { $name } ({ $holder })
coming-entitlement = Окончание права: { $name } ({ $holder })
coming-emergency = Окончание экстренного периода: { $name } ({ $holder })
coming-list = Ожидается следующий список отзыва: { $name } ({ $holder })
calendar-description = Со страницы, где вы управляете лицензиями. Вовремя получите у поставщика продолжение.
past-title = Что было сделано
past-none = Пока ничего.
past-clock =
    { $count ->
        [one] Отметка часов исправлялась лицензиями { $count } раз.
        [few] Отметка часов исправлялась лицензиями { $count } раза.
        [many] Отметка часов исправлялась лицензиями { $count } раз.
       *[other] Отметка часов исправлялась лицензиями { $count } раза.
    }
save-table = Сохранить как таблицу (CSV)…
save-json = Сохранить как JSON…
topic-label = Показать
topic-all = Всё
topic-files = Файлы
topic-keys = Ключи
topic-emergencies = Экстренные периоды
event-added = Файл добавлен
event-removed = Файл удалён
event-key-imported = Ключ импортирован
event-key-retired = Ключ отозван
event-key-removed = Ключ удалён
event-emergency-started = Экстренный период начался
event-emergency-ended = Экстренный период закончился без покупки
event-emergency-settled = Экстренный период завершён покупкой
topic-people = Люди и места
topic-usage = Использование
event-requested = Запрошена экстренная лицензия
event-people-added = Люди внесены в список
event-people-removed = Люди удалены из списка
event-seats-given = Места назначены
event-seats-taken = Места возвращены
event-usage = Записано использование
event-usage-cleared = Использование больше не записано
