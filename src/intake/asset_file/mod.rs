//! Inventories as CSV: whatever another program or a spreadsheet wrote, one draft a row.
//!
//! ```
//! use infog::intake::asset_file::{Options, read};
//! let csv = "Nom;Type;N° de série\nRIED-SRV-01;Serveur;7QX2KX3\nRIED-X;Grille-pain;\n";
//! let file = read("parc.csv", csv.as_bytes(), &Options::default()).unwrap();
//! assert_eq!(file.read, 2);
//! assert_eq!(file.rows[0].asset.serial(), Some("7QX2KX3"));
//! assert_eq!(file.refusals[0].to_string(), "line 3, column `kind`: `Grille-pain` is no kind");
//! ```

mod header;
mod mapping_file;
mod options;
mod rows;
mod seen;
mod synonyms;
mod values;
mod warranty;

pub use header::header_row;
pub use mapping_file::MappingFile;
pub use options::{Key, Mapping, Options};
pub use rows::{Row, RowDraft, Rows, double};

use super::bytes::{check_size, decode};
use super::refusal::{Fault, IntakeError, Refusal};
use crate::domain::asset::Field;

/// One inventory, read to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssetFile {
    /// Rows that can be taken, in the order of the file.
    pub rows: Vec<RowDraft>,
    /// Rows that cannot, each with the first reason found.
    pub refusals: Vec<Refusal>,
    /// Rows in all, blank ones not counted: drafts and refusals add up to it.
    pub read: usize,
    /// The columns of the asset that the file says something of.
    pub columns: Vec<Field>,
    /// Headers that were left out.
    pub ignored: Vec<String>,
    /// The encoding that was detected or asked for.
    pub encoding: &'static str,
}

/// Reads a whole inventory.
///
/// # Errors
/// [`IntakeError`] where no row can be taken: no text, beyond the limits, an unknown header, a quote never closed.
pub fn read(source_name: &str, bytes: &[u8], options: &Options) -> Result<AssetFile, IntakeError> {
    let refuse = |fault: Fault| fault.of(source_name);
    check_size(bytes.len() as u64, &options.limits).map_err(|f| refuse(f.into()))?;
    let decoded = decode(bytes, options.encoding.as_deref()).map_err(|f| refuse(f.into()))?;
    let mut rows = Rows::open(source_name, decoded.text.as_bytes(), options)?;
    let mut file = AssetFile {
        rows: Vec::new(),
        refusals: Vec::new(),
        read: 0,
        columns: rows.columns().to_vec(),
        ignored: rows.ignored().map(str::to_owned).collect(),
        encoding: decoded.encoding,
    };
    for row in &mut rows {
        match row? {
            Row::Draft(draft) => file.rows.push(*draft),
            Row::Refused(refusal) => file.refusals.push(refusal),
        }
    }
    file.read = rows.read();
    Ok(file)
}

#[cfg(test)]
mod tests;
