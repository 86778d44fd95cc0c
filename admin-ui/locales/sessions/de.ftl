# Sessions of a pool that another page tells of

nav-sessions = Sitzungen
sessions-title = Sitzungen
sessions-intro = Wer eine der gleichzeitigen Sitzungen hat und seit wann. Gezeigt wird, was eine andere Seite übergibt; aufbewahrt wird es nicht.
sessions-none = Keine Seite hat übergeben, wer eine Sitzung hat. Eine Anwendung, die Sitzungen vergibt, kann diese Seite in einem Rahmen zeigen und es ihr sagen.
sessions-told = Übergeben von { $origin }, Stand { $at }.
sessions-refused = Was { $origin } zuletzt übergab, wurde abgelehnt.
sessions-held = Wer eine Sitzung hat
column-client = Client
column-since = Seit
column-until = Bis
column-limit = Grenze
sessions-borrowed = { $number } ausgeliehen
sessions-lingering = { $number } zurückgegeben und noch gehalten
sessions-over = { $number } zu viel
session-borrowed = ausgeliehen
session-lingering = zurückgegeben und noch gehalten
