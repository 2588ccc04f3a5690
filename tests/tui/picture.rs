//! Pictures of the real screens, as SVG, for README.
//!
//! A picture is drawn from the same buffer that a terminal would get. The committed ones are
//! compared; `FIRSTHOURS_PICTURES=write cargo test picture` draws them again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crossterm::event::KeyCode;
use firsthours::i18n::Language;
use firsthours::tui::theme::{Depth, Palette, Theme};
use firsthours::tui::world::Settings;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::monitor::{Monitor, Store, settings};

/// Columns and rows of a cell in the picture's own units.
const CELL: (u16, u16) = (8, 17);
const BACKGROUND: &str = "#14171c";

fn hex(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Reset => None,
        other => panic!("the dark palette in true colour has no {other:?}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Draws a buffer; cells of one style in a row become one text of a fixed length.
fn svg(buffer: &Buffer, title: &str) -> String {
    let (width, height) = (buffer.area.width, buffer.area.height);
    let mut drawn = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-8 -8 {} {}\" role=\"img\" \
         font-family=\"'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace\" font-size=\"13\">\n\
         <title>{}</title>\n<rect x=\"-8\" y=\"-8\" width=\"100%\" height=\"100%\" fill=\"{BACKGROUND}\"/>\n",
        width * CELL.0 + 16,
        height * CELL.1 + 16,
        escaped(title),
    );
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let style = buffer[(x, y)].style();
            let end = (x..width)
                .find(|at| buffer[(*at, y)].style() != style)
                .unwrap_or(width);
            let text: String = (x..end).map(|at| buffer[(at, y)].symbol()).collect();
            let (left, length) = (x * CELL.0, (end - x) * CELL.0);
            let ground = style.bg.and_then(hex).filter(|ground| ground != BACKGROUND);
            if let Some(ground) = ground {
                let (top, row) = (y * CELL.1, CELL.1);
                writeln!(
                    drawn,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"{row}\" fill=\"{ground}\"/>"
                )
                .unwrap();
            }
            if !text.trim().is_empty() {
                let ink = style.fg.and_then(hex).unwrap_or_else(|| "#e8e6e0".into());
                let weight = if style.add_modifier.contains(Modifier::BOLD) {
                    " font-weight=\"bold\""
                } else {
                    ""
                };
                let baseline = y * CELL.1 + 13;
                writeln!(
                    drawn,
                    "<text x=\"{left}\" y=\"{baseline}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" \
                     xml:space=\"preserve\" fill=\"{ink}\"{weight}>{}</text>",
                    escaped(&text)
                )
                .unwrap();
            }
            x = end;
        }
    }
    drawn + "</svg>\n"
}

/// Compares a picture with the committed one, or writes it where that was asked for.
fn hold(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("FIRSTHOURS_PICTURES").is_some() {
        fs::write(&path, drawn).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == drawn,
        "docs/{name} does not show what the program shows: \
         FIRSTHOURS_PICTURES=write cargo test picture, and look at it"
    );
}

fn in_colour(language: Language) -> Settings {
    Settings {
        theme: Theme {
            palette: Palette::Dark,
            depth: Depth::True,
        },
        ..settings(language)
    }
}

/// A monitor in the middle of an interview: the rights were explained, but before the first questions?
fn amid_an_interview(size: (u16, u16), language: Language) -> Monitor {
    let store = Store::with(&["police-custody/interview"]);
    let mut monitor = Monitor::in_visit(store, size, in_colour(language));
    monitor.types("n");
    monitor.key(KeyCode::Enter);
    monitor.types("1");
    monitor.types("j");
    monitor.types("D08");
    monitor.key(KeyCode::Enter);
    monitor.types("1");
    monitor
}

#[test]
fn the_pictures_in_the_readme_show_what_the_program_shows() {
    for (name, language) in [("fill.svg", Language::En), ("fill-ru.svg", Language::Ru)] {
        let monitor = amid_an_interview((80, 24), language);
        hold(name, &svg(&monitor.buffer(), "firsthours"));
    }
    let wide = amid_an_interview((120, 40), Language::En);
    hold("fill-wide.svg", &svg(&wide.buffer(), "firsthours"));
}
