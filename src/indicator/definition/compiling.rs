//! Reads the files that define indicators, checks them, and compiles what they say.

use super::{Counting, Distribution, Indicator, Interval, MOST_CHOICES, Measure, Parts};
use crate::checklist::Text;
use crate::expr::{Expression, NameKind};
use crate::indicator::memo::{Asked, asks_only_presence};
use crate::indicator::names::{Slot, SlotNames, is_safeguard, spelled_for_compiler};
use crate::indicator::slot_set::SlotSet;
use crate::indicator::source::{
    DistributionSource, Ends, IndicatorSource, IndicatorsSource, IntervalSource, MeasureSource,
};
use crate::indicator::{IndicatorDefect, Jurisdiction, Vocabulary};
use crate::message::Message;

pub(super) fn read_files(files: &[&str], defects: &mut Vec<IndicatorDefect>) -> Parts {
    let mut parts = Parts::default();
    for file in files {
        let source: IndicatorsSource = match toml::from_str(file) {
            Ok(source) => source,
            Err(fault) => {
                let message = Message::new("err-indicator-toml").text("what", fault.to_string());
                defects.push(defect("", "", ("indicator_toml", message)));
                continue;
            }
        };
        if source.format != 1 {
            let message = Message::new("err-indicator-format").number("format", source.format);
            defects.push(defect("", "format", ("indicator_format", message)));
            continue;
        }
        parts.sources.extend(source.sources);
        list_twice(source.intervals.iter().map(|it| &it.name), defects);
        list_twice(
            source
                .indicators
                .iter()
                .map(|it| &it.id)
                .chain(source.distributions.iter().map(|it| &it.id)),
            defects,
        );
        for interval in source.intervals {
            put(&mut parts.intervals, interval, |it| it.name.clone());
        }
        for indicator in source.indicators {
            put(&mut parts.indicators, indicator, |it| it.id.clone());
        }
        for distribution in source.distributions {
            put(&mut parts.distributions, distribution, |it| it.id.clone());
        }
        for report in source.reports {
            put(&mut parts.reports, report, |it| it.id.clone());
        }
    }
    parts
}

/// Replaces the part of the same name, or adds it.
fn put<T>(parts: &mut Vec<T>, part: T, name: impl Fn(&T) -> String) {
    match parts.iter_mut().find(|known| name(known) == name(&part)) {
        Some(known) => *known = part,
        None => parts.push(part),
    }
}

fn list_twice<'a>(names: impl Iterator<Item = &'a String>, defects: &mut Vec<IndicatorDefect>) {
    let mut seen: Vec<&String> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            let message = Message::new("err-indicator-twice").text("name", name.clone());
            defects.push(defect(name, "", ("indicator_twice", message)));
        }
        seen.push(name);
    }
}

pub(super) fn defect(
    part: &str,
    key: &'static str,
    what: (&'static str, Message),
) -> IndicatorDefect {
    IndicatorDefect {
        code: what.0,
        part: part.to_owned(),
        key,
        column: None,
        message: what.1,
    }
}

pub(super) fn unknown(name: &str) -> (&'static str, Message) {
    (
        "indicator_unknown_fact",
        Message::new("err-indicator-unknown-fact").text("name", name),
    )
}

pub(super) fn compile_interval(
    source: &IntervalSource,
    names: &SlotNames<'_>,
    words: &Vocabulary,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Interval> {
    if words.fact(&source.name).is_some() {
        let message = Message::new("err-indicator-interval-is-fact");
        defects.push(defect(
            &source.name,
            "name",
            ("indicator_interval_is_fact", message),
        ));
    }
    let (from, from_fact) = compile_ends(&source.from, "from", &source.name, names, defects);
    let (to, to_fact) = compile_ends(&source.to, "to", &source.name, names, defects);
    let to_fact = source.limit_to.clone().unwrap_or(to_fact);
    if words.fact(&to_fact).is_none() {
        defects.push(defect(&source.name, "limit_to", unknown(&to_fact)));
    }
    let own = match (source.hours, source.minutes) {
        (None, None) => None,
        (hours, minutes) => Some(hours.unwrap_or(0) * 60 + minutes.unwrap_or(0)),
    };
    let measure = match (own, source.limit.as_deref()) {
        (Some(minutes), None) if minutes > 0 => Measure::Minutes(minutes),
        (None, Some("none")) => Measure::Open,
        (None, Some("national")) => Measure::Law(Jurisdiction::National),
        (None, Some("international")) => Measure::Law(Jurisdiction::International),
        _ => {
            let message = Message::new("err-indicator-interval-limit");
            defects.push(defect(
                &source.name,
                "limit",
                ("indicator_interval_limit", message),
            ));
            return None;
        }
    };
    Some(Interval {
        from,
        to,
        from_fact,
        to_fact,
        name: source.name.clone(),
        measure,
        either_way: source.either_way,
        earliest: source.earliest,
    })
}

fn compile_ends(
    ends: &Ends,
    key: &'static str,
    part: &str,
    names: &SlotNames<'_>,
    defects: &mut Vec<IndicatorDefect>,
) -> (Vec<usize>, String) {
    let mut slots = Vec::new();
    for name in ends.names() {
        match names.fact_slot(name) {
            Some((slot, NameKind::Moment)) => slots.push(names.slot(&slot)),
            Some(_) => {
                let message = Message::new("err-indicator-not-a-time").text("name", name.clone());
                defects.push(defect(part, key, ("indicator_not_a_time", message)));
            }
            None => defects.push(defect(part, key, unknown(name))),
        }
    }
    let first = ends.names().first();
    let fact = first.and_then(|name| name.split('@').next());
    (slots, fact.unwrap_or_default().to_owned())
}

fn check_texts(part: &str, texts: [(&'static str, &Text); 2], defects: &mut Vec<IndicatorDefect>) {
    for (key, text) in texts {
        if text.is_empty() {
            let message = Message::new("err-indicator-no-text");
            defects.push(defect(part, key, ("indicator_no_text", message)));
        }
    }
}

fn compile_expression(
    text: &str,
    key: &'static str,
    part: &str,
    names: &SlotNames<'_>,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Expression> {
    match Expression::compile(&spelled_for_compiler(text), names) {
        Ok(expression) => Some(expression),
        Err(faults) => {
            defects.extend(faults.into_iter().map(|fault| {
                // `@` was handed over as two letters: give back the author's column.
                let before = text.chars().take(fault.column);
                let wider = before.filter(|letter| *letter == '@').count();
                IndicatorDefect {
                    code: fault.code,
                    part: part.to_owned(),
                    key,
                    column: Some(fault.column.saturating_sub(wider).max(1)),
                    message: fault.message,
                }
            }));
            None
        }
    }
}

pub(super) fn compile_indicator(
    source: &IndicatorSource,
    names: &SlotNames<'_>,
    intervals: &[Option<Interval>],
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Indicator> {
    let texts = [
        ("label", &source.label),
        ("denominator", &source.denominator),
    ];
    check_texts(&source.id, texts, defects);
    let part = source.id.as_str();
    let applies = source
        .applies
        .as_ref()
        .map(|text| compile_expression(text, "applies", part, names, defects));
    let counting = compile_counting(source, names, intervals, defects);
    let (applies, counting) = (applies.map_or(Some(None), |it| it.map(Some))?, counting?);
    let asked = asked_slots(applies.as_ref(), &counting, source, names);
    Some(Indicator {
        id: source.id.clone(),
        label: source.label.clone(),
        unit: source.unit,
        safeguard: source.safeguard.clone(),
        norms: source.norm.clone(),
        gap: source.gap,
        reads: source.reads,
        denominator: source.denominator.clone(),
        applies,
        counting,
        lead: Vec::new(),
        intervals: Vec::new(),
        asked,
        reads_facts: Vec::new(),
        rests_on: SlotSet::default(),
    })
}

/// Compiles what the measure needs, and names the keys that it has no use for or that are missing.
fn compile_counting(
    source: &IndicatorSource,
    names: &SlotNames<'_>,
    intervals: &[Option<Interval>],
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Counting> {
    let part = source.id.as_str();
    let keys: [(&'static str, &Option<String>, [bool; 3]); 5] = [
        // Of a share, of minutes, of a sum.
        ("known", &source.known, [true, false, true]),
        ("met", &source.met, [true, false, false]),
        ("interval", &source.interval, [false, true, false]),
        ("counted", &source.counted, [false, false, true]),
        ("of", &source.of, [false, false, true]),
    ];
    for (key, text, [share, minutes, sum]) in keys {
        let has_use = match source.measure {
            MeasureSource::Share => share,
            MeasureSource::Minutes => minutes,
            MeasureSource::Sum => sum,
        };
        let optional = source.measure == MeasureSource::Sum && matches!(key, "known" | "of");
        if text.is_some() != has_use && !(has_use && optional) {
            let id = if has_use {
                "err-indicator-key-missing"
            } else {
                "err-indicator-key-without-use"
            };
            defects.push(defect(part, key, ("indicator_measure", Message::new(id))));
            return None;
        }
    }
    let mut compile = |text: &Option<String>, key: &'static str| {
        let text = text.as_ref()?;
        compile_expression(text, key, part, names, defects)
    };
    match source.measure {
        MeasureSource::Share => {
            let (known, met) = (compile(&source.known, "known"), compile(&source.met, "met"));
            Some(Counting::Share {
                known: known?,
                met: met?,
            })
        }
        MeasureSource::Sum => {
            let counted = compile(&source.counted, "counted");
            let known = compile(&source.known, "known");
            let of = compile(&source.of, "of");
            if known.is_some() != source.known.is_some() || of.is_some() != source.of.is_some() {
                return None;
            }
            Some(Counting::Sum {
                known,
                counted: counted?,
                of,
            })
        }
        MeasureSource::Minutes => {
            let wanted = source.interval.as_deref()?;
            let found = intervals
                .iter()
                .position(|it| it.as_ref().is_some_and(|it| it.name == wanted));
            // The interval is read by what it gives, although no expression names it.
            if let Some(at) = found {
                names.slot(&Slot::Interval(at));
            }
            let Some(interval) = found else {
                let message = Message::new("err-indicator-unknown-interval").text("name", wanted);
                defects.push(defect(
                    part,
                    "interval",
                    ("indicator_unknown_interval", message),
                ));
                return None;
            };
            let limited = intervals
                .get(interval)
                .and_then(Option::as_ref)
                .is_some_and(|it| it.measure != Measure::Open);
            Some(Counting::Minutes { interval, limited })
        }
    }
}

fn asked_slots(
    applies: Option<&Expression>,
    counting: &Counting,
    source: &IndicatorSource,
    names: &SlotNames<'_>,
) -> Vec<Asked> {
    let texts: Vec<&str> = [&source.applies, &source.known, &source.met]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    let mut slots: Vec<usize> = applies
        .into_iter()
        .chain(counting.expressions())
        .flat_map(|expression| expression.references().iter().copied())
        .collect();
    slots.sort_unstable();
    slots.dedup();
    let asked = |slot| Asked {
        slot,
        only_presence: names
            .spelling(slot)
            .is_some_and(|name| asks_only_presence(&texts, &name)),
    };
    slots.into_iter().map(asked).collect()
}

pub(super) fn compile_distribution(
    source: &DistributionSource,
    names: &SlotNames<'_>,
    words: &Vocabulary,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Distribution> {
    let texts = [
        ("label", &source.label),
        ("denominator", &source.denominator),
    ];
    check_texts(&source.id, texts, defects);
    let found = match (&source.fact, &source.assessed) {
        (Some(fact), None) => words
            .fact(fact)
            .filter(|fact| {
                matches!(fact.kind, NameKind::Choice | NameKind::Choices)
                    && (1..=MOST_CHOICES).contains(&fact.choices.len())
            })
            .map(|word| {
                let several = word.kind == NameKind::Choices;
                (Slot::Fact(fact.clone()), word.choices.clone(), several)
            }),
        (None, Some(safeguard)) if is_safeguard(safeguard) => {
            Some((Slot::Safeguard(safeguard.clone()), codes(), false))
        }
        _ => None,
    };
    let Some((slot, choices, several)) = found else {
        let name = source.fact.as_ref().or(source.assessed.as_ref());
        let message = Message::new("err-indicator-not-a-choice")
            .text("name", name.cloned().unwrap_or_default());
        defects.push(defect(
            &source.id,
            "fact",
            ("indicator_not_a_choice", message),
        ));
        return None;
    };
    Some(Distribution {
        id: source.id.clone(),
        label: source.label.clone(),
        unit: source.unit,
        safeguard: source.safeguard.clone(),
        norms: source.norm.clone(),
        denominator: source.denominator.clone(),
        choices,
        several,
        slot: names.slot(&slot),
    })
}

/// The assessments that are in a denominator, for people.
fn codes() -> Vec<(String, Text)> {
    let text = |en: &str, ru: &str| {
        Text(
            [("en", en), ("ru", ru)]
                .map(|(code, text)| (code.to_owned(), text.to_owned()))
                .into(),
        )
    };
    [
        ("C", text("kept", "соблюдена")),
        ("P", text("partly kept", "частично")),
        ("N", text("not kept", "не соблюдена")),
    ]
    .map(|(code, label)| (code.to_owned(), label))
    .to_vec()
}
