"""States of the page that no address shows: what stands there after somebody has done something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Scene:
    """``act`` leads from a place of the showroom to the state, and returns when it is there."""

    place: str
    act: Callable[[Page], None]


def _choose_an_empty_file(page: Page) -> None:
    page.get_by_label("Choose a table").set_input_files({"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    expect(page.locator("#upload-error")).to_contain_text("empty", ignore_case=True)


def _ask_for_what_is_not_there(page: Page) -> None:
    page.get_by_label("What should be predicted?").fill("who goes")
    expect(page.locator("#understood")).to_contain_text("churn")
    page.get_by_label("Other", exact=True).check()
    page.get_by_label("Seconds").fill("soon")
    page.get_by_role("button", name="Find a model").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def _predict(page: Page) -> None:
    page.get_by_role("button", name="Predict", exact=True).click()
    expect(page.locator("#prediction .hero")).to_have_text("yes")
    page.get_by_role("button", name="Predict these rows").click()
    expect(page.locator("#predictions tbody tr").first).to_be_visible()


def _make_a_link(page: Page) -> None:
    page.get_by_role("button", name="Make").click()
    expect(page.get_by_label("The link")).to_be_visible()


def _continue_for_too_long(page: Page) -> None:
    page.get_by_label("Other", exact=True).check()
    page.get_by_label("Seconds").fill("soon")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _open_everything(page: Page) -> None:
    """Open what is closed, and what comes into it."""
    # What is far off is laid out with a height that is guessed, and would seem to cover what follows.
    page.evaluate("document.querySelectorAll('.chart-group').forEach(one => one.style.contentVisibility = 'visible')")
    for _ in range(2):
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        expect(page.locator(".more figure").first).to_be_attached()


SCENES: Mapping[str, Scene] = {
    "start with an error": Scene("start", _choose_an_empty_file),
    "table with errors": Scene("table", _ask_for_what_is_not_there),
    "predicted": Scene("predict", _predict),
    "link made": Scene("share", _make_a_link),
    "continue with an error": Scene("continue", _continue_for_too_long),
    "result, all open": Scene("told result", _open_everything),
}
