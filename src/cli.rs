//! The commands: everything the screens can do to what was said, without a terminal.
//!
//! Owns argument words, exit codes and what is printed. It reaches the vault only through
//! [`crate::app`]. Its invariant: with `--json` standard output holds JSON Lines and nothing else;
//! every message for people goes to standard error.

mod arguments;
mod bundle;
mod checklist;
mod demo;
mod differences;
mod eval;
mod evidence;
mod export;
mod facility;
mod fault;
mod fill;
mod keeping;
mod law;
mod migrate;
mod output;
mod passphrase;
mod record;
mod show;
mod tally;
mod timeline;
mod vault;
mod visit;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::app::{
    Desk, DeskError, Folders, Meanwhile, OpenReport, Passphrase, Settings, Surroundings,
    SystemClock, clock_note, opening_notes,
};
use crate::checklist::Library;
use crate::i18n::{Catalogue, Language};
use crate::message::Message;
use crate::safeguard::read_user_law;

pub use arguments::{Arguments, Command, Global};
pub use fault::{CommandFault, Exit};
pub use output::{Output, note};

/// What the command line asked for.
pub enum Asked {
    /// The screens.
    Screens {
        /// The folder of the vault, if one was named.
        folder: Option<PathBuf>,
        /// The language, if one was named.
        language: Option<Language>,
    },
    /// Nothing more: a command ran, and this is its exit code.
    Done(ExitCode),
}

/// Reads the command line and runs its command, if it names one.
pub fn run() -> Asked {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refusal) => {
            // A refusal repeats what was typed, or what a script put there.
            // A closed standard output is nothing to complain about on the same output.
            let printed = if refusal.use_stderr() {
                note(&refusal.render().to_string());
                true
            } else {
                refusal.print().is_ok()
            };
            let code = if refusal.use_stderr() || !printed {
                Exit::Usage
            } else {
                Exit::Done
            };
            return Asked::Done(code.into());
        }
    };
    // Before anything is judged: one program judges by one law.
    let law_defects = read_user_law(&Folders::of_this_user().law_files());
    let global = arguments.global.clone();
    let Some(command) = arguments.command else {
        return Asked::Screens {
            folder: global.vault,
            language: global.lang.map(arguments::Lang::language),
        };
    };
    let context = Context::new(global);
    let catalogue = Catalogue::new(context.language);
    let output = Output::new(&catalogue, context.global.json);
    for defect in &law_defects {
        output.fault(defect);
    }
    let next = context.dispatch(command, &output);
    for message in context.meanwhile.take().iter().flat_map(Meanwhile::take) {
        output.note(&message);
    }
    match next {
        Ok(Next::End) => Asked::Done(Exit::Done.into()),
        Ok(Next::FoundWanting) => Asked::Done(Exit::Refused.into()),
        Ok(Next::Screens(folder)) => {
            let language = context.global.lang.map(arguments::Lang::language);
            Asked::Screens {
                folder: Some(folder),
                language,
            }
        }
        Err(fault) => {
            if !fault.is_closed_pipe() {
                output.fault(&fault);
            }
            Asked::Done(fault.exit().into())
        }
    }
}

/// What comes after a command.
enum Next {
    /// Nothing.
    End,
    /// Nothing, but what was looked at was found wanting.
    FoundWanting,
    /// The screens, on the vault in this folder.
    Screens(PathBuf),
}

/// What all commands share.
struct Context {
    global: Global,
    folders: Folders,
    settings: Settings,
    language: Language,
    /// What the vaults say that were opened.
    meanwhile: RefCell<Vec<Meanwhile>>,
}

/// A way to open a vault.
type OpenDesk = fn(&Path, &Passphrase, Surroundings) -> Result<(Desk, OpenReport), DeskError>;

impl Context {
    fn new(global: Global) -> Self {
        let folders = Folders::of_this_user();
        let settings = Settings::read(&folders.settings);
        let asked = global.lang.map(arguments::Lang::language);
        let chosen = settings.language.as_deref().and_then(Language::from_code);
        let language = asked.or(chosen).unwrap_or(Language::En);
        Self {
            global,
            folders,
            settings,
            language,
            meanwhile: RefCell::default(),
        }
    }

    /// The folder that is named, or else the one where the vault of this user is now.
    fn vault_folder(&self) -> &Path {
        let own = || {
            let newest = self.settings.newest_of(&self.folders.vault);
            newest.unwrap_or(&self.folders.vault)
        };
        self.global.vault.as_deref().unwrap_or_else(own)
    }

    /// Opens the checklists; a user's folder that cannot be read is told, and ours are used.
    fn library(&self, output: &Output<'_>) -> Library {
        let library =
            Library::with_folder(&self.folders.checklists).unwrap_or_else(|_unreadable| {
                output.note(&Message::new("err-checklist-folder"));
                Library::embedded()
            });
        for broken in library.broken() {
            output.note(&Message::new("err-checklist-broken").text("file", broken.file));
        }
        library
    }

    fn surroundings(&self, output: &Output<'_>) -> Surroundings {
        Surroundings {
            library: self.library(output),
            clock: Arc::new(SystemClock),
            monitor: self.settings.monitor.clone(),
        }
    }

    fn passphrase(&self, output: &Output<'_>) -> Result<Passphrase, CommandFault> {
        let prompt = output.catalogue().id("cli-passphrase");
        Ok(passphrase::read(
            self.global.passphrase_file.as_deref(),
            &prompt,
        )?)
    }

    /// Opens the vault.
    fn desk(&self, output: &Output<'_>) -> Result<Desk, CommandFault> {
        self.open(output, Desk::open)
    }

    /// Opens the vault to list or to count: seldom more is wanted than was known when it was closed.
    fn desk_to_look(&self, output: &Output<'_>) -> Result<Desk, CommandFault> {
        self.open(output, Desk::open_lightly)
    }

    fn open(&self, output: &Output<'_>, open: OpenDesk) -> Result<Desk, CommandFault> {
        let folder = self.vault_folder();
        if let Some(word) = self.settings.word_on(folder) {
            output.note(&word);
        }
        if !Desk::is_there(folder) {
            return Err(CommandFault::NoVault {
                folder: folder.to_owned(),
            });
        }
        let (desk, notes) = if let Some(file) = &self.global.identity {
            let text = std::fs::read_to_string(file).map(zeroize::Zeroizing::new)?;
            Desk::open_as_office(folder, &text, self.surroundings(output))?
        } else {
            let passphrase = self.passphrase(output)?;
            open(folder, &passphrase, self.surroundings(output))?
        };
        self.meanwhile.borrow_mut().push(desk.meanwhile());
        // A command counts once and ends.
        desk.keep_no_columns();
        for message in opening_notes(&notes) {
            output.note(&message);
        }
        if let Some(message) = clock_note(&desk) {
            output.note(&message);
        }
        Ok(desk)
    }

    fn dispatch(&self, command: Command, output: &Output<'_>) -> Result<Next, CommandFault> {
        match command {
            Command::Init => vault::init(self, output),
            Command::Doctor => vault::doctor(self, output),
            Command::Passphrase(arguments) => keeping::passphrase(self, &arguments, output),
            Command::Backup { file } => keeping::backup(self, &file, output),
            Command::Restore { file } => keeping::restore(self, &file, output),
            Command::Purge(arguments) => keeping::purge(self, &arguments, output),
            Command::Rewrite(arguments) => keeping::rewrite(self, &arguments, output),
            Command::Demo(arguments) => demo::run(self, &arguments, output),
            Command::Facility(command) => facility::run(self, command, output),
            Command::Visit(command) => visit::run(self, command, output),
            Command::Record { visit } => record::run(self, &visit, output),
            Command::Fill {
                visit,
                subject,
                checklist,
            } => fill::run(
                self,
                &visit,
                subject.as_deref(),
                checklist.as_deref(),
                output,
            ),
            Command::Timeline(arguments) => timeline::run(self, &arguments, output),
            Command::Differences {
                visit,
                subject,
                custody,
            } => differences::run(self, &visit, (subject.as_deref(), custody), output),
            Command::Tally(arguments) => tally::run(self, &arguments, output),
            Command::Export(arguments) => export::run(self, &arguments, output),
            Command::Bundle(command) => bundle::run(self, command, output),
            Command::Contact(command) => bundle::contacts(self, command, output),
            Command::Import(arguments) => checklist::import(self, &arguments, output),
            Command::Checklist(command) => checklist::run(self, command, output),
            Command::Law(command) => law::run(self, command, output),
        }
    }
}
