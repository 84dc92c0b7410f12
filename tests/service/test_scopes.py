"""What a key may do, and for how long."""

import pytest
from flask.testing import FlaskClient

from service.errors import ConflictError, NotFoundError
from service.scopes import Scope
from service.store.keys import KeyStore, NewKey
from tests.service.conftest import KEY, Service


def made(service: Service, scope: Scope, name: str = "made", days: float | None = None) -> tuple[str, FlaskClient]:
    """Make a key of the first owner; return its id and a client that sends it."""
    key_id, secret = KeyStore(service.parts.database).create(NewKey(name, "first", scope, days))
    return key_id, service.client(secret)


def test_a_key_to_read_changes_nothing(service: Service) -> None:
    """It is what a dashboard is given."""
    _, client = made(service, "read")
    dataset = service.add_dataset()
    refused = client.delete(f"/v1/datasets/{dataset}")

    assert client.get(f"/v1/datasets/{dataset}").status_code == 200
    assert refused.status_code == 403
    assert "--scope write" in refused.json["detail"]


def test_figures_of_everybody_need_a_key_to_all(service: Service) -> None:
    """How much others do is nobody's business."""
    assert [made(service, scope, scope)[1].get("/metrics").status_code for scope in ("read", "write", "admin")] == [
        403,
        403,
        200,
    ]


def test_a_revoked_key_opens_nothing_from_that_moment(service: Service) -> None:
    """A key that leaked is used within minutes."""
    key_id, client = made(service, "write")
    assert client.get("/v1/runs").status_code == 200
    KeyStore(service.parts.database).revoke(key_id)

    assert client.get("/v1/runs").status_code == 401


def test_a_key_opens_until_it_expires(service: Service) -> None:
    """Nobody remembers to take a guest's key away."""
    _, client = made(service, "write", days=1)
    assert client.get("/v1/runs").status_code == 200
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE keys SET expires_at = expires_at - 86401")

    assert client.get("/v1/runs").status_code == 401


def test_after_a_rotation_both_keys_open_for_a_while(service: Service) -> None:
    """Programs get the next key one after another, and none of them may fail meanwhile."""
    key_id, old = made(service, "write", days=10)
    keys = KeyStore(service.parts.database)
    new_id, secret = keys.rotate(key_id, overlap_seconds=3_600)
    new = service.client(secret)
    assert (old.get("/v1/runs").status_code, new.get("/v1/runs").status_code) == (200, 200)
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE keys SET expires_at = expires_at - 3601")

    assert (old.get("/v1/runs").status_code, new.get("/v1/runs").status_code) == (401, 200)
    line = keys.find("made")
    assert (line.id, line.scope, line.owner) == (new_id, "write", "first")


def test_a_key_is_told_by_its_name_and_its_owner(service: Service) -> None:
    """Revoking the wrong one of two is found out too late."""
    keys = KeyStore(service.parts.database)
    made(service, "read", "ci")
    keys.create(NewKey("ci", "other", "read"))

    with pytest.raises(ConflictError, match="--owner"):
        keys.find("ci")
    assert keys.find("ci", "other").owner == "other"
    with pytest.raises(ConflictError, match="'ci'"):
        keys.create(NewKey("ci", "other", "read"))
    with pytest.raises(NotFoundError):
        keys.find("nobody")


def test_when_a_key_was_used_last_is_known(service: Service) -> None:
    """A key that nobody uses can go."""
    key_id, client = made(service, "read")
    keys = {key.id: key for key in KeyStore(service.parts.database).list()}
    assert keys[key_id].last_used_at is None
    client.get("/v1/runs")

    used = next(key for key in KeyStore(service.parts.database).list() if key.id == key_id)
    assert used.last_used_at is not None
    assert used.last_used_at >= used.created_at


def test_no_secret_is_in_the_database(service: Service) -> None:
    """Whoever reads a backup must not be able to enter."""
    _, secret = KeyStore(service.parts.database).create(NewKey("made", "first", "read"))
    with service.parts.database.read() as session:
        kept = str(session.connection().exec_driver_sql("SELECT * FROM keys").all())

    assert "made" in kept
    assert secret not in kept
    assert KEY not in kept
