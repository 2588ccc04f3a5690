//! The same definitions, counted by another engine: the best witness against our own counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use firsthours::app::Desk;
use firsthours::export::{distribution_sql, indicator_sql};
use firsthours::i18n::Language;
use firsthours::indicator::{Accounts, Dimension, Figures, RowKind, Selection, Suppression, Unit};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::columns::{practice, practice_of_everything};

/// Loads the files of a dataset as the schema for SQLite says.
fn loaded(folder: &Path) -> Connection {
    let database = Connection::open_in_memory().unwrap();
    let schema = fs::read_to_string(folder.join("schema.sqlite.sql")).unwrap();
    database.execute_batch(&schema).unwrap();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "csv"))
        .collect();
    files.sort();
    database.execute_batch("BEGIN").unwrap();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let table = Unit::ALL
            .map(Unit::name)
            .into_iter()
            .find(|table| name.starts_with(&format!("{table}_v")))
            .unwrap();
        let mut rows = csv::Reader::from_path(&path).unwrap();
        let count = rows.headers().unwrap().len();
        let places = vec!["?"; count].join(", ");
        let mut insert = database
            .prepare(&format!("INSERT INTO {table} VALUES ({places})"))
            .unwrap();
        for row in rows.records() {
            let row = row.unwrap();
            let cells = row.iter().map(|cell| match cell {
                "" => Value::Null,
                text => Value::Text(text.to_owned()),
            });
            insert.execute(rusqlite::params_from_iter(cells)).unwrap();
        }
    }
    database.execute_batch("COMMIT").unwrap();
    database
}

/// Rows by their texts up to `keys`, the numbers after them.
fn answers(database: &Connection, sql: &str, keys: usize) -> BTreeMap<Vec<String>, Vec<i64>> {
    let mut statement = database
        .prepare(sql)
        .unwrap_or_else(|fault| panic!("{fault}: {sql}"));
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next().unwrap() {
        let key = (0..keys).map(|at| row.get::<_, String>(at).unwrap());
        let numbers = (keys..columns).map(|at| match row.get_ref(at).unwrap() {
            rusqlite::types::ValueRef::Integer(number) => number,
            #[expect(
                clippy::cast_possible_truncation,
                reason = "counts and minutes are whole"
            )]
            rusqlite::types::ValueRef::Real(number) => number.round() as i64,
            rusqlite::types::ValueRef::Null => -1,
            other => panic!("{other:?}"),
        });
        found.insert(key.collect(), numbers.collect());
    }
    found
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap()
}

/// What the figures of an indicator, or of a choice, were over all comparisons.
#[derive(Default)]
struct Seen {
    met: i64,
    not_met: i64,
    not_known: i64,
    quantiles: usize,
}

/// Every figure that was compared.
#[derive(Default)]
struct Compared {
    figures: usize,
    seen: BTreeMap<String, Seen>,
}

impl Compared {
    fn counts(&mut self, name: &str, [numerator, denominator, not_known, _]: [i64; 4]) {
        let seen = self.seen.entry(name.to_owned()).or_default();
        seen.met += numerator;
        seen.not_met += denominator - numerator;
        seen.not_known += not_known;
        self.figures += 4;
    }
}

/// A practice vault with its dataset by some accounts, in `SQLite`.
fn counted_by(desk: &Desk, accounts: Accounts) -> Connection {
    let home = tempfile::tempdir().unwrap();
    let dataset = home.path().join("dataset");
    let everything = Selection {
        accounts,
        ..Selection::default()
    };
    let rows = desk
        .export_dataset(&dataset, &everything, Language::En)
        .unwrap();
    assert!(rows > 50, "{rows}");
    loaded(&dataset)
}

/// Compares every figure of every indicator and distribution.
fn compare(
    desk: &Desk,
    database: &Connection,
    accounts: Accounts,
    by: &[Dimension],
    compared: &mut Compared,
) {
    let definitions = &desk.measures().definitions;
    for indicator in definitions.indicators() {
        let selection = Selection {
            indicators: vec![indicator.id.clone()],
            by: by.to_vec(),
            accounts,
            ..Selection::default()
        };
        let report = desk.tally(selection, Suppression::OFF).unwrap();
        let statements = indicator_sql(definitions, indicator, by);
        assert!(!statements.is_empty(), "{} has no SQL", indicator.id);
        let counts = answers(database, &statements[0], 1 + by.len());
        let groups = report.rows.iter().filter(|row| row.kind == RowKind::Group);
        let mut seen = 0;
        for row in groups {
            let mut key = vec![indicator.id.clone()];
            key.extend(row.group.iter().cloned());
            let units = row.figures.counts().unwrap();
            let (numerator, denominator) = match row.figures {
                Figures::Sum(sum) => (sum.counted, sum.of.unwrap_or(units.met)),
                _ => (units.met, units.denominator()),
            };
            let own = [
                numerator,
                denominator,
                units.not_known,
                units.not_applicable,
            ]
            .map(signed);
            assert_eq!(
                counts.get(&key).map(Vec::as_slice),
                Some(own.as_slice()),
                "{accounts:?} {key:?}\n{}",
                statements[0]
            );
            seen += 1;
            compared.counts(&indicator.id, own);
            if let Figures::Minutes(_, Some(found)) = row.figures {
                let quantiles = answers(database, &statements[1], 1 + by.len());
                let own = [
                    signed(found.known),
                    found.lower,
                    found.median,
                    found.upper,
                    found.ninth,
                    found.most.unwrap(),
                ];
                assert_eq!(quantiles[&key], own, "{accounts:?} {key:?}");
                compared.figures += 6;
                compared.seen.get_mut(&indicator.id).unwrap().quantiles += 1;
            }
        }
        assert_eq!(seen, counts.len(), "{}", indicator.id);
    }
    for distribution in definitions.distributions() {
        let selection = Selection {
            indicators: vec![distribution.id.clone()],
            by: by.to_vec(),
            accounts,
            ..Selection::default()
        };
        let report = desk.tally(selection, Suppression::OFF).unwrap();
        let sql = distribution_sql(definitions, distribution, by).unwrap();
        let counts = answers(database, &sql, 2 + by.len());
        for row in report.rows.iter().filter(|row| row.kind == RowKind::Group) {
            let Figures::Answer(figures) = row.figures else {
                panic!("{row:?}");
            };
            let (answer, _) = row.answer.clone().unwrap();
            let mut key = vec![distribution.id.clone(), answer];
            key.extend(row.group.iter().cloned());
            let own = [
                figures.count,
                figures.answered,
                figures.not_known,
                figures.not_applicable,
            ]
            .map(signed);
            assert_eq!(counts[&key], own, "{accounts:?} {key:?}\n{sql}");
            compared.counts(&distribution.id, own);
        }
    }
}

#[test]
fn generated_sql_gives_every_figure_of_every_indicator_on_three_seeds() {
    const BREAKDOWNS: [&[Dimension]; 3] = [
        &[Dimension::FacilityType, Dimension::Sex],
        &[Dimension::Quarter, Dimension::AgeBand, Dimension::Privacy],
        &[Dimension::Country, Dimension::VisitKind],
    ];
    let mut compared = Compared::default();
    let mut by_side = Compared::default();
    for (seed, by) in [1, 2, 3].into_iter().zip(BREAKDOWNS) {
        let home = tempfile::tempdir().unwrap();
        let desk = practice_of_everything(&home.path().join("vault"), seed, 7, 8);
        let database = counted_by(&desk, Accounts::Usual);
        for by in [&[][..], by] {
            compare(&desk, &database, Accounts::Usual, by, &mut compared);
        }
        let side = [Accounts::Person, Accounts::Register, Accounts::Team];
        let side = side[usize::try_from(seed).unwrap() - 1];
        let database = counted_by(&desk, side);
        compare(&desk, &database, side, by, &mut by_side);
    }
    assert!(compared.figures > 10_000, "{} figures", compared.figures);
    assert!(by_side.figures > 5_000, "{} figures", by_side.figures);
    // Figures that are all nought would prove nothing.
    let definitions = firsthours::app::Measures::embedded().definitions;
    let (mut nobody, mut everybody) = (Vec::new(), Vec::new());
    for indicator in definitions.indicators() {
        let seen = &compared.seen[&indicator.id];
        let id = &indicator.id;
        assert!(seen.met + seen.not_met > 0, "{id} is known of nobody");
        assert!(!indicator.is_minutes() || seen.quantiles > 0, "{id}");
        if seen.met == 0 {
            nobody.push(id.as_str());
        } else if seen.not_met == 0 && indicator.is_share() && !indicator.is_minutes() {
            everybody.push(id.as_str());
        }
    }
    println!("met by nobody: {nobody:?}; by everybody: {everybody:?}");
    assert!(nobody.len() <= 2, "met by nobody: {nobody:?}");
    assert!(everybody.len() <= 2, "met by everybody: {everybody:?}");
    for distribution in definitions.distributions() {
        let seen = &compared.seen[&distribution.id];
        assert!(seen.met > 0, "{}", distribution.id);
    }
    let unknown = compared.seen.values().filter(|seen| seen.not_known > 0);
    assert!(unknown.count() > 90, "something is not known of nearly all");
}

#[test]
fn a_dataset_holds_no_name_no_day_and_no_word() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 9, 3, 3);
    let folder = home.path().join("dataset");
    let everything = Selection::default();
    desk.export_dataset(&folder, &everything, Language::En)
        .unwrap();
    let ids: Vec<String> = desk
        .visits()
        .unwrap()
        .iter()
        .map(|it| it.id.to_string())
        .collect();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for word in ["Practice text", "M-1", "T0", "2025-0", "2024-1"] {
            assert!(
                !text.contains(word) || path.extension().is_some_and(|it| it == "sql"),
                "{word} in {path:?}"
            );
        }
        assert!(ids.iter().all(|id| !text.contains(id)));
    }
    // What is there already is not touched.
    assert!(
        desk.export_dataset(&folder, &everything, Language::En)
            .is_err()
    );
}
