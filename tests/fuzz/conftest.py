"""One service for all calls of a module: what one of them leaves behind is what the next one meets."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from tests.fuzz.target import Target, opened


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Start the service; its log would be thousands of lines."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with opened(tmp_path_factory.mktemp("fuzzed")) as started:
        yield started
    structlog.reset_defaults()
