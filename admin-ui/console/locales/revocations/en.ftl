# The page of revocations

revocations-title = Revocations
revocations-intro = A revocation list names what holds no longer. What it changes is shown before you sign; each list says again all that the last one said.
revocations-none = Open a ledger, or licences from files, to revoke some of them.
revocations-what = The next list
revocations-product = Product
revocations-first = No list of this product is here, so this is list 1. Where customers have one already, open that first: a list with a lower serial is passed over.
revocations-last = Follows list { $serial } of { $issued } (entries: { $count }), after which the next was due by { $due }.
revocations-licences = Licences
revocations-activations = Activations
revocations-search = Find a licence
revocations-no-licence = No licence is found.
revocations-past = revoked already
revocations-upto = Only up to serial { $serial }: a corrected licence with a higher one stays good
revocations-spare = Leave out
revocations-others = Documents that are not at hand
revocations-others-label = Ids, one a line
revocations-others-hint = Such as L-1, or L-1:3 for serial 3 and those below it.
revocations-others-problem = Line { $line } is no id, with : and a serial where higher ones stay good.
revocations-others-type = These are
revocations-reason-hint = For people, in the list. It may be empty.
revocations-due = Next list due
revocations-due-hint = A day such as 2027-03-31. Past it the list still revokes, and customers are warned that it may be incomplete.
revocations-due-problem = That is no day to come, such as 2027-03-31.
revocations-no-due = Say when the next list is due, to sign this one.
revocations-plan = What it changes
revocations-empty = Mark licences to see what the list would change.
revocations-comes-to = List { $serial } · entries: { $count }, new: { $new }
revocations-ended = These hold no longer
revocations-hosts = { $count ->
    [one] with its one activated host
   *[other] with { $count } activated hosts
}
revocations-ended-hosts = { $count ->
    [one] One activation holds no longer on its host.
   *[other] { $count } activations hold no longer on their hosts.
}
revocations-turned = These change because of that
revocations-turn = { $before } → { $after }
revocations-nothing = It changes nothing that is known here.
revocations-unknown = Nothing at hand has the id { $ids }. Compare it: a list revokes whatever has that id.
revocations-when = It holds on an installation from the moment that the list is taken in there, and is never taken back by a later list.
revocations-sign = Sign the list
revocations-signed = List { $name } is signed
revocations-signed-hint = Publish it to every installation, as licences are. Put it into the ledger too, so that nothing is answered for what it revokes and the next list follows it.
revocations-open-title = Open licences and lists
revocations-open = Choose files…
revocations-open-hint = Licences that are to be revoked, and the last list where the ledger lacks it.
revocations-paste = Text of a licence or list
revocations-paste-hint = As it stands in the file.
revocations-refused = Not opened
