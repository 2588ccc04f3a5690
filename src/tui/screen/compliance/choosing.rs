//! Choosing what the columns are: one breakdown or several at once.

use ratatui::layout::Rect;

use crate::indicator::Dimension;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, centred};
use crate::tui::world::World;

/// What the list of breakdowns offers.
pub(in crate::tui::screen) static COLUMNS: Context = Context {
    name: "compliance-columns",
    title: "dashboard-columns-title",
    help: &["dashboard-help-columns"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-take-columns-doc",
            rank: 1,
        },
        Command {
            action: Action::Toggle,
            keys: &[Key::Bare(Bare::Space)],
            label: "key-one-more",
            doc: "key-one-more-doc",
            rank: 2,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 3,
        },
    ],
};

/// The list of breakdowns.
#[derive(Debug)]
pub(super) struct Choosing {
    list: ListState,
    marked: Vec<Dimension>,
    /// Whether something was marked here: else Enter takes the line in hand alone.
    touched: bool,
}

impl Choosing {
    /// More would leave nothing but hidden cells; a trend needs one more for its periods.
    pub(super) const MOST: usize = 3;

    /// Begins with what the columns are now.
    pub(super) fn of(by: &[Dimension]) -> Self {
        let at = Dimension::ALL
            .iter()
            .position(|one| by.first() == Some(one));
        Self {
            list: ListState {
                selected: at.map_or(0, |at| at + 1),
            },
            marked: by.to_vec(),
            touched: false,
        }
    }

    /// Returns the breakdown in hand; none is "no columns".
    fn in_hand(&self) -> Option<Dimension> {
        let at = self.list.selected.checked_sub(1)?;
        Dimension::ALL.get(at).copied()
    }

    /// Marks the line in hand or takes its mark away; returns whether there is room for it.
    pub(super) fn toggle(&mut self) -> bool {
        self.touched = true;
        let Some(by) = self.in_hand() else {
            self.marked.clear();
            return true;
        };
        if self.marked.contains(&by) {
            self.marked.retain(|own| *own != by);
            return true;
        }
        let has_room = self.marked.len() < Self::MOST;
        if has_room {
            self.marked.push(by);
        }
        has_room
    }

    /// Returns what the columns shall be.
    pub(super) fn chosen(&self) -> Vec<Dimension> {
        if self.touched {
            self.marked.clone()
        } else {
            self.in_hand().into_iter().collect()
        }
    }

    /// Takes a bare key.
    pub(super) fn press(&mut self, key: Bare) {
        self.list.press(key, Dimension::ALL.len() + 1, 8);
    }

    /// Draws the list over the table.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let count = Dimension::ALL.len() + 1;
        let rows = u16::try_from(count).unwrap_or(u16::MAX);
        let outer = centred(body, 56, rows + 4);
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let question = canvas.id("dashboard-which-columns");
        let head = Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            height: 2,
            ..inner
        };
        let used = canvas.paragraph(head, &question, Role::Strong);
        let list = Rect {
            y: inner.y + used,
            height: inner.height.saturating_sub(used),
            ..inner
        };
        self.list
            .draw(canvas, list, count, |canvas, row, index, role| {
                let by = index.checked_sub(1).and_then(|at| Dimension::ALL.get(at));
                let (place, name) = match by {
                    Some(by) => (
                        self.marked.iter().position(|own| own == by),
                        world.words.id(by.label_id()),
                    ),
                    None => (None, world.words.id("dashboard-no-columns")),
                };
                let mark = place.map_or_else(|| "   ".to_owned(), |at| format!("[{}]", at + 1));
                canvas.line(row.x, row.y, row.width, &format!("{mark} {name}"), role);
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_takes_the_line_in_hand_or_all_that_were_marked_in_their_order() {
        let mut choosing = Choosing::of(&[Dimension::FacilityType]);
        choosing.press(Bare::Down);
        assert_eq!(choosing.chosen(), [Dimension::Region]);
        assert!(choosing.toggle());
        assert_eq!(
            choosing.chosen(),
            [Dimension::FacilityType, Dimension::Region]
        );
        choosing.press(Bare::Down);
        assert!(choosing.toggle());
        choosing.press(Bare::Down);
        assert!(!choosing.toggle(), "more than three");
        choosing.press(Bare::Home);
        assert!(choosing.toggle());
        assert!(choosing.chosen().is_empty());
    }
}
