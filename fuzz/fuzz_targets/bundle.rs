#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| firsthours_fuzz::bundle::run(bytes));
