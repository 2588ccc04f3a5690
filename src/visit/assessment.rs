//! Whether a safeguard was kept for one human being, by rules that can be shown.
//!
//! Safeguards whose rule computes with limits of the law (SG03 to SG07, SG11) have a function each, in
//! plain code, after domain sheet 2.3 to 2.7 and 2.11; all others are cases in data
//! (`checklists/assessments.toml`, see `rules`). A safeguard's own rule wins over the general scale of 2.0. Every result names its rule, the statements that
//! it used, and what each source's start of the clock gives.
//!
//! What stands, where sources differ: the detained person's own account first, and the reason says
//! that another gives another result. The register alone never makes a safeguard kept against what
//! the person says; then it is not known (8D.6). Silence is never "kept".
//!
//! Where times are imprecise, the best and the worst case are both judged. Only if they agree is
//! there a result; else it is not known, and the two cases say within what.

mod compliance;
mod evidence;
mod numbers;
mod rules;
mod sg03;
mod sg04;
mod sg05;
mod sg06;
mod sg07;
mod sg11;
mod start;
mod words;

#[cfg(test)]
mod tests;

pub use compliance::Compliance;
pub(in crate::visit) use evidence::{is_child, rank};
pub use start::StartResult;

use crate::message::Message;
use crate::safeguard::{Country, Law};
use crate::value::{Moment, Source};
use crate::visit::{Episode, FactStatement};
pub use evidence::Index;
use evidence::{Evidence, Ground};

/// Whether one safeguard was kept for one human being.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Which safeguard, as `SG05`.
    pub safeguard: &'static str,
    /// The result.
    pub compliance: Compliance,
    /// The best that the statements allow; the same as the worst where the result is sure.
    pub best: Compliance,
    /// The worst that the statements allow.
    pub worst: Compliance,
    /// The rule that gave the result, as `sg03.over_6h`.
    pub rule: &'static str,
    /// The rule applied to this case, in words.
    pub reason: Message,
    /// The statements that were used, as indexes into [`Episode::statements`].
    pub used: Vec<usize>,
    /// The statements about the place that were used, as indexes into [`Episode::premises`].
    pub used_of_the_place: Vec<usize>,
    /// Who decided the result.
    pub source: Option<Source>,
    /// What each source's start of the clock gives, the one that stands first.
    pub starts: Vec<StartResult>,
    /// Whether another source gives another result.
    pub sources_differ: bool,
    /// Whether the person waived it: then it was offered, and for its use it is not applicable.
    pub waived: bool,
}

impl Assessment {
    /// Returns the statements that were used: about the human being, then about the place.
    pub fn statements<'a>(
        &'a self,
        episode: &'a Episode,
    ) -> impl Iterator<Item = &'a FactStatement> + 'a {
        let own = self.used.iter();
        let of_the_place = self.used_of_the_place.iter();
        own.filter_map(|place| episode.statements.get(*place))
            .chain(of_the_place.filter_map(|place| episode.premises.get(*place)))
    }
}

/// Returns the assessments of every safeguard that has a rule, in order.
pub fn assess(episode: &Episode, law: &Law, country: Country) -> Vec<Assessment> {
    assess_as_of(episode, law, country, None)
}

/// Returns the assessments, given when the visit took place: who was in custody then without
/// having seen a judge has waited at least so long.
pub fn assess_as_of(
    episode: &Episode,
    law: &Law,
    country: Country,
    visit: Option<Moment>,
) -> Vec<Assessment> {
    let index = Index::of(&episode.statements);
    let place = Index::of_the_place(&episode.premises);
    let ground = Ground::of(episode, (&index, &place), law, country, visit);
    let mut assessments: Vec<Assessment> =
        IN_CODE.map(|assess| assess(Evidence::of(&ground))).into();
    assessments.extend(rules::assess(&ground));
    assessments.sort_by_key(|assessment| assessment.safeguard);
    assessments
}

/// What an assessment comes to, without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Which safeguard, as `SG05`.
    pub safeguard: &'static str,
    /// The result.
    pub compliance: Compliance,
    /// Who decided the result.
    pub source: Option<Source>,
}

/// Returns what [`assess_as_of`] comes to: a count judges thousands of human beings and shows no reasons.
///
/// `place` are the statements about the place, which are the same for the whole visit.
pub fn verdicts(
    episode: &Episode,
    place: &Index,
    law: &Law,
    country: Country,
    visit: Option<Moment>,
) -> Vec<Verdict> {
    let index = Index::of(&episode.statements);
    let ground = Ground::of(episode, (&index, place), law, country, visit);
    let brief = |assessment: Assessment| Verdict {
        safeguard: assessment.safeguard,
        compliance: assessment.compliance,
        source: assessment.source,
    };
    let mut verdicts: Vec<Verdict> = IN_CODE
        .map(|assess| brief(assess(Evidence::of(&ground))))
        .into();
    verdicts.extend(rules::verdicts(&ground));
    verdicts.sort_by_key(|verdict| verdict.safeguard);
    verdicts
}

/// The safeguards whose rule stands in code.
const IN_CODE: [fn(Evidence<'_>) -> Assessment; 6] = [
    sg03::assess,
    sg04::assess,
    sg05::assess,
    sg06::assess,
    sg07::assess,
    sg11::assess,
];
