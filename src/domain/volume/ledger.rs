//! The account of a contract's volume, like a bank statement: credits, entries, what expired, the balance after each
//! (rule 27). Blocks are burnt oldest first; a balance below zero is an overrun, and is shown as one.

use chrono::NaiveDate;

use super::block::{Block, Origin};
use super::charge::{Charged, charge};
use super::{Entry, Source};
use crate::domain::calendar::Calendar;
use crate::domain::contract::Contract;
use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::money::{Decimal, Money, half_up};
use crate::domain::ticket::event::WorkMode;

/// A ticket that a volume counted in tickets counts: when it was opened.
pub type Counted = (Instant, TicketNumber);

/// What the account is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Whose volume.
    pub contract: &'a Contract,
    /// Its working hours; its zone is that of the contract's dates.
    pub calendar: &'a Calendar,
    /// Blocks that begin by the day of the account, oldest first.
    pub blocks: &'a [Block],
    /// Work, in any order.
    pub entries: &'a [Entry],
    /// Tickets that count, where the volume is one of tickets.
    pub tickets: &'a [Counted],
    /// The day of the account: nothing later is in it.
    pub until: NaiveDate,
}

/// What happened to the balance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A block begins.
    Credit(Origin),
    /// What was left of a block is lost.
    Expired(Origin),
    /// What was beyond the volume is invoiced with its period, and no longer owed.
    Settled,
    /// Work.
    Worked(Box<Entry>, Charged),
    /// A ticket was opened.
    Opened(TicketNumber),
}

/// One line of the account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its day in the contract's zone.
    pub day: NaiveDate,
    /// When.
    pub at: Instant,
    /// What.
    pub what: What,
    /// Change of the balance; zero for work that the contract does not cover.
    pub change: Decimal,
    /// Of the change, what no block could bear.
    pub overrun: Decimal,
    /// What is left after it; below zero is owed.
    pub balance: Decimal,
    /// What the period had to burn, after it: 80 and 100 per cent of this are warned of.
    pub of: Decimal,
}

impl Line {
    /// Per cent of the volume at hand that is used after this line, rounded down; 100 and more where nothing is left.
    #[must_use]
    pub fn used_percent(&self) -> Option<i64> {
        let of = self.of.ten_thousandths();
        (of > 0).then(|| (of - self.balance.ten_thousandths()).saturating_mul(100) / of)
    }
}

/// The account: every line up to its day.
#[must_use]
pub fn account(facts: &Facts<'_>) -> Vec<Line> {
    let mut book = Book { facts, left: facts.blocks.iter().map(|_| 0).collect(), owed: 0, lines: Vec::new() };
    for move_ in moves(facts) {
        book.post(move_);
    }
    book.lines
}

/// What moves the balance, before it is known how.
#[derive(Clone, Copy)]
enum Move<'a> {
    /// The period or life of the block with this index is over: the day after.
    End(usize),
    Begin(usize),
    Work(&'a Entry),
    Open(TicketNumber),
}

/// In order of time; on one instant ends come before beginnings, and beginnings before work.
fn moves<'a>(facts: &Facts<'a>) -> Vec<(Instant, Move<'a>)> {
    let zone = facts.calendar.zone();
    let mut moves: Vec<(Instant, Move<'a>)> = Vec::new();
    for (index, block) in facts.blocks.iter().enumerate() {
        moves.push((zone.start_of_day(block.from), Move::Begin(index)));
        let ends = [block.period_to, block.until].into_iter().flatten().filter_map(|day| day.succ_opt());
        moves.extend(ends.map(|day| (zone.start_of_day(day), Move::End(index))));
    }
    moves.extend(facts.entries.iter().map(|entry| (entry.at, Move::Work(entry))));
    moves.extend(facts.tickets.iter().map(|(at, number)| (*at, Move::Open(*number))));
    moves.retain(|(at, _)| zone.date(*at) <= facts.until);
    moves.sort_by_key(|(at, what)| (*at, rank(what)));
    moves
}

fn rank(what: &Move<'_>) -> (u8, usize, Option<Source>) {
    match what {
        Move::End(index) => (0, *index, None),
        Move::Begin(index) => (1, *index, None),
        Move::Open(number) => (2, 0, Some(Source::Ticket(*number, 1))),
        Move::Work(entry) => (3, 0, Some(entry.source)),
    }
}

struct Book<'a> {
    facts: &'a Facts<'a>,
    /// What is left of each block, in ten-thousandths.
    left: Vec<i64>,
    /// What no block could bear and nobody has paid yet.
    owed: i64,
    lines: Vec<Line>,
}

impl Book<'_> {
    fn post(&mut self, (at, what): (Instant, Move<'_>)) {
        let day = self.facts.calendar.zone().date(at);
        match what {
            Move::Begin(index) => self.begin(at, day, index),
            Move::End(index) => self.end(at, day, index),
            Move::Work(entry) => self.work(at, day, entry),
            Move::Open(number) => {
                if self.volume_on(day).is_some_and(|v| v.unit == VolumeUnit::Ticket) {
                    self.burn(at, day, What::Opened(number), Decimal::ONE);
                }
            }
        }
    }

    fn volume_on(&self, day: NaiveDate) -> Option<&Volume> {
        self.facts.contract.version_on(day)?.volume.as_ref()
    }

    /// A block pays first what is still owed.
    fn begin(&mut self, at: Instant, day: NaiveDate, index: usize) {
        let Some(block) = self.facts.blocks.get(index) else { return };
        let quantity = block.quantity.ten_thousandths();
        let paid = self.owed.min(quantity).max(0);
        self.owed -= paid;
        if let Some(left) = self.left.get_mut(index) {
            *left = quantity - paid;
        }
        if quantity != 0 {
            self.line(at, day, What::Credit(block.origin), quantity, 0);
        }
    }

    /// At the end of a period its overrun is settled, where a price is agreed; at the end of its life a block is lost.
    fn end(&mut self, at: Instant, day: NaiveDate, index: usize) {
        let Some(block) = self.facts.blocks.get(index).cloned() else { return };
        let last = day.pred_opt();
        if block.origin == Origin::Included && block.period_to == last && self.owed > 0 {
            let priced = block.period_to.and_then(|to| self.volume_on(to)).is_some_and(|v| v.overrun_price.is_some());
            if priced {
                let owed = std::mem::take(&mut self.owed);
                self.line(at, day, What::Settled, owed, 0);
            }
        }
        if block.until == last
            && let Some(left) = self.left.get_mut(index)
        {
            let lost = std::mem::take(left);
            if lost > 0 {
                self.line(at, day, What::Expired(block.origin), -lost, 0);
            }
        }
    }

    fn work(&mut self, at: Instant, day: NaiveDate, entry: &Entry) {
        let Some(volume) = self.volume_on(day) else { return };
        let charged = charge(entry, volume, self.facts.calendar);
        let what = What::Worked(Box::new(entry.clone()), charged);
        if entry.in_scope {
            self.burn(at, day, what, charged.quantity);
        } else {
            self.line(at, day, what, 0, 0);
        }
    }

    /// Oldest block first; what none can bear is owed.
    fn burn(&mut self, at: Instant, day: NaiveDate, what: What, quantity: Decimal) {
        let wanted = quantity.ten_thousandths();
        let mut rest = wanted;
        for (block, left) in self.facts.blocks.iter().zip(&mut self.left) {
            if rest > 0 && block.lives_on(day) {
                let taken = rest.min(*left);
                *left -= taken;
                rest -= taken;
            }
        }
        self.owed += rest;
        self.line(at, day, what, -wanted, rest);
    }

    fn line(&mut self, at: Instant, day: NaiveDate, what: What, change: i64, overrun: i64) {
        let balance = self.left.iter().sum::<i64>() - self.owed;
        let of = self.at_hand(day);
        let [change, overrun, balance, of] = [change, overrun, balance, of].map(Decimal::from_ten_thousandths);
        self.lines.push(Line { day, at, what, change, overrun, balance, of });
    }

    /// What the blocks that live on `day` held when they began.
    fn at_hand(&self, day: NaiveDate) -> i64 {
        self.facts.blocks.iter().filter(|b| b.lives_on(day)).map(|b| b.quantity.ten_thousandths()).sum()
    }
}

/// Figures of the lines between two days, both included.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// What the balance was before the first day.
    pub opening: Decimal,
    /// What the contract included.
    pub included: Decimal,
    /// What was bought.
    pub bought: Decimal,
    /// What was lost.
    pub expired: Decimal,
    /// Minutes of covered work as they were logged.
    pub raw_minutes: u64,
    /// Minutes of covered work that count.
    pub charged_minutes: u64,
    /// What was burnt, in the unit of the volume.
    pub burnt: Decimal,
    /// What no block could bear, in the unit of the volume.
    pub overrun: Decimal,
    /// Its price; none where none is agreed.
    pub overrun_amount: Option<Money>,
    /// Minutes that count of work that the contract does not cover.
    pub out_of_scope_minutes: u64,
    /// Their price; none where none is agreed.
    pub out_of_scope_amount: Option<Money>,
    /// Visits for which somebody travelled.
    pub visits: u32,
    /// Their price; none where none is agreed.
    pub travel_amount: Option<Money>,
    /// What the balance is after the last day.
    pub closing: Decimal,
}

/// Sums of `lines` from `from` to `to`; money is rounded once, at the end.
#[must_use]
pub fn figures(contract: &Contract, lines: &[Line], from: NaiveDate, to: NaiveDate) -> Figures {
    let agreed = contract.version_on(to).and_then(|t| t.volume.as_ref());
    let mut sums = Sums {
        figures: Figures::default(),
        overrun: Bill::of(agreed.and_then(|v| v.overrun_price)),
        out: Bill::of(agreed.and_then(|v| v.out_of_scope_price)),
        travel: Bill::of(agreed.and_then(|v| v.travel_price)),
    };
    for line in lines.iter().take_while(|line| line.day <= to) {
        if line.day < from {
            sums.figures.opening = line.balance;
        } else if let Some(volume) = contract.version_on(line.day).and_then(|t| t.volume.as_ref()) {
            sums.add(line, volume);
        }
        sums.figures.closing = line.balance;
    }
    let Sums { mut figures, overrun, out, travel } = sums;
    figures.overrun_amount = overrun.amount();
    figures.out_of_scope_amount = out.amount();
    figures.travel_amount = travel.amount();
    figures
}

struct Sums {
    figures: Figures,
    overrun: Bill,
    out: Bill,
    travel: Bill,
}

impl Sums {
    fn add(&mut self, line: &Line, volume: &Volume) {
        let figures = &mut self.figures;
        match &line.what {
            What::Credit(Origin::Included) => figures.included = figures.included.plus(line.change),
            What::Credit(Origin::TopUp(_)) => figures.bought = figures.bought.plus(line.change),
            What::Expired(_) => figures.expired = figures.expired.minus(line.change),
            What::Settled => {}
            What::Opened(_) => self.burnt(line, volume.overrun_price, volume.unit),
            What::Worked(entry, charged) => self.worked(line, entry, charged, volume),
        }
    }

    fn worked(&mut self, line: &Line, entry: &Entry, charged: &Charged, volume: &Volume) {
        if entry.in_scope {
            self.figures.raw_minutes += u64::from(charged.raw);
            self.figures.charged_minutes += u64::from(charged.minutes);
            self.burnt(line, beyond(volume, entry.mode), volume.unit);
        } else {
            self.figures.out_of_scope_minutes += u64::from(charged.minutes);
            self.out.add(volume.out_of_scope_price, Decimal::whole(i64::from(charged.minutes)), VolumeUnit::Minute);
        }
        if entry.is_visit() {
            self.figures.visits += 1;
            self.travel.add(volume.travel_price, Decimal::ONE, VolumeUnit::Ticket);
        }
    }

    fn burnt(&mut self, line: &Line, price: Option<Money>, unit: VolumeUnit) {
        self.figures.burnt = self.figures.burnt.minus(line.change);
        self.figures.overrun = self.figures.overrun.plus(line.overrun);
        self.overrun.add(price, line.overrun, unit);
    }
}

/// The price of an hour, ticket or unit beyond the volume: on site it may have one of its own.
fn beyond(volume: &Volume, mode: WorkMode) -> Option<Money> {
    let on_site =
        if mode == WorkMode::OnSite && volume.unit == VolumeUnit::Minute { volume.on_site_price } else { None };
    on_site.or(volume.overrun_price)
}

/// An amount before it is rounded, in cents × ten-thousandths × minutes of an hour.
struct Bill {
    sum: i128,
    priced: bool,
}

impl Bill {
    const MINUTES: i128 = 60;

    fn of(price: Option<Money>) -> Self {
        Self { sum: 0, priced: price.is_some() }
    }

    /// `price` is that of an hour where `unit` is the minute, otherwise that of one.
    fn add(&mut self, price: Option<Money>, quantity: Decimal, unit: VolumeUnit) {
        let Some(price) = price.filter(|_| quantity > Decimal::default()) else { return };
        let each = if unit == VolumeUnit::Minute { 1 } else { Self::MINUTES };
        self.sum += i128::from(price.cents()) * i128::from(quantity.ten_thousandths()) * each;
        self.priced = true;
    }

    fn amount(&self) -> Option<Money> {
        let whole = i128::from(Decimal::ONE.ten_thousandths()) * Self::MINUTES;
        self.priced.then(|| Money::from_cents(i64::try_from(half_up(self.sum, whole)).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::super::testing::{contract, entry, instant, office, on_site, prepaid, with};
    use super::super::{TopUp, testing};
    use super::*;
    use crate::domain::contract::tests::date;
    use crate::domain::contract::volume::{BillingPeriod, CarryOver};

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
            [
                "2025-07-01 720 720",
                "2025-07-03 -450 270",
                "2025-07-04 -450 -180",
                "2025-08-01 180 0",
                "2025-08-01 720 720"
            ]
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
        let lost: Vec<_> =
            lines.iter().filter(|l| matches!(l.what, What::Expired(_))).map(|l| (l.day, l.change)).collect();
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
}
