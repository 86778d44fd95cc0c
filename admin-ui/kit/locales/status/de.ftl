# What a licence is worth

status-active = Aktiv
status-expiring = Läuft bald ab
status-grace = Nachfrist
status-expired = Abgelaufen
status-not-yet-valid = Noch nicht gültig
status-superseded = Ersetzt
status-conflict = Widersprüchlich
status-revoked = Widerrufen
status-activation-required = Aktivierung nötig
status-activation-missing = Aktivierung fehlt
status-deactivated = Deaktiviert
status-license-missing = Lizenz fehlt
status-license-outdated = Für eine ältere Lizenz
status-license-inactive = Lizenz zählt nicht
status-quorum-missing = Zu wenige Server
status-wrong-host = Anderer Rechner
status-wrong-version = Andere Version
status-wrong-product = Anderes Produkt
status-wrong-account = Anderes Konto
status-unverified = Nicht bestätigt
status-refused = Abgelehnt
status-genuine = Echt
status-unreadable = Echt, nicht lesbar
status-suspended = Ausgesetzt
status-key = Öffentlicher Schlüssel
