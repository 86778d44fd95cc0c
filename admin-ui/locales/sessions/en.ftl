# Sessions of a pool that another page tells of

nav-sessions = Sessions
sessions-title = Sessions
sessions-intro = Who has one of the simultaneous sessions, and since when. It is shown as another page hands it over, and is not kept.
sessions-none = No page has handed over who has a session. An application that hands out sessions can show this page in a frame and tell it.
sessions-told = Handed over by { $origin }, as of { $at }.
sessions-refused = What { $origin } handed over last was refused.
sessions-held = Who has a session
column-client = Client
column-since = Since
column-until = Until
column-limit = Limit
sessions-borrowed = { $number } borrowed
sessions-lingering = { $number } returned and still kept
sessions-over = { $number } over
session-borrowed = borrowed
session-lingering = returned and still kept
