//! A pool as a bar: what is claimed, what is about to be, what is free, what is too much.

use crate::i18n::msg;
use crate::locale::Locale;
use countersign::Quantity;
use countersign_issuer::EntitlementRow;
use countersign_kit::components::styled;
use yew::prelude::*;

/// How wide a bar is, in the units of its drawing.
const WIDTH: u64 = 1_000;

/// The bar of a pool, and its numbers in words. A feature has neither.
pub(crate) fn pool(locale: &Locale, name: &str, row: &EntitlementRow, cost: u64) -> Html {
    let claimed = row.claimed.unwrap_or(0);
    let number = |number: u64| locale.formats().number(number);
    let (limit, words) = match row.quantity {
        None => return styled("p", "muted", locale.format(msg::POOL_FEATURE, [("name", name.into())])),
        Some(Quantity::Limited(limit)) => {
            let free = limit.saturating_sub(claimed);
            let counted = [
                ("bought", number(limit).into()),
                ("claimed", number(claimed).into()),
                ("free", number(free).into()),
            ];
            (Some(limit), locale.format(msg::POOL_WORDS, counted))
        }
        Some(_) => (None, locale.format(msg::POOL_UNLIMITED, [("claimed", number(claimed).into())])),
    };
    let over = row.over_by.filter(|over| *over > 0);
    html! {
        <div class="pool">
            <p><strong>{ name }</strong>{ " · " }{ words }</p>
            { for limit.map(|limit| bar(limit, claimed, cost)) }
            { for over.map(|over| {
                styled("p", "problem", locale.format(msg::POOL_OVER, [("over", number(over).into())]))
            }) }
        </div>
    }
}

fn bar(limit: u64, claimed: u64, cost: u64) -> Html {
    let [claimed_x, cost_x] = widths(limit, claimed, cost);
    let class = if claimed > limit { "over" } else { "claimed" };
    html! {
        <svg class="pool-bar" viewBox={format!("0 0 {WIDTH} 20")} preserveAspectRatio="none" aria-hidden="true">
            <rect class="free" width={WIDTH.to_string()} height="20" />
            <rect {class} width={claimed_x.to_string()} height="20" />
            <rect class="cost" x={claimed_x.to_string()} width={cost_x.to_string()} height="20" />
        </svg>
    }
}

/// The widths of what is claimed, and of what is about to be: together never more than there is.
fn widths(limit: u64, claimed: u64, cost: u64) -> [u64; 2] {
    let share = |amount: u64| match limit {
        0 => WIDTH * u64::from(amount > 0),
        limit => u64::try_from(u128::from(amount.min(limit)) * u128::from(WIDTH) / u128::from(limit))
            .unwrap_or(WIDTH),
    };
    let claimed = share(claimed);
    [claimed, share(cost).min(WIDTH - claimed)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_longer_than_all() {
        assert_eq!(widths(100, 60, 15), [600, 150]);
        assert_eq!(widths(100, 120, 15), [1_000, 0]);
        assert_eq!(widths(100, 90, 15), [900, 100]);
        assert_eq!(widths(0, 0, 0), [0, 0]);
        assert_eq!(widths(0, 1, 0), [1_000, 0]);
        assert_eq!(widths(u64::MAX, u64::MAX, 1), [1_000, 0]);
    }
}
