use super::*;
use crate::domain::contract::target::Metric;
use crate::domain::id::{AuthorisationNumber, BreachReason, PauseReason};
use crate::domain::third_party::{Agreement, Cited, Override, Permit};
use crate::domain::ticket::change::TestResult;
use crate::domain::ticket::event::{CancelReason, Channel, Governed, Happening, Opening, WorkMode};
use crate::domain::ticket::origin::{Gap, Origin, Tool};
use crate::domain::ticket::work::{Nature, Work};
use crate::store::testing::{Bench, Refusal};
use crate::store::{client, contract};

fn code<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn governed() -> Governed {
    Governed {
        contract: Some(code("RIED-2025")),
        amendment: 1,
        line: Some(code("serveurs")),
        excluded: None,
        severities: vec![code("N1"), code("N2")],
    }
}

fn bare() -> Governed {
    Governed { contract: None, amendment: 0, line: None, excluded: Some(Excluded::NoContract), severities: Vec::new() }
}

fn opening(client: &str) -> Opening {
    Opening {
        client: code(client),
        kind: TicketKind::Incident,
        severity: Some(code("N2")),
        assets: vec![code("SRV 01/A"), code("SRV-02")],
        channel: Some(Channel::OnSite),
        assignee: Some("lea | le".to_owned()),
        imported: None,
        governed: governed(),
    }
}

fn event(seq: u32, at: i64, what: Happening) -> Event {
    Event { seq, at: Instant(at), recorded_at: Instant(at + 60), by: "lea".to_owned(), what, text: None }
}

fn titled(event: Event, title: &str) -> Event {
    Event { text: Some(Text { title: Some(title.to_owned()), requester: None, body: None }), ..event }
}

fn summary(client: &str, status: Status, opened_at: i64, last_at: i64) -> Summary {
    Summary {
        client: code(client),
        contract: Some(code("RIED-2025")),
        amendment: 1,
        line: Some(code("serveurs")),
        excluded: None,
        kind: TicketKind::Incident,
        severity: Some(code("N2")),
        status,
        opened_at: Instant(opened_at),
        last_at: Instant(last_at),
        assignee: None,
        title: "Le serveur ne répond plus".to_owned(),
        assets: vec![code("SRV 01/A"), code("SRV-02")],
    }
}

/// A ticket opened at `at`, resolved 100 s later if `resolved`.
fn open(bench: &mut Bench, client: &str, at: i64, resolved: bool) -> TicketNumber {
    bench.write(|db| {
        let number = next_number(db)?;
        let opened = event(1, at, Happening::Opened(Box::new(opening(client))));
        let mut events = vec![titled(opened, "Le serveur de Besançon ne répond plus")];
        if resolved {
            events.push(event(2, at + 100, Happening::Resolved));
        }
        let status = if resolved { Status::Resolved } else { Status::Open };
        let last_at = events.last().unwrap().at.0;
        append(db, number, &events, &summary(client, status, at, last_at), false)?;
        Ok(number)
    })
}

fn every_happening() -> Vec<Happening> {
    vec![
        Happening::Opened(Box::new(opening("ried"))),
        Happening::Opened(Box::new(Opening {
            severity: None,
            assets: Vec::new(),
            channel: None,
            assignee: None,
            governed: bare(),
            ..opening("ried")
        })),
        Happening::Opened(Box::new(Opening {
            imported: Some(Origin {
                from: Tool::Glpi,
                reference: "R|1:2".to_owned(),
                unknown: vec![Gap::Response, Gap::Waiting],
                waited_s: Some(10_800),
            }),
            ..opening("ried")
        })),
        Happening::Opened(Box::new(Opening {
            imported: Some(Origin { from: Tool::Itop, reference: "R-1".to_owned(), unknown: vec![], waited_s: None }),
            governed: bare(),
            ..opening("ried")
        })),
        Happening::Acknowledged,
        Happening::Assigned { to: "Jean | Paul, lui".to_owned() },
        Happening::Assigned { to: String::new() },
        Happening::Linked { to: TicketNumber(7), relation: None },
        Happening::Linked { to: TicketNumber(7), relation: Some("caused|by".to_owned()) },
        Happening::Noted { for_client: false },
        Happening::Noted { for_client: true },
        Happening::Paused { reason: code::<PauseReason>("Waiting-Client") },
        Happening::Resumed { reason: None },
        Happening::Resumed { reason: Some(code("waiting-client")) },
        Happening::SeverityChanged { to: code("N1") },
        Happening::Unlinked { to: TicketNumber(7) },
        Happening::ChangePlanned { window_from: Instant(-5), window_to: Instant(1_900_000_000), downtime_minutes: 30 },
        Happening::ChangeTested { result: TestResult::Waived },
        Happening::Deployed,
        Happening::Documented { reference: "DOC|2026,1".to_owned() },
        Happening::BreachExplained {
            metric: Metric::Response,
            cycle: 2,
            reason: BreachReason::new("workload").unwrap(),
        },
        Happening::WorkedAround,
        Happening::Updated,
        Happening::Resolved,
        Happening::Reopened,
        Happening::Closed,
        Happening::Cancelled { reason: CancelReason::NotCovered, of: None },
        Happening::Cancelled { reason: CancelReason::Duplicate, of: Some(TicketNumber(3)) },
        Happening::TimeLogged { minutes: 25, mode: WorkMode::OnSite, work: Work::default() },
        Happening::TimeLogged {
            minutes: 0,
            mode: WorkMode::Remote,
            work: Work { nature: Some(Nature::Evolutive), quote: Some("D|1, 2".into()), ..Work::default() },
        },
        Happening::TimeLogged {
            minutes: 5,
            mode: WorkMode::Remote,
            work: Work { permit: Some(Box::new(permit())), ..Work::default() },
        },
        Happening::Edited { assets: None, governed: None },
        Happening::Edited { assets: Some(Vec::new()), governed: None },
        Happening::Edited { assets: Some(vec![code("SRV-02")]), governed: Some(Box::new(bare())) },
        Happening::Corrected { of: 2, minutes: None, governed: None },
        Happening::Corrected { of: 2, minutes: Some(40), governed: None },
        Happening::Corrected { of: 1, minutes: None, governed: Some(Box::new(governed())) },
    ]
}

fn permit() -> Permit {
    let cited = Cited {
        asset: code("SRV-02"),
        third_party: code("sage"),
        authorisation: AuthorisationNumber(3),
        kind: Agreement::Cooperation,
    };
    let overridden = Override { assets: vec![code("SRV-03")], reason: "server on fire".to_owned() };
    Permit { cited: vec![cited], overridden: Some(overridden) }
}

#[test]
fn every_event_comes_back_as_it_went_in() {
    let mut bench = Bench::with_clients();
    let events: Vec<Event> = every_happening()
        .into_iter()
        .zip(1..)
        .map(|(what, seq)| titled(event(seq, 1_000 - i64::from(seq), what), &format!("titre {seq}\n\t« »")))
        .collect();
    bench.write(|db| append(db, TicketNumber(1), &events, &summary("ried", Status::Open, 0, 0), true));
    assert_eq!(bench.read(|db| super::events(db, TicketNumber(1))), events);
}

#[test]
fn marks_tell_clocks_what_the_events_tell() {
    let mut bench = Bench::with_clients();
    let events: Vec<Event> =
        every_happening().into_iter().zip(1..).map(|(what, seq)| event(seq, i64::from(seq), what)).collect();
    bench.write(|db| append(db, TicketNumber(1), &events, &summary("ried", Status::Open, 0, 0), false));
    let mut marks = Vec::new();
    bench.read(|db| {
        events_for_sla(db, &Selection::One(TicketNumber(1)), &mut |_, found| {
            marks.extend(found.iter().cloned());
            Ok(())
        })
    });
    assert_eq!(marks.len(), events.len());
    for (mark, event) in marks.iter().zip(&events) {
        let mut lean = event.what.clone();
        match &mut lean {
            Happening::Opened(o) => {
                (o.assets, o.channel, o.assignee) = (Vec::new(), None, None);
                o.imported.iter_mut().for_each(|origin| origin.reference.clear());
            }
            Happening::Edited { assets, .. } => *assets = None,
            Happening::TimeLogged { work, .. } => *work = Work::default(),
            _ => {}
        }
        assert_eq!((mark.seq, mark.at, mark.recorded_at, &*mark.what), (event.seq, event.at, event.recorded_at, &lean));
    }
}

#[test]
fn an_unknown_event_in_the_file_is_named_and_no_panic() {
    let mut bench = Bench::with_clients();
    let number = open(&mut bench, "ried", 1_000, true);
    crate::store::sqlite::tamper(&bench.path(), "UPDATE event SET type = 'teleported' WHERE seq = 2");
    let result: Result<_, Refusal> = bench.store.read(|db| Ok(super::events(db, number)?));
    assert!(format!("{result:?}").contains("teleported"), "{result:?}");
}

#[test]
fn numbers_never_come_back_and_an_import_moves_them_on() {
    let mut bench = Bench::with_clients();
    assert_eq!(open(&mut bench, "ried", 1_000, false), TicketNumber(1));
    let refused: Result<(), Refusal> = bench.store.write(|db| {
        next_number(db)?;
        Err(Refusal::Own("no"))
    });
    assert!(refused.is_err());
    assert_eq!(open(&mut bench, "ried", 1_000, false), TicketNumber(2));
    assert!(bench.write(|db| reserve_number(db, TicketNumber(40))));
    assert!(!bench.write(|db| reserve_number(db, TicketNumber(2))));
    assert_eq!(open(&mut bench, "ried", 1_000, false), TicketNumber(41));
}

#[test]
fn an_event_that_does_not_follow_is_refused() {
    let mut bench = Bench::with_clients();
    let number = open(&mut bench, "ried", 1_000, false);
    for seq in [1, 3] {
        let events = [event(seq, 2_000, Happening::Acknowledged)];
        let refused = bench
            .try_write(|db| append(db, number, &events, &summary("ried", Status::Acknowledged, 1_000, 2_000), false));
        assert!(refused.is_err(), "sequence {seq}");
    }
    assert_eq!(bench.read(|db| super::events(db, number)).len(), 1);
}

fn selected(bench: &mut Bench, selection: Selection<'_>) -> Vec<(i64, usize)> {
    let mut found = Vec::new();
    bench.read(|db| {
        events_for_sla(db, &selection, &mut |number, marks| {
            found.push((number.0, marks.len()));
            Ok(())
        })
    });
    found
}

#[test]
fn a_month_selects_what_was_open_in_it_or_had_something_happen() {
    let mut bench = Bench::with_clients();
    open(&mut bench, "ried", 1_000, true); // 1: over before
    open(&mut bench, "ried", 1_950, true); // 2: resolved in it
    open(&mut bench, "lys", 2_100, true); // 3: of another client
    open(&mut bench, "ried", 1_500, false); // 4: open since before
    open(&mut bench, "ried", 3_000, true); // 5: opened at its end
    open(&mut bench, "ried", 2_999, false); // 6: opened in its last second
    let (from, to) = (Instant(2_000), Instant(3_000));
    let ried: ClientCode = code("RIED");
    let of_ried = Selection::Touching { client: Some(&ried), from, to };
    assert_eq!(selected(&mut bench, of_ried), [(2, 2), (4, 1), (6, 1)]);
    let of_all = Selection::Touching { client: None, from, to };
    assert_eq!(selected(&mut bench, of_all), [(2, 2), (3, 2), (4, 1), (6, 1)]);
    bench.write(|db| reserve_number(db, TicketNumber(1_000))); // few among many: found one by one, not by a walk
    assert_eq!(selected(&mut bench, of_all), [(2, 2), (3, 2), (4, 1), (6, 1)]);
    assert_eq!(selected(&mut bench, Selection::Open(None)), [(4, 1), (6, 1)]);
    let lys: ClientCode = code("lys");
    assert_eq!(selected(&mut bench, Selection::Open(Some(&lys))), []);
    assert_eq!(selected(&mut bench, Selection::All).len(), 6);
}

#[test]
fn no_selection_reads_a_table_from_end_to_end() {
    let mut bench = Bench::with_clients();
    for (sql, params) in marks::statements_by_index().into_iter().chain(list::statements_by_index()) {
        let plan = bench.read(|db| {
            db::all(db, &format!("EXPLAIN QUERY PLAN {sql}"), &vec![Val::Int(0); params], |row| {
                Ok(row.text(3)?.to_owned())
            })
        });
        for step in &plan {
            let few = ["SCAN s", "SCAN (subquery", "SCAN c"].iter().any(|start| step.starts_with(start));
            assert!(!step.starts_with("SCAN") || few, "{sql}: {plan:?}");
        }
        let open = sql.matches("is_open = 1").count();
        assert_eq!(plan.iter().filter(|step| step.contains("INDEX ticket_open")).count(), open, "{sql}: {plan:?}");
    }
    let plan = bench
        .read(|db| db::all(db, &format!("EXPLAIN QUERY PLAN {}", marks::ALL), &[], |row| Ok(row.text(3)?.to_owned())));
    assert_eq!(plan.len(), 1, "one pass, nothing sorted: {plan:?}");
}

#[test]
fn packed_events_that_are_cut_are_damage() {
    let mut bench = Bench::with_clients();
    open(&mut bench, "ried", 1_000, true);
    crate::store::sqlite::tamper(&bench.path(), "UPDATE ticket_cache SET marks = X'00'");
    let cut: Result<_, Refusal> = bench.store.read(|db| Ok(events_for_sla(db, &Selection::All, &mut |_, _| Ok(()))?));
    assert!(matches!(cut, Err(Refusal::Store(crate::store::StoreError::Damaged { .. }))), "{cut:?}");
}

#[test]
fn an_edit_of_assets_moves_the_ticket_to_the_new_ones() {
    let mut bench = Bench::with_clients();
    let number = open(&mut bench, "ried", 1_000, false);
    let edit = Happening::Edited { assets: Some(vec![code("SRV-03")]), governed: None };
    let after = Summary { assets: vec![code("SRV-03")], ..summary("ried", Status::Open, 1_000, 2_000) };
    bench.write(|db| append(db, number, &[event(2, 2_000, edit.clone())], &after, false));
    let ried = bench.read(|db| client::id(db, &code("ried"))).unwrap();
    let of = |bench: &mut Bench, tag: &str| bench.read(|db| of_asset(db, ried, &code(tag), 3)).len();
    assert_eq!((of(&mut bench, "srv-02"), of(&mut bench, "srv-03")), (0, 1));
    assert_eq!(bench.read(|db| super::summary(db, number)), Some(after));
}

#[test]
fn lists_show_open_tickets_unless_asked() {
    let mut bench = Bench::with_clients();
    open(&mut bench, "ried", 1_000, true);
    open(&mut bench, "ried", 1_000, false);
    open(&mut bench, "lys", 1_000, false);
    let numbers = |bench: &mut Bench, filter: Filter<'_>| -> Vec<i64> {
        bench.read(|db| summaries(db, &filter)).iter().map(|(number, _)| number.0).collect()
    };
    let ried: ClientCode = code("ried");
    assert_eq!(numbers(&mut bench, Filter::default()), [2, 3]);
    assert_eq!(numbers(&mut bench, Filter { client: Some(&ried), ..Filter::default() }), [2]);
    assert_eq!(numbers(&mut bench, Filter { all: true, ..Filter::default() }), [1, 2, 3]);
    assert_eq!(numbers(&mut bench, Filter { client: Some(&ried), all: true, ..Filter::default() }), [1, 2]);
    assert_eq!(numbers(&mut bench, Filter { status: Some(Status::Resolved), ..Filter::default() }), [1]);
    assert_eq!(bench.read(|db| open_titles(db, 1)), [(TicketNumber(3), "Le serveur ne répond plus".to_owned())]);
}

#[test]
fn a_search_finds_words_whatever_their_accents_and_case() {
    let mut bench = Bench::with_clients();
    let number = open(&mut bench, "ried", 1_000, false);
    open(&mut bench, "lys", 1_000, false);
    let note = Text { body: Some("L’onduleur siffle; élève Œuvrard".to_owned()), ..Text::default() };
    let noted = Event { text: Some(note), ..event(2, 2_000, Happening::Noted { for_client: false }) };
    bench.write(|db| {
        append(db, number, std::slice::from_ref(&noted), &summary("ried", Status::Open, 1_000, 2_000), false)
    });
    let found = |bench: &mut Bench, text: &str, client: Option<&ClientCode>| -> Vec<i64> {
        bench.read(|db| search(db, text, client, 10)).iter().map(|(number, _)| number.0).collect()
    };
    assert_eq!(found(&mut bench, "BESANCON", None), [2, 1]);
    assert!(found(&mut bench, "besançon onduleurs", None).is_empty());
    assert_eq!(found(&mut bench, "onduleur besan", None), [1]);
    assert_eq!(found(&mut bench, "oeuvrard", None), [1]);
    assert!(found(&mut bench, "% _", None).is_empty());
    let lys: ClientCode = code("LYS");
    assert_eq!(found(&mut bench, "serveur", Some(&lys)), [2]);
}

#[test]
fn a_contract_version_is_in_use_once_a_ticket_was_opened_under_it() {
    let mut bench = Bench::with_clients();
    assert!(!bench.read(|db| contract::in_use(db, &code("RIED-2025"), 1)));
    open(&mut bench, "ried", 1_000, true);
    assert!(bench.read(|db| contract::in_use(db, &code("ried-2025"), 1)));
    assert!(!bench.read(|db| contract::in_use(db, &code("ried-2025"), 0)));
}

#[test]
fn erasing_a_text_keeps_the_chain_and_the_instants() {
    let mut bench = Bench::with_clients();
    let number = open(&mut bench, "ried", 1_000, true);
    bench.write(|db| db.exec("UPDATE event_text SET salt = NULL, body = NULL", &[]));
    let events = bench.read(|db| super::events(db, number));
    assert_eq!((events[0].at, &events[0].text), (Instant(1_000), &None));
    bench.read(|db| chain::verify(db, &mut |_| {}));
}

#[test]
fn tickets_that_were_imported_are_found_by_their_origin() {
    let mut bench = Bench::with_clients();
    open(&mut bench, "ried", 1_000, false);
    let origin =
        Origin { from: Tool::Glpi, reference: "12041".to_owned(), unknown: vec![Gap::Waiting], waited_s: None };
    let imported = Opening { imported: Some(origin.clone()), ..opening("lys") };
    let events = [titled(event(1, 2_000, Happening::Opened(Box::new(imported))), "Imprimante")];
    bench.write(|db| append(db, TicketNumber(7), &events, &summary("lys", Status::Open, 2_000, 2_000), false));
    let mut found = Vec::new();
    bench.read(|db| origins(db, &mut |client, origin, number| found.push((client, origin, number))));
    assert_eq!(found, [(code("lys"), origin, TicketNumber(7))]);
}
