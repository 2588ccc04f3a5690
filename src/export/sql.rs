//! Indicators as SQL over the files of a dataset, so that an office with an engine of its own gets the
//! same figures from the same definitions.
//!
//! One statement an indicator, in SQL that `DuckDB`, `PostgreSQL`, `SQLite` and `Spark` read alike: sums of
//! CASE, and quantiles by numbered rows instead of each engine's own function. Engines differ in types
//! and in how a file is loaded; that is all a dialect is.

use std::io::{self, Write};

use crate::expr::sql_text;
use crate::i18n::Catalogue;
use crate::indicator::{
    DatasetColumn, Definitions, Dimension, Distribution, Indicator, SqlCounting, Unit,
};
use crate::message::Message;

/// The engines for which SQL is written.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    #[default]
    Duckdb,
    /// `PostgreSQL`.
    Postgres,
    /// Spark SQL.
    Spark,
    /// `SQLite`.
    Sqlite,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 4] = [Self::Duckdb, Self::Postgres, Self::Spark, Self::Sqlite];

    /// Returns the exchange name, as in `--dialect duckdb`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Duckdb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::Sqlite => "sqlite",
        }
    }

    /// Returns the dialect with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Spark => "STRING",
            Self::Duckdb | Self::Postgres | Self::Sqlite => "TEXT",
        }
    }

    const fn number(self) -> &'static str {
        match self {
            Self::Spark => "DOUBLE",
            Self::Duckdb | Self::Postgres | Self::Sqlite => "DOUBLE PRECISION",
        }
    }

    /// Returns of what a table is made, where it is no table of its own.
    fn source(self, table: &str) -> String {
        match self {
            Self::Spark => {
                format!(" USING csv OPTIONS (path '{table}_*.csv', header 'true', nullValue '')")
            }
            Self::Duckdb | Self::Postgres | Self::Sqlite => String::new(),
        }
    }

    /// Returns how the files of a unit come into its table; the files' names begin with the table's.
    fn load(self, table: &str, columns: &[DatasetColumn]) -> String {
        match self {
            Self::Duckdb => format!(
                "INSERT INTO {table} SELECT * FROM read_csv('{table}_*.csv', header = true, all_varchar = false, union_by_name = true, nullstr = '', types = {});\n",
                duckdb_types(columns)
            ),
            Self::Postgres => format!(
                "-- for each file, in psql:\n-- \\copy {table} FROM '{table}_….csv' WITH (FORMAT csv, HEADER true, NULL '')\n"
            ),
            // The table is the files.
            Self::Spark => String::new(),
            Self::Sqlite => {
                let numbers = columns.iter().filter(|column| column.is_number);
                let blanks: Vec<String> = numbers
                    .map(|column| format!("{0} = NULLIF({0}, '')", column.name))
                    .collect();
                let mut text = format!(
                    "-- for each file, in the sqlite3 shell:\n-- .import --csv --skip 1 {table}_….csv {table}\n"
                );
                for part in ["UPDATE ", table, " SET ", &blanks.join(", "), ";\n"] {
                    text.push_str(part);
                }
                text
            }
        }
    }
}

fn duckdb_types(columns: &[DatasetColumn]) -> String {
    let types = columns.iter().map(|column| {
        let kind = if column.is_number {
            "DOUBLE"
        } else {
            "VARCHAR"
        };
        format!("'{}': '{kind}'", column.name)
    });
    format!("{{{}}}", types.collect::<Vec<_>>().join(", "))
}

/// Returns the name of a unit's table.
pub const fn table_of(unit: Unit) -> &'static str {
    unit.name()
}

/// Writes the tables of a dataset and how its files are loaded.
pub fn write_schema(
    definitions: &Definitions,
    dialect: Dialect,
    sink: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        sink,
        "-- Tables of a dataset of firsthours, for {}.",
        dialect.name()
    )?;
    writeln!(
        sink,
        "-- Text is '' or NULL where nothing was said; numbers are NULL.\n"
    )?;
    for unit in Unit::ALL {
        let columns = definitions.dataset_columns(unit);
        let what = match dialect {
            Dialect::Spark => "TEMPORARY VIEW",
            Dialect::Duckdb | Dialect::Postgres | Dialect::Sqlite => "TABLE",
        };
        writeln!(sink, "CREATE {what} {} (", table_of(unit))?;
        writeln!(sink, "  visit {},", dialect.text())?;
        write!(sink, "  unit_id {}", dialect.text())?;
        for column in &columns {
            let kind = if column.is_number {
                dialect.number()
            } else {
                dialect.text()
            };
            write!(sink, ",\n  {} {kind}", column.name)?;
        }
        writeln!(sink, "\n){};", dialect.source(table_of(unit)))?;
        writeln!(sink, "{}", dialect.load(table_of(unit), &columns))?;
    }
    Ok(())
}

/// Writes a statement for each indicator and distribution.
pub fn write_sql(
    definitions: &Definitions,
    by: &[Dimension],
    dialect: Dialect,
    words: &Catalogue,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let language = words.language().code();
    for line in words
        .text(&Message::new("sql-head").text("dialect", dialect.name()))
        .lines()
    {
        writeln!(sink, "-- {line}")?;
    }
    for indicator in definitions.indicators() {
        writeln!(
            sink,
            "\n-- {}",
            one_line(indicator.label.in_language(language).0)
        )?;
        writeln!(
            sink,
            "-- {}",
            one_line(indicator.denominator.in_language(language).0)
        )?;
        for statement in indicator_sql(definitions, indicator, by) {
            writeln!(sink, "{statement};")?;
        }
    }
    for distribution in definitions.distributions() {
        writeln!(
            sink,
            "\n-- {}",
            one_line(distribution.label.in_language(language).0)
        )?;
        if let Some(statement) = distribution_sql(definitions, distribution, by) {
            writeln!(sink, "{statement};")?;
        }
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the statements of an indicator: its counts, and its quantiles if it measures minutes.
///
/// Columns of the counts: indicator, the groups, numerator, denominator, `not_known`,
/// `not_applicable`. Of the quantiles: indicator, the groups, known, q1, median,
/// q3, p90, longest.
pub fn indicator_sql(
    definitions: &Definitions,
    indicator: &Indicator,
    by: &[Dimension],
) -> Vec<String> {
    let Some(sql) = definitions.sql_indicator(indicator) else {
        return Vec::new();
    };
    let applies = &sql.applies;
    let table = table_of(indicator.unit);
    let id = sql_text(&indicator.id);
    let groups = groups(by);
    let count =
        |condition: String| format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)");
    let counts = |known: &str, numerator: String, denominator: String| {
        format!(
            "SELECT {id} AS indicator{}, {numerator} AS numerator, {denominator} AS denominator, {} AS not_known, {} AS not_applicable FROM {table}{}",
            groups.selected,
            count(format!("{applies} AND NOT {known}")),
            count(format!("NOT {applies}")),
            groups.grouped,
        )
    };
    match &sql.counting {
        SqlCounting::Share { known, met } => vec![counts(
            known,
            count(format!("{applies} AND {known} AND {met}")),
            count(format!("{applies} AND {known}")),
        )],
        SqlCounting::Sum { known, counted, of } => {
            let sum = |number: &str| {
                format!(
                    "COALESCE(SUM(CASE WHEN {applies} AND {known} THEN {number} ELSE 0 END), 0)"
                )
            };
            let denominator = match of {
                Some(of) => sum(of),
                None => count(format!("{applies} AND {known}")),
            };
            vec![counts(known, sum(counted), denominator)]
        }
        SqlCounting::Minutes {
            known,
            met,
            minutes,
        } => vec![
            counts(
                known,
                count(format!("{applies} AND {met}")),
                count(format!("{applies} AND {known}")),
            ),
            format!(
                "SELECT {id} AS indicator{selected}, COUNT(*) AS known, MIN(CASE WHEN 4 * place >= units THEN minutes END) AS q1, MIN(CASE WHEN 2 * place >= units THEN minutes END) AS median, MIN(CASE WHEN 4 * place >= 3 * units THEN minutes END) AS q3, MIN(CASE WHEN 10 * place >= 9 * units THEN minutes END) AS p90, MAX(minutes) AS longest FROM (SELECT {inner}{minutes} AS minutes, ROW_NUMBER() OVER ({partition}ORDER BY {minutes}) AS place, COUNT(*) OVER ({partition_only}) AS units FROM {table} WHERE {minutes} IS NOT NULL AND {applies}) numbered{grouped}",
                selected = groups.selected,
                inner = groups.inner,
                partition = groups.partition,
                partition_only = groups.partition.trim_end(),
                grouped = groups.grouped,
            ),
        ],
    }
}

/// Returns the statement of a distribution: answer, the groups, count, answered, `not_known`,
/// `not_applicable`, one row for each choice and group.
pub fn distribution_sql(
    definitions: &Definitions,
    distribution: &Distribution,
    by: &[Dimension],
) -> Option<String> {
    let (value, why) = definitions.sql_distribution(distribution)?;
    let groups = groups(by);
    let table = table_of(distribution.unit);
    let taken = |choice: &str| {
        if distribution.several {
            let escaped = choice.replace('_', "!_");
            let pattern = sql_text(&format!("% {escaped} %"));
            format!("((' ' || {value} || ' ') LIKE {pattern} ESCAPE '!')")
        } else {
            format!("({value} = {})", sql_text(choice))
        }
    };
    let any: Vec<String> = (distribution.choices.iter())
        .map(|(choice, _)| taken(choice))
        .collect();
    let any = format!("({})", any.join(" OR "));
    let count =
        |condition: &str| format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)");
    let is_out = format!("{why} = 'not_applicable'");
    let rows: Vec<String> = distribution
        .choices
        .iter()
        .map(|(choice, _)| {
            format!(
                "SELECT {} AS distribution, {} AS answer{}, {} AS taken, {} AS answered, {} AS not_known, {} AS not_applicable FROM {table}{}",
                sql_text(&distribution.id),
                sql_text(choice),
                groups.selected,
                count(&taken(choice)),
                count(&any),
                count(&format!("NOT {any} AND NOT ({is_out})")),
                count(&format!("NOT {any} AND {is_out}")),
                groups.grouped,
            )
        })
        .collect();
    Some(rows.join("\nUNION ALL "))
}

/// The parts of a statement that breakdowns make.
struct Groups {
    selected: String,
    inner: String,
    partition: String,
    grouped: String,
}

fn groups(by: &[Dimension]) -> Groups {
    let names: Vec<String> = by.iter().map(|it| format!("g_{}", it.name())).collect();
    if names.is_empty() {
        return Groups {
            selected: String::new(),
            inner: String::new(),
            partition: String::new(),
            grouped: String::new(),
        };
    }
    let list = names.join(", ");
    Groups {
        selected: format!(", {list}"),
        inner: format!("{list}, "),
        partition: format!("PARTITION BY {list} "),
        grouped: format!(" GROUP BY {list}"),
    }
}
