//! SG03, registration and custody record (domain sheet 2.3).
//!
//! C: drawn up within 3 h of the apprehension with at least 13 of 15 fields; judged by the time alone
//! where nobody looked at the fields (8D.2). P: within 3 h but incomplete, or after 3 to 6 h. N: after more than 6 h, missing, or with a time that is credibly
//! false: more than 6 h by the person's own start is N whatever start the record states.

use super::evidence::{Evidence, Finding};
use super::start::{Measure, When, limits_on, strictest};
use super::{Assessment, Compliance, StartResult, words};
use crate::message::Message;
use crate::value::Source;
use crate::visit::Elapsed;

const RULE_MINUTES: i64 = 3 * 60;
const ENOUGH_FIELDS: usize = 13;
const ALL_FIELDS: i64 = 15;

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    let starts = evidence.starts();
    let ends: Vec<When> = evidence.moments("recorded_at").collect();
    if let Some((rule, source)) = no_record(&mut evidence, &ends) {
        let results = starts_without_record(&evidence, starts);
        let finding = Finding::sure(
            Compliance::NotCompliant,
            rule,
            Message::new(if rule == "sg03.released_without_record" {
                "visit-sg03-released-without-record"
            } else {
                "visit-sg03-no-record"
            })
            .message("according", words::according(source)),
            Some(source),
        );
        return evidence.conclude("SG03", finding, results);
    }
    let fields = evidence
        .several("record_fields_filled")
        .map(|(names, _)| names.len());
    let results: Vec<StartResult> = starts
        .iter()
        .filter_map(|start| judge(&evidence, *start, &ends, fields))
        .collect();
    let finding = match results.first() {
        Some(first) => decide(&evidence, first, fields, starts, &ends),
        None => nothing_to_compare(&mut evidence, starts, &ends),
    };
    evidence.conclude("SG03", finding, results)
}

/// Returns who says that there is no record, unless the record itself was seen.
fn no_record(evidence: &mut Evidence<'_>, ends: &[When]) -> Option<(&'static str, Source)> {
    if ends.iter().any(|end| end.source == Source::Register) {
        return None;
    }
    for (fact, denial, rule) in [
        (
            "released_without_record",
            "yes",
            "sg03.released_without_record",
        ),
        ("record_drawn", "no", "sg03.no_record"),
    ] {
        let stands = evidence.choices(fact).next();
        if let Some(told) = stands.filter(|told| told.choice == denial) {
            evidence.use_statement(told.statement);
            return Some((rule, told.source));
        }
    }
    None
}

/// Without a record, the clock ran until the release, if that is known.
fn starts_without_record(evidence: &Evidence<'_>, starts: &[When]) -> Vec<StartResult> {
    let release = evidence.moments("released_at").next();
    starts
        .iter()
        .map(|start| {
            let elapsed = release.map_or(
                Elapsed {
                    least_minutes: None,
                    most_minutes: None,
                },
                |end| start.elapsed_to(end),
            );
            let end = release.map(|end| end.statement);
            StartResult::new(*start, end, elapsed, measure(evidence, *start))
                .with(Compliance::NotCompliant)
        })
        .collect()
}

fn measure<'a>(evidence: &Evidence<'a>, start: When) -> Measure<'a> {
    let limits = limits_on(
        evidence.law,
        evidence.country,
        evidence.is_child(),
        start,
        "recorded_at",
    );
    let limit = strictest(&limits);
    Measure {
        limit,
        minutes: limit
            .and_then(crate::safeguard::Limit::minutes)
            .unwrap_or(RULE_MINUTES),
    }
}

/// The record speaks best for when it was drawn up; else whoever states the start.
fn end_for(start: When, ends: &[When]) -> Option<When> {
    ends.iter()
        .find(|end| end.source == Source::Register)
        .or_else(|| ends.iter().find(|end| end.source == start.source))
        .or_else(|| ends.first())
        .copied()
}

fn judge(
    evidence: &Evidence<'_>,
    start: When,
    ends: &[When],
    fields: Option<usize>,
) -> Option<StartResult> {
    let end = end_for(start, ends)?;
    let measure = measure(evidence, start);
    let result = StartResult::new(start, Some(end.statement), start.elapsed_to(end), measure);
    Some(range(result, measure.minutes, fields))
}

fn range(result: StartResult, limit: i64, fields: Option<usize>) -> StartResult {
    if result.elapsed.is_backwards() {
        return result.with(Compliance::NotKnown);
    }
    let by_time = |minutes: i64, in_time| {
        if minutes <= limit {
            in_time
        } else if minutes <= 2 * limit {
            Compliance::Partly
        } else {
            Compliance::NotCompliant
        }
    };
    let (best, worst) = match fields {
        Some(count) if count >= ENOUGH_FIELDS => (Compliance::Compliant, Compliance::Compliant),
        Some(_) => (Compliance::Partly, Compliance::Partly),
        // What nobody looked at is not held against the place; the reason says so.
        None => (Compliance::Compliant, Compliance::Compliant),
    };
    let at_best = result.clone().judged(|minutes| by_time(minutes, best));
    let at_worst = result.judged(|minutes| by_time(minutes, worst));
    StartResult {
        best: at_best.best,
        ..at_worst
    }
}

fn decide(
    evidence: &Evidence<'_>,
    first: &StartResult,
    fields: Option<usize>,
    starts: &[When],
    ends: &[When],
) -> Finding {
    let source = Some(first.source);
    if first.elapsed.is_backwards() {
        let reason = words::timed("visit-sg03-backwards", first);
        return Finding::not_known("sg03.record_before_apprehension", reason);
    }
    if let Some(conflict) = ends_conflict(evidence, first, fields, starts, ends) {
        return conflict;
    }
    let filled = i64::try_from(fields.unwrap_or(0)).unwrap_or(i64::MAX);
    match (first.best, first.worst) {
        (Compliance::Compliant, Compliance::Compliant) if fields.is_none() => Finding::sure(
            Compliance::Compliant,
            "sg03.within_3h",
            words::timed("visit-sg03-fields-not-known", first),
            source,
        ),
        (Compliance::Compliant, Compliance::Compliant) => Finding::sure(
            Compliance::Compliant,
            "sg03.within_3h_complete",
            words::timed("visit-sg03-complete", first)
                .number("filled", filled)
                .number("fields", ALL_FIELDS),
            source,
        ),
        (Compliance::Partly, Compliance::Partly) if first.within == crate::visit::Within::Yes => {
            Finding::sure(
                Compliance::Partly,
                "sg03.within_3h_incomplete",
                words::timed("visit-sg03-incomplete", first)
                    .number("filled", filled)
                    .number("fields", ALL_FIELDS),
                source,
            )
        }
        (Compliance::Partly, Compliance::Partly) => Finding::sure(
            Compliance::Partly,
            "sg03.within_6h",
            words::timed("visit-sg03-late", first),
            source,
        ),
        (Compliance::NotCompliant, Compliance::NotCompliant) => Finding::sure(
            Compliance::NotCompliant,
            "sg03.over_6h",
            words::timed("visit-sg03-late", first),
            source,
        ),
        (best, worst) => Finding::between(
            best,
            worst,
            "sg03.times_imprecise",
            words::timed("visit-sg03-imprecise", first),
            source,
        ),
    }
}

/// Where the person says that the record came later than the record itself says, and that makes
/// the result worse, the register alone does not settle it.
fn ends_conflict(
    evidence: &Evidence<'_>,
    first: &StartResult,
    fields: Option<usize>,
    starts: &[When],
    ends: &[When],
) -> Option<Finding> {
    let start = starts.iter().find(|start| start.statement == first.start)?;
    let own = ends.iter().find(|end| end.source == start.source)?;
    if Some(own.statement) == first.end {
        return None;
    }
    let measure = measure(evidence, *start);
    let result = StartResult::new(*start, Some(own.statement), start.elapsed_to(*own), measure);
    let theirs = range(result, measure.minutes, fields);
    if theirs.elapsed.is_backwards() || theirs.worst <= first.worst {
        return None;
    }
    Some(Finding::between(
        first.best,
        theirs.worst,
        "sg03.record_time_disputed",
        words::timed("visit-sg03-disputed", &theirs)
            .message("recorded", words::elapsed(first.elapsed)),
        None,
    ))
}

fn nothing_to_compare(evidence: &mut Evidence<'_>, starts: &[When], ends: &[When]) -> Finding {
    let (rule, id) = if !starts.is_empty() {
        for start in starts {
            evidence.use_statement(start.statement);
        }
        ("sg03.record_time_not_known", "visit-sg03-no-record-time")
    } else if !ends.is_empty() {
        for end in ends {
            evidence.use_statement(end.statement);
        }
        ("sg03.apprehension_not_known", "visit-no-apprehension")
    } else {
        ("sg03.nothing_said", "visit-nothing-said")
    };
    Finding::not_known(rule, Message::new(id))
}
