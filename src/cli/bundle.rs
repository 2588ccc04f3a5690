//! `bundle` and `contact`: hand-over between colleagues.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::arguments::{BundleCommand, ContactCommand, SameArguments};
use super::{CommandFault, Context, Next, Output};
use crate::app::{
    Acknowledged, BundleMade, Contact, Desk, DeskError, Difference, Fingerprint, Incoming,
    MergePlan, PlannedVisit, Sender, Strangers, names_somebody, readable,
};
use crate::export::atomic_file::Existing;
use crate::i18n::Language;
use crate::message::Message;
use crate::visit::{Content, SharedCode, Subject, VisitId};

/// Runs a command of hand-over.
pub(super) fn run(
    context: &Context,
    command: BundleCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    match command {
        BundleCommand::Key => key(&desk, output)?,
        BundleCommand::Create {
            visit,
            to,
            recipient,
            replace,
        } => {
            let visits = visits(&desk, &visit)?;
            let made = desk.make_bundle(&visits, &recipient, &to, Existing::of(replace))?;
            say_made(&made, "bundle-made", output)?;
        }
        BundleCommand::Receipt {
            visit,
            to,
            recipient,
            replace,
        } => {
            let visits = visits(&desk, &visit)?;
            let made = desk.make_receipt(&visits, &recipient, &to, Existing::of(replace))?;
            say_made(&made, "bundle-receipt-made", output)?;
        }
        BundleCommand::Show { file } => {
            let incoming = desk.read_bundle(&file)?;
            let plan = desk.plan(&incoming)?;
            print(&incoming, &plan, Done::Nothing, context.language, output)?;
        }
        BundleCommand::Merge {
            file,
            dry_run,
            accept_unknown,
        } => merge(
            &desk,
            &file,
            dry_run,
            accept_unknown,
            context.language,
            output,
        )?,
        BundleCommand::Undo => {
            let taken = desk.take_back_import()?;
            if output.is_json() {
                let visits: Vec<String> = taken.visits.iter().map(VisitId::to_string).collect();
                output.object(&json!({ "undone": true, "from": taken.from, "visits": visits }))?;
            } else {
                output.say(
                    &Message::new("bundle-undone")
                        .text("from", taken.from)
                        .number("visits", taken.visits.len()),
                )?;
            }
        }
        BundleCommand::Held => held(&desk, output)?,
        BundleCommand::Same(arguments) => same(&desk, &arguments, output)?,
    }
    Ok(Next::End)
}

/// Runs a command of contacts.
pub(super) fn contacts(
    context: &Context,
    command: ContactCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let today = desk.now().date_naive();
    let language = context.language.code();
    match command {
        ContactCommand::Add { name, key, until } => {
            let until = super::visit::day(until.as_deref())?;
            let contact = desk.add_contact(&name, &key, until)?;
            if let Some(found) = names_somebody(&contact.name) {
                let message = Message::new("guard-code-there").text("name", found);
                output.note(&message.text("example", "M-4"));
            }
            if output.is_json() {
                output.object(&contact_object(&contact, today))?;
            } else {
                output.say(
                    &Message::new("contact-added")
                        .text("name", &contact.name)
                        .text("words", contact.key.fingerprint().words(language)),
                )?;
            }
        }
        ContactCommand::List => {
            let contacts = desk.contacts();
            if contacts.is_empty() && !output.is_json() {
                output.say(&Message::new("contact-none"))?;
            }
            for contact in &contacts {
                if output.is_json() {
                    output.object(&contact_object(contact, today))?;
                } else {
                    output.say(
                        &Message::new("contact-line")
                            .text("name", &contact.name)
                            .text("words", contact.key.fingerprint().words(language))
                            .message("state", state_in_words(contact, today)),
                    )?;
                }
            }
        }
        ContactCommand::Remove { name } => {
            desk.remove_contact(&name)?;
            say_done("contact-removed", &name, output)?;
        }
        ContactCommand::Revoke { name } => {
            desk.revoke_contact(&name)?;
            say_done("contact-was-revoked", &name, output)?;
        }
    }
    Ok(Next::End)
}

fn say_done(id: &'static str, name: &str, output: &Output<'_>) -> Result<(), CommandFault> {
    if output.is_json() {
        output.object(&json!({ "contact": name, "done": true }))?;
    } else {
        output.say(&Message::new(id).text("name", name))?;
    }
    Ok(())
}

fn state_of(contact: &Contact, today: NaiveDate) -> &'static str {
    if contact.revoked {
        "revoked"
    } else if contact.until.is_some_and(|until| until < today) {
        "expired"
    } else {
        "good"
    }
}

/// Says whether a contact's key is good.
fn state_in_words(contact: &Contact, today: NaiveDate) -> Message {
    let until = contact.until.map(|until| until.to_string());
    match (state_of(contact, today), until) {
        ("revoked", _) => Message::new("contact-revoked"),
        ("expired", Some(until)) => Message::new("contact-expired").text("until", until),
        (_, Some(until)) => Message::new("contact-good-until").text("until", until),
        (_, None) => Message::new("contact-good"),
    }
}

fn contact_object(contact: &Contact, today: NaiveDate) -> Json {
    json!({
        "contact": contact.name,
        "key": contact.key.to_string(),
        "words": contact.key.fingerprint().to_string(),
        "until": contact.until.map(|until| until.to_string()),
        "state": state_of(contact, today),
    })
}

fn visits(desk: &Desk, named: &[String]) -> Result<Vec<VisitId>, CommandFault> {
    let found = named.iter().map(|visit| desk.find_visit(visit));
    Ok(found.collect::<Result<_, _>>()?)
}

fn key(desk: &Desk, output: &Output<'_>) -> Result<(), CommandFault> {
    let key = desk.public_key()?;
    let fingerprint = key.fingerprint();
    if output.is_json() {
        output.object(&json!({ "key": key.to_string(), "words": fingerprint.to_string() }))?;
    } else {
        output.say(&Message::new("bundle-own-key"))?;
        output.line(&key.to_string())?;
        let words = fingerprint.words(output.catalogue().language().code());
        output.say(&Message::new("bundle-own-words").text("words", words))?;
    }
    Ok(())
}

fn say_made(made: &BundleMade, id: &'static str, output: &Output<'_>) -> Result<(), CommandFault> {
    let file = made.path.display().to_string();
    if output.is_json() {
        output.object(&json!({
            "file": file,
            "bytes": made.bytes,
            "visits": made.visits,
            "entries": made.entries,
        }))?;
    } else {
        output.say(
            &Message::new(id)
                .text("file", file)
                .number("kib", made.bytes.div_ceil(1024))
                .number("visits", made.visits)
                .number("entries", made.entries),
        )?;
    }
    Ok(())
}

fn merge(
    desk: &Desk,
    file: &Path,
    dry_run: bool,
    accept_unknown: bool,
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let incoming = desk.read_bundle(file)?;
    let strangers = if accept_unknown {
        Strangers::Accepted
    } else {
        Strangers::Refused
    };
    if dry_run {
        let plan = desk.plan(&incoming)?;
        return print(&incoming, &plan, Done::Nothing, language, output);
    }
    if !incoming.sender.is_trusted() && strangers == Strangers::Refused {
        // Whoever must decide about it sees who it is.
        output.note(&sender_in_words(&incoming, language));
    }
    let plan = desk.merge(&incoming, strangers)?;
    print(&incoming, &plan, Done::TakenIn, language, output)
}

/// Whether what is printed has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Nothing,
    TakenIn,
}

fn sender_in_words(incoming: &Incoming, language: Language) -> Message {
    let parcel = incoming.parcel();
    let (id, name) = match &incoming.sender {
        Sender::Own => ("bundle-from-own", ""),
        Sender::Known(name) => ("bundle-from-known", name.as_str()),
        Sender::Expired(name, _) => ("bundle-from-expired", name.as_str()),
        Sender::Revoked(name) => ("bundle-from-revoked", name.as_str()),
        Sender::Unknown => ("bundle-from-unknown", ""),
    };
    let until = match &incoming.sender {
        Sender::Expired(_, until) => until.to_string(),
        _ => String::new(),
    };
    let words: Fingerprint = incoming.signer_words();
    Message::new(id)
        .text("name", name)
        .text("by", &parcel.by)
        .text("made", parcel.made.format("%Y-%m-%d %H:%M").to_string())
        .text("until", until)
        .text("words", words.words(language.code()))
}

fn print(
    incoming: &Incoming,
    plan: &MergePlan,
    done: Done,
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    if output.is_json() {
        output.object(&plan_object(incoming, plan, done))?;
        return Ok(());
    }
    output.say(&sender_in_words(incoming, language))?;
    if let Some(minutes) = plan.clock_ahead {
        output.say(&Message::new("bundle-clock").number("minutes", minutes))?;
    }
    for visit in &plan.visits {
        let id = if visit.whole {
            "bundle-visit-new"
        } else {
            "bundle-visit-line"
        };
        output.say(
            &Message::new(id)
                .text("visit", visit.id.to_string())
                .text("facility", &visit.facility)
                .number("same", visit.same)
                .number("new", visit.new.len())
                .number("differ", visit.differences.len()),
        )?;
        for shared in visit.shared_codes.iter().filter(|shared| shared.is_open) {
            output.say(&shared_in_words(shared))?;
        }
        for difference in &visit.differences {
            print_difference(difference, visit, language, output)?;
        }
    }
    for held in &plan.receipt {
        say_held(held, &incoming.sender_name(), &made_of(incoming), output)?;
    }
    let (_, new, differ) = plan.counts();
    let changed = plan.visits.iter().filter(|visit| !visit.new.is_empty());
    if new == 0 && plan.receipt.is_empty() {
        output.say(&Message::new("bundle-nothing-new"))?;
    } else if done == Done::Nothing {
        output.say(&Message::new("bundle-would"))?;
    } else if new > 0 {
        output.say(
            &Message::new("bundle-merged")
                .number("new", new)
                .number("visits", changed.count()),
        )?;
    }
    if differ > 0 {
        output.say(&Message::new("bundle-to-settle").number("count", differ))?;
    }
    Ok(())
}

fn made_of(incoming: &Incoming) -> String {
    let made = incoming.parcel().made;
    made.format("%Y-%m-%d %H:%M").to_string()
}

fn print_difference(
    difference: &Difference,
    visit: &PlannedVisit,
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let Some(sheet) = visit.merged.sheet(difference.subject, difference.checklist) else {
        return Ok(());
    };
    let Some(question) = sheet.checklist().questions.get(difference.question) else {
        return Ok(());
    };
    let words = output.catalogue();
    output.say(
        &Message::new("bundle-differs")
            .text("subject", difference.subject.to_string())
            .text("question", &question.number)
            .text(
                "source",
                words
                    .find(&format!("word-source-{}", difference.source.name()))
                    .unwrap_or_default(),
            ),
    )?;
    for account in &difference.accounts {
        let shown = match &account.answer.content {
            Some(Content::Given(value)) => readable(&sheet, question, value, language.code()),
            Some(Content::Missing(missing)) => words
                .find(&format!("word-missing-{}", missing.name()))
                .unwrap_or_default(),
            None => account.answer.note.clone().unwrap_or_default(),
        };
        output.say(
            &Message::new("bundle-account")
                .text("by", &account.stamp.by)
                .text("time", account.stamp.local.format("%H:%M").to_string())
                .text("answer", shown),
        )?;
    }
    Ok(())
}

/// Says that two carry one code, and what they are told apart by.
fn shared_in_words(shared: &SharedCode) -> Message {
    let codes: Vec<String> = shared.carried_by.iter().map(ToString::to_string).collect();
    Message::new("code-shared")
        .text("code", shared.code.to_string())
        .text("codes", codes.join(", "))
}

/// Lists the codes that two carry; with two of them, says whether they are one human being.
fn same(desk: &Desk, arguments: &SameArguments, output: &Output<'_>) -> Result<(), CommandFault> {
    let visit = desk.find_visit(&arguments.visit)?;
    let mut session = desk.visit(visit)?;
    let Some(why) = &arguments.why else {
        let shared = session.shared_codes();
        if shared.is_empty() && !output.is_json() {
            output.say(&Message::new("code-none-shared"))?;
        }
        for shared in shared {
            if output.is_json() {
                let carried_by: Vec<String> =
                    shared.carried_by.iter().map(ToString::to_string).collect();
                output.object(&json!({
                    "code": shared.code.to_string(), "carried_by": carried_by, "open": shared.is_open,
                }))?;
            } else {
                let codes: Vec<String> =
                    shared.carried_by.iter().map(ToString::to_string).collect();
                output.say(&if shared.is_open {
                    shared_in_words(&shared)
                } else {
                    let message = Message::new("code-two").text("code", shared.code.to_string());
                    message.text("codes", codes.join(", "))
                })?;
                for taken in session.subjects() {
                    if shared.carried_by.contains(&taken.subject) {
                        let words = [taken.by, taken.label].map(Option::unwrap_or_default);
                        output.line(&format!("  {}  {}", taken.subject, words.join("  ")))?;
                    }
                }
            }
        }
        return Ok(());
    };
    let subject = |text: &String| {
        text.parse::<Subject>().map_err(|_none| {
            CommandFault::Usage(Message::new("err-line-subject").text("text", text))
        })
    };
    let [one, other] = arguments.codes.as_slice() else {
        return Err(CommandFault::Usage(Message::new(
            "err-visit-no-shared-code",
        )));
    };
    let (one, other) = (subject(one)?, subject(other)?);
    let is_one = !arguments.two;
    let saying = desk.saying_in(&session);
    let change = session
        .settle_code(one, other, is_one, why, &saying)
        .map_err(DeskError::from)?;
    desk.take_numbers(&change.entries);
    if !change.entries.is_empty() {
        desk.keep(&session, &change)?;
    }
    let left = session.two_accounts().len();
    if output.is_json() {
        output.object(&json!({
            "code": one.code().to_string(), "one": is_one, "differ": left,
        }))?;
    } else {
        let id = if is_one {
            "code-said-one"
        } else {
            "code-said-two"
        };
        output.say(&Message::new(id).text("code", one.code().to_string()))?;
        if is_one && left > 0 {
            output.say(&Message::new("bundle-to-settle").number("count", left))?;
        }
    }
    Ok(())
}

fn plan_object(incoming: &Incoming, plan: &MergePlan, done: Done) -> Json {
    let (same, new, differ) = plan.counts();
    let visits: Vec<Json> = plan
        .visits
        .iter()
        .map(|visit| {
            json!({
                "visit": visit.id.to_string(),
                "facility": visit.facility,
                "whole": visit.whole,
                "same": visit.same,
                "new": visit.new.len(),
                "differ": visit.differences.len(),
                "taken_up_twice": visit
                    .shared_codes
                    .iter()
                    .filter(|shared| shared.is_open)
                    .flat_map(|shared| &shared.carried_by)
                    .map(ToString::to_string)
                    .collect::<Vec<_>>(),
                "digest": visit.merged.digest().to_string(),
            })
        })
        .collect();
    json!({
        "sender": incoming.sender.name(),
        "contact": incoming.sender.contact(),
        "by": incoming.parcel().by,
        "words": incoming.signer_words().to_string(),
        "made": incoming.parcel().made.to_rfc3339(),
        "visits": visits,
        "same": same,
        "new": new,
        "differ": differ,
        "receipt": plan.receipt.iter().map(held_object).collect::<Vec<_>>(),
        "clock_ahead_minutes": plan.clock_ahead,
        "merged": done == Done::TakenIn,
    })
}

fn held_object(held: &Acknowledged) -> Json {
    json!({
        "visit": held.visit.to_string(),
        "here": held.is_here,
        "lacking": held.lacking,
    })
}

fn say_held(
    held: &Acknowledged,
    from: &str,
    made: &str,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let id = match (held.is_here, held.lacking) {
        (false, _) => "bundle-held-not-here",
        (true, 0) => "bundle-held-all",
        (true, _) => "bundle-held-lacking",
    };
    output.say(
        &Message::new(id)
            .text("visit", held.visit.to_string())
            .text("from", from)
            .number("lacking", held.lacking)
            .text("made", made),
    )?;
    Ok(())
}

fn held(desk: &Desk, output: &Output<'_>) -> Result<(), CommandFault> {
    let told = desk.held_by_others()?;
    if told.is_empty() && !output.is_json() {
        output.say(&Message::new("bundle-held-nothing"))?;
    }
    for colleague in &told {
        let made = colleague.made.format("%Y-%m-%d %H:%M").to_string();
        for visit in &colleague.visits {
            if output.is_json() {
                let mut object = held_object(visit);
                if let Json::Object(fields) = &mut object {
                    fields.insert("from".to_owned(), json!(colleague.from));
                    fields.insert("made".to_owned(), json!(colleague.made.to_rfc3339()));
                }
                output.object(&object)?;
            } else {
                say_held(visit, &colleague.from, &made, output)?;
            }
        }
    }
    Ok(())
}
