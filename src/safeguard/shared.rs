//! The law and the vocabulary, read once for whoever judges or draws with them.

use std::sync::{LazyLock, OnceLock};

use super::{Catalogue, Defect, Law};

static LAW: OnceLock<Law> = OnceLock::new();
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().0);

/// Returns the law: what the program carries, with what the user's law files add, if they were read
/// ([`read_user_law`]) before anybody asked.
pub fn shared_law() -> &'static Law {
    LAW.get_or_init(|| Law::embedded().0)
}

/// Reads the law files of the user, given as name and text, into the law that everybody asks; returns
/// what is wrong with them. To be called once, at the start: one program judges by one law.
pub fn read_user_law(files: &[(String, String)]) -> Vec<Defect> {
    let (law, defects) = Law::with_user_files(files);
    // A second call would find the law in use already; it changes nothing.
    drop(LAW.set(law));
    defects
}

/// Returns the safeguards and facts that the program carries.
pub fn shared_catalogue() -> &'static Catalogue {
    &CATALOGUE
}
