# Seats page

seats-title = Seats
seats-intro = Who has which of the entitlements that are given to people one by one.
seats-no-account = Open a licence first: it says what can be given.
seats-choose-account = Choose an account first.
seats-nothing-assignable = The licences of this account have no entitlement that is given to people one by one.
seats-nobody = Nobody is on the list yet
seats-nobody-text = Import a list of your users as a CSV file, or add them by hand.
seats-people =
    { $count ->
        [one] One person
       *[other] { $number } people
    }
seats-shown = { $number } shown
seats-registered = { $name }: { $used } of { $granted }
seats-search = Search
seats-show = Show
seats-show-everybody = everybody
seats-show-with = with { $name }
seats-show-without = without { $name }
seats-show-over = above what is granted
seats-show-unsaved = with unsaved changes
seats-save-none = Save
seats-save =
    { $count ->
        [one] Save one change
       *[other] Save { $number } changes
    }
seats-unsaved =
    { $count ->
        [one] One change is not saved.
       *[other] { $number } changes are not saved.
    }
seats-reset = Reset
seats-table = People and their seats
seats-table-hint = Arrow keys go from seat to seat, the space bar gives one or takes it back.
seats-user = User name
seats-first = First name
seats-last = Last name
seats-count = ({ $given }/{ $granted })
seats-tick = { $entitlement } for { $name }
seats-tick-shown = { $entitlement } for everybody who is shown
seats-remove = Take { $name } off the list
seats-remove-title = Take off
seats-none-found = Nobody matches. Change the search, or show everybody.
seats-print = Print
seats-print-part = The first { $number } of { $all } people. Export the list to have them all.
seats-export = Export CSV
seats-import-choose = Import CSV…

seats-denied = All { $granted } seats of { $name } are given.
seats-denied-ways = Take one back from somebody who does not need it any more, or open a licence for more.
seats-denied-show = Show who has one
seats-denied-licence = Open a licence
seats-denied-unknown = Nobody on the list has the user name { $name }.

seats-over-title = More seats are given than granted
seats-over-text = Nobody loses a seat. No new one can be given before enough are taken back, or a licence for more is opened.
seats-over =
    { $count ->
        [one] { $name }: one is over. Given last:
       *[other] { $name }: { $number } are over. Given last:
    }
seats-over-more = and { $number } more
seats-take-back = Take back
seats-take-back-named = Take { $entitlement } back from { $name }

seats-add-title = Add a person
seats-add = Add

import-title = Import { $name }
import-text = Is the list read as it should be? Say what each column holds.
import-encoding = Encoding
import-separator = Separator
import-comma = comma
import-semicolon = semicolon
import-tab = tab
import-bar = vertical bar
import-western = Western European
import-central = Central European
import-cyrillic = Cyrillic
import-header = The first line has the titles
import-column = Column { $number } holds
import-ignored = nothing that is needed
import-sample = The first people of the list
import-passed-over =
    { $count ->
        [one] One line before the titles is passed over.
       *[other] { $number } lines before the titles are passed over.
    }
import-by-email = No column has user names. The e-mail addresses are taken for them, unless you choose another column.
import-no-users = Say which column holds the user names: without them the list can’t be imported.
import-start = Import
import-running = Importing { $name }: { $percent } %
import-done = { $name } is imported
import-added =
    { $count ->
        [0] Nobody was added.
        [one] One person was added.
       *[other] { $number } people were added.
    }
import-corrected =
    { $count ->
        [one] One who was there has new names.
       *[other] { $number } who were there have new names.
    }
import-present =
    { $count ->
        [one] One was there already.
       *[other] { $number } were there already.
    }
import-given =
    { $count ->
        [one] One seat was given.
       *[other] { $number } seats were given.
    }
import-problems =
    { $count ->
        [one] One line was left out, in whole or in part
       *[other] { $number } lines were left out, in whole or in part
    }
import-problems-save = Save the list of these lines…
import-line = Line
import-too-large = { $name } is too large for a list: { $most } MB are the most.

announce-seats = { $entitlement }: { $given } of { $granted } given.
announce-seats-reset = All unsaved changes are dropped.
announce-seats-saved =
    { $count ->
        [one] One change is saved.
       *[other] { $number } changes are saved.
    }
announce-person-added = { $name } is on the list.
announce-imported = Imported: { $added } new, { $problems } lines left out.
seats-over-mark = above what is granted
import-forecast = What would come of it
forecast-added = New people: { $number }
forecast-corrected = New names: { $number }
forecast-present = There already: { $number }
forecast-given = Seats: { $number }
forecast-problems = Lines to be left out, in whole or in part: { $number }
