//! One synthetic first 72 hours: what happened, and what each source says about it.
//!
//! Nothing here is a real person or a real rate. The chances are set so that every safeguard is
//! sometimes kept and sometimes not, and sources disagree as the field says they do: the register
//! starts the clock late.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime};

use super::Dice;
use crate::checklist::Kind;
use crate::value::{Missing, Moment, NotCheckedReason, Precision, Source, Value};
use crate::visit::{Answer, Content};

/// What happened, by fact.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    truth: BTreeMap<&'static str, Value>,
    /// What else was asked about.
    besides: BTreeMap<String, Value>,
    /// Minutes by which the register moves the apprehension towards its own paper.
    register_shift: i64,
    /// Whether the register has this person at all.
    pub registered: bool,
    /// Whether the person surely says where the lawyer was first met (the survey of 831).
    surely_met: bool,
    apprehended: NaiveDateTime,
    /// Minutes until the arrival.
    arrival: i64,
    /// For facts that no story hangs on: their draws move nobody else's.
    aside: Dice,
}

/// Facts that the story of a life has only where they came to pass.
const IN_THE_STORY: [&str; 27] = [
    "recorded_at",
    "reasons_told_at",
    "family_told_at",
    "lawyer_met_at",
    "lawyer_chosen_by",
    "lawyer_private",
    "lawyer_did",
    "first_questioned_at",
    "questioned_before_lawyer",
    "lawyer_present_first_questioning",
    "questioned_as",
    "questioned_at_night",
    "questioning_recorded",
    "signed_without_lawyer",
    "doctor_seen_at",
    "doctor_who",
    "doctor_present",
    "examined_undressed",
    "doctor_asked_treatment",
    "injuries_recorded",
    "judge_at",
    "judge_in_person",
    "judge_lawyer_present",
    "judge_asked_treatment",
    "court_decision",
    "released_at",
    "record_states_apprehended_at",
];

/// Where the lawyer is first met, by weight.
const FIRST_MEETING: [(&str, u64); 7] = [
    ("before_questioning", 18),
    ("during_first_questioning", 12),
    ("after_questioning_police", 10),
    ("ivs", 12),
    ("remand_hearing", 34),
    ("after_hearing", 6),
    ("never", 8),
];

/// What is told of somebody for whom every safeguard was kept.
fn kept(at: &dyn Fn(i64) -> Value, arrival: i64) -> Vec<(&'static str, Value)> {
    let first_question = arrival + 90;
    let yes = || yes_no(true);
    let no = || yes_no(false);
    vec![
        ("record_drawn", yes()),
        ("recorded_at", at(arrival + 20)),
        ("reasons_told", yes()),
        ("reasons_told_at", at(0)),
        ("rights_explained", yes()),
        ("rights_before_questioning", yes()),
        ("family_told_waived", no()),
        ("family_told", yes()),
        ("family_told_at", at(arrival + 30)),
        ("family_told_by", choice("staff")),
        ("phone_call_allowed", yes()),
        ("questioned", yes()),
        ("first_questioned_at", at(first_question)),
        ("questioned_as", choice("suspect")),
        ("questioned_at_night", no()),
        ("questioning_recorded", yes()),
        ("signed_without_lawyer", no()),
        ("lawyer_met_place", choice("before_questioning")),
        ("lawyer_met_at", at(first_question - 10)),
        ("lawyer_chosen_by", choice("family")),
        ("lawyer_private", yes()),
        ("lawyer_waived", no()),
        ("lawyer_permission_demanded", no()),
        ("questioned_before_lawyer", no()),
        ("lawyer_present_first_questioning", choice("whole")),
        ("doctor_seen", yes()),
        ("doctor_seen_at", at(arrival + 40)),
        ("doctor_who", choice("independent_doctor")),
        ("doctor_present", choices(&["nobody_else"])),
        ("examined_undressed", yes()),
        ("doctor_asked_treatment", yes()),
        ("injuries_recorded", yes()),
    ]
}

fn yes_no(is_yes: bool) -> Value {
    Value::Choice(if is_yes { "yes" } else { "no" }.to_owned())
}

fn choice(name: &str) -> Value {
    Value::Choice(name.to_owned())
}

fn choices(names: &[&str]) -> Value {
    Value::Choices(names.iter().map(|name| (*name).to_owned()).collect())
}

impl Life {
    /// Draws a life whose apprehension lies `hours_before` the visit's start at most.
    #[expect(
        clippy::too_many_lines,
        reason = "one life, told in the order of its hours"
    )]
    pub(crate) fn draw(
        dice: &mut Dice,
        visit_start: NaiveDateTime,
        meeting: Option<&'static str>,
    ) -> Self {
        let apprehended = visit_start - Duration::minutes(dice.between(5 * 60, 96 * 60));
        let at = |minutes: i64| Value::Moment(Moment::at(apprehended + Duration::minutes(minutes)));
        let mut truth: BTreeMap<&'static str, Value> = BTreeMap::new();

        let arrival = dice.between(10, 90);
        let record = if dice.chance(45) {
            arrival + dice.between(15, 120)
        } else {
            arrival + dice.between(120, 40 * 60)
        };
        let registered = dice.chance(93);
        truth.insert("apprehended_at", at(0));
        truth.insert("arrived_at", at(arrival));
        truth.insert("record_drawn", yes_no(registered));
        if registered {
            truth.insert("recorded_at", at(record));
        }
        let age = dice.weighted(&[
            (15, 4),
            (17, 5),
            (19, 14),
            (24, 22),
            (33, 28),
            (45, 18),
            (63, 9),
        ]);
        let age = age.unwrap_or(30);
        truth.insert("age", Value::Integer(age));
        truth.insert(
            "age_band",
            choice(match age {
                ..14 => "under_14",
                14..18 => "14_17",
                18..30 => "18_29",
                30..60 => "30_59",
                60.. => "60_plus",
            }),
        );
        truth.insert("sex", choice(if dice.chance(14) { "woman" } else { "man" }));
        truth.insert("foreign_national", yes_no(dice.chance(5)));

        let reasons = dice.chance(62);
        truth.insert("reasons_told", yes_no(reasons));
        if reasons {
            let delay = if dice.chance(60) {
                0
            } else {
                dice.between(5, 300)
            };
            truth.insert("reasons_told_at", at(delay));
        }
        let rights = dice.chance(58);
        truth.insert("rights_explained", yes_no(rights));
        truth.insert(
            "rights_before_questioning",
            yes_no(rights && dice.chance(60)),
        );
        truth.insert(
            "rights_told",
            if dice.chance(40) {
                choices(&[
                    "lawyer",
                    "silence",
                    "call",
                    "doctor",
                    "interpreter",
                    "complaint",
                ])
            } else {
                choices(&["lawyer", "call"])
            },
        );

        let waived = dice.chance(4);
        let family = dice.chance(72);
        truth.insert("family_told_waived", yes_no(waived));
        truth.insert("family_told", yes_no(family));
        truth.insert("phone_call_allowed", yes_no(family && dice.chance(60)));
        if family {
            let delay = if dice.chance(65) {
                dice.between(20, 600)
            } else {
                dice.between(600, 2600)
            };
            truth.insert("family_told_at", at(delay));
            truth.insert(
                "family_told_by",
                choice(if dice.chance(50) { "staff" } else { "self" }),
            );
        } else {
            truth.insert("family_told_by", choice("nobody"));
        }

        let questioned = dice.chance(88);
        let first_question = arrival + dice.between(10, 240);
        truth.insert("questioned", yes_no(questioned));
        let met = meeting
            .or_else(|| dice.weighted(&FIRST_MEETING))
            .unwrap_or("never");
        let hearing = if dice.chance(80) {
            dice.between(20 * 60, 47 * 60)
        } else {
            dice.between(48 * 60, 80 * 60)
        };
        let had_hearing = matches!(met, "remand_hearing" | "after_hearing") || dice.chance(55);
        truth.insert("lawyer_met_place", choice(met));
        let met_at = match met {
            "before_questioning" => Some(first_question - dice.between(5, 20)),
            "during_first_questioning" => Some(first_question + dice.between(10, 60)),
            "after_questioning_police" => Some(first_question + dice.between(60, 600)),
            "ivs" => Some(first_question + dice.between(300, 1200)),
            "remand_hearing" => Some(hearing),
            "after_hearing" => Some(hearing + dice.between(60, 600)),
            _ => None,
        };
        if let Some(minutes) = met_at {
            truth.insert("lawyer_met_at", at(minutes));
            truth.insert(
                "lawyer_chosen_by",
                choice(
                    dice.weighted(&[
                        ("family", 30),
                        ("self", 12),
                        ("legal_aid_centre", 18),
                        ("investigator", 28),
                        ("duty_list", 12),
                    ])
                    .unwrap_or("family"),
                ),
            );
            truth.insert("lawyer_private", yes_no(dice.chance(52)));
            truth.insert(
                "lawyer_did",
                choices(if dice.chance(60) {
                    &["explained", "asked_treatment"]
                } else {
                    &["nothing"]
                }),
            );
        }
        truth.insert("lawyer_asked", yes_no(dice.chance(70)));
        truth.insert("lawyer_waived", yes_no(dice.chance(9)));
        truth.insert("lawyer_permission_demanded", yes_no(dice.chance(25)));
        if questioned {
            truth.insert("first_questioned_at", at(first_question));
            let before = met != "before_questioning";
            truth.insert("questioned_before_lawyer", yes_no(before));
            truth.insert(
                "lawyer_present_first_questioning",
                choice(match met {
                    "before_questioning" => "whole",
                    "during_first_questioning" => "part",
                    _ => "no",
                }),
            );
            truth.insert(
                "questioned_as",
                choice(
                    dice.weighted(&[
                        ("suspect", 40),
                        ("witness", 25),
                        ("talk", 20),
                        ("explanation", 15),
                    ])
                    .unwrap_or("suspect"),
                ),
            );
            truth.insert("questioned_at_night", yes_no(dice.chance(25)));
            truth.insert("questioning_recorded", yes_no(dice.chance(20)));
            truth.insert("signed_without_lawyer", yes_no(before && dice.chance(50)));
        }

        let doctor = dice.chance(76);
        truth.insert("doctor_seen", yes_no(doctor));
        if doctor {
            let delay = if dice.chance(70) {
                dice.between(60, 20 * 60)
            } else {
                dice.between(24 * 60, 50 * 60)
            };
            truth.insert("doctor_seen_at", at(arrival + delay));
            truth.insert(
                "doctor_who",
                choice(
                    dice.weighted(&[
                        ("independent_doctor", 35),
                        ("ambulance", 20),
                        ("police_feldsher", 35),
                        ("forensic_expert", 10),
                    ])
                    .unwrap_or("ambulance"),
                ),
            );
            truth.insert(
                "doctor_present",
                choices(if dice.chance(48) {
                    &["nobody_else"]
                } else {
                    &["police_in_hearing"]
                }),
            );
            truth.insert("examined_undressed", yes_no(dice.chance(45)));
            truth.insert("doctor_asked_treatment", yes_no(dice.chance(35)));
            truth.insert("injuries_recorded", yes_no(dice.chance(55)));
        }
        truth.insert("ill_treatment_alleged", yes_no(dice.chance(18)));
        if had_hearing {
            truth.insert("judge_at", at(hearing));
            truth.insert("judge_in_person", yes_no(dice.chance(92)));
            truth.insert(
                "judge_lawyer_present",
                yes_no(met != "never" && dice.chance(95)),
            );
            truth.insert("judge_asked_treatment", yes_no(dice.chance(20)));
            truth.insert(
                "court_decision",
                choice(if dice.chance(75) {
                    "remand"
                } else {
                    "house_arrest"
                }),
            );
        } else if dice.chance(60) {
            truth.insert(
                "released_at",
                at(record.max(arrival) + dice.between(30, 600)),
            );
        }
        truth.insert("complaint_known", yes_no(dice.chance(45)));
        truth.insert("complaint_dared", yes_no(dice.chance(25)));
        truth.insert("fears_reprisal", yes_no(dice.chance(30)));
        for consent in ["consent_talk", "consent_notes", "consent_aggregate"] {
            truth.insert(consent, yes_no(true));
        }
        let register_shift = if dice.chance(55) {
            dice.between(45, (record - 10).max(46))
        } else {
            dice.between(-5, 10)
        };
        let born = (
            apprehended.and_utc().timestamp().unsigned_abs(),
            age.unsigned_abs(),
        );
        Self {
            truth,
            // The time in the record is moved, not left out: that is what is to be seen.
            besides: BTreeMap::from([("apprehension_time_recorded".to_owned(), yes_no(true))]),
            register_shift,
            registered,
            surely_met: meeting.is_some(),
            apprehended,
            arrival,
            aside: Dice::new(born.0, born.1),
        }
    }

    /// Says that the talk with this person is out of everybody's hearing.
    pub(crate) fn talks_in_private(&mut self) {
        self.besides.insert("privacy".to_owned(), yes_no(true));
    }

    /// Makes it the life of somebody for whom every safeguard was kept.
    pub(crate) fn keep_everything(&mut self) {
        let at =
            |minutes: i64| Value::Moment(Moment::at(self.apprehended + Duration::minutes(minutes)));
        let parents_told_at = at(self.arrival.min(45) + 5);
        let told = kept(&at, self.arrival);
        self.truth.extend(told);
        for (fact, told) in [
            ("parents_told", yes_no(true)),
            ("parents_told_at", parents_told_at),
        ] {
            self.besides.insert(fact.to_owned(), told);
        }
        self.registered = true;
        self.register_shift = 0;
    }

    /// Returns what a source says to a question about a fact: of what is no part of the story something
    /// that the question takes, the same to every question about it.
    pub(crate) fn answers(
        &mut self,
        source: Source,
        fact: &str,
        (kind, offered): (&Kind, &[String]),
        dice: &mut Dice,
    ) -> Option<Answer> {
        if self.truth.contains_key(fact) || IN_THE_STORY.contains(&fact) {
            return self.told_by(source, fact, dice);
        }
        let mut aside = self.aside.clone();
        if !self.besides.contains_key(fact) {
            let drawn = self.draw_besides(kind, offered, &mut aside)?;
            self.besides.insert(fact.to_owned(), drawn);
        }
        let found = self.besides.get(fact)?;
        let told = match source {
            Source::DetainedPerson => Some(by_person(found, &mut aside)),
            Source::Register if !self.registered => None,
            _ => aside.chance(92).then(|| Answer::given(found.clone())),
        };
        self.aside = aside;
        told
    }

    fn draw_besides(&self, kind: &Kind, offered: &[String], dice: &mut Dice) -> Option<Value> {
        let has = |name: &str| offered.iter().any(|known| known == name);
        Some(match kind {
            Kind::Choice(_) if has("yes") && has("no") && dice.chance(92) => {
                yes_no(dice.chance(64))
            }
            Kind::Choice(_) => Value::Choice(dice.one_of(offered)?.clone()),
            Kind::Choices(_) => {
                let taken = offered.iter().filter(|_| dice.chance(40));
                let mut taken: Vec<String> = taken.cloned().collect();
                if taken.is_empty() {
                    taken.push(dice.one_of(offered)?.clone());
                }
                Value::Choices(taken)
            }
            Kind::Integer => Value::Integer(dice.between(0, 12)),
            Kind::Moment => {
                let minutes = dice.between(30, 40 * 60);
                Value::Moment(Moment::at(self.apprehended + Duration::minutes(minutes)))
            }
            Kind::Date | Kind::Decimal | Kind::Text | Kind::Note | Kind::Calculate => return None,
        })
    }

    /// Returns what a source says about a fact: a value, a missing reason, or nothing at all.
    fn told_by(&self, source: Source, fact: &str, dice: &mut Dice) -> Option<Answer> {
        let truth = self.truth.get(fact)?;
        match source {
            Source::DetainedPerson if self.surely_met && fact == "lawyer_met_place" => {
                Some(Answer::given(truth.clone()))
            }
            Source::DetainedPerson => Some(by_person(truth, dice)),
            Source::Register if !self.registered => None,
            Source::Register => self.by_register(fact, truth, dice),
            Source::Staff | Source::Video => dice.chance(80).then(|| Answer::given(truth.clone())),
            Source::Lawyer
            | Source::MedicalRecord
            | Source::Family
            | Source::CourtFile
            | Source::Observation => Some(Answer::given(truth.clone())),
        }
    }

    fn by_register(&self, fact: &str, truth: &Value, dice: &mut Dice) -> Option<Answer> {
        if dice.chance(8) {
            // A blank in the register, or a page that was not shown.
            return dice
                .chance(50)
                .then(|| Answer::missing(Missing::NotChecked(NotCheckedReason::NoAccess)));
        }
        let shifted = match (fact, truth) {
            (
                "apprehended_at" | "arrived_at" | "record_states_apprehended_at",
                Value::Moment(moment),
            ) => {
                let moved = moment.wall_clock()? + Duration::minutes(self.register_shift);
                Value::Moment(Moment::at(moved))
            }
            // Registers say "yes" more often than people do.
            ("family_told" | "rights_explained" | "doctor_seen", Value::Choice(_))
                if dice.chance(60) =>
            {
                yes_no(true)
            }
            _ => truth.clone(),
        };
        Some(Answer::given(shifted))
    }
}

/// What a person in a cell says: clock times are "about", some things are refused or forgotten.
fn by_person(truth: &Value, dice: &mut Dice) -> Answer {
    if dice.chance(4) {
        return Answer::missing(match dice.below(100) {
            0..40 => Missing::Refused,
            40..46 => Missing::NotApplicable,
            _ => Missing::DoesNotKnow,
        });
    }
    let Value::Moment(moment) = truth else {
        return Answer::given(truth.clone());
    };
    let Some(when) = moment.wall_clock() else {
        return Answer::given(truth.clone());
    };
    if dice.chance(30) {
        let rounded = when - Duration::minutes(i64::from(chrono::Timelike::minute(&when) % 15));
        let content = Some(Content::Given(Value::Moment(Moment::at(rounded))));
        return Answer {
            content,
            precision: Precision::About,
            ..Answer::default()
        };
    }
    Answer::given(truth.clone())
}
