//! argv in, exit code out.

use std::process::ExitCode;

/// Reading a draft takes many small pieces of memory on all cores; that of most systems makes the cores wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rapporteur::cli::run()
}
