"""Every address of the application, with what each is: open, about nobody, or about somebody's things.

A new route has no place here, and fails ``test_every_address_has_its_place`` until somebody says what it is.
"""

from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

OPEN, LINKED = "open to everyone", "open to whoever has the link"
NOBODYS, LIST, THING = "about nobody's things", "a list of one's things", "about one's thing"
LATER_CSV = b"age,churn\n31,yes\n41,no\n51,no\n61,yes\n"
JSON = "application/json"


@dataclass(frozen=True)
class Place:
    """What an address is, and what is sent there; ``{run}`` and the like stand for ids of the owner's things."""

    kind: str
    sent: Any = None
    content_type: str = JSON
    accept: str = JSON


@dataclass(frozen=True)
class Things:
    """Ids of things that one owner has."""

    dataset: str
    later_dataset: str
    run: str
    conversation: str
    chart: str
    share: str
    arguments: dict[str, str] = field(default_factory=dict)

    def filled(self, sent: Any) -> Any:  # noqa: ANN401  whatever is sent
        """Put the ids into what is sent."""
        if isinstance(sent, dict):
            return {name: self.filled(value) for name, value in sent.items()}
        if not isinstance(sent, str):
            return sent
        names = {"dataset": self.dataset, "later": self.later_dataset, "run": self.run, "talk": self.conversation}
        return names.get(sent[1:-1], sent) if sent.startswith("{") else sent

    def address(self, rule: str) -> str:
        """Put the ids into an address."""
        parts = {
            "<dataset_id>": self.dataset,
            "<run_id>": self.run,
            "<conversation_id>": self.conversation,
            "<number>": "1",
            "<int:number>": "1",
            "<part>": "findings",
            "<name>": "customers" if "examples" in rule else self.chart if "charts" in rule else "few_rows",
            "<path:filename>": "docs.css",
            "<share_id>": self.share,
            "<token>": "0" * 43,
        }
        for part, value in parts.items():
            rule = rule.replace(part, value)
        return f"{rule}?a={self.run}&b={self.run}" if rule == "/runs/compare" else rule


FORM, CSV_TYPE = "application/x-www-form-urlencoded", "text/csv"
ROWS = {"rows": [{"age": 30}]}
RUN = {"dataset_id": "{dataset}", "goal": "predict churn"}
PLACES: dict[tuple[str, str], Place] = {
    ("GET", "/healthz"): Place(OPEN),
    ("GET", "/readyz"): Place(OPEN),
    ("GET", "/static/<path:filename>"): Place(OPEN),
    ("GET", "/docs/static/<path:filename>"): Place(OPEN),
    ("GET", "/docs"): Place(NOBODYS, accept="text/html"),
    ("GET", "/openapi.json"): Place(NOBODYS),
    ("GET", "/metrics"): Place(NOBODYS),
    ("POST", "/leave"): Place(NOBODYS, {}, FORM),
    ("POST", "/datasets"): Place(NOBODYS, LATER_CSV, CSV_TYPE),
    ("POST", "/v1/datasets"): Place(NOBODYS, LATER_CSV, CSV_TYPE),
    ("POST", "/theme"): Place(NOBODYS, {"theme": "dark"}, FORM),
    ("POST", "/examples/<name>"): Place(NOBODYS, {}, FORM),
    ("GET", "/examples/<name>"): Place(NOBODYS, accept="text/html"),
    ("GET", "/chat"): Place(NOBODYS, accept="text/html"),
    ("POST", "/chat"): Place(NOBODYS, {"message": "what is a fold?"}, FORM),
    ("GET", "/shared/<token>"): Place(LINKED),
    ("GET", "/datasets"): Place(LIST, accept="text/html"),
    ("GET", "/"): Place(LIST, accept="text/html"),
    ("GET", "/runs"): Place(LIST, accept="text/html"),
    ("GET", "/v1/datasets"): Place(LIST),
    ("GET", "/v1/runs"): Place(LIST),
    ("GET", "/v1/conversations"): Place(LIST),
    ("GET", "/datasets/<dataset_id>"): Place(THING, accept="text/html"),
    ("POST", "/datasets/<dataset_id>/goal"): Place(THING, {"goal": "predict churn"}, FORM),
    ("POST", "/datasets/<dataset_id>/kinds"): Place(THING, {"column": "age", "kind": "numeric"}, FORM),
    ("POST", "/datasets/<dataset_id>/runs"): Place(THING, {"goal": "predict churn", "budget": "300"}, FORM),
    ("GET", "/datasets/<dataset_id>/goal"): Place(NOBODYS),
    ("GET", "/datasets/<dataset_id>/kinds"): Place(NOBODYS),
    ("GET", "/datasets/<dataset_id>/runs"): Place(NOBODYS),
    ("GET", "/datasets/<dataset_id>/name"): Place(NOBODYS),
    ("POST", "/datasets/<dataset_id>/name"): Place(THING, {"name": "another"}, FORM),
    ("GET", "/datasets/<dataset_id>/delete"): Place(THING),
    ("POST", "/datasets/<dataset_id>/delete"): Place(THING, {}, FORM),
    ("GET", "/conversations/<conversation_id>/<int:number>.md"): Place(THING),
    ("GET", "/conversations/<conversation_id>/<int:number>/live"): Place(THING),
    ("POST", "/conversations/<conversation_id>/<int:number>/stop"): Place(THING, {}, FORM),
    ("GET", "/conversations/<conversation_id>/delete"): Place(THING),
    ("POST", "/conversations/<conversation_id>/delete"): Place(THING, {}, FORM),
    ("GET", "/runs/compare"): Place(THING, accept="text/html"),
    ("GET", "/runs/<run_id>"): Place(THING, accept="text/html"),
    ("GET", "/runs/<run_id>/continue"): Place(THING),
    ("POST", "/runs/<run_id>/continue"): Place(THING, {"budget": "60"}, FORM),
    ("GET", "/runs/<run_id>/delete"): Place(THING),
    ("POST", "/runs/<run_id>/delete"): Place(THING, {}, FORM),
    ("POST", "/runs/<run_id>/predict/many.csv"): Place(THING, {"rows": "age\n30\n"}, FORM),
    ("GET", "/runs/<run_id>/share"): Place(THING),
    ("POST", "/runs/<run_id>/share"): Place(THING, {}, FORM),
    ("POST", "/runs/<run_id>/share/<share_id>/revoke"): Place(THING, {}, FORM),
    ("GET", "/runs/<run_id>/title"): Place(THING),
    ("GET", "/runs/<run_id>/charts"): Place(THING),
    ("GET", "/runs/<run_id>/charts/<name>"): Place(THING),
    ("GET", "/runs/<run_id>/charts/<name>/table.csv"): Place(THING),
    ("POST", "/runs/<run_id>/charts/one_row"): Place(THING, {"cell-0": "30"}, FORM),
    ("POST", "/runs/<run_id>/checks"): Place(THING, {"checks": "nested_cv", "seconds": "60"}, FORM),
    ("POST", "/runs/<run_id>/evaluations"): Place(THING, {}, FORM),
    ("GET", "/runs/<run_id>/what-ifs/<int:number>/progress"): Place(THING),
    ("POST", "/runs/<run_id>/what-ifs/<int:number>/promote"): Place(THING, {}, FORM),
    ("POST", "/runs/<run_id>/what-ifs/<int:number>/stop"): Place(THING, {}, FORM),
    ("GET", "/runs/<run_id>/<part>"): Place(THING),
    ("GET", "/runs/<run_id>/<part>/<name>"): Place(THING),
    ("POST", "/runs/<run_id>/cancel"): Place(THING, {}, FORM),
    ("GET", "/runs/<run_id>/chat"): Place(THING),
    ("POST", "/runs/<run_id>/chat"): Place(THING, {"message": "does it overfit?"}, FORM),
    ("GET", "/runs/<run_id>/live"): Place(THING),
    ("GET", "/runs/<run_id>/predict"): Place(THING),
    ("POST", "/runs/<run_id>/predict"): Place(THING, {"column-0": "30"}, FORM),
    ("POST", "/runs/<run_id>/predict/many"): Place(THING, {"rows": "age\n30\n"}, FORM),
    ("GET", "/runs/<run_id>/report"): Place(THING),
    ("GET", "/runs/<run_id>/trials"): Place(THING),
    ("GET", "/runs/<run_id>/trials/<int:number>"): Place(THING),
    ("POST", "/v1/chat"): Place(THING, {"message": "does it overfit?", "run_id": "{run}"}),
    ("GET", "/v1/conversations/<conversation_id>"): Place(THING),
    ("DELETE", "/v1/conversations/<conversation_id>"): Place(THING),
    ("GET", "/v1/datasets/<dataset_id>"): Place(THING),
    ("PATCH", "/v1/datasets/<dataset_id>"): Place(THING, {"name": "another"}),
    ("DELETE", "/v1/datasets/<dataset_id>"): Place(THING),
    ("POST", "/v1/datasets/<dataset_id>/goals"): Place(THING, {"goal": "predict churn"}),
    ("POST", "/v1/runs"): Place(THING, RUN),
    ("GET", "/v1/runs/<run_id>"): Place(THING),
    ("DELETE", "/v1/runs/<run_id>"): Place(THING),
    ("POST", "/v1/runs/<run_id>/cancel"): Place(THING),
    ("GET", "/v1/runs/<run_id>/charts"): Place(THING),
    ("GET", "/v1/runs/<run_id>/charts/<name>"): Place(THING),
    ("POST", "/v1/runs/<run_id>/checks"): Place(THING, {"checks": ["nested_cv"], "budget": {"seconds": 60}}),
    ("POST", "/v1/runs/<run_id>/continue"): Place(THING, {"budget": {"seconds": 60}}),
    ("POST", "/v1/runs/<run_id>/evaluations"): Place(THING, {"dataset_id": "{later}"}),
    ("GET", "/v1/runs/<run_id>/evaluations"): Place(THING),
    ("GET", "/v1/runs/<run_id>/events"): Place(THING),
    ("GET", "/v1/runs/<run_id>/model"): Place(THING),
    ("POST", "/v1/runs/<run_id>/predictions"): Place(THING, ROWS),
    ("GET", "/v1/runs/<run_id>/report"): Place(THING),
    ("GET", "/v1/runs/<run_id>/study"): Place(THING),
    ("GET", "/v1/runs/<run_id>/trials"): Place(THING),
    ("POST", "/v1/runs/<run_id>/what-ifs"): Place(THING, {"hyperparameters": {"max_depth": 9}}),
    ("GET", "/v1/runs/<run_id>/what-ifs"): Place(THING),
    ("GET", "/v1/runs/<run_id>/what-ifs/<number>"): Place(THING),
    ("POST", "/v1/runs/<run_id>/what-ifs/<number>/promote"): Place(THING),
}
# Things that are named in a body and not in the address: (address, body with one thing of another owner).
NAMED_IN_BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/v1/runs", RUN),
    ("/v1/runs", {"dataset_id": "own dataset", "goal": "predict churn", "test_dataset_id": "{later}"}),
    ("/v1/chat", {"message": "why?", "run_id": "{run}"}),
    ("/v1/chat", {"message": "why?", "conversation_id": "{talk}"}),
    ("/v1/runs/own run/evaluations", {"dataset_id": "{later}"}),
)


def call(client: FlaskClient, method: str, rule: str, things: Things) -> TestResponse:
    """Call an address as its owner would."""
    place = PLACES[method, rule]
    sent = things.filled(place.sent)
    # Buffered, for a file that is sent stays open until it was read.
    given: dict[str, Any] = {"headers": {"Accept": place.accept}, "buffered": True}
    if place.content_type == JSON and sent is not None:
        given["json"] = sent
    elif sent is not None:
        given |= {"data": sent, "content_type": place.content_type}
    return client.open(things.address(rule), method=method, **given)
