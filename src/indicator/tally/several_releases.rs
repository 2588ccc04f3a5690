//! An attacker who has several releases: halves of a year and the year, filters, other breakdowns.

use std::collections::BTreeMap;

use super::*;
use crate::indicator::attacker::{Attacker, Dice};
use crate::indicator::{Dimension, EMBEDDED, Former, Release};

/// Met and not met, of each group in each quarter.
type Truth = Vec<Vec<[u64; 2]>>;

const QUARTERS: usize = 3;
const GROUPS: usize = 3;

fn random(dice: &mut Dice) -> Truth {
    let mut count = || match dice.throw(4) {
        0 => dice.throw(2) * dice.throw(10),
        1 => 1 + dice.throw(9),
        _ => 5 + dice.throw(15),
    };
    (0..GROUPS)
        .map(|_| (0..QUARTERS).map(|_| [count(), count()]).collect())
        .collect()
}

/// Something handed out: which quarters, and by what.
#[derive(Debug, Clone, Copy)]
struct Asked {
    from: usize,
    to: usize,
    by: &'static [Dimension],
}

const BY_AGE: &[Dimension] = &[Dimension::AgeBand];
const BY_BOTH: &[Dimension] = &[Dimension::Quarter, Dimension::AgeBand];

const fn asked(from: usize, to: usize, by: &'static [Dimension]) -> Asked {
    Asked { from, to, by }
}

/// What offices hand out in a year, in the order in which they do.
const HABITS: [&[Asked]; 6] = [
    // Quarter, half a year, year.
    &[
        asked(0, 1, BY_AGE),
        asked(2, 2, BY_AGE),
        asked(0, 2, BY_AGE),
    ],
    &[
        asked(0, 2, BY_AGE),
        asked(0, 1, BY_AGE),
        asked(2, 2, BY_AGE),
    ],
    &[
        asked(0, 2, BY_AGE),
        asked(2, 2, BY_AGE),
        asked(1, 1, BY_AGE),
    ],
    // What grows.
    &[
        asked(0, 0, BY_AGE),
        asked(0, 1, BY_AGE),
        asked(0, 2, BY_AGE),
    ],
    // A trend, and tables beside it.
    &[asked(0, 1, BY_AGE), asked(0, 2, BY_BOTH)],
    &[
        asked(0, 2, BY_BOTH),
        asked(0, 1, BY_AGE),
        asked(1, 2, BY_AGE),
    ],
];

fn name(by: Dimension, group: usize, quarter: usize) -> String {
    match by {
        Dimension::Quarter => format!("2025-Q{}", quarter + 1),
        _ => format!("group {group}"),
    }
}

fn counted(definitions: &Arc<Definitions>, truth: &Truth, asked: Asked, is_kept: bool) -> Tally {
    let day = |quarter: usize, day| {
        chrono::NaiveDate::from_ymd_opt(2025, u32::try_from(quarter).unwrap() * 3 + 1, day)
    };
    let selection = Selection {
        indicators: vec!["I13".to_owned()],
        by: asked.by.to_vec(),
        from: day(asked.from, 1),
        to: day(asked.to, 28),
        ..Selection::default()
    };
    let mut tally = Tally::new(Arc::clone(definitions), selection).unwrap();
    for quarter in asked.from..=asked.to {
        for (group, quarters) in truth.iter().enumerate() {
            let [met, not_met] = quarters[quarter];
            if met + not_met == 0 {
                continue;
            }
            let names = asked.by.iter().map(|by| name(*by, group, quarter));
            let key: Vec<u32> = names.map(|it| tally.groups.number(&it)).collect();
            let at = tally.cell(&key);
            tally.cells[at].1.counts[0] += Counts {
                met,
                not_met,
                ..Counts::default()
            };
        }
        let is_by_quarter = asked.by.contains(&Dimension::Quarter);
        let groups = is_by_quarter.then(|| name(Dimension::Quarter, 0, quarter));
        if is_kept {
            let visits = tally.covered.entry(groups.into_iter().collect());
            visits.or_default().push(quarter as u64);
        }
    }
    tally
}

/// Hands out one after the other; `is_kept` says whether it is kept which visits were counted.
fn hand_out(
    definitions: &Arc<Definitions>,
    truth: &Truth,
    habit: &[Asked],
    rule: Suppression,
    is_kept: bool,
) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for asked in habit {
        let tally = counted(definitions, truth, *asked, is_kept);
        let mut former = Former::default();
        for release in &releases {
            former.take(release, &tally.selection);
        }
        let (_, release) = tally.release(rule, &former);
        releases.push(release);
    }
    releases
}

/// Returns how wide what an attacker knows of each hidden small count is at least; who has all releases.
fn attack(truth: &Truth, habit: &[Asked], releases: &[Release], rule: Suppression) -> Vec<u64> {
    let mut widths = Vec::new();
    let place = |group: usize, quarter: usize| group * QUARTERS + quarter;
    for quantity in 0..2 {
        let counts = truth.iter().flatten().map(|counts| counts[quantity]);
        let mut attacker = Attacker {
            sums: Vec::new(),
            truth: counts.collect(),
        };
        let mut secrets: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for (asked, release) in habit.iter().zip(releases) {
            let rows: BTreeMap<&[String], bool> = release
                .cells()
                .iter()
                .map(|cell| (cell.group.as_slice(), cell.hidden))
                .collect();
            let mut figure = |parts: Vec<usize>, hidden: Option<bool>| {
                let sum = parts.iter().map(|at| attacker.truth[*at]).sum();
                match hidden {
                    Some(true) if (1..rule.threshold()).contains(&sum) => {
                        secrets.insert(parts, sum);
                    }
                    Some(true) => {}
                    // Where there is no row, there is nobody.
                    Some(false) | None => attacker.sums.push((parts, sum)),
                }
            };
            let quarters = asked.from..=asked.to;
            let groups = 0..GROUPS;
            let all = groups.clone().flat_map(|group| {
                let quarters = quarters.clone();
                quarters.map(move |quarter| place(group, quarter))
            });
            figure(all.collect(), rows.get(&[] as &[String]).copied());
            for group in groups {
                if asked.by.contains(&Dimension::Quarter) {
                    for quarter in quarters.clone() {
                        let names = asked.by.iter().map(|by| name(*by, group, quarter));
                        let names: Vec<String> = names.collect();
                        let hidden = rows.get(names.as_slice()).copied();
                        figure(vec![place(group, quarter)], hidden);
                    }
                } else {
                    let names = [name(Dimension::AgeBand, group, 0)];
                    let parts = quarters.clone().map(|quarter| place(group, quarter));
                    figure(parts.collect(), rows.get(names.as_slice()).copied());
                }
            }
        }
        for (parts, sum) in secrets {
            widths.push(attacker.width(&parts, sum, rule.width()));
        }
    }
    widths
}

#[test]
fn who_has_all_releases_of_a_year_recovers_hardly_a_hidden_count() {
    let words = crate::indicator::Vocabulary::read(
        crate::checklist::EMBEDDED_FACTS,
        crate::checklist::EMBEDDED_CHOICES,
    );
    let definitions = Arc::new(Definitions::compile(&[EMBEDDED], &words.unwrap()).unwrap());
    let rule = Suppression::default();
    let mut dice = Dice(23);
    let (mut attacked, mut recovered, mut without) = (0, 0, 0);
    for _ in 0..20 {
        let truth = random(&mut dice);
        for habit in HABITS {
            let told = |is_kept| {
                let releases = hand_out(&definitions, &truth, habit, rule, is_kept);
                attack(&truth, habit, &releases, rule)
            };
            let widths = told(true);
            attacked += widths.len();
            recovered += widths.iter().filter(|width| **width == 0).count();
            without += told(false).iter().filter(|width| **width == 0).count();
        }
    }
    let told = format!("{recovered} of {attacked} recovered, {without} without what is kept");
    assert!(attacked > 150, "{told}");
    // The test of the test: where it is not kept which visits were counted, many are. What is left
    // takes all releases, all groups and that no count is below nothing together.
    assert!(without > 20, "{told}");
    assert!(recovered <= 1, "{told}");
}
