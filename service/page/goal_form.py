"""The form of the goal as it was sent: words, what was shown as understood of them, corrections, budget, settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from models.record import Settings

PARTS = ("target", "task", "metric", "positive_class", "costs", "ignore", "group", "time", "weight")
"""What a goal is made of, in the order in which it is shown."""
MOST_STATE_CHARACTERS = 200_000


@dataclass(frozen=True)
class SearchForm:
    """How to search, as it was typed; empty where the engine is to choose."""

    technique: str = ""
    families: tuple[str, ...] = ()
    folds: str = ""
    repeats: str = ""
    seed: str = ""
    predict_ms: str = ""
    test_dataset_id: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether anything was asked for."""
        return self != SearchForm()


@dataclass(frozen=True)
class GoalForm:
    """What stands in the form of the goal.

    Parameters
    ----------
    goal : str
        The words.
    parts : mapping
        What the fields of the understood goal say now, by part; those that were not there are absent.
    shown : mapping
        What these fields said when they were shown.
    corrected : mapping
        What was corrected before; None takes a part away.
    said : str
        The target that the words alone named when they were read last.
    budget, seconds, trials : str
    search : SearchForm
    """

    goal: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    corrected: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    budget: str = "300"
    seconds: str = ""
    trials: str = ""
    search: SearchForm = field(default_factory=SearchForm)

    @classmethod
    def typed(cls) -> "GoalForm":
        """Return the form as the current request brought it."""
        given = request.form
        form = cls(
            budget=given.get("budget", cls.budget),
            seconds=given.get("seconds", "").strip(),
            trials=given.get("trials", "").strip(),
            search=_typed_search(),
        )
        if "suggestion" in given:  # another goal altogether: what was corrected belongs to the one before
            return replace(form, goal=given["suggestion"].strip())
        state = _state(given.get("state", ""))
        return replace(
            form,
            goal=given.get("goal", "").strip(),
            parts=_typed_parts(),
            shown=state.get("shown", {}),
            corrected=state.get("corrected", {}),
            said=str(state.get("said", "")),
        )

    @property
    def changes(self) -> dict[str, Any]:
        """What the fields say now and did not say when they were shown."""
        return {part: value for part, value in self.parts.items() if value != self.shown.get(part)}


def _typed_search() -> SearchForm:
    given = request.form
    names = ("folds", "repeats", "seed", "predict_ms", "test_dataset_id")
    texts = {name: given.get(name, "").strip() for name in names}
    # What the form begins with is no wish.
    technique = given.get("technique", "")
    wished = "" if technique == Settings().technique else technique
    return SearchForm(technique=wished, families=tuple(given.getlist("families")), **texts)


def _typed_parts() -> dict[str, Any]:
    """Read the fields of the understood goal; a button sends what it stands for beside them, and counts last."""
    given = request.form
    named = ("target", "task", "metric", "positive_class", "group", "time", "weight")
    parts: dict[str, Any] = {
        name: next((value for value in reversed(given.getlist(name)) if value), None) for name in named if name in given
    }
    if "miss_costs" in given:
        parts["costs"] = given["miss_costs"].strip() or None
    if "ignore_shown" in given:
        left_out = [*given.getlist("ignore"), *filter(None, given.getlist("leave_out"))]
        parts["ignore"] = list(dict.fromkeys(left_out)) or None
    return parts | dict.fromkeys(part for part in given.getlist("drop") if part in PARTS)


def _state(text: str) -> dict[str, Any]:
    """Read what the page noted in itself; whatever else came is as good as nothing."""
    if len(text) > MOST_STATE_CHARACTERS:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    is_ours = isinstance(found, dict) and all(isinstance(found.get(key, {}), dict) for key in ("shown", "corrected"))
    return found if is_ours else {}
