//! What the whole process owes its secrets.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Forbids core files and reading of this process by others of the same user.
///
/// Returns whether both succeeded; a program goes on without, and may say so.
pub fn harden_process() -> bool {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let no_core = setrlimit(Resource::Core, none).is_ok();
    let not_dumpable = set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok();
    no_core && not_dumpable
}
