//! The worked examples of domain sheet 8D and the decisions of 3.4, and what else the rules say.

use super::{Assessment, Compliance, assess, assess_as_of};
use crate::checklist::{Digest, FactName};
use crate::message::{Argument, Message};
use crate::safeguard::{Country, Law};
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{Content, Episode, FactStatement, Instance, Subject, Within};

use Compliance::{Compliant, NotApplicable, NotCompliant, NotKnown, Partly};
use Source::{CourtFile, DetainedPerson, Family, Lawyer, MedicalRecord, Register};

/// Statements about one human being, said one after the other.
struct Case {
    episode: Episode,
    country: Country,
}

impl Case {
    fn in_country(country: Country) -> Self {
        Self {
            episode: Episode {
                premises: std::sync::Arc::default(),
                person: Some(Subject::Person(1)),
                records: Vec::new(),
                custody: None,
                statements: Vec::new(),
            },
            country,
        }
    }

    fn state(mut self, source: Source, fact: &str, content: Content, precision: Precision) -> Self {
        self.episode.statements.push(FactStatement {
            fact: FactName::new(fact),
            subject: Subject::Person(1),
            source,
            content,
            precision,
            checklist: Digest([0; 32]),
            question: self.episode.statements.len(),
            repeat: None,
            instance: Instance::default(),
            is_read: true,
        });
        self
    }

    fn at(self, source: Source, fact: &str, moment: &str) -> Self {
        let (moment, precision) = match moment.strip_prefix('~') {
            Some(about) => (about, Precision::About),
            None => (moment, Precision::Exact),
        };
        let value = Value::Moment(moment.parse().unwrap());
        self.state(source, fact, Content::Given(value), precision)
    }

    fn says(self, source: Source, fact: &str, choice: &str) -> Self {
        let value = Value::Choice(choice.to_owned());
        self.state(source, fact, Content::Given(value), Precision::Exact)
    }

    fn takes(self, source: Source, fact: &str, choices: &[&str]) -> Self {
        let value = Value::Choices(choices.iter().map(|name| (*name).to_owned()).collect());
        self.state(source, fact, Content::Given(value), Precision::Exact)
    }

    fn fields(self, count: usize) -> Self {
        let names: Vec<String> = (0..count).map(|field| format!("field{field}")).collect();
        let value = Value::Choices(names);
        self.state(
            Register,
            "record_fields_filled",
            Content::Given(value),
            Precision::Exact,
        )
    }

    fn aged(self, years: i64) -> Self {
        let value = Value::Integer(years);
        self.state(
            DetainedPerson,
            "age",
            Content::Given(value),
            Precision::Exact,
        )
    }

    fn assess(&self, safeguard: &str) -> Assessment {
        let (law, defects) = Law::embedded();
        assert_eq!(defects, []);
        assess(&self.episode, &law, self.country)
            .into_iter()
            .find(|assessment| assessment.safeguard == safeguard)
            .unwrap()
    }

    #[track_caller]
    fn gives(&self, safeguard: &str, compliance: Compliance, rule: &str) -> Assessment {
        let found = self.assess(safeguard);
        assert_eq!(
            (found.compliance, found.rule),
            (compliance, rule),
            "{found:#?}"
        );
        found
    }
}

fn kz() -> Case {
    Case::in_country(Country::Kz)
}

fn kg() -> Case {
    Case::in_country(Country::Kg)
}

#[track_caller]
fn minutes(assessment: &Assessment) -> i64 {
    assessment.starts[0].elapsed.exact_minutes().unwrap()
}

// ------------------------------------------------------------------ 8D, worked examples

#[test]
fn example_1_sixty_seven_hours_against_forty_eight_is_not_kept_and_says_by_which_rule() {
    let found = kg()
        .at(DetainedPerson, "apprehended_at", "2011-07-05T21:00")
        .at(DetainedPerson, "judge_at", "2011-07-08T16:00")
        .says(DetainedPerson, "judge_in_person", "yes")
        .says(DetainedPerson, "judge_lawyer_present", "yes")
        .gives("SG11", NotCompliant, "sg11.over_limit");
    assert_eq!(minutes(&found), 67 * 60);
    assert_eq!(found.starts[0].limit_minutes, Some(48 * 60));
    assert_eq!(found.starts[0].limit.as_deref(), Some("kg_judge_48_old"));
    assert_eq!(
        found.starts[0].warning.as_ref().map(Message::id),
        Some("visit-law-needs-review")
    );
}

#[test]
fn example_2_by_the_record_and_by_the_person_both_in_time_and_both_starts_are_shown() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "2010-04-12T18:55")
        .at(Register, "apprehended_at", "2010-04-12T20:40")
        .at(Register, "recorded_at", "2010-04-12T21:30")
        .fields(15)
        .gives("SG03", Compliant, "sg03.within_3h_complete");
    assert_eq!(found.starts[0].source, DetainedPerson);
    assert_eq!(found.starts[0].elapsed.exact_minutes(), Some(2 * 60 + 35));
    assert_eq!(found.starts[1].source, Register);
    assert_eq!(found.starts[1].elapsed.exact_minutes(), Some(50));
    assert!(found.starts.iter().all(|start| start.worst == Compliant));
    assert!(!found.sources_differ);
}

#[test]
fn example_3_about_four_or_ten_to_five_is_not_kept_either_way() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "~2012-06-04T16:00")
        .at(DetainedPerson, "apprehended_at", "2012-06-04T16:50")
        .at(Register, "recorded_at", "2012-06-05T05:35")
        .gives("SG03", NotCompliant, "sg03.over_6h");
    assert_eq!((found.best, found.worst), (NotCompliant, NotCompliant));
    assert_eq!(found.starts[0].elapsed.least_minutes, Some(13 * 60 + 5));
    assert_eq!(found.starts[0].elapsed.most_minutes, Some(14 * 60 + 5));
    assert_eq!(found.starts[1].elapsed.exact_minutes(), Some(12 * 60 + 45));
    assert!(!found.sources_differ);
}

#[test]
fn example_4_released_after_an_hour_and_a_half_without_a_record() {
    let case = kz()
        .at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .at(DetainedPerson, "released_at", "2024-05-02T15:30")
        .says(DetainedPerson, "released_without_record", "yes");
    let found = case.gives("SG03", NotCompliant, "sg03.released_without_record");
    assert_eq!(minutes(&found), 90);
    case.gives("SG11", NotApplicable, "sg11.released_in_time");
    kz().says(DetainedPerson, "released_without_record", "yes")
        .gives("SG11", NotApplicable, "sg11.released_without_record");
}

#[test]
fn example_5_first_seen_at_the_remand_hearing_is_what_the_rate_counts() {
    kg().says(DetainedPerson, "lawyer_met_place", "remand_hearing")
        .gives("SG05", NotCompliant, "sg05.first_at_hearing");
    // "Does not know" is an answer, and no result.
    kg().state(
        DetainedPerson,
        "lawyer_met_place",
        Content::Missing(Missing::DoesNotKnow),
        Precision::Exact,
    )
    .gives("SG05", NotKnown, "sg05.nothing_said");
}

#[test]
fn example_6_the_register_alone_never_makes_it_kept_against_the_person() {
    let conflict = || {
        kg().at(DetainedPerson, "apprehended_at", "2024-03-05T12:00")
            .says(DetainedPerson, "phone_call_allowed", "no")
            .at(Register, "apprehended_at", "2024-03-05T14:00")
            .says(Register, "family_told", "yes")
            .at(Register, "family_told_at", "2024-03-05T19:10")
    };
    let found = conflict().gives("SG04", NotKnown, "sg04.register_against_person");
    assert!(found.sources_differ);
    assert_eq!(found.used, [1, 3, 4]);
    // Family or lawyer settle it.
    conflict()
        .at(Family, "family_told_at", "2024-03-05T19:15")
        .says(Family, "family_told_by", "staff")
        .gives("SG04", Compliant, "sg04.within_limit");
    conflict()
        .says(DetainedPerson, "family_told_by", "nobody")
        .gives("SG04", NotKnown, "sg04.register_against_person");
}

#[test]
fn example_7_not_questioned_and_released_after_two_hours() {
    let case = kz()
        .aged(30)
        .says(DetainedPerson, "questioned", "no")
        .at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .at(DetainedPerson, "released_at", "2024-05-02T16:00");
    case.gives("SG06", NotApplicable, "sg06.not_questioned");
    case.gives("SG11", NotApplicable, "sg11.released_in_time");
}

// ------------------------------------------------------------------ 3.4, decisions

#[test]
fn kz_2645_2015_thirteen_hours_thirty_five_to_the_record_and_two_starts() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "2012-06-04T16:00")
        .at(CourtFile, "apprehended_at", "2012-06-04T16:50")
        .at(Register, "recorded_at", "2012-06-05T05:35")
        .gives("SG03", NotCompliant, "sg03.over_6h");
    assert_eq!(minutes(&found), 13 * 60 + 35);
    assert_eq!(found.starts[1].elapsed.exact_minutes(), Some(12 * 60 + 45));
    assert_eq!(found.starts[0].limit.as_deref(), Some("kz_record_3_old"));
    assert_eq!(found.reason.id(), "visit-sg03-late");
    let argument = |name| {
        let found = found
            .reason
            .arguments()
            .iter()
            .find(|(known, _)| *known == name);
        found.map(|(_, argument)| argument.clone()).unwrap()
    };
    let expected = Message::new("visit-duration")
        .number("hours", 13)
        .number("minutes", 35);
    assert_eq!(argument("elapsed"), Argument::Message(expected));
    let expected = Message::new("visit-duration-hours").number("hours", 3);
    assert_eq!(argument("limit"), Argument::Message(expected));
}

#[test]
fn kz_2403_2014_the_record_begins_an_hour_and_three_quarters_later_than_the_person_says() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "2010-04-12T18:55")
        .at(
            DetainedPerson,
            "record_states_apprehended_at",
            "2010-04-12T20:40",
        )
        .at(Register, "recorded_at", "2010-04-12T22:30")
        .fields(14)
        .gives("SG03", Partly, "sg03.within_6h");
    assert_eq!(found.starts.len(), 2);
    let gap = found.starts[0].elapsed.exact_minutes().unwrap()
        - found.starts[1].elapsed.exact_minutes().unwrap();
    assert_eq!(gap, 105);
    assert_eq!(found.starts[1].worst, Compliant);
    assert!(found.sources_differ, "by the record it was in time");
    assert_eq!(found.reason.id(), "visit-reason-differs");
}

#[test]
fn kz_3006_2017_the_record_after_six_hours_and_a_duty_lawyer_despite_the_wish_for_an_own_one() {
    let case = kz()
        .at(DetainedPerson, "apprehended_at", "2011-05-09T12:00")
        .at(Register, "recorded_at", "2011-05-09T18:00")
        .fields(13)
        .says(DetainedPerson, "lawyer_met_place", "before_questioning")
        .says(DetainedPerson, "lawyer_asked", "yes")
        .says(DetainedPerson, "lawyer_private", "yes")
        .says(DetainedPerson, "lawyer_chosen_by", "duty_list");
    let found = case.gives("SG03", Partly, "sg03.within_6h");
    assert_eq!(minutes(&found), 6 * 60);
    case.gives("SG05", Partly, "sg05.not_of_choice");
    // "About six hours" reaches over six: then it is not known, within two bounds.
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "~2011-05-09T12:00")
        .at(Register, "recorded_at", "2011-05-09T18:00")
        .fields(13)
        .gives("SG03", NotKnown, "sg03.times_imprecise");
    assert_eq!((found.best, found.worst), (Partly, NotCompliant));
}

#[test]
fn kg_2231_2012_a_day_to_the_record_and_to_court_in_time_only_from_there() {
    let case = kg()
        .at(DetainedPerson, "apprehended_at", "2010-06-15T09:00")
        .at(Register, "recorded_at", "2010-06-16T09:00")
        .at(CourtFile, "judge_at", "2010-06-17T18:30")
        .says(DetainedPerson, "judge_in_person", "yes")
        .says(DetainedPerson, "judge_lawyer_present", "yes");
    let found = case.gives("SG03", NotCompliant, "sg03.over_6h");
    assert_eq!(minutes(&found), 24 * 60);
    assert_eq!(found.starts[0].limit.as_deref(), Some("kg_record_3_old"));
    let found = case.gives("SG11", Partly, "sg11.within_from_record_only");
    assert_eq!(minutes(&found), 57 * 60 + 30);
}

#[test]
fn kg_2405_2014_sixty_seven_hours_to_court() {
    let found = kg()
        .at(DetainedPerson, "apprehended_at", "2011-07-05T21:00")
        .at(CourtFile, "judge_at", "2011-07-08T16:00")
        .gives("SG11", NotCompliant, "sg11.over_limit");
    assert_eq!(minutes(&found), 67 * 60);
}

#[test]
fn kg_2998_2017_released_at_night_never_registered_never_a_lawyer() {
    let case = kg()
        .at(DetainedPerson, "apprehended_at", "~2010-10-30T13:00")
        .at(DetainedPerson, "released_at", "2010-10-31T02:30")
        .says(DetainedPerson, "record_drawn", "no")
        .says(DetainedPerson, "lawyer_met_place", "never");
    let found = case.gives("SG03", NotCompliant, "sg03.no_record");
    assert_eq!(found.starts[0].elapsed.least_minutes, Some(13 * 60));
    assert_eq!(found.starts[0].elapsed.most_minutes, Some(14 * 60));
    assert_eq!(found.starts[0].within, Within::No);
    case.gives("SG05", NotCompliant, "sg05.never");
    case.gives("SG11", NotApplicable, "sg11.released_in_time");
}

#[test]
fn kg_3261_2018_a_hearing_on_the_third_day_at_whatever_hour() {
    let found = kg()
        .at(DetainedPerson, "apprehended_at", "~2013-03-01T09:30")
        .at(CourtFile, "judge_at", "2013-03-04")
        .gives("SG11", NotCompliant, "sg11.over_limit");
    assert_eq!(found.starts[0].elapsed.least_minutes, Some(3 * 1440 - 600));
    assert_eq!(found.starts[0].elapsed.most_minutes, Some(4 * 1440 - 541));
}

#[test]
fn kg_3200_2018_ninety_six_hours_to_the_judge() {
    let found = kg()
        .at(DetainedPerson, "apprehended_at", "2012-11-01T10:00")
        .at(CourtFile, "judge_at", "2012-11-05T10:00")
        .gives("SG11", NotCompliant, "sg11.over_limit");
    assert_eq!(minutes(&found), 96 * 60);
}

#[test]
fn tj_2680_2015_thirty_five_hours_as_a_witness() {
    let case = Case::in_country(Country::Tj)
        .at(DetainedPerson, "apprehended_at", "2013-05-19T08:00")
        .at(Register, "recorded_at", "2013-05-20T19:00")
        .says(DetainedPerson, "questioned_as", "witness")
        .says(DetainedPerson, "lawyer_present_first_questioning", "no");
    let found = case.gives("SG03", NotCompliant, "sg03.over_6h");
    assert_eq!(minutes(&found), 35 * 60);
    // The law of that day counted from the arrival, so the rule's own hours are used, and it says so.
    assert_eq!(found.starts[0].limit, None);
    assert_eq!(
        found.starts[0].warning.as_ref().map(Message::id),
        Some("visit-limit-of-the-rule")
    );
    case.gives("SG06", NotCompliant, "sg06.informal_without_lawyer");
}

// ------------------------------------------------------------------ SG03

#[test]
fn a_record_in_time_is_kept_only_with_thirteen_fields() {
    let case = || {
        kz().at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
            .at(Register, "recorded_at", "2024-05-02T17:00")
    };
    case()
        .fields(13)
        .gives("SG03", Compliant, "sg03.within_3h_complete");
    case()
        .fields(12)
        .gives("SG03", Partly, "sg03.within_3h_incomplete");
    let found = case().gives("SG03", Compliant, "sg03.within_3h");
    assert_eq!((found.best, found.worst), (Compliant, Compliant));
}

#[test]
fn one_minute_over_three_hours_is_partly_and_one_over_six_is_not_kept() {
    let after = |end| {
        kz().at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
            .at(Register, "recorded_at", end)
            .fields(15)
            .assess("SG03")
            .compliance
    };
    assert_eq!(after("2024-05-02T17:00"), Compliant);
    assert_eq!(after("2024-05-02T17:01"), Partly);
    assert_eq!(after("2024-05-02T20:00"), Partly);
    assert_eq!(after("2024-05-02T20:01"), NotCompliant);
    assert_eq!(
        after("2024-05-02T13:59"),
        NotKnown,
        "before the apprehension"
    );
}

#[test]
fn the_hour_of_the_record_that_the_person_disputes_is_not_settled_by_the_record() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .at(DetainedPerson, "recorded_at", "2024-05-03T09:00")
        .at(Register, "recorded_at", "2024-05-02T16:00")
        .fields(15)
        .gives("SG03", NotKnown, "sg03.record_time_disputed");
    assert_eq!((found.best, found.worst), (Compliant, NotCompliant));
}

#[test]
fn who_saw_the_record_knows_that_there_is_one() {
    kz().at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .says(DetainedPerson, "record_drawn", "no")
        .at(Register, "recorded_at", "2024-05-02T16:00")
        .fields(15)
        .gives("SG03", Compliant, "sg03.within_3h_complete");
}

// ------------------------------------------------------------------ SG04

#[test]
fn the_family_told_within_eighteen_hours_then_within_a_day_then_later() {
    let told = |end, by: &str| {
        kg().at(DetainedPerson, "apprehended_at", "2024-03-05T12:00")
            .at(DetainedPerson, "family_told_at", end)
            .says(DetainedPerson, "family_told_by", by)
            .assess("SG04")
    };
    assert_eq!(told("2024-03-06T06:00", "staff").rule, "sg04.within_limit");
    assert_eq!(told("2024-03-06T06:01", "self").rule, "sg04.within_24h");
    assert_eq!(told("2024-03-06T12:00", "self").compliance, Partly);
    assert_eq!(told("2024-03-06T12:01", "self").rule, "sg04.over_24h");
    assert_eq!(told("2024-03-05T13:00", "other").rule, "sg04.by_others");
    let limit = told("2024-03-05T13:00", "staff").starts[0].clone();
    assert_eq!(limit.limit.as_deref(), Some("int_family_18"));
    assert_eq!(
        limit.warning, None,
        "this limit was read in its primary text"
    );
}

#[test]
fn a_blank_register_is_no_proof_that_nobody_was_told() {
    kg().says(Register, "family_told", "no")
        .gives("SG04", NotKnown, "sg04.not_recorded");
    kg().says(DetainedPerson, "family_told_by", "nobody").gives(
        "SG04",
        NotCompliant,
        "sg04.not_told",
    );
    kg().says(DetainedPerson, "phone_call_allowed", "no").gives(
        "SG04",
        NotKnown,
        "sg04.only_call_denied",
    );
}

#[test]
fn who_asked_that_nobody_be_told_is_not_counted_and_that_the_place_was_not_told_is() {
    let waived = kg()
        .says(DetainedPerson, "family_told_by", "nobody")
        .says(DetainedPerson, "family_told_waived", "yes")
        .gives("SG04", NotApplicable, "sg04.waived");
    assert!(waived.waived);
    kg().at(DetainedPerson, "apprehended_at", "2024-03-05T12:00")
        .at(DetainedPerson, "family_told_at", "2024-03-05T13:00")
        .says(DetainedPerson, "family_told_by", "staff")
        .says(DetainedPerson, "family_told_place", "no")
        .gives("SG04", Partly, "sg04.place_not_told");
}

// ------------------------------------------------------------------ SG05, SG06

#[test]
fn a_lawyer_in_private_before_the_first_question_and_what_makes_it_less() {
    let met = || {
        kg().says(DetainedPerson, "lawyer_met_place", "before_questioning")
            .at(DetainedPerson, "apprehended_at", "2024-03-05T12:00")
            .at(DetainedPerson, "lawyer_met_at", "2024-03-05T14:00")
    };
    met().says(DetainedPerson, "lawyer_private", "yes").gives(
        "SG05",
        Compliant,
        "sg05.private_before_questioning",
    );
    met()
        .says(DetainedPerson, "lawyer_private", "no")
        .gives("SG05", Partly, "sg05.not_private");
    met().gives("SG05", NotKnown, "sg05.privacy_not_known");
    kg().says(DetainedPerson, "lawyer_met_place", "ivs")
        .says(DetainedPerson, "questioned_before_lawyer", "yes")
        .gives("SG05", Partly, "sg05.after_questioning_began");
    kg().says(DetainedPerson, "lawyer_met_place", "before_questioning")
        .says(DetainedPerson, "lawyer_private", "yes")
        .at(DetainedPerson, "apprehended_at", "2024-03-05T12:00")
        .at(DetainedPerson, "lawyer_met_at", "2024-03-06T12:01")
        .gives("SG05", Partly, "sg05.over_limit");
    kg().says(DetainedPerson, "lawyer_met_place", "never")
        .at(Lawyer, "lawyer_met_at", "2024-03-05T14:00")
        .gives("SG05", NotKnown, "sg05.lawyer_against_person");
}

#[test]
fn the_order_of_lawyer_and_questioning_is_taken_from_the_times_if_nobody_says_it() {
    let order = |lawyer, questioned| {
        kg().at(DetainedPerson, "lawyer_met_at", lawyer)
            .at(DetainedPerson, "first_questioned_at", questioned)
            .says(DetainedPerson, "lawyer_private", "yes")
            .assess("SG05")
            .rule
    };
    let noon = "2024-03-05T12:00";
    assert_eq!(
        order(noon, "2024-03-05T13:00"),
        "sg05.private_before_questioning"
    );
    assert_eq!(
        order(noon, "2024-03-05T11:00"),
        "sg05.after_questioning_began"
    );
    assert_eq!(order(noon, "~2024-03-05T12:10"), "sg05.order_not_known");
}

#[test]
fn a_waiver_counts_as_offered_only_before_a_lawyer_and_never_for_a_witness() {
    let waived = |presence| {
        kg().says(DetainedPerson, "questioned_as", "suspect")
            .says(DetainedPerson, "lawyer_present_first_questioning", "no")
            .says(DetainedPerson, "lawyer_met_place", "never")
            .says(DetainedPerson, "lawyer_waived", "yes")
            .says(DetainedPerson, "waiver_with_lawyer", presence)
    };
    let found = waived("yes").gives("SG06", Compliant, "sg06.waived_with_lawyer");
    assert!(found.waived);
    let found = waived("no").gives("SG06", Partly, "sg06.waived_without_lawyer");
    assert!(found.waived);
    waived("yes").gives("SG05", Compliant, "sg05.waived_with_lawyer");
    waived("no").gives("SG05", Partly, "sg05.waived_without_lawyer");
    kg().says(DetainedPerson, "questioned_as", "talk")
        .says(DetainedPerson, "lawyer_present_first_questioning", "no")
        .says(DetainedPerson, "lawyer_waived", "yes")
        .gives("SG06", NotCompliant, "sg06.informal_without_lawyer");
}

#[test]
fn the_lawyer_at_the_first_questioning_for_all_of_it_for_a_part_or_not() {
    let present = |how| {
        kg().says(DetainedPerson, "lawyer_present_first_questioning", how)
            .assess("SG06")
    };
    assert_eq!(present("whole").compliance, Compliant);
    assert_eq!(present("part").compliance, Partly);
    assert_eq!(present("no").rule, "sg06.without_lawyer");
    kg().says(DetainedPerson, "questioned", "yes").gives(
        "SG06",
        NotKnown,
        "sg06.presence_not_known",
    );
    kg().gives("SG06", NotKnown, "sg06.nothing_said");
}

// ------------------------------------------------------------------ SG07

#[test]
fn a_private_recorded_examination_within_a_day_and_what_makes_it_less() {
    let seen = |at: &str| {
        kz().at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
            .says(DetainedPerson, "doctor_seen", "yes")
            .at(DetainedPerson, "doctor_seen_at", at)
            .says(DetainedPerson, "doctor_who", "ambulance")
    };
    let day = "2024-05-03T13:00";
    let private = |case: Case| case.takes(DetainedPerson, "doctor_present", &["nobody_else"]);
    private(seen(day))
        .says(DetainedPerson, "injuries_recorded", "yes")
        .gives("SG07", Compliant, "sg07.within_24h");
    seen(day)
        .takes(DetainedPerson, "doctor_present", &["police_in_sight"])
        .says(DetainedPerson, "injuries_recorded", "yes")
        .gives("SG07", Partly, "sg07.police_present");
    private(seen(day))
        .says(DetainedPerson, "injuries_recorded", "no")
        .gives("SG07", Partly, "sg07.no_description");
    private(seen(day))
        .says(DetainedPerson, "injuries_recorded", "no")
        .takes(DetainedPerson, "ill_treatment_marks", &["bruises"])
        .gives("SG07", NotCompliant, "sg07.injuries_not_recorded");
    private(seen(day)).gives("SG07", NotKnown, "sg07.how_not_known");
    private(seen("2024-05-04T13:00")).gives("SG07", Partly, "sg07.within_48h");
    private(seen("2024-05-05T13:00")).gives("SG07", NotCompliant, "sg07.over_48h");
    private(seen("2024-05-04T13:00"))
        .says(DetainedPerson, "injuries_recorded", "yes")
        .at(Register, "placed_at", "2024-05-04T15:00")
        .gives("SG07", Compliant, "sg07.before_placement");
}

#[test]
fn no_doctor_is_not_kept_unless_the_medical_record_says_otherwise() {
    let none = || kz().says(DetainedPerson, "doctor_seen", "no");
    none().gives("SG07", NotCompliant, "sg07.none");
    none().says(MedicalRecord, "doctor_seen", "yes").gives(
        "SG07",
        NotKnown,
        "sg07.papers_against_person",
    );
}

// ------------------------------------------------------------------ SG11

#[test]
fn in_time_by_video_or_without_a_lawyer_is_partly() {
    let brought = |in_person, lawyer| {
        kz().at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
            .at(DetainedPerson, "judge_at", "2024-05-04T14:00")
            .says(DetainedPerson, "judge_in_person", in_person)
            .says(DetainedPerson, "judge_lawyer_present", lawyer)
            .assess("SG11")
    };
    assert_eq!(brought("yes", "yes").rule, "sg11.within_limit");
    assert_eq!(brought("yes", "yes").compliance, Compliant);
    assert_eq!(brought("no", "yes").compliance, Partly);
    assert_eq!(brought("yes", "no").rule, "sg11.no_lawyer");
}

#[test]
fn a_child_has_twenty_four_hours_and_an_adult_in_tajikistan_forty_eight_by_the_stricter_norm() {
    let brought = |case: Case, end| {
        case.at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
            .at(DetainedPerson, "judge_at", end)
            .says(DetainedPerson, "judge_in_person", "yes")
            .says(DetainedPerson, "judge_lawyer_present", "yes")
            .assess("SG11")
    };
    let found = brought(kz().aged(16), "2024-05-03T20:00");
    assert_eq!(
        (found.compliance, found.rule),
        (NotCompliant, "sg11.over_limit")
    );
    assert_eq!(found.starts[0].limit_minutes, Some(24 * 60));
    assert_eq!(
        brought(kz().aged(18), "2024-05-03T20:00").compliance,
        Compliant
    );
    let tajikistan = brought(Case::in_country(Country::Tj), "2024-05-05T02:00");
    assert_eq!(tajikistan.compliance, NotCompliant);
    assert_eq!(tajikistan.starts[0].limit.as_deref(), Some("int_judge_48"));
}

#[test]
fn forty_hours_keep_the_international_limit_though_not_a_shorter_national_one() {
    let text = r#"
        [[limit]]
        id = "kg_36"
        country = "kg"
        code = "C"
        article = "1"
        from = "apprehended_at"
        to = "judge_at"
        hours = 36
        who = "all"
        valid_from = "2015-01-01"
        source = "s"
        review_status = "needs_legal_review"
    "#;
    let files = crate::safeguard::LAW_FILES
        .iter()
        .copied()
        .filter(|(name, _)| *name == "law/int.toml");
    let (law, _) = Law::read(files.chain([("law/x.toml", text)]));
    let case = kg()
        .at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .at(DetainedPerson, "judge_at", "2024-05-04T06:00")
        .says(DetainedPerson, "judge_in_person", "yes")
        .says(DetainedPerson, "judge_lawyer_present", "yes");
    let found = assess(&case.episode, &law, Country::Kg)
        .into_iter()
        .find(|assessment| assessment.safeguard == "SG11")
        .unwrap();
    assert_eq!(
        (found.compliance, found.rule),
        (Partly, "sg11.national_limit_shorter")
    );
}

#[test]
fn no_judge_but_a_decision_is_on_paper_and_still_waiting_counts_up_to_the_visit() {
    kz().says(DetainedPerson, "judge_seen", "no")
        .says(CourtFile, "court_decision", "remand")
        .gives("SG11", NotCompliant, "sg11.on_paper");
    let waiting = kz()
        .at(DetainedPerson, "apprehended_at", "2024-05-02T14:00")
        .says(DetainedPerson, "judge_seen", "no")
        .says(DetainedPerson, "released", "no");
    let (law, _) = Law::embedded();
    let on = |visit: &str| {
        let visit = Some(visit.parse().unwrap());
        let found = assess_as_of(&waiting.episode, &law, Country::Kz, visit);
        let judge = found.iter().find(|found| found.safeguard == "SG11");
        judge.unwrap().rule
    };
    assert_eq!(on("2024-05-03T14:00"), "sg11.limit_still_runs");
    assert_eq!(on("2024-05-05T14:00"), "sg11.still_waiting");
    waiting.gives("SG11", NotKnown, "sg11.not_seen_yet");
}

// ------------------------------------------------------------------ all of them

#[test]
fn silence_is_never_kept_and_every_assessment_names_its_rule() {
    let (law, _) = Law::embedded();
    for country in Country::ALL {
        for assessment in assess(&Case::in_country(country).episode, &law, country) {
            assert_eq!(assessment.compliance, NotKnown, "{}", assessment.safeguard);
            assert!(
                assessment
                    .rule
                    .starts_with(&assessment.safeguard.to_lowercase())
            );
            assert!(assessment.used.is_empty());
        }
    }
}

// ------------------------------------------------------------------ rules as data

#[test]
fn every_safeguard_is_assessed_once_and_in_order() {
    let (law, _) = Law::embedded();
    let case = kz();
    let found: Vec<String> = assess(&case.episode, &law, case.country)
        .into_iter()
        .map(|assessment| assessment.safeguard.to_owned())
        .collect();
    let wanted: Vec<String> = (1..=24).map(|number| format!("SG{number:02}")).collect();
    assert_eq!(found, wanted);
}

#[test]
fn reasons_are_told_at_once_within_three_hours_or_late() {
    let told = |at: &str| {
        kz().at(DetainedPerson, "apprehended_at", "2020-03-01T10:00")
            .says(DetainedPerson, "reasons_told", "yes")
            .at(DetainedPerson, "reasons_told_at", at)
    };
    told("2020-03-01T10:10").gives("SG01", Compliant, "sg01.told_at_once");
    told("2020-03-01T12:00").gives("SG01", Partly, "sg01.told_within_3h");
    told("2020-03-01T14:00").gives("SG01", NotCompliant, "sg01.told_late");
    // A time that may be either side of three hours gives no result, only its two ends.
    let found = told("2020-03-01T12:50/2020-03-01T13:20").assess("SG01");
    assert_eq!(
        (found.compliance, found.best, found.worst),
        (NotKnown, Partly, NotCompliant)
    );
    let yes = kz()
        .says(DetainedPerson, "reasons_told", "yes")
        .assess("SG01");
    assert_eq!(
        (yes.compliance, yes.best, yes.worst),
        (NotKnown, Compliant, NotCompliant)
    );
}

#[test]
fn the_register_alone_never_makes_a_safeguard_kept() {
    let all = ["lawyer", "silence", "call", "doctor"];
    let by = |source| {
        kz().says(source, "rights_explained", "yes")
            .says(source, "rights_before_questioning", "yes")
            .takes(source, "rights_told", &all)
    };
    by(DetainedPerson).gives("SG02", Compliant, "sg02.all_before_questioning");
    let alone = by(Register).gives("SG02", NotKnown, "sg02.register_only");
    assert_eq!((alone.best, alone.worst), (Compliant, NotCompliant));
}

#[test]
fn the_persons_denial_stands_against_the_register_and_both_are_told() {
    let found = kz()
        .says(DetainedPerson, "reasons_told", "no")
        .says(Register, "reasons_told", "yes")
        .gives("SG01", NotCompliant, "sg01.not_told");
    assert!(found.sources_differ);
    // The register against the place itself: no longer kept beyond doubt.
    let found = kz()
        .says(DetainedPerson, "complaint_known", "yes")
        .says(DetainedPerson, "disability", "yes")
        .says(DetainedPerson, "need_noticed", "yes")
        .says(DetainedPerson, "need_supported", "yes")
        .says(Register, "disability", "yes")
        .says(Register, "need_noticed", "no")
        .gives("SG16", NotKnown, "sg16.accounts_differ");
    assert_eq!((found.best, found.worst), (Compliant, NotCompliant));
}

#[test]
fn an_age_that_nobody_said_makes_nobody_an_adult() {
    kz().gives("SG14", NotKnown, "sg14.nothing_said");
    kz().aged(30).gives("SG14", NotApplicable, "sg14.adult");
    let child = || kz().aged(16).says(DetainedPerson, "parents_told", "yes");
    child()
        .says(DetainedPerson, "child_lawyer_present", "no")
        .gives("SG14", NotCompliant, "sg14.no_lawyer");
    child()
        .says(DetainedPerson, "child_lawyer_present", "yes")
        .says(DetainedPerson, "child_parent_present", "yes")
        .says(DetainedPerson, "child_apart_from_adults", "yes")
        .gives("SG14", Compliant, "sg14.kept");
}

#[test]
fn hours_without_lawyer_family_and_doctor_are_counted_to_whoever_came_first() {
    let held = |doctor: &str| {
        kg().at(DetainedPerson, "apprehended_at", "2015-03-01T10:00")
            .takes(DetainedPerson, "first_places", &["station"])
            .at(DetainedPerson, "doctor_seen_at", doctor)
            .at(DetainedPerson, "lawyer_met_at", "2015-03-05T10:00")
    };
    held("2015-03-01T20:00").gives("SG18", Compliant, "sg18.reached_within_24h");
    held("2015-03-02T20:00").gives("SG18", Partly, "sg18.alone_over_24h");
    held("2015-03-03T11:00").gives("SG18", NotCompliant, "sg18.alone_over_48h");
    let found = held("2015-03-03T11:00").assess("SG18");
    assert_eq!(found.starts[0].elapsed.exact_minutes(), Some(49 * 60));
    kg().takes(DetainedPerson, "first_places", &["car", "station"])
        .gives("SG18", NotCompliant, "sg18.unofficial_place");
}

#[test]
fn each_start_of_the_clock_is_judged_by_the_cases_too() {
    let found = kz()
        .at(DetainedPerson, "apprehended_at", "2020-03-01T10:00")
        .at(Register, "apprehended_at", "2020-03-01T14:00")
        .at(DetainedPerson, "reasons_told_at", "2020-03-01T14:05")
        .gives("SG01", NotCompliant, "sg01.told_late");
    let told: Vec<(Source, Compliance)> = found
        .starts
        .iter()
        .map(|start| (start.source, start.worst))
        .collect();
    assert_eq!(
        told,
        [(DetainedPerson, NotCompliant), (Register, Compliant)]
    );
    assert!(found.sources_differ);
}
