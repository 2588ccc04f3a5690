//! The readers of workbooks and the judge of XLSForms. The first byte says which format it is.

use std::sync::LazyLock;

use firsthours::checklist::Library;

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

const NAMES: [&str; 4] = ["form.md", "form.xlsx", "form.xls", "form.csv"];

/// Opens the file; what is accepted is written as a workbook, which must open again.
pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    match LIBRARY.open_file(name, rest) {
        Ok(opened) => {
            if let Some(book) = opened.source.to_xlsform() {
                assert!(
                    LIBRARY.open_file("again.xlsx", &book).is_ok(),
                    "a form that was accepted is refused when it was written"
                );
            }
        }
        Err(checked) => assert!(checked.has_errors(), "refused without an error"),
    }
}

/// Returns forms of every format.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (format, ending) in [(0_u8, "md"), (1, "xlsx"), (2, "xls"), (3, "csv")] {
        for bytes in crate::fixtures("tests/fixtures", &[ending]) {
            seeds.push([vec![format], bytes].concat());
        }
    }
    for list in LIBRARY.list() {
        if let Some(book) = list.source().ok().and_then(|source| source.to_xlsform()) {
            seeds.push([vec![1], book].concat());
        }
    }
    seeds
}
