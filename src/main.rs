//! Parse, call, map to an exit code.

use std::process::ExitCode;

use bieu::cli::Surroundings;

fn main() -> ExitCode {
    let program = std::env::current_exe().ok();
    bieu::cli::run(
        std::env::args_os().skip(1),
        &Surroundings {
            data: std::env::var_os("BIEU_DATA").map(Into::into),
            no_color: std::env::var_os("NO_COLOR"),
            ascii: std::env::var_os("BIEU_ASCII"),
            term: std::env::var_os("TERM"),
            beside: program
                .as_deref()
                .and_then(std::path::Path::parent)
                .map(ToOwned::to_owned),
            ..Surroundings::default()
        },
    )
    .into()
}
