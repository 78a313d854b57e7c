//! What the columns of an export are: each program's own headers, French and English, coded and labelled.

use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::nearest::nearest;
use crate::domain::ticket::origin::Tool;
use crate::intake::refusal::Fault;

/// What a column says of a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the codes say it
pub enum Field {
    Reference,
    Title,
    Client,
    Kind,
    Status,
    OpenedAt,
    RespondedAt,
    ResolvedAt,
    ClosedAt,
    /// The last change of the ticket: what it is now, it was then at the latest.
    UpdatedAt,
    PausedSince,
    Priority,
    Requester,
    Assignee,
    Assets,
    Channel,
    /// From opening to response, in the hours that the program counts.
    ResponseDelay,
    /// From opening to resolution without waiting, in the hours that the program counts.
    ResolutionDelay,
    /// Waiting in all.
    Waiting,
    /// Kept as text.
    Text,
}

/// Names after `--map 'Header='`.
const NAMES: [(&str, Field); 20] = [
    ("reference", Field::Reference),
    ("title", Field::Title),
    ("client", Field::Client),
    ("kind", Field::Kind),
    ("status", Field::Status),
    ("opened_at", Field::OpenedAt),
    ("responded_at", Field::RespondedAt),
    ("resolved_at", Field::ResolvedAt),
    ("closed_at", Field::ClosedAt),
    ("updated_at", Field::UpdatedAt),
    ("paused_since", Field::PausedSince),
    ("priority", Field::Priority),
    ("requester", Field::Requester),
    ("assignee", Field::Assignee),
    ("assets", Field::Assets),
    ("channel", Field::Channel),
    ("response_delay", Field::ResponseDelay),
    ("resolution_delay", Field::ResolutionDelay),
    ("waiting", Field::Waiting),
    ("text", Field::Text),
];

impl Field {
    /// Its name after `--map 'Header='`.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

type Known = &'static [(Field, &'static [&'static str])];

/// Headers by their words, see [`words`].
const fn known(tool: Tool) -> Known {
    match tool {
        Tool::Glpi => GLPI,
        Tool::Itop => ITOP,
        Tool::Zammad => ZAMMAD,
        Tool::Itflow => ITFLOW,
    }
}

const GLPI: Known = &[
    (Field::Reference, &["id"]),
    (Field::Title, &["titre", "title"]),
    (Field::Client, &["entite", "entity"]),
    (Field::Status, &["statut", "status"]),
    (Field::Kind, &["type"]),
    (Field::UpdatedAt, &["derniere modification", "last update"]),
    (Field::OpenedAt, &["date d ouverture", "opening date"]),
    (Field::ResolvedAt, &["date de resolution", "resolution date", "date de solution", "solution date"]),
    (Field::ClosedAt, &["date de cloture", "closing date"]),
    (Field::Priority, &["priorite", "priority"]),
    (Field::Requester, &["demandeur demandeur", "demandeur", "requester requester", "requester"]),
    (Field::Assignee, &["attribue a technicien", "technicien", "assigned to technician", "technician"]),
    (Field::Assets, &["elements associes", "associated elements", "associated items"]),
    (Field::Channel, &["source de la demande", "request source"]),
    (Field::ResponseDelay, &["delai de prise en compte", "take into account time"]),
    (Field::ResolutionDelay, &["delai de resolution", "resolution time"]),
    (Field::Waiting, &["delai d attente", "waiting time"]),
];

const ITOP: Known = &[
    (Field::Reference, &["ref", "reference"]),
    (Field::Client, &["org id friendlyname", "org name", "client", "organisation", "organization", "customer"]),
    (Field::Requester, &["caller id friendlyname", "caller name", "demandeur", "caller"]),
    (Field::Title, &["title", "titre"]),
    (Field::OpenedAt, &["start date", "date de debut"]),
    (Field::Status, &["status", "operational status", "etat", "statut"]),
    (Field::Priority, &["priority", "priorite"]),
    (Field::Kind, &["request type", "type de requete"]),
    (Field::Assignee, &["agent id friendlyname", "agent name", "agent"]),
    (Field::RespondedAt, &["assignment date", "date d assignation"]),
    (Field::ResolvedAt, &["resolution date", "date de resolution"]),
    (Field::ClosedAt, &["close date", "closure date", "date de fermeture"]),
    (Field::UpdatedAt, &["last update", "derniere mise a jour"]),
    (Field::PausedSince, &["last pending date", "date de derniere suspension", "date de suspension"]),
    (Field::Waiting, &["cumulatedpending", "cumulated pending", "temps cumule de suspension"]),
    (Field::ResolutionDelay, &["time spent", "resolution delay", "delai de resolution"]),
    (Field::Channel, &["origin", "origine"]),
];

const ZAMMAD: Known = &[
    (Field::Reference, &["#", "number", "numero"]),
    (Field::Title, &["title", "titre"]),
    (Field::Status, &["state", "etat", "statut"]),
    (Field::Priority, &["priority", "priorite"]),
    (Field::Assignee, &["owner", "proprietaire"]),
    (Field::Requester, &["customer", "client"]),
    (Field::Client, &["organization", "organisation"]),
    (Field::Channel, &["create channel", "canal de creation"]),
    (Field::OpenedAt, &["created at", "cree le"]),
    (Field::UpdatedAt, &["updated at", "mis a jour le"]),
    (Field::ResolvedAt, &["closed at", "ferme le", "cloture le"]),
    (Field::RespondedAt, &["first response at", "premiere reponse le"]),
    (Field::ResolutionDelay, &["close in min"]),
];

const ITFLOW: Known = &[
    (Field::Reference, &["ticket number"]),
    (Field::Priority, &["priority"]),
    (Field::Status, &["status"]),
    (Field::Title, &["subject"]),
    (Field::OpenedAt, &["date opened"]),
    (Field::RespondedAt, &["date first response", "first response"]),
    (Field::ResolvedAt, &["date resolved"]),
    (Field::ClosedAt, &["date closed"]),
    (Field::Client, &["client"]),
    (Field::Requester, &["contact"]),
    (Field::Assignee, &["assigned to"]),
    (Field::Assets, &["asset", "assets"]),
];

/// Why a line was refused, in a file of refused lines that is read again.
pub const REASON: &str = "reason";

/// Without these no ticket can be read.
const NEEDED: [Field; 4] = [Field::Reference, Field::Title, Field::Status, Field::OpenedAt];

/// One header and what it is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    header: String,
    /// `None` leaves the column out.
    field: Option<Field>,
}

impl Mapping {
    /// Reads `Header=field`; the last `=` divides. `-` leaves the column out, `text` keeps it as text.
    ///
    /// # Errors
    /// [`Fault::BadMap`] or [`Fault::UnknownField`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::BadMap(clipped(text));
        let (header, name) = text.rsplit_once('=').ok_or_else(bad)?;
        let (header, name) = (header.trim(), name.trim());
        if header.is_empty() {
            return Err(bad());
        }
        let found = NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
        let field = match (found, name) {
            (Some(field), _) => Some(field),
            (None, "" | "-") => None,
            (None, _) => {
                let nearest = nearest(name, NAMES.map(|(known, _)| known)).map(str::to_owned);
                return Err(Fault::UnknownField { header: clipped(header), field: clipped(name), nearest });
            }
        };
        Ok(Self { header: header.to_owned(), field })
    }
}

/// How headers are compared: by their words, or as they are where they have none (`#`).
fn key(header: &str) -> String {
    let words = words(header);
    if words.is_empty() { header.trim().to_owned() } else { words }
}

/// The columns of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns {
    headers: Vec<String>,
    meanings: Vec<Option<Field>>,
}

impl Columns {
    /// What each header means in an export of `tool`; what it does not know is text.
    ///
    /// # Errors
    /// A column that no ticket can be without, one that stands twice, a mapping of a header that is not there.
    pub fn of(tool: Tool, headers: &[String], line: u64, map: &[Mapping]) -> Result<Self, Fault> {
        let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
        if let Some(lost) = map.iter().find(|mapping| !keys.contains(&key(&mapping.header))) {
            let nearest = nearest(&lost.header, headers.iter().map(String::as_str)).map(str::to_owned);
            return Err(Fault::NoSuchHeader { header: clipped(&lost.header), nearest });
        }
        let meaning = |own: &String| {
            if own == REASON {
                return None;
            }
            let mapped = map.iter().rfind(|mapping| key(&mapping.header) == *own);
            mapped.map_or_else(|| Some(field_of(tool, own)), |mapping| mapping.field)
        };
        let columns = Self { headers: headers.to_vec(), meanings: keys.iter().map(meaning).collect() };
        columns.check(line)?;
        Ok(columns)
    }

    fn check(&self, line: u64) -> Result<(), Fault> {
        for (at, field) in self.meanings.iter().enumerate() {
            let first = self.meanings.iter().take(at).position(|before| before == field);
            if let (Some(first), Some(field)) = (first, field.filter(|field| *field != Field::Text)) {
                let name = |column: usize| clipped(self.headers.get(column).map_or("", String::as_str));
                return Err(Fault::TwoHeaders {
                    line,
                    first: name(first),
                    second: name(at),
                    field: field.name().to_owned(),
                });
            }
        }
        match NEEDED.into_iter().find(|field| !self.has(*field)) {
            Some(field) => Err(Fault::NoColumn { line, field: field.name() }),
            None => Ok(()),
        }
    }

    /// Whether the file has a column for `field`.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.meanings.contains(&Some(field))
    }

    /// The column of `field`.
    #[must_use]
    pub fn at(&self, field: Field) -> Option<usize> {
        self.meanings.iter().position(|meaning| *meaning == Some(field))
    }

    /// The header of `field` as the file has it, or infog's name where it has none.
    #[must_use]
    pub fn header(&self, field: Field) -> &str {
        self.at(field).and_then(|at| self.headers.get(at)).map_or(field.name(), String::as_str)
    }

    /// Columns that are kept as text: their headers and places.
    pub fn texts(&self) -> impl Iterator<Item = (&str, usize)> {
        let named = self.headers.iter().zip(&self.meanings).enumerate();
        named.filter(|(_, (_, m))| **m == Some(Field::Text)).map(|(at, (header, _))| (header.as_str(), at))
    }

    /// Whether `headers` are a header of an export of `tool`: the needed columns are there.
    #[must_use]
    pub fn fits(tool: Tool, headers: &[String]) -> bool {
        let fields: Vec<Field> = headers.iter().map(|header| field_of(tool, &key(header))).collect();
        NEEDED.iter().all(|field| fields.contains(field))
    }
}

fn field_of(tool: Tool, key: &str) -> Field {
    known(tool).iter().find(|(_, names)| names.contains(&key)).map_or(Field::Text, |(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(tool: Tool, headers: &[&str], map: &[&str]) -> Result<Columns, Fault> {
        let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        let map: Result<Vec<Mapping>, _> = map.iter().map(|text| Mapping::parse(text)).collect();
        Columns::of(tool, &headers, 1, &map?)
    }

    #[test]
    fn every_known_header_is_its_own_words_and_stands_once_a_tool() {
        for tool in Tool::ALL {
            let names: Vec<&str> = known(tool).iter().flat_map(|(_, names)| *names).copied().collect();
            for (at, name) in names.iter().enumerate() {
                assert_eq!(key(name), *name, "{tool}");
                assert!(!names.iter().take(at).any(|before| before == name), "{tool}: {name} stands twice");
            }
        }
    }

    #[test]
    fn a_foreign_column_is_text_and_a_mapping_may_say_otherwise() {
        let headers = ["ID", "Titre", "Statut", "Date d'ouverture", "Catégorie", "Pris en charge le"];
        let read = columns(Tool::Glpi, &headers, &["Pris en charge le=responded_at", "Catégorie=-"]).unwrap();
        assert!(read.has(Field::RespondedAt));
        assert_eq!(read.texts().count(), 0);
        assert_eq!(columns(Tool::Glpi, &headers, &[]).unwrap().texts().count(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let needed = ["ID", "Titre", "Statut"];
        let missing = columns(Tool::Glpi, &needed, &[]).unwrap_err().to_string();
        assert!(missing.contains("no column for `opened_at`"), "{missing}");
        let twice = columns(Tool::Glpi, &["ID", "Titre", "Title", "Statut", "Date d'ouverture"], &[]).unwrap_err();
        assert!(twice.to_string().contains("`Titre` and `Title` are both `title`"), "{twice}");
        let lost = columns(Tool::Glpi, &["ID", "Titre", "Statut", "Date d'ouverture"], &["Titer=title"]).unwrap_err();
        assert!(lost.to_string().contains("did you mean `Titre`?"), "{lost}");
        assert!(Mapping::parse("Titre=titel").unwrap_err().to_string().contains("did you mean `title`?"));
    }
}
