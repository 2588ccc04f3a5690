//! Reports as text, CSV and JSON.

use firsthours::export::{CountsCsv, CountsDocument, CountsFormat, CountsLines, CountsText};
use firsthours::i18n::{Catalogue, Language};
use firsthours::indicator::{Dimension, Report, Suppression};
use firsthours::safeguard::Country;
use firsthours::value::Source::{DetainedPerson as D, Register as R};
use firsthours::visit::FacilityType;

use super::scenario::{Told, by, english, only, person, tally, visit};

fn written(format: &dyn CountsFormat, report: &Report, words: &Catalogue) -> String {
    let mut bytes = Vec::new();
    format.write(report, words, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub(crate) fn text(report: &Report, width: usize) -> String {
    written(&CountsText { width }, report, &english())
}

pub(crate) fn json_lines(report: &Report) -> String {
    written(&CountsLines, report, &english())
}

/// Twelve recorded in time, twenty-six late, four not known.
fn thirty_eight() -> Vec<Told> {
    let told = |recorded: &'static str| {
        person()
            .at("apprehended_at", D, "2015-02-01T10:00")
            .with_record()
            .at("recorded_at", R, recorded)
    };
    let mut all: Vec<Told> = (0..12).map(|_| told("2015-02-01T12:00")).collect();
    all.extend((0..26).map(|_| told("2015-02-01T20:00")));
    all.extend((0..4).map(|_| person()));
    all
}

fn report(told: &[Told], rule: Suppression) -> Report {
    let header = visit(Country::Kg, FacilityType::Ivs, "IVS-01", "2015-02-05");
    let selection = by("I05", &[Dimension::FacilityType, Dimension::Quarter]);
    tally(&header, told, selection).report(rule)
}

#[test]
fn a_count_has_the_shape_of_the_contract() {
    let report = report(&thirty_eight(), Suppression::default());
    assert_eq!(
        json_lines(&report),
        "{\"indicator\":\"I05\",\"safeguard\":\"SG03\",\"unit\":\"person\",\"by\":{\"facility_type\":\"IVS\",\"quarter\":\"2015-Q1\"},\"numerator\":12,\"denominator\":38,\"not_known\":4,\"not_applicable\":0,\"rate\":0.3158,\"interval\":[0.191,0.475],\"suppressed\":false}\n"
    );
}

#[test]
fn a_suppressed_count_has_null_for_every_number() {
    let told: Vec<Told> = thirty_eight().into_iter().skip(9).collect();
    let report = report(&told, Suppression::default());
    assert_eq!(
        json_lines(&report),
        "{\"indicator\":\"I05\",\"safeguard\":\"SG03\",\"unit\":\"person\",\"by\":{\"facility_type\":\"IVS\",\"quarter\":\"2015-Q1\"},\"numerator\":null,\"denominator\":null,\"not_known\":null,\"not_applicable\":null,\"rate\":null,\"interval\":null,\"suppressed\":true}\n"
    );
    let document = written(&CountsDocument, &report, &english());
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["rows"][0]["suppressed"], true);
    assert!(document["rows"][0]["numerator"].is_null());
    // The total of a single group is the group: it is hidden too.
    let text = text(&report, 80);
    assert_eq!(text.matches("hidden").count(), 2 + 3, "{text}");
    assert!(!text.contains(" 29"), "{text}");
}

#[test]
fn without_suppression_the_report_says_that_it_is_for_the_owners_eyes() {
    let told = [person().says("lawyer_met_place", D, "never")];
    let header = visit(Country::Kg, FacilityType::Ivs, "IVS-01", "2015-02-05");
    let report = tally(&header, &told, only("I13")).report(Suppression::OFF);
    let text = text(&report, 80);
    assert!(text.contains("NOTHING IS HIDDEN"), "{text}");
    // One of one is no percentage.
    assert!(text.contains("1 of 1") && !text.contains("100 %"), "{text}");
    assert!(json_lines(&report).contains("\"by\":{},\"numerator\":1,\"denominator\":1"));
}

#[test]
fn the_table_keeps_to_its_width_in_both_languages_and_says_its_denominators() {
    for language in [Language::En, Language::Ru] {
        for width in [60, 80, 120] {
            let report = report(&thirty_eight(), Suppression::default());
            let words = Catalogue::new(language);
            let text = written(&CountsText { width }, &report, &words);
            for line in text.lines() {
                let columns = unicode_width::UnicodeWidthStr::width(line);
                assert!(columns <= width, "{columns} > {width}: {line}");
            }
            assert!(!text.contains('['), "a text is missing:\n{text}");
            assert!(text.contains("32 %"), "{text}");
            assert!(text.contains("19–47 %"), "{text}");
        }
    }
}

#[test]
fn the_csv_carries_its_notes_and_opens_in_a_spreadsheet() {
    let report = report(&thirty_eight(), Suppression::default());
    let text = written(&CountsCsv::default(), &report, &english());
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let columns = rows.headers().unwrap().clone();
    let row = rows.records().next().unwrap().unwrap();
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name).unwrap();
        row.get(at).unwrap().to_owned()
    };
    assert_eq!(cell("numerator"), "12");
    assert_eq!(cell("denominator"), "38");
    assert_eq!(cell("rate"), "0.3158");
    assert_eq!(cell("quarter"), "2015-Q1");
    assert_eq!(cell("suppressed"), "false");
    assert!(cell("denominator_holds").contains("Convention"));
    assert!(cell("notes").contains("persons interviewed"));
    assert_eq!(rows.records().count(), 0);
}
