//! `checklist list`, `show`, `check`; `eval` has a file of its own.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::arguments::{ChecklistCommand, ImportArguments, ImportKind};
use super::{CommandFault, Context, Next, Output, eval};
use crate::app::{
    ChecklistFileError, DeskError, Earnest, Placed, check_file, convert_checklist, import_checklist,
};
use crate::checklist::{
    CheckReport, CheckedFile, Checklist, ChecklistView, Library, ReportedDefect,
};
use crate::export::atomic_file::Existing;
use crate::export::{Paper, atomic_file, write_paper_html, write_paper_text};
use crate::message::Message;

/// Largest file that is read: no checklist of words comes near it.
const LARGEST_FILE: u64 = 10 << 20;

pub(super) fn run(
    context: &Context,
    command: ChecklistCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let library = context.library(output);
    match command {
        ChecklistCommand::List => list_all(context, &library, output),
        ChecklistCommand::Show { id } => {
            let list = library.get(&id).ok_or(DeskError::NoChecklist { id })?;
            if output.is_json() {
                output.object(&ChecklistView::of(&list))?;
                return Ok(Next::End);
            }
            let language = context.language.code();
            output.line(&format!(
                "{}  {}  {}",
                list.id,
                list.version,
                list.title.in_language(language).0
            ))?;
            tell_drafts(&list.drafts, output)?;
            for section in &list.sections {
                output.line("")?;
                output.line(section.title.in_language(language).0)?;
                for question in list
                    .questions
                    .get(section.questions.clone())
                    .unwrap_or_default()
                {
                    let choices: Vec<&str> = list
                        .choices_of(question)
                        .iter()
                        .map(|choice| choice.label.in_language(language).0)
                        .collect();
                    let label = question.label.in_language(language).0;
                    output.line(&format!(
                        "  {:5} {label}  {}",
                        question.number,
                        choices.join(" / ")
                    ))?;
                }
            }
            Ok(Next::End)
        }
        ChecklistCommand::Check { files } => {
            let mut accepted = true;
            for file in &files {
                accepted &= check(file, &library, output)?;
            }
            Ok(if accepted {
                Next::End
            } else {
                Next::FoundWanting
            })
        }
        ChecklistCommand::Convert { file, to, replace } => {
            convert(&library, &file, &to, Existing::of(replace), output)
        }
        ChecklistCommand::Eval => eval::run(output),
        ChecklistCommand::Print { id, to, replace } => {
            let list = library.get(&id).ok_or(DeskError::NoChecklist { id })?;
            print(&list, &to, replace, output)
        }
    }
}

/// Lists the checklists that there are.
fn list_all(
    context: &Context,
    library: &Library,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let lists = library.list();
    if output.is_json() {
        for list in &lists {
            output.object(&json!({
                "id": list.id.as_str(), "version": list.version,
                "digest": list.digest.to_string(),
                "title": list.title.in_language(context.language.code()).0,
                "questions": list.questions.len(),
                "languages": list.languages(),
                "embedded": library.is_embedded(list.id.as_str()),
            }))?;
        }
    } else {
        let rows: Vec<Vec<String>> = lists
            .iter()
            .map(|list| {
                vec![
                    list.id.to_string(),
                    list.version.clone(),
                    list.questions.len().to_string(),
                    list.title.in_language(context.language.code()).0.to_owned(),
                ]
            })
            .collect();
        output.table(
            &["cli-checklist", "cli-version", "cli-questions", "cli-title"],
            &rows,
        )?;
    }
    Ok(Next::End)
}

/// Writes the paper form of a checklist.
fn print(
    list: &Checklist,
    to: &Path,
    replace: bool,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let ending = to.extension().and_then(OsStr::to_str);
    let write = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm") => write_paper_html,
        Some("txt") => write_paper_text,
        _ => {
            let message = Message::new("err-paper-ending").text("file", to.display().to_string());
            return Err(CommandFault::Usage(message));
        }
    };
    let paper = Paper::of(list, output.catalogue());
    atomic_file::write(to, Existing::of(replace), |sink| write(&paper, sink))?;
    let file = to.display().to_string();
    if output.is_json() {
        output.object(&json!({ "file": file }))?;
    } else {
        output.say(&Message::new("paper-written").text("file", file))?;
    }
    Ok(Next::End)
}

/// Writes a checklist in another format.
fn convert(
    library: &Library,
    file: &Path,
    to: &Path,
    existing: Existing,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let placed = convert_checklist(library, file, to, existing);
    told(file, placed, "cli-checklist-written", true, output)
}

/// Takes a questionnaire in.
pub(super) fn import(
    context: &Context,
    arguments: &ImportArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let ImportKind::Xlsform = arguments.kind;
    let library = context.library(output);
    let (earnest, said) = if arguments.dry_run {
        (Earnest::DryRun, "cli-import-would")
    } else {
        (Earnest::Real, "cli-import-done")
    };
    let placed = import_checklist(
        &library,
        &context.folders.checklists,
        &arguments.file,
        Existing::of(arguments.replace),
        earnest,
    );
    told(&arguments.file, placed, said, !arguments.dry_run, output)
}

/// Tells where a checklist was put, or why it was not.
fn told(
    file: &Path,
    placed: Result<Placed, ChecklistFileError>,
    said: &'static str,
    is_written: bool,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let shown = file.display().to_string();
    match placed {
        Ok(placed) => {
            if output.is_json() {
                output.object(&json!({
                    "file": shown,
                    "id": placed.checklist.id.as_str(),
                    "version": placed.checklist.version,
                    "questions": placed.checklist.questions.len(),
                    "unsupported": placed.checked.unsupported,
                    "to": placed.path.display().to_string(),
                    "written": is_written,
                }))?;
            } else {
                output.say(
                    &Message::new(said)
                        .text("id", placed.checklist.id.as_str())
                        .number("count", placed.checklist.questions.len())
                        .text("to", placed.path.display().to_string()),
                )?;
                list(&shown, &placed.checked, output)?;
            }
            Ok(Next::End)
        }
        Err(ChecklistFileError::Defects(checked)) => {
            list(&shown, &checked, output)?;
            Ok(Next::FoundWanting)
        }
        Err(fault) => Err(CommandFault::ChecklistFile(fault)),
    }
}

/// Checks a file; returns whether it can be used.
fn check(path: &Path, library: &Library, output: &Output<'_>) -> Result<bool, CommandFault> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    if read.is_err() {
        return unchecked(&shown, "file_unreadable", "err-file-unreadable", output);
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return unchecked(&shown, "file_too_large", "err-file-too-large", output);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let checked = check_file(library, &name, &bytes);
    list(&shown, &checked, output)?;
    Ok(!checked.has_errors())
}

/// Prints the verdict and every defect.
fn list(shown: &str, checked: &CheckedFile, output: &Output<'_>) -> Result<(), CommandFault> {
    let words = output.catalogue();
    let report = CheckReport::new(shown, checked, |message| words.text(message));
    if output.is_json() {
        output.object(&report)?;
        return Ok(());
    }
    let verdict = if report.accepted {
        "cli-check-accepted"
    } else {
        "cli-check-refused"
    };
    output.say(
        &Message::new(verdict)
            .text("file", shown)
            .number("count", report.defects.len() as u64),
    )?;
    tell_drafts(&report.drafts, output)?;
    for defect in &report.defects {
        let place = match (defect.row, defect.column) {
            (Some(row), Some(column)) => format!("{row}:{column}"),
            (Some(row), None) => row.to_string(),
            (None, _) => String::new(),
        };
        let header = defect.header.as_deref().unwrap_or_default();
        let dot = if header.is_empty() { "" } else { "." };
        output.line(&format!(
            "  {place} {}{dot}{header} [{}] {}",
            defect.sheet, defect.code, defect.message
        ))?;
    }
    if !report.unsupported.is_empty() {
        output.say(
            &Message::new("cli-check-unsupported").text("list", report.unsupported.join(", ")),
        )?;
    }
    Ok(())
}

/// Tells which languages of a checklist no native speaker has reviewed.
fn tell_drafts(drafts: &[String], output: &Output<'_>) -> Result<(), CommandFault> {
    if drafts.is_empty() {
        return Ok(());
    }
    output.say(&Message::new("cli-drafts").text("languages", drafts.join(", ")))?;
    Ok(())
}

/// Tells that a file could not be looked at; the files after it still are.
fn unchecked(
    shown: &str,
    code: &'static str,
    id: &'static str,
    output: &Output<'_>,
) -> Result<bool, CommandFault> {
    let message = Message::new(id).text("file", shown);
    if output.is_json() {
        let defect = ReportedDefect {
            code,
            severity: "error",
            sheet: String::new(),
            header: None,
            row: None,
            column: None,
            message: output.catalogue().text(&message),
        };
        output.object(&CheckReport {
            file: shown.to_owned(),
            accepted: false,
            defects: vec![defect],
            unsupported: Vec::new(),
            drafts: Vec::new(),
        })?;
    } else {
        output.note(&message);
    }
    Ok(false)
}
