//! The same definitions, counted by another engine: the best witness against our own counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use firsthours::export::{distribution_sql, indicator_sql};
use firsthours::i18n::Language;
use firsthours::indicator::{Dimension, Figures, RowKind, Selection, Suppression, Unit};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::columns::practice;

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

/// Compares every figure of every indicator; returns how many were compared.
fn compare(seed: u64, by: &[Dimension]) -> usize {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), seed, 7, 6);
    let dataset = home.path().join("dataset");
    let everything = Selection::default();
    let rows = desk
        .export_dataset(&dataset, &everything, Language::En)
        .unwrap();
    assert!(rows > 50, "{rows}");
    let database = loaded(&dataset);
    let definitions = &desk.measures().definitions;
    let mut compared = 0;
    for indicator in definitions.indicators() {
        let selection = Selection {
            indicators: vec![indicator.id.clone()],
            by: by.to_vec(),
            ..Selection::default()
        };
        let report = desk.tally(selection, Suppression::OFF).unwrap();
        let statements = indicator_sql(definitions, indicator, by);
        assert!(!statements.is_empty(), "{} has no SQL", indicator.id);
        let counts = answers(&database, &statements[0], 1 + by.len());
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
                "seed {seed} {key:?}\n{}",
                statements[0]
            );
            seen += 1;
            compared += 4;
            if let Figures::Minutes(_, Some(found)) = row.figures {
                let quantiles = answers(&database, &statements[1], 1 + by.len());
                let own = [
                    signed(found.known),
                    found.lower,
                    found.median,
                    found.upper,
                    found.ninth,
                    found.most.unwrap(),
                ];
                assert_eq!(quantiles[&key], own, "seed {seed} {key:?}");
                compared += 6;
            }
        }
        assert_eq!(seen, counts.len(), "{}", indicator.id);
    }
    for distribution in definitions.distributions() {
        let selection = Selection {
            indicators: vec![distribution.id.clone()],
            by: by.to_vec(),
            ..Selection::default()
        };
        let report = desk.tally(selection, Suppression::OFF).unwrap();
        let sql = distribution_sql(definitions, distribution, by).unwrap();
        let counts = answers(&database, &sql, 2 + by.len());
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
            ];
            assert_eq!(counts[&key], own.map(signed), "seed {seed} {key:?}\n{sql}");
            compared += 4;
        }
    }
    compared
}

#[test]
fn generated_sql_gives_every_figure_of_every_indicator_on_three_seeds() {
    let compared = compare(1, &[])
        + compare(2, &[Dimension::FacilityType, Dimension::Sex])
        + compare(3, &[Dimension::Quarter, Dimension::AgeBand]);
    assert!(compared > 5_000, "only {compared} figures were compared");
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
