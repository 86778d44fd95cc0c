//! The pool of sessions in JavaScript.
//!
//! A check-out crosses as two texts and two numbers, and a lease comes back as numbers that are asked for one by one:
//! to write and parse a text would take longer than the pool does.

use super::{Refusal, json};
use crate::documents::license::Quantity;
use crate::error::{Code, Result};
use crate::json::{self as reader, LARGEST_INTEGER, Node, Value};
use crate::judge::decide::{Denial, Remedy};
use crate::pool::{CheckOut, Lease, PoolDenial, PoolLimit, PoolLimits, PoolRules, Reservation};
use crate::values::time::UnixTime;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Sessions that are handed out. The loader gives it a public face, and has checked that numbers are whole ones.
#[wasm_bindgen]
pub struct SessionPool {
    pool: crate::pool::SessionPool,
    lease: Option<Lease>,
    denial: Option<PoolDenial>,
}

#[derive(Serialize)]
struct Page<T> {
    count: usize,
    items: Vec<T>,
}

#[wasm_bindgen]
impl SessionPool {
    /// An empty pool, which gives nothing before it was told its limits. Periods are in seconds.
    #[wasm_bindgen(constructor)]
    pub fn new(longest_ttl: f64, linger: f64, longest_borrowing: f64) -> SessionPool {
        let rules = PoolRules {
            longest_ttl: longest_ttl as u64,
            linger: linger as u64,
            longest_borrowing: longest_borrowing as u64,
        };
        SessionPool { pool: crate::pool::SessionPool::new(rules), lease: None, denial: None }
    }

    /// Holds these limits from now on.
    ///
    /// # Errors
    /// A [`Refusal`] where they are not as the loader writes them.
    #[wasm_bindgen(js_name = setLimits)]
    pub fn set_limits(&mut self, limits: &str) -> Result<(), Refusal> {
        self.pool.set_limits(options(limits, read_limits)?);
        Ok(())
    }

    /// Keeps sessions for these clients from now on.
    ///
    /// # Errors
    /// A [`Refusal`] where they contradict each other; and then nothing is changed.
    #[wasm_bindgen(js_name = setReservations)]
    pub fn set_reservations(&mut self, reservations: &str) -> Result<(), Refusal> {
        let list = |root: &Node<'_>| root.required("reservations")?.list(read_reservation);
        Ok(self.pool.set_reservations(&options(reservations, list)?)?)
    }

    /// Whether there is a session: then `since`, `until` and `above` tell of it, else `denialJson`.
    ///
    /// # Errors
    /// A [`Refusal`] where the id or the client is none that a snapshot can hold, or `now` no instant.
    #[wasm_bindgen(js_name = checkOut)]
    pub fn check_out(&mut self, id: &str, client: &str, now: f64, ttl: f64) -> Result<bool, Refusal> {
        let taken = self.pool.check_out(id, client, instant(now)?, ttl as u64)?;
        Ok(self.keep(taken))
    }

    /// The same of a session that is borrowed.
    ///
    /// # Errors
    /// As of a check-out, and where the pool lends none.
    pub fn borrow(&mut self, id: &str, client: &str, now: f64, seconds: f64) -> Result<bool, Refusal> {
        let taken = self.pool.borrow(id, client, instant(now)?, seconds as u64)?;
        Ok(self.keep(taken))
    }

    /// Whether the client has a session, which runs on.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    pub fn heartbeat(&mut self, id: &str, client: &str, now: f64) -> Result<bool, Refusal> {
        self.lease = self.pool.heartbeat(id, client, instant(now)?);
        Ok(self.lease.is_some())
    }

    /// Whether the client had a session, which is returned.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = giveBack)]
    pub fn give_back(&mut self, id: &str, client: &str, now: f64) -> Result<bool, Refusal> {
        Ok(self.pool.give_back(id, client, instant(now)?))
    }

    /// Since when the client has the session that was asked about last.
    pub fn since(&self) -> f64 {
        self.lease.map_or(f64::NAN, |lease| lease.since.as_secs() as f64)
    }

    /// Until when.
    pub fn until(&self) -> f64 {
        self.lease.map_or(f64::NAN, |lease| lease.until.as_secs() as f64)
    }

    /// Bits: 1 where it is borrowed, 2 where an emergency lends it, 4 where it is above what is granted and lent.
    pub fn bits(&self) -> u32 {
        let bits = |lease: Lease| {
            u32::from(lease.borrowed) | u32::from(lease.emergency) << 1 | u32::from(lease.overage) << 2
        };
        self.lease.map_or(0, bits)
    }

    /// Why there was no session last, as JSON text.
    #[wasm_bindgen(js_name = denialJson)]
    pub fn denial_json(&self) -> String {
        json(&self.denial)
    }

    /// Ends what has run out; how many sessions that were.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    pub fn sweep(&mut self, now: f64) -> Result<f64, Refusal> {
        Ok(self.pool.sweep(instant(now)?) as f64)
    }

    /// How many sessions are in use of each entitlement, as JSON text.
    #[wasm_bindgen(js_name = usageJson)]
    pub fn usage_json(&self) -> String {
        json(&self.pool.usage())
    }

    /// Those from the one number to the other of who has a session of an entitlement, as JSON text.
    #[wasm_bindgen(js_name = holdersJson)]
    pub fn holders_json(&self, id: &str, from: f64, to: f64) -> String {
        let (from, to) = (from as usize, to as usize);
        let holders = self.pool.holders(id).skip(from).take(to.saturating_sub(from));
        json(&Page { count: self.pool.holders(id).count(), items: holders.collect() })
    }

    /// When the next session of an entitlement ends by itself.
    #[wasm_bindgen(js_name = nextEnd)]
    pub fn next_end(&mut self, id: &str) -> Option<f64> {
        self.pool.next_end(id).map(|end| end.as_secs() as f64)
    }

    /// Who has which session, as text.
    pub fn snapshot(&self) -> String {
        self.pool.snapshot()
    }

    /// Takes the sessions of a snapshot in place of those that there are.
    ///
    /// # Errors
    /// A [`Refusal`] where it is none; and then nothing is changed.
    pub fn restore(&mut self, snapshot: &[u8]) -> Result<(), Refusal> {
        Ok(self.pool.restore(snapshot)?)
    }

    fn keep(&mut self, taken: CheckOut) -> bool {
        match taken {
            CheckOut::Lease(lease) => {
                self.lease = Some(lease);
                true
            }
            CheckOut::Denied(denial) => {
                self.denial = Some(denial);
                false
            }
        }
    }
}

fn instant(now: f64) -> Result<UnixTime> {
    // What lies beyond is refused all the same.
    UnixTime::from_secs(now as i64)
}

/// Reads the JSON text that the loader makes.
fn options<T>(text: &str, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
    let root = Value::Object(reader::parse(text.as_bytes(), "options")?);
    read(&Node::root(&root)).map_err(|error| error.with_code(Code::UsageInvalid))
}

/// Limits as judgements say them: `otherwise` has the code and the remedies of what no licence names.
fn read_limits(root: &Node<'_>) -> Result<PoolLimits> {
    let mut limits = PoolLimits::fixed(
        root.optional_with("fixed", |fixed| {
            let amounts = fixed.members()?.map(|(id, amount)| Ok((id.to_owned(), Quantity::read(&amount)?)));
            amounts.collect::<Result<Vec<_>>>()
        })?
        .unwrap_or_default(),
    );
    let rows = root.required("judged")?;
    for (id, row) in rows.members()? {
        let (denial, remedies) = read_denial(&row)?;
        limits.insert(
            id,
            PoolLimit {
                granted: row.required_with("granted", Quantity::read)?,
                lent: row.required_with("lent", Quantity::read)?,
                allowed: row.required_with("allowed", Quantity::read)?,
                denial,
                remedies,
            },
        );
    }
    if let Some(otherwise) = root.optional("otherwise")? {
        limits.otherwise = read_denial(&otherwise)?;
    }
    Ok(limits)
}

fn read_denial(node: &Node<'_>) -> Result<(Denial, Vec<Remedy>)> {
    let code = node.optional_with("code", |code| code.one_of(Denial::ALL, Denial::as_str))?;
    let remedies = node.optional_with("remedies", |remedies| {
        remedies.list(|remedy| remedy.one_of(Remedy::ALL, Remedy::as_str))
    })?;
    Ok((code.unwrap_or(Denial::LimitExhausted), remedies.unwrap_or_default()))
}

fn read_reservation(node: &Node<'_>) -> Result<Reservation> {
    Ok(Reservation {
        id: node.required("id")?.string()?.to_owned(),
        sessions: node.required("sessions")?.integer(0..=LARGEST_INTEGER as u64)?,
        clients: node.required("clients")?.list(|client| Ok(client.string()?.to_owned()))?,
    })
}
