# Informationsseite

information-title = Informationen
information-intro = Wessen Lizenz es ist, was davon genutzt wird und was Sie tun können.
information-none = Es gibt noch keine Lizenz. Öffnen Sie zuerst die Lizenzdatei des Herstellers.
information-open = Lizenz öffnen …
information-company = Firma
information-licence = Lizenz
information-street = Straße
information-postal-code = Postleitzahl
information-city = Ort
information-region = Region
information-country = Land
information-support = Technischer Support
information-connections = Externe Verbindungen

support-none = Keine Supportlizenz
support-until-day = bis { $day }
support-over = Beendet

emergency-state = Notfalllizenz
emergency-armed = Verfügbar
emergency-running = Läuft
emergency-locked = Gesperrt
emergency-period = Notfallzeitraum
emergency-no-period = keiner
emergency-ends = Endet am { $end }
emergency-accounts = Notfallkonten
emergency-blocked = Gesperrt
emergency-blocked-count =
    { $count ->
        [one] Ein Konto ist gesperrt
       *[other] { $number } Konten sind gesperrt
    }
emergency-blocked-unnamed = Die zuletzt hinzugekommenen. Um Namen zu sehen, weisen Sie die Plätze Personen zu.

actions-title = Was Sie tun können
action-request = Notfalllizenz anfragen …
action-start = Notfallzeitraum beginnen …
action-start-named = Notfallzeitraum beginnen: { $name }
action-update = Lizenz aktualisieren …
action-printable = Druckfassung
hint-request = Sie brauchen heute mehr Konten und kaufen sie später. Der Hersteller gibt Ihnen für kurze Zeit einige mehr, meist zehn für einen Monat. Kaufen Sie bis dahin, was Sie brauchen: Sonst werden die zusätzlichen Konten gesperrt, und es gibt keine weitere Notfalllizenz.
hint-start =
    { $months ->
        [one] Ihre Lizenz erlaubt, die Grenze einen Monat lang um { $quantity } zu überschreiten, ohne zu fragen. Kaufen Sie bis dahin, was Sie brauchen: Sonst werden die zusätzlichen Konten gesperrt.
       *[other] Ihre Lizenz erlaubt, die Grenze { $months } Monate lang um { $quantity } zu überschreiten, ohne zu fragen. Kaufen Sie bis dahin, was Sie brauchen: Sonst werden die zusätzlichen Konten gesperrt.
    }
hint-update = Der Hersteller hat Ihnen eine Lizenzdatei geschickt: einen Kauf, eine Verlängerung oder die Antwort auf eine Anfrage. Sie sehen, was sie ändert, bevor Sie sie übernehmen.
hint-printable = Der Lizenzvertrag mit den Angaben dieser Seite, für Ihre Unterlagen.

denied-running = { $name }: Bis { $end } läuft eine Notfalllizenz. Solange kann es keine weitere geben.
denied-locked = { $name }: Die letzte Notfalllizenz endete am { $end }, und es wurde nichts gekauft. Vorher gibt es keine weitere.
denied-clock-rollback = Die Uhr dieses Rechners geht nach, deshalb kann kein Notfallzeitraum beginnen.
denied-clock-unconfirmed = Die Uhr dieses Rechners ist vorgesprungen. Ein Notfallzeitraum kann eine Stunde danach beginnen, wenn ihre Zeit bestätigt ist.
denied-other = Es kann keine Notfalllizenz angefragt werden: Keine Lizenz zählt, die eine Anzahl gewährt ({ $code }).
ways-out = Was hilft:
way-buy = Kaufen Sie eine dauerhafte Lizenz über die Anzahl, die Sie brauchen, und fügen Sie deren Datei mit „Lizenz aktualisieren“ hinzu. Dann ist nichts mehr gesperrt, und eine Notfalllizenz ist wieder verfügbar.
way-buy-while-running = Kaufen Sie vor dem Ende eine dauerhafte Lizenz über die Anzahl, die Sie brauchen, und fügen Sie deren Datei mit „Lizenz aktualisieren“ hinzu.
way-free = Geben Sie Konten frei, die nicht gebraucht werden.
way-free-blocked = Geben Sie so viele Konten frei, wie gesperrt sind. Die übrigen sind dann nutzbar.
way-clock = Stellen Sie die Uhr richtig.
way-add = Fügen Sie mit „Lizenz aktualisieren“ eine Lizenzdatei hinzu.

start-title = Jetzt den Notfallzeitraum beginnen?
start-text =
    { $months ->
        [one] Die Grenze darf ab jetzt einen Monat lang um { $quantity } überschritten werden. Das lässt sich weder anhalten noch ein zweites Mal beginnen: Kaufen Sie in diesem Monat, was Sie brauchen, sonst werden die zusätzlichen Konten gesperrt.
       *[other] Die Grenze darf ab jetzt { $months } Monate lang um { $quantity } überschritten werden. Das lässt sich weder anhalten noch ein zweites Mal beginnen: Kaufen Sie in dieser Zeit, was Sie brauchen, sonst werden die zusätzlichen Konten gesperrt.
    }
start-go = Beginnen

request-title = Notfalllizenz anfragen
request-intro = Hier entsteht eine signierte Anfrage. Sie schicken sie dem Hersteller selbst; von allein verlässt nichts diesen Rechner.
request-entitlement = Wovon Sie mehr brauchen
request-quantity = Wie viele mehr
request-quantity-hint = Höchstens { $most }.
request-name = Ihr Name
request-email = E-Mail
request-phone = Telefon
request-contact-hint = Hier antwortet Ihnen der Hersteller. E-Mail oder Telefon genügt.
request-reason = Grund
request-reason-hint = Wenn Sie möchten: wofür, in einer Zeile.
request-make = Anfrage erstellen
problem-missing = Bitte füllen Sie dieses Feld aus.
problem-no-way-to-answer = Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.
problem-range = Bitte geben Sie eine ganze Zahl von 1 bis { $most } an.
problem-email = Das ist keine E-Mail-Adresse.

made-title = Die Anfrage ist fertig
made-text = Schicken Sie sie dem Hersteller, auf welchem Weg auch immer. Die Antwort ist eine Lizenzdatei: Fügen Sie sie mit „Lizenz aktualisieren“ hinzu.
made-asks-for = Fragt an
made-quantity = { $quantity } mehr: { $name }, davon { $registered } von { $granted } in Gebrauch
made-id = Anfrage
made-key = Signiert von
made-key-hint = Der Schlüssel dieser Installation. Bei der ersten Anfrage braucht der Hersteller dessen öffentliche Hälfte: Speichern Sie sie und schicken Sie sie mit.
made-save = Als Datei speichern …
made-copy = Text kopieren
made-mail = E-Mail schreiben …
made-save-key = Öffentlichen Schlüssel speichern …
made-mail-text = Text für eine E-Mail
made-qr-label = QR-Code der Anfrage
made-qr-hint = Die Anfrage als QR-Code, zum Abfotografieren von diesem Bildschirm. Ein Klick vergrößert ihn.
made-done = Fertig
mail-subject = Anfrage nach einer Notfalllizenz: { $company }
mail-text = { $company } fragt eine Notfalllizenz an: { $quantity } mehr von „{ $name }“. { $registered } von { $granted } sind in Gebrauch.
mail-key = Die Anfrage unten ist mit dem Schlüssel { $thumbprint } signiert.

printable-title = Lizenzvertrag und Angaben
printable-back = Zurück
printable-licences = Lizenzen
printable-licence = { $name }, { $id }, Folgenummer { $serial }
printable-no-agreement = Die Lizenzen enthalten keinen Vertragstext.
asked-title = Notfallanfragen
asked-for = { $quantity } mehr: { $name }
asked-open = Noch nicht beantwortet.
asked-answered = Beantwortet durch { $name }.
