# Вокруг страниц

nav-licence = Лицензия
nav-information = Лицензионная информация
nav-seats = Места
nav-history = История
nav-keys = Ключи

not-found-back = Вернуться на страницу лицензии

notice-no-backup = { $name } не является резервной копией этой страницы.
notice-newer-backup = { $name } — резервная копия более новой версии этой страницы. Из неё ничего не взято: восстановите её в той версии.
notice-unread = Не удаётся прочитать сохранённое в этом браузере: { $name }. Оно остаётся на месте; ваши изменения сохраняются рядом.
notice-unread-newer = Более новая версия этой страницы сохранила то, что эта не может прочитать: { $name }. Оно остаётся на месте; ваши изменения сохраняются рядом.
notice-dropped = Часть сохранённого не читается. Остальное сохранено; скачайте сохранённый текст, прежде чем что-либо менять.
notice-dropped-line = Строка { $line }:
notice-dropped-save = Скачать сохранённый текст…
notice-built-in-keys = Не удаётся прочитать ключи, встроенные в страницу; ни один из них не считается доверенным.
notice-built-in-limits = Ограничения без лицензии, которые поставляются с этой страницей, не читаются, и ни одно не действует. Сообщите поставщику:
notice-stored-key = Не удаётся прочитать сохранённый ключ, он не считается доверенным: { $name }
notice-stored-key-delete = Удалить запись
notice-usage-refused = { $name }: данные не приняты. Не читаются строки: { $lines }. В каждой должны стоять право, названное один раз, и целое число.

announce-verified = { $name }: подлинный. Состояние: { $status }.
announce-authentic = { $name }: подлинный.
announce-refused = { $name }: { $meaning }
announce-key-file = { $name } — открытый ключ, а не лицензия.
announce-removed = { $name } убран из списка.
announce-trusted =
    { $count ->
        [one] Теперь доверен { $count } ключ.
        [few] Теперь доверены { $count } ключа.
        [many] Теперь доверено { $count } ключей.
       *[other] Теперь доверено { $count } ключа.
    }
announce-distrusted = Ключ больше не доверенный.
announce-request-made = Запрос готов.
announce-request-refused =
    { $count ->
        [one] { $count } поле требует внимания.
        [few] { $count } поля требуют внимания.
        [many] { $count } полей требуют внимания.
       *[other] { $count } поля требуют внимания.
    }
announce-emergency-started = Экстренный период начался.
announce-retired = Ключ отозван.
announce-usage-taken =
    { $count ->
        [one] Принято { $count } число.
        [few] Принято { $count } числа.
        [many] Принято { $count } чисел.
       *[other] Принято { $count } числа.
    }
announce-undone = Последнее изменение отменено.
announce-restored = Копия восстановлена.
announce-deleted = Всё удалено.
