//! `infog ticket`: tickets through their life.

mod ack;
mod assign;
mod breach;
mod cancel;
mod candidates;
mod close;
mod correct;
mod deploy;
mod document;
mod edit;
mod export;
mod guard;
mod import;
mod link;
mod list;
mod log;
mod note;
mod open;
mod pause;
mod permit;
mod plan;
mod reason;
mod record;
mod reopen;
mod resolve;
mod resume;
mod search;
mod severity;
mod show;
mod test;
mod told;
mod unlink;
mod update;
mod workaround;

verbs!("Open tickets and follow them through their life" {
    /// Open a ticket
    #[command(visible_alias = "new")]
    Open(open::Args),
    /// List tickets, the open ones unless asked otherwise
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Ack(ack::Args),
    Assign(assign::Args),
    Note(note::Args),
    Update(update::Args),
    Pause(pause::Args),
    Resume(resume::Args),
    Severity(severity::Args),
    Workaround(workaround::Args),
    Resolve(resolve::Args),
    Reason(reason::Args),
    Reopen(reopen::Args),
    Close(close::Args),
    Cancel(cancel::Args),
    Log(log::Args),
    Link(link::Args),
    Unlink(unlink::Args),
    Candidates(candidates::Args),
    Test(test::Args),
    Deploy(deploy::Args),
    Document(document::Args),
    Edit(edit::Args),
    Correct(correct::Args),
    Search(search::Args),
    Import(import::Args),
    Export(export::Args),
});
