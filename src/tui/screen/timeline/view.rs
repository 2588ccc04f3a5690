//! Drawing the timeline: the chart, the list of events, what each start gives.

use chrono::NaiveDateTime;
use ratatui::layout::Rect;

use super::{Editing, Over, Timeline, questions, told};
use crate::export::{ChartRow, EventRow, HEAD, RowKind, TimelineWords};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, centred, wrap};
use crate::tui::world::World;
use crate::value::Source;
use crate::visit::Event;

impl Timeline {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(told) = told(world, self.subject) else {
            return;
        };
        let words = self.words(&told.course, world);
        let head = format!("{}   {}", words.who(), words.zero());
        canvas.line(
            body.x + 1,
            body.y,
            body.width.saturating_sub(1),
            &head,
            Role::Strong,
        );
        let mut y = body.y + 1;
        if !self.list_only {
            y = self.draw_chart(canvas, Rect { y, ..body }, &words);
        }
        canvas.rule(body, y);
        let detail_rows = if body.height >= 30 { 6 } else { 3 };
        let list = Rect {
            x: body.x,
            y: y + 1,
            width: body.width.saturating_sub(1),
            height: body.bottom().saturating_sub(y + 2 + detail_rows),
        };
        self.draw_events(canvas, list, &words);
        let rule = body.bottom().saturating_sub(detail_rows + 1);
        canvas.rule(body, rule);
        let detail = Rect {
            x: body.x + 1,
            y: rule + 1,
            width: body.width.saturating_sub(2),
            height: detail_rows,
        };
        if let Some(event) = self.event(&told.course) {
            Self::draw_detail(canvas, detail, event, &words);
        } else {
            let text = canvas.id("timeline-nothing-yet");
            canvas.paragraph(detail, &text, Role::Secondary);
        }
        match &self.over {
            Over::Nothing => {}
            Over::Editing(editing) => {
                let clock = self.clock_of(editing, world);
                draw_editing(canvas, body, editing, (&words, clock), world);
            }
            Over::Choosing(list) => self.draw_choosing(canvas, body, *list, world),
            Over::Whose(list) => {
                let sources = self.other_sources(&told.course);
                draw_whose(canvas, body, *list, &sources, &words);
            }
            Over::Doubt(_, _, dialog) => dialog.draw(canvas, body),
            Over::Limits(first) => draw_limits(canvas, body, *first, &words),
        }
    }

    /// Draws the chart and returns the row below it.
    fn draw_chart(&self, canvas: &mut Canvas<'_>, area: Rect, words: &TimelineWords<'_>) -> u16 {
        let mut y = area.y;
        let head = u16::try_from(HEAD).unwrap_or(7);
        let left = area.x + head;
        let width = u16::try_from(words.chart.columns).unwrap_or(u16::MAX);
        for ChartRow {
            kind,
            head: name,
            cells,
        } in words.rows()
        {
            let role = match kind {
                RowKind::Scale | RowKind::Law => Role::Secondary,
                RowKind::Source(_) | RowKind::Place => Role::Text,
            };
            canvas.line(area.x, y, head - 1, &name, Role::Secondary);
            canvas.line(left, y, area.right().saturating_sub(left), &cells, role);
            if let RowKind::Source(_) = kind {
                Self::mark_letters(canvas, left, y, &cells, words);
            }
            if matches!(kind, RowKind::Source(_) | RowKind::Law) {
                self.mark_cursor(canvas, left, y, &cells);
            }
            y += 1;
        }
        let places = words.places();
        if !places.is_empty() {
            canvas.line(
                left,
                y,
                area.right().saturating_sub(left),
                &places,
                Role::Secondary,
            );
            y += 1;
        }
        let beside = left + width + 2;
        if area.right() > beside + 24 {
            Self::draw_law(canvas, beside, area, y, words);
        }
        y
    }

    /// Draws letters of events over a limit in another role; the list says it in words.
    fn mark_letters(
        canvas: &mut Canvas<'_>,
        left: u16,
        y: u16,
        cells: &str,
        words: &TimelineWords<'_>,
    ) {
        for event in &words.timeline.events {
            if !words.event(event).is_over {
                continue;
            }
            let minute = words.chart.minute(words.timeline, event);
            let Some(column) = minute.and_then(|minute| words.chart.column(minute)) else {
                continue;
            };
            if cells.chars().nth(column) == Some(event.letter)
                && let Ok(column) = u16::try_from(column)
            {
                canvas.line(left + column, y, 1, &event.letter.to_string(), Role::No);
            }
        }
    }

    fn mark_cursor(&self, canvas: &mut Canvas<'_>, left: u16, y: u16, cells: &str) {
        let sign = cells.chars().nth(self.column).unwrap_or('.');
        if let Ok(column) = u16::try_from(self.column) {
            canvas.line(left + column, y, 1, &sign.to_string(), Role::Focus);
        }
    }

    /// Draws the limits with their articles beside the chart, where there is room.
    fn draw_law(
        canvas: &mut Canvas<'_>,
        x: u16,
        area: Rect,
        bottom: u16,
        words: &TimelineWords<'_>,
    ) {
        let mut y = area.y;
        for limit in &words.timeline.limits {
            if y + 1 >= bottom {
                return;
            }
            let text = format!("{}  {}", words.limit(limit), limit.citation);
            let rows = Rect {
                x,
                y,
                width: area.right().saturating_sub(x),
                height: bottom - y,
            };
            y += canvas.paragraph(rows, &text, Role::Secondary);
        }
    }

    fn draw_events(&self, canvas: &mut Canvas<'_>, area: Rect, words: &TimelineWords<'_>) {
        let events = &words.timeline.events;
        let widths = Columns::of(area.width);
        self.list
            .draw(canvas, area, events.len(), |canvas, row, index, role| {
                let Some(event) = events.get(index) else {
                    return;
                };
                draw_event(canvas, row, &words.event(event), role, widths, event, words);
            });
    }

    fn draw_detail(
        canvas: &mut Canvas<'_>,
        mut area: Rect,
        event: &Event,
        words: &TimelineWords<'_>,
    ) {
        for line in words.brief(event) {
            let used = canvas.paragraph(area, &line, Role::Secondary);
            area.y += used;
            area.height = area.height.saturating_sub(used);
            if area.height == 0 {
                return;
            }
        }
    }

    fn draw_choosing(&self, canvas: &mut Canvas<'_>, body: Rect, list: ListState, world: &World) {
        let found = questions(world, self.subject);
        let rows = u16::try_from(found.len()).unwrap_or(u16::MAX).min(12);
        let outer = centred(body, 74, rows + 4);
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let question = canvas.id("timeline-what-happened");
        canvas.line(inner.x + 1, inner.y, inner.width, &question, Role::Strong);
        let area = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        list.draw(canvas, area, found.len(), |canvas, row, index, role| {
            if let Some((place, question)) = found.get(index) {
                let label = question.label.in_language(world.questions()).0;
                let text = format!("{} {}  {label}", place.subject, question.number);
                canvas.line(row.x, row.y, row.width, &text, role);
            }
        });
    }
}

/// Draws the question who else says when it was.
fn draw_whose(
    canvas: &mut Canvas<'_>,
    body: Rect,
    list: ListState,
    sources: &[Source],
    words: &TimelineWords<'_>,
) {
    let rows = u16::try_from(sources.len()).unwrap_or(u16::MAX);
    let outer = centred(body, 60, rows + 4);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let question = canvas.id("timeline-whose");
    canvas.line(
        inner.x + 1,
        inner.y,
        inner.width.saturating_sub(1),
        &question,
        Role::Strong,
    );
    let area = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    list.draw(canvas, area, sources.len(), |canvas, row, index, role| {
        if let Some(source) = sources.get(index) {
            let text = format!("{} {}", index + 1, words.source(*source));
            canvas.line(row.x, row.y, row.width, &text, role);
        }
    });
}

/// Draws the limits in full: what each says, its article, where it is known from, and its warning.
fn draw_limits(canvas: &mut Canvas<'_>, body: Rect, first: usize, words: &TimelineWords<'_>) {
    canvas.clear(body, Role::Text);
    let width = body.width.saturating_sub(2);
    let mut lines = Vec::new();
    for (text, is_head) in words.law() {
        let role = if is_head { Role::Strong } else { Role::Text };
        for range in wrap::ranges(&text, usize::from(width)) {
            lines.push((text.get(range).unwrap_or("").trim_end().to_owned(), role));
        }
    }
    let room = usize::from(body.height);
    let first = first.min(lines.len().saturating_sub(room));
    for (y, (text, role)) in (body.top()..body.bottom()).zip(lines.iter().skip(first)) {
        canvas.line(body.x + 1, y, width, text, *role);
    }
    let below = lines.len().saturating_sub(first + room);
    if below > 0 {
        let text = format!("{}{below} ", canvas.signs.down);
        canvas.right(body.right(), body.bottom() - 1, &text, Role::Secondary);
    }
}

/// Widths of the columns of the list.
#[derive(Clone, Copy)]
struct Columns {
    event: u16,
    time: u16,
    source: u16,
    limit: u16,
}

impl Columns {
    const fn of(width: u16) -> Self {
        if width < 110 {
            Self {
                event: 22,
                time: 18,
                source: 8,
                limit: 11,
            }
        } else {
            Self {
                event: 36,
                time: 24,
                source: 18,
                limit: 14,
            }
        }
    }
}

fn draw_event(
    canvas: &mut Canvas<'_>,
    row: Rect,
    told: &EventRow,
    role: Role,
    widths: Columns,
    event: &Event,
    words: &TimelineWords<'_>,
) {
    let mut x = row.x;
    canvas.line(x, row.y, 2, &told.letter.to_string(), role);
    x += 2;
    for (text, width) in [
        (&told.event, widths.event),
        (&words.short(event), widths.time),
        (&told.source, widths.source),
        (&told.limit, widths.limit),
    ] {
        canvas.line(x, row.y, width.saturating_sub(1), text, role);
        x += width;
    }
    let mut result = words.short_result(event);
    if told.starts_differ {
        result.push_str(" *");
    }
    let role = match role {
        Role::Focus => Role::Focus,
        _ if told.is_over => Role::No,
        other => other,
    };
    canvas.line(x, row.y, row.right().saturating_sub(x), &result, role);
}

fn draw_editing(
    canvas: &mut Canvas<'_>,
    body: Rect,
    editing: &Editing,
    (words, clock): (&TimelineWords<'_>, NaiveDateTime),
    world: &World,
) {
    let outer = centred(body, 74, 8);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let area = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    let question = super::session(world)
        .and_then(|session| session.checklist(editing.place.checklist))
        .and_then(|checklist| checklist.question(editing.place.question.as_str()))
        .map(|question| {
            let label = question.label.in_language(world.questions()).0;
            format!("{} {}  {label}", editing.place.subject, question.number)
        })
        .unwrap_or_default();
    let used = canvas.paragraph(Rect { height: 2, ..area }, &question, Role::Strong);
    let according = Message::new("timeline-according").text("source", words.source(editing.source));
    let according = canvas.say(&according);
    let y = area.y + used;
    canvas.line(
        area.x,
        y,
        columns(&according).min(area.width),
        &according,
        Role::Text,
    );
    let field = Rect {
        y: y + 1,
        height: area.bottom().saturating_sub(y + 1),
        ..area
    };
    editing
        .field
        .draw(canvas, field, clock, world.settings.language);
}
