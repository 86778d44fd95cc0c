# Страница доверенных ключей

keys-title = Доверенные ключи
keys-intro = Лицензия подлинная, если она подписана одним из этих ключей. Импортируйте ключ только после того, как сравните его с ключом поставщика.
keys-own-title = Ключи для лицензий
keys-own-none = Пока нет ни одного доверенного ключа, поэтому подтвердить лицензию нельзя. Импортируйте ключ поставщика.
keys-keygen-title = Ключи других поставщиков (Keygen)
keys-keygen-intro = Этими ключами проверяются файлы лицензий и компьютеров поставщиков, использующих Keygen.
keys-keygen-none = Ключей Keygen нет.
keys-import-own = Импорт ключа
keys-import-keygen = Импорт ключа Keygen
keys-choose = Выбрать файл…
keys-paste = Текст ключа
keys-paste-hint = Набор JWK, PEM, ключ OpenSSH или minisign либо 32 байта в hex или base64.
keys-read = Посмотреть
key-issuer = Издатель
key-issuer-any = любой
key-uses = Для
key-uses-default = все документы, кроме обновлений ключей
key-products = Продукты
key-products-any = все
key-period = Период
key-period-from = с { $start }
key-period-until = до { $end }
key-period-both = с { $start } до { $end }
key-period-any = без ограничений
key-retired = Отозван { $at }
key-retired-keep-none = Отозван { $at }: ничего из подписанного им больше не принимается.
key-retired-keep-before = Отозван { $at }: подписанное им раньше остаётся в силе.
key-retired-keep-some = Отозван { $at }: часть подписанного им остаётся в силе.
key-built-in = Встроенный
key-imported = Импортирован
key-remove = Убрать
key-remove-named = Убрать ключ { $thumbprint }
key-from-update = Из обновления ключей

retire = Отозвать…
retire-text = Отозванный ключ остаётся в этом списке, а то, что он подпишет с этого момента, отклоняется. Чтобы снова доверять ему, удалите его и импортируйте заново.
retire-laid-aside = Заменён
retire-laid-aside-named = Заменён: отозвать ключ { $thumbprint }
retire-laid-aside-hint = Поставщик теперь подписывает другим ключом. То, что этот подписал раньше, остаётся в силе.
retire-leaked = Похищен
retire-leaked-named = Похищен: отозвать ключ { $thumbprint }
retire-leaked-hint = Этот ключ мог попасть в чужие руки. Ничто из подписанного им больше не принимается: дата могла быть поставлена задним числом.
retire-title = Отозвать этот ключ?
retire-files =
    { $count ->
        [one] Им подписан { $count } из ваших файлов, и он перестанет учитываться.
        [few] Им подписаны { $count } из ваших файлов, и они перестанут учитываться.
        [many] Им подписаны { $count } из ваших файлов, и они перестанут учитываться.
       *[other] Им подписаны { $count } из ваших файлов, и они перестанут учитываться.
    }
retire-go = Отозвать

lists-title = Списки отзыва и обновления ключей
lists-intro = Что поставщик отозвал и какие его ключи появились или выбыли. Они действуют и тогда, когда их файл удалён.
lists-none = Их нет.
lists-add = Добавить список или обновление…
list-in-force = Действует
list-overdue = Просрочен
list-next-update = Следующий список ожидается
list-revokes = Отзывает
update-keys = Подписывающие ключи
update-retires = Отозванные ключи

review-title = Доверяете ли вы этому ключу?
review-title-many = Доверяете ли вы этим ключам?
review-text = Источник: { $name }. Владелец ключа может выдавать лицензии, которые эта страница сочтёт подлинными. Сравните отпечаток по группам с тем, который назовёт поставщик.
review-for-own = Для проверки лицензий.
review-for-keygen = Для проверки файлов Keygen.
review-trust = Доверять
review-cancel = Отмена
review-refused = Ключ нельзя импортировать
review-close = Закрыть
