"""SIGTERM: requests that have begun are answered, and the run at hand goes to the next worker at once."""

import socket
import sqlite3
from typing import Any

from tests.faults.running import KEY, TABLE, Running, until

MOST_SECONDS = 180.0


def test_a_service_that_is_asked_to_end_answers_what_has_begun_and_hands_its_run_over(
    running: Running, dataset: str, undisturbed: dict[str, Any]
) -> None:
    """An upgrade in the middle of the day costs nobody anything."""
    run = running.begin(dataset)
    running.at_trial(run, 2)
    body = TABLE.encode()
    head = (
        f"POST /v1/datasets?name=late HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nAuthorization: Bearer {KEY}\r\n"
        f"Content-Type: text/csv\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    assert running.process is not None
    with socket.create_connection(("127.0.0.1", running.port), timeout=MOST_SECONDS) as connection:
        connection.sendall(head.encode() + body[: len(body) // 2])
        until(lambda: list((running.home / "blobs" / "incoming").iterdir()), MOST_SECONDS, "the first half")
        running.process.terminate()
        until(lambda: "handed over" in running.log, MOST_SECONDS, "the word of the worker")
        connection.sendall(body[len(body) // 2 :])
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status = running.process.wait(MOST_SECONDS)
    with sqlite3.connect(running.home / "plaintune.db") as database:
        left = database.execute(
            "SELECT status, lease_owner, lease_until, interruptions FROM runs WHERE id = ?", (run,)
        ).fetchone()
    running.start()
    ended = running.ended(run, MOST_SECONDS)

    assert answer.startswith(b"HTTP/1.1 201"), answer[:300]
    assert status == 0
    assert left == ("queued", None, None, 0)
    assert ended["status"] == "succeeded", ended["error"]
    assert running.essence(run) == undisturbed
    assert any(item["name"] == "late" for item in running.call("GET", "/v1/datasets").json()["items"])
