"""``plaintune predict``: predictions of a model folder for a table."""

import argparse
from pathlib import Path

from models.artifact import load
from models.table import rows_from_bytes
from service.commands.command import SUCCESS, Command, say, warn
from service.commands.tables import existing_file
from service.csv_answers import as_csv
from service.local_engine import as_predictions


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("table", metavar="TABLE", help="rows to predict")
    parser.add_argument("--out", metavar="FILE", help="write the predictions to this CSV file")
    parser.add_argument("--proba", action="store_true", help="add the probability of each class")


def run(arguments: argparse.Namespace) -> int:
    """Predict, and write CSV."""
    path = existing_file(arguments.table)
    model = load(arguments.model)
    rows = rows_from_bytes(path.read_bytes(), name=path.name)
    predicted = as_predictions(model.predict_rows(rows), model.classes)
    for warning in predicted.warnings:
        warn(warning)
    text = as_csv(predicted if arguments.proba else predicted.without_probabilities())
    if arguments.out is None:
        say(text.removesuffix("\n"))
    else:
        Path(arguments.out).write_text(text, encoding="utf-8")
    return SUCCESS


COMMAND = Command("predict", "predictions of a model folder", declare, run)
