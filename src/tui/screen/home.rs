//! Where one begins: visits that are open, and everything else one can do.
//!
//! Digits are the same every day: 1 to 3 the newest open visits, then what is always there.

use ratatui::layout::Rect;

use super::drafts::go_to_draft;
use super::fill::enter_visit;
use super::introduction::way_to_sheet;
use super::overview::next_gap;
use super::reasons::{Heard, WHICH, hear_answer};
use super::{
    Backup, Bin, Compliance, Contacts, Export, Facilities, Input, Overview, Past, Screen, Settings,
    Show, Step, Steps,
};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request, VisitLine};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, ListState};
use crate::tui::world::{Resume, World};
use crate::visit::VisitId;

/// What home offers.
pub(super) static HOME: Context = Context {
    name: "home",
    title: "home-title",
    help: &["home-help", "home-help-digits", "home-help-saved"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-doc",
            rank: 1,
        },
        Command {
            action: Action::Next,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-next-visit",
            doc: "key-next-visit-doc",
            rank: 2,
        },
        place(
            Action::NewVisit,
            &[Key::Digit(4)],
            "home-new-visit",
            "key-new-visit-from-home-doc",
        ),
        place(
            Action::Facilities,
            &[Key::Digit(5)],
            "home-facilities",
            "key-facilities-doc",
        ),
        place(
            Action::PastVisits,
            &[Key::Digit(6)],
            "home-past",
            "key-past-doc",
        ),
        place(
            Action::Counts,
            &[Key::Digit(7)],
            "home-counts",
            "key-counts-doc",
        ),
        place(
            Action::Export,
            &[Key::Digit(8)],
            "home-export",
            "key-export-doc",
        ),
        place(
            Action::HandOver,
            &[Key::Digit(9)],
            "home-hand-over",
            "key-hand-over-doc",
        ),
        place(
            Action::Backup,
            &[],
            "home-backup",
            "key-backup-from-home-doc",
        ),
        place(Action::Bin, &[], "key-bin", "key-bin-doc"),
        place(
            Action::Settings,
            &[Key::Digit(0)],
            "home-settings",
            "key-settings-doc",
        ),
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-leave",
            doc: "key-leave-doc",
            rank: 92,
        },
    ],
};

const fn place(
    action: Action,
    keys: &'static [Key],
    label: &'static str,
    doc: &'static str,
) -> Command {
    Command {
        action,
        keys,
        label,
        doc,
        rank: Command::NEVER,
    }
}

/// Where home leads, under which heading.
const PLACES: &[(&str, Action)] = &[
    ("home-start", Action::NewVisit),
    ("home-start", Action::Facilities),
    ("home-look", Action::PastVisits),
    ("home-look", Action::Counts),
    ("home-give", Action::Export),
    ("home-give", Action::HandOver),
    ("home-give", Action::Settings),
];

/// Open visits that stand on home; all visits stand among the past ones.
const SHOWN: usize = 3;

/// A line that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Visit(usize),
    Place(Action),
}

/// Open visits, and where to go from here.
#[derive(Debug, Default)]
pub struct Home {
    visits: Option<Vec<VisitLine>>,
    list: ListState,
    leaving: Option<Dialog>,
    /// Where somebody was before the vault was locked.
    resume: Option<Resume>,
    /// Whether the visit that is being read is to be opened at its first empty question.
    to_gap: bool,
}

impl Home {
    /// Begins, and goes on to where somebody was before the vault was locked.
    pub fn back_to(resume: Option<Resume>) -> Self {
        Self {
            resume,
            ..Self::default()
        }
    }

    fn open_visits(&self) -> impl Iterator<Item = &VisitLine> {
        let visits = self.visits.iter().flatten();
        visits.filter(|visit| !visit.closed).take(SHOWN)
    }

    fn rows(&self) -> Vec<Row> {
        let open = self.open_visits().count();
        (0..open)
            .map(Row::Visit)
            .chain(PLACES.iter().map(|(_, action)| Row::Place(*action)))
            .collect()
    }

    fn open(&self, row: Option<Row>) -> Steps {
        match row {
            Some(Row::Visit(index)) => match self.open_visits().nth(index) {
                Some(visit) => Steps::ask(Request::LoadVisit(visit.id)),
                None => Steps::none(),
            },
            Some(Row::Place(action)) => screen_of(action).map_or_else(Steps::none, Steps::go),
            None => Steps::none(),
        }
    }

    fn leave(answer: usize) -> Steps {
        match answer {
            1 => Step::Lock.into(),
            2 => Step::Leave.into(),
            _ => Steps::none(),
        }
    }

    /// The visit that was asked for is in hand.
    fn in_hand(&mut self, visit: VisitId, world: &mut World) -> Steps {
        let resume = self.resume.take().filter(|resume| resume.visit == visit);
        if resume.is_some() {
            return enter_visit(resume.as_ref(), world);
        }
        let to_gap = std::mem::take(&mut self.to_gap);
        let visit = world.visit.as_ref().filter(|_| to_gap);
        let gap = visit.and_then(|visit| next_gap(&visit.session, None));
        let overview = Steps::go(Overview::default());
        match gap {
            Some(gap) => {
                let sheet = way_to_sheet(world, gap.subject, gap.checklist, Some(gap.spot));
                overview.and(Step::Go(Box::new(sheet)))
            }
            None => overview,
        }
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        line: Rect,
        (index, row): (usize, Row),
        world: &World,
    ) {
        let role = if index == self.list.selected {
            canvas.focus_line(line, line.y);
            canvas.line(line.x + 1, line.y, 1, ">", Role::Focus);
            Role::Focus
        } else {
            Role::Text
        };
        let (digit, inner) = match row {
            Row::Visit(index) => (index + 1, 6),
            Row::Place(action) => (digit_of(action).map_or(0, usize::from), 6),
        };
        canvas.line(line.x + 3, line.y, 2, &digit.to_string(), role);
        let rest = Rect {
            x: line.x + inner,
            width: line.width.saturating_sub(inner),
            ..line
        };
        match row {
            Row::Visit(index) => {
                if let Some(visit) = self.open_visits().nth(index) {
                    Self::draw_visit(canvas, rest, visit, world, role);
                }
            }
            Row::Place(action) => {
                let mut text = canvas.id(label_of(action));
                if action == Action::PastVisits
                    && let Some(visits) = &self.visits
                {
                    text = format!("{text} ({})", visits.len());
                }
                canvas.line(rest.x, line.y, rest.width, &text, role);
            }
        }
    }

    fn draw_visit(
        canvas: &mut Canvas<'_>,
        line: Rect,
        visit: &VisitLine,
        world: &World,
        role: Role,
    ) {
        canvas.line(line.x, line.y, 14, &visit.facility, role);
        let start = world.calendar().date(visit.start.date());
        canvas.line(line.x + 15, line.y, 12, &start, role);
        let (done, total) = visit.done;
        canvas.line(line.x + 27, line.y, 9, &format!("{done}/{total}"), role);
        let mut rest =
            vec![canvas.say(&Message::new("home-persons").number("count", visit.persons))];
        if visit.flags > 0 {
            rest.push(canvas.say(&Message::new("home-flags").number("count", visit.flags)));
        }
        if visit.practice {
            rest.push(canvas.id("home-practice-mark"));
        }
        let width = line.width.saturating_sub(37);
        canvas.line(line.x + 37, line.y, width, &rest.join("  "), role);
    }
}

/// Returns the screen of a place.
fn screen_of(action: Action) -> Option<Screen> {
    Some(match action {
        Action::NewVisit => Facilities::for_visit().into(),
        Action::Facilities => Facilities::default().into(),
        Action::PastVisits => Past::default().into(),
        Action::Counts => Compliance::default().into(),
        Action::Export => Export::default().into(),
        Action::HandOver => Contacts::default().into(),
        Action::Backup => Backup::default().into(),
        Action::Bin => Bin::default().into(),
        Action::Settings => Settings::default().into(),
        _ => return None,
    })
}

/// Returns the digit of a place: the one to which the keymap binds it.
fn digit_of(action: Action) -> Option<u8> {
    let command = HOME
        .commands
        .iter()
        .find(|command| command.action == action)?;
    command.keys.iter().find_map(|key| match key {
        Key::Digit(digit) => Some(*digit),
        _ => None,
    })
}

fn label_of(action: Action) -> &'static str {
    let command = HOME
        .commands
        .iter()
        .find(|command| command.action == action);
    command.map_or("home-title", |command| command.label)
}

impl Show for Home {
    fn context(&self, _world: &World) -> &'static Context {
        if self.leaving.is_some() {
            &WHICH
        } else {
            &HOME
        }
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        action != Action::Next || self.open_visits().next().is_some()
    }

    fn title(&self, world: &World) -> (String, String) {
        let age = super::backup::age(world).map(|age| {
            let backup = world.words.id("home-backup");
            format!("{backup}: {}", world.say(&age))
        });
        // Where one is comes first, where there is no room for both.
        let age = age.filter(|_| world.size.0 >= 80);
        (world.words.id("home-title"), age.unwrap_or_default())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let rows = self.rows();
        let input = match hear_answer(&mut self.leaving, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen(answer) => return Self::leave(answer),
        };
        match input {
            Input::Shown => {
                if world.visit.as_ref().is_some_and(|visit| visit.read_only) {
                    world.visit = None;
                }
                let list = Steps::ask(Request::ListVisits);
                let form = world.draft.take_if(|draft| draft.visit.is_none());
                if let Some(draft) = form {
                    return go_to_draft(list, draft, world);
                }
                return match &self.resume {
                    Some(resume) => list.and(Step::Ask(Request::LoadVisit(resume.visit))),
                    None => list,
                };
            }
            Input::Reply(Ok(Answered::Visits(visits))) => {
                self.visits = Some(visits);
                self.list.clamp(self.rows().len());
            }
            Input::Reply(Ok(Answered::VisitInHand(visit))) => return self.in_hand(visit, world),
            Input::Reply(Err(fault)) => {
                self.to_gap = false;
                self.resume = None;
                return Steps::warn(fault.what);
            }
            Input::Digit(digit) => {
                let index = usize::from(digit).checked_sub(1);
                return self.open(index.filter(|index| *index < SHOWN).map(Row::Visit));
            }
            Input::Do(Action::Back) => {
                self.leaving = Some(Dialog::new(
                    Message::new("home-leave"),
                    ["home-stay", "home-lock", "home-close"]
                        .map(Message::new)
                        .to_vec(),
                ));
            }
            Input::Do(Action::Next) => {
                if self.open_visits().next().is_none() {
                    return Steps::say(Message::new("home-nothing-open"));
                }
                self.to_gap = true;
                return self.open(Some(Row::Visit(0)));
            }
            Input::Do(Action::Accept) => return self.open(rows.get(self.list.selected).copied()),
            Input::Do(action) => return self.open(Some(Row::Place(action))),
            Input::Bare(key, _) => {
                self.list.press(key, rows.len(), 10);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let rows = self.rows();
        let mut y = body.y;
        let mut heading = "";
        let bottom = body.bottom();
        if self.visits.is_some() && self.open_visits().next().is_none() {
            let text = canvas.id("home-empty");
            let area = Rect {
                x: body.x + 1,
                width: body.width.saturating_sub(2),
                height: 3,
                ..body
            };
            y += canvas.paragraph(area, &text, Role::Text);
        }
        // In the least window the groups stand close, so that nothing of them is out of sight.
        let groups = 4;
        let has_gaps = usize::from(bottom.saturating_sub(y)) >= rows.len() + 2 * groups - 1;
        for (index, row) in rows.iter().enumerate() {
            let own = match row {
                Row::Visit(_) => "home-continue",
                Row::Place(action) => PLACES
                    .iter()
                    .find(|(_, place)| place == action)
                    .map_or("", |(heading, _)| heading),
            };
            if own != heading {
                heading = own;
                if y > body.y && has_gaps {
                    y += 1;
                }
                let text = canvas.id(own);
                canvas.line(body.x + 1, y, body.width, &text, Role::Secondary);
                y += 1;
            }
            if y >= bottom {
                break;
            }
            let line = Rect {
                y,
                height: 1,
                ..body
            };
            self.draw_row(canvas, line, (index, *row), world);
            y += 1;
        }
        if world.desk.as_ref().is_some_and(|desk| desk.practice) && y + 1 < bottom {
            let text = canvas.id("home-practice");
            // Two lines in the narrowest window: rather without the blank one than cut.
            let gap = u16::from(bottom - y > 2);
            let area = Rect {
                x: body.x + 1,
                y: y + gap,
                width: body.width.saturating_sub(2),
                height: bottom - y - gap,
            };
            canvas.paragraph(area, &text, Role::Danger);
        }
        if let Some(dialog) = &self.leaving {
            dialog.draw(canvas, body);
        }
    }
}
