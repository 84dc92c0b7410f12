"""The operator's guide: it names every setting and every metric, and nothing that there is not."""

import re
from pathlib import Path

from service.settings import Limits, Settings
from tests.service.conftest import Service
from tests.service.setting_names import setting_names

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(PLAINTUNE_\w+)` \| (.*?) \|", GUIDE, re.MULTILINE))


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    """An operator reads it, and not the code."""
    assert set(ROWS) == setting_names()


def test_the_defaults_of_the_table_are_those_of_the_code() -> None:
    """A limit that is told wrongly is found out by a refused upload."""
    standard = Limits()
    for name in Limits.__dataclass_fields__:
        assert ROWS[f"PLAINTUNE_{name.upper()}"].replace(",", "") == str(getattr(standard, name)), name
    assert ROWS["PLAINTUNE_LEASE_SECONDS"] == str(int(Settings().lease_seconds))
    assert ROWS["PLAINTUNE_WEB_PROCESSES"] == str(Settings().web_processes)


def test_every_metric_is_explained_and_exists(service: Service) -> None:
    """An alert on a metric that there is not never fires."""
    run_id = service.finished_run()
    service.client().post(f"/v1/runs/{run_id}/predictions", json={"rows": [{"age": 3}]})
    text = service.client().get("/metrics").text
    there = {name.removesuffix("_created") for name in re.findall(r"^# TYPE (plaintune_\w+) ", text, re.MULTILINE)}
    told = set(re.findall(r"`(plaintune_[a-z_]+)", GUIDE))

    assert {name.removesuffix("_total") for name in there} <= {name.removesuffix("_total") for name in told}
    assert {re.sub("_(total|bucket|count|sum)$", "", name) for name in told} <= {
        name.removesuffix("_total") for name in there
    }
