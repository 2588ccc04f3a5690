//! A dataset: units as flat rows in CSV files, one a unit, set of checklists and quarter.
//!
//! Pseudonymous: visits and units have numbers that are new with every dataset, days become quarters,
//! times become minutes between two of them. Free text, names, notes and monitors are not in it. It is
//! still about single persons: it is for an office, never for publication.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::sql::{Dialect, table_of, write_schema, write_sql};
use super::{ByteOrderMark, Cell, CsvTable};
use crate::i18n::Catalogue;
use crate::indicator::{DatasetColumn, DatasetRow, Definitions, Dimension, Unit};
use crate::visit::VisitHeader;

/// A dataset while it is written, into a folder that has its name only when it is whole.
pub struct Dataset<'a> {
    definitions: &'a Definitions,
    folder: tempfile::TempDir,
    target: PathBuf,
    columns: Vec<(Unit, Vec<DatasetColumn>)>,
    files: BTreeMap<String, CsvTable<BufWriter<File>>>,
    /// Sets of checklists, by the number that stands for them in names of files.
    versions: Vec<String>,
    salt: [u8; 16],
    rows: u64,
}

impl<'a> Dataset<'a> {
    /// Begins a dataset in a folder that must not be there yet; `salt` makes its pseudonyms.
    pub fn new(definitions: &'a Definitions, target: &Path, salt: [u8; 16]) -> io::Result<Self> {
        if target.symlink_metadata().is_ok() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let folder = tempfile::Builder::new()
            .prefix(".firsthours-dataset-")
            .tempdir_in(parent)?;
        let columns = Unit::ALL.map(|unit| (unit, definitions.dataset_columns(unit)));
        Ok(Self {
            definitions,
            folder,
            target: target.to_owned(),
            columns: columns.to_vec(),
            files: BTreeMap::new(),
            versions: Vec::new(),
            salt,
            rows: 0,
        })
    }

    /// Writes the units of a visit.
    pub fn visit(&mut self, header: &VisitHeader, rows: &[DatasetRow]) -> io::Result<()> {
        let visit = self.pseudonym(header);
        let mut pins: Vec<String> = (header.checklists.iter())
            .map(|pin| format!("{} {}", pin.id, pin.version))
            .collect();
        pins.sort_unstable();
        let pins = pins.join(" + ");
        let known = self.versions.iter().position(|known| *known == pins);
        let version = known.unwrap_or(self.versions.len());
        if known.is_none() {
            self.versions.push(pins);
        }
        for (number, row) in rows.iter().enumerate() {
            let unit = format!("{visit}-{}", number + 1);
            let quarter = quarter_of(row);
            let name = format!("{}_v{}_{quarter}.csv", table_of(row.unit), version + 1);
            let columns = self.columns.iter().find(|(unit, _)| *unit == row.unit);
            let columns = columns.map_or(&[] as &[DatasetColumn], |(_, columns)| columns);
            if !self.files.contains_key(&name) {
                let names = columns.iter().map(|column| column.name.as_str());
                let names = ["visit", "unit_id"].into_iter().chain(names);
                let sink = BufWriter::new(make(&self.folder.path().join(&name))?);
                let table = CsvTable::new(sink, ByteOrderMark::LeftOut, names)?;
                self.files.insert(name.clone(), table);
            }
            let mut cells = vec![Cell::Text(&visit), Cell::Text(&unit)];
            for (column, cell) in columns.iter().zip(&row.cells) {
                cells.push(match cell.as_str() {
                    "" => Cell::Blank,
                    number if column.is_number => match number.parse::<i64>() {
                        Ok(whole) => Cell::Number(whole),
                        Err(_) => number.parse().map_or(Cell::Blank, Cell::Decimal),
                    },
                    text => Cell::Text(text),
                });
            }
            if let Some(table) = self.files.get_mut(&name) {
                table.row(&cells)?;
            }
            self.rows += 1;
        }
        Ok(())
    }

    /// Closes every file, adds tables, queries and what each version is, and gives the folder its name.
    pub fn finish(self, words: &Catalogue) -> io::Result<u64> {
        for table in self.files.into_values() {
            table.finish()?;
        }
        let inside = self.folder.path();
        let mut versions = make(&inside.join("versions.txt"))?;
        for (at, pins) in self.versions.iter().enumerate() {
            writeln!(versions, "v{}: {pins}", at + 1)?;
        }
        for dialect in Dialect::ALL {
            let path = inside.join(format!("schema.{}.sql", dialect.name()));
            write_schema(self.definitions, dialect, &mut BufWriter::new(make(&path)?))?;
        }
        let path = inside.join("indicators.sql");
        let mut sink = BufWriter::new(make(&path)?);
        write_sql(self.definitions, &[], Dialect::Duckdb, words, &mut sink)?;
        sink.flush()?;
        drop(sink);
        for file in fs::read_dir(inside)? {
            File::open(file?.path())?.sync_all()?;
        }
        let folder = self.folder.keep();
        fs::rename(&folder, &self.target)?;
        Ok(self.rows)
    }

    fn pseudonym(&self, header: &VisitHeader) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.salt);
        hasher.update(header.id.0);
        let digest = hasher.finalize();
        let number = digest.iter().take(6);
        let number = number.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("v{number:012x}")
    }
}

/// Returns the quarter of the visit.
fn quarter_of(row: &DatasetRow) -> &str {
    let place = Dimension::ALL
        .iter()
        .filter(|dimension| DatasetColumn::has(**dimension))
        .position(|dimension| *dimension == Dimension::Quarter);
    let quarter = place.and_then(|at| row.cells.get(at));
    quarter.map_or("undated", String::as_str)
}

fn make(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
