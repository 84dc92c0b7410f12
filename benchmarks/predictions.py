"""How fast predictions are over HTTP: one row, and 10,000 rows in one request, by a warm service.

    python benchmarks/predictions.py [--seconds 20]

Starts the service over an empty home on loopback, finds a model for a made-up table of customers (numbers, words,
dates, missing cells), and times requests one after the other. Nothing else should run on the machine meanwhile.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import numpy as np
import pandas as pd

KEY = "a-long-key-for-the-prediction-benchmark"
N_ROWS, N_SINGLE, N_BULK = 3_000, 300, 10
START_SECONDS = 120


def customers(n_rows: int) -> pd.DataFrame:
    """Make customers who leave for reasons that can be learned."""
    rng = np.random.default_rng(0)
    months, contract = rng.integers(1, 60, n_rows), rng.choice(["monthly", "yearly"], n_rows)
    chance = 1 / (1 + np.exp(0.08 * (months - 25) + 1.5 * (contract == "yearly")))
    return pd.DataFrame(
        {
            "months": months,
            "contract": contract,
            "bill": np.where(rng.random(n_rows) < 0.1, np.nan, rng.gamma(4, 20, n_rows).round(2)),
            "city": rng.choice([f"city {i}" for i in range(60)], n_rows),
            "joined": (pd.Timestamp("2024-12-31") - pd.to_timedelta(months * 30, unit="D")).strftime("%Y-%m-%d"),
            "calls": rng.poisson(2, n_rows),
            "churn": np.where(rng.random(n_rows) < chance, "yes", "no"),
        }
    )


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return rows as an app sends them."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def find_model(client: httpx.Client, seconds: float) -> str:
    """Upload, run and wait; return the address for predictions."""
    content = customers(N_ROWS).to_csv(index=False).encode()
    dataset = client.post("/v1/datasets", files={"file": ("customers.csv", content)}).raise_for_status().json()["id"]
    order = {"dataset_id": dataset, "goal": "predict churn", "budget": {"seconds": seconds}}
    run = client.post("/v1/runs", json=order).raise_for_status().json()["id"]
    while (found := client.get(f"/v1/runs/{run}").json())["status"] in ("queued", "running"):
        time.sleep(0.5)
    result = found["result"]
    members = ", ".join(f"{m['weight']:.0%} trial {m['trial']}" for m in result["ensemble"])
    used = found["progress"]["elapsed_seconds"]
    print(f"model: {members} (led by {result['family']}), used {used:.1f} s of {seconds:g}")
    return f"/v1/runs/{run}/predictions"


def timed(client: httpx.Client, address: str, rows: list[dict[str, object]], n: int) -> list[float]:
    """Return the seconds of n requests, one after the other, the first ones left out to warm up."""
    times = []
    for _ in range(n + 3):
        start = time.perf_counter()
        client.post(address, json={"rows": rows}).raise_for_status()
        times.append(time.perf_counter() - start)
    return times[3:]


def main() -> None:
    """Start the service, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home, (Path(home) / "serve.log").open("wb") as log:
        environment = {**os.environ, "PLAINTUNE_HOME": f"{home}/data", "PLAINTUNE_API_KEY": KEY}
        command = [sys.executable, "-m", "service.command_line", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        headers = {"Authorization": f"Bearer {KEY}"}
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
                wait_for(client)
                address = find_model(client, arguments.seconds)
                rows = records(customers(10_000).drop(columns="churn"))
                one = 1000 * np.array(timed(client, address, rows[:1], N_SINGLE))
                many = np.array(timed(client, address, rows, N_BULK))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    high = np.quantile(one, 0.95)
    print(f"one row:     median {np.median(one):6.1f} ms, 95th percentile {high:6.1f} ms ({N_SINGLE} requests)")
    print(f"10,000 rows: median {np.median(many):6.2f} s,  slowest {many.max():6.2f} s ({N_BULK} requests)")


def wait_for(client: httpx.Client) -> None:
    """Wait until the service is ready."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the service did not start")


if __name__ == "__main__":
    main()
