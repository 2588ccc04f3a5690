//! The timeline as a picture that a browser, a text processor or a court file can show.
//!
//! Black on white, letters and not colours alone; every number that the picture shows stands in
//! words below it too.

use std::io::{self, Write};

use super::{TimelineWords, text};
use crate::export::markup::escaped;
use crate::export::svg::label;
use crate::visit::{Chart, PhaseKind};

const LEFT: i64 = 150;
const HOUR: i64 = 12;
const ROW: i64 = 26;
const WIDTH: i64 = LEFT + 72 * HOUR + 40;
/// Columns of the lines of text below the picture: they fit its width.
const TEXT_COLUMNS: usize = 124;

/// Writes the timeline as SVG.
pub fn write_svg(words: &TimelineWords<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let timeline = words.timeline;
    let sources = timeline.sources();
    let chart_height = ROW * i64::try_from(sources.len() + 2).unwrap_or(20) + 60;
    let lines = text::lines(
        &TimelineWords {
            chart: Chart::of_72_hours(words.chart.zero, 80),
            ..*words
        },
        TEXT_COLUMNS,
    );
    // The first lines are the head and the chart in signs, which the picture replaces.
    let signs = words.rows().len() + 3;
    let told: Vec<&String> = lines.iter().skip(signs).collect();
    let height = chart_height + 40 + 18 * i64::try_from(told.len()).unwrap_or(0);
    writeln!(
        sink,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">"#
    )?;
    let title = format!("{}   {}", words.who(), words.zero());
    writeln!(sink, "<title>{}</title>", escaped(&title))?;
    writeln!(
        sink,
        r##"<rect width="100%" height="100%" fill="#ffffff"/>"##
    )?;
    label(sink, 10, 20, &title, "bold")?;
    axis(sink, chart_height)?;
    limits(words, sink, chart_height)?;
    for (row, source) in sources.iter().enumerate() {
        let y = 84 + ROW * i64::try_from(row).unwrap_or(0);
        label(sink, 10, y + 4, &words.source(*source), "normal")?;
        writeln!(
            sink,
            r##"<line x1="{LEFT}" y1="{y}" x2="{}" y2="{y}" stroke="#888888"/>"##,
            LEFT + 72 * HOUR
        )?;
        for event in timeline
            .events
            .iter()
            .filter(|event| event.source == *source)
        {
            let (least, most) = words.chart.range(timeline, event);
            if let (Some(least), Some(most)) = (least, most)
                && least < most
            {
                let (from, to) = (x_of(least), x_of(most));
                writeln!(
                    sink,
                    r##"<rect x="{from}" y="{}" width="{}" height="8" fill="#c8d8e8"/>"##,
                    y - 4,
                    (to - from).max(1)
                )?;
            }
            let Some(minute) = words.chart.minute(timeline, event) else {
                continue;
            };
            if !(0..=72 * 60).contains(&minute) {
                continue;
            }
            let x = x_of(minute);
            writeln!(
                sink,
                r##"<circle cx="{x}" cy="{y}" r="8" fill="#ffffff" stroke="#005a9c"/>"##
            )?;
            writeln!(
                sink,
                r#"<text x="{x}" y="{}" text-anchor="middle" font-size="11">{}</text>"#,
                y + 4,
                event.letter
            )?;
        }
    }
    places(
        words,
        sink,
        84 + ROW * i64::try_from(sources.len()).unwrap_or(0),
    )?;
    for (at, line) in told.iter().enumerate() {
        let y = chart_height + 30 + 18 * i64::try_from(at).unwrap_or(0);
        label(sink, 10, y, line, "normal")?;
    }
    writeln!(sink, "</svg>")
}

fn x_of(minute: i64) -> i64 {
    LEFT + minute.clamp(0, 72 * 60) * HOUR / 60
}

fn axis(sink: &mut dyn Write, height: i64) -> io::Result<()> {
    for hour in (0..=72).step_by(6) {
        let x = LEFT + hour * HOUR;
        let shade = if hour % 24 == 0 { "#555555" } else { "#cccccc" };
        writeln!(
            sink,
            r#"<line x1="{x}" y1="52" x2="{x}" y2="{}" stroke="{shade}"/>"#,
            height - 10
        )?;
        writeln!(
            sink,
            r#"<text x="{x}" y="46" text-anchor="middle">{hour}</text>"#
        )?;
    }
    Ok(())
}

fn limits(words: &TimelineWords<'_>, sink: &mut dyn Write, height: i64) -> io::Result<()> {
    let mut drawn: Vec<(i64, char)> = Vec::new();
    for limit in &words.timeline.limits {
        let Some(minutes) = limit.minutes.filter(|minutes| *minutes <= 72 * 60) else {
            continue;
        };
        if drawn.contains(&(minutes, limit.letter)) {
            continue;
        }
        let beside = drawn.iter().filter(|(at, _)| *at == minutes).count();
        drawn.push((minutes, limit.letter));
        let x = x_of(minutes);
        writeln!(
            sink,
            r##"<line x1="{x}" y1="56" x2="{x}" y2="{}" stroke="#9a4a00" stroke-dasharray="4 3"/>"##,
            height - 10
        )?;
        writeln!(
            sink,
            r##"<text x="{}" y="66" fill="#9a4a00">{}</text>"##,
            x + 2 + 11 * i64::try_from(beside).unwrap_or(0),
            limit.letter
        )?;
    }
    Ok(())
}

fn places(words: &TimelineWords<'_>, sink: &mut dyn Write, y: i64) -> io::Result<()> {
    for phase in &words.timeline.phases {
        let fill = match phase.kind {
            PhaseKind::Unrecorded => "#f2c9a0",
            PhaseKind::Police => "#b8c4d0",
            PhaseKind::Cell => "#6d7f92",
        };
        let (from, to) = (x_of(phase.from), x_of(phase.to));
        writeln!(
            sink,
            r#"<rect x="{from}" y="{}" width="{}" height="10" fill="{fill}"/>"#,
            y - 5,
            (to - from).max(1)
        )?;
    }
    Ok(())
}
