//! `tally`: which safeguards were kept, counted.

use super::arguments::{TallyArguments, TallyFormat};
use super::{CommandFault, Context, Next, Output};
use crate::indicator::{Dimension, Selection, Suppression};
use crate::message::Message;

pub(super) fn run(
    context: &Context,
    arguments: &TallyArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let selection = selection(
        &arguments.indicator,
        &arguments.safeguard,
        &arguments.by,
        arguments.from.as_deref(),
        arguments.to.as_deref(),
    )?;
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
            // Words that people try first.
            let known = match name.trim() {
                "age_band" => "age",
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
