"""The assistant and the predictions as people use them, over one run each, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_journey_in_browser import HOSTILE, RUN_MILLISECONDS, churn_table, start, upload

ANSWER_MILLISECONDS = 30_000


@pytest.fixture(scope="module")
def finished() -> dict[str, str]:
    """Return where the run of this module is kept, once a test has made it."""
    return {}


def open_run(here: Visit, tmp_path: Path, finished: dict[str, str]) -> str:
    """Return the address of a finished run, which the first test makes."""
    if "run" not in finished:
        upload(here.page, here.address, churn_table(tmp_path / "telco.csv"))
        start(here.page, "predict churn", trials="3")
        expect(here.page.locator("#score .hero")).to_be_visible(timeout=RUN_MILLISECONDS)
        finished["run"] = here.page.url
    return finished["run"]


def answered(page: Page, question: str) -> Any:  # noqa: ANN401  a locator
    """Return the article of a question once its answer is there."""
    article = page.locator("article", has=page.get_by_role("heading", name=question, exact=True)).last
    expect(article.locator(".answer-tools")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    return article


def test_an_answer_grows_beside_the_run_and_leaves_the_page_where_it_was(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """Who asks beside the result goes on looking at the result; the question is on top, the field is empty again."""
    here = visit()
    page = here.page
    page.goto(f"{open_run(here, tmp_path, finished)}?conversation=new")
    page.get_by_label("Your question").fill("does it overfit?")
    page.keyboard.press("Enter")
    article = answered(page, "does it overfit?")
    expect(article).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#news")).to_have_text(re.compile(r"^Answer ready\. \w.{20}"))
    expect(page.get_by_label("Your question")).to_have_value("")
    expect(page.get_by_label("Your question")).to_be_focused()
    assert page.evaluate("scrollY") == 0

    page.get_by_label("Your question").fill("how do the best models compare?")
    page.keyboard.press("Enter")
    later = answered(page, "how do the best models compare?")
    log, question = page.locator("#log").bounding_box(), later.locator("h3").bounding_box()
    assert log is not None
    assert question is not None
    assert -1 < question["y"] - log["y"] < 60  # parts of a pixel are no scrolling
    cited = later.locator(".answer a[href*='/trials/']").first
    expect(cited).to_have_attribute("aria-label", re.compile("^" + re.escape(cited.inner_text()) + ", "))
    page.reload()
    assert page.locator("article").count() == 2


def test_an_experiment_is_agreed_to_followed_through_a_reload_and_weighed(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """A yes in the chat is all it takes; the page may go away meanwhile, the experiment does not."""
    here = visit()
    page = here.page
    page.goto(f"{open_run(here, tmp_path, finished)}/chat?conversation=new")
    page.get_by_label("Your question").fill("what if I used extra trees instead?")
    page.keyboard.press("Enter")
    answered(page, "what if I used extra trees instead?")
    page.get_by_role("button", name="Yes, start it").click()
    expect(page.locator(".experiment")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    page.reload()
    expect(page.locator(".experiment")).to_contain_text(
        re.compile("clear difference|Better by|Worse by"), timeout=RUN_MILLISECONDS
    )
    expect(page.locator(".experiment")).to_contain_text("Choosing once more costs honesty")
    expect(page.locator("#news")).to_have_text(re.compile("^What-if 1: "))


def test_why_beside_a_chart_asks_in_the_chat_that_stands_beside_it(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """The chart in the middle of the window is what a question is about, until the reader puts it away."""
    here = visit()
    page = here.page
    run = open_run(here, tmp_path, finished)
    page.goto(f"{run}?conversation=new")
    page.locator("#account").evaluate(
        """(account, href) => {
            const card = document.createElement("figure");
            card.innerHTML = `<a href="${href}" aria-label="Why? Gap of all trials">Why?</a>`;
            account.prepend(card);
            document.dispatchEvent(new CustomEvent("htmx:after:swap"));
        }""",
        f"{run}/chat?about=gap",
    )
    page.get_by_role("link", name="Why? Gap of all trials").click()
    article = answered(page, "What does the chart “Gap of all trials” show?")
    expect(article).to_contain_text("Gap of all trials")
    expect(page.locator("#looking-at")).to_contain_text("Looking at: Gap of all trials")
    assert page.url.startswith(run)
    page.get_by_role("link", name="Look at the whole run instead").click()
    expect(page.locator("#looking-at")).to_be_hidden()


def test_a_lost_connection_keeps_the_question_and_says_so(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """A train goes into a tunnel; what was typed is still there when it comes out."""
    here = visit()
    page = here.page
    page.goto(f"{open_run(here, tmp_path, finished)}/chat?conversation=new")
    page.get_by_label("Your question").fill("does it overfit?")
    here.context.set_offline(True)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("It is kept here: send it again.")
    expect(page.get_by_label("Your question")).to_have_value("does it overfit?")
    here.context.set_offline(False)
    page.get_by_role("button", name="Ask").click()
    answered(page, "does it overfit?")
    assert all("ERR_INTERNET_DISCONNECTED" in one or "Failed to fetch" in one for one in here.problems)
    here.problems.clear()


def test_a_chart_is_asked_about_from_its_address_on_a_phone(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """The bar leads to the chat; "Why?" leads there with its chart, which can be put away; code stays text."""
    here = visit(width=390)
    page = here.page
    run = open_run(here, tmp_path, finished)
    page.goto(run)
    page.get_by_role("link", name="Ask about this run").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask about this run")
    page.goto(f"{run}/chat?conversation=new&about=score_by_trial")
    expect(page.locator("#looking-at")).to_contain_text("Looking at: Score by trial")
    page.get_by_role("button", name="Ask", exact=True).click()
    article = answered(page, "What does the chart “Score by trial” show?")
    article.locator(".chart").scroll_into_view_if_needed()
    expect(article.locator(".chart .main-svg").first).to_be_visible()
    page.get_by_role("link", name="Look at the whole run instead").click()
    expect(page.locator("#looking-at")).to_be_hidden()
    page.get_by_label("Your question").fill(HOSTILE[0])
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("article h3").last).to_have_text(HOSTILE[0])
    expect(page.locator("article").last.locator(".answer-tools")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    assert page.locator("article img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_rows_are_predicted_from_the_form_a_paste_and_a_dropped_file(
    visit: Callable[..., Visit], tmp_path: Path, finished: dict[str, str]
) -> None:
    """The three ways in which rows come, each with its answer on the same page."""
    here = visit()
    page = here.page
    page.goto(f"{open_run(here, tmp_path, finished)}/predict")
    page.get_by_label("contract").select_option("monthly")
    page.get_by_label("tenure").fill("400")
    page.get_by_role("button", name="Predict", exact=True).click()
    expect(page.locator("#prediction .hero")).to_have_text(re.compile("yes|no"))
    expect(page.locator("#prediction")).to_contain_text("tenure: 400 is beyond the table")
    expect(page.locator("#prediction .steps")).to_contain_text("contract is monthly")
    expect(page.get_by_label("tenure")).to_have_value("400")
    expect(page.locator("#news")).to_contain_text("Prediction ready: churn")

    rows = "contract\ttenure\tcharges\tcalls\nmonthly\t3\t50\t1\nyearly\t30\nyearly\t40\t60\t2\n"
    page.get_by_label("Paste rows").fill(rows)
    page.get_by_role("button", name="Predict these rows").click()
    expect(page.locator("#predictions tbody tr")).to_have_count(2)
    expect(page.locator("#predictions-panel")).to_contain_text("Line 3 has 2 values, the first line names 4.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all as CSV").click()
    assert len(Path(download.value.path()).read_text().splitlines()) == 3

    file = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'new.csv')); return data; }",
        rows.replace("\t", ",") + "monthly,1,20,0\n",
    )
    page.dispatch_event("body", "drop", {"dataTransfer": file})
    expect(page.locator("#predictions tbody tr")).to_have_count(3)
    page.locator("summary", has_text="JavaScript").click()
    expect(page.locator("#code-javascript")).to_contain_text('"contract": "monthly"')
