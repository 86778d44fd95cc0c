# Around the pages

nav-licence = Licence
nav-information = Information
nav-seats = Seats
nav-history = History
nav-keys = Trusted keys

not-found-back = Back to the licence page

notice-no-backup = { $name } is no backup of this page.
notice-newer-backup = { $name } is a backup of a newer version of this page. Nothing of it was taken over: restore it with that version.
notice-unread = Something that is stored in this browser can’t be read: { $name }. It stays there; what you change is stored beside it.
notice-unread-newer = A newer version of this page has stored what this one can’t read: { $name }. It stays there; what you change is stored beside it.
notice-dropped = Some of what was stored can’t be read. The rest is kept; save the stored text before you change anything.
notice-dropped-line = Line { $line }:
notice-dropped-save = Save the stored text…
notice-built-in-keys = The keys that came with this page can’t be read, and none of them is trusted.
notice-built-in-limits = The limits without a licence that came with this page can’t be read, and none holds. Tell the vendor:
notice-stored-key = A stored key can’t be read, and is not trusted: { $name }
notice-stored-key-delete = Delete the entry
notice-usage-refused = { $name } was not taken over. Lines that can’t be read: { $lines }. Each must be an entitlement, named once, and a whole number.

announce-verified = { $name }: genuine. Status: { $status }.
announce-authentic = { $name }: genuine.
announce-refused = { $name }: { $meaning }
announce-key-file = { $name } is a public key, not a licence.
announce-removed = { $name } was removed from the list.
announce-trusted =
    { $count ->
        [one] One key is trusted now.
       *[other] { $count } keys are trusted now.
    }
announce-distrusted = The key is no longer trusted.
announce-request-made = The request is ready.
announce-request-refused =
    { $count ->
        [one] One field needs your attention.
       *[other] { $count } fields need your attention.
    }
announce-emergency-started = The emergency has started.
announce-retired = The key is retired.
announce-usage-taken =
    { $count ->
        [one] One amount was taken over.
       *[other] { $count } amounts were taken over.
    }
announce-undone = The last change was taken back.
announce-restored = The backup is restored.
announce-deleted = Everything is deleted.
