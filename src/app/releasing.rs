//! Handing counts out: what was handed out before is kept sealed in the vault, and what is handed out
//! next is compared with it.
//!
//! Its invariant: a release is on the disk before its figures leave. A release whose file was then not
//! written makes later ones hide more than they must, never less.

use std::io::{Read as _, Write as _};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::register::Released;
use super::{CodingFault, Desk, DeskError, coding};
use crate::indicator::{Former, Note, Release, Report, Selection, Suppression};
use crate::message::Message;
use crate::visit::{Local, Secret, Statement};

/// What a vault keeps of a release.
#[derive(Serialize, Deserialize)]
struct Kept {
    release: Release,
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
        let tally = self.counted(selection)?;
        if !suppression.is_on() {
            return Ok(tally.report(suppression));
        }
        tally.may_be_published(suppression)?;
        let mut former = former;
        let releases = self.releases()?;
        for (_, release) in &releases {
            former.take(release, tally.selection());
        }
        let (mut report, release) = tally.release(suppression, &former);
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
