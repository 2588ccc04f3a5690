//! Relevance, calculations and circles, behaviour by behaviour, as other engines of this language hold
//! them to.

use std::fmt::Write as _;

use firsthours::checklist::{Library, SubjectKind};
use firsthours::value::Missing;

use crate::scenario::{Scenario, compiled};

/// A question: its name, its kind, and further keys with their values.
type Asked<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A checklist about the premises with these groups and questions, each `name kind key=value ...`.
fn sheet(groups: &[(&str, &str)], questions: &[Asked<'_>]) -> String {
    let mut text = "format = 1\nid = \"test/order\"\nversion = \"1\"\nsubject = \"premises\"\n\
                    default_source = \"observation\"\ntitle = { en = \"Order\" }\n\
                    [choices]\nyes_no = [{ name = \"yes\", label = { en = \"Yes\" } }, \
                    { name = \"no\", label = { en = \"No\" } }]\n\
                    [[section]]\nname = \"all\"\ntitle = { en = \"All\" }\n"
        .to_owned();
    for (name, keys) in groups {
        writeln!(text, "[[section.group]]\nname = \"{name}\"\n{keys}").unwrap();
    }
    for (name, kind, keys) in questions {
        writeln!(
            text,
            "[[section.question]]\nname = \"{name}\"\nkind = \"{kind}\"\nlabel = {{ en = \"{name}\" }}"
        )
        .unwrap();
        if *kind == "choice" {
            writeln!(text, "choices = \"yes_no\"").unwrap();
        }
        for (key, value) in *keys {
            if *key == "trigger" {
                writeln!(text, "trigger = [\"{value}\"]").unwrap();
            } else {
                writeln!(text, "{key} = \"{value}\"").unwrap();
            }
        }
    }
    text
}

fn begun(groups: &[(&str, &str)], questions: &[Asked<'_>]) -> Scenario {
    Scenario::with(compiled(&sheet(groups, questions)), SubjectKind::Premises)
}

/// Returns the circle that is found in this, as it is printed.
fn circle(groups: &[(&str, &str)], questions: &[Asked<'_>]) -> String {
    let outcome = Library::embedded().check(&sheet(groups, questions));
    let circle = outcome
        .defects
        .iter()
        .find(|defect| defect.code == "chk_circle")
        .unwrap_or_else(|| panic!("{:#?}", outcome.defects));
    format!("{:?}", circle.message)
}

const REPEAT: &str = "repeat = true";

#[test]
fn a_calculation_of_a_calculation_follows_in_one_step_whatever_stands_first() {
    begun(
        &[],
        &[
            ("last", "calculate", &[("calculation", "${middle} + 1")]),
            ("middle", "calculate", &[("calculation", "${first} * 2")]),
            ("first", "integer", &[]),
        ],
    )
    .answer("first", "4")
    .assert_value("middle", "8")
    .assert_value("last", "9")
    .answer("first", "5")
    .assert_value("last", "11")
    .assert_replays();
}

#[test]
fn relevance_that_goes_by_a_calculation_follows_it() {
    begun(
        &[],
        &[
            ("held", "integer", &[]),
            ("places", "integer", &[]),
            (
                "over",
                "calculate",
                &[("calculation", "${held} - ${places}")],
            ),
            ("why", "text", &[("relevant", "${over} > 0")]),
        ],
    )
    .answer("held", "12")
    .answer("places", "12")
    .assert_not_relevant("why")
    .answer("places", "10")
    .assert_relevant("why")
    .assert_replays();
}

#[test]
fn what_does_not_count_reads_as_blank_whatever_was_said_in_it() {
    begun(
        &[],
        &[
            ("seen", "choice", &[]),
            ("count", "integer", &[("relevant", "${seen} = 'yes'")]),
            (
                "shown",
                "calculate",
                &[("calculation", "coalesce(${count}, 'none')")],
            ),
        ],
    )
    .answer("seen", "yes")
    .answer("count", "3")
    .assert_value("shown", "3")
    .answer("seen", "no")
    .assert_value("shown", "none")
    .answer("seen", "yes")
    .assert_value("shown", "3")
    .assert_replays();
}

#[test]
fn relevance_passes_down_a_chain_of_questions_that_read_each_other() {
    begun(
        &[],
        &[
            ("one", "choice", &[]),
            ("two", "choice", &[("relevant", "${one} = 'yes'")]),
            ("three", "text", &[("relevant", "${two} = 'yes'")]),
        ],
    )
    .answer("one", "yes")
    .answer("two", "yes")
    .answer("three", "here")
    .answer("one", "no")
    .assert_not_relevant("two")
    .assert_not_relevant("three")
    .assert_no_longer_apply(2)
    .answer("one", "yes")
    .assert_relevant("three")
    .assert_value("three", "here")
    .assert_replays();
}

#[test]
fn instances_that_do_not_count_are_left_out_of_sets() {
    begun(
        &[("cell", "repeat = true\nrelevant = \"${idx} != 2\"")],
        &[
            ("idx", "calculate", &[("calculation", "1")]),
            ("cells", "calculate", &[("calculation", "count(${cell})")]),
            ("beds", "integer", &[("group", "cell")]),
        ],
    )
    .assert_value("cells", "1")
    .add("cell")
    .assert_value("cells", "2")
    .assert_replays();
}

#[test]
fn a_blank_in_a_set_is_skipped_and_the_sum_of_nothing_is_0() {
    begun(
        &[("cell", REPEAT)],
        &[
            ("beds", "integer", &[("group", "cell")]),
            ("all", "calculate", &[("calculation", "sum(${beds})")]),
            (
                "said",
                "calculate",
                &[("calculation", "count-non-empty(${beds})")],
            ),
        ],
    )
    .assert_value("all", "0")
    .add("cell")
    .answer_at("beds", &[2], "3")
    .assert_value("all", "3")
    .assert_value("said", "1")
    .assert_replays();
}

#[test]
fn removing_the_first_instance_renumbers_the_others_and_what_reads_their_positions() {
    begun(
        &[("cell", REPEAT)],
        &[
            (
                "number",
                "calculate",
                &[("group", "cell"), ("calculation", "position(..)")],
            ),
            ("beds", "integer", &[("group", "cell")]),
            (
                "weighted",
                "calculate",
                &[("group", "cell"), ("calculation", "${number} * ${beds}")],
            ),
            ("all", "calculate", &[("calculation", "sum(${weighted})")]),
        ],
    )
    .add("cell")
    .add("cell")
    .answer_at("beds", &[1], "10")
    .answer_at("beds", &[2], "10")
    .answer_at("beds", &[3], "10")
    .assert_value("all", "60")
    .remove("cell", 1)
    .assert_at("number", &[1], "1")
    .assert_value("all", "30")
    .undo()
    .assert_value("all", "60")
    .assert_replays();
}

#[test]
fn moving_an_instance_changes_what_goes_by_positions() {
    begun(
        &[("stop", REPEAT)],
        &[
            ("hour", "integer", &[("group", "stop")]),
            (
                "since",
                "calculate",
                &[
                    ("group", "stop"),
                    (
                        "calculation",
                        "if(position(..) > 1, ${hour} - indexed-repeat(${hour}, ${stop}, position(..) - 1), 0)",
                    ),
                ],
            ),
        ],
    )
    .add("stop")
    .answer_at("hour", &[1], "12")
    .answer_at("hour", &[2], "9")
    .assert_at("since", &[2], "-3")
    .put("stop", 2, Some(1))
    .assert_at("since", &[2], "3")
    .assert_replays();
}

#[test]
fn a_count_can_be_computed_and_every_instance_gets_what_is_computed_in_it() {
    begun(
        &[("cell", "repeat = true\nrepeat_count = \"${floors} * 2\"")],
        &[
            ("floors", "integer", &[]),
            (
                "name",
                "calculate",
                &[
                    ("group", "cell"),
                    ("calculation", "concat('c', position(..))"),
                ],
            ),
            (
                "names",
                "calculate",
                &[("calculation", "join(' ', ${name})")],
            ),
        ],
    )
    .answer("floors", "1")
    .assert_value("names", "c1 c2")
    .answer("floors", "2")
    .assert_value("names", "c1 c2 c3 c4")
    .answer("floors", "1")
    .assert_value("names", "c1 c2")
    .assert_replays();
}

#[test]
fn a_count_inside_an_instance_goes_by_that_instance() {
    begun(
        &[
            ("cell", REPEAT),
            (
                "bed",
                "within = \"cell\"\nrepeat = true\nrepeat_count = \"${beds}\"",
            ),
        ],
        &[
            ("beds", "integer", &[("group", "cell")]),
            ("len", "integer", &[("group", "bed")]),
            ("all", "calculate", &[("calculation", "count(${bed})")]),
        ],
    )
    .add("cell")
    .answer_at("beds", &[1], "2")
    .answer_at("beds", &[2], "3")
    .assert_value("all", "5")
    .answer_at("beds", &[1], "1")
    .assert_value("all", "4")
    .assert_replays();
}

#[test]
fn a_predicate_goes_through_instances_one_by_one() {
    begun(
        &[("cell", REPEAT)],
        &[
            ("beds", "integer", &[("group", "cell")]),
            ("held", "integer", &[("group", "cell")]),
            (
                "full",
                "calculate",
                &[("calculation", "count(${cell}[held > beds])")],
            ),
        ],
    )
    .add("cell")
    .answer_at("beds", &[1], "2")
    .answer_at("held", &[1], "3")
    .answer_at("beds", &[2], "4")
    .answer_at("held", &[2], "4")
    .assert_value("full", "1")
    .answer_at("held", &[2], "5")
    .assert_value("full", "2")
    .assert_replays();
}

#[test]
fn once_keeps_what_an_answer_says_and_follows_until_there_is_one() {
    begun(
        &[("cell", REPEAT)],
        &[
            ("kind", "text", &[]),
            ("first", "calculate", &[("calculation", "once(${kind})")]),
            (
                "drawn",
                "calculate",
                &[
                    ("group", "cell"),
                    ("calculation", "once(concat(${kind}, position(..)))"),
                ],
            ),
        ],
    )
    .answer("kind", "IVS")
    .assert_value("first", "IVS")
    .add("cell")
    .assert_at("drawn", &[1], "IVS1")
    .assert_at("drawn", &[2], "IVS2")
    .assert_replays();
}

#[test]
fn a_constraint_is_judged_for_each_instance_and_never_for_a_blank() {
    let scenario = begun(
        &[("cell", REPEAT)],
        &[
            ("most", "integer", &[]),
            (
                "beds",
                "integer",
                &[("group", "cell"), ("constraint", ". <= ${most}")],
            ),
        ],
    )
    .add("cell")
    .answer("most", "4")
    .answer_at("beds", &[2], "6");
    let to_check = |scenario: &Scenario, at: usize| {
        let (sheet, index) = scenario.seen_from("beds", &[at]);
        sheet.is_to_check(index)
    };
    assert!(!to_check(&scenario, 1));
    assert!(to_check(&scenario, 2));
    let scenario = scenario.answer("most", "8");
    assert!(!to_check(&scenario, 2));
    scenario.assert_replays();
}

#[test]
fn a_constraint_may_read_its_own_question_and_is_no_circle() {
    let scenario = begun(
        &[],
        &[(
            "beds",
            "integer",
            &[("constraint", ". > 0 and ${beds} < 100")],
        )],
    );
    let scenario = scenario.answer("beds", "100");
    let index = scenario.checklist.index_of("beds").unwrap();
    assert!(scenario.sheet().is_to_check(index));
}

#[test]
fn a_trigger_runs_in_its_own_instance_and_in_no_other() {
    begun(
        &[("cell", REPEAT)],
        &[
            ("asked", "integer", &[]),
            ("beds", "integer", &[("group", "cell")]),
            (
                "kept",
                "calculate",
                &[
                    ("group", "cell"),
                    ("calculation", "${beds} + ${asked}"),
                    ("trigger", "beds"),
                ],
            ),
        ],
    )
    .add("cell")
    .answer("asked", "100")
    .answer_at("beds", &[2], "3")
    .assert_at("kept", &[1], "")
    .assert_at("kept", &[2], "103")
    .answer("asked", "200")
    .assert_at("kept", &[2], "103")
    .answer_at("beds", &[2], "4")
    .assert_at("kept", &[2], "204")
    .assert_replays();
}

#[test]
fn a_question_is_required_only_where_it_counts_and_never_blocks() {
    let mut text = sheet(
        &[("cell", REPEAT)],
        &[
            ("lit", "choice", &[("group", "cell")]),
            (
                "why",
                "text",
                &[("group", "cell"), ("relevant", "${lit} = 'no'")],
            ),
        ],
    );
    text.push_str("required = true\n");
    let scenario = Scenario::with(compiled(&text), SubjectKind::Premises).add("cell");
    let left = |scenario: &Scenario| {
        let to_do = scenario.session.to_do();
        let required = to_do
            .iter()
            .filter(|to_do| to_do.kind == firsthours::visit::ToDoKind::RequiredEmpty);
        required.count()
    };
    assert_eq!(left(&scenario), 0);
    let scenario = scenario.answer_at("lit", &[2], "no");
    assert_eq!(left(&scenario), 1);
    let mut scenario = scenario;
    let saying = scenario.next();
    assert!(scenario.session.close(&saying).is_ok());
}

#[test]
fn a_missing_reason_reads_as_blank_and_counts_as_done() {
    let scenario = begun(
        &[],
        &[
            ("beds", "integer", &[]),
            (
                "shown",
                "calculate",
                &[("calculation", "coalesce(${beds}, 'none')")],
            ),
        ],
    )
    .answer("beds", "3")
    .mark("beds", Missing::Refused)
    .assert_value("shown", "none");
    let section = scenario.section("all");
    assert_eq!(scenario.sheet().completeness(section).left(), 0);
    scenario.assert_replays();
}

#[test]
fn a_calculation_that_reads_itself_is_a_circle() {
    let said = circle(&[], &[("a", "calculate", &[("calculation", "${a} + 1")])]);
    assert!(said.contains("a → a"), "{said}");
}

#[test]
fn a_question_that_counts_by_its_own_answer_is_a_circle() {
    let said = circle(&[], &[("a", "integer", &[("relevant", "${a} > 1")])]);
    assert!(said.contains("a → a"), "{said}");
}

#[test]
fn relevance_and_calculation_together_make_a_circle_too() {
    let said = circle(
        &[],
        &[
            ("a", "integer", &[("relevant", "${b} > 1")]),
            ("b", "calculate", &[("calculation", "${a} + 1")]),
        ],
    );
    assert!(
        said.contains("a → b → a") || said.contains("b → a → b"),
        "{said}"
    );
}

#[test]
fn a_sum_inside_the_repeat_that_it_sums_is_a_circle() {
    let said = circle(
        &[("r", REPEAT)],
        &[(
            "a",
            "calculate",
            &[("group", "r"), ("calculation", "sum(../../r/a)")],
        )],
    );
    assert!(said.contains("a → a"), "{said}");
}
