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
    /// The header of the column, as the author wrote it, if the defect was found in a workbook.
    pub header: Option<String>,
    /// The line, from 1, if the defect was found in a text; the row of the sheet in a workbook.
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
    DuplicateGroup Error "chk_duplicate_group" "err-chk-duplicate-group" "Two groups have the same name.";
    UnknownGroup Error "chk_unknown_group" "err-chk-unknown-group" "`group` names no group that stands above in the section.";
    ScatteredGroup Error "chk_scattered_group" "err-chk-scattered-group" "The questions of a group do not stand together.";
    UnknownTrigger Error "chk_unknown_trigger" "err-chk-unknown-trigger" "`trigger` names no question.";
    UnknownKind Error "chk_unknown_kind" "err-chk-unknown-kind" "`kind` is none of the kinds that there are.";
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
    Unreachable Warning "chk_unreachable" "err-chk-unreachable" "A condition that no answers can meet, alone or with those around it: what it stands at is never asked.";
    NoNorm Warning "chk_no_norm" "err-chk-no-norm" "A safeguard without a norm: neither `safeguards.toml` nor the question names one.";
    NoConstraintMessage Warning "chk_no_constraint_message" "err-chk-no-constraint-message" "A `constraint` without `constraint_message`: nobody is told what to check.";
    MessageWithoutConstraint Warning "chk_message_without_constraint" "err-chk-message-without-constraint" "A `constraint_message` without `constraint` is never shown.";
    MissingTranslation Warning "chk_missing_translation" "err-chk-missing-translation" "A text lacks a language that the checklist has elsewhere; it is shown in another one with a mark.";
    MissingLanguage Warning "chk_missing_language" "err-chk-missing-language" "The checklist has no text at all in English or in Russian.";
    FormUnreadable Error "form_unreadable" "err-form-unreadable" "The file is not the workbook that its name says, or it is damaged.";
    FormProtected Error "form_protected" "err-form-protected" "The workbook is locked with a password.";
    FormTooLarge Error "form_too_large" "err-form-too-large" "The workbook is larger than what is read (10,000 rows, 100 columns, 64 MiB unpacked).";
    FormNested Error "form_nested" "err-form-nested" "The workbook has another archive inside.";
    FormNoHeader Error "form_no_header" "err-form-no-header" "A cell stands in a column without a header.";
    FormEmptySheet Error "form_empty_sheet" "err-form-empty-sheet" "A sheet is there and has no row, not even headers.";
    FormDuplicateHeader Error "form_duplicate_header" "err-form-duplicate-header" "Two columns have the same header.";
    FormTwoHeaders Error "form_two_headers" "err-form-two-headers" "Two headers are different words for one column, as `relevant` and `relevance`.";
    FormMissingHeader Error "form_missing_header" "err-form-missing-header" "A column that must be there is missing: `type` in survey, `name` in choices.";
    FormHeaderBlanks Warning "form_header_blanks" "err-form-header-blanks" "A header of the choices sheet has blanks, so that filters cannot use it.";
    FormHeaderSlip Warning "form_header_slip" "err-form-header-slip" "A header means nothing here and is nearly one that does; the column is ignored.";
    FormNoSurvey Error "form_no_survey" "err-form-no-survey" "There is no sheet `survey`.";
    FormSheetSlip Warning "form_sheet_slip" "err-form-sheet-slip" "A sheet is nearly named like one that means something; it is ignored.";
    FormNoChoices Error "form_no_choices" "err-form-no-choices" "A select needs the sheet `choices`, which is not there.";
    FormNoExternal Error "form_no_external" "err-form-no-external" "`select_one_external` needs the sheet `external_choices`, which is not there.";
    FormExternalFilter Error "form_external_filter" "err-form-external-filter" "`select_one_external` without a `choice_filter`.";
    FormRootName Error "form_root_name" "err-form-root-name" "`name` in settings is no name.";
    FormTwoIds Warning "form_two_ids" "err-form-two-ids" "Settings have both `form_id` and `id_string`.";
    FormNoInstanceId Error "form_no_instance_id" "err-form-no-instance-id" "`omit_instanceID` together with `public_key`: what is encrypted needs an id.";
    FormNoQuestions Warning "form_no_questions" "err-form-no-questions" "The form asks nothing.";
    FormNoType Error "form_no_type" "err-form-no-type" "A row has a name or a label and no type.";
    FormNoName Error "form_no_name" "err-form-no-name" "A question, group or repeat has no name.";
    FormBadName Error "form_bad_name" "err-form-bad-name" "A name with letters that names cannot have.";
    FormDuplicateName Error "form_duplicate_name" "err-form-duplicate-name" "Two questions or groups in one place have the same name.";
    FormNameCase Warning "form_name_case" "err-form-name-case" "Two names differ only in capitals; some tools cannot tell them apart.";
    FormReservedName Error "form_reserved_name" "err-form-reserved-name" "The name `meta` belongs to the form itself.";
    FormRepeatRoot Error "form_repeat_root" "err-form-repeat-root" "A repeat has the name of the form's root.";
    FormRepeatName Error "form_repeat_name" "err-form-repeat-name" "Two repeats have the same name.";
    FormUnknownType Error "form_unknown_type" "err-form-unknown-type" "The type is none that is known.";
    FormNoLabel Error "form_no_label" "err-form-no-label" "A question that is asked has neither label nor hint.";
    FormBigImage Error "form_big_image" "err-form-big-image" "`big-image` without `image`.";
    FormMedia Error "form_media" "err-form-media" "A kind of media that does not exist.";
    FormEndWithoutBegin Error "form_end_without_begin" "err-form-end-without-begin" "A group or repeat ends that was not open.";
    FormBeginWithoutEnd Error "form_begin_without_end" "err-form-begin-without-end" "A group or repeat is never ended.";
    FormLoopList Error "form_loop_list" "err-form-loop-list" "A loop without a list, or over choices without labels.";
    FormUnknownList Error "form_unknown_list" "err-form-unknown-list" "A list of choices that is not there.";
    FormFileEnding Error "form_file_ending" "err-form-file-ending" "A select from a file whose name has an ending that cannot be read.";
    FormChoicesOfRepeat Error "form_choices_of_repeat" "err-form-choices-of-repeat" "Several choices cannot be taken from the answers of a repeat; one can.";
    FormOtherFilter Error "form_other_filter" "err-form-other-filter" "`or_other` together with `choice_filter`.";
    FormOtherChoices Error "form_other_choices" "err-form-other-choices" "`or_other` without a list of choices.";
    FormTableList Error "form_table_list" "err-form-table-list" "A table of selects has more than one list, or a filter.";
    FormBindType Error "form_bind_type" "err-form-bind-type" "A select is bound to a type that choices cannot have.";
    FormChoiceName Error "form_choice_name" "err-form-choice-name" "A choice has no name.";
    FormDuplicateChoice Error "form_duplicate_choice" "err-form-duplicate-choice" "Two choices of a list have the same name.";
    FormChoiceBlank Error "form_choice_blank" "err-form-choice-blank" "A choice of a `select_multiple` has a blank in its name.";
    FormChoiceLabel Warning "form_choice_label" "err-form-choice-label" "A choice has no label.";
    FormUnusedList Warning "form_unused_list" "err-form-unused-list" "A choice list that no question uses.";
    FormCalculation Error "form_calculation" "err-form-calculation" "A `calculate` without a calculation.";
    FormRowSkipped Warning "form_row_skipped" "err-form-row-skipped" "A row without type, name and label is taken for a remark.";
    FormDisabled Warning "form_disabled" "err-form-disabled" "`disabled` is no longer part of XLSForm; rows with `yes` are left out.";
    FormRepeatLabel Warning "form_repeat_label" "err-form-repeat-label" "A repeat has no label.";
    FormDeprecated Warning "form_deprecated" "err-form-deprecated" "A type that today's devices do not answer.";
    FormParameters Error "form_parameters" "err-form-parameters" "The parameters are no pairs `key=value`.";
    FormUnknownParameter Error "form_unknown_parameter" "err-form-unknown-parameter" "A parameter that this type does not have.";
    FormParameterValue Error "form_parameter_value" "err-form-parameter-value" "A parameter with a value that it cannot have.";
    FormRangeAppearance Error "form_range_appearance" "err-form-range-appearance" "Ticks, placeholder and labels of a range with an appearance that does not show them.";
    FormAuditName Error "form_audit_name" "err-form-audit-name" "An audit has another name than `audit`.";
    FormAuditLocation Error "form_audit_location" "err-form-audit-location" "An audit with some, not all, of the parameters of location.";
    FormReference Error "form_reference" "err-form-reference" "A `${` that begins no reference.";
    FormUnknownReference Error "form_unknown_reference" "err-form-unknown-reference" "A reference to a question that is not there.";
    FormSameReference Error "form_same_reference" "err-form-same-reference" "A reference to a name that several questions have.";
    FormHiddenTrigger Error "form_hidden_trigger" "err-form-hidden-trigger" "A calculation waits for the answer to a question that nobody sees.";
    FormNoTrigger Error "form_no_trigger" "err-form-no-trigger" "A `background-geopoint` without a trigger.";
    FormBackgroundCalculation Error "form_background_calculation" "err-form-background-calculation" "A `background-geopoint` with a calculation.";
    FormGeometry Error "form_geometry" "err-form-geometry" "`reference-geometry` names nothing that has places.";
    FormInstanceClash Error "form_instance_clash" "err-form-instance-clash" "Two tables beside the form have the same name.";
    FormSearch Error "form_search" "err-form-search" "`search()` on a list that is not there, in a file, or used without it elsewhere.";
    FormSaveTo Error "form_save_to" "err-form-save-to" "`save_to` names no property that can be saved.";
    FormEntity Error "form_entity" "err-form-entity" "A row of the entities sheet breaks a rule.";
    FormEntityPlace Error "form_entity_place" "err-form-entity-place" "Entities whose places in groups and repeats exclude each other.";
    FormEntityHeader Error "form_entity_header" "err-form-entity-header" "A column of the entities sheet that does not exist.";
    FormLanguageColumn Warning "form_language_column" "err-form-language-column" "A language lacks a column that another language has.";
    FormLanguageCode Warning "form_language_code" "err-form-language-code" "A language has no code in brackets, as `French (fr)`.";
    FormOtherTranslated Warning "form_other_translated" "err-form-other-translated" "`or_other` in a translated form: the added choice is in English.";
}

impl Defect {
    /// Makes a defect of a file that is judged elsewhere.
    pub fn judged(
        code: &'static str,
        severity: Severity,
        place: impl Into<String>,
        message: Message,
    ) -> Self {
        Self {
            code,
            severity,
            message,
            ..Self::new(DefectCode::NotToml, place)
        }
    }

    /// Makes a defect at a place that is not yet looked up in the text.
    pub(super) fn new(code: DefectCode, place: impl Into<String>) -> Self {
        Self {
            code: code.code(),
            severity: code.severity(),
            place: place.into(),
            header: None,
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
            header: None,
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
