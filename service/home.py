"""The home folder: where the embedded service keeps its data, closed to everyone but its owner."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders and small secrets under ``PLAINTUNE_HOME``."""

    path: Path

    def prepare(self) -> None:
        """Make the folders, readable by their owner alone."""
        for folder in (self.path, self.blobs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.chmod(0o700)

    @property
    def blobs(self) -> Path:
        """Folder of tables and run folders."""
        return self.path / "blobs"

    @property
    def copies(self) -> Path:
        """Folder of local copies, where tables and run folders are elsewhere."""
        return self.path / "copies"

    @property
    def database_url(self) -> str:
        """Address of the embedded database."""
        return f"sqlite:///{self.path / 'plaintune.db'}"

    def first_key(self) -> str:
        """Return the key that was made at the first start, making it if there is none."""
        return kept_secret(self.path / "api-key")

    def change_first_key(self, secret: str | None) -> None:
        """Keep another first key, or none: the next start then makes one."""
        path = self.path / "api-key"
        if secret is None:
            path.unlink(missing_ok=True)
        else:
            fresh = written_secret(path, secret)
            fresh.replace(path)

    def session_secret(self) -> str:
        """Return the secret that signs browser sessions, making it if there is none."""
        return kept_secret(self.path / "session-secret")


def kept_secret(path: Path) -> str:
    """Return the secret in a file, making the file with a fresh one if there is none.

    Two processes may start at once: the one that comes second reads what the first one wrote.
    """
    if not path.exists():
        _link_unless_there(written_secret(path, secrets.token_urlsafe(32)), path)
    return path.read_text(encoding="utf-8").strip()


def written_secret(path: Path, secret: str) -> Path:
    """Write a secret, safely on disk, beside the file that it is for, and return where."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _link_unless_there(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
