//! A preloaded library that writes down every change a process makes below one folder, in order:
//! writes with their bytes, syncs, names made and removed, and what the process said on standard
//! output. `tests/durability` compiles it with the same `rustc` and replays the notes to every state
//! in which a power cut may leave the disk.
//!
//! `WITNESS_ROOT` is the folder, `WITNESS_LOG` the file of notes. `WITNESS_LIE=1` makes `fdatasync`
//! and `fsync` do nothing and leave no note, which proves that the tests would see it.
//! `sync_file_range` is passed on and counts as nothing: it does not reach the disk.
//!
//! `WITNESS_FAULT=kind:number[:on]` lets a fault fall on the call of this number, counted from 1 over
//! all reads, writes, syncs and changes of names below the root; with `on` it falls on every later call
//! that changes something too. Kinds: `kill` before the call; `torn` half of a write, then a kill; `short` half of a write, told
//! truly; `eio`, `enospc`, `eintr` the call does nothing and says so. `WITNESS_COUNT` is a file that gets one letter for each counted call:
//! `w` a write, `r` a read, `n` another call that changes something, `o` one that does not.
//!
//! As long as the file `WITNESS_FULL` is there, the disk is full.

#![allow(non_camel_case_types, unused_unsafe, clippy::all, missing_docs, reason = "C's names and C's rules")]

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU64, Ordering};

type ssize = isize;
type off = i64;

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    fn readlink(path: *const c_char, buffer: *mut c_char, size: usize) -> ssize;
    fn lseek64(fd: c_int, offset: off, whence: c_int) -> off;
    fn realpath(path: *const c_char, resolved: *mut c_char) -> *mut c_char;
    fn free(pointer: *mut c_void);
}

const NEXT: *mut c_void = -1_isize as *mut c_void;
const NOTE_FD: c_int = 199;

static ORDER: Mutex<()> = Mutex::new(());
static LOG: AtomicI32 = AtomicI32::new(-2);

macro_rules! real {
    ($name:literal as $kind:ty) => {{
        static FOUND: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());
        let mut found = FOUND.load(Ordering::Relaxed);
        if found.is_null() {
            found = unsafe { dlsym(NEXT, concat!($name, "\0").as_ptr().cast()) };
            FOUND.store(found, Ordering::Relaxed);
        }
        unsafe { std::mem::transmute::<*mut c_void, $kind>(found) }
    }};
}

type Write = unsafe extern "C" fn(c_int, *const c_void, usize) -> ssize;
type Pwrite = unsafe extern "C" fn(c_int, *const c_void, usize, off) -> ssize;
type Open = unsafe extern "C" fn(*const c_char, c_int, c_uint) -> c_int;
type Dup2 = unsafe extern "C" fn(c_int, c_int) -> c_int;
type Close = unsafe extern "C" fn(c_int) -> c_int;
type Sync = unsafe extern "C" fn(c_int) -> c_int;
type Truncate = unsafe extern "C" fn(c_int, off) -> c_int;
type Rename = unsafe extern "C" fn(*const c_char, *const c_char) -> c_int;
type Path1 = unsafe extern "C" fn(*const c_char) -> c_int;
type Unlinkat = unsafe extern "C" fn(c_int, *const c_char, c_int) -> c_int;
type Read = unsafe extern "C" fn(c_int, *mut c_void, usize) -> ssize;
type Pread = unsafe extern "C" fn(c_int, *mut c_void, usize, off) -> ssize;
type Mkdir = unsafe extern "C" fn(*const c_char, c_uint) -> c_int;

static CALLS: AtomicU64 = AtomicU64::new(0);
static COUNT: AtomicI32 = AtomicI32::new(-2);
const COUNT_FD: c_int = 198;

/// What befalls a call.
#[derive(PartialEq)]
enum Fault {
    Torn,
    Short,
    Fails(c_int),
}

unsafe extern "C" {
    fn kill(process: c_int, signal: c_int) -> c_int;
    fn getpid() -> c_int;
    fn __errno_location() -> *mut c_int;
}

fn die() -> ! {
    unsafe { kill(getpid(), 9) };
    loop {}
}

fn fails(number: c_int) {
    unsafe { *__errno_location() = number };
}

fn count(call: Call) {
    let mut fd = COUNT.load(Ordering::Relaxed);
    if fd == -2 {
        fd = -1;
        if let Some(path) = std::env::var_os("WITNESS_COUNT") {
            let mut path = path.into_encoded_bytes();
            path.push(0);
            let opened = unsafe { real!("open" as Open)(path.as_ptr().cast(), 0o2002101, 0o600) };
            if opened >= 0 {
                fd = unsafe { real!("dup2" as Dup2)(opened, COUNT_FD) };
                unsafe { real!("close" as Close)(opened) };
            }
        }
        COUNT.store(fd, Ordering::Relaxed);
    }
    if fd >= 0 {
        unsafe { real!("write" as Write)(fd, (&raw const call.0).cast(), 1) };
    }
}

/// The letter of a call.
#[derive(Clone, Copy)]
struct Call(u8);

impl Call {
    const WRITE: Self = Self(b'w');
    const READ: Self = Self(b'r');
    const CHANGE: Self = Self(b'n');
    const OPEN: Self = Self(b'o');

    fn changes(self) -> bool {
        matches!(self.0, b'w' | b'n')
    }
}

/// Whether the disk is full: as long as the file `WITNESS_FULL` is there.
fn is_full() -> bool {
    let Some(path) = std::env::var_os("WITNESS_FULL") else {
        return false;
    };
    let mut path = path.into_encoded_bytes();
    path.push(0);
    // O_PATH
    let fd = unsafe { real!("open" as Open)(path.as_ptr().cast(), 0o10000000, 0) };
    if fd >= 0 {
        unsafe { real!("close" as Close)(fd) };
    }
    fd >= 0
}

/// Counts a call, and says what befalls it. Reads are spared by what goes on after the first call.
fn fault(call: Call) -> Option<Fault> {
    let number = CALLS.fetch_add(1, Ordering::SeqCst) + 1;
    let changes = call.changes();
    count(call);
    if changes && is_full() {
        return Some(Fault::Fails(28));
    }
    let asked = std::env::var("WITNESS_FAULT").ok()?;
    let mut parts = asked.split(':');
    let kind = parts.next()?;
    let wanted: u64 = parts.next()?.parse().ok()?;
    let goes_on = parts.next() == Some("on");
    if !(number == wanted || goes_on && changes && number > wanted) {
        return None;
    }
    match kind {
        "kill" => die(),
        "torn" => Some(Fault::Torn),
        "short" => Some(Fault::Short),
        "eio" => Some(Fault::Fails(5)),
        "enospc" if changes => Some(Fault::Fails(28)),
        "eintr" => Some(Fault::Fails(4)),
        _ => None,
    }
}

/// The same for a call that can only be done or not.
fn refused(call: Call) -> bool {
    match fault(call) {
        Some(Fault::Torn) => die(),
        // No call but a read or write is ever interrupted on a disk.
        Some(Fault::Fails(number)) if number != 4 => {
            fails(number);
            true
        }
        _ => false,
    }
}

fn lying() -> bool {
    std::env::var_os("WITNESS_LIE").is_some()
}

fn log_fd() -> c_int {
    let known = LOG.load(Ordering::Relaxed);
    if known != -2 {
        return known;
    }
    let Some(path) = std::env::var_os("WITNESS_LOG") else {
        LOG.store(-1, Ordering::Relaxed);
        return -1;
    };
    let mut path = path.into_encoded_bytes();
    path.push(0);
    // O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let fd = unsafe { real!("open" as Open)(path.as_ptr().cast(), 0o2002101, 0o600) };
    let fd = if fd >= 0 {
        let moved = unsafe { real!("dup2" as Dup2)(fd, NOTE_FD) };
        unsafe { real!("close" as Close)(fd) };
        moved
    } else {
        -1
    };
    LOG.store(fd, Ordering::Relaxed);
    fd
}

fn note(parts: &[&[u8]]) {
    let fd = log_fd();
    if fd < 0 {
        return;
    }
    let whole: Vec<u8> = parts.concat();
    let mut rest: &[u8] = &whole;
    while !rest.is_empty() {
        let written = unsafe { real!("write" as Write)(fd, rest.as_ptr().cast(), rest.len()) };
        if written <= 0 {
            return;
        }
        rest = &rest[written as usize..];
    }
}

/// The path below the root that this descriptor stands for.
fn inside(fd: c_int) -> Option<Vec<u8>> {
    let root = std::env::var_os("WITNESS_ROOT")?.into_encoded_bytes();
    let link = format!("/proc/self/fd/{fd}\0");
    let mut buffer = [0_u8; 4096];
    let length = unsafe { readlink(link.as_ptr().cast(), buffer.as_mut_ptr().cast(), buffer.len()) };
    if length <= 0 {
        return None;
    }
    below(&root, &buffer[..length as usize])
}

fn below(root: &[u8], path: &[u8]) -> Option<Vec<u8>> {
    if path == root {
        return Some(b".".to_vec());
    }
    let rest = path.strip_prefix(root)?;
    rest.strip_prefix(b"/").map(<[u8]>::to_vec)
}

/// The path below the root that this name stands for; its folder must exist.
fn named(path: *const c_char) -> Option<Vec<u8>> {
    let root = std::env::var_os("WITNESS_ROOT")?.into_encoded_bytes();
    let text = unsafe { CStr::from_ptr(path) }.to_bytes();
    let (folder, name) = match text.iter().rposition(|byte| *byte == b'/') {
        Some(at) => (&text[..at.max(1)], &text[at + 1..]),
        None => (&b"."[..], text),
    };
    let mut folder = folder.to_vec();
    folder.push(0);
    let resolved = unsafe { realpath(folder.as_ptr().cast(), std::ptr::null_mut()) };
    if resolved.is_null() {
        return None;
    }
    let mut whole = unsafe { CStr::from_ptr(resolved) }.to_bytes().to_vec();
    unsafe { free(resolved.cast()) };
    whole.push(b'/');
    whole.extend_from_slice(name);
    below(&root, &whole)
}

fn note_write(fd: c_int, buffer: *const c_void, length: usize, offset: off) {
    let bytes = unsafe { std::slice::from_raw_parts(buffer.cast::<u8>(), length) };
    if let Some(path) = inside(fd) {
        note(&[b"W\t", &path, format!("\t{offset}\t{length}\n").as_bytes(), bytes, b"\n"]);
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, buffer: *const c_void, length: usize) -> ssize {
    let real = real!("write" as Write);
    if fd == 1 && inside(1).is_none() {
        let _order = ORDER.lock();
        // What is said is noted before it is heard: an acknowledgement must stand after its sync.
        let bytes = unsafe { std::slice::from_raw_parts(buffer.cast::<u8>(), length) };
        note(&[b"K\t.\t0\t", format!("{length}\n").as_bytes(), bytes, b"\n"]);
        return unsafe { real(fd, buffer, length) };
    }
    if fd == NOTE_FD || fd == COUNT_FD || fd == 0 || fd == 2 {
        return unsafe { real(fd, buffer, length) };
    }
    let _order = ORDER.lock();
    let mut length = length;
    let mut torn = false;
    if inside(fd).is_some() {
        match fault(Call::WRITE) {
            Some(Fault::Fails(number)) => {
                fails(number);
                return -1;
            }
            Some(half) => {
                torn = half == Fault::Torn;
                length = length.div_ceil(2);
            }
            None => {}
        }
    }
    let written = unsafe { real(fd, buffer, length) };
    if torn {
        die();
    }
    if written > 0 {
        let after = unsafe { lseek64(fd, 0, 1) };
        note_write(fd, buffer, written as usize, after - written as off);
    }
    written
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(fd: c_int, buffer: *const c_void, length: usize, offset: off) -> ssize {
    let _order = ORDER.lock();
    let mut length = length;
    let mut torn = false;
    if inside(fd).is_some() {
        match fault(Call::WRITE) {
            Some(Fault::Fails(number)) => {
                fails(number);
                return -1;
            }
            Some(half) => {
                torn = half == Fault::Torn;
                length = length.div_ceil(2);
            }
            None => {}
        }
    }
    let written = unsafe { real!("pwrite64" as Pwrite)(fd, buffer, length, offset) };
    if torn {
        die();
    }
    if written > 0 {
        note_write(fd, buffer, written as usize, offset);
    }
    written
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn read(fd: c_int, buffer: *mut c_void, length: usize) -> ssize {
    if fd > 2 && inside(fd).is_some() {
        if let Some(Fault::Fails(number)) = fault(Call::READ) {
            fails(number);
            return -1;
        }
    }
    unsafe { real!("read" as Read)(fd, buffer, length) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn pread64(fd: c_int, buffer: *mut c_void, length: usize, offset: off) -> ssize {
    if inside(fd).is_some() {
        if let Some(Fault::Fails(number)) = fault(Call::READ) {
            fails(number);
            return -1;
        }
    }
    unsafe { real!("pread64" as Pread)(fd, buffer, length, offset) }
}

fn sync_with(fd: c_int, real: Sync) -> c_int {
    if lying() {
        return 0;
    }
    let _order = ORDER.lock();
    if inside(fd).is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real(fd) };
    if result == 0 {
        if let Some(path) = inside(fd) {
            note(&[b"S\t", &path, b"\t0\t0\n\n"]);
        }
    }
    result
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    sync_with(fd, real!("fdatasync" as Sync))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    sync_with(fd, real!("fsync" as Sync))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(fd: c_int, length: off) -> c_int {
    let _order = ORDER.lock();
    if inside(fd).is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("ftruncate64" as Truncate)(fd, length) };
    if result == 0 {
        if let Some(path) = inside(fd) {
            note(&[b"T\t", &path, format!("\t{length}\t0\n\n").as_bytes()]);
        }
    }
    result
}

fn open_with(real: Open, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    let _order = ORDER.lock();
    let name = named(path);
    let creates = flags & 0o100 != 0;
    let truncates = flags & 0o1000 != 0;
    // O_PATH (0o10000000) asks nothing of the file; access mode 0 reads only.
    let is_new = creates && name.is_some() && {
        let probe = unsafe { real(path, 0o10000000, 0) };
        if probe >= 0 {
            unsafe { real!("close" as Close)(probe) };
        }
        probe < 0
    };
    if name.is_some() && refused(if is_new || truncates { Call::CHANGE } else { Call::OPEN }) {
        return -1;
    }
    let fd = unsafe { real(path, flags, mode) };
    if fd >= 0 {
        if let Some(name) = name {
            if is_new {
                note(&[b"C\t", &name, b"\t0\t0\n\n"]);
            } else if truncates {
                note(&[b"T\t", &name, b"\t0\t0\n\n"]);
            }
        }
    }
    fd
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_with(real!("open64" as Open), path, flags, mode)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_with(real!("open" as Open), path, flags, mode)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let _order = ORDER.lock();
    let names = (named(from), named(to));
    if names.0.is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("rename" as Rename)(from, to) };
    if result == 0 {
        if let (Some(from), Some(to)) = names {
            note(&[b"R\t", &from, format!("\t0\t{}\n", to.len()).as_bytes(), &to, b"\n"]);
        }
    }
    result
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    let _order = ORDER.lock();
    let name = named(path);
    if name.is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("unlink" as Path1)(path) };
    if let (0, Some(name)) = (result, name) {
        note(&[b"U\t", &name, b"\t0\t0\n\n"]);
    }
    result
}

/// `remove_dir_all` of the standard library goes through here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int {
    let _order = ORDER.lock();
    // AT_FDCWD
    let name = if folder == -100 {
        named(path)
    } else {
        inside(folder).map(|mut whole| {
            whole.push(b'/');
            whole.extend_from_slice(unsafe { CStr::from_ptr(path) }.to_bytes());
            whole
        })
    };
    if name.is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("unlinkat" as Unlinkat)(folder, path, flags) };
    if let (0, Some(name)) = (result, name) {
        note(&[b"U\t", &name, b"\t0\t0\n\n"]);
    }
    result
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn rmdir(path: *const c_char) -> c_int {
    let _order = ORDER.lock();
    let name = named(path);
    if name.is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("rmdir" as Path1)(path) };
    if let (0, Some(name)) = (result, name) {
        note(&[b"U\t", &name, b"\t0\t0\n\n"]);
    }
    result
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn mkdir(path: *const c_char, mode: c_uint) -> c_int {
    let _order = ORDER.lock();
    let name = named(path);
    if name.is_some() && refused(Call::CHANGE) {
        return -1;
    }
    let result = unsafe { real!("mkdir" as Mkdir)(path, mode) };
    if let (0, Some(name)) = (result, name) {
        note(&[b"M\t", &name, b"\t0\t0\n\n"]);
    }
    result
}
