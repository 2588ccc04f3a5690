//! Drawing the timeline: the chart, the list of events, what each start gives.

use chrono::NaiveDateTime;
use ratatui::layout::Rect;

use super::entering::questions_about_times;
use super::{Editing, Over, Timeline, told};
use crate::export::{ChartRow, HEAD, RowKind, TimelineWords};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, centred, wrap};
use crate::tui::world::World;
use crate::value::Source;
use crate::visit::Event;

impl Timeline {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(told) = told(world, &self.whose) else {
            return;
        };
        let words = self.words(&told.course, world);
        let zero = if body.width < 100 {
            words.zero_short()
        } else {
            words.zero()
        };
        let head = format!("{}   {zero}", words.who());
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
        // What is said about the event in hand takes what it needs, the list the rest.
        let said: usize = self.event(&told.course).map_or(1, |event| {
            let width = usize::from(body.width.saturating_sub(2));
            let lines = words.brief(event).into_iter();
            lines.map(|line| wrap::ranges(&line, width).len()).sum()
        });
        // However many sources the chart has, some of the list is seen.
        let room = body.bottom().saturating_sub(y + 2 + LEAST_OF_LIST);
        let most = (if body.height >= 30 { 8 } else { 4 }).min(room).max(1);
        let detail_rows = u16::try_from(said).unwrap_or(most).clamp(1, most);
        let mut list = Rect {
            x: body.x,
            y: y + 1,
            width: body.width,
            height: body.bottom().saturating_sub(y + 2 + detail_rows),
        };
        let rule = body.bottom().saturating_sub(detail_rows + 1);
        canvas.rule(body, rule);
        if has_law_pane(body.width) {
            list.width = LIST;
            let pane = Rect {
                x: list.right() + 1,
                width: body.right().saturating_sub(list.right() + 1),
                ..list
            };
            canvas.vertical_rule(list.right(), list);
            draw_limits(canvas, pane, 0, &words);
        }
        // After the rules: the marks of what is above and below stand on them.
        self.draw_events(canvas, list, &words);
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
        if area.right() > beside + 24 && !has_law_pane(area.width) {
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
        let width = area.right().saturating_sub(x);
        let mut lines: Vec<String> = Vec::new();
        for limit in &words.timeline.limits {
            let text = format!("{}  {}", words.limit(limit), limit.citation);
            lines.extend(wrap::lines(&text, usize::from(width)));
        }
        let room = usize::from(bottom.saturating_sub(area.y));
        if lines.len() > room {
            lines.truncate(room.saturating_sub(1));
            lines.push(canvas.id("timeline-all-limits"));
        }
        for (y, text) in (area.y..bottom).zip(lines) {
            canvas.line(x, y, width, &text, Role::Secondary);
        }
    }

    /// Draws the list: a label that does not fit takes another row, none is cut.
    fn draw_events(&self, canvas: &mut Canvas<'_>, area: Rect, words: &TimelineWords<'_>) {
        let events = &words.timeline.events;
        let widths = columns_of(area.width);
        let rows: Vec<EventLines> = events
            .iter()
            .map(|event| EventLines::of(event, widths, words))
            .collect();
        draw_heads(canvas, area, widths);
        let heights: Vec<u16> = rows.iter().map(EventLines::height).collect();
        self.list
            .draw_between_rules(canvas, area, &heights, |canvas, row, index, role| {
                if let Some(lines) = rows.get(index) {
                    lines.draw(canvas, row, widths, role);
                }
            });
    }

    fn draw_detail(canvas: &mut Canvas<'_>, area: Rect, event: &Event, words: &TimelineWords<'_>) {
        let said = words.brief(event).into_iter();
        let width = usize::from(area.width);
        let mut lines: Vec<String> = said.flat_map(|line| wrap::lines(&line, width)).collect();
        if lines.len() > usize::from(area.height) {
            lines.truncate(usize::from(area.height));
            if let Some(line) = lines.last_mut() {
                line.push(' ');
                line.push_str(canvas.signs.ellipsis);
            }
        }
        for (y, line) in (area.top()..area.bottom()).zip(lines) {
            canvas.line(area.x, y, area.width, &line, Role::Secondary);
        }
    }

    fn draw_choosing(&self, canvas: &mut Canvas<'_>, body: Rect, list: ListState, world: &World) {
        let found = questions_about_times(world, &self.whose);
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
            if let Some((place, _, question)) = found.get(index) {
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
        let parts = wrap::lines(&text, usize::from(width)).into_iter();
        lines.extend(parts.map(|part| (part, role)));
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

/// Columns of the list: event, time, source, limit, result.
type Columns = [u16; 5];

/// Returns how wide the columns of a list of this width are; the result takes the rest.
fn columns_of(width: u16) -> Columns {
    let [event, time, source, limit] = if is_narrow(width) {
        [30, 14, 7, 11]
    } else {
        [36, 24, 18, 14]
    };
    let rest = width.saturating_sub(BEFORE + event + time + source + limit);
    [event, time, source, limit, rest]
}

/// Columns before the first one: the pointer and the letter.
const BEFORE: u16 = 4;

/// Rows of the list that are always seen.
const LEAST_OF_LIST: u16 = 3;

/// Columns of the list where the limits stand beside it.
const LIST: u16 = 116;

/// Whether a list of this width has room for few letters only.
const fn is_narrow(width: u16) -> bool {
    width < 110
}

/// Whether there is room for the limits in full beside the list.
const fn has_law_pane(width: u16) -> bool {
    width >= LIST + 44
}

/// Writes what the columns are on the rule above the list.
fn draw_heads(canvas: &mut Canvas<'_>, list: Rect, widths: Columns) {
    let heads = [
        "timeline-head-event",
        "timeline-head-time",
        "timeline-head-source",
        "timeline-head-limit",
        "timeline-head-result",
    ];
    let mut x = list.x + BEFORE;
    for (head, width) in heads.into_iter().zip(widths) {
        let text = format!("{} ", canvas.id(head));
        canvas.line(x, list.y.saturating_sub(1), width, &text, Role::Secondary);
        x += width;
    }
}

/// An event of the list, each of its columns broken to lines.
struct EventLines {
    letter: String,
    cells: [Vec<String>; 5],
    is_over: bool,
}

impl EventLines {
    fn of(event: &Event, widths: Columns, words: &TimelineWords<'_>) -> Self {
        let told = words.event(event);
        let mut result = words.short_result(event);
        if told.starts_differ {
            result.push_str(" *");
        }
        let (time, source) = if is_narrow(widths.iter().sum::<u16>() + BEFORE) {
            (words.shortest(event), words.head(event.source))
        } else {
            (words.short(event), told.source)
        };
        let texts = [told.event, time, source, told.limit, result];
        let mut widths = widths.into_iter();
        Self {
            letter: told.letter.to_string(),
            cells: texts.map(|text| {
                // Between two columns stands a blank; after the last one there is none.
                let width = widths.next().unwrap_or(0);
                let width = if widths.len() == 0 {
                    width
                } else {
                    width.saturating_sub(1)
                };
                wrap::lines(&text, usize::from(width))
            }),
            is_over: told.is_over,
        }
    }

    fn height(&self) -> u16 {
        let rows = self.cells.iter().map(Vec::len).max().unwrap_or(1);
        u16::try_from(rows).unwrap_or(1).max(1)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, widths: Columns, role: Role) {
        canvas.line(area.x, area.y, 2, &self.letter, role);
        let mut x = area.x + BEFORE - 2;
        for (place, (lines, width)) in self.cells.iter().zip(widths).enumerate() {
            let is_result = place + 1 == self.cells.len();
            let role = match role {
                Role::Text if is_result && self.is_over => Role::No,
                other => other,
            };
            for (y, line) in (area.top()..area.bottom()).zip(lines) {
                canvas.line(x, y, width, line, role);
            }
            x += width;
        }
    }
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
        .draw(canvas, field, clock.into(), world.settings.language);
}
