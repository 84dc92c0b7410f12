"""Who may enter, and from where."""

import pytest
from flask.testing import FlaskClient

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


def test_the_key_itself_is_no_address(service: Service) -> None:
    """It would stay in the history of every browser that it was typed into."""
    client = service.app.test_client()

    assert client.get(f"/?key={KEY}").status_code == 401
    assert client.get("/v1/datasets").status_code == 401


def door(service: Service) -> str:
    """Make an address for the first owner."""
    caller = service.parts.owners.caller_of_secret(KEY)
    assert caller is not None
    return f"/?key={service.parts.owners.open_door(caller.key_id)}"


def test_an_address_works_once(service: Service) -> None:
    """Addresses stay in terminals, histories and logs; a second click in the same browser is no second entry."""
    address, client = door(service), service.app.test_client()

    assert client.get(address).status_code == 303
    assert client.get(address).status_code == 303
    assert service.app.test_client().get(address).status_code == 401


def test_an_address_of_an_hour_ago_opens_nothing(service: Service) -> None:
    """An address that nobody used must not wait for whoever scrolls up."""
    address = door(service)
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE doors SET created_at = created_at - 3601")

    assert service.app.test_client().get(address).status_code == 401


def test_looking_ahead_does_not_use_an_address_up(service: Service) -> None:
    """Browsers fetch what is typed before its owner presses the key."""
    address, client = door(service), service.app.test_client()

    assert client.get(address, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 503
    assert client.head(address).status_code == 401
    assert client.get(address).status_code == 303


def test_a_session_ends_when_its_owner_logs_out(service: Service) -> None:
    """Also for whoever copied the cookie."""
    client = browser(service)
    kept = client.get_cookie("plaintune_session")
    assert kept is not None
    assert "Log out" in client.get("/", headers={"Accept": "text/html"}).text
    assert client.post("/leave").status_code == 403
    assert client.post("/leave", data={"csrf_token": token(client)}).status_code == 303
    client.set_cookie("plaintune_session", kept.value)

    assert client.get("/v1/datasets").status_code == 401


def test_a_session_ends_after_a_month(service: Service) -> None:
    """However often it is used."""
    client = browser(service)
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE doors SET opened_at = opened_at - 2592001")

    assert client.get("/v1/datasets").status_code == 401


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_session_of_an_encrypted_connection_stays_there(service: Service, scheme: str) -> None:
    """Without it the cookie would travel in the clear when somebody types http."""
    client = service.app.test_client()
    client.get(door(service), base_url=f"{scheme}://localhost")
    cookie = client.get_cookie("plaintune_session")

    assert cookie is not None
    assert cookie.secure is (scheme == "https")


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


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:3000"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["DELETE", "PATCH", "POST", "PUT"])
def test_nothing_is_changed_from_another_site(service: Service, method: str, headers: dict[str, str]) -> None:
    """The browser itself says where a request comes from; a key that a page found somewhere is no excuse."""
    client = browser(service)
    with_session = client.open("/v1/datasets/1", method=method, headers={"X-CSRF-Token": token(client), **headers})
    with_key = service.client().open("/v1/datasets/1", method=method, headers=headers)

    assert (with_session.status_code, with_key.status_code) == (403, 403)
    assert with_key.json["title"] == "Not from this page"


def test_our_own_page_is_no_other_site(service: Service) -> None:
    """What is refused to others must not be refused to everybody."""
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert service.client().delete(f"/v1/datasets/{service.add_dataset()}", headers=headers).status_code == 204


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH", "POST", "PUT"])
def test_another_host_name_is_refused(service: Service, method: str) -> None:
    """A name that an attacker points at this machine would make the browser think it is his."""
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    answer = service.client().open("/v1/datasets/1", method=method, headers=headers)

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert "PLAINTUNE_TRUSTED_HOSTS" in answer.json["detail"]
