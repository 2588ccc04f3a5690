//! Why a session did not take what it was given. Nothing of the visit changes when it refuses.

use crate::message::{Explain, Message};
use crate::value::Source;
use crate::visit::Subject;

/// Why something was not taken into the visit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The visit was closed; it can be opened again.
    #[error("the visit is closed")]
    VisitClosed,
    /// The visit is not closed, so it cannot be opened again.
    #[error("the visit is open already")]
    VisitOpen,
    /// The visit does not use this checklist.
    #[error("the visit does not use this checklist")]
    UnknownChecklist,
    /// The checklist has no question with this name.
    #[error("the checklist has no question `{question}`")]
    UnknownQuestion {
        /// The name that was asked for.
        question: String,
    },
    /// The checklist has no section at this place.
    #[error("the checklist has no such section")]
    UnknownSection,
    /// The person or custody record was not taken up in this visit.
    #[error("{subject} was not taken up in this visit")]
    UnknownSubject {
        /// Which.
        subject: Subject,
    },
    /// The person or custody record is in the bin.
    #[error("{subject} is in the bin")]
    InBin {
        /// Which.
        subject: Subject,
    },
    /// The question is about another kind of subject.
    #[error("`{question}` is not about {subject}")]
    OtherKindOfSubject {
        /// The question.
        question: String,
        /// The subject that it was to be answered for.
        subject: Subject,
    },
    /// Notes and calculated questions take no answer.
    #[error("`{question}` takes no answer")]
    TakesNoAnswer {
        /// The question.
        question: String,
    },
    /// The value is of another kind than the question asks for.
    #[error("`{question}` asks for another kind of value")]
    WrongKind {
        /// The question.
        question: String,
        /// The kind that it asks for, by the name that authors write.
        expected: &'static str,
    },
    /// The question offers no such choice.
    #[error("`{question}` offers no such choice")]
    UnknownChoice {
        /// The question.
        question: String,
        /// The choice names that it offers.
        offered: Vec<String>,
    },
    /// There is no such repeat, or no such instance of it.
    #[error("there is no such instance of `{group}`")]
    NoInstance {
        /// The repeat, or the question inside it.
        group: String,
    },
    /// The instances follow a count.
    #[error("the instances of `{group}` follow a count")]
    Counted {
        /// The repeat.
        group: String,
    },
    /// A person is linked with a custody record, and only with that.
    #[error("a link joins a person and a custody record")]
    NoLink,
    /// The two are linked already.
    #[error("they are linked already")]
    LinkedAlready,
    /// The custody record is linked with another person.
    #[error("the custody record is linked with {person}")]
    LinkedElsewhere {
        /// That person.
        person: Subject,
    },
    /// The two are not linked.
    #[error("they are not linked")]
    NotLinked,
    /// Another device gave the code too.
    #[error("another device gave {subject} as well")]
    CodeIsShared {
        /// The code.
        subject: Subject,
        /// Those who carry it, told apart.
        carried_by: Vec<Subject>,
    },
    /// It is said of two with one code whether they are one.
    #[error("they do not share a code")]
    NoSharedCode,
    /// There is no step that could be taken back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is no step that could be brought again.
    #[error("nothing to bring again")]
    NothingToRedo,
    /// The visit already has as many subjects as it can number.
    #[error("no number is left for another subject")]
    TooManySubjects,
    /// The premises are always part of a visit.
    #[error("the premises are part of the visit already")]
    PremisesAreThere,
    /// Only a person or a custody record is a human being with a course of events.
    #[error("the premises are no human being")]
    NoHumanBeing,
    /// Several custodies of the person are told of, and none of them was named.
    #[error("which of {count} custodies")]
    WhichCustody {
        /// How many.
        count: usize,
    },
    /// There is no such custody of the person.
    #[error("there is no such custody")]
    NoCustody,
    /// Nobody says anything about the fact, so there is nothing to have a view of.
    #[error("nothing was said about `{fact}`")]
    NothingSaidAbout {
        /// The fact.
        fact: String,
    },
    /// The source whose account is to stand gave none.
    #[error("{} says nothing about it", silent.name())]
    SourceSaysNothing {
        /// The source.
        silent: Source,
    },
    /// A view and a decision need their reason.
    #[error("the reason is missing")]
    WhyIsMissing,
}

impl Explain for Refusal {
    fn what_happened(&self) -> Message {
        match self {
            Self::VisitClosed => Message::new("err-visit-closed"),
            Self::VisitOpen => Message::new("err-visit-open"),
            Self::UnknownChecklist => Message::new("err-visit-unknown-checklist"),
            Self::UnknownQuestion { question } => {
                Message::new("err-visit-unknown-question").text("question", question)
            }
            Self::UnknownSection => Message::new("err-visit-unknown-section"),
            Self::UnknownSubject { subject } => {
                Message::new("err-visit-unknown-subject").text("subject", subject.to_string())
            }
            Self::InBin { subject } => {
                Message::new("err-visit-in-bin").text("subject", subject.to_string())
            }
            Self::OtherKindOfSubject { question, subject } => {
                Message::new("err-visit-other-kind-of-subject")
                    .text("question", question)
                    .text("subject", subject.to_string())
            }
            Self::TakesNoAnswer { question } => {
                Message::new("err-visit-takes-no-answer").text("question", question)
            }
            Self::WrongKind { question, expected } => Message::new("err-visit-wrong-kind")
                .text("question", question)
                .text("expected", *expected),
            Self::UnknownChoice { question, .. } => {
                Message::new("err-visit-unknown-choice").text("question", question)
            }
            Self::NoInstance { group } => {
                Message::new("err-visit-no-instance").text("group", group)
            }
            Self::Counted { group } => Message::new("err-visit-counted").text("group", group),
            Self::NoLink => Message::new("err-visit-no-link"),
            Self::CodeIsShared { subject, .. } => {
                Message::new("err-visit-code-is-shared").text("subject", subject.to_string())
            }
            Self::NoSharedCode => Message::new("err-visit-no-shared-code"),
            Self::LinkedAlready => Message::new("err-visit-linked-already"),
            Self::LinkedElsewhere { person } => {
                Message::new("err-visit-linked-elsewhere").text("person", person.to_string())
            }
            Self::NotLinked => Message::new("err-visit-not-linked"),
            Self::NothingToUndo => Message::new("err-visit-nothing-to-undo"),
            Self::NothingToRedo => Message::new("err-visit-nothing-to-redo"),
            Self::TooManySubjects => Message::new("err-visit-too-many-subjects"),
            Self::PremisesAreThere => Message::new("err-visit-premises-are-there"),
            Self::NoHumanBeing => Message::new("err-visit-no-human-being"),
            Self::NothingSaidAbout { fact } => {
                Message::new("err-visit-nothing-said-about").text("fact", fact)
            }
            Self::SourceSaysNothing { silent } => {
                Message::new("err-visit-source-says-nothing").text("source", silent.name())
            }
            Self::WhyIsMissing => Message::new("err-visit-why-is-missing"),
            Self::WhichCustody { count } => {
                Message::new("err-visit-which-custody").number("count", *count)
            }
            Self::NoCustody => Message::new("err-visit-no-custody"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::VisitClosed => Some(Message::new("rec-visit-closed")),
            Self::UnknownQuestion { .. } => Some(Message::new("rec-visit-unknown-question")),
            Self::InBin { .. } => Some(Message::new("rec-visit-in-bin")),
            Self::UnknownSubject { .. } => Some(Message::new("rec-visit-unknown-subject")),
            Self::UnknownChoice { offered, .. } => {
                Some(Message::new("rec-visit-unknown-choice").text("offered", offered.join(", ")))
            }
            Self::CodeIsShared { carried_by, .. } => {
                let codes: Vec<String> = carried_by.iter().map(ToString::to_string).collect();
                Some(Message::new("rec-visit-code-is-shared").text("codes", codes.join(", ")))
            }
            Self::LinkedElsewhere { .. } => Some(Message::new("rec-visit-linked-elsewhere")),
            Self::UnknownChecklist => Some(Message::new("rec-visit-unknown-checklist")),
            Self::VisitOpen
            | Self::UnknownSection
            | Self::OtherKindOfSubject { .. }
            | Self::TakesNoAnswer { .. }
            | Self::WrongKind { .. }
            | Self::NoInstance { .. }
            | Self::Counted { .. }
            | Self::NoLink
            | Self::LinkedAlready
            | Self::NoSharedCode
            | Self::NotLinked
            | Self::NothingToUndo
            | Self::NothingToRedo
            | Self::TooManySubjects
            | Self::PremisesAreThere
            | Self::NoHumanBeing
            | Self::WhichCustody { .. }
            | Self::NoCustody
            | Self::NothingSaidAbout { .. }
            | Self::SourceSaysNothing { .. }
            | Self::WhyIsMissing => None,
        }
    }
}
