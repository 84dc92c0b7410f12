"""``plaintune worker``: one more worker for the same database."""

import argparse
import signal
from types import FrameType

from service.commands.command import SUCCESS, Command
from service.execution import check, execute, experiment
from service.heartbeat import Heartbeat
from service.logs import log_as_json
from service.orphans import end_with_parent
from service.services import open_sweeper, open_workplace
from service.settings import Settings
from service.store.workers import WorkerStore
from service.worker import Worker


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Work on runs until asked to end; the run at hand is then handed over."""
    settings = Settings.from_environment()
    log_as_json(settings.log_level)
    place = open_workplace(settings, execute, check, experiment)
    worker = Worker(place)

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if arguments.parent is not None:
        end_with_parent(arguments.parent)
    with open_sweeper(settings), Heartbeat(WorkerStore(place.claims.database), worker.name):
        worker.work()
    return SUCCESS


COMMAND = Command("worker", "one more worker for the same database, on this machine or another", declare, run)
