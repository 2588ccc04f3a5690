//! Practice data: invented places, visits and people, the same for the same seed.
//!
//! Every entry is made by the same [`Session`] as a monitor's, and each visit is committed as an
//! imported one. Nothing here is a real person, place or rate. One set in it is a survey of 831
//! interviewed persons of whom 407 first met their lawyer at the remand hearing: the published text
//! says "almost half of the 831", the numerator is invented, and "49 % of 831" checks the denominators.

mod dice;
mod life;
mod places;
mod sheets;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

pub(crate) use dice::Dice;
use life::Life;
use sheets::Scribe;

use super::{Desk, DeskError};
use crate::checklist::ChecklistId;
use crate::safeguard::{Country, official_offset_minutes};
use crate::value::Moment;
use crate::visit::{
    Announced, ClockCheck, Facility, FacilityType, Session, Subject, VisitHeader, VisitId,
    VisitKind,
};

/// The passphrase of every practice vault. It protects nothing, because nothing in it is real.
pub const PRACTICE_PASSPHRASE: &str = "practice";

/// How much practice data to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Same seed, same data.
    pub seed: u64,
    /// Visits, besides the survey.
    pub visits: u32,
    /// Persons interviewed in each visit.
    pub persons: u16,
    /// Whether the survey of 831 is in it.
    pub survey: bool,
}

impl Plan {
    /// What `demo` makes unless it is told otherwise.
    pub const fn usual(seed: u64) -> Self {
        Self {
            seed,
            visits: 72,
            persons: 6,
            survey: true,
        }
    }
}

/// Interviewed persons of the survey, and those of them who met their lawyer at the remand hearing.
const SURVEY: (u16, u16) = (831, 407);
/// Visits over which the survey is spread.
const SURVEY_VISITS: u16 = 12;
/// Quarters that the visits cover.
const QUARTERS: u32 = 8;
/// The latest visits are left open, as visits in progress are.
const LEFT_OPEN: u32 = 4;

const MONITORS: [&str; 5] = ["M-1", "M-2", "M-3", "M-4", "D-1"];

const CHECKLISTS: [&str; 6] = [
    "police-custody/premises",
    "police-custody/custody-record",
    "police-custody/interview",
    "police-custody/lawyer",
    "police-custody/staff",
    "police-custody/medical",
];

/// What a visit that follows others up asks besides.
const FOLLOW_UPS: [&str; 2] = ["follow-up/place", "follow-up/complaint"];

/// Fills a practice vault; `progress` hears after each visit how many are done, of how many.
pub fn fill(desk: &Desk, plan: Plan, progress: &mut dyn FnMut(u32, u32)) -> Result<(), DeskError> {
    fill_as(desk, plan, Mix::Usual, progress)
}

/// Fills a practice vault in which nothing that is counted is nought everywhere: for some persons all
/// safeguards were kept, in some places all talks are private, and one visit follows complaints up.
pub fn fill_with_everything(desk: &Desk, plan: Plan) -> Result<(), DeskError> {
    fill_as(desk, plan, Mix::Everything, &mut |_, _| ())
}

/// What there is among the lives of a vault.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mix {
    Usual,
    Everything,
}

fn fill_as(
    desk: &Desk,
    plan: Plan,
    mix: Mix,
    progress: &mut dyn FnMut(u32, u32),
) -> Result<(), DeskError> {
    let mut dice = Dice::new(plan.seed, 0);
    let places = places::places(&mut dice);
    desk.add_facilities(places.clone())?;
    let survey_visits = if plan.survey {
        u32::from(SURVEY_VISITS)
    } else {
        0
    };
    let total = plan.visits + survey_visits;
    for number in 0..plan.visits {
        let session = visit(desk, plan, mix, number, &places)?;
        desk.commit_whole(&session)?;
        progress(number + 1, total);
    }
    if plan.survey {
        let mut dice = Dice::new(plan.seed, 831);
        let mut meetings = survey_meetings(&mut dice);
        for number in 0..SURVEY_VISITS {
            let session = survey_visit(desk, plan.seed, number, &places, &mut meetings)?;
            desk.commit_whole(&session)?;
            progress(plan.visits + u32::from(number) + 1, total);
        }
    }
    desk.finish_import()
}

/// The start of a visit: visits are spread evenly over the quarters 2024-Q4 to 2026-Q3.
fn start_of(number: u32, of: u32, dice: &mut Dice) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(2024, 10, 1).unwrap_or_default();
    let days = i64::from(QUARTERS) * 91;
    let day = first + Duration::days(i64::from(number) * days / i64::from(of.max(1)));
    let time = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    day.and_time(time) + Duration::minutes(dice.between(0, 9 * 60))
}

fn clock_of(facility: &Facility, start: NaiveDateTime) -> ClockCheck {
    ClockCheck {
        offset_minutes: official_offset_minutes(facility.country, &facility.region, start.date()),
        shift_minutes: 0,
        confirmed: true,
    }
}

fn header(desk: &Desk, facility: &Facility, start: NaiveDateTime, dice: &mut Dice) -> VisitHeader {
    let clock = clock_of(facility, start);
    let kinds = [
        (VisitKind::Periodic, 60),
        (VisitKind::Special, 15),
        (VisitKind::FollowUp, 15),
        (VisitKind::Joint, 10),
    ];
    let waited = dice.between(0, 60);
    let lead = usize::try_from(dice.below(4)).unwrap_or(0);
    let at = |when| Moment::at(when).with_offset(clock.offset_minutes);
    VisitHeader {
        id: VisitId(dice.id()),
        facility: facility.clone(),
        kind: dice.weighted(&kinds).unwrap_or_default(),
        announced: match dice.below(10) {
            0..=5 => Announced::No,
            6..=8 => Announced::Yes,
            _ => Announced::NotStated,
        },
        start: at(start),
        let_in: dice
            .chance(95)
            .then(|| at(start + Duration::minutes(waited))),
        clock,
        team: MONITORS
            .iter()
            .cycle()
            .skip(lead)
            .take(3)
            .map(|code| (*code).to_owned())
            .collect(),
        checklists: Vec::new(),
        practice: desk.is_practice(),
    }
}

fn visit(
    desk: &Desk,
    plan: Plan,
    mix: Mix,
    number: u32,
    places: &[Facility],
) -> Result<Session, DeskError> {
    let mut dice = Dice::new(plan.seed, 1_000 + u64::from(number));
    let index = usize::try_from(number).unwrap_or(0) % places.len().max(1);
    let Some(facility) = places.get(index) else {
        return Err(DeskError::NoFacility {
            code: String::new(),
        });
    };
    let start = start_of(number, plan.visits, &mut dice);
    let mut header = header(desk, facility, start, &mut dice);
    // By a die of its own, so that the other lives stay as they are.
    let mut more = Dice::new(plan.seed, 5_000_000 + u64::from(number));
    let has_a_room = mix == Mix::Everything && more.chance(40);
    if mix == Mix::Everything && number == 3 {
        header.kind = VisitKind::FollowUp;
    }
    let is_follow_up = header.kind == VisitKind::FollowUp;
    let follow_ups = FOLLOW_UPS.iter().filter(|_| is_follow_up);
    let ids = CHECKLISTS.iter().chain(follow_ups);
    let ids: Vec<ChecklistId> = ids.map(|id| ChecklistId::new(*id)).collect();
    let mut scribe = Scribe::begin(desk, header, &ids, start, &mut dice)?;
    let left_open = plan.visits > LEFT_OPEN && number >= plan.visits - LEFT_OPEN;
    scribe.premises(&mut dice)?;
    for person in 1..=plan.persons {
        let mut life = Life::draw(&mut dice, start, None);
        if has_a_room {
            life.talks_in_private();
        }
        if mix == Mix::Everything && more.chance(20) {
            life.keep_everything();
        }
        scribe.interview(Subject::Person(person), &mut life, &mut dice)?;
        if life.registered && dice.chance(65) {
            let record = Subject::CustodyRecord(person);
            scribe.custody_record(record, &mut life, &mut dice)?;
            scribe.link(Subject::Person(person), record)?;
        }
        if dice.chance(20) {
            scribe.lawyer(Subject::Person(person), &mut life, &mut dice)?;
        }
        if dice.chance(20) {
            scribe.medical(Subject::Person(person), &mut life, &mut dice)?;
        }
        if is_follow_up {
            scribe.complaint(Subject::Person(person), &mut life, &mut dice)?;
        }
        // An open visit has been interrupted before its last person.
        if left_open && person + 1 == plan.persons {
            break;
        }
    }
    if !left_open {
        scribe.close()?;
    }
    Ok(scribe.into_session())
}

/// Where each person of the survey first met a lawyer, shuffled.
fn survey_meetings(dice: &mut Dice) -> Vec<&'static str> {
    const OTHERS: [(&str, u64); 6] = [
        ("before_questioning", 16),
        ("during_first_questioning", 10),
        ("after_questioning_police", 12),
        ("ivs", 8),
        ("after_hearing", 2),
        ("never", 3),
    ];
    let (persons, at_hearing) = SURVEY;
    let mut meetings: Vec<&'static str> = (0..persons)
        .map(|person| {
            if person < at_hearing {
                "remand_hearing"
            } else {
                dice.weighted(&OTHERS).unwrap_or("never")
            }
        })
        .collect();
    for last in (1..meetings.len()).rev() {
        let other = usize::try_from(dice.below(last as u64 + 1)).unwrap_or(0);
        meetings.swap(last, other);
    }
    meetings
}

fn survey_visit(
    desk: &Desk,
    seed: u64,
    number: u16,
    places: &[Facility],
    meetings: &mut Vec<&'static str>,
) -> Result<Session, DeskError> {
    let mut dice = Dice::new(seed, 2_000_000 + u64::from(number));
    let suitable: Vec<&Facility> = places
        .iter()
        .filter(|place| {
            place.country == Country::Kg
                && matches!(
                    place.kind,
                    FacilityType::Ivs | FacilityType::Sizo | FacilityType::Pol
                )
        })
        .collect();
    let Some(facility) = suitable.get(usize::from(number) % suitable.len().max(1)) else {
        return Err(DeskError::NoFacility {
            code: String::new(),
        });
    };
    let first = NaiveDate::from_ymd_opt(2013, 1, 14).unwrap_or_default();
    let day = first + Duration::days(i64::from(number) * 29);
    let start = day.and_time(NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default());
    let header = header(desk, facility, start, &mut dice);
    let ids = [ChecklistId::new("police-custody/interview")];
    let mut scribe = Scribe::begin(desk, header, &ids, start, &mut dice)?;
    // 831 persons over 12 visits: three visits of 70, nine of 69.
    let (persons, _) = SURVEY;
    let share = persons / SURVEY_VISITS + u16::from(number < persons % SURVEY_VISITS);
    for person in 1..=share {
        let meeting = meetings.pop();
        let mut life = Life::draw(&mut dice, start, meeting);
        scribe.interview(Subject::Person(person), &mut life, &mut dice)?;
    }
    scribe.close()?;
    Ok(scribe.into_session())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_survey_has_407_of_831_at_the_remand_hearing() {
        let meetings = survey_meetings(&mut Dice::new(7, 831));
        assert_eq!(meetings.len(), 831);
        assert_eq!(
            meetings
                .iter()
                .filter(|place| **place == "remand_hearing")
                .count(),
            407
        );
    }
}
