"""The real service on a free port, and a Chromium that tells whatever goes wrong in it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.install import find_chromium

START_SECONDS = 90
STOP_SECONDS = 20
# Quiet and alone: no sandbox (tests run as root in containers), no GPU, no traffic of the browser's own.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and leave them out loudly where there is no Chromium; never in CI."""
    here = Path(__file__).parent
    mine = [item for item in items if here in item.path.parents]
    for item in mine:
        item.add_marker(pytest.mark.browser)
        if find_chromium() is None and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="LEFT OUT: there is no Chromium; see tests/browser/install.py"))


@dataclass
class Visit:
    """One browser context with its page, and what went wrong in it.

    ``refusals`` are statuses that a test provokes on purpose: Chromium reports each as an error of the console.
    """

    context: BrowserContext
    page: Page
    address: str
    problems: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)

    def heard(self, message: ConsoleMessage) -> None:
        """Note an error of the console."""
        provoked = any(f"status of {status}" in message.text for status in self.refusals)
        if message.type in ("error", "warning") and not provoked:
            self.problems.append(f"console: {message.text}")

    def asked(self, request: Request) -> None:
        """Note a request that leaves the service."""
        there = urlsplit(request.url)
        if there.scheme not in ("data", "blob") and there.netloc != urlsplit(self.address).netloc:
            self.problems.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium with a profile of its own."""
    path = find_chromium()
    assert path is not None, "There is no Chromium: see tests/browser/install.py"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the service keeps everything in; it begins empty."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def door(home: Path) -> Iterator[str]:
    """Start the service with its worker over an empty home, and return the address that it prints."""
    log = home.parent / "serve.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "service.command_line", "serve", "--port", str(_free_port())]
        environment = {**os.environ, "PLAINTUNE_HOME": str(home), "PLAINTUNE_JOBS": "1"}
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        yield _printed_address(log, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def session_file(chromium: Browser, door: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open the printed address once, and keep the session that it gives."""
    path = tmp_path_factory.mktemp("session") / "state.json"
    with chromium.new_context() as context:
        context.new_page().goto(door)
        context.storage_state(path=path)
    return path


@pytest.fixture
def visit(chromium: Browser, door: str, session_file: Path) -> Iterator[Callable[..., Visit]]:
    """Return what opens a visit with the session; at the end nothing may have gone wrong in any."""
    visits: list[Visit] = []

    def begin(*, scripts: bool = True, width: int = 1280, with_session: bool = True) -> Visit:
        context = chromium.new_context(
            storage_state=session_file if with_session else None,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        page = context.new_page()
        begun = Visit(context, page, door.partition("/?")[0])
        page.on("console", begun.heard)
        page.on("pageerror", lambda error: begun.problems.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (begun.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("request", begun.asked)
        visits.append(begun)
        return begun

    yield begin
    for begun in visits:
        begun.context.close()
    assert [problem for begun in visits for problem in begun.problems] == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _printed_address(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        printed = re.search(r"http://\S+\?key=\S+", log.read_text())
        if printed:
            return printed.group()
        time.sleep(0.1)
    raise AssertionError(f"The service did not start: {log.read_text()[-2000:]}")
