//! JWT licences that an application signed by itself, before it used this crate.
//!
//! Such an application can switch without issuing anything anew: a [`JwtMapping`] says what the claims of
//! its tokens mean, [`JwtKeys`] are the keys that signed them, and a [`JwtAdapter`] of the two makes of a
//! token the same [`Verified`](crate::Verified) [`License`](crate::License) that a licence file gives, and
//! [`judge`](crate::judge()) judges them alike. The issuers of tokens are apart from those of licence files: a
//! token of `shop.example` is a licence of the issuer `jwt:shop.example`. Where the tokens and the licence
//! files of one customer are to add up, the mapping says so, by `native_issuer`.
//!
//! It is off until both are registered, and it reads its own tokens only: a licence file is refused by its
//! type, and no [`Envelope`](crate::Envelope) takes a token.
//!
//! ```
//! use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
//! use countersign::{File, LimitRow, Question, UnixTime, judge};
//!
//! # fn main() -> countersign::Result<()> {
//! let mapping = JwtMapping::parse(br#"{
//!     "typ": "JWT",
//!     "iss": "shop.example",
//!     "aud": "studio",
//!     "product": "call-studio",
//!     "account": { "claim": "/sub" },
//!     "name": { "value": "Studio licence" },
//!     "holder": { "name": { "claim": "/customer/name" } },
//!     "without_exp": "perpetual",
//!     "entitlements": [
//!         { "id": "users", "metric": "user", "quantity": { "claim": "/seats" }, "assignable": true },
//!         { "id": "fax", "metric": "feature", "granted_by": { "claim": "/features", "contains": "FAX" } }
//!     ]
//! }"#)?;
//! let keys = JwtKeys::parse(b"03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")?;
//! let adapter = JwtAdapter::new(mapping, keys);
//!
//! # let token = include_bytes!("example.jwt");
//! let license = adapter.verify(token)?;
//! assert_eq!(license.holder.name, "Musterhandel GmbH");
//! let file = File { name: "old.jwt".into(), outcome: Ok(license.into()) };
//! let report = judge(&[file], &Question::at(UnixTime::from_secs(1_740_000_000)?))?;
//! let Some(LimitRow::Quantity(users)) = report.limit("users") else { panic!("users are licensed") };
//! assert_eq!(users.granted.limit(), Some(25));
//! # Ok(())
//! # }
//! ```
//!
//! # The token
//! A JWS in its compact form (RFC 7515, section 7.1) and nothing else. Its header has `alg` (`EdDSA` or
//! `Ed25519`), `typ` as the mapping says, and perhaps `kid`; any other field refuses the token, since it
//! could change what the signature means or whose it is: `crit`, `b64`, `jwk`, `jku`, `x5u`, `x5c`, `zip`.
//! The signature is verified strictly, as that of a licence file, and nothing of the payload is read
//! before it holds.
//!
//! The payload is strict JSON: no name stands twice, in any object. Claims that the mapping does not use
//! may have any value, also numbers with a fraction. Those that it uses have the types that a licence
//! needs: a quantity is a whole number or the string `unlimited`; `null` never stands for absent, and a
//! number in a string is no number. Numbers are read by their value: `1.83e9` and `19.0` are whole. The
//! instants `iat`, `nbf` and `exp` alone may have a fraction, as RFC 7519 allows: `iat` is rounded down, the
//! others up, which over whole seconds comes to the same.
//!
//! # The mapping
//! A JSON object with these members and no other:
//!
//! | member | value | meaning |
//! |---|---|---|
//! | `typ` | string or `null` | the header's `typ`, exactly; `null`: the header has none. Not one of this crate's own types. |
//! | `iss`, `aud` | string or `null` | the token's own issuer, and its audience or one of them; `null`: the token has no such claim. |
//! | `issuer` | string | the licence's issuer is `jwt:` and this; default: `iss`. |
//! | `native_issuer` | string | in place of `issuer`: the issuer of licence files whose own the tokens' licences count as, beside, above and in place of its licence files. It trusts the keys of the tokens for that issuer, whatever trusted keys name it. |
//! | `product` | string | the licence's product. |
//! | `account` | source | the licence's account, e.g. the site number. |
//! | `jti` | source | the licence's identity; default `/jti`. Here `{"digest": "SHA-256"}` is a source too: that of the payload, for tokens that have no identity. |
//! | `serial` | source | default 1. Of two tokens with one `jti` the higher serial replaces the lower. |
//! | `iat`, `exp` | source | Unix seconds; default `/iat`, `/exp`. |
//! | `nbf` | source | default `/nbf`, where the token has that. |
//! | `without_exp` | `"refused"` or `"perpetual"` | what a token without `exp` is; default: refused. |
//! | `name` | source | the licence's name. |
//! | `edition`, `kind`, `grace_days`, `versions`, `support_until` | source | as in a licence; may be left out. |
//! | `holder` | object | `name`, and perhaps `street`, `postal_code`, `city`, `region`, `country`, `email`, `phone`; each a source. |
//! | `entitlements` | array | see below. |
//!
//! A **source** is `{"value": …}`, the same for all tokens, or `{"claim": POINTER}`: a JSON pointer (RFC 6901)
//! into the payload, such as `/sub`, `/customer/name`, `/https:~1~1shop.example~1seats`. A claim must be in
//! the token, unless `"optional": true` stands beside it: then the field is left out without it. Where `nbf` or
//! `exp` come from elsewhere and the token has the standard claim too, both hold.
//!
//! An **entitlement** has `id` and `metric`, and perhaps `name`, `assignable`, `applies_to`, `overage`,
//! `components` and `model`, all as in a licence. What decides is
//! - for a `feature`: `granted_by`, `{"value": true}`, or a claim that is a boolean, or, with
//!   `"contains": TEXT`, one that is an array of strings and holds this one. Where it is not granted, the
//!   licence does not have it. A claim that is `optional` and absent does not grant it;
//! - for any other metric: `quantity`, a source. `"unlimited": VALUE` beside a claim names the value that
//!   means no limit, e.g. `-1`. No value means that by itself.
//!
//! What the mapping makes of a token is read as the claims of a licence: every rule of the format holds,
//! such as those about texts, ranges and unique ids. A mapping with which no token could be a licence is
//! refused when it is read.
//!
//! # Keys
//! Any format that [`TrustedKeys::parse`](crate::TrustedKeys::parse) reads. They are apart from the
//! [`TrustedKeys`](crate::TrustedKeys): none of either kind is trusted for the other. In a JWK set `kid` may
//! be any name here, and keys of other kinds are passed over: identity servers publish them in the same set.
//! A key with a name verifies tokens that have this `kid`, or none; a key without a name, all tokens.
//! The constraints that a set states (`issuer`, `uses`, `products`, `nbf`, `exp`, `retired`) hold as for
//! licences, with the product of the mapping and its `native_issuer`, else its `issuer`, else `iss`.

mod adapter;
mod draft;
mod grant;
mod keys;
mod mapping;
mod pointer;
mod source;
mod token;

pub use adapter::JwtAdapter;
pub use keys::JwtKeys;
pub use mapping::JwtMapping;
