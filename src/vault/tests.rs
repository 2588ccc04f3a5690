//! Tests that need the inside of the vault.
mod basic;
mod cache;
mod closing;
mod damage;
mod headers;
mod holders;
mod model;
mod passphrases;
mod rewriting;
mod sample;
mod scale;
mod secrets;
mod swaps;
