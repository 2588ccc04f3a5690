//! `facility add`, `facility list`, `facility show`.

use std::collections::BTreeMap;

use serde_json::json;

use super::arguments::FacilityCommand;
use super::{CommandFault, Context, Next, Output};
use crate::message::Message;
use crate::safeguard::Country;
use crate::visit::{Facility, FacilityType, VisitSummary};

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each command; what it does stands below app"
)]
pub(super) fn run(
    context: &Context,
    command: FacilityCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    match command {
        FacilityCommand::Add {
            code,
            kind,
            country,
            region,
            name,
            body,
            capacity,
        } => {
            let kind = FacilityType::from_code(&kind).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-facility-type").text("type", &kind))
            })?;
            let country = Country::from_code(&country).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-country").text("country", &country))
            })?;
            let code = code.trim().to_owned();
            if code.is_empty()
                || code
                    .chars()
                    .any(|letter| letter.is_control() || letter.is_whitespace())
            {
                return Err(CommandFault::Usage(Message::new("err-facility-code")));
            }
            let language = context.language.code().to_owned();
            let names: BTreeMap<String, String> = name
                .into_iter()
                .map(|name| (language.clone(), name))
                .collect();
            let facility = Facility {
                code,
                kind,
                country,
                region,
                body,
                names,
                capacity,
            };
            let desk = context.desk(output)?;
            desk.add_facility(facility.clone())?;
            if output.is_json() {
                output.object(&facility)?;
            } else {
                output.say(&Message::new("cli-facility-added").text("code", &facility.code))?;
            }
        }
        FacilityCommand::List => {
            let desk = context.desk_to_look(output)?;
            let facilities = desk.facilities();
            if output.is_json() {
                for facility in &facilities {
                    output.object(facility)?;
                }
            } else {
                let rows: Vec<_> = facilities
                    .iter()
                    .map(|facility| row(facility, context))
                    .collect();
                output.table(
                    &[
                        "cli-code",
                        "cli-type",
                        "cli-country",
                        "cli-region",
                        "cli-name",
                    ],
                    &rows,
                )?;
            }
        }
        FacilityCommand::Show { code } => {
            let desk = context.desk_to_look(output)?;
            let facility = desk.facility(&code)?;
            let visits: Vec<VisitSummary> = desk
                .visits()?
                .into_iter()
                .filter(|visit| visit.facility == facility.code)
                .collect();
            if output.is_json() {
                let visits: Vec<_> = visits.iter().map(super::visit::summary_object).collect();
                output.object(&json!({ "facility": facility, "visits": visits }))?;
            } else {
                output.table(
                    &[
                        "cli-code",
                        "cli-type",
                        "cli-country",
                        "cli-region",
                        "cli-name",
                    ],
                    &[row(&facility, context)],
                )?;
                super::visit::print_list(&visits, output)?;
            }
        }
    }
    Ok(Next::End)
}

fn row(facility: &Facility, context: &Context) -> Vec<String> {
    let name = facility
        .names
        .get(context.language.code())
        .or_else(|| facility.names.values().next())
        .cloned()
        .unwrap_or_default();
    vec![
        facility.code.clone(),
        facility.kind.code().to_owned(),
        facility.country.code().to_owned(),
        facility.region.clone(),
        name,
    ]
}
