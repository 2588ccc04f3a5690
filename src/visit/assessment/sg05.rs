//! SG05, access to a lawyer of choice or free legal aid (domain sheet 2.5).
//!
//! C: met in private before the first questioning and within the limit. P: met, but after the
//! first questioning began, or not in private, or not the lawyer of choice though asked for. N:
//! first met at the remand hearing or in court, or never. Whoever waived a lawyer in a lawyer's
//! presence was offered one; a waiver nobody could witness shows no more than the form (P).

use super::evidence::{Evidence, Finding, is_official};
use super::start::{Measure, When, limits_on, strictest};
use super::{Assessment, Compliance, StartResult, words};
use crate::message::Message;
use crate::value::Source;
use crate::visit::Within;

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    let place = evidence.choice("lawyer_met_place");
    let met_at = met_at(&evidence, place.map(|place| place.source));
    let waived = evidence
        .choice("lawyer_waived")
        .filter(|told| told.choice == "yes");
    let met_in_time = place.map_or(met_at.is_some(), |place| {
        !matches!(place.choice, "remand_hearing" | "after_hearing" | "never")
    });
    if let Some(waived) = waived.filter(|_| !met_in_time) {
        let finding = by_waiver(&mut evidence, waived.source);
        let mut assessment = evidence.conclude("SG05", finding, Vec::new());
        assessment.waived = true;
        return assessment;
    }
    let starts = met_at.map_or_else(Vec::new, |met| results(&evidence, met));
    let finding = match place {
        Some(place) if place.choice == "never" => never(&mut evidence, place.source),
        Some(place) if matches!(place.choice, "remand_hearing" | "after_hearing") => Finding::sure(
            Compliance::NotCompliant,
            "sg05.first_at_hearing",
            Message::new("visit-sg05-first-at-hearing")
                .message("according", words::according(place.source)),
            Some(place.source),
        ),
        Some(place) => met(
            &mut evidence,
            Some(place.choice),
            place.source,
            met_at,
            &starts,
        ),
        None => match met_at {
            Some(when) => met(&mut evidence, None, when.source, met_at, &starts),
            None => Finding::not_known("sg05.nothing_said", Message::new("visit-nothing-said")),
        },
    };
    let starts = starts
        .into_iter()
        .map(|start| StartResult {
            best: worse(start.best, finding.best),
            worst: worse(start.worst, finding.worst),
            ..start
        })
        .collect();
    evidence.conclude("SG05", finding, starts)
}

/// The later result on the way from kept to not kept; what is not known stays so.
fn worse(a: Compliance, b: Compliance) -> Compliance {
    a.max(b)
}

fn met_at(evidence: &Evidence<'_>, place_by: Option<Source>) -> Option<When> {
    let times = || evidence.moments("lawyer_met_at");
    times()
        .find(|time| Some(time.source) == place_by)
        .or_else(|| times().next())
}

fn by_waiver(evidence: &mut Evidence<'_>, source: Source) -> Finding {
    let with_lawyer = evidence
        .choice("waiver_with_lawyer")
        .map(|told| told.choice == "yes");
    let message = |id| Message::new(id).message("according", words::according(source));
    match with_lawyer {
        Some(true) => Finding::sure(
            Compliance::Compliant,
            "sg05.waived_with_lawyer",
            message("visit-sg05-waived-with-lawyer"),
            Some(source),
        ),
        Some(false) => Finding::sure(
            Compliance::Partly,
            "sg05.waived_without_lawyer",
            message("visit-sg05-waived-without-lawyer"),
            Some(source),
        ),
        None => Finding::between(
            Compliance::Compliant,
            Compliance::Partly,
            "sg05.waiver_not_known",
            message("visit-sg05-waiver-not-known"),
            Some(source),
        ),
    }
}

/// Nobody met: not known if only the register says that somebody came.
fn never(evidence: &mut Evidence<'_>, source: Source) -> Finding {
    let other = evidence
        .moments("lawyer_met_at")
        .find(|when| when.source == Source::Lawyer);
    if let Some(other) = other {
        evidence.use_statement(other.statement);
        return Finding::between(
            Compliance::Compliant,
            Compliance::NotCompliant,
            "sg05.lawyer_against_person",
            Message::new("visit-sg05-conflict")
                .message("denied", words::according(source))
                .message("according", words::according(other.source)),
            None,
        );
    }
    Finding::sure(
        Compliance::NotCompliant,
        "sg05.never",
        Message::new("visit-sg05-never").message("according", words::according(source)),
        Some(source),
    )
}

fn results(evidence: &Evidence<'_>, met: When) -> Vec<StartResult> {
    let child = evidence.is_child();
    evidence
        .starts()
        .iter()
        .filter_map(|start| {
            let start = *start;
            let limits = limits_on(
                evidence.law,
                evidence.country,
                child,
                start,
                "lawyer_met_at",
            );
            let limit = strictest(&limits)?;
            let minutes = limit.minutes()?;
            let measure = Measure {
                limit: Some(limit),
                minutes,
            };
            let result =
                StartResult::new(start, Some(met.statement), start.elapsed_to(met), measure);
            Some(if result.elapsed.is_backwards() {
                result.with(Compliance::NotKnown)
            } else {
                result.judged(|passed| {
                    if passed <= minutes {
                        Compliance::Compliant
                    } else {
                        Compliance::Partly
                    }
                })
            })
        })
        .collect()
}

/// Whether the lawyer came before the first questioning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Yes,
    No,
    NotKnown,
}

fn before_questioning(
    evidence: &mut Evidence<'_>,
    place: Option<&str>,
    met: Option<When>,
) -> Before {
    match place {
        Some("before_questioning") => return Before::Yes,
        Some("during_first_questioning" | "after_questioning_police") => return Before::No,
        _ => {}
    }
    match evidence
        .choice("questioned_before_lawyer")
        .map(|told| told.choice)
    {
        Some("yes") => return Before::No,
        Some("no") => return Before::Yes,
        _ => {}
    }
    if evidence
        .choice("questioned")
        .is_some_and(|told| told.choice == "no")
    {
        return Before::Yes;
    }
    let questioned = evidence.moments("first_questioned_at").next();
    let (Some(questioned), Some(met)) = (questioned, met) else {
        return Before::NotKnown;
    };
    evidence.use_statement(questioned.statement);
    // Met no later than the questioning began: a lawyer present from its first minute.
    let elapsed = met.elapsed_to(questioned);
    if elapsed.least_minutes.is_some_and(|least| least >= 0) {
        Before::Yes
    } else if elapsed.most_minutes.is_some_and(|most| most < 0) {
        Before::No
    } else {
        Before::NotKnown
    }
}

fn met(
    evidence: &mut Evidence<'_>,
    place: Option<&str>,
    source: Source,
    met_at: Option<When>,
    starts: &[StartResult],
) -> Finding {
    let partly = |rule, id: &'static str| {
        Finding::sure(
            Compliance::Partly,
            rule,
            Message::new(id).message("according", words::according(source)),
            Some(source),
        )
    };
    let before = before_questioning(evidence, place, met_at);
    if before == Before::No {
        return partly(
            "sg05.after_questioning_began",
            "visit-sg05-after-questioning",
        );
    }
    let private = evidence
        .choice("lawyer_private")
        .map(|told| told.choice == "yes");
    if private == Some(false) {
        return partly("sg05.not_private", "visit-sg05-not-private");
    }
    let asked = evidence
        .choice("lawyer_asked")
        .is_some_and(|told| told.choice == "yes");
    let imposed = evidence
        .choice("lawyer_chosen_by")
        .is_some_and(|told| matches!(told.choice, "investigator" | "duty_list"));
    if asked && imposed {
        return partly("sg05.not_of_choice", "visit-sg05-not-of-choice");
    }
    if let Some(first) = starts.first().filter(|first| first.within == Within::No) {
        return Finding::sure(
            Compliance::Partly,
            "sg05.over_limit",
            words::timed("visit-sg05-late", first),
            Some(source),
        );
    }
    let range = |rule, id: &'static str| {
        Finding::between(
            Compliance::Compliant,
            Compliance::Partly,
            rule,
            Message::new(id).message("according", words::according(source)),
            Some(source),
        )
    };
    if before == Before::NotKnown {
        return range("sg05.order_not_known", "visit-sg05-order-not-known");
    }
    if private.is_none() {
        return range("sg05.privacy_not_known", "visit-sg05-privacy-not-known");
    }
    if let Some(first) = starts
        .first()
        .filter(|first| first.within == Within::Depends)
    {
        return Finding::between(
            Compliance::Compliant,
            Compliance::Partly,
            "sg05.times_imprecise",
            words::timed("visit-sg05-imprecise", first),
            Some(source),
        );
    }
    if is_official(source) {
        // Kept is shown by somebody who was there, not by the book alone.
        return range("sg05.register_only", "visit-sg05-register-only");
    }
    Finding::sure(
        Compliance::Compliant,
        "sg05.private_before_questioning",
        Message::new("visit-sg05-kept").message("according", words::according(source)),
        Some(source),
    )
}
