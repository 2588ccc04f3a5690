//! `tally`: which safeguards were kept, counted.

use std::path::PathBuf;

use super::arguments::{TallyArguments, TallyCommand, TallyFormat};
use super::{CommandFault, Context, Next, Output};
use crate::app::{DeskError, Measures};
use crate::export::atomic_file::{self, Existing};
use crate::indicator::{
    Accounts, Dimension, Former, SavedFault, SavedTally, Selection, Suppression, Tally,
};
use crate::message::Message;
use crate::safeguard::Country;

pub(super) fn run(
    context: &Context,
    arguments: &TallyArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    if let Some(TallyCommand::Merge {
        files,
        suppress,
        format,
    }) = &arguments.command
    {
        return merge(files, Suppression::under(*suppress), *format, output);
    }
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
    if let Some(id) = &arguments.report {
        let reports = desk.measures().definitions.reports();
        let found = reports.iter().find(|it| it.id.eq_ignore_ascii_case(id));
        let Some(found) = found else {
            let message = Message::new("err-no-report").text("name", id.clone());
            return Err(CommandFault::Usage(message));
        };
        selection.indicators.extend(found.counts.iter().cloned());
        if selection.by.is_empty() {
            selection.by.clone_from(&found.by);
        }
    }
    let former = former(&arguments.former, &selection)?;
    let suppression = if arguments.publish {
        Suppression::PUBLICATION
    } else {
        Suppression::under(arguments.suppress)
    };
    let tally = desk.counted(selection)?;
    if let Some(path) = &arguments.save {
        let saved = serde_json::to_vec(&tally.save()).map_err(std::io::Error::from)?;
        atomic_file::write(path, Existing::Kept, |sink| sink.write_all(&saved))
            .map_err(DeskError::from)?;
        output.note(&Message::new("cli-tally-saved").text("file", path.display().to_string()));
    }
    let report = tally.report_after(suppression, &former);
    let format = match arguments.format {
        Some(format) => format,
        None if output.is_json() => TallyFormat::Json,
        None => TallyFormat::Table,
    };
    output.report(&report, format)?;
    Ok(Next::End)
}

/// Adds saved counts up and prints them.
fn merge(
    files: &[PathBuf],
    suppression: Suppression,
    format: Option<TallyFormat>,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let mut saved = Vec::with_capacity(files.len());
    for path in files {
        let bytes = std::fs::read(path)?;
        let Ok(one) = serde_json::from_slice::<SavedTally>(&bytes) else {
            output.note(&Message::new("err-saved-file").text("file", path.display().to_string()));
            output.fault(&SavedFault::Format);
            return Ok(Next::FoundWanting);
        };
        saved.push(one);
    }
    let definitions = Measures::embedded().definitions;
    match Tally::of_saved(&definitions, &saved) {
        Ok(tally) => {
            let usual = if output.is_json() {
                TallyFormat::Json
            } else {
                TallyFormat::Table
            };
            output.report(&tally.report(suppression), format.unwrap_or(usual))?;
            Ok(Next::End)
        }
        Err(fault) => {
            output.fault(&fault);
            Ok(Next::FoundWanting)
        }
    }
}

/// Reads what former releases showed.
fn former(files: &[PathBuf], selection: &Selection) -> Result<Former, CommandFault> {
    let mut former = Former::default();
    for path in files {
        for line in std::fs::read_to_string(path)?.lines() {
            let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            let number = |name: &str| line.get(name).and_then(serde_json::Value::as_u64);
            let text = |name: &str| line.get(name).and_then(serde_json::Value::as_str);
            let by = line.get("by").and_then(serde_json::Value::as_object);
            let group: Option<Vec<String>> = selection
                .by
                .iter()
                .map(|dimension| {
                    let name = by?.get(dimension.name())?.as_str()?;
                    Some(name.to_owned())
                })
                .collect();
            let is_same = by.is_some_and(|by| by.len() == selection.by.len());
            if let (Some(indicator), Some(group), Some(numerator), Some(denominator), true) = (
                text("indicator"),
                group,
                number("numerator"),
                number("denominator"),
                is_same,
            ) {
                let answer = text("answer").map(str::to_owned);
                let shown = match &answer {
                    Some(_) => [numerator, 0, 0, 0],
                    None => [
                        numerator,
                        denominator.saturating_sub(numerator),
                        number("not_known").unwrap_or(0),
                        number("not_applicable").unwrap_or(0),
                    ],
                };
                former.note(indicator.to_owned(), answer, group, shown);
            }
        }
    }
    Ok(former)
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
