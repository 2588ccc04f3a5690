//! A place of detention as the register knows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::safeguard::Country;

/// The kind of place (domain sheet 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FacilityType {
    /// Police station, duty room.
    Pol,
    /// Short-hold cell.
    Kpz,
    /// Temporary detention facility (ИВС).
    Ivs,
    /// Pre-trial prison (СИЗО).
    Sizo,
    /// Colony or prison.
    Ik,
    /// Special reception for administrative arrest.
    Adm,
    /// Juvenile centre, closed school.
    Juv,
    /// Guardhouse, disciplinary unit, barracks.
    Mil,
    /// Psychiatric hospital, narcology.
    Psy,
    /// Psychoneurological, elderly or disabled home.
    Soc,
    /// Children's home, boarding school.
    Chi,
    /// National-security remand.
    Cns,
    /// Financial or anti-corruption police office.
    Fin,
    /// Foreigners awaiting expulsion.
    Mig,
    /// Court cells, escort vehicle.
    Court,
    /// Guarded ward, TB hospital.
    Hosp,
    /// Airport, border, unofficial place.
    Oth,
}

impl FacilityType {
    /// Every type in the order of the domain sheet.
    pub const ALL: [Self; 17] = [
        Self::Pol,
        Self::Kpz,
        Self::Ivs,
        Self::Sizo,
        Self::Ik,
        Self::Adm,
        Self::Juv,
        Self::Mil,
        Self::Psy,
        Self::Soc,
        Self::Chi,
        Self::Cns,
        Self::Fin,
        Self::Mig,
        Self::Court,
        Self::Hosp,
        Self::Oth,
    ];

    /// Returns the code, as in `--type IVS`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pol => "POL",
            Self::Kpz => "KPZ",
            Self::Ivs => "IVS",
            Self::Sizo => "SIZO",
            Self::Ik => "IK",
            Self::Adm => "ADM",
            Self::Juv => "JUV",
            Self::Mil => "MIL",
            Self::Psy => "PSY",
            Self::Soc => "SOC",
            Self::Chi => "CHI",
            Self::Cns => "CNS",
            Self::Fin => "FIN",
            Self::Mig => "MIG",
            Self::Court => "COURT",
            Self::Hosp => "HOSP",
            Self::Oth => "OTH",
        }
    }

    /// Returns the type with this code, whatever its case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code().eq_ignore_ascii_case(code))
    }
}

/// A place of detention in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    /// The short code that stands for the place everywhere, as `IVS-07`.
    pub code: String,
    /// What kind of place it is.
    #[serde(rename = "type")]
    pub kind: FacilityType,
    /// The country whose law applies.
    pub country: Country,
    /// The region, in the register's own words.
    pub region: String,
    /// The body responsible for the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Names by language code; may be empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// Official capacity in persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}
