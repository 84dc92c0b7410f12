"""The examples in the service's docstrings."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import service

ROOT = Path(service.__file__).parent
MODULES = sorted(
    ".".join(("service", *path.relative_to(ROOT).with_suffix("").parts))
    for path in ROOT.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


def test_there_are_examples() -> None:
    """Otherwise the test below would hold for want of anything to try."""
    assert "service.settings" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_shows(name: str) -> None:
    """An example that is wrong is worse than none."""
    assert doctest.testmod(import_module(name)).failed == 0
