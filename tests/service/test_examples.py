"""The specification is valid, and its examples are what the service takes and answers."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.fuzz.target import Target, opened
from tests.service.write_examples import METHODS, send

BYTES = ("application/gzip", "application/vnd.sqlite3")


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Start a service that reads, and fits nothing."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with opened(tmp_path_factory.mktemp("examples")) as started:
        yield started
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def spec(target: Target) -> dict[str, Any]:
    """Read the specification."""
    found: dict[str, Any] = target.client.get("/openapi.json").json
    return found


def test_the_specification_is_valid(spec: dict[str, Any]) -> None:
    """Generators of clients stop at the first thing that is not."""
    validate(spec)


def operations_of(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every operation with its name; those that delete come last, for the others need what they delete."""
    named = [
        (f"{method.upper()} {path}", operations[method])
        for path, operations in spec["paths"].items()
        for method in METHODS
        if method in operations
    ]
    yield from sorted(named, key=lambda pair: (pair[0].startswith("DELETE"), pair[0]))


def fits(example: object, schema: dict[str, Any], spec: dict[str, Any]) -> list[str]:
    """Tell what of an example its schema does not allow."""
    whole = {**schema, "components": spec["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(example)]


def test_every_operation_has_an_example_of_its_body_and_of_its_answer(spec: dict[str, Any]) -> None:
    """People copy examples before they read schemas, so that they have to fit them."""
    for name, operation in operations_of(spec):
        bodies = operation.get("requestBody", {}).get("content", {}).values()
        assert not bodies or any("example" in body for body in bodies), name
        for body in bodies:
            assert not fits(body.get("example"), body["schema"], spec) if "example" in body else True, name
        for status, response in operation["responses"].items():
            for kind, said in response.get("content", {}).items() if status.startswith("2") else ():
                assert "example" in said or kind in BYTES, (name, kind)
                assert "example" not in said or not fits(said["example"], said["schema"], spec), (name, kind)


def test_every_example_is_taken_and_answered_in_the_documented_form(target: Target, spec: dict[str, Any]) -> None:
    """An example that is refused costs whoever copies it an hour."""
    for name, operation in operations_of(spec):
        bodies = operation.get("requestBody", {}).get("content", {}).values()
        body = next((one["example"] for one in bodies if "example" in one), None)
        answer = send(target, name, body)
        documented = operation["responses"].get(str(answer.status_code))
        assert answer.status_code < 300, (name, answer.text)
        assert documented is not None, (name, answer.status_code)
        if answer.data and answer.is_json:
            said = documented["content"]["application/json"]
            assert not fits(answer.json, said["schema"], spec), name
            assert set(said["example"]) == set(answer.json), f"{name}: python -m tests.service.write_examples"
