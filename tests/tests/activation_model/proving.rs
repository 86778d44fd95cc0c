//! Whose signature a document is verified by, and whether that is its signer's.

use crate::model::Model;
use crate::papers::{
    ACTIVATION, Claims, FIRST, LICENSE, OTHER, OTHERS, RECEIPT, REQUEST, ROOT, Read, SECOND, UPDATE, VENDOR,
    kid,
};

impl Model<'_> {
    pub(crate) fn prove(&self, paper: &Read) -> Result<(), &'static str> {
        let claims = &paper.claims;
        let own_name = if claims.iss == paper.signer { Ok(()) } else { Err("key_issuer") };
        let trusted = [(ROOT, VENDOR), (FIRST, VENDOR), (SECOND, VENDOR), (OTHERS, OTHER)];
        let trusted = trusted.into_iter().find(|(seed, _)| kid(*seed) == paper.signer);
        match (paper.typ, trusted) {
            (REQUEST, _) => own_name,
            (RECEIPT, _) => {
                let rcp = claims.rcp.as_ref().unwrap();
                let about: Vec<_> = self
                    .of(ACTIVATION)
                    .filter(|act| {
                        (&act.aud, &act.sub, &act.jti) == (&claims.aud, &claims.sub, &rcp.activation)
                    })
                    .filter(|act| (&act.act().license, act.act().serial) == (&rcp.license, rcp.serial))
                    .collect();
                let keys: Vec<_> = about.iter().filter_map(|act| act.act().host.key.as_ref()).collect();
                match () {
                    () if about.is_empty() => Err("activation_missing"),
                    () if !keys.iter().any(|key| key["kid"] == paper.signer) => Err("signature_invalid"),
                    () => own_name,
                }
            }
            (ACTIVATION, None) => {
                let named = |lic: &Claims| lic.license().delegates.iter().any(|key| key.kid == paper.signer);
                if self.of(LICENSE).any(named) { own_name } else { Err("key_unknown") }
            }
            (_, None) => Err("key_unknown"),
            (_, Some((_, issuer))) if issuer != claims.iss => Err("key_issuer"),
            _ => {
                let retired = self.of(UPDATE).flat_map(|update| &update.tru.as_ref().unwrap().retired);
                let retired = retired.into_iter().find(|retired| retired.kid == paper.signer);
                let keeps = retired.is_none_or(|retired| {
                    retired.keep.as_deref() == Some("before") && claims.iat < retired.at
                });
                if keeps { Ok(()) } else { Err("key_retired") }
            }
        }
    }
}
