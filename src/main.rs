//! argv in, exit code out.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    infog::cli::main()
}
