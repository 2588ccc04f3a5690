//! How long the largest questionnaire takes: 500 rows, ten languages, 2,000 choices, as an `.xlsx`.
//!
//! Budget: read, judged and made a checklist in less than 200 ms on 2 cores.

use std::error::Error;
use std::hint::black_box;

use divan::Bencher;
use firsthours::checklist::Library;

fn main() {
    divan::main();
}

/// A form as large as the largest that organisations use: 500 rows, ten languages, 2,000 choices.
fn large() -> Result<Vec<u8>, Box<dyn Error>> {
    let languages = ["en", "ru", "kk", "ky", "tg", "fr", "es", "ar", "de", "pt"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let survey = book.add_worksheet();
    survey.set_name("survey")?;
    let mut headers = vec!["type".to_owned(), "name".to_owned(), "relevant".to_owned()];
    for column in ["label", "hint", "constraint_message"] {
        let of_column = languages.iter();
        headers.extend(of_column.map(|code| format!("{column}::{code} ({code})")));
    }
    for (column, header) in (0..).zip(&headers) {
        survey.write_string(0, column, header)?;
    }
    for row in 1..=500_u32 {
        let words = match row % 25 {
            1 => "begin_group".to_owned(),
            0 => "end_group".to_owned(),
            number => format!("select_one list_{}", number % 20),
        };
        survey.write_string(row, 0, words)?;
        survey.write_string(row, 1, format!("q{row}"))?;
        if row % 25 > 3 {
            let (one, other) = (row - 1, row - 2);
            let condition = format!("${{q{one}}} = 'c1' or selected(${{q{other}}}, 'c2')");
            survey.write_string(row, 2, condition)?;
        }
        for column in 3..u16::try_from(headers.len())? {
            let text = format!("Some words of question {row} in column {column}, not too few");
            survey.write_string(row, column, text)?;
        }
    }
    let choices = book.add_worksheet();
    choices.set_name("choices")?;
    let headers = ["list_name", "name", "label::en (en)", "label::ru (ru)"];
    for (column, header) in (0..).zip(headers) {
        choices.write_string(0, column, header)?;
    }
    for row in 1..=2000_u32 {
        let cells = [
            format!("list_{}", row % 20),
            format!("c{}", row / 20),
            format!("Choice {row}"),
            format!("Вариант {row}"),
        ];
        for (column, cell) in (0..).zip(cells) {
            choices.write_string(row, column, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let Ok(bytes) = large() else { return };
    let library = Library::embedded();
    bencher.bench_local(|| black_box(library.check_file("large.xlsx", &bytes)));
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    let Ok(bytes) = large() else { return };
    let library = Library::embedded();
    bencher.bench_local(|| black_box(library.open_file("large.xlsx", &bytes)).is_ok());
}

/// As a visit opens it again: the checklist that was made of it, in our own format.
#[divan::bench]
fn compile(bencher: Bencher<'_, '_>) {
    let library = Library::embedded();
    let text = large()
        .ok()
        .and_then(|bytes| library.open_file("large.xlsx", &bytes).ok())
        .and_then(|opened| opened.source.to_toml())
        .unwrap_or_default();
    bencher.bench_local(|| black_box(library.check(&text)));
}
