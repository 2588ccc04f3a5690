//! The named tables T1 to T11, breakdowns and filters, as an office asks for them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::bench::{Ran, run_in};

/// A practice vault with a bit of everything.
struct Office(tempfile::TempDir);

impl Office {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let made = run_in(
            home.path(),
            &[
                "demo",
                "--dir",
                "vault",
                "--visits",
                "12",
                "--persons",
                "9",
                "--seed",
                "5",
                "--no-ui",
            ],
            "",
        );
        assert_eq!(made.code, 0, "{}", made.err);
        Self(home)
    }

    fn tally(&self, arguments: &[&str]) -> Ran {
        let mut all = vec![
            "--json",
            "--vault",
            "vault",
            "--passphrase-file",
            "-",
            "tally",
            "--suppress",
            "0",
        ];
        all.extend(arguments);
        run_in(self.0.path(), &all, "practice\n")
    }

    fn lines(&self, arguments: &[&str]) -> Vec<Json> {
        let ran = self.tally(arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {}", ran.err);
        ran.lines()
    }

    /// A named table: its lines by indicator or distribution, and what is said with it.
    fn table(&self, name: &str) -> (BTreeMap<String, Vec<Json>>, String) {
        let ran = self.tally(&["--report", name]);
        assert_eq!(ran.code, 0, "{name} {}", ran.err);
        let mut rows: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for line in ran.lines() {
            let id = line["indicator"].as_str().unwrap().to_owned();
            rows.entry(id).or_default().push(line);
        }
        // Each row's denominator stands with the table, in words.
        for id in rows.keys() {
            assert!(
                ran.err.contains(&format!("\n{id}: ")),
                "{name} {id}: {}",
                ran.err
            );
        }
        (rows, ran.err)
    }
}

fn number(line: &Json, key: &str) -> u64 {
    line[key]
        .as_u64()
        .unwrap_or_else(|| panic!("{key}: {line}"))
}

fn ids(rows: &BTreeMap<String, Vec<Json>>) -> Vec<&str> {
    rows.keys().map(String::as_str).collect()
}

fn sum(rows: &[Json], key: &str) -> u64 {
    rows.iter().map(|row| number(row, key)).sum()
}

#[test]
fn each_named_table_has_its_rows_units_and_denominators() {
    let office = Office::new();
    let (rows, _) = office.table("T1");
    assert_eq!(rows.len(), 24);
    for (safeguard, rows) in &rows {
        let answers: Vec<&str> = rows
            .iter()
            .map(|row| row["answer"].as_str().unwrap())
            .collect();
        assert_eq!(answers, ["C", "P", "N"], "{safeguard}");
        assert_eq!(
            sum(rows, "numerator"),
            number(&rows[0], "denominator"),
            "{safeguard}"
        );
        let all = ["denominator", "not_known", "not_applicable"];
        let all: u64 = all.iter().map(|key| number(&rows[0], key)).sum();
        assert_eq!(all, number(&rows[0], "of_all"), "{safeguard}");
    }

    let (rows, _) = office.table("T2");
    let places = &rows["T2"];
    assert!(places.len() >= 7);
    assert_eq!(sum(places, "numerator"), number(&places[0], "denominator"));
    assert!(number(&places[0], "of_all") > number(&places[0], "denominator"));

    let (rows, said) = office.table("T3");
    assert!(said.contains("Hyndman and Fan"), "{said}");
    for row in rows.values().flatten() {
        let minutes = &row["minutes"];
        let order = [
            "lower_quartile",
            "median",
            "upper_quartile",
            "ninth_decile",
            "longest",
        ];
        let order: Vec<i64> = order
            .iter()
            .map(|key| minutes[*key].as_i64().unwrap())
            .collect();
        assert!(order.is_sorted(), "{row}");
        assert!(number(minutes, "known") > 0, "{row}");
    }

    let (rows, _) = office.table("T4");
    assert_eq!(ids(&rows), ["I07", "T4"]);
    assert!(rows["T4"][0]["minutes"]["median"].is_i64());

    let (rows, said) = office.table("T5");
    assert!(sum(&rows["T5"], "numerator") >= number(&rows["T5"][0], "denominator"));
    assert!(said.contains("above 100"), "{said}");

    let (rows, _) = office.table("T6");
    assert_eq!(rows.len(), 10);
    let units = |row: &Json| row["unit"].as_str().unwrap().to_owned();
    let units: BTreeSet<String> = rows.values().flatten().map(units).collect();
    assert_eq!(
        units,
        BTreeSet::from(["complaint".to_owned(), "person".to_owned()])
    );

    for (name, expected) in [
        ("T7", vec!["I53", "I54", "I55", "I56", "T11"]),
        ("T8", vec!["I58", "I59"]),
        ("T10", vec!["I50", "I51", "I52", "T10"]),
        ("T11", vec!["I55", "I57", "T11"]),
    ] {
        assert_eq!(ids(&office.table(name).0), expected, "{name}");
    }
    let (rows, said) = office.table("T9");
    for row in rows.values().flatten() {
        let by: Vec<&String> = row["by"].as_object().unwrap().keys().collect();
        assert_eq!(by, ["country", "year"]);
    }
    assert!(said.contains("no proof of a change"), "{said}");
    assert_eq!(office.tally(&["--report", "T12"]).code, 2);
}

#[test]
fn four_breakdowns_at_once_add_up_and_each_filter_lets_in_its_own_visits_only() {
    let office = Office::new();
    let whole = |line: &Json| {
        let id = line["indicator"].as_str().unwrap().to_owned();
        let keys = ["numerator", "denominator", "not_known", "not_applicable"];
        (id, keys.map(|key| number(line, key)))
    };
    let all: BTreeMap<String, [u64; 4]> = office.lines(&[]).iter().map(whole).collect();
    let add = |sets: Vec<Vec<Json>>| {
        let mut sums: BTreeMap<String, [u64; 4]> = BTreeMap::new();
        for (id, counts) in sets.iter().flatten().map(whole) {
            let sum = sums.entry(id).or_default();
            for (sum, more) in sum.iter_mut().zip(counts) {
                *sum += more;
            }
        }
        // What was counted nowhere has no line.
        sums.retain(|_, counts| counts.iter().sum::<u64>() > 0);
        sums
    };
    let mut counted = all.clone();
    counted.retain(|_, counts| counts.iter().sum::<u64>() > 0);
    let four = office.lines(&["--by", "facility_type,quarter,sex,age_band"]);
    assert!(
        four.iter()
            .all(|line| line["by"].as_object().unwrap().len() == 4)
    );
    assert_eq!(add(vec![four]), counted);
    assert_eq!(
        office.tally(&["--by", "sex,age,region,year,country"]).code,
        1
    );

    let of = |name: &str| -> Vec<String> {
        let lines = office.lines(&["--by", name, "--indicator", "I54"]);
        let names = lines
            .iter()
            .map(|line| line["by"][name].as_str().unwrap().to_owned());
        names.collect()
    };
    let each = |option: &str, values: &[String]| -> Vec<Vec<Json>> {
        assert!(!values.is_empty(), "{option}");
        let counted = values.iter().map(|value| office.lines(&[option, value]));
        counted.collect()
    };
    assert_eq!(add(each("--country", &of("country"))), counted);
    assert_eq!(add(each("--facility", &of("facility"))), counted);
    let ours = ["police-custody/interview".to_owned()];
    assert_eq!(add(each("--checklist", &ours)), counted);
    let nobodys = office.lines(&["--checklist", "police-custody/interview 1999"]);
    assert_eq!(add(vec![nobodys]), BTreeMap::new());
    let before = office.lines(&["--to", "2025-06-30"]);
    let after = office.lines(&["--from", "2025-07-01"]);
    assert_eq!(add(vec![before, after]), counted);
}
