//! XML as agents write it: elements and texts, no entity but the five of every document and numbers.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::parts::{Parts, key, section};
use super::{Agent, BadAgentFile};
use crate::domain::date::clipped;

/// No inventory nests deeper.
const DEEPEST: usize = 64;
/// A longer text is no value that infog takes.
const LONGEST_TEXT: usize = 4_096;

/// Whose XML it is, by its first element.
pub(super) fn recognise(text: &str) -> Result<Agent, BadAgentFile> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return match root.name().0 {
                    "REQUEST" => Ok(Agent::Fusion),
                    "nmaprun" => Ok(Agent::Nmap),
                    _ => Err(BadAgentFile::Unknown("XML")),
                };
            }
            Ok(Event::Eof) | Err(_) => return Err(BadAgentFile::Unknown("XML")),
            Ok(_) => {}
        }
    }
}

/// Walks through a document: `open` hears each element with its depth, `close` its text at its end.
pub(super) struct Walk<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    agent: &'static str,
    depth: usize,
}

/// What stands next in a document.
pub(super) enum Step {
    /// An element begins, with its attributes; an empty one ends at once, too.
    Open(String, Vec<(String, String)>),
    /// Text inside it.
    Text(String),
    /// It ends.
    Close(String),
    /// The document ends.
    End,
}

impl<'t> Walk<'t> {
    pub(super) fn new(agent: &'static str, text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, text, agent, depth: 0 }
    }

    pub(super) fn fault(&self, reason: &str) -> BadAgentFile {
        let at = usize::try_from(self.reader.error_position().max(self.reader.buffer_position())).unwrap_or(usize::MAX);
        let before = self.text.as_bytes().get(..at.min(self.text.len())).unwrap_or_default();
        let line = 1 + before.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
        BadAgentFile::Xml { agent: self.agent, line, reason: clipped(reason) }
    }

    /// The next step.
    ///
    /// # Errors
    /// [`BadAgentFile::Xml`]: not well formed, too deep, an entity of its own.
    pub(super) fn next(&mut self) -> Result<Step, BadAgentFile> {
        loop {
            let event = self.reader.read_event().map_err(|e| self.fault(&e.to_string()))?;
            return Ok(match event {
                Event::Start(element) | Event::Empty(element) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.fault("its elements are nested too deep"));
                    }
                    let name = element.name().0.to_owned();
                    let attributes = element.attributes().flatten();
                    let read = |a: quick_xml::events::attributes::Attribute<'_>| {
                        let value = quick_xml::escape::unescape(&a.value).map(|v| v.into_owned()).unwrap_or_default();
                        (a.key.0.to_owned(), value)
                    };
                    Step::Open(name, attributes.map(read).collect())
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close(element.name().0.to_owned())
                }
                Event::Text(text) => Step::Text(text.to_string()),
                Event::CData(text) => Step::Text(text.to_string()),
                Event::GeneralRef(reference) => Step::Text(self.character(&reference)?),
                Event::Eof if self.depth > 0 => return Err(self.fault("it ends in the middle")),
                Event::Eof => Step::End,
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => continue,
            });
        }
    }

    /// An entity of the document's own is refused: it may stand for any amount of text, or for another file.
    fn character(&self, reference: &BytesRef<'_>) -> Result<String, BadAgentFile> {
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            return Ok(c.to_string());
        }
        let named: &str = reference;
        match named {
            "lt" => Ok("<".into()),
            "gt" => Ok(">".into()),
            "amp" => Ok("&".into()),
            "quot" => Ok("\"".into()),
            "apos" => Ok("'".into()),
            _ => Err(self.fault(&format!("the entity `&{};` is not allowed", clipped(named)))),
        }
    }
}

/// Takes `REQUEST/CONTENT/SECTION/KEY`, of those on the list.
pub(super) fn inventory(text: &str) -> Result<Parts, BadAgentFile> {
    let mut walk = Walk::new("FusionInventory", text);
    let (mut parts, mut path, mut value) = (Parts::default(), Vec::<String>::new(), String::new());
    loop {
        match walk.next()? {
            Step::Open(name, _) => {
                path.push(name);
                value.clear();
                if path.len() == 3
                    && is_content(&path)
                    && let Some((name, _)) = path.get(2).and_then(|name| section(name))
                {
                    parts.begin(name);
                }
            }
            Step::Text(text) if value.len() + text.len() <= LONGEST_TEXT => value.push_str(&text),
            Step::Text(_) => {}
            Step::Close(_) => {
                take(&mut parts, &path, &value);
                path.pop();
                value.clear();
            }
            Step::End => return Ok(parts),
        }
    }
}

fn is_content(path: &[String]) -> bool {
    path.first().is_some_and(|root| root == "REQUEST") && path.get(1).is_some_and(|content| content == "CONTENT")
}

fn take(parts: &mut Parts, path: &[String], value: &str) {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["REQUEST", "DEVICEID"] => value.trim().clone_into(&mut parts.device_id),
        ["REQUEST", "TAG"] => value.trim().clone_into(&mut parts.tag),
        ["REQUEST", "CONTENT", part, name] => {
            if let Some((part, keys)) = section(part)
                && let Some(name) = key(keys, name)
            {
                parts.set(part, name, value);
            }
        }
        _ => {}
    }
}
