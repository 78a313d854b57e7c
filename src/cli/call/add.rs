//! `infog call add`.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome as Ended};
use crate::cli::find;
use crate::domain::call::{Call, Outcome};
use crate::domain::id::TicketNumber;
use crate::store;

/// Record one call
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog call add --client ried --started \"09:10\" --waited 12 --ticket 42 --first-contact yes
  infog call add --client ried --started -5m --abandoned --waited 40")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// When it entered the queue
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    started: String,

    /// When it was answered
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, conflicts_with = "abandoned")]
    answered: Option<String>,

    /// When it was over
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    ended: Option<String>,

    /// The caller hung up before an answer
    #[arg(long)]
    abandoned: bool,

    /// Seconds in the queue
    #[arg(long, value_name = "SECONDS")]
    waited: Option<u32>,

    /// The ticket about it
    #[arg(long, value_name = "N")]
    ticket: Option<TicketNumber>,

    /// Whether it was resolved at the first contact
    #[arg(long, value_name = "yes|no", value_parser = clap::builder::BoolishValueParser::new(), hide_possible_values = true)]
    first_contact: Option<bool>,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Ended {
        let (reader, now, stamp) = (ctx.instants(), ctx.now(), ctx.stamp_now());
        let (client, call) = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let zone = find::zone_of(&client)?;
            let read = |text: &String| reader.read(text, &zone);
            let call = Call {
                started_at: read(&self.started)?,
                answered_at: self.answered.as_ref().map(read).transpose()?,
                ended_at: self.ended.as_ref().map(read).transpose()?,
                outcome: if self.abandoned { Outcome::Abandoned } else { Outcome::Answered },
                waited_s: self.waited,
                ticket: self.ticket,
                first_contact: self.first_contact,
            };
            if call.started_at > now {
                let failure = Failure::refused(format!("{} is still to come", zone.rfc3339(call.started_at)));
                return Err(failure.hinted("give the time at which the call came"));
            }
            call.checked()
                .map_err(|why| Failure::refused(why).hinted("look at `--started`, `--answered` and `--ended`"))?;
            if let Some(number) = call.ticket
                && !store::ticket::exists(db, number)?
            {
                return Err(crate::cli::desk::no_ticket(db, number)?);
            }
            let mut stamp = stamp.clone();
            stamp.at = call.started_at;
            store::call::add(db, &client.code, std::slice::from_ref(&call), &[], &stamp)?;
            Ok((client, call))
        })?;
        let zone = find::zone_of(&client)?;
        let json = super::list::json_of(&client, &zone, &call);
        ctx.changed(&json!(json), &ctx.locale.call_added(client.code.as_str()), client.code.as_str())?;
        Ok(Exit::Done)
    }
}
