//! What was handed out before: which tables, when, and which of them the table in hand is compared with.
//!
//! The vault keeps them sealed, and a table that is for everybody hides whatever together with one of
//! them would tell a small count. So none can be left out of the comparison; one can be chosen to hand
//! the same table out again, as of now.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::compliance::Compliance;
use super::{Input, Show, Step, Steps};
use crate::app::ReleasedBefore;
use crate::indicator::{Dimension, Selection};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::ListState;
use crate::tui::world::World;

/// What the list offers.
pub(super) static RELEASED: Context = Context {
    name: "released",
    title: "released-title",
    help: &["released-help", "released-help-again"],
    commands: &[Command {
        action: Action::Accept,
        keys: &[Key::Bare(Bare::Enter)],
        label: "key-release-again",
        doc: "key-release-again-doc",
        rank: 1,
    }],
};

/// What was handed out before.
#[derive(Debug)]
pub struct Released {
    /// The table in hand.
    selection: Selection,
    /// Nothing until the worker has told.
    found: Option<Vec<ReleasedBefore>>,
    list: ListState,
}

impl Released {
    /// Lists what was handed out, beside this table.
    pub fn beside(selection: Selection) -> Self {
        Self {
            selection,
            found: None,
            list: ListState::default(),
        }
    }

    fn found(&self) -> &[ReleasedBefore] {
        self.found.as_deref().unwrap_or_default()
    }
}

/// Says by what a table is broken down.
pub(super) fn groups_in_words(by: &[Dimension], world: &World) -> String {
    if by.is_empty() {
        return world.words.id("export-no-breakdown");
    }
    let names: Vec<String> = by.iter().map(|by| world.words.id(by.label_id())).collect();
    names.join(", ")
}

/// Says of which period a table is.
pub(super) fn period_in_words(
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    world: &World,
) -> String {
    let day = |day: Option<NaiveDate>| {
        day.map_or_else(|| "…".to_owned(), |day| world.calendar().date(day))
    };
    match (from, to) {
        (None, None) => world.words.id("compliance-period-all"),
        (from, to) => format!("{} – {}", day(from), day(to)),
    }
}

impl Show for Released {
    fn context(&self, _world: &World) -> &'static Context {
        &RELEASED
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        action != Action::Accept || !self.found().is_empty()
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("released-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => Steps::ask(Request::Releases(Box::new(self.selection.clone()))),
            Input::Reply(Ok(Answered::Releases(found))) => {
                self.list.clamp(found.len());
                self.found = Some(found);
                Steps::none()
            }
            Input::Reply(Err(fault)) => Steps::warn(fault.said()),
            Input::Do(Action::Accept) => match self.found().get(self.list.selected) {
                Some(one) => {
                    let again = Compliance::again(one.by.clone(), one.period);
                    Step::Instead(Box::new(again.into())).into()
                }
                None => Steps::none(),
            },
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(10)).max(1);
                self.list.press(key, self.found().len(), page);
                Steps::none()
            }
            Input::Do(_)
            | Input::Digit(_)
            | Input::Text(_)
            | Input::Paste(_)
            | Input::Reply(Ok(_))
            | Input::Tick
            | Input::Keep => Steps::none(),
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        let Some(found) = &self.found else {
            let text = canvas.id("released-looking");
            canvas.line(inner.x, inner.y, inner.width, &text, Role::Secondary);
            return;
        };
        if found.is_empty() {
            let text = canvas.id("released-none");
            canvas.paragraph(inner, &text, Role::Secondary);
            return;
        }
        let columns = [17, 24, inner.width.saturating_sub(17 + 24 + 18)];
        let draw = |canvas: &mut Canvas<'_>, row: Rect, words: [&str; 4], role: Role| {
            let mut x = row.x;
            for (word, width) in words
                .into_iter()
                .zip(columns.into_iter().chain([row.width]))
            {
                let room = width.min(row.right().saturating_sub(x));
                canvas.line(x, row.y, room.saturating_sub(1), word, role);
                x += width;
            }
        };
        let heads = [
            "released-when",
            "released-period",
            "released-by",
            "released-beside",
        ];
        let heads = heads.map(|id| canvas.id(id));
        let [when, period, by, beside] = &heads;
        draw(canvas, inner, [when, period, by, beside], Role::Secondary);
        let below = 4;
        let area = Rect {
            y: body.y + 1,
            width: body.width.saturating_sub(1),
            height: body.height.saturating_sub(below + 2),
            ..body
        };
        self.list
            .draw(canvas, area, found.len(), |canvas, row, at, role| {
                let Some(one) = found.get(at) else {
                    return;
                };
                let when = one.when.naive_local();
                let when = format!(
                    "{} {}",
                    world.calendar().date(when.date()),
                    world.calendar().clock(when)
                );
                let compared = canvas.id(if one.is_compared {
                    "released-compared"
                } else {
                    "released-apart"
                });
                let period = period_in_words(one.period, world);
                let by = groups_in_words(&one.by, world);
                draw(canvas, row, [&when, &period, &by, &compared], role);
            });
        canvas.rule(body, area.bottom());
        if let Some(one) = found.get(self.list.selected) {
            let text = canvas.say(
                &Message::new("released-rows")
                    .number("rows", one.rows)
                    .number("hidden", one.hidden)
                    .text("by", groups_in_words(&one.by, world)),
            );
            let rows = Rect {
                y: area.bottom() + 1,
                height: below,
                ..inner
            };
            canvas.paragraph(rows, &text, Role::Text);
        }
    }
}
