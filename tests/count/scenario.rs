//! Episodes in the field's language.

use std::sync::Arc;

use firsthours::checklist::{Digest, FactName};
use firsthours::i18n::{Catalogue, Language};
use firsthours::indicator::{
    Asked, AssessedSafeguard, CountedEpisode, CountedVisit, Counts, Definitions, Dimension,
    EMBEDDED, Figures, Report, Selection, Suppression, Tally, Vocabulary,
};
use firsthours::safeguard::{Country, Law};
use firsthours::value::{Missing, Precision, Source, Value};
use firsthours::visit::{
    Announced, ClockCheck, Content, Episode, Facility, FacilityType, FactStatement, Instance,
    Subject, VisitHeader, VisitId, VisitKind,
};

pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::read(
        include_str!("../../checklists/facts.toml"),
        include_str!("../../checklists/choices.toml"),
    )
    .unwrap()
}

pub(crate) fn definitions() -> Arc<Definitions> {
    let compiled = Definitions::compile(&[EMBEDDED], &vocabulary());
    Arc::new(compiled.unwrap_or_else(|defects| panic!("{defects:#?}")))
}

pub(crate) fn english() -> Catalogue {
    Catalogue::new(Language::En)
}

/// A visit to a place on a day.
pub(crate) fn visit(country: Country, kind: FacilityType, code: &str, start: &str) -> VisitHeader {
    VisitHeader {
        id: VisitId([7; 16]),
        facility: Facility {
            code: code.to_owned(),
            kind,
            country,
            region: "Chuy".to_owned(),
            body: None,
            names: std::collections::BTreeMap::default(),
            capacity: None,
        },
        kind: VisitKind::Periodic,
        announced: Announced::No,
        start: start.parse().unwrap(),
        let_in: None,
        clock: ClockCheck {
            offset_minutes: 360,
            shift_minutes: 0,
            confirmed: true,
        },
        team: vec!["M-1".to_owned()],
        checklists: Vec::new(),
        practice: false,
    }
}

/// One human being.
pub(crate) struct Told {
    counted: CountedEpisode,
    about: Subject,
}

pub(crate) fn person() -> Told {
    Told {
        counted: CountedEpisode {
            views: Vec::new(),
            episode: Episode {
                premises: Arc::default(),
                person: Some(Subject::Person(1)),
                records: Vec::new(),
                custody: None,
                statements: Vec::new(),
            },
            assessments: Vec::new(),
        },
        about: Subject::Person(1),
    }
}

pub(crate) fn lone_record() -> Told {
    let mut told = person();
    told.counted.episode.person = None;
    told.with_record()
}

impl Told {
    /// What follows stands on a linked custody record.
    pub(crate) fn with_record(mut self) -> Self {
        self.about = Subject::CustodyRecord(1);
        self.counted.episode.records.push(self.about);
        self
    }

    fn state(mut self, fact: &str, source: Source, content: Content, precision: Precision) -> Self {
        self.counted.episode.statements.push(FactStatement {
            fact: FactName::new(fact),
            subject: self.about,
            source,
            content,
            precision,
            checklist: Digest([0; 32]),
            question: 0,
            repeat: None,
            instance: Instance::default(),
            is_read: true,
        });
        self
    }

    pub(crate) fn at(self, fact: &str, source: Source, when: &str) -> Self {
        let moment = Value::Moment(when.parse().unwrap());
        self.state(fact, source, Content::Given(moment), Precision::Exact)
    }

    pub(crate) fn about(self, fact: &str, source: Source, when: &str) -> Self {
        let moment = Value::Moment(when.parse().unwrap());
        self.state(fact, source, Content::Given(moment), Precision::About)
    }

    pub(crate) fn says(self, fact: &str, source: Source, choice: &str) -> Self {
        let value = Value::Choice(choice.to_owned());
        self.state(fact, source, Content::Given(value), Precision::Exact)
    }

    pub(crate) fn aged(self, years: i64) -> Self {
        let age = Content::Given(Value::Integer(years));
        self.state("age", Source::DetainedPerson, age, Precision::Exact)
    }

    pub(crate) fn takes(self, fact: &str, choices: &[&str]) -> Self {
        let names = choices.iter().map(|name| (*name).to_owned()).collect();
        let content = Content::Given(Value::Choices(names));
        self.state(fact, Source::DetainedPerson, content, Precision::Exact)
    }

    pub(crate) fn misses(self, fact: &str, source: Source, missing: Missing) -> Self {
        self.state(fact, source, Content::Missing(missing), Precision::Exact)
    }

    pub(crate) fn assessed(mut self, safeguard: &'static str, code: &'static str) -> Self {
        self.counted.assessments.push(AssessedSafeguard {
            decided: None,
            safeguard,
            code,
            source: Some(Source::DetainedPerson),
        });
        self
    }

    pub(crate) fn episode(&self) -> CountedEpisode {
        self.counted.clone()
    }
}

/// Counts these human beings of one visit.
pub(crate) fn tally(header: &VisitHeader, told: &[Told], selection: Selection) -> Tally {
    let mut tally = Tally::new(definitions(), selection).unwrap();
    let episodes: Vec<_> = told.iter().map(Told::episode).collect();
    let (law, defects) = Law::embedded();
    assert!(defects.is_empty(), "{defects:?}");
    tally.add(
        &CountedVisit {
            header,
            premises: &[],
            episodes: &episodes,
            asked: Asked::Everything,
        },
        &law,
    );
    tally
}

pub(crate) fn only(id: &str) -> Selection {
    Selection {
        indicators: vec![id.to_owned()],
        ..Selection::default()
    }
}

pub(crate) fn by(id: &str, dimensions: &[Dimension]) -> Selection {
    Selection {
        by: dimensions.to_vec(),
        ..only(id)
    }
}

/// Returns an indicator's counts over these human beings, as (met, not met, not known, not applicable).
pub(crate) fn counts(header: &VisitHeader, told: &[Told], id: &str) -> (u64, u64, u64, u64) {
    let report = tally(header, told, only(id)).report(Suppression::OFF);
    let counts = figures(&report);
    (
        counts.met,
        counts.not_met,
        counts.not_known,
        counts.not_applicable,
    )
}

pub(crate) fn figures(report: &Report) -> Counts {
    match report.rows[0].figures {
        Figures::Counted(counts) => counts,
        other => panic!("{other:?}"),
    }
}
