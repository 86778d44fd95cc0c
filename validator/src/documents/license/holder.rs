//! Whom a licence was issued to, and under which order and agreement. All of it is for people to read.

use crate::error::Result;
use crate::json::Node;
use crate::text::LONGEST_AGREEMENT;
use crate::values::time::Date;

/// The organisation or person that a licence was issued to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Holder {
    /// The name.
    pub name: String,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Region or state.
    pub region: Option<String>,
    /// Country, as the vendor writes it.
    pub country: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// People to turn to.
    pub contacts: Vec<Contact>,
}

impl Holder {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        node.assemble(|holder| Self {
            name: holder.required("name", Node::name),
            street: holder.optional("street", Node::line),
            postal_code: holder.optional("postal_code", Node::line),
            city: holder.optional("city", Node::line),
            region: holder.optional("region", Node::line),
            country: holder.optional("country", Node::line),
            email: holder.optional("email", Node::line),
            phone: holder.optional("phone", Node::line),
            contacts: holder.optional("contacts", Contact::read_all).unwrap_or_default(),
        })
    }
}

/// A person at the holder's.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Contact {
    /// What the person is there for.
    pub role: Option<ContactRole>,
    /// The name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl Contact {
    fn read_all(node: &Node<'_>) -> Result<Vec<Self>> {
        node.list(Self::read)
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        node.assemble(|contact| Self {
            role: contact.optional("role", ContactRole::read),
            name: contact.optional("name", Node::name),
            email: contact.optional("email", Node::line),
            phone: contact.optional("phone", Node::line),
        })
    }
}

/// What a contact is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContactRole {
    /// The first to turn to.
    Primary,
    /// Technical questions.
    Technical,
    /// Administers the licences.
    Administrator,
}

impl ContactRole {
    /// The name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            ContactRole::Primary => "primary",
            ContactRole::Technical => "technical",
            ContactRole::Administrator => "administrator",
        }
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        const ALL: [ContactRole; 3] =
            [ContactRole::Primary, ContactRole::Technical, ContactRole::Administrator];
        node.one_of(&ALL, ContactRole::as_str)
    }
}

/// The order that a licence comes from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Order {
    /// The vendor's order number.
    pub order_number: Option<String>,
    /// The customer's order number.
    pub customer_order_number: Option<String>,
    /// The purchase-order number.
    pub purchase_order_number: Option<String>,
    /// The site number.
    pub site_number: Option<String>,
    /// The day of the order.
    pub date: Option<Date>,
}

impl Order {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        node.assemble(|order| Self {
            order_number: order.optional("order_number", Node::line),
            customer_order_number: order.optional("customer_order_number", Node::line),
            purchase_order_number: order.optional("purchase_order_number", Node::line),
            site_number: order.optional("site_number", Node::line),
            date: order.optional("date", Date::read),
        })
    }
}

/// The licence agreement, as plain text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Agreement {
    /// Its title.
    pub title: Option<String>,
    /// Its text; may have several lines.
    pub text: Option<String>,
    /// The language of both, as a tag.
    pub lang: Option<String>,
}

impl Agreement {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        node.assemble(|agreement| Self {
            title: agreement.optional("title", Node::line),
            text: agreement.optional("text", |text| text.paragraphs(LONGEST_AGREEMENT)),
            lang: agreement.optional("lang", Node::line),
        })
    }
}
