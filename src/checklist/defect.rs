//! Defects: what is wrong with a checklist file, where, and what to write instead.

use crate::expr::ExpressionFault;
use crate::message::Message;

/// How much a defect matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The checklist cannot be used until it is mended.
    Error,
    /// The checklist can be used; its author should look.
    Warning,
}

impl Severity {
    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong with a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Defect {
    /// The stable code, as `chk_unknown_key`; faults of expressions keep theirs (`expr_…`).
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, by names, as `section.arrival.question.sex.relevant`; empty for the whole file.
    pub place: String,
    /// The line, from 1, if the defect was found in a text.
    pub line: Option<usize>,
    /// The column in letters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub suggestion: Option<Message>,
    /// Letters into the text that stands at the place.
    pub(super) letters_in: usize,
}

macro_rules! defect_codes {
    ($($variant:ident $severity:ident $code:literal $message:literal $meaning:literal;)+) => {
        /// The defects that this module finds itself; each has a row in FORMAT.md.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum DefectCode {
            $(#[doc = $meaning] $variant,)+
        }

        impl DefectCode {
            /// Every code, in the order of FORMAT.md.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Returns how much such a defect matters.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// Returns what the code means, as FORMAT.md says it.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            const fn message(self) -> Message {
                match self { $(Self::$variant => Message::new($message),)+ }
            }
        }
    };
}

defect_codes! {
    NotText Error "chk_not_utf8" "err-chk-not-utf8" "The file is not UTF-8 text.";
    NotToml Error "chk_not_toml" "err-chk-not-toml" "A line breaks the rules of TOML: a quote, bracket or equals sign is missing or too many.";
    UnknownKey Error "chk_unknown_key" "err-chk-unknown-key" "A key that the format does not have.";
    MissingKey Error "chk_missing_key" "err-chk-missing-key" "A key that must be there is missing.";
    WrongType Error "chk_wrong_type" "err-chk-wrong-type" "A value of the wrong sort, as a number where a text belongs.";
    UnknownWord Error "chk_unknown_word" "err-chk-unknown-word" "A word outside the fixed set, for `subject`, `default_source` or `source`.";
    WrongFormat Error "chk_wrong_format" "err-chk-wrong-format" "`format` is not 1.";
    BadId Error "chk_bad_id" "err-chk-bad-id" "The `id` is not of the shape `folder/name`: small Latin letters, digits, hyphens.";
    BadName Error "chk_bad_name" "err-chk-bad-name" "A name with other letters than `a` to `z`, digits and `_`, or one that begins with none of its letters.";
    EmptyText Error "chk_empty_text" "err-chk-empty-text" "A title, label or name is there but empty.";
    NoQuestions Error "chk_no_questions" "err-chk-no-questions" "The checklist has no question.";
    EmptySection Warning "chk_empty_section" "err-chk-empty-section" "A section has no question.";
    DuplicateSection Error "chk_duplicate_section" "err-chk-duplicate-section" "Two sections have the same name.";
    DuplicateQuestion Error "chk_duplicate_question" "err-chk-duplicate-question" "Two questions have the same name.";
    DuplicateList Error "chk_duplicate_list" "err-chk-duplicate-list" "Two choice lists have the same name.";
    DuplicateChoice Error "chk_duplicate_choice" "err-chk-duplicate-choice" "Two choices of a list have the same name.";
    EmptyList Error "chk_empty_list" "err-chk-empty-list" "A choice list has no choice.";
    UnknownKind Error "chk_unknown_kind" "err-chk-unknown-kind" "`kind` is none of the nine kinds.";
    ChoicesNeeded Error "chk_choices_needed" "err-chk-choices-needed" "A question of kind `choice` or `choices` names no list.";
    CalculationNeeded Error "chk_calculation_needed" "err-chk-calculation-needed" "A question of kind `calculate` has no `calculation`.";
    KeyNotForKind Error "chk_key_not_for_kind" "err-chk-key-not-for-kind" "A key that questions of this kind cannot have, as `choices` on a `text`.";
    UnknownList Error "chk_unknown_list" "err-chk-unknown-list" "`choices` names a list that is neither in `choices.toml` nor in the file.";
    UnusedList Warning "chk_unused_list" "err-chk-unused-list" "A choice list of the file that no question uses.";
    UnknownFact Error "chk_unknown_fact" "err-chk-unknown-fact" "`fact` names no fact of `facts.toml`.";
    FactKind Error "chk_fact_kind" "err-chk-fact-kind" "The question's kind is not the kind of its fact.";
    FactChoices Warning "chk_fact_choices" "err-chk-fact-choices" "The question offers choices that its fact does not have: they will not be counted.";
    UnknownSafeguard Error "chk_unknown_safeguard" "err-chk-unknown-safeguard" "`safeguard` names no safeguard of `safeguards.toml`.";
    UnknownChecklist Error "chk_unknown_checklist" "err-chk-unknown-checklist" "`from` names no checklist.";
    UnknownNumber Error "chk_unknown_number" "err-chk-unknown-number" "`take` names an item that the other checklist does not have.";
    FromWithoutTake Error "chk_from_without_take" "err-chk-from-without-take" "`from` without `take`: nothing would be taken over.";
    TakeWithoutFrom Error "chk_take_without_from" "err-chk-take-without-from" "`take` without `from`: nobody knows from where.";
    FromCircle Error "chk_from_circle" "err-chk-from-circle" "Checklists take from each other in a circle.";
    ListClash Error "chk_list_clash" "err-chk-list-clash" "A question that is taken over brings a choice list whose name stands for other choices here.";
    Circle Error "chk_circle" "err-chk-circle" "Conditions or calculations depend on each other in a circle.";
    OtherSubject Error "chk_other_subject" "err-chk-other-subject" "An expression reads a question about another subject, which is never answered on the same sheet.";
    ReadsNote Error "chk_reads_note" "err-chk-reads-note" "An expression reads a note, which never has an answer.";
    ReadsLater Warning "chk_reads_later" "err-chk-reads-later" "A condition reads a question that is asked later.";
    NoConstraintMessage Warning "chk_no_constraint_message" "err-chk-no-constraint-message" "A `constraint` without `constraint_message`: nobody is told what to check.";
    MessageWithoutConstraint Warning "chk_message_without_constraint" "err-chk-message-without-constraint" "A `constraint_message` without `constraint` is never shown.";
    MissingTranslation Warning "chk_missing_translation" "err-chk-missing-translation" "A text lacks a language that the checklist has elsewhere; it is shown in another one with a mark.";
    MissingLanguage Warning "chk_missing_language" "err-chk-missing-language" "The checklist has no text at all in English or in Russian.";
}

impl Defect {
    /// Makes a defect at a place that is not yet looked up in the text.
    pub(super) fn new(code: DefectCode, place: impl Into<String>) -> Self {
        Self {
            code: code.code(),
            severity: code.severity(),
            place: place.into(),
            line: None,
            column: None,
            message: code.message(),
            suggestion: None,
            letters_in: 0,
        }
    }

    /// Makes a defect of a fault that an expression has.
    pub(super) fn of_expression(fault: ExpressionFault, place: impl Into<String>) -> Self {
        Self {
            code: fault.code,
            severity: Severity::Error,
            place: place.into(),
            line: None,
            column: None,
            message: fault.message,
            suggestion: None,
            letters_in: fault.column.saturating_sub(1),
        }
    }

    /// Returns the defect with one more argument of its message.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.message = self.message.text(name, value);
        self
    }

    /// Returns the defect with what to do about it.
    #[must_use]
    pub(super) fn suggest(mut self, suggestion: Message) -> Self {
        self.suggestion = Some(suggestion);
        self
    }

    /// Returns the defect with the word that was probably meant, or else all that may stand there.
    #[must_use]
    pub(super) fn meant<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let suggestion = match super::nearest::nearest(word, known.iter().copied()) {
            Some(meant) => Message::new("rec-chk-did-you-mean").text("meant", meant),
            None if known.is_empty() || known.len() > 40 => return self,
            None => Message::new("rec-chk-one-of").text("known", known.join(", ")),
        };
        self.suggest(suggestion)
    }

    /// Returns whether the checklist cannot be used because of it.
    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_there_once_and_named_like_its_message() {
        let mut codes: Vec<&str> = DefectCode::ALL.iter().map(|code| code.code()).collect();
        for code in DefectCode::ALL {
            let id = format!("err-{}", code.code().replace('_', "-"));
            assert_eq!(code.message().id(), id);
        }
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
