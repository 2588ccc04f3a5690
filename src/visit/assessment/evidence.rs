//! What an episode says about a fact, in the order in which sources are believed.

use super::start::When;
use super::{Assessment, Compliance, StartResult, numbers};
use crate::message::Message;
use crate::safeguard::{Country, Law};
use crate::value::{Missing, Moment, Source, Value};
use crate::visit::{Episode, FactStatement, Within, assessment::words};

/// Whose account stands first. The record's times are only one claim, so it comes last.
const ORDER: [Source; 9] = [
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

pub(in crate::visit) fn rank(source: Source) -> usize {
    ORDER
        .iter()
        .position(|known| *known == source)
        .unwrap_or(ORDER.len())
}

/// Returns whether the source is the side that the safeguard binds.
pub(super) const fn is_official(source: Source) -> bool {
    matches!(source, Source::Register | Source::Staff)
}

/// Statements by fact, within a fact the most believed first.
///
/// What was said about the place is the same for all human beings of a visit: its index is made once.
#[derive(Debug)]
pub struct Index {
    /// For each fact by its number where its statements begin among the places, and where the last ends.
    starts: Vec<usize>,
    /// The places of the statements.
    places: Vec<usize>,
}

impl Index {
    /// Indexes the statements that rules read.
    pub fn of(statements: &[FactStatement]) -> Self {
        Self::among(statements, |_| true)
    }

    /// Indexes the statements about the place: those that state a value.
    pub fn of_the_place(statements: &[FactStatement]) -> Self {
        Self::among(statements, |said| {
            said.value().is_some_and(|value| !value.is_blank())
        })
    }

    fn among(statements: &[FactStatement], wanted: impl Fn(&FactStatement) -> bool) -> Self {
        let wanted = statements
            .iter()
            .enumerate()
            .filter(|(_, said)| said.is_read && wanted(said));
        let mut found: Vec<(usize, usize, usize)> = wanted
            .filter_map(|(place, said)| {
                let fact = numbers::number_of(said.fact.as_str())?;
                Some((fact, rank(said.source), place))
            })
            .collect();
        found.sort_unstable();
        let mut starts = Vec::with_capacity(numbers::count() + 1);
        for (at, (fact, ..)) in found.iter().enumerate() {
            starts.resize(starts.len().max(fact + 1), at);
        }
        starts.resize(numbers::count() + 1, found.len());
        Self {
            starts,
            places: found.into_iter().map(|(.., place)| place).collect(),
        }
    }

    fn about(&self, fact: usize) -> &[usize] {
        let range = self.starts.get(fact).zip(self.starts.get(fact + 1));
        let places = range.and_then(|(start, end)| self.places.get(*start..*end));
        places.unwrap_or(&[])
    }
}

/// A choice that a source stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub source: Source,
    pub choice: &'a str,
    pub statement: usize,
}

/// What is known about one human being: every rule begins with it.
pub(super) struct Ground<'a> {
    episode: &'a Episode,
    index: &'a Index,
    place: &'a Index,
    law: &'a Law,
    country: Country,
    visit: Option<Moment>,
    starts: Vec<When>,
    is_child: Option<bool>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(
        episode: &'a Episode,
        (index, place): (&'a Index, &'a Index),
        law: &'a Law,
        country: Country,
        visit: Option<Moment>,
    ) -> Self {
        let mut ground = Self {
            episode,
            index,
            place,
            law,
            country,
            visit,
            starts: Vec::new(),
            is_child: None,
        };
        let (starts, is_child) = {
            let evidence = Evidence::of(&ground);
            (evidence.find_starts(), evidence.find_out_whether_child())
        };
        ground.starts = starts;
        ground.is_child = is_child;
        ground
    }
}

/// What is known about one human being, and what of it a rule has used.
pub(super) struct Evidence<'a> {
    ground: &'a Ground<'a>,
    pub law: &'a Law,
    pub country: Country,
    pub visit: Option<Moment>,
    used: Vec<usize>,
    used_of_the_place: Vec<usize>,
}

/// What a rule found.
pub(super) struct Finding {
    pub best: Compliance,
    pub worst: Compliance,
    pub rule: &'static str,
    pub reason: Message,
    pub source: Option<Source>,
}

impl Finding {
    pub(super) fn sure(
        compliance: Compliance,
        rule: &'static str,
        reason: Message,
        source: Option<Source>,
    ) -> Self {
        Self {
            best: compliance,
            worst: compliance,
            rule,
            reason,
            source,
        }
    }

    pub(super) fn between(
        best: Compliance,
        worst: Compliance,
        rule: &'static str,
        reason: Message,
        source: Option<Source>,
    ) -> Self {
        Self {
            best,
            worst,
            rule,
            reason,
            source,
        }
    }

    pub(super) fn not_known(rule: &'static str, reason: Message) -> Self {
        Self::sure(Compliance::NotKnown, rule, reason, None)
    }
}

/// Returns whether the person is under 18; an adult if nobody says how old.
pub(in crate::visit) fn is_child(episode: &Episode) -> bool {
    let most_believed = |fact: &'static str| {
        let mut stated: Vec<_> = episode.read_about(fact).map(|(_, said)| said).collect();
        stated.sort_by_key(|said| rank(said.source));
        stated.into_iter()
    };
    let age = most_believed("age").find_map(age_of);
    let band = || most_believed("age_band").find_map(FactStatement::choice);
    age.or_else(|| band().map(is_young)).unwrap_or(false)
}

fn when_of((statement, said): (usize, &FactStatement)) -> Option<When> {
    let (moment, precision) = said.moment()?;
    Some(When {
        source: said.source,
        statement,
        moment,
        precision,
    })
}

fn age_of(said: &FactStatement) -> Option<bool> {
    match said.value() {
        Some(Value::Integer(age)) => Some(*age < 18),
        _ => None,
    }
}

fn is_young(band: &str) -> bool {
    matches!(band, "under_14" | "14_17")
}

impl<'a> Evidence<'a> {
    pub(super) const fn of(ground: &'a Ground<'a>) -> Self {
        Self {
            ground,
            law: ground.law,
            country: ground.country,
            visit: ground.visit,
            used: Vec::new(),
            used_of_the_place: Vec::new(),
        }
    }

    /// Notes that a statement was used.
    pub(super) fn use_statement(&mut self, statement: usize) {
        if !self.used.contains(&statement) {
            self.used.push(statement);
        }
    }

    /// Returns the statements about a fact, the most believed first.
    pub(super) fn about(
        &self,
        fact: &str,
    ) -> impl Iterator<Item = (usize, &'a FactStatement)> + use<'a> {
        let number = numbers::number_of(fact);
        number
            .map(|number| self.about_number(number))
            .into_iter()
            .flatten()
    }

    /// Likewise, of a fact by its number.
    pub(super) fn about_number(
        &self,
        fact: usize,
    ) -> impl Iterator<Item = (usize, &'a FactStatement)> + use<'a> {
        let episode = self.ground.episode;
        let places = self.ground.index.about(fact).iter();
        places.filter_map(|place| Some((*place, episode.statements.get(*place)?)))
    }

    /// Returns the statement about the place that stands first.
    pub(super) fn of_the_place(&self, fact: usize) -> Option<(usize, &'a FactStatement)> {
        let at = *self.ground.place.about(fact).first()?;
        Some((at, self.ground.episode.premises.get(at)?))
    }

    /// Notes that a statement about the place was used.
    pub(super) fn use_of_the_place(&mut self, statement: usize) {
        if !self.used_of_the_place.contains(&statement) {
            self.used_of_the_place.push(statement);
        }
    }

    /// Returns what each source chose, the most believed first.
    pub(super) fn choices(&self, fact: &str) -> impl Iterator<Item = Told<'a>> + use<'a> {
        self.about(fact).filter_map(|(statement, said)| {
            Some(Told {
                source: said.source,
                choice: said.choice()?,
                statement,
            })
        })
    }

    /// Returns the choice that stands first, and notes that it was used.
    pub(super) fn choice(&mut self, fact: &str) -> Option<Told<'a>> {
        let told = self.choices(fact).next()?;
        self.use_statement(told.statement);
        Some(told)
    }

    /// Returns what this source chose.
    pub(super) fn choice_of(&self, fact: &str, source: Source) -> Option<Told<'a>> {
        self.choices(fact).find(|told| told.source == source)
    }

    /// Returns what was taken of several choices by the source that stands first.
    pub(super) fn several(&mut self, fact: &str) -> Option<(&'a [String], Source)> {
        let (statement, names, source) =
            self.about(fact)
                .find_map(|(statement, said)| match said.value() {
                    Some(Value::Choices(names)) => Some((statement, names.as_slice(), said.source)),
                    _ => None,
                })?;
        self.use_statement(statement);
        Some((names, source))
    }

    /// Returns whether some source says that the fact is not applicable here.
    pub(super) fn does_not_apply(&self, fact: &str) -> bool {
        self.about(fact)
            .any(|(_, said)| said.missing() == Some(Missing::NotApplicable))
    }

    /// Returns the moments that were stated, the most believed first.
    pub(super) fn moments(&self, fact: &str) -> impl Iterator<Item = When> + use<'a> {
        self.about(fact).filter_map(when_of)
    }

    /// Likewise, of a fact by its number.
    pub(super) fn moments_of_number(&self, fact: usize) -> impl Iterator<Item = When> + use<'a> {
        self.about_number(fact).filter_map(when_of)
    }

    /// Returns every claim about when the person was apprehended, the person's own first.
    ///
    /// What the person says that the record states is a claim of the record.
    pub(super) fn starts(&self) -> &'a [When] {
        &self.ground.starts
    }

    fn find_starts(&self) -> Vec<When> {
        let mut starts: Vec<When> = self.moments("apprehended_at").collect();
        if !starts.iter().any(|start| start.source == Source::Register) {
            let recorded = self.moments("record_states_apprehended_at");
            starts.extend(recorded.map(|start| When {
                source: Source::Register,
                ..start
            }));
        }
        starts
    }

    /// Returns whether the person is under 18; an adult if nobody says how old.
    pub(super) fn is_child(&self) -> bool {
        self.is_known_child().unwrap_or(false)
    }

    /// Returns whether the person is under 18, if anybody says how old.
    pub(super) const fn is_known_child(&self) -> Option<bool> {
        self.ground.is_child
    }

    fn find_out_whether_child(&self) -> Option<bool> {
        let age = self.about("age").find_map(|(_, said)| age_of(said));
        age.or_else(|| {
            let mut bands = self.about("age_band");
            bands.find_map(|(_, said)| said.choice()).map(is_young)
        })
    }

    /// Closes the assessment: what the rule found, and whether another start gives another result.
    pub(super) fn conclude(
        mut self,
        safeguard: &'static str,
        finding: Finding,
        starts: Vec<StartResult>,
    ) -> Assessment {
        for start in &starts {
            self.use_statement(start.start);
            if let Some(end) = start.end {
                self.use_statement(end);
            }
        }
        let compliance = if finding.best == finding.worst {
            finding.best
        } else {
            Compliance::NotKnown
        };
        let other = starts.first().and_then(|first| {
            starts.iter().skip(1).find(|other| {
                (other.best, other.worst) != (first.best, first.worst)
                    || (other.within != first.within && other.within != Within::Depends)
            })
        });
        let reason = match other {
            Some(other) => words::differs(finding.reason, other),
            None => finding.reason,
        };
        self.used.sort_unstable();
        self.used_of_the_place.sort_unstable();
        Assessment {
            safeguard,
            compliance,
            best: finding.best,
            worst: finding.worst,
            rule: finding.rule,
            reason,
            used: self.used,
            used_of_the_place: self.used_of_the_place,
            source: finding.source,
            sources_differ: other.is_some(),
            starts,
            waived: false,
        }
    }
}
