//! Three monitors, three vaults, one office; and whatever may be wrong with a bundle.

use std::path::PathBuf;

use firsthours::app::{BundleFault, Sender, Settlement, Strangers};
use firsthours::checklist::QuestionName;
use firsthours::export::atomic_file::Existing;
use firsthours::visit::{Session, Subject, ToDoKind, VisitId};
use proptest::prelude::*;
use proptest::sample::Index;

use super::people::{Person, accounts, bytes_at_rest, bytes_below, copy, fault, no, refused, yes};

/// A day of three monitors: what they hand to the office, in the order in which they made it.
struct Day {
    office: Person,
    monitors: [Person; 3],
    shared: VisitId,
    bundles: Vec<PathBuf>,
}

/// The first begins a visit and hands it to the two others at the gate; all fill it at the same
/// time, each has a visit of his or her own, and each hands over more than once.
fn day() -> Day {
    let office = Person::new("office", "20:00");
    let [first, second, third] = [("M-1", "09:10"), ("M-2", "09:20"), ("M-3", "09:05")]
        .map(|(name, clock)| Person::new(name, clock));
    for monitor in [&first, &second, &third] {
        office.knows(monitor);
        monitor.knows(&office);
    }
    second.knows(&first);
    third.knows(&first);
    let shared = first.visits("IVS-07");
    let person = first.takes_up(shared);
    second.takes(&first.hands(&[shared], &second)).unwrap();
    third.takes(&first.hands(&[shared], &third)).unwrap();

    first.answers(shared, person, "lawyer_asked", yes());
    second.answers(shared, person, "lawyer_asked", no());
    third.answers(shared, person, "lawyer_asked", yes());
    first.answers(shared, person, "lawyer_did", refused());
    let mut bundles = vec![
        first.hands(&[shared], &office),
        second.hands(&[shared], &office),
    ];
    let mut monitors = [first, second, third].map(|monitor| monitor.at("11:00"));
    for monitor in &mut monitors {
        let own = monitor.visits("POL-02");
        let person = monitor.takes_up(own);
        monitor.answers(own, person, "lawyer_asked", no());
        bundles.push(monitor.hands(&[own], &office));
        monitor.takes_up(shared);
        monitor.answers(shared, Subject::Person(1), "lawyer_private", refused());
        bundles.push(monitor.hands(&[shared, own], &office));
    }
    Day {
        office,
        monitors,
        shared,
        bundles,
    }
}

/// Puts things in an order that the number decides, some of them twice.
fn shuffled<T: Clone>(things: &[T], mut seed: u64) -> Vec<T> {
    let mut random = move |below: usize| {
        // SplitMix64: any order will do, and the same one again.
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
    };
    let mut order = things.to_vec();
    for _ in 0..3 {
        order.push(things[random(things.len())].clone());
    }
    for at in (1..order.len()).rev() {
        order.swap(at, random(at + 1));
    }
    order
}

/// Takes bundles in until none brings anything more; those that wait for an earlier one come again.
fn takes_all(office: &Person, bundles: &[PathBuf]) {
    let mut waiting = bundles.to_vec();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|bundle| match office.takes(bundle) {
            Ok(_) => false,
            Err(BundleFault::Gap) => true,
            Err(other) => panic!("{other}"),
        });
        assert!(waiting.len() < before, "every gap can be closed");
    }
}

fn merged_in_shuffles(count: u64) {
    let day = day();
    let shared = day.shared;
    let template = day.office.closed();
    let mut outcomes = Vec::new();
    for seed in 0..count {
        let home = tempfile::tempdir().unwrap();
        copy(template.path(), home.path());
        let office = Person::opened("office", home, "20:00");
        takes_all(&office, &shuffled(&day.bundles, seed));
        assert_eq!(office.desk.chains().unwrap().breaks, []);
        let visits: Vec<_> = office
            .desk
            .visits()
            .unwrap()
            .into_iter()
            .map(|summary| {
                let session = office.desk.visit(summary.id).unwrap();
                (summary, session.digest(), accounts(&session))
            })
            .collect();
        assert_eq!(visits.len(), 4);
        outcomes.push(visits);
        // Everything again changes nothing, not a byte.
        let before = bytes_at_rest(&office.vault());
        for bundle in &day.bundles {
            assert!(office.takes(bundle).unwrap().is_nothing_new());
        }
        assert!(bytes_below(&office.vault()) == before);
    }
    for outcome in &outcomes {
        assert_eq!(outcome, &outcomes[0]);
    }
    println!(
        "{count} shuffles of {} bundles: one digest {}",
        day.bundles.len(),
        outcomes[0][0].1
    );
    // ... and the monitors, when all has gone round, see what the office sees.
    let [first, ..] = day.monitors;
    assert_eq!(first.sees(shared).len(), 3);
}

#[test]
fn the_office_gets_the_same_from_every_order_batch_and_repetition() {
    merged_in_shuffles(6);
}

#[test]
#[ignore = "the long proof: cargo test --release -- --ignored shuffles --nocapture"]
fn two_hundred_shuffles_of_real_bundles_give_the_office_the_same() {
    merged_in_shuffles(200);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_session_is_the_same_in_whatever_order_its_entries_come(
        turns in prop::collection::vec((0..3_usize, 0..4_u8, any::<bool>()), 1..24),
        order in prop::collection::vec(any::<Index>(), 40),
        twice in any::<Index>(),
    ) {
        let live = crate::handover::threads::three_devices(&turns);
        let entries = live.entries().to_vec();
        let mut mixed = entries.clone();
        mixed.push(entries[twice.index(entries.len())].clone());
        for (at, other) in order.iter().enumerate() {
            let length = mixed.len();
            mixed.swap(at % length, other.index(length));
        }
        let replayed = Session::replay(live.checklists().to_vec(), mixed).unwrap();
        prop_assert_eq!(replayed.digest(), live.digest());
        prop_assert_eq!(replayed.entries(), live.entries());
        prop_assert_eq!(accounts(&replayed), accounts(&live));
    }
}

#[test]
fn two_monitors_who_did_not_know_of_each_other_leave_two_accounts_until_one_is_settled() {
    let day = day();
    let person = Subject::Person(1);
    takes_all(&day.office, &day.bundles);
    let office = day.office;
    let seen = office.sees(day.shared);
    // The third answered as the first did: that is one account, not two.
    assert_eq!(seen["P-01 lawyer_asked"].len(), 2, "{seen:#?}");
    assert_eq!(seen["P-01 lawyer_private"].len(), 1);
    let session = office.desk.visit(day.shared).unwrap();
    let to_settle = session
        .to_do()
        .iter()
        .filter(|to_do| to_do.kind == ToDoKind::TwoAccounts)
        .count();
    assert_eq!(to_settle, 1);
    // P-02 was taken up by each of them: it may be three people.
    assert!(
        session
            .to_do()
            .iter()
            .any(|to_do| to_do.kind == ToDoKind::TakenUpTwice)
    );

    office.answers(day.shared, person, "lawyer_asked", yes());
    assert_eq!(office.sees(day.shared)["P-01 lawyer_asked"].len(), 1);
    // Whoever takes the office's visit in sees it settled too, and nothing of it is lost.
    let [first, second, _] = day.monitors;
    first.takes(&office.hands(&[day.shared], &first)).unwrap();
    assert_eq!(first.sees(day.shared), office.sees(day.shared));
    second.takes(&office.hands(&[day.shared], &second)).unwrap();
    assert_eq!(
        second.desk.visit(day.shared).unwrap().digest(),
        first.desk.visit(day.shared).unwrap().digest()
    );
}

#[test]
fn an_answer_that_was_read_before_is_replaced_and_no_conflict() {
    let (first, second) = (Person::new("M-1", "09:00"), Person::new("M-2", "08:00"));
    second.knows(&first);
    first.knows(&second);
    let visit = first.visits("F-1");
    let person = first.takes_up(visit);
    first.answers(visit, person, "lawyer_asked", yes());
    second.takes(&first.hands(&[visit], &second)).unwrap();
    // The second's clock is an hour behind: what was read decides, not the clock.
    second.answers(visit, person, "lawyer_asked", no());
    let plan = first.takes(&second.hands(&[visit], &first)).unwrap();
    assert_eq!(plan.counts().2, 0);
    let seen = &first.sees(visit)["P-01 lawyer_asked"];
    assert_eq!(seen.len(), 1);
    assert!(seen[0].starts_with("M-2"), "{seen:?}");
}

#[test]
fn one_undo_takes_an_import_back_and_it_can_be_taken_in_again() {
    let day = day();
    let office = &day.office;
    assert_eq!(
        office.desk.take_back_import().map_err(fault),
        Err(BundleFault::NothingImported)
    );
    office.takes(&day.bundles[0]).unwrap();
    let before = office.sees(day.shared);
    office.takes(&day.bundles[1]).unwrap();
    let after = office.sees(day.shared);
    assert_ne!(before, after);
    let taken = office.desk.take_back_import().unwrap();
    assert_eq!(
        (taken.from.as_str(), &taken.visits[..]),
        ("M-2", &[day.shared][..])
    );
    assert_eq!(office.sees(day.shared), before);
    assert_eq!(office.desk.last_import().unwrap().from, "M-1");
    // The visit goes with the import that brought all of it.
    office.desk.take_back_import().unwrap();
    assert_eq!(office.desk.visits().unwrap(), []);
    assert!(office.desk.find_visit(&day.shared.to_string()).is_err());
    let held = office.desk.chains().unwrap();
    assert_eq!(held.breaks, [], "what was taken back stays on the disk");

    // It is still so when the vault is opened again.
    let office = day.office.at("21:00");
    assert_eq!(office.desk.visits().unwrap(), []);
    office.takes(&day.bundles[1]).unwrap();
    office.takes(&day.bundles[0]).unwrap();
    assert_eq!(office.sees(day.shared), after);
}

#[test]
fn an_import_in_which_somebody_worked_since_is_not_taken_back() {
    let day = day();
    day.office.takes(&day.bundles[0]).unwrap();
    day.office
        .answers(day.shared, Subject::Person(1), "lawyer_asked", no());
    assert_eq!(
        day.office.desk.take_back_import().map_err(fault),
        Err(BundleFault::WorkedOn)
    );
    assert_eq!(day.office.sees(day.shared)["P-01 lawyer_asked"].len(), 1);
}

#[test]
fn a_refused_bundle_leaves_the_vault_as_it_was_byte_for_byte() {
    let (office, known) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    let stranger = Person::new("M-9", "09:00");
    office.knows(&known);
    let visit = known.visits("F-1");
    known.takes_up(visit);
    let other = stranger.visits("F-2");
    let good = known.hands(&[visit], &office);
    let not_ours = known.hands(&[visit], &stranger);
    let unknown = stranger.hands(&[other], &office);
    let cut = known.folder().join("cut");
    let bytes = std::fs::read(&good).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 1]).unwrap();
    let changed = known.folder().join("changed");
    let mut other_bytes = bytes.clone();
    other_bytes[bytes.len() / 2] ^= 4;
    std::fs::write(&changed, other_bytes).unwrap();
    let empty = known.folder().join("empty");
    std::fs::write(&empty, []).unwrap();

    let before = bytes_at_rest(&office.vault());
    for (bundle, why) in [
        (&not_ours, BundleFault::NotForUs),
        (&unknown, BundleFault::UnknownSender),
        (&cut, BundleFault::Damaged),
        (&changed, BundleFault::Damaged),
        (&empty, BundleFault::Damaged),
        (&known.folder().join("gone"), BundleFault::Unreadable),
        (&known.folder().to_owned(), BundleFault::Unreadable),
    ] {
        assert_eq!(office.takes(bundle).map(|_| ()), Err(why));
        assert!(bytes_below(&office.vault()) == before, "{bundle:?}");
    }
    let incoming = office.desk.read_bundle(&unknown).unwrap();
    assert_eq!(incoming.sender, Sender::Unknown);
    office.desk.merge(&incoming, Strangers::Accepted).unwrap();
    assert!(office.desk.visit(other).is_ok());
}

#[test]
fn an_expired_or_revoked_key_is_shown_and_refused_and_nothing_is_sealed_to_it() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    let key = monitor.desk.public_key().unwrap().to_string();
    let yesterday = "2026-03-04".parse().ok();
    office.desk.add_contact("M-1", &key, yesterday).unwrap();
    let visit = monitor.visits("F-1");
    let bundle = monitor.hands(&[visit], &office);
    let sender = office.desk.read_bundle(&bundle).unwrap().sender;
    assert_eq!(
        sender,
        Sender::Expired("M-1".to_owned(), yesterday.unwrap())
    );
    assert_eq!(
        office.takes(&bundle).map(|_| ()),
        Err(BundleFault::UnknownSender)
    );
    office.desk.revoke_contact("m-1").unwrap();
    let sender = office.desk.read_bundle(&bundle).unwrap().sender;
    assert_eq!(sender, Sender::Revoked("M-1".to_owned()));
    let to = office.folder().to_owned();
    let refused = office
        .desk
        .make_receipt(&[], &["M-1".to_owned()], &to, Existing::Kept);
    assert_eq!(
        refused.map_err(fault),
        Err(BundleFault::KeyNotGood {
            name: "M-1".to_owned()
        })
    );
    office.desk.remove_contact("M-1").unwrap();
    let sender = office.desk.read_bundle(&bundle).unwrap().sender;
    assert_eq!(sender, Sender::Unknown);
}

#[test]
fn a_vault_put_back_to_an_earlier_state_is_seen_by_the_office() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    office.knows(&monitor);
    let visit = monitor.visits("F-1");
    let person = monitor.takes_up(visit);
    let monitor = monitor.at("09:00");
    let earlier = tempfile::tempdir().unwrap();
    copy(monitor.folder(), earlier.path());
    monitor.answers(visit, person, "lawyer_asked", no());
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    let seen = office.sees(visit);

    let rolled_back = Person::opened("M-1", earlier, "10:00");
    // What it has is the beginning of what the office has: nothing new, nothing wrong.
    let nothing = office.takes(&rolled_back.hands(&[visit], &office)).unwrap();
    assert!(nothing.is_nothing_new());
    rolled_back.answers(visit, person, "lawyer_asked", yes());
    assert_eq!(
        office
            .takes(&rolled_back.hands(&[visit], &office))
            .map(|_| ()),
        Err(BundleFault::Rewritten)
    );
    assert_eq!(office.sees(visit), seen);
}

#[test]
fn nobody_says_something_in_the_name_of_this_device() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    office.knows(&monitor);
    monitor.knows(&office);
    let visit = monitor.visits("F-1");
    let person = monitor.takes_up(visit);
    let office = office.at("20:00");
    let earlier = tempfile::tempdir().unwrap();
    copy(office.folder(), earlier.path());
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    office.answers(visit, person, "lawyer_asked", no());
    monitor.takes(&office.hands(&[visit], &monitor)).unwrap();
    let bundle = monitor.hands(&[visit], &office);
    let rolled_back = Person::opened("office", earlier, "20:00");
    assert_eq!(
        rolled_back.takes(&bundle).map(|_| ()),
        Err(BundleFault::InOurName)
    );
}

#[test]
fn a_receipt_tells_the_monitor_what_the_office_has() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    office.knows(&monitor);
    monitor.knows(&office);
    let visit = monitor.visits("F-1");
    let person = monitor.takes_up(visit);
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    let folder = office.folder().to_owned();
    let to = ["M-1".to_owned()];
    let receipt = office.desk.make_receipt(&[], &to, &folder, Existing::Kept);
    let receipt = receipt.unwrap().path;
    let told = monitor.takes(&receipt).unwrap();
    assert_eq!(told.receipt.len(), 1);
    assert_eq!((told.receipt[0].visit, told.receipt[0].lacking), (visit, 0));
    monitor.answers(visit, person, "lawyer_asked", no());
    let held = monitor.desk.held_by_others().unwrap();
    assert_eq!(
        (held[0].from.as_str(), held[0].visits[0].lacking),
        ("office", 1)
    );
    // The same receipt again is nothing.
    let before = bytes_at_rest(&monitor.vault());
    monitor.takes(&receipt).unwrap();
    assert!(bytes_below(&monitor.vault()) == before);
}

#[test]
fn a_bundle_s_name_and_size_tell_nothing_and_no_word_of_it_can_be_read() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    let visit = monitor.visits("MARK-77");
    let bundle = monitor.hands(&[visit], &office);
    let name = bundle.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!((name.len(), name.ends_with(".dat")), (20, true));
    let bytes = std::fs::read(&bundle).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"MARK-77"));
    let other = monitor.hands(&[visit], &office);
    assert_ne!(other, bundle);
    monitor.takes_up(visit);
    let more = std::fs::read(monitor.hands(&[visit], &office)).unwrap();
    // age itself adds a stanza of random length to each head.
    assert!(more.len().abs_diff(bytes.len()) < 400);
}

#[test]
fn the_place_and_the_checklists_travel_with_the_visit() {
    let (office, monitor) = (Person::new("office", "20:00"), Person::new("M-1", "09:00"));
    office.knows(&monitor);
    let visit = monitor.visits("F-1");
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    assert_eq!(office.desk.facility("F-1").unwrap().region, "North");
    let session = office.desk.visit(visit).unwrap();
    assert_eq!(session.checklists().len(), 1);
    // The office can hand it on.
    let third = Person::new("M-3", "21:00");
    third.knows(&office);
    third.takes(&office.hands(&[visit], &third)).unwrap();
    assert_eq!(third.desk.visit(visit).unwrap().digest(), session.digest());
}

#[test]
fn which_account_stands_can_be_said_at_once_and_is_taken_back_with_the_import() {
    let day = day();
    let office = &day.office;
    office.takes(&day.bundles[0]).unwrap();
    let before = office.sees(day.shared);
    let incoming = office.desk.read_bundle(&day.bundles[1]).unwrap();
    let plan = office.desk.plan(&incoming).unwrap();
    let difference = &plan.visits[0].differences[0];
    let visit = plan.visits[0].id;
    let came = difference
        .accounts
        .iter()
        .find(|account| account.came)
        .unwrap();
    let settlement = Settlement {
        visit,
        place: firsthours::visit::Place {
            subject: difference.subject,
            checklist: difference.checklist,
            question: QuestionName::new("lawyer_asked"),
        },
        source: difference.source,
        answer: came.answer.clone(),
    };
    office
        .desk
        .merge_settling(&incoming, Strangers::Refused, &[settlement])
        .unwrap();
    let after = &office.sees(visit)["P-01 lawyer_asked"];
    assert_eq!(after.len(), 1);
    assert!(
        after[0].starts_with("office") && after[0].contains("no"),
        "{after:?}"
    );
    office.desk.take_back_import().unwrap();
    assert_eq!(office.sees(visit), before);
    assert_eq!(office.desk.chains().unwrap().breaks, []);
}

#[test]
fn a_colleague_s_machine_goes_by_the_time_of_the_place_not_by_the_first_machine_s_wrong_clock() {
    let (first, second) = (Person::new("M-1", "09:00"), Person::new("M-2", "09:00"));
    second.knows(&first);
    let visit = first.visits("F-1");
    second.takes(&first.hands(&[visit], &second)).unwrap();
    let session = second.desk.visit(visit).unwrap();
    let machine = "2026-03-05T10:00:00+06:00".parse().unwrap();
    // The place is on UTC+5: a laptop that still shows the old zone is an hour ahead.
    assert_eq!(
        session
            .clock_on(second.desk.device(), machine)
            .shift_minutes,
        -60
    );
    let own = session.clock_on(first.desk.device(), machine);
    assert_eq!(own, session.header().clock);
}
