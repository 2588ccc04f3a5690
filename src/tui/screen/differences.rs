//! The same fact according to several sources, side by side, and the team's view of it.
//!
//! Never averages and never hides a source: what finds no column stands in full below the list.

use ratatui::layout::Rect;

use super::custodies::{
    OTHER_CUSTODY, TO_ANSWER, are_several, episode_in_hand, name_in_hand, named, next, to_answer,
};
use super::fill::content_text;
use super::overview::session;
use super::reasons::{Heard, WHICH, WHY, hear};
use super::timeline::Timeline;
use super::{Input, Show, Steps};
use crate::app::{Draft, DraftOf};
use crate::checklist::FactName;
use crate::export::elapsed_in_words;
use crate::message::Message;
use crate::safeguard;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, Offer, Reasoned, wrap};
use crate::tui::world::{Resume, World};
use crate::value::Source;
use crate::visit::{
    Agreement, Answer, Difference, Episode, FactStatement, Stands, Whose, differences,
};

const DECIDE: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-decide",
    doc: "key-decide-doc",
    rank: 1,
};

const NEXT: Command = Command {
    action: Action::Next,
    keys: &[Key::Letter('N'), Key::Function(7)],
    label: "key-next-difference",
    doc: "key-next-difference-doc",
    rank: 2,
};

const TO_TIMELINE: Command = Command {
    action: Action::Timeline,
    keys: &[Key::Letter('L')],
    label: "key-timeline",
    doc: "key-timeline-doc",
    rank: 3,
};

/// What the differences offer.
pub(super) static DIFFERENCES: Context = Context {
    name: "differences",
    title: "differences-title",
    help: &["differences-help", "differences-help-view"],
    commands: &[DECIDE, NEXT, TO_ANSWER, TO_TIMELINE],
};

/// The same, of one custody of several.
pub(super) static ONE_OF_SEVERAL: Context = Context {
    name: "differences-custody",
    title: "differences-title",
    help: &["custody-help", "differences-help", "differences-help-view"],
    commands: &[DECIDE, OTHER_CUSTODY, NEXT, TO_ANSWER, TO_TIMELINE],
};

/// The facts of a person or custody record, of one custody at a time, with every account.
#[derive(Debug)]
pub struct Differences {
    whose: Whose,
    list: ListState,
    /// Which account of the fact in hand stands, and why.
    asking: Option<Reasoned<Stands>>,
}

fn found(world: &World, whose: &Whose) -> Option<(Episode, Vec<Difference>)> {
    let episode = episode_in_hand(world, whose)?;
    let found = differences(&episode, safeguard::shared_catalogue());
    Some((episode, found))
}

impl Differences {
    /// Makes the differences of this person or custody record.
    pub fn of(whose: impl Into<Whose>) -> Self {
        Self {
            whose: whose.into(),
            list: ListState { selected: 0 },
            asking: None,
        }
    }

    /// Goes on where somebody was writing why this account stands.
    pub fn writing(
        whose: &Whose,
        fact: &FactName,
        stands: Stands,
        why: &str,
        world: &World,
    ) -> Option<Self> {
        let (_, all) = found(world, whose)?;
        let at = all.iter().position(|difference| difference.fact == *fact)?;
        let mut screen = Self::of(whose);
        screen.list.selected = at;
        screen.asking = Some(screen.question(why, world).writing(stands));
        Some(screen)
    }

    /// Returns the views that can be taken of the fact in hand.
    fn offered(&self, world: &World) -> Vec<Stands> {
        let Some((episode, all)) = found(world, &self.whose) else {
            return Vec::new();
        };
        let Some(difference) = all.get(self.list.selected) else {
            return Vec::new();
        };
        let mut sources: Vec<Source> = Vec::new();
        for said in accounts(&episode, difference) {
            if !sources.contains(&said.source) {
                sources.push(said.source);
            }
        }
        let known = session(world).is_some_and(|session| {
            session
                .view_of(&episode, difference.fact.as_str())
                .is_some()
        });
        sources
            .into_iter()
            .map(Stands::Source)
            .chain([Stands::NotSettled])
            .chain(known.then_some(Stands::Withdrawn))
            .collect()
    }

    /// Makes the question which account of the fact in hand stands.
    fn question(&self, why: &str, world: &World) -> Reasoned<Stands> {
        let offers = self.offered(world).into_iter().map(|stands| Offer {
            choice: stands,
            words: world.say(&stands.message()),
            needs_reason: stands != Stands::Withdrawn,
        });
        Reasoned::new(
            "differences-which-stands",
            "differences-why",
            offers.collect(),
            why,
        )
    }

    /// Returns why the view that the team has now was taken.
    fn reason_so_far(&self, world: &World) -> Option<String> {
        let (episode, all) = found(world, &self.whose)?;
        let fact = &all.get(self.list.selected)?.fact;
        let view = session(world)?.view_of(&episode, fact.as_str())?;
        Some(view.why.to_owned())
    }

    fn ask(&mut self, world: &World) -> Steps {
        if self.offered(world).is_empty() {
            return Steps::say(Message::new("differences-nothing-yet"));
        }
        let why = self.reason_so_far(world).unwrap_or_default();
        self.asking = Some(self.question(&why, world));
        Steps::none()
    }

    fn take(&mut self, stands: Stands, why: &str, world: &mut World) -> Steps {
        let Some((_, all)) = found(world, &self.whose) else {
            return Steps::none();
        };
        let Some(difference) = all.get(self.list.selected) else {
            return Steps::none();
        };
        let (whose, fact) = (named(world, &self.whose), difference.fact.clone());
        let taken = world.change(|session, saying| {
            session.take_view(&whose, fact.as_str(), stands, why, saying)
        });
        match taken {
            Ok(_) => {
                self.asking = None;
                Steps::none()
            }
            Err(message) => Steps::warn(message),
        }
    }

    fn next(&mut self, world: &World) -> Steps {
        let Some((_, all)) = found(world, &self.whose) else {
            return Steps::none();
        };
        let differs = |at: &usize| {
            all.get(*at)
                .is_some_and(|found| found.agreement == Agreement::Differ)
        };
        let after = self.list.selected + 1;
        let next = (after..all.len())
            .chain(0..after.min(all.len()))
            .find(differs);
        match next {
            Some(next) => {
                self.list.selected = next;
                Steps::none()
            }
            None => Steps::say(Message::new("differences-none")),
        }
    }

    /// Goes to the answer of the fact in hand: the first that anybody gave.
    fn to_answer(&self, world: &World) -> Steps {
        let Some((episode, all)) = found(world, &self.whose) else {
            return Steps::none();
        };
        let difference = all.get(self.list.selected);
        let said = difference.and_then(|difference| accounts(&episode, difference).next());
        said.map_or_else(Steps::none, |said| to_answer(world, said))
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match action {
            Action::Accept => self.ask(world),
            Action::Next => self.next(world),
            Action::Timeline => Steps::go(Timeline::of(&self.whose)),
            Action::Jump => self.to_answer(world),
            Action::NextPane => {
                *self = Self::of(next(world, &self.whose));
                Steps::none()
            }
            _ => Steps::none(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some((episode, all)) = found(world, &self.whose) else {
            return;
        };
        let detail_rows = (body.height / 3).clamp(5, 10);
        let table = Columns::of(&episode, &all, body.width, world);
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        table.draw_heads(canvas, inner, world);
        let list = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(detail_rows + 2),
            ..body
        };
        let rule = body.bottom().saturating_sub(detail_rows + 1);
        canvas.rule(body, rule);
        let rows: Vec<Vec<Vec<String>>> = all
            .iter()
            .map(|difference| table.lines_of(&episode, difference, world))
            .collect();
        let heights: Vec<u16> = rows.iter().map(|cells| height_of(cells)).collect();
        self.list
            .draw_between_rules(canvas, list, &heights, |canvas, row, index, role| {
                if let Some((difference, cells)) = all.get(index).zip(rows.get(index)) {
                    table.draw_row(canvas, row, difference.agreement, cells, role);
                }
            });
        let detail = Rect {
            x: body.x + 1,
            y: rule + 1,
            width: body.width.saturating_sub(2),
            height: detail_rows,
        };
        if let Some(difference) = all.get(self.list.selected) {
            draw_detail(canvas, detail, &episode, difference, world);
        } else {
            let text = canvas.id("differences-nothing-yet");
            canvas.paragraph(detail, &text, Role::Secondary);
        }
        if let Some(asking) = &self.asking {
            asking.draw(canvas, body);
        }
    }
}

fn accounts<'a>(
    episode: &'a Episode,
    difference: &'a Difference,
) -> impl Iterator<Item = &'a FactStatement> {
    difference
        .accounts
        .iter()
        .filter_map(|place| episode.statements.get(*place))
}

/// Returns what a source said in words.
fn told(said: &FactStatement, world: &World) -> String {
    let answer = Answer {
        content: Some(said.content.clone()),
        precision: said.precision,
        ..Answer::default()
    };
    session(world)
        .and_then(|session| session.checklist(said.checklist))
        .and_then(|checklist| {
            let question = checklist.questions.get(said.question)?;
            Some(content_text(checklist, question, &answer, world))
        })
        .unwrap_or_default()
}

/// Which sources have a column, and how wide.
struct Columns {
    sources: Vec<Source>,
    fact: u16,
    each: u16,
}

impl Columns {
    /// The sources that say most get a column, as many as there is room for.
    fn of(episode: &Episode, all: &[Difference], width: u16, world: &World) -> Self {
        let least = if width >= 110 { 36 } else { 24 };
        let most = usize::from(width.saturating_sub(least + 6) / 16).max(2);
        let mut counted: Vec<(usize, Source)> = Source::ALL
            .into_iter()
            .map(|source| {
                let accounts = all
                    .iter()
                    .flat_map(|difference| accounts(episode, difference));
                (
                    accounts.filter(|said| said.source == source).count(),
                    source,
                )
            })
            .filter(|(count, _)| *count > 0)
            .collect();
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        counted.truncate(most);
        let mut sources: Vec<Source> = counted.into_iter().map(|(_, source)| source).collect();
        sources.sort_by_key(|source| Source::ALL.iter().position(|known| known == source));
        let shown = u16::try_from(sources.len().max(1)).unwrap_or(1);
        // The labels take what the accounts leave them.
        let labels = all
            .iter()
            .map(|difference| columns(&label_of(difference, world)) + 1);
        let longest = labels.max().unwrap_or(least);
        let left = width.saturating_sub(6 + shown * 20);
        let fact = longest.min(left).max(least);
        let room = width.saturating_sub(fact + 6);
        Self {
            sources,
            fact,
            each: (room / shown).min(30),
        }
    }

    fn draw_heads(&self, canvas: &mut Canvas<'_>, row: Rect, world: &World) {
        let fact = canvas.id("differences-fact");
        canvas.line(row.x + 2, row.y, self.fact, &fact, Role::Secondary);
        let mut x = row.x + 2 + self.fact;
        for source in &self.sources {
            let room = self.each.saturating_sub(1);
            let mut name = name_of(*source, world);
            if columns(&name) > room {
                name = short_name_of(*source, world).unwrap_or(name);
            }
            canvas.line(x, row.y, room, &name, Role::Secondary);
            x += self.each;
        }
    }

    /// Returns the lines of each cell of a row: what the fact is, then what each source says. None is
    /// cut.
    fn lines_of(
        &self,
        episode: &Episode,
        difference: &Difference,
        world: &World,
    ) -> Vec<Vec<String>> {
        let label = label_of(difference, world);
        let label = wrap::lines(&label, usize::from(self.fact.saturating_sub(1)));
        let told = self.sources.iter().map(|source| {
            let of_source: Vec<String> = accounts(episode, difference)
                .filter(|said| said.source == *source)
                .map(|said| told(said, world))
                .collect();
            let text = if of_source.is_empty() {
                "-".to_owned()
            } else {
                of_source.join(" / ")
            };
            wrap::lines(&text, usize::from(self.each.saturating_sub(1)))
        });
        std::iter::once(label).chain(told).collect()
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        agreement: Agreement,
        cells: &[Vec<String>],
        role: Role,
    ) {
        let shown = match (role, agreement) {
            (Role::Focus, _) => Role::Focus,
            (_, Agreement::Differ) => Role::No,
            (other, _) => other,
        };
        canvas.line(row.x, row.y, 1, &agreement.sign().to_string(), shown);
        let mut x = row.x + 2;
        let widths = std::iter::once(self.fact).chain(std::iter::repeat(self.each));
        for (lines, width) in cells.iter().zip(widths) {
            for (y, line) in (row.top()..row.bottom()).zip(lines) {
                canvas.line(x, y, width.saturating_sub(1), line, shown);
            }
            x += width;
        }
    }
}

/// Returns how many rows the highest cell takes.
fn height_of(cells: &[Vec<String>]) -> u16 {
    let most = cells.iter().map(Vec::len).max().unwrap_or(1);
    u16::try_from(most).unwrap_or(1).max(1)
}

fn name_of(source: Source, world: &World) -> String {
    world
        .words
        .find(&format!("word-source-{}", source.name()))
        .unwrap_or_default()
}

/// Returns what a source is called at the head of its row on the timeline.
fn short_name_of(source: Source, world: &World) -> Option<String> {
    let name = source.name().replace('_', "-");
    world.words.find(&format!("timeline-head-{name}"))
}

fn label_of(difference: &Difference, world: &World) -> String {
    let name = difference.fact.as_str();
    safeguard::shared_catalogue()
        .fact(name)
        .map_or(name, |fact| fact.label.in_language(world.questions()).0)
        .to_owned()
}

fn draw_detail(
    canvas: &mut Canvas<'_>,
    mut area: Rect,
    episode: &Episode,
    difference: &Difference,
    world: &World,
) {
    let mut put = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
        let used = canvas.paragraph(area, text, role);
        area.y += used;
        area.height = area.height.saturating_sub(used);
    };
    let sign = difference.agreement.sign();
    put(
        canvas,
        &format!("{sign} {}", label_of(difference, world)),
        Role::Strong,
    );
    let told: Vec<String> = accounts(episode, difference)
        .map(|said| {
            format!(
                "{} {}: {}",
                said.subject,
                name_of(said.source, world),
                told(said, world)
            )
        })
        .collect();
    put(canvas, &told.join("   "), Role::Text);
    if let Some(gap) = difference.gap {
        let text = Message::new("differences-gap")
            .text("apart", elapsed_in_words(&world.words, gap))
            .number("tolerance", difference.tolerance_minutes.unwrap_or(0));
        put(canvas, &world.say(&text), Role::Secondary);
    }
    let view =
        session(world).and_then(|session| session.view_of(episode, difference.fact.as_str()));
    let text = match view {
        Some(view) => {
            let calendar = world.calendar();
            let when = format!(
                "{} {}",
                calendar.date(view.stamp.local.date()),
                calendar.clock(view.stamp.local)
            );
            world.say(
                &Message::new("differences-view")
                    .message("stands", view.stands.message())
                    .text("why", view.why)
                    .text("by", &view.stamp.by)
                    .text("when", when),
            )
        }
        None => world.words.id("differences-no-view"),
    };
    put(canvas, &text, Role::Secondary);
}

impl Show for Differences {
    fn context(&self, world: &World) -> &'static Context {
        match &self.asking {
            None if are_several(world, &self.whose) => &ONE_OF_SEVERAL,
            None => &DIFFERENCES,
            Some(asking) if asking.is_writing() => &WHY,
            Some(_) => &WHICH,
        }
    }

    fn offers(&self, action: Action, world: &World) -> bool {
        let enters = action == Action::Accept;
        !(enters && world.is_read_only())
    }

    fn focus(&self, _world: &World) -> Focus {
        self.asking
            .as_ref()
            .map_or(Focus::Commands, Reasoned::focus)
    }

    fn draft(&self, world: &World) -> Option<Draft> {
        let (stands, why) = self.asking.as_ref()?.half_written()?;
        let (_, all) = found(world, &self.whose)?;
        Some(Draft {
            visit: Some(world.visit_id()?),
            of: DraftOf::View {
                subject: self.whose.subject,
                custody: self.whose.custody.clone(),
                fact: all.get(self.list.selected)?.fact.clone(),
                stands,
            },
            text: why.to_owned(),
        })
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("differences-title");
        let name = name_in_hand(world, &self.whose);
        let differ = found(world, &self.whose).map_or(0, |(_, all)| {
            let differ = all
                .iter()
                .filter(|difference| difference.agreement == Agreement::Differ);
            differ.count()
        });
        let differ = world.say(&Message::new("differences-count").number("count", differ));
        (format!("{name}  {title}"), differ)
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear(&mut self.asking, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen((choice, why)) => return self.take(choice, &why, world),
        };
        match input {
            Input::Shown => {
                let Some((_, all)) = found(world, &self.whose) else {
                    return super::Step::Back.into();
                };
                self.list.clamp(all.len());
            }
            Input::Do(action) => return self.command(action, world),
            Input::Bare(key, _) => {
                let count = found(world, &self.whose).map_or(0, |(_, all)| all.len());
                self.list.press(key, count, 10);
            }
            Input::Digit(_)
            | Input::Text(_)
            | Input::Paste(_)
            | Input::Reply(_)
            | Input::Tick
            | Input::Keep => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        world.resume_at(None)
    }
}
