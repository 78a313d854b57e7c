//! From which program a file comes, and the table that is made of it.

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::owners::Owners;
use crate::cli::source::Source;
use crate::domain::asset::recognise::{Marks, recognise};
use crate::domain::asset::{Asset, AssetKind, Field};
use crate::intake::agent_file::{self, Agent, Machine};
use crate::intake::asset_file::{MappingFile, Options, header_row};
use crate::intake::bytes::BadBytes;
use crate::intake::grid::Grid;
use crate::intake::refusal::Fault;
use crate::intake::survey::{Survey, Unread, survey};
use crate::intake::workbook::{self, Caps};
use crate::store::{self, asset::Filter};

/// Where a file comes from.
#[derive(clap::Args, Debug, Default)]
pub struct Origin {
    /// The program that wrote the file: glpi, itop, snipe-it, itflow; glpi-agent, fusioninventory, lshw, osquery, nmap; csv, xlsx
    #[arg(long, value_name = "PROGRAM")]
    from: Option<String>,

    /// A mapping file (TOML) of your own: columns, values, dates
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "from")]
    mapping: Option<PathBuf>,

    /// The sheet of a workbook, where it is not the first
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

impl Origin {
    /// No program in particular.
    pub fn of_sheet(sheet: Option<String>) -> Self {
        Self { sheet, ..Self::default() }
    }

    /// The mapping that `--from` or `--mapping` names.
    ///
    /// # Errors
    /// The program is unknown, or the mapping file is at fault.
    pub fn mapping(&self) -> Result<Option<MappingFile>, Failure> {
        if let Some(path) = &self.mapping {
            let source = Source::File(path.clone());
            return Ok(Some(MappingFile::read(&source.to_string(), &source.text()?)?));
        }
        let Some(name) = self.from.as_deref() else { return Ok(None) };
        if let Some(shipped) = MappingFile::named(name) {
            return Ok(Some(shipped?));
        }
        let known = || MappingFile::shipped().chain(Agent::ALL.map(Agent::code)).chain(["csv", "xlsx"]);
        if known().any(|known| known == name) {
            return Ok(None);
        }
        let all = known().collect::<Vec<_>>().join(", ");
        Err(Failure::usage(format!("`--from {name}`: no such program; known are {all}")).meant(name, known()))
    }

    /// The file as a delimited text, to be read as often as needed; `options` learn where its rows stood. Only a
    /// workbook and an agent's file are held.
    ///
    /// # Errors
    /// It cannot be read as what it is.
    pub fn open(&self, ctx: &mut Ctx, file: &Source, options: &mut Options) -> Result<Opened, Failure> {
        let name = file.to_string();
        let input = Input::open(file, &options.limits)?;
        let start = first_bytes(&input, file)?;
        if self.is_workbook(&start) {
            let text = self.sheet(ctx, &name, &whole(&input, file, options)?, options)?;
            return Opened::held(text, file, options, false);
        }
        if let Some(sheet) = &self.sheet {
            let said = format!("{name}: `--sheet {sheet}` needs a workbook, and this is none");
            return Err(Failure::refused(said).hinted("leave `--sheet` out"));
        }
        let survey = surveyed(&input, file, options)?;
        ctx.out.detail(&format!("{name}: read as {}", survey.encoding()));
        match self.agent(&input, &survey, file)? {
            Some((agent, text)) => {
                ctx.out.detail(&format!("{name}: an inventory of {}", agent.code()));
                let machines = agent_file::read(agent, &text).map_err(|e| refusal(&name, e))?;
                let text = machines_as_table(ctx, &name, &machines, options)?;
                Opened::held(text, file, options, true)
            }
            None => Ok(Opened { input, survey, is_agents: false }),
        }
    }

    fn is_workbook(&self, start: &[u8]) -> bool {
        match self.from.as_deref() {
            Some("csv") => false,
            Some("xlsx") => true,
            _ => workbook::is_archive(start),
        }
    }

    /// Whose inventory it is, with its text; `None` for a table.
    fn agent(&self, input: &Input, survey: &Survey, file: &Source) -> Result<Option<(Agent, String)>, Failure> {
        let (name, unreadable) = (file.to_string(), |e: io::Error| file.unreadable(&e));
        let asked = Agent::ALL.into_iter().find(|agent| self.from.as_deref() == Some(agent.code()));
        let text = || survey.text(input.start().map_err(unreadable)?).map_err(unreadable);
        let mut start = Vec::new();
        text()?.take(START).read_to_end(&mut start).map_err(unreadable)?;
        let told = String::from_utf8_lossy(&start);
        if asked.is_none() && (self.from.as_deref() == Some("csv") || !agent_file::is_candidate(&told)) {
            return Ok(None);
        }
        let mut whole = String::new();
        text()?.take(agent_file::LARGEST_FILE + 1).read_to_string(&mut whole).map_err(unreadable)?;
        let agent = match asked {
            Some(agent) => Some(agent),
            None => agent_file::recognise(&whole).map_err(|e| refusal(&name, e))?,
        };
        Ok(agent.map(|agent| (agent, whole)))
    }

    fn sheet(&self, ctx: &Ctx, name: &str, bytes: &[u8], options: &mut Options) -> Result<String, Failure> {
        let sheet = workbook::read(bytes, self.sheet.as_deref(), &Caps::USUAL).map_err(|e| refusal(name, e))?;
        if sheet.others.is_empty() {
            ctx.out.detail(&format!("{name}: sheet `{}`", sheet.name));
        } else {
            let others = sheet.others.join("`, `");
            ctx.out.note(&format!("{name}: sheet `{}` is read, `{others}` is not; `--sheet NAME` chooses", sheet.name));
        }
        let told = sheet.grid.text_from(header_row(&sheet.grid, options));
        options.lines = told.lines.into();
        Ok(told.text)
    }
}

/// Enough to see what a file is.
const START: u64 = 4_096;

/// A file ready to be read row by row.
pub struct Opened {
    /// Its text, or what was made of it.
    pub input: Input,
    /// What that is.
    pub survey: Survey,
    /// It tells of single machines, not of all there are.
    pub is_agents: bool,
}

impl Opened {
    fn held(text: String, file: &Source, options: &mut Options, is_agents: bool) -> Result<Self, Failure> {
        options.encoding = None;
        let input = Input::Held(text.into_bytes());
        let survey = surveyed(&input, file, options)?;
        Ok(Self { input, survey, is_agents })
    }
}

fn refusal(name: &str, fault: impl Into<Fault>) -> Failure {
    Failure::from(fault.into().of(name))
}

fn surveyed(input: &Input, file: &Source, options: &Options) -> Result<Survey, Failure> {
    survey(|| input.start(), options.encoding.as_deref(), &options.limits).map_err(|unread| match unread {
        Unread::Bytes(fault) => refusal(&file.to_string(), fault),
        Unread::Io(error) => file.unreadable(&error),
    })
}

fn first_bytes(input: &Input, file: &Source) -> Result<Vec<u8>, Failure> {
    let (mut start, unreadable) = (Vec::new(), |e: io::Error| file.unreadable(&e));
    input.start().map_err(unreadable)?.take(START).read_to_end(&mut start).map_err(unreadable)?;
    Ok(start)
}

/// All bytes of a workbook, unless they are more than it may unpack to.
fn whole(input: &Input, file: &Source, options: &Options) -> Result<Vec<u8>, Failure> {
    let allowed = Caps::USUAL.unpacked_bytes.min(options.limits.file_bytes);
    let (mut bytes, unreadable) = (Vec::new(), |e: io::Error| file.unreadable(&e));
    input.start().map_err(unreadable)?.take(allowed + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let size = bytes.len() as u64;
    if size > allowed {
        return Err(refusal(&file.to_string(), BadBytes::TooLarge { size, allowed }));
    }
    Ok(bytes)
}

/// One row a machine, under the tag of the asset that it is.
fn machines_as_table(
    ctx: &mut Ctx,
    name: &str,
    machines: &[Machine],
    options: &mut Options,
) -> Result<String, Failure> {
    let (mut rows, mut host): (Vec<Row>, Option<String>) = (Vec::new(), None);
    for machine in machines {
        let on = host.clone().filter(|_| machine.is_guest);
        let row = ctx.read(|db| {
            let owners = Owners::read(db)?;
            let named = options.client.as_deref().or(machine.client.as_deref());
            let owner = owners.find(named).map_err(|reason| Failure::refused(format!("{name}: {reason}")))?;
            let filter = Filter { client: Some(&owner.code), ..Filter::default() };
            let known: Vec<Asset> = store::asset::list(db, &filter)?.into_iter().map(|(_, asset)| asset).collect();
            row_of(machine, &known, owner.code.as_str(), on, options)
                .map_err(|reason| Failure::refused(format!("{name}: {reason}")))
        })?;
        if !machine.is_guest {
            host = row.0.iter().find(|(column, _)| column == "tag").map(|(_, tag)| tag.clone());
        }
        rows.push(row);
    }
    let mut columns: Vec<String> = Vec::new();
    for (column, _) in rows.iter().flat_map(|(row, _)| row) {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let mut grid = Grid::default();
    grid.begin(1);
    columns.iter().for_each(|column| grid.push(column));
    for ((row, existing), line) in rows.iter().zip(1..) {
        grid.begin(line);
        for column in &columns {
            let said = row.iter().find(|(name, _)| name == column).map(|(_, value)| value.clone());
            // what one machine does not say and another does is left as it is
            let kept = || existing.as_ref().and_then(|asset| asset.get(&Field::parse(column)?));
            grid.push(&said.or_else(kept).unwrap_or_default());
        }
    }
    let told = grid.text_from(0);
    options.lines = Arc::from(told.lines);
    Ok(told.text)
}

type Row = (Vec<(String, String)>, Option<Asset>);

fn row_of(
    machine: &Machine,
    known: &[Asset],
    client: &str,
    host: Option<String>,
    options: &Options,
) -> Result<Row, String> {
    let called = machine.called().ok_or_else(|| "a machine has no name".to_owned())?;
    let marks = Marks {
        agent_id: machine.agent_id.as_deref(),
        serial: machine.serial.as_deref(),
        uuid: machine.uuid.as_deref(),
        macs: &machine.macs,
        names: [machine.name.as_deref(), Some(called.as_str())],
    };
    let existing = recognise(&marks, known).map_err(|conflict| format!("machine `{called}`: {conflict}"))?;
    let tag = existing.map_or(called, |asset| asset.tag.clone());
    let asked = options.constants.iter().find(|(field, _)| *field == Field::Kind).filter(|_| !machine.is_guest);
    let asked = asked.map(|(_, kind)| kind.clone());
    let kept = existing.map(|asset| asset.kind).filter(|kind| *kind != AssetKind::Other);
    let kind = asked.unwrap_or_else(|| kept.unwrap_or(machine.kind).to_string());
    let mut row =
        vec![("client".to_owned(), client.to_owned()), ("tag".to_owned(), tag.to_string()), ("kind".to_owned(), kind)];
    row.extend(host.map(|host| ("parent".to_owned(), host)));
    row.extend(machine.fields(&tag).into_iter().map(|(field, value)| (field.name().into_owned(), value)));
    if machine.is_whole {
        for column in ["attr.ip", "attr.mac", "attr.antivirus"] {
            if !row.iter().any(|(name, _)| name == column) {
                row.push((column.to_owned(), String::new()));
            }
        }
    }
    Ok((row, existing.cloned()))
}
