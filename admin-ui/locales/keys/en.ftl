# Trusted keys page

keys-title = Trusted keys
keys-intro = A licence is genuine when one of these keys signed it. Import a key only after you compared it with the vendor’s.
keys-own-title = Keys for licences
keys-own-none = No key is trusted yet, so no licence can be verified. Import the vendor’s key.
keys-keygen-title = Keys of other vendors (Keygen)
keys-keygen-intro = These keys verify the licence and machine files of vendors that use Keygen.
keys-keygen-none = No Keygen key is registered.
keys-import-own = Import a key
keys-import-keygen = Import a Keygen key
keys-choose = Choose file…
keys-paste = Text of the key
keys-paste-hint = A JWK set, PEM, an OpenSSH or minisign key, or 32 bytes in hex or base64.
keys-read = Review
key-issuer = Issuer
key-issuer-any = any
key-uses = For
key-uses-default = all documents but trust updates
key-products = Products
key-products-any = all
key-period = Period
key-period-from = from { $start }
key-period-until = until { $end }
key-period-both = { $start } to { $end }
key-period-any = without limit
key-retired = Retired on { $at }
key-retired-keep-none = Retired on { $at }: nothing that it signed is accepted any more.
key-retired-keep-before = Retired on { $at }: what it signed before stays good.
key-retired-keep-some = Retired on { $at }: some of what it signed stays good.
key-built-in = Built in
key-imported = Imported
key-remove = Remove
key-remove-named = Remove the key { $thumbprint }
key-from-update = By a trust update

retire = Retire…
retire-text = A retired key stays in this list, and what it signs from now on is refused. To trust it again, remove it and import it anew.
retire-laid-aside = Laid aside
retire-laid-aside-named = Laid aside: retire the key { $thumbprint }
retire-laid-aside-hint = The vendor signs with another key now. What this one signed before stays good.
retire-leaked = Leaked
retire-leaked-named = Leaked: retire the key { $thumbprint }
retire-leaked-hint = Somebody else may have this key. Nothing that it signed is accepted any more, because it could have been dated back.
retire-title = Retire this key?
retire-files =
    { $count ->
        [one] One of your files is signed by it and will no longer count.
       *[other] { $count } of your files are signed by it and will no longer count.
    }
retire-go = Retire

lists-title = Revocation lists and trust updates
lists-intro = What the vendor has revoked, and which keys of theirs have come and gone. They stay in force also where their file is removed.
lists-none = There is none.
lists-add = Add a list or an update…
list-in-force = In force
list-overdue = Overdue
list-next-update = Next list due
list-revokes = Revokes
update-keys = Keys that sign
update-retires = Keys retired

review-title = Do you trust this key?
review-title-many = Do you trust these keys?
review-text = From { $name }. Whoever has the key can issue licences that this page takes for genuine. Compare the thumbprint with the one that the vendor tells you, group by group.
review-for-own = It will verify licences.
review-for-keygen = It will verify Keygen files.
review-trust = Trust
review-cancel = Cancel
review-refused = The key can’t be imported
review-close = Close
key-idle = Does not count
key-idle-why = The keys that came with this page already speak for this vendor. No imported key stands beside them that signs trust updates: only the vendor can bring a new one, by a trust update.
