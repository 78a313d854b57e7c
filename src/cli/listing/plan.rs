//! What a file would change, worked out on what is known now.

use std::collections::BTreeSet;

use crate::cli::failure::Failure;
use crate::cli::owners::Owners;
use crate::domain::contact::{self, Contact, Role, key_of};
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::id::{ClientCode, LONGEST_CODE, SiteCode};
use crate::domain::nearest::{hint, nearest};
use crate::domain::site::{Room, RoomKind, Site, resolve};
use crate::domain::text;
use crate::intake::listing::{CONTACTS, Column, Line, Listing, ROOMS, SITES};
use crate::intake::refusal::{Fault, Refusal};
use crate::store::asset::{Counts, Outcome};
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// Of what a file is a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Sites,
    Rooms,
    Contacts,
}

impl What {
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Sites => SITES,
            Self::Rooms => ROOMS,
            Self::Contacts => CONTACTS,
        }
    }
}

/// Why a row is not taken: column, value, sentence.
type No = (&'static str, String, String);

/// What a file would change.
pub struct Plan {
    pub counts: Counts,
    pub refusals: Vec<Refusal>,
    /// The cells of each refused row.
    pub refused_rows: Vec<Vec<String>>,
    what: What,
    sites: Vec<Site>,
    contacts: Vec<Contact>,
    /// Contacts from here on are new.
    known_contacts: usize,
    touched: BTreeSet<usize>,
}

impl Plan {
    /// Reads the whole file.
    ///
    /// # Errors
    /// A row cannot be told from the next one, or the database.
    pub fn make(
        db: &mut dyn Db,
        what: What,
        name: &str,
        mut file: Listing<&[u8]>,
        client: Option<&ClientCode>,
    ) -> Result<Self, Failure> {
        let (sites, contacts) = (store::site::list(db, None)?, store::contact::list(db, None)?);
        let known_contacts = contacts.len();
        let (counts, refusals, refused_rows, touched) = (Counts::default(), Vec::new(), Vec::new(), BTreeSet::new());
        let mut plan = Self { counts, refusals, refused_rows, what, sites, contacts, known_contacts, touched };
        let owners = Owners::read(db)?;
        while let Some(line) = file.next_line().map_err(|row| Fault::from(row).of(name))? {
            plan.counts.read += 1;
            let owner = owner(&owners, line.get("client"), client).map_err(|reason| {
                let value = line.get("client").map(clipped).unwrap_or_default();
                ("client", value, reason)
            });
            match owner.and_then(|owner| plan.take(owner, &line)) {
                Ok(Outcome::Created) => plan.counts.created += 1,
                Ok(Outcome::Updated) => plan.counts.updated += 1,
                Ok(Outcome::Unchanged) => plan.counts.unchanged += 1,
                Err((column, value, reason)) => {
                    plan.counts.refused += 1;
                    plan.refusals.push(Refusal { line: line.line, column: column.to_owned(), value, reason });
                    plan.refused_rows.push(line.raw);
                }
            }
        }
        Ok(plan)
    }

    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// Writes it.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, db: &mut dyn Db, stamp: &Stamp) -> Result<(), Failure> {
        for at in &self.touched {
            match (self.what, self.sites.get(*at), self.contacts.get(*at)) {
                (What::Sites | What::Rooms, Some(site), _) => drop(store::site::put(db, site, stamp)?),
                (What::Contacts, _, Some(contact)) if *at < self.known_contacts => {
                    store::contact::edit(db, &contact.name, contact, stamp)?;
                }
                (What::Contacts, _, Some(contact)) => store::contact::add(db, contact, stamp)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn take(&mut self, client: ClientCode, line: &Line) -> Result<Outcome, No> {
        if let Some(surplus) = &line.surplus {
            let reason = format!("`{surplus}` stands in a column without a header");
            return Err(("", surplus.clone(), reason));
        }
        let (at, outcome) = match self.what {
            What::Sites => self.site(client, line)?,
            What::Rooms => self.room(&client, line)?,
            What::Contacts => self.contact(client, line)?,
        };
        if outcome != Outcome::Unchanged {
            self.touched.insert(at);
        }
        Ok(outcome)
    }

    /// A site is found by its code, without one by its name; a new one without code gets one from its name.
    fn site(&mut self, client: ClientCode, line: &Line) -> Result<(usize, Outcome), No> {
        let name = required(line, "name", "name of the site")?;
        let code = match line.get("code") {
            Some(text) => Some(SiteCode::new(text).map_err(|e| no("code", text, &e))?),
            None => None,
        };
        let is_it = |site: &Site| match &code {
            Some(code) => site.code == *code,
            None => site.is_called(&name),
        };
        let known = self.sites.iter().position(|site| site.client == client && is_it(site));
        let mut site = match (known.and_then(|at| self.sites.get(at)), code) {
            (Some(site), _) => site.clone(),
            (None, Some(code)) => Site::new(client, code, &name).map_err(|e| no("name", &name, &e))?,
            (None, None) => {
                let code = words(&name).replace(' ', "-").chars().take(LONGEST_CODE).collect::<String>();
                let code = SiteCode::new(&code).map_err(|e| no("name", &name, &e))?;
                Site::new(client, code, &name).map_err(|e| no("name", &name, &e))?
            }
        };
        site.name = name;
        for (column, place) in
            [("address", &mut site.address), ("phone", &mut site.phone), ("access", &mut site.access)]
        {
            if let Some(value) = line.get(column) {
                *place = Some(text::body(column, value).map_err(|e| no(column, value, &e))?);
            }
        }
        Ok(keep(&mut self.sites, known, site))
    }

    fn room(&mut self, client: &ClientCode, line: &Line) -> Result<(usize, Outcome), No> {
        let name = required(line, "name", "name of the room")?;
        let at = self.site_of_room(client, line.get("site"))?;
        let Some(site) = self.sites.get_mut(at) else { return Ok((at, Outcome::Unchanged)) };
        let before = site.room(&name).cloned();
        let fresh = || Room { name: name.clone(), kind: RoomKind::Room, access: None, archived: false };
        let mut room = before.clone().unwrap_or_else(fresh);
        if let Some(text) = line.get("kind") {
            room.kind = RoomKind::parse(text).ok_or_else(|| {
                let reason = format!("`{}` is no kind of room; say `room` or `rack`", clipped(text));
                ("kind", clipped(text), reason)
            })?;
        }
        if let Some(value) = line.get("access") {
            room.access = Some(text::body("access", value).map_err(|e| no("access", value, &e))?);
        }
        let outcome = match &before {
            None => Outcome::Created,
            Some(before) if *before == room => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        };
        match site.room_mut(&name) {
            Some(place) => *place = room,
            None => site.rooms.push(room),
        }
        Ok((at, outcome))
    }

    fn site_of_room(&self, client: &ClientCode, named: Option<&str>) -> Result<usize, No> {
        let own = || self.sites.iter().filter(|site| site.client == *client);
        let Some(text) = named else {
            let mut used = own().filter(|site| !site.archived);
            return match (used.next(), used.next()) {
                (Some(only), None) => Ok(self.position(only)),
                _ => Err(("site", String::new(), "no site is named; add a column `site`".to_owned())),
            };
        };
        let sites: Vec<Site> = own().cloned().collect();
        match resolve(&sites, text) {
            Some(site) => Ok(self.position(site)),
            None => {
                let near = nearest(text, sites.iter().flat_map(|site| [site.code.as_str(), site.name.as_str()]));
                let reason = format!("client `{client}` has no site `{}`{}", clipped(text), hint(near));
                Err(("site", clipped(text), reason))
            }
        }
    }

    fn position(&self, wanted: &Site) -> usize {
        let is_it = |site: &Site| site.client == wanted.client && site.code == wanted.code;
        self.sites.iter().position(is_it).unwrap_or(self.sites.len())
    }

    /// A person is found by name, without case and accents.
    fn contact(&mut self, client: ClientCode, line: &Line) -> Result<(usize, Outcome), No> {
        let name = required(line, "name", "name of the contact")?;
        let name = line.get("first_name").map_or(name.clone(), |first| format!("{first} {name}"));
        let key = key_of(&name);
        let known = self.contacts.iter().position(|contact| contact.client == client && contact.key() == key);
        let mut contact = match known.and_then(|at| self.contacts.get(at)) {
            Some(contact) => contact.clone(),
            None => Contact::new(client, &name).map_err(|e| no("name", &name, &e))?,
        };
        if let Some(text) = line.get("site") {
            let known = resolve_among(&self.sites, &contact.client, text);
            let site = known.map_or_else(|| text::line("site", text), |site| Ok(site.code.to_string()));
            contact.site = Some(site.map_err(|e| no("site", text, &e))?);
        }
        for (column, place) in [("phone", &mut contact.phone), ("mobile", &mut contact.mobile)] {
            if let Some(value) = line.get(column) {
                *place = Some(text::line(column, value).map_err(|e| no(column, value, &e))?);
            }
        }
        if let Some(text) = line.get("mail") {
            contact.mail = Some(contact::mail(text).map_err(|e| no("mail", text, &e))?);
        }
        if let Some(value) = line.get("notes") {
            contact.notes = Some(text::body("notes", value).map_err(|e| no("notes", value, &e))?);
        }
        let roles = line.get("roles").unwrap_or_default();
        for role in roles.split([',', ';', '/', '\n']).map(str::trim).filter(|role| !role.is_empty()) {
            contact.roles.insert(role.parse::<Role>().map_err(|e| no("roles", role, &e))?);
        }
        Ok(keep(&mut self.contacts, known, contact))
    }
}

fn resolve_among<'a>(sites: &'a [Site], client: &ClientCode, text: &str) -> Option<&'a Site> {
    let mut named = sites.iter().filter(|site| site.client == *client && site.is_called(text));
    let first = named.clone().next();
    named.find(|site| !site.archived).or(first)
}

/// The client that a row names, else the one that was said.
fn owner(owners: &Owners, named: Option<&str>, said: Option<&ClientCode>) -> Result<ClientCode, String> {
    owners.find(named.or_else(|| said.map(ClientCode::as_str))).map(|owner| owner.code.clone())
}

fn required(line: &Line, column: &'static str, what: &'static str) -> Result<String, No> {
    let value = line.get(column).unwrap_or_default();
    text::line(what, value).map_err(|e| no(column, value, &e))
}

fn no(column: &'static str, value: &str, error: &dyn std::fmt::Display) -> No {
    (column, clipped(value), error.to_string())
}

/// Puts `value` where it was, or at the end.
fn keep<T: PartialEq>(list: &mut Vec<T>, known: Option<usize>, value: T) -> (usize, Outcome) {
    match known.and_then(|at| Some((at, list.get_mut(at)?))) {
        Some((at, before)) if *before == value => (at, Outcome::Unchanged),
        Some((at, before)) => {
            *before = value;
            (at, Outcome::Updated)
        }
        None => {
            list.push(value);
            (list.len() - 1, Outcome::Created)
        }
    }
}
