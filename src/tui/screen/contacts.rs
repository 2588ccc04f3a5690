//! Handing over: this device's key, colleagues with theirs, and what each of them has.
//!
//! The worker makes and reads the files. Its invariant: nothing is sealed to a key whose words were
//! not on the screen when it was entered.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::reasons::{Heard, WHICH, hear_answer};
use super::{Import, Input, Show, Step, Steps};
use crate::app::{Contact, Draft, DraftOf, Fingerprint, HeldBy, names_somebody};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Fault, HandOver, HandedOver, Request, VisitLine};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, ListState, TextField};
use crate::tui::world::World;

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};

/// What the list of colleagues offers.
pub(super) static CONTACTS: Context = Context {
    name: "contacts",
    title: "contacts-title",
    help: &["contacts-help", "contacts-help-words"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-give",
            doc: "key-give-doc",
            rank: 1,
        },
        Command {
            action: Action::TakeIn,
            keys: &[Key::Digit(1)],
            label: "key-import",
            doc: "key-import-doc",
            rank: 2,
        },
        Command {
            action: Action::New,
            keys: &[Key::Digit(2), Key::Letter('N')],
            label: "key-new-contact",
            doc: "key-new-contact-doc",
            rank: 3,
        },
        Command {
            action: Action::WriteKey,
            keys: &[Key::Digit(3)],
            label: "key-write-key",
            doc: "key-write-key-doc",
            rank: 4,
        },
        Command {
            action: Action::Receipt,
            keys: &[Key::Digit(4)],
            label: "key-receipt",
            doc: "key-receipt-doc",
            rank: 5,
        },
        Command {
            action: Action::Revoke,
            keys: &[Key::Bare(Bare::Delete)],
            label: "key-revoke",
            doc: "key-revoke-doc",
            rank: 6,
        },
        BACK,
    ],
};

/// What entering a colleague offers.
pub(super) static NEW_CONTACT: Context = Context {
    name: "new-contact",
    title: "contacts-new-title",
    help: &["contacts-new-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-enter-contact",
            doc: "key-enter-contact-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// What choosing visits offers.
pub(super) static GIVE: Context = Context {
    name: "give",
    title: "give-title",
    help: &["give-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-write-bundle",
            doc: "key-write-bundle-doc",
            rank: 1,
        },
        Command {
            action: Action::NextPane,
            keys: &[Key::Bare(Bare::Tab)],
            label: "key-give-pane",
            doc: "key-give-pane-doc",
            rank: 2,
        },
        BACK,
    ],
};

/// What stands there after something was written.
pub(super) static GAVE: Context = Context {
    name: "gave",
    title: "give-title",
    help: &["give-help"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Enter), Key::Bare(Bare::Escape)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 1,
    }],
};

/// Where one is.
#[derive(Debug, Default)]
enum Page {
    #[default]
    List,
    New {
        name: TextField,
        key: TextField,
        in_key: bool,
    },
    /// Visits to mark, or a receipt, or the own key: what goes into which folder.
    Give {
        what: What,
        marked: Vec<bool>,
        list: ListState,
        in_folder: bool,
    },
    Gave(Message),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Visits(String),
    Receipt(String),
    Key,
}

/// Says that something looks like a name where a colleague's or monitor's code belongs.
pub(super) fn code_belongs_here(found: &str) -> Message {
    Message::new("guard-code-only")
        .text("name", found)
        .text("example", "M-4")
}

/// Colleagues, and what goes to them.
#[derive(Debug, Default)]
pub struct Contacts {
    /// What this device's key is recognised by.
    own: Option<Fingerprint>,
    colleagues: Vec<Contact>,
    held: Vec<HeldBy>,
    visits: Vec<VisitLine>,
    folder: TextField,
    list: ListState,
    page: Page,
    revoking: Option<Dialog>,
    /// The code that was pointed out as looking like a name.
    pointed_out: Option<String>,
    busy: bool,
}

fn hand_over(request: HandOver) -> Step {
    Step::Ask(Request::HandOver(Box::new(request)))
}

impl Contacts {
    /// Goes on with a colleague who was being entered.
    pub fn entering(name: &str, key: &str) -> Self {
        Self {
            page: Page::New {
                name: TextField::holding(name),
                key: TextField::holding(key),
                in_key: !key.is_empty(),
            },
            ..Self::default()
        }
    }

    /// Returns the words of this device's key in the letters of the program's language.
    fn words(&self, world: &World) -> String {
        let language = world.words.language().code();
        self.own.map_or_else(String::new, |own| own.words(language))
    }

    fn selected(&self) -> Option<&Contact> {
        self.colleagues.get(self.list.selected)
    }

    fn ask(&mut self, request: HandOver) -> Steps {
        if self.busy {
            return Steps::none();
        }
        self.busy = true;
        hand_over(request).into()
    }

    fn give(&mut self, what: What) {
        let marked = vec![false; self.visits.len()];
        let in_folder = !matches!(what, What::Visits(_));
        self.page = Page::Give {
            what,
            marked,
            list: ListState::default(),
            in_folder,
        };
    }

    fn on_list(&mut self, input: Input) -> Steps {
        let name = self.selected().map(|contact| contact.name.clone());
        match (input, name) {
            (Input::Do(Action::TakeIn), _) => return Steps::go(Import::default()),
            (Input::Do(Action::New), _) => {
                self.page = Page::New {
                    name: TextField::empty(),
                    key: TextField::empty(),
                    in_key: false,
                };
            }
            (Input::Do(Action::WriteKey), _) => self.give(What::Key),
            (Input::Do(Action::Accept | Action::Receipt | Action::Revoke), None) => {
                return Steps::say(Message::new("contacts-first"));
            }
            (Input::Do(Action::Accept), Some(name)) => self.give(What::Visits(name)),
            (Input::Do(Action::Receipt), Some(name)) => self.give(What::Receipt(name)),
            (Input::Do(Action::Revoke), Some(name)) => {
                self.revoking = Some(Dialog::new(
                    Message::new("contacts-revoke").text("name", name),
                    vec![
                        Message::new("contacts-revoke-no"),
                        Message::new("contacts-revoke-yes"),
                    ],
                ));
            }
            (Input::Do(Action::Back), _) => return Step::Back.into(),
            (Input::Bare(key, _), _) => {
                self.list.press(key, self.colleagues.len(), 10);
            }
            _ => {}
        }
        Steps::none()
    }

    fn on_new(&mut self, input: Input) -> Steps {
        let Page::New { name, key, in_key } = &mut self.page else {
            return Steps::none();
        };
        let field = if *in_key { &mut *key } else { &mut *name };
        match input {
            Input::Text(letter) => field.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Paste(text) => field.insert(text.trim()),
            Input::Bare(Bare::Up | Bare::BackTab, _) => *in_key = false,
            Input::Bare(Bare::Down | Bare::Tab, _) => *in_key = true,
            Input::Bare(pressed, by_word) => {
                field.press(pressed, by_word);
            }
            Input::Do(Action::Accept) if !*in_key => {
                // Once is enough: whoever says it again knows better.
                let code = name.text().trim().to_owned();
                if let Some(found) = names_somebody(&code)
                    && self.pointed_out.as_deref() != Some(code.as_str())
                {
                    self.pointed_out = Some(code);
                    return Steps::warn(code_belongs_here(&found));
                }
                *in_key = true;
            }
            Input::Do(Action::Accept) => {
                let (name, key) = (name.text().to_owned(), key.text().to_owned());
                return self.ask(HandOver::AddContact { name, key });
            }
            Input::Do(Action::Back) => self.page = Page::List,
            _ => {}
        }
        Steps::none()
    }

    fn on_give(&mut self, input: Input, world: &World) -> Steps {
        let Page::Give {
            what,
            marked,
            list,
            in_folder,
        } = &mut self.page
        else {
            return Steps::none();
        };
        match input {
            Input::Do(Action::Accept) => return self.write(),
            Input::Do(Action::Back) => self.page = Page::List,
            Input::Do(Action::NextPane) => {
                *in_folder = !*in_folder || !matches!(what, What::Visits(_));
            }
            Input::Text(letter) if *in_folder => {
                self.folder.insert(letter.encode_utf8(&mut [0; 4]));
            }
            Input::Paste(text) if *in_folder => self.folder.insert(text.trim()),
            Input::Bare(key, by_word) if *in_folder => {
                self.folder.press(key, by_word);
            }
            Input::Bare(Bare::Space, _) => {
                if let Some(mark) = marked.get_mut(list.selected) {
                    *mark = !*mark;
                }
            }
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(12));
                list.press(key, marked.len(), page);
            }
            _ => {}
        }
        Steps::none()
    }

    fn write(&mut self) -> Steps {
        let Page::Give {
            what, marked, list, ..
        } = &self.page
        else {
            return Steps::none();
        };
        let folder = PathBuf::from(self.folder.text().trim());
        let request = match what.clone() {
            What::Key => HandOver::WriteKey(folder),
            What::Receipt(to) => HandOver::Receipt { to, folder },
            What::Visits(to) => {
                let mut visits: Vec<_> = self
                    .visits
                    .iter()
                    .zip(marked)
                    .filter(|(_, marked)| **marked)
                    .map(|(visit, _)| visit.id)
                    .collect();
                if visits.is_empty() {
                    // Nothing marked: the one in hand.
                    visits.extend(self.visits.get(list.selected).map(|visit| visit.id));
                }
                if visits.is_empty() {
                    return Steps::warn(Message::new("export-no-visit"));
                }
                HandOver::Give { visits, to, folder }
            }
        };
        self.ask(request)
    }

    fn replied(&mut self, handed: HandedOver) -> Steps {
        self.busy = false;
        match handed {
            HandedOver::Looked {
                own,
                contacts,
                held,
            } => {
                self.own = Some(own);
                self.colleagues = contacts;
                self.held = held;
                self.list.clamp(self.colleagues.len());
            }
            HandedOver::Changed(said) => {
                self.page = Page::List;
                return Steps::say(said).and(hand_over(HandOver::Look));
            }
            HandedOver::Wrote(said) => self.page = Page::Gave(said),
            HandedOver::Read(_) | HandedOver::TakenIn { .. } | HandedOver::TakenBack(_) => {}
        }
        Steps::none()
    }

    fn failed(&mut self, fault: Fault) -> Steps {
        self.busy = false;
        Steps::warn(fault.said())
    }

    fn answer(&mut self, answer: usize) -> Steps {
        match self.selected().map(|contact| contact.name.clone()) {
            Some(name) if answer == 1 => self.ask(HandOver::Revoke(name)),
            _ => Steps::none(),
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let inner = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            ..body
        };
        let own = canvas.say(&Message::new("contacts-own").text("words", self.words(world)));
        let used = canvas.paragraph(inner, &own, Role::Text);
        canvas.rule(body, inner.y + used);
        let area = Rect {
            y: inner.y + used + 1,
            height: inner.height.saturating_sub(used + 4),
            ..inner
        };
        if self.colleagues.is_empty() {
            let text = canvas.id("contacts-none");
            canvas.paragraph(area, &text, Role::Secondary);
            return;
        }
        let language = world.words.language().code();
        let today = world.local().date();
        self.list.draw(
            canvas,
            area,
            self.colleagues.len(),
            |canvas, row, at, role| {
                let Some(contact) = self.colleagues.get(at) else {
                    return;
                };
                canvas.line(row.x, row.y, 11, &contact.name, role);
                let words = contact.key.fingerprint().words(language);
                canvas.line(row.x + 12, row.y, 36, &words, role);
                let state = state_in_words(contact, today, world);
                let x = row.x + 49;
                canvas.line(x, row.y, row.right().saturating_sub(x), &state, role);
            },
        );
        // What the colleague in hand is known to have.
        let held = self
            .selected()
            .and_then(|contact| self.held.iter().find(|held| held.from == contact.name));
        let text = match held {
            None => canvas.id("contacts-held-nothing"),
            Some(held) => {
                let whole = held
                    .visits
                    .iter()
                    .filter(|visit| visit.is_here && visit.lacking == 0);
                let lacking = held.visits.iter().filter(|visit| visit.lacking > 0);
                let made = held.made.naive_local();
                canvas.say(
                    &Message::new("contacts-held")
                        .text("made", world.calendar().date(made.date()))
                        .number("whole", whole.count())
                        .number("lacking", lacking.count()),
                )
            }
        };
        let foot = Rect {
            y: inner.bottom().saturating_sub(2),
            height: 2,
            ..inner
        };
        canvas.paragraph(foot, &text, Role::Secondary);
    }

    fn draw_give(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        (what, marked, list): (&What, &[bool], ListState),
        in_folder: bool,
        world: &World,
    ) {
        let inner = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            ..body
        };
        let head = match what {
            What::Visits(to) => Message::new("give-visits").text("name", to),
            What::Receipt(to) => Message::new("give-receipt").text("name", to),
            What::Key => Message::new("give-key").text("words", self.words(world)),
        };
        let text = canvas.say(&head);
        let used = canvas.paragraph(inner, &text, Role::Text);
        let rows = if matches!(what, What::Visits(_)) {
            self.visits.len()
        } else {
            0
        };
        let area = Rect {
            y: inner.y + used + 1,
            height: inner.height.saturating_sub(used + 5),
            ..inner
        };
        let draw = |canvas: &mut Canvas<'_>, row: Rect, at: usize, role: Role| {
            let (Some(visit), Some(marked)) = (self.visits.get(at), marked.get(at)) else {
                return;
            };
            let mark = if *marked { "[x]" } else { "[ ]" };
            canvas.line(row.x, row.y, 4, mark, role);
            canvas.line(row.x + 4, row.y, 14, &visit.facility, role);
            let day = world.calendar().date(visit.start.date());
            canvas.line(row.x + 19, row.y, 12, &day, role);
            let (done, total) = visit.done;
            canvas.line(row.x + 32, row.y, 10, &format!("{done}/{total}"), role);
        };
        list.draw(canvas, area, rows, draw);
        let y = inner.bottom().saturating_sub(3);
        let label = canvas.id("give-folder");
        let after = canvas.line(inner.x, y, 30, &label, Role::Secondary);
        let field = Rect {
            x: after + 1,
            y,
            width: inner.right().saturating_sub(after + 1),
            height: 1,
        };
        if in_folder {
            self.folder.draw(canvas, field, Role::Text);
        } else {
            canvas.line(field.x, y, field.width, self.folder.text(), Role::Text);
        }
        let foot = Rect {
            y: y + 1,
            height: 2,
            ..inner
        };
        let text = canvas.id("give-only-recipient");
        canvas.paragraph(foot, &text, Role::Secondary);
    }
}

fn state_in_words(contact: &Contact, today: chrono::NaiveDate, world: &World) -> String {
    let until = contact.until.map(|day| world.calendar().date(day));
    let message = match (contact.revoked, contact.until, until) {
        (true, _, _) => Message::new("contact-revoked"),
        (false, Some(last), Some(until)) if last < today => {
            Message::new("contact-expired").text("until", until)
        }
        (false, _, Some(until)) => Message::new("contact-good-until").text("until", until),
        (false, _, None) => Message::new("contact-good"),
    };
    world.say(&message)
}

impl Show for Contacts {
    fn context(&self, _world: &World) -> &'static Context {
        match self.page {
            Page::List if self.revoking.is_some() => &WHICH,
            Page::List => &CONTACTS,
            Page::New { .. } => &NEW_CONTACT,
            Page::Give { .. } => &GIVE,
            Page::Gave(_) => &GAVE,
        }
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        let is_list = matches!(self.page, Page::List) && self.revoking.is_none();
        let of_a_colleague = [Action::Accept, Action::Receipt, Action::Revoke].contains(&action);
        !(is_list && of_a_colleague && self.colleagues.is_empty())
    }

    fn focus(&self, _world: &World) -> Focus {
        match self.page {
            Page::New { .. }
            | Page::Give {
                in_folder: true, ..
            } => Focus::Text,
            Page::List | Page::Give { .. } | Page::Gave(_) => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let id = match self.page {
            Page::List => "contacts-title",
            Page::New { .. } => "contacts-new-title",
            Page::Give { .. } | Page::Gave(_) => "give-title",
        };
        (world.words.id(id), String::new())
    }

    fn draft(&self, _world: &World) -> Option<Draft> {
        let Page::New { name, key, .. } = &self.page else {
            return None;
        };
        (!name.is_empty() || !key.is_empty()).then(|| Draft {
            visit: None,
            of: DraftOf::Contact {
                key: key.text().to_owned(),
            },
            text: name.text().to_owned(),
        })
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                let look = Steps::from(hand_over(HandOver::Look));
                let asked = look.and(Step::Ask(Request::ListVisits));
                return if self.folder.is_empty() {
                    asked.and(Step::Ask(Request::Documents))
                } else {
                    asked
                };
            }
            Input::Reply(Ok(Answered::HandedOver(handed))) => return self.replied(*handed),
            Input::Reply(Ok(Answered::Visits(visits))) => {
                self.visits = visits;
                return Steps::none();
            }
            Input::Reply(Ok(Answered::Documents(folder))) => {
                self.folder = TextField::holding(&folder.to_string_lossy());
                return Steps::none();
            }
            Input::Reply(Err(fault)) => return self.failed(fault),
            _ => {}
        }
        let input = match hear_answer(&mut self.revoking, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen(answer) => return self.answer(answer),
        };
        match self.page {
            Page::List => self.on_list(input),
            Page::New { .. } => self.on_new(input),
            Page::Give { .. } => self.on_give(input, world),
            Page::Gave(_) => {
                if matches!(input, Input::Do(Action::Back)) {
                    self.page = Page::List;
                }
                Steps::none()
            }
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let inner = Rect {
            x: body.x + 2,
            y: body.y + 1,
            width: body.width.saturating_sub(4),
            height: body.height.saturating_sub(1),
        };
        match &self.page {
            Page::List => self.draw_list(canvas, body, world),
            Page::New { name, key, in_key } => {
                let text = canvas.id("contacts-new-which");
                let mut y = inner.y + canvas.paragraph(inner, &text, Role::Secondary) + 1;
                for (id, field, here) in [
                    ("contacts-new-name", name, !*in_key),
                    ("contacts-new-key", key, *in_key),
                ] {
                    let label = canvas.id(id);
                    canvas.line(inner.x, y, 12, &label, Role::Secondary);
                    let place = Rect {
                        x: inner.x + 13,
                        y,
                        width: inner.width.saturating_sub(13),
                        height: 1,
                    };
                    if here {
                        field.draw(canvas, place, Role::Text);
                    } else {
                        canvas.line(place.x, y, place.width, field.text(), Role::Text);
                    }
                    y += 2;
                }
            }
            Page::Give {
                what,
                marked,
                list,
                in_folder,
            } => self.draw_give(
                canvas,
                body,
                (what, marked.as_slice(), *list),
                *in_folder,
                world,
            ),
            Page::Gave(said) => {
                let text = canvas.say(said);
                canvas.paragraph(inner, &text, Role::Text);
            }
        }
        if let Some(dialog) = &self.revoking {
            dialog.draw(canvas, body);
        }
    }
}
