//! What happened to one human being, hour by hour, as everybody told it.
//!
//! The clock starts where each source says that the apprehension was, so there are as many zeros as
//! there are such claims, and every limit is measured from each of them. Nothing is averaged: a time
//! that is a range stays one, and then a limit is kept, broken, or it depends.

mod chart;

pub use chart::{Cell, Chart, Phase, PhaseKind};

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::assessment::{is_child, rank};
use crate::checklist::FactName;
use crate::message::Message;
use crate::safeguard::{Country, Jurisdiction, Law, Limit, ReviewStatus, Who};
use crate::value::{Moment, Precision, Source};
use crate::visit::{Elapsed, Episode, FactStatement, Subject, Within};

/// The fact that starts the clock.
const START: &str = "apprehended_at";
/// What a person says that the record states is a claim of the record.
const START_OF_THE_RECORD: &str = "record_states_apprehended_at";

/// The events of one human being's custody, with the limits that held.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The person, if there is one.
    pub person: Option<Subject>,
    /// The custody records about the same human being.
    pub records: Vec<Subject>,
    /// Which custody of several, by its number.
    pub custody: Option<usize>,
    /// Every claim about when the custody began, the most believed first.
    pub zeros: Vec<Zero>,
    /// Every statement about when something happened, in the order of time, then those without one.
    pub events: Vec<Event>,
    /// The limits that run from the apprehension on the day of the first zero.
    pub limits: Vec<AppliedLimit>,
    /// Where the person was, as far as the most believed accounts tell.
    pub phases: Vec<Phase>,
}

/// A claim about when the custody began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zero {
    /// Whose claim.
    pub source: Source,
    /// The statement, as an index into [`Episode::statements`].
    pub statement: usize,
    /// When.
    pub moment: Moment,
    /// How exact it is.
    pub precision: Precision,
}

impl Zero {
    /// Returns the point from which a chart counts: the moment that was said, or the earliest one
    /// that the statement allows.
    pub fn point(&self) -> Option<Moment> {
        point(self.moment, self.precision)
    }
}

/// What one source says about when something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The letter of the fact: accounts of the same fact share it.
    pub letter: char,
    /// Which fact.
    pub fact: FactName,
    /// According to whom.
    pub source: Source,
    /// On whose sheet.
    pub subject: Subject,
    /// The statement, as an index into [`Episode::statements`].
    pub statement: usize,
    /// When; nothing if the source does not know, refused, or nobody looked.
    pub moment: Option<(Moment, Precision)>,
    /// Time since each zero, in the order of [`Timeline::zeros`].
    pub since: Vec<Elapsed>,
    /// How it stands to each limit that leads to it, for every start.
    pub results: Vec<LimitResult>,
}

/// A limit of the law as it was applied: never without its status and warning.
#[derive(Debug, Clone, PartialEq)]
pub struct AppliedLimit {
    /// Its name, as `kz_record_3`.
    pub id: String,
    /// The letter that marks it.
    pub letter: char,
    /// Whether it is an international standard.
    pub is_international: bool,
    /// How it is cited.
    pub citation: String,
    /// Where it is known from.
    pub origin: String,
    /// What it says.
    pub text: crate::message::Text,
    /// The fact that starts the clock.
    pub from: String,
    /// The fact that stops it.
    pub to: String,
    /// How many minutes may pass.
    pub minutes: Option<i64>,
    /// The fact that must not come first.
    pub before: Option<String>,
    /// To whom it applies. Who is suspected of a listed crime is not known here.
    pub who: Who,
    /// How far it was checked.
    pub review_status: ReviewStatus,
    /// The warning that belongs to it.
    pub warning: Option<Message>,
}

/// How an event stands to a limit, counted from one start.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitResult {
    /// The limit.
    pub limit: AppliedLimit,
    /// Whose start.
    pub start_source: Source,
    /// The statement of the start.
    pub start: usize,
    /// The time between; for a limit "before" an event, from this event to that one.
    pub elapsed: Elapsed,
    /// Whether it was kept; nothing where the limit gives no number ("at once").
    pub within: Option<Within>,
}

impl LimitResult {
    /// Returns the least and most minutes over the limit; negative ones are inside it.
    pub fn over(&self) -> Option<(Option<i64>, Option<i64>)> {
        let minutes = self.limit.minutes?;
        let over = |passed: Option<i64>| passed.map(|passed| passed - minutes);
        Some((
            over(self.elapsed.least_minutes),
            over(self.elapsed.most_minutes),
        ))
    }
}

fn point(moment: Moment, precision: Precision) -> Option<Moment> {
    if moment.wall_clock().is_some() {
        return Some(moment);
    }
    let span = moment.span(precision);
    let point = Moment::at(span.earliest.or(span.latest)?);
    Some(match moment.offset_minutes() {
        Some(offset) => point.with_offset(offset),
        None => point,
    })
}

/// Returns the letter that marks a limit to this fact.
fn mark_of(to: &str) -> char {
    match to {
        "recorded_at" => 'R',
        "family_told_at" => 'F',
        "lawyer_met_at" => 'L',
        "doctor_seen_at" => 'M',
        "judge_at" => 'J',
        "consul_told_at" => 'C',
        "left_police_at" => 'P',
        "injuries_reported_at" => 'I',
        "trial_at" => 'T',
        _ => 'X',
    }
}

impl Timeline {
    /// Puts the statements about times in order, and measures each against the law of its day.
    pub fn of(episode: &Episode, law: &Law, country: Country) -> Self {
        let builder = Builder {
            episode,
            law,
            country,
            zeros: zeros(episode),
            child: is_child(episode),
            foreign: says(episode, "foreign_national", "yes"),
        };
        let events = builder.events();
        let limits = builder.limits_from_start();
        let phases = chart::phases(&builder.zeros, &events);
        Self {
            person: episode.person,
            records: episode.records.clone(),
            custody: episode.custody.as_ref().map(|custody| custody.position),
            zeros: builder.zeros,
            events,
            limits,
            phases,
        }
    }

    /// Returns the sources that say when something happened, the most believed first.
    pub fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.events.iter().map(|event| event.source).collect();
        sources.sort_by_key(|source| rank(*source));
        sources.dedup();
        sources
    }
}

fn says(episode: &Episode, fact: &str, choice: &str) -> bool {
    let mut stated: Vec<(usize, &str)> = episode
        .read_about(fact)
        .filter_map(|(_, said)| Some((rank(said.source), said.choice()?)))
        .collect();
    stated.sort_unstable();
    stated.first().is_some_and(|(_, said)| *said == choice)
}

/// Returns the stated moments of a fact, the most believed first.
fn moments(episode: &Episode, fact: &str) -> Vec<Zero> {
    let mut found: Vec<Zero> = episode
        .read_about(fact)
        .filter_map(|(statement, said)| {
            let (moment, precision) = said.moment()?;
            Some(Zero {
                source: said.source,
                statement,
                moment,
                precision,
            })
        })
        .collect();
    found.sort_by_key(|zero| rank(zero.source));
    found
}

fn zeros(episode: &Episode) -> Vec<Zero> {
    let mut zeros = moments(episode, START);
    if !zeros.iter().any(|zero| zero.source == Source::Register) {
        let of_record = moments(episode, START_OF_THE_RECORD).into_iter();
        zeros.extend(of_record.map(|zero| Zero {
            source: Source::Register,
            ..zero
        }));
    }
    if zeros.is_empty() {
        // Nobody says when the apprehension was: the chart still needs a beginning, and no limit
        // that runs from the apprehension is measured from it.
        ["arrived_at", "placed_at", "recorded_at"]
            .into_iter()
            .map(|fact| moments(episode, fact))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    } else {
        zeros
    }
}

struct Builder<'a> {
    episode: &'a Episode,
    law: &'a Law,
    country: Country,
    zeros: Vec<Zero>,
    child: bool,
    foreign: bool,
}

impl Builder<'_> {
    fn is_start(&self, zero: &Zero) -> bool {
        self.episode
            .statements
            .get(zero.statement)
            .is_some_and(|said| matches!(said.fact.as_str(), START | START_OF_THE_RECORD))
    }

    fn events(&self) -> Vec<Event> {
        let mut timed: Vec<(Option<NaiveDateTime>, usize, usize, &FactStatement)> = self
            .episode
            .statements
            .iter()
            .enumerate()
            .filter(|(_, said)| is_about_a_time(said))
            .map(|(place, said)| {
                let at = said.moment().and_then(|(moment, precision)| {
                    let point = point(moment, precision)?;
                    point
                        .span_in_utc(Precision::Exact)
                        .unwrap_or_else(|| point.span(Precision::Exact))
                        .earliest
                });
                (at, rank(said.source), place, said)
            })
            .collect();
        timed.sort_by_key(|(at, rank, place, _)| (at.is_none(), *at, *rank, *place));
        let mut letters: Vec<FactName> = Vec::new();
        timed
            .into_iter()
            .map(|(_, _, place, said)| {
                let at = letters.iter().position(|fact| *fact == said.fact);
                let at = at.unwrap_or_else(|| {
                    letters.push(said.fact.clone());
                    letters.len() - 1
                });
                self.event(letter(at), place, said)
            })
            .collect()
    }

    fn event(&self, letter: char, place: usize, said: &FactStatement) -> Event {
        let moment = said.moment();
        let since = self
            .zeros
            .iter()
            .map(|zero| {
                moment.map_or_else(Elapsed::default, |moment| {
                    Elapsed::between((zero.moment, zero.precision), moment)
                })
            })
            .collect();
        // The first of several meetings stops the clock, and no later one breaks a limit.
        let stops = moment.filter(|_| said.is_read);
        let results = stops.map_or_else(Vec::new, |moment| {
            self.results(said.fact.as_str(), said.source, moment)
        });
        Event {
            letter,
            fact: said.fact.clone(),
            source: said.source,
            subject: said.subject,
            statement: place,
            moment,
            since,
            results,
        }
    }

    fn starts_of(&self, limit: &Limit) -> Vec<Zero> {
        if limit.from == START {
            let zeros = self.zeros.iter().filter(|zero| self.is_start(zero));
            return zeros.copied().collect();
        }
        moments(self.episode, &limit.from)
    }

    fn concerns(&self, limit: &Limit) -> bool {
        let in_country = match limit.jurisdiction {
            Jurisdiction::International => true,
            Jurisdiction::National(country) => country == self.country,
        };
        in_country
            && match limit.who {
                Who::All | Who::ListedCrimes => true,
                Who::Children => self.child,
                Who::Adults => !self.child,
                Who::Foreigners => self.foreign,
                Who::Bodies => false,
            }
    }

    fn results(&self, fact: &str, source: Source, end: (Moment, Precision)) -> Vec<LimitResult> {
        let mut results = Vec::new();
        for limit in self.law.all() {
            if limit.to != fact || !self.concerns(limit) {
                continue;
            }
            for start in self.starts_of(limit) {
                let day = day_of(start.moment, start.precision);
                if !day.is_some_and(|day| limit.holds_on(day)) {
                    continue;
                }
                let elapsed = Elapsed::between((start.moment, start.precision), end);
                let (elapsed, within) = match (&limit.before, limit.minutes()) {
                    (Some(before), None) => {
                        let Some(other) = self.account_of(before, source) else {
                            continue;
                        };
                        let lead = Elapsed::between(end, (other.moment, other.precision));
                        (lead, Some(is_before(lead)))
                    }
                    (_, Some(minutes)) => (elapsed, Some(elapsed.within(minutes))),
                    (None, None) => (elapsed, None),
                };
                results.push(LimitResult {
                    limit: applied(limit),
                    start_source: start.source,
                    start: start.statement,
                    elapsed,
                    within,
                });
            }
        }
        results
    }

    /// The same source's account of a fact, else the most believed one.
    fn account_of(&self, fact: &str, source: Source) -> Option<Zero> {
        let accounts = moments(self.episode, fact);
        accounts
            .iter()
            .find(|account| account.source == source)
            .or_else(|| accounts.first())
            .copied()
    }

    fn limits_from_start(&self) -> Vec<AppliedLimit> {
        let Some(day) = self
            .zeros
            .first()
            .filter(|zero| self.is_start(zero))
            .and_then(|zero| day_of(zero.moment, zero.precision))
        else {
            return Vec::new();
        };
        let mut limits: Vec<AppliedLimit> = self
            .law
            .all()
            .iter()
            .filter(|limit| limit.from == START && limit.holds_on(day) && self.concerns(limit))
            .map(applied)
            .collect();
        limits.sort_by_key(|limit| (limit.minutes.unwrap_or(0), limit.is_international));
        limits
    }
}

/// The day whose law applies.
fn day_of(moment: Moment, precision: Precision) -> Option<NaiveDate> {
    let span = moment.span(precision);
    span.earliest.or(span.latest).map(|when| when.date())
}

/// A fact about a time, given or not: its name says so, and so does a moment.
fn is_about_a_time(said: &FactStatement) -> bool {
    said.moment().is_some() || (said.value().is_none() && said.fact.as_str().ends_with("_at"))
}

/// Whether this came no later than the event it had to come before.
fn is_before(lead: Elapsed) -> Within {
    if lead.least_minutes.is_some_and(|least| least >= 0) {
        Within::Yes
    } else if lead.most_minutes.is_some_and(|most| most < 0) {
        Within::No
    } else {
        Within::Depends
    }
}

fn applied(limit: &Limit) -> AppliedLimit {
    AppliedLimit {
        id: limit.id.clone(),
        letter: mark_of(&limit.to),
        is_international: limit.jurisdiction == Jurisdiction::International,
        citation: limit.citation(),
        origin: limit.source.clone(),
        text: limit.text.clone(),
        from: limit.from.clone(),
        to: limit.to.clone(),
        minutes: limit.minutes(),
        before: limit.before.clone(),
        who: limit.who,
        review_status: limit.review_status,
        warning: limit.warning(),
    }
}

/// Returns the letter of the fact at this place: a to z, then z for all that follow.
fn letter(at: usize) -> char {
    u8::try_from(at)
        .ok()
        .and_then(|at| b'a'.checked_add(at))
        .filter(u8::is_ascii_lowercase)
        .map_or('z', char::from)
}

/// Returns the minutes from a zero's point to a moment's own point.
pub(in crate::visit) fn minutes_between(zero: Moment, moment: Moment) -> Option<i64> {
    let (from, to) = match (
        zero.span_in_utc(Precision::Exact),
        moment.span_in_utc(Precision::Exact),
    ) {
        (Some(from), Some(to)) => (from, to),
        _ => (zero.span(Precision::Exact), moment.span(Precision::Exact)),
    };
    let passed: Duration = to.earliest? - from.earliest?;
    Some(passed.num_minutes())
}
