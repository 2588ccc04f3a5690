//! The carried law and vocabulary, read once for whoever draws with them.

use std::sync::LazyLock;

use super::{Catalogue, Law};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().0);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().0);

/// Returns the law that the program carries.
pub fn shared_law() -> &'static Law {
    &LAW
}

/// Returns the safeguards and facts that the program carries.
pub fn shared_catalogue() -> &'static Catalogue {
    &CATALOGUE
}
