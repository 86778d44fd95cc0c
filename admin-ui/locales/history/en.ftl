# History page

history-title = History
history-intro = What ends next, and what was done here.
coming-title = Coming up
coming-none = Nothing ends that is known here.
coming-save = Save as a calendar…
coming-hint = For your calendar program, with reminders 30 and 7 days before. Saved again later and imported, it moves what has changed.
coming-licence = Licence ends: { $name } ({ $holder })
coming-support = Technical support ends: { $name } ({ $holder })
coming-entitlement = Entitlement ends: { $name } ({ $holder })
coming-emergency = Emergency ends: { $name } ({ $holder })
coming-list = Next revocation list due: { $name } ({ $holder })
calendar-description = From the page on which you administer your licences. Get what continues it from the vendor in time.
past-title = What was done
past-none = Nothing yet.
past-clock =
    { $count ->
        [one] The mark of the clock was mended by a licence once.
       *[other] The mark of the clock was mended by licences { $count } times.
    }
save-table = Save as a table (CSV)…
save-json = Save as JSON…
topic-label = Show
topic-all = Everything
topic-files = Files
topic-keys = Keys
topic-emergencies = Emergencies
event-added = File added
event-removed = File removed
event-key-imported = Key imported
event-key-retired = Key retired
event-key-removed = Key removed
event-emergency-started = Emergency started
event-emergency-ended = Emergency ended unpaid
event-emergency-settled = Emergency settled by a purchase
topic-people = People and seats
topic-usage = Usage
event-requested = Emergency licence requested
event-people-added = People put on the list
event-people-removed = People taken off the list
event-seats-given = Seats given
event-seats-taken = Seats taken back
event-usage = Usage entered
event-usage-cleared = Usage cleared
