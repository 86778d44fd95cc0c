# Volume activation

nav-volume = Volumen
volume-title = Volumenaktivierung
volume-intro = Welche Art der Aktivierung Ihr Standort hat, einen KMS oder einen MAK, was der nächste Schritt ist und wie beide zählen. Nichts von dem, was Sie hier angeben, wird aufbewahrt.
volume-link = Volumenaktivierung (KMS und MAK)

kms-title = Gibt es einen KMS?
kms-how = Führen Sie auf einem Computer dieses Netzes aus:
kms-choose = kms.txt wählen …
kms-drop = Oder ziehen Sie die Datei irgendwo auf diese Seite.
kms-paste = Oder fügen Sie ein, was der Befehl ausgegeben hat
kms-paste-hint = Von nslookup in jeder Sprache, dig, host oder Resolve-DnsName.
kms-read = Lesen
kms-forget = Weglegen
kms-found = KMS gefunden
kms-found-text = Es gibt einen KMS. Die Systeme versuchen seine Hosts in dieser Reihenfolge.
kms-none = Kein KMS
kms-none-text = Es gibt keinen KMS: Im DNS steht kein Eintrag _vlmcs._tcp.
kms-no-answer = Keine Antwort
kms-no-answer-text = Niemand hat geantwortet; ob es einen KMS gibt, ist also nicht bekannt.
kms-not-understood = Nicht verstanden
kms-not-understood-text = Zeile { $line } ist nicht zu verstehen:
kms-empty-line = Auf ihr steht nichts.
kms-more = { $number } weitere werden nicht gezeigt.
column-host = Host
column-port = Port
column-priority = Priorität
column-weight = Gewicht

key-title = Welcher Produktschlüssel?
key-label = Produktschlüssel
key-hint = Fünf Gruppen zu fünf Zeichen. Groß oder klein, mit Bindestrichen oder ohne.
key-generic = Generischer Schlüssel
key-generic-text = { $name }. Mit ihm sucht ein System einen KMS in seinem Netz.
key-other = Ein eigener Schlüssel
key-other-text = Etwa ein MAK. Ob sein Hersteller ihn ausgegeben hat, zeigt erst das Aktivieren.
key-incomplete = Gruppe { $group } ist nicht vollständig: { $found } von 5 Zeichen.
key-character = Gruppe { $group }, Zeichen { $place }: „{ $found }“ steht in keinem Schlüssel. Nur diese kommen vor: { $alphabet }. N gibt es nur in neueren Schlüsseln.
key-length = Gruppe { $group } hat { $found } Zeichen; sie braucht 5.
key-more = Nach der fünften Gruppe folgt noch etwas. Ein Schlüssel hat fünf.
key-too-long = Das ist viel mehr als ein Schlüssel.

plan-title = Was daraus folgt
plan-basis = Beurteilt nach
plan-basis-nothing = keiner Lizenz: nur Schlüssel und KMS
plan-nothing = Geben Sie an, was der Befehl ausgegeben hat, und den Schlüssel.
plan-key = Noch kein Schlüssel
plan-key-text = So ist das noch kein Schlüssel. Sehen Sie nach der Gruppe, die dort genannt ist.
plan-automatic = Die Systeme aktivieren sich von selbst
plan-mak = Jedes System wird einmal aktiviert und zählt
plan-kms-missing = Die Aktivierung wird scheitern: Es gibt keinen KMS
plan-no-license = Noch kann nichts aktiviert werden
plan-unknown = Noch nicht bekannt
plan-next = Nächster Schritt:
step-enter-key = Geben Sie den Schlüssel auf jedem System ein. Es findet den KMS von selbst und aktiviert sich, sobald genügend Systeme gefragt haben: 25 Clients oder 5 Server.
step-activate-once = Geben Sie den Schlüssel auf jedem System ein und aktivieren Sie es einmal, online oder telefonisch. Jedes zählt gegen die Menge der Lizenz.
step-set-up-kms = Die Aktivierung wird scheitern: Im DNS steht kein KMS. Richten Sie einen ein und veröffentlichen Sie seinen Eintrag _vlmcs._tcp, oder besorgen Sie sich einen MAK vom Verwalter Ihrer Volumenlizenzen.
step-get-key = Besorgen Sie einen Schlüssel: den generischen Volumenschlüssel des Produkts, wo es einen KMS gibt, sonst einen MAK vom Verwalter Ihrer Volumenlizenzen.
step-get-license = Keine Lizenz, die zählt, erlaubt Volumenaktivierung. Fügen Sie die Datei einer solchen hinzu, oder fragen Sie den Hersteller danach.
step-use-mak = Die Lizenz ist für einen MAK, und dies ist ein generischer Schlüssel, der einen KMS braucht. Geben Sie den MAK ein, der mit der Lizenz kam.
step-use-generic-key = Die Lizenz ist für die Aktivierung durch einen KMS, und dieser Schlüssel ist kein generischer. Geben Sie den generischen Volumenschlüssel des Produkts ein.
step-look-up = Stellen Sie fest, ob es einen KMS gibt: nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1, und geben Sie diese Datei an.
step-look-up-again = Niemand hat geantwortet; ob es einen KMS gibt, ist also nicht bekannt. Prüfen Sie das Netz und den DNS-Server und fragen Sie noch einmal.
step-check-answer = Die Antwort ist unvollständig oder keine. Fragen Sie noch einmal, mit den Fehlern in der Datei: nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1

count-title = Wie sie zählen
count-intro = Was ein KMS und ein MAK mit Ihren Systemen von heute an täten. Aktiviert wird dadurch nichts.
count-kind = Was aktiviert wird
count-clients = Clients
count-servers = Server
count-systems = Systeme
count-usual = { $number }, wo nichts eingegeben ist.
count-each-day = Neue Systeme am Tag
count-each-day-hint = Alle heute, wo nichts eingegeben ist.
count-until = Letzter Tag, an dem sie fragen
count-until-hint = Von heute an gezählt. Tag 28, wo nichts eingegeben ist: vier Erneuerungen.
count-range = Bitte geben Sie eine ganze Zahl von { $least } bis { $most } an.
count-kms = Mit einem KMS
count-label = Wie viele Systeme der KMS zählt; er braucht { $threshold }
count-needed = { $number } nötig
count-counted = { $number } gezählt
count-too-few = Zu wenige: { $count } werden gezählt, und { $threshold } sind nötig. Keines ist aktiviert; jedes fragt alle 2 Stunden wieder.
count-activated = Am Tag { $day } ({ $date }) haben genügend gefragt, und alle werden aktiviert.
count-renewed =
    { $count ->
        [0] Keines erneuert seine Aktivierung.
        [one] Das erste System erneuert seine Aktivierung einmal.
       *[other] Das erste System erneuert seine Aktivierung { $number }-mal, alle 7 Tage.
    }
count-end = Seine Aktivierung endet am Tag { $day } ({ $date }): 180 Tage nach der letzten Erneuerung.
count-first = Aktivierung des ersten Systems, mit einem Punkt für jede Erneuerung
count-more = { $number } weitere Zeilen werden nicht gezeigt.
column-day = Tag
column-counted = Gezählt
column-activated = Aktiviert
count-day = Tag { $day }, { $date }
happens-waiting = Zu wenige haben gefragt: Sie warten.
happens-activated = Genügend haben gefragt: Sie werden aktiviert.
happens-renewed = Das erste System erneuert seine Aktivierung.
happens-more = Weitere haben gefragt.
happens-forgotten = Wer 30 Tage nicht gefragt hat, zählt nicht mehr.
happens-ended = Aktivierungen enden, 180 Tage nicht erneuert.
count-mak = Mit einem MAK
mak-quantity = Der Schlüssel ist für
mak-quantity-hint = Wie viele Systeme, laut Ihrem Vertrag.
mak-activated = Aktiviert
mak-left = Übrig
mak-denied = Abgelehnt
mak-enough = Alle { $number } werden aktiviert, jedes einmal und auf Dauer.
mak-too-many = Der Schlüssel ist für { $quantity }: System { $next } wird abgelehnt, und so jedes nach ihm.

promotion-title = Ohne Zugang zu Volumenlizenzen: einen Werbe-MAK anfragen
promotion-intro = Dies schreibt eine Anfrage, die Sie selbst schicken. Von allein verlässt nichts diesen Computer, und nichts wird aufbewahrt.
promotion-company = Name der Firma
promotion-name = Ansprechpartner der Einführung
promotion-systems = Eingeführte Systeme
promotion-date = Tag der Einführung
promotion-date-hint = Jahr-Monat-Tag, etwa 2026-12-01.
promotion-manager = Technischer Betreuer (TAM)
promotion-manager-hint = Wo es einen gibt.
problem-phone = Das ist keine Telefonnummer.
problem-number = Bitte geben Sie eine ganze Zahl ab 1 an.
problem-date = Das ist kein Tag wie 2026-12-01.
problem-line = Bitte geben Sie eine Zeile Text an.
promotion-made = Schicken Sie sie Ihrem Partner oder dem Hersteller. Sie ist auf Englisch, für die, die sie beantworten.
promotion-text = Die Anfrage als Text
promotion-save = Als Text speichern …
promotion-save-json = Als JSON speichern …
promotion-sheet = Anfrage nach einem Werbe-MAK
promotion-none = Die Anfrage ist noch nicht ausgefüllt.
