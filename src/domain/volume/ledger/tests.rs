//! The account against amounts worked out by hand.

use super::super::block::blocks;
use super::super::testing::{contract, entry, instant, office, on_site, prepaid, with};
use super::super::{TopUp, testing};
use super::*;
use crate::domain::contract::tests::date;
use crate::domain::contract::volume::{BillingPeriod, CarryOver};
use crate::domain::ticket::event::WorkMode;
use crate::domain::volume::figures::{Figures, figures};

struct World {
    contract: Contract,
    top_ups: Vec<TopUp>,
    entries: Vec<Entry>,
    tickets: Vec<Counted>,
}

fn world(volume: Volume, entries: Vec<Entry>) -> World {
    World { contract: contract(volume), top_ups: Vec::new(), entries, tickets: Vec::new() }
}

impl World {
    fn lines(&self, until: &str) -> Vec<Line> {
        let blocks = blocks(&self.contract, &self.top_ups, date(until));
        account(&Facts {
            contract: &self.contract,
            calendar: &office(),
            blocks: &blocks,
            entries: &self.entries,
            tickets: &self.tickets,
            until: date(until),
        })
    }

    fn figures(&self, from: &str, to: &str) -> Figures {
        figures(&self.contract, &self.lines(to), date(from), date(to))
    }

    fn balances(&self, until: &str) -> Vec<String> {
        self.lines(until).iter().map(|l| format!("{} {} {}", l.day, l.change, l.balance)).collect()
    }
}

fn bought(quantity: i64, from: &str, until: Option<&str>) -> TopUp {
    TopUp { quantity: Decimal::whole(quantity), from: date(from), until: until.map(date), reference: None }
}

#[test]
fn the_month_of_the_formats_comes_out_to_the_cent() {
    let mut entries = vec![on_site("2025-07-03 09:00", 695), entry("2025-07-04 09:00", 55)];
    entries[0].mode = WorkMode::Remote;
    entries[0].minutes = 690;
    entries[1].in_scope = false;
    entries.push(entry("2025-07-07 09:00", 5));
    entries.push(entry("2025-07-08 09:00", 40));
    let figures = world(prepaid(), entries).figures("2025-07-01", "2025-07-31");
    assert_eq!((figures.included, figures.raw_minutes), (Decimal::whole(720), 735));
    // 690 minutes from 09:00 are 9 hours in and 2 hours 30 out: 690 × (1 + 150/690) = 840
    assert_eq!((figures.charged_minutes, figures.overrun), (900, Decimal::whole(180)));
    assert_eq!(figures.overrun_amount, Some("255.00".parse().unwrap()));
    assert_eq!((figures.out_of_scope_minutes, figures.out_of_scope_amount), (60, Some("95.00".parse().unwrap())));
}

#[test]
fn an_overrun_with_a_price_ends_with_its_period() {
    let world = world(prepaid(), vec![entry("2025-07-03 09:00", 450), entry("2025-07-04 09:00", 450)]);
    assert_eq!(
        world.balances("2025-08-01"),
        ["2025-07-01 720 720", "2025-07-03 -450 270", "2025-07-04 -450 -180", "2025-08-01 180 0", "2025-08-01 720 720"]
    );
    assert_eq!(world.figures("2025-08-01", "2025-08-31").overrun, Decimal::default());
}

#[test]
fn a_debt_without_a_price_is_paid_by_the_next_credit() {
    let volume =
        Volume { included: Decimal::default(), overrun_price: None, ..with(BillingPeriod::Term, CarryOver::None) };
    let mut world = world(volume, vec![entry("2025-07-15 09:00", 90)]);
    world.top_ups = vec![bought(60, "2025-07-10", None), bought(600, "2025-09-01", None)];
    assert_eq!(world.balances("2025-09-01"), ["2025-07-10 60 60", "2025-07-15 -90 -30", "2025-09-01 600 570"]);
    assert_eq!(world.figures("2025-07-01", "2025-09-30").overrun_amount, None);
}

#[test]
fn the_oldest_block_is_burnt_first_and_what_is_left_of_it_is_lost_on_its_day() {
    let mut world = world(prepaid(), vec![entry("2025-07-15 09:00", 465)]);
    world.entries.push(entry("2025-07-16 09:00", 465));
    world.top_ups = vec![bought(300, "2025-07-10", Some("2025-08-31"))];
    // 930 = 720 included + 210 bought; the other 90 are lost after August.
    let lines = world.lines("2025-09-01");
    let lost: Vec<_> = lines.iter().filter(|l| matches!(l.what, What::Expired(_))).map(|l| (l.day, l.change)).collect();
    assert_eq!(lost, [(date("2025-09-01"), Decimal::whole(-90)), (date("2025-09-01"), Decimal::whole(-720))]);
    assert_eq!(lines.last().map(|l| l.balance), Some(Decimal::whole(720)));
}

#[test]
fn warnings_know_how_much_of_the_volume_at_hand_is_used() {
    let world = world(prepaid(), vec![entry("2025-07-03 09:00", 480), entry("2025-07-04 09:00", 300)]);
    let used: Vec<_> = world.lines("2025-07-31").iter().map(Line::used_percent).collect();
    assert_eq!(used, [Some(0), Some(66), Some(108)]);
}

#[test]
fn tickets_are_counted_when_they_are_opened() {
    let volume = Volume { unit: VolumeUnit::Ticket, included: Decimal::ONE, ..prepaid() };
    let mut world = world(volume, vec![entry("2025-07-03 09:00", 30)]);
    world.tickets = (1..=2).map(|n| (instant("2025-07-03 08:00"), TicketNumber(n))).collect();
    let figures = world.figures("2025-07-01", "2025-07-31");
    assert_eq!((figures.burnt, figures.overrun, figures.charged_minutes), (Decimal::whole(2), Decimal::ONE, 30));
    assert_eq!(figures.overrun_amount, Some("85.00".parse().unwrap()));
}

#[test]
fn visits_are_counted_and_the_on_site_price_holds_beyond_the_volume() {
    let volume = Volume { included: Decimal::default(), ..prepaid() };
    let mut again = on_site("2025-07-03 11:00", 30);
    again.work.no_travel = true;
    let figures = world(volume, vec![on_site("2025-07-03 09:00", 60), again]).figures("2025-07-01", "2025-07-31");
    assert_eq!((figures.visits, figures.travel_amount), (1, Some("40.00".parse().unwrap())));
    assert_eq!(figures.overrun_amount, Some("190.00".parse().unwrap()), "two hours at 95.00");
}

#[test]
fn cents_are_rounded_once_at_the_end() {
    let mut volume = testing::minute_by_minute();
    volume.overrun_price = Some("0.50".parse().unwrap());
    let entries = vec![entry("2025-07-03 09:00", 1), entry("2025-07-04 09:00", 1)];
    // 0.8333 + 0.8333 cents: 1.67 rounds to 2; each alone would be 1.
    let figures = world(volume, entries).figures("2025-07-01", "2025-07-31");
    assert_eq!(figures.overrun_amount, Some("0.02".parse().unwrap()));
}

proptest::proptest! {
    /// Credits, burnt, lost and settled explain every balance.
    #[test]
    fn lines_add_up(starts in proptest::collection::vec((0_i64..200 * 86_400, 1_u32..600), 0..30), carry in 0_usize..3) {
        let volume = with(BillingPeriod::Month, [CarryOver::None, CarryOver::NextPeriod, CarryOver::Term][carry]);
        let entries = starts.iter().map(|(s, m)| {
            let mut entry = entry("2025-07-01 00:00", *m);
            entry.at = entry.at.plus_s(*s);
            entry
        });
        let world = world(volume, entries.collect());
        let mut balance = Decimal::default();
        for line in world.lines("2026-02-28") {
            balance = balance.plus(line.change);
            proptest::prop_assert_eq!(balance, line.balance);
        }
    }
}
