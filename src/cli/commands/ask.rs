//! What a command is: something to run, which in most cases is one operation of the control API.

use std::process::ExitCode;

use super::failure::{DONE, Ended, Failure};
use super::format::{Format, in_lines, say};
use super::places::At;
use super::remote::Remote;
use crate::cli::contract::Operation;
use crate::cli::output;

/// A command, once its line is read.
pub(in crate::cli) trait Run {
    /// The operations of the control API that it is a door to; a test holds them to the routes.
    #[cfg_attr(not(test), allow(dead_code, reason = "asked by that test alone"))]
    fn operations() -> Vec<&'static str>;

    fn run(self) -> Ended;
}

/// A command that is one operation of the control API.
pub(in crate::cli) trait Ask {
    type Operation: Operation;

    /// Which server, tenant, app; and how the answer is printed.
    fn at(&self) -> At<'_>;

    fn request(self) -> Result<<Self::Operation as Operation>::Request, Failure>;

    /// Whether the words are JSON, in which no text makes a line of its own.
    const IN_JSON: bool = false;

    /// What is printed of the answer; nothing if it is empty.
    fn words(_: &<Self::Operation as Operation>::Reply) -> String {
        String::new()
    }

    /// What is said beside it, on standard error; where the answer is JSON, it is in there.
    fn warnings(_: &<Self::Operation as Operation>::Reply) -> Vec<String> {
        Vec::new()
    }

    /// The status that the app is expected to answer, where one was said.
    fn expected(&self) -> Option<u16> {
        None
    }

    /// The exit status: whether the answer is what was expected, or else what one would wish for.
    fn ending(_: &<Self::Operation as Operation>::Reply, _expected: Option<u16>) -> u8 {
        DONE
    }
}

impl<T: Ask> Run for T {
    fn operations() -> Vec<&'static str> {
        vec![<T::Operation as Operation>::NAME]
    }

    fn run(self) -> Ended {
        let at = self.at();
        let (remote, format) = (Remote::of(&at)?, at.format);
        let path = remote.path::<T::Operation>(&at)?;
        let expected = self.expected();
        let request = self.request()?;
        let reply = remote.ask::<T::Operation>(&path, &request)?;
        if format == Format::Json {
            say(format, &reply, String::new())?;
        } else if T::IN_JSON {
            say(format, &reply, T::words(&reply))?;
        } else {
            let told = in_lines(&reply)?;
            for warning in T::warnings(&told) {
                output::complain(&warning);
            }
            say(format, &reply, T::words(&told))?;
        }
        Ok(ExitCode::from(T::ending(&reply, expected)))
    }
}

/// A set of commands: the type that `clap` reads, and what each of them is a door to.
macro_rules! commands {
    ($(#[$set:meta])* $visibility:vis enum $name:ident {
        $($(#[$attribute:meta])* $command:ident($type:ty),)*
    }) => {
        $(#[$set])*
        #[derive(Debug, clap::Subcommand)]
        $visibility enum $name { $($(#[$attribute])* $command($type),)* }

        impl $crate::cli::commands::ask::Run for $name {
            fn operations() -> Vec<&'static str> {
                [$(<$type as $crate::cli::commands::ask::Run>::operations()),*].concat()
            }

            fn run(self) -> $crate::cli::commands::failure::Ended {
                match self { $(Self::$command(command) => command.run(),)* }
            }
        }
    };
}

pub(in crate::cli) use commands;
