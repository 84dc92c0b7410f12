"""``plaintune keys``, as an operator uses it."""

import json
from pathlib import Path

import pytest

from service.app import create_app
from service.command_line import main
from service.services import let_first_key_in, open_database
from service.settings import Settings
from service.store.owners import OwnerStore
from tests.service.fake_engine import FakeEngine


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the commands a home of their own, with the key of a first start."""
    monkeypatch.setenv("PLAINTUNE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLAINTUNE_API_KEY", raising=False)
    start(tmp_path / "home")
    return tmp_path / "home"


def start(home: Path, api_key: str | None = None) -> None:
    """Let the first key in, as every start does."""
    settings = Settings(home=home, api_key=api_key)
    database = open_database(settings)
    let_first_key_in(settings, OwnerStore(database))
    database.dispose()


def opens(home: Path, secret: str) -> bool:
    """Tell whether a secret is a live key."""
    database = open_database(Settings(home=home))
    caller = OwnerStore(database).caller_of_secret(secret)
    database.dispose()
    return caller is not None


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Run a command that succeeds, and return the lines that it writes."""
    assert main(["keys", *words]) == 0
    return capsys.readouterr().out.splitlines()


def first_key(home: Path) -> str:
    """Read the key that is kept in the home folder."""
    return (home / "api-key").read_text()


def test_a_key_is_printed_once_and_listed_without_its_secret(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list is shown to others; whoever missed the secret makes another key."""
    secret = said(capsys, "create", "dashboard", "--scope", "read", "--owner", "shop", "--days", "7")[0]
    told = "\n".join(said(capsys, "list"))
    keys = json.loads("\n".join(said(capsys, "list", "--json")))

    assert opens(home, secret)
    assert secret not in told
    assert [(key["name"], key["owner"], key["scope"], key["state"]) for key in keys] == [
        ("first", "first", "admin", "live"),
        ("dashboard", "shop", "read", "live"),
    ]
    assert keys[0]["expires_at"] is None
    assert keys[1]["expires_at"] > keys[1]["created_at"]
    assert not any("digest" in key for key in keys)


def test_a_revoked_key_opens_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command is what somebody reaches for when a key has leaked."""
    secret = said(capsys, "create", "ci")[0]
    said(capsys, "revoke", "ci")

    assert not opens(home, secret)
    assert "revoked" in "\n".join(said(capsys, "list"))


def test_a_rotated_key_opens_for_a_while_or_not_at_all(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A planned change leaves time; one after a leak does not."""
    first = said(capsys, "create", "ci")[0]
    second = said(capsys, "rotate", "ci")[0]
    assert opens(home, first)
    third = said(capsys, "rotate", "ci", "--overlap-hours", "0")[0]

    assert [opens(home, secret) for secret in (first, second, third)] == [True, False, True]


def test_the_first_key_is_rotated_in_its_file_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the next start would bring the old one back."""
    before = first_key(home)
    after = said(capsys, "rotate", "first")[0]
    assert first_key(home) == after
    assert (home / "api-key").stat().st_mode & 0o777 == 0o600
    start(home)

    assert (opens(home, before), opens(home, after)) == (True, True)


def test_a_revoked_first_key_does_not_come_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next start makes another one."""
    before = first_key(home)
    said(capsys, "revoke", "first")
    start(home)

    assert not opens(home, before)
    assert opens(home, first_key(home))


def test_the_key_of_the_environment_is_changed_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rotation that the next start undoes would be a lie."""
    monkeypatch.setenv("PLAINTUNE_API_KEY", "a-key-of-the-environment")
    start(home, "a-key-of-the-environment")
    for action in ("rotate", "revoke"):
        assert main(["keys", action, "first"]) == 2
        told = capsys.readouterr().err
        assert "PLAINTUNE_API_KEY" in told
        assert "a-key-of" not in told


def test_an_address_lets_a_browser_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that was printed at the start may be used up."""
    said(capsys, "create", "guest", "--scope", "read")
    address = said(capsys, "address", "guest", "--url", "https://plaintune.example/")[0]
    app = create_app(Settings(home=home), FakeEngine())
    client = app.test_client()

    assert address.startswith("https://plaintune.example/?key=")
    assert client.get(f"/?{address.partition('?')[2]}").status_code == 303
    assert client.get("/v1/runs").status_code == 200
    app.extensions["plaintune"].database.dispose()


def test_what_was_done_with_keys_is_in_the_audit_log(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that nobody remembers making is the first thing to look for."""
    said(capsys, "create", "ci")
    said(capsys, "rotate", "ci")
    said(capsys, "revoke", "ci")
    assert main(["audit", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(line["action"], line["address"]) for line in told] == [
        (f"keys.{action}", "terminal") for action in ("create", "rotate", "revoke")
    ]
    assert home.exists()


@pytest.mark.parametrize(
    "words", [["revoke", "nobody"], ["create", "first"], ["rotate", "nobody"], ["address", "nobody"]]
)
@pytest.mark.usefixtures("home")
def test_a_mistake_is_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback for a typing error."""
    assert main(["keys", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", [["create", "x", "--days", "0"], ["create", "x", "--scope", "root"], ["revoke"]])
@pytest.mark.usefixtures("home")
def test_what_cannot_be_meant_is_refused(words: list[str]) -> None:
    """Revoking must name its key."""
    with pytest.raises(SystemExit) as refused:
        main(["keys", *words])

    assert refused.value.code == 2
