use super::super::neutral::{PAYLOADS, is_unsafe};
use super::*;
use crate::locale::Lang;

fn sample() -> Page {
    let mut facts = Facts::new("client");
    facts.add("client", "Client", "ried").add("contract", "Contrat", "RIED-2025, « Infogérance globale »");
    let mut page = Page::new();
    page.heading(1, "Tickets ouverts").facts(facts).table(tickets());
    page.note(Tone::Bad, "1 engagement dépassé").note(Tone::Good, "3 tenus");
    page.list([Cell::from("essayez `infog sla explain 6`")]);
    page
}

fn tickets() -> Table {
    let mut table = Table::new("tickets", "aucun ticket")
        .column(Column::new("number", "N°").right())
        .column(Column::new("client", "Client").keep(2))
        .column(Column::new("title", "Titre"))
        .column(Column::new("assignee", "Attribué à").keep(1))
        .column(Column::new("due_at", "Échéance"))
        .column(Column::new("left_s", "Reste").right());
    table.row([
        Cell::number("#6", 6),
        "ried".into(),
        "Le serveur de fichiers ne répond plus depuis ce matin au bureau de Colmar".into(),
        "lea".into(),
        "12/10/2026\u{a0}08:40".into(),
        Cell::number("−1\u{a0}h\u{a0}20", -4800).tone(Tone::Bad),
    ]);
    table.row([
        Cell::number("#1\u{202f}234", 1234),
        "mairie".into(),
        "Écran noir".into(),
        Cell::none(),
        "demain\u{a0}09:30".into(),
        Cell::number("5\u{a0}h\u{a0}00", 18_000),
    ]);
    table
}

/// No-break spaces are shown as `~`.
fn shown(width: Option<u16>) -> String {
    let look = Look { width, color: false, unicode: true };
    terminal(&sample(), &look, &Locale::new(Lang::Fr)).replace('\u{a0}', "~")
}

#[test]
fn a_pipe_is_never_cut_and_holds_plain_spaces() {
    let want = "\
Tickets ouverts
Client   ried
Contrat  RIED-2025, « Infogérance globale »

    N°  Client  Titre                                                                      Attribué à  Échéance              Reste
    #6  ried    Le serveur de fichiers ne répond plus depuis ce matin au bureau de Colmar  lea         12/10/2026 08:40  ✗ −1 h 20
#1 234  mairie  Écran noir                                                                 —           demain 09:30         5 h 00

✗ 1 engagement dépassé
✓ 3 tenus

• essayez `infog sla explain 6`
";
    assert_eq!(shown(None), want);
}

#[test]
fn a_wide_terminal_stretches_nothing() {
    let table = "
    N°  Client  Titre                                                                      Attribué à  Échéance              Reste
──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    #6  ried    Le serveur de fichiers ne répond plus depuis ce matin au bureau de Colmar  lea         12/10/2026~08:40  ✗~−1~h~20
#1~234  mairie  Écran noir                                                                 —           demain~09:30         5~h~00
";
    assert!(shown(Some(200)).contains(table), "{}", shown(Some(200)));
}

#[test]
fn a_hundred_columns_wrap_the_wide_text() {
    let want = "\
Tickets ouverts
Client   ried
Contrat  RIED-2025, « Infogérance globale »

    N°  Client  Titre                                        Attribué à  Échéance              Reste
────────────────────────────────────────────────────────────────────────────────────────────────────
    #6  ried    Le serveur de fichiers ne répond plus        lea         12/10/2026~08:40  ✗~−1~h~20
                depuis ce matin au bureau de Colmar
#1~234  mairie  Écran noir                                   —           demain~09:30         5~h~00

✗ 1 engagement dépassé
✓ 3 tenus

• essayez `infog sla explain 6`
";
    assert_eq!(shown(Some(100)), want);
}

#[test]
fn sixty_columns_leave_out_what_weighs_least_and_say_so() {
    let want = "
    N°  Titre                    Échéance              Reste
────────────────────────────────────────────────────────────
    #6  Le serveur de fichiers   12/10/2026~08:40  ✗~−1~h~20
        ne répond plus depuis
        ce matin au bureau de
        Colmar
#1~234  Écran noir               demain~09:30         5~h~00
colonnes omises faute de place~: Client, Attribué à

✗ 1 engagement dépassé
";
    assert!(shown(Some(60)).contains(want), "{}", shown(Some(60)));
}

#[test]
fn under_sixty_columns_each_record_is_a_block() {
    let want = "\
Tickets ouverts
Client   ried
Contrat  RIED-2025, « Infogérance
         globale »

N°          #6
Client      ried
Titre       Le serveur de fichiers ne
            répond plus depuis ce matin
            au bureau de Colmar
Attribué à  lea
Échéance    12/10/2026~08:40
Reste       ✗~−1~h~20

N°          #1~234
Client      mairie
Titre       Écran noir
Attribué à  —
Échéance    demain~09:30
Reste       5~h~00

✗ 1 engagement dépassé
✓ 3 tenus

• essayez `infog sla explain 6`
";
    assert_eq!(shown(Some(40)), want);
}

#[test]
fn no_line_is_wider_than_its_terminal() {
    for width in 60..=200 {
        for line in shown(Some(width)).lines() {
            assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn colours_only_add_to_what_is_said_without_them() {
    let locale = Locale::new(Lang::Fr);
    for width in [None, Some(60), Some(80), Some(200)] {
        let plain = terminal(&sample(), &Look { width, color: false, unicode: true }, &locale);
        let mut coloured = terminal(&sample(), &Look { width, color: true, unicode: true }, &locale);
        assert!(coloured.contains("\u{1b}[31m✗ 1 engagement dépassé\u{1b}[0m"), "{coloured}");
        for style in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m"] {
            coloured = coloured.replace(style, "");
        }
        assert_eq!(coloured, plain);
    }
}

#[test]
fn a_terminal_without_utf8_gets_plain_signs() {
    let look = Look { width: Some(80), color: false, unicode: false };
    let text = terminal(&sample(), &look, &Locale::new(Lang::Fr));
    for part in ["\n--------", "x -1 h 20", "x 1 engagement", "ok 3 tenus", "\n- essayez", "\" Infogérance globale \""]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn an_empty_table_says_so() {
    let mut page = Page::new();
    page.table(Table::new("t", "aucun ticket").titled("Ouverts").column(Column::new("a", "A")));
    assert_eq!(terminal(&page, &Look::PIPE, &Locale::new(Lang::Fr)), "Ouverts\naucun ticket\n");
}

#[test]
fn no_payload_acts_wherever_it_stands() {
    for payload in PAYLOADS {
        let mut facts = Facts::new("f");
        facts.add("a", *payload, *payload);
        let mut table = Table::new("t", *payload).titled(*payload).column(Column::new("a", *payload));
        table.row([Cell::from(*payload).tone(Tone::Bad)]);
        let mut page = Page::new();
        page.heading(1, *payload).facts(facts).table(table).note(Tone::Warn, *payload).paragraph(*payload);
        page.list([Cell::from(*payload)]).code(*payload).table(Table::new("u", *payload));
        for width in [None, Some(30), Some(80)] {
            let text = terminal(&page, &Look { width, color: false, unicode: true }, &Locale::new(Lang::En));
            assert!(!text.contains(|c| is_unsafe(c) || c == '\t'), "{text:?}");
        }
    }
}
