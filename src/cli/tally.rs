//! `tally`: which safeguards were kept, counted.

use super::arguments::{TallyArguments, TallyFormat};
use super::{CommandFault, Context, Next, Output};
use crate::indicator::{Accounts, Dimension, Selection, Suppression};
use crate::message::Message;
use crate::safeguard::Country;

pub(super) fn run(
    context: &Context,
    arguments: &TallyArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let mut selection = selection(
        &arguments.indicator,
        &arguments.safeguard,
        &arguments.by,
        arguments.from.as_deref(),
        arguments.to.as_deref(),
    )?;
    selection.accounts = Accounts::from_name(&arguments.accounts).ok_or_else(|| {
        let message = Message::new("err-accounts").text("name", arguments.accounts.clone());
        CommandFault::Usage(message)
    })?;
    selection.countries = arguments
        .country
        .iter()
        .map(|code| {
            Country::from_code(code).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-country").text("country", code))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    selection.facilities.clone_from(&arguments.facility);
    selection.checklists.clone_from(&arguments.checklist);
    let desk = context.desk(output)?;
    let report = desk.tally(selection, Suppression::under(arguments.suppress))?;
    let format = match arguments.format {
        Some(format) => format,
        None if output.is_json() => TallyFormat::Json,
        None => TallyFormat::Table,
    };
    output.report(&report, format)?;
    Ok(Next::End)
}

/// Reads what is to be counted.
pub(super) fn selection(
    indicators: &[String],
    safeguards: &[String],
    by: &[String],
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Selection, CommandFault> {
    let by = by
        .iter()
        .map(|name| {
            // A word that people try first.
            let known = match name.trim() {
                "kind" => "visit_kind",
                other => other,
            };
            Dimension::from_name(known).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-dimension").text("name", name))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Selection {
        indicators: indicators.to_vec(),
        safeguards: safeguards.to_vec(),
        by,
        from: super::visit::day(from)?,
        to: super::visit::day(to)?,
        ..Selection::default()
    })
}
