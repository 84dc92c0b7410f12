"""How to do it again: the command, the request, the seed, the versions."""

import json
import shlex
from dataclasses import fields
from typing import Any

from models.record import Goal, RunRecord, Settings, to_plain
from service.report.document import Block, Code, Column, Paragraph, Row, Section, Table

WISHES = ("target", "task", "metric", "positive_class", "costs", "group", "time", "weight", "ignore")
BUDGET, SEARCH = ("seconds", "trials"), ("technique", "families", "space", "folds", "repeats", "seed")
OF_THE_COMMAND = ("seconds", "trials", "seed")


def repeat(record: RunRecord) -> Section:
    """Tell how the run is repeated, and whether the repeat will be the same."""
    settings = record.settings
    same = (
        "With trials alone, no clock decides anything: a repeat on the same table with the same versions gives the "
        "same trials, scores and model, whatever the number of processes."
    )
    if settings.seconds is not None:
        same = (
            "With a budget in seconds, a repeat tries as much as the machine then allows, so that its trials may "
            "differ; with trials alone and the same seed it would be the same."
        )
    blocks: list[Block] = [Paragraph(same)]
    if _is_of_the_command(settings):
        blocks.append(Code("In a terminal", _command(record)))
    blocks.append(Code("Over HTTP: POST /v1/runs", json.dumps(_request(record), ensure_ascii=False, indent=2)))
    if record.versions:
        rows = tuple(Row((name, version)) for name, version in record.versions.items())
        blocks.append(Table("Versions", (Column("Package"), Column("Version")), rows))
    return Section("repeat", "How to repeat it", tuple(blocks))


def _is_of_the_command(settings: Settings) -> bool:
    """Whether the command line can say all that was set."""
    others = (f for f in fields(settings) if f.name not in OF_THE_COMMAND)
    standard = Settings()
    return all(getattr(settings, f.name) == getattr(standard, f.name) for f in others)


def _command(record: RunRecord) -> str:
    settings = record.settings
    said = json.dumps(_wishes(record.goal), ensure_ascii=False)
    words = ["plaintune", "fit", record.data.name, "--goal", said]
    for name in OF_THE_COMMAND:
        value = getattr(settings, name)
        if value is not None:
            words += [f"--{name}", f"{value:g}" if isinstance(value, float) else str(value)]
    return " ".join(shlex.quote(word) for word in words)


def _request(record: RunRecord) -> dict[str, Any]:
    plain, standard = to_plain(record.settings), to_plain(Settings())
    body: dict[str, Any] = {"dataset_id": "...", "goal": _wishes(record.goal)}
    body["budget"] = {name: plain[name] for name in BUDGET if plain[name] is not None}
    body["search"] = {name: plain[name] for name in SEARCH if plain[name] != standard[name] or name == "seed"}
    if record.settings.predict_ms is not None:
        body["constraints"] = {"predict_ms": record.settings.predict_ms}
    return body


def _wishes(goal: Goal) -> dict[str, Any]:
    """Return the goal as an object, without what was not said."""
    plain = to_plain(goal)
    return {name: plain[name] for name in WISHES if plain[name] not in (None, [])}
