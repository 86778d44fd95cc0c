# Wizard

nav-codes = Codes
wizard-title = Codes erstellen
wizard-intro = Schritt für Schritt, für Rechner ohne Netz: was, für welche Rechner, mit welcher Notiz.
wizard-step = Schritt { $number } von 5
wizard-product = Produkt
wizard-licence = Lizenz
wizard-model = Version und Modell
wizard-which = Welche Codes
wizard-single = Einzelkopie: ein Code für jeden Rechner
wizard-copy = Kopierrecht: ein Code für alle Rechner
wizard-pool = gleichzeitig: ein Code für einen Server
wizard-machines = Rechner
wizard-codes-single = Einer je Zeile. Jeder bekommt einen eigenen Code.
wizard-codes-copy = Einer je Zeile. Alle bekommen denselben Code.
wizard-codes-pool = Der des Servers; bei drei redundanten Servern einer je Zeile.
wizard-amount = Wie viele
wizard-amount-hint = Aus dem Vorrat, für diesen Server.
wizard-triad = Drei redundante Server, von denen zwei laufen müssen
wizard-description = Rechnerbeschreibung
wizard-description-hint = Wie er genannt wird. Die Liste nach Rechnern zeigt sie.
wizard-comment = Kommentar
wizard-comes-to =
    { $count ->
        [one] Ein Code von { $name }; { $free } sind frei.
       *[other] { $count } Codes von { $name }; { $free } sind frei.
    }
wizard-next = Weiter
wizard-back = Zurück
wizard-create = Erstellen
wizard-incomplete = Hier fehlt etwas, oder es stimmt nicht.
wizard-done = Die Codes sind fertig
wizard-code = Code { $number }
wizard-slots = Plätze
wizard-again = Weitere Codes erstellen
wizard-by-host = Codes nach Rechner
