//! SG04, notification of family or a third person (domain sheet 2.4).
//!
//! C: within the limit, by staff or by the person's own call. P: late but within 24 h, or the place
//! was not told, or the family learned it only from somebody else. N: not told, or after more than
//! 24 h. NA: the person asked in writing that nobody be told. Register and staff alone never make it
//! C against what the person says (8D.6); family or lawyer settle it.

use super::evidence::{Evidence, Finding, is_official};
use super::start::{Measure, When, limits_on, strictest};
use super::{Assessment, Compliance, StartResult, words};
use crate::message::Message;
use crate::value::Source;

const OUTER_MINUTES: i64 = 24 * 60;
/// E/CN.4/2003/68 para 26(g); used where no limit of that day is in the files.
const RULE_MINUTES: i64 = 18 * 60;

/// One source's account of whether the family was told.
#[derive(Debug, Clone, Copy)]
struct Account<'a> {
    source: Source,
    told: bool,
    /// Whether only the person's own call is denied: staff may have told the family all the same.
    only_call_denied: bool,
    by: Option<&'a str>,
    at: Option<When>,
}

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    if let Some(source) = waived(&mut evidence) {
        let finding = Finding::sure(
            Compliance::NotApplicable,
            "sg04.waived",
            Message::new("visit-sg04-waived").message("according", words::according(source)),
            Some(source),
        );
        let mut assessment = evidence.conclude("SG04", finding, Vec::new());
        assessment.waived = true;
        return assessment;
    }
    let accounts = accounts(&mut evidence);
    let unofficial = accounts.iter().find(|account| !is_official(account.source));
    let official_yes = accounts
        .iter()
        .find(|account| is_official(account.source) && account.told);
    let confirmed = accounts
        .iter()
        .find(|account| account.told && matches!(account.source, Source::Family | Source::Lawyer));
    let denied = accounts
        .iter()
        .find(|account| account.source == Source::DetainedPerson && !account.told);
    match (denied, confirmed, official_yes) {
        // Who was told knows it better than who could not see it.
        (Some(_), Some(confirmed), _) => told(evidence, *confirmed),
        (Some(denied), None, Some(official)) => {
            let finding = Finding::not_known(
                "sg04.register_against_person",
                Message::new("visit-sg04-conflict")
                    .message("denied", words::according(denied.source))
                    .message("according", words::according(official.source)),
            );
            let mut assessment = evidence.conclude("SG04", finding, Vec::new());
            assessment.best = Compliance::Compliant;
            assessment.worst = Compliance::NotCompliant;
            assessment.sources_differ = true;
            assessment
        }
        _ => match unofficial.or(official_yes) {
            Some(account) if account.told => told(evidence, *account),
            Some(account) if account.only_call_denied => {
                let finding = Finding::not_known(
                    "sg04.only_call_denied",
                    Message::new("visit-sg04-only-call-denied")
                        .message("according", words::according(account.source)),
                );
                evidence.conclude("SG04", finding, Vec::new())
            }
            Some(account) => {
                let finding = Finding::sure(
                    Compliance::NotCompliant,
                    "sg04.not_told",
                    Message::new("visit-sg04-not-told")
                        .message("according", words::according(account.source)),
                    Some(account.source),
                );
                evidence.conclude("SG04", finding, Vec::new())
            }
            None => {
                // A blank register shows that nothing was written, not that nobody was told.
                let (rule, id) = if accounts.is_empty() {
                    ("sg04.nothing_said", "visit-nothing-said")
                } else {
                    ("sg04.not_recorded", "visit-sg04-not-recorded")
                };
                evidence.conclude(
                    "SG04",
                    Finding::not_known(rule, Message::new(id)),
                    Vec::new(),
                )
            }
        },
    }
}

/// Returns who says that the person asked that nobody be told, if the person does not deny it.
fn waived(evidence: &mut Evidence<'_>) -> Option<Source> {
    let told = evidence.choices("family_told_waived").next()?;
    if told.choice != "yes" {
        return None;
    }
    evidence.use_statement(told.statement);
    Some(told.source)
}

/// Returns what each source says, the most believed first.
fn accounts<'a>(evidence: &mut Evidence<'a>) -> Vec<Account<'a>> {
    let sources = [
        Source::DetainedPerson,
        Source::Lawyer,
        Source::Family,
        Source::Video,
        Source::CourtFile,
        Source::MedicalRecord,
        Source::Observation,
        Source::Staff,
        Source::Register,
    ];
    sources
        .into_iter()
        .filter_map(|source| account(evidence, source))
        .collect()
}

fn account<'a>(evidence: &mut Evidence<'a>, source: Source) -> Option<Account<'a>> {
    let told = evidence.choice_of("family_told", source);
    let by = evidence.choice_of("family_told_by", source);
    let call = evidence.choice_of("phone_call_allowed", source);
    let moment =
        |evidence: &Evidence<'a>, fact| evidence.moments(fact).find(|when| when.source == source);
    let at = moment(evidence, "family_told_at").or_else(|| {
        // The person's own call is how the family learned, if the person says so.
        moment(evidence, "phone_call_at").filter(|_| by.is_some_and(|by| by.choice == "self"))
    });
    let mut only_call_denied = false;
    let said_told = if at.is_some() {
        true
    } else if let Some(by) = by {
        by.choice != "nobody"
    } else if let Some(told) = told {
        told.choice == "yes"
    } else if call.is_some_and(|call| call.choice == "no") {
        only_call_denied = true;
        false
    } else {
        return None;
    };
    for used in [told, by, call].into_iter().flatten() {
        evidence.use_statement(used.statement);
    }
    if let Some(at) = at {
        evidence.use_statement(at.statement);
    }
    Some(Account {
        source,
        told: said_told,
        only_call_denied,
        by: by.map(|by| by.choice).filter(|by| *by != "nobody"),
        at,
    })
}

fn told(mut evidence: Evidence<'_>, account: Account<'_>) -> Assessment {
    let place_told = evidence
        .choice("family_told_place")
        .map(|told| told.choice == "yes");
    let by = account.by.or_else(|| {
        // What stands in the register as notified was notified by staff.
        is_official(account.source).then_some("staff")
    });
    let (in_time_best, in_time_worst) = match (by, place_told) {
        (Some("lawyer" | "other"), _) | (_, Some(false)) => {
            (Compliance::Partly, Compliance::Partly)
        }
        (Some(_), _) => (Compliance::Compliant, Compliance::Compliant),
        (None, _) => (Compliance::Compliant, Compliance::Partly),
    };
    let child = evidence.is_child();
    let results: Vec<StartResult> = account.at.map_or_else(Vec::new, |end| {
        evidence
            .starts()
            .iter()
            .map(|start| {
                let start = *start;
                let limits = limits_on(
                    evidence.law,
                    evidence.country,
                    child,
                    start,
                    "family_told_at",
                );
                let limit = strictest(&limits);
                let minutes = limit
                    .and_then(crate::safeguard::Limit::minutes)
                    .unwrap_or(RULE_MINUTES);
                let result = StartResult::new(
                    start,
                    Some(end.statement),
                    start.elapsed_to(end),
                    Measure { limit, minutes },
                );
                if result.elapsed.is_backwards() {
                    return result.with(Compliance::NotKnown);
                }
                let judge = |passed: i64, in_time| {
                    if passed <= minutes {
                        in_time
                    } else if passed <= OUTER_MINUTES {
                        Compliance::Partly
                    } else {
                        Compliance::NotCompliant
                    }
                };
                let best = result
                    .clone()
                    .judged(|passed| judge(passed, in_time_best))
                    .best;
                StartResult {
                    best,
                    ..result.judged(|passed| judge(passed, in_time_worst))
                }
            })
            .collect()
    });
    let finding = match results.first() {
        Some(first) => decide(first, account, by, place_told),
        None => Finding::between(
            in_time_best,
            Compliance::NotCompliant,
            "sg04.time_not_known",
            Message::new("visit-sg04-time-not-known")
                .message("according", words::according(account.source)),
            Some(account.source),
        ),
    };
    evidence.conclude("SG04", finding, results)
}

fn decide(
    first: &StartResult,
    account: Account<'_>,
    by: Option<&str>,
    place_told: Option<bool>,
) -> Finding {
    let (rule, id) = match (first.best, first.worst) {
        _ if first.elapsed.is_backwards() => {
            ("sg04.told_before_apprehension", "visit-sg04-backwards")
        }
        (Compliance::Compliant, Compliance::Compliant) => {
            ("sg04.within_limit", "visit-sg04-in-time")
        }
        (Compliance::NotCompliant, Compliance::NotCompliant) => {
            ("sg04.over_24h", "visit-sg04-late")
        }
        (Compliance::Partly, Compliance::Partly) if first.within == crate::visit::Within::No => {
            ("sg04.within_24h", "visit-sg04-late")
        }
        (Compliance::Partly, Compliance::Partly) if place_told == Some(false) => {
            ("sg04.place_not_told", "visit-sg04-place-not-told")
        }
        (Compliance::Partly, Compliance::Partly) => ("sg04.by_others", "visit-sg04-by-others"),
        _ if by.is_none() && first.within == crate::visit::Within::Yes => {
            ("sg04.who_told_not_known", "visit-sg04-who-not-known")
        }
        _ => ("sg04.times_imprecise", "visit-sg04-imprecise"),
    };
    Finding::between(
        first.best,
        first.worst,
        rule,
        words::timed(id, first).message("told", words::according(account.source)),
        Some(account.source),
    )
}
