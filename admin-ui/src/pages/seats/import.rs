//! A list of people before it is imported: how it is read.

use super::{imported, name_title};
use crate::charset::Encoding;
use crate::components::{Look, button, element, refusal, styled};
use crate::csv::Separator;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::state::{Action, Field, Name, Review, SeatsAction, State, Stop, Table};
use yew::prelude::*;

/// The id of its title, which takes the focus when there is something to decide.
pub(crate) const TITLE: &str = "import-title";

/// What is asked before a list is imported.
pub(super) fn review(
    locale: &Locale,
    (state, table): (&State, &Table),
    review: &Review,
    names: &[String],
    on_action: &Callback<Action>,
) -> Html {
    let is_ready = review.has_user_names();
    let on_start = on_action.reform(|_: MouseEvent| Action::Seats(SeatsAction::StartImport(Stop::default())));
    let title = locale.format(msg::IMPORT_TITLE, [("name", review.file.name.as_str().into())]);
    let content = match review.refusal {
        Some(code) => html! { <div role="alert">{ refusal(locale, &code.into()) }</div> },
        None => html! {
            <>
                { notes(locale, review) }
                { sample(locale, review, names, on_action) }
                if let Some(forecast) = &review.forecast {
                    { imported::forecast(locale, state, table, forecast) }
                }
                if !is_ready {
                    <p class="warning" role="alert">{ locale.text(msg::IMPORT_NO_USERS) }</p>
                }
            </>
        },
    };
    html! {
        <section class="panel proposal" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ title }</h2>
            if review.refusal.is_none() {
                { element("p", locale.text(msg::IMPORT_TEXT)) }
            }
            { how(locale, review, on_action) }
            { content }
            <p class="actions">
                <button type="button" class="primary" disabled={!is_ready} onclick={on_start}>{ locale.text(msg::IMPORT_START) }</button>
                { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::Seats(SeatsAction::CancelImport), on_action) }
            </p>
        </section>
    }
}

/// What was made out of the list that its reader might not expect.
fn notes(locale: &Locale, review: &Review) -> Html {
    let count = review.passed_over as u64;
    let passed_over = [("count", count.into()), ("number", locale.formats().number(count).into())];
    html! {
        <>
            if count > 0 {
                { styled("p", "note", locale.format(msg::IMPORT_PASSED_OVER, passed_over)) }
            }
            if review.is_by_email {
                { styled("p", "note", locale.text(msg::IMPORT_BY_EMAIL)) }
            }
        </>
    }
}

/// How far an import is.
pub(super) fn running(locale: &Locale, file: &str, percent: u8, on_action: &Callback<Action>) -> Html {
    let done = [("name", file.into()), ("percent", u64::from(percent).into())];
    html! {
        <section class="panel proposal" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ locale.format(msg::IMPORT_RUNNING, done) }</h2>
            <progress max="100" value={percent.to_string()} aria-labelledby={TITLE} />
            <p class="actions">
                { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::Seats(SeatsAction::CancelImport), on_action) }
            </p>
        </section>
    }
}

/// The characters, the separator, the titles.
fn how(locale: &Locale, review: &Review, on_action: &Callback<Action>) -> Html {
    let encodings = Encoding::ALL.map(|encoding| (encoding, encoding_name(locale, encoding)));
    let separators = Separator::ALL.map(|separator| {
        let words = match separator {
            Separator::Comma => msg::IMPORT_COMMA,
            Separator::Semicolon => msg::IMPORT_SEMICOLON,
            Separator::Tab => msg::IMPORT_TAB,
            Separator::Bar => msg::IMPORT_BAR,
        };
        (separator, locale.text(words))
    });
    let on_header =
        on_action.reform(|event: Event| Action::Seats(SeatsAction::SetHeader(form::checked(&event))));
    html! {
        <div class="unlock">
            { select("import-encoding".into(), locale.text(msg::IMPORT_ENCODING), &encodings, review.encoding, SeatsAction::SetEncoding, on_action) }
            { select("import-separator".into(), locale.text(msg::IMPORT_SEPARATOR), &separators, review.separator, SeatsAction::SetSeparator, on_action) }
            <span class="check">
                <input type="checkbox" id="import-header" checked={review.has_header} onchange={on_header} />
                <label for="import-header">{ locale.text(msg::IMPORT_HEADER) }</label>
            </span>
        </div>
    }
}

fn encoding_name(locale: &Locale, encoding: Encoding) -> String {
    let region = match encoding {
        Encoding::Utf8 => return "UTF-8".to_owned(),
        Encoding::Utf16Le => return "UTF-16 LE".to_owned(),
        Encoding::Utf16Be => return "UTF-16 BE".to_owned(),
        Encoding::Windows1252 | Encoding::Macintosh | Encoding::Cp850 => msg::IMPORT_WESTERN,
        Encoding::Windows1250 => msg::IMPORT_CENTRAL,
        Encoding::Windows1251 | Encoding::Koi8R | Encoding::Cp866 => msg::IMPORT_CYRILLIC,
    };
    [&locale.text(region), " (", encoding.label(), ")"].concat()
}

/// The first of the people, under menus that say what each column holds.
fn sample(locale: &Locale, review: &Review, names: &[String], on_action: &Callback<Action>) -> Html {
    let fields = Name::ALL.map(|name| (Field::Name(name), locale.text(name_title(name))));
    let seats = names.iter().enumerate().map(|(index, name)| (Field::Seat(index), name.clone()));
    let mut choices = vec![(Field::Ignored, locale.text(msg::IMPORT_IGNORED))];
    choices.extend(fields.into_iter().chain(seats));
    let heads = review.fields.iter().enumerate().map(|(index, field)| {
        let title = review.titles.get(index).filter(|_| review.has_header).map_or("", String::as_str);
        let label = locale.format(msg::IMPORT_COLUMN, [("number", (index as u64 + 1).into())]);
        let set = move |field| SeatsAction::SetField { index, field };
        html! {
            <th scope="col">
                { element("span", title) }
                { select(format!("import-column-{index}"), label, &choices, *field, set, on_action) }
            </th>
        }
    });
    let rows = review.sample.iter().map(|row| {
        let cells = row.fields.iter().map(|cell| element("td", cell));
        html! { <tr>{ for cells }</tr> }
    });
    html! {
        <div class="wide" tabindex="0" role="region" aria-label={locale.text(msg::IMPORT_SAMPLE)}>
            <table class="sample">
                { element("caption", locale.text(msg::IMPORT_SAMPLE)) }
                <thead><tr>{ for heads }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// A menu with a label. The label stands beside it: WebKit would name it after the chosen item too.
fn select<T: Copy + PartialEq + 'static>(
    id: String,
    label: String,
    choices: &[(T, String)],
    current: T,
    action: impl Fn(T) -> SeatsAction + 'static,
    on_action: &Callback<Action>,
) -> Html {
    let options = choices.iter().enumerate().map(|(index, (choice, words))| {
        html! { <option value={index.to_string()} selected={*choice == current}>{ words }</option> }
    });
    let options: Html = options.collect();
    let values: Vec<T> = choices.iter().map(|(choice, _)| *choice).collect();
    let on_change = on_action.reform(move |event: Event| {
        let chosen = form::chosen(&event).and_then(|index| values.get(index).copied());
        Action::Seats(action(chosen.unwrap_or(current)))
    });
    html! {
        <span class="choice">
            <label for={id.clone()} class="label">{ label }</label>
            <select {id} autocomplete="off" onchange={on_change}>{ options }</select>
        </span>
    }
}
