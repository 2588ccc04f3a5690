//! The two rows of the command bar: what stays when there is no room.

use unicode_width::UnicodeWidthStr;

use super::{Action, Command, Context, hint};
use crate::tui::keyboard::Memory;

/// One command in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarEntry {
    /// What it runs.
    pub action: Action,
    /// The key as printed; empty where only the bar itself reaches the command.
    pub key: String,
    /// Its short text.
    pub label: String,
}

impl BarEntry {
    /// Returns the columns it takes.
    pub fn width(&self) -> usize {
        let gap = usize::from(!self.key.is_empty());
        self.key.width() + gap + self.label.width()
    }
}

const GAP: usize = 2;

/// Lays the bar out: Help, Menu and Hide are never cut; the others drop by rank, and what is not
/// possible now is not offered.
pub fn bar_rows(
    context: &Context,
    width: usize,
    in_text: bool,
    memory: Memory,
    is_possible: impl Fn(&Command) -> bool,
    label: impl Fn(&'static str) -> String,
) -> [Vec<BarEntry>; 2] {
    let entry = |command: &Command| BarEntry {
        action: command.action,
        key: hint(command, in_text, memory).unwrap_or_default(),
        label: label(command.label),
    };
    let mut shown: Vec<&Command> = context
        .all()
        .filter(|command| command.rank != Command::NEVER && is_possible(command))
        .collect();
    shown.sort_by_key(|command| command.rank);
    let (kept, others): (Vec<_>, Vec<_>) = shown.into_iter().partition(|c| c.rank == 0);
    let mut rows = [Vec::new(), kept.into_iter().map(entry).collect::<Vec<_>>()];
    let mut used = [
        0_usize,
        rows.last()
            .map_or(0, |row| row.iter().map(BarEntry::width).sum()),
    ];
    if let (Some(second), Some(row)) = (used.last_mut(), rows.last()) {
        *second += GAP * row.len().saturating_sub(1);
    }
    for command in others {
        let next = entry(command);
        // Without a key that works here the bar would only promise.
        if next.key.is_empty() {
            continue;
        }
        for (row, used) in rows.iter_mut().zip(used.iter_mut()) {
            let gap = if row.is_empty() { 0 } else { GAP };
            if *used + gap + next.width() <= width {
                *used += gap + next.width();
                row.push(next);
                break;
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Catalogue, Language};
    use crate::tui::keyboard::Script;
    use crate::tui::screen::CONTEXTS;

    fn shown(context: &Context, words: &Catalogue, width: usize) -> Vec<[Vec<BarEntry>; 2]> {
        let cyrillic = Memory {
            letters: Script::Cyrillic,
            ..Memory::default()
        };
        [Memory::default(), cyrillic]
            .into_iter()
            .flat_map(|memory| [(memory, false), (memory, true)])
            .map(|(memory, in_text)| {
                bar_rows(context, width, in_text, memory, |_| true, |id| words.id(id))
            })
            .collect()
    }

    #[test]
    fn help_menu_and_hide_stay_at_every_width_in_every_language_and_no_row_is_too_wide() {
        for language in Language::ALL {
            let words = Catalogue::new(language);
            for context in CONTEXTS {
                for width in [62, 78, 118, 198] {
                    let place = format!("{} {} at {width}", language.code(), context.name);
                    for rows in shown(context, &words, width) {
                        for row in &rows {
                            let gaps = GAP * row.len().saturating_sub(1);
                            let used: usize = row.iter().map(BarEntry::width).sum();
                            assert!(used + gaps <= width, "{place}: {row:?}");
                        }
                        for action in [Action::Help, Action::Menu, Action::Hide] {
                            let found = rows.iter().flatten().any(|e| e.action == action);
                            assert!(found, "{place}: {action:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_command_has_the_same_key_in_every_language() {
        // Wide enough for every command, so that the languages show the same ones.
        let keys = |context, words: &Catalogue| -> Vec<(Action, String)> {
            let rows = shown(context, words, 1_000);
            let entries = rows.into_iter().flatten().flatten();
            entries.map(|entry| (entry.action, entry.key)).collect()
        };
        let english = Catalogue::new(Language::En);
        for language in Language::ALL {
            let words = Catalogue::new(language);
            for context in CONTEXTS {
                let (own, expected) = (keys(context, &words), keys(context, &english));
                assert_eq!(own, expected, "{} {}", language.code(), context.name);
            }
        }
    }
}
