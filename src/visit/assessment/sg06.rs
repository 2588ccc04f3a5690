//! SG06, lawyer present at the first questioning (domain sheet 2.6).
//!
//! C: for all of it. P: came during it, or a valid waiver that was not given in a lawyer's
//! presence. N: questioned as a "witness" or informally without a lawyer, or otherwise without one.
//! NA: not questioned. What is called a talk or an explanation is questioning; nobody can waive a
//! suspect's lawyer as a "witness".

use super::evidence::{Evidence, Finding, Told};
use super::{Assessment, Compliance, words};
use crate::message::Message;

pub(super) fn assess(mut evidence: Evidence<'_>) -> Assessment {
    let questioned = evidence.choice("questioned");
    let called = evidence.choice("questioned_as");
    let present = evidence.choice("lawyer_present_first_questioning");
    let before = evidence.choice("questioned_before_lawyer");
    let place = evidence.choice("lawyer_met_place");
    let was_questioned = called.is_some()
        || present.is_some()
        || before.is_some_and(|told| told.choice == "yes")
        || evidence.moments("first_questioned_at").next().is_some();
    if let Some(questioned) = questioned.filter(|told| told.choice == "no") {
        // A "talk" that the person does not call questioning is one all the same.
        if !was_questioned {
            let finding = finding(
                Compliance::NotApplicable,
                "sg06.not_questioned",
                "visit-sg06-not-questioned",
                questioned,
            );
            return evidence.conclude("SG06", finding, Vec::new());
        }
    }
    // No questions before a lawyer came, and no lawyer ever came: there were no questions.
    let never = place.is_some_and(|told| told.choice == "never");
    if let Some(before) = before
        .filter(|told| told.choice == "no" && never && !was_questioned && questioned.is_none())
    {
        let finding = finding(
            Compliance::NotApplicable,
            "sg06.not_questioned",
            "visit-sg06-not-questioned",
            before,
        );
        return evidence.conclude("SG06", finding, Vec::new());
    }
    let finding = match present {
        Some(told) if told.choice == "whole" => finding(
            Compliance::Compliant,
            "sg06.whole",
            "visit-sg06-whole",
            told,
        ),
        Some(told) if told.choice == "part" => {
            finding(Compliance::Partly, "sg06.part", "visit-sg06-part", told)
        }
        Some(told) => return without(evidence, called, told),
        None => {
            if let Some(told) = before.filter(|told| told.choice == "yes") {
                return without(evidence, called, told);
            }
            let asked = questioned.is_some_and(|told| told.choice == "yes") || was_questioned;
            match place.filter(|_| asked) {
                Some(told)
                    if matches!(
                        told.choice,
                        "never" | "remand_hearing" | "after_hearing" | "after_questioning_police"
                    ) =>
                {
                    return without(evidence, called, told);
                }
                Some(told) if told.choice == "during_first_questioning" => {
                    finding(Compliance::Partly, "sg06.part", "visit-sg06-part", told)
                }
                _ if asked => Finding::not_known(
                    "sg06.presence_not_known",
                    Message::new("visit-sg06-presence-not-known"),
                ),
                _ if before.is_some() => Finding::not_known(
                    "sg06.later_not_known",
                    Message::new("visit-sg06-later-not-known"),
                ),
                _ => Finding::not_known("sg06.nothing_said", Message::new("visit-nothing-said")),
            }
        }
    };
    evidence.conclude("SG06", finding, Vec::new())
}

fn finding(
    compliance: Compliance,
    rule: &'static str,
    id: &'static str,
    told: Told<'_>,
) -> Finding {
    Finding::sure(
        compliance,
        rule,
        Message::new(id).message("according", words::according(told.source)),
        Some(told.source),
    )
}

/// Questioned without a lawyer: informally, after a waiver, or simply so.
fn without(mut evidence: Evidence<'_>, called: Option<Told<'_>>, told: Told<'_>) -> Assessment {
    let informal =
        called.filter(|called| matches!(called.choice, "witness" | "talk" | "explanation"));
    if let Some(informal) = informal {
        let finding = finding(
            Compliance::NotCompliant,
            "sg06.informal_without_lawyer",
            match informal.choice {
                "witness" => "visit-sg06-as-witness",
                "talk" => "visit-sg06-as-talk",
                _ => "visit-sg06-as-explanation",
            },
            informal,
        );
        return evidence.conclude("SG06", finding, Vec::new());
    }
    let waived = evidence
        .choice("lawyer_waived")
        .filter(|told| told.choice == "yes");
    let Some(waived) = waived else {
        let finding = finding(
            Compliance::NotCompliant,
            "sg06.without_lawyer",
            "visit-sg06-without-lawyer",
            told,
        );
        return evidence.conclude("SG06", finding, Vec::new());
    };
    let with_lawyer = evidence
        .choice("waiver_with_lawyer")
        .map(|told| told.choice == "yes");
    let finding = match with_lawyer {
        Some(true) => finding(
            Compliance::Compliant,
            "sg06.waived_with_lawyer",
            "visit-sg06-waived-with-lawyer",
            waived,
        ),
        Some(false) => finding(
            Compliance::Partly,
            "sg06.waived_without_lawyer",
            "visit-sg06-waived-without-lawyer",
            waived,
        ),
        None => Finding::between(
            Compliance::Compliant,
            Compliance::Partly,
            "sg06.waiver_not_known",
            Message::new("visit-sg06-waiver-not-known")
                .message("according", words::according(waived.source)),
            Some(waived.source),
        ),
    };
    let mut assessment = evidence.conclude("SG06", finding, Vec::new());
    assessment.waived = true;
    assessment
}
