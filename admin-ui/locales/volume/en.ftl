# Volume activation

nav-volume = Volume
volume-title = Volume activation
volume-intro = Which kind of activation your site has, a KMS or a MAK, what the next step is, and how either counts. Nothing of what you give here is kept.
volume-link = Volume activation (KMS and MAK)

kms-title = Is there a KMS?
kms-how = On a computer of that network, run:
kms-choose = Choose kms.txt…
kms-drop = Or drop the file anywhere on this page.
kms-paste = Or paste what the command printed
kms-paste-hint = Of nslookup in any language, dig, host or Resolve-DnsName.
kms-read = Read it
kms-forget = Lay it aside
kms-found = KMS found
kms-found-text = There is a KMS. Systems try its hosts in this order.
kms-none = No KMS
kms-none-text = There is no KMS: the DNS has no record _vlmcs._tcp.
kms-no-answer = No answer
kms-no-answer-text = Nobody answered, so whether there is a KMS is not known.
kms-not-understood = Not understood
kms-not-understood-text = Line { $line } is not understood:
kms-empty-line = There is nothing on it.
kms-more = { $number } more are not shown.
column-host = Host
column-port = Port
column-priority = Priority
column-weight = Weight

key-title = Which product key?
key-label = Product key
key-hint = Five groups of five. Capitals or not, with hyphens or without.
key-generic = Generic key
key-generic-text = { $name }. With it a system looks for a KMS on its network.
key-other = A key of your own
key-other-text = Such as a MAK. Whether its maker issued it, only activating tells.
key-incomplete = Group { $group } is not complete: { $found } of 5 characters.
key-character = Group { $group }, character { $place }: “{ $found }” stands in no key. Only these do: { $alphabet }. N stands in newer keys alone.
key-length = Group { $group } has { $found } characters; it needs 5.
key-more = Something follows the fifth group. A key has five.
key-too-long = This is much more than a key.

plan-title = What comes of it
plan-basis = By which licence
plan-basis-nothing = no licence: key and KMS alone
plan-nothing = Give what the command printed, and the key.
plan-key = No key yet
plan-key-text = The key is not one as it stands. Look at the group that is named there.
plan-automatic = The systems activate by themselves
plan-mak = Each system is activated once, and counts
plan-kms-missing = Activation will fail: there is no KMS
plan-no-license = Nothing can be activated yet
plan-unknown = Not known yet
plan-next = Next step:
step-enter-key = Enter the key on each system. It finds the KMS by itself, and activates once enough systems have asked: 25 clients, or 5 servers.
step-activate-once = Enter the key on each system and activate it once, online or by telephone. Each counts against the quantity of the licence.
step-set-up-kms = Activation will fail: no KMS is in the DNS. Set one up and publish its record _vlmcs._tcp, or get a MAK from the administrator of your volume licences.
step-get-key = Get a key: the generic volume key of the product where there is a KMS, else a MAK from the administrator of your volume licences.
step-get-license = No licence that counts permits volume activation. Add the file of one that does, or ask the vendor for it.
step-use-mak = The licence is for a MAK, and this is a generic key, which needs a KMS. Enter the MAK that came with the licence.
step-use-generic-key = The licence is for activation by a KMS, and this key is no generic one. Enter the generic volume key of the product.
step-look-up = Find out whether there is a KMS: nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1, and give that file.
step-look-up-again = Nobody answered, so whether there is a KMS is not known. Check the network and the DNS server, and look it up again.
step-check-answer = The answer is incomplete, or none. Look it up again, with the errors in the file: nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1

count-title = How they count
count-intro = What a KMS and a MAK would do with your systems from today on. Nothing is activated by this.
count-kind = What is activated
count-clients = Clients
count-servers = Servers
count-systems = Systems
count-usual = { $number } where nothing is typed.
count-each-day = New systems a day
count-each-day-hint = All of them today where nothing is typed.
count-until = Last day on which they ask
count-until-hint = Counted from today. Day 28 where nothing is typed: four renewals.
count-range = Please give a whole number from { $least } to { $most }.
count-kms = With a KMS
count-label = How many systems the KMS counts; it needs { $threshold }
count-needed = { $number } needed
count-counted = { $number } counted
count-too-few = Too few: { $count } are counted, and { $threshold } are needed. None is activated; each asks again every 2 hours.
count-activated = On day { $day } ({ $date }) enough have asked, and all of them are activated.
count-renewed =
    { $count ->
        [0] None renews its activation.
        [one] The first system renews its activation once.
       *[other] The first system renews its activation { $number } times, every 7 days.
    }
count-end = Its activation ends on day { $day } ({ $date }): 180 days after the last renewal.
count-first = Activation of the first system, with a dot for each renewal
count-more = { $number } more rows are not shown.
column-day = Day
column-counted = Counted
column-activated = Activated
count-day = Day { $day }, { $date }
happens-waiting = Too few have asked: they wait.
happens-activated = Enough have asked: they are activated.
happens-renewed = The first system renews its activation.
happens-more = More have asked.
happens-forgotten = Who has not asked for 30 days is counted no longer.
happens-ended = Activations end, not renewed for 180 days.
count-mak = With a MAK
mak-quantity = The key is for
mak-quantity-hint = How many systems, as your contract says.
mak-activated = Activated
mak-left = Left
mak-denied = Denied
mak-enough = All { $number } are activated, each once and for good.
mak-too-many = The key is for { $quantity }: system { $next } is denied, and so is each after it.

promotion-title = Without access to volume licences: ask for a promotional MAK
promotion-intro = This writes a request that you send yourself. Nothing leaves this computer by itself, and nothing is kept.
promotion-company = Company name
promotion-name = Deployment contact
promotion-systems = Deployed systems
promotion-date = Deployment date
promotion-date-hint = Year-month-day, such as 2026-12-01.
promotion-manager = Technical account manager
promotion-manager-hint = Where there is one.
problem-phone = This is not a telephone number.
problem-number = Please give a whole number from 1 on.
problem-date = This is not a day such as 2026-12-01.
problem-line = Please give one line of text.
promotion-made = Send it to your partner or the maker. It is in English, for whoever answers it.
promotion-text = The request as text
promotion-save = Save as text…
promotion-save-json = Save as JSON…
promotion-sheet = Request for a promotional MAK
promotion-none = The request is not filled in yet.
