//! `init` and `doctor`.

use serde_json::json;

use super::{CommandFault, Context, Next, Output};
use crate::app::{Desk, KdfCost, VaultKind, chain_findings, doctor_findings};
use crate::message::Message;

/// Makes a vault.
pub(super) fn init(context: &Context, output: &Output<'_>) -> Result<Next, CommandFault> {
    let folder = context.vault_folder();
    // One that went on elsewhere is not begun a second time where it went.
    if let Some(word) = context.settings.word_on(folder) {
        return Err(CommandFault::Refused(word));
    }
    if Desk::is_there(folder) {
        return Err(CommandFault::VaultThere {
            folder: folder.to_owned(),
        });
    }
    let passphrase = context.passphrase(output)?;
    if context.global.passphrase_file.is_none() {
        let again = super::passphrase::read(None, &output.catalogue().id("cli-passphrase-again"))?;
        if !passphrase.is_same(&again) {
            return Err(CommandFault::Refused(Message::new(
                "err-passphrases-differ",
            )));
        }
    }
    super::keeping::judge(&passphrase, output)?;
    Desk::create(
        folder,
        &passphrase,
        KdfCost::calibrated(),
        VaultKind::Real,
        context.surroundings(output),
    )?;
    let shown = folder.display().to_string();
    if output.is_json() {
        output.object(&json!({ "vault": shown }))?;
    } else {
        output.say(&Message::new("cli-vault-made").text("folder", shown))?;
        output.say(&Message::new("cli-passphrase-is-the-only-way"))?;
    }
    Ok(Next::End)
}

/// Checks everything and prints no content.
pub(super) fn doctor(context: &Context, output: &Output<'_>) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let report = desk.doctor()?;
    let chains = desk.chains()?;
    let columns = desk.examine_columns();
    let is_sound = report.is_sound() && chains.breaks.is_empty() && columns.wrong == 0;
    let mut findings = doctor_findings(&report);
    findings.extend(chain_findings(&chains));
    if output.is_json() {
        output.object(&json!({
            "sound": is_sound,
            "practice": desk.is_practice(),
            "pieces": report.pieces,
            "journal_bytes": report.journal_bytes,
            "frames": report.frames,
            "streams": report.streams,
            "entries": report.payloads,
            "damaged_frames": report.damaged_frames,
            "healed_frames": report.healed_frames,
            "lost_frames": report.lost_frames,
            "stray_bytes": report.stray_bytes,
            "odd_frames": report.odd_frames,
            "damaged_visits": report.damaged_streams.len(),
            "unjournaled_visits": report.unjournaled_streams.len(),
            "lacking_entries": report.lacking.iter().map(|(_, count)| count).sum::<u64>(),
            "damaged_headers": report.damaged_headers,
            "store_in_use": report.store_in_use,
            "writable": report.writable,
            "chains": chains.followed,
            "chain_breaks": chains.breaks.len(),
            "columns": {
                "files": columns.files, "unusable": columns.unusable, "visits": columns.visits,
                "stale": columns.stale, "compared": columns.compared, "wrong": columns.wrong,
            },
        }))?;
    } else {
        output.say(
            &Message::new("cli-doctor-read")
                .number("entries", report.payloads)
                .number("frames", report.frames)
                .number("streams", report.streams)
                .number("kib", report.journal_bytes / 1024),
        )?;
        output.say(
            &Message::new("doctor-columns")
                .number("visits", columns.visits)
                .number("stale", columns.stale)
                .number("compared", columns.compared),
        )?;
        for finding in &findings {
            output.say(finding)?;
        }
        if columns.wrong > 0 {
            output.say(&Message::new("doctor-columns-wrong").number("wrong", columns.wrong))?;
        }
        let verdict = if is_sound {
            "cli-doctor-sound"
        } else {
            "cli-doctor-unsound"
        };
        output.say(&Message::new(verdict))?;
    }
    Ok(if is_sound {
        Next::End
    } else {
        Next::FoundWanting
    })
}
