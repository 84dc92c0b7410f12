"""Writes the examples of the specification anew, from calls to a service: ``python -m tests.service.write_examples``.

They are written when an answer has another shape; a test sends each of them and compares.
"""

import json
import logging
import tempfile
from pathlib import Path
from typing import Any

import structlog

from service.schemas.examples import FILE
from tests.fuzz.target import ROWS, Target, opened

ONE_ROW = {"age": 41, "plan": "basic"}
BODIES: dict[str, Any] = {
    "POST /v1/datasets": ROWS.decode()[:80].rsplit("\n", 1)[0] + "\n",
    "PATCH /v1/datasets/{dataset_id}": {"name": "Customers of 2026", "columns": {"plan": "categorical"}},
    "POST /v1/datasets/{dataset_id}/goals": {"goal": "predict churn"},
    "POST /v1/runs": {"dataset_id": "{dataset_id}", "goal": "predict churn", "budget": {"seconds": 60}},
    "POST /v1/runs/{run_id}/continue": {"budget": {"seconds": 60}},
    "POST /v1/runs/{run_id}/checks": {"checks": ["nested_cv"], "budget": {"seconds": 120}},
    "POST /v1/runs/{run_id}/predictions": {"rows": [ONE_ROW], "explain": False},
    "POST /v1/runs/{run_id}/evaluations": {"dataset_id": "{later_id}"},
    "POST /v1/runs/{run_id}/what-ifs": {"hyperparameters": {"max_depth": 9}},
    "POST /v1/chat": {"message": "does it overfit?", "run_id": "{run_id}"},
}
CSV_TYPE = "text/csv"
METHODS = ("get", "post", "patch", "delete")


def send(target: Target, operation: str, body: Any) -> Any:  # noqa: ANN401  whatever is sent and answered
    """Send one call about the things of a service, and return the answer."""
    target.restore()
    method, _, path = operation.partition(" ")
    ids = {**target.ids, "number": "1"}
    if operation.endswith("/charts/{name}"):
        ids["name"] = target.client.get(f"/v1/runs/{ids['run_id']}/charts").json["items"][0]["name"]
    if operation.endswith("/cancel"):
        order = {"dataset_id": ids["dataset_id"], "goal": "predict churn"}
        ids["run_id"] = target.client.post("/v1/runs", json=order).json["id"]
    sent: dict[str, Any] = {} if body is None else {"json": filled(body, ids)}
    if isinstance(body, str):
        sent = {"data": body, "content_type": CSV_TYPE}
    return target.client.open(path.format(**ids), method=method, buffered=True, **sent)


def filled(body: Any, ids: dict[str, str]) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Put ids in where names of ids stand."""
    if isinstance(body, dict):
        return {name: filled(value, ids) for name, value in body.items()}
    return ids.get(body[1:-1], body) if isinstance(body, str) and body.startswith("{") else body


def _short(answer: Any, depth: int = 0) -> Any:  # noqa: ANN401  JSON has no narrower type
    if isinstance(answer, list):
        return [_short(item, depth + 1) for item in answer[:2]]
    if isinstance(answer, dict):
        return {name: _short(value, depth + 1) for name, value in answer.items()}
    return answer


def main() -> None:
    """Send every documented call and keep what was sent and answered, shortened."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as target:
        spec = target.client.get("/openapi.json").json
        operations = [
            f"{method.upper()} {path}" for path, each in spec["paths"].items() for method in each if method in METHODS
        ]
        kept = {}
        for operation in sorted(operations, key=lambda one: (one.startswith("DELETE"), one)):
            body = BODIES.get(operation)
            answer = send(target, operation, body)
            assert answer.status_code < 300, (operation, answer.text)
            kept[operation] = {"body": body, "answer": _short(answer.json) if answer.data and answer.is_json else None}
    FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
