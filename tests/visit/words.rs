//! Every word of the visit area exists in both languages and says what the case was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use firsthours::checklist::{Digest, FactName};
use firsthours::i18n::{Catalogue, Language};
use firsthours::safeguard::{Country, Law};
use firsthours::value::{Precision, Source, Value};
use firsthours::visit::{Content, Episode, FactStatement, Instance, Subject, assess};

fn ids_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            ids_in(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let quoted = text.split('"').skip(1).step_by(2);
            let prefixes = [
                "visit-",
                "law-",
                "err-visit-",
                "rec-visit-",
                "err-law-",
                "rec-law-",
            ];
            found.extend(
                quoted
                    .filter(|word| prefixes.iter().any(|prefix| word.starts_with(prefix)))
                    .filter(|word| !word.contains([' ', '\n']))
                    .map(str::to_owned),
            );
        }
    }
}

#[test]
fn every_message_of_visits_and_safeguards_has_its_text_in_english_and_russian() {
    let mut ids = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    ids_in(&source.join("visit"), &mut ids);
    ids_in(&source.join("safeguard"), &mut ids);
    assert!(ids.len() > 100, "{}", ids.len());
    for language in [Language::En, Language::Ru] {
        let catalogue = Catalogue::new(language);
        let missing: Vec<&String> = ids.iter().filter(|id| !catalogue.has(id)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn a_monitor_reads_how_long_according_to_whom_and_the_limit() {
    let statement = |source, fact: &str, moment: &str| FactStatement {
        fact: FactName::new(fact),
        subject: Subject::Person(1),
        source,
        content: Content::Given(Value::Moment(moment.parse().unwrap())),
        precision: Precision::Exact,
        checklist: Digest([0; 32]),
        question: 0,
        repeat: None,
        instance: Instance::default(),
        is_read: true,
    };
    let episode = Episode {
        premises: std::sync::Arc::default(),
        person: Some(Subject::Person(1)),
        records: Vec::new(),
        custody: None,
        statements: vec![
            statement(Source::DetainedPerson, "apprehended_at", "2012-06-04T16:00"),
            statement(Source::Register, "recorded_at", "2012-06-05T05:35"),
        ],
    };
    let (law, _) = Law::embedded();
    let reason = assess(&episode, &law, Country::Kz)
        .into_iter()
        .find(|assessment| assessment.safeguard == "SG03")
        .unwrap()
        .reason;
    let plain = |language| {
        let text = Catalogue::new(language).text(&reason);
        text.replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(
        plain(Language::En),
        "Record drawn up 13 h 35 min after the apprehension (according to the detained person); limit 3 h."
    );
    assert_eq!(
        plain(Language::Ru),
        "Протокол составлен через 13 ч 35 мин после задержания (по словам задержанного); срок 3 ч."
    );
}
