//! Checklists as files: from one format to another, and into the folder of the user.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::checklist::{
    CheckedFile, Checklist, ChecklistFile, Defect, EMBEDDED_CHOICES, EMBEDDED_FACTS, FactName,
    Library, Severity,
};
use crate::export::atomic_file::{self, Existing, WriteError};
use crate::indicator::{Definitions, Vocabulary};
use crate::message::{Explain, Message};

/// Largest file that is read: no checklist of words comes near it.
const LARGEST_FILE: u64 = 10 << 20;

/// Why a checklist file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ChecklistFileError {
    /// It cannot be read.
    #[error("the file cannot be read")]
    Unreadable {
        /// The file as it was named.
        file: String,
    },
    /// It is larger than what is read.
    #[error("the file is too large")]
    TooLarge {
        /// The file as it was named.
        file: String,
    },
    /// It has errors.
    #[error("the file has errors")]
    Defects(CheckedFile),
    /// The file that is to be written has an ending that means no format.
    #[error("the ending of the file's name means no format")]
    NoFormat,
    /// It could not be put into the format.
    #[error("the checklist cannot be put into this format")]
    NotWritable,
    /// The file or its folder cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Explain for ChecklistFileError {
    fn what_happened(&self) -> Message {
        match self {
            Self::Unreadable { file } => {
                Message::new("err-file-unreadable").text("file", file.as_str())
            }
            Self::TooLarge { file } => {
                Message::new("err-file-too-large").text("file", file.as_str())
            }
            Self::Defects(_) => Message::new("err-form-has-errors"),
            Self::NoFormat => Message::new("err-form-no-format"),
            Self::NotWritable => Message::new("err-form-not-writable"),
            Self::Write(fault) => fault.what_happened(),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::Defects(_) => Some(Message::new("rec-form-check-first")),
            Self::NoFormat => Some(Message::new("rec-form-formats")),
            Self::Write(fault) => fault.what_to_do(),
            Self::Unreadable { .. } | Self::TooLarge { .. } | Self::NotWritable => None,
        }
    }
}

/// A checklist that was put somewhere, or would be.
#[derive(Debug)]
pub struct Placed {
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// Where it is.
    pub path: PathBuf,
    /// What is to be said about the file that it came from.
    pub checked: CheckedFile,
}

/// Whether something is done or only told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earnest {
    /// It is done.
    Real,
    /// It is told what would be done.
    DryRun,
}

/// A questionnaire of others, before anything is done with it.
#[derive(Debug)]
pub struct JudgedForm {
    /// What is to be said about its file.
    pub checked: CheckedFile,
    /// What stands where each defect is.
    pub cells: Vec<Option<String>>,
    /// The checklist that it becomes, if it can be used.
    pub checklist: Option<Arc<Checklist>>,
    /// Whether a checklist of this id is in the folder of the user.
    pub is_there: bool,
}

/// Reads and judges a questionnaire of others.
pub fn judge_checklist(
    library: &Library,
    folder: &Path,
    from: &Path,
) -> Result<JudgedForm, ChecklistFileError> {
    let bytes = bytes_of(from)?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let (checked, checklist) = match library.open_file(&name, &bytes) {
        Ok(opened) => (opened.checked, Some(opened.checklist)),
        Err(checked) => (checked, None),
    };
    let path = |id: &str| folder.join(format!("{id}.toml"));
    Ok(JudgedForm {
        cells: library.shown_at(&name, &bytes, &checked.defects),
        is_there: checklist
            .as_ref()
            .is_some_and(|checklist| path(checklist.id.as_str()).exists()),
        checked,
        checklist,
    })
}

fn bytes_of(from: &Path) -> Result<Vec<u8>, ChecklistFileError> {
    let file = from.display().to_string();
    let Ok(bytes) = fs::File::open(from).and_then(|open| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(open, LARGEST_FILE + 1), &mut bytes)?;
        Ok(bytes)
    }) else {
        return Err(ChecklistFileError::Unreadable { file });
    };
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ChecklistFileError::TooLarge { file });
    }
    Ok(bytes)
}

fn read(library: &Library, from: &Path) -> Result<ChecklistFile, ChecklistFileError> {
    let file = from.display().to_string();
    // A checklist of the program has no file.
    if !from.exists()
        && let Some(checklist) = library.get(&file)
        && let Ok(source) = checklist.source()
    {
        return Ok(ChecklistFile {
            source,
            checklist,
            checked: CheckedFile::default(),
        });
    }
    let bytes = bytes_of(from)?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    library
        .open_file(&name, &bytes)
        .map_err(ChecklistFileError::Defects)
}

/// Writes a checklist file in another format, which the ending of the new name says.
pub fn convert_checklist(
    library: &Library,
    from: &Path,
    to: &Path,
    existing: Existing,
) -> Result<Placed, ChecklistFileError> {
    let opened = read(library, from)?;
    let ending = to.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let bytes = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("toml") => opened.source.to_toml().map(String::into_bytes),
        Some("xlsx") => opened.source.to_xlsform(),
        _ => return Err(ChecklistFileError::NoFormat),
    };
    let bytes = bytes.ok_or(ChecklistFileError::NotWritable)?;
    atomic_file::write(to, existing, |sink| sink.write_all(&bytes))?;
    Ok(Placed {
        checklist: opened.checklist,
        path: to.to_path_buf(),
        checked: opened.checked,
    })
}

/// Puts an XLSForm into the folder of the user's checklists, so that visits can use it.
pub fn import_checklist(
    library: &Library,
    folder: &Path,
    from: &Path,
    existing: Existing,
    earnest: Earnest,
) -> Result<Placed, ChecklistFileError> {
    let opened = read(library, from)?;
    let text = opened
        .source
        .to_toml()
        .ok_or(ChecklistFileError::NotWritable)?;
    // What is put there must open there.
    if library.check(&text).checklist.is_none() {
        return Err(ChecklistFileError::NotWritable);
    }
    let path = folder.join(format!("{}.toml", opened.source.id));
    if earnest == Earnest::Real {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(WriteError::of)?;
        }
        atomic_file::write(&path, existing, |sink| sink.write_all(text.as_bytes()))?;
    }
    Ok(Placed {
        checklist: opened.checklist,
        path,
        checked: opened.checked,
    })
}

/// Judges a file of whichever sort: a checklist, an XLSForm, shared lists, safeguards, indicators.
pub fn check_file(library: &Library, name: &str, bytes: &[u8]) -> CheckedFile {
    let text = std::str::from_utf8(bytes).ok().filter(|text| {
        let is_toml = Path::new(name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        is_toml && text.lines().any(|line| line.trim() == "[[indicator]]")
    });
    match text {
        Some(text) => CheckedFile {
            defects: check_indicators(library, text),
            ..CheckedFile::default()
        },
        None => library.check_file(name, bytes),
    }
}

/// Judges a file of indicators; those whose facts no question of any checklist states are told.
fn check_indicators(library: &Library, text: &str) -> Vec<Defect> {
    let line_of = |part: &str| {
        let quoted = format!("\"{part}\"");
        let mut lines = text.lines().enumerate();
        lines
            .find(|(_, line)| !part.is_empty() && line.contains(&quoted))
            .map(|(at, _)| at + 1)
    };
    let words = Vocabulary::read(EMBEDDED_FACTS, EMBEDDED_CHOICES).unwrap_or_default();
    let definitions = match Definitions::compile(&[text], &words) {
        Ok(definitions) => definitions,
        Err(defects) => {
            return defects
                .into_iter()
                .map(|found| {
                    let line = line_of(&found.part);
                    let place = format!("{}.{}", found.part, found.key);
                    let place = place.trim_matches('.').to_owned();
                    let mut defect =
                        Defect::judged(found.code, Severity::Error, place, found.message);
                    defect.line = line;
                    defect.column = found.column;
                    defect
                })
                .collect();
        }
    };
    let lists = library.list();
    let questions = lists.iter().flat_map(|list| &list.questions);
    let fed: BTreeSet<&str> = questions
        .filter_map(|question| question.fact.as_ref())
        .map(FactName::as_str)
        .collect();
    let mut defects = Vec::new();
    for indicator in definitions.indicators() {
        let facts: Vec<&str> = definitions
            .facts_of(indicator)
            .into_iter()
            .filter(|fact| !fed.contains(fact))
            .collect();
        if facts.is_empty() {
            continue;
        }
        let message = Message::new("err-indicator-unfed").text("facts", facts.join(", "));
        let place = format!("indicator.{}", indicator.id);
        let mut defect = Defect::judged("indicator_unfed", Severity::Warning, place, message);
        defect.suggestion = Some(Message::new("rec-indicator-unfed"));
        defect.line = line_of(&indicator.id);
        defects.push(defect);
    }
    defects
}
