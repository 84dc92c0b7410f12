"""``plaintune keys``: make, list, rotate and revoke keys, and make an address that lets a browser in."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.commands.command import SUCCESS, Command, say
from service.errors import SettingError
from service.home import Home
from service.scopes import SCOPES
from service.services import open_database
from service.settings import Settings
from service.store.audit import AuditStore, Deed
from service.store.clock import iso
from service.store.database import Database
from service.store.keys import KeyLine, KeyStore, NewKey
from service.store.owners import FIRST_KEY, FIRST_OWNER, OwnerStore, digest_of

HOUR_SECONDS = 3_600.0
OVERLAP_HOURS = 24.0
ONCE = "This is the only time that it is shown; what is kept is its SHA-256."


@dataclass(frozen=True)
class Office:
    """What the subcommands work with."""

    settings: Settings
    database: Database

    @property
    def keys(self) -> KeyStore:
        """The keys."""
        return KeyStore(self.database)

    def note(self, action: str, key_id: str, owner_id: str | None = None) -> None:
        """Write what was done into the audit log."""
        deed = Deed(f"keys.{action}", f"key {key_id}", "terminal", outcome=200, owner_id=owner_id)
        AuditStore(self.database, self.settings.audit_days).add(deed)

    def is_in_home(self, key: KeyLine) -> bool:
        """Tell whether a key is the one that is kept in the home folder."""
        path = Path(self.settings.home) / "api-key"
        is_kept = self.settings.api_key is None and path.exists()
        return is_kept and digest_of(Home(self.settings.home).first_key()) == key.digest

    def require_own(self, key: KeyLine) -> None:
        """Refuse to change the key of the environment, which comes back with the next start."""
        if self.settings.api_key is not None and digest_of(self.settings.api_key) == key.digest:
            raise SettingError(
                "PLAINTUNE_API_KEY", "(not shown)", "changed where it is set; then start the service again"
            )


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a key and print it, once")
    create.add_argument("name", metavar="NAME", help="what the key is called")
    create.add_argument("--owner", default=FIRST_OWNER, help=f"whose it is (default {FIRST_OWNER}); made if not there")
    create.add_argument("--scope", choices=SCOPES, default="write", help="what it may do (default write)")
    create.add_argument("--days", type=_positive, help="how long it opens (default: until it is revoked)")
    listed = actions.add_parser("list", help="list the keys, never their secrets")
    listed.add_argument("--json", action="store_true", help="as JSON")
    rotate = _on_one_key(actions.add_parser("rotate", help="make the next key, and let this one open a while yet"))
    rotate.add_argument(
        "--overlap-hours", type=_not_negative, default=OVERLAP_HOURS, help=f"default {OVERLAP_HOURS:g}; 0: none"
    )
    _on_one_key(actions.add_parser("revoke", help="close a key at once, and the sessions opened with it"))
    address = _on_one_key(
        actions.add_parser("address", help="print an address that lets a browser in, once"), FIRST_KEY
    )
    address.add_argument("--url", default="http://127.0.0.1:8000", help="where the service is (default %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    settings = Settings.from_environment()
    database = open_database(settings)
    try:
        ACTIONS[arguments.action](Office(settings, database), arguments)
    finally:
        database.dispose()
    return SUCCESS


def create(office: Office, arguments: argparse.Namespace) -> None:
    """Make a key."""
    new = NewKey(arguments.name, arguments.owner, arguments.scope, arguments.days)
    key_id, secret = office.keys.create(new)
    office.note("create", key_id)
    say(secret)
    say(f"Key {new.name!r} of {new.owner} ({new.scope}, id {key_id}). {ONCE}")


def show(office: Office, arguments: argparse.Namespace) -> None:
    """List the keys."""
    keys = office.keys.list()
    if arguments.json:
        say(json.dumps([_plain(key) for key in keys], indent=1))
        return
    say(f"{'NAME':<16} {'OWNER':<12} {'SCOPE':<6} {'STATE':<8} {'MADE':<20} {'LAST USED':<20} {'ENDS':<20} ID")
    for key in keys:
        times = (_minute(at) for at in (key.created_at, key.last_used_at, key.expires_at))
        columns = (f"{text:<20}" for text in times)
        say(f"{key.name:<16} {key.owner:<12} {key.scope:<6} {_state(key):<8} {' '.join(columns)} {key.id}")


def rotate(office: Office, arguments: argparse.Namespace) -> None:
    """Make the next key."""
    key = office.keys.find(arguments.name, arguments.owner)
    office.require_own(key)
    new_id, secret = office.keys.rotate(key.id, arguments.overlap_hours * HOUR_SECONDS)
    if office.is_in_home(key):
        Home(office.settings.home).change_first_key(secret)
    office.note("rotate", new_id, key.owner_id)
    say(secret)
    say(f"The next key {key.name!r} of {key.owner} (id {new_id}). {ONCE}")
    say(f"The one before opens for {arguments.overlap_hours:g} hours more.")


def revoke(office: Office, arguments: argparse.Namespace) -> None:
    """Close a key."""
    key = office.keys.find(arguments.name, arguments.owner)
    office.require_own(key)
    office.keys.revoke(key.id)
    if office.is_in_home(key):
        Home(office.settings.home).change_first_key(None)
    office.note("revoke", key.id, key.owner_id)
    say(f"Key {key.name!r} of {key.owner} opens nothing any more, and its sessions have ended.")


def address(office: Office, arguments: argparse.Namespace) -> None:
    """Make an address for a browser."""
    key = office.keys.find(arguments.name, arguments.owner)
    secret = OwnerStore(office.database).open_door(key.id)
    office.note("address", key.id, key.owner_id)
    say(f"{arguments.url.rstrip('/')}/?key={secret}")


ACTIONS: dict[str, Callable[[Office, argparse.Namespace], None]] = {
    "create": create,
    "list": show,
    "rotate": rotate,
    "revoke": revoke,
    "address": address,
}


def _on_one_key(parser: argparse.ArgumentParser, usual: str | None = None) -> argparse.ArgumentParser:
    words = "name or id of the key" + ("" if usual is None else f" (default {usual})")
    parser.add_argument("name", metavar="NAME", nargs=None if usual is None else "?", default=usual, help=words)
    parser.add_argument("--owner", default=None, help="whose key, where several have one of that name")
    return parser


def _positive(text: str) -> float:
    number = float(text)
    if not 0.0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


def _not_negative(text: str) -> float:
    return 0.0 if float(text) == 0.0 else _positive(text)


def _state(key: KeyLine) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "live" if key.is_live else "expired"


def _minute(at: float | None) -> str:
    text = iso(at)
    return "-" if text is None else f"{text[:16].replace('T', ' ')}Z"


def _plain(key: KeyLine) -> dict[str, object]:
    times = ("created_at", "last_used_at", "expires_at", "revoked_at")
    told = {name: getattr(key, name) for name in ("id", "name", "owner", "scope")}
    return {**told, "state": _state(key), **{name: iso(getattr(key, name)) for name in times}}


COMMAND = Command("keys", "make, list, rotate and revoke keys", declare, run)
