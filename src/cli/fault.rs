//! A fault of infog itself: caught, said in one sentence, exit code 70.

use std::sync::Mutex;

use super::failure::Failure;

static WHERE: Mutex<Option<String>> = Mutex::new(None);

/// Remembers where a panic happened instead of printing a trace over the user's terminal.
pub fn keep_quiet() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        let what = info.payload_as_str().unwrap_or("no word of it");
        if let Ok(mut slot) = WHERE.lock() {
            *slot = Some(format!("{what}{place}"));
        }
    }));
}

/// The failure that stands for the panic that was caught.
#[must_use]
pub fn failure() -> Failure {
    let what = WHERE.lock().ok().and_then(|mut slot| slot.take()).unwrap_or_default();
    Failure::fault(format!("infog {} met a fault of its own: {what}", env!("CARGO_PKG_VERSION")))
        .hinted("nothing half done was kept; please report this sentence with the command that was typed")
}
