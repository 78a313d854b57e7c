//! infog keeps clients, inventory, contracts and tickets in one local file, computes deadlines against
//! working-hour calendars, and prints the reports that a contract promised.
//!
//! # Rooms
//!
//! | room | holds | may import |
//! | --- | --- | --- |
//! | [`domain`] | what was agreed, what happened, what follows; pure | nothing of the crate |
//! | [`locale`] | words, numbers, dates of the reader's language | `domain` |
//! | [`store`] | facts kept and found again; one transaction at a time | `domain` |
//! | [`intake`] | foreign bytes turned into domain drafts | `domain` |
//! | [`report`] | facts and an instant turned into typed reports and pages; pure | `domain`, `locale` |
//! | [`render`] | pages turned into bytes: terminal, CSV, Markdown, JSON | `domain`, `locale`, `report` |
//! | [`cli`] | the only room that meets the user | everything |
//!
//! # Flow
//!
//! ```text
//! argv → Args → typed values → store (one transaction) → domain decides → events → commit
//!      → sla::evaluate(events, terms, calendar, as of) → report → render → stdout
//! ```
//!
//! What infog knows is a dated fact; what it tells is derived from facts as of a given instant.
//! `tests/rooms.rs` reads the sources and keeps the import table true.
//!
//! How time is counted is written in [`domain::sla`], rule by rule; the files that are read, in [`intake`].
//!
//! # Vocabulary
//!
//! The field's words, in English; the French word is a label of the catalogue.
//!
//! | concept | in code | French |
//! | --- | --- | --- |
//! | something broke, is asked for, is the cause, is to be altered | incident, request, problem, change | incident, demande, problème, changement |
//! | how grave, by contract | severity | gravité |
//! | promise, for response, workaround, resolution, update | target | engagement: prise en charge (GTI), contournement, rétablissement (GTR), mise à jour |
//! | granted time; its end | allowance; due | délai; échéance |
//! | promise broken | breach, breached | dépassement |
//! | clock held | pause | suspension |
//! | opening hours | calendar: window, closure, opening, holiday | plage horaire: fermeture, ouverture, jour férié |
//! | agreement, what holds by date, its change | contract, terms, amendment | contrat, conditions, avenant |
//! | what it covers | perimeter, line | périmètre, ligne |
//! | thing looked after | asset | équipement |

#![forbid(unsafe_code)]
#![warn(missing_docs)]

// The targets of `fuzz/` read files, and one writes them again: they do without the two largest rooms.
#[cfg(not(fuzzing))]
pub mod cli;
pub mod domain;
pub mod intake;
pub mod locale;
pub mod render;
pub mod report;
#[cfg(not(fuzzing))]
pub mod store;
