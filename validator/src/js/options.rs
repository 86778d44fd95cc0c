//! The options of `verify`.

use crate::error::{Code, Error, Result};
use crate::host::HostIdentity;
use crate::json::{self, LARGEST_INTEGER, Node, Value};
use crate::judge::history::History;
use crate::judge::question::{Host, HostProof, Question, RevocationPolicy};
use crate::values::by_id::Amounts;
use crate::values::lock_code::LockCode;
use crate::values::part::Part;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;

/// The names that are known. A misspelt one would otherwise be an option silently not set.
const NAMES: [&str; 12] = [
    "now",
    "issuer",
    "product",
    "account",
    "productVersion",
    "host",
    "alive",
    "installation",
    "usage",
    "entry",
    "floor",
    "revocations",
];

/// Reads the options from the JSON text that the loader makes of them, with instants in Unix seconds.
///
/// They go through the reader that documents go through: it is there already, and names the option and
/// both sides of what is wrong with it.
pub(super) fn read(text: &str) -> Result<Question> {
    question(text).map_err(|error| match error.code() {
        Code::VersionInvalid | Code::LockCodeInvalid | Code::InstantInvalid | Code::UsageInvalid => error,
        _ => error.with_code(Code::UsageInvalid),
    })
}

fn question(text: &str) -> Result<Question> {
    let root = Value::Object(json::parse(text.as_bytes(), "options")?);
    let root = Node::root(&root);
    check_members(&root, "options", &NAMES)?;
    let now = root.required_with("now", instant)?;
    root.assemble(|options| Question {
        now,
        issuer: options.optional("issuer", Node::name),
        product: options.optional("product", Node::name),
        account: options.optional("account", Node::name),
        product_version: options.optional("productVersion", |text| ProductVersion::parse(text.string()?)),
        host: options.optional("host", host).unwrap_or_default(),
        alive: options.optional("alive", |alive| alive.list(lock_code)),
        installation: options.optional("installation", Thumbprint::read),
        usage: options.optional("usage", amounts).unwrap_or_default(),
        entry: options.optional("entry", amounts).unwrap_or_default(),
        floor: options.optional("floor", instant),
        revocations: options.optional("revocations", revocations).unwrap_or_default(),
        history: History::default(),
    })
}

fn check_members(node: &Node<'_>, at: &str, known: &[&str]) -> Result<()> {
    // Of revocation lists the small module neither takes any nor warns.
    let is_known = |name: &str| known.contains(&name) && (cfg!(feature = "js") || name != "revocations");
    match node.object()?.iter().find(|(name, _)| !is_known(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let error = Error::new(Code::UsageInvalid).with_at(at).with_found(name);
            Err(error.with_needed(known.join(", ")))
        }
    }
}

fn instant(node: &Node<'_>) -> Result<UnixTime> {
    UnixTime::read(node).map_err(|error| match error.code() {
        Code::ClaimsRange => error.with_code(Code::InstantInvalid),
        _ => error,
    })
}

/// `any`, a lock code, a host file, or what the caller has found the machine to be, and to have proved. A host file proves
/// nothing of a key.
fn host(node: &Node<'_>) -> Result<Host> {
    if node.object().is_ok() {
        return proved(node).map(Host::Proved);
    }
    match node.string()? {
        "any" => Ok(Host::Any),
        file if cfg!(feature = "js") && file.trim_ascii_start().starts_with('{') => {
            HostIdentity::parse(file.as_bytes()).map(|host| Host::Proved(HostProof::new(&host, None)))
        }
        code => LockCode::parse(code).map(Host::LockCode),
    }
}

fn proved(node: &Node<'_>) -> Result<HostProof> {
    check_members(node, "host", &["lockCode", "parts", "key"])?;
    let lock_code = node.required_with("lockCode", lock_code)?;
    // Parts and keys are held against activations alone, of which the small module knows none.
    if !cfg!(feature = "js") {
        return Ok(HostProof::of_lock_code(lock_code, None));
    }
    let parts = node.optional("parts")?;
    if let Some(parts) = &parts {
        parts.list(|part| check_members(part, "host.parts", &["name", "digest"]))?;
    }
    Ok(HostProof {
        lock_code,
        parts: node.optional_with("parts", Part::read_all)?.unwrap_or_default(),
        key: node.optional_with("key", Thumbprint::read)?,
    })
}

fn lock_code(node: &Node<'_>) -> Result<LockCode> {
    LockCode::parse(node.string()?).map_err(|error| error.with_at(node))
}

fn revocations(node: &Node<'_>) -> Result<RevocationPolicy> {
    match node.string()? {
        "where_given" => Ok(RevocationPolicy::WhereGiven),
        "required" => Ok(RevocationPolicy::Required),
        _ => Err(node.refused("where_given or required")),
    }
}

fn amounts(node: &Node<'_>) -> Result<Amounts> {
    let mut amounts = Vec::new();
    for (id, amount) in node.members()? {
        amounts.push((id.to_owned(), amount.integer(0..=LARGEST_INTEGER as u64)?));
    }
    Ok(amounts.into_iter().collect())
}
