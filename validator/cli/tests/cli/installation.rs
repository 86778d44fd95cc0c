//! `--installation`: for which installation an emergency licence is.

use crate::folder::Folder;
use serde_json::json;

#[test]
fn an_emergency_licence_counts_at_its_installation() {
    let folder = Folder::new("installation");
    folder.with_key("k", &[]);
    let own = folder.with_installation("own");
    let other = folder.with_installation("other");
    let claims = json!({
        "iss": "https://vendor.example", "aud": "orange-uce", "sub": "site-1", "exp": 4_102_444_800_u64,
        "lic": {
            "serial": 1, "name": "Emergency", "kind": "emergency", "request": "REQ-1", "installation": own,
            "holder": { "name": "Musterhandel GmbH" },
            "entitlements": [{ "id": "users", "metric": "user", "quantity": 10 }],
        },
    });
    folder.write("claims.json", &claims.to_string());
    folder.done(&["sign", "claims.json", "--key", "k.pem", "--out", "e.lic"]);
    let verify =
        |more: &[&str], exit| folder.json(&[&["verify", "e.lic", "--keys", "k.json"], more].concat(), exit);
    for named in [own.as_str(), "own.json"] {
        let report = verify(&["--installation", named], 0);
        assert_eq!((&report["limits"][0]["emergency"], &report["warnings"]), (&10.into(), &json!([])));
    }
    for named in [other.as_str(), "other.json"] {
        let report = verify(&["--installation", named], 1);
        assert_eq!(report["limits"][0]["emergency"], 0);
        let reason = json!({ "code": "wrong_host", "found": other, "needed": own });
        assert_eq!(report["documents"][0]["reasons"], json!([reason]));
    }
    let report = verify(&[], 0);
    assert_eq!(report["warnings"], json!([{ "code": "installation_not_judged" }]));
    let text = String::from_utf8(folder.run(&["verify", "e.lic", "--keys", "k.json"]).stdout).unwrap();
    assert!(text.contains("name yours with --installation"), "{text}");
    assert_eq!(verify(&["--host", "any"], 0)["warnings"], json!([{ "code": "host_not_judged" }]));
    // What names no one key is no installation.
    let [one, two] = ["own.json", "other.json"].map(|name| {
        let set: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.0.join(name)).unwrap()).unwrap();
        set["keys"][0].clone()
    });
    folder.write("both.json", &json!({ "keys": [one, two] }).to_string());
    for (named, code) in
        [("both.json", "usage_invalid"), ("none.json", "file_unreadable"), ("own.pem", "key_private")]
    {
        assert_eq!(verify(&["--installation", named], 3)["error"]["code"], code, "{named}");
    }
    // Who asks for more is the installation that is asked about.
    let request = |more: &[&str], exit| {
        let words = ["request", "e.lic", "--keys", "k.json", "--key", "other.pem", "--emergency", "users"];
        folder.json(&[&words[..], more].concat(), exit)
    };
    assert_eq!(request(&["--installation", &own], 3)["error"]["code"], "usage_invalid");
    assert_eq!(request(&["--installation", &other], 1)["code"], "no_license");
}
