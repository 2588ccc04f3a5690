//! Hides small figures, and whatever would give them away.
//!
//! A breakdown by D dimensions is seen together with every margin: row totals, column totals, the
//! grand total. They form one table in which each dimension has one more place, its total, and
//! along each dimension the places sum to the total. Whoever sees the shown cells can use these
//! sums, and that no count is below zero.
//!
//! A cell is hidden when its numerator, the rest of its denominator, or all its units are fewer
//! than the threshold and not zero. For every such small count this module then finds another table
//! that agrees with everything shown and differs in this count: one unit moved around a box, that
//! is two places in each dimension, of which the total may be one. All corners of the box are
//! hidden. So for each hidden small count at least two tables are possible, whatever arithmetic is
//! done with what is shown: the count cannot be computed back. (Boxes are enough, not least: in two
//! dimensions longer cycles would sometimes hide fewer cells; they would cost the simple proof.)
//!
//! For publication one unit is not enough: as many must be movable around the box, in both directions
//! together, as the rule's width says, so that no hidden count can be told to less than that.
//!
//! How many units a cell holds is taken to be told: another indicator about the same persons shows it,
//! with its own not known and not applicable, wherever it hides nothing. So in every corner what the
//! count gains another count of the same cell must lose, the same one in all corners; a hidden small
//! count then stays hidden beside every other table of the same groups that shows how many there are.
//! That is also why a small "not known" in a row that is shown stays there: it can be had from the
//! others, and it says of nobody what happened to them. Who refused, and why else it is not known, is
//! another thing: for publication such reasons are shown only where none of them is small.
//!
//! What earlier releases told is in [`super::release`]. Not promised: that two indicators of which one
//! says the other (its complement, or a part of it) hide the same cells. All indicators of a table
//! would have to hide whatever one of them hides, which leaves nothing of a table; the header of a
//! published table says so, and that only one of such indicators is to be published.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::release::Before;

/// The place of a dimension's total.
pub(super) const TOTAL: u32 = u32::MAX;

/// The counts of a cell: met, not met, not known, not applicable.
pub(super) type Quantities = [u64; 4];

/// From which count on figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    threshold: u64,
    /// How many different values a hidden small count must still be able to have, less one.
    width: u64,
}

impl Suppression {
    /// Hides counts under `threshold` (0 and 1 hide nothing).
    pub const fn under(threshold: u64) -> Self {
        Self {
            threshold,
            width: 1,
        }
    }

    /// Hides what must not be published: counts under ten, so that no hidden one can be told to less
    /// than five; shares of fewer than thirty leave as bands (see [`super::Share`]).
    pub const PUBLICATION: Self = Self {
        threshold: 10,
        width: 5,
    };

    /// Hides nothing: for the owner's eyes.
    pub const OFF: Self = Self::under(0);

    /// Returns the threshold.
    pub const fn threshold(self) -> u64 {
        self.threshold
    }

    /// Returns whether anything is hidden.
    pub const fn is_on(self) -> bool {
        self.threshold > 1
    }

    /// Returns how many different values a hidden small count must still be able to have, less one.
    pub(super) const fn width(self) -> u64 {
        self.width
    }

    /// Returns whether it is for publication.
    pub const fn is_for_publication(self) -> bool {
        self.width > 1
    }

    pub(super) const fn is_small(self, count: u64) -> bool {
        count > 0 && count < self.threshold
    }

    /// Returns whether a cell holds a small count.
    pub(super) fn is_small_in(self, counts: Quantities) -> bool {
        small_quantities(counts, self).next().is_some()
    }
}

impl Default for Suppression {
    /// Under five (domain sheet 5.4, 5).
    fn default() -> Self {
        Self::under(5)
    }
}

/// By which rule a cell is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum HiddenBy {
    /// It holds a small count.
    Small,
    /// With an earlier release it would tell a small one.
    Earlier,
    /// With what is shown it would give away another.
    Complement,
}

/// What is hidden so far.
struct Hidden<'a> {
    by: BTreeMap<Vec<u32>, HiddenBy>,
    known: &'a BTreeSet<Vec<u32>>,
}

impl Hidden<'_> {
    fn add(&mut self, key: &[u32], rule: HiddenBy) {
        if !self.by.contains_key(key) {
            self.by.insert(key.to_vec(), rule);
        }
    }

    /// Returns what it costs to hide a cell. What everybody knows hides nothing, so it is dear.
    fn cost(&self, key: &[u32], units: u64) -> u64 {
        match (self.known.contains(key), self.by.contains_key(key)) {
            (true, _) => KNOWN + units,
            (false, true) => 0,
            (false, false) => units,
        }
    }
}

/// More than all units of a table together.
const KNOWN: u64 = 1 << 40;

/// How many places in a dimension are tried for the other side of a box.
const TRIED: usize = 24;

/// A line of the table: a dimension, and a key in which that dimension is blanked.
type Line = (usize, Vec<u32>);

/// A table with all its margins.
pub(super) struct Table {
    dimensions: usize,
    /// Whether it is told elsewhere how many units a cell holds.
    units_are_told: bool,
    cells: BTreeMap<Vec<u32>, Quantities>,
    /// The places that exist in each line, small ones first.
    lines: HashMap<Line, Vec<u32>>,
}

impl Table {
    /// Builds the margins of a table whose keys have `dimensions` places.
    pub(super) fn new(dimensions: usize, groups: &BTreeMap<Vec<u32>, Quantities>) -> Self {
        let mut cells: BTreeMap<Vec<u32>, Quantities> = BTreeMap::new();
        for (key, quantities) in groups {
            for margin in 0..1_usize << dimensions {
                let key = (0_usize..)
                    .zip(key)
                    .map(|(at, place)| if margin >> at & 1 == 1 { TOTAL } else { *place })
                    .collect();
                let cell = cells.entry(key).or_default();
                for (sum, quantity) in cell.iter_mut().zip(quantities) {
                    *sum += quantity;
                }
            }
        }
        let mut lines: HashMap<Line, Vec<(u64, u32)>> = HashMap::new();
        for (key, quantities) in &cells {
            for dimension in 0..dimensions {
                let place = key.get(dimension).copied().unwrap_or(TOTAL);
                let units = quantities.iter().sum();
                lines
                    .entry((dimension, with_place(key, dimension, TOTAL)))
                    .or_default()
                    .push((units, place));
            }
        }
        let in_order = |mut places: Vec<(u64, u32)>| {
            places.sort_unstable();
            places.into_iter().map(|(_, place)| place).collect()
        };
        Self {
            dimensions,
            units_are_told: false,
            cells,
            lines: lines
                .into_iter()
                .map(|(line, places)| (line, in_order(places)))
                .collect(),
        }
    }

    /// Says that how many units a cell holds is told elsewhere: the four counts are those of its units.
    pub(super) const fn with_units_told(mut self) -> Self {
        self.units_are_told = true;
        self
    }

    /// Returns every cell and margin with its counts.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&Vec<u32>, &Quantities)> + Clone {
        self.cells.iter()
    }

    /// Returns the keys of all cells and margins that must not be shown.
    #[cfg(test)]
    pub(super) fn hidden(&self, rule: Suppression) -> BTreeSet<Vec<u32>> {
        let hidden = self.hidden_after(rule, &Before::default());
        hidden.into_keys().collect()
    }

    /// Returns all cells and margins that must not be shown, each by which rule: for small counts, for
    /// what earlier releases told, and for what would give those away.
    pub(super) fn hidden_after(
        &self,
        rule: Suppression,
        before: &Before,
    ) -> BTreeMap<Vec<u32>, HiddenBy> {
        let mut hidden = Hidden {
            by: BTreeMap::new(),
            known: &before.known,
        };
        if !rule.is_on() {
            return hidden.by;
        }
        let mut told: Vec<(&Vec<u32>, usize)> = Vec::new();
        for (key, quantities) in &self.cells {
            for quantity in small_quantities(*quantities, rule) {
                told.push((key, quantity));
                hidden.add(key, HiddenBy::Small);
            }
        }
        for (key, quantity) in &before.forced {
            if self.cells.contains_key(key) {
                told.push((key, *quantity));
                hidden.add(key, HiddenBy::Earlier);
            }
        }
        let kept = if before.is_changed {
            HiddenBy::Earlier
        } else {
            HiddenBy::Complement
        };
        for key in &before.kept {
            hidden.add(key, kept);
        }
        // First as if nobody knew the units: there a total is the dearest to hide, and stays, for it is
        // what another table shows that is not broken down. Then against whoever does.
        for is_told in [false, true] {
            if is_told && !self.units_are_told {
                break;
            }
            for (key, quantity) in &told {
                let corners = self.cheapest_box(key, *quantity, &hidden, rule, is_told);
                for corner in corners.unwrap_or_else(|| self.last_resort(key, *quantity)) {
                    hidden.add(&corner, HiddenBy::Complement);
                }
            }
        }
        hidden.by
    }

    fn units(&self, key: &[u32]) -> u64 {
        self.cells.get(key).map_or(0, |cell| cell.iter().sum())
    }

    fn has(&self, key: &[u32], quantity: usize) -> bool {
        self.cells
            .get(key)
            .and_then(|cell| cell.get(quantity))
            .is_some_and(|count| *count > 0)
    }

    /// Returns the corners of the box around `key` that hides least more, if there is one; `told` says
    /// whether it has to hold against whoever knows how many units a cell holds.
    fn cheapest_box(
        &self,
        key: &[u32],
        quantity: usize,
        hidden: &Hidden<'_>,
        rule: Suppression,
        told: bool,
    ) -> Option<Vec<Vec<u32>>> {
        let places: Vec<Vec<u32>> = (0..self.dimensions)
            .map(|dimension| self.other_places(key, dimension, quantity, hidden))
            .collect();
        let mut best: Option<(u64, Vec<Vec<u32>>)> = None;
        let mut chosen = vec![0_usize; self.dimensions];
        loop {
            let opposite: Option<Vec<u32>> = chosen
                .iter()
                .zip(&places)
                .map(|(at, places)| places.get(*at).copied())
                .collect();
            let Some(opposite) = opposite else { break };
            if let Some((cost, corners)) =
                self.box_between(key, &opposite, quantity, hidden, rule, told)
            {
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, corners));
                }
                if cost == 0 {
                    break;
                }
            }
            if !advance(&mut chosen, &places) {
                break;
            }
        }
        best.map(|(_, corners)| corners)
    }

    /// Returns the places that may be the other side in a dimension: hidden ones and small ones first.
    fn other_places(
        &self,
        key: &[u32],
        dimension: usize,
        quantity: usize,
        hidden: &Hidden<'_>,
    ) -> Vec<u32> {
        let own = key.get(dimension).copied().unwrap_or(TOTAL);
        let line = (dimension, with_place(key, dimension, TOTAL));
        let mut places: Vec<u32> = self
            .lines
            .get(&line)
            .map_or(&[] as &[u32], Vec::as_slice)
            .iter()
            .copied()
            .filter(|place| *place != own)
            // Under a margin only a part that has some of the quantity can give one away.
            .filter(|place| own != TOTAL || self.has(&with_place(key, dimension, *place), quantity))
            .collect();
        // Stable: hidden first, and among them small ones first, as the line has them.
        places.sort_by_key(|place| hidden.cost(&with_place(key, dimension, *place), 1));
        places.truncate(TRIED);
        if own != TOTAL && !places.contains(&TOTAL) {
            places.push(TOTAL);
        }
        places
    }

    /// Returns what hiding the box would cost and its corners; `None` if one does not exist or too few
    /// units can be moved around it: so many as its corners on either side have to give.
    fn box_between(
        &self,
        key: &[u32],
        opposite: &[u32],
        quantity: usize,
        hidden: &Hidden<'_>,
        rule: Suppression,
        told: bool,
    ) -> Option<(u64, Vec<Vec<u32>>)> {
        let mut cost = 0;
        let mut corners = Vec::with_capacity(1 << self.dimensions);
        // How many can be moved either way, of the count and, against it, of each other count.
        let (mut down, mut up) = (u64::MAX, u64::MAX);
        let mut against = [(u64::MAX, u64::MAX); 4];
        let mut is_told = false;
        for corner in 0..1_usize << self.dimensions {
            let mut place = key.to_vec();
            let mut same_sign = true;
            for (dimension, (slot, other)) in place.iter_mut().zip(opposite).enumerate() {
                if corner >> dimension & 1 == 1 {
                    // Two parts of a line move against each other, a part and its total together.
                    if *slot != TOTAL && *other != TOTAL {
                        same_sign = !same_sign;
                    }
                    *slot = *other;
                }
            }
            let counts = self.cells.get(&place)?;
            let count = *counts.get(quantity)?;
            if same_sign {
                down = down.min(count);
            } else {
                up = up.min(count);
            }
            // Where one corner's units are told, all corners keep theirs: their sums are told too.
            is_told |= told && counts.iter().sum::<u64>() >= rule.threshold;
            for ((other_up, other_down), count) in against.iter_mut().zip(counts) {
                let other = if same_sign {
                    &mut *other_up
                } else {
                    &mut *other_down
                };
                *other = (*other).min(*count);
            }
            cost += hidden.cost(&place, self.units(&place) + 1);
            corners.push(place);
        }
        let mut movable = down.saturating_add(up);
        if is_told {
            let others = against.iter().enumerate().filter(|(at, _)| *at != quantity);
            let both = others.map(|(_, (other_up, other_down))| {
                down.min(*other_down).saturating_add(up.min(*other_up))
            });
            movable = both.max()?;
        }
        (movable >= rule.width).then_some((cost, corners))
    }

    /// Hides a cell that has some of the quantity together with all margins above it.
    fn last_resort(&self, key: &[u32], quantity: usize) -> Vec<Vec<u32>> {
        let under = |cell: &[u32]| {
            cell.iter()
                .zip(key)
                .all(|(place, own)| *place != TOTAL && (*own == TOTAL || own == place))
        };
        let Some(part) = self
            .cells
            .keys()
            .find(|cell| under(cell) && self.has(cell, quantity))
        else {
            return vec![key.to_vec()];
        };
        (0..1_usize << self.dimensions)
            .map(|margin| {
                (0_usize..)
                    .zip(part)
                    .map(|(at, place)| if margin >> at & 1 == 1 { TOTAL } else { *place })
                    .collect()
            })
            .collect()
    }
}

/// Returns which counts of a cell are small: its numerator, the rest of its denominator, and, where
/// all its units together are few, every one of its counts.
fn small_quantities(quantities: Quantities, rule: Suppression) -> impl Iterator<Item = usize> {
    let few = rule.is_small(quantities.iter().sum());
    (0_usize..)
        .zip(quantities)
        .filter(move |(at, count)| (*at < 2 && rule.is_small(*count)) || (few && *count > 0))
        .map(|(at, _)| at)
}

fn with_place(key: &[u32], dimension: usize, place: u32) -> Vec<u32> {
    let mut changed = key.to_vec();
    if let Some(slot) = changed.get_mut(dimension) {
        *slot = place;
    }
    changed
}

/// Steps to the next choice of one place in each dimension; false after the last.
fn advance(chosen: &mut [usize], places: &[Vec<u32>]) -> bool {
    for (at, places) in chosen.iter_mut().zip(places) {
        *at += 1;
        if *at < places.len() {
            return true;
        }
        *at = 0;
    }
    false
}

#[cfg(test)]
#[path = "suppress_tests.rs"]
mod tests;
