"""``plaintune study``: the trials of a model folder as an Optuna study, for optuna-dashboard."""

import argparse
from pathlib import Path

from models.artifact import load_record
from models.study_file import write_study
from service.commands.command import SUCCESS, Command, say

OUT = "plaintune-study.db"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("--out", metavar="FILE", default=OUT, help=f"SQLite file (default {OUT})")


def run(arguments: argparse.Namespace) -> int:
    """Write the study."""
    write_study(load_record(arguments.model), Path(arguments.out))
    say(f"The study is in {arguments.out}: optuna-dashboard sqlite:///{arguments.out}")
    return SUCCESS


COMMAND = Command("study", "the run's trials as an Optuna study in an SQLite file", declare, run)
