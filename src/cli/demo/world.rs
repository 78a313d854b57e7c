//! The files of the demo: calendars, contracts, inventory and two months of tickets, told around today.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveTime};
use serde_json::{Value, json};

use crate::cli::failure::Failure;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::instant::{Instant, Month};
use crate::intake::calendar_file;

const RIED_CALENDAR: &str = include_str!("ried-bureau.toml");
const LAGON_CALENDAR: &str = include_str!("lagon-bureau.toml");
const RIED: &str = include_str!("ried.toml");
const LAGON: &str = include_str!("lagon.toml");
const INVENTORY: &str = include_str!("inventory.csv");
const CONFIG: &str = "actor = \"lea\"\ntimezone = \"Europe/Paris\"\n";

/// Every file of the world with its name, as of `now`.
///
/// # Errors
/// A fault: one of the files is wrong.
pub fn files(now: Instant) -> Result<Vec<(&'static str, String)>, Failure> {
    let paris = Zone::named("Europe/Paris")?;
    let last = Month::of(paris.date(now)).previous();
    let starts_on = last.first_day().checked_sub_months(Months::new(9)).unwrap_or(last.first_day()).to_string();
    let closed = closed_day(last);
    let ried_calendar = RIED_CALENDAR.replace("{closed}", &closed.to_string());
    let desks =
        Desks { ried: desk("ried-bureau.toml", &ried_calendar)?, lagon: desk("lagon-bureau.toml", LAGON_CALENDAR)? };
    let dated = |text: &str| text.replace("{starts_on}", &starts_on);
    Ok(vec![
        ("config.toml", CONFIG.to_owned()),
        ("ried-bureau.toml", ried_calendar),
        ("lagon-bureau.toml", LAGON_CALENDAR.to_owned()),
        ("ried.toml", dated(RIED)),
        ("lagon.toml", dated(LAGON)),
        ("inventory.csv", INVENTORY.to_owned()),
        ("tickets.jsonl", tickets(&desks, last, now)),
    ])
}

struct Desks {
    ried: Calendar,
    lagon: Calendar,
}

fn desk(name: &str, text: &str) -> Result<Calendar, Failure> {
    Ok(Calendar::new(vec![calendar_file::read(name, text)?])?)
}

/// The Wednesday of the second whole week: a closed day in the middle of last month.
fn closed_day(month: Month) -> NaiveDate {
    let first = month.first_day();
    let to_wednesday = (9 - u64::from(first.weekday().number_from_monday())) % 7 + 1;
    first.checked_add_days(Days::new(to_wednesday + 7)).unwrap_or(first)
}

/// When something happens: in which month (0 the one before last, 1 last month, 2 this one), on its nth working day,
/// at what local time.
#[derive(Clone, Copy)]
struct When(u8, usize, &'static str);

/// One ticket of the world.
struct Tale {
    client: &'static str,
    kind: &'static str,
    severity: Option<&'static str>,
    title: &'static str,
    asset: Option<&'static str>,
    requester: &'static str,
    channel: &'static str,
    opened: When,
    events: Vec<(When, Value)>,
}

fn tickets(desks: &Desks, last: Month, now: Instant) -> String {
    let mut lines = String::new();
    for (number, tale) in (1..).zip(tales()) {
        let desk = if tale.client == "ried" { &desks.ried } else { &desks.lagon };
        let at = |when| instant(desk, last, when);
        let events: Vec<Value> = tale
            .events
            .iter()
            .filter(|(when, _)| at(*when) <= now)
            .map(|(when, what)| {
                let mut event = what.clone();
                if let Value::Object(fields) = &mut event {
                    fields.insert("at".into(), json!(desk.zone().rfc3339(at(*when))));
                    fields.insert("recorded_at".into(), json!(desk.zone().rfc3339(at(*when))));
                    fields.insert("by".into(), json!(if tale.client == "ried" { "lea" } else { "karim" }));
                }
                event
            })
            .collect();
        let opened = desk.zone().rfc3339(at(tale.opened));
        let mut ticket = json!({
            "number": number,
            "client": tale.client,
            "kind": tale.kind,
            "title": tale.title,
            "assets": tale.asset.into_iter().collect::<Vec<_>>(),
            "channel": tale.channel,
            "requester": tale.requester,
            "assignee": if tale.client == "ried" { "lea" } else { "karim" },
            "opened_at": opened,
            "recorded_at": opened,
            "events": events,
        });
        if let (Some(severity), Value::Object(fields)) = (tale.severity, &mut ticket) {
            fields.insert("severity".into(), json!(severity));
        }
        lines.push_str(&ticket.to_string());
        lines.push('\n');
    }
    lines
}

/// The nth working day of the month, the last one where there are fewer.
fn instant(desk: &Calendar, last: Month, When(month, nth, time): When) -> Instant {
    let month = match month {
        0 => last.previous(),
        1 => last,
        _ => last.next(),
    };
    let eve = month.first_day().pred_opt().unwrap_or(NaiveDate::MIN);
    let days: Vec<NaiveDate> =
        desk.working_days_after(eve).map(|d| d.date).take_while(|d| *d <= month.last_day()).collect();
    let day = days.get(nth.saturating_sub(1)).or(days.last()).copied().unwrap_or(eve);
    let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap_or(NaiveTime::MIN);
    desk.zone().edge(day.and_time(time))
}

fn act(kind: &str) -> Value {
    json!({ "type": kind })
}

fn said(kind: &str, text: &str) -> Value {
    json!({ "type": kind, "text": text })
}

fn tales() -> Vec<Tale> {
    let mut tales = first_month();
    tales.extend(second_month());
    tales.extend(of_the_clinic());
    tales
}

/// The month before last: all is well.
fn first_month() -> Vec<Tale> {
    let ried = |kind, severity, title, asset, requester, opened, events| Tale {
        client: "ried",
        kind,
        severity,
        title,
        asset,
        requester,
        channel: "phone",
        opened,
        events,
    };
    vec![
        ried(
            "incident",
            Some("N3"),
            "Imprimante de l'accueil en panne",
            Some("RIED-IMP-01"),
            "Sophie Muller",
            When(0, 3, "09:10"),
            vec![
                (When(0, 3, "09:40"), act("acknowledged")),
                (When(0, 3, "11:30"), said("resolved", "Four remplacé")),
                (When(0, 8, "10:00"), act("closed")),
            ],
        ),
        ried(
            "incident",
            Some("N1"),
            "Messagerie inaccessible pour tout le site",
            Some("RIED-MSG"),
            "Anne Weber",
            When(0, 6, "08:20"),
            vec![
                (When(0, 6, "08:35"), act("acknowledged")),
                (When(0, 6, "10:50"), said("resolved", "Enregistrement DNS rétabli")),
            ],
        ),
        ried(
            "incident",
            Some("N2"),
            "ERP très lent en fin de mois",
            Some("RIED-APP-ERP"),
            "Marc Klein",
            When(0, 12, "16:10"),
            vec![
                (When(0, 13, "09:15"), act("acknowledged")),
                (
                    When(0, 13, "10:00"),
                    json!({"type": "paused", "reason": "waiting-client",
                    "text": "Captures d'écran demandées à M. Klein"}),
                ),
                (When(0, 15, "09:30"), act("resumed")),
                (When(0, 15, "15:00"), said("resolved", "Index reconstruits")),
            ],
        ),
        ried(
            "request",
            None,
            "Nouveau poste pour Mme Klein",
            None,
            "Anne Weber",
            When(0, 16, "11:00"),
            vec![
                (When(0, 16, "11:20"), act("acknowledged")),
                (When(0, 19, "16:00"), said("resolved", "Poste livré et installé")),
            ],
        ),
    ]
}

/// Last month: a breach, a reopening, a closed day in the middle, a duplicate, one left open.
fn second_month() -> Vec<Tale> {
    let ried = |kind, severity, title, asset, requester, opened, events| Tale {
        client: "ried",
        kind,
        severity,
        title,
        asset,
        requester,
        channel: "phone",
        opened,
        events,
    };
    vec![
        ried(
            "incident",
            Some("N1"),
            "Réseau du bâtiment B coupé",
            Some("RIED-SW-02"),
            "Anne Weber",
            When(1, 2, "09:05"),
            vec![
                (When(1, 2, "13:40"), act("acknowledged")),
                (When(1, 2, "14:30"), said("worked_around", "Lien de secours par le bâtiment A")),
                (When(1, 2, "15:30"), said("resolved", "Commutateur remplacé")),
            ],
        ),
        ried(
            "incident",
            Some("N2"),
            "Sauvegarde de la nuit en échec",
            Some("RIED-SAV-01"),
            "Supervision",
            When(1, 3, "08:15"),
            vec![
                (When(1, 3, "08:40"), act("acknowledged")),
                (When(1, 3, "11:00"), said("resolved", "Espace libéré, sauvegarde relancée")),
                (When(1, 4, "08:10"), said("reopened", "Nouvel échec cette nuit")),
                (When(1, 4, "11:20"), said("resolved", "Disque remplacé")),
            ],
        ),
        ried(
            "incident",
            Some("N2"),
            "Logiciel de découpe bloqué au démarrage",
            Some("RIED-PC-07"),
            "Marc Klein",
            When(1, 7, "15:30"),
            vec![
                (When(1, 7, "16:05"), act("acknowledged")),
                (When(1, 9, "10:30"), said("resolved", "Licence réactivée par l'éditeur")),
            ],
        ),
        ried(
            "incident",
            Some("N1"),
            "Toujours pas de réseau au bâtiment B",
            Some("RIED-SW-02"),
            "Sophie Muller",
            When(1, 2, "10:20"),
            vec![(When(1, 2, "10:30"), json!({"type": "cancelled", "reason": "duplicate", "of": 5}))],
        ),
        ried(
            "request",
            None,
            "Accès au dossier Comptabilité",
            None,
            "Sophie Muller",
            When(1, 13, "14:00"),
            vec![
                (When(1, 13, "14:10"), act("acknowledged")),
                (When(1, 14, "09:30"), said("resolved", "Droits donnés après accord de Mme Weber")),
            ],
        ),
        ried(
            "incident",
            Some("N2"),
            "VPN instable pour les commerciaux",
            Some("RIED-PF-01"),
            "Marc Klein",
            When(1, 99, "15:40"),
            vec![
                (When(1, 99, "16:00"), act("acknowledged")),
                (When(2, 2, "10:00"), said("resolved", "Micrologiciel mis à jour")),
            ],
        ),
    ]
}

/// The clinic: a night on the servers, and a telephone that the contract does not cover.
fn of_the_clinic() -> Vec<Tale> {
    let lagon = |severity, title, asset, requester, channel, opened, events| Tale {
        client: "lagon",
        kind: "incident",
        severity: Some(severity),
        title,
        asset: Some(asset),
        requester,
        channel,
        opened,
        events,
    };
    vec![
        lagon(
            "N1",
            "Serveur du dossier patient arrêté",
            "LAGON-SRV-APP",
            "Supervision",
            "monitoring",
            When(1, 5, "22:40"),
            vec![
                (When(1, 5, "22:55"), act("acknowledged")),
                (When(1, 6, "01:30"), said("resolved", "Machine virtuelle redémarrée sur l'autre hôte")),
            ],
        ),
        lagon(
            "N2",
            "Écran du téléphone du Dr Payet fêlé",
            "LAGON-GSM-01",
            "Dr Payet",
            "mail",
            When(1, 11, "14:00"),
            vec![
                (When(1, 11, "14:20"), act("acknowledged")),
                (When(1, 12, "09:00"), said("resolved", "Orienté vers l'opérateur")),
            ],
        ),
    ]
}
