"""Examples of every call, in the specification: what may be sent, and what was answered to it, shortened.

They were answered by a service (``tests/service/write_examples.py``); a test sends every one of them again.
"""

import json
from pathlib import Path
from typing import Any

Plain = dict[str, Any]
FILE = Path(__file__).with_name("examples.json")
TEXTS = {
    "text/csv": "prediction,probability_no,probability_yes\nyes,0.25,0.75\n",
    "text/html": "<!doctype html>\n<html lang=en>...</html>\n",
    "text/markdown": "# A run that predicts churn\n\n...\n",
    "text/plain": 'plaintune_runs{status="succeeded"} 1.0\n',
    "text/event-stream": {"id": "7", "event": "done", "data": '{"status":"succeeded","error":null}'},
}
"""Of answers that are no JSON, by their type; files of bytes have none."""

BESIDE = {"title": "A run that predicts churn"}
"""Of JSON that is one form among others, as the report has it."""


def with_examples(spec: Plain) -> Plain:
    """Return the specification with an example of each body and of each answer."""
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    paths = {
        path: {method: _shown(kept.get(f"{method.upper()} {path}", {}), each) for method, each in operations.items()}
        for path, operations in spec["paths"].items()
    }
    return {**spec, "paths": paths}


def _shown(example: Plain, operation: Plain) -> Plain:
    if "responses" not in operation:
        return operation
    shown = dict(operation)
    if "requestBody" in operation and example.get("body") is not None:
        kind = "text/csv" if isinstance(example["body"], str) else "application/json"
        content = dict(operation["requestBody"]["content"])
        content[kind] = {**content[kind], "example": example["body"]}
        shown["requestBody"] = {**operation["requestBody"], "content": content}
    shown["responses"] = {
        status: _answered(response, example) if status.startswith("2") else response
        for status, response in operation["responses"].items()
    }
    return shown


def _answered(response: Plain, example: Plain) -> Plain:
    if "content" not in response:
        return response
    content = {
        kind: {**said, **_example(TEXTS.get(kind) if kind != "application/json" else example.get("answer") or BESIDE)}
        for kind, said in response["content"].items()
    }
    return {**response, "content": content}


def _example(shown: object) -> Plain:
    return {} if shown is None else {"example": shown}
