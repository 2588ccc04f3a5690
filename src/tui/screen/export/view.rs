//! How an export is drawn.

use ratatui::layout::Rect;

use super::{Export, Row};
use crate::app::Exported;
use crate::export::{Codes, ExportKind, Identities, Notes};
use crate::indicator::Suppression;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::tui::world::World;

/// Where values begin.
const VALUES: u16 = 17;

impl Export {
    /// Draws the order: its lines, and what goes out and what stays.
    pub(super) fn draw_order(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let mut y = body.y;
        for row in self.rows() {
            let in_hand = row == self.row();
            let role = if in_hand { Role::Focus } else { Role::Text };
            if in_hand && row != Row::File {
                canvas.focus_line(body, y);
            }
            let pointer = if in_hand { ">" } else { " " };
            canvas.line(body.x, y, 1, pointer, role);
            let label = canvas.id(label_of(row));
            canvas.line(body.x + 2, y, VALUES - 3, &label, role);
            let place = Rect {
                x: body.x + VALUES,
                y,
                width: body.width.saturating_sub(VALUES + 1),
                height: 1,
            };
            if row == Row::File {
                if in_hand {
                    self.file.draw(canvas, place, Role::Strong);
                } else {
                    canvas.line(place.x, y, place.width, self.file.text(), role);
                }
            } else {
                let value = self.value_of(row, canvas, world);
                let text = if in_hand {
                    format!("< {value} >")
                } else {
                    format!("  {value}")
                };
                canvas.line(place.x, y, place.width, &text, role);
            }
            y += 1;
        }
        canvas.rule(body, y);
        y += 1;
        let kind = self.kind();
        y = draw_said(
            canvas,
            body,
            y,
            "export-goes-in",
            &kind.contains(),
            Role::Text,
        );
        y = draw_said(
            canvas,
            body,
            y,
            "export-left-out",
            &kind.leaves_out(),
            Role::Text,
        );
        y = draw_said(
            canvas,
            body,
            y,
            "export-may-go-to",
            &kind.goes_to(),
            Role::Text,
        );
        let mut warnings = Vec::new();
        if self.rows().contains(&Row::Personal) {
            if self.redaction.identities == Identities::Included {
                warnings.push(Message::new("export-warn-personal"));
            }
            if self.redaction.notes == Notes::Included {
                warnings.push(Message::new("export-warn-notes"));
            }
        }
        if !matches!(kind, ExportKind::Codebook | ExportKind::Sql) {
            warnings.push(Message::new("export-warn-open"));
        }
        for warning in warnings {
            y = draw_said(canvas, body, y, "export-careful", &warning, Role::Danger);
        }
    }

    fn value_of(&self, row: Row, canvas: &Canvas<'_>, world: &World) -> String {
        match row {
            Row::Kind => {
                let title = canvas.say(&self.kind().title());
                format!("{}/{} {title}", self.kind + 1, ExportKind::ALL.len())
            }
            Row::Format => self.format().name().to_uppercase(),
            Row::Breakdown => canvas.id(self
                .breakdown()
                .map_or("export-no-breakdown", |by| by.label_id())),
            Row::For => canvas.id(if self.suppression == Suppression::PUBLICATION {
                "export-for-everybody"
            } else {
                "export-for-own"
            }),
            Row::Visit => self.visits.get(self.visit).map_or_else(
                || canvas.id("export-no-visits"),
                |visit| {
                    let day = world.calendar().date(visit.start.date());
                    format!("{}  {day}", visit.facility)
                },
            ),
            Row::Notes => canvas.id(match self.redaction.notes {
                Notes::Withheld => "export-stays",
                Notes::Included => "export-goes",
            }),
            Row::Personal => canvas.id(match self.redaction.identities {
                Identities::Withheld => "export-stays",
                Identities::Included => "export-goes",
            }),
            Row::Dialect => self.dialect().name().to_owned(),
            Row::Codes => canvas.id(match self.redaction.codes {
                Codes::Withheld => "export-codes-numbers",
                Codes::Included => "export-goes",
            }),
            Row::File => self.file.text().to_owned(),
        }
    }

    /// Draws the first lines of the file, where it goes, and what was held back.
    pub(super) fn draw_preview(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        lines: &[String],
        notes: &[Message],
        (first, left): (usize, usize),
    ) {
        let width = body.width.saturating_sub(2);
        let role_of = |note: &Message| match note.id() {
            "export-looks-like-names" => Role::Danger,
            _ => Role::Text,
        };
        // The first two notes are the kind's own words, which the order has shown.
        let held_back: Vec<(String, Role)> = notes
            .iter()
            .skip(2)
            .map(|note| (canvas.say(note), role_of(note)))
            .collect();
        let file = Message::new("export-to").text("path", self.file.text().trim());
        let mut below = vec![(canvas.say(&file), Role::Strong)];
        below.extend(held_back);
        if self.redaction.identities == Identities::Included && self.rows().contains(&Row::Personal)
        {
            below.push((canvas.id("export-warn-personal"), Role::Danger));
        }
        below.push((canvas.id("export-warn-open"), Role::Danger));
        if self.busy {
            below.push((canvas.id("export-writing"), Role::Strong));
        }
        let rows: usize = below
            .iter()
            .map(|(text, _)| crate::tui::widget::wrap::ranges(text, usize::from(width)).len())
            .sum();
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(body.height / 2);
        let rule = body.bottom().saturating_sub(rows + 1);
        for (y, line) in (body.y..rule).zip(lines.iter().skip(first)) {
            let shown: String = line.chars().skip(left).collect();
            canvas.line(body.x + 1, y, width, &shown, Role::Text);
        }
        if lines.is_empty() {
            let text = canvas.id("export-nothing");
            canvas.line(body.x + 1, body.y, width, &text, Role::Text);
        }
        canvas.rule(body, rule);
        let seen = usize::from(rule.saturating_sub(body.y));
        let more = lines.len().saturating_sub(first + seen);
        if more > 0 {
            let text = format!("{}{more} ", canvas.signs.down);
            canvas.right(body.right(), rule, &text, Role::Secondary);
        }
        let mut y = rule + 1;
        for (text, role) in below {
            let area = Rect {
                x: body.x + 1,
                y,
                width,
                height: body.bottom().saturating_sub(y),
            };
            y += canvas.paragraph(area, &text, role);
        }
    }
}

/// Draws what was written, and where.
pub(super) fn draw_written(canvas: &mut Canvas<'_>, body: Rect, written: &Exported) {
    let area = |y: u16| Rect {
        x: body.x + 2,
        y,
        width: body.width.saturating_sub(4),
        height: body.bottom().saturating_sub(y),
    };
    let size = Message::new("export-written")
        .number("size", written.bytes.div_ceil(1024))
        .text("path", written.path.to_string_lossy());
    let text = canvas.say(&size);
    let mut y = body.y + 1;
    y += canvas.paragraph(area(y), &text, Role::Strong) + 1;
    for note in &written.notes {
        let text = canvas.say(note);
        y += canvas.paragraph(area(y), &text, Role::Text);
    }
    let text = canvas.id("export-warn-open");
    canvas.paragraph(area(y + 1), &text, Role::Danger);
}

const fn label_of(row: Row) -> &'static str {
    match row {
        Row::Kind => "export-row-kind",
        Row::Format => "export-row-format",
        Row::Breakdown => "export-row-breakdown",
        Row::For => "export-row-for",
        Row::Visit => "export-row-visit",
        Row::Notes => "export-row-notes",
        Row::Personal => "export-row-personal",
        Row::Codes => "export-row-codes",
        Row::Dialect => "export-row-dialect",
        Row::File => "export-row-file",
    }
}

fn draw_said(
    canvas: &mut Canvas<'_>,
    body: Rect,
    y: u16,
    label: &'static str,
    said: &Message,
    role: Role,
) -> u16 {
    if y >= body.bottom() {
        return y;
    }
    let label = canvas.id(label);
    canvas.line(body.x + 2, y, VALUES - 3, &label, Role::Strong);
    let text = canvas.say(said);
    let area = Rect {
        x: body.x + VALUES,
        y,
        width: body.width.saturating_sub(VALUES + 1),
        height: body.bottom() - y,
    };
    y + canvas.paragraph(area, &text, role).max(1)
}
