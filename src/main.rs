//! argv in, exit code out.

fn main() -> std::process::ExitCode {
    infog::cli::main()
}
