"""Who may enter, and from where."""

import re

import pytest
from flask.testing import FlaskClient

from service.gate import OPEN_ENDPOINTS
from tests.service.conftest import KEY, Service

pytestmark = pytest.mark.both_databases


def browser(service: Service) -> FlaskClient:
    """Let a browser in by an address of its own."""
    key_id = service.parts.owners.caller_of_secret(KEY)
    assert key_id is not None
    client = service.app.test_client()
    answer = client.get(f"/?key={service.parts.owners.open_door(key_id.key_id)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    return client


def token(client: FlaskClient) -> str:
    """Return what a form of the page would send back."""
    with client.session_transaction() as session:
        return str(session["csrf_token"])


def addresses(service: Service) -> list[tuple[str, str]]:
    """List every address of the application, with a method that it takes."""
    rules = [rule for rule in service.app.url_map.iter_rules() if not rule.endpoint.endswith("static")]
    return [
        (method, re.sub(r"<[^>]+>", "1", rule.rule))
        for rule in rules
        if rule.endpoint not in OPEN_ENDPOINTS
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def test_every_address_is_closed_to_whoever_has_no_key(service: Service) -> None:
    """A route that somebody adds later must not stand open because nobody thought of it."""
    client = service.app.test_client()
    found = addresses(service)

    assert len(found) > 20
    for method, address in found:
        answer = client.open(address, method=method)
        assert answer.status_code == 401, (method, address)


def test_health_is_open_to_everyone(service: Service) -> None:
    """What restarts a sick process has no key."""
    client = service.app.test_client()

    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic a2V5Og==", f"bearer  {KEY}x", f"Token {KEY}", KEY]
)
def test_a_wrong_key_opens_nothing(service: Service, header: str) -> None:
    """Only the whole key, sent as it must be."""
    client = service.app.test_client()

    assert client.get("/v1/datasets", headers={"Authorization": header}).status_code == 401


def test_keys_are_not_in_the_database(service: Service) -> None:
    """Whoever reads a backup must not be able to enter."""
    with service.parts.database.read() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM keys").all()

    assert kept
    assert not any(KEY in str(row) for row in kept)


def test_a_changed_first_key_closes_the_old_one(service: Service) -> None:
    """Changing a key that leaked must help."""
    owner = service.parts.owners.caller_of_secret(KEY)
    assert owner is not None
    service.parts.owners.set_key(owner.owner_id, "first", "a-new-key")

    assert service.client(KEY).get("/v1/datasets").status_code == 401
    assert service.client("a-new-key").get("/v1/datasets").status_code == 200


def test_a_browser_has_a_session_after_the_address(service: Service) -> None:
    """The key must not stay in the address bar."""
    client = browser(service)

    assert client.get("/v1/datasets").status_code == 200
    cookie = client.get_cookie("plaintune_session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Strict"


def test_the_key_itself_opens_the_page_too(service: Service) -> None:
    """Whoever has the key may enter; the address in the terminal may be long gone."""
    client = service.app.test_client()

    assert client.get(f"/?key={KEY}").status_code == 303
    assert client.get("/v1/datasets").status_code == 200


def test_an_address_that_was_used_a_while_ago_opens_nothing(service: Service) -> None:
    """Addresses stay in histories and logs."""
    caller = service.parts.owners.caller_of_secret(KEY)
    assert caller is not None
    door = service.parts.owners.open_door(caller.key_id)
    assert service.app.test_client().get(f"/?key={door}").status_code == 303
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE doors SET opened_at = opened_at - 61")

    assert service.app.test_client().get(f"/?key={door}").status_code == 401


def test_a_session_ends_with_its_key(service: Service) -> None:
    """A leaked key's sessions must not outlive it."""
    client = browser(service)
    caller = service.parts.owners.caller_of_secret(KEY)
    assert caller is not None
    service.parts.owners.set_key(caller.owner_id, "first", "a-new-key")

    assert client.get("/v1/datasets").status_code == 401


def test_a_session_changes_things_only_with_its_token(service: Service) -> None:
    """Another site can make a browser send a form, but cannot know the token."""
    client = browser(service)
    dataset = service.add_dataset()

    assert client.delete(f"/v1/datasets/{dataset}").status_code == 403
    assert client.delete(f"/v1/datasets/{dataset}", headers={"X-CSRF-Token": "guess"}).status_code == 403
    assert client.delete(f"/v1/datasets/{dataset}", headers={"X-CSRF-Token": token(client)}).status_code == 204


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_session_is_not_used_from_another_site(service: Service, headers: dict[str, str]) -> None:
    """The browser itself says where a request comes from."""
    client = browser(service)
    sent = {"X-CSRF-Token": token(client), **headers}

    assert client.delete(f"/v1/datasets/{service.add_dataset()}", headers=sent).status_code == 403


def test_another_host_name_is_refused(service: Service) -> None:
    """A name that an attacker points at this machine would make the browser think it is his."""
    answer = service.client().get("/v1/datasets", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert "PLAINTUNE_TRUSTED_HOSTS" in answer.json["detail"]


def test_answers_tell_browsers_to_run_nothing_of_others(service: Service) -> None:
    """Column names and categories are hostile text, and end up on pages."""
    headers = service.client().get("/docs").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
