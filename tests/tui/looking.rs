//! Looking at all visits: home and the table of safeguards.

use crossterm::event::KeyCode;
use firsthours::app::Settings as Kept;
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
    next_columns(&mut office);
    // A cell that is shown, between others that are hidden.
    for _ in 0..3 {
        office.key(KeyCode::Right);
    }
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
    for _ in 0..21 {
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
        next_columns(&mut office);
    }
}

/// Takes the next breakdown of the list as columns.
fn next_columns(office: &mut Office) {
    office.types("g");
    office.key(KeyCode::Down);
    office.key(KeyCode::Enter);
}

#[test]
fn columns_can_be_several_breakdowns_at_once_or_none() {
    let mut office = Office::with(16, (120, 40), Language::En);
    office.types("7g");
    office.key(KeyCode::Down);
    office.key(KeyCode::Char(' '));
    insta::assert_snapshot!("compliance_columns_en", office.screen());
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(
        screen.contains("Columns: type of facility, region"),
        "{screen}"
    );
    office.types("g");
    office.key(KeyCode::Home);
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("none: totals alone"), "{screen}");
    assert!(screen.contains("1/69 · 1/1"), "{screen}");
}

/// Returns the numbers at the end of the lines of a list, each line's summed up to its column.
fn sum_of_column(screen: &str, column: usize) -> u64 {
    let rows = screen.lines().filter(|line| line.contains(".20"));
    let cell = |line: &str| -> u64 {
        let words: Vec<&str> = line.trim_start_matches('>').split_whitespace().collect();
        words[column].parse().unwrap_or(0)
    };
    rows.map(cell).sum()
}

#[test]
fn behind_a_figure_stand_its_visits_then_its_persons_then_their_answers_and_esc_goes_back() {
    let mut office = Office::with(16, (120, 40), Language::En);
    office.types("7");
    office.key(KeyCode::Enter);
    let about = office.screen();
    let sentence = about
        .lines()
        .find(|line| line.contains("persons interviewed: "))
        .unwrap();
    let number = |after: &str| -> u64 {
        let rest = sentence.split_once(after).unwrap().1;
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    let (of, met) = (number("Of "), number("interviewed: "));
    office.key(KeyCode::Enter);
    let visits = office.screen();
    assert_eq!(sum_of_column(&visits, 2), met, "{visits}");
    assert_eq!(
        sum_of_column(&visits, 2) + sum_of_column(&visits, 3),
        of,
        "{visits}"
    );
    office.key(KeyCode::Enter);
    let persons = office.screen();
    assert!(
        persons.lines().any(|line| line.starts_with("> P-0")),
        "{persons}"
    );
    office.key(KeyCode::Enter);
    let safeguard = office.screen();
    assert!(
        safeguard.lines().any(|line| line.starts_with("> SG")),
        "{safeguard}"
    );
    // One key more, and the answer itself is there, with its source and note.
    office.types("j");
    let answer = office.screen();
    assert!(answer.contains("Source: "), "{answer}");
    office.key(KeyCode::Esc);
    // The header tells which kind of key came last.
    let below_header = |screen: &str| screen.lines().skip(1).collect::<Vec<_>>().join("\n");
    let again = office.screen();
    assert_eq!(below_header(&again), below_header(&safeguard));
    for expected in [&persons, &visits, &about] {
        while below_header(&office.screen()) != below_header(expected) {
            let before = office.screen();
            office.key(KeyCode::Esc);
            assert_ne!(office.screen(), before, "Esc leads nowhere");
        }
    }
}

#[test]
fn behind_a_hidden_figure_nothing_is_listed() {
    let mut office = Office::with(8, (120, 40), Language::En);
    office.types("7");
    office.key(KeyCode::Right);
    let screen = office.screen();
    assert!(screen.contains("Hidden: fewer than 5"), "{screen}");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(
        screen.contains("a list of its visits would tell it"),
        "{screen}"
    );
}

#[test]
fn the_trend_stands_beside_a_wide_table_and_follows_the_cell_in_hand() {
    let mut office = Office::with(16, (120, 40), Language::Ru);
    office.types("7");
    let first = office.screen();
    assert!(first.contains("├"), "{first}");
    office.key(KeyCode::Down);
    let second = office.screen();
    assert!(second.contains("├"), "{second}");
    assert_ne!(first.lines().nth(5), second.lines().nth(5));
    insta::assert_snapshot!("compliance_trend_ru", second);
    office.resize(80, 24);
    assert!(!office.screen().contains("├"));
}

#[test]
fn for_publication_no_count_under_ten_is_shown_and_shares_of_few_are_bands() {
    let mut office = Office::with(16, (120, 40), Language::En);
    office.types("7g");
    office.key(KeyCode::Home);
    office.key(KeyCode::Enter);
    office.types("2");
    let screen = office.screen();
    assert!(screen.contains("for publication"), "{screen}");
    let mut seen = 0;
    for word in screen
        .lines()
        .skip(5)
        .take(20)
        .flat_map(str::split_whitespace)
    {
        let Some((percent, of)) = word.split_once('/') else {
            continue;
        };
        if let Ok(of) = of.parse::<u64>() {
            seen += 1;
            assert!(of >= 10, "{word} in\n{screen}");
            assert!(of >= 30 || percent.contains('–'), "{word} in\n{screen}");
        }
    }
    assert!(seen > 5, "{screen}");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    assert!(office.screen().contains("back to the own one"));
}

#[test]
fn what_is_seen_is_written_as_text_and_as_a_picture() {
    let mut office = Office::with(16, (120, 40), Language::En);
    office.types("7");
    let seen = office.screen();
    let line = seen.lines().find(|line| line.starts_with("> I01")).unwrap();
    let cell = line
        .split_whitespace()
        .find(|word| word.contains('/'))
        .unwrap()
        .to_owned();
    office.types("3");
    name_file(&mut office, "seen.txt");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    let text = std::fs::read_to_string(office.path("seen.txt")).unwrap();
    let row = text.lines().find(|line| line.starts_with("I01")).unwrap();
    assert!(row.contains(&cell), "{cell} in\n{text}");
    assert!(
        text.contains("├") && text.contains("of persons interviewed"),
        "{text}"
    );
    office.key(KeyCode::Esc);
    office.types("3");
    office.key(KeyCode::Right);
    name_file(&mut office, "seen.svg");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    let picture = std::fs::read_to_string(office.path("seen.svg")).unwrap();
    assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
    assert!(picture.contains(&format!("{cell}</text>")), "{picture}");
}

/// Goes to the line with the file and names another one.
fn name_file(office: &mut Office, name: &str) {
    office.key(KeyCode::End);
    office.key(KeyCode::End);
    for _ in 0..200 {
        office.key(KeyCode::Backspace);
    }
    let path = office.path(name);
    office.types(&path.to_string_lossy());
}

#[test]
fn an_export_says_what_goes_out_and_writes_after_its_preview() {
    let mut office = Office::with(8, (80, 24), Language::Ru);
    office.types("8");
    let screen = office.screen();
    assert!(screen.contains("compliance-2026-03.csv"), "{screen}");
    name_file(&mut office, "counts.csv");
    let path = office.path("counts.csv");
    office.key(KeyCode::Enter);
    assert!(!path.exists());
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("Записано"), "{screen}");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("I05"));
    // The second time the file is kept, unless one says otherwise.
    std::fs::write(&path, "mine").unwrap();
    office.key(KeyCode::Enter);
    office.types("8");
    name_file(&mut office, "counts.csv");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("уже есть"), "{screen}");
    office.key(KeyCode::Enter);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    office.types("2");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

#[test]
fn notes_and_personal_answers_stay_unless_one_says_otherwise() {
    let mut office = Office::with(4, (80, 24), Language::Ru);
    office.types("8");
    office.types("2");
    for _ in 0..2 {
        office.key(KeyCode::Down);
    }
    office.key(KeyCode::Right);
    office.key(KeyCode::Up);
    let screen = office.screen();
    let shown = screen.lines().map(|line| {
        if line.contains("Файл") {
            "  Файл"
        } else {
            line
        }
    });
    insta::assert_snapshot!("export_answers_ru", shown.collect::<Vec<_>>().join("\n"));
    assert!(screen.contains("ВХОДИТ В ФАЙЛ"), "{screen}");
    assert!(screen.contains("остаётся здесь"), "{screen}");
    name_file(&mut office, "a.csv");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    assert!(office.path("a.csv").exists());
}

#[test]
fn a_place_where_nothing_can_be_written_says_so_and_the_order_stays() {
    let mut office = Office::with(2, (80, 24), Language::En);
    office.types("84");
    name_file(&mut office, "not/there/x.csv");
    office.key(KeyCode::Enter);
    insta::assert_snapshot!(
        "export_preview_en",
        office
            .screen()
            .lines()
            .take(12)
            .collect::<Vec<_>>()
            .join("\n")
    );
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("no such folder"), "{screen}");
    office.key(KeyCode::Esc);
    assert!(office.screen().contains("x.csv"));
}

#[test]
fn past_visits_are_found_by_what_was_said_in_them_and_open_only_to_be_read() {
    let mut office = Office::with(10, (80, 24), Language::Ru);
    office.types("6");
    insta::assert_snapshot!("past_ru", office.screen());
    office.types("адвокат");
    insta::assert_snapshot!("past_found_ru", office.screen());
    office.key(KeyCode::End);
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("ТОЛЬКО ЧТЕНИЕ"), "{screen}");
    // A digit would answer, were this visit not finished.
    office.types("2");
    assert!(
        office.screen().contains("только для чтения"),
        "{}",
        office.screen()
    );
    office.key(KeyCode::Esc);
    office.key(KeyCode::Esc);
    let screen = office.screen();
    assert!(screen.contains("Сохранено"), "{screen}");
    for _ in 0..20 {
        office.key(KeyCode::Backspace);
    }
    office.types("щщщ");
    assert!(office.screen().contains("Ничего не найдено: «щщщ»"));
    office.key(KeyCode::Esc);
    office.key(KeyCode::End);
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("ТОЛЬКО ЧТЕНИЕ"), "{screen}");
    let mut office = Office::with(4, (120, 40), Language::En);
    office.types("6");
    office.types("D05");
    insta::assert_snapshot!("past_wide_en", office.screen());
}

#[test]
fn settings_hold_at_once_are_kept_and_go_back() {
    let mut office = Office::with(2, (80, 24), Language::Ru);
    office.types("0");
    insta::assert_snapshot!("settings_ru", office.screen());
    office.key(KeyCode::Left);
    assert!(
        office.screen().contains("Language of program"),
        "{}",
        office.screen()
    );
    insta::assert_snapshot!("settings_en", office.screen());
    let kept = Kept::read(&office.path("settings"));
    assert_eq!(kept.language.as_deref(), Some("en"));
    office.types("u");
    assert!(
        office.screen().contains("Язык программы"),
        "{}",
        office.screen()
    );
    // The monitor's code stands at what is said from now on.
    office.key(KeyCode::End);
    for _ in 0..3 {
        office.key(KeyCode::Backspace);
    }
    office.types("D-2");
    office.key(KeyCode::Up);
    assert_eq!(Kept::read(&office.path("settings")).monitor, "D-2");
    assert_eq!(office.model.world.desk.as_ref().unwrap().by, "D-2");
    office.key(KeyCode::Esc);
    assert!(office.screen().contains("Начать"), "{}", office.screen());
}

#[test]
fn a_draft_is_called_a_draft_where_languages_are_chosen_and_once_in_the_help() {
    for (language, listed, help) in [
        (Language::Kk, "Қазақша (жоба)", "Бұл тіл – жоба"),
        (Language::Ky, "Кыргызча (долбоор)", "Бул тил – долбоор"),
        (Language::Tg, "Тоҷикӣ (лоиҳа)", "Ин забон лоиҳа аст"),
    ] {
        let mut office = Office::with(2, (80, 24), language);
        office.types("0");
        assert!(office.screen().contains(listed), "{}", office.screen());
        office.types("?");
        let screen = office.screen();
        assert_eq!(screen.matches(help).count(), 1, "{screen}");
    }
    let mut office = Office::with(2, (80, 24), Language::Ru);
    office.types("0?");
    assert!(!office.screen().contains("черновик"), "{}", office.screen());
}

#[test]
fn colours_that_nobody_confirms_go_back() {
    let mut office = Office::with(0, (80, 24), Language::Ru);
    office.types("0");
    for _ in 0..3 {
        office.key(KeyCode::Down);
    }
    let before = office.model.world.kept.colours.clone();
    office.key(KeyCode::Left);
    assert_ne!(office.model.world.kept.colours, before);
    assert!(
        office.screen().contains("Всё видно?"),
        "{}",
        office.screen()
    );
    office.waits(11_000);
    assert_eq!(office.model.world.kept.colours, before);
    assert_eq!(Kept::read(&office.path("settings")).colours, before);
    office.key(KeyCode::Left);
    let chosen = office.model.world.kept.colours.clone();
    office.key(KeyCode::Enter);
    office.waits(11_000);
    assert_eq!(office.model.world.kept.colours, chosen);
}
