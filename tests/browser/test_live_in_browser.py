"""A run as it happens, and the pages of runs, in a real browser: nothing moves, nothing gets lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.record import Decision
from service.home import Home
from service.store.database import Database
from service.store.owners import FIRST_OWNER, OwnerStore
from tests.browser.conftest import Visit
from tests.service.fed_run import FedRun, many_trials
from tests.service.made_up_record import made_up_record

WIDE, PHONE = 1280, 390
TRIALS = many_trials(1000)
DECISIONS = [Decision(n, "search", f"choice {n}", (), "it leads", at=float(n)) for n in range(1, 12)]


@pytest.fixture(scope="module")
def database(door: str, home: Path) -> Iterator[Database]:
    """Open the database of the service that runs."""
    assert door
    opened = Database(Home(home).database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def begin(database: Database) -> Callable[[], FedRun]:
    """Return what puts a run into the service that only the test works on."""
    owner = OwnerStore(database).add_owner(FIRST_OWNER)
    return lambda: FedRun.begin(database, owner)


def landed(page: Page) -> list[str]:
    """Return the ids of the trials that the page shows, newest first."""
    return page.locator("#landed tbody tr").evaluate_all("rows => rows.map(row => row.id)")  # type: ignore[no-any-return]


def is_as_wide_as_its_window(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth"))


def test_a_run_is_followed_to_its_end_and_nothing_moves_under_the_reader(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """Focus, what was opened and what is held stay as they are, while the rest goes on."""
    fed, here = begin(), visit()
    page = here.page
    fed.land(TRIALS[:30])
    fed.decide(*DECISIONS)
    page.goto(f"{here.address}/runs/{fed.id}")
    expect(page).to_have_title("Running: churn - Plaintune")
    page.get_by_text("5 earlier decisions").click()
    kept = page.locator("#landed-28 a")
    kept.focus()
    fed.land(TRIALS[30:40])
    expect(page.locator("#time-left")).to_contain_text("40 trials done")
    expect(page.locator("#landed-39")).to_be_visible()
    expect(kept).to_be_focused()
    fed.decide(DECISIONS[0], Decision(12, "search", "choice 12", (), "it leads", at=12.0))
    expect(page.locator("#decisions-12")).to_be_visible()
    expect(page.locator("#decisions-1")).to_be_visible()

    page.get_by_role("button", name="Hold updates").click()
    held = landed(page)
    fed.land(TRIALS[40:60])
    expect(page.locator("#time-left")).to_contain_text("60 trials done")
    assert landed(page) == held
    page.get_by_role("button", name="Hold updates").press("Space")
    expect(page.locator("#landed-59")).to_be_visible()

    page.get_by_role("button", name="Hold updates").click()
    fed.land(made_up_record().trials)
    fed.end("succeeded", made_up_record())
    expect(page.locator("#ended-meanwhile")).to_be_visible()
    expect(page).to_have_title("Finished: churn - Plaintune")
    expect(page.locator("#news")).to_have_text("The run has finished. Its result is on this page.")
    expect(page.locator("#landed")).to_be_visible()
    page.get_by_role("link", name="Show what came of it").click()
    expect(page.locator("#score")).to_be_visible()


def test_the_page_turns_into_the_result_or_into_the_reason(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """One address for a run, from its beginning to its end."""
    here = visit(width=PHONE)
    for status, record, words in (("succeeded", made_up_record(), "Honest score"), ("failed", None, "This run failed")):
        fed = begin()
        fed.land(TRIALS[:5])
        here.page.goto(f"{here.address}/runs/{fed.id}")
        expect(here.page.locator("#landed-4")).to_be_visible()
        assert is_as_wide_as_its_window(here.page)
        expect(here.page.locator("#suggestions")).to_contain_text("How is it going?")
        fed.end(status, record, None if record else "The target has one value in every fold.")
        expect(here.page.get_by_role("heading", name=words)).to_be_visible()
        expect(here.page.locator("#landed")).to_have_count(0)
        expect(here.page.locator("#suggestions")).not_to_contain_text("How is it going?")
        assert is_as_wide_as_its_window(here.page)


def test_a_conversation_is_left_as_it_is_when_the_run_ends_beside_it(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """What to ask next belongs to the last answer, and not to the run."""
    fed, here = begin(), visit()
    fed.land(TRIALS[:5])
    here.page.goto(f"{here.address}/runs/{fed.id}")
    here.page.get_by_role("button", name="How is it going?").click()
    expect(here.page.locator("article .answer-tools")).to_be_visible(timeout=30_000)
    asked_next = here.page.locator("#suggestions").inner_text()
    fed.end("succeeded", made_up_record(), None)
    expect(here.page.locator("#score")).to_be_visible()
    assert here.page.locator("#suggestions").inner_text() == asked_next


def test_a_lost_connection_is_said_and_recovered_without_a_gap(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """A train goes through a tunnel; the run does not."""
    fed, here = begin(), visit()
    page = here.page
    fed.land(TRIALS[:5])
    page.route("**/live", lambda route: route.abort())
    page.goto(f"{here.address}/runs/{fed.id}")
    banner = page.locator("#connection")
    expect(banner).to_be_visible(timeout=10_000)
    expect(banner).to_contain_text("Connection lost. The run goes on; trying again")
    fed.land(TRIALS[5:9])
    page.unroute("**/live")
    expect(page.locator("#landed-8")).to_be_visible()
    expect(banner).to_contain_text("Connected again. Nothing was missed.")
    expect(banner).to_be_hidden(timeout=10_000)
    # What was provoked is told on the console, too; anything else may not be there.
    here.problems[:] = [problem for problem in here.problems if "ERR_FAILED" not in problem and "htmx" not in problem]


def test_a_thousand_trials_stay_a_small_page(visit: Callable[..., Visit], begin: Callable[[], FedRun]) -> None:
    """What is not on the page cannot make it stutter."""
    fed, here = begin(), visit()
    fed.land(TRIALS)
    here.page.goto(f"{here.address}/runs/{fed.id}")
    expect(here.page.locator("#landed tbody tr")).to_have_count(20)
    nodes = here.page.evaluate("document.querySelectorAll('#account *').length")
    assert nodes < 700
    here.page.goto(f"{here.address}/runs/{fed.id}/trials")
    expect(here.page.locator("#found")).to_contain_text("1,000 trials")
    n_failed = sum(trial.state == "failed" for trial in TRIALS)
    here.page.get_by_label("State").select_option("failed")
    expect(here.page.locator("#found")).to_contain_text(f"{n_failed} of 1,000 trials")
    assert here.page.url.endswith("state=failed&family=")
    here.page.go_back()
    expect(here.page.locator("#found")).not_to_contain_text(" of ")
    expect(here.page.get_by_label("State")).to_have_value("")


def test_without_scripts_a_run_is_watched_stopped_filtered_compared_and_deleted(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """Every button is a form, and every list has an address."""
    here = visit(scripts=False, width=PHONE)
    page = here.page
    fed, ended = begin(), [begin(), begin()]
    fed.land(TRIALS[:80])
    for one in ended:
        one.end("succeeded", made_up_record())
    page.goto(f"{here.address}/runs/{fed.id}?hold=1")
    page.get_by_role("button", name="Stop, keep best").click()
    expect(page.locator("#stage")).to_contain_text("Stopping after what is being fitted now")
    page.goto(f"{here.address}/runs/{fed.id}/trials")
    page.get_by_label("State").select_option("failed")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#found")).to_contain_text("6 of 80 trials")
    page.goto(f"{here.address}/runs")
    for one in ended:
        page.locator(f"#run-{one.id} input").check()
    assert is_as_wide_as_its_window(page)
    page.get_by_role("button", name="Compare two").click()
    expect(page.locator("#verdict")).to_have_text("Both expect the same score.")
    assert is_as_wide_as_its_window(page)
    page.goto(f"{here.address}/runs/{ended[0].id}/delete")
    page.get_by_role("button", name="Delete run").click()
    expect(page.locator(f"#run-{ended[1].id}")).to_be_visible()
    expect(page.locator(f"#run-{ended[0].id}")).to_have_count(0)


def test_a_link_shows_the_result_to_somebody_without_a_session(
    visit: Callable[..., Visit], begin: Callable[[], FedRun]
) -> None:
    """Made, read, and taken back."""
    fed, here, stranger = begin(), visit(), visit(with_session=False, width=PHONE)
    fed.end("succeeded", made_up_record())
    here.page.goto(f"{here.address}/runs/{fed.id}/share")
    here.page.get_by_role("button", name="Make a link").click()
    address = here.page.get_by_label("The link").input_value()
    stranger.page.goto(address)
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Predict churn")
    expect(stranger.page.get_by_text("shared by a link")).to_be_visible()
    assert is_as_wide_as_its_window(stranger.page)
    here.page.get_by_role("button", name="Take back link 1").click()
    expect(here.page.get_by_role("button", name="Take back link 1")).to_have_count(0)
    stranger.refusals.add(404)
    stranger.page.reload()
    expect(stranger.page.get_by_text("This link shows nothing")).to_be_visible()
