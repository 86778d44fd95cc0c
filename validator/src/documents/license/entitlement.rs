//! What a licence grants.

use crate::error::{Code, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::values::time::UnixTime;
use countersign_reader::bytes::{Set, set};

/// The most that a licence may let usage exceed its quantity by.
const LARGEST_OVERAGE_PERCENT: u64 = 1_000;

/// One thing that a licence grants.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entitlement {
    /// Its id, `[a-z0-9_]{1,64}`, by which the embedding application asks for it.
    pub id: String,
    /// The name that is shown, perhaps in several languages.
    pub name: Option<LocalizedText>,
    /// What is counted.
    pub metric: Metric,
    /// How much is granted; none for a feature, which is granted by being named.
    pub quantity: Option<Quantity>,
    /// Whether it is given to named users.
    pub assignable: bool,
    /// The device families that need it. Without a list it is asked for by its id alone.
    pub applies_to: Option<Vec<String>>,
    /// By how much usage may exceed the quantity.
    pub overage: Overage,
    /// Its own end, where it ends before the licence does.
    pub expires: Option<UnixTime>,
    /// What a bundle consists of.
    pub components: Vec<Component>,
    /// How codes are given out for it.
    pub model: Option<Model>,
    /// Whether the customer's own key may sign activations of it.
    pub delegable: bool,
}

impl Entitlement {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        let metric = node.required_with("metric", Metric::read)?;
        let quantity = quantity(node, metric)?;
        let applies_to = applies_to(node, metric)?;
        node.assemble(|entitlement| Self {
            id: entitlement.required("id", entitlement_id),
            name: entitlement.optional("name", LocalizedText::read),
            metric,
            quantity,
            assignable: entitlement.optional("assignable", Node::boolean).unwrap_or(false),
            applies_to,
            overage: entitlement.optional("overage", Overage::read).unwrap_or(Overage::None),
            expires: entitlement.optional("exp", UnixTime::read),
            components: entitlement.optional("components", Component::read_all).unwrap_or_default(),
            model: entitlement.optional("model", Model::read),
            delegable: entitlement.optional("delegable", Node::boolean).unwrap_or(false),
        })
    }
}

/// What an entitlement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Metric {
    /// Nothing: it is granted or not.
    Feature,
    /// Named people.
    User,
    /// Devices, perhaps of some families only.
    Device,
    /// Simultaneous sessions.
    Session,
    /// Installations, also called seats.
    Host,
}

impl Metric {
    /// Every metric.
    pub const ALL: &'static [Metric] =
        &[Metric::Feature, Metric::User, Metric::Device, Metric::Session, Metric::Host];

    /// The name in documents and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Metric::Feature => "feature",
            Metric::User => "user",
            Metric::Device => "device",
            Metric::Session => "session",
            Metric::Host => "host",
        }
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        const ALL: [Metric; 5] =
            [Metric::Feature, Metric::User, Metric::Device, Metric::Session, Metric::Host];
        node.one_of(&ALL, Metric::as_str)
    }
}

impl serde::Serialize for Metric {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How much of something: a whole number, or no limit at all.
///
/// Sums saturate at 2^53 − 1, and `Unlimited` absorbs every number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// A whole number, at most 2^53 − 1.
    Limited(u64),
    /// No limit.
    Unlimited,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity::Limited(0);
    /// The largest number, 2^53 − 1.
    pub const LARGEST: Quantity = Quantity::Limited(LARGEST_INTEGER as u64);

    /// The sum with another quantity.
    #[must_use]
    pub fn plus(self, other: Quantity) -> Quantity {
        match (self, other) {
            (Quantity::Limited(a), Quantity::Limited(b)) => {
                Quantity::Limited(a.saturating_add(b)).min(Quantity::LARGEST)
            }
            _ => Quantity::Unlimited,
        }
    }

    /// The number, or none where there is no limit.
    pub fn limit(self) -> Option<u64> {
        match self {
            Quantity::Limited(number) => Some(number),
            Quantity::Unlimited => None,
        }
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        if node.is_string() {
            return match node.string()? {
                "unlimited" => Ok(Quantity::Unlimited),
                _ => Err(node.refused("a whole number or \"unlimited\"")),
            };
        }
        node.integer(0..=LARGEST_INTEGER as u64).map(Quantity::Limited)
    }
}

/// A number, or the string `unlimited`.
impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Quantity::Limited(number) => serializer.serialize_u64(*number),
            Quantity::Unlimited => serializer.serialize_str("unlimited"),
        }
    }
}

/// By how much usage may exceed a quantity before it is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overage {
    /// Not at all.
    None,
    /// By so many per cent of the quantity, 0 to 1000, rounded down.
    Percent(u16),
    /// Without limit.
    Always,
}

impl Overage {
    fn read(node: &Node<'_>) -> Result<Self> {
        if node.is_string() {
            return match node.string()? {
                "always" => Ok(Overage::Always),
                _ => Err(node.refused("{\"percent\": …} or \"always\"")),
            };
        }
        let percent = node.required("percent")?.integer(0..=LARGEST_OVERAGE_PERCENT)?;
        Ok(Overage::Percent(percent as u16))
    }

    /// How much of `quantity` may be used.
    pub(crate) fn allowed(self, quantity: Quantity) -> Quantity {
        match (self, quantity) {
            (Overage::Always, _) | (_, Quantity::Unlimited) => Quantity::Unlimited,
            (Overage::None, quantity) => quantity,
            (Overage::Percent(percent), Quantity::Limited(number)) => {
                // In two parts, neither of which can overflow: quantities are below 2^53, percentages small.
                let (hundreds, rest) = (number / 100, number % 100);
                let overage = hundreds * u64::from(percent) + rest * u64::from(percent) / 100;
                quantity.plus(Quantity::Limited(overage))
            }
        }
    }
}

/// A part of a bundle.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Component {
    /// Its id.
    pub id: String,
    /// The name that is shown.
    pub name: LocalizedText,
}

impl Component {
    fn read_all(node: &Node<'_>) -> Result<Vec<Self>> {
        node.list(|component| {
            Ok(Self {
                id: component.required_with("id", Node::name)?,
                name: component.required_with("name", LocalizedText::read)?,
            })
        })
    }
}

/// How codes are given out for an entitlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Model {
    /// Authorised user, single copy: a code for each host.
    AuthorizedSingle,
    /// Authorised user, right to copy: one code for several hosts.
    AuthorizedCopy,
    /// Concurrent user: taken from a pool and put back.
    Concurrent,
}

impl Model {
    fn read(node: &Node<'_>) -> Result<Self> {
        const ALL: [Model; 3] = [Model::AuthorizedSingle, Model::AuthorizedCopy, Model::Concurrent];
        node.one_of(&ALL, |model| match model {
            Model::AuthorizedSingle => "authorized_single",
            Model::AuthorizedCopy => "authorized_copy",
            Model::Concurrent => "concurrent",
        })
    }
}

/// A name in one language or in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalizedText {
    /// One text for every language.
    Plain(String),
    /// A text for each language, after its tag; at least one, and each tag once.
    ByLanguage(Vec<(String, String)>),
}

impl LocalizedText {
    /// The text for a language: the one with its tag, else with its primary tag, else English, else the
    /// first there is.
    pub fn for_language(&self, tag: &str) -> &str {
        match self {
            LocalizedText::Plain(text) => text,
            LocalizedText::ByLanguage(texts) => {
                let primary = tag.split('-').next().unwrap_or(tag);
                let text = |tag| texts.iter().find(|(language, _)| language == tag);
                let chosen = [tag, primary, "en"].into_iter().find_map(text).or(texts.first());
                chosen.map_or("", |(_, text)| text)
            }
        }
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        if node.is_string() {
            return node.name().map(LocalizedText::Plain);
        }
        let mut texts = Vec::new();
        for (_, text) in node.members()? {
            texts.push((text.member_name(|name| name.name())?, text.name()?));
        }
        if texts.is_empty() {
            return Err(node.error(Code::ClaimsLength).with_needed("at least one language"));
        }
        Ok(LocalizedText::ByLanguage(texts))
    }
}

/// An entitlement's id: `[a-z0-9_]{1,64}`.
pub(crate) fn entitlement_id(node: &Node<'_>) -> Result<String> {
    const SET: Set = set(b"abcdefghijklmnopqrstuvwxyz0123456789_");
    node.id(64, &SET, "1 to 64 characters of a-z 0-9 _")
}

fn quantity(node: &Node<'_>, metric: Metric) -> Result<Option<Quantity>> {
    match (node.optional("quantity")?, metric) {
        (None, Metric::Feature) => Ok(None),
        (Some(quantity), Metric::Feature) => {
            Err(quantity.error(Code::ClaimsConflict).with_found("a feature").with_needed("no quantity"))
        }
        (Some(quantity), _) => Quantity::read(&quantity).map(Some),
        (None, _) => Err(node.missing("quantity")),
    }
}

fn applies_to(node: &Node<'_>, metric: Metric) -> Result<Option<Vec<String>>> {
    let Some(families) = node.optional("applies_to")? else { return Ok(None) };
    if metric != Metric::Device {
        let error = families.error(Code::ClaimsConflict).with_found(metric.as_str());
        return Err(error.with_needed("the metric device"));
    }
    families.list(|family| family.name()).map(Some)
}
