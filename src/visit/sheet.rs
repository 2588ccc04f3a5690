//! One checklist for one subject, as it stands: what a screen shows and a count reads.

use std::borrow::Cow;
use std::sync::Arc;

use crate::checklist::{Checklist, Choice, Digest, Question};
use crate::expr::Values;
use crate::value::{Source, Value};
use crate::visit::session::{Said, SheetState, Slot, offers};
use crate::visit::{Answer, Instance, InstanceId, Session, Spot, Subject};

/// One checklist filled for one subject, as it stands.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    session: &'a Session,
    checklist: &'a Arc<Checklist>,
    state: Cow<'a, SheetState>,
    /// In which instances of repeats questions are looked at; the first ones where it names none.
    instance: Instance,
}

/// How far a section or sheet is filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Questions that count here.
    pub total: usize,
    /// Those of them with a value or a missing reason.
    pub done: usize,
    /// Flags, wherever they stand.
    pub flags: usize,
    /// Values that break their question's constraint.
    pub to_check: usize,
    /// Answers that are kept but do not count, because their question does not apply.
    pub set_aside: usize,
}

impl Completeness {
    /// Returns how many questions that count are still empty.
    pub const fn left(self) -> usize {
        self.total.saturating_sub(self.done)
    }
}

impl Session {
    /// Returns the sheet of a subject; one without any answer is as good as another.
    ///
    /// There is none if the visit does not use the checklist.
    pub fn sheet(&self, subject: Subject, checklist: Digest) -> Option<Sheet<'_>> {
        let Some(list) = self.list_of(checklist) else {
            // A version that the visit used before is read as it was.
            return self.before_moving()?.sheet(subject, checklist);
        };
        let state = match self.state_of(subject, list) {
            Some(state) => Cow::Borrowed(state),
            None => Cow::Owned(self.blank_sheet(subject, list)),
        };
        Some(Sheet {
            session: self,
            checklist: self.checklists().get(list)?,
            state,
            instance: Instance::default(),
        })
    }

    /// Returns every sheet of the visit: each subject with each checklist that asks about its kind.
    pub fn sheets(&self) -> impl Iterator<Item = Sheet<'_>> {
        std::iter::once(Subject::Premises)
            .chain(self.subjects().map(|taken| taken.subject))
            .flat_map(move |subject| {
                self.checklists()
                    .iter()
                    .filter(move |checklist| {
                        let kind = subject.kind();
                        checklist
                            .sections
                            .iter()
                            .any(|section| section.subject == kind)
                    })
                    .filter_map(move |checklist| self.sheet(subject, checklist.digest))
            })
    }
}

impl Session {
    /// Returns the sheets of a subject that are expected to be filled: all of the premises; of a person
    /// or custody record those that were begun, or the first of them.
    pub fn expected_sheets(&self, subject: Subject) -> Vec<Sheet<'_>> {
        let mut sheets: Vec<_> = self
            .checklists()
            .iter()
            .filter(|checklist| {
                let kind = subject.kind();
                checklist
                    .sections
                    .iter()
                    .any(|section| section.subject == kind)
            })
            .filter_map(|checklist| self.sheet(subject, checklist.digest))
            .collect();
        if subject == Subject::Premises {
            return sheets;
        }
        if sheets.iter().any(Sheet::is_begun) {
            sheets.retain(Sheet::is_begun);
        } else {
            sheets.truncate(1);
        }
        sheets
    }
}

impl<'a> Sheet<'a> {
    /// Returns the checklist.
    pub const fn checklist(&self) -> &'a Arc<Checklist> {
        self.checklist
    }

    /// Returns whom or what the sheet is about.
    pub fn subject(&self) -> Subject {
        self.state.subject
    }

    fn slot(&self, index: usize) -> Option<&Slot> {
        self.state.slot(self.checklist, index, &self.instance)
    }

    /// Returns the sheet as it is seen from an instance of repeats: questions inside them are those of
    /// that instance.
    #[must_use]
    pub fn in_instance(self, instance: Instance) -> Self {
        Self { instance, ..self }
    }

    /// Returns the same sheet, seen from an instance of repeats.
    #[must_use]
    pub fn seen_from(&self, instance: Instance) -> Sheet<'_> {
        Sheet {
            session: self.session,
            checklist: self.checklist,
            state: Cow::Borrowed(&self.state),
            instance,
        }
    }

    /// Returns the instance from which the sheet is seen.
    pub const fn instance(&self) -> &Instance {
        &self.instance
    }

    /// Returns the instances of a repeat, given as an index into the checklist's groups, in their order,
    /// within an instance of what is around it; those beyond its count stand at the end.
    pub fn instances(&self, group: usize, around: &Instance) -> &[InstanceId] {
        self.state
            .instances
            .get(&(group, around.clone()))
            .map_or(&[], |listed| listed.ids.as_slice())
    }

    /// Returns whether the instance from which the sheet is seen, or one around it, is more than its
    /// count asks for: it is kept, and does not count.
    pub fn is_beyond_count(&self, index: usize) -> bool {
        let repeats = self.checklist.repeats_around(index);
        let instance = self.instance.outer(repeats.len());
        self.state.is_beyond_count(repeats, &instance)
    }

    /// Returns the questions as they are read from top to bottom, each in each instance in which it
    /// stands: what belongs to one instance of a repeat stands together.
    pub fn places(&self) -> Vec<Spot> {
        let mut found = Vec::new();
        let all = (0..self.checklist.questions.len()).collect::<Vec<_>>();
        self.collect_places(&all, &Instance::default(), &mut found);
        found
    }

    fn collect_places(&self, questions: &[usize], within: &Instance, found: &mut Vec<Spot>) {
        let depth = within.0.len();
        let repeat_of = |index: &usize| self.checklist.repeats_around(*index).get(depth).copied();
        for together in questions.chunk_by(|one, next| repeat_of(one) == repeat_of(next)) {
            let Some(repeat) = together.first().and_then(repeat_of) else {
                found.extend(together.iter().map(|index| Spot {
                    question: *index,
                    instance: within.clone(),
                }));
                continue;
            };
            for id in self.instances(repeat, within) {
                self.collect_places(together, &within.with(*id), found);
            }
        }
    }

    /// Returns where the instance stands from which the question is looked at: its positions in the
    /// repeats around it, counted from 1 and from the outermost inwards.
    pub fn positions(&self, index: usize) -> Vec<usize> {
        let repeats = self.checklist.repeats_around(index);
        self.state
            .meant(self.checklist, index, &self.instance)
            .map(|instance| self.state.positions(repeats, &instance))
            .unwrap_or_default()
            .into_iter()
            .map(|position| position + 1)
            .collect()
    }

    /// Returns the instance from which the question is looked at as `cell[2]/bed[1]`; empty outside
    /// repeats.
    pub fn instance_path(&self, index: usize) -> String {
        let repeats = self.checklist.repeats_around(index).iter();
        let steps = repeats
            .zip(self.positions(index))
            .filter_map(|(repeat, position)| {
                let group = self.checklist.groups.get(*repeat)?;
                Some(format!("{}[{position}]", group.name))
            });
        steps.collect::<Vec<_>>().join("/")
    }

    /// Returns every instance in which the question stands, in order; outside repeats the one there is.
    pub fn instances_of(&self, index: usize) -> Vec<Instance> {
        self.state.instances_of(self.checklist, index).collect()
    }

    /// Returns the instance of the question that is looked at; `None` if there is none.
    pub(in crate::visit) fn meant(&self, index: usize) -> Option<Instance> {
        let found = self.state.meant(self.checklist, index, &self.instance)?;
        let counted = |repeat: usize| {
            let group = self.checklist.groups.get(repeat);
            group.is_some_and(|group| group.count.is_some())
        };
        // A count may still grow to what is named; what somebody adds has to be there.
        let repeats = self.checklist.repeats_around(index).iter();
        let is_there = repeats
            .zip(&found.0)
            .enumerate()
            .all(|(depth, (repeat, id))| {
                self.instances(*repeat, &found.outer(depth)).contains(id)
                    || (counted(*repeat) && matches!(id, InstanceId::Counted(_)))
            });
        is_there.then_some(found)
    }

    pub(in crate::visit) fn evaluate<T>(
        &self,
        index: usize,
        look: impl FnOnce(&dyn Values) -> T,
    ) -> Option<T> {
        self.session
            .evaluate(&self.state, index, &self.instance, look)
    }

    /// Returns whether the question takes no answer here.
    pub fn is_read_only(&self, index: usize) -> bool {
        let read_only = self
            .question(index)
            .and_then(|question| question.read_only.as_ref());
        read_only.is_some_and(|expression| {
            self.evaluate(index, |values| expression.is_true(values)) == Some(true)
        })
    }

    /// Returns whether a missing answer is to be listed before finishing.
    pub fn is_required(&self, index: usize) -> bool {
        self.question(index).is_some_and(|question| {
            question.required
                || question.required_where.as_ref().is_some_and(|expression| {
                    self.evaluate(index, |values| expression.is_true(values)) == Some(true)
                })
        })
    }

    /// Returns the choices that the question offers here.
    pub fn offered(&self, index: usize) -> Vec<&'a Choice> {
        let Some(question) = self.question(index) else {
            return Vec::new();
        };
        let choices = self.checklist.choices_of(question).iter();
        self.evaluate(index, |values| {
            choices
                .filter(|choice| offers(self.checklist, question, values, &choice.name))
                .collect()
        })
        .unwrap_or_default()
    }

    fn question(&self, index: usize) -> Option<&'a Question> {
        self.checklist.questions.get(index)
    }

    /// Returns whether the question counts here: it is about this kind of subject, and relevant.
    pub fn applies(&self, index: usize) -> bool {
        self.question(index)
            .is_some_and(|question| question.subject == self.subject().kind())
            && self.slot(index).is_some_and(|slot| slot.relevant)
    }

    /// Returns whether what this source said counts: the question counts here, or it would by what
    /// the source itself said. What others said sets nobody's answer aside.
    pub fn counts_from(&self, index: usize, source: Source) -> bool {
        self.question(index)
            .is_some_and(|question| question.subject == self.subject().kind())
            && self
                .session
                .counts_from(&self.state, index, &self.instance, source)
    }

    /// Returns whether the section is about this kind of subject.
    pub fn has_section(&self, section: usize) -> bool {
        self.checklist
            .sections
            .get(section)
            .is_some_and(|section| section.subject == self.subject().kind())
    }

    /// Returns what each source says now, the latest first.
    pub fn said(&self, index: usize) -> Vec<Said<'a>> {
        self.slot(index).map_or_else(Vec::new, |slot| {
            let said = self.session.said_in(slot.latest);
            said.map(|(_, said)| said).collect()
        })
    }

    /// Returns everything that was ever said to the question, the latest first, with whether it
    /// was taken back.
    pub fn history(&self, index: usize) -> Vec<(Said<'a>, bool)> {
        self.slot(index)
            .map_or_else(Vec::new, |slot| self.session.history_of(slot.latest))
    }

    /// Returns what this source says now.
    pub fn answer_of(&self, index: usize, source: Source) -> Option<&'a Answer> {
        self.said(index)
            .into_iter()
            .find(|said| said.source == source)
            .map(|said| said.answer)
    }

    /// Returns the answer that expressions read and that counts as the question's own: what the
    /// default source said, else what was said last.
    pub fn reading(&self, index: usize) -> Option<Said<'a>> {
        self.session.said_at(self.slot(index)?.reading)
    }

    /// Returns the value of the question: what was calculated, or the value of its reading.
    pub fn value(&self, index: usize) -> Option<&Value> {
        match self.calculated(index) {
            Some(value) => Some(value),
            None => self.reading(index)?.answer.value(),
        }
    }

    /// Returns what the question's calculation gives.
    pub fn calculated(&self, index: usize) -> Option<&Value> {
        self.slot(index)?.calculated.as_deref()
    }

    /// Returns a label or hint with the answers to which it refers by `${name}`, as they are called in this
    /// language; where there is no answer, a gap.
    pub fn worded<'t>(&self, text: &'t str, language: &str) -> Cow<'t, str> {
        let mut worded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, behind)) = after.split_once('}') else {
                break;
            };
            worded.push_str(before);
            if let Some(index) = self.checklist.index_of(name.trim()) {
                worded.push_str(&self.answer_in_words(index, language));
            } else {
                worded.push_str("${");
                worded.push_str(name);
                worded.push('}');
            }
            rest = behind;
        }
        if rest.len() == text.len() {
            return Cow::Borrowed(text);
        }
        worded.push_str(rest);
        Cow::Owned(worded)
    }

    fn answer_in_words(&self, index: usize, language: &str) -> String {
        let Some(value) = self.value(index).filter(|_| self.applies(index)) else {
            return "…".to_owned();
        };
        let label = |name: &String| {
            let choices = self
                .question(index)
                .map_or(&[][..], |question| self.checklist.choices_of(question));
            let choice = choices.iter().find(|choice| choice.name == *name);
            choice.map_or_else(
                || name.clone(),
                |choice| choice.label.in_language(language).0.to_owned(),
            )
        };
        match value {
            Value::Choice(name) => label(name),
            Value::Choices(names) => names.iter().map(label).collect::<Vec<_>>().join(", "),
            Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Moment(_) => {
                value.to_string()
            }
        }
    }

    /// Returns whether the question has a value or a missing reason, from whatever source.
    pub fn is_answered(&self, index: usize) -> bool {
        self.reading(index).is_some()
    }

    /// Returns whether the question counts here, takes answers, and has none.
    pub fn is_empty_and_counts(&self, index: usize) -> bool {
        self.applies(index)
            && self.question(index).is_some_and(Question::takes_answers)
            && !self.is_answered(index)
    }

    /// Returns whether the value breaks the question's constraint. It is kept all the same.
    pub fn is_to_check(&self, index: usize) -> bool {
        self.slot(index).is_some_and(|slot| slot.to_check)
    }

    /// Returns whether some source's answer is flagged.
    pub fn is_flagged(&self, index: usize) -> bool {
        self.said(index).iter().any(|said| said.answer.flag)
    }

    /// Returns how far a section is filled.
    pub fn completeness(&self, section: usize) -> Completeness {
        self.checklist
            .sections
            .get(section)
            .map_or_else(Completeness::default, |section| {
                self.count(section.questions.clone())
            })
    }

    /// Returns whether something was said or marked on the sheet.
    pub fn is_begun(&self) -> bool {
        let found = self.total();
        found.done + found.flags + found.set_aside > 0
    }

    /// Returns how far the whole sheet is filled.
    pub fn total(&self) -> Completeness {
        self.count(0..self.checklist.questions.len())
    }

    /// Returns how far the questions in one instance of a repeat are filled, those of repeats inside it
    /// included.
    pub fn completeness_within(&self, repeat: usize, instance: &Instance) -> Completeness {
        let mut found = Completeness::default();
        let depth = instance.0.len();
        for spot in self.places() {
            if self
                .checklist
                .repeats_around(spot.question)
                .contains(&repeat)
                && spot.instance.outer(depth) == *instance
            {
                self.seen_from(spot.instance)
                    .count_one(spot.question, &mut found);
            }
        }
        found
    }

    fn count(&self, questions: std::ops::Range<usize>) -> Completeness {
        let mut found = Completeness::default();
        for index in questions {
            if self.checklist.repeats_around(index).is_empty() {
                self.count_one(index, &mut found);
                continue;
            }
            for instance in self.instances_of(index) {
                self.seen_from(instance).count_one(index, &mut found);
            }
        }
        found
    }

    fn count_one(&self, index: usize, found: &mut Completeness) {
        let Some(question) = self.question(index) else {
            return;
        };
        found.flags += usize::from(self.is_flagged(index));
        let answered = self.is_answered(index);
        if self.applies(index) {
            found.to_check += usize::from(self.is_to_check(index));
            if question.takes_answers() {
                found.total += 1;
                found.done += usize::from(answered);
            }
        } else {
            found.set_aside += usize::from(answered);
        }
    }

    /// Returns the next place with an empty question after this one, going round once; the first if
    /// `None`.
    pub fn next_empty(&self, after: Option<&Spot>) -> Option<Spot> {
        let places = self.places();
        let at = after.and_then(|after| places.iter().position(|place| place == after));
        // What stands behind a place that is gone comes next.
        let behind = after.and_then(|after| {
            let before = |place: &Spot| place.question <= after.question;
            places.iter().rposition(before)
        });
        let start = at.or(behind).map_or(0, |at| at + 1);
        let (before, behind) = places.split_at(start.min(places.len()));
        let mut all = behind.iter().chain(before);
        all.find(|spot| {
            self.seen_from(spot.instance.clone())
                .is_empty_and_counts(spot.question)
        })
        .cloned()
    }
}
