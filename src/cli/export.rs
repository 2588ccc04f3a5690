//! `export`: what was found, to a file.

use std::path::PathBuf;

use serde_json::json;

use super::arguments::ExportArguments;
use super::{CommandFault, Context, Next, Output};
use crate::app::{Desk, ExportOrder, Exported, SheetStyle};
use crate::export::atomic_file::Existing;
use crate::export::{
    Codes, Dialect, ExportKind, FileFormat, Headers, Identities, Notes, Redaction,
};
use crate::indicator::{DatasetColumn, Suppression};
use crate::message::Message;

pub(super) fn run(
    context: &Context,
    arguments: &ExportArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    if arguments.list {
        return list(output);
    }
    let name = arguments.kind.as_deref().unwrap_or_default();
    if matches!(name, "dataset" | "sql") {
        return for_an_engine(context, arguments, name, output);
    }
    let kind = ExportKind::from_name(name)
        .ok_or_else(|| CommandFault::Usage(Message::new("err-export-kind").text("kind", name)))?;
    let path = arguments
        .to
        .clone()
        .ok_or_else(|| CommandFault::Usage(Message::new("err-export-to")))?;
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .and_then(FileFormat::from_name);
    let asked = match arguments.format.as_deref() {
        Some(name) => Some(FileFormat::from_name(name).ok_or_else(|| {
            CommandFault::Usage(Message::new("err-export-format").text("format", name))
        })?),
        None => ending,
    };
    let format = asked
        .or_else(|| kind.formats().first().copied())
        .unwrap_or(FileFormat::Csv);
    if !kind.formats().contains(&format) {
        let message = Message::new("err-export-format").text("format", format.name());
        return Err(CommandFault::Usage(message));
    }
    let (from, to) = (arguments.from.as_deref(), arguments.to_day.as_deref());
    let selection = super::tally::selection(&[], &[], &arguments.by, from, to)?;
    let desk = context.desk(output)?;
    let visits = arguments
        .visit
        .iter()
        .map(|visit| desk.find_visit(visit))
        .collect::<Result<Vec<_>, _>>()?;
    let order = ExportOrder {
        kind,
        format,
        visits,
        from: selection.from,
        to: selection.to,
        redaction: Redaction {
            identities: if arguments.with_personal {
                Identities::Included
            } else {
                Identities::Withheld
            },
            notes: if arguments.with_notes {
                Notes::Included
            } else {
                Notes::Withheld
            },
            codes: if arguments.with_codes {
                Codes::Included
            } else {
                Codes::Withheld
            },
        },
        person: None,
        cell: None,
        selection,
        suppression: Suppression::under(arguments.suppress),
        language: context.language,
        sheets: sheet_style(arguments),
        dialect: Dialect::default(),
    };
    let written = write(&desk, &order, path, Existing::of(arguments.replace), output)?;
    let words = output.catalogue();
    let path = written.path.display().to_string();
    if output.is_json() {
        let notes: Vec<String> = written.notes.iter().map(|note| words.text(note)).collect();
        output.object(&json!({
            "kind": kind.name(), "format": format.name(), "file": path, "bytes": written.bytes, "notes": notes,
        }))?;
    } else {
        output.say(
            &Message::new("cli-exported")
                .text("file", path)
                .number("bytes", written.bytes),
        )?;
        for note in &written.notes {
            output.say(note)?;
        }
    }
    output.note(&Message::new("cli-export-open"));
    Ok(Next::End)
}

/// Writes the export. What looks like a name is told before: Ctrl+C still helps then.
fn write(
    desk: &Desk,
    order: &ExportOrder,
    path: PathBuf,
    existing: Existing,
    output: &Output<'_>,
) -> Result<Exported, CommandFault> {
    if let Some(names) = desk.names_going_out(order)? {
        output.note(&names);
    }
    Ok(desk.export(order, path, existing)?)
}

fn sheet_style(arguments: &ExportArguments) -> SheetStyle {
    SheetStyle {
        headers: match (arguments.names, arguments.labels) {
            (true, _) => Some(Headers::Names),
            (_, true) => Some(Headers::Labels),
            (false, false) => None,
        },
        language: arguments.labels_in.clone(),
    }
}

/// Writes what an office needs that counts with an engine of its own.
fn for_an_engine(
    context: &Context,
    arguments: &ExportArguments,
    name: &str,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let path = arguments
        .to
        .as_ref()
        .ok_or_else(|| CommandFault::Usage(Message::new("err-export-to")))?;
    let (from, to) = (arguments.from.as_deref(), arguments.to_day.as_deref());
    let selection = super::tally::selection(&[], &[], &arguments.by, from, to)?;
    let desk = context.desk(output)?;
    let shown = path.display().to_string();
    if name == "dataset" {
        let rows = desk.export_dataset(path, &selection, context.language)?;
        if output.is_json() {
            output.object(&json!({"kind": name, "folder": shown, "rows": rows}))?;
        } else {
            let message = Message::new("cli-dataset-written");
            output.say(&message.text("folder", shown).number("rows", rows))?;
        }
        output.note(&Message::new("export-dataset-leaves-out"));
        return Ok(Next::End);
    }
    let dialect = Dialect::from_name(&arguments.dialect).ok_or_else(|| {
        let message = Message::new("err-dialect").text("name", arguments.dialect.clone());
        CommandFault::Usage(message)
    })?;
    if !selection.by.iter().all(|by| DatasetColumn::has(*by)) {
        return Err(CommandFault::Usage(Message::new("err-sql-by-source")));
    }
    let existing = Existing::of(arguments.replace);
    desk.export_sql(path, existing, &selection.by, dialect, context.language)?;
    if output.is_json() {
        output.object(&json!({"kind": name, "file": shown, "dialect": dialect.name()}))?;
    } else {
        output.say(&Message::new("cli-sql-written").text("file", shown))?;
    }
    Ok(Next::End)
}

fn list(output: &Output<'_>) -> Result<Next, CommandFault> {
    let words = output.catalogue();
    for kind in ExportKind::ALL {
        let formats: Vec<&str> = kind.formats().iter().map(|format| format.name()).collect();
        if output.is_json() {
            output.object(&json!({
                "kind": kind.name(),
                "formats": formats,
                "title": words.text(&kind.title()),
                "contains": words.text(&kind.contains()),
                "leaves_out": words.text(&kind.leaves_out()),
                "goes_to": words.text(&kind.goes_to()),
            }))?;
        } else {
            output.line(&format!(
                "{}  ({})  {}",
                kind.name(),
                formats.join(", "),
                words.text(&kind.title())
            ))?;
            output.line(&format!("  {}", words.text(&kind.contains())))?;
            output.line(&format!("  {}", words.text(&kind.leaves_out())))?;
            output.line(&format!("  {}", words.text(&kind.goes_to())))?;
        }
    }
    Ok(Next::End)
}
