# Pictures of what runs and of what is granted

spans-title = What runs until when
spans-what = What
spans-when = When
spans-today = today
spans-support = Technical support
spans-from = since { $from }, without end
spans-until = { $from } – { $until }
spans-to = until { $until }
spans-grace = and grace until { $end }
spans-more = { $number } more end later.
charts-title = What is granted over time
charts-label = { $name }: what is granted over time
charts-table = Show as a table
charts-from = From
charts-granted = Granted
charts-emergency = of these { $number } under the emergency
charts-use = { $number } in use
charts-more =
    { $count ->
        [one] One more limit changes.
       *[other] { $number } more limits change.
    }
charts-steady =
    { $count ->
        [one] One limit is not known to change.
       *[other] { $number } limits are not known to change.
    }
