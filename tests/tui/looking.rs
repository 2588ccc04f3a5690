//! Looking at all visits: home and the table of safeguards.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;

use super::office::Office;

#[test]
fn home_shows_what_is_open_and_says_that_it_is_practice() {
    let office = Office::with(8, (80, 24), Language::Ru);
    insta::assert_snapshot!("home_ru", office.screen());
    let office = Office::with(8, (80, 24), Language::En);
    insta::assert_snapshot!("home_en", office.screen());
    let office = Office::with(0, (80, 24), Language::Ru);
    insta::assert_snapshot!("home_empty_ru", office.screen());
}

#[test]
fn the_table_shows_shares_with_their_denominators_and_the_cell_in_hand_in_a_sentence() {
    let mut office = Office::with(16, (80, 24), Language::Ru);
    office.types("7");
    insta::assert_snapshot!("compliance_ru", office.screen());
    office.types("g");
    office.key(KeyCode::Right);
    office.key(KeyCode::Down);
    office.key(KeyCode::Down);
    insta::assert_snapshot!("compliance_cell_ru", office.screen());
    office.key(KeyCode::Enter);
    insta::assert_snapshot!("compliance_about_ru", office.screen());
    office.key(KeyCode::Esc);
    office.resize(120, 40);
    insta::assert_snapshot!("compliance_wide_ru", office.screen());
    let mut office = Office::with(16, (80, 24), Language::En);
    office.types("7");
    office.key(KeyCode::PageDown);
    insta::assert_snapshot!("compliance_en", office.screen());
}

#[test]
fn an_empty_table_says_what_empties_it() {
    let mut office = Office::with(0, (80, 24), Language::Ru);
    office.types("7");
    assert!(office.screen().contains("Посещений ещё нет"));
    office.types("1");
    assert!(
        office.screen().contains("Мешает только период"),
        "{}",
        office.screen()
    );
}

#[test]
fn no_cell_shows_a_group_of_fewer_than_five() {
    let mut office = Office::with(16, (120, 40), Language::En);
    office.types("7");
    for _ in 0..4 {
        let screen = office.screen();
        for word in screen
            .lines()
            .skip(5)
            .take(20)
            .flat_map(str::split_whitespace)
        {
            let Some((percent, of)) = word.split_once('/') else {
                continue;
            };
            if let (Ok(_), Ok(of)) = (percent.parse::<u64>(), of.parse::<u64>()) {
                assert!(of >= 5, "{word} in\n{screen}");
            }
        }
        office.types("g");
    }
}
