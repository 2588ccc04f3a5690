//! `visit migrate`: what moving a visit to another version of its checklists does, and doing it.

use serde_json::{Value as Json, json};

use super::{CommandFault, Context, Next, Output};
use crate::checklist::Fate;
use crate::message::Message;
use crate::visit::{MigratedQuestion, Migration};

pub(super) fn run(
    context: &Context,
    visit: &str,
    to: Option<&str>,
    dry_run: bool,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let id = desk.find_visit(visit)?;
    let session = desk.visit(id)?;
    let migrations = desk.migrations(&session, to)?;
    // What is finished stays as it was said; what another version would do with it can be looked at.
    let stays = session.is_closed() && !migrations.is_empty();
    let looks = dry_run || stays;
    if !looks && !migrations.is_empty() {
        desk.migrate(id, to)?;
    }
    let language = context.language.code();
    for migration in &migrations {
        if output.is_json() {
            output.object(&object(&id.to_string(), migration, looks))?;
        } else {
            print(migration, looks, language, output)?;
        }
    }
    if migrations.is_empty() {
        output.note(&Message::new("migrate-nothing"));
    }
    if stays && !dry_run {
        let refused = Message::new("migrate-finished").text("visit", visit);
        return Err(CommandFault::Refused(refused));
    }
    Ok(Next::End)
}

fn object(visit: &str, migration: &Migration, dry_run: bool) -> Json {
    let question = |found: &MigratedQuestion| {
        let old = migration.from.questions.get(found.question);
        let target = target_of(&found.fate).and_then(|at| migration.to.questions.get(at));
        let (fate, changes) = words_of(&found.fate);
        json!({
            "question": old.map(|old| old.name.as_str()),
            "number": old.map(|old| old.number.as_str()),
            "to": target.map(|target| target.name.as_str()),
            "fate": fate,
            "changes": changes,
            "carried": found.carried,
            "left_behind": found.left.len(),
        })
    };
    let added: Vec<&str> = migration
        .added
        .iter()
        .filter_map(|index| migration.to.questions.get(*index))
        .map(|question| question.name.as_str())
        .collect();
    json!({
        "visit": visit,
        "checklist": migration.from.id.as_str(),
        "from": migration.from.version,
        "to": migration.to.version,
        "dry_run": dry_run,
        "carried": migration.carried(),
        "left_behind": migration.left(),
        "questions": migration.questions.iter().map(question).collect::<Vec<_>>(),
        "added": added,
    })
}

const fn target_of(fate: &Fate) -> Option<usize> {
    match fate {
        Fate::Kept { to, .. } | Fate::OtherMeaning { to, .. } => Some(*to),
        Fate::Gone => None,
    }
}

/// Returns the exchange names of what became of a question.
fn words_of(fate: &Fate) -> (&'static str, Vec<&'static str>) {
    match fate {
        Fate::Kept { changes, .. } => {
            ("kept", changes.iter().map(|change| change.name()).collect())
        }
        Fate::OtherMeaning { why, .. } => {
            ("other_meaning", why.iter().map(|why| why.name()).collect())
        }
        Fate::Gone => ("gone", Vec::new()),
    }
}

fn print(
    migration: &Migration,
    dry_run: bool,
    language: &str,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    output.line(&format!(
        "{}  {} → {}",
        migration.from.title.in_language(language).0,
        migration.from.version,
        migration.to.version
    ))?;
    for found in migration.notable() {
        let Some(old) = migration.from.questions.get(found.question) else {
            continue;
        };
        let what = output.catalogue().text(&found.message(&migration.to));
        let label = old.label.in_language(language).0;
        output.line(&format!("  {:6} {label}  {what}", old.number))?;
    }
    for index in &migration.added {
        if let Some(question) = migration.to.questions.get(*index) {
            let new = output.catalogue().id("migrate-new");
            let label = question.label.in_language(language).0;
            output.line(&format!("  {:6} {label}  {new}", question.number))?;
        }
    }
    let id = if dry_run {
        "migrate-would"
    } else {
        "migrate-done"
    };
    output.say(
        &Message::new(id)
            .number("carried", migration.carried())
            .number("left", migration.left()),
    )?;
    Ok(())
}
