//! Pictures that leave: well-formed, nothing outside of them, nothing that runs or reaches out.

use firsthours::app::{Desk, ExportOrder, SheetStyle};
use firsthours::export::atomic_file::Existing;
use firsthours::export::dashboard::{Dashboard, Grid, SeenCell, Trend, write_svg};
use firsthours::export::{Dialect, ExportKind, FileFormat, Redaction};
use firsthours::i18n::{Catalogue, Language};
use firsthours::indicator::{Dimension, Selection, Suppression};
use firsthours::safeguard::Country;
use firsthours::value::Source::DetainedPerson as D;
use firsthours::visit::{FacilityType, Subject};
use quick_xml::events::{BytesStart, Event};

use super::columns::practice;
use super::scenario::{Told, by, person, tally, visit};

/// How wide a letter of a usual typeface is at most on average, of its height: Cyrillic is wider.
const LETTER: f64 = 0.62;
const BOLD: f64 = 0.68;

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).unwrap()?;
    Some(found.value.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> f64 {
    attribute(tag, name).unwrap().parse().unwrap()
}

/// Where a text begins, how large its letters are, and what it says so far.
struct Text {
    x: f64,
    y: f64,
    letter: f64,
    is_centred: bool,
    says: String,
}

/// Reads a picture as a browser would; returns everything that it says.
fn read(picture: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(picture);
    let (mut width, mut height) = (0.0, 0.0);
    let (mut open, mut said): (Option<Text>, Vec<String>) = (None, Vec::new());
    let mut depth = 0;
    loop {
        let event = reader.read_event().unwrap_or_else(|fault| {
            panic!("{fault} at {}: {picture}", reader.error_position());
        });
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                assert!(
                    [
                        "svg", "title", "g", "rect", "line", "path", "circle", "text"
                    ]
                    .contains(&name.as_ref()),
                    "<{name}>"
                );
                for found in tag.attributes() {
                    let found = found.unwrap();
                    let key = found.key.as_ref().to_owned();
                    let is_space = key == "xmlns" && found.value == "http://www.w3.org/2000/svg";
                    assert!(is_space || !found.value.contains(':'), "{key}");
                    assert!(!key.starts_with("on") && key != "style" && !key.contains("href"));
                    assert!(!found.value.contains("url("), "{key}");
                }
                if name == "svg" {
                    assert_eq!(depth, 0, "one picture");
                    (width, height) = (number(tag, "width"), number(tag, "height"));
                }
                if name == "text" {
                    let size = attribute(tag, "font-size").map_or(13.0, |it| it.parse().unwrap());
                    let is_bold = attribute(tag, "font-weight").as_deref() == Some("bold");
                    open = Some(Text {
                        x: number(tag, "x"),
                        y: number(tag, "y"),
                        letter: size * if is_bold { BOLD } else { LETTER },
                        is_centred: attribute(tag, "text-anchor").is_some(),
                        says: String::new(),
                    });
                }
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                if let Some(open) = &mut open {
                    open.says.push_str(&text);
                }
            }
            Event::GeneralRef(sign) => {
                let sign: &str = sign;
                let sign = match sign {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("&{other};"),
                };
                if let Some(open) = &mut open {
                    open.says.push_str(sign);
                }
            }
            Event::End(_) => {
                depth -= 1;
                if let Some(text) = open.take() {
                    #[expect(clippy::cast_precision_loss, reason = "a line of text")]
                    let long = text.says.chars().count() as f64 * text.letter;
                    let from = text.x - if text.is_centred { long / 2.0 } else { 0.0 };
                    assert!(
                        from >= 0.0 && from + long <= width && text.y > 8.0 && text.y <= height,
                        "outside of {width} x {height}: {} {} {}",
                        text.x,
                        text.y,
                        text.says
                    );
                    let is_hidden = |letter: char| letter.is_control() || letter == '\u{202E}';
                    assert!(!text.says.contains(is_hidden), "{:?}", text.says);
                    said.push(text.says);
                }
            }
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(depth, 0);
    assert!(said.len() > 5);
    said
}

const HOSTILE: [&str; 4] = [
    "<script>alert('x')</script>",
    "\"/><image href=\"http://x.example/y\"/>&amp;]]>",
    "\u{1b}[2J\u{202E}gnorw\u{0}",
    "Длинноеназваниебезединогопробелакотороенепомещаетсяниводнуколонкутаблицыищёдлиннее",
];

#[test]
fn a_hostile_name_in_a_dashboard_is_text_and_stays_inside_the_picture() {
    for language in [Language::En, Language::Ru] {
        let words = Catalogue::new(language);
        for name in HOSTILE {
            let mut header = visit(Country::Kg, FacilityType::Ivs, name, "2015-02-05");
            header.facility.region = name.to_owned();
            let told: Vec<Told> = (0..12)
                .map(|_| person().says("lawyer_met_place", D, "never"))
                .collect();
            let dimensions = [Dimension::Region, Dimension::Facility, Dimension::Quarter];
            let report = tally(&header, &told, by("I13", &dimensions)).report(Suppression::OFF);
            let grid = Grid::of(&report);
            let group = [name.to_owned(), name.to_owned()];
            let trend = Trend::of(&report, &group, None);
            let dashboard = Dashboard {
                grid: &grid,
                notes: &report.notes,
                trend: Some((name, &trend)),
                counted: name,
                words: &words,
            };
            let mut bytes = Vec::new();
            write_svg(&dashboard, &mut bytes).unwrap();
            let said = read(&String::from_utf8(bytes).unwrap());
            let beginning: String = name.chars().take(8).collect();
            if !name.contains('\u{1b}') {
                assert!(said.iter().any(|it| it.contains(&beginning)), "{said:?}");
            }
        }
    }
}

fn order(kind: ExportKind, language: Language) -> ExportOrder {
    ExportOrder {
        kind,
        format: FileFormat::Svg,
        visits: Vec::new(),
        sheets: SheetStyle::default(),
        cell: None,
        person: None,
        from: None,
        to: None,
        redaction: Redaction::default(),
        dialect: Dialect::default(),
        selection: Selection::default(),
        suppression: Suppression::default(),
        language,
    }
}

fn exported(desk: &Desk, order: &ExportOrder) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("picture.svg");
    desk.export(order, file.clone(), Existing::Kept).unwrap();
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn pictures_of_practice_data_are_whole_in_every_breakdown_and_language() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 12, 4, 8);
    let breakdowns: [&[Dimension]; 3] = [
        &[],
        &[Dimension::FacilityType],
        &[
            Dimension::AgeBand,
            Dimension::Sex,
            Dimension::Country,
            Dimension::Source,
        ],
    ];
    for language in [Language::En, Language::Ru] {
        for dimensions in breakdowns {
            let dashboard = ExportOrder {
                cell: Some(SeenCell {
                    indicator: "I05".to_owned(),
                    group: None,
                }),
                selection: Selection {
                    by: dimensions.to_vec(),
                    ..Selection::default()
                },
                ..order(ExportKind::Dashboard, language)
            };
            read(&exported(&desk, &dashboard));
        }
        let visit = desk.visits().unwrap()[0].id;
        for person in 1..=3 {
            let timeline = ExportOrder {
                visits: vec![visit],
                person: Some((Subject::Person(person).into(), 0)),
                ..order(ExportKind::Timeline, language)
            };
            read(&exported(&desk, &timeline));
        }
    }
}
