"""What the service bears: predictions by clients at once, streams beside calls, a large upload, runs of many keys.

    python -m benchmarks.load [--seconds 5] [--model-seconds 30] [--clients 1 8 32] [--rows 1 1000]
                              [--streams 100] [--megabytes 1000] [--runs 60] [--owners 20] [--port 8191]

Starts the service over an empty home on loopback, measures, and ends it. The clients share the machine with it.
Nothing else should run meanwhile. A single booster is a run of one family and one trial; the default model is what a
search of ``--model-seconds`` delivers. A part whose number is 0 is left out.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import psutil

from benchmarks.predictions import customers, records
from service.settings import Settings
from service.store.database import Database
from service.store.keys import KeyStore, NewKey

KEY = "a-long-key-for-the-load-benchmark"
START_SECONDS, RUN_SECONDS = 120.0, 900.0
# Eleven bytes a cell: 1 GB has 95 million of them.
LINE = b"31,monthly contract,20.5123456789,city of 7,2024-01-31 23:00,0.123456789,yes\n"
SINGLE = {"budget": {"trials": 1}, "search": {"families": ["xgboost"], "folds": 2, "seed": 0}}


@contextmanager
def serving(home: Path, port: int) -> Iterator[tuple[str, int]]:
    """Start the service; give its address and process id, and end it."""
    environment = {**os.environ, "PLAINTUNE_HOME": str(home), "PLAINTUNE_API_KEY": KEY, "PLAINTUNE_MAX_STREAMS": "120"}
    command = [sys.executable, "-m", "service.command_line", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: is_ready(address), START_SECONDS)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def is_ready(address: str) -> bool:
    """Tell whether the service answers."""
    try:
        return httpx.get(f"{address}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def until(is_so: object, seconds: float) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)


def opened(address: str, key: str = KEY) -> httpx.Client:
    """Return a client that keeps its connection."""
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=600)


def finished(client: httpx.Client, dataset: str, **more: object) -> str:
    """Start a run, wait for its end, and return its id."""
    order = {"dataset_id": dataset, "goal": "predict churn", **more}
    run = str(client.post("/v1/runs", json=order).raise_for_status().json()["id"])
    done = ("succeeded", "failed", "cancelled")
    until(lambda: client.get(f"/v1/runs/{run}").json()["status"] in done, RUN_SECONDS)
    return run


def measure(address: str, run: str, n_clients: int, n_rows: int, seconds: float) -> str:
    """Let clients predict for so long, and say how many a second there were and how long each took."""
    body = {"rows": records(customers(n_rows).drop(columns="churn"))}
    took: list[float] = []
    end = time.monotonic() + seconds

    def ask() -> None:
        with opened(address) as client:
            while time.monotonic() < end:
                began = time.perf_counter()
                client.post(f"/v1/runs/{run}/predictions", json=body).raise_for_status()
                took.append(1000 * (time.perf_counter() - began))

    together([ask] * n_clients)
    return f"{len(took) / seconds:7.0f} a second, {in_words(took)}"


def together(works: list[object]) -> None:
    """Do things at once, each in a thread."""
    threads = [threading.Thread(target=work) for work in works]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_words(milliseconds: list[float]) -> str:
    """Say the median and the 95th percentile."""
    return f"median {np.median(milliseconds):.1f} ms, 95th percentile {np.quantile(milliseconds, 0.95):.1f} ms"


def streams(address: str, dataset: str, n_streams: int, seconds: float) -> str:
    """Hold streams of a run at work open, and say how long other calls take meanwhile."""
    ended, n_open, took = threading.Event(), [0], []
    with opened(address) as client:
        order = {"dataset_id": dataset, "goal": "predict churn", "budget": {"seconds": 600}}
        run = client.post("/v1/runs", json=order).raise_for_status().json()["id"]

        def follow() -> None:
            with opened(address) as own, own.stream("GET", f"/v1/runs/{run}/events") as stream:
                n_open[0] += stream.status_code == 200
                for _ in stream.iter_raw():
                    if ended.is_set():
                        return

        threads = [threading.Thread(target=follow, daemon=True) for _ in range(n_streams)]
        for thread in threads:
            thread.start()
        time.sleep(3)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.perf_counter()
            client.get("/v1/runs?limit=10").raise_for_status()
            took.append(1000 * (time.perf_counter() - began))
        ended.set()
        client.post(f"/v1/runs/{run}/cancel")
        for thread in threads:
            thread.join(10)
    return f"{n_open[0]} of {n_streams} streams open; other calls: {in_words(took)}"


def upload(address: str, pid: int, megabytes: int) -> str:
    """Send CSV as it is made, and say how much memory the web process and what reads it held at most."""
    block, most, ended = LINE * (2**20 // len(LINE)), {"web": 0, "reader": 0}, threading.Event()
    before = held_by(pid)["web"]

    def watch() -> None:
        while not ended.wait(0.05):
            most.update({part: max(size, most[part]) for part, size in held_by(pid).items()})

    def content() -> Iterator[bytes]:
        yield b"months,contract,bill,city,joined,calls,churn\n"
        for _ in range(megabytes):
            yield block

    watcher, began = threading.Thread(target=watch), time.monotonic()
    watcher.start()
    with opened(address) as client:
        answer = client.post("/v1/datasets", content=content(), headers={"Content-Type": "text/csv"})
    ended.set()
    watcher.join()
    said = f"{answer.status_code} in {time.monotonic() - began:.0f} s"
    if answer.status_code != 201:
        return f"{said}: {answer.json()['detail']}"
    web, reader = most["web"] - before, most["reader"]
    return f"{said}; web {before >> 20} MiB and {web >> 20} MiB more, reader {reader >> 20} MiB"


def held_by(pid: int) -> dict[str, int]:
    """Return the bytes that the largest web process and the largest reader of uploads hold, of a service's family."""
    held = {"web": 0, "reader": 0}
    for child in psutil.Process(pid).children(recursive=True):
        try:
            words, size = " ".join(child.cmdline()), child.memory_info().rss
        except psutil.Error:
            continue
        part = "reader" if "reading_child" in words else "web" if "service.web" in words else ""
        if part:
            held[part] = max(held[part], size)
    return held


def fairness(address: str, home: Path, n_runs: int, n_owners: int) -> str:
    """Queue runs of many owners, the first owner's first, and say in which places each owner's first run ended."""
    store = KeyStore(Database(f"sqlite:///{home / 'plaintune.db'}"))
    keys = [store.create(NewKey("load", f"owner {i}", "write"))[1] for i in range(n_owners)]
    clients, asked = [opened(address, key) for key in keys], []
    content = customers(200).to_csv(index=False).encode()
    for number, client in enumerate(clients):
        dataset = client.post("/v1/datasets", content=content, headers={"Content-Type": "text/csv"}).json()["id"]
        order = {"dataset_id": dataset, "goal": "predict churn", **SINGLE}
        answers = [client.post("/v1/runs", json=order).raise_for_status() for _ in range(n_runs // n_owners)]
        asked += [(number, answer.json()["id"]) for answer in answers]
    began = time.monotonic()
    until(lambda: all(clients[n].get(f"/v1/runs/{run}").json()["finished_at"] for n, run in asked), RUN_SECONDS)
    ends = sorted((clients[n].get(f"/v1/runs/{run}").json()["finished_at"], n) for n, run in asked)
    places = [next(place for place, (_, n) in enumerate(ends, start=1) if n == owner) for owner in range(n_owners)]
    for client in clients:
        client.close()
    seconds = time.monotonic() - began
    last = f"the last owner's first run ended as number {max(places)} of {len(asked)}"
    return f"{len(asked)} runs in {seconds:.0f} s; {last}"


def main() -> None:
    """Measure what was asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--model-seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--rows", type=int, nargs="*", default=[1, 1_000])
    parser.add_argument("--streams", type=int, default=100)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--owners", type=int, default=20)
    parser.add_argument("--port", type=int, default=8191)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), asked.port) as (address, pid):
        with opened(address) as client:
            content = customers(3_000).to_csv(index=False).encode()
            dataset = client.post("/v1/datasets", content=content, headers={"Content-Type": "text/csv"}).json()["id"]
            models = {"single booster": SINGLE}
            if asked.model_seconds:
                models["default model"] = {"budget": {"seconds": asked.model_seconds}}
            for name, more in models.items():
                run = finished(client, dataset, **more)
                for n_rows in asked.rows:
                    for n_clients in asked.clients:
                        said = measure(address, run, n_clients, n_rows, asked.seconds)
                        print(f"{name}, {n_rows} row(s), {n_clients} client(s): {said}", flush=True)
        if asked.streams:
            print(streams(address, dataset, asked.streams, asked.seconds), flush=True)
        if asked.megabytes:
            print(f"{asked.megabytes} MB uploaded: {upload(address, pid, asked.megabytes)}", flush=True)
        if asked.runs:
            print(fairness(address, Settings(home=Path(folder)).home, asked.runs, asked.owners), flush=True)


if __name__ == "__main__":
    main()
