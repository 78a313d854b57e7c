//! What a machine most likely is, from what agents say of it.

use crate::domain::asset::AssetKind;
use crate::domain::fold::words;

/// Lines of models that are servers whatever their chassis.
const SERVER_MODELS: [&str; 8] =
    ["proliant", "poweredge", "thinksystem", "primergy", "supermicro super server", "apollo", "ucs", "synergy"];

/// A virtual machine, then what the system and the model say, then the chassis; a computer where nothing does.
pub(super) fn guess(
    chassis: Option<&str>,
    virtual_on: Option<&str>,
    os: Option<&str>,
    model: Option<&str>,
) -> AssetKind {
    let told = |text: Option<&str>| text.map(words).unwrap_or_default();
    let (chassis_words, host, os, model) = (told(chassis), told(virtual_on), told(os), told(model));
    let is_server = os.split(' ').any(|word| word == "server") || SERVER_MODELS.iter().any(|m| model.starts_with(m));
    if !(host.is_empty() || host == "physical") {
        return AssetKind::VirtualServer;
    }
    if is_server {
        return AssetKind::Server;
    }
    match chassis.map(AssetKind::parse) {
        Some(Ok(kind)) => kind,
        _ if chassis_words.contains("server") || chassis_words.contains("rack") => AssetKind::Server,
        _ if chassis_words.contains("laptop") || chassis_words.contains("notebook") => AssetKind::Laptop,
        _ if chassis_words.contains("tablet") => AssetKind::Mobile,
        _ => AssetKind::Desktop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_more_than_the_chassis() {
        for (chassis, host, os, model, want) in [
            (Some("Tower"), Some("Physical"), Some("Debian GNU/Linux 12"), Some("ProLiant ML30 Gen10 Plus"), "server"),
            (Some("Tower"), None, Some("Windows Server 2022 Standard"), Some("X1"), "server"),
            (Some("Notebook"), Some("Physical"), Some("Microsoft Windows 11 Professionnel"), Some("20W0"), "laptop"),
            (Some("Mini PC"), None, Some("Microsoft Windows 11 Professionnel"), None, "desktop"),
            (Some("Other"), Some("VMware"), Some("Debian"), None, "virtual-server"),
            (Some("Rack Mount Unit"), None, None, None, "server"),
            (None, None, None, None, "desktop"),
        ] {
            assert_eq!(guess(chassis, host, os, model).code(), want, "{chassis:?} {os:?} {model:?}");
        }
    }
}
