"""Every state of the page, for everyone: axe finds nothing, nothing is wider than the screen, nothing goes wrong.

With ``PLAINTUNE_PICTURES`` set to a folder, the telling states are photographed there as well.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLateError

from tests.browser.scenes import SCENES
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
    "cancelled early", "trial", "failed trial", "no such run", "tables", "compare nothing", "charts", "chart",
    "chart of the server", "one row", "predict", "compare", "continue", "share", "delete", "chat",
    "chat about a chart", "trials", "no trial fits", "shared result",
)  # fmt: skip
MAIN = ("start", "table", "runs", "running", "told result", "trial", "chat", "one row")
PICTURED = ("start", "table", "running", "told result", "chart", "chat", "predicted", "compare")
NARROWEST = 320
DRAWN_MILLISECONDS, RESIZE_MILLISECONDS = 20_000, 5_000


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


@pytest.mark.parametrize("state", [*PLACES, *SCENES])
def test_axe_finds_nothing_and_nothing_is_too_wide(state: str, looking: tuple[Page, Look], showroom: Showroom) -> None:
    """A page that some cannot read, or only by scrolling to and fro at 200 % zoom, is not finished."""
    page, look = looking
    _go(page, state, showroom)
    _photograph(page, state, look)
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RULES)
    told = {
        rule["id"]: [f"{node['target']} {node['failureSummary'][:300]}" for node in rule["nodes"][:4]]
        for rule in found["violations"]
        if rule["id"] not in EXCEPTIONS
    }
    assert told == {}

    for width in (look.width, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        _wait_until_narrow(page, width)
    page.set_viewport_size({"width": look.width, "height": 900})


def _wait_until_narrow(page: Page, width: int) -> None:
    """Give pictures the moment that they take to follow the window."""
    try:
        page.wait_for_function(
            "width => document.documentElement.scrollWidth <= width", arg=width, timeout=RESIZE_MILLISECONDS
        )
    except TooLateError as error:
        raise AssertionError(f"wider than {width} px: {page.evaluate(WIDE)}") from error


def _go(page: Page, state: str, showroom: Showroom) -> None:
    """Go to a state, and wait until what can be seen of its charts is drawn."""
    scene = SCENES.get(state)
    page.goto(showroom.address + showroom.places[scene.place if scene else state], wait_until="load")
    if scene:
        scene.act(page)
    page.wait_for_function(DRAWN, timeout=DRAWN_MILLISECONDS)


DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every(chart => {
  const box = chart.getBoundingClientRect();
  const isSeen = chart.checkVisibility({contentVisibilityAuto: true}) && box.top < innerHeight && box.bottom > 0;
  return !isSeen || chart.querySelector('.main-svg') || chart.matches('.failed');
})"""
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


@pytest.mark.parametrize("place", MAIN)
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
        if at["name"] == "body" or (stops and at["place"] == stops[0]["place"]):
            break  # the end: some browsers begin again at the top
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


CLIPPED = """() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = axis => ['hidden', 'clip'].includes(axis);
  if (one.closest('.hidden-word, svg, .picture, .chart') || !one.textContent.trim()) return false;
  return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
    || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 200))"""
# What WCAG 1.4.12 lets a reader ask for. A sheet that a script makes is not stopped by the policy of the page.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("place", MAIN)
def test_wider_spacing_of_text_cuts_nothing_off(place: str, looking: tuple[Page, Look], showroom: Showroom) -> None:
    """Some read only with more air between lines, words and letters."""
    page, look = looking
    _go(page, place, showroom)
    before = page.evaluate(CLIPPED)
    page.evaluate(SPACED)

    assert [cut for cut in page.evaluate(CLIPPED) if cut not in before] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width, page.evaluate(WIDE)


MARKS = """() => {
  const canvas = document.createElement('p');
  canvas.style.color = 'Canvas';
  document.body.append(canvas);
  const ground = getComputedStyle(canvas).color;
  canvas.remove();
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = color => {
    const [more, less] = [light(color), light(ground)].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  };
  const marks = [...document.querySelectorAll('main svg .chosen, main svg .best, main svg .dot, main svg .bar, '
    + 'main svg .push-up, main svg .push-down, main svg .here, main svg .cheapest, main svg .bracket')];
  return marks.map(mark => {
    const style = getComputedStyle(mark);
    const color = mark.tagName === 'line' || style.fill === 'none' ? style.stroke : style.fill;
    return {mark: mark.outerHTML.slice(0, 120), contrast: contrast(color)};
  });
}"""
LEAST_CONTRAST = 3.0
STOPS_IN_FORCED_COLORS = 12


@pytest.mark.parametrize("place", MAIN)
def test_focus_and_marks_are_seen_in_colors_that_the_reader_chose(
    place: str, looking: tuple[Page, Look], showroom: Showroom
) -> None:
    """High contrast takes all our colors away: what only they said would be gone."""
    page, look = looking
    page.emulate_media(forced_colors="active")
    try:
        _go(page, place, showroom)
        marks = page.evaluate(MARKS)
        stops = []
        for _ in range(STOPS_IN_FORCED_COLORS):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUS))
    finally:
        page.emulate_media(forced_colors="none", color_scheme=look.scheme, reduced_motion="reduce")

    assert marks or place not in ("running", "told result", "trial", "one row")
    assert [mark for mark in marks if mark["contrast"] < LEAST_CONTRAST] == []
    assert [stop for stop in stops if stop["name"] != "body" and stop["outline"] < OUTLINE] == []


def _photograph(page: Page, state: str, look: Look) -> None:
    folder = os.environ.get("PLAINTUNE_PICTURES")
    if folder and state in PICTURED:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}-{look.scheme}.png")
