"""``plaintune audit``: who did what, when, from where, and how it ended."""

import argparse
import json

from service.commands.command import SUCCESS, Command, say
from service.services import open_database
from service.settings import Settings
from service.store.audit import AuditStore
from service.store.clock import iso
from service.store.tables import Audited

SHOWN = 100
DAYS = 30.0
COLUMNS = ("at", "owner_id", "key_id", "action", "object", "address", "outcome", "request_id")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--days", type=float, default=DAYS, help=f"how many days back (default {DAYS:g})")
    parser.add_argument("--limit", type=int, default=SHOWN, help=f"how many of the last lines (default {SHOWN})")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """List the last lines."""
    settings = Settings.from_environment()
    database = open_database(settings)
    lines = AuditStore(database, settings.audit_days).list(arguments.days, arguments.limit)
    database.dispose()
    for line in lines:
        say(json.dumps(_plain(line)) if arguments.json else _text(line))
    return SUCCESS


def _plain(line: Audited) -> dict[str, object]:
    return {name: iso(line.at) if name == "at" else getattr(line, name) for name in COLUMNS}


def _text(line: Audited) -> str:
    who = f"key {line.key_id}" if line.key_id else "no key"
    done = f"{line.action} {line.object}".strip()
    return f"{iso(line.at)}  {line.outcome}  {who}  from {line.address}  {done}  (request {line.request_id or '-'})"


COMMAND = Command("audit", "who did what, when, from where, and how it ended", declare, run)
