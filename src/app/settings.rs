//! What a monitor chose for the program itself. Nothing of a visit stands here: the file is not
//! encrypted.

use std::fs;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use serde::{Deserialize, Serialize};

use super::Desk;
use crate::export::atomic_file::{self, Existing, WriteError};
use crate::message::{Explain, Message};

/// The choices of the settings screen and of the first run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language of the program, by code; `None` until the first run asked.
    pub language: Option<String>,
    /// Language in which questions are shown; the program's own if `None`.
    pub question_language: Option<String>,
    /// Keyboard layouts in use, as `ru`, `kz`, `kg`, `tj`, `us`.
    pub keyboards: Vec<String>,
    /// The palette: `auto`, `dark`, `light`, `contrast`, `16`, `none`.
    pub colours: String,
    /// The signs: `full`, `console`, `ascii`.
    pub signs: String,
    /// The monitor's own code.
    pub monitor: String,
    /// Country code that new visits and facilities start with.
    pub country: String,
    /// Minutes without a key until the screen is hidden (1 to 5).
    pub hide_after_minutes: u16,
    /// Minutes without a key until the vault is locked (2 to 15).
    pub lock_after_minutes: u16,
    /// Whether filling starts in the table view.
    pub table_view: bool,
    /// Folder that backups go to, if one was named.
    pub backup_folder: Option<PathBuf>,
    /// Where vaults went on when their disk refused: the newer state is there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
}

/// A vault that went on in another folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it was.
    pub from: PathBuf,
    /// Where it went on.
    pub to: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            question_language: None,
            keyboards: Vec::new(),
            colours: "auto".to_owned(),
            signs: "full".to_owned(),
            monitor: "M-1".to_owned(),
            country: "kz".to_owned(),
            hide_after_minutes: 2,
            lock_after_minutes: 5,
            table_view: false,
            backup_folder: None,
            moved: Vec::new(),
        }
    }
}

/// Why settings could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the settings could not be written")]
pub struct SettingsFault(#[source] WriteError);

impl Explain for SettingsFault {
    fn what_happened(&self) -> Message {
        Message::new("err-settings-not-written")
    }
}

impl Settings {
    /// Reads the settings of a folder; what is missing or unreadable takes its default.
    pub fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("settings.json")).unwrap_or_default();
        let settings: Self = serde_json::from_str(&text).unwrap_or_default();
        Self {
            hide_after_minutes: settings.hide_after_minutes.clamp(1, 5),
            lock_after_minutes: settings.lock_after_minutes.clamp(2, 15),
            ..settings
        }
    }

    /// Notes that a vault went on in another folder.
    pub fn went_on(&mut self, from: &Path, to: &Path) {
        // Where it is now, it is the newest, whatever was said before.
        self.moved
            .retain(|moved| moved.from != to && moved.from != from);
        self.moved.push(Moved {
            from: from.to_owned(),
            to: to.to_owned(),
        });
    }

    /// Returns where the newest state of the vault of this folder is, if it went on elsewhere.
    pub fn newest_of(&self, folder: &Path) -> Option<&Path> {
        let next = |folder: &Path| {
            let moved = self.moved.iter().find(|moved| moved.from == folder);
            moved.map(|moved| moved.to.as_path())
        };
        let mut newest = next(folder)?;
        // Nobody moves round in a circle, but a file can say so.
        for _ in 0..self.moved.len() {
            match next(newest) {
                Some(further) => newest = further,
                None => break,
            }
        }
        Some(newest)
    }

    /// Says what there is to say about where a vault stands: that it went on elsewhere, that it is the
    /// one that went on, or that this one is not connected.
    pub fn word_on(&self, folder: &Path) -> Option<Message> {
        let shown = |folder: &Path| folder.display().to_string();
        if let Some(newest) = self.newest_of(folder) {
            return Some(Message::new("vault-is-older").text("folder", shown(newest)));
        }
        let went_on = self.moved.iter().any(|moved| moved.to == folder);
        let id = if Desk::is_there(folder) {
            "vault-went-on"
        } else {
            "vault-is-away"
        };
        went_on.then(|| Message::new(id).text("folder", shown(folder)))
    }

    /// Writes the settings to a folder, which is made if it is not there.
    pub fn write(&self, folder: &Path) -> Result<(), SettingsFault> {
        let not_allowed = |fault| SettingsFault(WriteError::NotAllowed(fault));
        fs::create_dir_all(folder).map_err(not_allowed)?;
        atomic_file::write(&folder.join("settings.json"), Existing::Replaced, |sink| {
            serde_json::to_writer_pretty(sink, self).map_err(Into::into)
        })
        .map_err(SettingsFault)
    }
}

/// The folders of the program on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Where the vault is unless `--vault` says otherwise.
    pub vault: PathBuf,
    /// Where practice vaults are made.
    pub practice: PathBuf,
    /// Where the settings are.
    pub settings: PathBuf,
    /// Where the user's own checklists are.
    pub checklists: PathBuf,
}

/// The most bytes of a law file.
const LARGEST_LAW: u64 = 1 << 20;

impl Folders {
    /// Finds where this user keeps documents; exports go there unless another place is named.
    pub fn documents() -> PathBuf {
        let of_user = UserDirs::new().map(|user| {
            user.document_dir()
                .unwrap_or_else(|| user.home_dir())
                .to_owned()
        });
        of_user.filter(|folder| folder.is_dir()).unwrap_or_default()
    }

    /// Reads the user's law files: `law/*.toml` in the folder of checklists, which need not exist; each
    /// with its name.
    pub fn law_files(&self) -> Vec<(String, String)> {
        let Ok(inside) = fs::read_dir(self.checklists.join("law")) else {
            return Vec::new();
        };
        let mut files: Vec<(String, String)> = inside
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .filter_map(|path| {
                let is_small = fs::metadata(&path).is_ok_and(|found| found.len() <= LARGEST_LAW);
                let bytes = is_small.then(|| fs::read(&path).ok())??;
                let name = path.file_name()?.to_string_lossy().into_owned();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Some((format!("law/{name}"), text))
            })
            .collect();
        files.sort();
        files
    }

    /// Finds the platform's folders; the working folder serves where the platform names none.
    pub fn of_this_user() -> Self {
        let (data, config) = ProjectDirs::from("", "", "firsthours").map_or_else(
            || {
                (
                    PathBuf::from("firsthours-data"),
                    PathBuf::from("firsthours-data"),
                )
            },
            |folders| {
                (
                    folders.data_dir().to_owned(),
                    folders.config_dir().to_owned(),
                )
            },
        );
        Self {
            vault: data.join("vault"),
            practice: data.join("practice"),
            settings: config,
            checklists: data.join("checklists"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_that_went_on_elsewhere_is_found_there_and_back_again() {
        let mut settings = Settings::default();
        let [home, stick, disk] = ["/home/vault", "/stick/vault", "/disk/vault"].map(Path::new);
        assert_eq!(
            (settings.newest_of(home), settings.word_on(home)),
            (None, None)
        );
        settings.went_on(home, stick);
        settings.went_on(stick, disk);
        assert_eq!(settings.newest_of(home), Some(disk));
        assert_eq!(settings.newest_of(disk), None);
        assert_eq!(settings.word_on(home).unwrap().id(), "vault-is-older");
        assert_eq!(settings.word_on(disk).unwrap().id(), "vault-is-away");
        // Back at home: that is the newest again.
        settings.went_on(disk, home);
        assert_eq!(settings.newest_of(stick), Some(home));
        assert_eq!(settings.newest_of(home), None);
        // A file that says nonsense hangs nobody.
        settings.moved = vec![
            Moved {
                from: home.to_owned(),
                to: stick.to_owned(),
            },
            Moved {
                from: stick.to_owned(),
                to: home.to_owned(),
            },
        ];
        assert!(settings.newest_of(home).is_some());
    }

    #[test]
    fn settings_come_back_as_they_were_written_and_garbage_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(folder.path()), Settings::default());
        let chosen = Settings {
            language: Some("ru".to_owned()),
            keyboards: vec!["kz".to_owned(), "us".to_owned()],
            ..Settings::default()
        };
        chosen.write(folder.path()).unwrap();
        assert_eq!(Settings::read(folder.path()), chosen);
        chosen.write(&folder.path().join("not/there/yet")).unwrap();
        let mut bent = chosen;
        bent.hide_after_minutes = 900;
        bent.write(folder.path()).unwrap();
        assert_eq!(Settings::read(folder.path()).hide_after_minutes, 5);
    }
}
