//! The program: chooses the command line or the screens.
fn main() {}
