//! What counts can be broken down by.

use chrono::Datelike;

use crate::value::PartialDate;
use crate::visit::VisitHeader;

/// The group of those for whom a breakdown is not known.
pub const NOT_KNOWN: &str = "not_known";

/// One breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// By the source on which the outcome rests: whose apprehension time, whose answer.
    Source,
    /// By kind of visit.
    VisitKind,
    /// By the person's sex.
    Sex,
    /// By age: child or adult.
    Age,
}

impl Dimension {
    /// Every breakdown.
    pub const ALL: [Self; 11] = [
        Self::FacilityType,
        Self::Region,
        Self::Country,
        Self::Quarter,
        Self::Month,
        Self::Year,
        Self::Facility,
        Self::Source,
        Self::VisitKind,
        Self::Sex,
        Self::Age,
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
            Self::Source => "source",
            Self::VisitKind => "visit_kind",
            Self::Sex => "sex",
            Self::Age => "age",
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
            Self::Source => "count-by-source",
            Self::VisitKind => "count-by-visit-kind",
            Self::Sex => "count-by-sex",
            Self::Age => "count-by-age",
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
        Some(match self {
            Self::FacilityType => facility.kind.code().to_owned(),
            Self::Region => facility.region.clone(),
            Self::Country => facility.country.code().to_owned(),
            Self::Quarter => month.map_or_else(
                || NOT_KNOWN.to_owned(),
                |month| format!("{year:04}-Q{}", month.div_ceil(3)),
            ),
            Self::Month => month.map_or_else(
                || NOT_KNOWN.to_owned(),
                |month| format!("{year:04}-{month:02}"),
            ),
            Self::Year => format!("{year:04}"),
            Self::Facility => facility.code.clone(),
            Self::VisitKind => header.kind.name().to_owned(),
            Self::Source | Self::Sex | Self::Age => return None,
        })
    }
}
