"""Every state of the page, for everyone: axe finds nothing, nothing is wider than the screen, nothing goes wrong.

With ``PLAINTUNE_PICTURES`` set to a folder, each state is photographed there as well.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.showroom import Showroom, open_showroom

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Every rule that is not deprecated, those that axe leaves off by default included.
RULES = """() => axe.run(document, {
  runOnly: axe.getRules().filter(rule => !rule.tags.includes('deprecated')).map(rule => rule.ruleId),
  resultTypes: ['violations'],
})"""
EXCEPTIONS: dict[str, str] = {}
"""Rules of axe that do not hold here, each with its reason."""


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    scheme: str
    width: int


LOOKS = (Look("light", 1280), Look("dark", 390))
PLACES = (
    "start", "table", "wide table", "hostile table", "runs", "queued", "running", "result", "told result", "regression",
    "multiclass", "hostile result", "long names", "1,000 trials", "100 classes", "failed", "cancelled", "cancelled early",
    "trial", "failed trial", "no such run",
)  # fmt: skip


@pytest.fixture(scope="module")
def showroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Showroom]:
    """Open the showroom once."""
    with open_showroom(tmp_path_factory.mktemp("showroom")) as opened:
        yield opened


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look.scheme}-{look.width}")
def looking(request: pytest.FixtureRequest, chromium: Browser, showroom: Showroom) -> Iterator[tuple[Page, Look]]:
    """Return a page that has come in, in one scheme and width."""
    look: Look = request.param
    context = chromium.new_context(
        color_scheme=look.scheme, viewport={"width": look.width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{showroom.address}/?key={showroom.key}")
    yield page, look
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(place: str, looking: tuple[Page, Look], showroom: Showroom) -> None:
    """A page that some cannot read is not finished."""
    page, look = looking
    page.goto(showroom.address + showroom.places[place], wait_until="load")
    _photograph(page, f"{place}-{look.scheme}-{look.width}")
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RULES)

    told = {
        rule["id"]: [f"{node['target']} {node['failureSummary'][:300]}" for node in rule["nodes"][:4]]
        for rule in found["violations"]
        if rule["id"] not in EXCEPTIONS
    }
    assert told == {}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_screen(
    place: str, width: int, looking: tuple[Page, Look], showroom: Showroom
) -> None:
    """Scrolling to and fro to read a line is what 200 % zoom must not ask for."""
    page, _ = looking
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(showroom.address + showroom.places[place], wait_until="load")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("PLAINTUNE_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name.replace(' ', '-').replace(',', '')}.png")
