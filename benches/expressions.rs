//! What one answer costs on a sheet of 500 questions: only what depends on it is computed again.
//!
//! Budget: an answer on which nothing or a few things depend, 50 µs; one on which 499 depend, 5 ms;
//! a frame is 16 ms.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use divan::Bencher;
use firsthours::checklist::{Checklist, Library, QuestionName, SubjectKind, UserFile};
use firsthours::expr::{Expression, NoNames};
use firsthours::safeguard::Country;
use firsthours::value::{Source, Value};
use firsthours::visit::{
    Announced, Answer, ClockCheck, DeviceId, Facility, FacilityType, Pin, Place, Saying, Session,
    Stamp, Subject, VisitHeader, VisitId, VisitKind,
};

fn main() {
    divan::main();
}

/// 500 questions: the first gates all others, and every fifth computes from the four before it.
fn text() -> String {
    let mut text = String::from(
        "format = 1\nid = \"bench/sheet\"\nversion = \"1\"\ntitle = { en = \"Bench\" }\n\
         subject = \"person\"\ndefault_source = \"detained_person\"\n\
         [choices]\nyes_or_no = [{ name = \"yes\", label = { en = \"Yes\" } }, { name = \"no\", label = { en = \"No\" } }]\n\
         [[section]]\nname = \"all\"\ntitle = { en = \"All\" }\n",
    );
    for index in 0..500 {
        let kind = match index % 5 {
            0 if index > 0 => {
                "kind = \"calculate\"\ncalculation = \"coalesce(${q1_}, 0) + coalesce(${q2_}, 0) * 2\"\n"
                    .replace("q1_", &format!("q{}", index - 1))
                    .replace("q2_", &format!("q{}", index - 2))
            }
            0 | 1 => "kind = \"choice\"\nchoices = \"yes_or_no\"\n".to_owned(),
            2 => "kind = \"text\"\nconstraint = \"string-length(.) < 200\"\n".to_owned(),
            _ => "kind = \"integer\"\nconstraint = \". >= 0 and . <= 120\"\n".to_owned(),
        };
        let relevant = if index > 0 {
            "relevant = \"${q0} = 'yes' or ${q0} = ''\"\n"
        } else {
            ""
        };
        let written = write!(
            text,
            "[[section.question]]\nname = \"q{index}\"\nlabel = {{ en = \"Question {index}\" }}\n{kind}{relevant}"
        );
        assert!(written.is_ok());
    }
    text
}

struct Sheet {
    session: Session,
    checklist: Arc<Checklist>,
    subject: Subject,
    number: u64,
}

fn saying(number: u64) -> Saying {
    Saying {
        stamp: Stamp {
            by: "M-1".to_owned(),
            local: NaiveDate::default()
                .and_hms_opt(10, 0, 0)
                .unwrap_or_default(),
            machine: DateTime::UNIX_EPOCH.fixed_offset(),
        },
        device: DeviceId([1; 16]),
        number,
    }
}

#[expect(
    clippy::unwrap_used,
    reason = "a bench that cannot begin has nothing to measure"
)]
fn sheet() -> Sheet {
    let library = Library::with_files(vec![UserFile {
        name: "bench.toml".to_owned(),
        bytes: text().into_bytes(),
    }]);
    let checklist = library.check(&text()).checklist.unwrap();
    let header = VisitHeader {
        id: VisitId([7; 16]),
        facility: Facility {
            code: "IVS-07".to_owned(),
            kind: FacilityType::Ivs,
            country: Country::Kg,
            region: "Chuy".to_owned(),
            body: None,
            names: std::collections::BTreeMap::new(),
            capacity: None,
        },
        kind: VisitKind::Periodic,
        announced: Announced::No,
        start: "2026-03-05T09:00".parse().unwrap(),
        let_in: None,
        clock: ClockCheck {
            offset_minutes: 360,
            shift_minutes: 0,
            confirmed: true,
        },
        team: vec!["M-1".to_owned()],
        checklists: vec![Pin {
            id: checklist.id.clone(),
            version: checklist.version.clone(),
            digest: checklist.digest,
        }],
        practice: true,
    };
    let (mut session, _) = Session::open(header, vec![Arc::clone(&checklist)], &saying(1)).unwrap();
    let (subject, _) = session
        .add_subject(SubjectKind::Person, None, &saying(10))
        .unwrap();
    let mut sheet = Sheet {
        session,
        checklist,
        subject,
        number: 20,
    };
    sheet.answer("q0", Value::Choice("yes".to_owned()));
    for index in (3..500).filter(|index| index % 5 > 2) {
        sheet.answer(&format!("q{index}"), Value::Integer(index));
    }
    sheet
}

impl Sheet {
    #[expect(clippy::unwrap_used, reason = "a refused answer measures nothing")]
    fn answer(&mut self, question: &str, value: Value) -> usize {
        let place = Place {
            subject: self.subject,
            checklist: self.checklist.digest,
            question: QuestionName::new(question),
        };
        self.number += 1;
        let change = self
            .session
            .answer(
                &place,
                Source::DetainedPerson,
                Answer::given(value),
                &saying(self.number),
            )
            .unwrap();
        change.entries.len()
    }
}

#[divan::bench]
fn an_answer_on_which_one_calculation_depends(bencher: Bencher<'_, '_>) {
    let mut sheet = sheet();
    let mut value = 0;
    bencher.bench_local(|| {
        value = (value + 1) % 100;
        black_box(sheet.answer("q4", Value::Integer(value)))
    });
}

#[divan::bench]
fn an_answer_on_which_499_questions_depend(bencher: Bencher<'_, '_>) {
    let mut sheet = sheet();
    let mut yes = true;
    bencher.bench_local(|| {
        yes = !yes;
        let choice = if yes { "yes" } else { "no" };
        black_box(sheet.answer("q0", Value::Choice(choice.to_owned())))
    });
}

#[divan::bench]
fn reading_an_expression(bencher: Bencher<'_, '_>) {
    let text = "if(selected('a b', 'b'), round((date('2014-03-05') - date('1990-01-01')) div 365.25, 1), '')";
    bencher.bench(|| Expression::compile(black_box(text), &NoNames).is_ok());
}
