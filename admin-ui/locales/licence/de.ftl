# Lizenzseite

licence-title = Lizenz
licence-intro = Was Ihre Lizenzen gewähren, wie viel davon genutzt wird und was als Nächstes endet.
open-title = Lizenz öffnen
open-choose = Lizenzdateien hinzufügen …
open-drop = oder irgendwo auf dieser Seite ablegen.
open-paste = Text einer Lizenz
open-paste-hint = Fügen Sie den Text der Datei ein oder die ganze E-Mail, in der er kam.
open-check = Prüfen
pasted-name = Eingefügter Text
opened-title = Dateien
opened-refused = Nicht hinzugefügte Dateien
remove = Entfernen
remove-named = { $name } entfernen

undo-label = Letzte Änderung
undo-added = Hinzugefügt: { $names }.
undo-removed = Entfernt: { $names }.
undo-people = Die Liste der Personen ist geändert.
undo = Rückgängig
proposal-title = Diese Änderung übernehmen?
proposal-adding = Kommt hinzu
proposal-removing = Fällt weg
proposal-apply = Übernehmen
proposal-no-difference = Keine Grenze ändert sich.
proposal-caption = Was sich ändert
column-before = Jetzt
column-after = Danach
proposal-not-counting = { $name } wird nicht zählen: { $status }
granted-nothing = nichts
export = Speichern
export-named = { $name } speichern
claims-show = Zeigen, was signiert wurde
says-reasons = Alle Gründe: { $reasons }

overview-none = Noch keine Lizenz
overview-none-text = Es gelten die eingebauten Grenzen. Öffnen Sie die Lizenzdatei des Herstellers, um zu sehen, was sie gewährt.
overview-none-counts = Keine Lizenz zählt
overview-none-counts-text = Derzeit zählt keine der Lizenzen unten, es gelten die eingebauten Grenzen. Jede sagt, warum.
edition-entry = Entry
next-title = Was als Nächstes endet oder sich ändert
next-in-days =
    { $days ->
        [0] innerhalb eines Tages
        [one] in einem Tag
       *[other] in { $days } Tagen
    }
next-step = { $name }: { $before } → { $after }
next-licence = Die Lizenz { $name } endet
next-support = Der technische Support von { $name } endet; sonst ändert sich nichts
matter-blocked = { $name }: { $number } gesperrt, weil die Notfalllizenz endete und nichts gekauft wurde. Fügen Sie eine dauerhafte Lizenz hinzu.
matter-over = { $name }: { $number } mehr als gewährt. Geben Sie welche frei oder fügen Sie eine Lizenz hinzu.
matter-emergency = { $name }: Die Notfalllizenz läuft bis { $end }; { $used } von { $granted } werden durch sie genutzt. Kaufen Sie vorher, was Sie brauchen.
matter-grace = Die Lizenz ist abgelaufen und zählt noch bis { $end }. Verlängern Sie sie vorher.
matter-expiring = Die Lizenz endet am { $end }.
accounts-title = Kundenkonten
accounts-ask = Welches Kundenkonto möchten Sie sehen?
limits-caption = Nutzung
column-use = In Gebrauch
feature-not-granted = nicht enthalten
sources-of = Woher kommt { $number }?
sources-of-feature = Welche Lizenz enthält es?
sources-none = Keine Lizenz, die zählt, gewährt es.
source = { $name } ({ $id }, Folgenummer { $serial }): { $granted }
doing-seats = Plätze zuweisen
doing-seats-hint = Wer welche hat und wer keinen.
doing-request-hint = Einige mehr für kurze Zeit, später bezahlt.
doing-compare = Zwei Lizenzen vergleichen
doing-compare-hint = Was verschieden ist, nebeneinander.
use-of = In Gebrauch: { $name }
use-granted = / { $granted }
limit-left = { $number } übrig
limit-low = nur { $number } übrig
limit-exhausted = nichts übrig
limit-overage = { $number } darüber, was die Lizenz erlaubt
limit-over = { $number } zu viel
limit-unlimited = unbegrenzt
kept-title = Auf diesem Rechner aufbewahrt
kept-text = Lizenzen, vertraute Schlüssel und Zahlen liegen allein in diesem Browser. Eine Sicherung ist eine Datei; beim Wiederherstellen geht nichts verloren, was hier ist.
kept-backup = Sichern …
kept-restore = Wiederherstellen …
kept-delete = Alles löschen …
restore-title = Diese Sicherung wiederherstellen?
restore-text =
    { $count ->
        [one] { $name } enthält eine Datei des Herstellers.
       *[other] { $name } enthält { $count } Dateien des Herstellers.
    }
restore-unread =
    { $count ->
        [one] Eine Zeile darin ist nicht lesbar und bleibt weg.
       *[other] { $count } Zeilen darin sind nicht lesbar und bleiben weg.
    }
restore-keys = Sie bringt Schlüssel mit, denen noch nicht vertraut wird. Wer einen davon hat, kann Lizenzen ausstellen, die diese Seite für echt hält. Vergleichen Sie sie mit denen des Herstellers.
restore-go = Wiederherstellen
delete-all-title = Alles löschen?
delete-all-text = Lizenzen, vertraute Schlüssel, Zahlen und Einstellungen werden in diesem Browser gelöscht. Ohne Sicherung bringt sie nichts zurück.
delete-all-go = Alles löschen

samples-title = Beispiele
samples-text = Das ist eine Vorführung. Ein Klick öffnet ein Beispiel als echt: Von da an wird dem Schlüssel der Vorführung hier vertraut, und nirgends sonst.
samples-trusted = Dem Schlüssel der Vorführung wird hier vertraut. Mit ihm kann jeder signieren: Entfernen Sie ihn unter „Schlüssel“, bevor Sie eine Datei öffnen, auf die es ankommt.

says-perpetual = Unbefristet gültig.
says-until = Gültig bis { $end }.
says-expiring =
    { $days ->
        [0] Sie endet heute, am { $end }.
        [one] Sie endet in einem Tag, am { $end }.
       *[other] Sie endet in { $days } Tagen, am { $end }.
    }
says-grace = Sie endete am { $expires } und zählt noch bis { $end }. Erneuern Sie sie vorher.
says-expired = Sie endete am { $end } und gewährt nichts mehr.
says-not-yet-valid = Gültig ab { $start }.
says-superseded = Eine neuere, hier geöffnete Lizenz desselben Kontos ersetzt sie.
says-conflict = Eine andere hier geöffnete Datei hat dieselbe Kennung und Folgenummer, sagt aber etwas anderes. Keine zählt; fragen Sie den Hersteller, welche gilt.
says-revoked = Der Hersteller hat sie widerrufen. Sie gewährt nichts mehr.
says-activation-required = Sie zählt nur auf einem Rechner mit gültiger Aktivierung.
says-file-expired = Die Datei endete am { $end }. Lassen Sie sich vom Hersteller eine aktuelle geben.
says-suspended = Der Hersteller hatte die Lizenz ausgesetzt, als die Datei ausgestellt wurde.
says-does-not-count = Sie zählt hier nicht.

warning-version = Die Lizenz gilt nur für bestimmte Produktversionen. Diese Seite weiß nicht, welche Version Sie verwenden; das wird deshalb nicht beurteilt.
warning-host = Die Lizenz ist an bestimmte Rechner gebunden. Diese Seite kennt den Rechner des Produkts nicht; das wird deshalb nicht beurteilt.
warning-metric = Die Berechtigung { $id } zählt hier etwas anderes als in einer anderen Lizenz und fügt ihr nichts hinzu.
warning-clock = Die Uhr dieses Rechners geht einem Zeitpunkt nach, der sicher vergangen ist.
warning-revocation-stale = Die nächste Sperrliste war am { $due } fällig. Lassen Sie sich vom Hersteller eine aktuelle geben.
warning-quorum = Redundante Server teilen sich eine Aktivierung. Welche von ihnen laufen, weiß diese Seite nicht, darum wird das nicht beurteilt.
warning-duplicate-slot = Zwei Aktivierungen ({ $one }, { $other }) haben denselben Platz von { $id }. Fragen Sie, wer sie ausgestellt hat.
warning-ledger-forked = Zwei Aktivierungen ({ $one }, { $other }) geben sich als derselbe Eintrag im Buch des Ausstellers aus. Fragen Sie den Hersteller.
warning-installation = Eine Notfalllizenz kann für eine andere Installation sein. Welche diese ist, weiß die Seite nicht, darum wird das nicht beurteilt.
warning-other = Hinweis: { $code }

section-holder = Lizenznehmer
section-term = Laufzeit
section-reference = Zuordnung
section-order = Bestellung
section-agreement = Lizenzvertrag
section-machine = Rechner
section-file = Datei
section-notes = Vermerke des Herstellers
section-authenticity = Echtheit
section-warnings = Bitte beachten

fact-holder = Inhaber
fact-address = Anschrift
fact-email = E-Mail
fact-phone = Telefon
fact-contact-primary = Hauptansprechpartner
fact-contact-technical = Technischer Ansprechpartner
fact-contact-administrator = Administrator
fact-contact-other = Ansprechpartner
fact-issued = Ausgestellt
fact-not-before = Gültig ab
fact-expires = Endet
fact-perpetual = nie
fact-grace = Nachfrist
grace-days =
    { $days ->
        [one] ein Tag, bis { $end }
       *[other] { $days } Tage, bis { $end }
    }
fact-support = Support bis
support-ended = abgelaufen
support-inclusive = einschließlich dieses Tages
fact-judged = Stand
fact-product = Produkt
fact-account = Kundenkonto
fact-id = Lizenzkennung
fact-serial = Folgenummer
fact-kind = Art
fact-edition = Edition
fact-versions = Produktversionen
fact-hosts = Gebunden an
fact-volume = Volumenaktivierung
volume-kms-client = KMS, für Clients
volume-kms-server = KMS, für Server
volume-mak =
    { $count ->
        [one] MAK, für ein System
       *[other] MAK, für { $number } Systeme
    }
volume-other = andere
fact-order-number = Auftragsnummer
fact-customer-order-number = Bestellnummer des Kunden
fact-purchase-order-number = Einkaufsnummer
fact-site-number = Standortnummer
fact-order-date = Bestellt
fact-own-id = Kennung
fact-name = Name
fact-policy = Richtlinie
fact-status-at-issue = Status bei Ausstellung
fact-file-ends = Datei endet
fact-licence-ends = Lizenz endet
fact-machines = Rechner
fact-processes = Gleichzeitige Prozesse
fact-issuer = Aussteller
fact-key = Signaturschlüssel
fact-key-hint = Um sicherzugehen, vergleichen Sie diese Gruppen mit denen des Herstellers, etwa am Telefon.
fact-carrier = Form
fact-type = Dokument
fact-keys-needed = Fingerabdruck ihres Schlüssels
authentic-text = Die Signatur stimmt: Der Hersteller hat diese Datei ausgestellt, und niemand hat sie verändert.

kind-standard = Standard
kind-trial = Testlizenz
kind-temporary = Befristet
kind-emergency = Notfall
kind-other = Andere

carrier-armor = Textblock (BEGIN … END)
carrier-json = JSON
carrier-compact = Kompakt
carrier-other = Andere

document-license = Lizenz
document-activation-request = Aktivierungsanfrage
document-activation = Aktivierung
document-deactivation = Deaktivierungsbeleg
document-emergency-request = Notfallanfrage
document-revocation-list = Sperrliste
document-trust-update = Schlüsselaktualisierung
document-other = Unbekannt

entitlements-caption = Was die Lizenz gewährt
column-entitlement = Berechtigung
column-metric = Zählt
column-quantity = Menge
metric-feature = Funktion
metric-user = Benutzer
metric-device = Geräte
metric-session = Gleichzeitige Sitzungen
metric-host = Installationen
metric-other = Anderes
quantity-unlimited = unbegrenzt
quantity-included = enthalten
entitlement-applies-to = Für: { $families }
entitlement-expires = Endet { $end }
entitlement-expired = Endete { $end }
entitlement-assignable = Wird benannten Benutzern zugewiesen
entitlement-overage = Darf um { $percent } % überschritten werden
entitlement-overage-always = Darf überschritten werden
entitlement-components = Besteht aus: { $names }
model-authorized-single = Ein Code für jeden Rechner
model-authorized-copy = Ein Code für mehrere Rechner
model-concurrent = Aus einem gemeinsamen Vorrat

unverified-notice = Vom Inhalt wird nichts gezeigt, weil er nicht bestätigt werden konnte.
unverified-add-key = Schlüssel des Herstellers importieren …
unverified-paste-key = Seinen Text einfügen
key-file-text = Das ist ein öffentlicher Schlüssel, keine Lizenz. Vergleichen Sie ihn mit dem des Herstellers, bevor Sie ihm vertrauen.
key-file-review = Schlüssel ansehen …

keygen-license-file = Keygen-Lizenzdatei
keygen-machine-file = Keygen-Rechnerdatei
keygen-register = Keygen-Schlüssel des Herstellers eintragen …
keygen-encrypted = Der Inhalt ist verschlüsselt. Geben Sie den Lizenzschlüssel ein, um ihn zu lesen.
keygen-license-key = Lizenzschlüssel
keygen-fingerprint = Fingerabdruck des Rechners
keygen-decrypt = Entschlüsseln
proposal-authentic = Echt, ausgestellt von { $issuer }
proposal-unasked = Sie beantwortet die Anfrage { $id }, von der hier nichts bekannt ist: Sie wurde an einer anderen Installation erstellt, oder bevor Anfragen gemerkt wurden.
proposal-ending = { $number } von diesen { $all } enden { $end }.
clock-behind =
    { $days ->
        [one] Diese Uhr geht einen Tag nach gegenüber { $mark }, das sicher vergangen ist: So lange wird nach jenem Zeitpunkt beurteilt, was gilt, und kein Notfallzeitraum kann beginnen.
       *[other] Diese Uhr geht { $number } Tage nach gegenüber { $mark }, das sicher vergangen ist: So lange wird nach jenem Zeitpunkt beurteilt, was gilt, und kein Notfallzeitraum kann beginnen.
    }
clock-set = Geht diese Uhr falsch, stellen Sie sie richtig: Mehr ist nicht nötig.
clock-ask = Geht diese Uhr richtig, ging sie früher einmal vor. Bitten Sie den Hersteller, Ihre Lizenz mit einer höheren Seriennummer neu auszustellen, und sagen Sie, dass die Marke { $mark } falsch ist. Diese Datei hinzuzufügen berichtigt die Marke.
notice-already-there =
    { $count ->
        [one] { $names } ist schon da. Es ändert sich nichts.
       *[other] Diese Dateien sind schon da: { $names }. Sie ändern nichts.
    }
notice-pending = Eine andere Änderung wartet. Übernehmen oder verwerfen Sie diese zuerst.
