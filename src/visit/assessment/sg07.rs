//! SG07, medical examination by an independent doctor (domain sheet 2.7).
//!
//! C: before placement or within 24 h, by a health professional, in private, recorded. P: done, but
//! police present, or by a feldsher only, or without a description of injuries. N: none, or
//! injuries visible but not recorded. The sheet gives no rule for an examination that came late, so
//! the general scale of 2.0 does: P up to twice the time, then N.

use super::evidence::{Evidence, Finding, Told};
use super::start::{Measure, When};
use super::{Assessment, Compliance, StartResult, words};
use crate::message::Message;
use crate::value::Source;
use crate::visit::Within;

const RULE_MINUTES: i64 = 24 * 60;

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    let accounts: Vec<Told<'_>> = evidence.choices("doctor_seen").collect();
    let times: Vec<When> = evidence.moments("doctor_seen_at").collect();
    let seen = accounts.first().copied();
    if let Some(told) = seen {
        evidence.use_statement(told.statement);
    }
    if let Some(denied) = seen.filter(|told| told.choice == "no") {
        let other = accounts
            .iter()
            .find(|told| told.choice == "yes")
            .map(|told| (told.source, told.statement))
            .or_else(|| times.first().map(|time| (time.source, time.statement)));
        let finding = none(&mut evidence, denied, other);
        return evidence.conclude("SG07", finding, Vec::new());
    }
    let Some(source) = seen
        .map(|told| told.source)
        .or_else(|| times.first().map(|time| time.source))
    else {
        let finding = Finding::not_known("sg07.nothing_said", Message::new("visit-nothing-said"));
        return evidence.conclude("SG07", finding, Vec::new());
    };
    let at = times
        .iter()
        .find(|time| time.source == source)
        .or_else(|| times.first())
        .copied();
    let starts = at.map_or_else(Vec::new, |at| results(&evidence, at));
    let finding = seen_by_doctor(&mut evidence, source, at, &starts);
    let starts = starts
        .into_iter()
        .map(|start| StartResult {
            best: start.best.max(finding.best),
            worst: start.worst.max(finding.worst),
            ..start
        })
        .collect();
    evidence.conclude("SG07", finding, starts)
}

fn none(evidence: &mut Evidence<'_>, denied: Told<'_>, other: Option<(Source, usize)>) -> Finding {
    if let Some((source, statement)) = other {
        evidence.use_statement(statement);
        return Finding::between(
            Compliance::Compliant,
            Compliance::NotCompliant,
            "sg07.papers_against_person",
            Message::new("visit-sg07-conflict")
                .message("denied", words::according(denied.source))
                .message("according", words::according(source)),
            None,
        );
    }
    Finding::sure(
        Compliance::NotCompliant,
        "sg07.none",
        Message::new("visit-sg07-none").message("according", words::according(denied.source)),
        Some(denied.source),
    )
}

fn results(evidence: &Evidence<'_>, at: When) -> Vec<StartResult> {
    evidence
        .starts()
        .iter()
        .map(|start| {
            let start = *start;
            let measure = Measure {
                limit: None,
                minutes: RULE_MINUTES,
            };
            let result = StartResult::new(start, Some(at.statement), start.elapsed_to(at), measure);
            if result.elapsed.is_backwards() {
                return result.with(Compliance::NotKnown);
            }
            result.judged(|passed| {
                if passed <= RULE_MINUTES {
                    Compliance::Compliant
                } else if passed <= 2 * RULE_MINUTES {
                    Compliance::Partly
                } else {
                    Compliance::NotCompliant
                }
            })
        })
        .collect()
}

fn seen_by_doctor(
    evidence: &mut Evidence<'_>,
    source: Source,
    at: Option<When>,
    starts: &[StartResult],
) -> Finding {
    let recorded = evidence
        .choice("injuries_recorded")
        .map(|told| told.choice == "yes");
    let visible = evidence
        .several("ill_treatment_marks")
        .is_some_and(|(marks, _)| marks.iter().any(|mark| mark != "none"));
    if visible && recorded == Some(false) {
        return sure(
            source,
            Compliance::NotCompliant,
            "sg07.injuries_not_recorded",
            "visit-sg07-injuries-not-recorded",
        );
    }
    let before_placement = before_placement(evidence, at);
    if before_placement != Some(true)
        && let Some(first) = starts
            .first()
            .filter(|first| first.best == first.worst && first.within == Within::No)
    {
        return Finding::sure(
            first.best,
            if first.best == Compliance::Partly {
                "sg07.within_48h"
            } else {
                "sg07.over_48h"
            },
            words::timed("visit-sg07-late", first),
            Some(source),
        );
    }
    if let Some(finding) = how_it_was_done(evidence, source, recorded) {
        return finding;
    }
    when_it_was_done(source, before_placement, starts)
}

fn sure(source: Source, compliance: Compliance, rule: &'static str, id: &'static str) -> Finding {
    Finding::sure(
        compliance,
        rule,
        Message::new(id).message("according", words::according(source)),
        Some(source),
    )
}

/// Returns what makes it less than kept, whenever it was done.
fn how_it_was_done(
    evidence: &mut Evidence<'_>,
    source: Source,
    recorded: Option<bool>,
) -> Option<Finding> {
    let partly = |rule, id| Some(sure(source, Compliance::Partly, rule, id));
    let private = private(evidence);
    let feldsher = evidence
        .choice("doctor_who")
        .map(|told| told.choice == "police_feldsher");
    if private == Some(false) {
        return partly("sg07.police_present", "visit-sg07-police-present");
    }
    if feldsher == Some(true) {
        return partly("sg07.feldsher_only", "visit-sg07-feldsher");
    }
    if recorded == Some(false) {
        return partly("sg07.no_description", "visit-sg07-no-description");
    }
    let no_injuries = evidence.does_not_apply("injuries_recorded");
    let is_known = private.is_some() && feldsher.is_some() && (recorded.is_some() || no_injuries);
    (!is_known).then(|| {
        Finding::between(
            Compliance::Compliant,
            Compliance::Partly,
            "sg07.how_not_known",
            Message::new("visit-sg07-how-not-known").message("according", words::according(source)),
            Some(source),
        )
    })
}

fn when_it_was_done(
    source: Source,
    before_placement: Option<bool>,
    starts: &[StartResult],
) -> Finding {
    match (before_placement, starts.first()) {
        (Some(true), _) => sure(
            source,
            Compliance::Compliant,
            "sg07.before_placement",
            "visit-sg07-before-placement",
        ),
        (_, Some(first)) if first.within == Within::Yes => Finding::sure(
            Compliance::Compliant,
            "sg07.within_24h",
            words::timed("visit-sg07-in-time", first),
            Some(source),
        ),
        (_, Some(first)) => Finding::between(
            first.best,
            first.worst,
            "sg07.times_imprecise",
            words::timed("visit-sg07-imprecise", first),
            Some(source),
        ),
        (_, None) => Finding::between(
            Compliance::Compliant,
            Compliance::NotCompliant,
            "sg07.time_not_known",
            Message::new("visit-sg07-time-not-known")
                .message("according", words::according(source)),
            Some(source),
        ),
    }
}

/// Returns whether nobody of the police was within sight or hearing.
fn private(evidence: &mut Evidence<'_>) -> Option<bool> {
    if let Some((present, _)) = evidence.several("doctor_present") {
        let police = ["police_in_sight", "police_in_hearing"];
        return Some(!present.iter().any(|who| police.contains(&who.as_str())));
    }
    evidence
        .choice("doctor_private")
        .map(|told| told.choice == "yes")
}

/// Returns whether the examination certainly came before placement.
fn before_placement(evidence: &mut Evidence<'_>, at: Option<When>) -> Option<bool> {
    let placed = evidence.moments("placed_at").next()?;
    let elapsed = at?.elapsed_to(placed);
    let found = if elapsed.least_minutes.is_some_and(|least| least >= 0) {
        Some(true)
    } else if elapsed.most_minutes.is_some_and(|most| most < 0) {
        Some(false)
    } else {
        None
    };
    if found.is_some() {
        evidence.use_statement(placed.statement);
    }
    found
}
