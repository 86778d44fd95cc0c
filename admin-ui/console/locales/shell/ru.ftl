# Around the console

brand = Консоль Countersign
nav-requests = Запросы
nav-ledger = Журнал
nav-licences = Лицензии
nav-keys = Ключи
header-open = Ключ подписи открыт, закроется через { $minutes } мин
header-lock = Закрыть сейчас
header-locked = Ключ подписи закрыт
console-no-store = Этот браузер ничего не хранит для этой страницы. Сохраните ключ и журнал в файлы, прежде чем закрыть её.
console-not-stored = Браузер не сохранил последнее изменение. Сохраните ключ и журнал в файлы.
console-refused = Это не читается: { $name }
console-stored-key = Ключ, сохранённый в этом браузере, не читается.
announce-opened = Ключ подписи открыт.
announce-locked = Ключ подписи закрыт.
announce-key-deleted = Ключ удалён.
announce-trusted = Ключам теперь доверяют.
announce-distrusted = Ключу больше не доверяют.
