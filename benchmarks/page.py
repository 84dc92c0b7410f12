"""How quick the page is in a browser: the start page, and a run of a thousand trials as it comes in and is shown.

    python -m benchmarks.page [--trials 1000] [--visits 5] [--port 8192]

Starts the service over an empty home on loopback, and Debian's Chromium beside it. A long task is what keeps the
browser from answering for 50 ms and more, as the browser itself tells (Long Tasks API). Nothing else should run
meanwhile. The trials are made up, as those of the tests are; plotly.js and all else is the real page.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.load import KEY, serving
from service.home import Home
from service.store.database import Database
from service.store.owners import FIRST_OWNER, OwnerStore
from tests.browser.conftest import ARGUMENTS
from tests.browser.install import find_chromium
from tests.service.fed_run import FedRun, many_trials
from tests.service.made_up_record import made_up_record

WATCH = """
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration))))
    .observe({ type: "longtask", buffered: true });
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
STEP, PAUSE = 300, 120  # pixels and milliseconds: as a hand scrolls


def long_tasks(page: Page, doing: str) -> None:
    """Say which long tasks there were since the last time."""
    page.wait_for_timeout(1_000)
    found = page.evaluate("longTasks.splice(0)")
    said = f"{len(found)}, the longest {max(found)} ms" if found else "none"
    print(f"long tasks while {doing}: {said}", flush=True)


def scrolled(page: Page) -> None:
    """Scroll a page from its top to its end."""
    at = 0
    while at < page.evaluate("document.documentElement.scrollHeight"):
        page.mouse.wheel(0, STEP)
        page.wait_for_timeout(PAUSE)
        at += STEP


def start_page(browser: Browser, state: str, address: str, n_visits: int) -> None:
    """Say when the start page is painted, and how much it loads, each time without a cache."""
    times = []
    for _ in range(n_visits):
        with browser.new_context(storage_state=state) as context:
            page, sizes = context.new_page(), []
            page.on("response", lambda answer, sizes=sizes: sizes.append(len(answer.body())))
            page.goto(address)
            page.wait_for_timeout(500)
            times.append(page.evaluate(PAINTED))
    kilobytes = sum(sizes) / 1_000
    print(f"start page painted in {min(times):.0f} to {max(times):.0f} ms; {kilobytes:.0f} kB in {len(sizes)} answers")


def thousand_trials(page: Page, address: str, fed: FedRun, n_trials: int) -> None:
    """Let trials come in, twenty at once; scroll their list; then show what came of the run."""
    trials = many_trials(n_trials)
    page.goto(f"{address}/runs/{fed.id}")
    for first in range(0, n_trials, 20):
        fed.land(trials[first : first + 20])
        page.wait_for_timeout(PAUSE)
    long_tasks(page, f"{n_trials:,} trials come in")
    page.goto(f"{address}/runs/{fed.id}/trials")
    scrolled(page)
    long_tasks(page, "their list is scrolled")
    fed.end("succeeded", made_up_record())
    page.goto(f"{address}/runs/{fed.id}")
    long_tasks(page, "the result opens")
    scrolled(page)
    long_tasks(page, "the result is scrolled, plotly.js and its charts among it")


def main() -> None:
    """Measure one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--port", type=int, default=8192)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), asked.port) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            page = context.new_page()
            database = Database(Home(Path(folder)).database_url)
            owners = OwnerStore(database)
            caller = owners.caller_of_secret(KEY)
            page.goto(f"{address}/?key={owners.open_door(caller.key_id if caller else '')}")
            state = str(Path(folder) / "state.json")
            context.storage_state(path=state)
            context.add_init_script(WATCH)
            start_page(browser, state, address, asked.visits)
            fed = FedRun.begin(database, owners.add_owner(FIRST_OWNER))
            thousand_trials(page, address, fed, asked.trials)
        browser.close()


if __name__ == "__main__":
    main()
