//! The licence and machine files that Keygen published with its examples. They are not ours to hand on:
//! they are looked for beside the workspace, and reported as ignored where they are not there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::keygen::{
    KeygenAdapter, KeygenFile, KeygenKeys, KeygenSecrets, KeygenStatus, VerifiedKeygenFile, lock_code,
};
use countersign::{File, Host, Question, UnixTime, judge};
use countersign_tests::judging::{feature, statuses};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use std::fs;
use std::io::Error;
use std::path::Path;
use std::process::ExitCode;

/// One file, as the corpus describes it.
#[derive(Clone, Deserialize)]
struct Entry {
    file: String,
    public_key_hex: String,
    license_key: Option<String>,
    fingerprint: Option<String>,
    meta: Option<Meta>,
}

#[derive(Clone, Deserialize)]
struct Meta {
    issued: String,
    expiry: Option<String>,
}

fn main() -> Result<ExitCode, Error> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let trials = if folder.exists() {
        trials(&folder)?
    } else {
        vec![
            Trial::test("real_files_of_keygen_are_not_beside_the_workspace", || Ok(()))
                .with_ignored_flag(true),
        ]
    };
    Ok(libtest_mimic::run(&Arguments::from_args(), trials).exit_code())
}

fn trials(folder: &Path) -> Result<Vec<Trial>, Error> {
    let manifest: Vec<Entry> = serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let counts = (manifest.len(), manifest.iter().filter(|entry| entry.license_key.is_some()).count());
    let mut trials = vec![Trial::test("eight_files_of_which_five_have_a_licence_key", move || {
        assert_eq!(counts, (8, 5));
        Ok(())
    })];
    for entry in manifest {
        let file = fs::read_to_string(folder.join(&entry.file))?;
        let name = entry.file.replace(['-', '.'], "_");
        let judged = (entry.clone(), file.clone());
        trials.push(Trial::test(format!("{name}_is_judged"), move || is_judged(&judged.0, &judged.1)));
        let altered = (entry.public_key_hex.clone(), file.clone());
        trials.push(Trial::test(format!("{name}_is_genuine"), move || is_genuine(&entry, &file)));
        trials.push(Trial::test(format!("{name}_with_a_byte_changed_is_refused"), move || {
            alterations_are_refused(&altered.0, &altered.1)
        }));
    }
    Ok(trials)
}

fn is_genuine(entry: &Entry, file: &str) -> Result<(), Failed> {
    let keys = KeygenKeys::parse(entry.public_key_hex.as_bytes())?;
    let verified = KeygenFile::read(file.as_bytes())?.verify(&keys)?;
    assert!(verified.is_encrypted());
    assert_eq!(refusal(&verified, None), Some("key_secret"));
    let wrong = KeygenSecrets { license_key: "wrong".into(), fingerprint: entry.fingerprint.clone() };
    assert_eq!(refusal(&verified, Some(&wrong)), Some("key_secret"));

    let Some(license_key) = &entry.license_key else { return Ok(()) };
    let secrets = KeygenSecrets { license_key: license_key.clone(), fingerprint: entry.fingerprint.clone() };
    let contents = verified.contents(Some(&secrets))?;
    let meta = entry.meta.as_ref().ok_or("a file that can be decrypted has its times in the manifest")?;
    // The manifest has fractions of seconds.
    assert_eq!(contents.issued.to_string()[..19], meta.issued[..19]);
    assert_eq!(contents.file_expires.is_some(), meta.expiry.is_some());
    let license = contents.license.as_ref().ok_or("the licence is included")?;
    assert_eq!(license.key.as_ref(), Some(license_key));
    assert_eq!(contents.machine.as_ref().map(|machine| &machine.fingerprint), entry.fingerprint.as_ref());

    // That a file has ended is a verdict, and no error.
    let Some(end) = contents.end() else {
        assert_eq!(contents.status_at(UnixTime::MAX), KeygenStatus::Active);
        return Ok(());
    };
    assert_eq!(contents.status_at(UnixTime::from_secs(end.as_secs() - 1)?), KeygenStatus::Active);
    assert_eq!(contents.status_at(end), KeygenStatus::Expired);
    Ok(())
}

/// The same as a licence: it counts up to the end of the file, and no longer.
fn is_judged(entry: &Entry, file: &str) -> Result<(), Failed> {
    let Some(license_key) = &entry.license_key else { return Ok(()) };
    let keys = KeygenKeys::parse(entry.public_key_hex.as_bytes())?;
    let secrets = KeygenSecrets { license_key: license_key.clone(), fingerprint: entry.fingerprint.clone() };
    let contents = KeygenFile::read(file.as_bytes())?.verify(&keys)?.contents(Some(&secrets))?;
    let license = KeygenAdapter::new(keys).with_secrets(secrets).verify(file.as_bytes())?;
    let ids: Vec<&str> = license.entitlements.iter().map(|entitlement| entitlement.id.as_str()).collect();
    assert!(ids.contains(&"license") && ids.contains(&"machines"), "{ids:?}");
    assert_eq!(license.expires, contents.end());

    let files = [File { name: entry.file.clone(), outcome: Ok(license.into()) }];
    let mut question = Question::at(contents.issued);
    question.host = entry.fingerprint.as_deref().and_then(lock_code).map_or(Host::Unknown, Host::LockCode);
    assert_ne!(statuses(&judge(&files, &question)?), ["expired"]);
    assert!(feature(&judge(&files, &question)?, "license").granted);
    if let Some(end) = contents.end() {
        question.now = end;
        assert_eq!(statuses(&judge(&files, &question)?), ["expired"]);
    }
    if entry.fingerprint.is_some() {
        question.host = Host::Unknown;
        assert_eq!(statuses(&judge(&files, &question)?), ["wrong_host"]);
    }
    Ok(())
}

fn refusal(file: &VerifiedKeygenFile, secrets: Option<&KeygenSecrets>) -> Option<&'static str> {
    file.contents(secrets).err().map(|error| error.code().as_str())
}

/// Changes one byte after another in the label, the signature and the algorithm, and a sample of those in
/// the long contents.
fn alterations_are_refused(public_key: &str, file: &str) -> Result<(), Failed> {
    let keys = KeygenKeys::parse(public_key.as_bytes())?;
    let is_refused =
        |file: &str| KeygenFile::read(file.as_bytes()).and_then(|file| file.verify(&keys)).is_err();
    let (label, json) = take_apart(file)?;
    assert!(!is_refused(&put_together(&label, &json)));

    for at in 0..label.len() {
        assert!(is_refused(&put_together(&altered(&label, at), &json)), "label, byte {at}");
    }
    for other in ["LICENSE FILE", "MACHINE FILE"].into_iter().filter(|other| *other != label) {
        assert!(is_refused(&put_together(other, &json)), "label {other}");
    }
    for (name, step) in [("enc", 97), ("sig", 1), ("alg", 1)] {
        let member = json[name].as_str().ok_or("the members are strings")?;
        for at in (0..member.len()).step_by(step).chain([member.len() - 1]) {
            let mut json = json.clone();
            json[name] = altered(member, at).into();
            assert!(is_refused(&put_together(&label, &json)), "{name}, byte {at}");
        }
    }
    Ok(())
}

fn altered(text: &str, at: usize) -> String {
    let replace = |c: char| if c == 'A' { 'B' } else { 'A' };
    text.chars().enumerate().map(|(index, c)| if index == at { replace(c) } else { c }).collect()
}

fn take_apart(file: &str) -> Result<(String, serde_json::Value), Failed> {
    let mut lines = file.trim().lines();
    let first = lines.next().and_then(|line| line.strip_prefix("-----BEGIN ")?.strip_suffix("-----"));
    let body: String = lines.filter(|line| !line.starts_with("-----")).collect();
    Ok((first.ok_or("a BEGIN line")?.to_owned(), serde_json::from_slice(&STANDARD.decode(body)?)?))
}

fn put_together(label: &str, json: &serde_json::Value) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(json.to_string()))
}
