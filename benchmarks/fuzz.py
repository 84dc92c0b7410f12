"""What hostile input does to the service: calls drawn from its specification, and hostile files.

    python -m benchmarks.fuzz [--calls 150] [--seed 0] [--files all|none] [--seconds 10] [--bytes 1073741824]

In process, over WSGI, with the real readers, goals and checks, and nothing that is fitted. ``--calls`` is how many are
drawn for each operation, half of them as documented and half of them not; every answer is held against the
specification by all checks of schemathesis. Each file is uploaded, read in a child of its own with ``--seconds`` and
``--bytes`` as the limits that an operator may set, and sent to be predicted. Prints what it did, and every failure.
"""

import argparse
import logging
import tempfile
import time
from pathlib import Path

import structlog

from service.settings import Limits
from tests.fuzz.calls import Caller
from tests.fuzz.engine import FuzzedEngine
from tests.fuzz.hostile import Outcome, hostile_files, predict, upload
from tests.fuzz.target import opened
from tests.fuzz.test_documented_calls import told

N_SLOWEST = 5
MIB = 2**20


def send_calls(n_calls: int, seed: int) -> None:
    """Send drawn calls to every operation and print what came back."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as target:
        caller, began, wrong, n_operations = Caller(target), time.monotonic(), 0, 0
        for operation in caller.operations():
            n_operations += 1
            try:
                caller.try_operation(operation, n_calls, seed)
            except (Exception, BaseExceptionGroup) as failure:  # noqa: BLE001  what fails is what is looked for
                wrong += 1
                print(f"FAILED {operation.label}: {told(failure)[:2_000]}", flush=True)
        seconds = time.monotonic() - began
    statuses = ", ".join(f"{status}: {count:,}" for status, count in sorted(caller.tally.statuses.items()))
    print(f"{caller.tally.n_calls:,} calls to {n_operations} operations in {seconds:.0f} s, {wrong} operations failed")
    print(f"answers by status: {statuses}", flush=True)


def send_files(limits: Limits) -> None:
    """Send every hostile file, to be kept and to be predicted, and print what it cost."""
    engine = FuzzedEngine(reads_in_children=True, limits=limits)
    files = hostile_files()
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), engine) as target:
        kept = [upload(target, *file) for file in files]
        predicted = [predict(target, *file) for file in files]
    for what, outcomes in (("uploaded", kept), ("to predict", predicted)):
        taken = sum(outcome.status == 201 for outcome in outcomes)
        bad = [outcome for outcome in outcomes if not outcome.is_well]
        print(
            f"{len(outcomes)} files {what}: {taken} taken, {len(outcomes) - taken - len(bad)} refused, {len(bad)} bad"
        )
        for outcome in bad:
            print(f"  BAD {outcome.status} {outcome.name}: {outcome.detail}")
        _print_slowest(outcomes)
    print(f"the largest child held {max(outcome.child_bytes for outcome in kept) / MIB:,.0f} MiB", flush=True)


def _print_slowest(outcomes: list[Outcome]) -> None:
    for outcome in sorted(outcomes, key=lambda one: -one.seconds)[:N_SLOWEST]:
        print(f"  {outcome.seconds:5.1f} s ({outcome.cpu_seconds:.1f} s CPU) {outcome.status} {outcome.name}")


def main() -> None:
    """Send what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files", choices=("all", "none"), default="all")
    parser.add_argument("--seconds", type=int, default=10, help="PLAINTUNE_MAX_READ_SECONDS for the files")
    parser.add_argument("--bytes", type=int, default=2**30, help="PLAINTUNE_MAX_READ_BYTES for the files")
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if arguments.calls:
        send_calls(arguments.calls, arguments.seed)
    if arguments.files == "all":
        send_files(Limits(max_read_seconds=arguments.seconds, max_read_bytes=arguments.bytes))


if __name__ == "__main__":
    main()
