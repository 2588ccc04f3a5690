//! The order in which expressions are computed, so that each finds what it reads.
//!
//! Knows only numbers. Its invariant: what comes out is either an order in which nothing is read
//! before it is computed, or a circle that proves there is none.

use std::collections::BTreeSet;

/// Expressions that read one another in a circle: the first one is also the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle(pub Vec<usize>);

/// Orders expressions so that each stands after those that it reads; `reads[i]` are the places that
/// expression `i` reads. Places outside the list are plain values and are skipped. Where the order
/// is free, it is the order of the list.
pub fn dependency_order(reads: &[Vec<usize>]) -> Result<Vec<usize>, Circle> {
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); reads.len()];
    let mut waits: Vec<usize> = vec![0; reads.len()];
    for (place, read) in reads.iter().enumerate() {
        let distinct: BTreeSet<usize> = read.iter().copied().collect();
        for source in distinct {
            if let (Some(readers), Some(waits)) = (readers.get_mut(source), waits.get_mut(place)) {
                readers.push(place);
                *waits += 1;
            }
        }
    }
    let mut next: BTreeSet<usize> = waits
        .iter()
        .enumerate()
        .filter(|(_, waits)| **waits == 0)
        .map(|(place, _)| place)
        .collect();
    let mut order = Vec::with_capacity(reads.len());
    while let Some(place) = next.pop_first() {
        order.push(place);
        for reader in readers.get(place).into_iter().flatten() {
            if let Some(waits) = waits.get_mut(*reader) {
                *waits -= 1;
                if *waits == 0 {
                    next.insert(*reader);
                }
            }
        }
    }
    match waits.iter().position(|waits| *waits > 0) {
        None => Ok(order),
        Some(start) => Err(circle(reads, &waits, start)),
    }
}

/// Walks from an expression that still waits to one it waits for, until one comes again.
fn circle(reads: &[Vec<usize>], waits: &[usize], start: usize) -> Circle {
    let mut walk: Vec<usize> = Vec::new();
    let mut place = start;
    loop {
        if let Some(first) = walk.iter().position(|seen| *seen == place) {
            let mut circle = walk.split_off(first);
            circle.push(place);
            return Circle(circle);
        }
        walk.push(place);
        let next = reads
            .get(place)
            .into_iter()
            .flatten()
            .find(|source| waits.get(**source).is_some_and(|waits| *waits > 0));
        match next {
            Some(next) => place = *next,
            None => return Circle(walk),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_read_comes_first_and_the_list_order_is_kept_where_it_is_free() {
        assert_eq!(
            dependency_order(&[vec![2], vec![], vec![1, 1], vec![99]]),
            Ok(vec![1, 2, 0, 3])
        );
        assert_eq!(dependency_order(&[]), Ok(vec![]));
    }

    #[test]
    fn a_circle_is_shown_as_a_circle_without_what_merely_leads_to_it() {
        assert_eq!(
            dependency_order(&[vec![1], vec![2], vec![3], vec![1]]),
            Err(Circle(vec![1, 2, 3, 1]))
        );
        assert_eq!(dependency_order(&[vec![0]]), Err(Circle(vec![0, 0])));
    }

    proptest! {
        #[test]
        fn every_answer_proves_itself(
            reads in prop::collection::vec(prop::collection::vec(0_usize..12, 0..3), 0..12)
        ) {
            match dependency_order(&reads) {
                Ok(order) => {
                    prop_assert_eq!(order.len(), reads.len());
                    for (at, place) in order.iter().enumerate() {
                        for source in reads[*place].iter().filter(|s| **s < reads.len()) {
                            prop_assert!(order[..at].contains(source));
                        }
                    }
                }
                Err(Circle(circle)) => {
                    prop_assert!(circle.len() >= 2);
                    prop_assert_eq!(circle.first(), circle.last());
                    for pair in circle.windows(2) {
                        prop_assert!(reads[pair[0]].contains(&pair[1]));
                    }
                }
            }
        }
    }
}
