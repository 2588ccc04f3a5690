//! What all pictures share.

use std::io::{self, Write};

use super::markup::escaped;

/// Writes a line of text.
pub(super) fn label(
    sink: &mut dyn Write,
    x: i64,
    y: i64,
    text: &str,
    weight: &str,
) -> io::Result<()> {
    writeln!(
        sink,
        r#"<text x="{x}" y="{y}" font-weight="{weight}" xml:space="preserve">{}</text>"#,
        escaped(text)
    )
}
