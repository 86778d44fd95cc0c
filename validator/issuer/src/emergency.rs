//! Answering emergency requests: the licence that lets an installation exceed a limit for a time.

use crate::ledger::{Added, Appended, Ledger};
use crate::refusal::{Failure, RefusalCode};
use countersign::issue::{ClaimsInput, SignedDocument, SigningKey};
use countersign::{DocumentType, EmergencyRequest, License, LicenseKind, UnixTime, Verified};
use serde_json::{Value, json};

/// For how many months an emergency licence is made where the licence says nothing of it.
const USUAL_MONTHS: u64 = 1;

/// What an emergency licence is to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyAsk {
    /// How much; none: as much as the request asks for.
    pub quantity: Option<u64>,
    /// When it ends; none: after the months of the licence's own emergency clause, or one.
    pub expires: Option<UnixTime>,
}

/// What answers an emergency request.
#[derive(Debug, Clone)]
pub struct EmergencyPlan {
    /// The licence of which more is asked for.
    pub license: Verified<License>,
    /// How much more is given.
    pub quantity: u64,
    /// Until when.
    pub expires: UnixTime,
}

/// The emergency licence that answers a request.
#[derive(Debug, Clone)]
pub struct EmergencyAnswer {
    /// Its identity.
    pub id: String,
    /// The licence, to be handed out once its line is stored.
    pub signed: SignedDocument,
    /// That line.
    pub appended: Appended,
}

impl Ledger {
    /// What would answer an emergency request, which was verified by the keys of the installations that may ask.
    ///
    /// # Errors
    /// [`RefusalCode::WrongAccount`] in a customer's ledger; [`RefusalCode::LicenseMissing`],
    /// [`RefusalCode::AccountAmbiguous`], [`RefusalCode::License`] of the licence; what
    /// [`EmergencyRequest::check`] says of the request; [`RefusalCode::UsageInvalid`] where it was answered already, or
    /// more than it asks for, or a time that is past, is to be given.
    pub fn plan_emergency(
        &mut self,
        request: &EmergencyRequest,
        ask: &EmergencyAsk,
        now: UnixTime,
    ) -> Result<EmergencyPlan, Failure> {
        let license = self.asked_for(request, now)?;
        request.check(&license)?;
        let mut known = self.licenses();
        if let Some(answer) = known.find(|known| known.request.as_deref() == Some(&*request.id)) {
            let found = format!("a request that {} answers", answer.id);
            return Err(RefusalCode::UsageInvalid
                .refusal()
                .at("request")
                .found(found)
                .needed("a new one")
                .into());
        }
        let quantity = ask.quantity.unwrap_or(request.quantity);
        let most = request.quantity;
        RefusalCode::UsageInvalid
            .unless((1..=most).contains(&quantity), quantity, format_args!("1 to {most}"))
            .map_err(|refusal| refusal.at("quantity"))?;
        let clause = license.emergency.as_ref().filter(|clause| clause.entitlement == request.entitlement);
        let months = clause.map_or(USUAL_MONTHS, |clause| clause.months);
        let expires = ask.expires.unwrap_or_else(|| now.plus_months(u32::try_from(months).unwrap_or(1)));
        RefusalCode::UsageInvalid
            .unless(expires > now, expires, "a time to come")
            .map_err(|refusal| refusal.at("exp"))?;
        Ok(EmergencyPlan { license, quantity, expires })
    }

    /// Answers an emergency request with a licence, signed by the issuer's key and taken into the ledger.
    ///
    /// # Errors
    /// As of [`plan_emergency`](Self::plan_emergency); and where the ledger does not trust the key.
    pub fn answer_emergency(
        &mut self,
        request: &EmergencyRequest,
        ask: &EmergencyAsk,
        key: &SigningKey,
        now: UnixTime,
    ) -> Result<EmergencyAnswer, Failure> {
        let plan = self.plan_emergency(request, ask, now)?;
        let claims = claims(request, &plan);
        let mut claims = ClaimsInput::read(claims.to_string().as_bytes(), DocumentType::License)?;
        claims.fill(now)?;
        let signed = claims.sign(&[key], now).map_err(Failure::Unfit)?;
        let id = claims.id().unwrap_or_default().to_owned();
        match self.add(signed.to_armor().as_bytes(), now)? {
            Added::Entry(appended) => Ok(EmergencyAnswer { id, signed, appended }),
            // An identity that was just made up is nobody's.
            Added::Known(number) => {
                Err(RefusalCode::UsageInvalid.refusal().found(format_args!("entry {number}")).into())
            }
        }
    }

    /// The licence that a request names, where it counts.
    fn asked_for(&mut self, request: &EmergencyRequest, now: UnixTime) -> Result<Verified<License>, Failure> {
        if self.delegate().is_some() {
            return Err(RefusalCode::WrongAccount.refusal().needed("the issuer's ledger").into());
        }
        let now = self.not_before_last(now);
        let is_named = |product: &str, account: &str| {
            request.product.as_deref().is_none_or(|named| named == product)
                && request.account.as_deref().is_none_or(|named| named == account)
        };
        let names = self.accounts.iter().filter(|((_, product, account), book)| {
            is_named(product, account) && book.licenses().iter().any(|known| known.id == request.license)
        });
        let names: Vec<_> = names.map(|(name, _)| name.clone()).collect();
        let name = match &names[..] {
            [] => return Err(RefusalCode::LicenseMissing.refusal().found(&request.license).into()),
            [name] => name,
            _ => return Err(RefusalCode::AccountAmbiguous.refusal().found(&request.license).into()),
        };
        let account = self.bring(name, now)?;
        let judged = account.judged().and_then(|judged| judged.get(&request.license));
        let missing = || RefusalCode::LicenseMissing.refusal().found(&request.license);
        let judged = judged.ok_or_else(missing)?;
        if !judged.status.counts() {
            let found = format!("{} {}", judged.license.id, judged.license.serial);
            return Err(RefusalCode::License(judged.status).refusal().at("license").found(found).into());
        }
        Ok(judged.license.clone())
    }
}

/// The claims of an emergency licence: whose, and of what, as the licence says; how much and how long by the plan.
fn claims(request: &EmergencyRequest, plan: &EmergencyPlan) -> Value {
    let license = &plan.license;
    // What was verified is JSON.
    let known: Value = serde_json::from_slice(license.payload()).unwrap_or_default();
    let entitlements = known.pointer("/lic/entitlements").and_then(Value::as_array);
    let of_request = |row: &&Value| row.get("id").and_then(Value::as_str) == Some(&*request.entitlement);
    let mut entitlement = json!({ "id": request.entitlement });
    if let Some(row) = entitlements.into_iter().flatten().find(of_request) {
        for name in ["name", "metric", "applies_to"] {
            if let Some(value) = row.get(name) {
                entitlement[name] = value.clone();
            }
        }
    }
    entitlement["quantity"] = plan.quantity.into();
    let mut claims = json!({
        "iss": license.issuer,
        "aud": license.product,
        "sub": license.account,
        "exp": plan.expires.as_secs(),
        "lic": {
            "serial": 1,
            "name": license.name,
            "kind": LicenseKind::Emergency.as_str(),
            "holder": known.pointer("/lic/holder").cloned().unwrap_or_default(),
            "entitlements": [entitlement],
            "request": request.id,
            "installation": request.installation,
        },
    });
    for name in ["edition", "versions"] {
        if let Some(value) = known.pointer(&format!("/lic/{name}")) {
            claims["lic"][name] = value.clone();
        }
    }
    claims
}
