//! How often the guard is right: lists of names as monitors write them, and of sentences without one.

use super::{looks_like_a_name, names_in};
use crate::checklist::Library;

/// A list of sentences.
macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("rates/", $name, ".txt"))
            .lines()
            .collect::<Vec<_>>()
    };
}

/// Lists of sentences with how many are noticed: as the table says, no more and no less.
#[test]
fn the_table_of_hit_rates_is_true() {
    let noticed = |list: &[&str]| {
        let found = list.iter().filter(|text| looks_like_a_name(text).is_some());
        (found.count(), list.len())
    };
    let library = Library::embedded();
    let mut own: Vec<String> = Vec::new();
    for checklist in library.list() {
        for question in &checklist.questions {
            let texts = [&question.label, &question.hint, &question.guidance];
            own.extend(texts.map(|text| text.in_language("ru").0.to_owned()));
        }
    }
    own.retain(|text| !text.is_empty());
    own.sort();
    own.dedup();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let clean = list!("clean");
    for text in clean.iter().chain(&own) {
        for wrong in names_in(text) {
            println!("wrongly: {:?} in {text}", text.get(wrong));
        }
    }
    let names = [
        ("Russian names", list!("russian")),
        ("Kazakh names", list!("kazakh")),
        ("Kyrgyz names", list!("kyrgyz")),
        ("Tajik names", list!("tajik")),
    ];
    for text in names.iter().flat_map(|(_, list)| list) {
        if looks_like_a_name(text).is_none() {
            println!("missed: {text}");
        }
    }
    let (found, all) = names.iter().fold((0, 0), |(found, all), (_, list)| {
        let (noticed, of) = noticed(list);
        (found + noticed, all + of)
    });
    println!("of {all} names {found} noticed");
    assert!(all >= 200 && found * 100 >= all * 95, "{found} of {all}");
    let (wrong, ordinary) = (noticed(&clean).0 + noticed(&own).0, clean.len() + own.len());
    println!("of {ordinary} ordinary sentences {wrong} noticed wrongly");
    assert!(
        ordinary >= 500 && wrong * 100 <= ordinary * 2,
        "{wrong} of {ordinary}"
    );
    let more = [
        ("names without an ending, alone", list!("bare")),
        (
            "numbers, telephones, documents, addresses",
            list!("numbers"),
        ),
        ("sentences without a name, noticed wrongly", clean.clone()),
    ];
    let table = include_str!("../names.rs");
    let mut rows: Vec<String> = names
        .iter()
        .chain(&more)
        .map(|(what, list)| {
            let (found, of) = noticed(list);
            format!("//! | {what} | {found} | {of} |")
        })
        .collect();
    // Checklists grow: of theirs only the share is held, above.
    let (wrong, of) = noticed(&own);
    println!("of our own checklists {wrong} of {of}");
    rows.push(
        "//! | sentences of our own checklists in Russian, noticed wrongly | under 2 | 100 |"
            .to_owned(),
    );
    println!("{}", rows.join("\n"));
    for row in rows {
        assert!(table.contains(&row), "the table should say {row}");
    }
}
