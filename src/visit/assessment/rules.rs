//! Assessments whose rules are data: the cases of `checklists/assessments.toml`, tried from the top.
//!
//! A case reads facts as the most believed source states them, of the human being or else of the place
//! on the same visit, and times in minutes. Where a time is
//! a range its shortest and its longest reading are both judged. What the register or staff alone say
//! never makes a safeguard kept, nor does an account that somebody contradicts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::evidence::{Evidence, Finding, is_official};
use super::start::When;
use super::{Assessment, Compliance, StartResult, Verdict, words};
use crate::checklist::EMBEDDED_CHOICES;
use crate::expr::{Expression, NameKind, Names, Values};
use crate::message::{Message, Text};
use crate::safeguard::{Catalogue, FactKind};
use crate::value::{Moment, Source, Value};
use crate::visit::{Elapsed, Within};

/// The cases that the program carries.
const EMBEDDED_CASES: &str = include_str!("../../../checklists/assessments.toml");

/// Safeguards whose rule computes with limits of the law and stands in code.
const IN_CODE: [&str; 6] = ["SG03", "SG04", "SG05", "SG06", "SG07", "SG11"];

const MINUTES_TO: &str = "minutes_to_";

/// A case as it stands in the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseSource {
    id: String,
    safeguard: String,
    result: Compliance,
    #[serde(default)]
    best: Option<Compliance>,
    #[serde(default)]
    worst: Option<Compliance>,
    #[serde(default)]
    waived: bool,
    when: String,
    text: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<CaseSource>,
}

/// A compiled case.
struct Case {
    id: String,
    best: Compliance,
    worst: Compliance,
    waived: bool,
    when: Expression,
    text: Text,
}

/// What a name of a condition stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    Fact(String),
    MinutesTo(String),
    MinutesHeld,
    MinutesAlone,
    DoctorToReport,
    IsChild,
}

impl Slot {
    fn is_time(&self) -> bool {
        !matches!(self, Self::Fact(_) | Self::IsChild)
    }
}

/// A safeguard that is assessed by cases.
struct Ruled {
    safeguard: String,
    register_only: String,
    accounts_differ: String,
    nothing_said: String,
    cases: Vec<Case>,
    /// Which slots its cases read.
    slots: Vec<usize>,
    /// Whether some of them is a time, which may be a range.
    is_timed: bool,
}

impl Ruled {
    fn without_cases(safeguard: &str) -> Self {
        let beginning = safeguard.to_lowercase();
        Self {
            register_only: format!("{beginning}.register_only"),
            accounts_differ: format!("{beginning}.accounts_differ"),
            nothing_said: format!("{beginning}.nothing_said"),
            safeguard: safeguard.to_owned(),
            cases: Vec::new(),
            slots: Vec::new(),
            is_timed: false,
        }
    }
}

/// All cases, compiled.
struct Table {
    slots: Vec<Slot>,
    ruled: Vec<Ruled>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // Tests hold that the carried file compiles; without it nothing is judged by cases.
    Table::compile(EMBEDDED_CASES).unwrap_or_else(|_faults| Table {
        slots: Vec::new(),
        ruled: Vec::new(),
    })
});

/// The names that conditions may use.
struct Vocabulary {
    slots: Vec<(String, Slot, NameKind, Option<Vec<String>>)>,
}

#[derive(Deserialize)]
struct ListsFile {
    list: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    choice: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl Vocabulary {
    fn embedded() -> Result<Self, String> {
        let lists: ListsFile =
            toml::from_str(EMBEDDED_CHOICES).map_err(|fault| fault.to_string())?;
        let choices: BTreeMap<String, Vec<String>> = lists
            .list
            .into_iter()
            .map(|list| {
                let names = list.choice.into_iter().map(|choice| choice.name);
                (list.name, names.collect())
            })
            .collect();
        let (facts, _) = Catalogue::embedded();
        let mut slots = Vec::new();
        for fact in facts.facts() {
            let kind = match fact.kind {
                FactKind::Moment => NameKind::Moment,
                FactKind::Choice => NameKind::Choice,
                FactKind::Choices => NameKind::Choices,
                FactKind::Integer | FactKind::Decimal => NameKind::Number,
                FactKind::Text => NameKind::Text,
            };
            let offered = fact
                .choices
                .as_ref()
                .and_then(|list| choices.get(list))
                .cloned();
            slots.push((
                fact.name.clone(),
                Slot::Fact(fact.name.clone()),
                kind,
                offered,
            ));
            if fact.kind == FactKind::Moment {
                let name = format!("{MINUTES_TO}{}", fact.name);
                slots.push((
                    name,
                    Slot::MinutesTo(fact.name.clone()),
                    NameKind::Number,
                    None,
                ));
            }
        }
        let yes_no = Some(vec!["yes".to_owned(), "no".to_owned()]);
        for (name, slot, kind, offered) in [
            ("minutes_held", Slot::MinutesHeld, NameKind::Number, None),
            ("minutes_alone", Slot::MinutesAlone, NameKind::Number, None),
            (
                "minutes_from_doctor_to_report",
                Slot::DoctorToReport,
                NameKind::Number,
                None,
            ),
            ("is_child", Slot::IsChild, NameKind::Choice, yes_no),
        ] {
            slots.push((name.to_owned(), slot, kind, offered));
        }
        Ok(Self { slots })
    }
}

impl Names for Vocabulary {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let at = self.slots.iter().position(|(known, ..)| known == name)?;
        self.slots.get(at).map(|(_, _, kind, _)| (at, *kind))
    }

    fn all(&self) -> Vec<String> {
        self.slots.iter().map(|(name, ..)| name.clone()).collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        self.slots.get(slot)?.3.clone()
    }
}

impl Table {
    fn compile(text: &str) -> Result<Self, Vec<String>> {
        let file: File = toml::from_str(text).map_err(|fault| vec![fault.to_string()])?;
        let names = Vocabulary::embedded().map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let mut ruled: Vec<Ruled> = Vec::new();
        for source in file.case {
            let when = match Expression::compile(&source.when, &names) {
                Ok(when) => when,
                Err(found) => {
                    faults.extend(
                        found
                            .iter()
                            .map(|fault| format!("{}: {fault:?}", source.id)),
                    );
                    continue;
                }
            };
            if ruled
                .last()
                .is_none_or(|last| last.safeguard != source.safeguard)
            {
                ruled.push(Ruled::without_cases(&source.safeguard));
            }
            let Some(of_safeguard) = ruled.last_mut() else {
                continue;
            };
            for slot in when.references() {
                if !of_safeguard.slots.contains(slot) {
                    of_safeguard.slots.push(*slot);
                    let read = names.slots.get(*slot);
                    of_safeguard.is_timed |= read.is_some_and(|(_, slot, ..)| slot.is_time());
                }
            }
            of_safeguard.cases.push(Case {
                best: source.best.unwrap_or(source.result),
                worst: source.worst.unwrap_or(source.result),
                id: source.id,
                waived: source.waived,
                when,
                text: source.text,
            });
        }
        // What no case judges is not left out: it is told as not asked.
        for safeguard in Catalogue::embedded().0.safeguards() {
            let has_cases = ruled.iter().any(|ruled| ruled.safeguard == safeguard.id);
            if !has_cases && !IN_CODE.contains(&safeguard.id.as_str()) {
                ruled.push(Ruled::without_cases(&safeguard.id));
            }
        }
        if faults.is_empty() {
            let slots = names.slots.into_iter().map(|(_, slot, ..)| slot).collect();
            Ok(Self { slots, ruled })
        } else {
            Err(faults)
        }
    }
}

/// Whose accounts a reading takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accounts {
    All,
    /// Of the register and staff.
    Official,
    /// Of everybody else.
    Others,
}

impl Accounts {
    fn take(self, source: Source) -> bool {
        match self {
            Self::All => true,
            Self::Official => is_official(source),
            Self::Others => !is_official(source),
        }
    }
}

/// Which end of a range a reading takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Shortest,
    Longest,
}

/// What stands in a slot, and where it comes from.
struct Filled<'e> {
    value: Cow<'e, Value>,
    origin: Option<Origin>,
}

/// The slots of one safeguard, filled.
struct Reading<'e> {
    slots: &'static [usize],
    filled: Vec<Option<Filled<'e>>>,
}

impl<'e> Reading<'e> {
    fn filled(&self, slot: usize) -> Option<&Filled<'e>> {
        let at = self.slots.iter().position(|known| *known == slot)?;
        self.filled.get(at)?.as_ref()
    }
}

impl Values for Reading<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.filled(slot).map(|filled| &*filled.value)
    }
}

/// Where a value comes from.
#[derive(Clone, Copy)]
struct Origin {
    source: Source,
    statement: Place,
}

/// Where a statement stands: on the sheets of the human being, or on those of the place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Own(usize),
    OfThePlace(usize),
}

struct Reader<'a, 'e> {
    evidence: &'a Evidence<'e>,
    table: &'static Table,
    accounts: Accounts,
    start: Option<When>,
}

impl<'e> Reader<'_, 'e> {
    fn moment(&self, fact: &str) -> Option<When> {
        let moments = self.evidence.moments(fact).into_iter();
        moments
            .into_iter()
            .find(|when| self.accounts.take(when.source))
    }

    fn says(&self, fact: &str, choice: &str) -> bool {
        self.evidence
            .choices(fact)
            .into_iter()
            .find(|told| self.accounts.take(told.source))
            .is_some_and(|told| told.choice == choice)
    }

    /// Returns the time of a slot, with the statement that ends it.
    fn elapsed(&self, slot: &Slot) -> Option<(Elapsed, Option<When>)> {
        match slot {
            Slot::MinutesTo(fact) => {
                let end = self.moment(fact)?;
                Some((self.start?.elapsed_to(end), Some(end)))
            }
            Slot::MinutesHeld => self.held(),
            Slot::MinutesAlone => self.alone(),
            Slot::DoctorToReport => {
                let end = self.moment("injuries_reported_at")?;
                Some((self.moment("doctor_seen_at")?.elapsed_to(end), Some(end)))
            }
            Slot::Fact(_) | Slot::IsChild => None,
        }
    }

    fn held(&self) -> Option<(Elapsed, Option<When>)> {
        let start = self.start?;
        if let Some(release) = self.moment("released_at") {
            return Some((start.elapsed_to(release), Some(release)));
        }
        let still_held = self.says("released", "no");
        let visit: Moment = self.evidence.visit.filter(|_| still_held)?;
        Some((start.elapsed_to_moment(visit), None))
    }

    /// Until whoever was reached first; if nobody was, as long as the person was held.
    fn alone(&self) -> Option<(Elapsed, Option<When>)> {
        let start = self.start?;
        let reached = ["lawyer_met_at", "family_told_at", "doctor_seen_at"]
            .into_iter()
            .filter_map(|fact| self.moment(fact))
            .map(|end| (start.elapsed_to(end), Some(end)))
            .filter(|(elapsed, _)| !elapsed.is_backwards())
            .min_by_key(|(elapsed, _)| elapsed.most_minutes.unwrap_or(i64::MAX));
        if reached.is_some() {
            return reached;
        }
        let nobody = self.says("lawyer_met_place", "never")
            && (self.says("family_told", "no") || self.says("family_told_by", "nobody"))
            && self.says("doctor_seen", "no");
        if nobody { self.held() } else { None }
    }

    fn read(&self, slots: &'static [usize], end: End) -> Reading<'e> {
        let filled = slots.iter().map(|slot| match self.table.slots.get(*slot)? {
            Slot::Fact(fact) => self.stated(fact),
            Slot::IsChild => self.evidence.is_known_child().map(|child| Filled {
                value: Cow::Owned(Value::Choice(if child { "yes" } else { "no" }.to_owned())),
                origin: None,
            }),
            timed => self.timed(timed, end),
        });
        Reading {
            filled: filled.collect(),
            slots,
        }
    }

    /// Returns what the most believed source states, of the human being or else of the place.
    fn stated(&self, fact: &str) -> Option<Filled<'e>> {
        let own = self.evidence.about(fact).find_map(|(at, said)| {
            let value = said.value().filter(|value| !value.is_blank())?;
            let hears = self.accounts.take(said.source);
            hears.then_some((value, said.source, Place::Own(at)))
        });
        let (value, source, statement) = own.or_else(|| {
            let (at, said) = self.evidence.of_the_place(fact)?;
            let hears = self.accounts.take(said.source);
            hears.then_some((said.value()?, said.source, Place::OfThePlace(at)))
        })?;
        Some(Filled {
            value: Cow::Borrowed(value),
            origin: Some(Origin { source, statement }),
        })
    }

    fn timed(&self, slot: &Slot, end: End) -> Option<Filled<'e>> {
        let (elapsed, when) = self.elapsed(slot)?;
        if elapsed.is_backwards() {
            return None;
        }
        let minutes = match end {
            End::Shortest => elapsed.least_minutes.unwrap_or(0).max(0),
            // What has no end is longer than any limit.
            End::Longest => elapsed.most_minutes.unwrap_or(i64::from(i32::MAX)),
        };
        Some(Filled {
            value: Cow::Owned(Value::Integer(minutes)),
            origin: when.or(self.start).map(|when| Origin {
                source: when.source,
                statement: Place::Own(when.statement),
            }),
        })
    }
}

/// What one reading of the accounts gives.
struct Judged {
    best: &'static Case,
    worst: &'static Case,
    origins: Vec<Origin>,
}

impl Judged {
    fn range(&self) -> (Compliance, Compliance) {
        (self.best.best, self.worst.worst)
    }
}

fn judge(reader: &Reader<'_, '_>, ruled: &'static Ruled) -> Option<Judged> {
    let case_at = |end| {
        let reading = reader.read(&ruled.slots, end);
        let case = ruled
            .cases
            .iter()
            .find(|case| case.when.is_true(&reading))?;
        let mut used: Vec<Origin> = case
            .when
            .references()
            .iter()
            .filter_map(|slot| reading.filled(*slot)?.origin)
            .collect();
        used.dedup_by_key(|origin| origin.statement);
        Some((case, used))
    };
    let (best, mut origins) = case_at(End::Shortest)?;
    let mut worst = best;
    if ruled.is_timed {
        let (case, more) = case_at(End::Longest)?;
        origins.extend(more);
        worst = case;
    }
    Some(Judged {
        best,
        worst,
        origins,
    })
}

/// Returns the assessments of every safeguard that is judged by cases.
pub(super) fn assess<'e>(evidence: impl Fn() -> Evidence<'e>) -> Vec<Assessment> {
    TABLE
        .ruled
        .iter()
        .map(|ruled| of_safeguard(evidence(), ruled))
        .collect()
}

/// Returns what those assessments come to.
pub(super) fn verdicts<'e>(evidence: impl Fn() -> Evidence<'e>) -> impl Iterator<Item = Verdict> {
    let evidence = evidence();
    let first = evidence.starts().first().copied();
    TABLE.ruled.iter().map(move |ruled| {
        let found = decide(&evidence, ruled, first);
        let compliance = found.as_ref().map(Decided::range);
        Verdict {
            safeguard: &ruled.safeguard,
            compliance: match compliance {
                Some((best, worst)) if best == worst => best,
                Some(_) | None => Compliance::NotKnown,
            },
            source: found.and_then(|found| found.source()),
        }
    })
}

/// By what a result is limited beside its case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limited {
    No,
    /// Officials give this result, others say that the safeguard was kept.
    AccountsDiffer(Compliance),
    RegisterOnly,
}

/// What the accounts come to.
struct Decided {
    judged: Judged,
    limited: Limited,
}

impl Decided {
    fn range(&self) -> (Compliance, Compliance) {
        let (best, worst) = self.judged.range();
        match self.limited {
            Limited::No => (best, worst),
            Limited::AccountsDiffer(worst) => (best, worst),
            Limited::RegisterOnly => (best, Compliance::NotCompliant),
        }
    }

    fn source(&self) -> Option<Source> {
        let first = self.judged.origins.first().map(|origin| origin.source);
        first.filter(|_| !matches!(self.limited, Limited::AccountsDiffer(_)))
    }
}

fn judged_by(
    evidence: &Evidence<'_>,
    ruled: &'static Ruled,
    accounts: Accounts,
    start: Option<When>,
) -> Option<Judged> {
    let reader = Reader {
        evidence,
        table: &TABLE,
        accounts,
        start,
    };
    judge(&reader, ruled)
}

/// Returns what officials say and what others say, where both decide and differ.
fn contradiction(
    evidence: &Evidence<'_>,
    ruled: &'static Ruled,
    start: Option<When>,
) -> Option<(Compliance, Compliance)> {
    let official = judged_by(evidence, ruled, Accounts::Official, start)?.range();
    let other = judged_by(evidence, ruled, Accounts::Others, start)?.range();
    (official != other).then_some(official)
}

fn decide(evidence: &Evidence<'_>, ruled: &'static Ruled, start: Option<When>) -> Option<Decided> {
    let judged = judged_by(evidence, ruled, Accounts::All, start)?;
    let (best, worst) = judged.range();
    // Only what may be "kept" is limited by who says so.
    let mut limited = Limited::No;
    if best == Compliance::Compliant {
        let official = contradiction(evidence, ruled, start).map(|(_, worst)| worst);
        let origins = &judged.origins;
        limited = match official {
            Some(official)
                if official > Compliance::Compliant && official <= Compliance::NotCompliant =>
            {
                Limited::AccountsDiffer(official)
            }
            _ if worst == Compliance::Compliant
                && !origins.is_empty()
                && origins.iter().all(|origin| is_official(origin.source)) =>
            {
                Limited::RegisterOnly
            }
            _ => Limited::No,
        };
    }
    Some(Decided { judged, limited })
}

fn of_safeguard(mut evidence: Evidence<'_>, ruled: &'static Ruled) -> Assessment {
    let starts = evidence.starts();
    let first = starts.first().copied();
    let Some(decided) = decide(&evidence, ruled, first) else {
        let id = if ruled.cases.is_empty() {
            "visit-not-asked"
        } else {
            "visit-nothing-said"
        };
        let finding = Finding::not_known(&ruled.nothing_said, Message::new(id));
        return evidence.conclude(&ruled.safeguard, finding, Vec::new());
    };
    let judged = &decided.judged;
    for origin in &judged.origins {
        match origin.statement {
            Place::Own(at) => evidence.use_statement(at),
            Place::OfThePlace(at) => evidence.use_of_the_place(at),
        }
    }
    let (best, worst) = decided.range();
    let reason = reason(
        judged.worst,
        judged.origins.first().map(|origin| origin.source),
    );
    let (rule, reason) = match decided.limited {
        Limited::No => (&judged.worst.id, reason),
        Limited::AccountsDiffer(_) => (&ruled.accounts_differ, reason),
        Limited::RegisterOnly => {
            let reason = Message::new("visit-register-only").message("reason", reason);
            (&ruled.register_only, reason)
        }
    };
    let finding = Finding::between(best, worst, rule, reason, decided.source());
    let results = start_results(&evidence, ruled, &starts);
    let is_contradicted = contradiction(&evidence, ruled, first).is_some();
    let mut assessment = evidence.conclude(&ruled.safeguard, finding, results);
    assessment.waived = judged.best.waived && judged.worst.waived;
    if is_contradicted && !assessment.sources_differ {
        assessment.sources_differ = true;
        assessment.reason =
            Message::new("visit-accounts-differ").message("reason", assessment.reason);
    }
    assessment
}

fn reason(case: &Case, source: Option<Source>) -> Message {
    let message = Message::new(if source.is_some() {
        "visit-by-case"
    } else {
        "visit-by-case-alone"
    })
    .words("case", case.text.clone());
    match source {
        Some(source) => message.message("according", words::according(source)),
        None => message,
    }
}

/// What each start gives, where a time from the apprehension took part.
fn start_results(
    evidence: &Evidence<'_>,
    ruled: &'static Ruled,
    starts: &[When],
) -> Vec<StartResult> {
    let table: &'static Table = &TABLE;
    let timed = ruled.slots.iter().find_map(|slot| {
        let slot = table.slots.get(*slot).filter(|slot| slot.is_time())?;
        (*slot != Slot::DoctorToReport).then_some(slot)
    });
    let Some(timed) = timed else {
        return Vec::new();
    };
    starts
        .iter()
        .filter_map(|start| {
            let reader = Reader {
                evidence,
                table,
                accounts: Accounts::All,
                start: Some(*start),
            };
            let (elapsed, end) = reader.elapsed(timed)?;
            let judged = judge(&reader, ruled)?;
            let (best, worst) = judged.range();
            Some(StartResult {
                source: start.source,
                start: start.statement,
                end: end.map(|end| end.statement),
                elapsed,
                limit: None,
                citation: None,
                limit_minutes: None,
                within: match (best, worst) {
                    (Compliance::Compliant, Compliance::Compliant) => Within::Yes,
                    (one, other) if one == other => Within::No,
                    _ => Within::Depends,
                },
                warning: Some(Message::new("visit-limit-of-the-rule")),
                best,
                worst,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_compiles_names_its_safeguard_and_explains_itself_in_both_languages() {
        let table = Table::compile(EMBEDDED_CASES).unwrap();
        let (catalogue, _) = Catalogue::embedded();
        let mut seen = Vec::new();
        for ruled in &table.ruled {
            assert!(
                catalogue.safeguard(&ruled.safeguard).is_some(),
                "{}",
                ruled.safeguard
            );
            assert!(
                !seen.contains(&ruled.safeguard),
                "{} stands in two places",
                ruled.safeguard
            );
            seen.push(ruled.safeguard.clone());
            for case in &ruled.cases {
                assert!(
                    case.id.starts_with(&ruled.safeguard.to_lowercase()),
                    "{}",
                    case.id
                );
                for language in ["en", "ru"] {
                    assert!(case.text.in_language(language).1, "{} {language}", case.id);
                }
                assert!(case.best <= case.worst, "{}", case.id);
            }
        }
    }

    #[test]
    fn a_condition_over_a_fact_or_choice_that_does_not_exist_is_refused() {
        for when in ["${lawyer_mett_at} != ''", "${reasons_told} = 'maybe'"] {
            let text = format!(
                "[[case]]\nid = \"sg01.x\"\nsafeguard = \"SG01\"\nresult = \"C\"\nwhen = \"{when}\"\ntext = {{ en = \"x\", ru = \"x\" }}\n"
            );
            assert!(Table::compile(&text).is_err(), "{when}");
        }
    }
}
