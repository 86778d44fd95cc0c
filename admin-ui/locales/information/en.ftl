# Information page

information-title = Information
information-intro = Whose licence it is, what is used of it, and what you can do about it.
information-none = There is no licence yet. Open the vendor’s licence file first.
information-open = Open a licence…
information-company = Company
information-licence = Licence
information-street = Street
information-postal-code = Postal code
information-city = City
information-region = Region
information-country = Country
information-support = Technical support
information-connections = External connections

support-none = No support licence
support-until-day = until { $day }
support-over = Ended

emergency-state = Emergency licence
emergency-armed = Available
emergency-running = Running
emergency-locked = Locked
emergency-period = Emergency period
emergency-no-period = none
emergency-ends = Ends { $end }
emergency-accounts = Emergency accounts
emergency-blocked = Blocked
emergency-blocked-count =
    { $count ->
        [one] One account is blocked
       *[other] { $number } accounts are blocked
    }
emergency-blocked-unnamed = Those that came last. To see their names, give the seats to people.

actions-title = What you can do
action-request = Request emergency licence…
action-start = Start emergency…
action-start-named = Start emergency: { $name }
action-update = Update licence…
action-printable = Printable version
hint-request = You need more accounts today and will buy them later. The vendor gives you some more for a short time, usually ten for a month. Buy what you need before it ends: otherwise the additional accounts are blocked, and there is no other emergency licence.
hint-start =
    { $months ->
        [one] Your licence lets you exceed the limit by { $quantity } for one month, without asking. Buy what you need before it ends: otherwise the additional accounts are blocked.
       *[other] Your licence lets you exceed the limit by { $quantity } for { $months } months, without asking. Buy what you need before they end: otherwise the additional accounts are blocked.
    }
hint-update = The vendor has sent you a licence file: a purchase, a renewal or the answer to a request. You see what it changes before you apply it.
hint-printable = The licence agreement with the facts on this page, for your files.

denied-running = { $name }: an emergency licence is running until { $end }. There can’t be another meanwhile.
denied-locked = { $name }: the last emergency licence ended on { $end }, and nothing was bought. There is no other one before something is.
denied-clock-rollback = The clock of this computer is behind, so no emergency can be started.
denied-clock-unconfirmed = The clock of this computer has jumped ahead. An emergency can be started an hour after that, when its time is confirmed.
denied-other = No emergency licence can be asked for: no licence counts that grants a number ({ $code }).
ways-out = What helps:
way-buy = Buy a permanent licence for the number you need, and add its file with “Update licence”. Then nothing is blocked, and an emergency licence is available again.
way-buy-while-running = Buy a permanent licence for the number you need before the emergency ends, and add its file with “Update licence”.
way-free = Free some accounts that are not needed.
way-free-blocked = Free as many accounts as are blocked. The others can then be used.
way-clock = Set the clock right.
way-add = Add a licence file with “Update licence”.

start-title = Start the emergency now?
start-text =
    { $months ->
        [one] The limit may be exceeded by { $quantity } for one month from now. It can’t be stopped or started twice: buy what you need within that month, otherwise the additional accounts are blocked.
       *[other] The limit may be exceeded by { $quantity } for { $months } months from now. It can’t be stopped or started twice: buy what you need within that time, otherwise the additional accounts are blocked.
    }
start-go = Start

request-title = Request an emergency licence
request-intro = This makes a signed request. You send it to the vendor yourself; nothing leaves this computer by itself.
request-entitlement = What you need more of
request-quantity = How many more
request-quantity-hint = At most { $most }.
request-name = Your name
request-email = E-mail
request-phone = Telephone
request-contact-hint = The vendor answers you here. One of e-mail and telephone is enough.
request-reason = Reason
request-reason-hint = If you like: what it is for, in one line.
request-make = Make the request
problem-missing = Please fill this in.
problem-no-way-to-answer = Please give an e-mail address or a telephone number.
problem-range = Please give a whole number from 1 to { $most }.
problem-email = This is not an e-mail address.

made-title = The request is ready
made-text = Send it to the vendor in whichever way suits you. The answer is a licence file: add it with “Update licence”.
made-asks-for = Asks for
made-quantity = { $quantity } more: { $name }, of which { $registered } of { $granted } are in use
made-id = Request
made-key = Signed by
made-key-hint = The key of this installation. When you ask for the first time, the vendor needs its public half: save it and send it along.
made-save = Save as a file…
made-copy = Copy the text
made-mail = Write an e-mail…
made-save-key = Save the public key…
made-mail-text = Text for an e-mail
made-qr-label = QR code of the request
made-qr-hint = The request as a QR code, to be photographed from this screen. A click enlarges it.
made-done = Done
mail-subject = Request for an emergency licence: { $company }
mail-text = { $company } asks for an emergency licence: { $quantity } more of “{ $name }”. { $registered } of { $granted } are in use.
mail-key = The request below is signed by the key { $thumbprint }.

printable-title = Licence agreement and facts
printable-back = Back
printable-licences = Licences
printable-licence = { $name }, { $id }, serial { $serial }
printable-no-agreement = The licences contain no agreement text.
asked-title = Emergency requests
asked-for = { $quantity } more: { $name }
asked-open = Not answered yet.
asked-answered = Answered by { $name }.
