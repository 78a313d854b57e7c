//! The life of a ticket through the binary: verbs, refusals, deadlines as the rules have them, lists, import and export.

mod changes;
mod deadlines;
mod faults;
mod life;
mod lists;
mod opening;
mod past;
mod reasons;

use serde_json::Value;

use crate::harness::World;

/// A desk open Monday to Friday from 09:00 to 17:00 without holidays.
const OFFICE: &str = r#"name = "office"
timezone = "Europe/Paris"
holidays = []
[hours]
mon-fri = ["09:00-17:00"]
"#;

const TERMS: &str = r#"ref = "ACME-1"
client = "acme"
title = "Infogérance"
starts_on = "2025-01-01"
months = 60
calendar = "office"
channels = ["phone", "mail"]

[[severity]]
code = "N1"
label = "Critique"

[[severity]]
code = "N2"
label = "Majeur"
"#;

/// Response four hours, resolution eight, for every incident.
const USUAL: &str = r#"
[[target]]
ticket = "incident"
response = "4h working"
resolution = "8h working"
"#;

/// N1 two and four hours, N2 four and eight.
const GRID: &str = r#"
[[target]]
ticket = "incident"
severity = "N1"
response = "2h working"
resolution = "4h working"

[[target]]
ticket = "incident"
severity = "N2"
response = "4h working"
resolution = "8h working"
"#;

/// Client `acme` with the calendar `office` and a contract of `TERMS`, then `policy`, then `targets`.
fn desk(policy: &str, targets: &str) -> World {
    desk_open(OFFICE, policy, targets)
}

fn desk_open(calendar: &str, policy: &str, targets: &str) -> World {
    let world = World::empty();
    world.infog(["client", "add", "acme", "--name", "Acme"]).any_remarks().run();
    world.infog(["calendar", "apply", "-"]).stdin(calendar).any_remarks().run();
    let contract = format!("{TERMS}\n[policy]\n{policy}\n{targets}");
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    world
}

/// One story told at the end of June 2026; words after the verb are what it takes.
struct Story<'w> {
    world: &'w World,
    number: String,
}

const JUNE_END: &str = "2026-06-30T20:00:00+02:00";

impl<'w> Story<'w> {
    fn opened(world: &'w World, at: &str, words: &[&str]) -> Self {
        let mut line = vec!["ticket", "open", "imprimante", "--at", at];
        line.extend(words);
        let ticket = world.infog(line).now(JUNE_END).any_remarks().json();
        Self { world, number: ticket["number"].to_string() }
    }

    fn then(&self, verb: &str, at: &str, words: &[&str]) -> &Self {
        let mut line = vec!["ticket", verb, self.number.as_str()];
        line.extend(words);
        line.extend(["--at", at]);
        self.world.infog(line).now(JUNE_END).any_remarks().run();
        self
    }

    fn seen(&self, now: &str) -> Value {
        self.world.infog(["ticket", "show", self.number.as_str()]).now(now).json()
    }

    fn clock(&self, metric: &str, now: &str) -> Value {
        clock(&self.seen(now), metric)
    }

    fn due(&self, metric: &str, now: &str) -> String {
        self.clock(metric, now)["due_at"].as_str().unwrap_or("none").to_owned()
    }
}

fn clock(ticket: &Value, metric: &str) -> Value {
    let clocks = ticket["clocks"].as_array().expect("clocks");
    clocks.iter().find(|c| c["metric"] == metric).expect("the metric").clone()
}

fn metrics(ticket: &Value) -> Vec<&str> {
    ticket["clocks"].as_array().expect("clocks").iter().map(|c| c["metric"].as_str().expect("a metric")).collect()
}

fn types(ticket: &Value) -> Vec<&str> {
    ticket["events"].as_array().expect("events").iter().map(|e| e["type"].as_str().expect("a type")).collect()
}

fn numbers(list: &Value) -> Vec<u64> {
    list.as_array().expect("a bare array").iter().map(|t| t["number"].as_u64().expect("a number")).collect()
}
