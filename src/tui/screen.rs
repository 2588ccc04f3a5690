//! The screens, as an enum of state structs.
//!
//! # How to add a screen
//!
//! 1. `src/tui/screen/<name>.rs`: a struct with its state and `impl Show for` it; `pub static`
//!    [`Context`]s with its commands (one for each state that offers other keys). Keys that stand
//!    in no context reach [`Show::update`] as [`Input::Bare`], [`Input::Digit`] or [`Input::Text`].
//! 2. Here: `mod` and `pub use`, one line in `screens!`, and the contexts in
//!    [`CONTEXTS`] (tests read that list: keys bound twice, banned letters, missing words).
//! 3. The words in `locales/{en,ru}/screens.ftl` (keys and their sentences in `keys.ftl`).
//!
//! A screen changes the visit only through [`World::change`], which hands the entries to the disk.
//! It asks the worker through [`Steps::ask`]; the answer comes as [`Input::Reply`] to the same
//! screen, if it is still there. It never reads a clock: [`World::now`] and [`World::local`] are
//! those of the event. What is half typed and is no answer yet is its [`Show::draft`]: then it
//! outlives hiding, locking and a lost battery. Long text wraps ([`Canvas::paragraph`]); only what a person typed is cut.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::event::{Reply, Request};
use super::keyboard::{Bare, Focus};
use super::keymap::{Action, Context};
use super::world::{Resume, World};
use crate::app::Draft;
use crate::message::Message;

mod backup;
mod behind;
mod bin;
mod compliance;
mod contacts;
mod custodies;
mod differences;
mod drafts;
mod export;
mod facilities;
mod facility_page;
mod fill;
mod finish;
mod first_run;
mod form;
mod help;
mod history;
mod home;
mod import;
mod instances;
mod introduction;
mod jump;
mod menu;
mod new_facility;
mod new_visit;
mod overview;
mod past;
mod persons;
mod questionnaire;
mod reasons;
mod recovery;
mod released;
mod safeguards;
mod settings;
mod timeline;
mod unlock;
mod unsaved;
mod versions;

pub use backup::Backup;
pub use behind::Behind;
pub use bin::{Bin, ToBin};
pub use compliance::Compliance;
pub use contacts::Contacts;
pub use differences::Differences;
pub use export::Export;
pub use facilities::Facilities;
pub use facility_page::FacilityPage;
pub use fill::{Fill, content_text};
pub use finish::Finish;
pub use first_run::FirstRun;
pub use help::Help;
pub use history::History;
pub use home::Home;
pub use import::Import;
pub use instances::Instances;
pub use introduction::Introduction;
pub use jump::Jump;
pub use menu::Menu;
pub use new_facility::NewFacility;
pub use new_visit::NewVisit;
pub use overview::Overview;
pub use past::Past;
pub use persons::Persons;
pub use questionnaire::Questionnaire;
pub use recovery::Recovery;
pub use released::Released;
pub use safeguards::Safeguards;
pub use settings::Settings;
pub use timeline::Timeline;
pub use unlock::Unlock;
pub use unsaved::Unsaved;
pub use versions::Versions;

/// Every context of every screen.
pub static CONTEXTS: &[&Context] = &[
    &backup::BACKUP,
    &behind::BEHIND,
    &bin::BIN,
    &bin::TO_BIN,
    &bin::FOR_GOOD,
    &compliance::COMPLIANCE,
    &compliance::COLUMNS,
    &compliance::ABOUT_CELL,
    &contacts::CONTACTS,
    &contacts::NEW_CONTACT,
    &contacts::GIVE,
    &contacts::GAVE,
    &differences::DIFFERENCES,
    &differences::ONE_OF_SEVERAL,
    &export::EXPORT,
    &export::PREVIEW,
    &export::WRITTEN,
    &facilities::FACILITIES,
    &facility_page::PLACE,
    &fill::FILL,
    &fill::TYPING,
    &fill::NOTE,
    &fill::PICK,
    &finish::FINISH,
    &finish::FLAGS,
    &help::HELP,
    &history::HISTORY,
    &home::HOME,
    &import::IMPORT,
    &import::MERGE,
    &import::MERGED,
    &instances::INSTANCES,
    &instances::CARRYING,
    &first_run::FIRST_RUN,
    &first_run::FIRST_RUN_KEYS,
    &introduction::INTRODUCTION,
    &jump::JUMP,
    &menu::MENU,
    &new_facility::NEW_FACILITY,
    &new_facility::SAME_PLACE,
    &new_visit::NEW_VISIT,
    &new_visit::CHOOSE,
    &new_visit::ODD_TIMES,
    &overview::OVERVIEW,
    &overview::FINISHED,
    &overview::SUBJECT,
    &past::PAST,
    &persons::PERSONS,
    &persons::NAMING,
    &persons::LINKING,
    &persons::PURGING,
    &questionnaire::FORM,
    &questionnaire::REFUSED,
    &questionnaire::DEFECT,
    &reasons::WHICH,
    &reasons::WHY,
    &recovery::RECOVERY,
    &released::RELEASED,
    &safeguards::SAFEGUARDS,
    &safeguards::ONE_OF_SEVERAL,
    &settings::SETTINGS,
    &settings::TRIAL,
    &timeline::TIMELINE,
    &timeline::ONE_OF_SEVERAL,
    &timeline::EDITING,
    &timeline::CHOOSING,
    &timeline::DOUBT,
    &timeline::LIMITS,
    &unsaved::UNSAVED,
    &unsaved::ELSEWHERE,
    &unsaved::LOSING,
    &unlock::LOOKING,
    &unlock::UNLOCK,
    &unlock::CREATE,
    &versions::VERSIONS,
    &versions::OF_A_FINISHED,
];

/// What reaches a screen.
#[derive(Debug)]
pub enum Input {
    /// It was put on top, or came back there.
    Shown,
    /// A command of its context.
    Do(Action),
    /// A bare key that is no command here, and whether Ctrl was held (words instead of letters).
    Bare(Bare, bool),
    /// A digit, by position.
    Digit(u8),
    /// A letter of text, where [`Show::focus`] asks for text.
    Text(char),
    /// Pasted text, where [`Show::focus`] asks for text.
    Paste(String),
    /// The worker's answer to this screen.
    Reply(Reply),
    /// A deadline of [`Show::deadline`] passed.
    Tick,
    /// Say what is whole enough to be said: the screen hides, locks or ends. What is not is the
    /// [`Show::draft`].
    Keep,
}

/// What a screen asks the model for.
#[derive(Debug)]
pub enum Step {
    /// Puts a screen on top.
    Go(Box<Screen>),
    /// Puts a screen in the place of this one.
    Instead(Box<Screen>),
    /// Goes back one screen.
    Back,
    /// Throws all screens away and begins with this one.
    Home(Box<Screen>),
    /// Asks the worker; the answer comes back to this screen.
    Ask(Request),
    /// Shows a line: what was done, what is possible.
    Say(Message),
    /// Shows a line: what did not work.
    Warn(Message),
    /// Covers the screen now.
    Hide,
    /// Forgets the keys now.
    Lock,
    /// Goes back and runs this command there.
    Run(Action),
    /// Locks and ends the program.
    Leave,
    /// Hands what waits to the disk once more.
    TryAgain,
    /// Ends the program and gives up what waits.
    LeaveAndLose,
}

/// What a screen asks for, in order.
#[derive(Debug, Default)]
pub struct Steps(pub Vec<Step>);

impl Steps {
    /// Asks for nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a step.
    #[must_use]
    pub fn and(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// Adds the steps of another.
    #[must_use]
    pub fn then(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Puts a screen on top.
    pub fn go(screen: impl Into<Screen>) -> Self {
        Self::from(Step::Go(Box::new(screen.into())))
    }

    /// Asks the worker.
    pub fn ask(request: Request) -> Self {
        Self::from(Step::Ask(request))
    }

    /// Shows a line.
    pub fn say(message: Message) -> Self {
        Self::from(Step::Say(message))
    }

    /// Shows a line about what did not work.
    pub fn warn(message: Message) -> Self {
        Self::from(Step::Warn(message))
    }
}

impl From<Step> for Steps {
    fn from(step: Step) -> Self {
        Self(vec![step])
    }
}

/// What every screen can do.
pub trait Show {
    /// Returns what it offers now.
    fn context(&self, world: &World) -> &'static Context;

    /// Returns whether a command of its context can do something now; the bar names no other.
    fn offers(&self, _action: Action, _world: &World) -> bool {
        true
    }

    /// Returns whether a digit is written into a field: then the same one twice is two digits, however
    /// fast they come.
    fn writes_digits(&self) -> bool {
        false
    }

    /// Returns what the place of the cursor takes.
    fn focus(&self, _world: &World) -> Focus {
        Focus::Commands
    }

    /// Returns where one is, for the header, and how far.
    fn title(&self, world: &World) -> (String, String);

    /// Takes what happened. Pure: no clock, no disk, no random.
    fn update(&mut self, input: Input, world: &mut World) -> Steps;

    /// Draws the body.
    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World);

    /// Whether it is drawn without header, message line and command bar.
    fn is_bare(&self) -> bool {
        false
    }

    /// Where to come back to after the vault was locked.
    fn resume(&self, _world: &World) -> Option<Resume> {
        None
    }

    /// What is half typed here and would be lost if the vault were closed now.
    fn draft(&self, _world: &World) -> Option<Draft> {
        None
    }

    /// The window has another size: asks for what there is room for now.
    fn resized(&mut self, _world: &World) -> Steps {
        Steps::none()
    }

    /// When it wants to be woken with [`Input::Tick`], in milliseconds of [`World::now`].
    fn deadline(&self) -> Option<u64> {
        None
    }
}

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// A screen.
        #[derive(Debug)]
        pub enum Screen {
            $($(#[$doc])* $name($name)),+
        }

        $(impl From<$name> for Screen {
            fn from(screen: $name) -> Self {
                Self::$name(screen)
            }
        })+

        impl Screen {
            /// Returns what is shown.
            pub fn show(&self) -> &dyn Show {
                match self {
                    $(Self::$name(screen) => screen),+
                }
            }

            /// Returns what is shown, to change it.
            pub fn show_mut(&mut self) -> &mut dyn Show {
                match self {
                    $(Self::$name(screen) => screen),+
                }
            }

            /// Returns where to come back to after the vault was locked.
            pub fn resume(&self, world: &World) -> Option<Resume> {
                self.show().resume(world)
            }
        }
    };
}

screens! {
    /// Where a backup goes.
    Backup,
    /// What stands behind a figure.
    Behind,
    /// What was put aside and can be brought back.
    Bin,
    /// How often each safeguard was kept.
    Compliance,
    /// Colleagues, and handing over to them.
    Contacts,
    /// The same fact according to several sources.
    Differences,
    /// Handing on: what goes out, and where.
    Export,
    /// The register of places.
    Facilities,
    /// One place with its visits.
    FacilityPage,
    /// A sheet that is being filled.
    Fill,
    /// What is left before a visit is finished.
    Finish,
    /// The steps before the first vault.
    FirstRun,
    /// What the keys of a screen do.
    Help,
    /// Who said what and when.
    History,
    /// Where one begins: visits, places, counts.
    Home,
    /// Taking in what a colleague made.
    Import,
    /// The instances of a repeat.
    Instances,
    /// What is said before an interview.
    Introduction,
    /// To any question of the visit.
    Jump,
    /// Every command of a screen, found by typing.
    Menu,
    /// A place that is being entered.
    NewFacility,
    /// A visit that is about to begin.
    NewVisit,
    /// A visit, a person or a custody record at a glance.
    Overview,
    /// All visits, and what was said in them.
    Past,
    /// The persons and custody records of a visit.
    Persons,
    /// A questionnaire of others on its way in.
    Questionnaire,
    /// Six words for the day the passphrase is forgotten.
    Recovery,
    /// What was handed out before.
    Released,
    /// How each safeguard was assessed for one person.
    Safeguards,
    /// What can be changed about the program.
    Settings,
    /// What happened to one person, hour by hour.
    Timeline,
    /// Putting somebody, or a visit, in the bin.
    ToBin,
    /// Opening the vault, or making one.
    Unlock,
    /// The visit under another version of its checklists.
    Versions,
    /// What waits for a disk that refuses.
    Unsaved,
}
