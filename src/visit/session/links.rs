//! Which custody record is about which person.

use super::Session;
use crate::checklist::SubjectKind;
use crate::visit::{Change, Refusal, Saying, Statement, Subject};

impl Session {
    /// Says that a person and a custody record are the same human being.
    pub fn link(
        &mut self,
        person: Subject,
        record: Subject,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        self.check_pair(person, record)?;
        let links = self.links();
        match links.iter().find(|(_, other)| *other == record) {
            Some((linked, _)) if *linked == person => Err(Refusal::LinkedAlready),
            Some((linked, _)) => Err(Refusal::LinkedElsewhere { person: *linked }),
            None => Ok(self.say(saying, Statement::Linked { person, record })),
        }
    }

    /// Says that a person and a custody record are not the same human being after all.
    pub fn unlink(
        &mut self,
        person: Subject,
        record: Subject,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        self.check_pair(person, record)?;
        if !self.links().contains(&(person, record)) {
            return Err(Refusal::NotLinked);
        }
        Ok(self.say(saying, Statement::Unlinked { person, record }))
    }

    fn check_pair(&self, person: Subject, record: Subject) -> Result<(), Refusal> {
        if (person.kind(), record.kind()) != (SubjectKind::Person, SubjectKind::CustodyRecord) {
            return Err(Refusal::NoLink);
        }
        for subject in [person, record] {
            if !self.has_subject(subject) {
                return Err(Refusal::UnknownSubject { subject });
            }
        }
        Ok(())
    }

    /// Returns the links that stand: person and custody record, in order of the persons.
    pub fn links(&self) -> Vec<(Subject, Subject)> {
        let mut links = Vec::new();
        for index in self
            .link_entries
            .iter()
            .filter(|index| self.stands(**index))
        {
            match self.statement(*index) {
                Some(Statement::Linked { person, record })
                    if !links.contains(&(*person, *record)) =>
                {
                    links.push((*person, *record));
                }
                Some(Statement::Unlinked { person, record }) => {
                    links.retain(|pair| *pair != (*person, *record));
                }
                _ => {}
            }
        }
        links.retain(|(person, record)| !self.is_in_bin(*person) && !self.is_in_bin(*record));
        links.sort_unstable();
        links
    }
}
