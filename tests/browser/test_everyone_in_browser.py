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


MOST_STOPS, LEAST_STOPS = 60, 4
"""Stops of the Tab key that are tried on a page, and the fewest that a page has."""
OUTLINE = 2.0
"""Pixels of the line around what has the focus, at least."""


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    scheme: str
    width: int


LOOKS = (Look("light", 1280), Look("dark", 390))
PLACES = (
    "start", "table", "wide table", "hostile table", "runs", "queued", "running", "result", "told result",
    "regression", "multiclass", "hostile result", "long names", "1,000 trials", "100 classes", "failed", "cancelled",
    "cancelled early", "trial", "failed trial", "no such run",
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
    page.goto(showroom.open_door())
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

    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDE)


WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, [role=region]'))
  .slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return {name: 'body'};
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  return {
    name: `${at.tagName} ${(at.innerText || at.name || at.id || '').slice(0, 60)}`,
    place: [...document.querySelectorAll('*')].indexOf(at),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    isSeen: !!hit && (at.contains(hit) || hit.contains(at) || !!hit.closest('label')),
  };
}"""


@pytest.mark.parametrize("place", ["start", "table", "runs", "running", "told result", "trial"])
def test_the_keyboard_goes_everywhere_and_shows_where_it_is(
    place: str, looking: tuple[Page, Look], showroom: Showroom
) -> None:
    """Who cannot use a mouse must see what the next key would do, and never be caught."""
    page, _ = looking
    page.goto(showroom.address + showroom.places[place], wait_until="load")
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["name"] == "body":
            break
        stops.append(at)

    assert len(stops) > LEAST_STOPS
    assert len({stop["place"] for stop in stops}) == len(stops), "a control that comes again before the end is a trap"
    assert [stop for stop in stops if stop["outline"] < OUTLINE or not stop["isSeen"]] == []


def test_a_theme_is_kept_and_goes_back_to_where_it_was_chosen(looking: tuple[Page, Look], showroom: Showroom) -> None:
    """A reader of the night chooses once."""
    page, _ = looking
    page.goto(showroom.address + showroom.places["runs"])
    before = page.url
    page.get_by_role("button", name="Dark", exact=True).click()
    page.wait_for_load_state()

    assert page.url == before
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 26)"
    page.get_by_role("button", name="Auto", exact=True).click()
    page.wait_for_load_state()


def test_nothing_moves_for_who_asked_for_that(looking: tuple[Page, Look], showroom: Showroom) -> None:
    """Movement makes some people ill."""
    page, _ = looking
    for place in ("start", "running", "told result"):
        page.goto(showroom.address + showroom.places[place], wait_until="load")

        assert page.evaluate("document.getAnimations().length") == 0, place


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("PLAINTUNE_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name.replace(' ', '-').replace(',', '')}.png")
