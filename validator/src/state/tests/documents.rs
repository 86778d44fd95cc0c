//! Files that come, go, and are out of date.

use super::*;
use crate::{Change, Code, Preview};
use serde_json::json;

#[test]
fn only_what_is_authentic_is_kept() {
    let mut state = State::new(fold_case);
    let base = Document::license("L-1", 20);
    assert_eq!(add(&mut state, &base.clone().signed_by(3), 1_000), "key_unknown");
    assert_eq!(add(&mut state, &base.clone().with("aud", 5), 1_000), "claims_type");
    let files = state.add([("a.pdf", &b"%PDF-1.7"[..]), ("b.lic", &base.bytes())], &verifier(), at(1_000));
    assert!(files[0].outcome.is_err() && files[1].outcome.is_ok());
    assert_eq!((files[0].name.as_str(), files[1].name.as_str()), ("a.pdf", "b.lic"));
    assert_eq!(state.documents().iter().map(|document| document.name()).collect::<Vec<_>>(), ["b.lic"]);
    assert_eq!(users(&report(&state, 1_000)), (20, 0));
}

#[test]
fn the_same_file_twice_is_one() {
    let base = Document::license("L-1", 20);
    let mut state = with(&[&base], 1_000);
    let before = state.to_lines();
    assert_eq!(add(&mut state, &base, 2_000), "ok");
    assert_eq!(state.to_lines(), before);
}

#[test]
fn a_lower_serial_is_stale_once_the_higher_has_started() {
    let (old, new) =
        (Document::license("L-1", 20), Document::license("L-1", 30).serial(2).with("nbf", 1_000));
    assert_eq!(add(&mut with(&[&new], 500), &old, 999), "ok");
    assert_eq!(add(&mut with(&[&new], 500), &old, 1_000), "stale");
    assert_eq!(add(&mut with(&[&old, &new], 1_000), &old, 1_000), "stale", "though it is there");
    // A copy of what is there is not stale, nor is another account's or another licence of the same one.
    let mut state = with(&[&new], 1_000);
    assert_eq!(add(&mut state, &new, 1_000), "ok");
    assert_eq!(add(&mut state, &old.clone().with("sub", "site-2"), 1_000), "ok");
    assert_eq!(add(&mut state, &old.clone().with("aud", "ucware"), 1_000), "ok");
    assert_eq!(add(&mut state, &Document::license("L-2", 5), 1_000), "ok");
    assert_eq!(add(&mut state, &Document::license("L-1", 40).serial(3), 1_000), "ok");
    let error =
        state.add([("a.lic", &old.bytes()[..])], &verifier(), at(1_000)).remove(0).outcome.unwrap_err();
    assert_eq!((error.found(), error.needed()), (Some("1"), Some("3 or more")));
}

#[test]
fn the_clock_set_back_makes_an_old_serial_no_newer() {
    let (old, new) = (Document::license("L-1", 20), Document::license("L-1", 5).serial(2).with("nbf", 1_000));
    let mut state = with(&[&new], 500);
    state.clock = ClockMark::from_parts(Some(at(1_000)), None, 0);
    assert_eq!(add(&mut state, &old, 1), "stale");
}

#[test]
fn a_removed_file_still_makes_older_ones_stale() {
    let (old, new) = (Document::license("L-1", 500), Document::license("L-1", 5).serial(2));
    let mut state = with(&[&old, &new], 1_000);
    assert!(state.remove(&new.digest(), at(1_000)) && !state.remove(&new.digest(), at(1_000)));
    assert_eq!(add(&mut state, &old, 1_001), "stale");
    let report = report(&state, 1_001);
    assert_eq!(statuses(&report), ["superseded"], "what it replaced stays replaced");
    assert!(state.restore(&new.digest(), at(1_002)));
    assert_eq!(users(&super::report(&state, 1_002)), (5, 0));
}

#[test]
fn the_clock_set_back_undoes_no_supersession_by_a_removal() {
    let (old, new) =
        (Document::license("L-1", 500), Document::license("L-1", 5).serial(2).with("nbf", 1_000));
    let mut state = with(&[&old, &new], 500);
    state.clock = ClockMark::from_parts(Some(at(2_000)), None, 0);
    assert!(state.remove(&new.digest(), at(999)));
    assert_eq!(statuses(&report(&state, 2_000)), ["superseded"]);
    // What had not started when it was taken out took no place.
    let mut state = with(&[&old, &new], 500);
    assert!(state.remove(&new.digest(), at(999)));
    assert_eq!(users(&report(&state, 2_000)), (500, 0));
}

#[test]
fn files_that_come_together_make_each_other_not_stale() {
    let (old, new) = (Document::license("L-1", 20).bytes(), Document::license("L-1", 30).serial(2).bytes());
    for files in [[&old, &new], [&new, &old]] {
        let mut state = State::new(fold_case);
        let added = state.add(files.map(|bytes| ("a.lic", &bytes[..])), &verifier(), at(1_000));
        assert!(added.iter().all(|file| file.outcome.is_ok()));
        assert_eq!(users(&report(&state, 1_000)), (30, 0));
    }
}

#[test]
fn a_revoked_serial_makes_none_stale() {
    let (old, new) = (Document::license("L-1", 20), Document::license("L-1", 30).serial(2));
    let list = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    assert_eq!(add(&mut with(&[&new, &list], 1_000), &old, 1_000), "ok");
}

#[test]
fn what_a_leaked_key_signed_makes_nothing_stale() {
    let forged = Document::license("L-1", 1).serial(1_000_000).signed_by(2);
    let forged_list = Document::revocation_list(1_000_000, json!([{ "jti": "L-1" }])).signed_by(2);
    let mut state = with(&[&forged, &forged_list], 1_000);
    let (honest, list) = (Document::license("L-1", 20).serial(2), Document::revocation_list(7, json!([])));
    assert_eq!(add(&mut state, &list, 1_000), "stale");
    assert_eq!(add(&mut state, &Document::trust_update(1, &[2]), 1_000), "ok");
    assert_eq!([add(&mut state, &honest, 1_000), add(&mut state, &list, 1_000)], ["ok", "ok"]);
    assert_eq!(users(&report(&state, 1_000)), (20, 0));
}

#[test]
fn a_list_or_an_update_is_stale_once_a_newer_was_taken() {
    for (old, same, new) in [
        (
            Document::revocation_list(1, json!([])),
            Document::revocation_list(2, json!([])),
            Document::revocation_list(3, json!([])),
        ),
        (Document::trust_update(1, &[]), Document::trust_update(2, &[]), Document::trust_update(3, &[])),
    ] {
        let mut state = with(&[&same], 1_000);
        assert_eq!(add(&mut state, &old, 1_000), "stale");
        assert_eq!(add(&mut state, &same, 1_000), "ok");
        assert_eq!(add(&mut state, &new, 1_000), "ok");
        assert_eq!(add(&mut state, &same, 1_000), "stale");
    }
    let mut state = with(&[&Document::revocation_list(2, json!([]))], 1_000);
    let other = Document::revocation_list(1, json!([])).with("aud", "ucware");
    assert_eq!(add(&mut state, &other, 1_000), "ok", "of another product");
}

#[test]
fn a_list_is_kept_until_the_next_one_of_the_same_signers() {
    let first = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    let (next, foreign) = (
        Document::revocation_list(2, json!([])),
        Document::revocation_list(1, json!([])).with("aud", "ucware"),
    );
    let mut state = with(&[&first, &foreign], 1_000);
    assert_eq!(add(&mut state, &next, 1_000), "ok");
    let kept: Vec<_> = state.documents().iter().map(|document| document.digest()).collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.contains(&next.digest()) && kept.contains(&foreign.digest()));
}

#[test]
fn a_leaked_keys_list_does_not_displace_the_last_honest_one() {
    let base = Document::license("L-1", 20);
    let honest = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    let forged = Document::revocation_list(9, json!([])).signed_by(2);
    let mut state = with(&[&base, &honest, &forged], 1_000);
    assert_eq!(users(&report(&state, 1_000)), (20, 0));
    assert_eq!(add(&mut state, &Document::trust_update(1, &[2]), 1_000), "ok");
    assert!(statuses(&report(&state, 1_000)).contains(&"revoked"));
}

#[test]
fn nothing_revives_by_taking_a_list_or_an_update_out() {
    let (base, forged) = (Document::license("L-1", 20), Document::license("L-2", 99).signed_by(2));
    let list = Document::revocation_list(1, json!([{ "jti": "L-1" }]));
    let update = Document::trust_update(1, &[2]);
    let mut state = with(&[&base, &forged, &list, &update], 1_000);
    let before = statuses(&report(&state, 1_000));
    assert!(before.contains(&"revoked") && before.contains(&"key_retired"));
    for document in [&list, &update] {
        assert!(state.remove(&document.digest(), at(1_000)));
    }
    assert_eq!(statuses(&report(&state, 1_000)), before);
    // By hand, too, a verdict can't be brought in: only by taking the whole line out, which is to clear it.
    let edited = state.to_lines().replace("\"removed\":true", "\"removed\":true,\"status\":\"active\"");
    let (state, dropped) = State::parse(edited.as_bytes(), fold_case);
    assert_eq!((dropped.len(), statuses(&report(&state, 1_000))), (0, before));
}

#[test]
fn an_older_export_brings_no_removed_or_older_licence_back() {
    let (old, new) = (Document::license("L-1", 500), Document::license("L-1", 5).serial(2));
    let mut state = with(&[&old], 1_000);
    let older = state.clone();
    assert_eq!(add(&mut state, &new, 1_000), "ok");
    let removed = Document::license("L-2", 7);
    let mut with_removed = older.clone();
    assert_eq!(add(&mut with_removed, &removed, 1_000), "ok");
    state.merge(with_removed.clone());
    state.remove(&removed.digest(), at(1_001));
    for export in [older, with_removed] {
        state.merge(export);
        assert_eq!(users(&report(&state, 1_001)), (5, 0));
    }
}

#[test]
fn a_file_counts_as_added_when_it_was_added_first() {
    let base = Document::license("L-1", 20);
    let (mut early, mut late) = (with(&[&base], 500), with(&[&base], 900));
    late.remove(&base.digest(), at(901));
    early.merge(late.clone());
    late.merge(with(&[&base], 500));
    for state in [early, late] {
        let document = state.documents()[0];
        assert_eq!((document.added(), document.removed()), (at(500), Some(at(901))));
    }
}

#[test]
fn what_is_in_use_is_what_is_said_else_the_seats_else_what_was_typed() {
    let mut state = with(&[&Document::license("L-1", 20)], 1_000);
    let used = |state: &State, given: &[(&str, u64)]| {
        let mut question = Question::at(at(1_000));
        question.usage = given.iter().map(|&(id, amount)| (id.to_owned(), amount)).collect();
        match state.report(&verifier(), &question).unwrap().limit("users") {
            Some(crate::LimitRow::Quantity(row)) => row.used,
            other => panic!("users are counted, and not {other:?}"),
        }
    };
    assert_eq!(used(&state, &[]), 0);
    state.set_usage("users", 9, at(1_000));
    assert_eq!(used(&state, &[]), 9);
    state.roster.add(person("gerd.gudlat"), at(1_000)).unwrap();
    state.roster.assign("gerd.gudlat", "users", at(1_000), crate::Quantity::Limited(20)).unwrap();
    assert_eq!(used(&state, &[]), 1);
    assert_eq!(used(&state, &[("users", 7)]), 7);
}

#[test]
fn beside_the_embedders_keys_stand_those_that_were_imported() {
    let mut state = State::new(fold_case);
    state.add_key(key(3), at(1)).unwrap();
    state.add_key(TrustedKey { expires: Some(at(9)), ..key(4) }, at(1)).unwrap();
    let mut own = TrustedKeys::default();
    own.insert(key(4)).unwrap();
    own.insert(key(5)).unwrap();
    let mut expected = own.clone();
    expected.insert(key(3)).unwrap();
    assert_eq!(state.keys_beside(&own), expected);
}

#[test]
fn a_downgrade_names_who_would_be_over_before_it_is_applied() {
    let mut state = with(&[&Document::license("L-1", 500)], 1_000);
    for (number, name) in (0..7).map(|number| (number, format!("user{number}"))) {
        state.roster.add(person(&name), at(number)).unwrap();
        state.roster.assign(&name, "users", at(number), crate::Quantity::Limited(500)).unwrap();
    }
    let before = state.to_lines();
    let mut after = state.clone();
    assert_eq!(add(&mut after, &Document::license("L-1", 5).serial(2), 1_000), "ok");
    let preview = state.preview(&after, &verifier(), &Question::at(at(1_000))).unwrap();
    let [difference] = &preview.differences[..] else { panic!("one entitlement changes") };
    assert_eq!((difference.over_by, &difference.over_users[..]), (2, &["user6".into(), "user5".into()][..]));
    assert_eq!((users(&preview.before), users(&preview.after)), ((500, 0), (5, 0)));
    assert_eq!(state.to_lines(), before, "nothing has changed yet");
    assert_eq!(report(&after, 1_000), preview.after);
    assert_eq!(after.roster.count("users"), 7, "nobody loses a seat");
    let same = state.preview(&state, &verifier(), &Question::at(at(1_000))).unwrap();
    assert!(same.differences.is_empty());

    let mut none = state.clone();
    assert!(none.remove(&Document::license("L-1", 500).digest(), at(1_000)));
    let preview = state.preview(&none, &verifier(), &Question::at(at(1_000))).unwrap();
    let [difference] = &preview.differences[..] else { panic!("one entitlement is gone") };
    assert_eq!((difference.after, difference.over_by, difference.over_users.len()), (None, 7, 7));
}

#[test]
fn files_that_were_verified_once_serve_until_another_comes() {
    let mut state = with(&[&Document::license("L-1", 20)], 1_000);
    let opened = state.open(&verifier());
    state.set_usage("users", 9, at(1_000));
    let question = Question::at(at(1_000));
    assert_eq!(state.report_opened(&opened, &question).unwrap(), report(&state, 1_000));
    let removed = Document::license("L-1", 20).digest();
    state.remove(&removed, at(1_000));
    assert_eq!(state.report_opened(&opened, &question).unwrap(), report(&state, 1_000));
    assert_eq!(add(&mut state, &Document::license("L-2", 20), 1_000), "ok");
    let error = state.report_opened(&opened, &question).unwrap_err();
    assert_eq!(error.code(), crate::Code::UsageInvalid);
}

#[test]
fn who_observes_what_was_verified_once_learns_the_same_and_knows_whether_anything_was_learned() {
    let mut state = with(&[&Document::license("L-1", 20)], 1_000);
    let opened = state.open(&verifier());
    assert!(opened.is_of(&state));
    let listed = state.documents_in(&opened).unwrap();
    assert!(matches!(listed[..], [(digest, document, file)]
        if *digest == document.digest() && file.outcome.is_ok()));

    let (mut verified, mut again) = (state.clone(), state.clone());
    let question = Question::at(at(2_000));
    assert_eq!(
        verified.observe_opened(&opened, &question).unwrap(),
        again.observe(&verifier(), &question).unwrap()
    );
    assert_eq!(verified.to_lines(), again.to_lines());
    assert!(!verified.remembers_as(&state), "the clock has gone on");
    verified.set_usage("users", 9, at(2_000));
    verified.observe_opened(&opened, &question).unwrap();
    assert!(verified.remembers_as(&again), "an amount is nothing that is remembered");

    assert_eq!(add(&mut state, &Document::license("L-2", 20), 1_000), "ok");
    assert!(!opened.is_of(&state));
    assert!(state.documents_in(&opened).is_err());
}

#[test]
fn copies_of_a_trust_update_are_one_that_all_their_roots_speak_for() {
    let of_vendor = |seed: u8, uses, products: &[&str]| TrustedKey {
        issuer: Some(VENDOR.into()),
        uses,
        products: Some(products.iter().map(|product| (*product).to_owned()).collect()),
        ..key(seed)
    };
    let root = Some(vec![crate::DocumentType::TrustUpdate]);
    let mut keys = TrustedKeys::default();
    for key in [
        of_vendor(2, None, &["orange-uce", "ucware"]),
        of_vendor(8, root.clone(), &["ucware"]),
        of_vendor(9, root, &["orange-uce"]),
    ] {
        keys.insert(key).unwrap();
    }
    let copies = [8, 9].map(|seed| Document::trust_update(1, &[2]).signed_by(seed).bytes());
    let retires = |copies: &[&Vec<u8>]| {
        let files = copies.iter().map(|bytes| ("t.lic", &bytes[..]));
        let opened = Verifier::new(keys.clone()).open(files);
        assert!(opened.files.iter().all(|file| file.outcome.is_ok()));
        opened.trust.keys().get(&key(2).key.thumbprint()).unwrap().retired.is_some()
    };
    assert!(retires(&[&copies[0], &copies[1]]) && retires(&[&copies[1], &copies[0]]));
    assert!(!retires(&[&copies[0]]) && !retires(&[&copies[1], &copies[1]]));
}

/// What `Verifier::preview` and a state say of the same change.
#[test]
fn a_preview_of_a_trust_update_verifies_the_other_files_again() {
    let (own, leaked) = (Document::license("L-1", 5), Document::license("L-2", 7).signed_by(2));
    let update = Document::trust_update(1, &[2]);
    let (files, new) = ([own.bytes(), leaked.bytes()], update.bytes());
    let contents = [("1", &files[0][..]), ("2", &files[1][..])];
    let question = Question::at(at(1_000));
    let granted = |preview: &Preview| (users(&preview.before), users(&preview.after));
    let added = verifier().preview(&contents, Change::Add(("u", &new)), &question).unwrap();
    assert_eq!(granted(&added), ((12, 0), (5, 0)));
    assert_eq!(statuses(&added.after), ["active", "key_retired", "active"]);
    let state = with(&[&own, &leaked], 900);
    let mut after = state.clone();
    assert_eq!(add(&mut after, &update, 1_000), "ok");
    let same = state.preview(&after, &verifier(), &question).unwrap();
    assert_eq!(same.differences, added.differences);
    // Taken out, or giving its place, the update retires nothing more.
    let three = [contents[0], ("u", &new[..]), contents[1]];
    for change in [Change::Remove(1), Change::Replace(1, contents[1])] {
        let removed = verifier().preview(&three, change, &question).unwrap();
        assert_eq!(granted(&removed), ((5, 0), (12, 0)));
    }
    // A file that only the update's keys make authentic does not come in the update's place.
    let unsigned = [contents[0], ("u", &new[..])];
    let replaced = verifier().preview(&contents, Change::Replace(1, ("u", &new)), &question).unwrap();
    assert_eq!(granted(&replaced), ((12, 0), (5, 0)), "nor is the licence that goes authentic any more");
    let error = verifier().preview(&unsigned, Change::Add(contents[1]), &question).unwrap_err();
    assert_eq!(error.code(), Code::KeyRetired);
}

#[test]
fn what_a_receipt_says_is_remembered_for_good() {
    let license = Document::license("L-1", 5).with("lic.activation", "required");
    let (activation, receipt) = (Document::activation("A-1", 50), Document::receipt("A-1", 50));
    let before = with(&[&license, &activation], 200);
    let granted = |state: &State| {
        let mut question = Question::at(at(400));
        let code = crate::LockCode::parse("CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J").unwrap();
        let proof = crate::HostProof::of_lock_code(code, Some(key(50).key.thumbprint()));
        question.host = crate::Host::Proved(proof);
        users(&state.report(&verifier(), &question).unwrap()).0
    };
    assert_eq!(granted(&before), 1);
    let mut state = before.clone();
    assert_eq!(add(&mut state, &receipt, 300), "ok");
    state.remove(&receipt.digest(), at(310));
    assert_eq!(granted(&state), 0);
    // By the journal alone, in whatever order an older export comes back.
    let mut noted = State::new(fold_case);
    let known = state.past_deactivations().next().unwrap();
    assert_eq!((known.activation.id.as_str(), known.serial, known.at), ("A-1", 1, at(300)));
    noted.deactivate(known.activation.clone(), known.serial, known.at);
    for (mut one, other) in [(before.clone(), noted.clone()), (noted, before)] {
        one.merge(other);
        assert_eq!(granted(&one), 0);
        assert_eq!(granted(&State::parse(one.to_lines().as_bytes(), fold_case).0), 0);
    }
}
