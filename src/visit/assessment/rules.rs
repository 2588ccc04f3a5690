//! Assessments whose rules are data: the cases of `checklists/assessments.toml`, tried from the top.
//!
//! A case reads facts as the most believed source states them, of the human being or else of the place
//! on the same visit, and times in minutes. Where a time is
//! a range its shortest and its longest reading are both judged. What the register or staff alone say
//! never makes a safeguard kept, nor does an account that somebody contradicts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::evidence::{Evidence, Finding, Ground, is_official};
use super::start::When;
use super::{Assessment, Compliance, StartResult, Verdict, numbers, words};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// By its number.
    Fact(usize),
    MinutesTo(usize),
    MinutesHeld,
    MinutesAlone,
    DoctorToReport,
    IsChild,
}

impl Slot {
    const fn is_time(self) -> bool {
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
    /// Which times its cases read, each with its slot, in the order in which they do.
    times: Vec<(usize, Slot)>,
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
            times: Vec::new(),
        }
    }
}

/// All cases, compiled.
struct Table {
    slots: Vec<Slot>,
    /// For each slot whether some case reads it.
    is_read: Vec<bool>,
    ruled: Vec<Ruled>,
    /// "no" and "yes", as answers hold them.
    yes_no: [Value; 2],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // Tests hold that the carried file compiles; without it nothing is judged by cases.
    Table::compile(EMBEDDED_CASES).unwrap_or_else(|_faults| Table::of(Vec::new(), Vec::new()))
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
            let Some(number) = numbers::number_of(&fact.name) else {
                continue;
            };
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
            slots.push((fact.name.clone(), Slot::Fact(number), kind, offered));
            if fact.kind == FactKind::Moment {
                let name = format!("{MINUTES_TO}{}", fact.name);
                slots.push((name, Slot::MinutesTo(number), NameKind::Number, None));
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
    fn of(slots: Vec<Slot>, ruled: Vec<Ruled>) -> Self {
        let all = ruled.iter().flat_map(|ruled| &ruled.cases);
        let read: BTreeSet<usize> = all
            .flat_map(|case| case.when.references())
            .copied()
            .collect();
        Self {
            is_read: (0..slots.len()).map(|slot| read.contains(&slot)).collect(),
            slots,
            ruled,
            yes_no: ["no", "yes"].map(|name| Value::Choice(name.to_owned())),
        }
    }

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
            for at in when.references() {
                let read = names.slots.get(*at).map(|(_, slot, ..)| (*at, *slot));
                let time = read.filter(|(_, slot)| slot.is_time());
                if let Some(time) = time.filter(|time| !of_safeguard.times.contains(time)) {
                    of_safeguard.times.push(time);
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
            Ok(Self::of(slots, ruled))
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

/// What a statement states.
#[derive(Clone, Copy)]
struct Stated<'e> {
    value: &'e Value,
    origin: Origin,
}

/// What each circle of sources states about a fact first.
#[derive(Clone, Copy, Default)]
struct ByAccounts<'e> {
    all: Option<Stated<'e>>,
    official: Option<Stated<'e>>,
    others: Option<Stated<'e>>,
}

impl<'e> ByAccounts<'e> {
    /// Finds what the most believed source states, of the human being or else of the place.
    fn about(evidence: &Evidence<'e>, fact: usize) -> Self {
        let mut found = Self::default();
        for (at, said) in evidence.about_number(fact) {
            let Some(value) = said.value().filter(|value| !value.is_blank()) else {
                continue;
            };
            found.take(value, said.source, Place::Own(at));
        }
        // Where nobody who is heard says it of the human being, what is said of the place stands.
        if let Some((at, said)) = evidence.of_the_place(fact)
            && let Some(value) = said.value()
        {
            found.take(value, said.source, Place::OfThePlace(at));
        }
        found
    }

    fn take(&mut self, value: &'e Value, source: Source, statement: Place) {
        let stated = Some(Stated {
            value,
            origin: Origin { source, statement },
        });
        self.all = self.all.or(stated);
        if is_official(source) {
            self.official = self.official.or(stated);
        } else {
            self.others = self.others.or(stated);
        }
    }

    const fn of(&self, accounts: Accounts) -> Option<&Stated<'e>> {
        match accounts {
            Accounts::All => self.all.as_ref(),
            Accounts::Official => self.official.as_ref(),
            Accounts::Others => self.others.as_ref(),
        }
    }
}

/// Everything that cases read, of one human being.
struct Statements<'e> {
    evidence: Evidence<'e>,
    table: &'static Table,
    /// For each slot of the table what stands in it, if it is a fact that some case reads.
    facts: Vec<ByAccounts<'e>>,
}

impl<'e> Statements<'e> {
    fn of(ground: &'e Ground<'e>) -> Self {
        let table: &'static Table = &TABLE;
        let evidence = Evidence::of(ground);
        let slots = table.slots.iter().zip(&table.is_read);
        let facts = slots.map(|(slot, is_read)| match slot {
            Slot::Fact(fact) if *is_read => ByAccounts::about(&evidence, *fact),
            _ => ByAccounts::default(),
        });
        Self {
            facts: facts.collect(),
            table,
            evidence,
        }
    }
}

/// A time in minutes, at its shortest and at its longest.
struct Timed {
    slot: usize,
    shortest: Value,
    longest: Value,
    origin: Option<Origin>,
}

/// The slots of one safeguard, filled.
struct Reading<'r, 'e> {
    statements: &'r Statements<'e>,
    accounts: Accounts,
    times: &'r [Timed],
    end: End,
}

impl Values for Reading<'_, '_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        match self.statements.table.slots.get(slot)? {
            Slot::Fact(_) => {
                let stated = self.statements.facts.get(slot)?.of(self.accounts)?;
                Some(stated.value)
            }
            Slot::IsChild => {
                let child = self.statements.evidence.is_known_child()?;
                let [no, yes] = &self.statements.table.yes_no;
                Some(if child { yes } else { no })
            }
            _ => {
                let timed = self.times.iter().find(|timed| timed.slot == slot)?;
                Some(match self.end {
                    End::Shortest => &timed.shortest,
                    End::Longest => &timed.longest,
                })
            }
        }
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

#[derive(Clone, Copy)]
struct Reader<'a, 'e> {
    statements: &'a Statements<'e>,
    accounts: Accounts,
    start: Option<When>,
}

impl Reader<'_, '_> {
    fn moment(&self, fact: &str) -> Option<When> {
        let mut moments = self.statements.evidence.moments(fact);
        moments.find(|when| self.accounts.take(when.source))
    }

    fn says(&self, fact: &str, choice: &str) -> bool {
        self.statements
            .evidence
            .choices(fact)
            .find(|told| self.accounts.take(told.source))
            .is_some_and(|told| told.choice == choice)
    }

    /// Returns the time of a slot, with the statement that ends it.
    fn elapsed(&self, slot: Slot) -> Option<(Elapsed, Option<When>)> {
        match slot {
            Slot::MinutesTo(fact) => {
                let start = self.start?;
                let mut moments = self.statements.evidence.moments_of_number(fact);
                let end = moments.find(|when| self.accounts.take(when.source))?;
                Some((start.elapsed_to(end), Some(end)))
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
        let visit: Moment = self.statements.evidence.visit.filter(|_| still_held)?;
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

    /// Returns the times that the cases of a safeguard read.
    fn times(&self, ruled: &Ruled) -> Vec<Timed> {
        let timed = ruled.times.iter();
        timed
            .filter_map(|(at, slot)| self.timed(*at, *slot))
            .collect()
    }

    fn timed(&self, at: usize, slot: Slot) -> Option<Timed> {
        let (elapsed, when) = self.elapsed(slot)?;
        if elapsed.is_backwards() {
            return None;
        }
        Some(Timed {
            slot: at,
            shortest: Value::Integer(elapsed.least_minutes.unwrap_or(0).max(0)),
            // What has no end is longer than any limit.
            longest: Value::Integer(elapsed.most_minutes.unwrap_or(i64::from(i32::MAX))),
            origin: when.or(self.start).map(|when| Origin {
                source: when.source,
                statement: Place::Own(when.statement),
            }),
        })
    }

    /// Returns where the value in a slot comes from.
    fn origin(&self, slot: usize, times: &[Timed]) -> Option<Origin> {
        if let Some(time) = times.iter().find(|time| time.slot == slot) {
            return time.origin;
        }
        let stated = self.statements.facts.get(slot)?.of(self.accounts)?;
        Some(stated.origin)
    }

    /// Returns the cases that hold at the best and at the worst.
    fn cases(
        &self,
        ruled: &'static Ruled,
        times: &[Timed],
    ) -> Option<(&'static Case, &'static Case)> {
        let case_at = |end| {
            let reading = Reading {
                statements: self.statements,
                accounts: self.accounts,
                times,
                end,
            };
            ruled.cases.iter().find(|case| case.when.is_true(&reading))
        };
        let best = case_at(End::Shortest)?;
        let is_exact = times.iter().all(|timed| timed.shortest == timed.longest);
        let worst = if is_exact {
            best
        } else {
            case_at(End::Longest)?
        };
        Some((best, worst))
    }

    /// Returns what the accounts give, without what it rests on.
    fn range(&self, ruled: &'static Ruled) -> Option<(Compliance, Compliance)> {
        let (best, worst) = self.cases(ruled, &self.times(ruled))?;
        Some((best.best, worst.worst))
    }

    fn judge(&self, ruled: &'static Ruled) -> Option<Judged> {
        let times = self.times(ruled);
        let (best, worst) = self.cases(ruled, &times)?;
        let mut origins = Vec::new();
        for case in [best, worst] {
            let slots = case.when.references().iter();
            let own = slots.filter_map(|slot| self.origin(*slot, &times));
            origins.extend(own);
            if std::ptr::eq(best, worst) {
                break;
            }
        }
        Some(Judged {
            best,
            worst,
            origins,
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

/// Returns the assessments of every safeguard that is judged by cases.
pub(super) fn assess(ground: &Ground<'_>) -> Vec<Assessment> {
    let statements = Statements::of(ground);
    let ruled = TABLE.ruled.iter();
    ruled
        .map(|ruled| of_safeguard(Evidence::of(ground), &statements, ruled))
        .collect()
}

/// Returns what those assessments come to.
pub(super) fn verdicts(ground: &Ground<'_>) -> Vec<Verdict> {
    let statements = Statements::of(ground);
    let verdict = |ruled: &'static Ruled| {
        let found = decide(&statements, ruled);
        let compliance = found.as_ref().map(Decided::range);
        Verdict {
            safeguard: &ruled.safeguard,
            compliance: match compliance {
                Some((best, worst)) if best == worst => best,
                Some(_) | None => Compliance::NotKnown,
            },
            source: found.and_then(|found| found.source()),
        }
    };
    TABLE.ruled.iter().map(verdict).collect()
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

fn reader<'a, 'e>(statements: &'a Statements<'e>, accounts: Accounts) -> Reader<'a, 'e> {
    Reader {
        statements,
        accounts,
        start: statements.evidence.starts().first().copied(),
    }
}

/// Returns what officials say, where others decide too and differ.
fn contradiction(
    statements: &Statements<'_>,
    ruled: &'static Ruled,
) -> Option<(Compliance, Compliance)> {
    let official = reader(statements, Accounts::Official).range(ruled)?;
    let other = reader(statements, Accounts::Others).range(ruled)?;
    (official != other).then_some(official)
}

fn decide(statements: &Statements<'_>, ruled: &'static Ruled) -> Option<Decided> {
    let judged = reader(statements, Accounts::All).judge(ruled)?;
    let (best, worst) = judged.range();
    // Only what may be "kept" is limited by who says so.
    let mut limited = Limited::No;
    if best == Compliance::Compliant {
        let official = contradiction(statements, ruled).map(|(_, worst)| worst);
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

fn of_safeguard(
    mut evidence: Evidence<'_>,
    statements: &Statements<'_>,
    ruled: &'static Ruled,
) -> Assessment {
    let Some(decided) = decide(statements, ruled) else {
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
    let results = start_results(statements, ruled);
    let is_contradicted = contradiction(statements, ruled).is_some();
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
fn start_results(statements: &Statements<'_>, ruled: &'static Ruled) -> Vec<StartResult> {
    let mut slots = ruled.times.iter().map(|(_, slot)| *slot);
    let Some(timed) = slots.find(|slot| *slot != Slot::DoctorToReport) else {
        return Vec::new();
    };
    let starts = statements.evidence.starts();
    starts
        .iter()
        .filter_map(|start| {
            let reader = Reader {
                statements,
                accounts: Accounts::All,
                start: Some(*start),
            };
            let (elapsed, end) = reader.elapsed(timed)?;
            let (best, worst) = reader.range(ruled)?;
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
