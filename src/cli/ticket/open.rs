//! `infog ticket open`.

use clap::ValueEnum;

use super::link;
use super::plan::Plan;
use super::record::{self, checked, no_secret};
use super::severity;
use super::show::beside;
use super::told;
use crate::cli::args::At;
use crate::cli::context::{Answer, Ctx, Occasion};
use crate::cli::desk::{self, Desk};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{find, source};
use crate::domain::client::Client;
use crate::domain::id::{AssetTag, ClientCode, ContractRef, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{self, Event, Governed, Happening, Opening, Text};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::relation;
use crate::report::ticket::TicketView;
use crate::report::ticket_page::{self, Beside};
use crate::store::event::Stamp;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 300;

/// Open a ticket
///
/// The first asset decides contract and line; severity and deadlines follow. What is missing can be given later.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket open \"ERP unreachable\" --client ried --severity N2 --asset RIED-APP-ERP --requester \"Mme Weber\" --channel phone
  infog ticket open \"New laptop\" --client ried --kind request --at \"yesterday 16:40\"
  infog ticket open \"Password reset\" --client ried --resolve      a call already answered
  infog ticket open \"ERP 12\" --client ried --kind change --window-from \"2026-03-14 22:00\" --window-to \"2026-03-15 02:00\" \\
      --downtime 90 --way-back \"Snapshot of RIED-APP-ERP, restored in 20 minutes\"
  infog ticket open \"Print queue stalls\" --client ried --kind problem --causes 12 --causes 15")]
pub struct Args {
    /// What it is about, in one line
    #[arg(value_name = "TITLE")]
    title: String,

    /// Client; may be left out where an asset or the only client says it
    #[arg(long, short, value_name = "C", add = crate::cli::completions::candidates::clients())]
    client: Option<ClientCode>,

    /// Incident, request, problem or change
    #[arg(long, value_name = "KIND", default_value = "incident", hide_default_value = true)]
    kind: Kind,

    /// Severity of the contract
    #[arg(long, short, alias = "priority", value_name = "S", add = crate::cli::completions::candidates::severities())]
    severity: Option<SeverityCode>,

    /// Asset concerned; may be repeated, the first one decides the line
    #[arg(long = "asset", short = 'a', value_name = "TAG", add = crate::cli::completions::candidates::assets())]
    assets: Vec<AssetTag>,

    /// Contract, where more than one could govern it
    #[arg(long, value_name = "REF", add = crate::cli::completions::candidates::contracts())]
    contract: Option<ContractRef>,

    /// Who asked
    #[arg(long, short, value_name = "NAME", add = crate::cli::completions::candidates::contacts())]
    requester: Option<String>,

    /// How it came
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<Channel>,

    /// Who works on it; `me`: yourself
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,

    /// The whole story; `-` reads standard input
    #[arg(long, value_name = "TEXT|-")]
    description: Option<String>,

    /// Link it with an earlier ticket
    #[arg(long, value_name = "N")]
    link: Option<TicketNumber>,

    /// An incident that this problem or change causes; may be repeated
    #[arg(long, value_name = "N")]
    causes: Vec<TicketNumber>,

    #[command(flatten)]
    plan: Plan,

    /// It is taken in charge at once
    #[arg(long)]
    ack: bool,

    /// It is resolved at once
    #[arg(long)]
    resolve: bool,

    #[command(flatten)]
    at: At,
}

/// What a ticket is about, as it is typed.
#[derive(ValueEnum, Clone, Copy, Debug)]
#[allow(missing_docs)] // the names say it
pub enum Kind {
    Incident,
    Request,
    Problem,
    Change,
}

impl From<Kind> for TicketKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Incident => Self::Incident,
            Kind::Request => Self::Request,
            Kind::Problem => Self::Problem,
            Kind::Change => Self::Change,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Channel {
    Phone,
    Mail,
    Ticket,
    OnSite,
    Monitoring,
}

impl From<Channel> for event::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Phone => Self::Phone,
            Channel::Mail => Self::Mail,
            Channel::Ticket => Self::Ticket,
            Channel::OnSite => Self::OnSite,
            Channel::Monitoring => Self::Monitoring,
        }
    }
}

/// A title is one line, neither empty nor endless.
///
/// # Errors
/// It is not.
pub fn check_title(title: &str) -> Result<(), Failure> {
    let length = title.chars().count();
    if title.trim().is_empty() {
        return Err(Failure::refused("the title is empty").hinted("say in one line what it is about"));
    }
    if length > LONGEST_TITLE {
        return Err(Failure::refused(format!("the title has {length} characters; {LONGEST_TITLE} are allowed"))
            .hinted("put the whole story into --description"));
    }
    match title.chars().find(|c| c.is_control()) {
        Some(c) => Err(Failure::refused(format!("the title holds the control character {c:?}"))),
        None => Ok(()),
    }
}

impl Args {
    /// Records the opening and prints the ticket with its deadlines.
    pub fn run(mut self, ctx: &mut Ctx) -> Outcome {
        check_title(&self.title)?;
        if let Some(text) = &self.description {
            self.description = Some(source::words(text, "description")?);
        }
        self.assignee = self.assignee.map(|name| ctx.person(&name));
        let (occasion, stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (view, beside) = ctx.write(|db| {
            let mut desk = Desk::new();
            let view = self.opened(&mut desk, db, &occasion, &stamp)?;
            let beside = beside(db, &view)?;
            Ok::<_, Failure>((view, beside))
        })?;
        self.tell(ctx, &view, &beside)
    }

    fn opened(
        &self,
        desk: &mut Desk,
        db: &mut dyn Db,
        occasion: &Occasion,
        stamp: &Stamp,
    ) -> Result<TicketView, Failure> {
        let client = self.whose(db)?;
        if client.archived {
            return Err(Failure::refused(format!("client `{}` is archived", client.code))
                .hinted(format!("`infog client edit {} --restore` brings it back", client.code)));
        }
        let zone = desk.zone(db, &client.code)?;
        let at = occasion.in_zone(&zone)?;
        let assets = desk.assets(db, &client.code, &self.assets)?;
        let governed = desk.governed(db, &client.code, self.contract.as_ref(), &assets, at)?;
        let severity = self.graded(desk, db, &governed)?;
        let links = self.links(db)?;
        let planned = self.plan.opened(self.kind.into(), &zone, occasion.reader())?;
        let number = store::ticket::next_number(db)?;
        let opening = Opening {
            client: client.code.clone(),
            kind: self.kind.into(),
            severity,
            assets: assets.into_iter().map(|a| a.tag).collect(),
            channel: self.channel.map(Into::into),
            assignee: self.assignee.clone(),
            imported: None,
            governed,
        };
        let events = self.events(opening, &links, planned, at, stamp);
        no_secret(&events)?;
        let state = checked(number, &events, &zone)?;
        store::ticket::append(db, number, &events, &Summary::of(&state), stamp.clock_given)?;
        for (other, relation) in &links {
            record::one(desk, db, *other, occasion, stamp, &|_, _, before| {
                Ok(link::mirrored(before, number, Some(relation)))
            })?;
        }
        desk.view(db, number, events, stamp.recorded_at)
    }

    /// The tickets to link it with, each with the word for it.
    fn links(&self, db: &mut dyn Db) -> Result<Vec<(TicketNumber, &'static str)>, Failure> {
        let kind = TicketKind::from(self.kind);
        if !self.causes.is_empty() && !matches!(kind, TicketKind::Problem | TicketKind::Change) {
            return Err(Failure::usage(format!("a ticket of kind `{kind}` causes no incident"))
                .hinted("`--causes` goes with `--kind problem` or `--kind change`"));
        }
        let follows = self.link.map(|other| (other, "follows"));
        let mut links: Vec<(TicketNumber, &'static str)> = follows.into_iter().collect();
        for other in &self.causes {
            if !links.contains(&(*other, relation::CAUSES)) {
                links.push((*other, relation::CAUSES));
            }
        }
        for (other, _) in &links {
            if !store::ticket::exists(db, *other)? {
                return Err(desk::no_ticket(db, *other)?);
            }
        }
        Ok(links)
    }

    /// The client that was named, or that the asset or the only client says.
    fn whose(&self, db: &mut dyn Db) -> Result<Client, Failure> {
        match (&self.client, self.assets.first()) {
            (None, Some(tag)) => {
                let (owner, _) = find::asset(db, None, tag.as_str())?;
                find::client(db, owner.as_str())
            }
            (named, _) => find::client_or_only(db, named.as_ref().map(ClientCode::as_str)),
        }
    }

    fn graded(&self, desk: &mut Desk, db: &mut dyn Db, governed: &Governed) -> Result<Option<SeverityCode>, Failure> {
        let Some(code) = &self.severity else { return Ok(None) };
        let rules = match &governed.contract {
            Some(contract) => desk.rules(db, contract, governed.amendment)?,
            None => None,
        };
        match rules {
            Some(rules) => severity::known(rules.terms(), code).map(Some),
            None => Ok(Some(code.clone())),
        }
    }

    fn events(
        &self,
        opening: Opening,
        links: &[(TicketNumber, &str)],
        planned: Option<(Happening, Text)>,
        at: Instant,
        stamp: &Stamp,
    ) -> Vec<Event> {
        let text = Text {
            title: Some(self.title.trim().to_owned()),
            requester: self.requester.clone(),
            body: self.description.clone(),
        };
        let mut what = vec![(Happening::Opened(Box::new(opening)), Some(text))];
        for (to, relation) in links {
            what.push((Happening::Linked { to: *to, relation: Some((*relation).to_owned()) }, None));
        }
        what.extend(planned.map(|(planned, text)| (planned, Some(text))));
        if self.ack {
            what.push((Happening::Acknowledged, None));
        }
        if self.resolve {
            what.push((Happening::Resolved, None));
        }
        let event = |(seq, (what, text))| Event {
            seq,
            at,
            recorded_at: stamp.recorded_at,
            by: stamp.actor.clone(),
            what,
            text,
        };
        (1u32..).zip(what).map(event).collect()
    }

    fn tell(&self, ctx: &Ctx, view: &TicketView, beside: &Beside) -> Outcome {
        if ctx.settings.quiet && !ctx.wants_json() {
            ctx.changed(&serde_json::Value::Null, "", &view.number.0.to_string())?;
            return Ok(Exit::Done);
        }
        let page = ticket_page::summary(view, beside, &ctx.locale);
        ctx.answer(&Answer { json: told::json(std::slice::from_ref(view)), page })?;
        if let Some(note) = self.unusual_channel(ctx, view) {
            ctx.remark(&note);
        }
        Ok(Exit::Done)
    }

    /// A channel that the contract does not name.
    fn unusual_channel(&self, ctx: &Ctx, view: &TicketView) -> Option<String> {
        let terms = view.terms()?;
        let channel = event::Channel::from(self.channel?);
        let unusual = !terms.channels.is_empty() && !terms.channels.contains(&channel);
        unusual.then(|| ctx.locale.note_channel(ctx.locale.channel(channel), terms.contract.as_str()))
    }
}
