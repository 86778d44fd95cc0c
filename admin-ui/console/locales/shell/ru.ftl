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
header-saved = { $name } · сохранён
header-unsaved = { $name } · не сохранён
console-not-saved = Файл журнала не записан. Повторите попытку.
console-changed-on-disk = В файл журнала писал кто-то ещё. Ничего не перезаписано. Откройте файл заново и ответьте ещё раз на то, чего в нём нет.
console-overtaken = Другая вкладка записала в этот журнал. Эта прочитала его заново; последний данный здесь ответ не сохранён, и выдавать его нельзя.
console-no-ledger = { $name } относится к журналу. Сначала откройте или начните журнал.
announce-saved = Журнал сохранён.
announce-answered = Активация подписана.
announce-signed = Лицензия подписана.
announce-not-answered = Ничего не подписано.
console-stored-key = Ключ, сохранённый в этом браузере, не читается.
announce-opened = Ключ подписи открыт.
announce-locked = Ключ подписи закрыт.
announce-key-deleted = Ключ удалён.
announce-trusted = Ключам теперь доверяют.
announce-distrusted = Ключу больше не доверяют.
