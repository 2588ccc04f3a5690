//! The file of indicators, and what is said about a wrong one.

use firsthours::indicator::{Definitions, Dimension, EMBEDDED, Selection, SelectionFault, Tally};

use super::scenario::{definitions, vocabulary};

#[test]
fn every_indicator_of_the_program_compiles_and_has_both_languages() {
    let definitions = definitions();
    for number in 1..=60 {
        // I45 is spread over stages: a distribution.
        let id = format!("I{number:02}");
        let is_spread = definitions.distributions().iter().any(|it| it.id == id);
        assert!(is_spread || definitions.indicator(&id).is_some(), "{id}");
    }
    for number in 1..=24 {
        let id = format!("SG{number:02}");
        let spread = definitions.distributions().iter().find(|it| it.id == id);
        assert_eq!(spread.unwrap().choices.len(), 3, "{id}");
    }
    for indicator in definitions.indicators() {
        for text in [&indicator.label, &indicator.denominator] {
            for language in ["en", "ru"] {
                assert!(text.in_language(language).1, "{} {language}", indicator.id);
            }
        }
        assert!(!indicator.norms.is_empty(), "{}", indicator.id);
    }
    assert_eq!(definitions.distributions()[0].id, "T2");
    assert_eq!(definitions.distributions()[0].choices.len(), 7);
}

const WRONG: &str = r#"
format = 1
[sources]
no_such_fact = ["lawyer"]
[[interval]]
name = "sex"
from = "lawyer_met_place"
to = "nowhere_at"
hours = 3
[[interval]]
name = "endless"
from = "apprehended_at"
to = "judge_at"
[[indicator]]
id = "X1"
label = { en = "" }
unit = "person"
gap = "practice"
denominator = { en = "Persons" }
known = "${family_told@registr} != ''"
met = "${no_such_thing} = 'yes' and"
[[distribution]]
id = "X1"
label = { en = "Spread" }
unit = "person"
fact = "age"
denominator = { en = "Persons" }
"#;

#[test]
fn all_defects_of_a_file_are_listed_at_once_each_with_its_place() {
    let defects = Definitions::compile(&[WRONG], &vocabulary()).unwrap_err();
    let places: Vec<(&str, &str)> = defects
        .iter()
        .map(|defect| (defect.part.as_str(), defect.key))
        .collect();
    for place in [
        ("no_such_fact", "sources"),
        ("sex", "name"),
        ("sex", "from"),
        ("sex", "to"),
        ("endless", "limit"),
        ("X1", ""),
        ("X1", "label"),
        ("X1", "known"),
        ("X1", "met"),
        ("X1", "fact"),
    ] {
        assert!(places.contains(&place), "{place:?} not in {places:?}");
    }
}

#[test]
fn a_column_after_a_source_is_the_authors_column() {
    let file = EMBEDDED.replace(
        "known = \"${record_gap} = 'within' or ${record_gap} = 'over'\"",
        "known = \"${family_told@register} = 'no' or ${nonsense} = 'yes'\"",
    );
    let defects = Definitions::compile(&[&file], &vocabulary()).unwrap_err();
    assert_eq!(defects.len(), 1, "{defects:?}");
    let text = "${family_told@register} = 'no' or ${nonsense}";
    let column = text.find("${nonsense").unwrap() + 1;
    let found = defects[0].column.unwrap();
    assert!(
        (column..column + 3).contains(&found),
        "{found} is not {column}"
    );
}

#[test]
fn a_users_file_overrides_an_indicator_and_adds_one() {
    let own = r#"
format = 1
[[indicator]]
id = "I16"
label = { en = "Private talk, strictly" }
unit = "person"
gap = "practice"
denominator = { en = "Persons" }
known = "${lawyer_private@detained_person} != ''"
met = "${lawyer_private@detained_person} = 'yes'"
[[indicator]]
id = "X1"
label = { en = "Own" }
unit = "visit"
gap = "practice"
denominator = { en = "Visits" }
known = "${persons_unregistered} != ''"
met = "${persons_unregistered} > 0"
"#;
    let definitions = Definitions::compile(&[EMBEDDED, own], &vocabulary())
        .unwrap_or_else(|defects| panic!("{defects:#?}"));
    let embedded = super::scenario::definitions().indicators().len();
    assert_eq!(definitions.indicators().len(), embedded + 1);
    let strict = definitions.indicator("i16").unwrap();
    assert_eq!(strict.label.in_language("en").0, "Private talk, strictly");
}

#[test]
fn a_selection_that_means_nothing_is_refused() {
    let refused = |selection| Tally::new(definitions(), selection).err();
    let indicators = vec!["I99".to_owned()];
    assert_eq!(
        refused(Selection {
            indicators,
            ..Selection::default()
        }),
        Some(SelectionFault::NoIndicator("I99".to_owned()))
    );
    let by = vec![Dimension::Region, Dimension::Region];
    assert_eq!(
        refused(Selection {
            by,
            ..Selection::default()
        }),
        Some(SelectionFault::Breakdowns)
    );
}
