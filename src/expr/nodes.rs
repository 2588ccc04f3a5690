//! Sets of values: a question over the instances of repeats, and the rows of a choice list.
//!
//! A path is resolved when it is compiled; what is left for evaluation is which instances it means.
//! Its invariant: a set holds only what counts, in the order in which it stands.

use super::code::{Code, Scope};
use super::fault::EvaluationFault;
use super::scalar::{Scalar, near};

/// A place in one or several instances of the repeats around it.
#[derive(Debug, Clone)]
pub(super) struct Nodes {
    /// The question, group or repeat; `None` is the whole checklist.
    pub(super) slot: Option<usize>,
    /// One for each repeat around the place, from the outermost inwards; of a repeat, itself too.
    pub(super) levels: Box<[Level]>,
    /// What must be true of the place itself.
    pub(super) filters: Box<[Code]>,
    /// Begins at `current()`: where the expression stands, also inside a predicate.
    pub(super) from_current: bool,
    /// Whether the place is a repeat, so that its last level is its own.
    pub(super) is_repeat: bool,
}

/// Which instances of a repeat.
#[derive(Debug, Clone)]
pub(super) enum Level {
    /// The one in which the expression stands.
    Here,
    /// All for which the filters are true.
    Every { repeat: usize, filters: Box<[Code]> },
    /// The one with this number, from 1.
    At { repeat: usize, number: Box<Code> },
}

type Instances = Vec<Vec<usize>>;

impl Nodes {
    /// Whether it is one place in the instance of the expression.
    pub(super) fn is_single(&self) -> bool {
        self.filters.is_empty() && self.levels.iter().all(|level| matches!(level, Level::Here))
    }

    fn instances(&self, scope: &Scope<'_, '_>) -> Result<Instances, EvaluationFault> {
        let here = if self.from_current {
            scope.values.here()
        } else {
            scope.candidate.unwrap_or_else(|| scope.values.here())
        };
        let mut found: Instances = vec![Vec::with_capacity(self.levels.len())];
        for (depth, level) in self.levels.iter().enumerate() {
            let mut deeper = Vec::new();
            for within in found {
                match level {
                    Level::Here => {
                        if let Some(position) = here.get(depth) {
                            deeper.push(inside(&within, *position));
                        }
                    }
                    Level::Every { repeat, filters } => {
                        let count = scope.values.instances(*repeat, &within);
                        let all = (0..count)
                            .map(|position| inside(&within, position))
                            .filter(|instance| scope.values.applies(*repeat, instance))
                            .collect();
                        deeper.extend(kept(all, filters, scope)?);
                    }
                    Level::At { repeat, number } => {
                        let number = number.scalar(scope)?.number();
                        #[expect(
                            clippy::cast_possible_truncation,
                            clippy::cast_sign_loss,
                            reason = "`as` saturates and turns NaN into 0; JavaRosa takes the first for 0 and less"
                        )]
                        let position = (number.max(1.0) as usize).saturating_sub(1);
                        if position < scope.values.instances(*repeat, &within) {
                            deeper.push(inside(&within, position));
                        }
                    }
                }
            }
            found = deeper;
        }
        if let Some(slot) = self.slot {
            found.retain(|instance| scope.values.applies(slot, instance));
        }
        kept(found, &self.filters, scope)
    }

    pub(super) fn values<'a>(
        &'a self,
        scope: &Scope<'a, '_>,
    ) -> Result<Vec<Scalar<'a>>, EvaluationFault> {
        let instances = self.instances(scope)?;
        let value = |instance: &Vec<usize>| {
            Scalar::of(
                self.slot
                    .and_then(|slot| scope.values.value_in(slot, instance)),
            )
        };
        Ok(instances.iter().map(value).collect())
    }

    /// Returns where the first instance stands in its repeat, from 1; 0 if there is none.
    pub(super) fn position(&self, scope: &Scope<'_, '_>) -> Result<usize, EvaluationFault> {
        let instances = self.instances(scope)?;
        Ok(instances.first().map_or(0, |instance| {
            let own = instance.last().filter(|_| self.is_repeat);
            own.map_or(1, |position| position + 1)
        }))
    }
}

fn inside(within: &[usize], position: usize) -> Vec<usize> {
    let mut instance = within.to_vec();
    instance.push(position);
    instance
}

/// Returns the instances for which every filter is true; each filter counts what the one before left.
fn kept<'a>(
    instances: Instances,
    filters: &'a [Code],
    scope: &Scope<'a, '_>,
) -> Result<Instances, EvaluationFault> {
    let mut left = instances;
    for filter in filters {
        let mut true_of = Vec::new();
        for (place, instance) in left.into_iter().enumerate() {
            let inner = Scope {
                candidate: Some(&instance),
                position: place + 1,
                ..*scope
            };
            if holds(&filter.scalar(&inner)?, place + 1) {
                true_of.push(instance);
            }
        }
        left = true_of;
    }
    Ok(left)
}

/// Whether a predicate is true: a number is a position, as in XPath.
fn holds(verdict: &Scalar<'_>, position: usize) -> bool {
    match verdict {
        Scalar::Number(number) => {
            u32::try_from(position).is_ok_and(|position| near(*number, f64::from(position)))
        }
        other => other.truth() == Some(true),
    }
}

/// The rows of a choice list, or one column of them.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) list: Box<str>,
    pub(super) filters: Box<[Code]>,
    /// `None`: the rows themselves, to be counted.
    pub(super) column: Option<Box<str>>,
    /// Only the first row that fits (`pulldata()`).
    pub(super) only_first: bool,
}

impl Rows {
    pub(super) fn values<'a>(
        &'a self,
        scope: &Scope<'a, '_>,
    ) -> Result<Vec<Scalar<'a>>, EvaluationFault> {
        let mut left: Vec<usize> = (0..scope.values.rows(&self.list)).collect();
        for filter in &self.filters {
            let mut true_of = Vec::new();
            for (place, row) in left.into_iter().enumerate() {
                let inner = Scope {
                    row: Some((&self.list, row)),
                    position: place + 1,
                    ..*scope
                };
                if holds(&filter.scalar(&inner)?, place + 1) {
                    true_of.push(row);
                }
            }
            left = true_of;
        }
        if self.only_first {
            left.truncate(1);
        }
        let cell = |row: usize| {
            let column = self.column.as_deref()?;
            scope.values.cell(&self.list, row, column)
        };
        let values = left.into_iter();
        Ok(values
            .map(|row| cell(row).map_or(Scalar::BLANK, Scalar::text_of))
            .collect())
    }
}
