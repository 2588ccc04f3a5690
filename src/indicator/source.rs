//! `indicators.toml` as its author wrote it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Gap, Reads, Unit};
use crate::checklist::Text;
use crate::value::Source;

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorsSource {
    /// The version of the format; 1.
    pub(super) format: u32,
    /// For each fact the sources in the order in which they are believed; `default` for the rest.
    #[serde(default)]
    pub(super) sources: BTreeMap<String, Vec<Source>>,
    #[serde(default, rename = "interval")]
    pub(super) intervals: Vec<IntervalSource>,
    #[serde(default, rename = "indicator")]
    pub(super) indicators: Vec<IndicatorSource>,
    #[serde(default, rename = "distribution")]
    pub(super) distributions: Vec<DistributionSource>,
    #[serde(default, rename = "report")]
    pub(super) reports: Vec<ReportSource>,
}

/// A table that is asked for by its name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportSource {
    pub(super) id: String,
    pub(super) label: Text,
    pub(super) counts: Vec<String>,
    #[serde(default)]
    pub(super) by: Vec<super::Dimension>,
}

/// One name or several, of which the first that has a time counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Ends {
    One(String),
    FirstOf(Vec<String>),
}

impl Ends {
    pub(super) fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::FirstOf(names) => names,
        }
    }
}

/// An interval between two facts and what it is measured with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IntervalSource {
    pub(super) name: String,
    pub(super) from: Ends,
    pub(super) to: Ends,
    /// A limit that is the indicator's own.
    pub(super) minutes: Option<i64>,
    pub(super) hours: Option<i64>,
    /// A limit of the law: `national` or `international`, of the visit's country and day.
    pub(super) limit: Option<String>,
    /// The end whose limit is meant, if not `to`.
    pub(super) limit_to: Option<String>,
    /// Whether only the distance counts, not which came first.
    #[serde(default)]
    pub(super) either_way: bool,
    /// Whether, of several ends, the earliest counts and not the first that has a time.
    #[serde(default)]
    pub(super) earliest: bool,
}

/// How one indicator is counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorSource {
    pub(super) id: String,
    pub(super) label: Text,
    pub(super) unit: Unit,
    pub(super) safeguard: Option<String>,
    #[serde(default)]
    pub(super) norm: Vec<String>,
    pub(super) gap: Gap,
    #[serde(default)]
    pub(super) reads: Reads,
    pub(super) denominator: Text,
    /// `share` (the default), `minutes` of an interval, or `sum` of numbers.
    #[serde(default)]
    pub(super) measure: MeasureSource,
    pub(super) applies: Option<String>,
    /// Of a share, and where it narrows a sum.
    pub(super) known: Option<String>,
    /// Of a share.
    pub(super) met: Option<String>,
    /// Of minutes: whose.
    pub(super) interval: Option<String>,
    /// Of a sum: what is added up.
    pub(super) counted: Option<String>,
    /// Of a sum: what it is a share of, if it is one.
    pub(super) of: Option<String>,
}

/// What an indicator gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MeasureSource {
    #[default]
    Share,
    Minutes,
    Sum,
}

/// How a choice fact is spread over its choices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistributionSource {
    pub(super) id: String,
    pub(super) label: Text,
    pub(super) unit: Unit,
    pub(super) safeguard: Option<String>,
    #[serde(default)]
    pub(super) norm: Vec<String>,
    /// Which fact's choices.
    pub(super) fact: Option<String>,
    /// Or how which safeguard was assessed.
    pub(super) assessed: Option<String>,
    pub(super) denominator: Text,
}
