"""Make sure that there is a Chromium for the browser tests; ``make test`` runs this first.

Where none is found, Debian's and Ubuntu's package is installed if that can be done without asking anybody. Where it
cannot, this says loudly what will be left out and why; under ``CI=true`` that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (
    ("apt-get", "update", "-q"),
    ("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "libgomp1"),
)
"""A machine that lacks the one may lack the other: LightGBM does not load without the system's libgomp."""
SECONDS = 900


def find_chromium() -> str | None:
    """Return the path of the system's Chromium, or of the one that PLAINTUNE_CHROMIUM names; None without one."""
    named = os.environ.get("PLAINTUNE_CHROMIUM")
    candidates = (named,) if named else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def main() -> int:
    """Find or install Chromium, and return the exit status."""
    found = find_chromium()
    reason = "" if found else install()
    found = find_chromium()
    if found:
        say(f"The browser tests use {found}.")
        return 0
    say("=" * 80)
    say(f"LEFT OUT: the browser tests. There is no Chromium ({', '.join(NAMES)}), and {reason}.")
    say("Install it from the system's packages, or name one in PLAINTUNE_CHROMIUM, and run the tests again.")
    say("=" * 80)
    return 1 if os.environ.get("CI") == "true" else 0


def install() -> str:
    """Install Debian's package; return why that was not possible, or an empty string."""
    if os.environ.get("PLAINTUNE_CHROMIUM"):
        return "PLAINTUNE_CHROMIUM names a file that is not there"
    if shutil.which("apt-get") is None:
        return "it can only be installed by itself on Debian and Ubuntu"
    prefix = becoming_root()
    if prefix is None:
        return "installing it needs root, and sudo asks for a password here"
    for command in INSTALL:
        if not succeeds((*prefix, *command)):
            return f"'{' '.join(command)}' failed"
    return "the package that was installed brought no program of that name"


def becoming_root() -> tuple[str, ...] | None:
    """Return what to put before a command so that root runs it, or None where that asks for a password."""
    if os.geteuid() == 0:
        return ("env", "DEBIAN_FRONTEND=noninteractive")
    if shutil.which("sudo") and succeeds(("sudo", "-n", "true")):
        return ("sudo", "-n", "DEBIAN_FRONTEND=noninteractive")
    return None


def succeeds(command: tuple[str, ...]) -> bool:
    """Run a command with its output on ours, within bounds on time."""
    try:
        return subprocess.run(command, timeout=SECONDS, check=False, cwd=Path("/")).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def say(line: str) -> None:
    """Write a line to standard error, where it is seen whatever happens to the output."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
