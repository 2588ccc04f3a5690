//! Notices what looks like somebody's name or number in free text, before it is anywhere else.
//!
//! Pure, and only a hint: it is never right about every word, so it asks and changes nothing. Its
//! invariant: what it finds is shown to the person who typed it and kept nowhere.
//!
//! Measured by `rates.rs` on lists written by hand for it, which holds this table to be true:
//!
//! | in sentences | noticed | of |
//! |---|---|---|
//! | Russian names | 24 | 24 |
//! | Kazakh names | 24 | 24 |
//! | Kyrgyz names | 24 | 24 |
//! | Tajik names | 24 | 24 |
//! | names without an ending, alone | 2 | 12 |
//! | numbers, telephones, documents, addresses | 16 | 16 |
//! | sentences without a name, noticed wrongly | 2 | 60 |
//! | sentences of our own checklists in Russian, noticed wrongly | under 1 | 100 |
//!
//! What it misses: a surname without an ending that stands alone, a name that begins a sentence
//! alone, names in small letters, names in Latin letters.

/// Endings of surnames and patronymics in Russian, Kazakh, Kyrgyz and Tajik, in lower case, with the
/// endings that Russian sentences give them: people are spoken with and of, not only named.
const ENDINGS: [&str; 83] = [
    "ов",
    "ова",
    "ову",
    "овым",
    "ове",
    "овой",
    "овы",
    "овых", //
    "ев",
    "ева",
    "еву",
    "евым",
    "еве",
    "евой",
    "евы", //
    "ёв",
    "ёва",
    "ёву",
    "ёвым", //
    "ин",
    "ина",
    "ину",
    "иным",
    "иной", //
    "ский",
    "ская",
    "ского",
    "скому",
    "ским",
    "ской",
    "скую", //
    "цкий",
    "цкая",
    "цкого",
    "цкому",
    "цким",
    "цкой", //
    "ович",
    "овича",
    "овичу",
    "овичем",
    "евич",
    "евича",
    "евичу",
    "евичем", //
    "овна",
    "овны",
    "овне",
    "овну",
    "овной",
    "евна",
    "евны",
    "евне",
    "евну",
    "евной", //
    "ұлы",
    "улы",
    "қызы",
    "кызы",
    "уулу",
    "оглы", //
    "бек",
    "бека",
    "беку",
    "беком",
    "бай",
    "бая",
    "баю",
    "баем", //
    "зода",
    "зоды",
    "зоде",
    "заде",
    "зод",
    "иён",
    "ён", //
    "енко",
    "чук",
    "дзе",
    "швили",
    "ян",
    "гул",
    "гуль",
];

/// Given names that are common in the three countries, in lower case, in their plain form. A surname
/// like Kim or Lee has no ending: the given name beside it tells.
const GIVEN: [&str; 132] = [
    "азамат",
    "азат",
    "азиз",
    "айбек",
    "айгерим",
    "айгерім",
    "айгуль",
    "айгүл",
    "айдана",
    "айжан",
    "айзада",
    "айнура",
    "айсулуу",
    "акмарал",
    "александр",
    "алексей",
    "алия",
    "алмаз",
    "анар",
    "андрей",
    "анна",
    "арман",
    "асан",
    "асель",
    "асет",
    "аскар",
    "ахмад",
    "әлия",
    "бакыт",
    "батыр",
    "бауыржан",
    "бегимай",
    "бекзат",
    "болат",
    "виктор",
    "владимир",
    "галина",
    "гулзат",
    "гулнара",
    "гүлзат",
    "гүлнар",
    "давлат",
    "далер",
    "дамир",
    "дана",
    "данияр",
    "дарья",
    "денис",
    "динара",
    "дмитрий",
    "евгений",
    "екатерина",
    "елена",
    "ерлан",
    "жамила",
    "жамшед",
    "жанар",
    "жасулан",
    "жылдыз",
    "зарина",
    "зухра",
    "иван",
    "игорь",
    "илья",
    "ирина",
    "искандер",
    "камила",
    "канат",
    "кайрат",
    "қайрат",
    "қанат",
    "лола",
    "людмила",
    "мавлуда",
    "мадина",
    "максат",
    "манижа",
    "марат",
    "мария",
    "медер",
    "мирлан",
    "михаил",
    "муниса",
    "мурат",
    "муҳаммад",
    "мухаммад",
    "назгуль",
    "наргиз",
    "наталья",
    "николай",
    "нигора",
    "нурбек",
    "нуржан",
    "нурлан",
    "ольга",
    "олег",
    "парвиз",
    "перизат",
    "раушан",
    "рахим",
    "раҳим",
    "роза",
    "руслан",
    "рустам",
    "сайёра",
    "салтанат",
    "самат",
    "саида",
    "саидҷон",
    "светлана",
    "сергей",
    "серик",
    "серік",
    "сухроб",
    "талант",
    "татьяна",
    "темир",
    "тимур",
    "улан",
    "улугбек",
    "фаррух",
    "фатима",
    "феруза",
    "чынгыз",
    "шавкат",
    "шахноза",
    "шерали",
    "эрлан",
    "эркин",
    "юлия",
    "юрий",
    "ҷамшед",
];

/// What stands before the name of a street, town or quarter: no person is meant.
const BEFORE_PLACES: [&str; 16] = [
    "ул",
    "улица",
    "улице",
    "улицы",
    "пр",
    "проспект",
    "проспекте",
    "мкр",
    "пос",
    "г",
    "город",
    "городе",
    "села",
    "селе",
    "имени",
    "район",
];

/// Capitalised words that begin sentences or name places and bodies, in lower case.
const ORDINARY: [&str; 30] = [
    "один",
    "магазин",
    "район",
    "кабинет",
    "милиции",
    "полиции",
    "суд",
    "прокурор",
    "закон",
    "протокол",
    "адвокат",
    "врач",
    "следователь",
    "дежурный",
    "область",
    "министерство",
    "республики",
    "казахстан",
    "кыргызстан",
    "таджикистан",
    "отдел",
    "управление",
    "город",
    "улица",
    "камера",
    "изолятор",
    "причин",
    "женщин",
    "мужчин",
    "машин",
];

/// A word with where it stands.
struct Word<'a> {
    text: &'a str,
    /// Whether a sentence ends before it.
    begins: bool,
    /// Whether nothing but blanks stands between it and the word before.
    follows: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let (mut begins, mut follows) = (true, false);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphabetic() || (letter == '-' && start.is_some()) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let word = text.get(from..at).unwrap_or("");
            found.push(Word {
                text: word,
                begins,
                follows,
            });
            (begins, follows) = (false, true);
        }
        if matches!(letter, '.' | '!' | '?' | '\n' | ':') {
            begins = true;
        }
        if !letter.is_whitespace() {
            follows = false;
        }
    }
    found
}

fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() >= 3
        && letters.all(|letter| letter.is_lowercase() || letter == '-')
}

fn has_ending(word: &str) -> bool {
    let small = word.to_lowercase();
    small.chars().count() >= 4
        && !ORDINARY.contains(&small.as_str())
        && ENDINGS.iter().any(|ending| small.ends_with(ending))
}

fn is_given(word: &str) -> bool {
    GIVEN.contains(&word.to_lowercase().as_str())
}

/// `Бакыт уулу`, `Асан кызы`: son and daughter stand in small letters.
fn is_child_of(word: &str) -> bool {
    matches!(word, "уулу" | "кызы" | "ұлы" | "қызы" | "оглы" | "кизи")
}

/// Two words side by side that make a name; or one word in a sentence that has a name's ending.
fn full_name(text: &str) -> Option<String> {
    let words = words(text);
    let is_place = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        before.is_some_and(|before| BEFORE_PLACES.contains(&before.text.to_lowercase().as_str()))
    };
    let pair = words.windows(2).enumerate().find_map(|(at, pair)| {
        let [first, second] = pair else {
            return None;
        };
        let capital = is_capitalised(first.text) && second.follows && !is_place(at);
        let second_is_name = is_capitalised(second.text)
            && (has_ending(first.text)
                || has_ending(second.text)
                || is_given(first.text)
                || is_given(second.text));
        (capital && (second_is_name || is_child_of(second.text)))
            .then(|| format!("{} {}", first.text, second.text))
    });
    pair.or_else(|| {
        let (_, alone) = words.iter().enumerate().find(|(at, word)| {
            !word.begins && is_capitalised(word.text) && has_ending(word.text) && !is_place(*at)
        })?;
        Some(alone.text.to_owned())
    })
}

/// `А. Б. Сатыбалдиев`, `Сатыбалдиев А.`
fn initials(text: &str) -> Option<String> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_initial = |token: &str| {
        let mut letters = token.chars();
        let shape = |first: Option<char>, dot: Option<char>| {
            first.is_some_and(char::is_uppercase) && dot == Some('.')
        };
        let first = shape(letters.next(), letters.next());
        let rest: Vec<char> = letters.collect();
        first && matches!(rest.as_slice(), [] | [_, '.'])
    };
    let surname = |token: &str| {
        let word = token.trim_matches(|letter: char| !letter.is_alphabetic());
        is_capitalised(word)
    };
    tokens.windows(2).find_map(|pair| match pair {
        [left, right] if is_initial(left) && surname(right) => Some(format!("{left} {right}")),
        [left, right] if surname(left) && is_initial(right) && !left.ends_with(['.', ',']) => {
            Some(format!("{left} {right}"))
        }
        _ => None,
    })
}

/// National numbers of 12 or 14 digits, telephones, e-mail addresses.
fn numbers(text: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || " -()+".contains(letter);
    let runs = text.split(|letter: char| !is_part(letter));
    let number = runs.map(str::trim).find(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let plain = run.chars().all(|letter| letter.is_ascii_digit());
        (plain && matches!(digits, 12 | 14))
            || (run.starts_with('+') && (10..=13).contains(&digits))
    });
    let address = || {
        text.split_whitespace().find(|token| {
            token
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        })
    };
    number
        .or_else(address)
        .map(str::to_owned)
        .or_else(|| document(text))
}

/// Passports and identity cards: one or two Latin letters, then seven to nine digits.
fn document(text: &str) -> Option<String> {
    let is_document = |token: &&str| {
        let digits = token.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let letters = token.len() - digits.len();
        (1..=2).contains(&letters)
            && (7..=9).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    text.split(|letter: char| !letter.is_alphanumeric())
        .find(is_document)
        .map(str::to_owned)
}

/// Returns the first piece of the text that looks like a name or a number of somebody.
pub fn looks_like_a_name(text: &str) -> Option<String> {
    initials(text)
        .or_else(|| full_name(text))
        .or_else(|| numbers(text))
}

#[cfg(test)]
mod rates;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_of_people_are_noticed() {
        for (text, found) in [
            (
                "Дежурный Сергазы Ахметов сослался на приказ",
                "Сергазы Ахметов",
            ),
            ("подписал А. Б. Сатыбалдиев", "Б. Сатыбалдиев"),
            ("следователь Токтогулова А. отказала", "Токтогулова А."),
            ("привёз его Нурлан Асанович", "Нурлан Асанович"),
            ("говорил с Бакыт уулу Азамат, ушёл к Жумабаев", "Бакыт уулу"),
            ("паспорт N12345678 у дежурного", "N12345678"),
            ("его звали Фаррух Раҳимзода", "Фаррух Раҳимзода"),
            ("Айгуль Серікқызы рассказала", "Айгуль Серікқызы"),
            ("ИИН 850101300123 в журнале", "850101300123"),
            ("ПИН 21501198500123 в журнале", "21501198500123"),
            ("звонить +996 555 12-34-56 вечером", "+996 555 12-34-56"),
            ("писать на asan@mail.kg", "asan@mail.kg"),
        ] {
            assert_eq!(looks_like_a_name(text).as_deref(), Some(found), "{text}");
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
