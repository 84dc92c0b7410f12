"""Default deny: every address of the application, walked without a key, with a reader's and with another owner's."""

import re

import pytest
from flask.testing import FlaskClient

from service.headers import HEADERS
from service.store.keys import KeyStore, NewKey
from tests.service.address_book import LATER_CSV, LINKED, LIST, NAMED_IN_BODIES, OPEN, PLACES, THING, Things, call
from tests.service.conftest import KEY, OTHER_KEY, Service

UNSAFE = ("DELETE", "PATCH", "POST", "PUT")
SOME_ID = "0" * 32


@pytest.fixture
def things(service: Service) -> Things:
    """Let the first owner have one of each thing."""
    run = service.finished_run()
    client = service.client()
    dataset = str(client.get(f"/v1/runs/{run}").json["dataset_id"])
    later = service.add_dataset(rows=LATER_CSV)
    talk = client.post("/v1/chat", json={"message": "does it overfit?", "run_id": run})
    asked = client.post(f"/v1/runs/{run}/what-ifs", json={"hyperparameters": {"max_depth": 9}})
    assert (talk.status_code, asked.status_code) == (200, 202)
    assert service.worker().work_on_next()
    chart = client.get(f"/v1/runs/{run}/charts").json["items"][0]["name"]
    owner = service.parts.owners.caller_of_secret(KEY)
    assert owner is not None
    service.parts.shares.add(run, owner.owner_id)
    share = service.parts.shares.of_run(run, owner.owner_id)[0].id
    return Things(dataset, later, run, talk.json["conversation_id"], chart, share)


def nothing() -> Things:
    """Name things that nobody has."""
    return Things(SOME_ID, SOME_ID, SOME_ID, SOME_ID, "leaders", SOME_ID)


def addresses(service: Service) -> set[tuple[str, str]]:
    """Read every address from the application, with a method that it takes."""
    rules = service.app.url_map.iter_rules()
    return {(method, rule.rule) for rule in rules for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}}


def deletions_last(place: tuple[str, str]) -> tuple[bool, bool, bool, str]:
    """Order addresses so that what they are about stays as it is, and is there, as long as it is needed.

    Reading comes first: the stream of a run that goes on would last for minutes. A run needs its dataset.
    """
    method, rule = place
    is_deletion = method == "DELETE" or (method == "POST" and rule.endswith("/delete"))
    return method != "GET", is_deletion, "<dataset_id>" in rule and is_deletion, rule


def test_every_address_has_its_place(service: Service) -> None:
    """A route that somebody adds must be thought about before it can be reached: put it into the address book."""
    assert addresses(service) == set(PLACES)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Cookie": "plaintune_session=made-up"}])
def test_nobody_gets_in_without_a_key(service: Service, headers: dict[str, str]) -> None:
    """Whatever the method, and also where there is nothing at all."""
    client = service.app.test_client(use_cookies=False)
    closed = [rule for (_, rule), place in PLACES.items() if place.kind not in (OPEN, LINKED)]
    for rule in {*closed, "/nowhere", "/v1", "/admin", "/static"}:
        for method in ("GET", "HEAD", "OPTIONS", *UNSAFE):
            answer = client.open(nothing().address(rule), method=method, headers=headers)
            assert answer.status_code == 401, (method, rule)


def test_what_is_open_tells_nothing(service: Service) -> None:
    """Health, and files that come with the program; none of them can be changed."""
    client = service.app.test_client()
    for (method, rule), place in PLACES.items():
        if place.kind == OPEN:
            assert method == "GET"
            answers = [call(one, method, rule, nothing()) for one in (client, service.client())]
            assert answers[0].data == answers[1].data


def test_a_key_to_read_is_refused_whatever_could_change_something(service: Service, things: Things) -> None:
    """Every unsafe method of every address, whether it takes the method or not."""
    _, secret = KeyStore(service.parts.database).create(NewKey("reader", "first", "read"))
    reader = service.client(secret)
    closed = {rule for (_, rule), place in PLACES.items() if place.kind not in (OPEN, LINKED)}
    for rule in closed:
        for method in UNSAFE:
            assert reader.open(things.address(rule), method=method).status_code == 403, (method, rule)
    for method, rule in sorted(PLACES):
        if method == "GET" and rule != "/metrics" and PLACES[method, rule].kind != LINKED:
            assert call(reader, method, rule, things).status_code < 400, rule


def test_another_owner_finds_nothing_of_mine(service: Service, things: Things) -> None:
    """Every call about a thing is 404 for another owner, and then works for its own: so it was not simply wrong."""
    mine, other = service.client(KEY), service.client(OTHER_KEY)
    about_things = [place for place in PLACES if PLACES[place].kind == THING]
    for method, rule in about_things:
        answer = call(other, method, rule, things)
        assert answer.status_code == 404, (method, rule)
        _tells_nothing(answer.text, things)
    for method, rule in sorted(about_things, key=deletions_last):
        if method == "POST" and rule.endswith("/delete"):
            continue  # what the page deletes is what the API deletes, and gone after the first of them
        answer = call(mine, method, rule, things)
        assert answer.status_code not in (401, 403, 404, 405, 415, 500), (method, rule, answer.text)


def test_another_owners_lists_hold_nothing_of_mine(service: Service, things: Things) -> None:
    """A list that forgets the owner shows everything at once."""
    mine, other = service.client(KEY), service.client(OTHER_KEY)
    for method, rule in PLACES:
        if PLACES[method, rule].kind == LIST:
            assert re.search("|".join(_ids(things)), call(mine, method, rule, things).text), rule
            _tells_nothing(call(other, method, rule, things).text, things)


def test_things_that_a_body_names_are_looked_for_among_ones_own(service: Service, things: Things) -> None:
    """An id in a body opens as many doors as one in an address."""
    own_run = service.finished_run(OTHER_KEY)
    own_dataset = service.client(OTHER_KEY).get(f"/v1/runs/{own_run}").json["dataset_id"]
    for address, body in NAMED_IN_BODIES:
        sent = {name: own_dataset if value == "own dataset" else things.filled(value) for name, value in body.items()}
        answer = service.client(OTHER_KEY).post(address.replace("own run", own_run), json=sent)
        assert answer.status_code == 404, (address, body)


def test_every_answer_tells_browsers_to_run_nothing_of_others(service: Service, things: Things) -> None:
    """Column names and categories are hostile text and end up on pages; one answer without the policy is enough."""
    nobody, mine = service.app.test_client(), service.client()
    for method, rule in sorted(PLACES, key=deletions_last):
        for client in (nobody, mine):
            _is_guarded(call(client, method, rule, things).headers, rule)
    for answer in (
        mine.get("/nowhere"),
        mine.put("/v1/runs"),
        mine.get("/v1/runs", headers={"Host": "evil.example"}),
        mine.post("/v1/runs", data="{", content_type="application/json"),
        mine.delete("/v1/runs/1", headers={"Origin": "http://evil.example"}),
        nobody.get("/", headers={"Accept": "text/html"}),
    ):
        assert answer.status_code >= 400
        _is_guarded(answer.headers, answer.request.path)


def _is_guarded(headers: object, where: str) -> None:
    given = dict(headers)  # type: ignore[call-overload]
    policy = given["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'"), where
    assert "unsafe" not in policy, where
    assert "frame-ancestors 'none'" in policy, where
    assert "base-uri 'none'" in policy, where
    assert set(HEADERS) <= set(given), where
    assert given["X-Content-Type-Options"] == "nosniff", where
    assert "Cache-Control" in given, where


def _ids(things: Things) -> tuple[str, ...]:
    return things.dataset, things.later_dataset, things.run, things.conversation


def _tells_nothing(text: str, things: Things) -> None:
    # An answer may repeat the id it was asked for; it may not tell of another one, or of what is in it.
    told = [identifier for identifier in _ids(things) if text.count(identifier) > 1]
    assert not told
    assert "churn" not in text


def test_the_address_book_reads_the_ids(service: Service, things: Things) -> None:
    """A walk with the wrong ids would find 404 everywhere and prove nothing."""
    client: FlaskClient = service.client()

    assert client.get(things.address("/v1/runs/<run_id>")).json["id"] == things.run
    assert client.get(things.address("/v1/datasets/<dataset_id>")).json["id"] == things.dataset
