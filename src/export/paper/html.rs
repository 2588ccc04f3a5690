//! The paper form as one page of HTML that any browser prints: no script, no font, nothing fetched.

use std::io::{self, Write};

use super::{Answer, Item, Paper, Part};
use crate::export::markup::escaped;

/// A4, black on white; an item is never torn over two pages.
const STYLE: &str = "\
@page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:9pt sans-serif}}\
body{font:10pt/1.35 sans-serif;color:#000;background:#fff;max-width:186mm;margin:auto}\
h1{font-size:15pt;margin:0 0 2mm}h2{font-size:12pt;margin:6mm 0 1mm;border-bottom:.6mm solid #000;break-after:avoid}\
h3{font-size:10.5pt;margin:4mm 0 1mm;break-after:avoid}\
p{margin:1mm 0}.small{font-size:8.5pt}.identity{font-size:8.5pt}\
.head{display:flex;align-items:baseline;gap:2mm;margin:3mm 0}.head i{flex:1;border-bottom:.3mm solid #000}\
.item{display:grid;grid-template-columns:13mm 1fr 34mm;gap:0 3mm;padding:1.5mm 0;border-bottom:.2mm solid #999;break-inside:avoid}\
.number{font-weight:bold}.margin{border-left:.2mm solid #999}\
ul{list-style:none;margin:1mm 0 0;padding:0;display:flex;flex-wrap:wrap;gap:1mm 5mm}\
li{white-space:normal}.box{display:inline-block;width:3.4mm;height:3.4mm;border:.3mm solid #000;vertical-align:-.4mm;margin:0 1mm}\
.line{display:block;border-bottom:.3mm solid #000;height:7mm}.when{letter-spacing:.6mm;font-family:monospace}\
.missing{color:#000;font-size:8.5pt}.rules{border:.3mm solid #000;padding:1.5mm 3mm;margin:3mm 0}";

/// Writes the form as HTML.
pub fn write_html(paper: &Paper, sink: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&paper.title);
    writeln!(
        sink,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n<body>",
        paper.language
    )?;
    writeln!(sink, "<h1>{title}</h1>")?;
    paragraph(sink, "identity", &paper.identity)?;
    if let Some(draft) = &paper.draft {
        paragraph(sink, "small", draft)?;
    }
    for head in &paper.heads {
        writeln!(
            sink,
            "<div class=\"head\"><span>{}</span><i></i></div>",
            escaped(head)
        )?;
    }
    writeln!(sink, "<div class=\"rules\">")?;
    for rule in &paper.rules {
        paragraph(sink, "small", rule)?;
    }
    writeln!(sink, "</div>")?;
    for text in &paper.introduction {
        paragraph(sink, "introduction", text)?;
    }
    for section in &paper.sections {
        writeln!(sink, "<h2>{}</h2>", escaped(&section.title))?;
        if let Some(condition) = &section.condition {
            paragraph(sink, "small", condition)?;
        }
        for part in &section.parts {
            match part {
                Part::Group { title, notes } => {
                    writeln!(sink, "<h3>{}</h3>", escaped(title))?;
                    for note in notes {
                        paragraph(sink, "small", note)?;
                    }
                }
                Part::Item(item) => write_item(item, sink)?,
            }
        }
    }
    writeln!(sink, "</body>\n</html>")
}

fn write_item(item: &Item, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(
        sink,
        "<div class=\"item\"><div class=\"number\">{}</div><div>",
        escaped(&item.number)
    )?;
    paragraph(sink, "label", &item.label)?;
    for text in [
        Some(&item.hint),
        Some(&item.guidance),
        item.condition.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        paragraph(sink, "small", text)?;
    }
    match &item.answer {
        Answer::Boxes { choices, told } => {
            paragraph(sink, "small", told)?;
            let choices = choices.iter();
            boxes(
                sink,
                "choices",
                choices.map(|(digit, label)| (*digit, label.as_str())),
            )?;
        }
        Answer::When {
            with_time,
            precisions,
        } => {
            let time = if *with_time { "&emsp;__:__" } else { "" };
            writeln!(sink, "<p class=\"when\">__.__.____{time}</p>")?;
            boxes(
                sink,
                "missing",
                precisions.iter().map(|word| (None, word.as_str())),
            )?;
        }
        Answer::Short => writeln!(sink, "<p class=\"when\">__________</p>")?,
        Answer::Lines => {
            for _ in 0..3 {
                writeln!(sink, "<span class=\"line\"></span>")?;
            }
        }
        Answer::Nothing => {}
    }
    if !item.missing.is_empty() {
        let reasons = item.missing.iter();
        boxes(
            sink,
            "missing",
            reasons.map(|(digit, label)| (*digit, label.as_str())),
        )?;
    }
    writeln!(sink, "</div><div class=\"margin\"></div></div>")
}

fn paragraph(sink: &mut dyn Write, class: &str, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = text.lines().map(escaped).collect();
    writeln!(sink, "<p class=\"{class}\">{}</p>", lines.join("<br>"))
}

fn boxes<'a>(
    sink: &mut dyn Write,
    class: &str,
    boxes: impl Iterator<Item = (Option<char>, &'a str)>,
) -> io::Result<()> {
    writeln!(sink, "<ul class=\"{class}\">")?;
    for (digit, label) in boxes {
        let digit = digit.map(String::from).unwrap_or_default();
        writeln!(
            sink,
            "<li>{digit}<span class=\"box\"></span>{}</li>",
            escaped(label)
        )?;
    }
    writeln!(sink, "</ul>")
}
