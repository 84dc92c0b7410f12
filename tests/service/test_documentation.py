"""The specification and its page."""

import json
import re

from tests.service.conftest import Service

ANSWERED = {"200", "201", "202", "204"}


def test_the_specification_is_openapi_3_1(service: Service) -> None:
    """Clients are generated from it."""
    spec = service.client().get("/openapi.json").json

    assert spec["openapi"] == "3.1.0"
    assert spec["components"]["securitySchemes"]["key"] == {"type": "http", "scheme": "bearer"}
    assert spec["security"] == [{"key": []}]


def test_every_address_of_the_api_is_in_the_specification(service: Service) -> None:
    """What is not documented is not there for others."""
    spec = service.client().get("/openapi.json").json
    rules = [rule for rule in service.app.url_map.iter_rules() if rule.rule.startswith("/v1")]

    assert rules
    for rule in rules:
        path = re.sub(r"<([^>]+)>", r"{\1}", rule.rule)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            operation = spec["paths"][path][method.lower()]
            assert operation["summary"]
            assert ANSWERED & set(operation["responses"]), (method, path)
            assert "default" not in operation["responses"], "an error that has no number tells a client nothing"
            assert {"400", "401", "429", "500", "503"} <= set(operation["responses"])


def test_errors_are_documented_as_the_problems_that_they_are(service: Service) -> None:
    """A client that is told another content type reads it wrongly."""
    spec = service.client().get("/openapi.json").json

    for response in spec["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_no_type_is_named_twice(service: Service) -> None:
    """JSON Schema does not have it, and generators stop at it."""
    answer = service.client().get("/openapi.json")
    lists = [json.loads(found) for found in re.findall(r'"type":(\[[^\]]*\])', answer.text)]

    assert lists
    assert all(len(set(names)) == len(names) for names in lists)


def test_every_reference_of_the_specification_leads_somewhere(service: Service) -> None:
    """A generator stops at the first one that does not."""
    answer = service.client().get("/openapi.json")
    references = set(re.findall(r'"\$ref":"#/([^"]+)"', answer.text))

    assert references
    for reference in references:
        found = answer.json
        for step in reference.split("/"):
            found = found[step]
        assert found


def test_the_page_takes_nothing_from_elsewhere(service: Service) -> None:
    """It must work without a network, and tell nobody."""
    page = service.client().get("/docs")
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert "/v1/runs/{run_id}/predictions" in page.text
    assert sources
    assert all(source.startswith(("/", "#")) and not source.startswith("//") for source in sources)
    for source in sources:
        with service.client().get(source) as answer:
            assert answer.status_code == 200


def test_figures_are_given_to_prometheus(service: Service) -> None:
    """They come from the database, so that any process tells the same."""
    service.finished_run()
    service.start_run()
    text = service.client().get("/metrics").text

    assert 'plaintune_runs{status="succeeded"} 1.0' in text
    assert 'plaintune_runs{status="queued"} 1.0' in text
    assert 'plaintune_trials{state="complete"} 3.0' in text
    assert "plaintune_datasets 2.0" in text
    assert "plaintune_oldest_queued_seconds" in text
