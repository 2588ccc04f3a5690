//! `passphrase`, `backup`, `restore`, `purge`, `rewrite`.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::Path;

use serde_json::json;

use super::arguments::{PassphraseArguments, PassphraseCommand, PurgeArguments, RewriteArguments};
use super::{CommandFault, Context, Next, Output};
use crate::app::{
    Desk, Passphrase, Purge, Renewal, Rewritten, Slot, Strength, mixes_scripts, opening_notes,
};
use crate::message::Message;
use crate::visit::Subject;

/// Changes, adds, removes or lists passphrases.
pub(super) fn passphrase(
    context: &Context,
    arguments: &PassphraseArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    match &arguments.command {
        None => {
            let new = read_new(arguments.new_passphrase_file.as_deref(), output)?;
            desk.change_passphrase(&new)?;
            told(
                output,
                &json!({ "changed": true }),
                &Message::new("cli-passphrase-changed"),
            )?;
            output.note(&Message::new("cli-passphrase-changed-copies"));
        }
        Some(PassphraseCommand::Add { recovery: true }) => {
            let (slot, words) = desk.add_recovery_words()?;
            if output.is_json() {
                output.object(&json!({ "slot": slot + 1, "words": words.as_str() }))?;
            } else {
                output.say(&Message::new("cli-recovery-words"))?;
                output.line(&words)?;
            }
            output.note(&Message::new("cli-recovery-words-once"));
        }
        Some(PassphraseCommand::Add { recovery: false }) => {
            let new = read_new(arguments.new_passphrase_file.as_deref(), output)?;
            let slot = desk.add_passphrase(&new)?;
            let said = Message::new("cli-passphrase-added").number("slot", u64::from(slot) + 1);
            told(output, &json!({ "slot": slot + 1 }), &said)?;
        }
        Some(PassphraseCommand::Remove { number }) => {
            desk.remove_passphrase(number.checked_sub(1).unwrap_or(u8::MAX))?;
            let said = Message::new("cli-passphrase-removed").number("slot", u64::from(*number));
            told(output, &json!({ "removed": number }), &said)?;
            output.note(&Message::new("cli-passphrase-changed-copies"));
        }
        Some(PassphraseCommand::Office {
            remove: Some(number),
            ..
        }) => {
            desk.remove_office(number.checked_sub(1).unwrap_or(u8::MAX))?;
            let said = Message::new("cli-office-removed").number("slot", u64::from(*number));
            told(output, &json!({ "removed": number }), &said)?;
            output.note(&Message::new("cli-passphrase-changed-copies"));
        }
        Some(PassphraseCommand::Office { recipient, .. }) => {
            let recipient = recipient.as_deref().unwrap_or_default().trim();
            let slot = desk.add_office(recipient)?;
            let offices = desk.offices();
            let words = offices.get(usize::from(slot)).cloned().flatten();
            let words = words.map(|(_, words)| words).unwrap_or_default();
            let said = Message::new("cli-office-added").text("words", &words);
            told(
                output,
                &json!({ "office": slot + 1, "words": words }),
                &said,
            )?;
        }
        Some(PassphraseCommand::List) => list(&desk, output)?,
    }
    Ok(Next::End)
}

fn list(desk: &Desk, output: &Output<'_>) -> Result<(), CommandFault> {
    let (slots, own) = desk.passphrases();
    for (slot, number) in slots.iter().zip(0_u8..) {
        let (kind, id) = match slot {
            Slot::Empty => continue,
            Slot::Chosen => ("chosen", "cli-passphrase-chosen"),
            Slot::Recovery => ("recovery", "cli-passphrase-recovery"),
        };
        let this = number == own;
        if output.is_json() {
            output.object(&json!({ "slot": number + 1, "kind": kind, "this": this }))?;
        } else {
            let kind = output.catalogue().id(id);
            let mark = if this {
                output.catalogue().id("cli-passphrase-this")
            } else {
                String::new()
            };
            output.line(format!("{}  {kind}  {mark}", number + 1).trim_end())?;
        }
    }
    for (office, number) in desk.offices().iter().zip(1_u8..) {
        let Some((recipient, words)) = office else {
            continue;
        };
        if output.is_json() {
            output.object(&json!({ "office": number, "recipient": recipient, "words": words }))?;
        } else {
            let office = Message::new("cli-office")
                .number("number", u64::from(number))
                .text("words", words);
            output.say(&office)?;
        }
    }
    Ok(())
}

/// Reads a new passphrase; on a terminal twice. A weak one is taken from a file, and told.
fn read_new(file: Option<&Path>, output: &Output<'_>) -> Result<Passphrase, CommandFault> {
    let words = output.catalogue();
    let new = super::passphrase::read(file, &words.id("cli-new-passphrase"))?;
    if file.is_none() {
        let again = super::passphrase::read(None, &words.id("cli-passphrase-again"))?;
        if !new.is_same(&again) {
            return Err(CommandFault::Refused(Message::new(
                "err-passphrases-differ",
            )));
        }
    }
    judge(&new, output)?;
    Ok(new)
}

/// Refuses a passphrase that no single layout types, as the screens do; says so when one could be
/// guessed.
pub(super) fn judge(passphrase: &Passphrase, output: &Output<'_>) -> Result<(), CommandFault> {
    if mixes_scripts(passphrase.as_str()) {
        return Err(CommandFault::Refused(Message::new("create-mixed")));
    }
    match Strength::of(passphrase.as_str()) {
        Strength::Weak => output.note(&Message::new("cli-passphrase-weak")),
        Strength::Fair => output.note(&Message::new("cli-passphrase-fair")),
        Strength::Strong => {}
    }
    Ok(())
}

fn told(
    output: &Output<'_>,
    object: &serde_json::Value,
    message: &Message,
) -> Result<(), CommandFault> {
    if output.is_json() {
        output.object(object)?;
    } else {
        output.say(message)?;
    }
    Ok(())
}

/// Writes a backup.
pub(super) fn backup(
    context: &Context,
    file: &Path,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let made = desk.back_up(file)?;
    let shown = file.display().to_string();
    let object = json!({
        "file": shown, "bytes": made.bytes, "frames": made.frames, "damaged": made.damaged,
    });
    let said = Message::new("cli-backup-made")
        .text("file", shown)
        .number("kib", made.bytes / 1024)
        .number("frames", made.frames);
    told(output, &object, &said)?;
    if made.damaged > 0 {
        output.note(&Message::new("cli-backup-damaged").number("count", made.damaged));
        return Ok(Next::FoundWanting);
    }
    Ok(Next::End)
}

/// Makes a vault of a backup.
pub(super) fn restore(
    context: &Context,
    file: &Path,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let folder = context.vault_folder();
    if Desk::is_there(folder) {
        return Err(CommandFault::VaultThere {
            folder: folder.to_owned(),
        });
    }
    let passphrase = context.passphrase(output)?;
    let (desk, notes) = Desk::restore(file, folder, &passphrase, context.surroundings(output))?;
    for message in opening_notes(&notes) {
        output.note(&message);
    }
    let visits = desk.visits()?.len();
    let shown = folder.display().to_string();
    let said = Message::new("cli-restored")
        .text("folder", &shown)
        .number("visits", visits);
    told(output, &json!({ "vault": shown, "visits": visits }), &said)?;
    output.note(&Message::new("cli-restored-device"));
    Ok(if notes.lost_frames > 0 {
        Next::FoundWanting
    } else {
        Next::End
    })
}

/// Takes a visit, or a person or custody record of it, out of the vault for good.
pub(super) fn purge(
    context: &Context,
    arguments: &PurgeArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let visit = desk.find_visit(&arguments.visit)?;
    let what = match &arguments.subject {
        None => Purge::Visit(visit),
        Some(text) => {
            let subject: Subject = text.parse().map_err(|_no_code| {
                CommandFault::Usage(Message::new("err-purge-subject").text("subject", text))
            })?;
            Purge::Subject(visit, subject)
        }
    };
    let code = arguments
        .subject
        .clone()
        .unwrap_or_else(|| visit.to_string().chars().take(6).collect());
    if io::stdin().is_terminal() {
        output.say(&Message::new("cli-purge-confirm").text("code", &code))?;
        let mut typed = String::new();
        io::stdin().lock().read_line(&mut typed)?;
        if typed.trim() != code {
            return Err(CommandFault::Refused(Message::new(
                "err-purge-not-confirmed",
            )));
        }
    }
    let (_, done) = desk
        .purge(what, arguments.leave_damaged)
        .map_err(|refused| refused.fault)?;
    let object = json!({ "purged": done.dropped, "entries": done.payloads });
    let said = Message::new("cli-purged").number("count", done.dropped);
    told(output, &object, &said)?;
    output.note(&Message::new("cli-purged-copies"));
    old_left(&done, output);
    Ok(Next::End)
}

/// Writes the vault anew.
pub(super) fn rewrite(
    context: &Context,
    arguments: &RewriteArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    if let Some(folder) = &arguments.to {
        let (_, done) = desk.continue_in(folder, context.surroundings(output))?;
        let shown = folder.display().to_string();
        let object = json!({ "vault": shown, "entries": done.payloads });
        let said = Message::new("cli-continued")
            .text("folder", &shown)
            .number("entries", done.payloads);
        told(output, &object, &said)?;
        return Ok(Next::End);
    }
    let only = arguments
        .new_key
        .then(|| read_new(arguments.new_passphrase_file.as_deref(), output))
        .transpose()?;
    let how = Renewal {
        only: only.as_ref(),
        leave_damaged: arguments.leave_damaged,
    };
    let (_, done) = desk.rewrite(how).map_err(|refused| refused.fault)?;
    let object = json!({ "entries": done.payloads, "streams": done.streams });
    let said = Message::new("cli-rewritten").number("entries", done.payloads);
    told(output, &object, &said)?;
    if only.is_some() {
        output.note(&Message::new("cli-rewritten-only"));
    }
    old_left(&done, output);
    Ok(Next::End)
}

fn old_left(done: &Rewritten, output: &Output<'_>) {
    if let Some(folder) = &done.old_left {
        let folder = folder.display().to_string();
        output.note(&Message::new("cli-rewrite-old-left").text("folder", folder));
    }
}
