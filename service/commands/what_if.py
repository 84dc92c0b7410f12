"""``plaintune what-if``: an experiment on a model folder, on the table that it was made from."""

import argparse
import json
from collections.abc import Sequence

from models.again import EndedRun
from models.artifact import load_record
from models.record import Scalar, WhatIf, WhatIfOrder
from models.what_ifs.what_if import Experiment, carry_out
from service.commands.command import SUCCESS, Command, say
from service.commands.tables import read_named_table
from service.errors import UnusableFileError
from service.settings import Settings


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("table", metavar="TABLE", help="the table that the model was made from")
    parser.add_argument("--set", metavar="NAME=VALUE", nargs="+", default=[], help="hyperparameters that change")
    parser.add_argument("--family", help="another family; with --set or --trials, where they apply")
    parser.add_argument("--without", metavar="COLUMN", nargs="+", default=[], help="columns to leave out")
    parser.add_argument("--folds", type=int, help="another number of folds")
    parser.add_argument("--rows", metavar="SHARE", type=float, help="share of the training rows, 0 to 1")
    parser.add_argument("--trials", type=int, help="so many more trials")
    parser.add_argument("--technique", help="another way to search, with as many trials")
    parser.add_argument("--seconds", type=float, help="what it may take; no limit")


def run(arguments: argparse.Namespace) -> int:
    """Carry out the experiment, and say what came out; the model stays as it is."""
    order = WhatIfOrder(
        hyperparameters=values_of(arguments.set),
        family=arguments.family,
        without_columns=tuple(arguments.without),
        folds=arguments.folds,
        rows_fraction=arguments.rows,
        trials=arguments.trials,
        technique=arguments.technique,
    )
    record, table = load_record(arguments.model), read_named_table(arguments.table)
    number = 1 + max((one.number for one in record.what_ifs), default=0)
    asked = WhatIf(number, order, budget_seconds=arguments.seconds)
    ended = carry_out(Experiment(EndedRun(table, record, Settings.from_environment().jobs), asked))
    say(ended.sentence)
    say(ended.because)
    say(f"It took {ended.seconds:.1f} s. The model stays as it is.")
    return SUCCESS


def values_of(words: Sequence[str]) -> dict[str, Scalar]:
    """Read ``max_depth=10``; what is no number, true, false or null is a word.

    Examples
    --------
    >>> values_of(["max_depth=10", "criterion=entropy"])
    {'max_depth': 10, 'criterion': 'entropy'}
    """
    values: dict[str, Scalar] = {}
    for word in words:
        name, is_given, text = word.partition("=")
        if not is_given or not name:
            raise UnusableFileError("--set", f"{word!r} is not of the form NAME=VALUE")
        try:
            values[name] = json.loads(text)
        except ValueError:
            values[name] = text
    return values


COMMAND = Command("what-if", "an experiment on a model folder, on the table that it was made from", declare, run)
