//! What is handed out is kept, and what is handed out next is compared with it (design S24, S25).

use firsthours::app::{
    Desk, DeskError, ExportOrder, HandedTo, Passphrase, SheetStyle, Taking, counts_need_passphrase,
    read_counts_with,
};
use firsthours::export::atomic_file::Existing;
use firsthours::export::dashboard::SeenCell;
use firsthours::export::{ExportKind, FileFormat, Identities, Notes, Redaction};
use firsthours::i18n::Language;
use firsthours::indicator::{
    Accounts, Dimension, Figures, Former, NotPublishable, Report, RowKind, Selection, Suppression,
    Tally,
};
use firsthours::visit::Subject;

use super::columns::{again, practice};

fn everything_by(by: &[Dimension]) -> Selection {
    Selection {
        by: by.to_vec(),
        ..Selection::default()
    }
}

fn released(desk: &Desk, selection: &Selection, rule: Suppression) -> Report {
    desk.release(selection.clone(), rule, Former::default())
        .unwrap()
}

/// The indicator and group of a row, and its counts.
type Shown = ((String, Vec<String>), [u64; 4]);

/// What rows show.
fn shown(report: &Report) -> Vec<Shown> {
    let rows = report.rows.iter().filter_map(|row| match row.figures {
        Figures::Counted(counts) => Some((
            (row.indicator.clone(), row.group.clone()),
            [
                counts.met,
                counts.not_met,
                counts.not_known,
                counts.not_applicable,
            ],
        )),
        _ => None,
    });
    rows.collect()
}

/// How many figures of both releases differ by a number from 1 to under the threshold.
fn told_together(first: &Report, second: &Report, threshold: u64) -> usize {
    let before = shown(first);
    let differing = shown(second).into_iter().filter(|(place, counts)| {
        let earlier = before.iter().find(|(other, _)| other == place);
        earlier.is_some_and(|(_, earlier)| {
            let mut pairs = counts.iter().zip(earlier);
            pairs.any(|(now, then)| (1..threshold).contains(&now.abs_diff(*then)))
        })
    });
    differing.count()
}

/// One more visit with a few persons, as it comes every day.
fn one_more_visit(desk: &Desk, seed: u64) {
    let home = tempfile::tempdir().unwrap();
    let other = practice(&home.path().join("other"), seed, 1, 3);
    other
        .each_visit(&mut |session| {
            let mut taken = session.subjects();
            assert!(taken.any(|it| matches!(it.subject, Subject::Person(_))));
            drop(taken);
            desk.commit_whole(session)
        })
        .unwrap();
    desk.finish_import().unwrap();
}

#[test]
fn the_next_release_hides_what_would_tell_one_visit_together_with_the_last() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let desk = practice(&folder, 21, 8, 30);
    let selection = everything_by(&[Dimension::FacilityType]);
    let rule = Suppression::default();
    let first = released(&desk, &selection, rule);
    one_more_visit(&desk, 99);
    // The test of the test: without the first release the two would tell.
    let unchecked = desk.tally(selection.clone(), rule).unwrap();
    assert!(told_together(&first, &unchecked, 5) > 10);
    // The vault remembers, whoever opens it next.
    drop(desk);
    let desk = again(&folder);
    assert_eq!(desk.releases().unwrap().len(), 1);
    let second = released(&desk, &selection, rule);
    assert_eq!(told_together(&first, &second, 5), 0);
    assert!(second.suppressed_rows() > unchecked.suppressed_rows());
    assert_eq!(desk.releases().unwrap().len(), 2);
}

#[test]
fn the_same_release_again_shows_the_same_and_is_kept_once() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 22, 6, 12);
    let selection = everything_by(&[Dimension::FacilityType]);
    for rule in [Suppression::default(), Suppression::PUBLICATION] {
        let first = released(&desk, &selection, rule);
        let kept = desk.releases().unwrap().len();
        let second = released(&desk, &selection, rule);
        assert_eq!(shown(&first), shown(&second));
        assert_eq!(desk.releases().unwrap().len(), kept);
    }
}

#[test]
fn a_release_by_two_breakdowns_is_compared_with_one_by_one_of_them() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 23, 8, 40);
    let rule = Suppression::default();
    let both = everything_by(&[Dimension::FacilityType, Dimension::Sex]);
    let first = released(&desk, &both, rule);
    one_more_visit(&desk, 77);
    let one = everything_by(&[Dimension::FacilityType]);
    let unchecked = desk.tally(one.clone(), rule).unwrap();
    let checked = released(&desk, &one, rule);
    // Sums of the first release, where nothing of them was hidden.
    let mut sums: std::collections::BTreeMap<(String, String), Option<[u64; 4]>> =
        std::collections::BTreeMap::new();
    for row in first.rows.iter().filter(|row| row.kind == RowKind::Group) {
        let sum = sums
            .entry((row.indicator.clone(), row.group[0].clone()))
            .or_insert(Some([0; 4]));
        let counts = match row.figures {
            Figures::Counted(counts) => Some(counts),
            _ => None,
        };
        *sum = sum.zip(counts).map(|(sum, more)| {
            [
                sum[0] + more.met,
                sum[1] + more.not_met,
                sum[2] + more.not_known,
                sum[3] + more.not_applicable,
            ]
        });
    }
    let telling = |report: &Report| {
        let rows = shown(report)
            .into_iter()
            .filter(|((indicator, group), own)| {
                let Some(group) = group.first() else {
                    return false;
                };
                let sum = sums.get(&(indicator.clone(), group.clone()));
                sum.copied().flatten().is_some_and(|sum| {
                    let mut pairs = own.iter().zip(sum);
                    pairs.any(|(now, then)| (1..5).contains(&now.abs_diff(then)))
                })
            });
        rows.count()
    };
    assert!(telling(&unchecked) > 0);
    assert_eq!(telling(&checked), 0);
}

/// Which figures are hidden.
fn hidden(report: &Report) -> Vec<(String, Vec<String>)> {
    let rows = report.rows.iter();
    let hidden = rows.filter(|row| row.figures == Figures::Suppressed);
    hidden
        .map(|row| (row.indicator.clone(), row.group.clone()))
        .collect()
}

/// How many figures that one report hides are the difference of those that two others show.
fn told_as_difference(hides: &Report, whole: &Report, rest: &Report) -> usize {
    let is_shown = |report: &Report, place: &(String, Vec<String>)| {
        shown(report).iter().any(|(other, _)| other == place)
    };
    let hidden = hidden(hides).into_iter();
    hidden
        .filter(|place| is_shown(whole, place) && is_shown(rest, place))
        .count()
}

#[test]
fn two_halves_and_the_whole_tell_nothing_that_one_of_them_hides() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let desk = practice(&folder, 32, 6, 16);
    let selection = |from: Option<&str>, to: Option<&str>| Selection {
        indicators: ["I05", "I13", "I15", "I23", "I25", "I44"]
            .map(str::to_owned)
            .to_vec(),
        from: from.map(|day| day.parse().unwrap()),
        to: to.map(|day| day.parse().unwrap()),
        ..everything_by(&[Dimension::Sex])
    };
    let first = selection(None, Some("2025-09-30"));
    let second = selection(Some("2025-10-01"), None);
    let whole = selection(None, None);
    let rule = Suppression::default();
    let unchecked = [&first, &second, &whole].map(|it| desk.tally(it.clone(), rule).unwrap());
    let [one, other, all] = &unchecked;
    assert!(told_as_difference(one, all, other) + told_as_difference(other, all, one) > 0);
    let one = released(&desk, &first, rule);
    let other = released(&desk, &second, rule);
    // The vault remembers which visits each of them counted.
    drop(desk);
    let desk = again(&folder);
    let all = released(&desk, &whole, rule);
    assert_eq!(told_as_difference(&one, &all, &other), 0);
    assert_eq!(told_as_difference(&other, &all, &one), 0);
    assert!(!shown(&all).is_empty(), "not everything is hidden for it");
}

#[test]
fn a_place_that_is_filtered_for_is_compared_with_a_table_by_places() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 33, 6, 8);
    let rule = Suppression::PUBLICATION;
    let by_type = Selection {
        indicators: vec!["I13".to_owned(), "I44".to_owned()],
        ..everything_by(&[Dimension::Facility])
    };
    let table = released(&desk, &by_type, rule);
    let secrets = hidden(&table);
    assert!(!secrets.is_empty());
    let mut told = 0;
    for (indicator, group) in secrets {
        let [place] = group.as_slice() else { continue };
        let alone = Selection {
            indicators: vec![indicator],
            facilities: vec![place.clone()],
            ..everything_by(&[])
        };
        told += shown(&released(&desk, &alone, rule)).len();
    }
    assert_eq!(told, 0, "what the table hides is shown of the place alone");
}

#[test]
fn other_years_other_places_and_the_owners_own_eyes_are_not_compared() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 24, 6, 20);
    released(&desk, &everything_by(&[]), Suppression::OFF);
    assert!(
        desk.releases().unwrap().is_empty(),
        "nothing was hidden in it"
    );
    let before = Selection {
        to: Some("2001-01-01".parse().unwrap()),
        ..everything_by(&[])
    };
    let after = Selection {
        from: Some("2001-01-02".parse().unwrap()),
        ..everything_by(&[])
    };
    released(&desk, &before, Suppression::default());
    let unchecked = desk.tally(after.clone(), Suppression::default()).unwrap();
    let checked = released(&desk, &after, Suppression::default());
    assert_eq!(shown(&checked), shown(&unchecked));
}

#[test]
fn an_exported_table_of_counts_is_a_release_and_its_preview_is_none() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 25, 4, 12);
    let order = ExportOrder {
        kind: ExportKind::Compliance,
        format: FileFormat::Csv,
        visits: Vec::new(),
        sheets: SheetStyle::default(),
        cell: None,
        person: None,
        from: None,
        to: None,
        redaction: Redaction {
            identities: Identities::Withheld,
            notes: Notes::Withheld,
            ..Redaction::default()
        },
        selection: everything_by(&[Dimension::Region]),
        suppression: Suppression::default(),
        language: Language::En,
        dialect: firsthours::export::Dialect::default(),
    };
    desk.preview(&order, 20).unwrap();
    assert!(desk.releases().unwrap().is_empty());
    let file = home.path().join("counts.csv");
    desk.export(&order, file, Existing::Kept).unwrap();
    let releases = desk.releases().unwrap();
    assert_eq!(releases.len(), 1);
    assert_eq!(releases[0].1.by(), [Dimension::Region]);
}

#[test]
fn the_trend_of_a_dashboard_is_a_release_too_and_is_compared_with_earlier_ones() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 31, 8, 30);
    let order = |by: &[Dimension], suppression, group: Option<&str>| ExportOrder {
        kind: ExportKind::Dashboard,
        format: FileFormat::Text,
        visits: Vec::new(),
        sheets: SheetStyle::default(),
        cell: Some(SeenCell {
            indicator: "I13".to_owned(),
            group: group.map(|group| vec![group.to_owned()]),
        }),
        person: None,
        from: None,
        to: None,
        redaction: Redaction::default(),
        dialect: firsthours::export::Dialect::default(),
        selection: Selection {
            indicators: vec!["I13".to_owned()],
            ..everything_by(by)
        },
        suppression,
        language: Language::En,
    };
    let exported = |desk: &Desk, order: &ExportOrder, name: &str| {
        let file = home.path().join(name);
        desk.export(order, file.clone(), Existing::Kept).unwrap();
        std::fs::read_to_string(file).unwrap()
    };
    let whole = order(&[Dimension::FacilityType], Suppression::default(), None);
    let first = exported(&desk, &whole, "first.txt");
    let kept = desk.releases().unwrap();
    let by: Vec<&[Dimension]> = kept.iter().map(|(_, release)| release.by()).collect();
    assert_eq!(by, [&[Dimension::FacilityType][..], &[Dimension::Quarter]]);
    one_more_visit(&desk, 78);
    let hidden_periods = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with("20"));
        rows.filter(|line| line.contains("hidden")).count()
    };
    let unchecked = desk.preview(&whole, 200).unwrap().0.join("\n");
    let second = exported(&desk, &whole, "second.txt");
    assert!(
        hidden_periods(&second) > hidden_periods(&unchecked),
        "{first}\n{unchecked}\n{second}"
    );
    // By place and time it is not published, and the table is, without it.
    let few = practice(&home.path().join("few"), 26, 3, 4);
    let visited = few.visits().unwrap()[0].facility.clone();
    let by_place = order(
        &[Dimension::Facility],
        Suppression::PUBLICATION,
        Some(&visited),
    );
    let text = exported(&few, &by_place, "places.txt");
    assert!(text.contains("The trend is left out"), "{text}");
}

#[test]
fn places_by_time_are_not_handed_out_where_few_were_interviewed_in_one() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 26, 3, 4);
    let rule = Suppression::PUBLICATION;
    for time in [Dimension::Month, Dimension::Quarter, Dimension::Year] {
        let refused = desk.release(
            everything_by(&[Dimension::Facility, time]),
            rule,
            Former::default(),
        );
        let Err(DeskError::NotPublishable(NotPublishable::FewInPlaces { places, threshold })) =
            refused
        else {
            panic!("handed out by place and {}", time.name());
        };
        assert_eq!(threshold, 10);
        assert!(!places.is_empty());
    }
    // By place alone, or by time alone, the usual hiding is enough.
    released(&desk, &everything_by(&[Dimension::Facility]), rule);
    released(&desk, &everything_by(&[Dimension::Month]), rule);
    let large = practice(&home.path().join("large"), 26, 3, 40);
    released(
        &large,
        &everything_by(&[Dimension::Facility, Dimension::Month]),
        rule,
    );
}

#[test]
fn counts_that_travel_are_sealed_and_open_for_whom_they_were_sealed() {
    let home = tempfile::tempdir().unwrap();
    let sender = practice(&home.path().join("sender"), 27, 2, 6);
    let office = practice(&home.path().join("office"), 28, 1, 1);
    let other = practice(&home.path().join("other"), 29, 1, 1);
    let tally = sender
        .counted(Selection {
            accounts: Accounts::Usual,
            ..everything_by(&[Dimension::FacilityType])
        })
        .unwrap();
    let key = [office.public_key().unwrap().to_string()];
    let file = home.path().join("counts.age");
    sender
        .hand_counts(&tally, HandedTo::Colleagues(&key), &file, Existing::Kept)
        .unwrap();
    let sealed = std::fs::read(&file).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1"));
    let text = String::from_utf8_lossy(&sealed);
    assert!(!text.contains("firsthours/tally") && !text.contains("I05"));
    assert!(!counts_need_passphrase(&sealed).unwrap());
    assert!(other.read_counts(&sealed).is_err());
    let handed = office.read_counts(&sealed).unwrap();
    let sum = Tally::of_saved(&office.measures().definitions, &[handed.saved]).unwrap();
    let rows = |report: &Report| format!("{:?}", report.rows);
    assert_eq!(
        rows(&sum.report(Suppression::OFF)),
        rows(&tally.report(Suppression::OFF))
    );
    for at in (0..sealed.len()).step_by(97) {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(office.read_counts(&changed).is_err(), "changed at {at}");
        assert!(office.read_counts(&sealed[..at]).is_err(), "cut at {at}");
    }
    let phrase = Passphrase::of("seven plain words that nobody would guess");
    let file = home.path().join("phrase.age");
    sender
        .hand_counts(&tally, HandedTo::Passphrase(&phrase), &file, Existing::Kept)
        .unwrap();
    let sealed = std::fs::read(&file).unwrap();
    assert!(counts_need_passphrase(&sealed).unwrap());
    let opened = read_counts_with(&phrase, &sealed).unwrap();
    assert_eq!(opened.saved, tally.save());
    assert!(read_counts_with(&Passphrase::of("another"), &sealed).is_err());
}

#[test]
fn only_texts_that_go_out_are_looked_through_for_names() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 25, 1, 2);
    let id = desk.visits().unwrap()[0].id;
    let line = r#"{"subject":"premises","question":"access","note":"Нурлан Асанович was there"}"#;
    desk.reopen_visit(id, "to add something").unwrap();
    let mut taking = Taking::new(&desk, desk.visit(id).unwrap());
    taking.take(line).unwrap().unwrap();
    let order = |notes| ExportOrder {
        kind: ExportKind::Visit,
        format: FileFormat::Json,
        visits: vec![id],
        sheets: SheetStyle::default(),
        dialect: firsthours::export::Dialect::default(),
        cell: None,
        person: None,
        from: None,
        to: None,
        redaction: Redaction {
            notes,
            ..Redaction::default()
        },
        selection: Selection::default(),
        suppression: Suppression::default(),
        language: Language::En,
    };
    let told = |notes| {
        let mut told = Vec::new();
        desk.texts_going_out(&order(notes), &mut |_, place, text| {
            told.push((place, text.to_owned()))
        })
        .unwrap();
        told
    };
    let is_note = |(place, text): &(String, String)| place == "V02" && text.contains("Асанович");
    assert!(!told(Notes::Withheld).iter().any(is_note));
    assert!(told(Notes::Included).iter().any(is_note));
}
