//! What can be said of a document without trusting anything in it.

use crate::components::{fact, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::Structure;
use countersign::{Carrier, DocumentType};
use yew::prelude::*;

/// Type, form, and the keys that it says signed it.
pub(super) fn facts_of(locale: &Locale, structure: &Structure) -> Html {
    let keys = structure.key_ids.iter().map(|id| html! { <li>{ thumbprint(id) }</li> });
    html! {
        <dl class="structure">
            { fact(locale, msg::FACT_TYPE, document_type(locale, structure.document_type)) }
            { fact(locale, msg::FACT_CARRIER, carrier(locale, structure.carrier)) }
            { fact(locale, msg::FACT_KEYS_NEEDED, html! { <ul class="plain">{ for keys }</ul> }) }
        </dl>
    }
}

/// The form in which a document came.
pub(super) fn carrier(locale: &Locale, carrier: Carrier) -> String {
    locale.text(match carrier {
        Carrier::Armor => msg::CARRIER_ARMOR,
        Carrier::Json => msg::CARRIER_JSON,
        Carrier::Compact => msg::CARRIER_COMPACT,
        _ => msg::CARRIER_OTHER,
    })
}

/// The name of a document type.
pub(crate) fn document_type(locale: &Locale, document_type: DocumentType) -> String {
    locale.text(match document_type {
        DocumentType::License => msg::DOCUMENT_LICENSE,
        DocumentType::ActivationRequest => msg::DOCUMENT_ACTIVATION_REQUEST,
        DocumentType::Activation => msg::DOCUMENT_ACTIVATION,
        DocumentType::Deactivation => msg::DOCUMENT_DEACTIVATION,
        DocumentType::EmergencyRequest => msg::DOCUMENT_EMERGENCY_REQUEST,
        DocumentType::RevocationList => msg::DOCUMENT_REVOCATION_LIST,
        DocumentType::TrustUpdate => msg::DOCUMENT_TRUST_UPDATE,
        _ => msg::DOCUMENT_OTHER,
    })
}
