# Seite der Plätze

seats-title = Plätze
seats-intro = Wem welche der Plätze zugewiesen sind, die es für einzelne Personen gibt.
seats-no-account = Öffnen Sie zuerst eine Lizenz: Sie sagt, was zugewiesen werden kann.
seats-choose-account = Wählen Sie zuerst ein Konto.
seats-nothing-assignable = Die Lizenzen dieses Kontos haben keine Plätze, die einzelnen Personen zugewiesen werden.
seats-nobody = Noch steht niemand auf der Liste
seats-nobody-text = Importieren Sie eine Liste Ihrer Benutzer als CSV-Datei, oder tragen Sie sie von Hand ein.
seats-people =
    { $count ->
        [one] Eine Person
       *[other] { $number } Personen
    }
seats-shown = { $number } angezeigt
seats-registered = { $name }: { $used } von { $granted }
seats-search = Suche
seats-show = Anzeigen
seats-show-everybody = alle
seats-show-with = mit { $name }
seats-show-without = ohne { $name }
seats-show-over = über der Lizenzgrenze
seats-show-unsaved = mit ungespeicherten Änderungen
seats-save-none = Speichern
seats-save =
    { $count ->
        [one] Eine Änderung speichern
       *[other] { $number } Änderungen speichern
    }
seats-unsaved =
    { $count ->
        [one] Eine Änderung ist nicht gespeichert.
       *[other] { $number } Änderungen sind nicht gespeichert.
    }
seats-reset = Zurücksetzen
seats-table = Personen und ihre Plätze
seats-table-hint = Die Pfeiltasten gehen von Platz zu Platz, die Leertaste weist einen zu oder nimmt ihn zurück.
seats-user = Benutzername
seats-first = Vorname
seats-last = Nachname
seats-count = ({ $given }/{ $granted })
seats-tick = { $entitlement } für { $name }
seats-tick-shown = { $entitlement } für alle Angezeigten
seats-remove = { $name } von der Liste nehmen
seats-remove-title = Entfernen
seats-none-found = Niemand passt dazu. Ändern Sie die Suche, oder lassen Sie alle anzeigen.
seats-print = Drucken
seats-print-part = Die ersten { $number } von { $all } Personen. Exportieren Sie die Liste, um alle zu haben.
seats-export = CSV exportieren
seats-import-choose = CSV importieren …

seats-denied = Alle { $granted } Plätze für { $name } sind zugewiesen.
seats-denied-ways = Nehmen Sie einen zurück, der nicht mehr gebraucht wird, oder öffnen Sie eine Lizenz für mehr.
seats-denied-show = Zeigen, wer einen hat
seats-denied-licence = Lizenz öffnen
seats-denied-unknown = Niemand auf der Liste hat den Benutzernamen { $name }.

seats-over-title = Es sind mehr Plätze zugewiesen als lizenziert
seats-over-text = Niemand verliert seinen Platz. Neue können erst zugewiesen werden, wenn genug zurückgenommen sind oder eine Lizenz für mehr geöffnet ist.
seats-over =
    { $count ->
        [one] { $name }: einer zu viel. Zuletzt zugewiesen:
       *[other] { $name }: { $number } zu viel. Zuletzt zugewiesen:
    }
seats-over-more = und { $number } weitere
seats-take-back = Zurücknehmen
seats-take-back-named = { $entitlement } von { $name } zurücknehmen

seats-add-title = Person hinzufügen
seats-add = Hinzufügen

import-title = { $name } importieren
import-text = Wird die Liste gelesen, wie sie soll? Geben Sie an, was in jeder Spalte steht.
import-encoding = Zeichenkodierung
import-separator = Trennzeichen
import-comma = Komma
import-semicolon = Semikolon
import-tab = Tabulator
import-bar = senkrechter Strich
import-western = westeuropäisch
import-central = mitteleuropäisch
import-cyrillic = kyrillisch
import-header = Die erste Zeile hat die Überschriften
import-column = Spalte { $number } enthält
import-ignored = nichts, was gebraucht wird
import-sample = Die ersten Personen der Liste
import-passed-over =
    { $count ->
        [one] Eine Zeile vor den Überschriften wird übergangen.
       *[other] { $number } Zeilen vor den Überschriften werden übergangen.
    }
import-by-email = Keine Spalte enthält Benutzernamen. Dafür werden die E-Mail-Adressen genommen, wenn Sie keine andere Spalte wählen.
import-no-users = Geben Sie an, in welcher Spalte die Benutzernamen stehen: Ohne sie kann die Liste nicht importiert werden.
import-start = Importieren
import-running = { $name } wird importiert: { $percent } %
import-done = { $name } ist importiert
import-added =
    { $count ->
        [0] Niemand Neues ist dazugekommen.
        [one] Eine Person ist dazugekommen.
       *[other] { $number } Personen sind dazugekommen.
    }
import-corrected =
    { $count ->
        [one] Eine, die schon da war, hat neue Namen.
       *[other] { $number }, die schon da waren, haben neue Namen.
    }
import-present =
    { $count ->
        [one] Eine war schon da.
       *[other] { $number } waren schon da.
    }
import-given =
    { $count ->
        [one] Ein Platz wurde zugewiesen.
       *[other] { $number } Plätze wurden zugewiesen.
    }
import-problems =
    { $count ->
        [one] Eine Zeile wurde ganz oder zum Teil ausgelassen
       *[other] { $number } Zeilen wurden ganz oder zum Teil ausgelassen
    }
import-problems-save = Liste dieser Zeilen speichern …
import-line = Zeile
import-too-large = { $name } ist zu groß für eine Liste: höchstens { $most } MB.

announce-seats = { $entitlement }: { $given } von { $granted } zugewiesen.
announce-seats-reset = Alle ungespeicherten Änderungen sind verworfen.
announce-seats-saved =
    { $count ->
        [one] Eine Änderung ist gespeichert.
       *[other] { $number } Änderungen sind gespeichert.
    }
announce-person-added = { $name } steht auf der Liste.
announce-imported = Importiert: { $added } neu, { $problems } Zeilen ausgelassen.
seats-over-mark = mehr als lizenziert
import-forecast = Was dabei herauskäme
forecast-added = Neue Personen: { $number }
forecast-corrected = Neue Namen: { $number }
forecast-present = Schon da: { $number }
forecast-given = Plätze: { $number }
forecast-problems = Zeilen, die ganz oder teilweise ausgelassen würden: { $number }
