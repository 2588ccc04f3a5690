//! What screens ask for, done by `app`: the only part of the interface that reaches the vault.
//!
//! Its invariant: a reply that says recorded comes after the disk has it; after a lock no key is left
//! as soon as the work under way has ended.

mod handover;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::event::{Answered, Fault, Reply, Request, Secret, VisitLine};
use crate::app::{
    Desk, DeskError, Earnest, Folders, KdfCost, Passphrase, Purge, Query, Settings, Surroundings,
    SystemClock, VaultKind, clock_note, import_checklist, judge_checklist, opening_notes,
};
use crate::checklist::Library;
use crate::export::atomic_file::Existing;
use crate::indicator::{Report, Selection, Suppression};
use crate::message::Message;
use crate::tui::world::Pin;
use crate::value::Precision;
use crate::visit::{Entry, VisitId, VisitSummary};

/// Does what screens ask for.
pub struct Cabinet {
    /// Where the vault is; another folder once it went on there.
    folder: Mutex<PathBuf>,
    folders: Folders,
    monitor: Mutex<String>,
    desk: Mutex<Option<Arc<Desk>>>,
}

impl From<DeskError> for Fault {
    fn from(fault: DeskError) -> Self {
        Self::from(&fault)
    }
}

impl Cabinet {
    /// Serves the vault in this folder.
    pub fn new(folder: PathBuf, folders: Folders, settings: &Settings) -> Self {
        Self {
            folder: Mutex::new(folder),
            folders,
            monitor: Mutex::new(settings.monitor.clone()),
            desk: Mutex::new(None),
        }
    }

    /// Does what was asked.
    pub fn serve(&self, request: Request) -> Reply {
        match request {
            Request::Look => {
                let folder = self.folder();
                let word = Settings::read(&self.folders.settings).word_on(&folder);
                Ok(Answered::Looked {
                    // A vault that is away is not made a second time.
                    exists: Desk::is_there(&folder) || word.is_some(),
                    word,
                })
            }
            Request::CreateVault(secret) => self.create(&secret),
            Request::Unlock(secret) => self.unlock(&secret),
            Request::Lock => {
                *self.door() = None;
                Ok(Answered::Locked)
            }
            Request::Documents => Ok(Answered::Documents(Folders::documents())),
            Request::Purge(what) => self.purge(what),
            Request::ContinueIn(folder) => self.continue_in(folder),
            Request::SaveSettings(settings) => {
                self.monitor
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone_from(&settings.monitor);
                // Where the vault went on is not chosen on a screen.
                let moved = Settings::read(&self.folders.settings).moved;
                Settings { moved, ..*settings }
                    .write(&self.folders.settings)
                    .map_err(|fault| Fault::from(&fault))?;
                Ok(Answered::SettingsSaved)
            }
            Request::TakeForm(file, existing) => self.take_form(&file, existing),
            other => self.at_the_desk(&*self.desk()?, other),
        }
    }

    /// Returns what happened meanwhile that a person must know.
    pub fn told(&self) -> Vec<Message> {
        let desk = self.door().clone();
        desk.map_or_else(Vec::new, |desk| desk.meanwhile().take())
    }

    fn door(&self) -> std::sync::MutexGuard<'_, Option<Arc<Desk>>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn folder(&self) -> PathBuf {
        self.folder
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Goes on in another folder; in a new one of that name where a whole disk or stick is named.
    fn continue_in(&self, named: PathBuf) -> Reply {
        let folder = if named.is_dir() {
            named.join("vault")
        } else {
            named
        };
        let (desk, _) = self.desk()?.continue_in(&folder, self.surroundings())?;
        *self.door() = Some(Arc::new(desk));
        let before = std::mem::replace(
            &mut *self.folder.lock().unwrap_or_else(PoisonError::into_inner),
            folder.clone(),
        );
        let mut settings = Settings::read(&self.folders.settings);
        settings.went_on(&before, &folder);
        // The disk that refused may be the one with the settings.
        let is_noted = settings.write(&self.folders.settings).is_ok();
        Ok(Answered::ContinuedIn(folder, is_noted))
    }

    fn desk(&self) -> Result<Arc<Desk>, Fault> {
        let locked = || Fault {
            what: Message::new("err-vault-locked"),
            to_do: None,
        };
        self.door().clone().ok_or_else(locked)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings {
            library: Library::with_folder(&self.folders.checklists)
                .unwrap_or_else(|_unreadable| Library::embedded()),
            clock: Arc::new(SystemClock),
            monitor: self
                .monitor
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }

    fn create(&self, secret: &Secret) -> Reply {
        let passphrase = Passphrase::of(secret.expose());
        let cost = KdfCost::calibrated();
        let desk = Desk::create(
            &self.folder(),
            &passphrase,
            cost,
            VaultKind::Real,
            self.surroundings(),
        )?;
        Ok(self.opened(desk, Vec::new()))
    }

    fn unlock(&self, secret: &Secret) -> Reply {
        let passphrase = Passphrase::of(secret.expose());
        let (desk, report) = Desk::open(&self.folder(), &passphrase, self.surroundings())?;
        let mut notes = Vec::new();
        let overdue = desk.overdue_in_bin();
        if overdue > 0 {
            notes.push(Message::new("bin-overdue").number("count", overdue));
        }
        notes.extend(clock_note(&desk));
        // There is one line: the gravest comes last and stays.
        notes.extend(opening_notes(&report));
        Ok(self.opened(desk, notes))
    }

    fn opened(&self, desk: Desk, notes: Vec<Message>) -> Answered {
        let answered = Answered::Opened {
            device: desk.device(),
            by: desk.monitor().to_owned(),
            practice: desk.is_practice(),
            pin: desk.cover_pin().and_then(|digits| Pin::new(&digits)),
            backup: desk.last_backup(),
            draft: desk.draft().map(Box::new),
            allowed: desk.allowed_names(),
            notes,
        };
        *self.door() = Some(Arc::new(desk));
        answered
    }

    /// Takes something out for good: nobody else may have the vault in hand meanwhile.
    fn purge(&self, what: Purge) -> Reply {
        let mut door = self.door();
        let busy = |id| Fault {
            what: Message::new(id),
            to_do: None,
        };
        let shared = door.take().ok_or_else(|| busy("err-vault-locked"))?;
        let desk = match Arc::try_unwrap(shared) {
            Ok(desk) => desk,
            Err(shared) => {
                *door = Some(shared);
                return Err(busy("err-vault-busy"));
            }
        };
        match desk.purge(what, false) {
            Ok((desk, _)) => {
                let reply = match what {
                    Purge::Visit(_) => Answered::Purged,
                    Purge::Subject(visit, _) => in_hand(&desk, desk.visit(visit)?),
                };
                *door = Some(Arc::new(desk));
                Ok(reply)
            }
            Err(refused) => {
                *door = refused.desk.map(Arc::new);
                Err(refused.fault.into())
            }
        }
    }

    /// Puts a questionnaire among the checklists; new visits can use it at once, unless something else
    /// has the vault in hand.
    fn take_form(&self, file: &Path, existing: Existing) -> Reply {
        let placed = import_checklist(
            self.desk()?.library(),
            &self.folders.checklists,
            file,
            existing,
            Earnest::Real,
        )
        .map_err(|fault| Fault::from(&fault))?;
        let mut door = self.door();
        let mut at_once = false;
        *door = door.take().map(|shared| match Arc::try_unwrap(shared) {
            Ok(desk) => {
                at_once = true;
                Arc::new(desk.with_library(self.surroundings().library))
            }
            Err(shared) => shared,
        });
        Ok(Answered::FormTaken {
            id: placed.checklist.id.to_string(),
            at_once,
        })
    }

    fn at_the_desk(&self, desk: &Desk, request: Request) -> Reply {
        Ok(match request {
            Request::ListVisits => {
                Answered::Visits(desk.visits()?.iter().map(VisitLine::of).collect())
            }
            Request::ListSummaries => Answered::Summaries(desk.visits()?),
            Request::ListFacilities => Answered::Facilities(desk.facilities()),
            Request::ListChecklists => Answered::Checklists(desk.library().list()),
            Request::AddFacility(facility) => {
                desk.add_facility(*facility)?;
                Answered::FacilityAdded
            }
            Request::OpenVisit(new) => in_hand(desk, desk.open_visit(*new)?),
            Request::LoadVisit(id) => in_hand(desk, desk.visit(id)?),
            Request::Migrations(id) => {
                Answered::Migrations(desk.migrations(&desk.visit(id)?, None)?)
            }
            Request::Migrate(id) => in_hand(desk, desk.migrate(id, None)?),
            Request::Record(visit, entries, summary) => {
                keep(desk, visit, &entries, summary.as_deref())?
            }
            Request::Seal(visit) => {
                desk.seal(visit)?;
                Answered::Sealed
            }
            Request::KeepDraft(draft) => {
                desk.keep_draft(draft.as_deref())?;
                Answered::DraftKept
            }
            Request::AllowName(hash) => desk.allow_name(hash).map(|()| Answered::NameAllowed)?,
            Request::BackUp(path) => {
                let made = desk.back_up(&path)?;
                Answered::BackedUp {
                    at: desk.last_backup(),
                    kib: made.bytes / 1024,
                    damaged: made.damaged,
                }
            }
            Request::RecoveryWords => {
                let (_, words) = desk.add_recovery_words()?;
                Answered::RecoveryWords(Secret::new(&words))
            }
            Request::PutInBin(visit, back) => {
                desk.put_in_bin(visit, back)?;
                Answered::PutInBin
            }
            Request::ListBin => Answered::Bin(desk.bin()?),
            Request::Earlier(id) => Answered::Earlier(id, desk.earlier_answers(&desk.visit(id)?)?),
            Request::Search(typed, language) => {
                Answered::Found(Box::new(desk.search(&Query::new(&typed), language)?))
            }
            Request::Tally(selection, suppression) => {
                Answered::Counted(Box::new(counted(desk, *selection, suppression)?))
            }
            Request::Releases(selection) => Answered::Releases(desk.released_before(&selection)?),
            Request::VisitsBehind(selection, group) => {
                Answered::VisitsBehind(desk.visits_behind(*selection, &group)?)
            }
            Request::UnitsBehind(visit, selection, group) => {
                Answered::UnitsBehind(desk.units_behind(visit, *selection, &group)?)
            }
            Request::Preview(order, lines) => {
                let (shown, mut notes) = desk.preview(&order, lines)?;
                notes.extend(desk.names_going_out(&order)?);
                Answered::Previewed(shown, notes)
            }
            Request::Export(order, path, existing) => {
                Answered::Exported(Box::new(desk.export(&order, path, existing)?))
            }
            Request::SetPin(pin) => {
                desk.set_cover_pin(pin.as_ref().map_or(&[], Pin::digits))?;
                Answered::PinSet(pin)
            }
            Request::HandOver(wanted) => {
                Answered::HandedOver(Box::new(handover::serve(desk, *wanted)?))
            }
            Request::JudgeForm(file) => {
                let judged = judge_checklist(desk.library(), &self.folders.checklists, &file);
                Answered::FormJudged(Box::new(judged.map_err(|fault| Fault::from(&fault))?))
            }
            Request::Look
            | Request::TakeForm(..)
            | Request::CreateVault(_)
            | Request::Unlock(_)
            | Request::Lock
            | Request::Documents
            | Request::Purge(_)
            | Request::ContinueIn(_)
            | Request::SaveSettings(_) => return self.serve(request),
        })
    }
}

fn in_hand(desk: &Desk, session: crate::visit::Session) -> Answered {
    Answered::Visit {
        read_only: desk.is_read_only(),
        session: Box::new(session),
        next_number: desk.next_number(),
    }
}

fn keep(
    desk: &Desk,
    visit: VisitId,
    entries: &[Entry],
    summary: Option<&VisitSummary>,
) -> Result<Answered, DeskError> {
    desk.take_numbers(entries);
    let sequence = desk.append(visit, entries, summary)?;
    Ok(Answered::Recorded { sequence })
}

impl VisitLine {
    /// Returns the line of a visit.
    fn of(summary: &VisitSummary) -> Self {
        let done = summary.checklists.iter().map(|list| list.done).sum();
        let total = summary.checklists.iter().map(|list| list.total).sum();
        Self {
            id: summary.id,
            facility: summary.facility.clone(),
            start: summary
                .start
                .span(Precision::Exact)
                .earliest
                .unwrap_or_default(),
            done: (done, total),
            flags: summary.flags,
            persons: summary.persons,
            closed: summary.closed,
            practice: summary.practice,
        }
    }
}

/// Counts. What is for everybody is seen as it would be handed out: compared with what was before.
fn counted(
    desk: &Desk,
    selection: Selection,
    suppression: Suppression,
) -> Result<Report, DeskError> {
    if suppression == Suppression::PUBLICATION {
        desk.as_released(selection, suppression)
    } else {
        desk.tally(selection, suppression)
    }
}
