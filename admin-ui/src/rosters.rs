//! What the browser does for the seats page: reads and writes lists of people.

use crate::charset::Encoding;
use crate::csv::Separator;
use crate::i18n::{CATALOGUE, Texts, msg};
use crate::platform::download;
use crate::state::{
    Action, Given, Import, Imported, Intake, Plan, Review, RosterFile, SeatsAction, State, Stop,
};
use gloo::timers::future::TimeoutFuture;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// The file that the list of the people is saved as.
const PEOPLE_FILE: &str = "people.csv";

/// The file that the lines are saved as that were left out.
const PROBLEMS_FILE: &str = "left-out.csv";

/// How many people are read before the page has its turn.
const PIECE: usize = 4_000;

/// Makes out what a list says, and has it reviewed.
pub(crate) fn give(given: &Given, state: &State, on_action: &Callback<Action>) {
    let file = match given {
        Given::File { name, bytes } => RosterFile { name: name.clone(), bytes: bytes.clone() },
        Given::Pasted(text) => RosterFile {
            name: Texts::new(state.language, &CATALOGUE).text(msg::PASTED_NAME),
            bytes: text.clone().into_bytes(),
        },
        _ => return,
    };
    let encoding = Encoding::detect(&file.bytes, state.language);
    review(Rc::new(file), encoding, on_action);
}

fn review(file: Rc<RosterFile>, encoding: Encoding, on_action: &Callback<Action>) {
    let text = encoding.decode(&file.bytes).into();
    on_action.emit(Action::Seats(SeatsAction::Review { file, encoding, text }));
}

pub(crate) fn perform(action: &SeatsAction, state: &State, on_action: &Callback<Action>) {
    match (action, &state.seats.import) {
        (SeatsAction::SetEncoding(encoding), Some(Import::Review(present))) => {
            review(Rc::clone(&present.file), *encoding, on_action);
        }
        (SeatsAction::StartImport(stop), Some(Import::Review(review))) => {
            if let Some(plan) = state.plan() {
                import(review.clone(), plan, stop.clone(), on_action.clone());
            }
        }
        (SeatsAction::Export, _) => {
            download::save(PEOPLE_FILE, state.seats.to_csv(Separator::of(state.language)).as_bytes())
        }
        (SeatsAction::ExportProblems, Some(Import::Done(imported))) => {
            download::save(PROBLEMS_FILE, imported.problems_to_csv(Separator::of(state.language)).as_bytes());
        }
        _ => {}
    }
}

/// Imports a list piece by piece, so that the page goes on meanwhile, until it is done or to stop.
fn import(review: Review, plan: Plan, stop: Stop, on_action: Callback<Action>) {
    spawn_local(async move {
        let mut intake = Intake::new(&review, plan);
        while let Some(percent) = intake.step(PIECE) {
            on_action.emit(Action::Seats(SeatsAction::Progress(percent)));
            TimeoutFuture::new(0).await;
            if stop.is_set() {
                return;
            }
        }
        let imported: Rc<Imported> = Rc::new(intake.finish());
        on_action.emit(Action::Seats(SeatsAction::Imported(imported)));
    });
}
