"""The first page and the page of a table in a browser: uploads that fail in words, goals that are corrected."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.test_journey_in_browser import churn_table, upload

OPEN_EXAMPLE_MILLISECONDS = 30_000
WIDTHS = (1280, 390, 320)


def open_example(here: Visit, question: str) -> str:
    """Open an example from the first page, and return the address of its table."""
    here.page.goto(here.address)
    here.page.get_by_role("button", name=question).click()
    here.page.wait_for_url("**/datasets/*", timeout=OPEN_EXAMPLE_MILLISECONDS)
    return here.page.url


def drop(page: Page, names: list[str]) -> None:
    """Drop files on the page, far from the drop zone."""
    script = """names => {
      const files = new DataTransfer();
      for (const name of names) files.items.add(new File(["age,churn\\n1,yes\\n2,no\\n3,no\\n"], name));
      const how = {dataTransfer: files, bubbles: true, cancelable: true};
      for (const kind of ["dragover", "drop"]) document.querySelector("h2").dispatchEvent(new DragEvent(kind, how));
    }"""
    page.evaluate(script, names)


def is_as_wide_as_its_window(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth"))


def test_a_file_is_dropped_anywhere_on_the_page(visit: Callable[..., Visit]) -> None:
    """Who aims at the page must hit it; two files at once are answered in words."""
    here = visit()
    page = here.page
    page.goto(here.address)
    drop(page, ["one.csv", "two.csv"])
    expect(page.locator("#upload-error")).to_contain_text("One table at a time")
    drop(page, ["<b>dropped.csv"])
    page.wait_for_url("**/datasets/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>dropped.csv")


def test_an_upload_that_breaks_off_is_told_and_can_be_tried_again(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Connections break: the file stays chosen, and one click repeats the upload."""
    here = visit()
    page = here.page
    page.goto(here.address)
    failing = re.compile(r"/v1/datasets$")
    page.route(failing, lambda route: route.abort("connectionreset"))
    page.get_by_label("Choose a table").set_input_files(churn_table(tmp_path / "telco.csv"))
    expect(page.locator("#upload-error")).to_contain_text("The connection broke off")
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    here.problems[:] = [problem for problem in here.problems if "ERR_CONNECTION_RESET" not in problem]

    page.unroute(failing)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/datasets/*")


def test_an_upload_can_be_canceled(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Who chose the wrong file of two gigabytes wants out at once."""
    here = visit()
    page = here.page
    held: list[Route] = []
    page.goto(here.address)

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/v1/datasets$"), hold)
    page.get_by_label("Choose a table").set_input_files(churn_table(tmp_path / "telco.csv"))
    page.locator("#upload-cancel").click()
    expect(page.locator("#upload-error")).to_contain_text(re.compile("You canceled|You stopped waiting"))
    expect(page.get_by_label("Choose a table")).to_be_visible()
    assert len(held) == 1


def test_an_example_is_ready_to_search_and_each_part_of_its_goal_can_be_corrected(visit: Callable[..., Visit]) -> None:
    """One click brings a stranger to a goal that is understood; each part of it is a field."""
    here = visit()
    page = here.page
    open_example(here, "Who leaves?")
    expect(page.get_by_label("What should be predicted?")).to_have_value(re.compile("^Predict left"))
    expect(page.get_by_label("a miss costs")).to_have_value("5")
    expect(page.locator("#columns svg").first).to_be_visible()

    page.get_by_label("judged by").focus()
    page.get_by_label("judged by").select_option("f1")
    expect(page.locator("#metric-note")).to_contain_text("F1")
    expect(page.get_by_label("judged by")).to_be_focused()
    page.get_by_label("leave out", exact=True).select_option("payment")
    expect(page.get_by_role("checkbox", name="leave out payment")).to_be_checked()
    page.get_by_text("Why these?").click()
    expect(page.locator(".why")).to_contain_text("judged by F1: you set it on this page")

    page.get_by_label("a miss costs").fill("2")
    page.get_by_label("a miss costs").press("Enter")
    expect(page.locator(".why")).to_contain_text("costs 2 : 1: you set it on this page")
    expect(page.get_by_label("judged by")).to_have_value("f1")
    page.get_by_role("button", name=re.compile("^Predict payment")).click()
    expect(page.get_by_label("predict", exact=True)).to_have_value("payment")
    expect(page.get_by_role("checkbox", name="leave out payment")).to_have_count(0)


def test_mistakes_in_the_form_come_back_with_links_to_their_fields(visit: Callable[..., Visit]) -> None:
    """The summary has the focus, and following a link unfolds what the field is in."""
    here = visit(width=390)
    here.refusals.add(422)
    page = here.page
    open_example(here, "Which vehicle?")
    page.get_by_text("Advanced settings").click()
    page.get_by_label("Folds").fill("many")
    page.get_by_label("Other", exact=True).check()
    page.get_by_role("button", name="Find a model").click()
    summary = page.locator("#problems")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    expect(summary.get_by_role("link")).to_have_count(2)
    page.locator(".advanced > summary").click()
    summary.get_by_role("link", name="Folds").click()
    expect(page.get_by_label("Folds")).to_be_focused()
    expect(page.get_by_label("Folds")).to_have_value("many")


def test_no_page_scrolls_sideways(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """A phone shows the same table as cards, whatever its columns are called."""
    here = visit()
    page = here.page
    names = ("<img src=x onerror=alert(1)>", "W" * 200, "a_name_with_many_parts_and_no_space_at_all", "عمر العميل")
    upload(page, here.address, churn_table(tmp_path / f"{'long' * 40}.csv", names))
    expect(page.locator("#columns svg").first).to_be_visible()
    for address in (page.url, f"{page.url}?view=rows", f"{page.url}?goal=who+goes", f"{page.url}/delete", here.address):
        page.goto(address)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert is_as_wide_as_its_window(page), (address, width)
