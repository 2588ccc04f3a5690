//! `demo`: a practice vault with synthetic people.

use serde_json::json;

use super::arguments::DemoArguments;
use super::{CommandFault, Context, Next, Output};
use crate::app::{Desk, KdfCost, PRACTICE_PASSPHRASE, Passphrase, Plan, VaultKind, fill_practice};
use crate::message::Message;

pub(super) fn run(
    context: &Context,
    arguments: &DemoArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let asked = arguments.dir.as_ref().or(context.global.vault.as_ref());
    let folder = asked.unwrap_or(&context.folders.practice).clone();
    let usual = Plan::usual(arguments.seed);
    let plan = Plan {
        visits: arguments.visits.unwrap_or(usual.visits),
        persons: arguments.persons.unwrap_or(usual.persons),
        // A vault of a chosen size holds just that size.
        survey: arguments.visits.is_none() && arguments.persons.is_none(),
        ..usual
    };
    if Desk::is_there(&folder) {
        // The practice vault that the program keeps is opened again as it is; a folder that was
        // named is never written into.
        if asked.is_some() || arguments.no_ui {
            return Err(CommandFault::VaultThere { folder });
        }
        return Ok(Next::Screens(folder));
    }
    let passphrase = Passphrase::of(PRACTICE_PASSPHRASE);
    let desk = Desk::create(
        &folder,
        &passphrase,
        KdfCost::practice(),
        VaultKind::Practice,
        context.surroundings(output),
    )?;
    let mut last = 0;
    let mut progress = |done: u32, of: u32| {
        let percent = done * 100 / of.max(1);
        if of >= 200 && percent > last {
            last = percent;
            output.note(
                &Message::new("cli-demo-progress")
                    .number("done", done)
                    .number("of", of),
            );
        }
    };
    fill_practice(&desk, plan, &mut progress)?;
    let visits = desk.visits()?;
    let persons: usize = visits.iter().map(|visit| visit.persons).sum();
    drop(desk);
    let shown = folder.display().to_string();
    if output.is_json() {
        output.object(&json!({
            "vault": shown, "practice": true, "visits": visits.len(), "persons": persons,
            "passphrase": PRACTICE_PASSPHRASE,
        }))?;
    } else {
        output.say(
            &Message::new("cli-demo-made")
                .text("folder", shown)
                .number("visits", visits.len() as u64)
                .number("persons", persons as u64),
        )?;
        output.say(&Message::new("cli-demo-passphrase"))?;
    }
    Ok(if arguments.no_ui {
        Next::End
    } else {
        Next::Screens(folder)
    })
}
