//! Units as flat rows, for whoever counts with an engine of their own, and indicators as conditions
//! over their columns.
//!
//! A row holds what indicators read and nothing else: choices, numbers, assessments, minutes between
//! times. Times themselves, words, places of questions and names stay behind. Its invariant: a count
//! of the rows by the conditions is the count of the visits by the program.

use super::definition::{Counting, Definitions, Indicator, Measure, Unit};
use super::names::{Slot, VisitWord};
use super::reading::Reading;
use super::{Dimension, Distribution, NotKnown, Outcome, interval};
use crate::expr::{SqlColumn, sql_text};
use crate::value::Value;

/// A column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetColumn {
    /// Its name: lower-case letters, digits and underscores.
    pub name: String,
    /// Whether it holds numbers; else text, empty where there is none.
    pub is_number: bool,
    what: What,
}

impl DatasetColumn {
    /// Returns whether rows have a column for this breakdown: none for months, which tell the day of
    /// a visit too nearly, and none for sources, of which a row has several.
    pub const fn has(dimension: Dimension) -> bool {
        !matches!(dimension, Dimension::Source | Dimension::Month)
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A group of the visit or of the unit.
    Group(Dimension),
    /// A value; of a moment or of words only that there is one.
    Slot(usize),
    /// Why there is no value, if somebody said why.
    Missing(usize),
    /// Of an interval: the least, the most, the limit, the minutes between the times that were named.
    Least(usize),
    Most(usize),
    Limit(usize),
    Minutes(usize),
    /// Whether both its ends were said.
    Said(usize),
    /// Whether it was written down that what an indicator rests on does not apply.
    SaidNotToApply(usize),
}

/// A row of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetRow {
    /// What it is about.
    pub unit: Unit,
    /// A cell for each of [`Definitions::dataset_columns`].
    pub cells: Vec<String>,
}

/// An indicator over the columns of its unit, in SQL that every engine reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlIndicator {
    /// True where it applies.
    pub applies: String,
    /// What is counted.
    pub counting: SqlCounting,
}

/// What is counted, in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlCounting {
    /// In the denominator if known, in the numerator if met.
    Share {
        /// A condition.
        known: String,
        /// A condition.
        met: String,
    },
    /// How long something took.
    Minutes {
        /// A condition.
        known: String,
        /// A condition.
        met: String,
        /// A number, NULL where no time is known.
        minutes: String,
    },
    /// What adds up.
    Sum {
        /// A condition.
        known: String,
        /// A number.
        counted: String,
        /// A number, if it is a share of something.
        of: Option<String>,
    },
}

impl Definitions {
    /// Returns the columns that rows of a unit have.
    pub fn dataset_columns(&self, unit: Unit) -> Vec<DatasetColumn> {
        let mut columns: Vec<DatasetColumn> = Dimension::ALL
            .into_iter()
            .filter(|dimension| DatasetColumn::has(*dimension))
            .map(|dimension| {
                column(
                    format!("g_{}", dimension.name()),
                    false,
                    What::Group(dimension),
                )
            })
            .collect();
        for (at, slot) in self.slots.iter().enumerate() {
            if !self.reads(unit, at) {
                continue;
            }
            let is_number = self.slot_numbers.get(at).copied().unwrap_or(false);
            match slot {
                Slot::Interval(interval) => {
                    let name = |what: &str| {
                        let interval = self.intervals.get(*interval);
                        format!("i_{}_{what}", interval.map_or("", |it| it.name.as_str()))
                    };
                    columns.extend([
                        column(name("said"), true, What::Said(*interval)),
                        column(name("least"), true, What::Least(*interval)),
                        column(name("most"), true, What::Most(*interval)),
                        column(name("limit"), true, What::Limit(*interval)),
                        column(name("minutes"), true, What::Minutes(*interval)),
                    ]);
                }
                Slot::Fact(_) | Slot::FactOf(..) => {
                    let name = slot_name(slot);
                    columns.push(column(name.clone(), is_number, What::Slot(at)));
                    columns.push(column(format!("m{name}"), false, What::Missing(at)));
                }
                Slot::Safeguard(_) | Slot::Visit(_) => {
                    columns.push(column(slot_name(slot), is_number, What::Slot(at)));
                }
            }
        }
        columns.extend(self.of_unit(unit).map(|(at, indicator)| {
            let name = said_not_to_apply(indicator);
            column(name, true, What::SaidNotToApply(at))
        }));
        columns
    }

    /// Returns whether some indicator or distribution of the unit reads the slot.
    fn reads(&self, unit: Unit, slot: usize) -> bool {
        let by_indicator = self.of_unit(unit).any(|(_, indicator)| {
            let is_its_interval = match (self.slots.get(slot), &indicator.counting) {
                (Some(Slot::Interval(at)), Counting::Minutes { interval, .. }) => at == interval,
                _ => false,
            };
            is_its_interval || indicator.asked.iter().any(|asked| asked.slot == slot)
        });
        let spread = self.distributions.iter();
        by_indicator
            || spread
                .filter(|it| it.unit == unit)
                .any(|it| it.slot == slot)
    }

    /// Returns an indicator in SQL; `None` if it uses what has no SQL.
    pub fn sql_indicator(&self, indicator: &Indicator) -> Option<SqlIndicator> {
        let column = |slot: usize| self.sql_column(slot);
        let is_said = format!("(COALESCE({}, 0) = 0)", said_not_to_apply(indicator));
        let applies = match &indicator.applies {
            None => is_said,
            Some(applies) => format!("({} AND {is_said})", applies.sql_condition(&column)?),
        };
        let counting = match &indicator.counting {
            Counting::Share { known, met } => SqlCounting::Share {
                known: known.sql_condition(&column)?,
                met: met.sql_condition(&column)?,
            },
            Counting::Minutes { interval, limited } => {
                let declared = self.intervals.get(*interval)?;
                let minutes = format!("i_{}_minutes", declared.name);
                let state = interval_sql(&declared.name);
                let (known, met) = if *limited {
                    (
                        format!("({state} IN ('within', 'over'))"),
                        format!("({state} = 'within')"),
                    )
                } else {
                    let is_there = format!("({minutes} IS NOT NULL)");
                    (is_there.clone(), is_there)
                };
                SqlCounting::Minutes {
                    known,
                    met,
                    minutes,
                }
            }
            Counting::Sum { known, counted, of } => {
                let counted = counted.sql_number(&column)?;
                let of = match of {
                    Some(of) => Some(of.sql_number(&column)?),
                    None => None,
                };
                let is_number = |number: &String| format!("COALESCE({number} >= 0, 1 = 0)");
                let mut all = vec![is_number(&counted)];
                all.extend(of.as_ref().map(is_number));
                if let Some(known) = known {
                    all.push(known.sql_condition(&column)?);
                }
                SqlCounting::Sum {
                    known: format!("({})", all.join(" AND ")),
                    counted,
                    of,
                }
            }
        };
        Some(SqlIndicator { applies, counting })
    }

    /// Returns the column of a distribution and the one that says why there is no answer.
    pub fn sql_distribution(&self, distribution: &Distribution) -> Option<(String, String)> {
        let slot = self.slots.get(distribution.slot)?;
        let name = format!("COALESCE({}, '')", slot_name(slot));
        Some(match slot {
            Slot::Safeguard(_) => {
                let not_applicable = sql_text("not_applicable");
                let why = format!("(CASE WHEN {name} = 'NA' THEN {not_applicable} ELSE '' END)");
                (name, why)
            }
            _ => (name, format!("COALESCE(m{}, '')", slot_name(slot))),
        })
    }

    fn sql_column(&self, slot: usize) -> Option<SqlColumn> {
        let found = self.slots.get(slot)?;
        if let Slot::Interval(at) = found {
            return Some(SqlColumn::Text(interval_sql(
                &self.intervals.get(*at)?.name,
            )));
        }
        let name = slot_name(found);
        Some(if self.slot_numbers.get(slot).copied().unwrap_or(false) {
            SqlColumn::Number(name)
        } else {
            SqlColumn::Text(format!("COALESCE({name}, '')"))
        })
    }
}

/// Returns the column that says that an indicator is not known because it does not apply.
fn said_not_to_apply(indicator: &Indicator) -> String {
    format!("n_{}", indicator.id.to_lowercase())
}

/// Returns how an interval stands to its limit, in SQL.
fn interval_sql(name: &str) -> String {
    format!(
        "(CASE WHEN COALESCE(i_{name}_said, 0) = 0 OR i_{name}_limit IS NULL THEN '' \
         WHEN COALESCE(i_{name}_most < 0, 1 = 0) THEN '' \
         WHEN COALESCE(i_{name}_most <= i_{name}_limit, 1 = 0) THEN 'within' \
         WHEN COALESCE(i_{name}_least > i_{name}_limit, 1 = 0) THEN 'over' \
         ELSE 'depends' END)"
    )
}

const fn column(name: String, is_number: bool, what: What) -> DatasetColumn {
    DatasetColumn {
        name,
        is_number,
        what,
    }
}

fn slot_name(slot: &Slot) -> String {
    match slot {
        Slot::Fact(fact) => format!("f_{fact}"),
        Slot::FactOf(fact, source) => format!("f_{fact}__{}", source.name()),
        Slot::Safeguard(id) => format!("a_{}", id.to_lowercase()),
        Slot::Interval(_) => String::new(),
        Slot::Visit(word) => format!(
            "v_{}",
            match word {
                VisitWord::FacilityType => "facility_type",
                VisitWord::Country => "country",
                VisitWord::VisitKind => "visit_kind",
                VisitWord::Announced => "announced",
                VisitWord::WaitedMinutes => "waited_minutes",
                VisitWord::Interviews => "interviews",
                VisitWord::PrivateInterviews => "private_interviews",
            }
        ),
    }
}

/// Returns the cells of a unit, in the order of its columns.
pub(super) fn cells(
    columns: &[DatasetColumn],
    definitions: &Definitions,
    reading: &Reading<'_>,
    limits: &[Option<i64>],
    group: &dyn Fn(Dimension) -> String,
) -> Vec<String> {
    let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
    let elapsed = |at: usize| {
        let declared = definitions.intervals.get(at)?;
        let (from, to) = reading.ends(declared)?;
        Some(interval::elapsed(from, to, declared.either_way))
    };
    let cell = |column: &DatasetColumn| match column.what {
        What::Group(dimension) => group(dimension),
        What::Slot(slot) => match reading.raw(slot) {
            None => String::new(),
            Some(Value::Moment(_) | Value::Text(_)) => "known".to_owned(),
            Some(value) => value.to_string(),
        },
        What::Missing(slot) => reading
            .missing(slot)
            .map_or_else(String::new, |why| why.name().to_owned()),
        What::Said(at) => number(Some(i64::from(elapsed(at).is_some()))),
        What::Least(at) => number(elapsed(at).and_then(|it| it.least_minutes)),
        What::Most(at) => number(elapsed(at).and_then(|it| it.most_minutes)),
        What::Limit(at) => number(match definitions.intervals.get(at).map(|it| it.measure) {
            Some(Measure::Open) | None => None,
            Some(Measure::Minutes(_) | Measure::Law(_)) => reading.limit(at, limits),
        }),
        What::Minutes(at) => number(reading.minutes_of(at)),
        What::SaidNotToApply(at) => {
            let indicator = definitions.indicators.get(at);
            let is_said = indicator.is_some_and(|indicator| {
                reading.outcome(indicator) == Outcome::NotKnown(NotKnown::Silent)
                    && reading.is_said_not_to_apply(indicator)
            });
            number(is_said.then_some(1))
        }
    };
    columns.iter().map(cell).collect()
}
