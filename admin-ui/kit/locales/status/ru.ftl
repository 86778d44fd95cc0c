# What a licence is worth

status-active = Действует
status-expiring = Скоро истекает
status-grace = Льготный срок
status-expired = Истекла
status-not-yet-valid = Ещё не действует
status-superseded = Заменена
status-conflict = Противоречие
status-revoked = Отозвана
status-activation-required = Нужна активация
status-activation-missing = Нет активации
status-deactivated = Деактивировано
status-license-missing = Нет лицензии
status-license-outdated = Для прежней лицензии
status-license-inactive = Лицензия не действует
status-quorum-missing = Слишком мало серверов
status-wrong-host = Другой компьютер
status-wrong-version = Другая версия
status-wrong-product = Другой продукт
status-wrong-account = Другой договор
status-unverified = Не подтверждён
status-refused = Отклонён
status-genuine = Подлинный
status-unreadable = Подлинный, не читается
status-suspended = Приостановлена
status-key = Открытый ключ
