//! Random sets of documents, small and crowded, so that they meet each other.

use crate::dice::{Dice, START};
use crate::model::DAY;
use crate::papers::{
    ACCOUNT, ACTIVATION, DELEGATES, FIRST, HOSTS, LICENSE, LIST, MACHINES, OTHER, OTHERS, PRODUCT, Paper,
    RECEIPT, REQUEST, ROOT, SECOND, STRANGER, UPDATE, VENDOR, kid, prefix, public,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

pub(crate) fn papers(dice: &mut Dice) -> Vec<Paper> {
    let mut papers = Vec::new();
    (0..=dice.below(4)).for_each(|_| papers.push(license(dice)));
    (0..dice.below(6)).for_each(|_| papers.push(activation(dice)));
    let about: Vec<Paper> = papers.iter().filter(|paper| paper.typ == ACTIVATION).cloned().collect();
    if dice.percent(50) && !about.is_empty() {
        (0..=dice.below(2)).for_each(|_| {
            let act = dice.pick(&about);
            papers.push(receipt(dice, &act));
        });
    }
    let lists = dice.pick(&[0, 0, 1, 1, 2]);
    (1..=lists).for_each(|serial| papers.push(list(dice, serial)));
    if dice.percent(10) {
        papers.push(update(dice));
    }
    if dice.percent(5) {
        papers.push(request(dice));
    }
    // What contradicts, and what is the same by another key.
    if dice.percent(15) {
        let mut again = dice.pick(&papers);
        match (again.typ, dice.percent(60)) {
            (LICENSE | ACTIVATION, true) => again.claims["iat"] = dice.instant().into(),
            _ if again.signer == FIRST => again.signer = SECOND,
            _ => {}
        }
        papers.push(again);
    }
    // Their order must not matter.
    for index in (1..papers.len()).rev() {
        papers.swap(index, dice.below(index as u64 + 1) as usize);
    }
    papers
}

/// Mostly of the account that is asked about, and by one of the vendor's keys.
fn common(dice: &mut Dice, typ: &'static str, jti: String) -> Paper {
    let product = if dice.percent(4) { "ucware" } else { PRODUCT };
    let account = if dice.percent(6) { "site-2" } else { ACCOUNT };
    let mut claims = json!({ "ver": 1, "iss": VENDOR, "aud": product, "sub": account, "jti": jti });
    claims["iat"] = dice.instant().into();
    if dice.percent(25) {
        claims["nbf"] = dice.instant().into();
    }
    let signer = match dice.below(40) {
        0 => STRANGER,
        1 => OTHERS,
        2 => ROOT,
        3..10 => SECOND,
        _ => FIRST,
    };
    Paper { typ, claims, signer: if signer == ROOT { FIRST } else { signer } }
}

fn ending(dice: &mut Dice, claims: &mut Value) {
    let start = claims["nbf"].as_i64().unwrap_or(START);
    claims["exp"] = (start + (1 + dice.below(7) as i64) * DAY).into();
}

fn license(dice: &mut Dice) -> Paper {
    let is_emergency = dice.percent(12);
    let id = if is_emergency { dice.id("E", 2) } else { dice.id("L", 3) };
    let mut paper = common(dice, LICENSE, id);
    let serial = 1 + dice.below(3);
    let kind = dice.pick(&["standard", "standard", "standard", "trial", "temporary"]);
    let mut lic = json!({ "serial": serial, "name": "n", "kind": kind, "holder": { "name": "h" } });
    if is_emergency {
        lic["kind"] = "emergency".into();
        lic["request"] = dice.id("Q", 3).into();
        ending(dice, &mut paper.claims);
    } else if dice.percent(50) {
        ending(dice, &mut paper.claims);
        lic["grace_days"] = dice.below(3).into();
    } else {
        lic["perpetual"] = true.into();
    }
    if dice.percent(35) {
        lic["supersedes"] = json!([dice.id("L", 3)]);
    }
    if dice.percent(50) {
        lic["edition"] = dice.pick(&["Basic", "Enterprise"]).into();
    }
    if dice.percent(75) {
        lic["activation"] = dice.pick(&["required", "required", "required", "none"]).into();
    }
    if dice.percent(15) {
        lic["activation_serial"] = (1 + dice.below(serial)).into();
    }
    if dice.percent(10) {
        lic["versions"] = dice.pick(&["5", "6"]).into();
    }
    if dice.percent(8) {
        let machine = dice.pick(&MACHINES[..3]);
        lic["hosts"] = json!({ "lock_codes": [machine.lock_code().to_string()] });
    }
    let delegates = delegates(dice);
    if !delegates.is_empty() {
        lic["delegates"] = delegates.into();
    }
    let mut entitlements = Vec::new();
    for id in ["seats", "sessions", "fax", "copies"] {
        if dice.percent(60) || entitlements.is_empty() {
            entitlements.push(entitlement(dice, id));
        }
    }
    for part in entitlements.iter_mut().filter(|part| is_emergency && part["quantity"] == "unlimited") {
        part["quantity"] = 4.into();
    }
    lic["entitlements"] = entitlements.into();
    paper.claims["lic"] = lic;
    paper
}

fn delegates(dice: &mut Dice) -> Vec<Value> {
    let mut one = public(DELEGATES[0]);
    let mut two = public(DELEGATES[1]);
    match dice.below(8) {
        0..2 => vec![one],
        2 => vec![two],
        3 => {
            one["slots"] = json!({ "seats": [1, 1 + dice.below(4)] });
            vec![one]
        }
        4..6 => {
            one["slots"] = json!({ "seats": [1, 3], "sessions": [2, 6] });
            two["slots"] = dice.pick(&[json!({ "seats": [4, 9] }), json!({})]);
            vec![one, two]
        }
        _ => Vec::new(),
    }
}

fn entitlement(dice: &mut Dice, id: &str) -> Value {
    let metric = match id {
        "seats" | "copies" if dice.percent(97) => "host",
        "fax" if dice.percent(95) => "feature",
        _ => "session",
    };
    let mut part = json!({ "id": id, "metric": metric });
    if metric != "feature" {
        part["quantity"] = if dice.percent(8) { "unlimited".into() } else { dice.below(7).into() };
        if dice.percent(15) {
            part["overage"] = dice.pick(&[json!({ "percent": 50 }), json!("always")]);
        }
    }
    if id == "copies" && dice.percent(70) {
        part["model"] = "authorized_copy".into();
    }
    if dice.percent(50) {
        part["delegable"] = true.into();
    }
    if dice.percent(12) {
        part["exp"] = dice.instant().into();
    }
    part
}

fn activation(dice: &mut Dice) -> Paper {
    let id = dice.id("A", 4);
    let mut paper = common(dice, ACTIVATION, id);
    if dice.percent(10) {
        let issued = paper.claims["iat"].as_i64().unwrap();
        paper.claims["nbf"] = (issued + 3 * DAY).into();
    }
    if dice.percent(30) {
        ending(dice, &mut paper.claims);
    }
    match dice.below(20) {
        0..6 => paper.signer = dice.pick(&DELEGATES),
        6 => paper.claims["iss"] = OTHER.into(),
        _ => {}
    }
    if DELEGATES.contains(&paper.signer) && dice.percent(96) {
        paper.claims["iss"] = kid(paper.signer).into();
    } else if paper.claims["iss"] == OTHER {
        paper.signer = OTHERS;
    }
    let license = if dice.percent(8) { dice.id("E", 2) } else { dice.id("L", 3) };
    let mut act = json!({ "license": license, "license_serial": 1, "serial": 1 });
    for member in ["license_serial", "serial"] {
        if dice.percent(40) {
            act[member] = (1 + dice.below(3)).into();
        }
    }
    if dice.percent(20) {
        act["replaces"] = dice.id("A", 4).into();
    }
    if dice.percent(30) {
        act["ledger"] = json!({ "n": 1 + dice.below(4), "hash": kid(FIRST) });
    }
    let (mut grants, mut slots) = (Map::new(), Map::new());
    for id in ["seats", "sessions", "fax", "copies", "telex"] {
        if dice.percent(if id == "telex" { 5 } else { 50 }) || (id == "telex" && grants.is_empty()) {
            let grant = 1 + dice.below(5);
            grants.insert(id.to_owned(), grant.into());
            if dice.percent(if DELEGATES.contains(&paper.signer) { 85 } else { 5 }) {
                let first = 1 + dice.below(5);
                slots.insert(id.to_owned(), json!([first, first + grant - 1]));
            }
        }
    }
    (act["host"], act["grants"]) = (place(dice), grants.into());
    if !slots.is_empty() {
        act["slots"] = slots.into();
    }
    paper.claims["act"] = act;
    paper
}

fn place(dice: &mut Dice) -> Value {
    let code = |index: usize| MACHINES[index].lock_code().to_string();
    match dice.below(12) {
        0..2 => return json!({ "lock_codes": [code(0), code(1), code(2)], "quorum": 2 }),
        2 => return json!({ "lock_codes": [code(0), code(dice.pick(&[1, 2]))] }),
        _ => {}
    }
    let index = dice.pick(&[0, 0, 0, 1, 2]);
    let mut place = json!({ "lock_codes": [code(index)] });
    if dice.percent(20) {
        // That of another machine, by which it may match none.
        place["lock_codes"] = json!([code(dice.pick(&[1, 3]))]);
    }
    if let Some(key) = MACHINES[index].key.filter(|_| dice.percent(50)) {
        place["key"] = public(key);
    }
    if dice.percent(40) {
        let parts = MACHINES[index].parts();
        let count = if parts.len() > 3 { dice.pick(&[1, 3, 4]) } else { parts.len() };
        place["parts"] = parts[..count].into();
        match dice.below(3) {
            0 => place["match"] = "all".into(),
            1 => place["match"] = (count / 2 + 1).into(),
            _ => {}
        }
    }
    place
}

fn receipt(dice: &mut Dice, about: &Paper) -> Paper {
    let id = dice.id("D", 9);
    let signer = if dice.percent(10) { dice.pick(&[HOSTS[1], STRANGER]) } else { HOSTS[0] };
    let act = &about.claims["act"];
    let rcp =
        json!({ "activation": about.claims["jti"], "license": act["license"], "serial": act["serial"] });
    let mut claims = json!({ "ver": 1, "iss": kid(signer), "jti": id, "iat": dice.instant(), "rcp": rcp });
    for member in ["aud", "sub"] {
        claims[member] = about.claims[member].clone();
    }
    match dice.below(20) {
        0 => claims["rcp"]["serial"] = (1 + dice.below(3)).into(),
        1 => claims["rcp"]["license"] = dice.id("L", 3).into(),
        2 => claims["sub"] = "site-2".into(),
        3 => claims["iss"] = VENDOR.into(),
        _ => {}
    }
    Paper { typ: RECEIPT, claims, signer }
}

fn list(dice: &mut Dice, serial: u64) -> Paper {
    let mut paper = common(dice, LIST, format!("R-{serial}"));
    let members = paper.claims.as_object_mut().unwrap();
    members.remove("sub");
    let mut revoked = Vec::new();
    for _ in 0..dice.below(3) {
        let mut entry = match dice.below(4) {
            0 => json!({ "kid": kid(dice.pick(&DELEGATES)) }),
            1 => json!({ "jti": dice.id("L", 3) }),
            _ => json!({ "jti": dice.id("A", 4), "typ": ACTIVATION }),
        };
        if entry.get("jti").is_some() && dice.percent(50) {
            entry["serial"] = (1 + dice.below(3)).into();
        }
        revoked.push(entry);
    }
    paper.claims["rev"] = json!({ "serial": serial, "next_update": dice.instant(), "revoked": revoked });
    if dice.percent(20) {
        let mut digests = [prefix(LICENSE, &dice.id("L", 3)), prefix(ACTIVATION, &dice.id("A", 4))];
        digests.sort_unstable();
        paper.claims["rev"]["digests"] = URL_SAFE_NO_PAD.encode(digests.as_flattened()).into();
    }
    paper
}

fn update(dice: &mut Dice) -> Paper {
    let mut retired = json!({ "kid": kid(SECOND), "at": dice.instant() });
    if dice.percent(60) {
        retired["keep"] = dice.pick(&["before", "none"]).into();
    }
    let tru = json!({ "serial": 1 + dice.below(3), "keys": [], "retired": [retired] });
    let claims = json!({ "ver": 1, "iss": VENDOR, "jti": "T-1", "iat": dice.instant(), "tru": tru });
    Paper { typ: UPDATE, claims, signer: ROOT }
}

fn request(dice: &mut Dice) -> Paper {
    let id = dice.id("Q", 9);
    let host: Value = serde_json::from_str(&MACHINES[0].identity().to_json()).unwrap();
    let host = json!({ "key": host["key"], "parts": host["parts"], "lock_code": host["lock_code"] });
    let req = json!({ "license": "L-1", "host": host, "wants": { "seats": 1 } });
    let mut claims = json!({ "ver": 1, "iss": kid(HOSTS[0]), "aud": PRODUCT, "sub": ACCOUNT, "jti": id });
    (claims["iat"], claims["req"]) = (dice.instant().into(), req);
    Paper { typ: REQUEST, claims, signer: HOSTS[0] }
}
