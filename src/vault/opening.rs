//! Opening with what was known at closing, waking the working copy, and writing down what is known.
//!
//! Its invariant: whatever does not fit is answered by looking at everything.

use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::vault::cache::{CLOSING, Drawer};
use crate::vault::header::Unlocked;
use crate::vault::healing;
use crate::vault::journal::{self, Journal};
use crate::vault::keys::Keys;
use crate::vault::known::{Known, Looked, Losses};
use crate::vault::lock::Lock;
use crate::vault::store::Store;
use crate::vault::working::Working;
use crate::vault::{Notice, Notices, OpenError, OpenReport, StreamId, Vault, files, hold};

/// What is written down at closing, besides what journal and working copy know.
#[derive(Debug)]
pub(super) struct Closing {
    /// Whether the one of the last closing still stands, and is true.
    stands: bool,
    /// Whether damage was seen: then the next opening looks at everything.
    doubt: bool,
    /// When everything was looked at last.
    pub(super) looked: Looked,
    /// What each opening tells.
    pub(super) losses: Losses,
}

impl Vault {
    /// Puts a vault together: with what was known when it was closed, or with all there is.
    pub(super) fn assemble(
        dir: &Path,
        lock: Lock,
        unlocked: Unlocked,
    ) -> Result<(Self, OpenReport), OpenError> {
        let mut report = OpenReport::default();
        let keys = Arc::new(unlocked.keys);
        let drawer = Drawer::of(dir, keys.vault, &unlocked.master);
        let now = lock.taken_at();
        let known = now.and_then(|now| open_known(dir, &keys, &drawer, now));
        let stands = known.is_some();
        let (parts, looked) = if let Some(known) = known {
            known
        } else {
            let looked = Looked {
                at: now.unwrap_or(0),
                closings: 0,
            };
            (look(dir, &keys, lock.writable, &mut report)?, looked)
        };
        if let Working::Known(known) = &parts.working {
            report.lost_frames = known.losses.frames;
            report.lacking.clone_from(&known.losses.lacking);
        }
        let closing = Closing {
            stands,
            doubt: false,
            looked,
            losses: losses_of(&report),
        };
        if lock.writable {
            for name in unlocked.bad_copies {
                let healed = files::replace_file(&dir.join(name), unlocked.header.bytes());
                report.header_healed |= healed.is_ok();
            }
        }
        let vault = Self {
            dir: dir.to_owned(),
            keys,
            kind: unlocked.header.kind(),
            header: Mutex::new(unlocked.header),
            master: unlocked.master,
            slot: unlocked.slot,
            journal: Mutex::new(parts.journal),
            working: Mutex::new(parts.working),
            notices: Notices::default(),
            drawer,
            closing: Mutex::new(closing),
            opened_at: parts.head,
            lock,
        };
        Ok((vault, report))
    }

    /// Opens the working copy, and tells what was found.
    pub(super) fn awake(self, mut report: OpenReport) -> Result<(Self, OpenReport), OpenError> {
        self.wake()?;
        if let Some(Notice::Looked(found)) = self.notices.take().pop() {
            let header_healed = report.header_healed;
            report = OpenReport {
                header_healed,
                ..found
            };
        }
        Ok((self, report))
    }

    /// Opens the working copy, if it is not open. If it does not fit what was known at the last
    /// closing, everything is looked at, and what was found stands among the notices.
    pub(super) fn wake(&self) -> Result<(), OpenError> {
        if !matches!(*hold(&self.working), Working::Known(_)) {
            return Ok(());
        }
        let mut journal = hold(&self.journal);
        let mut working = hold(&self.working);
        let Working::Known(known) = &mut *working else {
            return Ok(());
        };
        let opened = Store::open_known(
            &self.dir,
            Arc::clone(&self.keys),
            known.last.anchor(),
            known.states.clone(),
            known.summaries.clone(),
        );
        if let Ok(store) = opened {
            *working = Working::Sled(Box::new(store));
            return Ok(());
        }
        self.change();
        let mut report = OpenReport::default();
        let summaries = std::mem::take(&mut known.summaries);
        let mut parts = match look(&self.dir, &self.keys, self.lock.writable, &mut report) {
            Ok(parts) => parts,
            Err(fault) => {
                known.summaries = summaries;
                return Err(fault);
            }
        };
        if let Working::Sled(store) = &mut parts.working {
            // A store that was built again has none; those of streams that stand as they did are true.
            store.take_summaries(summaries);
        }
        *journal = parts.journal;
        *working = parts.working;
        let mut closing = hold(&self.closing);
        closing.looked = Looked {
            at: self.lock.taken_at().unwrap_or(0),
            closings: 0,
        };
        closing.losses = losses_of(&report);
        self.notices.push(Notice::Looked(report));
        Ok(())
    }

    /// Takes away what was written down at the last closing, before it is true no more.
    pub(super) fn change(&self) {
        let mut closing = hold(&self.closing);
        if std::mem::take(&mut closing.stands) {
            // If it stays, it names a journal that is another one by then.
            self.drawer.remove(CLOSING).ok();
        }
    }

    /// Takes note of damage: the next opening looks at everything.
    pub(super) fn doubt(&self) {
        self.change();
        hold(&self.closing).doubt = true;
    }

    /// Writes down what is known, for the next opening. Nothing depends on it.
    pub(super) fn write_closing(&self) {
        let journal = hold(&self.journal);
        let mut working = hold(&self.working);
        let Working::Sled(store) = &mut *working else {
            return;
        };
        if store.flush().is_err() {
            // The next opening brings it up.
            return;
        }
        let closing = hold(&self.closing);
        let journal = journal.as_ref().filter(|it| it.broken().is_none());
        let last = journal.and_then(Journal::last);
        let Some(last) = last.filter(|last| last.anchor() == store.head()) else {
            return;
        };
        if closing.stands || closing.doubt {
            return;
        }
        let known = Known {
            looked: Looked {
                closings: closing.looked.closings.saturating_add(1),
                ..closing.looked
            },
            losses: closing.losses.clone(),
            last,
            states: store.states().clone(),
            summaries: store.all_summaries(),
            register: store.read(StreamId::REGISTER).ok(),
        };
        known.keep(&self.drawer, &self.dir).ok();
    }
}

/// Looks at everything: the heads of all frames, and the working copy.
fn look(
    dir: &Path,
    keys: &Arc<Keys>,
    writable: bool,
    report: &mut OpenReport,
) -> Result<healing::Parts, OpenError> {
    let scan = journal::scan(dir).map_err(|fault| OpenError::Io(fault.kind()))?;
    healing::bring_together(dir, keys, &scan, writable, report).map_err(|fault| match fault {
        healing::Hopeless::NothingReadable => OpenError::NothingReadable,
        healing::Hopeless::Io(fault) => OpenError::Io(fault.kind()),
    })
}

/// Returns the parts of a vault that is as it was closed.
fn open_known(
    dir: &Path,
    keys: &Arc<Keys>,
    drawer: &Drawer,
    now: i64,
) -> Option<(healing::Parts, Looked)> {
    let known = Known::read(drawer, dir, keys, now)?;
    let piece = *journal::piece_numbers(dir).ok()?.last()?;
    let journal = Journal::open_known(dir, Arc::clone(keys), piece, &known.last).ok()?;
    let looked = known.looked;
    let parts = healing::Parts {
        journal: Some(journal),
        head: known.last.anchor(),
        working: Working::Known(Box::new(known)),
    };
    Some((parts, looked))
}

/// Returns what each opening tells.
pub(super) fn losses_of(report: &OpenReport) -> Losses {
    Losses {
        frames: report.lost_frames,
        lacking: report.lacking.clone(),
    }
}
