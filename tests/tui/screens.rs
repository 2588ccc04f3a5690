//! The screens that look at what was found, seen in every language and size, and pressed key by key.

use crossterm::event::KeyCode;
use firsthours::app::PRACTICE_PASSPHRASE;
use firsthours::i18n::Language;

use super::office::Office;

/// A screen, and the keys that lead to it from home.
const SCREENS: &[(&str, &[Press])] = &[
    ("home", &[]),
    ("counts", &[T("7"), K(KeyCode::Down)]),
    ("columns", &[T("7g")]),
    ("a figure", &[T("7"), K(KeyCode::Enter)]),
    (
        "behind a figure",
        &[T("7"), K(KeyCode::Enter), K(KeyCode::Enter)],
    ),
    ("for publication", &[T("72")]),
    ("handed out before", &[T("74")]),
    ("to a file", &[T("73")]),
    ("a visit", &[T("1")]),
    ("persons", &[T("1"), K(KeyCode::Enter)]),
    ("timeline", &[T("1"), K(KeyCode::Enter), T("l")]),
    ("limits", &[T("1"), K(KeyCode::Enter), T("ll")]),
    ("list alone", &[T("1"), K(KeyCode::Enter), T("lg")]),
    ("differences", &[T("1"), K(KeyCode::Enter), T("v")]),
    ("safeguards", &[T("1"), K(KeyCode::Enter), T("s")]),
];

/// Those with the table of counts.
const FIGURES: &[&str] = &["home", "counts", "columns", "a figure", "for publication"];

/// What is pressed.
#[derive(Clone, Copy)]
enum Press {
    T(&'static str),
    K(KeyCode),
}

use Press::{K, T};

/// Returns what the screen in hand is called.
fn title(office: &Office) -> String {
    let screen = office.screen();
    let header = screen.lines().next().unwrap_or_default().trim_start();
    header.split("  ").next().unwrap_or_default().to_owned()
}

/// Goes home, and from there to the screen.
fn go(office: &mut Office, home: &str, way: &[Press]) {
    for _ in 0..8 {
        if title(office) == home {
            break;
        }
        office.key(KeyCode::Esc);
    }
    assert_eq!(title(office), home, "{}", office.screen());
    for press in way {
        match press {
            T(text) => office.types(text),
            K(key) => office.key(*key),
        }
    }
}

/// Returns the words of the screen that were cut: an ellipsis stands right behind their last letter.
fn cut_words(screen: &str) -> Vec<&str> {
    let words = screen.split_whitespace();
    words
        .filter(|word| {
            let before = word.split_once('…').map(|(before, _)| before);
            before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
        })
        .collect()
}

#[test]
fn no_label_is_cut_at_any_size_in_any_language() {
    let mut found = Vec::new();
    for language in Language::ALL {
        let mut office = Office::with(8, (80, 24), language);
        let home = title(&office);
        for (name, way) in SCREENS {
            go(&mut office, &home, way);
            for (columns, rows) in [(64, 20), (80, 24), (120, 40), (200, 60)] {
                // The least window is held to be whole where figures are.
                if columns < 80 && !FIGURES.contains(name) {
                    continue;
                }
                office.resize(columns, rows);
                let screen = office.screen();
                // In a small window the mark of practice takes the room of the title.
                let from = usize::from(columns < 120);
                let lines: Vec<&str> = screen.lines().skip(from).collect();
                let screen = lines.join("\n");
                let cut = cut_words(&screen);
                if !cut.is_empty() {
                    let place = format!("{} {name} at {columns}×{rows}", language.code());
                    found.push(format!("{place}: {cut:?}\n{screen}"));
                }
            }
            office.resize(80, 24);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The letters that commands have, and what the same keys type in a Russian layout.
const KEYS: &[(char, char)] = &[
    ('C', 'с'),
    ('D', 'в'),
    ('F', 'а'),
    ('G', 'п'),
    ('J', 'о'),
    ('L', 'д'),
    ('N', 'т'),
    ('R', 'к'),
    ('S', 'ы'),
    ('U', 'г'),
    ('V', 'м'),
    ('Z', 'я'),
];

/// Returns the body of the screen: without header, message and footer, which tell time and keys.
fn body(office: &Office) -> String {
    let screen = office.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[2..lines.len() - 3].join("\n")
}

/// Returns the letters that the footer prints as keys, and the digits.
fn keys_in_footer(office: &Office) -> Vec<char> {
    let screen = office.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let footer = lines[lines.len() - 2..].join(" ");
    let words = footer.split_whitespace();
    let signs = words.filter_map(|word| {
        let key = word.split('/').next()?;
        let mut letters = key.chars();
        let sign = letters.next().filter(|_| letters.next().is_none())?;
        (sign.is_ascii_uppercase() || sign.is_ascii_digit()).then_some(sign)
    });
    signs.collect()
}

/// Returns every page of the help of the screen in hand.
fn help(office: &mut Office) -> String {
    office.key(KeyCode::Char('?'));
    let mut pages = office.screen();
    for _ in 0..6 {
        office.key(KeyCode::PageDown);
        pages.push_str(&office.screen());
    }
    pages
}

#[test]
fn the_help_of_every_screen_tells_each_key_of_its_footer() {
    let mut office = Office::with(8, (120, 40), Language::Ru);
    let home = title(&office);
    for (name, way) in SCREENS {
        go(&mut office, &home, way);
        let keys = keys_in_footer(&office);
        let pages = help(&mut office);
        for key in keys {
            let is_told = pages.lines().any(|line| {
                let first = line.split_whitespace().next().unwrap_or_default();
                first.split('/').next() == Some(key.to_string().as_str())
            });
            assert!(is_told, "{name}: {key} is not in\n{pages}");
        }
    }
}

#[test]
fn every_screen_is_hidden_by_one_key_and_tells_nothing_then() {
    let mut office = Office::with(8, (80, 24), Language::Ru);
    let home = title(&office);
    let keys = [KeyCode::F(9), KeyCode::Char('й')].into_iter().cycle();
    for ((name, way), hide) in SCREENS.iter().zip(keys) {
        go(&mut office, &home, way);
        let shown = office.screen();
        office.key(hide);
        let covered = office.screen();
        let words = shown.split_whitespace().filter(|word| word.len() > 10);
        for word in words {
            assert!(!covered.contains(word), "{name}: {word} in\n{covered}");
        }
        assert_ne!(covered, shown);
        office.types("x");
        office.types(PRACTICE_PASSPHRASE);
        office.key(KeyCode::Enter);
    }
}

#[test]
fn every_key_of_every_footer_works_and_does_the_same_in_a_russian_layout() {
    let mut office = Office::with(8, (120, 40), Language::En);
    let home = title(&office);
    let mut pressed = 0;
    for (name, way) in SCREENS {
        go(&mut office, &home, way);
        for key in keys_in_footer(&office) {
            if key == 'Q' {
                continue;
            }
            let latin = key.to_ascii_lowercase();
            let pair = KEYS.iter().find(|(known, _)| *known == key);
            let cyrillic = pair.map_or(latin, |(_, other)| *other);
            let mut seen = Vec::new();
            for letter in [latin, cyrillic] {
                go(&mut office, &home, way);
                office.key(KeyCode::Char(letter));
                let screen = office.screen();
                assert!(
                    !screen.contains("No action for"),
                    "{name}: {letter}\n{screen}"
                );
                seen.push(body(&office));
            }
            assert_eq!(seen[0], seen[1], "{name}: {key}");
            pressed += 1;
        }
    }
    // So that the footer is really read.
    assert!(pressed > 40, "{pressed}");
}
