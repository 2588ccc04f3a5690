//! Groups and repeats: what stands in which instance, and what is computed from it.

use firsthours::checklist::{QuestionName, SubjectKind};
use firsthours::value::Missing;
use firsthours::visit::{Instance, InstanceId, Place, Refusal, RepeatPlace, Sheet};

use crate::scenario::{SECOND, Scenario, compiled};

/// A police station with cells, cells with beds, and interviews as many as were held.
const CELLS: &str = r#"
format = 1
id = "test/cells"
version = "7"
subject = "premises"
default_source = "observation"
title = { en = "Cells" }

[choices]
yes_no = [{ name = "yes", label = { en = "Yes" } }, { name = "no", label = { en = "No" } }]
regions = [
  { name = "chuy", label = { en = "Chuy" }, columns = { country = "kg" } },
  { name = "osh", label = { en = "Osh" }, columns = { country = "kg" } },
  { name = "almaty", label = { en = "Almaty" }, columns = { country = "kz" } },
]
countries = [{ name = "kg", label = { en = "KG" } }, { name = "kz", label = { en = "KZ" } }]

[[section]]
name = "all"
title = { en = "All" }

[[section.group]]
name = "cell"
label = { en = "A cell" }
repeat = true

[[section.group]]
name = "bed"
within = "cell"
repeat = true

[[section.group]]
name = "held"
repeat = true
repeat_count = "${interviews}"

[[section.group]]
name = "night"
relevant = "${at_night} = 'yes'"

[[section.group]]
name = "dark"
within = "night"
relevant = "${lamps} = 0"

[[section.question]]
name = "at_night"
kind = "choice"
choices = "yes_no"
label = { en = "At night?" }

[[section.question]]
name = "idx"
kind = "integer"
group = "cell"
label = { en = "Number" }

[[section.question]]
name = "lit"
kind = "choice"
choices = "yes_no"
group = "cell"
label = { en = "Lit?" }

[[section.question]]
name = "next_to"
kind = "integer"
group = "cell"
default = "if(position(..) > 1, indexed-repeat(${idx}, ${cell}, position(..) - 1), '')"
label = { en = "Next to" }

[[section.question]]
name = "why"
kind = "text"
group = "cell"
relevant = "${lit} = 'no'"
label = { en = "Why not?" }

[[section.question]]
name = "len"
kind = "integer"
group = "bed"
constraint = ". > 100"
constraint_message = { en = "Too short" }
label = { en = "Length" }

[[section.question]]
name = "place"
kind = "calculate"
group = "bed"
calculation = "concat(position(../..), '.', position(..), ' of cell ', ${idx})"
label = { en = "Which bed" }

[[section.question]]
name = "in_cell"
kind = "calculate"
group = "cell"
calculation = "sum(${len})"
label = { en = "Lengths" }

[[section.question]]
name = "before"
kind = "calculate"
group = "cell"
calculation = "if(position(..) > 1, indexed-repeat(${idx}, ${cell}, position(..) - 1), '')"
label = { en = "The cell before" }

[[section.question]]
name = "total"
kind = "calculate"
calculation = "sum(${len})"
label = { en = "All lengths" }

[[section.question]]
name = "dark_cells"
kind = "calculate"
calculation = "count(${cell}[lit = 'no'])"
label = { en = "Dark cells" }

[[section.question]]
name = "cells"
kind = "calculate"
calculation = "count(${cell})"
label = { en = "Cells" }

[[section.question]]
name = "interviews"
kind = "integer"
label = { en = "How many interviews?" }

[[section.question]]
name = "minutes"
kind = "integer"
group = "held"
label = { en = "Minutes" }

[[section.question]]
name = "longest"
kind = "calculate"
calculation = "max(${minutes})"
label = { en = "The longest" }

[[section.question]]
name = "lamps"
kind = "integer"
group = "night"
label = { en = "Lamps" }

[[section.question]]
name = "seen"
kind = "text"
group = "dark"
label = { en = "What was seen in the dark" }

[[section.question]]
name = "country"
kind = "choice"
choices = "countries"
label = { en = "Country" }

[[section.question]]
name = "region"
kind = "choice"
choices = "regions"
choice_filter = "country = ${country}"
label = { en = "Region" }

[[section.question]]
name = "region_label"
kind = "calculate"
calculation = "jr:choice-name(${region}, '${region}')"
label = { en = "Region in words" }

[[section.question]]
name = "region_country"
kind = "calculate"
calculation = "instance('regions')/root/item[name = ${region}]/country"
label = { en = "Country of the region" }

[[section.question]]
name = "beds_asked"
kind = "integer"
default = "4"
label = { en = "Beds" }

[[section.question]]
name = "day"
kind = "date"
default = "today()"
label = { en = "Day" }

[[section.question]]
name = "twice"
kind = "integer"
default = "${interviews} * 2"
label = { en = "Twice" }

[[section.question]]
name = "double"
kind = "integer"
default = "${beds_asked} * 2"
label = { en = "Double" }

[[section.question]]
name = "sealed"
kind = "text"
read_only = "${at_night} = 'yes'"
label = { en = "Sealed" }

[[section.question]]
name = "asked_at"
kind = "calculate"
calculation = "concat('asked about ', ${country})"
trigger = ["country"]
label = { en = "Asked" }

[[section.question]]
name = "form"
kind = "calculate"
calculation = "concat('v', version())"
label = { en = "Version" }
"#;

pub(super) fn cells() -> Scenario {
    Scenario::with(compiled(CELLS), SubjectKind::Premises)
}

impl Scenario {
    pub(super) fn repeat(&self, group: &str, around: &Instance) -> RepeatPlace {
        RepeatPlace {
            subject: self.subject,
            checklist: self.checklist.digest,
            group: QuestionName::new(group),
            around: around.clone(),
        }
    }

    /// Returns the instance at these positions of the repeats around a question, from 1.
    pub(super) fn at(&self, question: &str, positions: &[usize]) -> Instance {
        let place: Place = self.place(question);
        self.session
            .instance_at(&place, positions)
            .unwrap()
            .unwrap()
    }

    pub(super) fn add(mut self, group: &str) -> Self {
        let place = self.repeat(group, &Instance::default());
        let (_, change) = self.session.add_instance(&place, &self.next()).unwrap();
        self.done(change);
        self
    }

    pub(super) fn add_inside(mut self, group: &str, outer: &str, positions: &[usize]) -> Self {
        let around = self.at(outer, positions);
        let place = self.repeat(group, &around);
        let (_, change) = self.session.add_instance(&place, &self.next()).unwrap();
        self.done(change);
        self
    }

    pub(super) fn id(&self, group: &str, position: usize) -> InstanceId {
        let place = self.repeat(group, &Instance::default());
        self.session.instances(&place).unwrap()[position - 1]
    }

    pub(super) fn remove(mut self, group: &str, position: usize) -> Self {
        let place = self.repeat(group, &Instance::default());
        let id = self.id(group, position);
        let change = self
            .session
            .remove_instance(&place, id, &self.next())
            .unwrap();
        self.done(change);
        self
    }

    pub(super) fn put(mut self, group: &str, position: usize, before: Option<usize>) -> Self {
        let place = self.repeat(group, &Instance::default());
        let id = self.id(group, position);
        let before = before.map(|before| self.id(group, before));
        let change = self
            .session
            .move_instance(&place, id, before, &self.next())
            .unwrap();
        self.done(change);
        self
    }

    pub(super) fn answer_at(mut self, question: &str, positions: &[usize], text: &str) -> Self {
        let instance = self.at(question, positions);
        let found = self.checklist.question(question).unwrap();
        let value = self.checklist.parse_text(found, text).unwrap();
        let source = found.source;
        let place = self.place(question);
        let change = self
            .session
            .answer_in(
                &place,
                &instance,
                source,
                firsthours::visit::Answer::given(value),
                &self.next(),
            )
            .unwrap();
        self.done(change);
        self
    }

    pub(super) fn sheet(&self) -> Sheet<'_> {
        self.session
            .sheet(self.subject, self.checklist.digest)
            .unwrap()
    }

    pub(super) fn seen_from<'s>(
        &'s self,
        question: &str,
        positions: &[usize],
    ) -> (Sheet<'s>, usize) {
        let instance = self.at(question, positions);
        let index = self.checklist.index_of(question).unwrap();
        (self.sheet().in_instance(instance), index)
    }

    #[track_caller]
    pub(super) fn assert_at(self, question: &str, positions: &[usize], text: &str) -> Self {
        let (sheet, index) = self.seen_from(question, positions);
        let value = sheet.value(index).map(ToString::to_string);
        assert_eq!(value.unwrap_or_default(), text, "{question} {positions:?}");
        self
    }

    #[track_caller]
    pub(super) fn assert_applies_at(
        self,
        question: &str,
        positions: &[usize],
        applies: bool,
    ) -> Self {
        let (sheet, index) = self.seen_from(question, positions);
        assert_eq!(sheet.applies(index), applies, "{question} {positions:?}");
        self
    }

    #[track_caller]
    pub(super) fn assert_count(self, group: &str, count: usize) -> Self {
        let place = self.repeat(group, &Instance::default());
        assert_eq!(
            self.session.instances(&place).unwrap().len(),
            count,
            "{group}"
        );
        self
    }
}

#[test]
fn a_repeat_begins_with_one_instance_and_gets_more_by_hand() {
    cells()
        .assert_count("cell", 1)
        .assert_value("cells", "1")
        .add("cell")
        .add("cell")
        .assert_count("cell", 3)
        .assert_value("cells", "3")
        .assert_replays();
}

#[test]
fn the_same_question_has_an_answer_of_its_own_in_each_instance() {
    cells()
        .add("cell")
        .answer_at("idx", &[1], "11")
        .answer_at("idx", &[2], "12")
        .assert_at("idx", &[1], "11")
        .assert_at("idx", &[2], "12")
        .assert_replays();
}

#[test]
fn without_an_instance_the_first_one_is_meant() {
    cells()
        .answer("idx", "11")
        .assert_at("idx", &[1], "11")
        .assert_value("idx", "11")
        .assert_replays();
}

#[test]
fn relevance_inside_a_repeat_goes_by_the_same_instance() {
    cells()
        .add("cell")
        .answer_at("lit", &[2], "no")
        .assert_applies_at("why", &[1], false)
        .assert_applies_at("why", &[2], true)
        .answer_at("lit", &[1], "no")
        .answer_at("lit", &[2], "yes")
        .assert_applies_at("why", &[1], true)
        .assert_applies_at("why", &[2], false)
        .assert_replays();
}

#[test]
fn an_answer_in_one_instance_changes_no_other() {
    cells()
        .add("cell")
        .answer_at("lit", &[1], "no")
        .answer_at("why", &[1], "the lamp is broken")
        .assert_at("why", &[2], "")
        .assert_replays();
}

#[test]
fn a_sum_over_a_repeat_follows_each_answer_in_it() {
    cells()
        .add("cell")
        .answer_at("len", &[1, 1], "190")
        .assert_value("total", "190")
        .answer_at("len", &[2, 1], "150")
        .assert_value("total", "340")
        .answer_at("len", &[1, 1], "200")
        .assert_value("total", "350")
        .assert_replays();
}

#[test]
fn a_sum_inside_an_outer_instance_takes_only_what_is_in_it() {
    cells()
        .add("cell")
        .add_inside("bed", "idx", &[1])
        .answer_at("len", &[1, 1], "190")
        .answer_at("len", &[1, 2], "180")
        .answer_at("len", &[2, 1], "150")
        .assert_at("in_cell", &[1], "370")
        .assert_at("in_cell", &[2], "150")
        .assert_value("total", "520")
        .assert_replays();
}

#[test]
fn an_instance_inside_knows_where_it_stands_and_what_is_around_it() {
    cells()
        .add("cell")
        .add_inside("bed", "idx", &[2])
        .answer_at("idx", &[2], "12")
        .assert_at("place", &[2, 2], "2.2 of cell 12")
        .answer_at("idx", &[2], "14")
        .assert_at("place", &[2, 2], "2.2 of cell 14")
        .assert_replays();
}

#[test]
fn an_instance_reads_the_one_before_it_by_indexed_repeat() {
    cells()
        .add("cell")
        .add("cell")
        .answer_at("idx", &[1], "11")
        .answer_at("idx", &[2], "12")
        .assert_at("before", &[1], "")
        .assert_at("before", &[2], "11")
        .assert_at("before", &[3], "12")
        .assert_replays();
}

#[test]
fn a_removed_instance_counts_nowhere_and_those_behind_it_move_up() {
    cells()
        .add("cell")
        .add("cell")
        .answer_at("idx", &[1], "11")
        .answer_at("idx", &[2], "12")
        .answer_at("idx", &[3], "13")
        .answer_at("lit", &[2], "no")
        .assert_value("dark_cells", "1")
        .remove("cell", 2)
        .assert_count("cell", 2)
        .assert_value("cells", "2")
        .assert_value("dark_cells", "0")
        .assert_at("idx", &[2], "13")
        .assert_at("before", &[2], "11")
        .assert_replays();
}

#[test]
fn a_removed_instance_comes_back_with_everything_in_it() {
    cells()
        .add("cell")
        .answer_at("len", &[2, 1], "150")
        .remove("cell", 2)
        .assert_blank_or_zero("total")
        .undo()
        .assert_at("len", &[2, 1], "150")
        .assert_value("total", "150")
        .redo()
        .assert_count("cell", 1)
        .assert_replays();
}

impl Scenario {
    #[track_caller]
    fn assert_blank_or_zero(self, question: &str) -> Self {
        let value = self.value(question).map(|value| value.to_string());
        assert!(matches!(value.as_deref(), None | Some("0")), "{value:?}");
        self
    }
}

#[test]
fn an_added_instance_goes_again_when_that_is_undone() {
    cells()
        .add("cell")
        .assert_value("cells", "2")
        .undo()
        .assert_value("cells", "1")
        .redo()
        .assert_value("cells", "2")
        .assert_replays();
}

#[test]
fn even_the_first_instance_can_be_removed() {
    cells()
        .answer_at("len", &[1, 1], "190")
        .remove("cell", 1)
        .assert_count("cell", 0)
        .assert_value("cells", "0")
        .assert_blank_or_zero("total")
        .add("cell")
        .assert_value("cells", "1")
        .assert_replays();
}

#[test]
fn instances_are_put_in_another_order_and_take_their_answers_with_them() {
    cells()
        .add("cell")
        .add("cell")
        .answer_at("idx", &[1], "11")
        .answer_at("idx", &[2], "12")
        .answer_at("idx", &[3], "13")
        .put("cell", 3, Some(1))
        .assert_at("idx", &[1], "13")
        .assert_at("idx", &[2], "11")
        .assert_at("before", &[2], "13")
        .put("cell", 1, None)
        .assert_at("idx", &[3], "13")
        .undo()
        .undo()
        .assert_at("idx", &[1], "11")
        .assert_replays();
}

#[test]
fn a_counted_repeat_has_as_many_instances_as_its_count() {
    cells()
        .assert_count("held", 0)
        .answer("interviews", "3")
        .assert_count("held", 3)
        .answer_at("minutes", &[3], "40")
        .assert_value("longest", "40")
        .assert_replays();
}

#[test]
fn a_lower_count_takes_away_nothing_that_was_said_and_counts_no_more_than_it_says() {
    cells()
        .answer("interviews", "3")
        .answer_at("minutes", &[1], "20")
        .answer_at("minutes", &[3], "40")
        .answer("interviews", "1")
        .assert_count("held", 2)
        .assert_at("minutes", &[1], "20")
        .assert_at("minutes", &[2], "40")
        .assert_applies_at("minutes", &[2], false)
        .assert_beyond("minutes", &[2], true)
        .assert_value("longest", "20")
        .answer("interviews", "3")
        .assert_count("held", 3)
        .assert_at("minutes", &[3], "40")
        .assert_beyond("minutes", &[3], false)
        .assert_value("longest", "40")
        .assert_replays();
}

#[test]
fn what_is_beyond_a_count_can_be_removed_by_hand_and_comes_back() {
    cells()
        .answer("interviews", "2")
        .answer_at("minutes", &[2], "40")
        .answer("interviews", "1")
        .assert_count("held", 2)
        .remove("held", 2)
        .assert_count("held", 1)
        .undo()
        .assert_count("held", 2)
        .redo()
        .assert_count("held", 1)
        .answer("interviews", "2")
        .assert_count("held", 2)
        .assert_at("minutes", &[2], "40")
        .assert_replays();
}

#[test]
fn what_is_beyond_a_count_is_set_aside_and_not_asked() {
    let scenario = cells()
        .answer("interviews", "2")
        .answer_at("minutes", &[2], "40")
        .answer("interviews", "1");
    let found = scenario.sheet().completeness(scenario.section("all"));
    assert_eq!(found.set_aside, 1);
    let index = scenario.checklist.index_of("minutes").unwrap();
    assert!(scenario.sheet().next_empty(None).is_some());
    let places = scenario.sheet().places();
    let of_minutes = places.iter().filter(|spot| spot.question == index);
    assert_eq!(of_minutes.count(), 2);
}

impl Scenario {
    #[track_caller]
    fn assert_beyond(self, question: &str, positions: &[usize], beyond: bool) -> Self {
        let (sheet, index) = self.seen_from(question, positions);
        assert_eq!(
            sheet.is_beyond_count(index),
            beyond,
            "{question} {positions:?}"
        );
        self
    }
}

#[test]
fn a_higher_count_brings_more_and_keeps_what_is_there() {
    cells()
        .answer("interviews", "1")
        .answer_at("minutes", &[1], "20")
        .answer("interviews", "2")
        .assert_count("held", 2)
        .assert_at("minutes", &[1], "20")
        .assert_replays();
}

#[test]
fn a_count_that_is_too_high_shows_no_empty_instances_once_it_is_mended() {
    cells()
        .answer("interviews", "50")
        .assert_count("held", 50)
        .answer("interviews", "5")
        .assert_count("held", 5)
        .answer("interviews", "1000000")
        .assert_count("held", 1000)
        .clear("interviews")
        .assert_count("held", 0)
        .assert_replays();
}

#[test]
fn nobody_adds_to_or_removes_from_a_repeat_that_follows_a_count() {
    let mut scenario = cells().answer("interviews", "2");
    let place = scenario.repeat("held", &Instance::default());
    let id = scenario.id("held", 1);
    let saying = scenario.next();
    let counted = Refusal::Counted {
        group: "held".to_owned(),
    };
    assert_eq!(
        scenario.session.add_instance(&place, &saying).unwrap_err(),
        counted
    );
    assert_eq!(
        scenario
            .session
            .remove_instance(&place, id, &saying)
            .unwrap_err(),
        counted
    );
}

#[test]
fn an_answer_keyed_before_its_count_stays_when_the_count_comes() {
    cells()
        .answer_at("minutes", &[2], "30")
        .assert_count("held", 1)
        .assert_blank_or_zero("longest")
        .answer("interviews", "2")
        .assert_count("held", 2)
        .assert_value("longest", "30")
        .undo()
        .undo()
        .assert_count("held", 0)
        .assert_replays();
}

#[test]
fn an_instance_that_is_not_there_takes_no_answer() {
    let mut scenario = cells();
    let place = scenario.place("idx");
    let strange = Instance(vec![InstanceId::Counted(9)]);
    let saying = scenario.next();
    let answer = firsthours::visit::Answer::missing(Missing::Refused);
    let source = scenario.checklist.question("idx").unwrap().source;
    let refusal = scenario
        .session
        .answer_in(&place, &strange, source, answer, &saying)
        .unwrap_err();
    assert!(matches!(refusal, Refusal::NoInstance { .. }), "{refusal:?}");
    assert!(scenario.session.instance_at(&place, &[0]).is_err());
    assert!(scenario.session.instance_at(&place, &[1, 1]).is_err());
}

#[test]
fn two_monitors_who_add_an_instance_at_the_same_time_have_two() {
    let scenario = cells().add("cell").on(SECOND).add("cell");
    let place = scenario.repeat("cell", &Instance::default());
    let ids = scenario.session.instances(&place).unwrap();
    assert_eq!(ids.len(), 3);
    assert_ne!(ids[1], ids[2]);
    scenario.assert_replays();
}

#[test]
fn a_group_that_does_not_count_takes_its_questions_with_it() {
    cells()
        .assert_not_relevant("lamps")
        .answer("at_night", "yes")
        .assert_relevant("lamps")
        .assert_replays();
}

#[test]
fn a_group_inside_one_that_does_not_count_does_not_count_either() {
    cells()
        .answer("at_night", "yes")
        .answer("lamps", "0")
        .assert_relevant("seen")
        .answer("seen", "nothing")
        .answer("at_night", "no")
        .assert_not_relevant("lamps")
        .assert_not_relevant("seen")
        .assert_no_longer_apply(2)
        .answer("at_night", "yes")
        .assert_relevant("seen")
        .assert_value("seen", "nothing")
        .assert_replays();
}

#[test]
fn only_the_choices_of_the_chosen_country_are_offered() {
    let scenario = cells().answer("country", "kg");
    let index = scenario.checklist.index_of("region").unwrap();
    let offered = |scenario: &Scenario| -> Vec<String> {
        let sheet = scenario.sheet();
        let offered = sheet.offered(index);
        offered
            .into_iter()
            .map(|choice| choice.name.clone())
            .collect()
    };
    assert_eq!(offered(&scenario), ["chuy", "osh"]);
    let scenario = scenario.answer("country", "kz");
    assert_eq!(offered(&scenario), ["almaty"]);
    let scenario = scenario.clear("country");
    assert_eq!(offered(&scenario), Vec::<String>::new());
}

#[test]
fn a_choice_that_is_no_longer_offered_is_kept_and_listed_to_check() {
    let scenario = cells().answer("country", "kg").answer("region", "osh");
    let index = scenario.checklist.index_of("region").unwrap();
    assert!(!scenario.sheet().is_to_check(index));
    let scenario = scenario.answer("country", "kz");
    assert!(scenario.sheet().is_to_check(index));
    let scenario = scenario
        .assert_value("region", "osh")
        .answer("country", "kg");
    assert!(!scenario.sheet().is_to_check(index));
    scenario.assert_replays();
}

#[test]
fn the_label_and_the_columns_of_a_choice_are_looked_up() {
    cells()
        .answer("country", "kz")
        .answer("region", "almaty")
        .assert_value("region_label", "Almaty")
        .assert_value("region_country", "kz")
        .assert_replays();
}

#[test]
fn a_default_stands_until_something_is_said_and_is_nobodys_answer() {
    let scenario = cells().assert_value("beds_asked", "4");
    let index = scenario.checklist.index_of("beds_asked").unwrap();
    assert!(!scenario.sheet().is_answered(index));
    scenario
        .answer("beds_asked", "6")
        .assert_value("beds_asked", "6")
        .undo()
        .assert_value("beds_asked", "4")
        .mark("beds_asked", Missing::Refused)
        .assert_blank("beds_asked")
        .assert_replays();
}

#[test]
fn a_computed_default_is_computed_once_when_the_sheet_begins() {
    cells()
        .assert_value("day", "2026-03-05")
        .assert_value("double", "8")
        .answer("beds_asked", "6")
        .assert_value("double", "8")
        .answer("double", "5")
        .assert_value("double", "5")
        .undo()
        .assert_value("double", "8")
        .assert_replays();
}

#[test]
fn a_default_that_reads_what_nobody_has_said_yet_stays_blank() {
    cells()
        .assert_blank("twice")
        .answer("interviews", "4")
        .assert_blank("twice")
        .assert_replays();
}

#[test]
fn a_default_in_an_instance_is_computed_once_when_it_is_added() {
    cells()
        .answer_at("idx", &[1], "11")
        .add("cell")
        .assert_at("next_to", &[2], "11")
        .answer_at("idx", &[1], "21")
        .assert_at("next_to", &[2], "11")
        .add("cell")
        .assert_at("next_to", &[3], "")
        .assert_replays();
}

#[test]
fn a_question_that_is_read_only_here_takes_no_answer() {
    let mut scenario = cells().answer("sealed", "seen").answer("at_night", "yes");
    let answer = firsthours::visit::Answer::missing(Missing::Refused);
    let source = scenario.checklist.question("sealed").unwrap().source;
    let refusal = scenario.give(source, "sealed", answer).unwrap_err();
    assert!(matches!(refusal, Refusal::TakesNoAnswer { .. }));
    scenario
        .assert_value("sealed", "seen")
        .answer("at_night", "no")
        .answer("sealed", "opened")
        .assert_value("sealed", "opened")
        .assert_replays();
}

#[test]
fn a_triggered_calculation_is_made_after_the_answer_in_the_same_step() {
    cells()
        .assert_blank("asked_at")
        .answer("country", "kg")
        .assert_value("asked_at", "asked about kg")
        .answer("country", "kz")
        .assert_value("asked_at", "asked about kz")
        .undo()
        .assert_value("country", "kg")
        .assert_value("asked_at", "asked about kg")
        .assert_replays();
}

#[test]
fn an_expression_knows_the_version_of_its_checklist() {
    cells().assert_value("form", "v7").assert_replays();
}

#[test]
fn every_instance_counts_in_how_far_a_section_is_filled() {
    let scenario = cells();
    let section = scenario.section("all");
    let before = scenario.sheet().completeness(section);
    let scenario = scenario.add("cell");
    let after = scenario.sheet().completeness(section);
    // Number, light, neighbour and the one bed of the second cell.
    assert_eq!(after.total, before.total + 4);
    let scenario = scenario.answer_at("len", &[2, 1], "90");
    let filled = scenario.sheet().completeness(section);
    assert_eq!((filled.done, filled.to_check), (before.done + 1, 1));
}

#[test]
fn the_rest_of_a_section_is_marked_in_all_instances_at_once() {
    let scenario = cells()
        .add("cell")
        .answer_at("idx", &[1], "11")
        .mark_rest("all", firsthours::value::NotCheckedReason::NoTime);
    let section = scenario.section("all");
    let sheet = scenario.sheet();
    let found = sheet.completeness(section);
    assert_eq!(found.left(), 0, "{found:?}");
    scenario.assert_replays();
}

#[test]
fn an_answer_to_an_instance_that_nobody_knows_is_kept_and_counts_nowhere() {
    let scenario = cells().add("cell").answer_at("len", &[2, 1], "150");
    let mut entries = scenario.session.entries().to_vec();
    // The bundle that added the cell has not come yet.
    entries.retain(|entry| {
        !matches!(
            entry.statement,
            firsthours::visit::Statement::Repeated { .. }
        )
    });
    let checklists = scenario.session.checklists().to_vec();
    let replayed = firsthours::visit::Session::replay(checklists, entries).unwrap();
    let sheet = replayed
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let total = scenario.checklist.index_of("total").unwrap();
    assert_eq!(
        sheet.value(total).map(ToString::to_string),
        Some("0".to_owned())
    );
}

#[test]
fn an_entry_of_before_there_were_repeats_reads_as_it_did() {
    let scenario = cells().answer("interviews", "2");
    let entry = scenario.session.entries().last().unwrap();
    let json = serde_json::to_value(entry).unwrap();
    assert!(json["w"]["A"].get("r").is_none(), "{json}");
    let read: firsthours::visit::Entry = serde_json::from_value(json).unwrap();
    assert_eq!(&read, entry);
    let inside = cells().answer_at("len", &[1, 1], "150");
    let entry = inside.session.entries().last().unwrap();
    let json = serde_json::to_value(entry).unwrap();
    let read: firsthours::visit::Entry = serde_json::from_value(json).unwrap();
    assert_eq!(&read, entry);
}

fn circle_of(questions: &str) -> String {
    let text = format!(
        "format = 1\nid = \"test/circle\"\nversion = \"1\"\nsubject = \"premises\"\n\
         default_source = \"observation\"\ntitle = {{ en = \"C\" }}\n\
         [[section]]\nname = \"s\"\ntitle = {{ en = \"S\" }}\n{questions}"
    );
    let outcome = firsthours::checklist::Library::embedded().check(&text);
    let circle = outcome
        .defects
        .iter()
        .find(|defect| defect.code == "chk_circle")
        .unwrap_or_else(|| panic!("{:#?}", outcome.defects));
    format!("{:?}", circle.message)
}

#[test]
fn a_group_whose_relevance_reads_what_is_in_it_is_a_circle() {
    let said = circle_of(
        "[[section.group]]\nname = \"g\"\nrelevant = \"${a} = 1\"\n\
         [[section.question]]\nname = \"a\"\nkind = \"integer\"\ngroup = \"g\"\nlabel = { en = \"A\" }\n",
    );
    assert!(said.contains("a → g → a"), "{said}");
}

#[test]
fn a_count_that_reads_what_is_counted_is_a_circle() {
    let said = circle_of(
        "[[section.group]]\nname = \"r\"\nrepeat = true\nrepeat_count = \"count(${r}) + 1\"\n\
         [[section.question]]\nname = \"a\"\nkind = \"integer\"\ngroup = \"r\"\nlabel = { en = \"A\" }\n",
    );
    assert!(said.contains("r → r"), "{said}");
}

#[test]
fn calculations_that_read_each_other_across_instances_are_a_circle() {
    let said = circle_of(
        "[[section.group]]\nname = \"r\"\nrepeat = true\n\
         [[section.question]]\nname = \"a\"\nkind = \"calculate\"\ngroup = \"r\"\nlabel = { en = \"A\" }\n\
         calculation = \"sum(../../r/b)\"\n\
         [[section.question]]\nname = \"b\"\nkind = \"calculate\"\ngroup = \"r\"\nlabel = { en = \"B\" }\n\
         calculation = \"${a} + 1\"\n",
    );
    assert!(said.contains("a → b → a"), "{said}");
}
