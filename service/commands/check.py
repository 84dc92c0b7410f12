"""``plaintune check``: deeper checks of a model folder, on the table that it was made from."""

import argparse

from models.artifact import load_record
from models.checks.check import CheckOrder, check, check_names
from models.settling import CHECK_NAMES, CHECK_SECONDS
from service.commands.command import SUCCESS, Command, say
from service.commands.tables import read_named_table
from service.settings import Settings


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("table", metavar="TABLE", help="the table that the model was made from")
    parser.add_argument("--checks", metavar="NAMES", help=f"some of {', '.join(CHECK_NAMES)}, with commas; all of them")
    parser.add_argument("--seconds", type=float, default=CHECK_SECONDS, help="what they may take (%(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Check, and say what was found and what follows."""
    names = tuple(CHECK_NAMES if arguments.checks is None else arguments.checks.split(","))
    check_names(names)
    record, table = load_record(arguments.model), read_named_table(arguments.table)
    jobs = Settings.from_environment().jobs
    checked = check(CheckOrder(table, record, names, arguments.seconds, jobs))
    for finding in checked.findings:
        if finding.code in names:
            answer = finding.answer.replace("_", " ")
            say(f"{finding.title}: {answer}. {finding.sentence}")
    if checked.result is not None:
        say(f"Risk of overfitting: {checked.result.overfitting.risk.replace('_', ' ')}")
    return SUCCESS


COMMAND = Command("check", "deeper checks of a model folder, on the table that it was made from", declare, run)
