//! Outages from CSV: `client, asset, from, to, planned, announced_at, ticket, reason`.

use super::named_rows::Field;

/// Its columns. Several assets stand in one cell, parted by `;` or `,`.
pub const FIELDS: &[Field] = &[
    Field { name: "client", synonyms: &["client code"] },
    Field { name: "asset", synonyms: &["assets", "équipement", "équipements", "nom"] },
    Field { name: "from", synonyms: &["début", "from_at", "started_at"] },
    Field { name: "to", synonyms: &["fin", "to_at", "ended_at"] },
    Field { name: "planned", synonyms: &["planifié", "planifiée", "maintenance planifiée"] },
    Field { name: "announced_at", synonyms: &["annoncé le", "annoncée le"] },
    Field { name: "ticket", synonyms: &["n° ticket"] },
    Field { name: "reason", synonyms: &["cause", "motif", "raison"] },
];

/// The tags in one cell.
pub fn tags(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',', '\n']).map(str::trim).filter(|tag| !tag.is_empty())
}
