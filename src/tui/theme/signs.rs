//! Signs in three tiers: what a terminal's font can show.

/// Which signs the font can show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SignTier {
    /// A terminal with UTF-8.
    #[default]
    Full,
    /// The Linux console with a Cyrillic font.
    Console,
    /// Nothing but ASCII beside letters.
    Ascii,
}

impl SignTier {
    /// Every tier in the order in which settings offer them.
    pub const ALL: [Self; 3] = [Self::Full, Self::Console, Self::Ascii];
}

/// The signs of a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the signs")]
pub struct Signs {
    pub horizontal: &'static str,
    pub vertical: &'static str,
    pub top_left: &'static str,
    pub top_right: &'static str,
    pub bottom_left: &'static str,
    pub bottom_right: &'static str,
    pub full: &'static str,
    pub empty: &'static str,
    pub saved: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub ellipsis: &'static str,
    pub hidden_letter: &'static str,
}

impl Signs {
    /// Returns the signs of a tier.
    pub const fn of(tier: SignTier) -> Self {
        match tier {
            SignTier::Full | SignTier::Console => Self {
                horizontal: "─",
                vertical: "│",
                top_left: "┌",
                top_right: "┐",
                bottom_left: "└",
                bottom_right: "┘",
                full: "█",
                empty: "░",
                saved: "■",
                up: "▲",
                down: "▼",
                ellipsis: "…",
                hidden_letter: "*",
            },
            SignTier::Ascii => Self {
                horizontal: "-",
                vertical: "|",
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                full: "#",
                empty: ".",
                saved: "*",
                up: "^",
                down: "v",
                ellipsis: "...",
                hidden_letter: "*",
            },
        }
    }

    /// Rewrites a ready line with the signs of ASCII.
    pub fn plain(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '─' | '–' | '—' => out.push('-'),
                '│' | '├' | '┤' | '┼' => out.push('|'),
                '█' | '■' => out.push('#'),
                '▓' | '▒' => out.push('%'),
                '░' | '·' | '•' => out.push('.'),
                '▲' | '↑' => out.push('^'),
                '▼' | '↓' => out.push('v'),
                '→' => out.push_str("->"),
                '←' => out.push_str("<-"),
                '…' => out.push_str("..."),
                '«' | '»' | '“' | '”' => out.push('"'),
                '№' => out.push('N'),
                '’' => out.push('\''),
                '≤' => out.push_str("<="),
                '≥' => out.push_str(">="),
                other => out.push(other),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ascii_tier_is_ascii() {
        let signs = Signs::of(SignTier::Ascii);
        for sign in [
            signs.horizontal,
            signs.vertical,
            signs.full,
            signs.saved,
            signs.ellipsis,
        ] {
            assert!(sign.is_ascii());
        }
        assert_eq!(Signs::plain("«да» → …"), "\"да\" -> ...");
    }
}
