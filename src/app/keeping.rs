//! What keeps a vault: its passphrases, backups, the purge of what must not stay, and writing anew.

use std::path::Path;
use std::sync::atomic::Ordering;

use chrono::{DateTime, FixedOffset};
use zeroize::Zeroizing;

use super::coding;
use super::desk::{Desk, Surroundings};
use super::desk_error::DeskError;
use crate::value::Moment;
use crate::vault::{
    BackedUp, KdfCost, NotRewritten, OpenReport, Passphrase, Passphrases, Rewriting, Rewritten,
    Slot, StreamId, Vault,
};
use crate::visit::{Entry, Local, Statement, Subject, VisitId, without_purged};

/// What is to leave the vault for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purge {
    /// A whole visit.
    Visit(VisitId),
    /// Everything about one person or custody record of a visit.
    Subject(VisitId, Subject),
}

/// How many days what was put in the bin is kept there. Then somebody is asked: a clock that is wrong
/// must not destroy evidence.
pub const BIN_DAYS: i64 = 30;

/// A visit in the bin.
#[derive(Debug, Clone, PartialEq)]
pub struct InBin {
    /// Which.
    pub visit: VisitId,
    /// Where it was.
    pub facility: String,
    /// When it began.
    pub start: Moment,
    /// How many days it has been there.
    pub days: u64,
}

/// How a vault is written anew.
#[derive(Debug, Clone, Copy, Default)]
pub struct Renewal<'a> {
    /// The only passphrase that opens it from then on; the same as before if there is none.
    pub only: Option<&'a Passphrase>,
    /// Whether what is damaged in both copies may be left behind.
    pub leave_damaged: bool,
}

/// A desk whose vault stands as it was.
pub struct NotDone {
    /// The desk; none if the vault must be opened again.
    pub desk: Option<Desk>,
    /// Why.
    pub fault: DeskError,
}

impl From<NotDone> for DeskError {
    fn from(not_done: NotDone) -> Self {
        not_done.fault
    }
}

impl Desk {
    /// Writes everything into one file, and notes that it was done.
    pub fn back_up(&self, to: &Path) -> Result<BackedUp, DeskError> {
        let made = self.vault.back_up(to)?;
        // A vault that can only be read, or a disk that refuses, must not spoil a good backup.
        if !self.is_read_only() && self.vault.broken().is_none() {
            self.note_in_register(Statement::BackedUp).ok();
        }
        Ok(made)
    }

    /// Returns when the last backup was made from this vault.
    pub fn last_backup(&self) -> Option<DateTime<FixedOffset>> {
        self.register().last_backup()
    }

    /// Makes a vault of a backup, as a device of its own.
    pub fn restore(
        from: &Path,
        folder: &Path,
        passphrase: &Passphrase,
        surroundings: Surroundings,
    ) -> Result<(Self, OpenReport), DeskError> {
        super::desk::make_parent(folder)
            .map_err(|fault| crate::vault::BackupError::Io(fault.kind()))?;
        let (vault, report) = Vault::restore(from, folder, passphrase)?;
        Ok((Self::begin(vault, surroundings)?, report))
    }

    /// Returns what each of the four slots holds, and which of them was opened.
    pub fn passphrases(&self) -> (Vec<Slot>, u8) {
        self.vault.passphrases()
    }

    /// Changes the passphrase that opened the vault.
    pub fn change_passphrase(&self, new: &Passphrase) -> Result<(), DeskError> {
        Ok(self.vault.change_passphrase(new)?)
    }

    /// Adds a passphrase; returns its number.
    pub fn add_passphrase(&self, new: &Passphrase) -> Result<u8, DeskError> {
        Ok(self.vault.add_passphrase(new, Slot::Chosen)?)
    }

    /// Adds six words that open the vault on the day the passphrase is forgotten.
    ///
    /// Words that were made before and never used stay: only one pair of eyes has seen them.
    pub fn add_recovery_words(&self) -> Result<(u8, Zeroizing<String>), DeskError> {
        let words = super::words::six_words().ok_or(DeskError::NoRandom)?;
        let slot = self
            .vault
            .add_passphrase(&Passphrase::of(&words), Slot::Recovery)?;
        Ok((slot, words))
    }

    /// Opens a vault as an office that it was opened to.
    pub fn open_as_office(
        folder: &Path,
        identity: &str,
        surroundings: Surroundings,
    ) -> Result<(Self, OpenReport), DeskError> {
        let (vault, report) = Vault::open_as_office(folder, identity)?;
        Ok((Self::begin(vault, surroundings)?, report))
    }

    /// Lets an office open the vault; returns its number.
    pub fn add_office(&self, recipient: &str) -> Result<u8, DeskError> {
        Ok(self.vault.add_office(recipient)?)
    }

    /// Lets an office not open the vault any more.
    pub fn remove_office(&self, slot: u8) -> Result<(), DeskError> {
        Ok(self.vault.remove_office(slot)?)
    }

    /// Returns the offices that can open the vault, by slot: recipient, and six words to compare.
    pub fn offices(&self) -> Vec<Option<(String, String)>> {
        let offices = self.vault.offices().into_iter();
        offices
            .map(|office| {
                office.map(|recipient| {
                    let words = super::words::fingerprint(&recipient);
                    (recipient, words)
                })
            })
            .collect()
    }

    /// Takes a passphrase away.
    pub fn remove_passphrase(&self, slot: u8) -> Result<(), DeskError> {
        Ok(self.vault.remove_passphrase(slot)?)
    }

    /// Puts a visit in the bin of this vault, or brings it back: out of every list and count until then.
    pub fn put_in_bin(&self, visit: VisitId, back: bool) -> Result<(), DeskError> {
        // What is to come back must be there; what is to go must be in the lists.
        if !back || !self.register().bin().contains_key(&visit) {
            self.find_visit(&visit.to_string())?;
        }
        let local = Local::VisitBinned { visit, back };
        self.note_in_register(Statement::Local(Box::new(local)))
    }

    /// Returns the visits in the bin, the last one first.
    pub fn bin(&self) -> Result<Vec<InBin>, DeskError> {
        let binned: Vec<_> = self.register().bin().clone().into_iter().collect();
        let mut found = Vec::new();
        for (visit, since) in binned {
            let session = self.visit(visit)?;
            let days = (self.now() - since).num_days();
            found.push(InBin {
                visit,
                facility: session.header().facility.code.clone(),
                start: session.header().start,
                days: u64::try_from(days).unwrap_or(0),
            });
        }
        found.sort_by_key(|one| one.days);
        Ok(found)
    }

    /// Returns how many visits have been in the bin for longer than things are kept there.
    pub fn overdue_in_bin(&self) -> usize {
        let now = self.now();
        let register = self.register();
        let since = register.bin().values();
        since
            .filter(|since| (now - **since).num_days() >= BIN_DAYS)
            .count()
    }

    /// Writes the vault anew under a new key.
    pub fn rewrite(self, how: Renewal<'_>) -> Result<(Self, Rewritten), Box<NotDone>> {
        self.write_anew(how, &mut |_, payloads| payloads)
    }

    /// Writes the vault into another folder, where the same device goes on: when this disk refuses.
    ///
    /// Works with a vault that can only be read. From then on only one of both may be written to.
    pub fn continue_in(
        &self,
        folder: &Path,
        surroundings: Surroundings,
    ) -> Result<(Self, Rewritten), DeskError> {
        super::desk::make_parent(folder)
            .map_err(|fault| crate::vault::RewriteError::Io(fault.kind()))?;
        let (vault, done) = self.vault.continue_in(folder, &[])?;
        let desk = Self::begin(vault, surroundings)?;
        // Numbers of entries that this disk refused are theirs.
        desk.next_number
            .fetch_max(self.next_number(), Ordering::SeqCst);
        Ok((desk, done))
    }

    /// Takes something out of the vault for good: no file of its folder holds it afterwards.
    ///
    /// First it is noted, so that numbers are never given twice and a visit says that somebody was
    /// taken out; then the vault is written anew without it.
    pub fn purge(
        self,
        what: Purge,
        leave_damaged: bool,
    ) -> Result<(Self, Rewritten), Box<NotDone>> {
        // What is half typed may be about whoever leaves.
        let noted = self.keep_draft(None).and_then(|()| self.note_purge(what));
        if let Err(fault) = noted {
            let desk = Some(self);
            return Err(Box::new(NotDone { desk, fault }));
        }
        let how = Renewal {
            leave_damaged,
            ..Renewal::default()
        };
        let (Purge::Visit(visit) | Purge::Subject(visit, _)) = what;
        let target = StreamId(visit.0);
        self.write_anew(how, &mut |stream, payloads| match what {
            _ if stream != target => payloads,
            Purge::Visit(_) => Vec::new(),
            Purge::Subject(..) => keep_the_others(visit, payloads),
        })
    }

    fn note_purge(&self, what: Purge) -> Result<(), DeskError> {
        match what {
            Purge::Visit(visit) => {
                // It must be there, or in the bin, and only the whole of it can be asked for.
                if !self.register().bin().contains_key(&visit) {
                    self.find_visit(&visit.to_string())?;
                }
                self.note_in_register(Statement::Purged {
                    visit,
                    subject: None,
                })
            }
            Purge::Subject(visit, subject) => {
                let mut session = self.visit(visit)?;
                let saying = self.saying(session.header().clock);
                let change = session.purge(subject, &saying)?;
                self.take_numbers(&change.entries);
                self.keep(&session, &change)
            }
        }
    }

    fn note_in_register(&self, statement: Statement) -> Result<(), DeskError> {
        self.append_to_register(vec![statement])
    }

    fn write_anew(
        self,
        how: Renewal<'_>,
        choose: crate::vault::Choose<'_>,
    ) -> Result<(Self, Rewritten), Box<NotDone>> {
        let next_number = self.next_number.load(Ordering::SeqCst);
        let (vault, surroundings) = self.leave();
        let not_done = |vault: Option<Vault>, surroundings, fault| {
            let desk = vault.and_then(|vault| Self::begin(vault, surroundings).ok());
            Err(Box::new(NotDone { desk, fault }))
        };
        let passphrases = match how.only {
            // A practice vault's passphrase is public: nobody is to wait for it.
            Some(only) if vault.kind() == crate::vault::VaultKind::Practice => {
                Passphrases::Only(only, KdfCost::practice())
            }
            Some(only) => Passphrases::Only(only, KdfCost::calibrated()),
            None => Passphrases::Same,
        };
        let how = Rewriting {
            passphrases,
            leave_damaged: how.leave_damaged,
        };
        match vault.rewrite(&how, choose) {
            Err(refused) => {
                let NotRewritten { vault, fault } = *refused;
                not_done(vault, surroundings, fault.into())
            }
            Ok((vault, done)) => match Self::begin(vault, surroundings) {
                Ok(desk) => {
                    desk.next_number.fetch_max(next_number, Ordering::SeqCst);
                    Ok((desk, done))
                }
                Err(fault) => Err(Box::new(NotDone { desk: None, fault })),
            },
        }
    }
}

/// Leaves out the entries about what the visit says was purged; what cannot be read stays.
fn keep_the_others(visit: VisitId, payloads: Vec<Zeroizing<Vec<u8>>>) -> Vec<Zeroizing<Vec<u8>>> {
    let entries: Result<Vec<Entry>, _> = payloads
        .iter()
        .map(|payload| coding::decode(payload))
        .collect();
    let Ok(entries) = entries else {
        return payloads;
    };
    let kept: Result<Vec<_>, _> = without_purged(visit, entries)
        .iter()
        .map(|entry| coding::encode(entry).map(Zeroizing::new))
        .collect();
    kept.unwrap_or(payloads)
}
