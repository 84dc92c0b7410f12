"""``plaintune``: the command line. Exit status 0 on success, 2 on bad input, 1 on a failure of ours."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from sqlalchemy.exc import OperationalError

from models.errors import InputError, ModelsError
from service.commands.command import BAD_INPUT, FAILURE, Command, warn
from service.errors import ConflictError, NotFoundError, SettingError, UnusableFileError

# Loaded when they are asked for: `plaintune ask` need not wait for what `plaintune fit` imports.
COMMANDS = (
    "serve",
    "worker",
    "fit",
    "predict",
    "evaluate",
    "check",
    "what-if",
    "ask",
    "report",
    "study",
    "keys",
    "audit",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    parsed, command = _parse(words)
    try:
        return command.run(parsed)
    except (InputError, SettingError, UnusableFileError, NotFoundError, ConflictError) as error:
        warn(str(error))
        return BAD_INPUT
    except OSError as error:
        if error.filename is None:
            raise
        warn(f"{error.filename} cannot be used: {error.strerror}.")
        return BAD_INPUT
    except ModelsError as error:
        warn(str(error))
        return FAILURE
    except OperationalError as error:
        warn(f"The database does not answer: {str(error.orig).strip()}")
        return FAILURE


def command_named(name: str) -> Command:
    """Return a subcommand."""
    found: Command = import_module(f"service.commands.{name.replace('-', '_')}").COMMAND
    return found


def _parse(words: Sequence[str]) -> tuple[argparse.Namespace, Command]:
    parser = argparse.ArgumentParser(
        prog="plaintune", description="A table and a goal in; a tuned model, an honest score and answers out."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the subcommand that is asked for is loaded; help lists them all.
    asked = next((word for word in words if word in COMMANDS), None)
    for name in COMMANDS if asked is None else (asked,):
        command = command_named(name)
        command.declare(subparsers.add_parser(name, help=command.summary, description=command.summary))
    parsed = parser.parse_args(words)
    return parsed, command_named(parsed.command)


if __name__ == "__main__":
    sys.exit(main())
