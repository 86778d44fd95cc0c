# Sessions of a pool that another page tells of

nav-sessions = Sessions
sessions-title = Sessions
sessions-intro = Qui a l’une des sessions simultanées, et depuis quand. C’est affiché comme une autre page le transmet, et n’est pas conservé.
sessions-none = Aucune page n’a transmis qui a une session. Une application qui distribue des sessions peut montrer cette page dans un cadre et le lui dire.
sessions-told = Transmis par { $origin }, en l’état de { $at }.
sessions-refused = Ce que { $origin } a transmis en dernier a été refusé.
sessions-held = Qui a une session
column-client = Client
column-since = Depuis
column-until = Jusqu’à
column-limit = Limite
sessions-borrowed = { $number } empruntées
sessions-lingering = { $number } rendues et encore gardées
sessions-over = { $number } de trop
session-borrowed = empruntée
session-lingering = rendue et encore gardée
