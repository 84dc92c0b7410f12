"""The pages around runs: the list, more time, deleting, and sharing."""

import re
from dataclasses import replace

import pytest

from models.record import Goal
from service.page.run_list import lines_of
from service.store.owners import FIRST_OWNER
from service.store.run_lines import RunLine
from service.store.tables import Run
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fed_run import FedRun, many_trials
from tests.service.made_up_record import HOSTILE, made_up_record, without_model
from tests.service.test_page_views import Reader, enter


@pytest.fixture
def reader(service: Service) -> Reader:
    """Return the first owner in a browser."""
    return enter(service, KEY)


@pytest.fixture
def owner(service: Service) -> str:
    """Return the id of the first owner."""
    return service.parts.owners.add_owner(FIRST_OWNER)


def listed(html: str) -> list[str]:
    """Return the ids of the runs of a page, in their order."""
    return re.findall(r'<li id="run-(\w+)"', html)


def test_an_empty_list_leads_to_a_table(reader: Reader) -> None:
    """One sentence and one action."""
    html = reader.read("/runs")
    assert "There is no run yet." in html
    assert "Begin with a table." in html


def test_a_list_tells_of_each_run_what_it_is_worth(service: Service, reader: Reader) -> None:
    """The honest score with its range, the table, and what can be done with it."""
    run = service.finished_run()
    html = reader.read("/runs")
    assert listed(html) == [run]
    assert re.search(r"<b>0\.78</b>.*likely 0\.70 to 0\.85", html, re.DOTALL)
    for part in ("predict", "report", "share", "continue", "delete"):
        assert f'href="/runs/{run}/{part}"' in html, part


def test_a_list_is_filtered_by_state_and_by_words(service: Service, reader: Reader) -> None:
    """A month later, one remembers the table or that it failed, and nothing else."""
    finished, waiting = service.finished_run(), service.start_run()
    assert listed(reader.read("/runs?group=unfinished")) == [waiting]
    assert listed(reader.read("/runs?group=finished")) == [finished]
    assert listed(reader.read("/runs?find=CHUR")) == [waiting, finished]
    assert "No run fits." in reader.read("/runs?find=100%25")
    assert listed(reader.read("/runs?group=nonsense")) == [waiting, finished]


def test_pages_of_the_list_keep_the_filter_and_lose_no_run(service: Service, reader: Reader, owner: str) -> None:
    """A cursor stays where it was, whatever comes in front of it."""
    made = [FedRun.begin(service.parts.database, owner).id for _ in range(23)]
    first = reader.read("/runs?group=unfinished")
    following = re.search(r'href="(/runs\?[^"]+)">Older runs', first)
    assert following is not None
    assert "group=unfinished" in following[1]
    FedRun.begin(service.parts.database, owner)
    second = reader.read(following[1].replace("&amp;", "&"))
    assert sorted(listed(first) + listed(second)) == sorted(made)


def test_runs_of_others_are_in_no_list_and_on_no_page(service: Service, reader: Reader) -> None:
    """Every page that takes an id asks whose it is."""
    run = service.finished_run(OTHER_KEY)
    mine = service.finished_run()
    assert listed(reader.read("/runs")) == [mine]
    for address in ("continue", "delete", "share", "title"):
        assert reader.client.get(f"/runs/{run}/{address}").status_code == 404, address
    assert reader.client.get(f"/runs/compare?a={mine}&b={run}").status_code == 404
    for address in ("continue", "delete", "share", "share/x/revoke"):
        assert reader.send(f"/runs/{run}/{address}", {"budget": "60"})[0] == 404, address
    assert service.client(OTHER_KEY).get(f"/v1/runs/{run}").json["status"] == "succeeded"


def test_scores_are_put_on_one_axis_only_where_they_can_be_compared() -> None:
    """Two bars on two scales say nothing, and look as if they did."""

    def line(metric: str, low: float) -> RunLine:
        goal = Goal("", "churn", "binary", metric)
        score = {"low": low, "corrected": low + 0.02, "high": low + 0.04, "cross_validated": low}
        run = Run(id=metric, dataset_id="d", status="succeeded", score=score)
        run.goal = {"text": goal.text, "target": goal.target, "metric": goal.metric}
        return RunLine(run, "table")

    first, second, other = lines_of([line("roc_auc", 0.7), line("roc_auc", 0.8), line("f1", 0.5)])
    assert first.mark is not None
    assert second.mark is not None
    assert first.mark.high < second.mark.low
    assert other.mark is None


def test_a_result_leads_to_all_that_can_be_done_with_it(service: Service, reader: Reader) -> None:
    """What is not linked does not exist."""
    run = service.finished_run()
    html = reader.read(f"/runs/{run}")
    for part in ("continue", "share", "report", "delete"):
        assert f'href="/runs/{run}/{part}"' in html, part


def test_more_time_leads_back_to_the_run_which_is_in_the_queue_again(service: Service, reader: Reader) -> None:
    """The same address, so that a bookmark goes on being right."""
    run = service.finished_run()
    assert "goes on from its 3 trials" in re.sub(r"\s+", " ", reader.read(f"/runs/{run}/continue"))
    assert reader.send(f"/runs/{run}/continue", {"budget": "60"}) == (303, f"/runs/{run}")
    assert "It goes on from its 3 trials." in re.sub(r"\s+", " ", reader.read(f"/runs/{run}"))


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"budget": "other"}, "Give a number of seconds or of trials"),
        ({"budget": "other", "seconds": "soon"}, "is not a number of seconds"),
        ({"budget": "other", "seconds": "nan"}, "is not a number of seconds"),
        ({"budget": "other", "trials": "2.5"}, "is not a number of trials"),
        ({"budget": "other", "seconds": "1"}, "at least 10 seconds"),
        ({"budget": "1e9"}, "the limit is 1,000,000"),
    ],
)
def test_more_time_that_cannot_be_given_is_refused_where_it_was_asked(
    service: Service, reader: Reader, form: dict[str, str], sentence: str
) -> None:
    """The run stays as it is, and the form as it was typed."""
    run = service.finished_run()
    status, text = reader.send(f"/runs/{run}/continue", form)
    assert status == 422
    assert sentence in text
    assert "<title>Error:" in text
    assert ('aria-invalid="true"' in text) == (form["budget"] == "other")
    assert f'value="{form.get("seconds", "")}"' in text
    assert service.client().get(f"/v1/runs/{run}").json["status"] == "succeeded"


def test_a_run_that_still_works_is_not_continued_and_says_why(service: Service, reader: Reader) -> None:
    """It goes on anyway."""
    run = service.start_run()
    assert "has not ended yet" in reader.read(f"/runs/{run}/continue")
    status, text = reader.send(f"/runs/{run}/continue", {"budget": "60"})
    assert status == 409
    assert "wait until it has ended" in text


def test_deleting_asks_first_and_says_what_goes(service: Service, reader: Reader) -> None:
    """It cannot be undone, so it must be clear what it is."""
    run = service.finished_run()
    reader.send(f"/runs/{run}/chat", {"message": "does it overfit?"})
    reader.send(f"/runs/{run}/share", {})
    html = reader.read(f"/runs/{run}/delete")
    for words in ("its model", "3 trials", "1 conversation with 1 question", "1 link", "cannot be undone"):
        assert words in html, words
    assert service.client().get(f"/v1/runs/{run}").status_code == 200
    assert reader.send(f"/runs/{run}/delete", {}) == (303, "/runs")
    assert service.client().get(f"/v1/runs/{run}").status_code == 404


def test_a_run_at_work_is_not_deleted(service: Service, reader: Reader, owner: str) -> None:
    """Its worker would write into nothing."""
    fed = FedRun.begin(service.parts.database, owner)
    assert "still works" in reader.read(f"/runs/{fed.id}/delete")
    status, text = reader.send(f"/runs/{fed.id}/delete", {})
    assert status == 409
    assert "cancel it first" in text
    assert service.client().get(f"/v1/runs/{fed.id}").status_code == 200


def shared_address(html: str) -> str:
    """Return the path of the link that a page has just made."""
    found = re.search(r'value="https?://[^/"]+(/shared/[^"]+)"', html)
    assert found is not None
    return found[1]


def test_whoever_has_a_link_reads_the_result_and_nothing_else(service: Service, reader: Reader) -> None:
    """No key, no session, and no way on from there."""
    run = service.finished_run()
    status, html = reader.send(f"/runs/{run}/share", {})
    assert status == 201
    stranger = service.app.test_client()
    page = stranger.get(shared_address(html))
    assert page.status_code == 200
    assert "0.78" in page.text
    assert "<form" not in page.text
    assert "<script" not in page.text
    assert set(re.findall(r'(?:href|src|action)="([^"#]+)', page.text)) == set()
    assert run not in page.text
    assert "Set-Cookie" not in page.headers
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    for address in (f"/runs/{run}", f"/runs/{run}/trials", f"/v1/runs/{run}", f"/v1/runs/{run}/report"):
        assert stranger.get(address).status_code == 401, address
    assert stranger.post(shared_address(html)).status_code == 401


def test_a_shared_result_holds_no_value_of_the_table(service: Service, owner: str) -> None:
    """The rows are somebody's customers."""
    record = made_up_record()
    first, *others = record.trials
    failed = replace(first, state="failed", error="could not convert 'Smith' to float")
    fed = FedRun.begin(service.parts.database, owner)
    fed.end("succeeded", replace(record, trials=(failed, *others), error="'Miller' is no number"))
    token = service.parts.shares.add(fed.id, owner)
    page = service.app.test_client().get(f"/shared/{token}").text
    assert "tenure" in page
    assert record.data.columns[1].examples == ("basic",)
    for cell in ("basic", "Three values of plan.", "Smith", "Miller"):
        assert cell not in page, cell


def test_a_link_that_is_taken_back_opens_nothing(service: Service, reader: Reader) -> None:
    """Sharing is easy only where it can be ended."""
    run = service.finished_run()
    address = shared_address(reader.send(f"/runs/{run}/share", {})[1])
    back = re.search(rf'action="(/runs/{run}/share/\w+/revoke)"', reader.read(f"/runs/{run}/share"))
    assert back is not None
    assert reader.send(back[1], {}) == (303, f"/runs/{run}/share")
    for dead in (address, "/shared/guessed"):
        gone = service.app.test_client().get(dead, headers={"Accept": "text/html"})
        assert (gone.status_code, "This link shows nothing" in gone.text) == (404, True)
    assert "Take back" not in reader.read(f"/runs/{run}/share")


def test_the_database_lets_nobody_read_by_a_link(service: Service, owner: str) -> None:
    """A copy of it must not be a bunch of keys."""
    run = service.finished_run()
    token = service.parts.shares.add(run, owner)
    with service.parts.database.read() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM shares").one()
    assert token not in str(kept)


def test_a_link_goes_with_its_run(service: Service, reader: Reader) -> None:
    """Deleted means gone, for everybody."""
    run = service.finished_run()
    address = shared_address(reader.send(f"/runs/{run}/share", {})[1])
    reader.send(f"/runs/{run}/delete", {})
    assert service.app.test_client().get(address).status_code == 404


def test_a_run_without_a_result_has_nothing_to_share(service: Service, reader: Reader, owner: str) -> None:
    """An empty page behind a link is worse than no link."""
    fed = FedRun.begin(service.parts.database, owner)
    fed.end("failed", without_model(made_up_record(), "failed", "It broke."), "It broke.")
    assert "no result to share" in reader.read(f"/runs/{fed.id}/share")
    assert reader.send(f"/runs/{fed.id}/share", {})[0] == 409


def test_names_that_are_html_are_shown_as_typed(service: Service, reader: Reader, owner: str) -> None:
    """A goal is a stranger's text, and so is the name of a table."""
    fed = FedRun.begin(service.parts.database, owner)
    fed.land(many_trials(3))
    goal = {"text": HOSTILE, "target": HOSTILE, "task": "binary", "metric": "roc_auc", "positive_class": HOSTILE}
    fed.set(goal=goal, error=HOSTILE)
    for address in ("", "/title", "/trials", "/trials/1", "/delete", "/continue", "/share", "/live"):
        if address == "/live":
            fed.end("failed", error=HOSTILE)
        assert "<img" not in reader.read(f"/runs/{fed.id}{address}"), address
    assert "<img" not in reader.read("/runs")


def test_these_pages_run_no_script_of_their_own_text(service: Service, reader: Reader) -> None:
    """The policy forbids scripts and styles in the page, so none may be written there by mistake."""
    run, other = service.finished_run(), service.finished_run()
    addresses = ["/runs", f"/runs/compare?a={run}&b={other}"]
    addresses += [f"/runs/{run}/{part}" for part in ("trials", "trials/1", "continue", "delete", "share")]
    for address in addresses:
        text = reader.read(address)
        assert " style=" not in text, address
        assert text.count("<h1") == 1, address
        assert text.count("<script") == text.count("<script src=") + text.count('<script type="module" src='), address
