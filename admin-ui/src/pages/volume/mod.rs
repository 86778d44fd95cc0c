//! Volume activation: which kind a site has, its next step, how either counts, and the request for a promotional key.

mod counting;
mod decision;
mod key;
mod kms;
mod promotion;

use crate::components::element;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence;
use crate::state::{Action, State};
pub(crate) use promotion::focus as promotion_focus;
pub(crate) use promotion::request_page as volume_request_page;
use yew::prelude::*;

/// The page.
pub(crate) fn volume_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <div class="page-head printed">
                { element("h1", locale.text(msg::VOLUME_TITLE)) }
                { element("p", locale.text(msg::VOLUME_INTRO)) }
            </div>
            { licence::proposal_panel(locale, state, on_action) }
            { licence::given(locale, state, on_action) }
            <div class="volume">
                { kms::panel(locale, state, on_action) }
                <div>
                    { key::panel(locale, state, on_action) }
                    { decision::panel(locale, state, on_action) }
                </div>
            </div>
            { counting::panel(locale, state, on_action) }
            { promotion::panel(locale, state, on_action) }
        </>
    }
}
