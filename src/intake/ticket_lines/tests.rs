use proptest::prelude::*;

use super::*;
use crate::domain::calendar::Zone;
use crate::domain::contract::target::Metric;
use crate::domain::id::{AssetTag, BreachReason, ClientCode, ContractRef, PauseReason, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::money::Decimal;
use crate::domain::third_party::Permit;
use crate::domain::ticket::change::TestResult;
use crate::domain::ticket::event::{CancelReason, Channel, Excluded, Governed, Happening, Text, WorkMode};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::{Gap, Origin, Tool};
use crate::domain::ticket::work::{Nature, Work};

const SOUND: &str = r#""client":"ried","kind":"incident","title":"VPN","opened_at":"2026-02-09T08:30:00+01:00""#;

fn one(line: &str) -> Result<TicketDraft, Refusal> {
    let file = read("t.jsonl", line.as_bytes()).unwrap();
    assert_eq!(file.read, 1, "{line}");
    file.drafts.into_iter().next().map_or_else(|| Err(file.refusals.into_iter().next().unwrap()), Ok)
}

fn with(events: &str) -> Result<TicketDraft, Refusal> {
    one(&format!("{{{SOUND},\"events\":[{events}]}}"))
}

#[test]
fn the_line_of_the_manual_is_read() {
    let line = r#"{"number":42,"client":"ried","contract":"RIED-2025","kind":"incident","severity":"N2","title":"…","assets":["RIED-SRV-01"],"channel":"phone","requester":"…","opened_at":"2026-02-09T08:30:00+01:00","events":[{"at":"2026-02-09T09:00:00+01:00","type":"acknowledged","by":"lea"},{"at":"2026-02-09T11:00:00+01:00","type":"paused","reason":"waiting-client"},{"at":"2026-02-10T14:15:00+01:00","type":"resumed"},{"at":"2026-02-12T09:40:00+01:00","type":"resolved"}]}"#;
    let draft = one(line).unwrap();
    assert_eq!((draft.line, draft.number), (1, Some(TicketNumber(42))));
    assert_eq!(draft.channel, Some(Channel::Phone));
    let codes: Vec<&str> = draft.events.iter().map(|e| e.what.code()).collect();
    assert_eq!(codes, ["acknowledged", "paused", "resumed", "resolved"]);
    assert_eq!(write(&draft, |at| Zone::named("Europe/Paris").unwrap().rfc3339(at)), line);
}

#[test]
fn every_verb_takes_what_is_its_own() {
    let at = r#""at":"2026-02-09T09:00:00+01:00""#;
    for (event, want) in [
        (r#""type":"assigned","to":"lea""#, Happening::Assigned { to: "lea".into() }),
        (
            r#""type":"linked","to":7,"as":"cause""#,
            Happening::Linked { to: TicketNumber(7), relation: Some("cause".into()) },
        ),
        (r#""type":"noted","text":"vu"#, Happening::Noted { for_client: false }),
        (r#""type":"noted","for_client":true,"text":"vu"#, Happening::Noted { for_client: true }),
        (r#""type":"severity_changed","to":"N1""#, Happening::SeverityChanged { to: SeverityCode::new("N1").unwrap() }),
        (
            r#""type":"cancelled","reason":"withdrawn""#,
            Happening::Cancelled { reason: CancelReason::Withdrawn, of: None },
        ),
        (
            r#""type":"cancelled","reason":"duplicate","of":3"#,
            Happening::Cancelled { reason: CancelReason::Duplicate, of: Some(TicketNumber(3)) },
        ),
        (
            r#""type":"time_logged","minutes":25"#,
            Happening::TimeLogged { minutes: 25, mode: WorkMode::Remote, work: Work::default() },
        ),
        (
            r#""type":"time_logged","minutes":25,"mode":"on-site""#,
            Happening::TimeLogged { minutes: 25, mode: WorkMode::OnSite, work: Work::default() },
        ),
        (
            r#""type":"corrected","of":2,"minutes":30"#,
            Happening::Corrected { of: 2, minutes: Some(30), governed: None },
        ),
    ] {
        let closed = if event.ends_with("vu") { format!("{event}\"") } else { event.to_owned() };
        let draft = with(&format!("{{{at},{closed}}}")).unwrap_or_else(|refusal| panic!("{event}: {refusal}"));
        assert_eq!(draft.events[0].what, want, "{event}");
    }
}

fn permit() -> Permit {
    let written = r#"{"cited":[{"asset":"ERP","third_party":"sage","authorisation":3,"kind":"cooperation"}],
        "override":{"assets":["CRM"],"reason":"server on fire"}}"#;
    serde_json::from_str(written).unwrap()
}

#[test]
fn a_permit_is_read_with_its_entry_of_time_and_nowhere_else() {
    let at = r#""at":"2026-02-09T09:00:00+01:00""#;
    let permit_text = serde_json::to_string(&permit()).unwrap();
    let logged = |permit: &str| with(&format!(r#"{{{at},"type":"time_logged","minutes":5,"permit":{permit}}}"#));
    let draft = logged(&permit_text).unwrap();
    let work = Work { permit: Some(Box::new(permit())), ..Work::default() };
    assert_eq!(draft.events[0].what, Happening::TimeLogged { minutes: 5, mode: WorkMode::Remote, work });
    let refusal = logged(r#"{"override":{"assets":[],"reason":" "}}"#).unwrap_err();
    assert_eq!(refusal.column, "events[0].permit");
    let refusal = with(&format!(r#"{{{at},"type":"resolved","permit":{permit_text}}}"#)).unwrap_err();
    assert_eq!(refusal.reason, "`resolved` takes no `permit`");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let at = r#""at":"2026-02-09T09:00:00+01:00""#;
    for (event, place, reason) in [
        (r#""type":"resolvd""#, "events[0].type", "`resolvd` is no event; did you mean `resolved`?"),
        (r#""type":"resolved","to":"lea""#, "events[0].to", "`resolved` takes no `to`"),
        (r#""type":"paused""#, "events[0].reason", "`paused` needs `reason`"),
        (r#""type":"noted""#, "events[0].text", "`noted` needs `text`"),
        (r#""type":"linked","to":"lea""#, "events[0].to", "`lea` is no ticket number; type it `42`"),
        (r#""type":"cancelled","reason":"duplicate""#, "events[0].of", "a duplicate says of which ticket: `of`"),
        (
            r#""type":"cancelled","reason":"withdrawn","of":3"#,
            "events[0].of",
            "only a `duplicate` is `of` another ticket",
        ),
        (r#""type":"corrected","of":0"#, "events[0].of", "`0` is no event of the ticket; the opening is 1"),
        (r#""type":"closed","seq":9"#, "events[0].seq", "`seq` is 9 where 2 follows; events stand in their order"),
        (r#""type":"time_logged","minutes":9999999"#, "events[0].minutes", "9999999 minutes are more than 1000000"),
    ] {
        let refusal = with(&format!("{{{at},{event}}}")).unwrap_err();
        assert_eq!((refusal.column.as_str(), refusal.reason.as_str()), (place, reason));
    }
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let refusal = one(&format!("{{{SOUND},\"sevrity\":\"N1\"}}")).unwrap_err();
    assert_eq!(refusal.column, "sevrity");
    assert!(
        refusal.reason.starts_with("unknown key `sevrity`; did you mean `severity`? (character "),
        "{}",
        refusal.reason
    );
    let refusal = with(r#"{"at":"2026-02-09T09:00:00+01:00","typ":"resolved"}"#).unwrap_err();
    assert!(refusal.reason.starts_with("unknown key `typ`; did you mean `type`?"), "{}", refusal.reason);
    let refusal = one(r#"{"client":"ried"}"#).unwrap_err();
    assert!(refusal.reason.starts_with("`kind` is missing"), "{}", refusal.reason);
    let refusal = one(&format!("{{{SOUND},\"kind\":\"incident\"}}")).unwrap_err();
    assert!(refusal.reason.starts_with("`kind` stands twice"), "{}", refusal.reason);
}

#[test]
fn a_key_as_long_as_a_page_is_named_in_short() {
    let refusal = one(&format!("{{{SOUND},\"{}\":1}}", "k".repeat(4_000))).unwrap_err();
    assert_eq!(refusal.column, format!("{}…", "k".repeat(80)));
    assert!(refusal.to_string().len() < 400, "{refusal}");
}

#[test]
fn lines_that_cannot_be_taken_are_refused() {
    for bad in [
        "{",
        "[]",
        "42",
        r#"{"client":"ri ed","kind":"incident","title":"x","opened_at":"2026-02-09T08:30:00+01:00"}"#,
        r#"{"client":"ried","kind":"incidnt","title":"x","opened_at":"2026-02-09T08:30:00+01:00"}"#,
        r#"{"client":"ried","kind":"incident","title":"","opened_at":"2026-02-09T08:30:00+01:00"}"#,
        r#"{"client":"ried","kind":"incident","title":"a\nb","opened_at":"2026-02-09T08:30:00+01:00"}"#,
        r#"{"client":"ried","kind":"incident","title":"a\u001b[2J","opened_at":"2026-02-09T08:30:00+01:00"}"#,
        r#"{"client":"ried","kind":"incident","title":"x","opened_at":"2026-02-09 08:30"}"#,
        r#"{"client":"ried","kind":"incident","title":"x","opened_at":"hier 9h"}"#,
        r#"{"number":0,"client":"ried","kind":"incident","title":"x","opened_at":"2026-02-09T08:30:00Z"}"#,
        r#"{"client":"ried","kind":"incident","title":"x","assets":["a","A"],"opened_at":"2026-02-09T08:30:00Z"}"#,
        r#"{"client":"ried","kind":"incident","title":"x","description":"a\u0000","opened_at":"2026-02-09T08:30:00Z"}"#,
    ] {
        assert!(one(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_number_stands_once_and_blank_lines_count_as_lines_only() {
    let text = format!("\u{feff}{{\"number\":7,{SOUND}}}\r\n\r\n{{\"number\":7,{SOUND}}}\n");
    let file = read("t.jsonl", text.as_bytes()).unwrap();
    assert_eq!((file.read, file.drafts.len(), file.refusals.len()), (2, 1, 1));
    assert_eq!(file.refusals[0].reason, "ticket #7 in line 3 is already in line 1");
}

#[test]
fn text_that_is_not_utf8_stops_the_reading() {
    let fault = read("t.jsonl", b"\n\xff\n".as_slice()).unwrap_err();
    assert_eq!(fault.to_string(), "t.jsonl: line 2: the text is not UTF-8");
}

#[test]
fn the_month_that_is_shipped_is_read_and_could_have_happened() {
    let month = include_str!("../../../examples/tickets/january.jsonl");
    let file = read("january.jsonl", month.as_bytes()).unwrap();
    assert_eq!(file.refusals, []);
    for draft in file.drafts {
        let number = draft.number;
        let events = draft.into_events(governed(), Instant(4_000_000_000), "lea");
        assert!(crate::domain::ticket::lifecycle::fold(&events).is_ok(), "{number:?}");
    }
}

fn governed() -> Governed {
    Governed {
        contract: ContractRef::new("RIED-2025").ok(),
        amendment: 1,
        line: None,
        excluded: Some(Excluded::OutOfPerimeter),
        severities: Vec::new(),
    }
}

fn line() -> impl Strategy<Value = String> {
    "[^\\p{Cc}\\s][^\\p{Cc}]{0,12}[^\\p{Cc}\\s]"
}

fn body() -> impl Strategy<Value = String> {
    "[^\\p{Cc}\\s][^\\p{Cc}]{0,9}\n?\t?[^\\p{Cc}\\s]"
}

fn instant() -> impl Strategy<Value = Instant> {
    (0i64..4_000_000_000).prop_map(Instant)
}

fn tag() -> impl Strategy<Value = AssetTag> {
    "[A-Z]{1,4}-[0-9]{1,3}".prop_map(|t| AssetTag::new(&t).unwrap())
}

fn what() -> impl Strategy<Value = (Happening, Text)> {
    let reason = || prop_oneof![Just("waiting-client"), Just("scheduled")].prop_map(|r| PauseReason::new(r).unwrap());
    let plain = prop_oneof![
        Just(Happening::Acknowledged),
        Just(Happening::WorkedAround),
        Just(Happening::Updated),
        Just(Happening::Resolved),
        Just(Happening::Reopened),
        Just(Happening::Closed),
        line().prop_map(|to| Happening::Assigned { to }),
        (1i64.., proptest::option::of(line()))
            .prop_map(|(to, relation)| Happening::Linked { to: TicketNumber(to), relation }),
        reason().prop_map(|reason| Happening::Paused { reason }),
        proptest::option::of(reason()).prop_map(|reason| Happening::Resumed { reason }),
        Just(Happening::SeverityChanged { to: SeverityCode::new("N1").unwrap() }),
        Just(Happening::Cancelled { reason: CancelReason::NotCovered, of: None }),
        (1i64..).prop_map(|of| Happening::Cancelled { reason: CancelReason::Duplicate, of: Some(TicketNumber(of)) }),
        (0u32..1000, any::<bool>()).prop_map(|(minutes, site)| Happening::TimeLogged {
            minutes,
            mode: if site { WorkMode::OnSite } else { WorkMode::Remote },
            work: Work {
                nature: Some(Nature::Evolutive).filter(|_| site),
                quote: site.then(|| "D-2026-7".to_owned()),
                unit: site.then(|| "UO-POSTE".to_owned()),
                quantity: Some(Decimal::whole(i64::from(minutes))).filter(|_| site),
                no_travel: site,
                permit: site.then(|| Box::new(permit())),
            },
        }),
        (1i64..).prop_map(|to| Happening::Unlinked { to: TicketNumber(to) }),
        Just(Happening::Deployed),
        line().prop_map(|text| Happening::Documented { reference: text.split_whitespace().collect() }),
        proptest::sample::select(TestResult::ALL).prop_map(|result| Happening::ChangeTested { result }),
        (instant(), 1i64..1_000_000).prop_map(|(window_from, length)| Happening::ChangePlanned {
            window_from,
            window_to: window_from.plus_s(length),
            downtime_minutes: u32::try_from(length / 120).unwrap(),
        }),
        (proptest::sample::select(&Metric::ALL), 1u32..4).prop_map(|(metric, cycle)| Happening::BreachExplained {
            metric,
            cycle,
            reason: BreachReason::new("workload").unwrap(),
        }),
        (1u32..9, proptest::option::of(0u32..1000)).prop_map(|(of, minutes)| Happening::Corrected {
            of,
            minutes,
            governed: None
        }),
    ];
    let with_body = |(what, body)| (what, Text { body, ..Text::default() });
    let noted = (any::<bool>(), body())
        .prop_map(|(for_client, body)| (Happening::Noted { for_client }, Text { body: Some(body), ..Text::default() }));
    let edited = (
        proptest::option::of(proptest::collection::btree_set(tag(), 0..3)),
        proptest::option::of(line()),
        proptest::option::of(line()),
    )
        .prop_map(|(assets, title, requester)| {
            let assets = assets.map(|tags| tags.into_iter().collect());
            (Happening::Edited { assets, governed: None }, Text { title, requester, body: None })
        });
    prop_oneof![4 => (plain, proptest::option::of(body())).prop_map(with_body), 1 => noted, 1 => edited]
}

prop_compose! {
    fn event()((what, text) in what(), at in instant(), recorded_at in proptest::option::of(instant()), by in proptest::option::of(line())) -> EventDraft {
        EventDraft { at, recorded_at, by, what, text: Some(text).filter(|text| !text.is_empty()) }
    }
}

prop_compose! {
    fn origin()(
        reference in line(), unknown in proptest::collection::btree_set(proptest::sample::select(&Gap::ALL), 0..5),
        from in proptest::sample::select(&Tool::ALL), waited_s in proptest::option::of(0i64..1_000_000),
    ) -> Origin {
        Origin { from, reference, unknown: unknown.into_iter().collect(), waited_s }
    }
}

prop_compose! {
    fn ticket()(
        number in proptest::option::of(1i64..), title in line(), requester in proptest::option::of(line()),
        assignee in proptest::option::of(line()), description in proptest::option::of(body()),
        assets in proptest::collection::btree_set(tag(), 0..3), opened_at in instant(), by in proptest::option::of(line()),
        phone in any::<bool>(), imported in proptest::option::of(origin()), events in proptest::collection::vec(event(), 0..6),
    ) -> TicketDraft {
        TicketDraft {
            line: 1, number: number.map(TicketNumber), client: ClientCode::new("ried").unwrap(), contract: ContractRef::new("RIED-2025").ok(),
            kind: TicketKind::Problem, severity: SeverityCode::new("N2").ok().filter(|_| phone), title,
            assets: assets.into_iter().collect(), channel: phone.then_some(Channel::Monitoring), requester, assignee, description, imported,
            opened_at, recorded_at: None, by, events,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(draft in ticket()) {
        let written = write(&draft, |at| Zone::utc().rfc3339(at));
        prop_assert!(!written.contains('\n'));
        prop_assert_eq!(one(&written).map_err(|r| r.to_string()), Ok(draft));
    }

    #[test]
    fn events_go_out_and_come_back(draft in ticket(), now in instant()) {
        let events = draft.into_events(governed(), now, "lea");
        let exported = TicketDraft::of(TicketNumber(7), &events).unwrap();
        let line = write(&exported, |at| Zone::utc().rfc3339(at));
        let again = one(&line).map_err(|r| r.to_string()).unwrap().into_events(governed(), Instant(0), "nobody");
        prop_assert_eq!(again, events);
    }

    #[test]
    fn any_bytes_end_in_tickets_or_a_refusal(bytes: Vec<u8>) {
        let _ = read("x", bytes.as_slice());
    }

    #[test]
    fn any_json_like_line_ends_in_a_ticket_or_a_refusal(text in "[{}\\[\\]\":,a-z0-9_ ]{0,80}") {
        let _ = read("x", text.as_bytes());
    }
}
