//! What counts can be broken down by.

use chrono::Datelike;

use crate::value::PartialDate;
use crate::visit::{Announced, VisitHeader};

/// The group of those for whom a breakdown is not known.
pub const NOT_KNOWN: &str = "not_known";

/// One breakdown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// By type of facility.
    FacilityType,
    /// By region, in the register's words.
    Region,
    /// By country.
    Country,
    /// By quarter of the visit.
    Quarter,
    /// By month of the visit.
    Month,
    /// By year of the visit.
    Year,
    /// By facility.
    Facility,
    /// By the body responsible for the facility.
    Body,
    /// By the source on which the outcome rests: whose apprehension time, whose answer.
    Source,
    /// By kind of visit.
    VisitKind,
    /// By whether the place knew of the visit.
    Announced,
    /// By the versions of the checklists that the visit used.
    Checklist,
    /// By the person's sex.
    Sex,
    /// By age: child or adult.
    Age,
    /// By age band.
    AgeBand,
    /// By whether the person is a citizen of another country, or of none.
    ForeignNational,
    /// By ethnicity, where a checklist asks for it.
    Ethnicity,
    /// By whether the person has a disability or a health need.
    Disability,
    /// By the language that the person understands best, where a checklist states it as a fact.
    Language,
    /// By what the person was questioned as.
    LegalStatus,
    /// By whether the interview was private.
    Privacy,
}

impl Dimension {
    /// Every breakdown.
    pub const ALL: [Self; 21] = [
        Self::FacilityType,
        Self::Region,
        Self::Country,
        Self::Quarter,
        Self::Month,
        Self::Year,
        Self::Facility,
        Self::Body,
        Self::Source,
        Self::VisitKind,
        Self::Announced,
        Self::Checklist,
        Self::Sex,
        Self::Age,
        Self::AgeBand,
        Self::ForeignNational,
        Self::Ethnicity,
        Self::Disability,
        Self::Language,
        Self::LegalStatus,
        Self::Privacy,
    ];

    /// The breakdowns that are the same for a whole visit, in the order of their columns.
    pub(super) const OF_VISITS: [Self; 11] = [
        Self::FacilityType,
        Self::Region,
        Self::Country,
        Self::Quarter,
        Self::Month,
        Self::Year,
        Self::Facility,
        Self::Body,
        Self::VisitKind,
        Self::Announced,
        Self::Checklist,
    ];

    /// The breakdowns that tell human beings apart, in the order of their columns.
    pub(super) const OF_UNITS: [Self; 9] = [
        Self::Sex,
        Self::Age,
        Self::AgeBand,
        Self::ForeignNational,
        Self::Ethnicity,
        Self::Disability,
        Self::Language,
        Self::LegalStatus,
        Self::Privacy,
    ];

    /// Returns the exchange name, as in `--by facility_type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FacilityType => "facility_type",
            Self::Region => "region",
            Self::Country => "country",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Year => "year",
            Self::Facility => "facility",
            Self::Body => "body",
            Self::Source => "source",
            Self::VisitKind => "visit_kind",
            Self::Announced => "announced",
            Self::Checklist => "checklist",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::AgeBand => "age_band",
            Self::ForeignNational => "foreign_national",
            Self::Ethnicity => "ethnicity",
            Self::Disability => "disability",
            Self::Language => "language",
            Self::LegalStatus => "legal_status",
            Self::Privacy => "privacy",
        }
    }

    /// Returns the breakdown with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dimension| dimension.name() == name)
    }

    /// Returns the id of the message that names it for people.
    pub const fn label_id(self) -> &'static str {
        match self {
            Self::FacilityType => "count-by-facility-type",
            Self::Region => "count-by-region",
            Self::Country => "count-by-country",
            Self::Quarter => "count-by-quarter",
            Self::Month => "count-by-month",
            Self::Year => "count-by-year",
            Self::Facility => "count-by-facility",
            Self::Body => "count-by-body",
            Self::Source => "count-by-source",
            Self::VisitKind => "count-by-visit-kind",
            Self::Announced => "count-by-announced",
            Self::Checklist => "count-by-checklist",
            Self::Sex => "count-by-sex",
            Self::Age => "count-by-age",
            Self::AgeBand => "count-by-age-band",
            Self::ForeignNational => "count-by-foreign-national",
            Self::Ethnicity => "count-by-ethnicity",
            Self::Disability => "count-by-disability",
            Self::Language => "count-by-language",
            Self::LegalStatus => "count-by-legal-status",
            Self::Privacy => "count-by-privacy",
        }
    }

    /// Returns the fact whose choice is the group; `None` if it is no fact's.
    pub(super) const fn fact(self) -> Option<&'static str> {
        match self {
            Self::Sex => Some("sex"),
            Self::AgeBand => Some("age_band"),
            Self::ForeignNational => Some("foreign_national"),
            Self::Ethnicity => Some("ethnicity"),
            Self::Disability => Some("disability"),
            Self::Language => Some("language"),
            Self::LegalStatus => Some("questioned_as"),
            Self::Privacy => Some("privacy"),
            Self::FacilityType
            | Self::Region
            | Self::Country
            | Self::Quarter
            | Self::Month
            | Self::Year
            | Self::Facility
            | Self::Body
            | Self::Source
            | Self::VisitKind
            | Self::Announced
            | Self::Checklist
            | Self::Age => None,
        }
    }

    /// Returns the visit's group; `None` if the breakdown is not about visits.
    pub(super) fn of_visit(self, header: &VisitHeader) -> Option<String> {
        let facility = &header.facility;
        let (year, month) = match header.start.date() {
            PartialDate::Year(year) => (year, None),
            PartialDate::Month(year, month) => (year, Some(month)),
            PartialDate::Day(day) => (day.year(), Some(day.month())),
        };
        let not_known = || NOT_KNOWN.to_owned();
        Some(match self {
            Self::FacilityType => facility.kind.code().to_owned(),
            Self::Region => facility.region.clone(),
            Self::Country => facility.country.code().to_owned(),
            Self::Quarter => month.map_or_else(not_known, |month| {
                format!("{year:04}-Q{}", month.div_ceil(3))
            }),
            Self::Month => month.map_or_else(not_known, |month| format!("{year:04}-{month:02}")),
            Self::Year => format!("{year:04}"),
            Self::Facility => facility.code.clone(),
            Self::Body => facility.body.clone().unwrap_or_else(not_known),
            Self::VisitKind => header.kind.name().to_owned(),
            Self::Announced => match header.announced {
                Announced::Yes => "yes".to_owned(),
                Announced::No => "no".to_owned(),
                Announced::NotStated => not_known(),
            },
            Self::Checklist => checklists(header),
            Self::Source
            | Self::Sex
            | Self::Age
            | Self::AgeBand
            | Self::ForeignNational
            | Self::Ethnicity
            | Self::Disability
            | Self::Language
            | Self::LegalStatus
            | Self::Privacy => return None,
        })
    }
}

/// Returns the checklists of a visit with their versions, as `police-custody/interview 1.0 + …`.
fn checklists(header: &VisitHeader) -> String {
    let mut pins: Vec<String> = header
        .checklists
        .iter()
        .map(|pin| format!("{} {}", pin.id, pin.version))
        .collect();
    pins.sort_unstable();
    if pins.is_empty() {
        return NOT_KNOWN.to_owned();
    }
    pins.join(" + ")
}
