//! One test binary: a file per family.

mod business_time;
mod calendars;
mod calls;
mod clients;
mod completions;
mod contracts;
mod demo;
mod examples;
mod harness;
mod inventory;
mod licences;
mod locale;
mod outages;
mod penalties;
mod promises;
mod questions;
mod readme;
mod refusals;
mod reports;
mod rooms;
mod sla;
mod storage;
mod terms;
mod tickets;
mod upgrades;
mod volumes;
