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
//! the question. The protocol is this example's own. It listens on this machine alone: who may ask, and TLS, are a proxy's
//! matter. Sessions are kept in the file that `POOL_STATE` names, so that they survive a restart.

use countersign::{
    CheckOut, PoolLimits, PoolRules, Question, SessionPool, TrustedKeys, UnixTime, Verifier, judge,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
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
    let state = env::var("POOL_STATE").ok();
    if let Some(Ok(stored)) = state.as_ref().map(fs::read) {
        pool.restore(&stored)?;
    }
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
            if let Err(error) = connection.map_err(Into::into).and_then(|stream| serve(stream, &pool, state))
            {
                eprintln!("{error}");
            }
        });
    }
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

fn serve(stream: TcpStream, pool: &Mutex<SessionPool>, state: Option<String>) -> Result<(), Failure> {
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

fn answer(request: &str, pool: &Mutex<SessionPool>, state: Option<String>) -> Result<(u16, Value), Failure> {
    let (method, rest) = request.split_once(' ').ok_or("no request")?;
    let target = rest.split(' ').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query: HashMap<&str, String> = query.split('&').filter_map(pair).collect();
    let text = |name: &str| query.get(name).ok_or_else(|| format!("{name} is missing"));
    let seconds = || query.get("ttl").map_or(Ok(300), |ttl| ttl.parse());
    let now = now()?;
    let mut pool = pool.lock().unwrap_or_else(PoisonError::into_inner);
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
    if let (Some(file), "POST") = (state, method) {
        // Whole or not at all, and before anybody is told.
        let new = format!("{file}.new");
        fs::write(&new, pool.snapshot())?;
        fs::rename(new, file)?;
    }
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
    fn ask(pool: &Arc<Mutex<SessionPool>>, questions: &[&str]) -> Vec<(String, Value)> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (served, count) = (Arc::clone(pool), questions.len());
        let server = thread::spawn(move || {
            for stream in listener.incoming().take(count) {
                serve(stream.unwrap(), &served, None).unwrap();
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

    #[test]
    fn of_two_sessions_the_third_is_denied_until_one_is_returned() {
        let mut pool = SessionPool::new(PoolRules::default());
        pool.set_limits(PoolLimits::fixed([("external connections", Quantity::Limited(2))]));
        let pool = Arc::new(Mutex::new(pool));
        let answers = ask(
            &pool,
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
