//! The loop: waits for an event or a deadline, updates, acts, draws once. Idle, it uses no CPU.
//!
//! Four threads: this one; one that reads the terminal; one that hears signals; the worker, which
//! alone reaches the vault. Its invariant: a terminal that has gone ends the program at once, and
//! everything that was said is handed to the disk first.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};

use super::event::{Effect, Event, Fault, Now, Reply, Request, Ticket};
use super::input::read_terminal;
use super::model::Model;
use super::terminal::{Tty, restore};
use super::world::Settings;
use crate::app::{Settings as Kept, is_panic_contained};
use crate::i18n::Catalogue;
use crate::message::Message;

/// Does what screens ask for; the only part that reaches the vault. Works in two lanes: one for
/// what is kept and for what must see it, in order, and one for long work. Beside the reply comes what
/// happened meanwhile and must be told.
pub type Worker = Arc<dyn Fn(Request) -> (Reply, Vec<Message>) + Send + Sync>;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A person closed it, or the system asked it to end.
    Closed,
    /// The terminal vanished.
    TerminalGone,
}

/// How long the worker may take to finish when the program ends.
const FINISH: Duration = Duration::from_secs(2);
/// The same, when the terminal has gone.
const FINISH_WITHOUT_TERMINAL: Duration = Duration::from_millis(400);

/// Runs the screens on the terminal of this process until they end.
///
/// # Errors
///
/// When the terminal cannot be taken.
pub fn run(
    settings: Settings,
    kept: Kept,
    clock: impl Fn() -> DateTime<FixedOffset>,
    worker: &Worker,
) -> io::Result<Ending> {
    let (sender, events) = mpsc::channel();
    let mut tty = Tty::take()?;
    install_panic_hook(Catalogue::new(settings.language).id("screen-last-words"));
    let worker = WorkerThread::start(worker, &sender);
    start_signals(sender.clone())?;
    thread::spawn(move || read_terminal(&sender));
    let size = crossterm::terminal::size().unwrap_or((80, 24));
    let began = Instant::now();
    let now = || Now {
        ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        machine: clock(),
    };
    let (mut model, effects) = Model::start(settings, now(), size);
    model.remember(kept);
    worker.ask(effects);
    let ending = turn(&mut model, &mut tty, &events, &worker, now);
    let patience = match ending {
        Ending::Closed => FINISH,
        Ending::TerminalGone => FINISH_WITHOUT_TERMINAL,
    };
    drop(tty);
    drop(model);
    worker.finish(patience);
    Ok(ending)
}

fn turn(
    model: &mut Model,
    tty: &mut Tty,
    events: &Receiver<Event>,
    worker: &WorkerThread,
    now: impl Fn() -> Now,
) -> Ending {
    let mut drawn_size = (0, 0);
    loop {
        if draw(model, tty, &mut drawn_size).is_err() {
            worker.ask(model.update(Event::TerminalGone, now()));
            return Ending::TerminalGone;
        }
        let Some(first) = wait(events, model.deadline(), now().ms) else {
            return Ending::TerminalGone;
        };
        // Everything that came meanwhile, then one frame.
        let mut next = Some(first);
        while let Some(event) = next {
            let gone = matches!(event, Event::TerminalGone);
            let effects = model.update(event, now());
            if gone {
                worker.ask(effects);
                return Ending::TerminalGone;
            }
            if worker.ask(effects) {
                return Ending::Closed;
            }
            next = events.try_recv().ok();
        }
    }
}

/// Waits for an event or the deadline.
fn wait(events: &Receiver<Event>, deadline: Option<u64>, now: u64) -> Option<Event> {
    match deadline {
        None => events.recv().ok(),
        Some(at) => {
            // One millisecond more, so that the deadline has passed when it is looked at.
            let patience = Duration::from_millis(at.saturating_sub(now) + 1);
            match events.recv_timeout(patience) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => Some(Event::Tick),
                Err(RecvTimeoutError::Disconnected) => None,
            }
        }
    }
}

fn draw(model: &Model, tty: &mut Tty, drawn: &mut (u16, u16)) -> io::Result<()> {
    let size = model.world.size;
    if *drawn != size {
        tty.begin_anew(size)?;
        *drawn = size;
    }
    tty.draw(|buffer| model.view(buffer))
}

/// The threads that reach the vault.
struct WorkerThread {
    requests: Sender<(Ticket, Request)>,
    long: Sender<(Ticket, Request)>,
    done: Receiver<()>,
}

impl WorkerThread {
    fn start(worker: &Worker, events: &Sender<Event>) -> Self {
        let (finished, done) = mpsc::channel();
        let requests = Self::lane(Arc::clone(worker), events.clone(), Some(finished));
        let long = Self::lane(Arc::clone(worker), events.clone(), None);
        Self {
            requests,
            long,
            done,
        }
    }

    fn lane(
        worker: Worker,
        events: Sender<Event>,
        finished: Option<Sender<()>>,
    ) -> Sender<(Ticket, Request)> {
        let (requests, inbox) = mpsc::channel::<(Ticket, Request)>();
        thread::spawn(move || {
            for (ticket, request) in inbox {
                let (reply, told) = catch_unwind(AssertUnwindSafe(|| worker(request)))
                    .unwrap_or_else(|_panic| (Err(Fault::of_a_bug()), Vec::new()));
                // Nobody listens any more when the program ends; what was asked is done all the same.
                drop(events.send(Event::Reply(ticket, reply)));
                if !told.is_empty() {
                    drop(events.send(Event::Told(told)));
                }
            }
            drop(worker);
            // Everything that was to be kept is kept. Long work is not waited for.
            if let Some(finished) = finished {
                finished.send(()).unwrap_or_default();
            }
        });
        requests
    }

    /// Hands effects on. Returns whether the program is to end.
    fn ask(&self, effects: Vec<Effect>) -> bool {
        let mut ends = false;
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => {
                    let lane = if request.is_long() {
                        &self.long
                    } else {
                        &self.requests
                    };
                    drop(lane.send((ticket, request)));
                }
                Effect::Quit => ends = true,
            }
        }
        ends
    }

    /// Lets the worker finish what it was asked, and waits for it, but not for ever.
    fn finish(self, patience: Duration) {
        drop(self.requests);
        drop(self.long);
        let _finished_or_late = self.done.recv_timeout(patience);
    }
}

/// Restores the terminal when the program cannot go on, and says so in one line without content.
///
/// A panic in a worker's lane is caught there and becomes a fault: the terminal stays as it is.
fn install_panic_hook(last_words: String) {
    let screens = thread::current().id();
    std::panic::set_hook(Box::new(move |_info| {
        if thread::current().id() != screens || is_panic_contained() {
            return;
        }
        restore();
        let _nobody_reads_it = writeln!(io::stderr(), "{last_words}");
    }));
}

#[cfg(unix)]
fn start_signals(events: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;

    // SIGTSTP is not followed: a stopped program would leave its screen to anybody. Whoever wants it
    // stopped, or let it go on after it was, finds it locked.
    let heard = [SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH];
    let mut signals = Signals::new(heard)?;
    thread::spawn(move || {
        for signal in &mut signals {
            let event = match signal {
                SIGHUP => Event::TerminalGone,
                SIGTERM => Event::Terminate,
                SIGTSTP | SIGCONT => Event::Suspended,
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((columns, rows)) => Event::Resize(columns, rows),
                    Err(_gone) => continue,
                },
                _ => continue,
            };
            if events.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn start_signals(_events: Sender<Event>) -> io::Result<()> {
    Ok(())
}
