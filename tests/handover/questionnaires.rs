//! A questionnaire of others comes in at the keyboard: judged line by line, then used.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;

use crate::tui::office::Office;

const GOOD: &str = "| survey |
| | type | name | label |
| | select_one yn | lit | Is there light? |
| | geopoint | gate | Where is the gate? |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| settings |
| | form_title | form_id |
| | Cells | cells |";

/// Writes a file and opens it by the way in for everything from outside.
fn opens(office: &mut Office, name: &str, text: &str) {
    let path = office.path(name);
    std::fs::write(&path, text).unwrap();
    office.types("9");
    office.types("1");
    for _ in 0..200 {
        office.key(KeyCode::Backspace);
    }
    office.paste(path.to_str().unwrap());
    office.key(KeyCode::Enter);
}

#[test]
fn each_defect_of_a_questionnaire_can_be_opened_with_its_cell_and_what_to_write() {
    for (language, words) in [
        (
            Language::En,
            [
                "It cannot be used yet",
                "row 3",
                "What stands there",
                "Did you mean",
            ],
        ),
        (
            Language::Ru,
            [
                "Пользоваться пока нельзя",
                "строка 3",
                "Там стоит",
                "select_one",
            ],
        ),
    ] {
        for size in [(80, 24), (120, 40)] {
            let mut office = Office::with(0, size, language);
            let wrong = GOOD.replace("select_one yn", "selct_one yn");
            opens(
                &mut office,
                "cells.md",
                &wrong.replace("| | geopoint", "| | text | x | X |\n| | geopont"),
            );
            let shown = office.screen();
            assert!(shown.contains(words[0]), "{shown}");
            assert!(shown.contains("survey.type"), "{shown}");
            office.key(KeyCode::Enter);
            let opened = office.screen();
            assert!(opened.contains("selct_one yn"), "{opened}");
            assert!(opened.contains(words[2]), "{opened}");
            // Nothing can be taken in.
            office.key(KeyCode::Esc);
            office.types("1");
            assert!(office.screen().contains(words[0]));
        }
    }
}

#[test]
fn a_questionnaire_that_passes_is_taken_in_and_new_visits_can_use_it() {
    let mut office = Office::with(0, (80, 24), Language::En);
    opens(&mut office, "cells.md", GOOD);
    let shown = office.screen();
    assert!(shown.contains("forms/cells"), "{shown}");
    assert!(shown.contains("gate (geopoint)"), "{shown}");
    office.types("1");
    let taken = office.screen();
    assert!(taken.contains("New visits can use it."), "{taken}");
    assert!(office.path("checklists/forms/cells.toml").exists());
    // The same again is asked about first.
    office.key(KeyCode::Enter);
    office.types("1");
    assert!(
        office.screen().contains("Replace it?"),
        "{}",
        office.screen()
    );
}
