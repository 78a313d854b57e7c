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
use crate::domain::money::Decimal;

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

#[cfg(test)]
mod tests;
