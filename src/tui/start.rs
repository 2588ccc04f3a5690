//! From the command line to the first screen.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::keyboard::{KazakhRow, Profile};
use super::run::{Worker, run};
use super::theme::{Depth, Environment, Palette, SignTier, Theme};
use super::worker::Cabinet;
use super::world::Settings;
use crate::app::{Clock, Folders, Settings as Kept, SystemClock};
use crate::i18n::Language;

/// Runs the screens on a vault until they end. The folder is the platform's unless one is named.
pub fn start(folder: Option<PathBuf>, asked: Option<Language>) -> ExitCode {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return ExitCode::from(2);
    }
    let folders = Folders::of_this_user();
    let kept = Kept::read(&folders.settings);
    // A folder that is named is opened as it is; else the newest state is.
    let folder = folder.unwrap_or_else(|| {
        let newest = kept.newest_of(&folders.vault);
        newest.unwrap_or(&folders.vault).to_owned()
    });
    let cabinet = Cabinet::new(folder, folders, &kept);
    let worker: Worker = Arc::new(move |request| {
        let reply = cabinet.serve(request);
        (reply, cabinet.told())
    });
    let settings = settings_of(&kept, asked);
    // A language that was asked for on the command line is the one in which settings go on.
    let kept = Kept {
        language: kept
            .language
            .or_else(|| asked.map(|language| language.code().to_owned())),
        ..kept
    };
    match run(settings, kept, || SystemClock.now(), &worker) {
        Ok(_) => ExitCode::SUCCESS,
        Err(_no_terminal) => ExitCode::FAILURE,
    }
}

/// Returns what the screens start with: what was chosen before, else what suits the terminal.
pub(super) fn settings_of(kept: &Kept, asked: Option<Language>) -> Settings {
    let chosen = kept.language.as_deref().and_then(Language::from_code);
    let language = asked.or(chosen).unwrap_or(Language::Ru);
    let questions = kept
        .question_language
        .as_deref()
        .and_then(Language::from_code)
        .unwrap_or(language);
    let suited = Theme::suited(&Environment::of_process());
    let depth = suited.depth;
    let theme = match (suited.palette, kept.colours.as_str()) {
        (Palette::Mono, _) | (_, "none") => Theme {
            palette: Palette::Mono,
            depth: Depth::default(),
        },
        (_, "dark") => Theme {
            palette: Palette::Dark,
            depth,
        },
        (_, "light") => Theme {
            palette: Palette::Light,
            depth,
        },
        (_, "contrast") => Theme {
            palette: Palette::HighContrast,
            depth,
        },
        (_, "night") => Theme {
            palette: Palette::Night,
            depth,
        },
        (_, "16") => Theme {
            palette: Palette::Sixteen,
            depth,
        },
        _ => suited,
    };
    Settings {
        language,
        questions,
        theme,
        signs: match kept.signs.as_str() {
            "console" => SignTier::Console,
            "ascii" => SignTier::Ascii,
            _ => SignTier::Full,
        },
        profile: Profile {
            kazakh_row: match kept.keyboards.as_slice() {
                [] => KazakhRow::default(),
                [only] if only == "kz" => KazakhRow::Main,
                several if several.iter().any(|layout| layout == "kz") => KazakhRow::Possible,
                _ => KazakhRow::Off,
            },
        },
        hide_after: kept.hide_after_minutes,
        lock_after: kept.lock_after_minutes,
        ..Settings::default()
    }
}
