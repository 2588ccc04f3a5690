//! Two versions of a checklist side by side: what moved, was renamed, changed its meaning, or is gone.
//!
//! Pure, and about definitions alone. Its invariant: a question of the older version whose answers
//! are carried over states the same thing in the newer one; where that is not sure, they stay where
//! they were given.

use std::collections::BTreeMap;

use super::{Checklist, Kind, Question, QuestionName};
use crate::message::Message;

/// What became of a question in another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is there; its answers are carried over.
    Kept {
        /// Its index in the other version.
        to: usize,
        /// What else is different about it.
        changes: Vec<Difference>,
    },
    /// It is there and asks something else; its answers stay under the version that asked.
    OtherMeaning {
        /// Its index in the other version.
        to: usize,
        /// What it asks differently.
        why: Vec<Meaning>,
    },
    /// It is not there any more; its answers stay under the version that asked.
    Gone,
}

/// A difference that leaves the meaning of answers as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It has another name, and says which one it had.
    Renamed,
    /// It stands in another section or group.
    Moved,
    /// It has another item number.
    Renumbered,
    /// Its words are different.
    Reworded,
    /// Choices are not offered any more: answers that took them stay where they were given.
    FewerChoices,
    /// Choices were added.
    MoreChoices,
}

/// What an answer would mean differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// It states another fact.
    Fact,
    /// It is another kind of answer.
    Kind,
    /// It is about another kind of subject.
    Subject,
    /// It is asked of something else several times, or not several times any more.
    Repeat,
}

/// Two versions of a checklist side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// For each question of the one version, what became of it.
    fates: Vec<Fate>,
    /// For each group of the one version, where it is in the other.
    groups: Vec<Option<usize>>,
    /// The questions of the other version that the one does not have.
    added: Vec<usize>,
}

impl Comparison {
    /// Compares a version with another one, newer or older.
    pub fn between(from: &Checklist, to: &Checklist) -> Self {
        let names = Names::of(
            from.questions.iter().map(|it| (&it.name, it.was.as_ref())),
            to.questions.iter().map(|it| (&it.name, it.was.as_ref())),
        );
        let group_names = Names::of(
            from.groups.iter().map(|it| (&it.name, it.was.as_ref())),
            to.groups.iter().map(|it| (&it.name, it.was.as_ref())),
        );
        let groups = group_names.places;
        let fates: Vec<Fate> = names
            .places
            .iter()
            .enumerate()
            .map(|(index, place)| place.map_or(Fate::Gone, |at| fate(from, to, index, at, &groups)))
            .collect();
        let taken: Vec<usize> = names.places.into_iter().flatten().collect();
        let added = (0..to.questions.len()).filter(|index| !taken.contains(index));
        Self {
            added: added.collect(),
            fates,
            groups,
        }
    }

    /// Returns what became of a question of the one version.
    pub fn fate(&self, question: usize) -> &Fate {
        self.fates.get(question).unwrap_or(&Fate::Gone)
    }

    /// Returns where the answers of a question of the one version are carried to.
    pub fn carried(&self, question: usize) -> Option<usize> {
        match self.fate(question) {
            Fate::Kept { to, .. } => Some(*to),
            Fate::OtherMeaning { .. } | Fate::Gone => None,
        }
    }

    /// Returns where a group of the one version is in the other.
    pub fn group(&self, group: usize) -> Option<usize> {
        self.groups.get(group).copied().flatten()
    }

    /// Returns every question of the one version with what became of it.
    pub fn fates(&self) -> impl Iterator<Item = (usize, &Fate)> {
        self.fates.iter().enumerate()
    }

    /// Returns the questions that only the other version has.
    pub fn added(&self) -> &[usize] {
        &self.added
    }
}

/// Where the things of one version are in another, by name.
struct Names {
    places: Vec<Option<usize>>,
}

impl Names {
    /// Whatever says that it had another name is that; else what has the same name, unless that says it
    /// was something else. A comparison with an older version reads the same words backwards.
    fn of<'a>(
        from: impl Iterator<Item = (&'a QuestionName, Option<&'a QuestionName>)>,
        to: impl Iterator<Item = (&'a QuestionName, Option<&'a QuestionName>)>,
    ) -> Self {
        let to: Vec<_> = to.collect();
        let from: Vec<_> = from.collect();
        let had: BTreeMap<&QuestionName, usize> = to
            .iter()
            .enumerate()
            .filter_map(|(at, (_, was))| Some(((*was)?, at)))
            .collect();
        let has: BTreeMap<&QuestionName, usize> = to
            .iter()
            .enumerate()
            .map(|(at, (name, _))| (*name, at))
            .collect();
        let known = |name: &QuestionName| from.iter().any(|(other, _)| *other == name);
        let place = |(name, was): &(&QuestionName, Option<&QuestionName>)| {
            if let Some(at) = had.get(name) {
                return Some(*at);
            }
            if let Some(at) = has.get(name) {
                let said_otherwise = to.get(*at).and_then(|(_, was)| *was).is_some_and(known);
                return (!said_otherwise).then_some(*at);
            }
            was.and_then(|was| has.get(was)).copied()
        };
        Self {
            places: from.iter().map(place).collect(),
        }
    }
}

fn fate(
    from: &Checklist,
    to: &Checklist,
    index: usize,
    at: usize,
    groups: &[Option<usize>],
) -> Fate {
    let (Some(one), Some(other)) = (from.questions.get(index), to.questions.get(at)) else {
        return Fate::Gone;
    };
    let mut why = Vec::new();
    if one.fact != other.fact && one.fact.is_some() {
        why.push(Meaning::Fact);
    }
    if !is_same_kind(one, other) {
        why.push(Meaning::Kind);
    }
    if one.subject != other.subject {
        why.push(Meaning::Subject);
    }
    let repeats = from.repeats_around(index).iter();
    let carried: Vec<Option<usize>> = repeats
        .map(|repeat| groups.get(*repeat).copied().flatten())
        .collect();
    let there: Vec<Option<usize>> = to.repeats_around(at).iter().map(|it| Some(*it)).collect();
    if carried != there {
        why.push(Meaning::Repeat);
    }
    if why.is_empty() {
        let changes = changes(from, to, (one, other), groups);
        Fate::Kept { to: at, changes }
    } else {
        Fate::OtherMeaning { to: at, why }
    }
}

/// Whether an answer of the one kind is one of the other.
fn is_same_kind(one: &Question, other: &Question) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Choices(_), Kind::Choices(_)) => one.is_ranked == other.is_ranked,
        // Whole numbers are numbers, and days are moments.
        (Kind::Choice(_), Kind::Choice(_))
        | (Kind::Integer, Kind::Decimal)
        | (Kind::Date, Kind::Moment) => true,
        (one, other) => one == other,
    }
}

fn changes(
    from: &Checklist,
    to: &Checklist,
    (one, other): (&Question, &Question),
    groups: &[Option<usize>],
) -> Vec<Difference> {
    let section = |list: &Checklist, at: usize| {
        let found = list.sections.get(at);
        found.map(|section| section.name.clone())
    };
    let group = one.group.map(|group| groups.get(group).copied().flatten());
    let names = |list: &Checklist, question: &Question| -> Vec<String> {
        let choices = list.choices_of(question).iter();
        choices.map(|choice| choice.name.clone()).collect()
    };
    let (had, has) = (names(from, one), names(to, other));
    let mut found = Vec::new();
    let mut note = |difference, is_so: bool| {
        if is_so {
            found.push(difference);
        }
    };
    note(Difference::Renamed, one.name != other.name);
    note(
        Difference::Moved,
        section(from, one.section) != section(to, other.section) || group != other.group.map(Some),
    );
    note(Difference::Renumbered, one.number != other.number);
    note(Difference::Reworded, one.label != other.label);
    note(
        Difference::FewerChoices,
        had.iter().any(|name| !has.contains(name)),
    );
    note(
        Difference::MoreChoices,
        has.iter().any(|name| !had.contains(name)),
    );
    found
}

impl Difference {
    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Renumbered => "renumbered",
            Self::Reworded => "reworded",
            Self::FewerChoices => "fewer_choices",
            Self::MoreChoices => "more_choices",
        }
    }

    /// Says it of a question that has this name in the other version.
    pub fn message(self, name: &str) -> Message {
        match self {
            Self::Renamed => Message::new("migrate-renamed").text("name", name),
            Self::Moved => Message::new("migrate-moved"),
            Self::Renumbered => Message::new("migrate-renumbered"),
            Self::Reworded => Message::new("migrate-reworded"),
            Self::FewerChoices => Message::new("migrate-fewer-choices"),
            Self::MoreChoices => Message::new("migrate-more-choices"),
        }
    }
}

impl Meaning {
    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Kind => "kind",
            Self::Subject => "subject",
            Self::Repeat => "repeat",
        }
    }

    /// Says it.
    pub const fn message(self) -> Message {
        Message::new(match self {
            Self::Fact => "migrate-other-fact",
            Self::Kind => "migrate-other-kind",
            Self::Subject => "migrate-other-subject",
            Self::Repeat => "migrate-other-repeat",
        })
    }
}
