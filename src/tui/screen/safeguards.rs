//! How each safeguard was assessed for one person: the rule, the facts and sources it used, and the
//! team's own result beside the computed one.

use ratatui::layout::Rect;

use super::differences::over_area;
use super::overview::session;
use super::timeline::Timeline;
use super::{Input, Show, Steps};
use crate::message::Message;
use crate::safeguard;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField};
use crate::tui::world::{Resume, World};
use crate::visit::{Assessment, Compliance, Decision, Episode, Subject, assess_as_of};

/// What the list of safeguards offers.
pub(super) static SAFEGUARDS: Context = Context {
    name: "safeguards",
    title: "safeguards-title",
    help: &["safeguards-help", "safeguards-help-own"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-own-result",
            doc: "key-own-result-doc",
            rank: 1,
        },
        Command {
            action: Action::Timeline,
            keys: &[Key::Letter('L')],
            label: "key-timeline",
            doc: "key-timeline-doc",
            rank: 2,
        },
    ],
};

/// Choosing the team's own result.
pub(super) static RESULT: Context = Context {
    name: "safeguards-result",
    title: "safeguards-result-title",
    help: &["safeguards-help-own"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-pick-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// Writing why.
pub(super) static REASON_OF_RESULT: Context = Context {
    name: "safeguards-why",
    title: "safeguards-result-title",
    help: &["safeguards-help-own"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-own-result-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// What lies over the list.
#[derive(Debug)]
enum Over {
    Nothing,
    Result(ListState),
    Why(Compliance, TextField),
}

/// The safeguards of a person or custody record.
#[derive(Debug)]
pub struct Safeguards {
    subject: Subject,
    list: ListState,
    over: Over,
}

fn assessed(world: &World, subject: Subject) -> Option<(Episode, Vec<Assessment>)> {
    let session = session(world)?;
    let episode = session.episode_of(subject).ok()?;
    let header = session.header();
    let assessments = assess_as_of(
        &episode,
        safeguard::shared_law(),
        header.facility.country,
        Some(header.start),
    );
    Some((episode, assessments))
}

fn result_in_words(compliance: Compliance, world: &World) -> String {
    let id = format!("word-compliance-{}", compliance.code());
    world.words.find(&id).unwrap_or_default()
}

const fn role_of(compliance: Compliance) -> Role {
    match compliance {
        Compliance::Compliant => Role::Yes,
        Compliance::Partly => Role::Partly,
        Compliance::NotCompliant => Role::No,
        Compliance::NotApplicable | Compliance::NotKnown => Role::Secondary,
    }
}

impl Safeguards {
    /// Makes the list of this person or custody record.
    pub const fn of(subject: Subject) -> Self {
        Self {
            subject,
            list: ListState { selected: 0 },
            over: Over::Nothing,
        }
    }

    fn take(&mut self, decision: Decision, why: &str, world: &mut World) -> Steps {
        let id = assessed(world, self.subject)
            .and_then(|(_, all)| Some(all.get(self.list.selected)?.safeguard));
        let Some(id) = id else {
            return Steps::none();
        };
        let subject = self.subject;
        match world.change(|session, saying| session.decide(subject, id, decision, why, saying)) {
            Ok(_) => {
                self.over = Over::Nothing;
                Steps::none()
            }
            Err(message) => Steps::warn(message),
        }
    }

    /// Takes the answer at this place: the five results, then "the computed one alone".
    fn choose(&mut self, at: usize, world: &mut World) -> Steps {
        match Compliance::ALL.get(at) {
            Some(compliance) => {
                self.over = Over::Why(*compliance, TextField::default());
                Steps::none()
            }
            None => self.take(Decision::Withdrawn, "", world),
        }
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match (action, &self.over) {
            (Action::Accept, Over::Nothing) => {
                self.over = Over::Result(ListState::default());
                Steps::none()
            }
            (Action::Accept, Over::Result(list)) => {
                let at = list.selected;
                self.choose(at, world)
            }
            (Action::Accept, Over::Why(compliance, field)) => {
                let (decision, why) = (Decision::Result(*compliance), field.text().to_owned());
                self.take(decision, &why, world)
            }
            (Action::Back, _) => {
                self.over = Over::Nothing;
                Steps::none()
            }
            (Action::Timeline, _) => Steps::go(Timeline::of(self.subject)),
            _ => Steps::none(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some((episode, all)) = assessed(world, self.subject) else {
            return;
        };
        let detail_rows = (body.height / 2).clamp(6, 14);
        let list = Rect {
            width: body.width.saturating_sub(1),
            height: body.height.saturating_sub(detail_rows + 1),
            ..body
        };
        self.list
            .draw(canvas, list, all.len(), |canvas, row, index, role| {
                if let Some(assessment) = all.get(index) {
                    draw_row(canvas, row, &episode, assessment, role, world);
                }
            });
        let rule = body.bottom().saturating_sub(detail_rows + 1);
        canvas.rule(body, rule);
        let detail = Rect {
            x: body.x + 1,
            y: rule + 1,
            width: body.width.saturating_sub(2),
            height: detail_rows,
        };
        if let Some(assessment) = all.get(self.list.selected) {
            draw_detail(canvas, detail, &episode, assessment, world);
        }
        self.draw_over(canvas, body, world);
    }

    fn draw_over(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        match &self.over {
            Over::Nothing => {}
            Over::Result(list) => {
                let mut offered: Vec<String> = Compliance::ALL
                    .into_iter()
                    .map(|compliance| result_in_words(compliance, world))
                    .collect();
                offered.push(canvas.id("safeguards-computed-alone"));
                let outer = over_area(body, 9);
                canvas.clear(outer, Role::Text);
                let inner = canvas.frame(outer);
                let question = canvas.id("safeguards-own-result");
                canvas.line(inner.x + 1, inner.y, inner.width, &question, Role::Strong);
                let rows = Rect {
                    y: inner.y + 1,
                    height: inner.height.saturating_sub(1),
                    ..inner
                };
                list.draw(canvas, rows, offered.len(), |canvas, row, index, role| {
                    if let Some(text) = offered.get(index) {
                        let text = format!("{} {text}", index + 1);
                        canvas.line(row.x, row.y, row.width, &text, role);
                    }
                });
            }
            Over::Why(compliance, field) => {
                let outer = over_area(body, 6);
                canvas.clear(outer, Role::Text);
                let inner = canvas.frame(outer);
                let question = Message::new("safeguards-why")
                    .text("result", result_in_words(*compliance, world));
                let question = canvas.say(&question);
                let text = Rect {
                    x: inner.x + 1,
                    width: inner.width.saturating_sub(2),
                    height: 2,
                    ..inner
                };
                let used = canvas.paragraph(text, &question, Role::Strong);
                let row = Rect {
                    y: text.y + used + 1,
                    height: 1,
                    ..text
                };
                field.draw(canvas, row, Role::Text);
            }
        }
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    row: Rect,
    episode: &Episode,
    assessment: &Assessment,
    role: Role,
    world: &World,
) {
    let shown = |compliance: Compliance| {
        if role == Role::Focus {
            Role::Focus
        } else {
            role_of(compliance)
        }
    };
    canvas.line(row.x, row.y, 5, assessment.safeguard, role);
    let result = result_in_words(assessment.compliance, world);
    canvas.line(row.x + 6, row.y, 17, &result, shown(assessment.compliance));
    let title = safeguard::shared_catalogue()
        .safeguard(assessment.safeguard)
        .map_or("", |found| found.title.in_language(world.questions()).0);
    let own = session(world)
        .and_then(|session| session.decision_on(episode, assessment.safeguard))
        .map(|decided| decided.compliance);
    let room = row.right().saturating_sub(row.x + 24);
    match own {
        Some(compliance) => {
            let text = world.say(
                &Message::new("safeguards-own").text("result", result_in_words(compliance, world)),
            );
            let width = crate::tui::canvas::columns(&text).min(room);
            let left = room.saturating_sub(width + 1);
            canvas.line(row.x + 24, row.y, left, title, role);
            canvas.line(
                row.x + 24 + left + 1,
                row.y,
                width,
                &text,
                shown(compliance),
            );
        }
        None => {
            canvas.line(row.x + 24, row.y, room, title, role);
        }
    }
}

fn draw_detail(
    canvas: &mut Canvas<'_>,
    mut area: Rect,
    episode: &Episode,
    assessment: &Assessment,
    world: &World,
) {
    let mut put = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
        if area.height > 0 && !text.is_empty() {
            let used = canvas.paragraph(area, text, role);
            area.y += used;
            area.height = area.height.saturating_sub(used);
        }
    };
    put(canvas, &world.say(&assessment.reason), Role::Strong);
    if let Some(decided) =
        session(world).and_then(|session| session.decision_on(episode, assessment.safeguard))
    {
        let calendar = world.calendar();
        let when = decided.stamp.local;
        let text = Message::new("safeguards-decided")
            .text("result", result_in_words(decided.compliance, world))
            .text("why", decided.why)
            .text("by", &decided.stamp.by)
            .text(
                "when",
                format!("{} {}", calendar.date(when.date()), calendar.clock(when)),
            );
        put(canvas, &world.say(&text), Role::Text);
    }
    let facts = safeguard::shared_catalogue();
    let used: Vec<String> = assessment
        .used
        .iter()
        .filter_map(|place| episode.statements.get(*place))
        .map(|said| {
            let name = said.fact.as_str();
            let label = facts
                .fact(name)
                .map_or(name, |fact| fact.label.in_language(world.questions()).0);
            let id = format!("word-source-{}", said.source.name());
            format!(
                "{label} ({}, {})",
                world.words.find(&id).unwrap_or_default(),
                said.subject
            )
        })
        .collect();
    if !used.is_empty() {
        let text = Message::new("safeguards-used").text("facts", used.join("; "));
        put(canvas, &world.say(&text), Role::Secondary);
    }
    if let Some(start) = assessment.starts.first()
        && let Some(warning) = &start.warning
    {
        let citation = start.citation.clone().unwrap_or_default();
        let warning = world.say(warning);
        put(canvas, &format!("! {citation} {warning}"), Role::Secondary);
    }
    let rule = facts
        .safeguard(assessment.safeguard)
        .map_or("", |found| found.rule.in_language(world.questions()).0);
    put(canvas, rule, Role::Secondary);
}

impl Show for Safeguards {
    fn context(&self, _world: &World) -> &'static Context {
        match &self.over {
            Over::Nothing => &SAFEGUARDS,
            Over::Result(_) => &RESULT,
            Over::Why(..) => &REASON_OF_RESULT,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match &self.over {
            Over::Why(..) => Focus::Text,
            Over::Nothing | Over::Result(_) => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("safeguards-title");
        let name = assessed(world, self.subject)
            .map_or_else(|| self.subject.to_string(), |(episode, _)| episode.name());
        (format!("{name}  {title}"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                let Some((_, all)) = assessed(world, self.subject) else {
                    return super::Step::Back.into();
                };
                self.list.clamp(all.len());
            }
            Input::Do(action) => return self.command(action, world),
            Input::Digit(digit) => {
                if let (Over::Result(_), Some(at @ 0..=5)) =
                    (&self.over, usize::from(digit).checked_sub(1))
                {
                    return self.choose(at, world);
                }
            }
            Input::Bare(key, by_word) => {
                let count = assessed(world, self.subject).map_or(0, |(_, all)| all.len());
                match &mut self.over {
                    Over::Nothing => {
                        self.list.press(key, count, 8);
                    }
                    Over::Result(list) => {
                        list.press(key, 6, 6);
                    }
                    Over::Why(_, field) => {
                        field.press(key, by_word);
                    }
                }
            }
            Input::Text(letter) => {
                if let Over::Why(_, field) = &mut self.over {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
            }
            Input::Paste(text) => {
                if let Over::Why(_, field) = &mut self.over {
                    field.insert(&text);
                }
            }
            Input::Reply(_) | Input::Tick | Input::Keep => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        Some(Resume {
            visit: world.visit_id()?,
            place: None,
            at: world.local(),
        })
    }
}
