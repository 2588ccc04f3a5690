//! The palettes, computed for contrast on their own background.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that stands back.
    Secondary,
    /// The question, the item in hand.
    Strong,
    /// A safeguard kept, an answer "yes".
    Yes,
    /// A safeguard not kept, an answer "no".
    No,
    /// A figure that asks to be looked at: a filled cell.
    Breach,
    /// Partly.
    Partly,
    /// Not saved, read only, practice data.
    Danger,
    /// Saved.
    Saved,
    /// The line in hand.
    Focus,
    /// Rules and frames.
    Rule,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Secondary,
        Self::Strong,
        Self::Yes,
        Self::No,
        Self::Breach,
        Self::Partly,
        Self::Danger,
        Self::Saved,
        Self::Focus,
        Self::Rule,
    ];
}

/// Which colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
    /// White on black, the focus black on yellow.
    HighContrast,
    /// Dim amber, for dark cells.
    Night,
    /// Only the colours that can be read on every 16-colour terminal.
    Sixteen,
    /// No colour at all.
    Mono,
}

impl Palette {
    /// Every palette in the order in which settings offer them.
    pub const ALL: [Self; 6] = [
        Self::Dark,
        Self::Light,
        Self::HighContrast,
        Self::Night,
        Self::Sixteen,
        Self::Mono,
    ];
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    #[default]
    Indexed,
}

/// What the terminal says of itself.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORTERM`.
    pub color_term: Option<String>,
    /// `COLORFGBG`.
    pub color_fg_bg: Option<String>,
}

impl Environment {
    /// Reads the variables of this process.
    pub fn of_process() -> Self {
        let read = |name: &str| std::env::var(name).ok();
        Self {
            no_color: read("NO_COLOR"),
            term: read("TERM"),
            color_term: read("COLORTERM"),
            color_fg_bg: read("COLORFGBG"),
        }
    }
}

/// A palette on a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Theme {
    /// Which colours.
    pub palette: Palette,
    /// How they are said.
    pub depth: Depth,
}

type Pair = (u32, u32);

impl Theme {
    /// Chooses what the terminal can show: `NO_COLOR` before everything, then its own words.
    pub fn suited(environment: &Environment) -> Self {
        let is_set = |value: &Option<String>| value.as_deref().is_some_and(|text| !text.is_empty());
        let term = environment.term.as_deref().unwrap_or("");
        let depth = match environment.color_term.as_deref() {
            Some("truecolor" | "24bit") => Depth::True,
            Some(_) | None => Depth::Indexed,
        };
        let is_light = environment
            .color_fg_bg
            .as_deref()
            .and_then(|text| text.rsplit(';').next())
            .is_some_and(|background| matches!(background, "7" | "15"));
        let palette = if is_set(&environment.no_color) || term == "dumb" {
            Palette::Mono
        } else if term == "linux" || term == "ansi" || term.starts_with("vt") {
            Palette::Sixteen
        } else if is_light {
            Palette::Light
        } else {
            Palette::Dark
        };
        Self { palette, depth }
    }

    /// Returns the style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = match self.palette {
            Palette::Mono => Self::mono(role),
            Palette::Sixteen => Self::sixteen(role),
            Palette::Dark | Palette::Light | Palette::HighContrast | Palette::Night => {
                self.painted(role)
            }
        };
        if matches!(role, Role::Strong) {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    }

    fn painted(self, role: Role) -> Style {
        if self.depth == Depth::Indexed && self.palette == Palette::Dark {
            let (ink, ground) = Self::dark_indexed(role);
            return Style::new()
                .fg(Color::Indexed(ink))
                .bg(Color::Indexed(ground));
        }
        let (ink, ground) = self.colours(role);
        Style::new().fg(self.colour(ink)).bg(self.colour(ground))
    }

    const fn dark_indexed(role: Role) -> (u8, u8) {
        match role {
            Role::Text | Role::Strong => (254, 234),
            Role::Secondary => (248, 234),
            Role::Yes => (74, 234),
            Role::No => (214, 234),
            Role::Breach => (234, 214),
            Role::Partly => (227, 234),
            Role::Danger => (209, 234),
            Role::Saved => (79, 234),
            Role::Focus => (254, 24),
            Role::Rule => (241, 234),
        }
    }

    /// Returns ink and ground as `0xRRGGBB`.
    const fn colours(self, role: Role) -> Pair {
        match self.palette {
            Palette::Light => match role {
                Role::Text | Role::Strong => (0x1B_1E22, 0xFA_F8F2),
                Role::Secondary => (0x55_5D66, 0xFA_F8F2),
                Role::Yes => (0x00_5A9C, 0xFA_F8F2),
                Role::No => (0x9A_4A00, 0xFA_F8F2),
                Role::Breach => (0xFA_F8F2, 0x9A_4A00),
                Role::Partly => (0x6B_5D00, 0xFA_F8F2),
                Role::Danger => (0xA8_2A00, 0xFA_F8F2),
                Role::Saved => (0x00_6B4A, 0xFA_F8F2),
                Role::Focus => (0x1B_1E22, 0xCF_E6F7),
                Role::Rule => (0x8A_8F96, 0xFA_F8F2),
            },
            Palette::HighContrast => match role {
                Role::Focus => (0x00_0000, 0xFF_FF00),
                _ => (0xFF_FFFF, 0x00_0000),
            },
            Palette::Night => match role {
                Role::Focus => (0x0A_0A08, 0xC8_B48A),
                Role::Rule => (0x6A_5F49, 0x0A_0A08),
                _ => (0xC8_B48A, 0x0A_0A08),
            },
            Palette::Dark | Palette::Sixteen | Palette::Mono => match role {
                Role::Text | Role::Strong => (0xE8_E6E0, 0x14_171C),
                Role::Secondary => (0xA9_B0B8, 0x14_171C),
                Role::Yes => (0x56_B4E9, 0x14_171C),
                Role::No => (0xF2_A33A, 0x14_171C),
                Role::Breach => (0x14_171C, 0xF2_A33A),
                Role::Partly => (0xF0_E442, 0x14_171C),
                Role::Danger => (0xFF_7A45, 0x14_171C),
                Role::Saved => (0x3F_C79A, 0x14_171C),
                Role::Focus => (0xFF_FFFF, 0x24_455C),
                Role::Rule => (0x5A_636E, 0x14_171C),
            },
        }
    }

    fn colour(self, rgb: u32) -> Color {
        let [_, red, green, blue] = rgb.to_be_bytes();
        match self.depth {
            Depth::True => Color::Rgb(red, green, blue),
            Depth::Indexed => Color::Indexed(nearest_indexed([red, green, blue])),
        }
    }

    fn sixteen(role: Role) -> Style {
        let base = Style::new().bg(Color::Black);
        match role {
            Role::Text | Role::Secondary | Role::Strong | Role::Rule => base.fg(Color::Gray),
            Role::Yes => base.fg(Color::LightCyan),
            Role::No | Role::Partly => base.fg(Color::LightYellow),
            Role::Breach => Style::new().fg(Color::Black).bg(Color::LightYellow),
            Role::Danger => base.fg(Color::LightRed).add_modifier(Modifier::REVERSED),
            Role::Saved => base.fg(Color::LightGreen),
            Role::Focus => Style::new().fg(Color::Black).bg(Color::Gray),
        }
    }

    fn mono(role: Role) -> Style {
        match role {
            Role::Danger | Role::Focus => Style::new().add_modifier(Modifier::REVERSED),
            Role::No | Role::Breach => Style::new().add_modifier(Modifier::BOLD),
            Role::Text
            | Role::Secondary
            | Role::Strong
            | Role::Yes
            | Role::Partly
            | Role::Saved
            | Role::Rule => Style::new(),
        }
    }
}

/// The steps of the 6×6×6 cube of xterm.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn distance(left: [u8; 3], right: [u8; 3]) -> u32 {
    left.iter()
        .zip(right)
        .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

/// Returns the nearest of the 240 fixed colours of xterm.
fn nearest_indexed(wanted: [u8; 3]) -> u8 {
    let cube = (0_u8..216).map(|index| {
        let step = |digit: u8| STEPS.get(usize::from(digit)).copied().unwrap_or(0);
        (
            16 + index,
            [step(index / 36), step(index / 6 % 6), step(index % 6)],
        )
    });
    let greys = (0_u8..24).map(|index| (232 + index, [8 + 10 * index; 3]));
    cube.chain(greys)
        .min_by_key(|(_, colour)| distance(*colour, wanted))
        .map_or(254, |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(rgb: [u8; 3]) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
    }

    fn rgb_of(colour: Color) -> [u8; 3] {
        match colour {
            Color::Rgb(r, g, b) => [r, g, b],
            Color::Indexed(index) if index >= 232 => [8 + 10 * (index - 232); 3],
            Color::Indexed(index) => {
                let index = usize::from(index - 16);
                [STEPS[index / 36], STEPS[index / 6 % 6], STEPS[index % 6]]
            }
            other => panic!("{other:?} is no painted colour"),
        }
    }

    fn contrast(style: Style) -> f64 {
        let ink = luminance(rgb_of(style.fg.unwrap()));
        let ground = luminance(rgb_of(style.bg.unwrap()));
        (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05)
    }

    #[test]
    fn every_pair_of_colours_can_be_read() {
        for palette in [
            Palette::Dark,
            Palette::Light,
            Palette::HighContrast,
            Palette::Night,
        ] {
            for depth in [Depth::True, Depth::Indexed] {
                for role in Role::ALL {
                    let found = contrast(Theme { palette, depth }.style(role));
                    let least = if role == Role::Rule { 2.4 } else { 4.5 };
                    assert!(found >= least, "{palette:?} {depth:?} {role:?}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn colours_that_cannot_be_read_everywhere_and_dim_or_blinking_text_are_not_used() {
        for palette in Palette::ALL {
            for role in Role::ALL {
                let style = Theme {
                    palette,
                    depth: Depth::Indexed,
                }
                .style(role);
                for colour in [style.fg, style.bg].into_iter().flatten() {
                    assert!(
                        !matches!(colour, Color::Red | Color::Blue | Color::DarkGray),
                        "{palette:?} {role:?}"
                    );
                }
                let banned = Modifier::DIM
                    | Modifier::SLOW_BLINK
                    | Modifier::RAPID_BLINK
                    | Modifier::ITALIC
                    | Modifier::UNDERLINED;
                assert!(!style.add_modifier.intersects(banned));
            }
        }
    }

    #[test]
    fn without_colour_no_colour_is_named() {
        for role in Role::ALL {
            let style = Theme {
                palette: Palette::Mono,
                depth: Depth::True,
            }
            .style(role);
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn the_terminal_is_believed_and_no_color_before_it() {
        let environment = |no_color: &str, term: &str| Environment {
            no_color: Some(no_color.to_owned()),
            term: Some(term.to_owned()),
            ..Environment::default()
        };
        let palette = |no_color, term| Theme::suited(&environment(no_color, term)).palette;
        assert_eq!(palette("1", "xterm-256color"), Palette::Mono);
        assert_eq!(palette("", "xterm-256color"), Palette::Dark);
        assert_eq!(palette("", "linux"), Palette::Sixteen);
    }
}
