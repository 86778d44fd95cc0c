//! What runs until when, and what is granted as time goes on: drawn, and beside it in words and tables.
//!
//! Places are in per cent of the width, so that a picture is as wide as there is room and its letters stay as large
//! as the others.

use super::limits;
use crate::components::{element, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Account, Axis, Chart, Charts, Level, Running, Span, State};
use countersign::{Quantity, UnixTime};
use yew::prelude::*;

/// How high a step line is drawn, in pixels: its highest level, and the line of nothing.
const TOP: u64 = 20;
const BOTTOM: u64 = 84;

/// How wide a level must be for its number to stand at it, in hundredths of a per cent.
const WIDE: u32 = 700;

/// The time line of what runs.
pub(super) fn spans(locale: &Locale, state: &State, account: &Account) -> Html {
    let picture = state.spans(account);
    if picture.spans.is_empty() {
        return Html::default();
    }
    let axis = picture.axis;
    let rows = picture.spans.iter().map(|span| {
        html! {
            <tr class={class(span.what)}>
                <th scope="row">{ title(locale, span) }</th>
                <td>{ styled("span", "line note", period(locale, span)) }{ strip(state, axis, span) }</td>
            </tr>
        }
    });
    let more = [("number", locale.formats().number(picture.more as u64).into())];
    html! {
        <section class="panel spans" aria-label={locale.text(msg::SPANS_TITLE)}>
            { styled("h3", "label", locale.text(msg::SPANS_TITLE)) }
            <table aria-label={locale.text(msg::SPANS_TITLE)}>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{ locale.text(msg::SPANS_WHAT) }</th>
                        <th scope="col">{ locale.text(msg::SPANS_WHEN) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
                <tfoot aria-hidden="true">
                    <tr><td></td><td>{ scale(locale, state, axis) }</td></tr>
                </tfoot>
            </table>
            if picture.more > 0 {
                { styled("p", "hint", locale.format(msg::SPANS_MORE, more)) }
            }
        </section>
    }
}

fn class(what: Running) -> &'static str {
    match what {
        Running::License => "span-license",
        Running::Emergency => "span-emergency",
        Running::Support => "span-support",
        Running::Activation => "span-activation",
    }
}

fn title(locale: &Locale, span: &Span<'_>) -> Html {
    let kind = match span.what {
        Running::License => None,
        Running::Emergency => Some(msg::KIND_EMERGENCY),
        Running::Support => Some(msg::SPANS_SUPPORT),
        Running::Activation => Some(msg::DOCUMENT_ACTIVATION),
    };
    html! {
        <>
            { styled("span", "line", span.name) }
            { for kind.map(|kind| styled("span", "line note", locale.text(kind))) }
        </>
    }
}

/// From when until when, in words.
fn period(locale: &Locale, span: &Span<'_>) -> String {
    let formats = locale.formats();
    let from = formats.date(span.from);
    let words = match span.until {
        None => locale.format(msg::SPANS_FROM, [("from", from.into())]),
        // Since when there is support nobody signed.
        Some(until) if span.what == Running::Support => {
            locale.format(msg::SPANS_TO, [("until", formats.end(until).into())])
        }
        Some(until) => {
            locale.format(msg::SPANS_UNTIL, [("from", from.into()), ("until", formats.end(until).into())])
        }
    };
    let grace = span.grace.map(|end| locale.format(msg::SPANS_GRACE, [("end", formats.end(end).into())]));
    [Some(words), grace].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is shorter than this can't be seen, in hundredths of a per cent of the width.
const SHORTEST: u32 = 40;

/// Hundredths of a per cent, as SVG has them.
pub(in crate::pages) fn percent(place: u32) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

/// A stretch in the time that is shown, and today's mark across it.
fn strip(state: &State, axis: Axis, span: &Span<'_>) -> Html {
    let from = axis.place(span.from);
    let bar = |class: &'static str, from: u32, until: u32| {
        // What is shorter than can be seen is seen all the same.
        let width = until.saturating_sub(from).max(SHORTEST);
        html! { <rect {class} x={percent(from.min(Axis::END - SHORTEST))} width={percent(width)} y="2" height="10" rx="2" /> }
    };
    let until = span.until.map_or(Axis::END, |until| axis.place(until));
    html! {
        <svg class="strip" aria-hidden="true" focusable="false">
            { grid(axis, 14) }
            { bar("run", from, until) }
            if let Some(grace) = span.grace {
                { bar("grace", until, axis.place(grace)) }
            }
            { today(axis, state.now, 14) }
        </svg>
    }
}

/// A line of a picture: from one place to another.
pub(in crate::pages) fn line(class: &'static str, [x1, x2]: [String; 2], [y1, y2]: [u64; 2]) -> Html {
    html! { <line {class} {x1} {x2} y1={y1.to_string()} y2={y2.to_string()} /> }
}

/// A line from edge to edge.
pub(in crate::pages) fn level_line(class: &'static str, y: u64) -> Html {
    line(class, ["0".to_owned(), "100%".to_owned()], [y, y])
}

pub(in crate::pages) fn grid(axis: Axis, height: u64) -> Html {
    let marks = axis.marks().into_iter().map(|mark| {
        let x = percent(axis.place(mark.at));
        line("grid", [x.clone(), x], [0, height])
    });
    html! { <>{ for marks }</> }
}

pub(in crate::pages) fn today(axis: Axis, now: UnixTime, height: u64) -> Html {
    let x = percent(axis.place(now));
    line("today", [x.clone(), x], [0, height])
}

/// The months or years beneath, and today.
fn scale(locale: &Locale, state: &State, axis: Axis) -> Html {
    let now = axis.place(state.now);
    html! {
        <svg class="scale" aria-hidden="true" focusable="false">
            { marks(locale, axis, 12, NARROW_MARKS) }
            { line("today", [percent(now), percent(now)], [15, 20]) }
            { text("today-text", now, 30, locale.text(msg::SPANS_TODAY)) }
        </svg>
    }
}

/// So many names of months the time line has room for, which is a column of its table.
const NARROW_MARKS: usize = 4;

/// The names of the months or years beneath a picture, at most so many of them, as far apart as one another.
pub(in crate::pages) fn marks(locale: &Locale, axis: Axis, y: u64, most: usize) -> Html {
    let marks = axis.marks();
    let apart = marks.len().div_ceil(most.max(1)).max(1);
    let marks = marks.into_iter().step_by(apart).map(|mark| {
        let name =
            if mark.is_year { locale.formats().year(mark.at) } else { locale.formats().month(mark.at) };
        text("mark-text", axis.place(mark.at), y, name)
    });
    html! { <>{ for marks }</> }
}

/// A text at a place, so that it does not stand out over the edges.
pub(in crate::pages) fn text(class: &'static str, place: u32, y: u64, words: String) -> Html {
    let anchor = match place {
        0..=600 => "start",
        9_400.. => "end",
        _ => "middle",
    };
    html! { <text {class} x={percent(place)} y={y.to_string()} text-anchor={anchor}>{ words }</text> }
}

/// The step lines of what is granted.
pub(super) fn charts(locale: &Locale, state: &State, account: &Account) -> Html {
    let Charts { axis, charts, more, steady } = state.charts(account);
    if charts.is_empty() {
        return Html::default();
    }
    let figures = charts.iter().map(|chart| figure(locale, state, account, axis, chart));
    let rest = |message, count: usize| {
        let number = locale.formats().number(count as u64);
        locale.format(message, [("count", (count as u64).into()), ("number", number.into())])
    };
    html! {
        <section class="panel charts" aria-label={locale.text(msg::CHARTS_TITLE)}>
            { styled("h3", "label", locale.text(msg::CHARTS_TITLE)) }
            <div class="figures">{ for figures }</div>
            if more > 0 {
                { styled("p", "hint", rest(msg::CHARTS_MORE, more)) }
            }
            if steady > 0 {
                { styled("p", "hint", rest(msg::CHARTS_STEADY, steady)) }
            }
        </section>
    }
}

fn figure(locale: &Locale, state: &State, account: &Account, axis: Axis, chart: &Chart<'_>) -> Html {
    let name = state.entitlement_name(&account.name, chart.id);
    let rows = chart.levels.iter().map(|level| row(locale, state, level));
    let label = locale.format(msg::CHARTS_LABEL, [("name", name.into())]);
    let used = chart.used.map(|used| in_use(locale, used));
    html! {
        <figure class="chart" data-chart={chart.id.to_owned()}>
            <figcaption>{ element("strong", name) }</figcaption>
            <svg role="img" aria-label={label.clone()} focusable="false">
                { grid(axis, 84) }
                { level_line("ground", BOTTOM) }
                { for chart.used.map(|used| use_line(locale, axis, chart, used)) }
                { steps(locale, axis, chart) }
                { marks(locale, axis, 98, Axis::MARKS) }
            </svg>
            <details>
                <summary>{ locale.text(msg::CHARTS_TABLE) }</summary>
                <table aria-label={label}>
                    <thead>
                        <tr>
                            <th scope="col">{ locale.text(msg::CHARTS_FROM) }</th>
                            <th scope="col" class="number">{ locale.text(msg::CHARTS_GRANTED) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
                { for used.map(|used| styled("p", "hint", used)) }
            </details>
        </figure>
    }
}

fn row(locale: &Locale, state: &State, level: &Level) -> Html {
    let at =
        if level.at == state.now { locale.text(msg::SPANS_TODAY) } else { locale.formats().local(level.at) };
    let of_these = (level.emergency > Quantity::ZERO).then(|| {
        let number = [("number", limits::quantity(locale, level.emergency).into())];
        styled("span", "line note", locale.format(msg::CHARTS_EMERGENCY, number))
    });
    html! {
        <tr>
            <th scope="row">{ at }</th>
            <td class="number">{ limits::quantity(locale, level.total()) }{ for of_these }</td>
        </tr>
    }
}

/// How high an amount stands; what has no limit stands above all numbers.
fn height(chart: &Chart<'_>, amount: Quantity) -> u64 {
    let highest = u128::from(chart.highest());
    match amount {
        Quantity::Limited(amount) => {
            // At most the whole height.
            let part = u128::from(BOTTOM - TOP) * u128::from(amount) / highest;
            BOTTOM.saturating_sub(u64::try_from(part).unwrap_or(BOTTOM - TOP))
        }
        Quantity::Unlimited => TOP - 6,
    }
}

fn steps(locale: &Locale, axis: Axis, chart: &Chart<'_>) -> Html {
    let ends = chart.levels.iter().skip(1).map(|level| axis.place(level.at)).chain([Axis::END]);
    let mut before = None;
    let mut lines = Vec::new();
    for (level, end) in chart.levels.iter().zip(ends) {
        let (from, y) = (axis.place(level.at), height(chart, level.total()));
        let class = if level.emergency > Quantity::ZERO { "step emergency" } else { "step" };
        let x = percent(from);
        if let Some(before) = before.replace(y) {
            lines.push(line("step", [x.clone(), x.clone()], [before, y]));
        }
        lines.push(line(class, [x.clone(), percent(end)], [y, y]));
        if end.saturating_sub(from) >= WIDE {
            // Beside the riser, not on it.
            let words = limits::quantity(locale, level.total());
            lines.push(html! { <text class="level" {x} dx="4" y={(y - 5).to_string()}>{ words }</text> });
        }
    }
    html! { <>{ for lines }</> }
}

fn in_use(locale: &Locale, used: u64) -> String {
    locale.format(msg::CHARTS_USE, [("number", locale.formats().number(used).into())])
}

/// Where the words about use end: with the level that lasts longest, so that they cross no riser.
fn words_end(axis: Axis, chart: &Chart<'_>) -> u32 {
    let ends = chart.levels.iter().skip(1).map(|level| axis.place(level.at)).chain([Axis::END]);
    let levels = chart.levels.iter().map(|level| axis.place(level.at)).zip(ends);
    levels.max_by_key(|(from, end)| end.saturating_sub(*from)).map_or(Axis::END, |(_, end)| end)
}

/// How much is in use today, and the same from now on, so that one sees where that would be too much.
fn use_line(locale: &Locale, axis: Axis, chart: &Chart<'_>, used: u64) -> Html {
    let y = height(chart, Quantity::Limited(used));
    let words = in_use(locale, used);
    // Beneath the line, where no level has its number; above it at the very bottom.
    let at = if y + 14 > BOTTOM { y - 5 } else { y + 14 };
    html! {
        <>
            { level_line("used", y) }
            <circle class="used-now" cx="0" cy={y.to_string()} r="4" />
            <text class="used-text" x={percent(words_end(axis, chart))} dx="-4" text-anchor="end" y={at.to_string()}>{ words }</text>
        </>
    }
}
