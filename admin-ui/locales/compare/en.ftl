# Comparing

compare-title = Compare
compare = Compare
compare-named = Compare { $name }
compare-back = Back to the licence
compare-left = Left
compare-right = Right
compare-in-force = In force now: { $name }
compare-not-added = { $name } · { $file } (not added yet)
compare-what = What
compare-differs = differs
compare-all = Show also what is alike
compare-less = Show only what differs
compare-count =
    { $count ->
        [0] Nothing differs.
        [one] One difference.
       *[other] { $number } differences.
    }
compare-more = { $number } more entitlements are not shown.
compare-nothing = There are no two licences to compare. Add a licence file, or drop one here.
