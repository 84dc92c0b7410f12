"""The page as people use it: from a file to a prediction, over the real service in a real browser."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

RUN_MILLISECONDS = 150_000
HOSTILE = ("<img src=x onerror=alert(1)>", '<hx-partial hx-target="#main">gone</hx-partial>', "W" * 200, "عمر العميل")


def churn_table(path: Path, names: tuple[str, ...] = ("contract", "tenure", "charges", "calls")) -> Path:
    """Write a table whose last column depends on the first ones."""
    draw = random.Random(7)
    lines = [[*names, "churn"]]
    for _ in range(160):
        contract, tenure = draw.choice(["monthly", "yearly"]), draw.randint(0, 72)
        leaves = draw.random() < (0.75 if contract == "monthly" else 0.15)
        row = [contract, tenure, round(draw.uniform(20, 110), 2), draw.randint(0, 9)]
        lines.append([*(str(value) for value in row), "yes" if leaves else "no"])
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return path


def upload(page: Page, address: str, table: Path) -> None:
    """Drop a table on the first page."""
    page.goto(address)
    page.get_by_label("Choose a table").set_input_files(table)
    page.wait_for_url("**/datasets/*")


def start(page: Page, goal: str, *, trials: str = "", seconds: str = "") -> None:
    """Start a run with a small budget."""
    page.get_by_label("What should be predicted?").fill(goal)
    page.get_by_label("Other", exact=True).check()
    page.get_by_label("Trials").fill(trials)
    page.get_by_label("Seconds").fill(seconds)
    page.get_by_role("button", name="Find a model").click()
    page.wait_for_url("**/runs/*")


def test_a_table_becomes_an_honest_score_answers_and_a_prediction(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """The product is for exactly that, and each step stands on the one before."""
    here = visit()
    page = here.page
    upload(page, here.address, churn_table(tmp_path / "telco.csv"))
    expect(page.get_by_role("heading", name="telco.csv")).to_be_visible()
    page.get_by_label("What should be predicted?").fill("predict churn; a miss is five times worse than a false alarm")
    expect(page.get_by_label("a miss costs")).to_have_value("5")
    start(page, "predict churn", trials="3")

    expect(page.locator("#score .hero")).to_have_text(re.compile(r"^0\.\d+$"), timeout=RUN_MILLISECONDS)
    expect(page.locator("#score")).to_contain_text(re.compile(r"likely 0\.\d+ to [01]\.\d+"))
    expect(page.locator("#leaderboard")).to_contain_text("Logistic regression")
    run = page.url
    page.get_by_label("Your question").fill("does it overfit?")
    page.keyboard.press("Enter")
    cited = page.locator(".answer a[href*='/trials/']").first
    expect(cited).to_be_visible()
    page.locator(".chart").first.scroll_into_view_if_needed()  # a chart is drawn when it comes near
    expect(page.locator(".chart .main-svg").first).to_be_visible()
    cited.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Trial \d+"))

    page.goto(run)
    page.get_by_role("link", name="Predict rows").click()
    page.get_by_label("contract").select_option("monthly")
    page.get_by_role("button", name="Predict", exact=True).click()
    expect(page.locator("#prediction .hero")).to_have_text("yes")
    expect(page.locator("#prediction")).to_contain_text("of 100 rows like this are yes")
    page.get_by_role("button", name="Predict these rows").click()
    expect(page.locator("#predictions tbody tr")).to_have_count(1)


def test_a_run_is_followed_reloaded_and_stopped_with_its_best_model(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    """A run belongs to the database: reloading loses nothing, and stopping keeps what was found."""
    here = visit()
    page = here.page
    upload(page, here.address, churn_table(tmp_path / "telco.csv"))
    start(page, "predict churn", seconds="600")
    first = page.locator("#landed tbody tr").first
    expect(first).to_be_visible(timeout=RUN_MILLISECONDS)
    page.reload()
    expect(page.locator("#decisions")).to_contain_text("folds")
    expect(page.locator("#families")).to_contain_text("XGBoost", timeout=RUN_MILLISECONDS)

    page.get_by_role("button", name="Stop, keep best").click()
    expect(page.locator("#account")).to_contain_text("You stopped this run after", timeout=RUN_MILLISECONDS)
    expect(page.get_by_role("link", name="Predict rows")).to_be_visible()


def test_names_that_are_html_go_the_whole_way_without_scripts_and_break_nothing(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    """Names come from anybody: they must neither run, nor vanish, nor push the page apart; forms are the ground."""
    plain = visit(scripts=False, width=390)
    page = plain.page
    page.goto(plain.address)
    page.get_by_label("Choose a table").set_input_files(churn_table(tmp_path / "<b>bold.csv", HOSTILE))
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>bold.csv")
    for name in HOSTILE:
        expect(page.locator("#columns").get_by_text(name, exact=True)).to_be_visible()
    page.get_by_label("What should be predicted?").fill("who goes")
    page.get_by_role("button", name="What will be understood?").click()
    page.locator("#understood").get_by_role("button", name="churn", exact=True).click()
    expect(page.get_by_label("predict", exact=True)).to_have_value("churn")
    assert _is_as_wide_as_its_window(page)

    start(page, "predict churn", trials="2")
    expect(page.locator("#score .hero")).to_be_visible(timeout=RUN_MILLISECONDS)  # the page loads itself anew
    run = page.url
    page.get_by_role("link", name="Ask about this run").click()
    page.get_by_role("button", name="Does it overfit?").click()
    expect(page.locator(".answer a").first).to_be_visible()
    _look_around(visit(width=390).page, run)


def _look_around(page: Page, run: str) -> None:
    """See the finished run with scripts: nothing may run that stands in a name."""
    page.goto(run)
    expect(page.locator("#score .hero")).to_be_visible()
    assert _is_as_wide_as_its_window(page)
    page.get_by_role("link", name="Predict rows").click()
    expect(page.get_by_label(HOSTILE[0])).to_have_value(re.compile("monthly|yearly"))
    page.get_by_role("button", name="Predict", exact=True).click()
    expect(page.locator("#prediction .hero")).to_have_text(re.compile("yes|no"))
    assert _is_as_wide_as_its_window(page)


def test_a_wrong_file_gets_its_sentence_and_the_page_goes_on(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Who drops the wrong file learns what is wrong with it, and drops the right one in its place."""
    here = visit()
    here.refusals.add(422)
    empty = tmp_path / "empty.csv"
    empty.touch()
    here.page.goto(here.address)
    here.page.get_by_label("Choose a table").set_input_files(empty)
    expect(here.page.locator("#upload-error")).to_contain_text("empty.csv")
    expect(here.page.locator("#upload-error")).to_contain_text("empty", ignore_case=True)
    here.page.get_by_label("Choose a table").set_input_files(churn_table(tmp_path / "telco.csv"))
    here.page.wait_for_url("**/datasets/*")


def test_an_unclear_goal_offers_columns_and_a_kind_can_be_corrected(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    """Nothing is guessed: the reader picks the column, and what was read wrongly is put right in place."""
    here = visit()
    page = here.page
    upload(page, here.address, churn_table(tmp_path / "telco.csv"))
    page.get_by_label("What should be predicted?").fill("who goes")
    page.locator("#understood").get_by_role("button", name="calls", exact=True).click()
    expect(page.get_by_label("predict", exact=True)).to_have_value("calls")
    page.get_by_label("Kind of calls", exact=True).select_option("categorical")
    expect(page.locator("#understood")).to_contain_text("one of several classes")
    expect(page.get_by_label("Kind of calls", exact=True)).to_have_value("categorical")


def test_a_browser_without_a_session_is_told_which_address_to_open(visit: Callable[..., Visit]) -> None:
    """The key is in the printed address, and who lacks it needs to know where to look."""
    here = visit(with_session=False)
    here.refusals.add(401)
    here.page.goto(here.address)
    expect(here.page.get_by_role("heading", level=1)).to_have_text("Open the printed address")


def _is_as_wide_as_its_window(page: Page) -> bool:
    return bool(page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_is_readable_in_light_and_dark(visit: Callable[..., Visit], scheme: str) -> None:
    """Both themes come from the same tokens: text and ground must differ in both."""
    here = visit()
    here.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the two values that it takes
    here.page.goto(here.address)
    ground = here.page.locator("html").evaluate("root => getComputedStyle(root).backgroundColor")
    expected = {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 23, 26)"}
    assert ground == expected[scheme]
