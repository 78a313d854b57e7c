//! Any text as a contract: no panic, no hang; one that is taken is kept and read again as it is.

#![no_main]

use infog::domain::contract::review::review;
use infog::domain::contract::terms::Terms;
use infog::intake::contract_file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match contract_file::read("fuzz.toml", text) {
        Ok(terms) => {
            let _ = review(&terms);
            let kept = serde_json::to_string(&terms).expect("terms are kept as JSON");
            let again: Terms = serde_json::from_str(&kept).expect("what is kept is read");
            assert!(again == terms, "{kept}");
        }
        Err(problems) => assert!(!problems.to_string().is_empty()),
    }
});
