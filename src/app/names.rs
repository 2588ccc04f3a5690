//! Notices what looks like somebody's name or number in free text, before it is anywhere else.
//!
//! Pure, and only a hint: it is never right about every word, so it asks and changes nothing. Its
//! lists are data beside it, in `names/*.txt`. Its invariant: what it finds is shown to the person who
//! typed it; what is kept is a hash, sealed in the vault, of what somebody said is no secret.
//!
//! Measured by `names/rates.rs` on lists written by hand for it (`names/rates/*.txt`), which holds this
//! table to be true, the first four rows to 95 in a hundred at least, and the last two together to 2 at
//! most:
//!
//! | in sentences | noticed | of |
//! |---|---|---|
//! | Russian names | 50 | 50 |
//! | Kazakh names | 50 | 50 |
//! | Kyrgyz names | 50 | 50 |
//! | Tajik names | 50 | 50 |
//! | names without an ending, alone | 9 | 12 |
//! | numbers, telephones, documents, addresses | 16 | 16 |
//! | sentences without a name, noticed wrongly | 2 | 120 |
//! | sentences of our own checklists in Russian, noticed wrongly | under 2 | 100 |
//!
//! Read them for what they are: whoever wrote the sentences knew the rules. Notes of the field will be
//! missed and taken wrongly more often; that has not been measured.
//!
//! What it misses: a name that stands alone and has no ending that tells it, a name alone at the
//! beginning of a sentence, names in small letters. What it cannot know: that a word in capitals which
//! ends like a surname is a town or a firm.

mod allowed;
mod finding;

#[cfg(test)]
mod rates;

use std::ops::Range;

pub use allowed::{AllowedNames, NameScope};

/// Returns where the text has what looks like a name or a number of somebody, in order.
pub fn names_in(text: &str) -> Vec<Range<usize>> {
    finding::find(text)
}

/// Returns what looks like a name or a number of somebody where a code or a few words belong: there no
/// sentence begins, and one word alone can be a name too.
pub fn names_somebody(label: &str) -> Option<String> {
    looks_like_a_name(&format!("· {label}"))
}

/// Returns the first piece of the text that looks like a name or a number of somebody.
pub fn looks_like_a_name(text: &str) -> Option<String> {
    let first = names_in(text).into_iter().next()?;
    text.get(first).map(str::to_owned)
}
