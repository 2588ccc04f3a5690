//! Facts in repeats: what each instance states, and which of them counts.

use firsthours::checklist::SubjectKind;
use firsthours::safeguard::{Catalogue, Country, Law};
use firsthours::value::Source;
use firsthours::visit::{
    Agreement, Compliance, Decision, Episode, Refusal, Session, Stands, Statement, Subject,
    Timeline, assess, differences,
};

use crate::scenario::{SECOND, Scenario, compiled};

/// An interview of somebody who was taken more than once, with meetings of a lawyer in each custody.
const TAKEN: &str = r#"
format = 1
id = "test/taken"
version = "1"
subject = "SUBJECT"
default_source = "detained_person"
title = { en = "Taken" }

[choices]
yes_no = [{ name = "yes", label = { en = "Yes" } }, { name = "no", label = { en = "No" } }]

[[section]]
name = "all"
title = { en = "All" }

[[section.group]]
name = "custody"
repeat = true

[[section.group]]
name = "meeting"
within = "custody"
repeat = true

[[section.question]]
name = "age"
kind = "integer"
fact = "age"
label = { en = "Age" }

[[section.question]]
name = "taken"
kind = "moment"
group = "custody"
fact = "apprehended_at"
label = { en = "Taken" }

[[section.question]]
name = "met"
kind = "moment"
group = "meeting"
fact = "lawyer_met_at"
label = { en = "Lawyer met" }

[[section.question]]
name = "alone"
kind = "choice"
choices = "yes_no"
group = "meeting"
fact = "lawyer_private"
label = { en = "Alone?" }
"#;

fn taken() -> Scenario {
    let text = TAKEN.replace("SUBJECT", "person");
    Scenario::with(compiled(&text), SubjectKind::Person)
}

fn on_the_premises() -> Scenario {
    let text = TAKEN.replace("SUBJECT", "premises");
    Scenario::with(compiled(&text), SubjectKind::Premises)
}

/// Two custodies: in the first the lawyer came twice, in the second once.
fn twice(scenario: Scenario) -> Scenario {
    scenario
        .answer("age", "30")
        .add("custody")
        .add_inside("meeting", "taken", &[1])
        .answer_at("taken", &[1], "2026-02-01T10:00")
        .answer_at("met", &[1, 1], "2026-02-02T10:00")
        .answer_at("met", &[1, 2], "2026-02-01T12:00")
        .answer_at("taken", &[2], "2026-03-01T10:00")
        .answer_at("met", &[2, 1], "2026-03-01T11:00")
}

fn moments(episode: &Episode, fact: &str) -> Vec<String> {
    episode
        .about(fact)
        .filter_map(|(_, said)| Some(said.moment()?.0.to_string()))
        .collect()
}

#[test]
fn each_custody_of_a_repeat_is_an_episode_with_what_was_said_outside_of_it() {
    let scenario = twice(taken());
    let episodes = scenario.session.episodes();
    let names: Vec<String> = episodes.iter().map(Episode::name).collect();
    assert_eq!(names, ["P-01/1", "P-01/2"]);
    for episode in &episodes {
        assert_eq!(episode.about("age").count(), 1);
        assert_eq!(episode.about("apprehended_at").count(), 1);
    }
    assert_eq!(episodes[0].about("lawyer_met_at").count(), 2);
    assert_eq!(episodes[1].about("lawyer_met_at").count(), 1);
}

#[test]
fn one_custody_in_a_repeat_is_the_persons_own() {
    let scenario = taken()
        .add("custody")
        .answer_at("taken", &[1], "2026-02-01T10:00");
    let episodes = scenario.session.episodes();
    assert_eq!(episodes.len(), 1);
    assert_eq!(episodes[0].name(), "P-01");
    assert_eq!(episodes[0].about("apprehended_at").count(), 1);
}

#[test]
fn limits_are_measured_inside_their_own_custody() {
    let scenario = twice(taken());
    let (law, _) = Law::embedded();
    for (episode, minutes) in scenario.session.episodes().iter().zip([120, 60]) {
        let timeline = Timeline::of(episode, &law, Country::Kz);
        assert_eq!(timeline.zeros.len(), 1);
        let first = timeline
            .events
            .iter()
            .find(|event| event.fact.as_str() == "lawyer_met_at")
            .unwrap();
        assert_eq!(first.since[0].exact_minutes(), Some(minutes));
    }
}

#[test]
fn the_earliest_of_several_meetings_counts_and_the_others_are_shown() {
    let scenario = twice(taken());
    let episode = &scenario.session.episodes()[0];
    assert_eq!(moments(episode, "lawyer_met_at").len(), 2);
    let read: Vec<String> = episode
        .read_about("lawyer_met_at")
        .filter_map(|(_, said)| Some(said.moment()?.0.to_string()))
        .collect();
    assert_eq!(read.len(), 1);
    assert!(read[0].starts_with("2026-02-01T12:00"), "{read:?}");
    let (law, _) = Law::embedded();
    let assessed = assess(episode, &law, Country::Kz);
    let lawyer = assessed.iter().find(|one| one.safeguard == "SG05").unwrap();
    for start in &lawyer.starts {
        assert_eq!(start.elapsed.exact_minutes(), Some(120));
    }
}

#[test]
fn a_later_meeting_is_no_breach_of_a_limit_that_the_first_one_kept() {
    let scenario = twice(taken());
    let (law, _) = Law::embedded();
    let episode = &scenario.session.episodes()[0];
    let timeline = Timeline::of(episode, &law, Country::Kz);
    let meetings = timeline.events.iter();
    let mut meetings = meetings.filter(|event| event.fact.as_str() == "lawyer_met_at");
    assert!(!meetings.next().unwrap().results.is_empty());
    assert!(meetings.next().unwrap().results.is_empty());
}

#[test]
fn instances_that_say_different_things_leave_a_choice_unknown_to_counts() {
    let scenario =
        twice(taken())
            .answer_at("alone", &[1, 1], "yes")
            .answer_at("alone", &[1, 2], "no");
    let episode = &scenario.session.episodes()[0];
    assert_eq!(episode.about("lawyer_private").count(), 2);
    assert_eq!(episode.read_about("lawyer_private").count(), 0);
    let scenario = scenario.answer_at("alone", &[1, 2], "yes");
    let episode = &scenario.session.episodes()[0];
    assert!(episode.read_about("lawyer_private").count() > 0);
}

#[test]
fn what_one_source_says_of_several_instances_is_no_difference() {
    let (facts, _) = Catalogue::embedded();
    let agreement = |scenario: &Scenario| {
        let episode = &scenario.session.episodes()[0];
        let found = differences(episode, &facts);
        let of_meeting = found
            .into_iter()
            .find(|difference| difference.fact.as_str() == "lawyer_met_at");
        of_meeting.unwrap()
    };
    let scenario = twice(taken());
    let alone = agreement(&scenario);
    assert_eq!(alone.agreement, Agreement::OneSource);
    assert_eq!(alone.accounts.len(), 2);
    let said = |scenario: Scenario, when: &str| {
        let mut scenario = scenario;
        let instance = scenario.at("met", &[1, 1]);
        let place = scenario.place("met");
        let value = firsthours::value::Value::Moment(when.parse().unwrap());
        let answer = firsthours::visit::Answer::given(value);
        let saying = scenario.next();
        let lawyer = Source::Lawyer;
        let change = scenario
            .session
            .answer_in(&place, &instance, lawyer, answer, &saying);
        scenario.done(change.unwrap());
        scenario
    };
    let same = said(scenario, "2026-02-01T12:05");
    assert_eq!(agreement(&same).agreement, Agreement::Agree);
    let other = said(same, "2026-02-01T18:00");
    assert_eq!(agreement(&other).agreement, Agreement::Differ);
}

#[test]
fn custodies_on_the_sheet_of_the_premises_are_episodes_and_no_facts_of_the_house() {
    let scenario = twice(on_the_premises());
    let episodes = scenario.session.episodes();
    let names: Vec<String> = episodes.iter().map(Episode::name).collect();
    assert_eq!(names, ["premises/1", "premises/2"]);
    assert!(episodes.iter().all(Episode::is_person));
    let house = scenario.session.facts_about(Subject::Premises);
    let facts: Vec<&str> = house.iter().map(|said| said.fact.as_str()).collect();
    assert_eq!(facts, ["age"]);
}

#[test]
fn a_removed_custody_and_one_beyond_a_count_are_no_episodes() {
    let scenario = twice(taken()).remove("custody", 2);
    assert_eq!(scenario.session.episodes().len(), 1);
    let scenario = scenario.undo();
    assert_eq!(scenario.session.episodes().len(), 2);
}

#[test]
fn two_accounts_inside_a_repeat_are_listed_with_their_instance() {
    let scenario = taken()
        .add("custody")
        .answer_at("taken", &[2], "2026-03-01T10:00");
    let instance = scenario.at("taken", &[2]);
    // The second device has read nothing of the first one's answer.
    let mut other = scenario.clone_without_last().on(SECOND);
    other = other.answer_at("taken", &[2], "2026-03-01T14:00");
    let mut entries = scenario.session.entries().to_vec();
    entries.extend(other.session.entries().last().cloned());
    let checklists = scenario.session.checklists().to_vec();
    let merged = Session::replay(checklists, entries).unwrap();
    let two = merged.two_accounts();
    assert_eq!(two.len(), 1);
    assert_eq!(two[0].instance, instance);
    assert_eq!(two[0].accounts.len(), 2);
    let to_do = merged.to_do();
    let listed = to_do
        .iter()
        .find(|to_do| to_do.kind == firsthours::visit::ToDoKind::TwoAccounts)
        .unwrap();
    assert_eq!(listed.instance, instance);
}

impl Scenario {
    /// Returns the visit as it was before its last entry.
    fn clone_without_last(&self) -> Self {
        let mut entries = self.session.entries().to_vec();
        entries.pop();
        let checklists = self.session.checklists().to_vec();
        let mut before = taken();
        before.session = Session::replay(checklists, entries).unwrap();
        before
    }
}

const P: Subject = Subject::Person(1);

/// Takes the person's own account of a fact as the one that stands, in the custody with this number.
fn view(scenario: &mut Scenario, fact: &str, number: usize, why: &str) {
    let whose = scenario.session.custody_numbered(P, number).unwrap();
    let stands = Stands::Source(Source::DetainedPerson);
    let saying = scenario.next();
    let change = scenario
        .session
        .take_view(&whose, fact, stands, why, &saying)
        .unwrap();
    scenario.done(change);
}

/// Returns why the team's view of a fact was taken, for each custody in turn.
fn views(session: &Session, fact: &str) -> Vec<Option<String>> {
    let episodes = session.episodes();
    let why = |episode| {
        session
            .view_of(episode, fact)
            .map(|view| view.why.to_owned())
    };
    episodes.iter().map(why).collect()
}

#[test]
fn a_view_of_one_custody_is_not_a_view_of_another() {
    let mut scenario = twice(taken());
    view(&mut scenario, "apprehended_at", 2, "seen at the gate");
    let seen = Some("seen at the gate".to_owned());
    assert_eq!(
        views(&scenario.session, "apprehended_at"),
        [None, seen.clone()]
    );
    view(&mut scenario, "apprehended_at", 1, "the register");
    let both = [Some("the register".to_owned()), seen];
    assert_eq!(views(&scenario.session, "apprehended_at"), both);
    assert_eq!(views(&scenario.replayed(), "apprehended_at"), both);
    // What was said outside of all is the same account in each of them: one view of it.
    view(&mut scenario, "age", 2, "his papers");
    let papers = Some("his papers".to_owned());
    assert_eq!(views(&scenario.session, "age"), [papers.clone(), papers]);
}

#[test]
fn of_several_custodies_the_team_has_to_say_which_one_it_means() {
    let mut scenario = twice(taken());
    let saying = scenario.next();
    let session = &mut scenario.session;
    let stands = Stands::Source(Source::DetainedPerson);
    let refused = session.take_view(&P.into(), "apprehended_at", stands, "seen", &saying);
    assert_eq!(refused.unwrap_err(), Refusal::WhichCustody { count: 2 });
    let decision = Decision::Result(Compliance::Compliant);
    let refused = session.decide(&P.into(), "SG05", decision, "seen", &saying);
    assert_eq!(refused.unwrap_err(), Refusal::WhichCustody { count: 2 });
    assert!(
        session
            .take_view(&P.into(), "age", stands, "papers", &saying)
            .is_ok()
    );
    assert_eq!(
        session.custody_numbered(P, 3).unwrap_err(),
        Refusal::NoCustody
    );
}

#[test]
fn a_result_of_the_team_stays_with_its_custody_when_the_order_changes() {
    let mut scenario = twice(taken());
    let whose = scenario.session.custody_numbered(P, 2).unwrap();
    let decision = Decision::Result(Compliance::Partly);
    let saying = scenario.next();
    let change = scenario
        .session
        .decide(&whose, "SG05", decision, "late", &saying);
    scenario.done(change.unwrap());
    let results = |session: &Session| -> Vec<bool> {
        let episodes = session.episodes();
        let decided = episodes
            .iter()
            .map(|episode| session.decision_on(episode, "SG05"));
        decided.map(|decided| decided.is_some()).collect()
    };
    assert_eq!(results(&scenario.session), [false, true]);
    let moved = scenario.put("custody", 2, Some(1));
    assert_eq!(results(&moved.session), [true, false]);
    // The one it was said of is gone: it is not the other's.
    let removed = moved.remove("custody", 1);
    assert_eq!(results(&removed.session), [false]);
}

#[test]
fn what_was_thought_of_the_only_custody_is_not_thought_of_a_later_one() {
    let mut scenario = taken()
        .add("custody")
        .answer_at("taken", &[2], "2026-03-01T10:00");
    view(&mut scenario, "apprehended_at", 1, "seen");
    let scenario = scenario.answer_at("taken", &[1], "2026-02-01T10:00");
    let seen = Some("seen".to_owned());
    assert_eq!(views(&scenario.session, "apprehended_at"), [None, seen]);
}

#[test]
fn a_view_from_before_custodies_were_named_is_one_of_the_first() {
    let mut scenario = twice(taken());
    view(&mut scenario, "apprehended_at", 2, "seen");
    let mut entries = scenario.session.entries().to_vec();
    let Some(Statement::ViewTaken { custody, .. }) = entries.last_mut().map(|it| &mut it.statement)
    else {
        panic!("the view is the last entry");
    };
    *custody = None;
    let checklists = scenario.session.checklists().to_vec();
    let session = Session::replay(checklists, entries).unwrap();
    assert_eq!(
        views(&session, "apprehended_at"),
        [Some("seen".to_owned()), None]
    );
}
