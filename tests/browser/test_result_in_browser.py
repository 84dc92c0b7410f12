"""The result of a run in a real browser: charts when they come near, a threshold that moves, and no page of its own."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit

RUN_MILLISECONDS = 150_000
HOSTILE = "<img src=x onerror=alert(1)>"
WIDE = "root => root.scrollWidth <= root.clientWidth"


def lines(n_rows: int, seed: int) -> str:
    """Write a table whose last column hangs on the first two."""
    draw = random.Random(seed)
    table = [f"contract,{HOSTILE},calls,churn"]
    for _ in range(n_rows):
        contract, tenure = draw.choice(["monthly", "yearly"]), draw.randint(0, 72)
        leaves = draw.random() < (0.7 if contract == "monthly" else 0.2) - tenure / 400
        table.append(f"{contract},{tenure},{draw.randint(0, 9)},{'yes' if leaves else 'no'}")
    return "\n".join(table) + "\n"


@pytest.fixture(scope="module")
def run(chromium: Browser, door: str, session_file: Path) -> str:
    """Let the service do one small run, started as a program would, and return its address."""
    base = door.partition("/?")[0]
    with chromium.new_context(storage_state=session_file) as context:
        page = context.new_page()
        page.goto(base)
        token = page.locator("input[name='csrf_token']").first.get_attribute("value") or ""
        headers = {"X-CSRF-Token": token, "Content-Type": "text/csv"}
        dataset = context.request.post(f"{base}/v1/datasets?name=telco.csv", data=lines(200, 7), headers=headers).json()
        goal = "predict churn; a miss is five times worse than a false alarm"
        order = {"dataset_id": dataset["id"], "goal": goal, "budget": {"trials": 4}}
        started = context.request.post(f"{base}/v1/runs", data=order, headers={"X-CSRF-Token": token}).json()
        page.goto(f"{base}/runs/{started['id']}")
        expect(page.locator("#score .hero")).to_be_visible(timeout=RUN_MILLISECONDS)
    return f"/runs/{started['id']}"


def opened(here: Visit, address: str) -> Page:
    """Open an address of the service."""
    here.page.goto(f"{here.address}{address}")
    return here.page


def test_charts_are_drawn_when_they_come_near_and_the_others_when_they_are_asked_for(
    visit: Callable[..., Visit], run: str
) -> None:
    """The library is large, and who reads the score alone must not wait for it."""
    page = opened(visit(), run)
    expect(page.locator("#score .hero")).to_have_text(re.compile(r"^0\.\d+$"))
    assert page.locator("svg.dots circle[r='7.5']").count() == 20
    written = page.request.get(page.url).text()
    assert "charts.js" in written
    assert [source for source in re.findall(r'<script[^>]*\ssrc="([^"]*)"', written) if "plotly" in source] == []

    page.locator("#column_importance-title").scroll_into_view_if_needed()
    expect(page.locator("[data-chart$='/column_importance'] .main-svg").first).to_be_visible()
    expect(page.locator("[data-chart$='/column_importance']")).to_contain_text(HOSTILE)
    assert page.locator("[data-chart$='/gap']").count() == 0
    page.locator("#how-found .more-charts > summary").click()
    page.locator("#gap-title").scroll_into_view_if_needed()
    expect(page.locator("[data-chart$='/gap'] .main-svg").first).to_be_visible()
    label = page.locator("[data-chart$='/gap'] .xtick text").first
    before = label.evaluate("mark => getComputedStyle(mark).fill")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-chart$='/gap'] .xtick text").first).not_to_have_css("fill", before)


def test_the_threshold_moves_with_the_keyboard_and_its_numbers_follow(visit: Callable[..., Visit], run: str) -> None:
    """Four counts of a thousand rows, their cost, and the cheapest point, without asking the server."""
    page = opened(visit(), run)
    slider, field = page.get_by_label("Move the threshold"), page.get_by_label("Alarm from a probability of")
    slider.focus()
    page.keyboard.press("End")
    expect(field).not_to_have_value("0.1667")
    counts = [int(page.locator(f"[data-say='{k}']").inner_text().replace(",", "")) for k in (1, 2, 3, 4)]
    assert 998 <= sum(counts) <= 1002
    assert slider.get_attribute("aria-valuetext") == (
        f"from {page.locator('[data-say=threshold]').inner_text()}, "
        f"cost {page.locator('[data-say=cost]').inner_text()} per 1,000 rows"
    )
    page.get_by_label("A missed one costs").fill("0")
    expect(page.locator("[data-say='least']")).to_have_text("0")
    expect(page.locator("[data-say='cost']")).to_have_text(page.locator("[data-say='2']").inner_text())


def test_without_scripts_every_number_is_there(visit: Callable[..., Visit], run: str) -> None:
    """The form asks the server, the charts have pages, and their numbers stand in tables."""
    page = opened(visit(scripts=False, width=390), run)
    assert page.locator("html").evaluate(WIDE)
    page.get_by_label("Alarm from a probability of").fill("0.9")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cost")
    expect(page.locator("[data-say='threshold']")).to_have_text(re.compile(r"^0\.[89]"))
    page.goto(page.url.partition("/charts")[0])
    page.locator("#how-good .more-charts > summary").click()
    page.get_by_role("link", name="Calibration", exact=True).click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert page.locator("html").evaluate(WIDE)


def test_a_chart_is_saved_and_a_row_is_explained(visit: Callable[..., Visit], run: str) -> None:
    """What was found is shown to others, and one row is what people ask about."""
    page = opened(visit(), f"{run}/charts/roc")
    expect(page.locator(".picture .main-svg").first).to_be_visible()
    for kind in ("SVG", "PNG"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Save as {kind}").click()
        saved = Path(waiting.value.path()).read_bytes()
        assert (b"<svg" if kind == "SVG" else b"PNG") in saved[:200]
    page.goto(page.url.replace("/roc", "/one_row"))
    expect(page.locator("#steps-title")).to_contain_text("of 100 rows like this are “yes”")
    expect(page.locator(".steps")).to_contain_text(HOSTILE)
    page.get_by_label("A row of the table").select_option("1")
    page.get_by_role("button", name="Explain it").click()
    expect(page.get_by_label("A row of the table")).to_have_value("1")


def test_rows_that_come_later_show_whether_the_promise_is_kept(
    visit: Callable[..., Visit], run: str, tmp_path: Path
) -> None:
    """The score of the page is a promise, and labeled rows are what keeps or breaks it."""
    here = visit(width=390)
    page = opened(here, run)
    later = tmp_path / "later.csv"
    later.write_text(lines(120, 8))
    page.get_by_label("Rows with the answer in “churn”").set_input_files(later)
    page.get_by_role("button", name="Score the model on them").click()
    expect(page.locator("#evaluations li")).to_contain_text("promised 0.", timeout=30_000)
    assert page.locator("html").evaluate(WIDE)
    page.goto(f"{here.address}{run}/findings/few_rows")
    expect(page.locator("#findings-few_rows")).to_be_visible()  # a place in a part that is closed is opened
