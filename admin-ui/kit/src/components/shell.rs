//! The frame around every page.

use super::element;
use crate::i18n::{Language, msg};
use crate::locale::Locale;
use crate::platform::document;
use crate::theme::Theme;
use yew::prelude::*;

/// What the frame shows and tells.
pub struct Frame {
    /// The name of the app.
    pub brand: String,
    /// What the header says of the app's own matters.
    pub state: Html,
    /// The address of the page that the name of the product leads to.
    pub home: String,
    /// The pages of the navigation.
    pub links: Vec<Link>,
    /// The language that is chosen.
    pub language: Language,
    /// The appearance that is chosen.
    pub theme: Theme,
    /// Chooses a language.
    pub on_language: Callback<Language>,
    /// Chooses an appearance.
    pub on_theme: Callback<Theme>,
}

/// A page in the navigation.
pub struct Link {
    /// Its address.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Whether it is the one that is shown.
    pub is_here: bool,
}

/// Header, navigation, preferences, the page, footer.
pub fn shell(locale: &Locale, frame: &Frame, page: Html) -> Html {
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
                <a class="brand" href={frame.home.clone()}>{ mark() }{ &frame.brand }</a>
                { navigation(locale, &frame.links) }
                { frame.state.clone() }
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

fn navigation(locale: &Locale, links: &[Link]) -> Html {
    let links = links.iter().map(|link| {
        let here = link.is_here.then_some("page");
        html! { <li><a href={link.href.clone()} aria-current={here}>{ &link.title }</a></li> }
    });
    html! { <nav aria-label={locale.text(msg::NAV_LABEL)}><ul>{ for links }</ul></nav> }
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
