//! The frame around every page.

use super::element;
use crate::i18n::{Language, Message, msg};
use crate::locale::Locale;
use crate::platform::document;
use crate::route::Route;
use crate::theme::Theme;
use yew::prelude::*;

/// What the frame shows and tells.
pub(crate) struct Frame<'a> {
    pub(crate) route: &'a Route,
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    pub(crate) on_language: Callback<Language>,
    pub(crate) on_theme: Callback<Theme>,
}

/// Header, navigation, preferences, the page, footer.
pub(crate) fn shell(locale: &Locale, frame: &Frame, page: Html) -> Html {
    // A link to a fragment would change the address, which is the page's.
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        document::focus(document::CONTENT);
    });
    let version = locale.format(msg::FOOTER_VERSION, [("version", env!("CARGO_PKG_VERSION").into())]);
    html! {
        <>
            <a class="skip" href="#content" onclick={skip}>{ locale.text(msg::SKIP_TO_CONTENT) }</a>
            <header class="bar">
                <a class="brand" href={Route::Licence.href()}>{ mark() }{ locale.text(msg::PRODUCT) }</a>
                { navigation(locale, frame.route) }
                <div class="preferences">
                    { language_menu(locale, frame) }
                    { theme_menu(locale, frame) }
                </div>
            </header>
            <main id={document::CONTENT} tabindex="-1">{ page }</main>
            <footer class="foot">
                { element("p", locale.text(msg::FOOTER_LOCAL)) }
                { element("p", version) }
            </footer>
        </>
    }
}

fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" /><path d="M8 17l6 6L25 10" />
        </svg>
    }
}

fn navigation(locale: &Locale, current: &Route) -> Html {
    let links = Route::PAGES.iter().map(|page| {
        let here = (page == current).then_some("page");
        html! { <li><a href={page.href()} aria-current={here}>{ locale.text(page_title(page)) }</a></li> }
    });
    html! { <nav aria-label={locale.text(msg::NAV_LABEL)}><ul>{ for links }</ul></nav> }
}

/// The name of a page in the navigation and in the window's title.
pub(crate) fn page_title(page: &Route) -> Message {
    match page {
        Route::Licence => msg::NAV_LICENCE,
        Route::Seats => msg::NAV_SEATS,
        Route::Certificate => msg::CERTIFICATE_TITLE,
        Route::Information => msg::NAV_INFORMATION,
        Route::Agreement => msg::PRINTABLE_TITLE,
        Route::History => msg::NAV_HISTORY,
        Route::Keys => msg::NAV_KEYS,
        Route::Unknown(_) => msg::NOT_FOUND_TITLE,
    }
}

fn language_menu(locale: &Locale, frame: &Frame) -> Html {
    let on_change = choice(&frame.on_language, Language::from_tag);
    let options = Language::ALL.map(|language| {
        let (tag, chosen) = (language.tag(), language == frame.language);
        html! { <option value={tag} lang={tag} selected={chosen}>{ language.endonym() }</option> }
    });
    menu("language", locale.text(msg::LANGUAGE_LABEL), on_change, options.into_iter().collect())
}

fn theme_menu(locale: &Locale, frame: &Frame) -> Html {
    let on_change = choice(&frame.on_theme, Theme::parse);
    let options = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::System => msg::THEME_SYSTEM,
            Theme::Light => msg::THEME_LIGHT,
            Theme::Dark => msg::THEME_DARK,
        };
        let chosen = theme == frame.theme;
        html! { <option value={theme.as_str()} selected={chosen}>{ locale.text(name) }</option> }
    });
    menu("theme", locale.text(msg::THEME_LABEL), on_change, options.into_iter().collect())
}

fn menu(id: &'static str, label: String, on_change: Callback<Event>, options: Html) -> Html {
    html! {
        <span class="menu">
            // Not around the menu: WebKit would name it after the chosen item too.
            <label for={id}>{ label }</label>
            <select {id} autocomplete="off" onchange={on_change}>{ options }</select>
        </span>
    }
}

/// A callback for a menu whose values are read by `parse`.
fn choice<T: 'static>(chosen: &Callback<T>, parse: fn(&str) -> Option<T>) -> Callback<Event> {
    let chosen = chosen.clone();
    Callback::from(move |event: Event| {
        let menu = event.target_dyn_into::<web_sys::HtmlSelectElement>();
        if let Some(value) = menu.and_then(|menu| parse(&menu.value())) {
            chosen.emit(value);
        }
    })
}
