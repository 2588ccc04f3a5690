//! Handing on: what goes out, what stays here, and the first lines before anything is written.
//!
//! By default the least goes out. Its invariant: nothing is written before its preview was seen, and
//! no file is replaced without a second yes.

mod view;

use std::path::PathBuf;

use chrono::Datelike;

use super::reasons::{Heard, WHICH, hear_answer};
use super::{Input, Show, Step, Steps};
use crate::app::{ExportOrder, Exported, SheetStyle};
use crate::export::atomic_file::Existing;
use crate::export::dashboard::SeenCell;
use crate::export::{Codes, Dialect, ExportKind, FileFormat, Identities, Notes, Redaction};
use crate::indicator::{Dimension, Selection, Suppression};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Fault, Request, VisitLine};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::{Dialog, TextField};
use crate::tui::world::World;
use crate::visit::{VisitId, Whose};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};

/// What choosing offers.
pub(super) static EXPORT: Context = Context {
    name: "export",
    title: "export-screen-title",
    help: &["export-screen-help", "export-screen-help-least"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-preview",
            doc: "key-preview-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// What the preview offers.
pub(super) static PREVIEW: Context = Context {
    name: "export-preview",
    title: "export-preview-title",
    help: &["export-preview-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-write",
            doc: "key-write-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// What stands there after writing.
pub(super) static WRITTEN: Context = Context {
    name: "export-written",
    title: "export-written-title",
    help: &["export-preview-help"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Enter), Key::Bare(Bare::Escape)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 1,
    }],
};

/// Lines that a preview shows.
const PREVIEW_LINES: usize = 200;

/// A line of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Kind,
    Format,
    Breakdown,
    /// For whom: what is hidden follows from it.
    For,
    Visit,
    /// For which engine.
    Dialect,
    Notes,
    Personal,
    Codes,
    File,
}

/// Where one is.
#[derive(Debug, Default)]
enum Page {
    #[default]
    Order,
    Preview {
        lines: Vec<String>,
        notes: Vec<Message>,
        first: usize,
        left: usize,
    },
    Written(Box<Exported>),
}

const BREAKDOWNS: [Option<Dimension>; 5] = [
    Some(Dimension::FacilityType),
    Some(Dimension::Region),
    Some(Dimension::Country),
    Some(Dimension::Quarter),
    None,
];

/// Something that was on a screen and is to be written as it was seen there.
#[derive(Debug)]
enum Seen {
    Dashboard(Selection, Option<SeenCell>),
    Timeline(VisitId, Whose, usize),
}

/// What is to be handed on.
#[derive(Debug, Default)]
pub struct Export {
    /// What was seen, if one came from there.
    seen: Option<Box<Seen>>,
    suppression: Suppression,
    kind: usize,
    format: usize,
    breakdown: usize,
    visit: usize,
    redaction: Redaction,
    dialect: usize,
    file: TextField,
    /// Whether the file's name was typed by the person.
    named: bool,
    folder: PathBuf,
    visits: Vec<VisitLine>,
    row: usize,
    page: Page,
    replacing: Option<Dialog>,
    /// Whether the worker is at it.
    busy: bool,
}

impl Export {
    /// Writes the dashboard as it was seen.
    pub fn of_dashboard(
        selection: Selection,
        suppression: Suppression,
        cell: Option<SeenCell>,
    ) -> Self {
        Self {
            seen: Some(Box::new(Seen::Dashboard(selection, cell))),
            suppression,
            ..Self::default()
        }
    }

    /// Writes a person's timeline, counted from one of its zeros.
    pub fn of_timeline(visit: VisitId, whose: Whose, zero: usize) -> Self {
        Self {
            seen: Some(Box::new(Seen::Timeline(visit, whose, zero))),
            ..Self::default()
        }
    }

    fn kind(&self) -> ExportKind {
        match self.seen.as_deref() {
            Some(Seen::Dashboard(..)) => return ExportKind::Dashboard,
            Some(Seen::Timeline(..)) => return ExportKind::Timeline,
            None => {}
        }
        let kind = ExportKind::ALL.get(self.kind).copied();
        kind.unwrap_or(ExportKind::Compliance)
    }

    fn format(&self) -> FileFormat {
        let format = self.kind().formats().get(self.format).copied();
        format.unwrap_or(FileFormat::Csv)
    }

    fn dialect(&self) -> Dialect {
        Dialect::ALL.get(self.dialect).copied().unwrap_or_default()
    }

    fn breakdown(&self) -> Option<Dimension> {
        BREAKDOWNS.get(self.breakdown).copied().flatten()
    }

    fn rows(&self) -> Vec<Row> {
        let kind = self.kind();
        let about_persons = matches!(
            kind,
            ExportKind::Answers | ExportKind::Visit | ExportKind::Central | ExportKind::Kobo
        );
        let is_counted = matches!(kind, ExportKind::Compliance | ExportKind::Dashboard);
        let is_free = self.seen.is_none();
        [
            (Row::Kind, is_free),
            (Row::Format, kind.formats().len() > 1),
            (Row::Breakdown, is_counted && is_free),
            (Row::For, is_counted),
            (Row::Visit, kind == ExportKind::Visit),
            (
                Row::Dialect,
                matches!(kind, ExportKind::Dataset | ExportKind::Sql),
            ),
            (Row::Notes, about_persons),
            (Row::Personal, about_persons),
            (Row::Codes, kind == ExportKind::Visit),
            (Row::File, true),
        ]
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(row, _)| row)
        .collect()
    }

    fn row(&self) -> Row {
        self.rows().get(self.row).copied().unwrap_or(Row::File)
    }

    /// Proposes a file: its name tells what kind it is and when it was written, nothing else.
    fn propose(&mut self, world: &World) {
        if self.named {
            return;
        }
        let today = world.local().date();
        let name = format!(
            "{}-{:04}-{:02}",
            self.kind().name(),
            today.year(),
            today.month()
        );
        // A dataset is a folder.
        let name = match self.kind() {
            ExportKind::Dataset => name,
            _ => format!("{name}.{}", self.format().name()),
        };
        let path = self.folder.join(name);
        self.file = TextField::holding(&path.to_string_lossy());
    }

    fn order(&self, world: &World) -> ExportOrder {
        let visit = self.visits.get(self.visit).map(|visit| visit.id);
        ExportOrder {
            kind: self.kind(),
            format: self.format(),
            visits: match (self.kind(), self.seen.as_deref()) {
                (_, Some(Seen::Timeline(visit, ..))) => vec![*visit],
                (ExportKind::Visit, _) => visit.into_iter().collect(),
                _ => Vec::new(),
            },
            person: match self.seen.as_deref() {
                Some(Seen::Timeline(_, whose, zero)) => Some((whose.clone(), *zero)),
                Some(Seen::Dashboard(..)) | None => None,
            },
            cell: match self.seen.as_deref() {
                Some(Seen::Dashboard(_, cell)) => cell.clone(),
                Some(Seen::Timeline(..)) | None => None,
            },
            from: None,
            to: None,
            redaction: self.redaction,
            selection: match self.seen.as_deref() {
                Some(Seen::Dashboard(selection, _)) => selection.clone(),
                Some(Seen::Timeline(..)) | None => Selection {
                    by: (self.breakdown().into_iter())
                        .filter(|_| self.rows().contains(&Row::Breakdown))
                        .collect(),
                    ..Selection::default()
                },
            },
            suppression: self.suppression,
            language: world.settings.language,
            sheets: SheetStyle::default(),
            dialect: self.dialect(),
        }
    }

    fn change(&mut self, forward: bool, world: &World) {
        let turn = |at: usize, count: usize| match (forward, at) {
            (true, at) => (at + 1) % count.max(1),
            (false, 0) => count.saturating_sub(1),
            (false, at) => at - 1,
        };
        match self.row() {
            Row::Kind => {
                self.kind = turn(self.kind, ExportKind::ALL.len());
                self.format = 0;
            }
            Row::Format => self.format = turn(self.format, self.kind().formats().len()),
            Row::Breakdown => self.breakdown = turn(self.breakdown, BREAKDOWNS.len()),
            Row::For => {
                self.suppression = if self.suppression == Suppression::PUBLICATION {
                    Suppression::default()
                } else {
                    Suppression::PUBLICATION
                };
            }
            Row::Visit => self.visit = turn(self.visit, self.visits.len()),
            Row::Dialect => self.dialect = turn(self.dialect, Dialect::ALL.len()),
            Row::Codes => {
                self.redaction.codes = match self.redaction.codes {
                    Codes::Withheld => Codes::Included,
                    Codes::Included => Codes::Withheld,
                }
            }
            Row::Notes => {
                self.redaction.notes = match self.redaction.notes {
                    Notes::Withheld => Notes::Included,
                    Notes::Included => Notes::Withheld,
                }
            }
            Row::Personal => {
                self.redaction.identities = match self.redaction.identities {
                    Identities::Withheld => Identities::Included,
                    Identities::Included => Identities::Withheld,
                }
            }
            Row::File => {}
        }
        self.propose(world);
    }

    fn press(&mut self, key: Bare, by_word: bool, world: &World) {
        let last = self.rows().len().saturating_sub(1);
        match key {
            Bare::Up | Bare::BackTab => self.row = self.row.saturating_sub(1),
            Bare::Down | Bare::Tab => self.row = (self.row + 1).min(last),
            _ if self.row() == Row::File => {
                self.named |= self.file.press(key, by_word);
            }
            Bare::Left => self.change(false, world),
            Bare::Right | Bare::Space => self.change(true, world),
            Bare::Home => self.row = 0,
            Bare::End => self.row = last,
            _ => {}
        }
    }

    fn look(&mut self, world: &World) -> Steps {
        if self.busy {
            return Steps::none();
        }
        if self.kind() == ExportKind::Visit && self.visits.is_empty() {
            return Steps::warn(Message::new("export-no-visit"));
        }
        if self.file.text().trim().is_empty() {
            return Steps::warn(Message::new("err-write-no-name"));
        }
        self.busy = true;
        Steps::ask(Request::Preview(Box::new(self.order(world)), PREVIEW_LINES))
    }

    fn write(&mut self, existing: Existing, world: &World) -> Steps {
        if self.busy {
            return Steps::none();
        }
        self.busy = true;
        let path = PathBuf::from(self.file.text().trim());
        let order = Box::new(self.order(world));
        Steps::ask(Request::Export(order, path, existing))
    }

    fn failed(&mut self, fault: Fault) -> Steps {
        self.busy = false;
        if fault.what.id() == "err-write-exists" && self.kind() != ExportKind::Dataset {
            self.replacing = Some(Dialog::new(
                Message::new("export-exists"),
                vec![
                    Message::new("export-exists-keep"),
                    Message::new("export-exists-replace"),
                ],
            ));
            return Steps::none();
        }
        Steps::warn(fault.said())
    }

    fn answer(&mut self, answer: usize, world: &World) -> Steps {
        if answer == 1 {
            return self.write(Existing::Replaced, world);
        }
        self.page = Page::Order;
        self.row = self.rows().len().saturating_sub(1);
        Steps::say(Message::new("export-other-name"))
    }

    fn scroll(&mut self, key: Bare, world: &World) {
        let page = usize::from(world.size.1.saturating_sub(14)).max(1);
        let Page::Preview {
            lines, first, left, ..
        } = &mut self.page
        else {
            return;
        };
        let last = lines.len().saturating_sub(page);
        match key {
            Bare::Up => *first = first.saturating_sub(1),
            Bare::Down => *first = (*first + 1).min(last),
            Bare::PageUp => *first = first.saturating_sub(page),
            Bare::PageDown | Bare::Space => *first = (*first + page).min(last),
            Bare::Home => (*first, *left) = (0, 0),
            Bare::End => *first = last,
            Bare::Left => *left = left.saturating_sub(20),
            Bare::Right => *left += 20,
            _ => {}
        }
    }

    fn on_order(&mut self, input: Input, world: &World) -> Steps {
        match input {
            Input::Do(Action::Accept) => return self.look(world),
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Digit(digit) => {
                let index = usize::from(digit).checked_sub(1);
                let index = index.filter(|_| self.seen.is_none());
                if let Some(kind) = index.filter(|index| *index < ExportKind::ALL.len()) {
                    (self.kind, self.format, self.row) = (kind, 0, 0);
                    self.propose(world);
                }
            }
            Input::Text(letter) => {
                self.file.insert(letter.encode_utf8(&mut [0; 4]));
                self.named = true;
            }
            Input::Paste(text) => {
                self.file.insert(&text);
                self.named = true;
            }
            Input::Bare(key, by_word) => self.press(key, by_word, world),
            _ => {}
        }
        Steps::none()
    }
}

impl Show for Export {
    fn context(&self, _world: &World) -> &'static Context {
        match self.page {
            _ if self.replacing.is_some() => &WHICH,
            Page::Order => &EXPORT,
            Page::Preview { .. } => &PREVIEW,
            Page::Written(_) => &WRITTEN,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match self.page {
            Page::Order if self.row() == Row::File => Focus::Text,
            Page::Order | Page::Preview { .. } | Page::Written(_) => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let id = match self.page {
            Page::Order => "export-step-order",
            Page::Preview { .. } => "export-step-preview",
            Page::Written(_) => "export-written-title",
        };
        (world.words.id(id), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown if self.file.is_empty() => {
                return Steps::ask(Request::Documents).and(Step::Ask(Request::ListVisits));
            }
            Input::Reply(Ok(Answered::Documents(folder))) => {
                self.folder = folder;
                self.propose(world);
                return Steps::none();
            }
            Input::Reply(Ok(Answered::Visits(visits))) => {
                self.visits = visits;
                return Steps::none();
            }
            Input::Reply(Ok(Answered::Previewed(lines, notes))) => {
                self.busy = false;
                self.page = Page::Preview {
                    lines,
                    notes,
                    first: 0,
                    left: 0,
                };
                return Steps::none();
            }
            Input::Reply(Ok(Answered::Exported(written))) => {
                self.busy = false;
                self.page = Page::Written(written);
                return Steps::none();
            }
            Input::Reply(Err(fault)) => return self.failed(fault),
            _ => {}
        }
        let input = match hear_answer(&mut self.replacing, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen(answer) => return self.answer(answer, world),
        };
        match (&self.page, input) {
            (Page::Order, input) => return self.on_order(input, world),
            (Page::Preview { .. }, Input::Do(Action::Accept)) => {
                return self.write(Existing::Kept, world);
            }
            (Page::Preview { .. }, Input::Do(Action::Back)) => self.page = Page::Order,
            (Page::Preview { .. }, Input::Bare(key, _)) => self.scroll(key, world),
            (Page::Written(_), Input::Do(Action::Back)) => return Step::Back.into(),
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: ratatui::layout::Rect, world: &World) {
        match &self.page {
            Page::Order => self.draw_order(canvas, body, world),
            Page::Preview {
                lines,
                notes,
                first,
                left,
            } => self.draw_preview(canvas, body, lines, notes, (*first, *left)),
            Page::Written(written) => view::draw_written(canvas, body, written),
        }
        if let Some(dialog) = &self.replacing {
            dialog.draw(canvas, body);
        }
    }
}
