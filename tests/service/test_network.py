"""What the service believes of a request, and who reaches it at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from service.app import create_app
from service.commands.serve import has_key
from service.services import open_database
from service.settings import Limits, Settings
from service.store.keys import KeyStore, NewKey
from service.web import WebApplication
from tests.service.conftest import KEY, Service
from tests.service.fake_engine import FakeEngine

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "plaintune.example"}
BEARER = {"Authorization": f"Bearer {KEY}"}


@contextmanager
def application(tmp_path: Path, **settings: Any) -> Iterator[Flask]:  # noqa: ANN401  those of Settings
    """Start an application with settings of its own."""
    app = create_app(Settings(home=tmp_path / "home", api_key=KEY, **settings), FakeEngine())
    yield app
    app.extensions["plaintune"].database.dispose()


def addresses(app: Flask) -> set[str]:
    """Return where the deeds in the log came from."""
    return {line.address for line in app.extensions["plaintune"].audit.list(1, 100)}


def test_what_a_request_says_of_its_origin_is_not_believed(service: Service) -> None:
    """Anybody can write such headers: into the audit log, and to have cookies taken for safe."""
    answer = service.client().post("/v1/runs", json={}, headers=FORWARDED)

    assert answer.status_code == 422
    assert addresses(service.app) == {"127.0.0.1"}


def test_what_the_operators_own_proxy_says_is_believed(tmp_path: Path) -> None:
    """Behind it every request comes from one address, and over one connection that is not encrypted."""
    with application(tmp_path, trusted_proxies=1, trusted_hosts=("plaintune.example",)) as app:
        caller = app.extensions["plaintune"].owners.caller_of_secret(KEY)
        door = app.extensions["plaintune"].owners.open_door(caller.key_id)
        client = app.test_client()
        answer = client.get(f"/?key={door}", headers=FORWARDED)
        own = {**FORWARDED, **BEARER, "Origin": "https://plaintune.example"}

        assert "Secure" in answer.headers["Set-Cookie"]
        assert app.test_client().post("/v1/runs", json={}, headers=own).status_code == 422
        assert addresses(app) == {"203.0.113.9"}


def test_the_web_server_leaves_it_to_the_application_whom_to_believe() -> None:
    """By default it believes whoever is on this machine: what scheme it was, and which path."""
    options = WebApplication("127.0.0.1:8151", Settings()).cfg

    assert options.forwarded_allow_ips == []
    assert options.forwarder_headers == []
    assert options.secure_scheme_headers == {}


def test_a_name_is_trusted_when_the_operator_says_so(tmp_path: Path) -> None:
    """A service in a company has a name there."""
    with application(tmp_path, trusted_hosts=("plaintune.example",)) as app:
        statuses = [
            app.test_client().get("/healthz", headers={"Host": host}).status_code
            for host in ("plaintune.example", "plaintune.example:8000", "sub.plaintune.example", "127.0.0.1.nip.io")
        ]

    assert statuses[:2] == [200, 200]
    assert statuses[2:] == [400, 400]


def test_a_key_made_in_the_terminal_lets_the_service_be_reached(tmp_path: Path) -> None:
    """Whoever made one means it; a fresh home has none."""
    settings = Settings(home=tmp_path / "home", host="0.0.0.0")  # noqa: S104  read, not bound
    assert not has_key(settings)
    database = open_database(settings)
    key_id, _ = KeyStore(database).create(NewKey("ops", "first", "admin"))
    assert has_key(settings)
    KeyStore(database).revoke(key_id)
    database.dispose()

    assert not has_key(settings)


def test_a_key_for_figures_opens_nothing_else(tmp_path: Path) -> None:
    """What collects figures is kept in many places; it must not be able to delete a run."""
    with application(tmp_path, metrics_key="key-of-prometheus") as app:
        client, headers = app.test_client(), {"Authorization": "Bearer key-of-prometheus"}

        assert client.get("/metrics", headers=headers).status_code == 200
        assert client.get("/v1/runs", headers=headers).status_code == 401
        assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 401


def test_json_that_is_read_as_a_whole_is_not_as_large_as_a_table(tmp_path: Path) -> None:
    """Two gigabytes of it would take the memory of everybody else."""
    with application(tmp_path, limits=Limits(max_json_bytes=1_000)) as app:
        client = app.test_client()
        refused = client.post("/v1/chat", json={"message": "x" * 2_000}, headers=BEARER)
        table = [{"age": number, "churn": "yes"} for number in range(200)]

        assert refused.status_code == 413
        assert re.search(r"1,000 \(PLAINTUNE_MAX_JSON_BYTES\)", refused.json["detail"])
        assert client.post("/v1/datasets", json=table, headers=BEARER).status_code == 201
