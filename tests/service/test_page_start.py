"""The first page: what a stranger needs, examples that are real tables, and the last runs with their scores."""

import gzip
import re
from pathlib import Path

import pytest

from models.goal import understand_goal
from models.table import read_table
from service.engine import Order, Sink
from service.examples.example import Example
from service.examples.registry import EXAMPLES
from service.store.runs import Recorded
from tests.service.conftest import OTHER_KEY, Service
from tests.service.fake_engine import RunRecord, record_of
from tests.service.test_page_views import Reader, enter, reader

__all__ = ["reader"]

STATIC = Path("service/static")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_is_what_its_line_says(example: Example, tmp_path: Path) -> None:
    """Who tries an example learns the product by it: a wrong figure there is a bad start."""
    path = tmp_path / "example.csv"
    path.write_bytes(example.csv())
    table = read_table(path, name=example.file_name)
    goal = understand_goal(example.goal, table)

    assert (table.n_rows, len(table.columns)) == (example.n_rows, example.n_columns)
    assert goal.target == table.columns[-1].name
    tasks = {"yes or no": "binary", "one of four kinds": "multiclass", "a number, in dollars": "regression"}
    assert goal.task == tasks[example.answer]
    assert example.csv() == example.csv()


def test_the_examples_are_one_of_each_task() -> None:
    """The three lines show what can be predicted at all."""
    assert len({example.answer for example in EXAMPLES}) == 3


def test_an_example_becomes_a_table_of_whoever_asks(service: Service, reader: Reader) -> None:
    """It counts like an upload: the owner's, and nobody else's."""
    assert "Who leaves?" in reader.read("/")
    status, address = reader.send("/examples/customers", {})
    assert status == 303
    assert "?goal=Predict+left" in address
    kept = service.client().get("/v1/datasets").json["items"]
    assert [item["name"] for item in kept] == ["Customers of a phone company"]
    assert enter(service, OTHER_KEY).client.get(address).status_code == 404


def test_looking_at_an_example_makes_no_table(service: Service, reader: Reader) -> None:
    """A browser may fetch an address before anybody clicks on it."""
    assert reader.client.get("/examples/customers").headers["Location"] == "/#customers"
    assert reader.client.get("/examples/nothing").status_code == 404
    assert reader.send("/examples/nothing", {})[0] == 404
    assert service.client().get("/v1/datasets").json["items"] == []


def test_last_runs_tell_their_score_with_its_range(service: Service, reader: Reader) -> None:
    """A number without its range is what the product is against."""
    assert "No run yet" in reader.read("/")
    service.finished_run()
    text = reader.read("/")
    assert "<b>0.78</b>" in text
    assert "likely 0.70 to 0.85" in text
    assert "finished" in text


def test_a_run_without_a_score_says_how_far_it_is(service: Service, reader: Reader) -> None:
    """A run that waits, or ended without a model, has no score to tell."""
    service.start_run()
    assert "waiting" in reader.read("/")

    def work(order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        return record_of(order, (), None)

    service.engine.work = work
    assert service.worker().work_on_next()
    assert "<b>" not in reader.read("/").split("Your last runs")[1].split("All runs")[0].replace('<b dir="auto">', "")


def test_the_first_page_is_small_and_draws_no_charts(reader: Reader) -> None:
    """Its first paint with content is promised under 600 kB compressed; plotly alone takes 400."""
    text = reader.read("/")
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    sizes = [len(gzip.compress((STATIC / part.removeprefix("/static/")).read_bytes())) for part in parts]

    assert not [part for part in parts if "plotly-" in part]
    assert len(parts) >= 6
    assert sum(sizes) + len(gzip.compress(text.encode())) < 100_000


def test_every_address_of_a_form_leads_back_to_its_page(service: Service, reader: Reader) -> None:
    """Reloading after a mistake asks for the address of the form, without the form."""
    dataset = service.add_dataset()
    for form in ("kinds", "goal", "runs", "name"):
        led = reader.client.get(f"/datasets/{dataset}/{form}")
        assert (led.status_code, led.headers["Location"]) == (303, f"/datasets/{dataset}")
    assert "table" in reader.read("/datasets")


def test_a_file_that_is_no_table_is_told_on_the_page_without_scripts(reader: Reader) -> None:
    """Whoever has no scripts needs the sentence as much."""
    status, text = reader.send("/datasets", {})
    assert status == 422
    assert "<title>Error: " in text
    assert 'role="alert"' in text
