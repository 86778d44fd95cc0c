//! A pool of sessions behind HTTP, for programs in any language: `cargo run --example pool-server -- FILE KEYS`.
//!
//! ```text
//! curl -X POST 'localhost:8700/check-out?id=sessions&client=anna&ttl=300'
//! curl -X POST 'localhost:8700/heartbeat?id=sessions&client=anna'
//! curl -X POST 'localhost:8700/return?id=sessions&client=anna'
//! curl 'localhost:8700/usage'
//! ```
//!
//! 200 is a lease or yes, 409 a denial with its code and remedies, 404 that the client has no session, 400 a mistake in
//! the question, 503 that the state can't be stored: then nothing has changed. The protocol is this example's own. It
//! listens on this machine alone: who may ask, and TLS, are a proxy's matter.
//!
//! Sessions are kept in the file that `POOL_STATE` names, so that they survive a restart. Where there is no such file, it
//! begins with none; one that can't be read or written, or is no snapshot, is no reason to: it does not start.

use countersign::{
    CheckOut, PoolLimits, PoolRules, Question, SessionPool, TrustedKeys, UnixTime, Verifier, judge,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use std::{env, fs, thread};

type Failure = Box<dyn Error + Send + Sync>;

/// How often the licence is judged anew.
const HOUR: Duration = Duration::from_secs(3_600);
/// How long somebody may take to ask, and the most bytes that a question has.
const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST: u64 = 1 << 16;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [license, keys] = &arguments[..] else { return Err("usage: pool-server FILE KEYS".into()) };
    let mut pool = SessionPool::new(PoolRules::default());
    pool.set_limits(limits(license, keys)?);
    let state =
        env::var_os("POOL_STATE").map(PathBuf::from).map(|file| restore(&mut pool, file)).transpose()?;
    let pool = Arc::new(Mutex::new(pool));
    let listener = TcpListener::bind(env::var("POOL_ADDRESS").as_deref().unwrap_or("127.0.0.1:8700"))?;
    println!("http://{}", listener.local_addr()?);

    let (hourly, files) = (Arc::clone(&pool), [license.clone(), keys.clone()]);
    thread::spawn(move || {
        loop {
            thread::sleep(HOUR);
            match limits(&files[0], &files[1]) {
                Ok(limits) => hourly.lock().unwrap_or_else(PoisonError::into_inner).set_limits(limits),
                Err(error) => eprintln!("the licence can't be judged, and what it was worth stays: {error}"),
            }
        }
    });
    for connection in listener.incoming() {
        let (pool, state) = (Arc::clone(&pool), state.clone());
        thread::spawn(move || {
            if let Err(error) =
                connection.map_err(Into::into).and_then(|stream| serve(stream, &pool, state.as_deref()))
            {
                eprintln!("{error}");
            }
        });
    }
    Ok(())
}

/// Takes the sessions that are stored, unless there is no file yet. Tells where the file is that is written from now on.
fn restore(pool: &mut SessionPool, file: PathBuf) -> Result<PathBuf, Failure> {
    let failed = |error: &dyn Error| format!("the state in {} can't be used: {error}", file.display());
    // Of a link, what it leads to: one that leads nowhere is there all the same.
    let place = match fs::symlink_metadata(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => file.clone(),
        _ => fs::canonicalize(&file).map_err(|error| failed(&error))?,
    };
    match fs::read(&place) {
        Ok(stored) => pool.restore(&stored).map_err(|error| failed(&error))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&error).into()),
    }
    store(pool, &place).map_err(|error| failed(&error))?;
    Ok(place)
}

/// Stores the sessions, whole or not at all, and so that a power cut does not take them away.
fn store(pool: &SessionPool, file: &Path) -> io::Result<()> {
    let mut new = file.as_os_str().to_owned();
    new.push(".new");
    let mut writer = File::create(&new)?;
    if let Ok(old) = fs::metadata(file) {
        writer.set_permissions(old.permissions())?;
    }
    writer.write_all(pool.snapshot().as_bytes())?;
    writer.sync_all()?;
    fs::rename(&new, file)?;
    // That another file has the name now is of the folder.
    #[cfg(unix)]
    File::open(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
        .sync_all()?;
    Ok(())
}

/// What the licence grants now.
fn limits(license: &str, keys: &str) -> Result<PoolLimits, Failure> {
    let verifier = Verifier::new(TrustedKeys::parse(&fs::read(keys)?)?);
    let opened = verifier.open([(license, &fs::read(license)?[..])]);
    Ok(PoolLimits::of(&judge(&opened.files, &Question::at(now()?))?))
}

fn now() -> Result<UnixTime, Failure> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(UnixTime::from_secs(i64::try_from(since.as_secs())?)?)
}

fn serve(stream: TcpStream, pool: &Mutex<SessionPool>, state: Option<&Path>) -> Result<(), Failure> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new((&stream).take(LONGEST)).lines();
    let request = lines.next().ok_or("nothing was asked")??;
    // Whoever closes a connection with something unread takes the answer away with it.
    while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let (status, body) = match answer(&request, pool, state) {
        Ok(answer) => answer,
        Err(error) => (400, json!({ "error": error.to_string() })),
    };
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status} \r\nContent-Type: application/json\r\nConnection: close");
    write!(&stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
    Ok(())
}

fn answer(request: &str, pool: &Mutex<SessionPool>, state: Option<&Path>) -> Result<(u16, Value), Failure> {
    let (method, rest) = request.split_once(' ').ok_or("no request")?;
    let target = rest.split(' ').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query: HashMap<&str, String> = query.split('&').filter_map(pair).collect();
    let text = |name: &str| query.get(name).ok_or_else(|| format!("{name} is missing"));
    let seconds = || query.get("ttl").map_or(Ok(300), |ttl| ttl.parse());
    let now = now()?;
    let mut held = pool.lock().unwrap_or_else(PoisonError::into_inner);
    let mut pool = held.clone();
    let answered = match (method, path) {
        ("POST", "/check-out") => given(pool.check_out(text("id")?, text("client")?, now, seconds()?)?)?,
        ("POST", "/borrow") => given(pool.borrow(text("id")?, text("client")?, now, seconds()?)?)?,
        ("POST", "/heartbeat") => match pool.heartbeat(text("id")?, text("client")?, now) {
            Some(lease) => (200, serde_json::to_value(lease)?),
            None => (404, json!({ "error": "the client has no session" })),
        },
        ("POST", "/return") => {
            let had_it = pool.give_back(text("id")?, text("client")?, now);
            (if had_it { 200 } else { 404 }, json!({ "returned": had_it }))
        }
        ("GET", "/usage") => {
            pool.sweep(now);
            (200, serde_json::to_value(pool.usage())?)
        }
        _ => return Ok((404, json!({ "error": "there is nothing of this name" }))),
    };
    // Stored before anybody is told; what can't be stored did not take place.
    if let (Some(file), "POST", (200, _)) = (state, method, &answered)
        && let Err(error) = store(&pool, file)
    {
        eprintln!("{} can't be written: {error}", file.display());
        return Ok((503, json!({ "error": format!("the state can't be stored: {error}") })));
    }
    *held = pool;
    Ok(answered)
}

fn given(answer: CheckOut) -> Result<(u16, Value), Failure> {
    Ok(match answer {
        CheckOut::Lease(lease) => (200, serde_json::to_value(lease)?),
        CheckOut::Denied(denial) => (409, serde_json::to_value(denial)?),
    })
}

/// A name and its value, as forms encode it.
fn pair(pair: &str) -> Option<(&str, String)> {
    let (name, value) = pair.split_once('=')?;
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            other => other,
        });
    }
    Some((name, String::from_utf8(bytes).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::Quantity;

    /// What the server answers to these questions, one after the other: statuses and bodies.
    fn ask(pool: &Arc<Mutex<SessionPool>>, state: Option<&Path>, questions: &[&str]) -> Vec<(String, Value)> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (served, count, state) = (Arc::clone(pool), questions.len(), state.map(Path::to_owned));
        let server = thread::spawn(move || {
            for stream in listener.incoming().take(count) {
                serve(stream.unwrap(), &served, state.as_deref()).unwrap();
            }
        });
        let answers = questions.iter().map(|question| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "{question} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            (head[9..12].to_owned(), serde_json::from_str(body).unwrap())
        });
        let answers = answers.collect();
        server.join().unwrap();
        answers
    }

    fn of_two() -> SessionPool {
        let mut pool = SessionPool::new(PoolRules::default());
        pool.set_limits(PoolLimits::fixed([("external connections", Quantity::Limited(2))]));
        pool
    }

    /// A folder that is empty and goes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("pool-server-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    const TAKE: &str = "POST /check-out?id=external%20connections&client=anna&ttl=3600";

    #[test]
    fn what_is_stored_is_there_after_a_restart() {
        let folder = Folder::new("restart");
        let file = folder.0.join("pool.state");
        let mut pool = of_two();
        let state = restore(&mut pool, file.clone()).unwrap();
        assert_eq!(ask(&Arc::new(Mutex::new(pool)), Some(&state), &[TAKE])[0].0, "200");
        let mut pool = of_two();
        restore(&mut pool, file).unwrap();
        assert_eq!(pool.holders("external connections").map(|one| one.client).collect::<Vec<_>>(), ["anna"]);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_state_that_can_not_be_used_is_not_taken_for_none() {
        let folder = Folder::new("unusable");
        let mut pool = of_two();
        pool.check_out("external connections", "anna", now().unwrap(), 3_600).unwrap();
        let snapshot = pool.snapshot();
        // Reading a folder fails as reading a broken disk does.
        let unreadable = folder.0.join("folder");
        fs::create_dir(&unreadable).unwrap();
        let mut files = vec![unreadable, folder.0.join("no such folder").join("pool.state")];
        for (name, text) in
            [("empty", ""), ("cut", snapshot.split_inclusive('\n').next().unwrap()), ("other", "{}\n")]
        {
            files.push(folder.0.join(name));
            fs::write(folder.0.join(name), text).unwrap();
        }
        #[cfg(unix)]
        {
            files.push(folder.0.join("link"));
            std::os::unix::fs::symlink("nowhere", folder.0.join("link")).unwrap();
        }
        for file in files {
            let before = fs::read(&file).ok();
            let error = restore(&mut of_two(), file.clone()).unwrap_err().to_string();
            assert!(error.contains(&file.display().to_string()), "{error}");
            assert_eq!(fs::read(&file).ok(), before, "it stays as it was");
        }
    }

    #[test]
    fn what_can_not_be_stored_does_not_take_place() {
        let folder = Folder::new("unwritable");
        let gone = folder.0.join("gone").join("pool.state");
        let mut pool = of_two();
        pool.check_out("external connections", "bert", now().unwrap(), 3_600).unwrap();
        let pool = Arc::new(Mutex::new(pool));
        let before = pool.lock().unwrap().snapshot();
        let back = TAKE.replace("check-out", "return").replace("anna", "bert");
        let borrow = TAKE.replace("check-out", "borrow");
        for question in [TAKE, &borrow, &back] {
            let (status, body) = ask(&pool, Some(&gone), &[question]).remove(0);
            assert_eq!(status, "503", "{question}");
            assert!(body["error"].as_str().unwrap().contains("stored"), "{body}");
        }
        let after = pool.lock().unwrap();
        let held = after.holders("external connections").map(|one| one.client).collect::<Vec<_>>();
        assert_eq!((held, after.snapshot()), (vec!["bert"], before));
        drop(after);
        // What changes nothing is answered.
        let none = TAKE.replace("check-out", "heartbeat");
        let answers = ask(&pool, Some(&gone), &[&none, "GET /usage"]);
        assert_eq!(answers.iter().map(|(status, _)| status.as_str()).collect::<Vec<_>>(), ["404", "200"]);
    }

    #[test]
    fn of_two_sessions_the_third_is_denied_until_one_is_returned() {
        let pool = Arc::new(Mutex::new(of_two()));
        let answers = ask(
            &pool,
            None,
            &[
                "POST /check-out?id=external+connections&client=anna&ttl=60",
                "POST /check-out?id=external%20connections&client=b%C3%A9rt",
                "POST /check-out?id=external%20connections&client=carl",
                "POST /heartbeat?id=external%20connections&client=anna",
                "POST /return?id=external%20connections&client=anna",
                "POST /check-out?id=external%20connections&client=carl",
                "POST /heartbeat?id=external%20connections&client=anna",
                "GET /usage",
                "POST /check-out?id=external%20connections",
                "POST /check-out?id=external%20connections&client=%0A",
                "GET /nothing",
            ],
        );
        let statuses: Vec<&str> = answers.iter().map(|(status, _)| status.as_str()).collect();
        assert_eq!(statuses, ["200", "200", "409", "200", "200", "200", "404", "200", "400", "400", "404"]);
        assert_eq!(answers[2].1["code"], "limit_exhausted");
        assert_eq!(answers[7].1[0]["used"], 2);
        assert!(pool.lock().unwrap().holders("external connections").any(|one| one.client == "bért"));
    }
}
