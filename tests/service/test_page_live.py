"""A run as it happens: what its page says in every state, and what its stream sends."""

import re
from dataclasses import replace

import pytest

from models.record import Decision, Settings
from service.page import live
from service.page.decision_words import decision_sentence
from service.page.news import NEWS_SECONDS, News
from service.page.so_far import SoFar, so_far
from service.page.views import RunView, view_of
from service.store.owners import FIRST_OWNER
from service.store.queue import Standing, standing_of
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import trial
from tests.service.fed_run import FedRun, many_trials
from tests.service.made_up_record import made_up_record
from tests.service.test_page_views import Reader, enter


@pytest.fixture
def reader(service: Service) -> Reader:
    """Return the first owner in a browser."""
    return enter(service, KEY)


@pytest.fixture
def fed(service: Service) -> FedRun:
    """Return a run that the test feeds."""
    return FedRun.begin(service.parts.database, service.parts.owners.add_owner(FIRST_OWNER))


def view(service: Service, fed: FedRun) -> RunView:
    """Return what the page sees of a run."""
    with service.app.app_context():
        return view_of(fed.id, fed.claim.owner_id)


def now(service: Service, fed: FedRun) -> SoFar:
    """Return where a run stands."""
    return so_far(view(service, fed), Standing())


def text_of(html: str) -> str:
    """Return the words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_run_that_waits_says_what_it_waits_for(service: Service, reader: Reader) -> None:
    """An hour in a queue of ten is fine, and an hour in an empty one is a worker that nobody started."""
    first, second = service.start_run(), service.start_run(OTHER_KEY)
    third = service.start_run()
    assert "no worker is running" in reader.read(f"/runs/{first}")
    assert "2 runs are ahead of this one" in text_of(reader.read(f"/runs/{third}"))
    assert reader.client.get(f"/runs/{second}").status_code == 404


def test_a_run_that_waits_behind_another_says_that_one_is_being_worked_on(
    service: Service, reader: Reader, fed: FedRun
) -> None:
    """Who waits for one long run wants to know that it is one."""
    assert fed.id
    run = service.start_run()
    assert "It is next. 1 run is being worked on" in text_of(reader.read(f"/runs/{run}"))


def test_the_best_score_of_a_run_that_works_is_never_sold_as_the_honest_one(reader: Reader, fed: FedRun) -> None:
    """The best of many flatters, and a reader who goes after a minute would take it home."""
    fed.land(many_trials(20))
    text = text_of(reader.read(f"/runs/{fed.id}"))
    assert "Best so far" in text
    assert "Not yet the honest score" in text
    assert "Honest score" not in text


def test_time_left_is_that_of_the_budget_and_an_estimate_says_that_it_is_one(service: Service, fed: FedRun) -> None:
    """With trials alone, nobody knows when it ends; the pace so far is a guess."""
    fed.land(many_trials(20))
    fed.set(elapsed_seconds=100.0)
    assert now(service, fed).seconds_left == pytest.approx(800.0)
    by_trials = FedRun.begin(fed.database, fed.claim.owner_id, Settings(seconds=None, trials=60))
    by_trials.land(many_trials(4))
    by_trials.set(elapsed_seconds=100.0)
    assert now(service, by_trials).seconds_left is None
    by_trials.land(many_trials(20))
    found = now(service, by_trials)
    assert (found.seconds_left, found.is_estimate, found.done) == (pytest.approx(200.0), True, pytest.approx(1 / 3))


def test_the_shares_of_the_families_are_those_of_their_seconds(service: Service, fed: FedRun) -> None:
    """A family with many quick trials did not get much."""
    fed.land([replace(trial(0), seconds=9.0), replace(trial(1, score=0.9), family="linear", seconds=1.0)])
    times = now(service, fed).families
    assert [(time.family, time.share, time.is_leading) for time in times] == [
        ("xgboost", 0.9, False),
        ("linear", 0.1, True),
    ]


def test_twenty_trials_are_shown_and_the_rest_is_a_click_away(reader: Reader, fed: FedRun) -> None:
    """A thousand rows that grow by one each second would be a page that never stands still."""
    fed.land(many_trials(1000))
    html = reader.read(f"/runs/{fed.id}")
    assert html.count('id="landed-') - html.count('id="landed-title"') == 20
    assert "All 1,000 trials" in html
    assert html.count("<circle") == 1
    assert len(html) < 80_000


def test_the_page_says_that_a_worker_died_and_that_another_went_on(
    service: Service, reader: Reader, fed: FedRun
) -> None:
    """Silence would leave the reader to wonder why the clock jumped."""
    fed.land(many_trials(5))
    fed.set(lease_until=1.0)
    assert "has stopped answering" in reader.read(f"/runs/{fed.id}")
    claim = service.claims.claim("the next one", 60.0)
    assert claim is not None
    assert claim.run_id == fed.id
    text = text_of(reader.read(f"/runs/{fed.id}"))
    assert "A worker stopped on the way; another went on from the recorded trials. Nothing was lost." in text
    assert "has stopped answering" not in text


def test_a_run_that_is_continued_begins_with_no_worker_lost(service: Service) -> None:
    """What was lost before the run ended is history by then."""
    run = service.finished_run()
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE runs SET takeovers = 2")
    service.client().post(f"/v1/runs/{run}/continue", json={"budget": {"trials": 2}})
    owner = service.parts.owners.add_owner(FIRST_OWNER)
    assert service.parts.runs.get(run, owner).takeovers == 0


def test_the_stream_sends_what_changed_and_nothing_else(service: Service, fed: FedRun) -> None:
    """Panels that are sent again for nothing cost the reader's battery, focus and selection."""
    fed.land(many_trials(5))
    with service.app.test_request_context():
        watch = live.Watch(service.parts.runs, view(service, fed), fed.claim.owner_id)
        first = watch._message(0.0)
        assert [name for name in live.PANELS if f'hx-target="#{name}"' in first] == list(live.PANELS)
        assert watch._message(0.5) == ""
        fed.decide(Decision(1, "folds", "5 folds", (), "five will do", at=3.0))
        watch._catch_up()
        second = watch._message(1.0)
    assert re.findall(r'hx-target="#(\w+)"', second) == ["decisions"]


def test_the_stream_of_a_run_without_a_model_brings_the_reason_and_closes(reader: Reader, fed: FedRun) -> None:
    """The page turns into what came of it, whatever that is."""
    fed.land(many_trials(5))
    fed.end("failed", error="The target has one value in every fold.")
    stream = reader.client.get(f"/runs/{fed.id}/live").text
    assert "The target has one value in every fold." in stream
    assert "<title>Failed: churn" in stream
    assert stream.endswith("event: done\ndata: 1\n\n")


def test_a_run_that_failed_says_what_was_kept_and_what_to_do(reader: Reader, fed: FedRun) -> None:
    """A reason without a way out is half an answer."""
    fed.land(many_trials(5))
    fed.end("failed", error="It ran out of memory.")
    text = text_of(reader.read(f"/runs/{fed.id}"))
    for words in (
        "This run failed",
        "It ran out of memory.",
        "Kept: 5 trials",
        "Change the goal",
        "Continue with more",
    ):
        assert words in text, words


def test_the_title_tells_a_tab_in_the_background_how_it_ended(service: Service, reader: Reader, fed: FedRun) -> None:
    """A hidden tab has no stream, and its title is all that can be seen of it."""
    assert "<title>Running: churn" in reader.read(f"/runs/{fed.id}/title")
    fed.end("succeeded", made_up_record())
    assert "<title>Finished: churn" in reader.read(f"/runs/{fed.id}/title")
    assert enter(service, OTHER_KEY).client.get(f"/runs/{fed.id}/title").status_code == 404


def test_held_the_page_does_not_reload_itself(reader: Reader, fed: FedRun) -> None:
    """Without scripts it does so every few seconds, which nobody can read against."""
    assert 'http-equiv="refresh"' in reader.read(f"/runs/{fed.id}")
    assert 'http-equiv="refresh"' not in reader.read(f"/runs/{fed.id}?hold=1")


def test_stopping_a_run_that_has_just_ended_shows_it(service: Service, reader: Reader) -> None:
    """The button was there when the page was drawn, and to press it was no mistake."""
    run = service.finished_run()
    assert reader.send(f"/runs/{run}/cancel", {}) == (303, f"/runs/{run}")


def test_news_are_rare_and_say_nothing_twice(service: Service, fed: FedRun) -> None:
    """A screen reader interrupts its user with each of them."""
    fed.land(many_trials(5))
    news = News(view(service, fed))
    assert news.of(view(service, fed), now(service, fed), 0.0) == ""
    fed.land(many_trials(30))
    later = view(service, fed)
    assert news.of(later, now(service, fed), NEWS_SECONDS - 1) == ""
    assert "30 trials done, best ROC AUC so far" in news.of(later, now(service, fed), NEWS_SECONDS)
    assert news.of(later, now(service, fed), NEWS_SECONDS * 3) == ""


def test_decisions_are_sentences_that_lead_to_their_trials(reader: Reader, fed: FedRun) -> None:
    """A log of field names is for its authors."""
    fed.land(many_trials(5))
    fed.decide(Decision(1, "winner", "trial 3 (linear)", ("trial 2 (lightgbm)",), "it <b>leads</b>", at=124.0))
    html = reader.read(f"/runs/{fed.id}")
    assert "2:04" in html
    assert f'The winner is <a href="/runs/{fed.id}/trials/3">trial 3</a>' in html
    assert "it &lt;b&gt;leads&lt;/b&gt;." in html


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Decision(1, "goal", "metric: rmse", (), "the default"), "The metric is rmse: the default."),
        (Decision(1, "folds", "5 folds", (), "9 rows: few"), "5 folds \N{EN DASH} 9 rows: few."),
        (Decision(1, "search", "TPE", ("gp", "grid"), ""), "TPE rather than gp, grid."),
        (Decision(1, "model", "kept", tuple("abcdef"), "so."), "Kept rather than a, b, c, d and 2 more: so."),
    ],
)
def test_a_decision_says_what_over_what_and_why(decision: Decision, sentence: str) -> None:
    """In that order, whatever the engine writes."""
    assert decision_sentence(decision, {}) == sentence


def test_counts_alone_are_told_of_the_runs_of_others(service: Service) -> None:
    """The queue is shared; what stands in it is not."""
    first = service.start_run(OTHER_KEY)
    run = service.start_run()
    mine = service.parts.runs.get(run, service.parts.owners.add_owner(FIRST_OWNER))
    assert standing_of(service.parts.database, mine) == Standing(n_ahead=1, n_working=0)
    assert first != run


def test_a_stopped_run_with_a_model_shows_its_result(reader: Reader, fed: FedRun) -> None:
    """Stop, keep best: the best is what the reader wants to see then."""
    fed.end("cancelled", made_up_record())
    html = reader.read(f"/runs/{fed.id}")
    assert "Honest score" in html
    assert "This run failed" not in html
