//! Exporting: one visit is read at a time; the file is whole or not there.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Desk, DeskError};
use crate::checklist::Checklist;
use crate::export::atomic_file::{self, Existing, WriteError};
use crate::export::dashboard::{
    Dashboard, Grid, SeenCell, Trend, counted_in_words, is_whole, over_time, write_svg, write_text,
};
use crate::export::{
    AnswersCsv, ByteOrderMark, CountsCsv, CountsDocument, CountsFormat, Dialect, ExportKind,
    FileFormat, Flavour, Headers, Identities, Naming, Notes, Redaction, Submissions, TableStyle,
    TimelineWords, Withheld, timeline_lines, write_codebook, write_schema, write_sql,
    write_timeline_svg, write_visit,
};
use crate::i18n::{Catalogue, Language};
use crate::indicator::{Former, Note, Report, Selection, Suppression};
use crate::message::Message;
use crate::value::{PartialDate, Value};
use crate::visit::{Chart, Session, Subject, Timeline, VisitId, Whose};

/// What is to be exported, and how.
#[derive(Debug, Clone)]
pub struct ExportOrder {
    /// What.
    pub kind: ExportKind,
    /// In which format.
    pub format: FileFormat,
    /// Only these visits; all if empty.
    pub visits: Vec<VisitId>,
    /// Only visits that began on this day or later.
    pub from: Option<NaiveDate>,
    /// Only visits that began on this day or earlier.
    pub to: Option<NaiveDate>,
    /// What is held back.
    pub redaction: Redaction,
    /// Whose timeline, and from which of its zeros on (timeline).
    pub person: Option<(Whose, usize)>,
    /// The cell whose trend goes along (dashboard).
    pub cell: Option<SeenCell>,
    /// What is counted and by what it is broken down (compliance, dashboard).
    pub selection: Selection,
    /// Which counts are hidden (compliance, dashboard).
    pub suppression: Suppression,
    /// The language of labels and notes.
    pub language: Language,
    /// How sheets are laid out (central, kobo).
    pub sheets: SheetStyle,
    /// For which engine tables and statements are written (dataset, sql).
    pub dialect: Dialect,
}

/// How sheets are laid out for programs of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetStyle {
    /// What stands in headers and for choices, if not what is usual there.
    pub headers: Option<Headers>,
    /// The code of the language of labels, if not that of everything else; checklists of others have
    /// languages that this program does not speak.
    pub language: Option<String>,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// How much.
    pub bytes: u64,
    /// What it contains, what it leaves out, and what was held back.
    pub notes: Vec<Message>,
}

/// Counts bytes on their way, and stops a preview when it has seen enough.
struct Gauge<'sink> {
    sink: &'sink mut dyn Write,
    bytes: u64,
    most: u64,
}

impl Write for Gauge<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.bytes >= self.most {
            return Err(io::Error::new(
                io::ErrorKind::WriteZero,
                "enough for a preview",
            ));
        }
        let written = self.sink.write(buffer)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// The most places of names that are listed.
const NAMES_LISTED: usize = 5;

/// Bytes after which a preview stops.
const PREVIEW_BYTES: u64 = 64 * 1024;

impl Desk {
    /// Writes an export to a file.
    pub fn export(
        &self,
        order: &ExportOrder,
        path: PathBuf,
        existing: Existing,
    ) -> Result<Exported, DeskError> {
        if order.kind == ExportKind::Dataset {
            return self.export_folder(order, path);
        }
        let mut inner = None;
        let written = atomic_file::write(&path, existing, |sink| {
            let mut gauge = Gauge {
                sink,
                bytes: 0,
                most: u64::MAX,
            };
            match self.render(order, Reason::Export, &mut gauge) {
                Ok(withheld) => Ok((withheld, gauge.bytes)),
                Err(Fault::Stream(fault)) => Err(fault),
                Err(Fault::Desk(fault)) => {
                    inner = Some(*fault);
                    Err(io::Error::other("the vault could not be read"))
                }
            }
        });
        match (written, inner) {
            (Ok((withheld, bytes)), _) => Ok(Exported {
                path,
                bytes,
                notes: notes(order, withheld),
            }),
            (Err(_), Some(fault)) => Err(fault),
            (Err(fault), None) => Err(fault.into()),
        }
    }

    /// Writes a dataset, which is a folder of its own.
    fn export_folder(&self, order: &ExportOrder, path: PathBuf) -> Result<Exported, DeskError> {
        let selection = Selection {
            from: order.from,
            to: order.to,
            ..order.selection.clone()
        };
        let rows = self.export_dataset(&path, &selection, order.language)?;
        let files = std::fs::read_dir(&path).into_iter().flatten().flatten();
        let sizes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
        let mut notes = notes(order, Withheld::default());
        notes.push(Message::new("export-dataset-rows").number("rows", rows));
        Ok(Exported {
            bytes: sizes.sum(),
            path,
            notes,
        })
    }

    /// Returns the beginning of what an export would write, and what would be held back of it.
    pub fn preview(
        &self,
        order: &ExportOrder,
        lines: usize,
    ) -> Result<(Vec<String>, Vec<Message>), DeskError> {
        let mut bytes = Vec::new();
        let mut gauge = Gauge {
            sink: &mut bytes,
            bytes: 0,
            most: PREVIEW_BYTES,
        };
        // An archive is nothing to read: its first table is shown.
        let rendered = match order.kind {
            ExportKind::Central | ExportKind::Kobo => self
                .submissions(order)
                .and_then(|tables| Ok(tables.write_first(&mut gauge)?)),
            ExportKind::Answers
            | ExportKind::Compliance
            | ExportKind::Dashboard
            | ExportKind::Timeline
            | ExportKind::Visit
            | ExportKind::Codebook
            | ExportKind::Dataset
            | ExportKind::Sql => self.render(order, Reason::Preview, &mut gauge),
        };
        let withheld = match rendered {
            Ok(withheld) => withheld,
            // The preview is full: that is no fault.
            Err(Fault::Stream(_)) => Withheld::default(),
            Err(Fault::Desk(fault)) => return Err(*fault),
        };
        let text = String::from_utf8_lossy(&bytes);
        let shown = text
            .trim_start_matches('\u{feff}')
            .lines()
            .take(lines)
            .map(str::to_owned)
            .collect();
        Ok((shown, notes(order, withheld)))
    }

    fn render(
        &self,
        order: &ExportOrder,
        reason: Reason,
        sink: &mut dyn Write,
    ) -> Result<Withheld, Fault> {
        match order.kind {
            ExportKind::Answers => {
                let mut table = AnswersCsv::new(
                    sink,
                    ByteOrderMark::Written,
                    order.redaction,
                    order.language.code(),
                )?;
                self.each_chosen(order, &mut |session| Ok(table.visit(session)?))?;
                Ok(table.finish()?.1)
            }
            ExportKind::Compliance => {
                let selection = Selection {
                    from: order.from,
                    to: order.to,
                    ..order.selection.clone()
                };
                let report = self.counts_to_render(selection, order, reason)?;
                let words = Catalogue::new(order.language);
                match order.format {
                    FileFormat::Csv | FileFormat::Text | FileFormat::Svg | FileFormat::Sql => {
                        CountsCsv {
                            mark: ByteOrderMark::Written,
                        }
                        .write(&report, &words, sink)?;
                    }
                    FileFormat::Json | FileFormat::Zip => {
                        CountsDocument.write(&report, &words, sink)?;
                    }
                }
                Ok(Withheld::default())
            }
            ExportKind::Dashboard => self.render_dashboard(order, reason, sink),
            ExportKind::Timeline => self.render_timeline(order, sink),
            ExportKind::Visit => match order.visits.as_slice() {
                [id] => {
                    let session = self.visit(*id)?;
                    let words = Catalogue::new(order.language);
                    let mut salt = [0; 16];
                    getrandom::fill(&mut salt)
                        .map_err(|_no_entropy| DeskError::NoRandom)
                        .map_err(Fault::from)?;
                    let naming = Naming::of(&session, order.redaction.codes, salt);
                    Ok(write_visit(
                        &session,
                        &self.measures().law,
                        (order.redaction, &naming),
                        &words,
                        sink,
                    )?)
                }
                _ => Err(Fault::Desk(Box::new(DeskError::OneVisitNeeded))),
            },
            // Of a folder the tables are shown: what stands in them, and under which name.
            ExportKind::Dataset => {
                write_schema(&self.measures().definitions, order.dialect, sink)?;
                Ok(Withheld::default())
            }
            ExportKind::Sql => {
                let words = Catalogue::new(order.language);
                let definitions = &self.measures().definitions;
                write_sql(definitions, &[], order.dialect, &words, sink)?;
                Ok(Withheld::default())
            }
            ExportKind::Central | ExportKind::Kobo => Ok(self.submissions(order)?.write(sink)?),
            ExportKind::Codebook => {
                let lists = self.versions(order)?;
                write_codebook(
                    lists.iter().map(AsRef::as_ref),
                    ByteOrderMark::Written,
                    sink,
                )?;
                Ok(Withheld::default())
            }
        }
    }

    /// Returns the checklists that there are, and every version with which the chosen visits were filled.
    fn versions(&self, order: &ExportOrder) -> Result<Vec<Arc<Checklist>>, Fault> {
        let mut lists = self.library().list();
        self.each_chosen(order, &mut |session| {
            for pinned in session.checklists() {
                if !lists.iter().any(|known| known.digest == pinned.digest) {
                    lists.push(Arc::clone(pinned));
                }
            }
            Ok(())
        })?;
        lists.sort_by(|one, other| (&one.id, &one.version).cmp(&(&other.id, &other.version)));
        Ok(lists)
    }

    /// Lays the chosen visits out as tables of sheets.
    fn submissions(&self, order: &ExportOrder) -> Result<Submissions, Fault> {
        let (flavour, usual) = if order.kind == ExportKind::Kobo {
            (Flavour::Kobo, Headers::Labels)
        } else {
            (Flavour::Central, Headers::Names)
        };
        let language = order.sheets.language.clone();
        let style = TableStyle {
            flavour,
            headers: order.sheets.headers.unwrap_or(usual),
            language: language.unwrap_or_else(|| order.language.code().to_owned()),
        };
        let mut tables = Submissions::new(style, order.redaction);
        self.each_chosen(order, &mut |session| {
            tables.visit(session);
            Ok(())
        })?;
        Ok(tables)
    }

    /// Counts: what leaves is a release, a preview is none.
    fn counts_to_render(
        &self,
        selection: Selection,
        order: &ExportOrder,
        reason: Reason,
    ) -> Result<Report, DeskError> {
        match reason {
            Reason::Export => self.release(selection, order.suppression, Former::default()),
            Reason::Preview => self.tally(selection, order.suppression),
        }
    }

    /// Writes the table of indicators and groups, and the trend of one cell: both are handed out, and
    /// compared with what was handed out before, the trend with the table too.
    fn render_dashboard(
        &self,
        order: &ExportOrder,
        reason: Reason,
        sink: &mut dyn Write,
    ) -> Result<Withheld, Fault> {
        let words = Catalogue::new(order.language);
        let report = self.counts_to_render(order.selection.clone(), order, reason)?;
        let grid = Grid::of(&report);
        let mut notes = report.notes;
        let trend = match &order.cell {
            Some(cell) => match self.trend_of(order, cell, &grid, (&words, reason)) {
                Ok(trend) => Some(trend),
                Err(DeskError::NotPublishable(_)) => {
                    notes.push(Note::Says(Message::new("dashboard-trend-left-out")));
                    None
                }
                Err(fault) => return Err(fault.into()),
            },
            None => None,
        };
        let dashboard = Dashboard {
            grid: &grid,
            notes: &notes,
            trend: trend.as_ref().map(|(name, trend)| (name.as_str(), trend)),
            counted: &counted_in_words(&order.selection, &words),
            words: &words,
        };
        match order.format {
            FileFormat::Svg => write_svg(&dashboard, sink)?,
            FileFormat::Text
            | FileFormat::Csv
            | FileFormat::Json
            | FileFormat::Zip
            | FileFormat::Sql => {
                write_text(&dashboard, sink)?;
            }
        }
        Ok(Withheld::default())
    }

    fn trend_of(
        &self,
        order: &ExportOrder,
        cell: &SeenCell,
        grid: &Grid,
        (words, reason): (&Catalogue, Reason),
    ) -> Result<(String, Trend), DeskError> {
        let group = cell.group.as_deref();
        let (counted, rest) = over_time(&order.selection, &cell.indicator, group);
        let report = self.counts_to_render(counted, order, reason)?;
        let line = grid
            .lines
            .iter()
            .position(|line| line.indicator == cell.indicator && line.answer.is_none());
        let column = grid.columns.iter().position(|it| *it == cell.group);
        let figures = line
            .zip(column)
            .and_then(|(line, column)| grid.cell(line, column));
        let name = figures.map_or_else(String::new, |(line, _)| {
            let label = line.full_name(words.language().code());
            let group = grid.column_name(column.unwrap_or(0), words);
            format!("{label}  {group}")
        });
        let whole = figures.filter(|_| is_whole(&order.selection, group));
        let trend = Trend::of(&report, &rest, whole.map(|(_, figures)| figures));
        Ok((name, trend))
    }

    /// Writes what happened to one person.
    fn render_timeline(
        &self,
        order: &ExportOrder,
        sink: &mut dyn Write,
    ) -> Result<Withheld, Fault> {
        let (Some(id), Some((whose, zero))) = (order.visits.first(), &order.person) else {
            return Err(Fault::Desk(Box::new(DeskError::OneVisitNeeded)));
        };
        let session = self.visit(*id)?;
        let episode = session.episode_of(whose).map_err(DeskError::from)?;
        let measures = self.measures();
        let country = session.header().facility.country;
        let words = Catalogue::new(order.language);
        let told = TimelineWords {
            timeline: &Timeline::of(&episode, &measures.law, country),
            facts: &measures.facts,
            words: &words,
            chart: Chart::of_72_hours(*zero, 80),
            practice: session.header().practice,
        };
        match order.format {
            FileFormat::Svg => write_timeline_svg(&told, sink)?,
            FileFormat::Text
            | FileFormat::Csv
            | FileFormat::Json
            | FileFormat::Zip
            | FileFormat::Sql => {
                for line in timeline_lines(&told, 100) {
                    writeln!(sink, "{line}")?;
                }
            }
        }
        Ok(Withheld::default())
    }

    /// Says where something that looks like a name would go out; nothing of what may stand.
    pub fn names_going_out(&self, order: &ExportOrder) -> Result<Option<Message>, DeskError> {
        let allowed = self.allowed_names();
        let mut places: Vec<String> = Vec::new();
        self.texts_going_out(order, &mut |visit, place, text| {
            let mut found = allowed.not_allowed(self.device(), visit, text);
            if found.next().is_some() {
                places.push(place);
            }
        })?;
        let count = places.len();
        places.truncate(NAMES_LISTED);
        Ok((count > 0).then(|| {
            Message::new("export-looks-like-names")
                .number("count", count)
                .text("places", places.join(", "))
        }))
    }

    /// Tells every free text that the order would let out, with the code and number where it stands.
    pub fn texts_going_out(
        &self,
        order: &ExportOrder,
        tell: &mut dyn FnMut(VisitId, String, &str),
    ) -> Result<(), DeskError> {
        let about_persons = matches!(
            order.kind,
            ExportKind::Answers | ExportKind::Visit | ExportKind::Central | ExportKind::Kobo
        );
        if !about_persons {
            return Ok(());
        }
        let Redaction {
            identities, notes, ..
        } = order.redaction;
        let named = identities == Identities::Included;
        let told = self.each_chosen(order, &mut |session| {
            let visit = session.header().id;
            for taken in session.subjects() {
                if let Some(label) = taken.label.filter(|_| named) {
                    tell(visit, taken.subject.to_string(), label);
                }
            }
            for sheet in session.sheets() {
                for spot in sheet.places() {
                    let Some(question) = sheet.checklist().questions.get(spot.question) else {
                        continue;
                    };
                    let place = || match sheet.subject() {
                        Subject::Premises => question.number.clone(),
                        subject => format!("{subject} {}", question.number),
                    };
                    for said in sheet.seen_from(spot.instance.clone()).said(spot.question) {
                        let note = said.answer.note.as_deref();
                        if let Some(note) = note.filter(|_| notes == Notes::Included) {
                            tell(visit, place(), note);
                        }
                        if let Some(Value::Text(text)) = said.answer.value()
                            && (named || !question.personal)
                        {
                            tell(visit, place(), text);
                        }
                    }
                }
            }
            Ok(())
        });
        told.map_err(|fault| match fault {
            Fault::Desk(fault) => *fault,
            Fault::Stream(fault) => DeskError::Write(WriteError::of(fault)),
        })
    }

    fn each_chosen(
        &self,
        order: &ExportOrder,
        take: &mut dyn FnMut(&Session) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        for summary in self.visits()? {
            let chosen = order.visits.is_empty() || order.visits.contains(&summary.id);
            let in_period = match summary.start.date() {
                PartialDate::Day(day) => {
                    order.from.is_none_or(|from| day >= from) && order.to.is_none_or(|to| day <= to)
                }
                // A start without a day lies in no period, and in everything.
                PartialDate::Year(_) | PartialDate::Month(..) => {
                    order.from.is_none() && order.to.is_none()
                }
            };
            if chosen && in_period {
                take(&self.visit(summary.id)?)?;
            }
        }
        Ok(())
    }
}

fn notes(order: &ExportOrder, withheld: Withheld) -> Vec<Message> {
    let mut notes = vec![order.kind.contains(), order.kind.leaves_out()];
    notes.extend(withheld.messages());
    notes
}

/// Why something is rendered: what leaves is kept, to compare what leaves later with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Export,
    Preview,
}

/// Why an export stopped.
enum Fault {
    Desk(Box<DeskError>),
    Stream(io::Error),
}

impl From<DeskError> for Fault {
    fn from(fault: DeskError) -> Self {
        Self::Desk(Box::new(fault))
    }
}

impl From<io::Error> for Fault {
    fn from(fault: io::Error) -> Self {
        Self::Stream(fault)
    }
}
