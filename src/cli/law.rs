//! `law list`, `law check`: the law as data, with its dates, sources and warnings.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::arguments::LawCommand;
use super::{CommandFault, Context, Next, Output};
use crate::message::{Explain, Message, Text};
use crate::safeguard::{
    Body, Catalogue, Country, Defect, Jurisdiction, Law, Limit, Remark, ReviewStatus, Rule, Weight,
    Who, shared_law,
};

pub(super) fn run(
    context: &Context,
    command: LawCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    match command {
        LawCommand::List { country, on } => {
            let on = super::visit::day(on.as_deref())?;
            let country = country
                .map(|code| {
                    Country::from_code(&code).ok_or_else(|| {
                        CommandFault::Usage(Message::new("err-country").text("country", code))
                    })
                })
                .transpose()?;
            list(context, country, on, output)
        }
        LawCommand::Check { files } => check(context, &files, output),
    }
}

fn list(
    context: &Context,
    country: Option<Country>,
    on: Option<NaiveDate>,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let law = shared_law();
    let language = context.language.code();
    let concerns = |of: Jurisdiction| match (country, of) {
        (None, _) | (_, Jurisdiction::International) => true,
        (Some(country), of) => of == Jurisdiction::National(country),
    };
    let holds = |from: NaiveDate, to: Option<NaiveDate>| {
        on.is_none_or(|day| from <= day && to.is_none_or(|last| day <= last))
    };
    let limits = law
        .all()
        .iter()
        .filter(|limit| concerns(limit.jurisdiction) && holds(limit.valid_from, limit.valid_to));
    let rules = law
        .rules()
        .iter()
        .filter(|rule| concerns(rule.jurisdiction) && holds(rule.valid_from, rule.valid_to));
    let bodies = law.bodies().iter().filter(|body| {
        concerns(Jurisdiction::National(body.country)) && holds(body.valid_from, body.valid_to)
    });
    if output.is_json() {
        let objects = limits
            .map(|limit| limit_object(limit, language, output))
            .chain(rules.map(|rule| rule_object(rule, language, output)))
            .chain(bodies.map(|body| body_object(body, language, output)));
        for object in objects {
            output.object(&object)?;
        }
        return Ok(Next::End);
    }
    let rows: Vec<Vec<String>> = limits
        .map(|limit| limit_row(limit, output))
        .chain(rules.map(|rule| rule_row(rule, output)))
        .chain(bodies.map(|body| body_row(body, language, output)))
        .collect();
    output.table(
        &[
            "law-id",
            "law-hours",
            "law-clock",
            "law-who",
            "law-valid",
            "law-status",
            "law-citation",
        ],
        &rows,
    )?;
    Ok(Next::End)
}

const fn code_of(jurisdiction: Jurisdiction) -> &'static str {
    match jurisdiction {
        Jurisdiction::International => "int",
        Jurisdiction::National(country) => country.code(),
    }
}

fn who_id(who: Who) -> &'static str {
    match who {
        Who::All => "law-who-all",
        Who::Children => "law-who-children",
        Who::Adults => "law-who-adults",
        Who::ListedCrimes => "law-who-listed-crimes",
        Who::Foreigners => "law-who-foreigners",
        Who::Bodies => "law-who-bodies",
    }
}

fn status_id(status: ReviewStatus) -> &'static str {
    match status {
        ReviewStatus::Confirmed => "law-status-confirmed",
        ReviewStatus::NeedsLegalReview => "law-status-needs-legal-review",
        ReviewStatus::Historical => "law-status-historical",
    }
}

fn days(from: NaiveDate, to: Option<NaiveDate>) -> String {
    let to = to.map(|day| day.to_string()).unwrap_or_default();
    format!("{from} … {to}").trim_end().to_owned()
}

fn limit_row(limit: &Limit, output: &Output<'_>) -> Vec<String> {
    let words = output.catalogue();
    let hours = match (limit.hours, &limit.before) {
        (Some(hours), _) => words.text(&Message::new("law-hours-number").number("hours", hours)),
        (None, Some(fact)) => words.text(&Message::new("law-before").text("fact", fact)),
        (None, None) => words.id("law-at-once"),
    };
    vec![
        limit.id.clone(),
        hours,
        format!("{} … {}", limit.from, limit.to),
        words.id(who_id(limit.who)),
        days(limit.valid_from, limit.valid_to),
        words.id(status_id(limit.review_status)),
        limit.citation(),
    ]
}

fn rule_row(rule: &Rule, output: &Output<'_>) -> Vec<String> {
    let words = output.catalogue();
    vec![
        rule.id.clone(),
        String::new(),
        words.id("law-quoted"),
        words.id(who_id(rule.who)),
        days(rule.valid_from, rule.valid_to),
        words.id(status_id(rule.review_status)),
        format!("{}, {}", rule.code, rule.article),
    ]
}

fn body_row(body: &Body, language: &str, output: &Output<'_>) -> Vec<String> {
    let words = output.catalogue();
    let kind = if body.is_npm {
        "law-body-npm"
    } else {
        "law-body-no-npm"
    };
    vec![
        body.id.clone(),
        String::new(),
        words.id("law-body-of-visits"),
        words.id(kind),
        days(body.valid_from, body.valid_to),
        words.id(status_id(body.review_status)),
        body.name.in_language(language).0.to_owned(),
    ]
}

fn said(text: &Text, language: &str) -> Json {
    let text = text.in_language(language).0;
    if text.is_empty() {
        Json::Null
    } else {
        json!(text)
    }
}

fn warning(warning: Option<Message>, output: &Output<'_>) -> Json {
    json!(warning.map(|warning| output.catalogue().text(&warning)))
}

/// Returns a limit as an object: never without its warning.
pub(super) fn limit_object(limit: &Limit, language: &str, output: &Output<'_>) -> Json {
    json!({
        "kind": "limit",
        "id": limit.id,
        "country": code_of(limit.jurisdiction),
        "code": limit.code,
        "article": limit.article,
        "from": limit.from,
        "to": limit.to,
        "hours": limit.hours,
        "before": limit.before,
        "who": limit.who,
        "valid_from": limit.valid_from,
        "valid_to": limit.valid_to,
        "source": limit.source,
        "review_status": limit.review_status.name(),
        "warning": warning(limit.warning(), output),
        "text": said(&limit.text, language),
    })
}

fn rule_object(rule: &Rule, language: &str, output: &Output<'_>) -> Json {
    json!({
        "kind": "rule",
        "id": rule.id,
        "country": code_of(rule.jurisdiction),
        "code": rule.code,
        "article": rule.article,
        "who": rule.who,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "source": rule.source,
        "review_status": rule.review_status.name(),
        "warning": warning(rule.review_status.warning(), output),
        "text": said(&rule.text, language),
    })
}

fn body_object(body: &Body, language: &str, output: &Output<'_>) -> Json {
    json!({
        "kind": "body",
        "id": body.id,
        "country": body.country.code(),
        "name": said(&body.name, language),
        "is_npm": body.is_npm,
        "valid_from": body.valid_from,
        "valid_to": body.valid_to,
        "source": body.source,
        "review_status": body.review_status.name(),
        "warning": warning(body.warning(), output),
        "text": said(&body.text, language),
    })
}

fn check(context: &Context, files: &[PathBuf], output: &Output<'_>) -> Result<Next, CommandFault> {
    let mut texts = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).map_err(|fault| {
            CommandFault::Refused(
                Message::new("err-law-file")
                    .text("file", &name)
                    .text("detail", fault.kind().to_string()),
            )
        })?;
        texts.push((name, text));
    }
    let (law, mut defects) = if texts.is_empty() {
        Law::with_user_files(&context.folders.law_files())
    } else {
        Law::read(
            texts
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
    };
    let (facts, _defects) = Catalogue::embedded();
    defects.extend(facts.check(&law));
    let remarks = law.remarks();
    for defect in &defects {
        print_defect(defect, output)?;
    }
    for remark in &remarks {
        print_remark(remark, output)?;
    }
    let count = |code: &str| {
        remarks
            .iter()
            .filter(|remark| remark.code() == code)
            .count()
    };
    let errors = defects.len() + count("overlap");
    output.note(
        &Message::new("law-checked")
            .number("limits", law.all().len())
            .number("rules", law.rules().len())
            .number("bodies", law.bodies().len())
            .number("errors", errors)
            .number("gaps", count("gap"))
            .number("unreviewed", count("unreviewed")),
    );
    Ok(if errors == 0 {
        Next::End
    } else {
        Next::FoundWanting
    })
}

fn print_defect(defect: &Defect, output: &Output<'_>) -> Result<(), CommandFault> {
    let message = output.catalogue().text(&defect.what_happened());
    if output.is_json() {
        output.object(&json!({
            "code": "defect", "severity": Weight::Error.name(), "file": defect.file,
            "ids": [], "from": null, "to": null, "message": message,
        }))?;
    } else {
        let word = output.catalogue().id("law-error");
        output.line(&format!("{word}  {message}"))?;
    }
    Ok(())
}

fn print_remark(remark: &Remark, output: &Output<'_>) -> Result<(), CommandFault> {
    let message = output.catalogue().text(&remark.message());
    if output.is_json() {
        let (from, to) = match remark.days() {
            Some((from, to)) => (Some(from), to),
            None => (None, None),
        };
        output.object(&json!({
            "code": remark.code(), "severity": remark.weight().name(), "file": null,
            "ids": remark.ids(), "from": from, "to": to, "message": message,
        }))?;
    } else {
        let id = match remark.weight() {
            Weight::Error => "law-error",
            Weight::Warning => "law-warning",
        };
        output.line(&format!("{}  {message}", output.catalogue().id(id)))?;
    }
    Ok(())
}
