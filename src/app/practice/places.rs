//! Invented places of detention: three countries, every type.

use super::Dice;
use crate::safeguard::Country;
use crate::visit::{Facility, FacilityType};

const REGIONS: [(Country, [&str; 4]); 3] = [
    (
        Country::Kz,
        ["Almaty city", "Kostanay", "Karaganda", "Turkistan"],
    ),
    (Country::Kg, ["Bishkek city", "Chuy", "Osh", "Issyk-Kul"]),
    (Country::Tj, ["Dushanbe city", "Sughd", "Khatlon", "GBAO"]),
];

const BODIES: [(FacilityType, &str); 6] = [
    (FacilityType::Sizo, "Prison service"),
    (FacilityType::Ik, "Prison service"),
    (FacilityType::Cns, "National security"),
    (FacilityType::Psy, "Ministry of Health"),
    (FacilityType::Soc, "Social services"),
    (FacilityType::Chi, "Ministry of Education"),
];

/// Returns the practice register: every type in every country, police and remand places twice more.
pub(crate) fn places(dice: &mut Dice) -> Vec<Facility> {
    let mut found = Vec::new();
    for (country, regions) in REGIONS {
        for kind in FacilityType::ALL {
            let often = matches!(
                kind,
                FacilityType::Pol | FacilityType::Ivs | FacilityType::Sizo
            );
            for number in 1..=if often { 3 } else { 1 } {
                let region = dice.one_of(&regions).copied().unwrap_or_default();
                let body = BODIES
                    .iter()
                    .find(|(of, _)| *of == kind)
                    .map_or("Ministry of Interior", |(_, body)| body);
                found.push(Facility {
                    code: format!(
                        "{}-{}-{number:02}",
                        country.code().to_uppercase(),
                        kind.code()
                    ),
                    kind,
                    country,
                    region: region.to_owned(),
                    body: Some(body.to_owned()),
                    names: std::iter::once((
                        "en".to_owned(),
                        format!("Practice {} {number}", kind.code()),
                    ))
                    .collect(),
                    capacity: u32::try_from(dice.between(8, 400)).ok(),
                });
            }
        }
    }
    found
}
