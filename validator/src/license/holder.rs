//! Whom a licence was issued to, and under which order and agreement. All of it is for people to read.

use crate::error::Result;
use crate::json::Node;
use crate::text::LONGEST_AGREEMENT;
use crate::time::Date;

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
        let [street, postal_code, city, region, country, email, phone] =
            node.lines(["street", "postal_code", "city", "region", "country", "email", "phone"])?;
        let name = node.required_with("name", Node::name)?;
        let contacts = node.optional_with("contacts", Contact::read_all)?.unwrap_or_default();
        Ok(Self { name, street, postal_code, city, region, country, email, phone, contacts })
    }
}

/// A person at the holder's.
#[derive(Debug, Clone)]
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
        node.list(|contact| {
            let [email, phone] = contact.lines(["email", "phone"])?;
            let role = contact.optional_with("role", ContactRole::read)?;
            Ok(Self { role, name: contact.optional_with("name", Node::name)?, email, phone })
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
    fn read(node: &Node<'_>) -> Result<Self> {
        Ok(match node.string()? {
            "primary" => ContactRole::Primary,
            "technical" => ContactRole::Technical,
            "administrator" => ContactRole::Administrator,
            _ => return Err(node.refused("primary, technical or administrator")),
        })
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
        let [order_number, customer_order_number, purchase_order_number, site_number] =
            node.lines(["order_number", "customer_order_number", "purchase_order_number", "site_number"])?;
        let date = node.optional_with("date", Date::read)?;
        Ok(Self { order_number, customer_order_number, purchase_order_number, site_number, date })
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
        let [title, lang] = node.lines(["title", "lang"])?;
        let text = node.optional_with("text", |text| text.paragraphs(LONGEST_AGREEMENT))?;
        Ok(Self { title, text, lang })
    }
}
