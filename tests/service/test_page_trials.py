"""The trials of a run on its page: in pages, in an order, filtered, and each with its story."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from models.metrics import METRICS
from models.record import FoldScore
from service.page.fold_drawing import MOST_FOLDS, fold_picture
from service.page.trial_list import TRIALS_SHOWN, TrialChoice, best_first, trials_shown
from service.store.owners import FIRST_OWNER
from tests.service.conftest import KEY, Service
from tests.service.fed_run import FedRun, many_trials
from tests.service.test_page_views import FRAGMENT, Reader, enter

ACCOUNT = METRICS["roc_auc"].account


@pytest.fixture
def reader(service: Service) -> Reader:
    """Return the first owner in a browser."""
    return enter(service, KEY)


@pytest.fixture
def run(service: Service) -> str:
    """Return a run of 120 trials."""
    fed = FedRun.begin(service.parts.database, service.parts.owners.add_owner(FIRST_OWNER))
    fed.land(many_trials(120))
    return fed.id


def rows(html: str) -> list[int]:
    """Return the numbers of the trials of a page, in their order."""
    return [int(number) for number in re.findall(r'<tr id="trial-(\d+)"', html)]


def test_best_comes_first_and_what_failed_at_the_very_end() -> None:
    """A trial without a score is no score of zero, and none of infinity either."""
    ordered = best_first(many_trials(60), ACCOUNT)
    scores = [trial.validation_score for trial in ordered if trial.validation_score is not None]
    states = [trial.state for trial in ordered[len(scores) :]]
    assert scores == sorted(scores, reverse=True)
    assert states == sorted(states, key=["pruned", "failed"].index)
    assert "failed" in states


def test_every_trial_stands_on_one_of_the_pages(run: str, reader: Reader) -> None:
    """A trial between two pages would be lost to whoever looks for it."""
    pages = [rows(reader.read(f"/runs/{run}/trials?page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [TRIALS_SHOWN, TRIALS_SHOWN, 20]
    assert sorted(number for page in pages for number in page) == list(range(120))
    assert rows(reader.read(f"/runs/{run}/trials?page=99")) == pages[2]


def test_the_address_filters_and_its_pages_keep_the_filter(run: str, reader: Reader) -> None:
    """An address that is passed on shows what its sender saw."""
    html = reader.read(f"/runs/{run}/trials?state=complete&sort=oldest")
    assert rows(html)[:3] == [0, 1, 2]
    assert "sort=oldest&amp;state=complete" in html or "state=complete&amp;sort=oldest" in html
    assert all("failed" not in found for found in re.findall(r'<tr id="trial-\d+" class="(\w+)"', html))


def test_a_filter_that_fits_nothing_says_so_and_shows_the_way_back(run: str, reader: Reader) -> None:
    """An empty table looks like a fault."""
    html = reader.read(f"/runs/{run}/trials?state=waiting&family=linear")
    assert "No trial fits: none of this family is waiting." in html
    assert "Show all, best first" in html


def test_htmx_gets_the_list_alone_but_not_when_it_goes_back(run: str, reader: Reader) -> None:
    """Going back, it restores a whole page."""
    part = reader.client.get(f"/runs/{run}/trials?sort=newest", headers=FRAGMENT).text
    whole = reader.client.get(f"/runs/{run}/trials", headers={**FRAGMENT, "HX-History-Restore-Request": "true"}).text
    assert "<html" not in part
    assert rows(part)[0] == 119
    assert "<html" in whole


def test_what_the_address_asks_for_and_nobody_knows_is_not_said() -> None:
    """Addresses are typed and cut by mail programs."""
    asked = TrialChoice.asked(MultiDict({"sort": "x", "state": "y", "page": "-3", "family": "f" * 200}))
    assert (asked.sort, asked.state, asked.page, len(asked.family)) == ("best", "", 1, 100)


def test_a_run_without_trials_has_an_empty_page() -> None:
    """Nothing is divided by nothing."""
    shown = trials_shown([], ACCOUNT, TrialChoice(page=4))
    assert (shown.pages, shown.choice.page, shown.n_found) == (1, 1, 0)


def test_a_trial_tells_why_it_was_tried_and_leads_to_its_neighbors(run: str, reader: Reader) -> None:
    """Whoever reads one wants to read on."""
    html = reader.read(f"/runs/{run}/trials/11")
    for words in ("Why it was tried:", "Failed. The search went on without it.", "It ran out of memory"):
        assert words in html, words
    assert f'href="/runs/{run}/trials/10"' in html
    assert f'href="/runs/{run}/trials/12"' in html
    assert 'rel="prev"' not in reader.read(f"/runs/{run}/trials/0")
    assert 'rel="next"' not in reader.read(f"/runs/{run}/trials/119")


def test_a_complete_trial_says_its_place_and_what_its_settings_mean(run: str, reader: Reader) -> None:
    """Names of settings are for those who know them already."""
    html = reader.read(f"/runs/{run}/trials/5")
    assert re.search(r"Number \d+ of \d+ complete trials by score", html)
    assert html.count('class="chosen"') == 5
    assert "<p>How deep.</p>" in html
    assert "Searched from 2 to 12." in html


def test_folds_are_drawn_where_there_are_some_and_not_too_many() -> None:
    """One dot is no picture, and forty rows are a table."""
    fold = FoldScore(0.9, 0.8, 0.1)
    picture = fold_picture([fold, FoldScore(None, 0.7, 0.1)])
    assert picture is not None
    assert picture.rows[1].train is None
    assert fold_picture([fold]) is None
    assert fold_picture([fold] * (MOST_FOLDS + 1)) is None
    assert fold_picture([FoldScore(None, None, 0.1)] * 3) is None
