//! Asking of licences what they allow, what a change would come to, and for an emergency licence.

use crate::folder::{Folder, fixture};
use countersign::{EmergencyRequest, Envelope, TrustedKeys};
use serde_json::{Value, json};
use std::process::Output;

/// A second before the emergency licence of the fixtures begins, as it begins, and as it ends.
const BEFORE: &str = "2014-05-13T09:59:59Z";
const START: &str = "2014-05-13T10:00:00Z";
const END: &str = "2014-06-13T10:00:00Z";

/// A command with the keys of the fixtures, and with fixtures for its files.
fn command(name: &str, more: &[&str]) -> Vec<String> {
    let word = |word: &&str| if word.ends_with(".lic") { fixture(word) } else { (*word).to_owned() };
    let mut words = vec![name.to_owned(), "--keys".to_owned(), fixture("keys.json")];
    words.extend(more.iter().map(word));
    words
}

fn json(folder: &Folder, arguments: &[String], exit: i32) -> Value {
    folder.json(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), exit)
}

fn run(folder: &Folder, arguments: &[String]) -> Output {
    folder.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What a command that ends so prints for people: nothing in colour, for it is no terminal.
fn text(folder: &Folder, arguments: &[String], exit: i32) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains('\u{1b}'), "{text:?}");
    text
}

#[test]
fn check_tells_whether_one_more_may_be_used() {
    let folder = Folder::new("check");
    let users = |more: &[&str]| command("check", &[&["users", "orange-uce-base.lic"], more].concat());
    let free = users(&["--at", BEFORE, "--usage", "users=19"]);
    assert_eq!(
        json(&folder, &free, 0),
        json!({ "id": "users", "decision": "allow", "limit": 20, "used": 19, "requested": 1 })
    );
    assert_eq!(text(&folder, &free, 0), "✓ 1 more of users may be used: 19 of 20 are in use.\n");
    json(&folder, &users(&["--usage", "users=19", "--adding", "2"]), 1);

    let full = users(&["--at", BEFORE, "--usage", "users=20"]);
    let denied = json(&folder, &full, 1);
    assert_eq!((&denied["decision"], &denied["code"]), (&"deny".into(), &"limit_exhausted".into()));
    assert_eq!(denied["remedies"], json!(["free", "add_license", "request_emergency"]));
    assert_eq!(
        text(&folder, &full, 1),
        "✗ 1 more of users may not be used [limit_exhausted]: 20 of 20 are in use. \
         Free 1, add a licence or request an emergency licence.\n"
    );

    for (instant, exit) in [(START, 0), ("2014-06-13T09:59:59Z", 0), (END, 1)] {
        let emergency = users(&["orange-uce-emergency.lic", "--at", instant, "--usage", "users=20"]);
        assert_eq!(json(&folder, &emergency, exit)["emergency"] == true, exit == 0, "{instant}");
    }
}

#[test]
fn check_asks_about_devices_by_their_family() {
    let folder = Folder::new("devices");
    let device = |family: &str, more: &[&str]| {
        command("check", &[&["--device", family, "ucware-testlizenz.lic"], more].concat())
    };
    let yealink = device("yealink", &["--adding", "5000"]);
    assert_eq!(text(&folder, &yealink, 0), "✓ yealink devices need no licence, unlike cisco, unify.\n");
    assert_eq!(json(&folder, &device("cisco", &["--usage", "cisco_phones=499"]), 0)["id"], "cisco_phones");
    let denied = json(&folder, &device("cisco", &["--usage", "cisco_phones=500"]), 1);
    assert_eq!((&denied["code"], &denied["limit"]), (&"limit_exhausted".into(), &500.into()));
}

#[test]
fn an_entitlement_is_no_family_and_a_family_no_entitlement() {
    let folder = Folder::new("family");
    let mistaken = command("check", &["--device", "cisco_phones", "ucware-testlizenz.lic"]);
    let refused = json(&folder, &mistaken, 3);
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(refused["error"]["code"] == "usage_invalid" && message.contains("cisco or unify"), "{message}");
    let family = run(&folder, &command("check", &["cisco", "ucware-testlizenz.lic"]));
    assert_eq!(family.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(family.stderr).unwrap(),
        "cisco is a family of devices: ask with --device.\n"
    );
}

#[test]
fn preview_takes_out_the_file_that_is_meant() {
    let folder = Folder::new("meant");
    for name in ["ucware-testlizenz.lic", "ucware-downgrade.lic"] {
        std::fs::copy(fixture(name), folder.0.join(name.replace(".lic", ".txt"))).unwrap();
    }
    let preview = |more: &[&str]| command("preview", more);
    // By another name of the same file; the one that it superseded stays so, and both are shown.
    let both = ["ucware-testlizenz.txt", "ucware-downgrade.txt", "--remove", "./ucware-downgrade.txt"];
    let told = text(&folder, &preview(&both), 0);
    assert!(
        told.contains("– superseded  – superseded") && told.contains("! Less would be granted of"),
        "{told}"
    );
    let twice = ["ucware-testlizenz.txt", "./ucware-testlizenz.txt", "--remove", "ucware-testlizenz.txt"];
    let refused = json(&folder, &preview(&twice), 3);
    assert!(refused["error"]["message"].as_str().unwrap().contains("several times"), "{refused}");
    // The heading says whose files they were where none is left.
    let all = text(&folder, &preview(&["ucware-testlizenz.txt", "--remove", "ucware-testlizenz.txt"]), 0);
    assert!(all.starts_with("ucware · musterfirma"), "{all}");
}

#[test]
fn check_says_which_file_it_left_out() {
    let folder = Folder::new("left-out");
    folder.write("cut.txt", "-----BEGIN SIGNED LICENSE-----\n");
    let with_cut = |more: &[&str]| {
        command("check", &[&["users", "orange-uce-base.lic", "cut.txt", "--at", BEFORE], more].concat())
    };
    for (usage, decision) in [("users=19", "allow"), ("users=20", "deny")] {
        assert_eq!(json(&folder, &with_cut(&["--usage", usage]), 2)["decision"], decision);
    }
    let output = run(&folder, &with_cut(&[]));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("error [armor_end_missing]: cut.txt: "), "{error}");
    assert_eq!(
        json(&folder, &command("check", &["users", "--at", "soon"]), 3)["error"]["code"],
        "instant_invalid"
    );
    assert_eq!(json(&folder, &command("check", &["users"]), 1)["code"], "no_license");
    let entry = ["users", "--entry", "users=5", "--usage", "users=4"];
    assert_eq!(json(&folder, &command("check", &entry), 0)["limit"], 5);
}

#[test]
fn preview_shows_what_would_change_and_changes_nothing() {
    let folder = Folder::new("preview");
    let downgrade = command(
        "preview",
        &["ucware-testlizenz.lic", "--add", "ucware-downgrade.lic", "--usage", "client_bundle=7"],
    );
    let preview = json(&folder, &downgrade, 1);
    assert_eq!(
        preview["differences"],
        json!([{
            "id": "client_bundle",
            "before": { "granted": 500, "emergency": 0 },
            "after": { "granted": 5, "emergency": 0 },
            "over_by": 2,
        }])
    );
    assert_eq!(preview["after"]["documents"][0]["status"], "superseded");
    let told = text(&folder, &downgrade, 1);
    for line in ["client_bundle  500  5     7     2 over", "Over would be client_bundle by 2."] {
        assert!(told.contains(line), "{told}");
    }
    assert!(told.contains("✓ active  – superseded"), "{told}");

    let addon = command("preview", &["orange-uce-base.lic", "--add", "orange-uce-addon.lic"]);
    let told = text(&folder, &addon, 0);
    assert!(
        told.contains("users        20   25    0     ok") && told.contains("Nothing would be over."),
        "{told}"
    );
    let other = ["--product", "orange-uce", "orange-uce-base.lic", "--add", "ucware-testlizenz.lic"];
    let told = text(&folder, &command("preview", &other), 1);
    assert!(told.contains("–    ✗ wrong product") && told.contains("not every file would count."), "{told}");
    let twice = command("preview", &["orange-uce-base.lic", "--add", "orange-uce-base.lic"]);
    assert!(text(&folder, &twice, 0).contains("No entitlement would change."));
}

#[test]
fn preview_takes_files_out_and_puts_others_in_their_place() {
    let folder = Folder::new("removal");
    let remove = ["orange-uce-base.lic", "orange-uce-addon.lic", "--remove", "orange-uce-addon.lic"];
    let remove = |usage| command("preview", &[&remove[..], &["--usage", usage]].concat());
    assert_eq!(json(&folder, &remove("users=20"), 0)["differences"][0]["after"]["granted"], 20);
    assert_eq!(json(&folder, &remove("users=21"), 1)["differences"][0]["over_by"], 1);
    // Where nothing is left that names it, all that is in use would be over.
    let all = ["orange-uce-base.lic", "--remove", "orange-uce-base.lic", "--usage", "users=19"];
    assert_eq!(json(&folder, &command("preview", &all), 1)["differences"][0]["over_by"], 19);
    assert!(text(&folder, &command("preview", &all), 1).contains("Over would be users by 19."));

    let other = ["orange-uce-base.lic", "--replace", "orange-uce-base.lic", "orange-uce-addon.lic"];
    let replaced = json(&folder, &command("preview", &[&other[..], &["--usage", "users=5"]].concat()), 0);
    assert_eq!(replaced["differences"][0]["after"]["granted"], 5);
    assert_eq!(replaced["after"]["documents"].as_array().unwrap().len(), 1);
    json(&folder, &command("preview", &[&other[..], &["--usage", "users=6"]].concat()), 1);
}

#[test]
fn preview_refuses_what_would_not_be_taken() {
    let folder = Folder::new("refused");
    folder.write("cut.txt", "-----BEGIN SIGNED LICENSE-----\n");
    for (arguments, exit, code) in [
        (&["ucware-downgrade.lic", "--add", "ucware-testlizenz.lic"][..], 2, "stale"),
        (&["ucware-downgrade.lic", "--add", "cut.txt"], 2, "armor_end_missing"),
        (&["orange-uce-base.lic", "--remove", "orange-uce-addon.lic"], 3, "usage_invalid"),
        (&["orange-uce-base.lic", "--replace", "orange-uce-base.lic"], 3, "usage_invalid"),
        (&["orange-uce-base.lic"], 3, "usage_invalid"),
        (&["-", "--add", "-"], 3, "usage_invalid"),
        (&["orange-uce-base.lic", "--add", "absent.txt"], 3, "file_unreadable"),
        (&["orange-uce-base.lic", "--add", "ucware-testlizenz.lic"], 3, "product_ambiguous"),
    ] {
        let refused = json(&folder, &command("preview", arguments), exit);
        assert_eq!(refused["error"]["code"], code, "{arguments:?}");
    }
}

/// A new key, signed for by the root; and a licence by it.
#[test]
fn preview_of_a_trust_update_verifies_the_other_files_by_its_keys() {
    let folder = Folder::with_license("update");
    folder.with_key("root", &["--use", "trust+jwt"]);
    folder.with_key("new", &[]);
    let issuer = ["--issuer", "https://vendor.example"];
    folder.done(
        &[&["trust", "--key", "root.pem", "--add", "new.json", "--out", "update"], &issuer[..]].concat(),
    );
    folder.done(&[
        "sign",
        &crate::folder::known("testlizenz.json"),
        "--allow-past",
        "--key",
        "new.pem",
        "--out",
        "new.lic",
    ]);
    let preview = |more: &[&str], exit| {
        folder.json(&[&["preview", "new.lic", "--keys", "root.json", "--at", super::AT], more].concat(), exit)
    };
    let added = preview(&["--add", "update"], 0);
    assert_eq!(added["before"]["documents"][0]["error"]["code"], "key_unknown");
    assert_eq!(added["after"]["documents"][0]["status"], "active");
    let removed = preview(&["update", "--remove", "update"], 2);
    assert_eq!(removed["before"]["documents"][0]["status"], "active");
    assert_eq!(removed["after"]["documents"][0]["error"]["code"], "key_unknown");
}

#[test]
fn request_writes_what_the_vendor_can_verify() {
    let folder = Folder::new("request");
    let installation = folder.with_installation("site");
    let asked = |more: &[&str]| {
        let words = ["orange-uce-base.lic", "--at", START, "--usage", "users=20", "--emergency", "users"];
        command("request", &[&words[..], &["--key", "site.pem"], more].concat())
    };
    let contact =
        ["--contact-name", "Sandra Singer", "--contact-email", "sandra.singer@musterhandel.example"];
    let made =
        json(&folder, &asked(&[&contact[..], &["--reason", "Trade fair", "--out", "request"]].concat()), 0);
    assert_eq!(
        (&made["installation"], &made["license"], &made["quantity"]),
        (&installation.into(), &"UCE-2013-0020".into(), &10.into())
    );

    // The vendor holds the installation's public key.
    let keys = TrustedKeys::parse(&std::fs::read(folder.0.join("site.json")).unwrap()).unwrap();
    let request = std::fs::read(folder.0.join("request")).unwrap();
    let request = Envelope::read(&request).unwrap().verify::<EmergencyRequest>(&keys).unwrap();
    assert_eq!(
        (request.id.as_str(), request.issued.to_string().as_str()),
        (made["jti"].as_str().unwrap(), START)
    );
    assert_eq!((request.registered, request.granted, request.quantity), (20, 20, 10));
    assert_eq!(request.contact.as_ref().unwrap().name.as_deref(), Some("Sandra Singer"));
    assert_eq!(request.reason.as_deref(), Some("Trade fair"));

    // Without --out the request is what is printed.
    assert!(text(&folder, &asked(&[]), 0).starts_with("-----BEGIN EMERGENCY REQUEST-----\n"));
}

#[test]
fn request_asks_for_nothing_that_would_be_refused() {
    let folder = Folder::new("unasked");
    folder.with_installation("site");
    folder.write("cut.txt", "-----BEGIN SIGNED LICENSE-----\n");
    let asked = |more: &[&str]| {
        let words = ["--emergency", "users", "--key", "site.pem", "--at", START, "--out", "request"];
        command("request", &[&words[..], more].concat())
    };
    let base = "orange-uce-base.lic";
    for (arguments, exit, member, code) in [
        (&[][..], 1, "/code", "no_license"),
        (&[base, "orange-uce-emergency.lic"], 1, "/code", "emergency_running"),
        (&[base, "cut.txt"], 2, "/error/code", "armor_end_missing"),
        (&[base, "--emergency", "nothing"], 3, "/error/code", "usage_invalid"),
        (&["call-studio-seats.lic", "--product", "x"], 1, "/code", "no_license"),
        (&[base, "--quantity", "11"], 3, "/error/code", "claims_range"),
        (&[base, "--quantity", "0"], 3, "/error/code", "claims_range"),
        (&[base, "--reason", "a\u{202e}b"], 3, "/error/code", "claims_text"),
        (&[base, "--contact-name", ""], 3, "/error/code", "claims_length"),
        (&[base, "--key", "absent.pem"], 3, "/error/code", "usage_invalid"),
    ] {
        let refused = json(&folder, &asked(arguments), exit);
        assert_eq!(refused.pointer(member), Some(&code.into()), "{arguments:?}: {refused}");
    }
    assert!(!folder.0.join("request").exists(), "nothing is written");
    let denied = run(&folder, &asked(&[]));
    assert!(denied.stdout.is_empty(), "{denied:?}");
    let told = String::from_utf8(denied.stderr).unwrap();
    assert!(told.contains("may not be requested [no_license]: there is no licence that counts."), "{told}");
}
