//! What all screens share: time, words, settings, the visit in hand, and what the disk confirmed.

use chrono::{DateTime, Duration, FixedOffset, NaiveDateTime};

use super::event::{Now, Request};
use super::keyboard::{Focus, Memory, Profile};
use super::screen::Step;
use super::start::settings_of;
use super::theme::{SignTier, Theme};
use super::widget::time::Clock;
use super::widget::{SavedState, Size};
use crate::app::{AllowedNames, Draft, EarlierAnswers, NameScope, Settings as Kept};
use crate::i18n::{Calendar, Catalogue, Language};
use crate::message::Message;
use crate::value::Precision;
use crate::visit::{Change, DeviceId, Entry, Refusal, Saying, Session, Stamp, VisitId};

/// Four to six digits that open the cover sheet. Not a key: it protects from a glance, no more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    digits: [u8; 6],
    /// How many digits it has.
    pub length: u8,
}

impl Pin {
    /// Makes a PIN of four to six digits.
    pub fn new(digits: &[u8]) -> Option<Self> {
        let length = u8::try_from(digits.len())
            .ok()
            .filter(|count| (4..=6).contains(count))?;
        let mut own = [0; 6];
        for (place, digit) in own.iter_mut().zip(digits) {
            *place = *digit;
        }
        Some(Self {
            digits: own,
            length,
        })
    }

    /// Returns its digits.
    pub fn digits(&self) -> &[u8] {
        self.digits.get(..usize::from(self.length)).unwrap_or(&[])
    }

    /// Returns whether these are its digits.
    pub fn is(self, digits: &[u8]) -> bool {
        self.digits() == digits
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(<redacted>)")
    }
}

/// Where somebody was before the vault was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// In which visit.
    pub visit: VisitId,
    /// At which question, if at one.
    pub place: Option<crate::visit::Place>,
    /// When.
    pub at: NaiveDateTime,
}

/// What can be changed about the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The language of the program.
    pub language: Language,
    /// The language of questions.
    pub questions: Language,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: SignTier,
    /// The keyboard.
    pub profile: Profile,
    /// Minutes without a key until the screen hides itself.
    pub hide_after: u16,
    /// Minutes without a key until the vault locks itself.
    pub lock_after: u16,
    /// Whether guidance and earlier answers are left out of sight.
    pub quiet: bool,
    /// The PIN of the cover sheet; without one only the passphrase opens it.
    pub pin: Option<Pin>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Ru,
            questions: Language::Ru,
            theme: Theme::default(),
            signs: SignTier::Full,
            profile: Profile::default(),
            hide_after: 2,
            lock_after: 5,
            quiet: false,
            pin: None,
        }
    }
}

/// Who works with this vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The device.
    pub device: DeviceId,
    /// The monitor's code.
    pub by: String,
    /// Whether everything here is practice.
    pub practice: bool,
    /// When the last backup was made.
    pub backup: Option<DateTime<FixedOffset>>,
}

/// The visit in hand.
#[derive(Debug)]
pub struct OpenVisit {
    /// What was said in it.
    pub session: Session,
    /// The number of this device's next entry.
    pub next_number: u64,
    /// Whether nothing can be entered.
    pub read_only: bool,
    /// What was answered at this place before; empty until it has been read.
    pub earlier: EarlierAnswers,
}

/// What all screens share.
pub struct World {
    /// The time of the event in hand.
    pub now: Now,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The settings.
    pub settings: Settings,
    /// The words of the program's language.
    pub words: Catalogue,
    /// What the last keys told about the keyboard.
    pub memory: Memory,
    /// Who works here; nobody while the vault is locked.
    pub desk: Option<Desk>,
    /// The visit in hand.
    pub visit: Option<OpenVisit>,
    /// Whether what was entered is on the disk.
    pub saved: Option<SavedState>,
    /// What was half typed when the vault was closed, until its screen is there again.
    pub draft: Option<Draft>,
    /// What may stand although it looks like a name.
    pub allowed: AllowedNames,
    /// What the disk refused and waits in memory, in order.
    pub unsaved: Vec<Entry>,
    /// The settings as they are kept.
    pub kept: Kept,
    /// What screens want from the worker beside their own questions: entries to keep.
    pub(super) to_record: Vec<Request>,
}

impl World {
    /// Makes the world before anything happened.
    pub fn new(settings: Settings, now: Now, size: (u16, u16)) -> Self {
        Self {
            now,
            size,
            settings,
            words: Catalogue::new(settings.language),
            memory: Memory::default(),
            desk: None,
            visit: None,
            saved: None,
            draft: None,
            allowed: AllowedNames::default(),
            unsaved: Vec::new(),
            kept: Kept::default(),
            to_record: Vec::new(),
        }
    }

    /// Returns the team's local time: the machine's clock as corrected for the visit in hand.
    pub fn local(&self) -> NaiveDateTime {
        let shift = self.visit.as_ref().map_or(0, |visit| {
            let session = &visit.session;
            match &self.desk {
                Some(desk) => {
                    session
                        .clock_on(desk.device, self.now.machine)
                        .shift_minutes
                }
                None => session.header().clock.shift_minutes,
            }
        });
        let local = self.now.local();
        local
            .checked_add_signed(Duration::minutes(i64::from(shift)))
            .unwrap_or(local)
    }

    /// Returns what times that are typed are read by: in a visit that is over for a day or longer a time
    /// without its day is one of the visit's own day or before, not one of today.
    pub fn clock(&self) -> Clock {
        let now = self.local();
        let begun = self.visit.as_ref().and_then(|visit| {
            let start = visit.session.header().start;
            start.span(Precision::Exact).earliest
        });
        let ended = begun.and_then(|begun| {
            let in_progress = now.signed_duration_since(begun) < Duration::days(1);
            let last = begun.date().and_hms_opt(23, 59, 0)?;
            (!in_progress).then_some(last)
        });
        Clock {
            now,
            latest: ended.map_or(now, |ended| ended.min(now)),
        }
    }

    /// Returns how dates are written.
    pub const fn calendar(&self) -> Calendar {
        Calendar(self.settings.language)
    }

    /// Returns the room there is.
    pub const fn room(&self) -> Size {
        Size::of(self.size.0, self.size.1)
    }

    /// Returns the code of the language of questions.
    pub const fn questions(&self) -> &'static str {
        self.settings.questions.code()
    }

    /// Returns the text of a message in the program's language.
    pub fn say(&self, message: &Message) -> String {
        self.words.text(message)
    }

    /// Returns who speaks now, for a session.
    pub fn saying(&self) -> Option<Saying> {
        let (desk, visit) = (self.desk.as_ref()?, self.visit.as_ref()?);
        Some(Saying {
            stamp: Stamp {
                by: desk.by.clone(),
                local: self.local(),
                machine: self.now.machine,
            },
            device: desk.device,
            number: visit.next_number,
        })
    }

    /// Changes the visit in hand and hands what it said to the disk. The one way to say something.
    ///
    /// Without a visit in hand, or in one that is only to be read, nothing happens.
    pub fn change(
        &mut self,
        act: impl FnOnce(&mut Session, &Saying) -> Result<Change, Refusal>,
    ) -> Result<Change, Message> {
        let saying = self
            .saying()
            .ok_or_else(|| Message::new("screen-no-visit"))?;
        let Some(visit) = self.visit.as_mut() else {
            return Err(Message::new("screen-no-visit"));
        };
        if visit.read_only {
            return Err(Message::new("screen-read-only"));
        }
        let change = act(&mut visit.session, &saying).map_err(|refusal| {
            use crate::message::Explain;
            refusal.what_happened()
        })?;
        let count = u64::try_from(change.entries.len()).unwrap_or(0);
        visit.next_number = visit.next_number.saturating_add(count);
        if !change.entries.is_empty() {
            let id = visit.session.header().id;
            self.to_record
                .push(Request::Record(id, change.entries.clone(), None));
        }
        Ok(change)
    }

    /// Changes a setting: it holds at once, and the step that is returned keeps it.
    #[must_use]
    pub fn choose(&mut self, change: impl FnOnce(&mut Kept)) -> Step {
        change(&mut self.kept);
        let Settings { quiet, pin, .. } = self.settings;
        self.settings = Settings {
            quiet,
            pin,
            ..settings_of(&self.kept, None)
        };
        if self.words.language() != self.settings.language {
            self.words = Catalogue::new(self.settings.language);
        }
        Step::Ask(Request::SaveSettings(Box::new(self.kept.clone())))
    }

    /// Returns what in a text looks like a name and nobody said that it may stand.
    pub fn names_in(&self, text: &str) -> Vec<String> {
        let (Some(desk), Some(visit)) = (&self.desk, self.visit_id()) else {
            return Vec::new();
        };
        let found = self.allowed.not_allowed(desk.device, visit, text);
        found
            .filter_map(|range| text.get(range).map(str::to_owned))
            .collect()
    }

    /// Lets a name stand, in this visit or everywhere; the step that is returned keeps it.
    #[must_use]
    pub fn allow_name(&mut self, name: &str, everywhere: bool) -> Option<Step> {
        let visit = self.visit_id()?;
        let scope = if everywhere {
            NameScope::Everywhere
        } else {
            NameScope::Visit(visit)
        };
        let hash = AllowedNames::hash(self.desk.as_ref()?.device, scope, name);
        self.allowed.allow(hash);
        Some(Step::Ask(Request::AllowName(hash)))
    }

    /// Returns whether the disk refused what was entered.
    pub const fn is_not_saved(&self) -> bool {
        matches!(self.saved, Some(SavedState::NotSaved(_)))
    }

    /// Returns the way back to the visit in hand, and to a question of it.
    pub fn resume_at(&self, place: Option<crate::visit::Place>) -> Option<Resume> {
        Some(Resume {
            visit: self.visit_id()?,
            place,
            at: self.local(),
        })
    }

    /// Returns whether nothing can be entered in the visit in hand.
    pub fn is_read_only(&self) -> bool {
        self.visit.as_ref().is_some_and(|visit| visit.read_only)
    }

    /// Returns the identity of the visit in hand.
    pub fn visit_id(&self) -> Option<VisitId> {
        self.visit.as_ref().map(|visit| visit.session.header().id)
    }

    /// Forgets everything that the vault holds.
    pub(super) fn forget(&mut self) {
        self.desk = None;
        self.visit = None;
        self.saved = None;
        self.draft = None;
        self.allowed = AllowedNames::default();
        self.unsaved = Vec::new();
        self.settings.pin = None;
        self.to_record = Vec::new();
    }
}

/// Returns whether the letters of hints work where the cursor is.
pub const fn is_text(focus: Focus) -> bool {
    matches!(focus, Focus::Text | Focus::Time)
}
