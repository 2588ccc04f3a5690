//! Past visits: all of them, newest first, and what was said in them, found as one types.
//!
//! Searching is done by the worker a moment after the last letter. Its invariant: a finished visit
//! that is opened from here is only to be read; a visit that is still open goes on.

use chrono::NaiveDateTime;
use ratatui::layout::Rect;

use super::{Fill, Input, Overview, Show, Step, Steps};
use crate::app::{Found, FoundIn, Hit};
use crate::i18n::fold;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField};
use crate::tui::world::World;
use crate::value::Precision;
use crate::visit::{Spot, Subject, VisitId, VisitSummary};

/// What the list offers.
pub(super) static PAST: Context = Context {
    name: "past",
    title: "past-title",
    help: &["past-help", "past-help-read-only"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-past-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-past-doc",
            rank: 92,
        },
    ],
};

/// Milliseconds without a letter after which the search begins.
const PAUSE: u64 = 350;

/// All visits, and what was found in them.
#[derive(Debug, Default)]
pub struct Past {
    visits: Option<Vec<VisitSummary>>,
    find: TextField,
    found: Option<Found>,
    list: ListState,
    /// When to search for what is typed.
    search_at: Option<u64>,
    /// Searches under way.
    searching: usize,
    /// The hit that is being opened.
    going_to: Option<Hit>,
}

impl Past {
    fn shown(&self) -> (&[VisitSummary], &[Hit]) {
        match (&self.found, &self.visits) {
            (Some(found), _) => (&found.visits, &found.hits),
            (None, Some(visits)) => (visits, &[]),
            (None, None) => (&[], &[]),
        }
    }

    fn count(&self) -> usize {
        let (visits, hits) = self.shown();
        visits.len() + hits.len()
    }

    fn typed(&mut self, world: &World) {
        if self.find.text().trim().is_empty() {
            self.found = None;
            self.search_at = None;
            self.list.selected = 0;
        } else {
            self.search_at = Some(world.now.ms + PAUSE);
        }
    }

    fn search(&mut self, world: &World) -> Steps {
        self.search_at = None;
        self.searching += 1;
        let typed = self.find.text().trim().to_owned();
        Steps::ask(Request::Search(typed, world.questions()))
    }

    fn open(&mut self) -> Steps {
        let (visits, hits) = self.shown();
        let at = self.list.selected;
        if let Some(visit) = visits.get(at) {
            return Steps::ask(Request::LoadVisit(visit.id));
        }
        let hit = at.checked_sub(visits.len()).and_then(|at| hits.get(at));
        let Some(hit) = hit.cloned() else {
            return Steps::none();
        };
        let visit = hit.visit;
        self.going_to = Some(hit);
        Steps::ask(Request::LoadVisit(visit))
    }

    /// The visit that was asked for is in hand: finished ones are only to be read.
    fn in_hand(&mut self, id: VisitId, world: &mut World) -> Steps {
        let Some(visit) = world.visit.as_mut() else {
            return Steps::none();
        };
        visit.read_only |= visit.session.is_closed();
        let steps = Steps::go(Overview::default());
        let Some(hit) = self.going_to.take().filter(|hit| hit.visit == id) else {
            return steps;
        };
        let lists = visit.session.checklists();
        let Some(list) = lists.iter().find(|list| list.id == hit.checklist) else {
            return steps;
        };
        let fill = Fill::new(
            hit.subject,
            list.digest,
            list.index_of(hit.question.as_str()).map(Spot::first),
        );
        steps.and(Step::Go(Box::new(fill.into())))
    }

    fn draw_visit(
        canvas: &mut Canvas<'_>,
        line: Rect,
        visit: &VisitSummary,
        world: &World,
        role: Role,
    ) {
        let day = day_of(visit, world);
        canvas.line(line.x, line.y, 11, &day, role);
        canvas.line(line.x + 12, line.y, 14, &visit.facility, role);
        canvas.line(line.x + 27, line.y, 16, &visit.region, role);
        let (done, total) = visit.checklists.iter().fold((0, 0), |(done, total), list| {
            (done + list.done, total + list.total)
        });
        canvas.line(line.x + 44, line.y, 9, &format!("{done}/{total}"), role);
        let state = canvas.id(if visit.closed {
            "past-closed"
        } else {
            "past-open"
        });
        let mark = if visit.practice {
            format!("{state}  {}", canvas.id("home-practice-mark"))
        } else {
            state
        };
        canvas.line(
            line.x + 54,
            line.y,
            line.width.saturating_sub(54),
            &mark,
            role,
        );
    }

    fn draw_hit(&self, canvas: &mut Canvas<'_>, line: Rect, hit: &Hit, world: &World, role: Role) {
        let when = hit.start.span(Precision::Exact).earliest;
        let day = when.map(|when| world.calendar().date(when.date()));
        canvas.line(line.x, line.y, 11, &day.unwrap_or_default(), role);
        canvas.line(line.x + 12, line.y, 11, &hit.facility, role);
        let place = format!("{} {}", subject_name(canvas, hit.subject), hit.number);
        canvas.line(line.x + 24, line.y, 15, &place, role);
        let width = line.width.saturating_sub(40);
        let text = excerpt(&text_of(hit, world), self.find.text(), usize::from(width));
        let text = match hit.found_in {
            FoundIn::Answer => text,
            FoundIn::Note => format!("\"{text}\""),
        };
        canvas.line(line.x + 40, line.y, width, &text, role);
    }

    /// Draws the line in hand at full length.
    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, world: &World) {
        canvas.rule(area, area.y);
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let (visits, hits) = self.shown();
        let at = self.list.selected;
        if let Some(visit) = visits.get(at) {
            let message = Message::new("past-about")
                .text("type", visit.facility_type.code())
                .text("region", visit.region.clone())
                .number("persons", visit.persons)
                .number("records", visit.records)
                .number("flags", visit.flags);
            let text = canvas.say(&message);
            canvas.paragraph(inner, &text, Role::Text);
        } else if let Some(hit) = at.checked_sub(visits.len()).and_then(|at| hits.get(at)) {
            let id = match hit.found_in {
                FoundIn::Answer => "past-hit-answer",
                FoundIn::Note => "past-hit-note",
            };
            let message = Message::new(id)
                .text("subject", subject_name(canvas, hit.subject))
                .text("number", hit.number.clone())
                .text("text", text_of(hit, world));
            let text = canvas.say(&message);
            canvas.paragraph(inner, &text, Role::Text);
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let message = if self.searching > 0 || self.search_at.is_some() {
            Message::new("past-searching")
        } else if self.found.is_some() {
            Message::new("past-nothing").text("typed", self.find.text().trim())
        } else if self.visits.is_some() {
            Message::new("past-empty")
        } else {
            return;
        };
        let text = canvas.say(&message);
        let area = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(4),
            ..area
        };
        canvas.paragraph(area, &text, Role::Text);
    }
}

fn day_of(visit: &VisitSummary, world: &World) -> String {
    let when = visit.start.span(Precision::Exact).earliest;
    when.map(|when| world.calendar().date(when.date()))
        .unwrap_or_default()
}

/// Returns the text that was found; a time as people write it.
fn text_of(hit: &Hit, world: &World) -> String {
    NaiveDateTime::parse_from_str(&hit.text, "%Y-%m-%dT%H:%M").map_or_else(
        |_other| hit.text.clone(),
        |when| world.calendar().spelt(when),
    )
}

fn subject_name(canvas: &Canvas<'_>, subject: Subject) -> String {
    match subject {
        Subject::Premises => canvas.id("past-premises"),
        subject => subject.to_string(),
    }
}

/// Returns the part of a text in which the first word that was looked for can be seen.
fn excerpt(text: &str, typed: &str, width: usize) -> String {
    let letters: Vec<char> = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect();
    if letters.len() <= width {
        return letters.into_iter().collect();
    }
    let folded = fold(&letters.iter().collect::<String>());
    let wanted = fold(typed);
    let wanted = wanted.trim_matches(['"', '«', '»', '“', '”', ' ']);
    let found = folded.find(wanted).or_else(|| {
        let first = wanted.split_whitespace().next()?;
        folded.find(first)
    });
    let before = found
        .and_then(|at| folded.get(..at))
        .map_or(0, |before| before.chars().count());
    let begin = before.saturating_sub(width / 4).min(letters.len());
    // One letter more than there is room for: drawing cuts it with an ellipsis.
    let shown: String = letters.iter().skip(begin).take(width + 1).collect();
    if begin > 0 {
        format!("…{shown}")
    } else {
        shown
    }
}

impl Show for Past {
    fn context(&self, _world: &World) -> &'static Context {
        &PAST
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        let count = match &self.visits {
            Some(_) => self.count().to_string(),
            None => String::new(),
        };
        (world.words.id("past-title"), count)
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                // What was only read is let go, so that no header speaks of it any more.
                if world.visit.as_ref().is_some_and(|visit| visit.read_only) {
                    world.visit = None;
                }
                return Steps::ask(Request::ListSummaries);
            }
            Input::Reply(Ok(Answered::Summaries(visits))) => {
                self.visits = Some(visits);
                self.list.clamp(self.count());
            }
            Input::Reply(Ok(Answered::Found(found))) => {
                self.searching = self.searching.saturating_sub(1);
                if self.searching == 0 && !self.find.text().trim().is_empty() {
                    self.found = Some(*found);
                    self.list.selected = 0;
                }
            }
            Input::Reply(Ok(Answered::VisitInHand(id))) => return self.in_hand(id, world),
            Input::Reply(Err(fault)) => {
                self.searching = self.searching.saturating_sub(1);
                self.going_to = None;
                return Steps::warn(fault.what);
            }
            Input::Tick => return self.search(world),
            Input::Do(Action::Accept) if self.search_at.is_some() => return self.search(world),
            Input::Do(Action::Accept) => return self.open(),
            Input::Do(Action::Back) if self.find.is_empty() => return Step::Back.into(),
            Input::Do(Action::Back) => {
                self.find.clear();
                self.typed(world);
            }
            Input::Text(letter) => {
                self.find.insert(letter.encode_utf8(&mut [0; 4]));
                self.typed(world);
            }
            Input::Paste(text) => {
                self.find.insert(&text);
                self.typed(world);
            }
            Input::Bare(key, by_word) => {
                let page = usize::from(world.size.1.saturating_sub(12));
                let before = self.find.text().len();
                if !self.list.press(key, self.count(), page) {
                    self.find.press(key, by_word);
                }
                if self.find.text().len() != before {
                    self.typed(world);
                }
            }
            _ => {}
        }
        Steps::none()
    }

    fn deadline(&self) -> Option<u64> {
        self.search_at
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let prompt = canvas.id("screen-find");
        canvas.line(body.x + 1, body.y, 20, &prompt, Role::Secondary);
        let x = body.x + 2 + columns(&prompt);
        let field = Rect {
            x,
            y: body.y,
            width: body.right().saturating_sub(x + 12),
            height: 1,
        };
        if self.find.is_empty() {
            let hint = canvas.id("past-find-hint");
            canvas.line(x + 1, body.y, field.width, &hint, Role::Secondary);
        } else if self.searching > 0 || self.search_at.is_some() {
            let text = canvas.id("past-searching");
            canvas.right(body.right() - 1, body.y, &text, Role::Secondary);
        } else if self.found.as_ref().is_some_and(|found| found.more) {
            let text = canvas.id("past-more");
            canvas.right(body.right() - 1, body.y, &text, Role::Secondary);
        }
        let (visits, hits) = self.shown();
        let count = visits.len() + hits.len();
        let detail = 4;
        let area = Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(2 + detail),
            ..body
        };
        if count == 0 {
            self.draw_empty(canvas, area);
        } else {
            self.list
                .draw(canvas, area, count, |canvas, line, index, role| {
                    if let Some(visit) = visits.get(index) {
                        Self::draw_visit(canvas, line, visit, world, role);
                    } else if let Some(hit) =
                        index.checked_sub(visits.len()).and_then(|at| hits.get(at))
                    {
                        self.draw_hit(canvas, line, hit, world, role);
                    }
                });
            let detail = Rect {
                y: body.bottom().saturating_sub(detail),
                height: detail,
                ..body
            };
            self.draw_detail(canvas, detail, world);
        }
        self.find.draw(canvas, field, Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_the_word_that_was_looked_for() {
        let text = "В записи стоит подпись без времени. Дежурный сослался на следователя, \
                    который адвоката не вызвал.";
        for typed in ["адвокат", "следов", "\"без времени\""] {
            let shown = excerpt(text, typed, 30);
            let word = fold(typed.trim_matches('"'));
            assert!(fold(&shown).contains(&word), "{shown}");
            assert!(shown.chars().count() <= 32);
        }
        assert_eq!(excerpt("коротко", "нет", 30), "коротко");
    }
}
