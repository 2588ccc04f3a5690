//! An attacker against suppression: every table that agrees with what is shown, counted out.

use super::*;
use crate::indicator::attacker::{Attacker, Dice};

/// One base cell that the attacker does not see, or a shown sum it must keep.
#[derive(Clone)]
struct Attack<'a> {
    unknown: Vec<&'a Vec<u32>>,
    sums: Vec<(Vec<usize>, u64)>,
    /// What the counts really are: where to look first for another table, never a reason to stop.
    truth: Vec<u64>,
}

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
        let truth = unknown.iter().map(|key| table.cells[*key][quantity]);
        Self {
            truth: truth.collect(),
            unknown,
            sums,
        }
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

#[test]
fn the_attacker_can_compute_a_cell_back_where_only_small_ones_are_hidden() {
    // The test of the test: without complements the attack succeeds.
    let groups = BTreeMap::from([(vec![0], [3, 9, 0, 0]), (vec![1], [8, 9, 0, 0])]);
    let table = Table::new(1, &groups);
    let only_small = BTreeSet::from([vec![0]]);
    let attack = Attack::on(&table, &only_small, 0);
    assert_eq!(width(&attack, &[0], 3, 5), 0);
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

/// Returns how wide the attacker's interval for the sum of these unknown counts is, up to `enough`.
fn width(attack: &Attack<'_>, parts: &[usize], own: u64, enough: u64) -> u64 {
    let known = Attacker {
        sums: attack.sums.clone(),
        truth: attack.truth.clone(),
    };
    known.width(parts, own, enough)
}

/// Attacks every hidden cell and margin of a table. Each must keep a count of which the attacker
/// knows no more than an interval as wide as the rule says, and so must each small count in it.
/// Returns how many small counts were attacked.
fn attack_everything(table: &Table, rule: Suppression) -> usize {
    let hidden = table.hidden(rule);
    let attacks: Vec<Attack<'_>> = (0..4).map(|it| Attack::on(table, &hidden, it)).collect();
    let mut attacked = 0;
    for key in &hidden {
        let under = |cell: &Vec<u32>| {
            let mut places = cell.iter().zip(key);
            places.all(|(place, wanted)| *wanted == TOTAL || place == wanted)
        };
        let counts = table.cells[key];
        let small: Vec<usize> = small_quantities(counts, rule).collect();
        let mut widest = 0;
        for (quantity, attack) in attacks.iter().enumerate() {
            let parts = (0..attack.unknown.len()).filter(|at| under(attack.unknown[*at]));
            let parts: Vec<usize> = parts.collect();
            let seen: u64 = table
                .cells
                .iter()
                .filter(|(cell, _)| {
                    !cell.contains(&TOTAL) && !hidden.contains(*cell) && under(cell)
                })
                .map(|(_, counts)| counts[quantity])
                .sum();
            let found = width(attack, &parts, counts[quantity] - seen, rule.width);
            widest = widest.max(found);
            if small.contains(&quantity) {
                attacked += 1;
                assert!(
                    found >= rule.width,
                    "{key:?} {quantity}: {found} {:?} {hidden:?}",
                    table.cells
                );
            }
        }
        assert!(
            widest >= rule.width,
            "{key:?} is recovered: {:?} {hidden:?}",
            table.cells
        );
    }
    attacked
}

#[test]
fn no_hidden_cell_of_a_thousand_published_tables_is_recovered_from_their_margins() {
    let rule = Suppression::PUBLICATION;
    let mut dice = Dice(11);
    let (mut attacked, mut tables) = (0, 0);
    for (sides, count) in SIDES {
        for _ in 0..count {
            tables += 1;
            attacked += attack_everything(&larger_table(&mut dice, sides), rule);
        }
    }
    assert_eq!(tables, 1_000);
    assert!(attacked > 2_000, "only {attacked} counts were attacked");
}

#[test]
fn no_hidden_cell_of_a_thousand_tables_is_recovered_from_their_margins() {
    let rule = Suppression::default();
    let mut dice = Dice(13);
    let (mut attacked, mut tables) = (0, 0);
    for (sides, count) in SIDES {
        for _ in 0..count {
            tables += 1;
            attacked += attack_everything(&random_table(&mut dice, sides), rule);
        }
    }
    assert_eq!(tables, 1_000);
    assert!(attacked > 2_000, "only {attacked} counts were attacked");
}

/// Tables in one, two and three dimensions, and how many of each: every one is seen with all its margins.
const SIDES: [(&[u64], usize); 8] = [
    (&[4], 150),
    (&[6], 150),
    (&[2, 2], 150),
    (&[3, 2], 150),
    (&[3, 3], 100),
    (&[2, 2, 2], 200),
    (&[3, 2, 2], 50),
    (&[2, 3, 2], 50),
];

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
    let before = Before {
        forced,
        ..Before::default()
    };
    let hidden = table.hidden_after(rule, &before);
    assert!(
        hidden.contains_key(&vec![0]) && hidden.len() == 2,
        "{hidden:?}"
    );
}

/// What an attacker knows who is told by other indicators how many units a group has: all four counts
/// of all hidden cells at once.
fn joint_attack<'a>(
    table: &'a Table,
    hidden: &BTreeSet<Vec<u32>>,
    rule: Suppression,
) -> Attack<'a> {
    let alone: Vec<Attack<'_>> = (0..4).map(|it| Attack::on(table, hidden, it)).collect();
    let cells = alone[0].unknown.len();
    let mut joint = Attack {
        unknown: Vec::new(),
        sums: Vec::new(),
        truth: Vec::new(),
    };
    for (quantity, attack) in alone.into_iter().enumerate() {
        joint.unknown.extend(attack.unknown);
        joint.truth.extend(attack.truth);
        let of_this = |(parts, sum): (Vec<usize>, u64)| {
            let parts = parts.into_iter().map(|at| at + quantity * cells);
            (parts.collect(), sum)
        };
        joint.sums.extend(attack.sums.into_iter().map(of_this));
    }
    for key in hidden
        .iter()
        .filter(|key| table.units(key) >= rule.threshold())
    {
        let under = |cell: &Vec<u32>| {
            let mut places = cell.iter().zip(key);
            places.all(|(place, wanted)| *wanted == TOTAL || place == wanted)
        };
        let base = table.cells.keys().filter(|cell| !cell.contains(&TOTAL));
        let seen = base.filter(|cell| under(cell) && !hidden.contains(*cell));
        let seen: u64 = seen.map(|cell| table.units(cell)).sum();
        let parts = (0..joint.unknown.len()).filter(|at| under(joint.unknown[*at]));
        joint.sums.push((parts.collect(), table.units(key) - seen));
    }
    joint
}

/// Returns how many hidden small counts such an attacker tells to less than the rule allows, of how
/// many.
fn told_by_units(table: &Table, rule: Suppression) -> (usize, usize) {
    let hidden = table.hidden(rule);
    let attack = joint_attack(table, &hidden, rule);
    let cells = attack.unknown.len() / 4;
    let (mut told, mut attacked) = (0, 0);
    for key in &hidden {
        let under = |cell: &Vec<u32>| {
            let mut places = cell.iter().zip(key);
            places.all(|(place, wanted)| *wanted == TOTAL || place == wanted)
        };
        for quantity in small_quantities(table.cells[key], rule) {
            let parts = (0..cells).filter(|at| under(attack.unknown[*at]));
            let parts: Vec<usize> = parts.map(|at| at + quantity * cells).collect();
            let own = parts.iter().map(|at| attack.truth[*at]).sum();
            attacked += 1;
            told += usize::from(width(&attack, &parts, own, rule.width) < rule.width);
        }
    }
    (told, attacked)
}

#[test]
fn nobody_who_is_told_how_many_units_a_group_has_recovers_a_small_count() {
    let mut dice = Dice(17);
    let (mut told, mut attacked) = (0, 0);
    for sides in [&[4][..], &[5], &[2, 2], &[3, 2]] {
        for _ in 0..100 {
            let plain = random_table(&mut dice, sides);
            told += told_by_units(&plain, Suppression::default()).0;
            let found = told_by_units(&plain.with_units_told(), Suppression::default());
            assert_eq!(found.0, 0);
            attacked += found.1;
        }
    }
    // The test of the test: without a count that moves against it some are recovered.
    assert!(told > 5, "{told}");
    assert!(attacked > 500, "{attacked}");
}
