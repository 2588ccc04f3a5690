//! How fast counts are: cold, warm, after one changed visit, and without columns.
//!
//! `FIRSTHOURS_VAULT` names a practice vault to measure (`demo --visits 2000 --persons 500`); without it
//! a small one is made. Key derivation and opening are outside what is measured. One answer of an open
//! visit of that vault is changed again and again.
#![expect(clippy::expect_used, reason = "a bench that cannot go on stops there")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use divan::Bencher;
use firsthours::app::{
    Desk, KdfCost, PRACTICE_PASSPHRASE, Passphrase, Plan, Surroundings, SystemClock, VaultKind,
    fill_practice,
};
use firsthours::checklist::Library;
use firsthours::indicator::{Accounts, Dimension, Selection, Suppression};
use firsthours::value::{Source, Value};
use firsthours::visit::{Answer, Place, Subject};

fn main() {
    divan::main();
}

fn surroundings() -> Surroundings {
    Surroundings {
        library: Library::embedded(),
        clock: Arc::new(SystemClock),
        monitor: "M-1".to_owned(),
    }
}

fn folder() -> &'static Path {
    static FOLDER: OnceLock<(PathBuf, Option<tempfile::TempDir>)> = OnceLock::new();
    let made = FOLDER.get_or_init(|| {
        if let Some(given) = std::env::var_os("FIRSTHOURS_VAULT") {
            return (PathBuf::from(given), None);
        }
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("vault");
        let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
        let cost = KdfCost::practice();
        let desk = Desk::create(&folder, &phrase, cost, VaultKind::Practice, surroundings());
        let desk = desk.expect("a vault");
        let plan = Plan {
            seed: 7,
            visits: 40,
            persons: 50,
            survey: false,
        };
        fill_practice(&desk, plan, &mut |_, _| ()).expect("practice data");
        (folder, Some(home))
    });
    &made.0
}

fn desk() -> Desk {
    let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
    let opened = Desk::open(folder(), &phrase, surroundings());
    opened.expect("a practice vault").0
}

fn count(desk: &Desk, selection: Selection) -> usize {
    let report = desk.tally(selection, Suppression::default());
    report.expect("a count").rows.len()
}

fn by(dimensions: &[Dimension]) -> Selection {
    Selection {
        by: dimensions.to_vec(),
        ..Selection::default()
    }
}

/// All indicators, the first count after opening.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn cold(bencher: Bencher<'_, '_>) {
    count(&desk(), by(&[]));
    bencher
        .with_inputs(desk)
        .bench_values(|desk| (count(&desk, by(&[])), desk));
}

/// All indicators again, by type of place and quarter.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn warm_by_type_and_quarter(bencher: Bencher<'_, '_>) {
    let desk = desk();
    count(&desk, by(&[]));
    bencher.bench_local(|| count(&desk, by(&[Dimension::FacilityType, Dimension::Quarter])));
}

/// All indicators, by what tells persons apart.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn warm_by_sex_and_age(bencher: Bencher<'_, '_>) {
    let desk = desk();
    count(&desk, by(&[Dimension::Sex, Dimension::AgeBand]));
    bencher.bench_local(|| count(&desk, by(&[Dimension::Sex, Dimension::AgeBand])));
}

/// Medians and quartiles of six intervals.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn medians(bencher: Bencher<'_, '_>) {
    let desk = desk();
    let times = || Selection {
        indicators: ["I06", "I14", "I43", "T3f", "T3d", "T3j"]
            .map(str::to_owned)
            .to_vec(),
        ..by(&[])
    };
    bencher.bench_local(|| count(&desk, times()));
}

/// Only where all accounts agree.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn accounts_that_agree(bencher: Bencher<'_, '_>) {
    let desk = desk();
    let agree = || Selection {
        accounts: Accounts::Agree,
        ..by(&[])
    };
    bencher.bench_local(|| count(&desk, agree()));
}

/// One answer changed in one visit, then all indicators.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn after_one_changed_answer(bencher: Bencher<'_, '_>) {
    let desk = desk();
    count(&desk, by(&[]));
    let visits = desk.visits().expect("visits");
    let open = visits
        .iter()
        .find(|it| !it.closed)
        .expect("an open visit")
        .id;
    // The same answer again would be no change.
    let is_afraid = AtomicBool::new(false);
    bencher
        .with_inputs(|| {
            let mut session = desk.visit(open).expect("a visit");
            let checklist = session.checklist_named("police-custody/interview");
            let checklist = checklist.expect("the interview");
            let mut asked = checklist.questions.iter();
            let question = asked.find(|question| {
                let fact = question.fact.as_ref();
                fact.is_some_and(|fact| fact.as_str() == "fears_reprisal")
            });
            let question = question.expect("the question");
            let place = Place {
                subject: Subject::Person(1),
                checklist: checklist.digest,
                question: question.name.clone(),
            };
            let saying = desk.saying(session.header().clock);
            let was_afraid = is_afraid.fetch_xor(true, Ordering::Relaxed);
            let choice = if was_afraid { "no" } else { "yes" };
            let answer = Answer::given(Value::Choice(choice.to_owned()));
            let said = session.answer(&place, Source::DetainedPerson, answer, &saying);
            let change = said.expect("an answer");
            desk.take_numbers(&change.entries);
            desk.keep(&session, &change).expect("room on the disk");
        })
        .bench_values(|()| count(&desk, by(&[])));
}
