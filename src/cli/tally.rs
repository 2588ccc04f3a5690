//! `tally`: which safeguards were kept, counted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::arguments::{TallyArguments, TallyCommand, TallyFormat};
use super::{CommandFault, Context, Next, Output, passphrase};
use crate::app::{
    Desk, HandedTo, Measures, Passphrase, Sender, counts_need_passphrase, read_counts_with,
};
use crate::export::atomic_file::Existing;
use crate::indicator::{
    Accounts, Dimension, Former, Note, SavedTally, Selection, Suppression, Tally,
};
use crate::message::Message;
use crate::safeguard::Country;

pub(super) fn run(
    context: &Context,
    arguments: &TallyArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    match &arguments.command {
        Some(TallyCommand::Merge {
            files,
            counts_passphrase_file,
            suppress,
            format,
        }) => {
            let key = counts_passphrase_file.as_deref();
            let saved = handed(context, files, key, output)?;
            return merge(&saved, Suppression::under(*suppress), *format, output);
        }
        Some(TallyCommand::Released) => return released(context, output),
        None => {}
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
    let desk = context.desk_to_look(output)?;
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
    if let Some(path) = &arguments.save {
        save(&desk, &selection, path, arguments, output)?;
    }
    let report = if arguments.publish {
        desk.release(selection, suppression, former)?
    } else {
        let mut report = desk.counted(selection)?.report_after(suppression, &former);
        if suppression.is_on() {
            let message = Message::new("count-note-not-handed-out");
            report.notes.push(Note::Says(message));
        }
        report
    };
    let format = match arguments.format {
        Some(format) => format,
        None if output.is_json() => TallyFormat::Json,
        None => TallyFormat::Table,
    };
    output.report(&report, format)?;
    Ok(Next::End)
}

/// Writes the counts, sealed.
fn save(
    desk: &Desk,
    selection: &Selection,
    path: &Path,
    arguments: &TallyArguments,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let passphrase;
    let to = if arguments.recipient.is_empty() {
        let words = output.catalogue();
        let file = arguments.counts_passphrase_file.as_deref();
        passphrase = passphrase::read(file, &words.id("cli-counts-passphrase"))?;
        if file.is_none() {
            let again = passphrase::read(None, &words.id("cli-passphrase-again"))?;
            if !passphrase.is_same(&again) {
                let message = Message::new("err-passphrases-differ");
                return Err(CommandFault::Refused(message));
            }
        }
        super::keeping::judge(&passphrase, output)?;
        HandedTo::Passphrase(&passphrase)
    } else {
        HandedTo::Colleagues(&arguments.recipient)
    };
    let tally = desk.counted(selection.clone())?;
    let path = desk.hand_counts(&tally, to, path, Existing::Kept)?;
    output.note(&Message::new("cli-tally-saved").text("file", path.display().to_string()));
    Ok(())
}

/// Opens saved counts: with their passphrase, or with the keys of this device.
fn handed(
    context: &Context,
    files: &[PathBuf],
    passphrase_file: Option<&Path>,
    output: &Output<'_>,
) -> Result<Vec<SavedTally>, CommandFault> {
    let mut desk: Option<Desk> = None;
    let mut passphrase: Option<Passphrase> = None;
    let mut saved = Vec::with_capacity(files.len());
    for path in files {
        let file = path.display().to_string();
        let sealed = std::fs::read(path)?;
        let opened = match counts_need_passphrase(&sealed) {
            Ok(false) => {
                if desk.is_none() {
                    desk = Some(context.desk_to_look(output)?);
                }
                desk.as_ref().map(|desk| desk.read_counts(&sealed))
            }
            Ok(true) => {
                if passphrase.is_none() {
                    let prompt = output.catalogue().id("cli-counts-passphrase");
                    passphrase = Some(passphrase::read(passphrase_file, &prompt)?);
                }
                passphrase.as_ref().map(|it| read_counts_with(it, &sealed))
            }
            Err(fault) => Some(Err(fault)),
        };
        let Some(opened) = opened else { continue };
        let opened = opened.inspect_err(|_fault| {
            output.note(&Message::new("err-saved-file").text("file", &file));
        })?;
        let words = opened.words.words(context.language.code());
        let by = match opened.sender {
            Some(Sender::Own) => Message::new("cli-counts-own"),
            Some(Sender::Known(name)) => Message::new("cli-counts-of").text("name", name),
            Some(Sender::Expired(name, _) | Sender::Revoked(name)) => {
                Message::new("cli-counts-of-old").text("name", name)
            }
            Some(Sender::Unknown) | None => Message::new("cli-counts-unknown"),
        };
        output.note(&by.text("file", file).text("words", words));
        output.note(&asked_for(&opened.saved));
        saved.push(opened.saved);
    }
    Ok(saved)
}

/// Says which visits saved counts are of.
fn asked_for(saved: &SavedTally) -> Message {
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "…".to_owned(), |it| it.to_string());
    let asked = saved.asked();
    let only = match asked.only.as_slice() {
        [] => "–".to_owned(),
        some => some.join(", "),
    };
    Message::new("cli-counts-asked")
        .number("visits", i64::try_from(saved.visits()).unwrap_or(i64::MAX))
        .text("from", day(asked.from))
        .text("to", day(asked.to))
        .text("only", only)
}

/// Lists what was handed out.
fn released(context: &Context, output: &Output<'_>) -> Result<Next, CommandFault> {
    let desk = context.desk_to_look(output)?;
    for (when, release) in desk.releases()? {
        let by: Vec<&str> = release.by().iter().map(|by| by.name()).collect();
        let (rows, hidden) = release.rows();
        let (from, to) = release.period();
        if output.is_json() {
            output.object(&serde_json::json!({
                "released": when.to_rfc3339(), "by": by, "from": from, "to": to,
                "rows": rows, "hidden": hidden,
            }))?;
            continue;
        }
        let day = |day: Option<chrono::NaiveDate>| {
            day.map_or_else(|| "…".to_owned(), |it| it.to_string())
        };
        output.say(
            &Message::new("cli-released")
                .text("when", when.format("%Y-%m-%d %H:%M").to_string())
                .text(
                    "by",
                    if by.is_empty() {
                        "–".to_owned()
                    } else {
                        by.join(", ")
                    },
                )
                .text("from", day(from))
                .text("to", day(to))
                .number("rows", rows)
                .number("hidden", hidden),
        )?;
    }
    Ok(Next::End)
}

/// Adds saved counts up and prints them.
fn merge(
    saved: &[SavedTally],
    suppression: Suppression,
    format: Option<TallyFormat>,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let definitions = Measures::embedded().definitions;
    match Tally::of_saved(&definitions, saved) {
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
            let group: Option<BTreeMap<Dimension, String>> = selection
                .by
                .iter()
                .map(|dimension| {
                    let name = by?.get(dimension.name())?.as_str()?;
                    Some((*dimension, name.to_owned()))
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
                let answer = text("answer");
                let shown = match answer {
                    Some(_) => [numerator, 0, 0, 0],
                    None => [
                        numerator,
                        denominator.saturating_sub(numerator),
                        number("not_known").unwrap_or(0),
                        number("not_applicable").unwrap_or(0),
                    ],
                };
                former.note_shown(indicator, answer, group, shown);
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
