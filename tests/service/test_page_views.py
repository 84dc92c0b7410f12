"""The pages as the server renders them: words for every state, and no way past the gate."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from models.errors import InputError
from models.record import RunRecord
from service.engine import Order, Sink
from service.store.runs import Recorded
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import three_trials

FRAGMENT = {"HX-Request": "true"}


class Reader:
    """Somebody with a browser session, who sends forms as the page does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        with client.session_transaction() as session:
            self.token = session["csrf_token"]

    def read(self, address: str) -> str:
        """Return the text of a page that must be there."""
        answer = self.client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, address: str, form: dict[str, str], headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Send a form, and return the status and the text, or where it leads."""
        given = {"csrf_token": self.token, **form}
        answer = self.client.post(address, data=given, headers={"Accept": "text/html", **(headers or {})})
        return answer.status_code, answer.headers.get("Location") or answer.text


def enter(service: Service, key: str) -> Reader:
    """Open the address with a key, as a browser does."""
    client = service.app.test_client()
    caller = service.parts.owners.caller_of_secret(key)
    assert caller is not None
    assert client.get(f"/?key={service.parts.owners.open_door(caller.key_id)}").status_code == 303
    return Reader(client)


@pytest.fixture
def reader(service: Service) -> Iterator[Reader]:
    """Return the first owner in a browser."""
    return enter(service, KEY)


def test_the_first_page_asks_for_a_table(reader: Reader) -> None:
    """It is all that somebody with an empty service needs."""
    assert "Choose a table" in reader.read("/")


def test_a_form_without_its_token_does_nothing(service: Service, reader: Reader) -> None:
    """Another site can make a browser send a form, but does not know the token."""
    dataset = service.add_dataset()
    form = {"goal": "predict churn", "budget": "60", "csrf_token": "guessed"}
    status, text = reader.send(f"/datasets/{dataset}/runs", form)
    assert status == 403
    assert "does not come from Plaintune" in text


def test_pages_of_another_owner_are_not_found(service: Service) -> None:
    """An address that is passed on must not show somebody else's data."""
    run, dataset = service.finished_run(), service.add_dataset()
    stranger = enter(service, OTHER_KEY)
    for address in (f"/datasets/{dataset}", f"/runs/{run}", f"/runs/{run}/trials/0", f"/runs/{run}/live"):
        assert stranger.client.get(address).status_code == 404, address
    status, _ = stranger.send(f"/runs/{run}/chat", {"message": "does it overfit?"})
    assert status == 404


def test_a_goal_that_is_unclear_keeps_what_was_typed_and_offers_columns(service: Service, reader: Reader) -> None:
    """Typing a long goal again is a punishment for a slip."""
    dataset = service.add_dataset()
    status, text = reader.send(f"/datasets/{dataset}/runs", {"goal": "who goes, and when?", "budget": "60"})
    assert status == 422
    assert ">who goes, and when?</textarea>" in text
    assert "Two columns fit" in text
    assert 'data-target="age"' in text


@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        ({"budget": "other"}, "Give a number of seconds or of trials"),
        ({"budget": "other", "seconds": "soon"}, "is not a number"),
        ({"budget": "other", "seconds": "1"}, "at least 10 seconds"),
        ({"budget": "other", "seconds": "1e9"}, "over the limit"),
    ],
)
def test_a_budget_that_cannot_be_used_gets_a_sentence(
    service: Service, reader: Reader, budget: dict[str, str], sentence: str
) -> None:
    """The sentence stands on the same page, so that the budget can be changed there."""
    dataset = service.add_dataset()
    status, text = reader.send(f"/datasets/{dataset}/runs", {"goal": "predict churn", **budget})
    assert status == 422
    assert sentence in text
    assert ">predict churn</textarea>" in text


def test_half_a_sentence_is_no_error_while_it_is_typed(service: Service, reader: Reader) -> None:
    """The preview is asked at every pause of typing."""
    dataset = service.add_dataset()
    status, text = reader.send(f"/datasets/{dataset}/goal", {"goal": "who"}, FRAGMENT)
    assert status == 200
    assert "Two columns fit" in text
    assert "<html" not in text


def test_a_finished_run_tells_its_score_before_everything_else(service: Service, reader: Reader) -> None:
    """The honest score is what the product stands for."""
    text = reader.read(f"/runs/{service.finished_run()}")
    places = [text.index(words) for words in ("Honest score", "risk of overfitting", " won<", "Leaderboard")]
    assert places == sorted(places)
    assert "0.78" in text
    assert "likely 0.70 to 0.85" in text


def test_what_an_answer_cites_has_a_place(service: Service, reader: Reader) -> None:
    """A number whose source cannot be opened is only a claim."""
    run = service.finished_run()
    for part, anchor in (
        ("score", 'id="score"'),
        ("findings/few_rows", 'id="findings-few_rows"'),
        ("trials/1", "Trial 1"),
    ):
        assert anchor in reader.read(f"/runs/{run}/{part}"), part
    led = reader.client.get(f"/runs/{run}/findings/few_rows")
    assert led.headers["Location"].endswith(f"/runs/{run}#findings-few_rows")
    assert reader.client.get(f"/runs/{run}/nothing").status_code == 404
    assert reader.client.get(f"/runs/{run}/trials/99").status_code == 404


def test_a_run_that_waits_can_be_canceled_and_says_so(service: Service, reader: Reader) -> None:
    """Who started the wrong thing wants it gone, and to see that it is."""
    run = service.start_run()
    assert "Waiting for a free worker" in reader.read(f"/runs/{run}")
    status, address = reader.send(f"/runs/{run}/cancel", {})
    assert (status, address) == (303, f"/runs/{run}")
    assert "You stopped this run before it had a model" in reader.read(address)


def test_a_run_without_an_interval_says_why(service: Service, reader: Reader) -> None:
    """A number without its range must not look as sure as one with it."""

    def work(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        record = three_trials(order, sink, recorded)
        assert record.result is not None
        score = replace(record.result.score, corrected=None, low=None, high=None, because="Three rows are too few.")
        return replace(record, result=replace(record.result, score=score))

    service.engine.work = work
    text = reader.read(f"/runs/{service.finished_run()}")
    assert "Three rows are too few." in text
    assert "likely" not in text


def test_a_run_that_failed_says_why_and_has_nothing_to_predict_with(service: Service, reader: Reader) -> None:
    """The way out is another goal, so that is what the page offers."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise InputError("The target has one value.")

    service.engine.work = work
    run = service.finished_run()
    text = reader.read(f"/runs/{run}")
    assert text.index("This run failed") < text.index("The target has one value.")
    assert "Change the goal" in text
    assert "This run has no model." in reader.read(f"/runs/{run}/predict")


def test_the_stream_of_a_finished_run_brings_its_result_and_closes(service: Service, reader: Reader) -> None:
    """A listener that comes late must not wait for ever."""
    run = service.finished_run()
    stream = reader.client.get(f"/runs/{run}/live")
    assert stream.mimetype == "text/event-stream"
    assert 'hx-target="#account"' in stream.text
    assert stream.text.endswith("event: done\ndata: 1\n\n")


def test_hostile_names_are_escaped_wherever_they_stand(service: Service, reader: Reader) -> None:
    """A column's name is a stranger's text."""
    answer = service.client().post(
        "/v1/datasets?name=<b>x</b>", data=b"<script>alert(1)</script>,churn\n1,yes\n", content_type="text/csv"
    )
    page = reader.read(f"/datasets/{answer.json['id']}")
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_problems_are_pages_for_people_and_pieces_for_htmx(reader: Reader) -> None:
    """A whole page inside a panel would be a page in a page."""
    whole = reader.client.get("/runs/nothing", headers={"Accept": "text/html"})
    piece = reader.client.get("/runs/nothing", headers={"Accept": "text/html", **FRAGMENT})
    assert (whole.status_code, "<html" in whole.text) == (404, True)
    assert (piece.status_code, "<html" in piece.text, "There is no run" in piece.text) == (404, False, True)


def test_pages_run_no_script_of_their_own_text(service: Service, reader: Reader) -> None:
    """The policy forbids scripts and styles in the page, so none may be written there by mistake."""
    run = service.finished_run()
    for address in ("/", "/runs", f"/runs/{run}", f"/runs/{run}/predict", f"/runs/{run}/trials", f"/runs/{run}/chat"):
        text = reader.read(address)
        assert " style=" not in text, address
        assert " onclick=" not in text, address
        assert text.count("<script") == text.count("<script src=") + text.count('<script type="module" src='), address
