//! The honest licence that the vectors are made from.

/// The claims of an honest licence, small so that the vectors are.
pub(super) const LICENSE: &str = concat!(
    r#"{"ver":1,"iss":"https://vendor.example","aud":"ucware","sub":"musterfirma","jti":"UCW-1","#,
    r#""iat":1739263655,"exp":1767225600,"#,
    r#""lic":{"serial":1,"name":"Testlizenz","kind":"standard","holder":{"name":"Musterfirma"},"#,
    r#""entitlements":[{"id":"users","metric":"user","quantity":501}]}}"#,
);
/// Its `iat`.
pub(super) const ISSUED: i64 = 1_739_263_655;
/// Its `exp`.
pub(super) const END: i64 = 1_767_225_600;

/// The honest claims with `part`, which stands in them once, replaced.
pub(super) fn with(part: &str, replacement: &str) -> String {
    assert_eq!(LICENSE.matches(part).count(), 1, "{part} stands in the claims once");
    LICENSE.replace(part, replacement)
}

/// The honest claims without `part`.
pub(super) fn without(part: &str) -> String {
    with(part, "")
}

/// The honest claims with more members, each followed by a comma, e.g. `"nbf":1,`.
pub(super) fn with_members(members: &str) -> String {
    with(r#"{"ver""#, &format!(r#"{{{members}"ver""#))
}

/// The honest claims with more members in `lic`.
pub(super) fn with_terms(members: &str) -> String {
    with(r#""lic":{"#, &format!(r#""lic":{{{members}"#))
}

/// The honest claims with another `exp`.
pub(super) fn with_end(value: &str) -> String {
    with("1767225600", value)
}

/// The honest claims without an end, and with these members in `lic`.
pub(super) fn perpetual(members: &str) -> String {
    with_terms(&format!(r#""perpetual":true,{members}"#)).replace(r#""exp":1767225600,"#, "")
}

/// The honest claims with another name of the holder, as it stands between the quotation marks.
pub(super) fn with_holder(name: &str) -> String {
    with(r#"{"name":"Musterfirma"}"#, &format!(r#"{{"name":"{name}"}}"#))
}

/// The honest claims with another quantity of users.
pub(super) fn with_quantity(value: &str) -> String {
    with("501", value)
}

/// The honest claims with these entitlements.
pub(super) fn with_entitlements(list: &str) -> String {
    with(r#"{"id":"users","metric":"user","quantity":501}"#, list)
}

/// The honest claims with more members of the entitlement, each followed by a comma.
pub(super) fn with_entitlement_members(members: &str) -> String {
    with(r#"{"id":"users""#, &format!(r#"{{{members}"id":"users""#))
}
