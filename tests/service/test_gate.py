"""Who may enter."""

from tests.service.conftest import Service


def test_an_address_without_a_key_is_closed(service: Service) -> None:
    """A route that nobody thought of must not stand open."""
    answer = service.app.test_client().get("/v1/datasets")

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
