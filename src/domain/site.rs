//! Places of a client: sites and their rooms.

use serde::{Deserialize, Serialize};

use super::fold::words;
use super::id::{ClientCode, SiteCode};
use super::text::{self, BadText};

/// What a room is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoomKind {
    /// An office, a workshop, a server room.
    #[default]
    Room,
    /// A rack in one.
    Rack,
}

impl RoomKind {
    /// Reads its code or its French name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match words(text).as_str() {
            "room" | "salle" | "piece" | "local" | "bureau" | "atelier" => Some(Self::Room),
            "rack" | "baie" | "armoire" | "baie de brassage" | "coffret" => Some(Self::Rack),
            _ => None,
        }
    }

    /// The code in JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Rack => "rack",
        }
    }
}

/// A room of a site. An asset stands in it when its `location` is the name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Room {
    /// Unique in the site without case and accents.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub kind: RoomKind,
    /// How one gets in: key, badge, whom to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// No longer used.
    #[serde(default)]
    pub archived: bool,
}

/// A place where a client works.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Site {
    /// Whose.
    pub client: ClientCode,
    /// Unique in the client.
    pub code: SiteCode,
    /// As people call it.
    pub name: String,
    /// Where a technician drives to; several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its reception.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// How one gets in, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// Its rooms and racks, in the order in which they were added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<Room>,
    /// Left: hidden from lists, its past kept.
    #[serde(default)]
    pub archived: bool,
}

impl Site {
    /// A site of which only its name is known.
    ///
    /// # Errors
    /// [`BadText`]: the name is empty, too long, or holds a control character.
    pub fn new(client: ClientCode, code: SiteCode, name: &str) -> Result<Self, BadText> {
        let name = text::line("name of the site", name)?;
        Ok(Self { client, code, name, address: None, phone: None, access: None, rooms: Vec::new(), archived: false })
    }

    /// Whether `text`, as an asset or a contact has it, means this site: by code or name, without case and accents.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        let text = words(text);
        !text.is_empty() && (text == words(self.code.as_str()) || text == words(&self.name))
    }

    /// The room with this name, without case and accents.
    #[must_use]
    pub fn room(&self, name: &str) -> Option<&Room> {
        let name = words(name);
        self.rooms.iter().find(|room| words(&room.name) == name)
    }

    /// As [`Site::room`], to change it.
    pub fn room_mut(&mut self, name: &str) -> Option<&mut Room> {
        let name = words(name);
        self.rooms.iter_mut().find(|room| words(&room.name) == name)
    }
}

/// The site among `sites` that `text` means; one that is still used beats an archived one.
#[must_use]
pub fn resolve<'a>(sites: &'a [Site], text: &str) -> Option<&'a Site> {
    let named = || sites.iter().filter(|site| site.is_called(text));
    named().find(|site| !site.archived).or_else(|| named().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(code: &str, name: &str) -> Site {
        Site::new("ried".parse().unwrap(), code.parse().unwrap(), name).unwrap()
    }

    #[test]
    fn a_site_is_meant_by_its_code_or_its_name() {
        let sites = [site("nord", "Atelier Nord"), site("siege", "Siège")];
        assert_eq!(resolve(&sites, "NORD").map(|s| s.code.as_str()), Some("nord"));
        assert_eq!(resolve(&sites, "atelier-nord ").map(|s| s.code.as_str()), Some("nord"));
        assert_eq!(resolve(&sites, "SIEGE").map(|s| s.name.as_str()), Some("Siège"));
        assert!(resolve(&sites, "Colmar").is_none());
        assert!(resolve(&sites, "").is_none());
    }

    #[test]
    fn a_used_site_beats_an_archived_one_of_the_same_name() {
        let old = Site { archived: true, ..site("nord-1", "Nord") };
        let sites = [old, site("nord-2", "Nord")];
        assert_eq!(resolve(&sites, "nord").map(|s| s.code.as_str()), Some("nord-2"));
    }

    #[test]
    fn a_room_is_found_without_its_case() {
        let mut site = site("nord", "Nord");
        site.rooms.push(Room { name: "Salle A".into(), kind: RoomKind::Room, access: None, archived: false });
        assert!(site.room("SALLE a").is_some());
        assert!(site.room("salle b").is_none());
    }

    #[test]
    fn a_name_is_one_line() {
        assert!(Site::new("ried".parse().unwrap(), "x".parse().unwrap(), "a\nb").is_err());
    }
}
