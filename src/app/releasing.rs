//! Handing counts out: what was handed out before is kept sealed in the vault, and what is handed out
//! next is compared with it.
//!
//! Its invariant: a release is on the disk before its figures leave. A release whose file was then not
//! written makes later ones hide more than they must, never less.

use std::io::{Read as _, Write as _};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::register::Released;
use super::{CodingFault, Desk, DeskError, coding};
use crate::indicator::{Dimension, Former, Note, Release, Report, Selection, Suppression};
use crate::message::Message;
use crate::visit::{Local, Secret, Statement};

/// What a vault keeps of a release.
#[derive(Serialize, Deserialize)]
struct Kept {
    release: Release,
}

/// Something that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedBefore {
    /// When.
    pub when: DateTime<FixedOffset>,
    /// By what it was broken down.
    pub by: Vec<Dimension>,
    /// Of which period.
    pub period: (Option<NaiveDate>, Option<NaiveDate>),
    /// How many rows it has.
    pub rows: usize,
    /// How many of them were hidden.
    pub hidden: usize,
    /// Whether the table in hand is compared with it: the visits of one are all among the other's.
    pub is_compared: bool,
}

/// The most that a release may unpack to.
const LARGEST: u64 = 256 << 20;

impl Desk {
    /// Counts something to be handed out: small figures are hidden, with all that together with an
    /// earlier release would tell them; and it is kept, to compare later ones with.
    pub fn release(
        &self,
        selection: Selection,
        suppression: Suppression,
        former: Former,
    ) -> Result<Report, DeskError> {
        let (mut report, release) = self.compared(selection, suppression, former)?;
        let Some((release, releases)) = release else {
            return Ok(report);
        };
        let others = releases.iter().filter(|(_, known)| *known != release);
        let earlier = others.count();
        if earlier > 0 {
            let message = Message::new("count-note-earlier").number("releases", earlier);
            report.notes.insert(0, Note::Says(message));
        }
        if self.is_read_only() {
            let message = Message::new("count-note-not-kept");
            report.notes.insert(0, Note::Says(message));
        } else if !releases.iter().any(|(_, known)| *known == release) {
            let packed = packed(&Kept { release })?;
            self.append_to_register(vec![Statement::Local(Box::new(Local::Released(packed)))])?;
        }
        Ok(report)
    }

    /// Counts something as it would be handed out now, and keeps nothing.
    pub fn as_released(
        &self,
        selection: Selection,
        suppression: Suppression,
    ) -> Result<Report, DeskError> {
        Ok(self.compared(selection, suppression, Former::default())?.0)
    }

    /// Counts, and compares with what was handed out before; without hiding there is no release.
    #[expect(
        clippy::type_complexity,
        reason = "the release with those it was compared with"
    )]
    fn compared(
        &self,
        selection: Selection,
        suppression: Suppression,
        mut former: Former,
    ) -> Result<
        (
            Report,
            Option<(Release, Vec<(DateTime<FixedOffset>, Release)>)>,
        ),
        DeskError,
    > {
        let tally = self.counted(selection)?;
        if !suppression.is_on() {
            return Ok((tally.report(suppression), None));
        }
        tally.may_be_published(suppression)?;
        let releases = self.releases()?;
        for (_, release) in &releases {
            former.take(release, tally.selection());
        }
        let (report, release) = tally.release(suppression, &former);
        Ok((report, Some((release, releases))))
    }

    /// Returns what was handed out, the latest first, and whether a selection is compared with it.
    pub fn released_before(&self, selection: &Selection) -> Result<Vec<ReleasedBefore>, DeskError> {
        // The vault says itself whether it is practice that is counted.
        let asked = self.empty_tally(selection.clone())?;
        let releases = self.releases()?.into_iter().rev();
        let line = |(when, release): (DateTime<FixedOffset>, Release)| {
            let (rows, hidden) = release.rows();
            ReleasedBefore {
                when,
                by: release.by().to_vec(),
                period: release.period(),
                rows,
                hidden,
                is_compared: release.is_nested_with(asked.selection()),
            }
        };
        Ok(releases.map(line).collect())
    }

    /// Returns what was handed out, and when.
    pub fn releases(&self) -> Result<Vec<(DateTime<FixedOffset>, Release)>, DeskError> {
        let known: Vec<Released> = self.register().releases().to_vec();
        let opened = known.into_iter().map(|released| {
            let kept = unpacked(&released.packed)?;
            Ok((released.when, kept.release))
        });
        opened.collect()
    }
}

fn packed(kept: &Kept) -> Result<Secret, DeskError> {
    let plain = Zeroizing::new(coding::encode(kept)?);
    let mut deflate =
        flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = deflate.write_all(&plain).and_then(|()| deflate.finish());
    let packed = packed.map_err(CodingFault::Damaged)?;
    Ok(Secret(Zeroizing::new(packed)))
}

fn unpacked(packed: &Secret) -> Result<Kept, DeskError> {
    let mut plain = Zeroizing::new(Vec::new());
    flate2::read::DeflateDecoder::new(packed.0.as_slice())
        .take(LARGEST)
        .read_to_end(&mut plain)
        .map_err(CodingFault::Damaged)?;
    Ok(coding::decode(&plain)?)
}
