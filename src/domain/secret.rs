//! Text that looks like a password, a private key or an access token. A ticket is read by many and kept for years:
//! what opens a door does not belong into it.

/// What a text seems to give away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Secret {
    /// `password: …`, `mot de passe = …`.
    #[error("a password")]
    Password,
    /// The head of a private key, as OpenSSL, OpenSSH and PuTTY write it.
    #[error("a private key")]
    PrivateKey,
    /// An access token of a known service.
    #[error("an access token")]
    Token,
}

/// Words after which a value is a password. Folded: lower case, accents kept.
const ANNOUNCED: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "mot de passe",
    "mot de passe wifi",
    "mdp",
    "phrase de passe",
    "clé wifi",
    "wifi key",
    "psk",
];

/// Beginnings of tokens, and how many letters and digits follow at least.
const TOKENS: [(&str, usize); 9] = [
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("eyJhbGciOi", 20),
];

/// The shortest value that is taken for a password, in characters.
const SHORTEST: usize = 4;

/// The first secret that `text` seems to give away. A word about a password is none: its value has to stand there.
///
/// ```
/// use infog::domain::secret::{Secret, found};
/// assert_eq!(found("Mot de passe : Ete2026!"), Some(Secret::Password));
/// assert_eq!(found("Password reset for Mme Weber"), None);
/// ```
#[must_use]
pub fn found(text: &str) -> Option<Secret> {
    if has_private_key(text) {
        return Some(Secret::PrivateKey);
    }
    if text.split(|c: char| c.is_whitespace() || "\"'`<>()[]{}=,;".contains(c)).any(is_token) {
        return Some(Secret::Token);
    }
    text.lines().any(gives_password).then_some(Secret::Password)
}

fn has_private_key(text: &str) -> bool {
    let armoured = text.match_indices("-----BEGIN ").any(|(at, head)| {
        text.get(at + head.len()..)
            .and_then(|rest| rest.split_once("-----"))
            .is_some_and(|(label, _)| label.len() < 60 && label.contains("PRIVATE KEY"))
    });
    armoured || text.contains("PuTTY-User-Key-File-")
}

fn is_token(word: &str) -> bool {
    TOKENS.iter().any(|(head, least)| {
        let rest = word.strip_prefix(head).unwrap_or_default();
        rest.chars().filter(|c| c.is_ascii_alphanumeric()).count() >= *least
    })
}

/// A line with one of the words, a sign, and a value behind it.
fn gives_password(line: &str) -> bool {
    let line = line.to_lowercase();
    ANNOUNCED.iter().any(|word| {
        line.match_indices(word).any(|(at, _)| {
            let before = line.get(..at).unwrap_or_default();
            let after = line.get(at + word.len()..).unwrap_or_default();
            !before.ends_with(char::is_alphanumeric) && value(after).is_some_and(is_value)
        })
    })
}

/// What stands after `:` or `=`; a bracketed remark between is skipped: `mot de passe (wifi) : …`.
fn value(after: &str) -> Option<&str> {
    let after = after.trim_start();
    let after = match after.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((remark, rest)) if remark.len() < 40 => rest.trim_start(),
        _ => after,
    };
    let value = after.strip_prefix([':', '='])?.trim_start();
    let value = value.trim_start_matches(['"', '\'', '`', '«', '\u{a0}', '\u{202f}', ' ']);
    value.split_whitespace().next()
}

/// A password has a digit or a sign in it, which words seldom have; dates and times are none.
fn is_value(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '`', '»', '…']);
    let bare = word.chars().count() >= SHORTEST;
    let odd = word.chars().any(|c| c.is_ascii_digit() || (c.is_ascii_punctuation() && !"-'’/".contains(c)));
    let masked = word.chars().all(|c| "*•.xX".contains(c));
    let dated = word.chars().all(|c| c.is_ascii_digit() || "/-:.h".contains(c)) && word.contains(['/', '-', ':', 'h']);
    bare && odd && !masked && !dated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_with_their_value_are_found() {
        for text in [
            "password: hunter2",
            "PASSWORD=Summer2026!",
            "Mot de passe : Toto1234",
            "mot de passe (wifi) : Ab12Cd34",
            "Connexion\nmdp:P@ssword\nmerci",
            "login lea, pwd = 'x!9k'",
            "mdp : 123456",
            "Phrase de passe\u{a0}:\u{a0}« cheval-42-pile »",
        ] {
            assert_eq!(found(text), Some(Secret::Password), "{text}");
        }
    }

    #[test]
    fn words_about_passwords_are_no_secret() {
        for text in [
            "Password reset",
            "Mot de passe oublié : rappeler Mme Weber",
            "mot de passe : à changer",
            "Le mot de passe expire le 12/05",
            "mdp : 12/05/2026",
            "password: ********",
            "Mot de passe : dans le coffre",
            "the passwords 2026 project",
            "password: none",
            "-----BEGIN CERTIFICATE-----",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG lea@desk",
            "AKIA is a prefix",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn keys_and_tokens_are_found() {
        for text in [
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk",
            "see\n-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----",
            "PuTTY-User-Key-File-3: ssh-ed25519",
        ] {
            assert_eq!(found(text), Some(Secret::PrivateKey), "{text}");
        }
        let token = format!("token={}{}", "ghp_", "a1".repeat(18));
        assert_eq!(found(&token), Some(Secret::Token));
        assert_eq!(found(&format!("key {}{}", "AKIA", "ABCDEFGH12345678")), Some(Secret::Token));
    }
}
