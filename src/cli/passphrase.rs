//! Where a passphrase comes from: a file, the first line of standard input, or the terminal without
//! echo. Never an argument, never the environment.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use crate::app::Passphrase;

/// Longest passphrase that is read, in bytes.
const LONGEST: usize = 1024;

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
pub enum PassphraseFault {
    /// The file cannot be read.
    #[error("the passphrase file cannot be read")]
    Unreadable(#[source] io::Error),
    /// There is no terminal to ask on, and no file was named.
    #[error("there is no terminal to ask for the passphrase")]
    NoTerminal,
    /// The first line is empty.
    #[error("the passphrase is empty")]
    Empty,
    /// The first line is longer than any passphrase.
    #[error("the passphrase is longer than {LONGEST} bytes")]
    TooLong,
}

/// Reads the first line byte by byte, so that nothing after it is taken from standard input.
fn first_line(mut source: impl Read) -> Result<Passphrase, PassphraseFault> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = Zeroizing::new([0_u8; 1]);
    loop {
        match source.read(&mut *byte) {
            Ok(0) => break,
            Ok(_) if *byte == *b"\n" => break,
            Ok(_) if line.len() == LONGEST => return Err(PassphraseFault::TooLong),
            Ok(_) => line.extend_from_slice(&*byte),
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(PassphraseFault::Unreadable(fault)),
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    let text = std::str::from_utf8(&line).map_err(|fault| {
        PassphraseFault::Unreadable(io::Error::new(io::ErrorKind::InvalidData, fault))
    })?;
    if text.is_empty() {
        return Err(PassphraseFault::Empty);
    }
    Ok(Passphrase::of(text))
}

/// Reads a passphrase from the file that was named, or asks on the terminal.
pub(crate) fn read(file: Option<&Path>, prompt: &str) -> Result<Passphrase, PassphraseFault> {
    match file {
        Some(path) if path == Path::new("-") => first_line(io::stdin().lock()),
        Some(path) => first_line(File::open(path).map_err(PassphraseFault::Unreadable)?),
        None => ask(prompt),
    }
}

/// Asks on the terminal, without echo.
fn ask(prompt: &str) -> Result<Passphrase, PassphraseFault> {
    if !io::stdin().is_terminal() {
        return Err(PassphraseFault::NoTerminal);
    }
    let stdin = io::stdin();
    let seen = tcgetattr(&stdin).map_err(|fault| PassphraseFault::Unreadable(fault.into()))?;
    let mut unseen = seen.clone();
    unseen.local_modes.remove(LocalModes::ECHO);
    unseen.local_modes.insert(LocalModes::ECHONL);
    let mut out = io::stderr();
    let shown = out.write_all(prompt.as_bytes()).and_then(|()| out.flush());
    shown.map_err(PassphraseFault::Unreadable)?;
    tcsetattr(&stdin, OptionalActions::Flush, &unseen)
        .map_err(|fault| PassphraseFault::Unreadable(fault.into()))?;
    let typed = first_line(stdin.lock());
    tcsetattr(&stdin, OptionalActions::Flush, &seen)
        .map_err(|fault| PassphraseFault::Unreadable(fault.into()))?;
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_line_is_taken() {
        let mut source = io::Cursor::new(b"practice\r\n{\"subject\":\"P-01\"}\n".to_vec());
        assert!(first_line(&mut source).is_ok());
        let mut rest = String::new();
        source.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "{\"subject\":\"P-01\"}\n");
        assert!(matches!(
            first_line(io::Cursor::new(b"\n")),
            Err(PassphraseFault::Empty)
        ));
        assert!(matches!(
            first_line(io::Cursor::new(vec![b'a'; 2000])),
            Err(PassphraseFault::TooLong)
        ));
    }
}
