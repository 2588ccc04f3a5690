//! SG11, prompt appearance before a judge (domain sheet 2.11).
//!
//! C: within the limit counted from the apprehension, in person, with a lawyer. P: within it only
//! when counted from the record, or by video link, or without a lawyer, or within 48 h though the
//! national limit is shorter. N: over the limit, or decided on paper. NA: released before it.
//!
//! The limit is the strictest of national and international law of that day (2.0). The general "P up
//! to twice the limit" never applies here: 67 h against 48 h is N (8D.1). For a child the outer
//! limit is the international one of 24 h, not 48 h.

use super::evidence::{Evidence, Finding, Told};
use super::start::{Measure, When, limits_on, strictest};
use super::{Assessment, Compliance, StartResult, words};
use crate::message::Message;
use crate::safeguard::{Jurisdiction, Limit};
use crate::value::Source;
use crate::visit::Within;

/// ICCPR 9(3) as HRC GC 35 para 33 reads it; used where no limit of that day is in the files.
const RULE_MINUTES: i64 = 48 * 60;

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    let starts = evidence.starts();
    let seen = evidence.choice("judge_seen");
    let judges: Vec<When> = evidence.moments("judge_at").collect();
    let end = judges
        .iter()
        .find(|when| seen.is_some_and(|seen| seen.source == when.source))
        .or_else(|| judges.first())
        .copied();
    match (end, seen) {
        (_, Some(seen)) if seen.choice == "no" => not_seen(evidence, starts, Some(seen), end),
        (None, Some(_)) => {
            let finding = Finding::between(
                Compliance::Compliant,
                Compliance::NotCompliant,
                "sg11.time_not_known",
                Message::new("visit-sg11-time-not-known"),
                None,
            );
            evidence.conclude("SG11", finding, Vec::new())
        }
        (None, None) => not_seen(evidence, starts, None, None),
        (Some(end), _) => brought(evidence, starts, end),
    }
}

/// The strictest limit, and the outer one within which a shorter national limit leaves P.
struct Limits<'a> {
    measure: Measure<'a>,
    outer: i64,
}

fn limits<'a>(evidence: &Evidence<'a>, start: When) -> Limits<'a> {
    let found = limits_on(
        evidence.law,
        evidence.country,
        evidence.is_child(),
        start,
        "judge_at",
    );
    let limit = strictest(&found);
    let minutes = limit.and_then(Limit::minutes).unwrap_or(RULE_MINUTES);
    let outer = found
        .iter()
        .filter(|limit| limit.jurisdiction == Jurisdiction::International)
        .filter_map(|limit| limit.minutes())
        .min()
        .unwrap_or(RULE_MINUTES);
    Limits {
        measure: Measure { limit, minutes },
        outer,
    }
}

fn by_time(passed: i64, limits: &Limits<'_>) -> Compliance {
    if passed <= limits.measure.minutes {
        Compliance::Compliant
    } else if passed <= limits.outer {
        Compliance::Partly
    } else {
        Compliance::NotCompliant
    }
}

/// Returns whether counting from the record, and only that, keeps the limit.
fn within_from_record(evidence: &mut Evidence<'_>, end: When, minutes: i64) -> bool {
    let starts = evidence.starts().iter().copied();
    let mut clocks = evidence
        .moments("recorded_at")
        .chain(starts.filter(|start| start.source == Source::Register));
    let found = clocks.find(|clock| {
        let elapsed = clock.elapsed_to(end);
        elapsed.within(minutes) == Within::Yes && !elapsed.is_backwards()
    });
    if let Some(clock) = found {
        evidence.use_statement(clock.statement);
    }
    found.is_some()
}

fn brought(mut evidence: Evidence<'_>, starts: &[When], end: When) -> Assessment {
    evidence.use_statement(end.statement);
    let (how, rule, id) = how(&mut evidence);
    let mut results: Vec<StartResult> = starts
        .iter()
        .map(|start| {
            let limits = limits(&evidence, *start);
            let elapsed = start.elapsed_to(end);
            let result = StartResult::new(*start, Some(end.statement), elapsed, limits.measure);
            if elapsed.is_backwards() {
                result.with(Compliance::NotKnown)
            } else {
                result.judged(|passed| by_time(passed, &limits))
            }
        })
        .collect();
    let mut from_record_only = false;
    for (at, result) in results.iter_mut().enumerate() {
        if result.worst == Compliance::NotCompliant && result.source != Source::Register {
            let minutes = result.limit_minutes.unwrap_or(RULE_MINUTES);
            if within_from_record(&mut evidence, end, minutes) {
                result.worst = Compliance::Partly;
                result.best = result.best.min(Compliance::Partly);
                from_record_only |= at == 0;
            }
        }
        result.best = worse(result.best, how.0);
        result.worst = worse(result.worst, how.1);
    }
    let finding = match results.first() {
        Some(first) => decide(first, from_record_only, how, rule, id),
        None => without_start(&mut evidence, end),
    };
    evidence.conclude("SG11", finding, results)
}

/// On the way from kept to not kept; what is not known stays so.
fn worse(a: Compliance, b: Compliance) -> Compliance {
    a.max(b)
}

type How = ((Compliance, Compliance), &'static str, &'static str);

/// Returns what the way in which the hearing was held allows at best and at worst.
fn how(evidence: &mut Evidence<'_>) -> How {
    let in_person = evidence
        .choice("judge_in_person")
        .map(|told| told.choice == "yes");
    let lawyer = evidence
        .choice("judge_lawyer_present")
        .map(|told| told.choice == "yes");
    let sure = |compliance| (compliance, compliance);
    match (in_person, lawyer) {
        (Some(false), _) => (sure(Compliance::Partly), "sg11.remote", "visit-sg11-remote"),
        (_, Some(false)) => (
            sure(Compliance::Partly),
            "sg11.no_lawyer",
            "visit-sg11-no-lawyer",
        ),
        (Some(true), Some(true)) => (
            sure(Compliance::Compliant),
            "sg11.within_limit",
            "visit-sg11-in-time",
        ),
        (_, None) | (None, _) => (
            (Compliance::Compliant, Compliance::Partly),
            "sg11.hearing_not_known",
            "visit-sg11-hearing-not-known",
        ),
    }
}

fn decide(
    first: &StartResult,
    from_record_only: bool,
    how: (Compliance, Compliance),
    how_rule: &'static str,
    how_id: &'static str,
) -> Finding {
    let (rule, id) = if first.elapsed.is_backwards() {
        ("sg11.judge_before_apprehension", "visit-sg11-backwards")
    } else if (first.best, first.worst) == (Compliance::NotCompliant, Compliance::NotCompliant) {
        ("sg11.over_limit", "visit-sg11-late")
    } else if first.within == Within::Yes {
        (how_rule, how_id)
    } else if from_record_only {
        (
            "sg11.within_from_record_only",
            "visit-sg11-from-record-only",
        )
    } else if (first.best, first.worst) == (Compliance::Partly, Compliance::Partly)
        && first.within == Within::No
    {
        ("sg11.national_limit_shorter", "visit-sg11-within-48")
    } else if how == (Compliance::Partly, Compliance::Partly) && first.best == first.worst {
        (how_rule, how_id)
    } else {
        ("sg11.times_imprecise", "visit-sg11-imprecise")
    };
    Finding::between(
        first.best,
        first.worst,
        rule,
        words::timed(id, first),
        Some(first.source),
    )
}

/// Nobody says when the apprehension was: only the record's clock is left.
fn without_start(evidence: &mut Evidence<'_>, end: When) -> Finding {
    if within_from_record(evidence, end, RULE_MINUTES) {
        return Finding::between(
            Compliance::Partly,
            Compliance::NotCompliant,
            "sg11.record_clock_only",
            Message::new("visit-sg11-record-clock-only"),
            Some(Source::Register),
        );
    }
    Finding::not_known(
        "sg11.apprehension_not_known",
        Message::new("visit-no-apprehension"),
    )
}

/// Nobody says that there was a hearing: released in time, still waiting, or decided on paper.
fn not_seen(
    mut evidence: Evidence<'_>,
    starts: &[When],
    denied: Option<Told<'_>>,
    other: Option<When>,
) -> Assessment {
    if let (Some(denied), Some(other)) = (denied, other) {
        evidence.use_statement(other.statement);
        let finding = Finding::between(
            Compliance::Compliant,
            Compliance::NotCompliant,
            "sg11.file_against_person",
            Message::new("visit-sg11-conflict")
                .message("denied", words::according(denied.source))
                .message("according", words::according(other.source)),
            None,
        );
        return evidence.conclude("SG11", finding, Vec::new());
    }
    if let Some(denied) = denied
        && let Some(decision) = evidence.choice("court_decision")
    {
        let finding = Finding::sure(
            Compliance::NotCompliant,
            "sg11.on_paper",
            Message::new("visit-sg11-on-paper")
                .message("denied", words::according(denied.source))
                .message("according", words::according(decision.source)),
            Some(denied.source),
        );
        return evidence.conclude("SG11", finding, Vec::new());
    }
    let release = evidence.moments("released_at").next();
    let unrecorded = evidence
        .choice("released_without_record")
        .filter(|told| told.choice == "yes");
    let still_held = evidence
        .choice("released")
        .is_some_and(|told| told.choice == "no");
    let results: Vec<StartResult> = starts
        .iter()
        .filter_map(|start| {
            let elapsed = match (release, evidence.visit) {
                (Some(release), _) => start.elapsed_to(release),
                (None, Some(visit)) if denied.is_some() && still_held => {
                    start.elapsed_to_moment(visit)
                }
                _ => return None,
            };
            let limits = limits(&evidence, *start);
            let end = release.map(|release| release.statement);
            let result = StartResult::new(*start, end, elapsed, limits.measure);
            Some(result.judged(|passed| {
                if passed <= limits.measure.minutes {
                    Compliance::NotApplicable
                } else {
                    Compliance::NotCompliant
                }
            }))
        })
        .collect();
    let finding = match (results.first(), unrecorded) {
        (Some(first), _) => released(first, release.is_some()),
        (None, Some(unrecorded)) => Finding::sure(
            Compliance::NotApplicable,
            "sg11.released_without_record",
            Message::new("visit-sg11-released-without-record")
                .message("according", words::according(unrecorded.source)),
            Some(unrecorded.source),
        ),
        (None, None) if denied.is_some() => {
            Finding::not_known("sg11.not_seen_yet", Message::new("visit-sg11-not-seen-yet"))
        }
        (None, None) => Finding::not_known("sg11.nothing_said", Message::new("visit-nothing-said")),
    };
    evidence.conclude("SG11", finding, results)
}

fn released(first: &StartResult, was_released: bool) -> Finding {
    let (rule, id) = match (first.best == first.worst, first.best, was_released) {
        (true, Compliance::NotApplicable, true) => ("sg11.released_in_time", "visit-sg11-released"),
        (true, Compliance::NotApplicable, false) => {
            ("sg11.limit_still_runs", "visit-sg11-still-runs")
        }
        (true, _, true) => ("sg11.released_after_limit", "visit-sg11-released-late"),
        (true, _, false) => ("sg11.still_waiting", "visit-sg11-still-waiting"),
        (false, ..) => ("sg11.times_imprecise", "visit-sg11-imprecise"),
    };
    Finding::between(
        first.best,
        first.worst,
        rule,
        words::timed(id, first),
        Some(first.source),
    )
}
