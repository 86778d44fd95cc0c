//! The pool of sessions in JavaScript.
//!
//! A check-out crosses as one text and two numbers, and comes back as numbers, of which those of a lease are asked for one
//! by one: to write and parse a text would take longer than the pool does. The entitlement crosses where another one is
//! asked about than before; and a `Result` is no number, but an array to JavaScript.

use super::{Refusal, json};
use crate::documents::license::Quantity;
use crate::error::{Code, Error, Result};
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
    /// The entitlement that is asked about.
    id: String,
    lease: Option<Lease>,
    denial: Option<PoolDenial>,
    refusal: Option<Error>,
}

/// There is no session.
const NONE: u32 = 8;
/// What was asked is refused.
const REFUSED: u32 = 9;

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
        let pool = crate::pool::SessionPool::new(rules);
        SessionPool { pool, id: String::new(), lease: None, denial: None, refusal: None }
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

    /// Which entitlement is asked about from now on.
    pub fn choose(&mut self, id: &str) {
        id.clone_into(&mut self.id);
    }

    /// What a lease is, in bits: 1 where it is borrowed, 2 where an emergency lends it, 4 where it is an overage that is
    /// permitted, 2 and 4 where it is more than that; `since` and `until` tell the rest. `NONE` where there is none, of
    /// which `denialJson` tells; `REFUSED` where that can't be asked.
    #[wasm_bindgen(js_name = checkOut)]
    pub fn check_out(&mut self, client: &str, now: f64, ttl: f64) -> u32 {
        let taken = instant(now).and_then(|now| self.pool.check_out(&self.id, client, now, ttl as u64));
        self.taken(taken)
    }

    /// The same of a session that is borrowed.
    pub fn borrow(&mut self, client: &str, now: f64, seconds: f64) -> u32 {
        let taken = instant(now).and_then(|now| self.pool.borrow(&self.id, client, now, seconds as u64));
        self.taken(taken)
    }

    /// The same of a session that runs on; of one that the client does not have, `denialJson` tells nothing.
    pub fn heartbeat(&mut self, client: &str, now: f64) -> u32 {
        match instant(now) {
            Ok(now) => {
                self.lease = self.pool.heartbeat(&self.id, client, now);
                self.lease.map_or(NONE, bits)
            }
            Err(error) => self.refused(error),
        }
    }

    /// 0 where the client had a session, which is returned; `NONE` and `REFUSED` as of a check-out.
    #[wasm_bindgen(js_name = giveBack)]
    pub fn give_back(&mut self, client: &str, now: f64) -> u32 {
        match instant(now) {
            Ok(now) if self.pool.give_back(&self.id, client, now) => 0,
            Ok(_) => NONE,
            Err(error) => self.refused(error),
        }
    }

    /// Throws why the last question was refused.
    ///
    /// # Errors
    /// Always.
    pub fn refuse(&mut self) -> Result<(), Refusal> {
        Err(self.refusal.take().unwrap_or_else(|| Error::new(Code::UsageInvalid)).into())
    }

    /// Since when the client has the session that was asked about last.
    pub fn since(&self) -> f64 {
        self.lease.map_or(f64::NAN, |lease| lease.since.as_secs() as f64)
    }

    /// Until when.
    pub fn until(&self) -> f64 {
        self.lease.map_or(f64::NAN, |lease| lease.until.as_secs() as f64)
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

    fn taken(&mut self, taken: Result<CheckOut>) -> u32 {
        match taken {
            Ok(CheckOut::Lease(lease)) => {
                self.lease = Some(lease);
                bits(lease)
            }
            Ok(CheckOut::Denied(denial)) => {
                self.denial = Some(denial);
                NONE
            }
            Err(error) => self.refused(error),
        }
    }

    fn refused(&mut self, error: Error) -> u32 {
        self.refusal = Some(error);
        REFUSED
    }
}

fn bits(lease: Lease) -> u32 {
    let is_over = lease.over_limit;
    u32::from(lease.borrowed)
        | u32::from(lease.emergency || is_over) << 1
        | u32::from(lease.overage || is_over) << 2
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
