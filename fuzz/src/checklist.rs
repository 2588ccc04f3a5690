//! The checklist compiler.

use std::sync::LazyLock;

use firsthours::checklist::Library;

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

/// Compiles the text; what compiles is written as TOML, which must be the same checklist.
pub fn run(bytes: &[u8]) {
    let outcome = LIBRARY.check_bytes(bytes);
    let Some(checklist) = outcome.checklist else {
        return;
    };
    let Ok(source) = checklist.source() else {
        panic!("a checklist does not know its source");
    };
    if let Some(text) = source.to_toml() {
        let again = LIBRARY.check(&text).checklist;
        let digest = again.map(|again| again.digest);
        assert_eq!(
            digest,
            Some(checklist.digest),
            "written and read, it is another"
        );
    }
}

/// Returns checklists and shared lists, whole and broken.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = crate::fixtures("tests/fixtures/rejected", &["toml"]);
    seeds.extend(crate::fixtures("checklists/police-custody", &["toml"]));
    seeds
}
