//! What a KMS and a MAK would do from today on: drawn, and beside it in words and tables.

use crate::components::{Field, choice, field, styled, table};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence::picture::{grid, level_line, line, marks, percent, text};
use crate::state::{
    Action, Axis, Counting, DAYS, Happening, KmsCourse, KmsDay, Number, QUANTITY, SYSTEMS, State,
    VolumeAction,
};
use countersign::{Code, KmsClient, UnixTime};
use std::ops::RangeInclusive;
use yew::prelude::*;

const TITLE: &str = "counting-title";

/// How high the count is drawn, in pixels: its highest level, and the line of nothing.
const TOP: u64 = 20;
const BOTTOM: u64 = 84;

/// Where there is room for words to the right of a place, in hundredths of a per cent.
const NARROW: u32 = 4_000;

/// The most rows of a table: what follows is drawn.
const MOST: usize = 200;

pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <section class="panel stack counting" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ locale.text(msg::COUNT_TITLE) }</h2>
            { styled("p", "muted", locale.text(msg::COUNT_INTRO)) }
            { questions(locale, state, on_action) }
            <div class="figures">
                { kms(locale, state) }
                { mak(locale, state) }
            </div>
        </section>
    }
}

/// A number that is typed.
struct Asked<'s> {
    id: &'static str,
    label: Message,
    text: &'s str,
    /// What holds where nothing is typed, and its words.
    hint: Option<String>,
    number: Number,
    range: RangeInclusive<u64>,
    set: fn(&mut Counting, String),
}

fn questions(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let counting = &state.volume.counting;
    let number = |number: u64| locale.formats().number(number);
    let usual = |usual: String| Some(locale.format(msg::COUNT_USUAL, [("number", usual.into())]));
    let asked = [
        Asked {
            id: "count-systems",
            label: msg::COUNT_SYSTEMS,
            text: &counting.systems,
            hint: usual(number(state.usual_systems())),
            number: state.systems(),
            range: SYSTEMS,
            set: |counting, text| counting.systems = text,
        },
        Asked {
            id: "count-each-day",
            label: msg::COUNT_EACH_DAY,
            text: &counting.each_day,
            hint: Some(locale.text(msg::COUNT_EACH_DAY_HINT)),
            number: state.each_day(),
            range: SYSTEMS,
            set: |counting, text| counting.each_day = text,
        },
        Asked {
            id: "count-until",
            label: msg::COUNT_UNTIL,
            text: &counting.until,
            hint: Some(locale.text(msg::COUNT_UNTIL_HINT)),
            number: state.until_day(),
            range: DAYS,
            set: |counting, text| counting.until = text,
        },
        Asked {
            id: "count-quantity",
            label: msg::MAK_QUANTITY,
            text: &counting.quantity,
            hint: match state.volume_terms().and_then(|terms| terms.quantity) {
                Some(licensed) => usual(number(licensed)),
                None => Some(locale.text(msg::MAK_QUANTITY_HINT)),
            },
            number: state.mak_quantity(),
            range: QUANTITY,
            set: |counting, text| counting.quantity = text,
        },
    ];
    let fields = asked.into_iter().map(|asked| number_field(locale, counting, asked, on_action));
    let kinds = [(KmsClient::Client, msg::COUNT_CLIENTS), (KmsClient::Server, msg::COUNT_SERVERS)];
    let options = kinds.map(|(kind, name)| (kind.as_str().to_owned(), locale.text(name)));
    let on_kind = {
        let counting = counting.clone();
        on_action.reform(move |value: String| {
            let kind = kinds.into_iter().map(|(kind, _)| kind).find(|kind| kind.as_str() == value);
            Action::Volume(VolumeAction::Count(Counting { kind, ..counting.clone() }))
        })
    };
    let label = locale.text(msg::COUNT_KIND);
    html! {
        <div class="form">
            { choice("count-kind", label, options.into(), state.kms_kind().as_str(), on_kind) }
            { for fields }
        </div>
    }
}

fn number_field(
    locale: &Locale,
    counting: &Counting,
    asked: Asked<'_>,
    on_action: &Callback<Action>,
) -> Html {
    let Asked { id, label, text, hint, number, range, set } = asked;
    let problem = (number == Number::Wrong).then(|| {
        let ends = [("least", *range.start()), ("most", *range.end())];
        let ends = ends.map(|(name, end)| (name, locale.formats().number(end).into()));
        (Code::UsageInvalid.as_str(), locale.format(msg::COUNT_RANGE, ends))
    });
    // What is wrong says what is right.
    let hint = hint.filter(|_| problem.is_none());
    let label = locale.text(label);
    let counting = counting.clone();
    let on_text = on_action.reform(move |text| {
        let mut counting = counting.clone();
        set(&mut counting, text);
        Action::Volume(VolumeAction::Count(counting))
    });
    field(Field { id, label, value: text, autocomplete: "off", inputmode: "numeric", hint, problem }, on_text)
}

fn kms(locale: &Locale, state: &State) -> Html {
    let Some(course) = state.volume.course() else { return Html::default() };
    let number = |number: u64| locale.formats().number(number);
    let threshold = [("threshold", number(course.threshold).into())];
    let label = locale.format(msg::COUNT_LABEL, threshold);
    let axis = course.axis();
    let told = course.days.iter().filter(|day| day.happening.is_some());
    let rows = told.clone().take(MOST).map(|day| row(locale, day));
    let more = told.count().saturating_sub(MOST);
    let titles =
        [msg::COLUMN_DAY, msg::COLUMN_COUNTED, msg::COLUMN_ACTIVATED].map(|title| locale.text(title));
    html! {
        <figure class="chart" data-chart="kms">
            <figcaption><strong>{ locale.text(msg::COUNT_KMS) }</strong></figcaption>
            <div aria-live="polite">{ for sentences(locale, course).into_iter().map(|words| styled("p", "line", words)) }</div>
            <svg role="img" aria-label={label.clone()} focusable="false">
                { grid(axis, 84) }
                { level_line("ground", BOTTOM) }
                { threshold_line(locale, course) }
                { steps(locale, axis, course) }
                { marks(locale, axis, 98, Axis::MARKS) }
            </svg>
            { activation(locale, axis, course) }
            <details>
                <summary>{ locale.text(msg::CHARTS_TABLE) }</summary>
                { table(label, titles.into(), "number", rows.collect()) }
                if more > 0 {
                    { styled("p", "hint", locale.format(msg::COUNT_MORE, [("number", number(more as u64).into())])) }
                }
            </details>
        </figure>
    }
}

/// What it comes to, in words.
fn sentences(locale: &Locale, course: &KmsCourse) -> Vec<String> {
    let number = |number: u64| locale.formats().number(number);
    let date = |at: UnixTime| locale.formats().date(at);
    let Some(activated) = course.activated() else {
        let counted =
            [("count", number(course.most()).into()), ("threshold", number(course.threshold).into())];
        return vec![locale.format(msg::COUNT_TOO_FEW, counted)];
    };
    let day = [("day", number(activated.number).into()), ("date", date(activated.at).into())];
    let renewals = course.renewals.len().saturating_sub(1) as u64;
    let renewed = [("count", renewals.into()), ("number", number(renewals).into())];
    let end = course.end.map(|end| {
        let day = course.days.iter().find(|day| day.at == end).map_or(0, |day| day.number);
        locale.format(msg::COUNT_END, [("day", number(day).into()), ("date", date(end).into())])
    });
    let said = [locale.format(msg::COUNT_ACTIVATED, day), locale.format(msg::COUNT_RENEWED, renewed)];
    said.into_iter().chain(end).collect()
}

fn row(locale: &Locale, day: &KmsDay) -> (Html, Vec<String>) {
    let number = |number: u64| locale.formats().number(number);
    let what = day.happening.map(|happening| match happening {
        Happening::Waiting => msg::HAPPENS_WAITING,
        Happening::Activated => msg::HAPPENS_ACTIVATED,
        Happening::Renewed => msg::HAPPENS_RENEWED,
        Happening::More => msg::HAPPENS_MORE,
        Happening::Forgotten => msg::HAPPENS_FORGOTTEN,
        Happening::Ended => msg::HAPPENS_ENDED,
    });
    let title = [("day", number(day.number).into()), ("date", locale.formats().date(day.at).into())];
    let name = html! {
        <>
            { styled("span", "line", locale.format(msg::COUNT_DAY, title)) }
            { for what.map(|what| styled("span", "line note", locale.text(what))) }
        </>
    };
    (name, vec![number(day.count), number(day.active)])
}

fn height(course: &KmsCourse, count: u64) -> u64 {
    BOTTOM - (BOTTOM - TOP) * count.min(course.highest()) / course.highest().max(1)
}

fn threshold_line(locale: &Locale, course: &KmsCourse) -> Html {
    let y = height(course, course.threshold);
    let needed = [("number", locale.formats().number(course.threshold).into())];
    html! {
        <>
            { level_line("used", y) }
            <text class="used-text" x="100%" text-anchor="end" y={(y - 5).to_string()}>{ locale.format(msg::COUNT_NEEDED, needed) }</text>
        </>
    }
}

/// How many are counted from day to day.
fn steps(locale: &Locale, axis: Axis, course: &KmsCourse) -> Html {
    // What is alike from one day to the next is one line.
    let levels: Vec<&[KmsDay]> = course.days.chunk_by(|one, next| one.count == next.count).collect();
    let mut lines = Vec::new();
    let mut before = None;
    for (index, level) in levels.iter().enumerate() {
        let Some(first) = level.first() else { continue };
        let next = levels.get(index + 1).and_then(|next| next.first());
        let end = next.map_or(Axis::END, |next| axis.place(next.at));
        let (x, y) = (percent(axis.place(first.at)), height(course, first.count));
        if let Some(before) = before.replace(y) {
            lines.push(line("step", [x.clone(), x.clone()], [before, y]));
        }
        lines.push(line("step", [x, percent(end)], [y, y]));
    }
    // Above the line, where it does not run into the words of how many are needed.
    let most = course.days.iter().find(|day| day.count == course.most());
    let most =
        most.map(|day| (percent(axis.place(day.at)), day)).filter(|(_, day)| axis.place(day.at) < NARROW);
    let label = most.map(|(x, day)| {
        let counted = [("number", locale.formats().number(day.count).into())];
        let y = height(course, day.count) - 5;
        html! { <text class="level" {x} dx="4" y={y.to_string()}>{ locale.format(msg::COUNT_COUNTED, counted) }</text> }
    });
    html! { <>{ for lines }{ for label }</> }
}

/// The activation of the system that asked first, with a dot for each time that it was renewed.
fn activation(locale: &Locale, axis: Axis, course: &KmsCourse) -> Html {
    let (Some(first), Some(end)) = (course.renewals.first(), course.end) else { return Html::default() };
    let (from, until) = (axis.place(*first), axis.place(end));
    let dots = course.renewals.iter().skip(1).map(|at| {
        html! { <circle class="renewal" cx={percent(axis.place(*at))} cy="7" r="2.5" /> }
    });
    let label = locale.text(msg::COUNT_FIRST);
    html! {
        <>
            { styled("p", "hint", label.clone()) }
            <svg class="strip" role="img" aria-label={label} focusable="false">
                { grid(axis, 14) }
                <rect class="run" x={percent(from)} width={percent(until.saturating_sub(from))} y="1" height="12" rx="2" />
                { for dots }
            </svg>
            <svg class="scale ends" aria-hidden="true" focusable="false">
                { text("mark-text", until, 12, locale.formats().date(end)) }
            </svg>
        </>
    }
}

fn mak(locale: &Locale, state: &State) -> Html {
    let Some(figures) = state.mak_figures() else { return Html::default() };
    let number = |number: u64| locale.formats().number(number);
    let rows = [
        (msg::MAK_QUANTITY, figures.quantity),
        (msg::MAK_ACTIVATED, figures.used),
        (msg::MAK_LEFT, figures.left),
        (msg::MAK_DENIED, figures.denied),
    ];
    let rows = rows.map(|(name, amount)| (locale.text(name).into(), vec![number(amount)]));
    let sentence = if figures.denied == 0 {
        locale.format(msg::MAK_ENOUGH, [("number", number(figures.used).into())])
    } else {
        let parts =
            [("next", number(figures.used + 1).into()), ("quantity", number(figures.quantity).into())];
        locale.format(msg::MAK_TOO_MANY, parts)
    };
    let all = u128::from(figures.quantity.max(figures.used + figures.denied).max(1));
    let place = |amount: u64| {
        let place = u128::from(amount) * u128::from(Axis::END) / all;
        percent(u32::try_from(place).unwrap_or(Axis::END))
    };
    html! {
        <figure class="chart mak" data-chart="mak">
            <figcaption><strong>{ locale.text(msg::COUNT_MAK) }</strong></figcaption>
            <p aria-live="polite" data-code={(figures.denied > 0).then_some("limit_exhausted")}>{ sentence.clone() }</p>
            <svg class="pool-bar" role="img" aria-label={sentence} focusable="false">
                <rect class="free" width="100%" height="20" rx="2" />
                <rect class="claimed" width={place(figures.used)} height="20" rx="2" />
                if figures.denied > 0 {
                    <rect class="over" x={place(figures.used)} width={place(figures.denied)} height="20" rx="2" />
                }
            </svg>
            { table(locale.text(msg::COUNT_MAK), Vec::new(), "number", rows.into()) }
        </figure>
    }
}
