"""``plaintune evaluate``: the true score of a model folder on a labeled table, beside what was promised."""

import argparse
import json

from models.artifact import load
from models.openings import next_opening
from models.record import to_plain
from models.true_score import Opening, true_score
from service.commands.account import true_score_lines
from service.commands.command import SUCCESS, Command, say
from service.commands.tables import read_named_table


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("table", metavar="TABLE", help="rows whose answers are known")
    parser.add_argument("--training", metavar="TABLE", help="the table of the run, to count rows that stand in both")
    parser.add_argument("--json", action="store_true", help="print the score as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Score, and say whether the promise was kept."""
    table = read_named_table(arguments.table)
    training = None if arguments.training is None else read_named_table(arguments.training)
    model = load(arguments.model)
    number = next_opening(model.record, table.hash)
    score = true_score(model, Opening(table, number=number, training=training))
    if arguments.json:
        say(json.dumps(to_plain(score), ensure_ascii=False, allow_nan=False))
    else:
        say("\n".join(true_score_lines(score)))
    return SUCCESS


COMMAND = Command("evaluate", "the true score on a labeled table, beside what was promised", declare, run)
