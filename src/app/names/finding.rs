//! Where names and numbers stand in a text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Lists of words, one a line, in lower case; lines that begin with `#` say what they are.
struct Lists {
    endings: Vec<&'static str>,
    case_endings: Vec<&'static str>,
    russian_cases: Vec<&'static str>,
    given: BTreeSet<&'static str>,
    surnames: BTreeSet<&'static str>,
    before_places: BTreeSet<&'static str>,
    after_places: BTreeSet<&'static str>,
    ordinary: BTreeSet<&'static str>,
    starters: BTreeSet<&'static str>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    endings: lines(include_str!("endings.txt")).collect(),
    case_endings: lines(include_str!("case_endings.txt")).collect(),
    russian_cases: lines(include_str!("russian_cases.txt")).collect(),
    given: lines(include_str!("given.txt")).collect(),
    surnames: lines(include_str!("surnames.txt")).collect(),
    before_places: lines(include_str!("before_places.txt")).collect(),
    after_places: lines(include_str!("after_places.txt")).collect(),
    ordinary: lines(include_str!("ordinary.txt")).collect(),
    starters: lines(include_str!("starters.txt")).collect(),
});

/// A word with where it stands.
struct Word<'a> {
    text: &'a str,
    small: String,
    at: Range<usize>,
    /// Whether a sentence ends before it.
    begins: bool,
    /// Whether nothing but blanks stands between it and the word before.
    follows: bool,
}

impl Word<'_> {
    fn is_capitalised(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && self.text.chars().count() >= 2
            && letters.all(|letter| letter.is_lowercase() || letter == '-')
    }

    /// The word without an ending that a case put after a whole name.
    fn stems(&self) -> impl Iterator<Item = &str> {
        let small = self.small.as_str();
        let cut = LISTS.case_endings.iter().filter_map(move |ending| {
            let stem = small.strip_suffix(ending)?;
            (stem.chars().count() >= 4).then_some(stem)
        });
        std::iter::once(small).chain(cut)
    }

    fn has_ending(&self) -> bool {
        let long = |stem: &&str| stem.chars().count() >= 4;
        !LISTS.ordinary.contains(self.small.as_str())
            && self.stems().filter(long).any(|stem| {
                let ends =
                    |ending: &&'static str| stem.len() > ending.len() && stem.ends_with(ending);
                !LISTS.ordinary.contains(stem) && LISTS.endings.iter().any(ends)
            })
    }

    fn is_given(&self) -> bool {
        if self.stems().any(|stem| LISTS.given.contains(stem)) {
            return true;
        }
        LISTS.russian_cases.iter().any(|case| {
            let Some(stem) = self.small.strip_suffix(case) else {
                return false;
            };
            let known = |plain: String| LISTS.given.contains(plain.as_str());
            stem.chars().count() >= 3
                && ["", "а", "я", "й", "ь", "ия", "ий"]
                    .iter()
                    .any(|ending| known(format!("{stem}{ending}")))
        })
    }

    fn is_surname(&self) -> bool {
        self.stems().any(|stem| LISTS.surnames.contains(stem))
    }

    fn is_name(&self) -> bool {
        self.has_ending() || self.is_given() || self.is_surname()
    }

    /// `Бакыт уулу`, `Асан кызы`: son and daughter stand in small letters.
    fn is_child_of(&self) -> bool {
        matches!(
            self.text,
            "уулу" | "кызы" | "ұлы" | "қызы" | "оглы" | "кизи"
        )
    }

    /// Whether it is a word that begins a sentence before a name and is none itself.
    fn is_starter(&self) -> bool {
        let verb = ["л", "ла", "ли", "ло", "лся", "лась", "лись"];
        LISTS.starters.contains(self.small.as_str())
            || LISTS.ordinary.contains(self.small.as_str())
            || verb.iter().any(|ending| self.small.ends_with(ending))
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let (mut begins, mut follows) = (!text.starts_with('·'), false);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphabetic() || (letter == '-' && start.is_some()) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let word = text.get(from..at).unwrap_or("");
            found.push(Word {
                text: word,
                small: word.to_lowercase(),
                at: from..at,
                begins,
                follows,
            });
            (begins, follows) = (false, true);
        }
        if matches!(letter, '.' | '!' | '?' | '\n' | ':' | '«' | '"') {
            begins = true;
        }
        if !letter.is_whitespace() {
            follows = false;
        }
    }
    found
}

/// Names of several words side by side, and words in a sentence that can only be a name.
fn full_names(text: &str, found: &mut Vec<Range<usize>>) {
    let words = words(text);
    let mut first = 0;
    while let Some(word) = words.get(first) {
        let before = first.checked_sub(1).and_then(|before| words.get(before));
        let is_place =
            before.is_some_and(|before| LISTS.before_places.contains(before.small.as_str()));
        if !word.is_capitalised() {
            first += 1;
            continue;
        }
        let more = words
            .iter()
            .skip(first + 1)
            .take_while(|next| next.follows && (next.is_capitalised() || next.is_child_of()));
        let end = first + 1 + more.count();
        let mut run = words.get(first..end).unwrap_or_default();
        first = end;
        let after = words.get(end).filter(|after| after.follows);
        let names_a_place =
            after.is_some_and(|after| LISTS.after_places.contains(after.small.as_str()));
        if is_place || (names_a_place && run.len() == 1) {
            continue;
        }
        if let [start, rest @ ..] = run
            && start.begins
            && !rest.is_empty()
            && start.is_starter()
            && !start.is_given()
        {
            run = rest;
        }
        let tells = match run {
            [alone] => !alone.begins && alone.is_name(),
            [_, rest @ ..] => run.iter().any(Word::is_name) || rest.iter().any(Word::is_child_of),
            [] => false,
        };
        if let ([start, ..], [.., end], true) = (run, run, tells) {
            found.push(start.at.start..end.at.end);
        }
    }
}

/// The pieces between blanks, with where they stand.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if !letter.is_whitespace() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            found.push(from..at);
        }
    }
    found
}

/// `А. Б. Сатыбалдиев`, `А.Б. Сатыбалдиев`, `Сатыбалдиев А.`
fn initials(text: &str, found: &mut Vec<Range<usize>>) {
    let is_initial = |token: &str| {
        let letters: Vec<char> = token.trim_end_matches(',').chars().collect();
        let pairs = letters.chunks(2);
        !letters.is_empty()
            && letters.len() <= 4
            && pairs
                .into_iter()
                .all(|pair| matches!(pair, [letter, '.'] if letter.is_uppercase()))
    };
    let surname = |token: &str| {
        let word = token.trim_matches(|letter: char| !letter.is_alphabetic());
        let mut letters = word.chars();
        word.chars().count() >= 2
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(|letter| letter.is_lowercase() || letter == '-')
    };
    let tokens = tokens(text);
    let read = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let trimmed = |range: &Range<usize>| {
        let word = read(range);
        let own = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
        range.start..range.start + own.len()
    };
    for (at, pair) in tokens.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if is_initial(read(left)) && surname(read(right)) {
            // `А. Б.`: both initials belong to it.
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let start = before.filter(|before| is_initial(read(before)));
            found.push(start.unwrap_or(left).start..trimmed(right).end);
        } else if surname(read(left))
            && is_initial(read(right))
            && !read(left).ends_with(['.', ',', ':', ';'])
        {
            let next = tokens.get(at + 2).filter(|next| is_initial(read(next)));
            found.push(left.start..next.unwrap_or(right).end);
        }
    }
}

/// National numbers of 12 or 14 digits, telephones, documents, e-mail addresses.
fn numbers(text: &str, found: &mut Vec<Range<usize>>) {
    let is_part = |letter: char| letter.is_ascii_digit() || " -()+".contains(letter);
    let mut at = 0;
    for run in text.split(|letter: char| !is_part(letter)) {
        let start = at + (run.len() - run.trim_start().len());
        at += run.len();
        // What ends the run is one letter of any length.
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let run = run.trim();
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let is_plain = run.len() == digits.len();
        let is_phone = match digits.len() {
            10..=13 if run.starts_with('+') => true,
            11 => digits.starts_with("87"),
            10 => digits.starts_with('0') && !digits.starts_with("00"),
            _ => false,
        };
        if (is_plain && matches!(digits.len(), 12 | 14)) || is_phone {
            found.push(start..start + run.len());
        }
    }
    for token in tokens(text) {
        let read = text.get(token.clone()).unwrap_or("");
        let is_address = read
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_address {
            let own = read.trim_end_matches(['.', ',', ';', ')']);
            found.push(token.start..token.start + own.len());
        }
    }
    documents(text, found);
}

/// Passports and identity cards: one or two Latin letters, then seven to nine digits.
fn documents(text: &str, found: &mut Vec<Range<usize>>) {
    let is_document = |token: &str| {
        let digits = token.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let letters = token.len() - digits.len();
        (1..=2).contains(&letters)
            && (7..=9).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take()
            && text.get(from..at).is_some_and(is_document)
        {
            found.push(from..at);
        }
    }
}

/// Returns where names and numbers stand, in order; where two meet, the one that begins first, then
/// the longer one.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    initials(text, &mut found);
    full_names(text, &mut found);
    numbers(text, &mut found);
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let stays = range.start >= end;
        if stays {
            end = range.end;
        }
        stays
    });
    found
}

#[cfg(test)]
mod tests {
    use crate::app::{looks_like_a_name, names_somebody};

    #[test]
    fn names_and_numbers_of_people_are_noticed() {
        for (text, found) in [
            (
                "Дежурный Сергазы Ахметов сослался на приказ",
                "Сергазы Ахметов",
            ),
            ("подписал А. Б. Сатыбалдиев", "А. Б. Сатыбалдиев"),
            ("подписал А.Б. Сатыбалдиев.", "А.Б. Сатыбалдиев"),
            ("следователь Токтогулова А. отказала", "Токтогулова А."),
            ("привёз его Нурлан Асанович", "Нурлан Асанович"),
            ("говорил с Бакыт уулу Азамат, ушёл", "Бакыт уулу Азамат"),
            ("Дежурил Иванов Иван Петрович.", "Иванов Иван Петрович"),
            ("Ударил Рустам, потом ушёл", "Рустам"),
            ("паспорт N12345678 у дежурного", "N12345678"),
            ("его звали Фаррух Раҳимзода", "Фаррух Раҳимзода"),
            ("Айгуль Серікқызы рассказала", "Айгуль Серікқызы"),
            ("ИИН 850101300123 в журнале", "850101300123"),
            ("ПИН 21501198500123 в журнале", "21501198500123"),
            ("звонить +996 555 12-34-56 вечером", "+996 555 12-34-56"),
            ("звонить 8 701 123 45 67", "8 701 123 45 67"),
            ("писать на asan@mail.kg.", "asan@mail.kg"),
        ] {
            assert_eq!(looks_like_a_name(text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn where_a_code_belongs_one_word_can_be_a_name() {
        for (label, found) in [
            ("Ахметов", Some("Ахметов")),
            ("Рустам", Some("Рустам")),
            ("Айгуль Серікқызы", Some("Айгуль Серікқызы")),
            ("850101300123", Some("850101300123")),
            ("M-4", None),
            ("office", None),
            ("мужчина, камера 3", None),
        ] {
            assert_eq!(names_somebody(label).as_deref(), found, "{label}");
        }
    }

    #[test]
    fn ordinary_sentences_are_left_alone() {
        for text in [
            "Разъяснили после первого допроса, около 19:30, без переводчика.",
            "В записи стоит подпись без времени. Дежурный отказался.",
            "Адвокат пришёл на следующий день, протокол составлен без указания времени.",
            "12 человек в камере на 6 мест, вентиляция не работает.",
            "ИВС Алматы, журнал за 05.03.2026, записи 112–118.",
            "P-01 и K-01: время не сходится на 3 ч 30 мин.",
            "Закон Республики Казахстан, ст. 131, ч. 2.",
            "Один магазин рядом. Причин не назвали.",
            "",
        ] {
            assert_eq!(looks_like_a_name(text), None, "{text}");
        }
    }
}
