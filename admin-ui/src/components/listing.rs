//! What stands above and below a long list: what is looked for, in which order, which part is shown.

use super::{Look, button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::state::{Action, List, PART, Part, Sorting, View};
use yew::prelude::*;

/// A list, as it is shown.
pub(crate) struct Listing<'a> {
    /// The beginning of the ids of its fields.
    pub(crate) id: &'static str,
    pub(crate) list: List,
    pub(crate) view: &'a View,
    /// Whether its rows can be put in order.
    pub(crate) is_sorted: bool,
}

impl Listing<'_> {
    /// The fields above a list of so many rows in all; none where all of them are shown anyway.
    pub(crate) fn tools(&self, locale: &Locale, all: usize, on_action: &Callback<Action>) -> Html {
        if all <= PART {
            return Html::default();
        }
        let Self { id, list, view, is_sorted } = *self;
        let find = format!("{id}-find");
        let sort = format!("{id}-sort");
        let (sorting, kept) = (view.sorting, view.find.clone());
        let on_find = on_action.reform(move |event: InputEvent| {
            Action::Look(list, View { find: form::text(&event), sorting, part: 0 })
        });
        let on_sort = on_action.reform(move |event: Event| {
            let sorting = form::chosen(&event).and_then(|index| Sorting::ALL.get(index)).copied();
            Action::Look(list, View { find: kept.clone(), sorting: sorting.unwrap_or_default(), part: 0 })
        });
        let options = Sorting::ALL.iter().enumerate().map(|(index, own)| {
            let name = match own {
                Sorting::Own => msg::SORT_OWN,
                Sorting::Name => msg::SORT_NAME,
                Sorting::Need => msg::SORT_NEED,
            };
            html! { <option value={index.to_string()} selected={*own == sorting}>{ locale.text(name) }</option> }
        });
        html! {
            <div class="listing">
                <label for={find.clone()}>{ locale.text(msg::LIST_FIND) }</label>
                <input id={find} type="search" autocomplete="off" spellcheck="false" value={view.find.clone()}
                    oninput={on_find} />
                if is_sorted {
                    <label for={sort.clone()}>{ locale.text(msg::LIST_SORT) }</label>
                    <select id={sort} autocomplete="off" onchange={on_sort}>{ for options }</select>
                }
            </div>
        }
    }

    /// Which part is shown, and the ways to the others; nothing where there is but one part.
    pub(crate) fn parts(&self, locale: &Locale, part: Part, on_action: &Callback<Action>) -> Html {
        let (list, view) = (self.list, self.view);
        let number = |number: usize| locale.formats().number(number as u64);
        if part.count == 0 {
            return styled("p", "muted", locale.text(msg::LIST_NONE));
        }
        if part.count <= PART {
            return Html::default();
        }
        let parts = [
            ("from", number(part.from + 1).into()),
            ("to", number(part.to).into()),
            ("count", number(part.count).into()),
        ];
        let step = |label, index: usize| {
            button(
                Look::Plain,
                locale.text(label),
                Action::Look(list, View { part: index, ..view.clone() }),
                on_action,
            )
        };
        let index = part.from / PART;
        html! {
            <div class="parts">
                <p aria-live="polite">{ locale.format(msg::LIST_PART, parts) }</p>
                if index > 0 {
                    { step(msg::LIST_BACK, index - 1) }
                }
                if part.to < part.count {
                    { step(msg::LIST_ON, index + 1) }
                }
            </div>
        }
    }
}
