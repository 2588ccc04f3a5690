//! How each safeguard was assessed for one person: the rule, the facts and sources it used, and the
//! team's own result beside the computed one.

use ratatui::layout::Rect;

use super::custodies::{
    OTHER_CUSTODY, TO_ANSWER, are_several, episode_in_hand, name_in_hand, named, next, to_answer,
};
use super::overview::session;
use super::reasons::{Heard, WHICH, WHY, hear};
use super::timeline::Timeline;
use super::{Input, Show, Steps};
use crate::app::{Draft, DraftOf};
use crate::message::Message;
use crate::safeguard;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, Offer, Reasoned, wrap};
use crate::tui::world::{Resume, World};
use crate::visit::{Assessment, Compliance, Decision, Episode, Whose, assess_as_of};

const OWN_RESULT: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-own-result",
    doc: "key-own-result-doc",
    rank: 1,
};

const TO_TIMELINE: Command = Command {
    action: Action::Timeline,
    keys: &[Key::Letter('L')],
    label: "key-timeline",
    doc: "key-timeline-doc",
    rank: 2,
};

/// What the list of safeguards offers.
pub(super) static SAFEGUARDS: Context = Context {
    name: "safeguards",
    title: "safeguards-title",
    help: &["safeguards-help", "safeguards-help-own"],
    commands: &[OWN_RESULT, TO_ANSWER, TO_TIMELINE],
};

/// The same, of one custody of several.
pub(super) static ONE_OF_SEVERAL: Context = Context {
    name: "safeguards-custody",
    title: "safeguards-title",
    help: &["custody-help", "safeguards-help", "safeguards-help-own"],
    commands: &[OWN_RESULT, OTHER_CUSTODY, TO_ANSWER, TO_TIMELINE],
};

/// The safeguards of a person or custody record, of one custody at a time.
#[derive(Debug)]
pub struct Safeguards {
    whose: Whose,
    list: ListState,
    /// With which safeguard the list begins.
    begin: Option<String>,
    /// Which result the team gives the one in hand, and why; none is "the computed one alone".
    asking: Option<Reasoned<Option<Compliance>>>,
}

fn assessed(world: &World, whose: &Whose) -> Option<(Episode, Vec<Assessment>)> {
    let episode = episode_in_hand(world, whose)?;
    let header = session(world)?.header();
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
    pub fn of(whose: impl Into<Whose>) -> Self {
        Self {
            whose: whose.into(),
            list: ListState { selected: 0 },
            begin: None,
            asking: None,
        }
    }

    /// Makes the list with this safeguard in hand.
    pub fn beginning_with(whose: Whose, safeguard: &str) -> Self {
        Self {
            begin: Some(safeguard.to_owned()),
            ..Self::of(whose)
        }
    }

    /// Goes on where somebody was writing why the team gives this result.
    pub fn writing(
        whose: &Whose,
        safeguard: &str,
        result: Compliance,
        why: &str,
        world: &World,
    ) -> Option<Self> {
        let (_, all) = assessed(world, whose)?;
        let at = all.iter().position(|it| it.safeguard == safeguard)?;
        let mut screen = Self::of(whose);
        screen.list.selected = at;
        screen.asking = Some(question(why, world).writing(Some(result)));
        Some(screen)
    }

    fn take(&mut self, result: Option<Compliance>, why: &str, world: &mut World) -> Steps {
        let id = assessed(world, &self.whose)
            .and_then(|(_, all)| Some(all.get(self.list.selected)?.safeguard));
        let Some(id) = id else {
            return Steps::none();
        };
        let decision = result.map_or(Decision::Withdrawn, Decision::Result);
        let whose = named(world, &self.whose);
        match world.change(|session, saying| session.decide(&whose, id, decision, why, saying)) {
            Ok(_) => {
                self.asking = None;
                Steps::none()
            }
            Err(message) => Steps::warn(message),
        }
    }

    /// Returns why the result that the team gives now was given.
    fn reason_so_far(&self, world: &World) -> Option<String> {
        let (episode, all) = assessed(world, &self.whose)?;
        let id = all.get(self.list.selected)?.safeguard;
        let decided = session(world)?.decision_on(&episode, id)?;
        Some(decided.why.to_owned())
    }

    /// Goes to the first answer that the assessment in hand rests on.
    fn to_answer(&self, world: &World) -> Steps {
        let Some((episode, all)) = assessed(world, &self.whose) else {
            return Steps::none();
        };
        let assessment = all.get(self.list.selected);
        let said = assessment.and_then(|assessment| assessment.statements(&episode).next());
        said.map_or_else(
            || Steps::say(Message::new("safeguards-no-answer")),
            |said| to_answer(world, said),
        )
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match action {
            Action::Accept => {
                let why = self.reason_so_far(world).unwrap_or_default();
                self.asking = Some(question(&why, world));
                Steps::none()
            }
            Action::Timeline => Steps::go(Timeline::of(&self.whose)),
            Action::Jump => self.to_answer(world),
            Action::NextPane => {
                let list = self.list;
                *self = Self::of(next(world, &self.whose));
                self.list = list;
                Steps::none()
            }
            _ => Steps::none(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some((episode, all)) = assessed(world, &self.whose) else {
            return;
        };
        let detail_rows = (body.height / 2).clamp(6, 14);
        let list = Rect {
            height: body.height.saturating_sub(detail_rows + 1),
            ..body
        };
        let rule = body.bottom().saturating_sub(detail_rows + 1);
        canvas.rule(body, rule);
        let rows: Vec<Line> = all
            .iter()
            .map(|assessment| Line::of(&episode, assessment, body.width, world))
            .collect();
        let heights: Vec<u16> = rows.iter().map(Line::height).collect();
        self.list
            .draw_between_rules(canvas, list, &heights, |canvas, row, index, role| {
                if let Some(line) = rows.get(index) {
                    line.draw(canvas, row, role);
                }
            });
        let detail = Rect {
            x: body.x + 1,
            y: rule + 1,
            width: body.width.saturating_sub(2),
            height: detail_rows,
        };
        if let Some(assessment) = all.get(self.list.selected) {
            draw_detail(canvas, detail, &episode, assessment, world);
        }
        if let Some(asking) = &self.asking {
            asking.draw(canvas, body);
        }
    }
}

/// Makes the question which result the team gives: the five results, then "the computed one alone".
fn question(why: &str, world: &World) -> Reasoned<Option<Compliance>> {
    let results = Compliance::ALL.into_iter().map(|result| Offer {
        choice: Some(result),
        words: result_in_words(result, world),
        needs_reason: true,
    });
    let none = Offer {
        choice: None,
        words: world.words.id("safeguards-computed-alone"),
        needs_reason: false,
    };
    Reasoned::new(
        "safeguards-own-result",
        "safeguards-why",
        results.chain([none]).collect(),
        why,
    )
}

/// A safeguard with its result, and the team's own below its title. No title is cut.
struct Line {
    safeguard: &'static str,
    result: (String, Role),
    title: Vec<String>,
    own: Option<(String, Role)>,
}

impl Line {
    /// Columns of the safeguard's number, and of its result.
    const BEFORE: [u16; 2] = [6, 17];

    fn of(episode: &Episode, assessment: &Assessment, width: u16, world: &World) -> Self {
        let safeguard = assessment.safeguard;
        let title = safeguard::shared_catalogue()
            .safeguard(safeguard)
            .map_or("", |found| found.title.in_language(world.questions()).0);
        let before: u16 = Self::BEFORE.iter().sum();
        let own = session(world)
            .and_then(|session| session.decision_on(episode, safeguard))
            .map(|decided| {
                let result = result_in_words(decided.compliance, world);
                let text = Message::new("safeguards-own").text("result", result);
                (world.say(&text), role_of(decided.compliance))
            });
        Self {
            safeguard,
            result: (
                result_in_words(assessment.compliance, world),
                role_of(assessment.compliance),
            ),
            title: wrap::lines(title, usize::from(width.saturating_sub(before + 3))),
            own,
        }
    }

    fn height(&self) -> u16 {
        let rows = self.title.len() + usize::from(self.own.is_some());
        u16::try_from(rows).unwrap_or(1).max(1)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, row: Rect, role: Role) {
        let shown = |own: Role| if role == Role::Focus { role } else { own };
        let [number, width] = Self::BEFORE;
        canvas.line(row.x, row.y, number - 1, self.safeguard, role);
        let (result, own_role) = &self.result;
        canvas.line(row.x + number, row.y, width - 1, result, shown(*own_role));
        let x = row.x + number + width;
        let room = row.right().saturating_sub(x);
        let title = self.title.iter().map(|line| (line, role));
        let own = self.own.iter().map(|(text, own)| (text, shown(*own)));
        for (y, (text, role)) in (row.top()..row.bottom()).zip(title.chain(own)) {
            canvas.line(x, y, room, text, role);
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
        .statements(episode)
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
    fn context(&self, world: &World) -> &'static Context {
        match &self.asking {
            None if are_several(world, &self.whose) => &ONE_OF_SEVERAL,
            None => &SAFEGUARDS,
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
        let (result, why) = self.asking.as_ref()?.half_written()?;
        let (_, all) = assessed(world, &self.whose)?;
        Some(Draft {
            visit: Some(world.visit_id()?),
            of: DraftOf::Decision {
                subject: self.whose.subject,
                custody: self.whose.custody.clone(),
                safeguard: all.get(self.list.selected)?.safeguard.to_owned(),
                result: result?,
            },
            text: why.to_owned(),
        })
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("safeguards-title");
        let name = name_in_hand(world, &self.whose);
        (format!("{name}  {title}"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear(&mut self.asking, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen((choice, why)) => return self.take(choice, &why, world),
        };
        match input {
            Input::Shown => {
                let Some((_, all)) = assessed(world, &self.whose) else {
                    return super::Step::Back.into();
                };
                if let Some(wanted) = self.begin.take() {
                    let at = all.iter().position(|it| it.safeguard == wanted);
                    self.list.selected = at.unwrap_or(0);
                }
                self.list.clamp(all.len());
            }
            Input::Do(action) => return self.command(action, world),
            Input::Bare(key, _) => {
                let count = assessed(world, &self.whose).map_or(0, |(_, all)| all.len());
                self.list.press(key, count, 8);
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
