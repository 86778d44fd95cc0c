# Sessions of a pool that another page tells of

nav-sessions = Сеансы
sessions-title = Сеансы
sessions-intro = Кто занимает одновременные сеансы и с какого времени. Показано то, что передаёт другая страница; это не сохраняется.
sessions-none = Ни одна страница не передала, кто занимает сеансы. Приложение, которое выдаёт сеансы, может показать эту страницу во фрейме и сообщить ей об этом.
sessions-told = Передано страницей { $origin }, по состоянию на { $at }.
sessions-refused = То, что { $origin } передала последним, отклонено.
sessions-held = Кто занимает сеанс
column-client = Клиент
column-since = С
column-until = До
column-limit = Предел
sessions-borrowed = взято с собой: { $number }
sessions-lingering = возвращено и ещё удерживается: { $number }
sessions-over = сверх предела: { $number }
session-borrowed = взят с собой
session-lingering = возвращён и ещё удерживается
