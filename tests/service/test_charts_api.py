"""Charts over HTTP: the list, each figure with its numbers, and what is refused."""

import json

import pytest

from assistant.charts.registry import CHARTS
from models.record import RunRecord
from service.engine import Order, Sink
from service.store.runs import Recorded
from tests.service.conftest import OTHER_KEY, Service
from tests.service.made_up_record import HOSTILE, made_up_record


def a_run_with(service: Service, record: RunRecord) -> str:
    """Finish a run whose record is the given one, and return its id."""

    def work(_: Order, __: Sink, ___: Recorded) -> RunRecord:
        return record

    service.engine.work = work
    return service.finished_run()


def test_the_list_names_each_chart_with_its_finding(service: Service) -> None:
    """A page offers them by what they show."""
    answer = service.client().get(f"/v1/runs/{a_run_with(service, made_up_record())}/charts")

    assert answer.status_code == 200
    lines = {line["name"]: line for line in answer.json["items"]}
    assert {"honest_score", "score_by_trial", "slices", "gap", "leaders"} <= set(lines)
    assert lines["honest_score"]["title"] == "Expect ROC AUC 0.784 on new rows, likely 0.743 to 0.821."
    assert all(line[part] for line in lines.values() for part in ("title", "sentence", "reading", "label"))


def test_every_listed_chart_can_be_read_with_its_numbers(service: Service) -> None:
    """The list must not promise what the next address refuses."""
    run_id = a_run_with(service, made_up_record())
    names = [line["name"] for line in service.client().get(f"/v1/runs/{run_id}/charts").json["items"]]

    for name in names:
        chart = service.client().get(f"/v1/runs/{run_id}/charts/{name}").json
        assert (chart["name"], set(chart["figure"])) == (name, {"data", "layout"})
        assert chart["figure"]["data"]
        assert chart["table"]["rows"]
        assert {len(row) for row in chart["table"]["rows"]} == {len(chart["table"]["columns"])}


@pytest.mark.parametrize("name", ["no_such_chart", "column_importance"])
def test_what_a_run_does_not_have_is_refused_with_the_names_that_there_are(service: Service, name: str) -> None:
    """An unknown name and one that this run holds too little for are both found nowhere, and both say what is."""
    answer = service.client().get(f"/v1/runs/{a_run_with(service, made_up_record())}/charts/{name}")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert name in answer.json["detail"]
    assert "score_by_trial" in answer.json["detail"]


def test_an_unsuitable_chart_says_what_it_needs(service: Service) -> None:
    """Otherwise a reader would look for a mistake in the name."""
    run_id = a_run_with(service, made_up_record())
    needs = next(chart.needs for chart in CHARTS if chart.name == "column_importance")

    assert needs in service.client().get(f"/v1/runs/{run_id}/charts/column_importance").json["detail"]


@pytest.mark.parametrize("address", ["charts", "charts/score_by_trial"])
def test_charts_of_somebody_else_are_not_there(service: Service, address: str) -> None:
    """Whether such a run exists is nobody's business but its owner's."""
    run_id = a_run_with(service, made_up_record())
    foreign = service.client(OTHER_KEY).get(f"/v1/runs/{run_id}/{address}")
    unknown = service.client(OTHER_KEY).get(f"/v1/runs/{'0' * len(run_id)}/{address}")

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json["detail"].replace(run_id, "") == unknown.json["detail"].replace("0" * len(run_id), "")


def test_a_run_that_has_not_begun_has_only_the_charts_of_its_table(service: Service) -> None:
    """What the trials tell is not known yet; what the table holds is."""
    answer = service.client().get(f"/v1/runs/{service.start_run()}/charts")

    assert answer.status_code == 200
    assert [line["name"] for line in answer.json["items"]] == ["column_kinds"]


def test_names_of_the_data_are_no_markup_in_a_figure(service: Service) -> None:
    """Plotly reads text as HTML, links and images included; the table is plain text and stays as it is."""
    run_id = a_run_with(service, made_up_record(HOSTILE))
    chart = service.client().get(f"/v1/runs/{run_id}/charts/classes").json

    assert "<" not in json.dumps(chart["figure"])
    assert HOSTILE in [row[0] for row in chart["table"]["rows"]]
