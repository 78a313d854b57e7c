//! A text cut into numbers, words and signs, and the smallest rules that take them.

use super::Reason;
use crate::domain::fold::fold;

/// A piece of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Number(String),
    Word(String),
    Sign(char),
}

/// Tokens and the place reached among them. A rule that does not fit gives `None` and has taken nothing.
pub(super) struct Parser {
    pub(super) tokens: Vec<(usize, Token)>,
    pub(super) next: usize,
    furthest: usize,
    pub(super) length: usize,
}

/// A rule that may not fit, or may find something that is plainly wrong.
pub(super) type Found<T> = Result<Option<T>, (usize, Reason)>;

impl Parser {
    pub(super) fn new(text: &str) -> Self {
        let mut tokens: Vec<(usize, Token)> = Vec::new();
        let mut joined = false;
        for (at, c) in text.chars().enumerate() {
            let letter = c.is_alphabetic() || ['\'', '’', '\u{301}', '\u{300}'].contains(&c);
            match tokens.last_mut() {
                Some((_, Token::Number(digits))) if joined && c.is_ascii_digit() => digits.push(c),
                Some((_, Token::Word(word))) if joined && letter => word.push(c),
                _ if c.is_ascii_digit() => tokens.push((at, Token::Number(c.to_string()))),
                _ if letter => tokens.push((at, Token::Word(c.to_string()))),
                _ if !c.is_whitespace() => tokens.push((at, Token::Sign(c))),
                _ => {}
            }
            joined = !c.is_whitespace();
        }
        for (_, token) in &mut tokens {
            if let Token::Word(word) = token {
                *word = fold(word);
            }
        }
        Self { tokens, next: 0, furthest: 0, length: text.chars().count() }
    }

    pub(super) fn token(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    pub(super) fn advance(&mut self) {
        self.next += 1;
        self.furthest = self.furthest.max(self.next);
    }

    /// Where token `index` begins, in characters.
    pub(super) fn place(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.length, |(at, _)| *at)
    }

    pub(super) fn word(&mut self, among: &[&str]) -> bool {
        let fits = matches!(self.token(), Some(Token::Word(word)) if among.contains(&word.as_str()));
        if fits {
            self.advance();
        }
        fits
    }

    pub(super) fn sign(&mut self, among: &[char]) -> Option<char> {
        let Some(Token::Sign(sign)) = self.token() else { return None };
        let sign = *sign;
        among.contains(&sign).then(|| {
            self.advance();
            sign
        })
    }

    /// A number of `least` to `most` digits.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let Some(Token::Number(digits)) = self.token() else { return None };
        let number = (least..=most).contains(&digits.len()).then(|| digits.parse().ok()).flatten();
        if number.is_some() {
            self.advance();
        }
        number
    }

    /// Takes all of `rule` or nothing.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Found<T>) -> Found<T> {
        let start = self.next;
        let found = rule(self)?;
        if found.is_none() {
            self.next = start;
        }
        Ok(found)
    }

    /// The tokens from `start` to here, as the refusal shows them.
    pub(super) fn said(&self, start: usize) -> String {
        let text = |(_, token): &(usize, Token)| match token {
            Token::Number(text) | Token::Word(text) => text.clone(),
            Token::Sign(sign) => sign.to_string(),
        };
        self.tokens.get(start..self.next).unwrap_or_default().iter().map(text).collect()
    }

    pub(super) fn not_understood(&self) -> (usize, Reason) {
        let at = self.place(self.furthest);
        match self.tokens.get(self.furthest) {
            Some((_, Token::Number(text) | Token::Word(text))) => (at, Reason::NotUnderstood(text.clone())),
            Some((_, Token::Sign(sign))) => (at, Reason::NotUnderstood(sign.to_string())),
            None => (at, Reason::NotUnderstood("…".to_owned())),
        }
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<usize, (usize, Reason)> {
        if self.next == self.tokens.len() { Ok(self.next) } else { Err(self.not_understood()) }
    }
}
