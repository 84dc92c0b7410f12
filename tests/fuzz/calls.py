"""Calls that schemathesis draws from the specification: sent, answered, and held against what is documented."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.fuzz.target import Target

EVERY = 4
"""Of so many calls one keeps the ids that were drawn, which lead nowhere; the others get those of real things."""
# A schema says what a body looks like; whether there is a column, a family or a cursor of that name, the answer says,
# and says it with 422. NUL and half characters, which a schema allows in text, are 400; too many bytes are 413.
FITS_BUT_CANNOT_BE_USED = ["400", "413", "422"]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "304", "401", "403", "404", "409", "429", *FITS_BUT_CANNOT_BE_USED]
        },
        "negative_data_rejection": {"expected-statuses": ["400", "401", "404", "405", "409", "413", "415", "422"]},
    }
}
FILES = frozenset({"text/csv", "application/vnd.apache.parquet"})
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def require_sentence(problem: dict[str, Any]) -> None:
    """Require that an error tells a person what is wrong, and no program's insides."""
    detail = problem["detail"]
    assert detail.strip().endswith((".", "?", "!", ")", "\u201d", '"')), detail
    assert len(detail) > 10, detail
    assert "Traceback" not in detail, detail
    assert "Error(" not in detail, detail


@dataclass
class Tally:
    """How many calls were sent, and what came back."""

    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def n_calls(self) -> int:
        """All calls together."""
        return self.statuses.total()


@dataclass
class Caller:
    """Sends drawn calls to a service and holds each answer against the specification."""

    target: Target
    tally: Tally = field(default_factory=Tally)

    def operations(self) -> Iterator[Any]:
        """Give the documented operations, one after the other."""
        app, config = self.target.service.app, schemathesis.Config.from_dict(CONFIG)
        schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config, headers=self.target.headers)
        for found in schema.get_all_operations():
            yield found.ok()

    def try_operation(self, operation: Any, n_calls: int, seed: int) -> None:  # noqa: ANN401  the library's own
        """Send so many calls to one operation, half of them as documented and half of them not."""
        for mode in MODES:
            quiet = settings(
                max_examples=max(1, n_calls // len(MODES)),
                deadline=None,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            )
            drawn = operation.as_strategy(generation_mode=mode)
            try:
                hypothesis.seed(seed)(quiet(given(drawn)(self.send)))()
            except hypothesis.errors.Unsatisfiable:
                continue  # there is nothing to be wrong about: no parameter and no body

    def send(self, case: Any) -> None:  # noqa: ANN401  the library's own
        """Send one call and check its answer."""
        self.target.restore()
        self._name_real_things(case)
        answer = case.call(headers=self.target.headers)
        self.tally.statuses[answer.status_code] += 1
        # A file is bytes whatever was drawn for it: what is wrong with it, only a look inside can tell.
        excluded = [negative_data_rejection] if case.media_type in FILES else []
        case.validate_response(answer, headers=self.target.headers, excluded_checks=excluded)
        if answer.status_code >= 400:
            require_sentence(answer.json())

    def _name_real_things(self, case: Any) -> None:  # noqa: ANN401  the library's own
        if self.tally.n_calls % EVERY == 0:
            return
        real = {**self.target.ids, "number": "1"}
        for name in case.path_parameters or {}:
            if name in real:
                case.path_parameters[name] = real[name]
        if isinstance(case.body, dict):
            named = {name: real[name] for name in case.body if name in real and isinstance(case.body[name], str)}
            if "evaluations" in case.path and named:
                named = {"dataset_id": real["later_id"]}
            case.body = {**case.body, **named}
