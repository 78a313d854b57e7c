//! A world in which every text of a client holds a word of its own.

use std::collections::BTreeSet;

use clap::{Command, CommandFactory as _};

use crate::harness::{RIED_CALENDAR, RIED_CONTRACT, World};

/// What a contract may hold beside the usual.
const SECTIONS: &str = r#"
[volume]
unit = "minute"
included = 720
period = "month"
[price]
amount = "1450.00"
currency = "EUR"
period = "month"
[[goal]]
metric = "response"
severity = "N1"
at_least = 95.0
clause = "art. ried"
definition = "définition ried"
[[penalty]]
metric = "response"
percent_per_point = "2"
[[availability]]
service = "Fichiers ried"
assets = ["RIED-SRV-01"]
calendar = "always"
at_least = 99.50
[telephony]
answer_within_s = 30
[[means]]
what = "Un technicien ried"
quantity = 1
[[obligation]]
code = "restore-test"
label = "Test ried"
every = "3mo"
[[role]]
role = "single-contact"
side = "provider"
name = "Contact ried"
from = "2025-07-01"
[confidentiality]
standards = ["ISO ried"]
duties = "annexe ried"
[reversibility]
notice_months = 3
to_client = true
to_provider = false
deliverables = ["dossier ried"]
"#;

/// Words for one run; blanks part them, `_` stands for a blank in one, `MARK` for the client's word.
fn words(mark: &str, line: &str) -> Vec<String> {
    line.split_whitespace().map(|word| word.replace("MARK", mark).replace('_', " ")).collect()
}

fn marked(mark: &str, text: &str) -> String {
    text.replace("RIED", mark).replace("ried", mark)
}

fn run(world: &World, mark: &str, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        world.infog(words(mark, line)).any_remarks().run();
    }
}

/// A client whose code, names, tags and every other text hold `mark`; its tickets have the numbers from `first` on.
pub fn furnish(world: &World, mark: &str, first: u32) {
    run(world, mark, "client add MARK --name Ateliers_MARK --at 2025-06-01_09:00");
    agreements(world, mark);
    run(
        world,
        mark,
        "site add MARK-nord --name Nord_MARK --client MARK --address 1_rue_MARK --phone 03_MARK --access badge_MARK
        room add Salle_MARK --site MARK-nord --client MARK --access clé_MARK
        contact add Mme_MARK --client MARK --site MARK-nord --mail m@MARK.example --notes note_MARK --role approver
        contact add M._MARK --client MARK --phone 06_MARK
        contact edit M._MARK --client MARK --notes absent_MARK",
    );
    inventory(world, mark);
    tickets(world, mark, first);
    run(
        world,
        mark,
        "outage add --asset MARK-SRV-01 --from 2026-06-10_09:00 --client MARK --reason panne_MARK
        outage add --asset MARK-SRV-01 --from 2026-06-12_20:00 --to 2026-06-12_21:00 --planned --client MARK --reason maj_MARK
        call add --client MARK --started 2026-06-03_09:00 --waited 12 --first-contact yes
        contract log MARK-2025 --minutes 45 --text Visite_MARK --at 2026-06-04_09:00 --quote devis-MARK
        contract volume add MARK-2025 600 --from 2026-06-01 --reference cde-MARK
        contract obligation done MARK-2025 restore-test --on 2026-06-20 --evidence pv_MARK
        action add Onduleur_MARK --client MARK --owner resp_MARK --due 2026-09-01
        action add Pare-feu_MARK --client MARK --recommendation
        client edit MARK --name Ateliers_MARK_SA",
    );
    let open = world.infog(["outage", "list", "--client", mark, "--open"]).json();
    let number = open[0]["number"].to_string();
    world.infog(["outage", "end", &number, "--at", "2026-06-10 11:00"]).any_remarks().run();
    let totals =
        format!("client;jour;présentés;décrochés;décrochés à temps;abandonnés\n{mark};04/06/2026;100;80;70;20\n");
    world.infog(["call", "import", "-"]).stdin(totals).any_remarks().run();
    run(
        world,
        mark,
        "site add MARK-sud --name Sud_MARK --client MARK
        undo
        asset add MARK-ERR --kind other --client MARK
        undo
        licence assign MARK-LIC --person Mlle_MARK --client MARK
        undo
        undo --list
        contact add Mlle_MARK --client MARK --mail z@MARK.example
        contact anonymise Mlle_MARK --client MARK --yes
        report close --client MARK --month 2026-05 --yes",
    );
}

fn agreements(world: &World, mark: &str) {
    let calendar = marked(mark, RIED_CALENDAR).replace("Congés", &format!("Congés {mark}"));
    world.infog(["calendar", "apply", "-"]).stdin(&calendar).any_remarks().run();
    let correct = ["calendar", "apply", "-", "--correct", &format!("oubli {mark}")];
    world.infog(correct).stdin(calendar.replace("08:00", "08:15")).any_remarks().run();
    let text = marked(mark, &format!("{RIED_CONTRACT}{SECTIONS}"))
        .replace("serveurs", &format!("serveurs-{mark}"))
        .replace("global\"", "global\"\nlanguage = \"fr\"")
        .replacen("Infogérance", &format!("Infogérance {mark}"), 1)
        .replace("Critique", &format!("Critique {mark}"))
        .replace("Le réseau", &format!("Le réseau {mark}"));
    world.infog(["contract", "apply", "-"]).stdin(&text).any_remarks().run();
    let correct = ["contract", "apply", "-", "--correct", &format!("faute {mark}")];
    world.infog(correct).stdin(text.replace("art. ", "article ")).any_remarks().run();
    let amended = text
        .replacen("effective_on = \"2025-07-01\"", "amendment = 1\neffective_on = \"2026-06-01\"", 1)
        .replace("3h working", "2h working");
    world.infog(["contract", "apply", "-"]).stdin(amended).any_remarks().run();
}

fn inventory(world: &World, mark: &str) {
    let csv = format!(
        "client,tag,kind,serial,label,manufacturer,model,os,os_version,site,location,assigned_to,notes,attr.ip,attr.{mark}\n\
        {mark},{mark}-SRV-01,server,S-{mark}-1,Fichiers {mark},Dell {mark},T350 {mark},Debian {mark},11,{mark}-nord,Baie {mark},,note {mark},10.0.0.1,x {mark}\n\
        {mark},{mark}-PC-01,workstation,S-{mark}-2,Accueil {mark},HP,,Windows 11,22H2,{mark}-nord,,Mme {mark},,,\n\
        {mark},{mark}-PC-02,laptop,S-{mark}-3,Prêt {mark},HP,,Windows 11,23H2,,,,,,\n\
        {mark},{mark}-PC-03,laptop,S-{mark}-4,Direction {mark},HP,,Windows 11,23H2,,,,,,\n\
        {mark},{mark}-APP,application,,Paie {mark},,,,,,,,,,\n\
        {mark},{mark}-SAV,backup,,Sauvegarde {mark},Veeam {mark},,,,,,,,,\n"
    );
    let file = world.file(&format!("{mark}.csv"), csv);
    world.infog(["asset", "import", &file]).any_remarks().run();
    run(
        world,
        mark,
        "asset campaign start initial-MARK --client MARK --note visite_MARK --at 2026-06-01_08:00
        asset edit MARK-PC-02 --client MARK --status in-stock --set notes=stock_MARK
        asset add MARK-IMP --kind printer --client MARK --label Imprimante_MARK --serial S-MARK-9 --supplier Fournisseur_MARK
        asset cover MARK-SAV MARK-SRV-01 MARK-PC-01 --client MARK
        asset campaign accept initial-MARK --client MARK --by Mme_MARK --evidence mail_MARK
        asset repair out MARK-PC-01 --client MARK --supplier SAV_MARK --reference RMA-MARK --loan MARK-PC-02 --text écran_MARK
        asset repair back MARK-PC-01 --client MARK --text réparé_MARK
        asset repair out MARK-IMP --client MARK --supplier SAV_MARK --text bourrage_MARK
        asset replace MARK-PC-01 MARK-PC-03 --client MARK --text vétuste_MARK
        asset update MARK-SRV-01 --client MARK --component os --to 12 --text maj_MARK
        asset target set os 12 --product Debian_MARK --client MARK
        asset target support os 2026-09-01 --version 11 --product Debian_MARK --client MARK
        licence add MARK-LIC --product Suite_MARK --client MARK --publisher Éditeur_MARK --key KEY-MARK-123456 --seats 3 --notes cde_MARK --expires-on 2026-09-15
        licence assign MARK-LIC MARK-PC-03 --client MARK
        licence assign MARK-LIC --person Mme_MARK --client MARK
        licence release MARK-LIC --person Mme_MARK --client MARK
        third-party add MARK-tiers --name Tiers_MARK --contact tel_MARK --hours 9-17_MARK --contract c-MARK
        third-party add MARK-nuit --name Nuit_MARK --client MARK --subcontractor
        third-party assign MARK-tiers MARK-APP --client MARK
        authorisation add MARK-tiers --client MARK --granted-by Mme_MARK --asset MARK-APP --scope portée_MARK --evidence mail_MARK --from 2026-06-01
        authorisation add MARK-tiers --client MARK --granted-by M._MARK --cooperation --from 2026-06-01",
    );
    let leaves = world.infog(["authorisation", "list", "--client", mark]).json();
    let last = leaves.as_array().and_then(|all| all.iter().filter_map(|leave| leave["number"].as_i64()).max());
    let number = last.expect("an authorisation").to_string();
    world.infog(["authorisation", "end", &number, "--reason", &format!("fin {mark}")]).any_remarks().run();
}

fn tickets(world: &World, mark: &str, first: u32) {
    let [a, b, c, d, f] = [first, first + 1, first + 2, first + 3, first + 5];
    run(
        world,
        mark,
        &format!(
            "ticket open Panne_MARK --client MARK --severity N1 --asset MARK-SRV-01 --requester Mme_MARK --channel phone --assignee tech-MARK --description corps_MARK --at 2026-06-02_08:30
            ticket ack {a} --at 2026-06-02_09:00
            ticket note {a} interne_MARK --at 2026-06-02_09:05
            ticket note {a} client_MARK --for-client --at 2026-06-02_09:06
            ticket pause {a} --reason waiting-client --text attente_MARK --at 2026-06-02_09:10
            ticket resume {a} --at 2026-06-02_10:00
            ticket severity {a} N2 --text moins_MARK --at 2026-06-02_10:05
            ticket log {a} --minutes 30 --text travail_MARK --at 2026-06-02_10:10
            ticket resolve {a} --at 2026-06-04_10:30
            ticket close {a} --at 2026-06-05_10:30
            ticket correct {a} 2 --at 2026-06-02_08:45 --reason saisie_MARK
            ticket open Double_MARK --client MARK --severity N2 --asset MARK-SRV-01 --at 2026-06-03_08:30
            ticket cancel {b} --reason duplicate --of {a} --text doublon_MARK --at 2026-06-03_08:40
            ticket open Paie_MARK --client MARK --severity N3 --asset MARK-APP --requester M._MARK --at 2026-06-30_10:00
            ticket log {c} --minutes 10 --override urgence_MARK --text paie_MARK --at 2026-06-30_10:30
            ticket edit {c} --title Paie_du_mois_MARK --requester Mme_MARK
            ticket open Demande_MARK --client MARK --kind request --asset MARK-PC-03 --at 2026-06-30_11:00
            ticket link {d} --to {c} --relation related
            ticket unlink {d} --to {c}
            ticket reason {a} workload charge_MARK
            ticket open Récurrence_MARK --client MARK --kind problem --causes {a} --asset MARK-SRV-01 --at 2026-06-30_12:00
            ticket open Migration_MARK --client MARK --kind change --severity N3 --asset MARK-SRV-01 --at 2026-06-30_12:10
            ticket edit {f} --window-from 2026-06-30_18:00 --window-to 2026-06-30_20:00 --downtime 30 --way-back retour_MARK --at 2026-06-30_12:20
            ticket test {f} essai_MARK --at 2026-06-30_13:00
            ticket deploy {f} --text fait_MARK --at 2026-06-30_18:30
            ticket document {f} PROC-MARK --text mode_MARK --at 2026-06-30_19:00
            ticket reason {a} supplier faux_MARK
            undo"
        ),
    );
}

/// The words of every command that answers about `client` and writes nothing: found by their names, so that a new one is
/// tried, and those that are about one thing of its.
pub fn reads(world: &World, client: &str) -> Vec<Vec<String>> {
    const WRITES: [&str; 10] =
        ["close", "add", "import", "edit", "archive", "export", "start", "accept", "anonymise", "undo"];
    let mut found = Vec::new();
    leaves(&infog::cli::args::Cli::command(), &[], &mut |path, verb| {
        let takes_client = verb.get_arguments().any(|arg| arg.get_long() == Some("client") && !arg.is_required_set());
        let is_bare = verb.get_arguments().all(|arg| !arg.is_required_set());
        if takes_client && is_bare && !WRITES.contains(&verb.get_name()) {
            found.push([path, &["--client".to_owned(), client.to_owned()]].concat());
        }
    });
    let plain = |line: &str| words(client, line);
    found.extend(
        [
            "client show MARK",
            "site show MARK-nord --client MARK",
            "room show Salle_MARK --client MARK",
            "contact show Mme_MARK --client MARK",
            "calendar show MARK-bureau",
            "calendar history MARK-bureau",
            "calendar export MARK-bureau",
            "contract show MARK-2025",
            "contract history MARK-2025",
            "contract export MARK-2025",
            "contract diff MARK-2025",
            "contract volume MARK-2025 --month 2026-06",
            "asset list --missing --client MARK",
            "asset list --without backup --client MARK",
            "asset export --client MARK --keys",
            "asset repair list --all --client MARK",
            "asset campaign show initial-MARK --client MARK",
            "asset diff --since initial-MARK --client MARK",
            "licence list --all --client MARK",
            "licence show MARK-LIC --all --client MARK",
            "third-party show MARK-tiers",
            "third-party list --all --client MARK",
            "authorisation list --all --client MARK",
            "call list --client MARK --month 2026-06",
            "outage list --client MARK --month 2026-06",
            "expiring --within 3y --past --client MARK",
            "ticket list --all --client MARK",
            "ticket search MARK --client MARK",
            "ticket export --client MARK",
            "report sla --client MARK --month 2026-06",
            "report monthly --client MARK --month 2026-05",
            "report monthly --client MARK --month 2026-06",
            "action list --all --client MARK",
            "audit --contract MARK-2025",
            "contract obligation list MARK-2025",
            "report volume --client MARK --month 2026-06",
            "report calls --client MARK --month 2026-06",
            "report availability --client MARK --month 2026-06",
        ]
        .map(plain),
    );
    for asset in world.infog(["asset", "list", "--client", client]).json().as_array().expect("assets") {
        let tag = asset["tag"].as_str().expect("a tag").to_owned();
        for verb in ["show", "history"] {
            found.push(["asset", verb, &tag, "--client", client].map(str::to_owned).to_vec());
        }
    }
    for ticket in world.infog(["ticket", "list", "--all", "--client", client]).json().as_array().expect("tickets") {
        let number = ticket["number"].to_string();
        found.push(["ticket", "show", &number].map(str::to_owned).to_vec());
        found.push(["sla", "explain", &number].map(str::to_owned).to_vec());
    }
    let unique: BTreeSet<Vec<String>> = found.into_iter().collect();
    unique.into_iter().collect()
}

fn leaves(command: &Command, path: &[String], found: &mut dyn FnMut(&[String], &Command)) {
    let mut is_leaf = true;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        is_leaf = false;
        leaves(verb, &[path, &[verb.get_name().to_owned()]].concat(), found);
    }
    if is_leaf {
        found(path, command);
    }
}
