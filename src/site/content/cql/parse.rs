//! The grammar of queries, by recursive descent.
//!
//! ```text
//! query  := any [ "order" "by" field [ "asc" | "desc" ] { "," … } ]
//! any    := all { "or" all }
//! all    := not { "and" not }
//! not    := "not" not | "(" any ")" | clause
//! clause := field sign value | field [ "not" ] "in" "(" value { "," value } ")"
//! value  := word | text | word "(" [ text ] ")"
//! ```

use super::clause::{Clause, Sorting};
use super::node::{Node, Query};
use super::tokens::{Token, tokens};
use super::unanswered::Unanswered;
use super::value::Value;

/// How deep parentheses and `not` go.
const DEEPEST: usize = 50;

/// Reads a query, of the account and at the time given.
pub(in crate::site::content) fn parse(
    cql: &str,
    account: &str,
    now_millis: i64,
) -> Result<Query, Unanswered> {
    let tokens = tokens(cql)?;
    let mut reader = Reader {
        tokens: &tokens,
        account,
        now_millis,
        depth: 0,
    };
    let node = reader.any()?;
    let order = reader.order()?;
    match reader.tokens.first() {
        None => Ok(Query { node, order }),
        Some(_) => Err(reader.wanted("and, or, order by, or the end")),
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    account: &'a str,
    now_millis: i64,
    depth: usize,
}

impl Reader<'_> {
    fn wanted(&self, expected: &str) -> Unanswered {
        Unanswered::Unreadable {
            got: match self.tokens.first() {
                None => "the end of the query".to_owned(),
                Some(Token::Word(word)) => word.clone(),
                Some(Token::Text(text)) => format!("\"{text}\""),
                Some(Token::Sign(sign)) => (*sign).to_owned(),
            },
            expected: expected.to_owned(),
        }
    }

    /// Takes a keyword, in whatever case it is written.
    fn takes(&mut self, keyword: &str) -> bool {
        let is = matches!(self.tokens.first(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        if is {
            self.tokens = &self.tokens[1..];
        }
        is
    }

    fn takes_sign(&mut self, wanted: &str) -> bool {
        let is = matches!(self.tokens.first(), Some(Token::Sign(sign)) if *sign == wanted);
        if is {
            self.tokens = &self.tokens[1..];
        }
        is
    }

    fn any(&mut self) -> Result<Node, Unanswered> {
        let mut nodes = vec![self.all()?];
        while self.takes("or") {
            nodes.push(self.all()?);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Any(nodes),
        })
    }

    fn all(&mut self) -> Result<Node, Unanswered> {
        let mut nodes = vec![self.not()?];
        while self.takes("and") {
            nodes.push(self.not()?);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::All(nodes),
        })
    }

    fn not(&mut self) -> Result<Node, Unanswered> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return Err(self.wanted("no more than 50 parentheses within each other"));
        }
        let node = if self.takes("not") {
            Node::Not(Box::new(self.not()?))
        } else if self.takes_sign("(") {
            let node = self.any()?;
            if !self.takes_sign(")") {
                return Err(self.wanted("`)`"));
            }
            node
        } else {
            self.clause()?
        };
        self.depth = self.depth.saturating_sub(1);
        Ok(node)
    }

    fn field(&mut self) -> Result<String, Unanswered> {
        match self.tokens.split_first() {
            Some((Token::Word(field), rest)) => {
                self.tokens = rest;
                Ok(field.clone())
            }
            _ => Err(self.wanted("a field")),
        }
    }

    fn clause(&mut self) -> Result<Node, Unanswered> {
        let field = self.field()?;
        let negated = self.takes("not");
        if self.takes("in") {
            let values = self.list()?;
            let sign = if negated { "not in" } else { "in" };
            let clause = Clause::new(&field, sign, &values, self.account, self.now_millis)?;
            return Ok(match negated {
                true => Node::Not(Box::new(Node::Is(clause))),
                false => Node::Is(clause),
            });
        }
        let Some((Token::Sign(sign), rest)) = self.tokens.split_first() else {
            return Err(self.wanted("a sign, or in"));
        };
        if negated || matches!(*sign, "(" | ")" | ",") {
            return Err(self.wanted("a sign, or in"));
        }
        self.tokens = rest;
        let value = self.value()?;
        let clause = Clause::new(&field, sign, &[value], self.account, self.now_millis)?;
        Ok(match *sign {
            "!=" | "!~" => Node::Not(Box::new(Node::Is(clause))),
            _ => Node::Is(clause),
        })
    }

    fn list(&mut self) -> Result<Vec<Value>, Unanswered> {
        if !self.takes_sign("(") {
            return Err(self.wanted("`(`"));
        }
        let mut values = vec![self.value()?];
        while self.takes_sign(",") {
            values.push(self.value()?);
        }
        match self.takes_sign(")") {
            true => Ok(values),
            false => Err(self.wanted("`,` or `)`")),
        }
    }

    fn value(&mut self) -> Result<Value, Unanswered> {
        let (text, rest) = match self.tokens.split_first() {
            Some((Token::Text(text), rest)) => {
                self.tokens = rest;
                return Ok(Value::Text(text.clone()));
            }
            Some((Token::Word(word), rest)) => (word.clone(), rest),
            _ => return Err(self.wanted("a value")),
        };
        self.tokens = rest;
        if !self.takes_sign("(") {
            return Ok(Value::Text(text));
        }
        let parameter = match self.takes_sign(")") {
            true => return Ok(Value::Call(text, None)),
            false => self.value()?,
        };
        match (parameter, self.takes_sign(")")) {
            (Value::Text(parameter), true) => Ok(Value::Call(text, Some(parameter))),
            _ => Err(self.wanted("`)`")),
        }
    }

    fn order(&mut self) -> Result<Vec<(Sorting, bool)>, Unanswered> {
        let mut order = Vec::new();
        if !self.takes("order") {
            return Ok(order);
        }
        if !self.takes("by") {
            return Err(self.wanted("by"));
        }
        loop {
            let sorting = Sorting::named(&self.field()?)?;
            let descending = self.takes("desc");
            if !descending {
                self.takes("asc");
            }
            order.push((sorting, descending));
            if !self.takes_sign(",") {
                return Ok(order);
            }
        }
    }
}
