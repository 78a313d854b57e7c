//! Headers of other programs and of people, in English and French.

use crate::domain::fold::words;

/// Folded headers by the column that they are. Those of GLPI, iTop, Snipe-IT and ITFlow are among them where they can
/// mean only one thing; `-` is known and left out.
pub(super) const KNOWN: &[(&str, &[&str])] = &[
    (
        "client",
        &[
            "entite",
            "entity",
            "company",
            "compagnie",
            "societe",
            "organisation",
            "organization",
            "org id",
            "org id friendlyname",
        ],
    ),
    ("site", &["agence", "etablissement"]),
    ("tag", &["asset tag", "etiquette", "etiquette de l actif"]),
    ("kind", &["type", "categorie", "category", "nature", "type d equipement", "asset type", "type de materiel"]),
    ("label", &["libelle", "designation", "description", "intitule"]),
    (
        "serial",
        &[
            "numero de serie",
            "n de serie",
            "no de serie",
            "no serie",
            "n serie",
            "num serie",
            "numero serie",
            "serial number",
            "serialnumber",
            "serie",
            "s n",
        ],
    ),
    (
        "manufacturer",
        &["fabricant", "marque", "constructeur", "make", "brand", "brand id", "brand id friendlyname", "vendor"],
    ),
    ("model", &["modele", "model id", "model id friendlyname"]),
    (
        "os",
        &[
            "systeme d exploitation",
            "systeme d exploitation nom",
            "operating system",
            "osfamily id",
            "osfamily id friendlyname",
        ],
    ),
    (
        "os_version",
        &[
            "version os",
            "version de l os",
            "version du systeme",
            "systeme d exploitation version",
            "osversion id",
            "osversion id friendlyname",
        ],
    ),
    ("firmware", &["micrologiciel", "version firmware", "version du firmware", "version du micrologiciel"]),
    ("location", &["lieu", "emplacement", "localisation", "location id", "location id friendlyname"]),
    (
        "assigned_to",
        &[
            "utilisateur",
            "affecte a",
            "attribue a",
            "assigne a",
            "usager",
            "checked out to username",
            "utilisateur principal",
        ],
    ),
    ("status", &["statut", "etat", "state"]),
    ("managed_by", &["gere par", "infogere par"]),
    ("criticality", &["criticite", "business criticity"]),
    ("purchased_on", &["date d achat", "achete le", "achat", "purchase date", "purchased"]),
    ("warranty_from", &["debut de garantie", "debut garantie", "garantie du", "warranty start"]),
    (
        "warranty_until",
        &[
            "fin de garantie",
            "fin garantie",
            "date de fin de garantie",
            "garantie jusqu au",
            "garantie au",
            "warranty expire",
            "warranty expires",
            "warranty end",
            "end of warranty",
            "expiration de garantie",
            "expiration de la garantie",
        ],
    ),
    ("warranty_level", &["niveau de garantie", "type de garantie"]),
    ("supplier", &["fournisseur"]),
    ("expires_on", &["date d expiration", "expire le", "echeance", "expiration", "date d echeance"]),
    ("financing", &["financement", "mode de financement"]),
    ("lease_until", &["fin de location", "fin de leasing", "fin de bail", "fin location"]),
    ("parent", &["hote", "heberge sur", "host"]),
    ("licence_key", &["cle de licence", "cle licence", "license key", "cle produit", "product key", "cle"]),
    ("seats", &["nombre de licences", "nombre de postes", "sieges", "nb licences", "nb de postes"]),
    (
        "notes",
        &["remarques", "remarque", "commentaire", "commentaires", "observations", "asset notes", "note", "comments"],
    ),
    ("attr.cpu", &["composants processeur", "processeur", "cpu"]),
    ("attr.ram", &["ram", "memoire", "memoire vive"]),
    ("attr.ip", &["primary ip", "managementip", "adresse ip", "ip"]),
    ("attr.mac", &["primary mac", "adresse mac", "mac"]),
    ("attr.asset_number", &["asset number"]),
    ("attr.inventory_number", &["numero d inventaire", "no d inventaire", "n d inventaire"]),
    ("attr.order_number", &["order number", "numero de commande"]),
    ("attr.model_number", &["model number", "model no"]),
    ("attr.model_notes", &["model notes"]),
    ("attr.purchase_cost", &["purchase cost", "prix d achat", "cout d achat"]),
    ("attr.monthly_cost", &["cout mensuel", "monthly cost"]),
    ("attr.warranty_term", &["warranty", "garantie"]),
    ("attr.end_of_life", &["asset eol date", "eol", "fin de vie"]),
    ("attr.installed_on", &["install date", "date d installation", "mise en service", "date de mise en service"]),
    ("attr.physical_location", &["physical location"]),
    ("attr.default_location", &["default location"]),
    (
        "-",
        &[
            "id",
            "reason",
            "derniere modification",
            "checkout type",
            "checked out to first name",
            "checked out to last name",
            "checked out to email",
            "checked out to location",
        ],
    ),
];

/// Headers that name the thing: its tag, unless another column is the tag; then they are its label.
pub(super) const NAMES: &[&str] = &[
    "nom",
    "name",
    "asset name",
    "nom de l actif",
    "hostname",
    "nom d hote",
    "nom de machine",
    "nom machine",
    "nom de l equipement",
    "nom du poste",
    "computer name",
];

/// Headers that name the thing where no other header does.
pub(super) const REFERENCES: &[&str] = &["reference", "ref", "identifiant"];

/// Letters that other alphabets write alike: a catalogue has been seen with a Cyrillic C.
pub(super) fn folded(header: &str) -> String {
    const ALIKE: [(char, char); 22] = [
        ('а', 'a'),
        ('в', 'b'),
        ('с', 'c'),
        ('е', 'e'),
        ('н', 'h'),
        ('і', 'i'),
        ('к', 'k'),
        ('м', 'm'),
        ('о', 'o'),
        ('р', 'p'),
        ('т', 't'),
        ('х', 'x'),
        ('ѕ', 's'),
        ('ј', 'j'),
        ('у', 'y'),
        ('α', 'a'),
        ('ε', 'e'),
        ('ι', 'i'),
        ('κ', 'k'),
        ('ν', 'v'),
        ('ο', 'o'),
        ('ρ', 'p'),
    ];
    let alike = |c| ALIKE.iter().find(|(foreign, _)| *foreign == c).map_or(c, |(_, latin)| *latin);
    words(header).chars().map(alike).collect()
}
