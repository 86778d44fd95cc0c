//! What went wrong is told to who can mend it.

use crate::folder::{Folder, known};

fn message(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    assert_eq!(output.status.code(), Some(3), "{arguments:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Of a vendor's own mistakes, the vendor is not sent to the vendor.
#[test]
fn who_issues_is_not_sent_to_the_vendor() {
    let folder = Folder::with_license("remedies");
    folder.with_key("root", &["--use", "trust+jwt"]);
    let claims = std::fs::read_to_string(known("testlizenz.json")).unwrap();
    for (name, text) in [
        ("bom.json", format!("\u{FEFF}{claims}")),
        ("twice.json", claims.replacen('{', "{\"iss\":\"x\",", 1)),
        ("lacking.json", claims.replacen("\"aud\"", "\"AUD\"", 1)),
        ("fraction.json", claims.replacen(": 501", ": 501.5", 1).replacen(":501", ":501.5", 1)),
        ("cut.json", claims[..claims.len() / 2].to_owned()),
        ("cut.lic", "-----BEGIN SIGNED LICENSE-----\nAA".to_owned()),
        (
            "weak.json",
            r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#.to_owned(),
        ),
        (
            "openssh.pem",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n"
                .to_owned(),
        ),
    ] {
        folder.write(name, &text);
    }
    let sign = |claims| vec!["sign", claims, "--key", "k.pem"];
    let trust = ["trust", "--key", "root.pem", "--issuer", "https://vendor.example"];
    let revoke = ["revoke", "--key", "k.pem", "--next-update", "4000000000", "L-1", "--previous", "cut.lic"];
    for arguments in [
        sign("bom.json"),
        sign("twice.json"),
        sign("lacking.json"),
        sign("fraction.json"),
        sign("cut.json"),
        vec!["sign", &known("testlizenz.json"), "--key", "openssh.pem"],
        vec!["sign", &known("testlizenz.json"), "--key", "keys.json"],
        [&trust[..], &["--add", "weak.json"]].concat(),
        [&trust[..], &["--add", "root.json"]].concat(),
        revoke.to_vec(),
    ] {
        let message = message(&folder, &arguments);
        assert!(!message.contains("vendor for") && !message.contains("sender"), "{arguments:?}: {message}");
        assert!(!message.contains("cut short") || arguments.contains(&"cut.json"), "{message}");
    }
    let openssh = message(&folder, &["sign", &known("testlizenz.json"), "--key", "openssh.pem"]);
    assert!(
        openssh.contains("an OpenSSH private key") && openssh.contains("countersign keygen"),
        "{openssh}"
    );
}

/// Keys and licences are read as editors and environment variables leave them.
#[test]
fn what_editors_leave_is_read() {
    let folder = Folder::with_license("editors");
    let text = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
    let utf_16 =
        |text: &str| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (pem, license, keys) = (text("k.pem"), text("t.lic"), text("keys.json"));
    std::fs::write(folder.0.join("k16.pem"), utf_16(&pem.replace('\n', "\r\n"))).unwrap();
    folder.write("line.pem", &pem.replace('\n', r"\n"));
    std::fs::write(folder.0.join("keys16.json"), utf_16(&keys)).unwrap();
    folder.write("line.lic", &license.replace('\n', " "));
    for key in ["k16.pem", "line.pem"] {
        folder.done(&["sign", &known("testlizenz.json"), "--key", key, "--out", "signed.lic"]);
        let verify = ["verify", "signed.lic", "line.lic", "--keys", "keys16.json", "--at", crate::AT];
        assert_eq!(folder.json(&verify, 0)["documents"].as_array().unwrap().len(), 2);
        std::fs::remove_file(folder.0.join("signed.lic")).unwrap();
    }
}
