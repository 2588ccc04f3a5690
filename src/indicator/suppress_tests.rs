//! An attacker against suppression: every table that agrees with what is shown, counted out.

use super::*;

/// A small generator, so that the tables are the same on every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// One base cell that the attacker does not see, or a shown sum it must keep.
struct Attack<'a> {
    unknown: Vec<&'a Vec<u32>>,
    sums: Vec<(Vec<usize>, u64)>,
}

/// The largest count the attacker tries where no shown sum bounds a cell.
const MOST: u64 = 12;

impl<'a> Attack<'a> {
    fn on(table: &'a Table, hidden: &BTreeSet<Vec<u32>>, quantity: usize) -> Self {
        let base: Vec<_> = table
            .cells
            .keys()
            .filter(|key| !key.contains(&TOTAL))
            .collect();
        let unknown: Vec<_> = base
            .iter()
            .copied()
            .filter(|key| hidden.contains(*key))
            .collect();
        let sums = table
            .cells
            .iter()
            .filter(|(key, _)| key.contains(&TOTAL) && !hidden.contains(*key))
            .map(|(margin, counts)| {
                let under = |key: &Vec<u32>| {
                    key.iter()
                        .zip(margin)
                        .all(|(place, wanted)| *wanted == TOTAL || place == wanted)
                };
                let seen: u64 = base
                    .iter()
                    .filter(|key| under(key) && !hidden.contains(**key))
                    .map(|key| table.cells[*key][quantity])
                    .sum();
                let parts = (0..unknown.len()).filter(|at| under(unknown[*at]));
                (parts.collect(), counts[quantity] - seen)
            })
            .collect();
        Self { unknown, sums }
    }

    /// Returns whether some table keeps every shown sum and has another count at `at`.
    fn other_count_is_possible(&self, at: usize, own: u64) -> bool {
        let mut counts = vec![None; self.unknown.len()];
        (0..=MOST).filter(|count| *count != own).any(|count| {
            counts[at] = Some(count);
            self.fill(0, &mut counts)
        })
    }

    fn fill(&self, next: usize, counts: &mut Vec<Option<u64>>) -> bool {
        for (parts, sum) in &self.sums {
            let known: u64 = parts.iter().filter_map(|part| counts[*part]).sum();
            let complete = parts.iter().all(|part| counts[*part].is_some());
            if known > *sum || (complete && known != *sum) {
                return false;
            }
        }
        let Some(open) = (next..counts.len()).find(|at| counts[*at].is_none()) else {
            return true;
        };
        let bound = self
            .sums
            .iter()
            .filter(|(parts, _)| parts.contains(&open))
            .map(|(_, sum)| *sum)
            .min()
            .unwrap_or(MOST);
        let found = (0..=bound).any(|count| {
            counts[open] = Some(count);
            self.fill(open + 1, counts)
        });
        counts[open] = None;
        found
    }
}

fn random_table(dice: &mut Dice, sides: &[u64]) -> Table {
    let mut groups = BTreeMap::new();
    let cells: u64 = sides.iter().product();
    for cell in 0..cells {
        // One cell in six does not exist: breakdowns are seldom full.
        if dice.throw(6) == 0 {
            continue;
        }
        let mut rest = cell;
        let key: Vec<u32> = sides
            .iter()
            .map(|side| {
                let place = rest % side;
                rest /= side;
                u32::try_from(place).unwrap()
            })
            .collect();
        let mut count = |most| {
            if dice.throw(3) == 0 {
                0
            } else {
                dice.throw(most)
            }
        };
        groups.insert(key, [count(9), count(9), count(3), count(2)]);
    }
    Table::new(sides.len(), &groups)
}

fn attack(table: &Table, rule: Suppression) -> usize {
    let hidden = table.hidden(rule);
    let mut attacked = 0;
    for quantity in 0..4 {
        let attack = Attack::on(table, &hidden, quantity);
        for (key, counts) in &table.cells {
            if key.contains(&TOTAL) || !small_quantities(*counts, rule).any(|it| it == quantity) {
                continue;
            }
            let at = attack
                .unknown
                .iter()
                .position(|unknown| *unknown == key)
                .expect("a small count is hidden");
            attacked += 1;
            assert!(
                attack.other_count_is_possible(at, counts[quantity]),
                "{key:?} quantity {quantity} can be computed: {:?}, hidden {hidden:?}",
                table.cells,
            );
        }
    }
    attacked
}

#[test]
fn an_attacker_with_every_margin_gets_no_hidden_small_count_back() {
    let mut dice = Dice(7);
    let mut attacked = 0;
    for sides in [&[4_u64][..], &[7], &[2, 2], &[3, 2], &[3, 3], &[2, 2, 2]] {
        for _ in 0..100 {
            attacked += attack(&random_table(&mut dice, sides), Suppression::default());
        }
    }
    assert!(attacked > 2_000, "only {attacked} counts were attacked");
}

#[test]
fn the_attacker_can_compute_a_cell_back_where_only_small_ones_are_hidden() {
    // The test of the test: without complements the attack succeeds.
    let groups = BTreeMap::from([(vec![0], [3, 9, 0, 0]), (vec![1], [8, 9, 0, 0])]);
    let table = Table::new(1, &groups);
    let only_small = BTreeSet::from([vec![0]]);
    let attack = Attack::on(&table, &only_small, 0);
    assert!(!attack.other_count_is_possible(0, 3));
    let hidden = table.hidden(Suppression::default());
    assert_eq!(hidden, BTreeSet::from([vec![0], vec![1]]));
}

#[test]
fn a_lone_group_hides_the_total_too() {
    let groups = BTreeMap::from([(vec![0], [3, 9, 0, 0])]);
    let hidden = Table::new(1, &groups).hidden(Suppression::default());
    assert_eq!(hidden, BTreeSet::from([vec![0], vec![TOTAL]]));
}

#[test]
fn where_nothing_is_small_nothing_is_hidden_and_zero_is_not_small() {
    let groups = BTreeMap::from([(vec![0], [0, 9, 1, 2]), (vec![1], [8, 9, 4, 1])]);
    let table = Table::new(1, &groups);
    assert!(table.hidden(Suppression::default()).is_empty());
    assert!(!table.hidden(Suppression::under(10)).is_empty());
    assert!(table.hidden(Suppression::OFF).is_empty());
}

#[test]
fn four_persons_of_one_group_hide_themselves_and_one_more() {
    // Domain sheet 8D.8.
    let groups = BTreeMap::from([
        (vec![0], [4, 0, 0, 0]),
        (vec![1], [20, 11, 0, 0]),
        (vec![2], [6, 7, 0, 0]),
    ]);
    let hidden = Table::new(1, &groups).hidden(Suppression::default());
    assert_eq!(hidden, BTreeSet::from([vec![0], vec![2]]));
}

/// Least and most that each unknown count can be, as far as sums alone tell: an attacker's first step.
fn propagated(attack: &Attack<'_>) -> Vec<(u64, u64)> {
    let mut bounds = vec![(0, FAR); attack.unknown.len()];
    narrow(attack, &mut bounds);
    bounds
}

/// Narrows bounds until nothing changes; false if no table is left.
fn narrow(attack: &Attack<'_>, bounds: &mut [(u64, u64)]) -> bool {
    loop {
        let mut changed = false;
        for (parts, sum) in &attack.sums {
            let least: u64 = parts.iter().map(|at| bounds[*at].0).sum();
            let most: u64 = parts.iter().map(|at| bounds[*at].1).sum();
            if least > *sum || most < *sum {
                return false;
            }
            for at in parts {
                let (low, high) = bounds[*at];
                let new_high = high.min(sum - (least - low));
                let new_low = low.max(sum.saturating_sub(most - high));
                if (new_low, new_high) != (low, high) {
                    bounds[*at] = (new_low, new_high);
                    changed = true;
                }
            }
        }
        if !changed {
            return true;
        }
    }
}

/// Whether some table keeps every shown sum within these bounds: every way is tried.
fn is_possible(attack: &Attack<'_>, mut bounds: Vec<(u64, u64)>) -> bool {
    if !narrow(attack, &mut bounds) {
        return false;
    }
    let open = (0..bounds.len())
        .filter(|at| bounds[*at].0 < bounds[*at].1)
        .min_by_key(|at| bounds[*at].1 - bounds[*at].0);
    let Some(open) = open else { return true };
    (bounds[open].0..=bounds[open].1).any(|count| {
        let mut tried = bounds.clone();
        tried[open] = (count, count);
        is_possible(attack, tried)
    })
}

/// More than any count of the tables.
const FAR: u64 = 400;

/// Returns how wide the attacker's interval for a count is, up to `enough`.
fn width(attack: &Attack<'_>, at: usize, own: u64, enough: u64) -> u64 {
    let bounds = propagated(attack);
    let can_be = |count: u64| {
        let mut tried = bounds.clone();
        let (low, high) = tried[at];
        (low..=high).contains(&count) && {
            tried[at] = (count, count);
            is_possible(attack, tried)
        }
    };
    let mut low = own;
    while own - low < enough && low > 0 && can_be(low - 1) {
        low -= 1;
    }
    let mut high = own;
    while high - low < enough && can_be(high + 1) {
        high += 1;
    }
    high - low
}

#[test]
fn what_is_published_tells_no_hidden_count_to_less_than_five_in_a_thousand_tables() {
    let rule = Suppression::PUBLICATION;
    let mut dice = Dice(11);
    let (mut attacked, mut tables) = (0, 0);
    for sides in [&[4_u64][..], &[6], &[2, 2], &[3, 2], &[3, 3]] {
        for _ in 0..200 {
            tables += 1;
            let table = larger_table(&mut dice, sides);
            let hidden = table.hidden(rule);
            for quantity in 0..2 {
                let attack = Attack::on(&table, &hidden, quantity);
                for (key, counts) in &table.cells {
                    let own = counts[quantity];
                    if key.contains(&TOTAL) || own == 0 || own >= rule.threshold() {
                        continue;
                    }
                    let at = attack.unknown.iter().position(|it| *it == key);
                    let at = at.expect("a small count is hidden");
                    let found = width(&attack, at, own, 5);
                    assert!(
                        found >= 5,
                        "{key:?} {quantity}: {found} {:?} {hidden:?}",
                        table.cells
                    );
                    attacked += 1;
                }
            }
        }
    }
    assert_eq!(tables, 1_000);
    assert!(attacked > 1_500, "only {attacked} counts were attacked");
}

fn larger_table(dice: &mut Dice, sides: &[u64]) -> Table {
    let mut groups = BTreeMap::new();
    for cell in 0..sides.iter().product() {
        let mut rest = cell;
        let mut key = Vec::new();
        for side in sides {
            key.push(u32::try_from(rest % side).unwrap());
            rest /= side;
        }
        let mut count = || match dice.throw(4) {
            0 => 0,
            1 => dice.throw(10),
            _ => 8 + dice.throw(40),
        };
        groups.insert(key, [count(), count(), 0, 0]);
    }
    Table::new(sides.len(), &groups)
}

#[test]
fn a_count_that_was_told_before_and_differs_by_little_is_hidden_with_its_complement() {
    let groups = BTreeMap::from([
        (vec![0], [40, 30, 0, 0]),
        (vec![1], [50, 60, 0, 0]),
        (vec![2], [70, 80, 0, 0]),
    ]);
    let table = Table::new(1, &groups);
    let rule = Suppression::default();
    assert!(table.hidden(rule).is_empty());
    let forced = BTreeSet::from([(vec![0], 0)]);
    let hidden = table.hidden_with(rule, &forced);
    assert!(hidden.contains(&vec![0]) && hidden.len() == 2, "{hidden:?}");
}
