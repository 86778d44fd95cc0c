# Changing keys, on the page of keys

rotation-title = Change keys: a trust update
rotation-intro = A trust update tells customers which keys sign for you from now on. It is signed by a root, the one key that customers trust for that.
rotation-root = The root signs
rotation-locked = Open the root’s key above to sign.
rotation-root-hint = The open key. Customers take the update in where their build embeds this key for trust updates, or an administrator imported it on purpose.
rotation-save-root = Save its public half for builds to embed
rotation-last-title = What was said before
rotation-last = Follows update { $serial } of { $issuer }, { $issued }, and says again all that it said.
rotation-first = No update is here, so this is the first one. Where customers have one already, open that: each update replaces the last one whole.
rotation-open = Open the last update…
rotation-keys = What becomes of each key
rotation-no-keys = There is no key besides the root. Make the new signing key above, or import it.
rotation-last-day = Last day of what is laid aside
rotation-last-day-hint = A day such as 2027-03-31. Empty: up to now.
fate-of = Key { $key }
fate-none = nothing is said of it
fate-signs = signs from now on
fate-aside = laid aside: what it signed stays good
fate-leaked = leaked: nothing that it signed is good
rotation-plan = What it says, and what falls
rotation-empty = Say what becomes of a key to see what the update would say.
rotation-comes-to = Trust update { $serial }
rotation-signing = These sign for you, besides those that customers’ builds embed
rotation-retired = These no longer do
rotation-leaked = leaked: all that it signed is refused
rotation-aside = keeps what it signed before { $at }
rotation-fallen = { $count ->
    [one] One licence of the ledger is refused once the update is taken in:
   *[other] { $count } licences of the ledger are refused once the update is taken in:
}
rotation-none-fallen = No licence of the open ledger falls by it.
rotation-sign = Sign the update
rotation-signed = The update { $name } is signed
order-title = In this order
order-again = Sign again, with a good key, the licences that fall, the same id and a higher serial, and give them out together with the update: who has the update alone is without them.
order-give = Give the update to every installation, in whatever way licences go there.
order-overlap = Until each has it, sign with the old key as before, or with both keys by the command line. From then on open the new key, and sign with that.
order-aside = Lay the old key aside only where the new one is known: what the old one signs afterwards is refused.
order-lists = Sign the next revocation list with a good key: the ones of the leaked key fall with it.
order-embed = Embed the new public key in your next build, and import it under Keys of others wherever this ledger is kept.
