# Licence page

licence-title = Licence
licence-intro = What your licences grant, how much of it is in use, and what ends next.
open-title = Open a licence
open-choose = Add licence files…
open-drop = or drop them anywhere on this page.
open-paste = Text of a licence
open-paste-hint = Paste the file’s text, or the whole e-mail that it came in.
open-check = Check
pasted-name = Pasted text
opened-title = Files
opened-refused = Files that were not added
remove = Remove
remove-named = Remove { $name }

undo-label = Last change
undo-added = Added: { $names }.
undo-removed = Removed: { $names }.
undo-people = The list of people is changed.
undo = Undo
proposal-title = Apply this change?
proposal-adding = To be added
proposal-removing = To be removed
proposal-apply = Apply
proposal-no-difference = No limit changes.
proposal-caption = What changes
column-before = Now
column-after = Then
proposal-not-counting = { $name } will not count: { $status }
granted-nothing = nothing
export = Save
export-named = Save { $name }
claims-show = Show what was signed
says-reasons = All reasons: { $reasons }

overview-none = No licence yet
overview-none-text = The built-in limits apply. Open the vendor’s licence file to see what it grants.
overview-none-counts = No licence counts
overview-none-counts-text = None of the licences below counts now, so the built-in limits apply. Each says why.
edition-entry = Entry
next-title = What ends or changes next
next-in-days =
    { $days ->
        [0] within a day
        [one] in one day
       *[other] in { $days } days
    }
next-step = { $name }: { $before } → { $after }
next-licence = The licence { $name } ends
next-support = Technical support of { $name } ends; nothing else changes
matter-blocked = { $name }: { $number } blocked, because an emergency ended and nothing was bought. Add a permanent licence.
matter-over = { $name }: { $number } over what is granted. Free some, or add a licence.
matter-emergency = { $name }: an emergency runs until { $end }, and { $used } of { $granted } are in use under it. Buy what you need before then.
matter-grace = The licence has ended and still counts until { $end }. Renew it before then.
matter-expiring = The licence ends on { $end }.
accounts-title = Customer accounts
accounts-ask = Which customer account do you want to see?
limits-caption = In use
column-use = In use
feature-not-granted = not included
sources-of = Where does { $number } come from?
sources-of-feature = Which licence includes it?
sources-none = No licence that counts grants it.
source = { $name } ({ $id }, serial { $serial }): { $granted }
doing-seats = Give seats to people
doing-seats-hint = Who has which of them, and who has none.
doing-request-hint = Some more for a short time, paid for later.
doing-compare = Compare two licences
doing-compare-hint = What differs, side by side.
use-of = In use: { $name }
use-granted = / { $granted }
limit-left = { $number } left
limit-low = only { $number } left
limit-exhausted = none left
limit-overage = { $number } over, which the licence permits
limit-over = { $number } over
limit-unlimited = no limit
kept-title = Kept on this computer
kept-text = Licences, trusted keys and figures are kept in this browser alone. A backup is one file; restoring it loses nothing that is here.
kept-backup = Back up…
kept-restore = Restore…
kept-delete = Delete everything…
restore-title = Restore this backup?
restore-text =
    { $count ->
        [one] { $name } has one file of the vendor’s.
       *[other] { $name } has { $count } files of the vendor’s.
    }
restore-unread =
    { $count ->
        [one] One line of it can’t be read and is left out.
       *[other] { $count } lines of it can’t be read and are left out.
    }
restore-keys = It brings keys that are not trusted yet. Whoever has one can issue licences that this page takes for genuine. Compare them with the vendor’s.
restore-go = Restore
delete-all-title = Delete everything?
delete-all-text = Licences, trusted keys, figures and preferences are deleted in this browser. Without a backup nothing brings them back.
delete-all-go = Delete everything

samples-title = Samples
samples-text = This is a demonstration. A click opens a sample as genuine: from then on the key of the demonstration is trusted here, and nowhere else.
samples-trusted = The key of the demonstration is trusted here. Anybody can sign with it: remove it under “Trusted keys” before you open a file that matters.

says-perpetual = Valid without end.
says-until = Valid until { $end }.
says-expiring =
    { $days ->
        [0] It ends today, on { $end }.
        [one] It ends in one day, on { $end }.
       *[other] It ends in { $days } days, on { $end }.
    }
says-grace = It ended on { $expires } and still counts until { $end }. Renew it before then.
says-expired = It ended on { $end } and grants nothing any more.
says-not-yet-valid = Valid from { $start }.
says-superseded = A newer licence of the same account that is open here takes its place.
says-conflict = Another file that is open here has the same id and serial and says something else. Neither counts; ask the vendor which one is right.
says-revoked = The vendor has revoked it. It grants nothing any more.
says-activation-required = It counts only on a machine with a valid activation.
says-file-expired = The file ended on { $end }. Get a current one from the vendor.
says-suspended = The vendor had suspended the licence when the file was issued.
says-does-not-count = It does not count here.

warning-version = The licence covers certain product versions only. This page does not know which version you run, so that is not judged.
warning-host = The licence is bound to certain machines. This page does not know the product’s machine, so that is not judged.
warning-metric = The entitlement { $id } counts something else here than in another licence, and adds nothing to it.
warning-clock = This computer’s clock is behind an instant that is certainly past.
warning-revocation-stale = The next revocation list was due on { $due }. Get a current one from the vendor.
warning-quorum = Redundant servers share an activation. This page does not know which of them run, so that is not judged.
warning-duplicate-slot = Two activations ({ $one }, { $other }) have the same slot of { $id }. Ask whoever issued them.
warning-ledger-forked = Two activations ({ $one }, { $other }) claim to be the same entry of their issuer’s ledger. Ask the vendor.
warning-installation = An emergency licence may be another installation’s. This page does not know which this one is, so that is not judged.
warning-other = Note: { $code }

section-holder = Licensed to
section-term = Term
section-reference = Reference
section-order = Order
section-agreement = Licence agreement
section-machine = Machine
section-file = File
section-notes = The vendor’s notes
section-authenticity = Authenticity
section-warnings = Please note

fact-holder = Holder
fact-address = Address
fact-email = E-mail
fact-phone = Telephone
fact-contact-primary = Primary contact
fact-contact-technical = Technical contact
fact-contact-administrator = Administrator
fact-contact-other = Contact
fact-issued = Issued
fact-not-before = Valid from
fact-expires = Ends
fact-perpetual = never
fact-grace = Grace
grace-days =
    { $days ->
        [one] one day, until { $end }
       *[other] { $days } days, until { $end }
    }
fact-support = Support until
support-ended = ended
support-inclusive = that day included
fact-judged = As of
fact-product = Product
fact-account = Customer account
fact-id = Licence id
fact-serial = Serial
fact-kind = Kind
fact-edition = Edition
fact-versions = Product versions
fact-hosts = Bound to
fact-volume = Volume activation
volume-kms-client = KMS, for clients
volume-kms-server = KMS, for servers
volume-mak =
    { $count ->
        [one] MAK, for one system
       *[other] MAK, for { $number } systems
    }
volume-other = other
fact-order-number = Order number
fact-customer-order-number = Customer order number
fact-purchase-order-number = Purchase-order number
fact-site-number = Site number
fact-order-date = Ordered
fact-own-id = Id
fact-name = Name
fact-policy = Policy
fact-status-at-issue = Status when issued
fact-file-ends = File ends
fact-licence-ends = Licence ends
fact-machines = Machines
fact-processes = Processes at once
fact-issuer = Issuer
fact-key = Signing key
fact-key-hint = To be sure, compare these groups with the vendor’s, by telephone for example.
fact-carrier = Form
fact-type = Document
fact-keys-needed = Thumbprint of its key
authentic-text = The signature holds: the vendor issued this file, and nobody altered it.

kind-standard = Standard
kind-trial = Trial
kind-temporary = Temporary
kind-emergency = Emergency
kind-other = Other

carrier-armor = Text block (BEGIN … END)
carrier-json = JSON
carrier-compact = Compact
carrier-other = Other

document-license = Licence
document-activation-request = Activation request
document-activation = Activation
document-deactivation = Deactivation receipt
document-emergency-request = Emergency request
document-revocation-list = Revocation list
document-trust-update = Trust update
document-other = Unknown

entitlements-caption = What the licence grants
column-entitlement = Entitlement
column-metric = Counts
column-quantity = Quantity
metric-feature = Feature
metric-user = Users
metric-device = Devices
metric-session = Simultaneous sessions
metric-host = Installations
metric-other = Other
quantity-unlimited = unlimited
quantity-included = included
entitlement-applies-to = For: { $families }
entitlement-expires = Ends { $end }
entitlement-expired = Ended { $end }
entitlement-assignable = Given to named users
entitlement-overage = May be exceeded by { $percent } %
entitlement-overage-always = May be exceeded
entitlement-components = Consists of: { $names }
model-authorized-single = One code for each machine
model-authorized-copy = One code for several machines
model-concurrent = Shared from a pool

unverified-notice = Nothing of its contents is shown, because it could not be verified.
unverified-add-key = Import the vendor’s key…
unverified-paste-key = Paste its text
key-file-text = This is a public key, not a licence. To trust it, compare it with the vendor’s first.
key-file-review = Review the key…

keygen-license-file = Keygen licence file
keygen-machine-file = Keygen machine file
keygen-register = Register the vendor’s Keygen key…
keygen-encrypted = The contents are encrypted. Enter the licence key to read them.
keygen-license-key = Licence key
keygen-fingerprint = Fingerprint of the machine
keygen-decrypt = Decrypt
proposal-authentic = Genuine, issued by { $issuer }
proposal-unasked = It answers the request { $id }, of which nothing is known here: it was made at another installation, or before requests were remembered.
proposal-ending = { $number } of these { $all } end { $end }.
clock-behind =
    { $days ->
        [one] This clock is one day behind { $mark }, which is certainly past: so long, what counts is judged as of that instant, and no emergency can be started.
       *[other] This clock is { $number } days behind { $mark }, which is certainly past: so long, what counts is judged as of that instant, and no emergency can be started.
    }
clock-set = If this clock is wrong, set it right: that is all.
clock-ask = If this clock is right, it once ran ahead. Ask the vendor for your licence again with a higher serial, and say that the mark of { $mark } is wrong. To add that file mends the mark.
notice-already-there =
    { $count ->
        [one] { $names } is already there. Nothing changes.
       *[other] These files are already there: { $names }. They change nothing.
    }
notice-pending = Another change waits. Apply it or cancel it first.
