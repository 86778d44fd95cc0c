# Wizard

nav-codes = Codes
wizard-title = Create codes
wizard-intro = Step by step, for machines without a network: what, for which machines, with which note.
wizard-step = Step { $number } of 5
wizard-product = Product
wizard-licence = Licence
wizard-model = Version and model
wizard-which = Which codes
wizard-single = single copy: a code for each machine
wizard-copy = right to copy: one code for all machines
wizard-pool = concurrent: one code for a server
wizard-machines = Machines
wizard-codes-single = One a line. Each gets a code of its own.
wizard-codes-copy = One a line. All get the same code.
wizard-codes-pool = That of the server; of three redundant servers, one a line.
wizard-amount = How many
wizard-amount-hint = Of the pool, for this server.
wizard-triad = Three redundant servers, of which two must be alive
wizard-description = Host description
wizard-description-hint = What people call it. The list by host shows it.
wizard-comment = Comment
wizard-comes-to =
    { $count ->
        [one] One code of { $name }; { $free } are free.
       *[other] { $count } codes of { $name }; { $free } are free.
    }
wizard-next = Next
wizard-back = Back
wizard-create = Create
wizard-incomplete = Something is missing here, or not right.
wizard-done = The codes are ready
wizard-code = Code { $number }
wizard-slots = Slots
wizard-again = Create more codes
wizard-by-host = Codes by host
