//! The checklists that there are: those of the program and those of the user's folder.
//!
//! A file of the user with the id of ours takes its place; a broken one is reported and never
//! stops the program. Checklists are compiled when they are asked for, each once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::{fs, io};

use super::compile::{Outcome, compile_text, judge_source};
use super::defect::{Defect, DefectCode};
use super::document;
use super::embedded::{EMBEDDED, EMBEDDED_CHOICES, EMBEDDED_FACTS, EMBEDDED_SAFEGUARDS};
use super::resolve::Shelf;
use super::{Checklist, ChecklistSource, ChoiceSource, Vocabulary, xlsform};

/// A file of the user's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFile {
    /// Its path below the folder, with slashes.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// A file that cannot be used.
#[derive(Debug, Clone)]
pub struct BrokenFile {
    /// Its name; ours begin with nothing, the user's are as they stand in the folder.
    pub file: String,
    /// Whether it came with the program (which its tests rule out).
    pub is_embedded: bool,
    /// What is wrong with it.
    pub defects: Vec<Defect>,
}

/// The checklists that there are.
#[derive(Debug, Default)]
pub struct Library {
    volumes: BTreeMap<String, Volume>,
    lists: BTreeMap<String, Vec<ChoiceSource>>,
    vocabulary: Vocabulary,
    /// Files that are broken so far that they have no id.
    broken: Vec<BrokenFile>,
    /// Whether nothing of a user adds to ours or takes the place of ours.
    is_ours_alone: bool,
}

/// What is to be said about a file.
#[derive(Debug, Clone, Default)]
pub struct CheckedFile {
    /// Everything that is wrong with it.
    pub defects: Vec<Defect>,
    /// What it asks for that this program keeps and cannot ask.
    pub unsupported: Vec<String>,
    /// Languages that no native speaker has reviewed.
    pub drafts: Vec<String>,
}

impl CheckedFile {
    fn of(outcome: &Outcome) -> Self {
        let checklist = outcome.checklist.as_ref();
        Self {
            defects: outcome.defects.clone(),
            unsupported: Vec::new(),
            drafts: checklist.map_or_else(Vec::new, |checklist| checklist.drafts.clone()),
        }
    }

    /// Returns what is to be said about a form, and the form as a checklist.
    fn of_form(form: xlsform::ReadForm) -> (Self, Option<ChecklistSource>) {
        let source = form.source.as_ref();
        let checked = Self {
            defects: form.defects,
            unsupported: form.unsupported,
            drafts: source.map_or_else(Vec::new, |source| source.drafts.clone()),
        };
        (checked, form.source)
    }

    /// Returns whether it cannot be used.
    pub fn has_errors(&self) -> bool {
        self.defects.iter().any(Defect::is_error)
    }
}

/// A file that was opened as a checklist.
#[derive(Debug)]
pub struct ChecklistFile {
    /// What it says, self-contained.
    pub source: ChecklistSource,
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// What is to be said about it.
    pub checked: CheckedFile,
}

#[derive(Debug)]
struct Volume {
    file: String,
    is_embedded: bool,
    text: std::borrow::Cow<'static, str>,
    source: OnceLock<ChecklistSource>,
    outcome: OnceLock<Outcome>,
}

impl Volume {
    fn source(&self) -> &ChecklistSource {
        self.source
            .get_or_init(|| document::read(&self.text).source)
    }
}

impl Library {
    /// Opens the checklists of the program alone.
    pub fn embedded() -> Self {
        Self::with_files(Vec::new())
    }

    /// Opens the checklists of the program and those of a folder, which need not exist.
    pub fn with_folder(folder: &Path) -> Result<Self, io::Error> {
        let mut files = Vec::new();
        read_folder(folder, "", &mut files)?;
        Ok(Self::with_files(files))
    }

    /// Opens the checklists of the program and these files of the user.
    ///
    /// `choices.toml`, `facts.toml` and `safeguards.toml` at the top of the folder add to ours; what is
    /// in `law/` is law; every other `.toml` is a checklist.
    pub fn with_files(files: Vec<UserFile>) -> Self {
        let mut library = Self {
            is_ours_alone: files.is_empty(),
            ..Self::default()
        };
        for (id, text) in EMBEDDED {
            library.volumes.insert(
                (*id).to_owned(),
                Volume::new(format!("{id}.toml"), true, (*text).into()),
            );
        }
        library.add_lists("choices.toml", true, EMBEDDED_CHOICES);
        library.add_vocabulary("facts.toml", true, EMBEDDED_FACTS, Vocabulary::add_facts);
        library.add_vocabulary(
            "safeguards.toml",
            true,
            EMBEDDED_SAFEGUARDS,
            Vocabulary::add_safeguards,
        );
        for file in files {
            library.add_file(file);
        }
        let lists = std::mem::take(&mut library.lists);
        library.vocabulary.add_lists(&lists);
        library.lists = lists;
        library
    }

    fn add_file(&mut self, file: UserFile) {
        let Ok(text) = String::from_utf8(file.bytes) else {
            self.broken.push(BrokenFile {
                file: file.name,
                is_embedded: false,
                defects: vec![Defect::new(DefectCode::NotText, "")],
            });
            return;
        };
        match file.name.as_str() {
            "choices.toml" => self.add_lists(&file.name, false, &text),
            "facts.toml" => {
                self.add_vocabulary(&file.name, false, &text, Vocabulary::add_facts);
            }
            "safeguards.toml" => {
                self.add_vocabulary(&file.name, false, &text, Vocabulary::add_safeguards);
            }
            // Law files of the user, which the law reads.
            law if law.starts_with("law/") => {}
            _ => {
                let volume = Volume::new(file.name, false, text.into());
                let id = volume.source().id.clone();
                if id.is_empty() {
                    // Without an id nobody can ask for it, so its defects are found here.
                    let outcome = self.check(&volume.text);
                    self.broken.push(BrokenFile {
                        file: volume.file,
                        is_embedded: false,
                        defects: outcome.defects,
                    });
                } else {
                    self.volumes.insert(id, volume);
                }
            }
        }
    }

    fn add_lists(&mut self, file: &str, is_embedded: bool, text: &str) {
        let (lists, defects) = document::read_lists(text);
        if defects.iter().any(Defect::is_error) {
            self.broken.push(BrokenFile {
                file: file.to_owned(),
                is_embedded,
                defects,
            });
        } else {
            self.lists.extend(lists);
        }
    }

    fn add_vocabulary(
        &mut self,
        file: &str,
        is_embedded: bool,
        text: &str,
        add: impl Fn(&mut Vocabulary, &str) -> Result<(), super::VocabularyFault>,
    ) {
        if let Err(fault) = add(&mut self.vocabulary, text) {
            self.broken.push(BrokenFile {
                file: file.to_owned(),
                is_embedded,
                defects: vec![fault.defect(text)],
            });
        }
    }

    /// Returns the checklist with this id, if there is one without errors.
    pub fn get(&self, id: &str) -> Option<Arc<Checklist>> {
        self.outcome(id)?.checklist.clone()
    }

    /// Returns what came of the file with this id: the checklist, its defects, or both.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        let volume = self.volumes.get(id)?;
        Some(volume.outcome.get_or_init(|| self.check(&volume.text)))
    }

    /// Returns every checklist without errors, by id.
    pub fn list(&self) -> Vec<Arc<Checklist>> {
        self.volumes.keys().filter_map(|id| self.get(id)).collect()
    }

    /// Returns the ids of all checklists, broken ones too, without compiling them.
    pub fn checklist_ids(&self) -> impl Iterator<Item = &str> {
        self.volumes.keys().map(String::as_str)
    }

    /// Returns whether the checklist with this id came with the program.
    pub fn is_embedded(&self, id: &str) -> bool {
        self.volumes
            .get(id)
            .is_some_and(|volume| volume.is_embedded)
    }

    /// Returns every file that cannot be used, with what is wrong with it.
    ///
    /// Ours are sound among themselves, which a test holds: without a file of the user nothing has to
    /// be compiled to know it, and every command that opens a vault asks.
    pub fn broken(&self) -> Vec<BrokenFile> {
        if self.is_ours_alone {
            return self.broken.clone();
        }
        let volumes = self.volumes.iter().filter_map(|(id, volume)| {
            let outcome = self.outcome(id)?;
            outcome.checklist.is_none().then(|| BrokenFile {
                file: volume.file.clone(),
                is_embedded: volume.is_embedded,
                defects: outcome.defects.clone(),
            })
        });
        self.broken.iter().cloned().chain(volumes).collect()
    }

    /// Reads and judges the text of a file that need not be in the library: a checklist, or shared
    /// choice lists.
    pub fn check(&self, text: &str) -> Outcome {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if document::holds_safeguards(text) {
            return Outcome {
                checklist: None,
                defects: Vocabulary::check_safeguards(text),
            };
        }
        if document::holds_lists(text) {
            let (_, defects) = document::read_lists(text);
            return Outcome {
                checklist: None,
                defects,
            };
        }
        compile_text(text, self, &self.vocabulary)
    }

    /// Reads and judges the bytes of a file.
    pub fn check_bytes(&self, bytes: &[u8]) -> Outcome {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.check(text),
            Err(_) => Outcome {
                checklist: None,
                defects: vec![Defect::new(DefectCode::NotText, "")],
            },
        }
    }

    /// Reads and judges a file by its name: a checklist, shared choice lists, or an XLSForm.
    pub fn check_file(&self, name: &str, bytes: &[u8]) -> CheckedFile {
        if xlsform::is_workbook(name, bytes) {
            let form = xlsform::read(name, bytes, &self.vocabulary);
            return CheckedFile::of_form(form).0;
        }
        CheckedFile::of(&self.check_bytes(bytes))
    }

    /// Returns what stands where each defect of a file is: the cell of a workbook, the line of a text.
    pub fn shown_at(&self, name: &str, bytes: &[u8], defects: &[Defect]) -> Vec<Option<String>> {
        if xlsform::is_workbook(name, bytes) {
            return xlsform::shown_at(name, bytes, defects);
        }
        let text = String::from_utf8_lossy(bytes);
        let lines: Vec<&str> = text.lines().collect();
        defects
            .iter()
            .map(|defect| {
                let line = lines.get(defect.line?.checked_sub(1)?)?;
                Some((*line).to_owned())
            })
            .collect()
    }

    /// Opens a file as a checklist that is self-contained, or returns what is wrong with it.
    pub fn open_file(&self, name: &str, bytes: &[u8]) -> Result<ChecklistFile, CheckedFile> {
        if xlsform::is_workbook(name, bytes) {
            let form = xlsform::read(name, bytes, &self.vocabulary);
            let (mut checked, source) = CheckedFile::of_form(form);
            let Some(source) = source.filter(|_| !checked.has_errors()) else {
                return Err(checked);
            };
            let (checklist, defects) = judge_source(&source, &self.vocabulary);
            let Some(checklist) = checklist else {
                checked.defects.extend(defects);
                return Err(checked);
            };
            return Ok(ChecklistFile {
                source,
                checklist: Arc::new(checklist),
                checked,
            });
        }
        let outcome = self.check_bytes(bytes);
        let checked = CheckedFile::of(&outcome);
        match outcome.checklist {
            Some(checklist) => match checklist.source() {
                Ok(source) => Ok(ChecklistFile {
                    source,
                    checklist,
                    checked,
                }),
                Err(_) => Err(checked),
            },
            None => Err(checked),
        }
    }

    /// Returns the facts and safeguards that checklists may name.
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Returns the shared choice lists by name.
    pub const fn lists(&self) -> &BTreeMap<String, Vec<ChoiceSource>> {
        &self.lists
    }
}

impl Volume {
    fn new(file: String, is_embedded: bool, text: std::borrow::Cow<'static, str>) -> Self {
        // Editors of other systems put a mark before the first letter.
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned().into(),
            None => text,
        };
        Self {
            file,
            is_embedded,
            text,
            source: OnceLock::new(),
            outcome: OnceLock::new(),
        }
    }
}

impl Shelf for Library {
    fn list(&self, name: &str) -> Option<&[ChoiceSource]> {
        self.lists.get(name).map(Vec::as_slice)
    }

    fn list_names(&self) -> Vec<String> {
        self.lists.keys().cloned().collect()
    }

    fn checklist(&self, id: &str) -> Option<&ChecklistSource> {
        self.volumes.get(id).map(Volume::source)
    }

    fn ids(&self) -> Vec<String> {
        self.volumes.keys().cloned().collect()
    }
}

/// Reads every `.toml` of a folder and its subfolders, in the order of their names.
fn read_folder(folder: &Path, above: &str, files: &mut Vec<UserFile>) -> Result<(), io::Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{above}{name}");
        if path.is_dir() {
            // One level of folders is what ids have; a deeper tree is somebody's something else.
            if above.is_empty() && !name.starts_with('.') {
                read_folder(&path, &format!("{name}/"), files)?;
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let bytes = fs::read(&path)?;
            files.push(UserFile { name, bytes });
        }
    }
    Ok(())
}
