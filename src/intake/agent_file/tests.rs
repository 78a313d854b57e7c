use proptest::prelude::*;

use super::*;
use crate::domain::id::AssetTag;

const SERVER: &str = include_str!("../../../tests/data/samples/glpi_agent_ordinateur.json");
const LAPTOP: &str = include_str!("../../../tests/data/samples/glpi_agent_portable.json");
const FUSION: &str = include_str!("../../../tests/data/samples/fusioninventory_ordinateur.xml");
const LSHW: &str = include_str!("../../../tests/data/samples/lshw.json");
const OSQUERY: &str = include_str!("../../../tests/data/samples/osquery_system_info.json");
const NMAP: &str = include_str!("../../../tests/data/samples/nmap_scan.xml");

fn only(text: &str) -> Machine {
    let agent = recognise(text).unwrap().unwrap();
    let mut machines = read(agent, text).unwrap();
    assert_eq!(machines.len(), 1);
    machines.remove(0)
}

fn told(machine: &Machine, field: &str) -> Option<String> {
    let tag = machine.called().unwrap();
    machine.fields(&tag).into_iter().find(|(f, _)| f.name() == field).map(|(_, value)| value)
}

#[test]
fn each_file_is_recognised_by_what_stands_in_it() {
    let files = [SERVER, LAPTOP, FUSION, LSHW, OSQUERY, NMAP];
    let agents = files.map(|text| recognise(text).unwrap().unwrap().code());
    assert_eq!(agents, ["glpi-agent", "glpi-agent", "fusioninventory", "lshw", "osquery", "nmap"]);
    assert_eq!(recognise("Nom;Type\na;Serveur\n"), Ok(None));
    assert_eq!(recognise("{\"a\": 1}"), Err(BadAgentFile::Unknown("JSON")));
    assert_eq!(recognise("<?xml version=\"1.0\"?><html/>"), Err(BadAgentFile::Unknown("XML")));
    assert!(matches!(recognise("{\"a\": "), Err(BadAgentFile::Json { line: 1, .. })));
}

#[test]
fn a_server_of_glpi_agent_is_read() {
    let server = only(SERVER);
    assert_eq!(server.called(), AssetTag::new("MSE-00012").ok());
    assert_eq!((server.name.as_deref(), server.client.as_deref()), (Some("srv-mairie-01"), Some("MAIRIE")));
    assert_eq!((server.kind.code(), server.serial.as_deref()), ("server", Some("CZ22480PQR")));
    assert_eq!(server.macs, ["94:40:c9:00:12:34"]);
    for (field, want) in [
        ("os", "Debian GNU/Linux 12 (bookworm)"),
        ("os_version", "12.7"),
        ("model", "ProLiant ML30 Gen10 Plus"),
        ("firmware", "U61"),
        ("attr.ip", "192.0.2.10"),
        ("attr.ram", "31916 MB"),
        ("attr.disks", "VK000480GWSRR 480 GB S4EPNA0R700123"),
        ("attr.antivirus", "ClamAV"),
        ("attr.hostname", "srv-mairie-01"),
    ] {
        assert_eq!(told(&server, field).as_deref(), Some(want), "{field}");
    }
}

#[test]
fn a_laptop_says_that_it_is_worn_and_unprotected() {
    let laptop = only(LAPTOP);
    assert_eq!((laptop.kind.code(), laptop.called().unwrap().as_str()), ("laptop", "PC-LEFEVRE-07"));
    assert_eq!(told(&laptop, "attr.battery").as_deref(), Some("72 % of its capacity"));
    assert_eq!(told(&laptop, "attr.antivirus").as_deref(), Some("Windows Defender (out of date)"));
    assert_eq!(told(&laptop, "attr.hostname"), None);
}

#[test]
fn the_older_format_says_the_same_in_capitals() {
    let machine = only(FUSION);
    assert_eq!((machine.kind.code(), machine.serial.as_deref()), ("desktop", Some("5CD2140XYZ")));
    assert_eq!(machine.macs, ["b0:22:7a:00:77:10"]);
    assert_eq!(machine.agent_id.as_deref(), Some("PC-OEUVRARD-01-2023-02-03-15-02-10"));
    assert_eq!(told(&machine, "attr.disks").as_deref(), Some("SAMSUNG MZVLB512HBJQ-000H1 512 GB S4GENX0R812345"));
}

#[test]
fn lshw_osquery_and_nmap_are_read() {
    let server = only(LSHW);
    assert_eq!((server.kind.code(), server.serial.as_deref()), ("server", Some("CZ22480PQR")));
    assert_eq!(told(&server, "attr.ram").as_deref(), Some("32768 MB"));
    let laptop = only(OSQUERY);
    assert_eq!((laptop.kind.code(), laptop.serial.as_deref()), ("laptop", Some("PF3Z9QXM")));
    let hosts = read(Agent::Nmap, NMAP).unwrap();
    let names: Vec<_> = hosts.iter().map(|host| host.called().unwrap().to_string()).collect();
    assert_eq!(names, ["srv-mairie-01", "192.0.2.20"]);
    assert_eq!((hosts[0].kind.code(), hosts[1].kind.code()), ("other", "printer"));
}

#[test]
fn virtual_machines_come_with_their_host_and_containers_do_not() {
    let json = r#"{"deviceid": "d", "tag": "RIED", "content": {"hardware": {"name": "hv-01"}, "virtualmachines": [
        {"name": "srv-02 (ancien)", "uuid": "4c4c4544-0047-5110-8038-c2c04f5a3358", "vmtype": "HyperV", "memory": 4096, "status": "off"},
        {"name": "web", "vmtype": "docker"}, {"name": "SRV-02 ANCIEN", "vmtype": "HyperV"}, {"vmtype": "kvm"}, {"name": "()"}
    ]}}"#;
    let machines = read(Agent::Glpi, json).unwrap();
    assert_eq!(machines.len(), 2, "{machines:?}");
    let guest = &machines[1];
    assert_eq!((guest.called().unwrap().as_str(), guest.kind.code()), ("srv-02 ancien", "virtual-server"));
    assert_eq!((guest.is_guest, machines[0].is_guest, guest.is_whole), (true, false, false));
    assert_eq!(
        (guest.client.as_deref(), guest.uuid.as_deref()),
        (Some("RIED"), Some("4C4C4544-0047-5110-8038-C2C04F5A3358"))
    );
    let xml = "<REQUEST><CONTENT><HARDWARE><NAME>hv-01</NAME></HARDWARE><VIRTUALMACHINES><NAME>srv-02</NAME><VMTYPE>kvm</VMTYPE></VIRTUALMACHINES></CONTENT></REQUEST>";
    assert_eq!(read(Agent::Fusion, xml).unwrap().len(), 2);
}

#[test]
fn what_is_not_on_the_list_is_never_held() {
    let json = r#"{"deviceid": "d", "content": {
        "envs": [{"key": "DB_PASSWORD", "val": "hunter2"}], "processes": [{"cmd": "mysql -phunter2"}],
        "licenseinfos": [{"key": "hunter2"}], "users": [{"login": "hunter2"}], "ssh_key": "hunter2",
        "hardware": {"name": "pc", "lastloggeduser": "hunter2", "description": "hunter2", "uuid": ["hunter2"]},
        "bios": [{"ssn": {"hunter2": "hunter2"}}, null], "networks": {"mac": 12}
    }}"#;
    let machine = read(Agent::Glpi, json).unwrap().remove(0);
    assert!(!format!("{machine:?}").contains("hunter2"), "{machine:?}");
    let xml = "<REQUEST><CONTENT><ENVS><KEY>A</KEY><VAL>hunter2</VAL></ENVS><HARDWARE><NAME>pc</NAME>\
        <LASTLOGGEDUSER>hunter2</LASTLOGGEDUSER></HARDWARE><LICENSEINFOS><KEY>hunter2</KEY></LICENSEINFOS></CONTENT></REQUEST>";
    let machine = read(Agent::Fusion, xml).unwrap().remove(0);
    assert_eq!(machine.name.as_deref(), Some("pc"));
    assert!(!format!("{machine:?}").contains("hunter2"), "{machine:?}");
}

#[test]
fn entities_depth_and_cut_files_are_refused() {
    let bomb = "<!DOCTYPE REQUEST [<!ENTITY a \"aaaa\">]>\n<REQUEST><CONTENT><HARDWARE><NAME>&a;</NAME></HARDWARE></CONTENT></REQUEST>";
    let refused = read(Agent::Fusion, bomb).unwrap_err().to_string();
    assert_eq!(refused, "line 2: this is no XML of FusionInventory: the entity `&a;` is not allowed");
    let deep = "<REQUEST>".to_owned() + &"<A>".repeat(100_000);
    assert!(read(Agent::Fusion, &deep).unwrap_err().to_string().contains("nested too deep"));
    let deep = "{\"deviceid\":\"d\",\"content\":".to_owned() + &"[".repeat(100_000);
    assert!(matches!(read(Agent::Glpi, &deep), Err(BadAgentFile::Json { .. })));
    let deep = "{\"class\":\"system\",\"children\":".to_owned() + &"[{\"children\":".repeat(100_000);
    assert!(matches!(read(Agent::Lshw, &deep), Err(BadAgentFile::Json { .. })));
    let cut = &FUSION[..FUSION.len() - 30];
    assert!(matches!(read(Agent::Fusion, cut), Err(BadAgentFile::Xml { .. })));
    assert_eq!(read(Agent::Glpi, "{\"deviceid\":\"d\",\"content\":{}}"), Err(BadAgentFile::Nameless));
    assert_eq!(read(Agent::Nmap, "<nmaprun></nmaprun>"), Err(BadAgentFile::Nobody));
}

proptest! {
    #[test]
    fn a_mutated_file_ends_in_machines_or_a_refusal(
        which in 0usize..6, at in any::<prop::sample::Index>(), insert in "[<>&;\"{}\\[\\]:,a0é\u{0}]{1,4}", cut in any::<bool>()
    ) {
        let files = [SERVER, LAPTOP, FUSION, LSHW, OSQUERY, NMAP];
        let mut text = files[which].to_owned();
        let place = (0..=at.index(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        if cut { text.truncate(place) } else { text.insert_str(place, &insert) }
        if let Ok(Some(agent)) = recognise(&text) {
            let _ = read(agent, &text);
        }
    }
}
