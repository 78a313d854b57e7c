use super::*;

fn asset() -> Asset {
    Asset::new(AssetTag::new("RIED-SRV-01").unwrap(), AssetKind::Server)
}

fn field(name: &str) -> Field {
    Field::parse(name).unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn every_column_is_known_by_its_name() {
    for name in Field::NAMES {
        assert_eq!(field(name).name(), name);
    }
    assert_eq!(field("attr.domain"), Field::Attr("domain".into()));
    assert_eq!(Field::NAMES.len(), 7 + Field::DATES.len() + Field::TEXTS.len());
    for bad in ["", "attr.", "attr.a b", "Serial", "client", "attr.\u{1b}"] {
        assert_eq!(Field::parse(bad), None, "{bad}");
    }
}

#[test]
fn what_is_set_is_read_back() {
    for (name, given, want) in [
        ("tag", " RIED-SRV-02 ", Some("RIED-SRV-02")),
        ("kind", "Pare-feu", Some("firewall")),
        ("status", "En stock", Some("in-stock")),
        ("managed_by", "tiers", Some("third-party")),
        ("criticality", "Haute", Some("high")),
        ("site", "Sélestat", Some("Sélestat")),
        ("seats", "1\u{a0}250", Some("1250")),
        ("warranty_until", "31/12/2027", Some("2027-12-31")),
        ("serial", "7QX2KX3", Some("7QX2KX3")),
        ("notes", "une\r\ndeux", Some("une\ndeux")),
        ("attr.region", "eu-west-3", Some("eu-west-3")),
        ("label", "  ", None),
    ] {
        let mut asset = asset();
        asset.set(&field(name), given).unwrap();
        assert_eq!(asset.get(&field(name)).as_deref(), want, "{name}");
    }
}

#[test]
fn a_serial_that_says_there_is_none_is_none() {
    for junk in ["To be filled by O.E.M.", "0", "None", "Default string", "000000", "N/A", " - "] {
        let mut asset = asset();
        asset.set(&field("serial"), "7QX2KX3").unwrap();
        asset.set(&field("serial"), junk).unwrap();
        assert_eq!(asset.serial(), None, "{junk}");
    }
}

#[test]
fn what_a_column_cannot_hold_is_refused_and_changes_nothing() {
    for (name, given) in [
        ("tag", ""),
        ("tag", "a\nb"),
        ("kind", ""),
        ("kind", "toaster"),
        ("status", "somewhere"),
        ("seats", "many"),
        ("seats", "-1"),
        ("seats", "4000000000"),
        ("purchased_on", "31/02/2026"),
        ("label", "a\0b"),
        ("label", "a\nb"),
        ("notes", "a\u{1b}[2Jb"),
        ("site", "a\u{9b}31m"),
        ("attr.region", "a\0b"),
    ] {
        let mut changed = asset();
        assert!(changed.set(&field(name), given).is_err(), "{name} {given:?}");
        assert_eq!(changed, asset(), "{name} {given:?}");
    }
    let long = "x".repeat(70_000);
    let refused = asset().set(&field("label"), &long).unwrap_err();
    assert_eq!(refused, BadValue::TooLong { field: "label".into(), length: 70_000, allowed: 500 });
    assert!(asset().set(&field("kind"), &long).unwrap_err().to_string().len() < 200);
}

#[test]
fn a_refusal_says_what_may_have_been_meant() {
    let refused = asset().set(&field("kind"), "Servur").unwrap_err();
    assert_eq!(refused.to_string(), "`Servur` is no kind; did you mean `server`?");
}

#[test]
fn a_difference_names_columns_in_their_order() {
    let (before, mut after) = (asset(), asset());
    assert!(before.diff(&after).is_empty());
    after.set(&field("serial"), "ABC").unwrap();
    after.set(&field("attr.ports"), "48").unwrap();
    after.set(&field("status"), "retired").unwrap();
    let names: Vec<String> = before.diff(&after).into_iter().map(|c| c.field).collect();
    assert_eq!(names, ["serial", "status", "attr.ports"]);
    let back = after.diff(&before);
    assert_eq!(back[0], FieldChange { field: "serial".into(), before: Some("ABC".into()), after: None });
}

#[test]
fn columns_that_a_file_lacks_are_left_alone() {
    let (mut kept, mut draft) = (asset(), asset());
    kept.set(&field("notes"), "onduleur à changer").unwrap();
    kept.set(&field("serial"), "OLD").unwrap();
    kept.set(&field("os"), "Debian 11").unwrap();
    draft.set(&field("serial"), "NEW").unwrap();
    let merged = kept.overlaid(&draft, &[field("serial"), field("os")]);
    assert_eq!(merged.serial(), Some("NEW"));
    assert_eq!(merged.text("os"), None);
    assert_eq!(merged.text("notes"), Some("onduleur à changer"));
}

#[test]
fn the_same_asset_is_the_same_text() {
    let mut asset = asset();
    asset.set(&field("notes"), "x").unwrap();
    asset.set(&field("label"), "y").unwrap();
    let text = serde_json::to_string(&asset).unwrap();
    let again: Asset = serde_json::from_str(&text).unwrap();
    assert_eq!(again, asset);
    assert_eq!(serde_json::to_string(&again).unwrap(), text);
}
