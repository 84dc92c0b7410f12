"""Every address that the assistant can cite leads to a place that is there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import assistant
from assistant.answer import answer
from assistant.charts.registry import CHARTS
from assistant.topics.registry import TOPICS
from models.metrics import METRICS
from models.record import RunRecord
from service.page.citing import PLACES, WHILE_OPEN, place_of
from tests.assistant.conftest import RUNS
from tests.assistant.model_runs import MODEL_RUNS
from tests.assistant.rich_runs import RICH_RUNS
from tests.assistant.told_runs import TOLD
from tests.service.conftest import KEY, Service
from tests.service.made_up_record import made_up_record
from tests.service.test_page_views import Reader, enter

SOURCE = Path(assistant.__file__).parent
OWN_PAGES = {"trials", "charts"}
"""Parts whose things have pages, and no place on the page of the run."""
RECORDS = {
    name: build
    for name, build in {**RUNS, **RICH_RUNS, **TOLD, **MODEL_RUNS, "made up": made_up_record}.items()
    if build().result is not None
}


@pytest.fixture
def reader(service: Service, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return the first owner in a browser, of a service that knows every metric."""
    monkeypatch.setattr(service.engine, "metric", lambda name: METRICS[name].account)
    return enter(service, KEY)


def literal_addresses() -> Iterator[tuple[str, str]]:
    """Yield the beginning of every address that stands in the assistant's source, and where."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = [(target.id, node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign)
                 for target in node.targets if isinstance(target, ast.Name)]  # fmt: skip
        given = [value for name, value in named if name.strip("_").lower().endswith("href")]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                given += [keyword.value for keyword in node.keywords if keyword.arg == "href"]
                is_fact = isinstance(node.func, ast.Name) and node.func.id == "EvidenceFact"
                given += node.args[3:4] if is_fact else []
            if isinstance(node, ast.FunctionDef) and node.name in ("address", "address_of"):
                given += [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
        for value in given:
            yield from ((text, str(path)) for text in _texts(value))


def _texts(value: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be, of an f-string what stands before its first value."""
    if isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield str(value.values[0].value)


def test_every_address_in_the_source_begins_with_a_part_that_has_a_place() -> None:
    """A new topic that cites a part which nobody placed is found here."""
    found = list(literal_addresses())

    assert len(found) > 100
    for text, path in found:
        assert text.split("/")[0] in {*PLACES, *OWN_PAGES}, (text, path)
    assert {text.split("/")[0] for text, _ in found} >= {"importances", "settings", "folds", "uncertainty", "progress"}


def addresses_of(record: RunRecord) -> set[str]:
    """Return every address that answers about a record cite, and its charts."""
    asked = [question for topic in TOPICS for question in topic.examples[:1]]
    cited = {one.href for question in asked for one in answer(question, record).citations if one.href}
    drawn = [drawing for kind in CHARTS if (drawing := kind.draw(record)) is not None]
    return cited | {fact.href for drawing in drawn for fact in drawing.facts if fact.href}


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_citation_about_a_run_leads_to_a_place_that_is_there(service: Service, reader: Reader, name: str) -> None:
    """A number whose source cannot be opened is only a claim."""
    record = replace(RECORDS[name](), status="succeeded")
    service.engine.work = lambda _order, _sink, _recorded: record
    run = service.finished_run()
    page = reader.read(f"/runs/{run}")
    wanted = addresses_of(record) | set(PLACES) | {f"findings/{finding.code}" for finding in record.findings}
    wanted |= {f"decisions/{one.id}" for one in record.decisions} | {f"families/{one.name}" for one in record.families}
    wanted |= {"importances/columns", "findings/learning_curve", "families/unknown", "what-ifs/7"}
    for address in sorted(wanted):
        part, _, name_of_it = address.partition("/")
        if part not in OWN_PAGES:
            anchor = place_of(record, part, name_of_it)
            assert page.count(f'id="{anchor}"') == 1, (address, anchor)
        elif part == "trials" and name_of_it:
            assert record.trial(int(name_of_it)), address
        else:
            assert reader.client.get(f"/runs/{run}/{address}").status_code == 200, address


def test_named_things_are_found_by_their_name(service: Service, reader: Reader) -> None:
    """The part as a whole is the last resort, and no answer to where one finding stands."""
    record = made_up_record()
    service.engine.work = lambda _order, _sink, _recorded: record
    run = service.finished_run()
    for address in (f"findings/{record.findings[0].code}", "decisions/2", "families/xgboost"):
        led = reader.client.get(f"/runs/{run}/{address}").headers["Location"]
        assert led.endswith(f"#{address.replace('/', '-')}")


def test_until_a_run_has_ended_its_parts_lead_to_what_there_is(service: Service, reader: Reader) -> None:
    """The assistant answers while it searches, and its citations are clicked then."""
    run = service.start_run()
    page = reader.read(f"/runs/{run}")
    for part in PLACES:
        anchor = reader.client.get(f"/runs/{run}/{part}").headers["Location"].partition("#")[2]
        assert re.search(rf'id="{anchor}"', page), part
        assert (anchor == part) == (part in WHILE_OPEN), part
