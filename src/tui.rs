//! The screens: an Elm loop of plain enums.
//!
//! [`Event`] goes into a pure [`Model::update`], which returns [`Effect`]s; [`Model::view`] draws by
//! borrowing. Only [`run`] touches the terminal, the clock and threads; only the worker behind
//! [`Effect::Ask`] touches the vault, through `app`. Its invariant: what the header calls saved, the
//! disk has confirmed.
//!
//! How to add a screen is written at the top of [`screen`].

pub mod canvas;
pub mod event;
mod input;
pub mod keyboard;
pub mod keymap;
pub mod model;
pub mod run;
pub mod screen;
mod start;
mod terminal;
pub mod theme;
pub mod widget;
pub mod worker;
pub mod world;

pub use event::{Answered, Effect, Event, Fault, Now, Reply, Request, Secret, Ticket};
pub use model::Model;
pub use run::{Ending, Worker, run};
pub use start::start;
pub use worker::Cabinet;
pub use world::World;
