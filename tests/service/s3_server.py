"""A real server that speaks S3 over HTTP, in a process of its own on a free port."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

START_SECONDS = 60
BUCKET = "plaintune-tests"


@dataclass
class S3Server:
    """A server with one bucket, and how to reach it."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def endpoint(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a client finds in its environment."""
        return {
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-tests",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.endpoint,
        }

    def names(self, prefix: str) -> list[str]:
        """Return the names of all objects under a prefix."""
        answer = httpx.get(f"{self.endpoint}/{BUCKET}", params={"prefix": prefix}, timeout=10)
        return re.findall("<Key>(.*?)</Key>", answer.raise_for_status().text)

    def end(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Start a server with an empty bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environment = {**os.environ, "MOTO_S3_DEFAULT_MAX_KEYS": "1000"}
    quiet = subprocess.DEVNULL
    server = S3Server(port, subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment))
    try:
        _make_bucket(server)
        yield server
    finally:
        server.end()


def _make_bucket(server: S3Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            assert httpx.put(f"{server.endpoint}/{BUCKET}", timeout=10).is_success
        except httpx.TransportError:
            assert server.process.poll() is None, "the S3 server did not start"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the S3 server does not answer")
