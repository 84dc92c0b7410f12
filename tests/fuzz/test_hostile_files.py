"""Some of the hostile files, each read in a child of its own; benchmarks/fuzz.py sends all of them."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from service.settings import Limits
from tests.fuzz.engine import FuzzedEngine
from tests.fuzz.hostile import MOST_BYTES, MOST_SECONDS, hostile_files, predict, upload
from tests.fuzz.hostile_text import Named
from tests.fuzz.target import Target, opened

# Those that once were, or could be, answered worst; of the others every twelfth.
WORST = (
    "a million columns",
    "lists in lists 1000000",
    "gzip: 1 GB of zeros",
    "gzip: in gzip",
    "parquet: 120 million rows in a few kilobytes",
    "parquet: 4 GB of one word",
    "parquet: a foot of 4 GB",
    "parquet: strings that are no UTF-8",
    "parquet: moments outside of any calendar",
    "parquet: moments with a zone that is none",
)
# The system ends a child that goes beyond them.
LIMITS = Limits(max_read_seconds=int(MOST_SECONDS), max_read_bytes=MOST_BYTES)
ALL = hostile_files()
SOME = [file for number, file in enumerate(ALL) if number % 12 == 0 or file[0] in WORST]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Start a service that reads uploads as it does in use."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with opened(tmp_path_factory.mktemp("hostile"), FuzzedEngine(reads_in_children=True, limits=LIMITS)) as started:
        yield started
    structlog.reset_defaults()


def test_there_are_three_hundred_hostile_files_of_different_names() -> None:
    """The long series promises so many."""
    assert len({name for name, _ in ALL}) == len(ALL) >= 300
    assert {name for name, _ in SOME} >= set(WORST)


@pytest.mark.parametrize("file", SOME, ids=lambda file: file[0])
def test_a_hostile_file_is_read_or_refused_in_a_sentence(reading: Target, file: Named) -> None:
    """It may harm its own child and nothing else, and whoever sent it must learn what to do."""
    outcome = upload(reading, *file)

    assert outcome.is_well, outcome


@pytest.mark.parametrize(
    "file", [file for file in SOME if not file[0].startswith("gzip: 1 GB")], ids=lambda file: file[0]
)
def test_a_hostile_file_of_rows_to_predict_harms_no_more(reading: Target, file: Named) -> None:
    """Small files that are not packed are read in the web process itself."""
    assert predict(reading, *file).is_well
