//! What leaves the office: each kind says what it holds and to whom it may go, and what was handed out
//! before is listed beside the table that is next.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;

use super::office::Office;

/// From home to the export of a kind, by its digit.
fn exporting(office: &mut Office, kind: &str) {
    office.types("8");
    office.types(kind);
}

#[test]
fn rows_and_queries_for_an_office_are_written_from_the_screen() {
    for (language, name) in [(Language::En, "en"), (Language::Ru, "ru")] {
        let mut office = Office::with(2, (80, 24), language);
        exporting(&mut office, "8");
        let screen = office.screen();
        let folder = screen.lines().find_map(|line| line.split_once("dataset-"));
        let path = folder.map(|(before, _)| before.rsplit(' ').next().unwrap().to_owned());
        let named = path.unwrap_or_default();
        insta::assert_snapshot!(format!("dataset_{name}"), screen.replace(&named, "…/"));
        // Another name, where the test may write.
        for _ in 0..2 {
            office.key(KeyCode::Down);
        }
        for _ in 0..120 {
            office.key(KeyCode::Backspace);
        }
        let target = office.path("rows");
        office.paste(&target.to_string_lossy());
        office.key(KeyCode::Enter);
        let preview = office.screen();
        assert!(preview.contains("CREATE TABLE person"), "{preview}");
        assert!(!target.exists(), "nothing is written by looking");
        office.key(KeyCode::Enter);
        assert!(
            target.join("indicators.sql").is_file(),
            "{}",
            office.screen()
        );
        assert!(target.join("schema.duckdb.sql").is_file());
    }
}

#[test]
fn what_was_handed_out_is_listed_and_the_next_table_is_compared_with_it() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
    ] {
        let mut office = Office::with(3, size, language);
        office.types("7");
        office.types("4");
        let nothing = office.screen();
        let none_yet = if name == "en" {
            "Nothing was exported"
        } else {
            "ничего не выгружено"
        };
        assert!(nothing.contains(none_yet), "{nothing}");
        office.key(KeyCode::Esc);
        office.waits(3_000);
        // Handed out once, by nothing: as it may be published.
        office.types("2");
        office.types("3");
        for _ in 0..5 {
            office.key(KeyCode::Down);
        }
        for _ in 0..120 {
            office.key(KeyCode::Backspace);
        }
        let target = office.path("table.txt");
        office.paste(&target.to_string_lossy());
        office.key(KeyCode::Enter);
        office.key(KeyCode::Enter);
        assert!(target.is_file(), "{}", office.screen());
        office.key(KeyCode::Esc);
        office.waits(3_000);
        office.types("4");
        let listed = office.screen();
        let compared = if name == "en" {
            "compared"
        } else {
            "сверяется"
        };
        assert!(listed.contains(compared), "{listed}");
        office.key(KeyCode::Enter);
        let again = office.screen();
        let everybody = if name == "en" {
            "publication"
        } else {
            "публикации"
        };
        assert!(again.contains(everybody), "{again}");
    }
}
