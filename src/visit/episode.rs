//! One human being's custody, as everybody told it: the statements about facts, side by side.
//!
//! Assessments, differences, timelines and indicators read episodes and never question names, so
//! that any checklist whose questions name facts feeds them alike.
//!
//! Facts in repeats (2026-11): a repeat in which it is asked when the custody began
//! (`apprehended_at`) goes through custodies, so that each of its instances is an episode of its own,
//! together with what was said outside of it. Every instance of any other repeat states its facts in
//! the one episode, and where a rule or a count needs one value, it reads one: of times the earliest,
//! of anything else what all instances say alike; where they do not, it is not known. Rejected: the
//! first instance alone (what stands in the others was said too), and one of several different
//! values (nobody said that this one stands for all). Whoever wants another one states the fact by a
//! calculation outside the repeat, as `sum(${persons})` or `min(${area})`.

use std::sync::Arc;

use crate::checklist::{Checklist, Digest, FactName, SubjectKind};
use crate::value::{Missing, Moment, Precision, Source, Value};
use crate::visit::session::SheetState;
use crate::visit::{Content, Instance, InstanceId, Session, Subject};

/// One human being in one visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// The person who was talked to; none for a custody record that is linked with nobody.
    pub person: Option<Subject>,
    /// The custody records about the same human being.
    pub records: Vec<Subject>,
    /// Which custody of several, if it stands in a repeat.
    pub custody: Option<Custody>,
    /// What was said about facts.
    pub statements: Vec<FactStatement>,
    /// What was said about the place on the same visit: rules that judge what it offers read it.
    pub premises: Arc<[FactStatement]>,
}

/// One custody of several: an instance of a repeat that asks when each of them began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// On whose sheet the repeat stands.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which repeat, as an index into the checklist's groups.
    pub repeat: usize,
    /// Which instance of it.
    pub instance: InstanceId,
    /// Its number, from 1: its position, or where several sheets tell of custodies, counted through.
    pub position: usize,
    /// Whether the question about its beginning goes to a register or another paper.
    pub is_on_paper: bool,
}

/// What one source says about one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactStatement {
    /// Which fact.
    pub fact: FactName,
    /// On whose sheet it stands.
    pub subject: Subject,
    /// According to whom.
    pub source: Source,
    /// The value, or the reason why there is none.
    pub content: Content,
    /// How exact a moment is.
    pub precision: Precision,
    /// Which checklist asked.
    pub checklist: Digest,
    /// Which question, as an index into the checklist.
    pub question: usize,
    /// The outermost repeat around it, as an index into the checklist's groups.
    pub repeat: Option<usize>,
    /// In which instance of the repeats around it.
    pub instance: Instance,
    /// Whether rules and counts read it: of the instances of a repeat they read one at most.
    pub is_read: bool,
}

impl FactStatement {
    /// Returns the value, if one was given.
    pub const fn value(&self) -> Option<&Value> {
        match &self.content {
            Content::Given(value) => Some(value),
            Content::Missing(_) => None,
        }
    }

    /// Returns the missing reason, if there is no value.
    pub const fn missing(&self) -> Option<Missing> {
        match &self.content {
            Content::Given(_) => None,
            Content::Missing(reason) => Some(*reason),
        }
    }

    /// Returns the moment with its precision, if it is one.
    pub fn moment(&self) -> Option<(Moment, Precision)> {
        Some((self.value()?.as_moment()?, self.precision))
    }

    /// Returns the name of the choice, if it is one.
    pub fn choice(&self) -> Option<&str> {
        self.value()?.as_choice()
    }
}

impl Episode {
    /// Returns whether it is a person: one who was talked to, or somebody whom a repeat on the sheet of
    /// the premises asks about.
    pub fn is_person(&self) -> bool {
        self.person.is_some() || self.records.is_empty() && !self.is_on_paper()
    }

    /// Returns whether it is a custody record that a repeat on the sheet of the premises copies.
    pub fn is_copied_record(&self) -> bool {
        self.person.is_none() && self.records.is_empty() && self.is_on_paper()
    }

    fn is_on_paper(&self) -> bool {
        self.custody
            .as_ref()
            .is_some_and(|custody| custody.is_on_paper)
    }

    /// Returns whether a person or custody record is this human being.
    pub fn is_about(&self, subject: Subject) -> bool {
        self.person == Some(subject) || self.records.contains(&subject)
    }

    /// Returns the codes of the human being, as `P-03 = K-01`; of one custody of several with its number
    /// behind a stroke, as `P-03/2`.
    pub fn name(&self) -> String {
        let of_premises = Some(Subject::Premises).filter(|_| self.is_of_premises());
        let codes = self.person.iter().chain(&self.records).chain(&of_premises);
        let name = codes
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" = ");
        match &self.custody {
            Some(custody) => format!("{name}/{}", custody.position),
            None => name,
        }
    }

    fn is_of_premises(&self) -> bool {
        self.person.is_none() && self.records.is_empty()
    }

    /// Returns the statements about a fact, in the order of subjects and questions.
    pub fn about<'a>(
        &'a self,
        fact: &'a str,
    ) -> impl Iterator<Item = (usize, &'a FactStatement)> + 'a {
        self.statements
            .iter()
            .enumerate()
            .filter(move |(_, statement)| statement.fact.as_str() == fact)
    }

    /// Returns whether what is said about the fact is said inside this custody of several, and not
    /// only outside of all.
    pub fn tells_inside(&self, fact: &str) -> bool {
        let custody = self.custody.as_ref();
        custody.is_some_and(|custody| self.about(fact).any(|(_, said)| custody.holds(said)))
    }

    /// Returns the statements about a fact that rules and counts read, in the same order.
    pub fn read_about<'a>(
        &'a self,
        fact: &'a str,
    ) -> impl Iterator<Item = (usize, &'a FactStatement)> + 'a {
        self.about(fact).filter(|(_, statement)| statement.is_read)
    }

    /// Returns whether the person's answers may be counted together with others'.
    ///
    /// Whoever was not asked has not said no; one "no" is enough, whatever else was written down.
    pub fn may_be_counted(&self) -> bool {
        let mut asked = self.about("consent_aggregate");
        !asked.any(|(_, statement)| statement.choice() == Some("no"))
    }
}

impl Session {
    /// Returns every human being of the visit: each person with the custody records linked to him
    /// or her, then each custody record that is linked with nobody.
    pub fn episodes(&self) -> Vec<Episode> {
        let links = self.links();
        let mut episodes = Vec::new();
        let subjects: Vec<Subject> = self.subjects().map(|taken| taken.subject).collect();
        for subject in &subjects {
            match subject.kind() {
                SubjectKind::Person => {
                    let records: Vec<Subject> = links
                        .iter()
                        .filter(|(person, _)| person == subject)
                        .map(|(_, record)| *record)
                        .collect();
                    episodes.extend(self.episode(Some(*subject), records));
                }
                SubjectKind::CustodyRecord
                    if !links.iter().any(|(_, record)| record == subject) =>
                {
                    episodes.extend(self.episode(None, vec![*subject]));
                }
                SubjectKind::CustodyRecord | SubjectKind::Premises => {}
            }
        }
        episodes.extend(self.episodes_of_premises());
        let premises: Arc<[FactStatement]> = self.facts_about(Subject::Premises).into();
        for episode in &mut episodes {
            episode.premises = Arc::clone(&premises);
        }
        episodes
    }

    /// Returns the custodies that a repeat on the sheets of the premises asks about: a questionnaire
    /// that goes through everybody in one sheet takes nobody up.
    fn episodes_of_premises(&self) -> Vec<Episode> {
        let custodies = self.custodies_of(Subject::Premises);
        if custodies.is_empty() {
            return Vec::new();
        }
        let mut statements = Vec::new();
        self.collect_facts(Subject::Premises, &mut statements);
        // What was said of the house is said of nobody in it.
        statements.retain(|said| custodies.iter().any(|custody| custody.holds(said)));
        let whole = Episode {
            person: None,
            records: Vec::new(),
            custody: None,
            statements,
            premises: Arc::default(),
        };
        custodies
            .iter()
            .map(|custody| whole.only(custody, &custodies))
            .collect()
    }

    /// Returns the human being: one episode, or one for each custody that a repeat asks about.
    fn episode(&self, person: Option<Subject>, records: Vec<Subject>) -> Vec<Episode> {
        let mut statements = Vec::new();
        for subject in person.iter().chain(&records) {
            self.collect_facts(*subject, &mut statements);
        }
        let mut custodies: Vec<Custody> = (person.iter().chain(&records))
            .flat_map(|subject| self.custodies_of(*subject))
            .collect();
        number(&mut custodies);
        let whole = Episode {
            person,
            records,
            custody: None,
            statements,
            premises: Arc::default(),
        };
        // One custody is the human being's own, whether a repeat asks about it or not.
        if custodies.len() < 2 {
            return vec![whole.settled()];
        }
        custodies
            .iter()
            .map(|custody| whole.only(custody, &custodies))
            .collect()
    }

    /// Returns the custodies that repeats on the subject's sheets ask about: those in which something
    /// was said.
    pub(in crate::visit) fn custodies_of(&self, subject: Subject) -> Vec<Custody> {
        let mut found = Vec::new();
        for (list, checklist) in self.checklists().iter().enumerate() {
            let Some(state) = self.state_of(subject, list) else {
                continue;
            };
            for (repeat, is_on_paper) in custody_repeats(checklist, subject) {
                let listed = state.instances.get(&(repeat, Instance::default()));
                let counting = listed.map_or(&[] as &[InstanceId], |listed| {
                    listed.ids.get(..listed.counting).unwrap_or_default()
                });
                for (place, instance) in counting.iter().enumerate() {
                    let custody = Custody {
                        subject,
                        checklist: checklist.digest,
                        repeat,
                        instance: *instance,
                        position: place + 1,
                        is_on_paper,
                    };
                    if self.says_something_in(state, &custody) {
                        found.push(custody);
                    }
                }
            }
        }
        found
    }

    fn says_something_in(&self, state: &SheetState, custody: &Custody) -> bool {
        state.inside.iter().any(|((_, instance), slot)| {
            instance.0.first() == Some(&custody.instance)
                && self.said_in(slot.latest).next().is_some()
        })
    }

    /// Returns what was said about facts of one subject, the premises included: there without what
    /// belongs to the custodies that a repeat asks about.
    pub fn facts_about(&self, subject: Subject) -> Vec<FactStatement> {
        let mut statements = Vec::new();
        self.collect_facts(subject, &mut statements);
        if subject == Subject::Premises {
            let custodies = self.custodies_of(subject);
            statements.retain(|said| !custodies.iter().any(|custody| custody.holds(said)));
        }
        settle(&mut statements);
        statements
    }

    fn collect_facts(&self, subject: Subject, statements: &mut Vec<FactStatement>) {
        for (list, checklist) in self.checklists().iter().enumerate() {
            // A sheet nobody began says nothing, not even by its calculations.
            let Some(state) = self.state_of(subject, list) else {
                continue;
            };
            for (index, question) in checklist.questions.iter().enumerate() {
                let Some(fact) = &question.fact else {
                    continue;
                };
                if question.subject != subject.kind() {
                    continue;
                }
                for instance in state.instances_of(checklist, index) {
                    let statement = |source, content, precision| FactStatement {
                        fact: fact.clone(),
                        subject,
                        source,
                        content: self.placed(content),
                        precision,
                        checklist: checklist.digest,
                        question: index,
                        repeat: checklist.repeats_around(index).first().copied(),
                        instance: instance.clone(),
                        is_read: true,
                    };
                    self.collect_said(state, index, &instance, |source, content, precision| {
                        statements.push(statement(source, content, precision));
                    });
                    if question.calculation.is_some() {
                        for (source, value) in self.calculated_by_source(state, index, &instance) {
                            if let Some(value) = calculated_fact(value) {
                                let content = Content::Given(value);
                                statements.push(statement(source, content, Precision::Exact));
                            }
                        }
                    }
                }
            }
        }
        self.collect_left_behind(subject, statements);
    }

    /// Adds what was said under an earlier version of a checklist and has no place in the one of now: it
    /// states its fact all the same.
    fn collect_left_behind(&self, subject: Subject, statements: &mut Vec<FactStatement>) {
        let Some(before) = self.before_moving() else {
            return;
        };
        let mut earlier = Vec::new();
        before.collect_facts(subject, &mut earlier);
        earlier.retain(|said| {
            let Some(sheet) = before.sheet(subject, said.checklist) else {
                return false;
            };
            let sheet = sheet.in_instance(said.instance.clone());
            let mut own = sheet.said(said.question).into_iter();
            match own.find(|one| one.source == said.source) {
                Some(one) => self.is_left_behind(one.id),
                None => !self.is_carried(said.checklist, said.question),
            }
        });
        statements.append(&mut earlier);
    }

    /// Gives a moment the UTC offset of the place on its day, so that a change of the official time
    /// between two moments is not counted as waiting.
    fn placed(&self, content: Content) -> Content {
        match content {
            Content::Given(Value::Moment(moment)) => {
                let placed = moment.with_offsets(|day| Some(self.header().offset_on(day)));
                Content::Given(Value::Moment(placed))
            }
            other => other,
        }
    }

    fn collect_said(
        &self,
        state: &SheetState,
        index: usize,
        instance: &Instance,
        mut found: impl FnMut(Source, Content, Precision),
    ) {
        let checklist = self.checklists().get(state.checklist);
        let slot = checklist.and_then(|checklist| state.slot(checklist, index, instance));
        let Some(slot) = slot else {
            return;
        };
        for (_, said) in self.said_in(slot.latest) {
            if !slot.relevant && !self.counts_from(state, index, instance, said.source) {
                continue;
            }
            if let Some(content) = &said.answer.content {
                found(said.source, content.clone(), said.answer.precision);
            }
        }
    }
}

impl Custody {
    /// Returns whether the statement belongs to this custody.
    pub fn holds(&self, said: &FactStatement) -> bool {
        said.instance.0.first() == Some(&self.instance) && self.is_asked_where(said)
    }

    fn is_asked_where(&self, said: &FactStatement) -> bool {
        said.subject == self.subject
            && said.checklist == self.checklist
            && said.repeat == Some(self.repeat)
    }
}

impl Episode {
    /// Returns the episode of one custody: what was said of it, and what was said outside of all.
    fn only(&self, custody: &Custody, all: &[Custody]) -> Self {
        let mut one = self.clone();
        one.statements
            .retain(|said| custody.holds(said) || !all.iter().any(|other| other.holds(said)));
        one.custody = Some(custody.clone());
        one.settled()
    }

    fn settled(mut self) -> Self {
        settle(&mut self.statements);
        self
    }
}

/// Numbers the custodies through where several sheets tell of some: one number for each.
fn number(custodies: &mut [Custody]) {
    let of_one_repeat = custodies.windows(2).all(|pair| match pair {
        [one, other] => one.position < other.position,
        _ => true,
    });
    if !of_one_repeat {
        for (place, custody) in custodies.iter_mut().enumerate() {
            custody.position = place + 1;
        }
    }
}

/// Returns the outermost repeats that ask when a custody began, each with whether that is asked of a
/// paper.
fn custody_repeats(checklist: &Checklist, subject: Subject) -> Vec<(usize, bool)> {
    let mut found: Vec<(usize, bool)> = Vec::new();
    for (index, question) in checklist.questions.iter().enumerate() {
        let begins = question
            .fact
            .as_ref()
            .is_some_and(|fact| fact.as_str() == "apprehended_at");
        let Some(repeat) = checklist.repeats_around(index).first() else {
            continue;
        };
        if begins
            && question.subject == subject.kind()
            && !found.iter().any(|(known, _)| known == repeat)
        {
            let is_on_paper = matches!(
                question.source,
                Source::Register | Source::MedicalRecord | Source::CourtFile
            );
            found.push((*repeat, is_on_paper));
        }
    }
    found
}

/// Settles which statements rules and counts read, where one source states a fact in several instances
/// of a repeat.
fn settle(statements: &mut [FactStatement]) {
    let is_same = |one: &FactStatement, other: &FactStatement| {
        one.question == other.question
            && one.source == other.source
            && one.subject == other.subject
            && one.checklist == other.checklist
            && one.instance != other.instance
    };
    let in_repeats: Vec<usize> = (0..statements.len())
        .filter(|at| {
            statements
                .get(*at)
                .is_some_and(|said| !said.instance.is_outside())
        })
        .collect();
    let mut left_out = Vec::new();
    for at in &in_repeats {
        let Some(said) = statements.get(*at) else {
            continue;
        };
        let others = in_repeats.iter().filter_map(|other| statements.get(*other));
        let mut others = others.filter(|other| is_same(said, other)).peekable();
        if others.peek().is_none() {
            continue;
        }
        let is_read = match said.moment() {
            Some(moment) => is_earliest(moment, said, others),
            None => said.value().is_none() || others.all(|other| says_no_other(said, other)),
        };
        if !is_read {
            left_out.push(*at);
        }
    }
    for at in left_out {
        if let Some(said) = statements.get_mut(at) {
            said.is_read = false;
        }
    }
}

/// Returns whether no other instance states an earlier moment; of equal ones the first is read.
fn is_earliest<'a>(
    (moment, precision): (Moment, Precision),
    said: &FactStatement,
    others: impl Iterator<Item = &'a FactStatement>,
) -> bool {
    let latest = |moment: Moment, precision| {
        let span = moment.span_in_utc(precision);
        let span = span.unwrap_or_else(|| moment.span(precision));
        (span.latest.is_none(), span.latest)
    };
    let own = (latest(moment, precision), &said.instance);
    others
        .filter_map(|other| Some((other.moment()?, &other.instance)))
        .all(|((moment, precision), instance)| own <= (latest(moment, precision), instance))
}

/// Returns whether what another instance states leaves this one standing for both.
fn says_no_other(said: &FactStatement, other: &FactStatement) -> bool {
    other.value().is_none() || other.value() == said.value()
}

/// Returns what a calculation states. It writes a choice as text, because expressions know no
/// choices.
fn calculated_fact(value: Value) -> Option<Value> {
    match value {
        value if value.is_blank() => None,
        Value::Text(text) => Some(Value::Choice(text)),
        value => Some(value),
    }
}
