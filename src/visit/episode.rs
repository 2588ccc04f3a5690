//! One human being's custody, as everybody told it: the statements about facts, side by side.
//!
//! Assessments, differences, timelines and indicators read episodes and never question names, so
//! that any checklist whose questions name facts feeds them alike.

use crate::checklist::{Digest, FactName};
use crate::value::{Missing, Moment, Precision, Source, Value};
use crate::visit::session::SheetState;
use crate::visit::{Content, Instance, Session, Subject};

/// One human being in one visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// The person who was talked to; none for a custody record that is linked with nobody.
    pub person: Option<Subject>,
    /// The custody records about the same human being.
    pub records: Vec<Subject>,
    /// What was said about facts.
    pub statements: Vec<FactStatement>,
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
    /// Returns whether a person or custody record is this human being.
    pub fn is_about(&self, subject: Subject) -> bool {
        self.person == Some(subject) || self.records.contains(&subject)
    }

    /// Returns the codes of the human being, as `P-03 = K-01`.
    pub fn name(&self) -> String {
        let codes = self.person.iter().chain(&self.records);
        codes
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" = ")
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
            match subject {
                Subject::Person(_) => {
                    let records: Vec<Subject> = links
                        .iter()
                        .filter(|(person, _)| person == subject)
                        .map(|(_, record)| *record)
                        .collect();
                    episodes.push(self.episode(Some(*subject), records));
                }
                Subject::CustodyRecord(_) if !links.iter().any(|(_, record)| record == subject) => {
                    episodes.push(self.episode(None, vec![*subject]));
                }
                Subject::CustodyRecord(_) | Subject::Premises => {}
            }
        }
        episodes
    }

    fn episode(&self, person: Option<Subject>, records: Vec<Subject>) -> Episode {
        let mut statements = Vec::new();
        for subject in person.iter().chain(&records) {
            self.collect_facts(*subject, &mut statements);
        }
        Episode {
            person,
            records,
            statements,
        }
    }

    /// Returns what was said about facts of one subject, the premises included.
    pub fn facts_about(&self, subject: Subject) -> Vec<FactStatement> {
        let mut statements = Vec::new();
        self.collect_facts(subject, &mut statements);
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
                let statement = |source, content, precision| FactStatement {
                    fact: fact.clone(),
                    subject,
                    source,
                    content: self.placed(content),
                    precision,
                    checklist: checklist.digest,
                    question: index,
                };
                self.collect_said(state, index, |source, content, precision| {
                    statements.push(statement(source, content, precision));
                });
                if question.calculation.is_some() {
                    for (source, value) in self.calculated_by_source(state, index) {
                        if let Some(value) = calculated_fact(value) {
                            let content = Content::Given(value);
                            statements.push(statement(source, content, Precision::Exact));
                        }
                    }
                }
            }
        }
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
        mut found: impl FnMut(Source, Content, Precision),
    ) {
        let Some(slot) = state.slots.get(index) else {
            return;
        };
        for (_, said) in self.said_in(slot.latest) {
            if !slot.relevant && !self.counts_from(state, index, &Instance::default(), said.source)
            {
                continue;
            }
            if let Some(content) = &said.answer.content {
                found(said.source, content.clone(), said.answer.precision);
            }
        }
    }
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
