//! What decides something stands outside the signed bytes, or the bytes are not those that were signed.

use super::Class;
use super::claims::{LICENSE, with_quantity};
use crate::{Jws, TestKey, general};
use ::base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

pub(super) fn add(class: &mut Class) {
    let vendor = TestKey::vendor();
    let honest = Jws::license(LICENSE);
    let beside = |member: &str| honest.flattened().replacen('{', &format!("{{{member},"), 1);
    for (name, member) in [
        ("exp-in-the-envelope", r#""exp":4102444800"#),
        ("typ-in-the-envelope", r#""typ":"license+jwt""#),
        ("unknown-member-in-the-envelope", r#""comment":"harmless""#),
        ("proto-in-the-envelope", r#""__proto__":{"payload":"e30"}"#),
    ] {
        class.add(
            name,
            "json_envelope",
            "A member of the envelope that no signature covers.",
            beside(member),
        );
    }
    for (name, header) in [
        ("header-unprotected", r#""header":{"kid":"1"}"#),
        ("header-unprotected-empty", r#""header":{}"#),
        ("header-unprotected-null", r#""header":null"#),
    ] {
        class.add(name, "header_unprotected", "No header but the protected one.", beside(header));
        let text = general(&[&honest]).replace(r#"[{"#, &format!("[{{{header},"));
        class.add(
            &format!("{name}-of-one-signature"),
            "header_unprotected",
            "No header but the protected one.",
            text,
        );
    }
    let payload = |claims: String| Jws { payload: URL_SAFE_NO_PAD.encode(claims), ..honest.clone() };
    class.add(
        "payload-of-another-license",
        "signature_invalid",
        "Header and signature of one licence, payload of another.",
        payload(with_quantity("999")).compact(),
    );
    class.add(
        "payload-serialised-again",
        "signature_invalid",
        "The same claims with a space after each colon, as another program writes them.",
        payload(LICENSE.replace("\":", "\": ")).compact(),
    );
    class.add("payload-empty", "signature_invalid", "A detached payload.", payload(String::new()).compact());
    let header = |header: String| Jws { protected: URL_SAFE_NO_PAD.encode(header), ..honest.clone() };
    class.add(
        "header-serialised-again",
        "signature_invalid",
        "The same header with other white space.",
        header(vendor.header().replace(',', ", ")).compact(),
    );
    let over = |name: &str, class: &mut Class, comment: &str, message: &[u8]| {
        class.add(
            name,
            "signature_invalid",
            comment,
            honest.clone().with_signature(vendor.sign(message)).compact(),
        );
    };
    over("signed-payload-alone", class, "The signature covers only the payload.", honest.payload.as_bytes());
    over("signed-claims-alone", class, "The signature covers only the decoded payload.", LICENSE.as_bytes());
    over("signed-header-alone", class, "The signature covers only the header.", honest.protected.as_bytes());
    over(
        "signed-without-dot",
        class,
        "The parts are signed without the dot between them.",
        honest.message().replace('.', "").as_bytes(),
    );
    over(
        "signed-decoded",
        class,
        "The parts are signed as they were before they were encoded.",
        format!("{}.{LICENSE}", vendor.header()).as_bytes(),
    );
    class.add(
        "dot-moved",
        "encoding_padding",
        "The dot stands one character further on; the signed text is the same without it.",
        format!("{}{}.{}.{}", honest.protected, &honest.payload[..1], &honest.payload[1..], honest.signature),
    );
    class.add(
        "members-in-another-order",
        "ok",
        "The order of an envelope's members, and white space between them, means nothing.",
        format!(
            "{{ \"signature\" : \"{}\",\n\t\"protected\" : \"{}\",\r\n\"payload\" : \"{}\" }}",
            honest.signature, honest.protected, honest.payload
        ),
    );
    class.add(
        "members-by-escapes",
        "ok",
        "Texts of the envelope are read after unescaping.",
        honest.flattened().replace("payload", r"\u0070ayload").replace(r#":"ey"#, r#":"\u0065y"#),
    );
    class.add(
        "text-around-says-otherwise",
        "ok",
        "The text around a block decides nothing.",
        format!("Users: 9999\nexp: never\n{}quantity: unlimited\n", honest.armored()),
    );
}
