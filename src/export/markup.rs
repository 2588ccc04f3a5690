//! Text inside SVG and HTML.

use crate::message::printable;

/// Returns the text as it stands between tags or in an attribute; hostile signs come out visible.
pub(super) fn escaped(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
