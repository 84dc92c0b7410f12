"""``plaintune serve``: the web service and its workers together, the embedded default."""

import argparse
import http.client
import os
import signal
import socket
import sys
import time
from tempfile import TemporaryDirectory
from types import FrameType

from service import measuring
from service.commands.command import FAILURE, SUCCESS, Command, say, warn
from service.errors import SettingError
from service.home import Home
from service.logs import log_as_json
from service.services import let_first_key_in, open_database
from service.settings import Settings
from service.store.keys import KeyStore
from service.store.owners import OwnerStore
from service.supervisor import Child, Supervisor

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
START_SECONDS = 60.0
FREE_SECONDS = 12.0
LEAST_CHARACTERS = 16
LOOK_SECONDS = 0.25


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--host", default=None, help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=1, help="runs worked on at once (default 1); 0: the web alone")


def run(arguments: argparse.Namespace) -> int:
    """Serve until asked to end."""
    if arguments.host is not None:
        os.environ["PLAINTUNE_HOST"] = arguments.host  # the processes that are started read it from there
    cores = os.cpu_count() or 1
    os.environ.setdefault("PLAINTUNE_JOBS", str(max(1, cores // max(1, arguments.workers))))
    settings = Settings.from_environment()
    # Not in the home: counts are mapped into memory, and a full disk behind a mapping kills whoever counts.
    with TemporaryDirectory(prefix="plaintune-counts-", ignore_cleanup_errors=True) as counts:
        os.environ[measuring.FOLDER] = counts
        return _serve(arguments, settings)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Start all processes, and stay with them until they are asked to end."""
    log_as_json(settings.log_level)
    check_key(settings, has_key=settings.host in LOOPBACK or has_key(settings))
    wait_for_address(settings.host, arguments.port)
    supervisor = Supervisor(_children(settings.host, arguments.port, arguments.workers))

    def stop(_number: int, _frame: FrameType | None) -> None:
        supervisor.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    address = _address_to_open(settings, arguments.port)
    supervisor.start()
    if not _is_up(settings.host, arguments.port, supervisor):
        supervisor.end()
        if supervisor.stopping.is_set():
            return SUCCESS
        warn("The service did not start; the lines above tell why.")
        return FAILURE
    _greet(settings, address)
    supervisor.supervise()
    return SUCCESS


def has_key(settings: Settings) -> bool:
    """Tell whether somebody made a key that opens this service."""
    database = open_database(settings)
    try:
        return any(key.is_live for key in KeyStore(database).list())
    finally:
        database.dispose()


def check_key(settings: Settings, *, has_key: bool = False) -> None:
    """Refuse an address that others can reach where no key was set or made, or one that can be guessed.

    Raises
    ------
    SettingError
        With what to do.
    """
    if settings.host in LOOPBACK:
        return
    if settings.api_key is None and not has_key:
        raise SettingError(
            "PLAINTUNE_API_KEY",
            "",
            f"set before others can reach the service at {settings.host}, to a long secret "
            "('plaintune keys create NAME' makes a key too)",
        )
    if settings.api_key is not None and len(settings.api_key) < LEAST_CHARACTERS:
        raise SettingError(
            "PLAINTUNE_API_KEY",
            "(not shown)",
            f"at least {LEAST_CHARACTERS} characters long before others can reach the service at {settings.host}",
        )


def wait_for_address(host: str, port: int, seconds: float = FREE_SECONDS) -> None:
    """Wait until an address is free: a service that was killed a moment ago still holds it for some seconds.

    Raises
    ------
    SettingError
        When something else holds it.
    """
    deadline = time.monotonic() + seconds
    problem = _why_taken(host, port)
    if problem is not None:
        warn(f"{host}:{port} is not free; waiting a few seconds for it.")
    while problem is not None:
        if time.monotonic() > deadline:
            raise SettingError("The address", f"{host}:{port}", f"free: {problem}; choose another --port")
        time.sleep(LOOK_SECONDS)
        problem = _why_taken(host, port)


def _why_taken(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror
    return None


def _children(host: str, port: int, n_workers: int) -> list[Child]:
    # -P: a folder called "service" or "models" where the user happens to be must not be taken for ours.
    python = [sys.executable, "-P", "-m"]
    parent = ["--parent", str(os.getpid())]
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = Child("web", [*python, "service.web", "--bind", bind, *parent])
    worker = [*python, "service.command_line", "worker", *parent]
    return [web, *(Child(f"worker {number}", worker) for number in range(1, n_workers + 1))]


def _address_to_open(settings: Settings, port: int) -> str:
    database = open_database(settings)
    owners = OwnerStore(database)
    caller = let_first_key_in(settings, owners)
    door = owners.open_door(caller.key_id)
    database.dispose()
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    shown = "127.0.0.1" if settings.host == "0.0.0.0" else name  # noqa: S104  compared, not bound
    return f"http://{shown}:{port}/?key={door}"


def _is_up(host: str, port: int, supervisor: Supervisor) -> bool:
    target = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  compared, not bound
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not supervisor.has_lost_one and not supervisor.stopping.wait(LOOK_SECONDS):
        connection = http.client.HTTPConnection(target, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return True
        except OSError:
            continue
        finally:
            connection.close()
    return False


def _greet(settings: Settings, address: str) -> None:
    say("Plaintune is ready. Open this address in your browser; it works once, within an hour:")
    say(f"  {address}")
    where = "PLAINTUNE_API_KEY" if settings.api_key else str(Home(settings.home).path / "api-key")
    say(f"Programs send the key from {where} as 'Authorization: Bearer KEY'. Ctrl-C ends the service.")


COMMAND = Command("serve", "web service and worker together", declare, run)
