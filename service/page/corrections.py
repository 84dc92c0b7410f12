"""A goal in words, and what its owner corrected of it on the page: both together are what is searched for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from models.errors import GoalColumnError, GoalValueError, InputError, UnclearGoalError
from models.record import Goal, Reason
from service.datasets import understand
from service.errors import FieldError
from service.page.goal_form import PARTS, GoalForm
from service.page.refusals import MENDABLE, Refusal, refusal
from service.store.tables import Dataset

MOST_LEFT_OUT = 50
SET_HERE = "you set it on this page"
OF_ONE_TARGET = ("task", "metric", "positive_class", "costs")
"""Corrections that mean nothing for another target."""
GOAL_FIELD = re.compile(r"^goal(?:\.\w+)?: ")
"""What errors put before a sentence for programs: where in the object the mistake is."""
OF_TWO_CLASSES = ("positive_class", "costs")


@dataclass(frozen=True)
class Understood:
    """What a form is understood as.

    ``corrected`` is what stands against the words, by part. ``said`` is the target that the words alone name. Where
    ``refused`` is set and there is a goal, the last correction could not be taken, and the goal is the one before.
    """

    goal: Goal | None = None
    corrected: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    refused: Refusal | None = None

    @property
    def shown(self) -> dict[str, Any]:
        """What the fields of the goal say, by part, as a form sends them back."""
        if self.goal is None:
            return {**dict.fromkeys(PARTS), **self.corrected}
        goal = self.goal
        parts = {part: getattr(goal, part) for part in PARTS}
        return {**parts, "costs": cost_ratio(goal), "ignore": list(self.left_out) or None}

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that are left out, as far as each has a field; thousands are told by their number."""
        return self.goal.ignore if self.goal is not None and len(self.goal.ignore) <= MOST_LEFT_OUT else ()

    @property
    def state(self) -> dict[str, Any]:
        """What the page notes in itself, to tell later what was corrected."""
        return {"shown": self.shown, "corrected": dict(self.corrected), "said": self.said}


def cost_ratio(goal: Goal) -> str | None:
    """Return how many false alarms a miss costs, as text; None where costs are not weighed."""
    costs = goal.costs
    return None if costs is None else f"{costs.false_negative / costs.false_positive:.6g}"


class _Reader:
    """Understands goals over a dataset, each once: over a large table that takes seconds."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._known: dict[str, Goal | Exception] = {}

    def __call__(self, goal: str | dict[str, Any]) -> Goal:
        key = json.dumps(goal)
        if key not in self._known:
            try:
                self._known[key] = understand(goal, self._dataset)
            except MENDABLE as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, Exception):
            raise found
        return found


def read_form(form: GoalForm, dataset: Dataset) -> Understood:
    """Understand a form; what cannot be understood or taken is told, never raised."""
    read = _Reader(dataset)
    said = _said(form, read)
    newest = _standing(form, said)
    if not form.goal and not newest.get("target"):
        return Understood(None, newest, said)
    refused = None
    for corrected in (newest, {k: v for k, v in newest.items() if k not in form.changes or k == "target"}):
        try:
            goal = _goal(form, corrected, read)
        except MENDABLE as error:
            refused = refused or _in_words(error)
        else:
            return Understood(goal, corrected, said, refused)
    return Understood(None, newest, said, refused)


def _in_words(error: Exception) -> Refusal:
    """Put an error in words for somebody who has the columns as buttons below the sentence."""
    if isinstance(error, UnclearGoalError):
        return Refusal(f"Not clear yet: {error.because}.", error.candidates)
    if isinstance(error, GoalColumnError):
        sentence = f"No column is called “{error.name[:200]}”."
        return Refusal(sentence, error.alike if error.field == "target" else ())
    if isinstance(error, GoalValueError):
        return Refusal(f"The {error.field.replace('_', ' ')} {error.because}.")
    told = refusal(error)
    return replace(told, sentence=GOAL_FIELD.sub("", told.sentence, count=1))


def _said(form: GoalForm, read: _Reader) -> str:
    """Return the target that the words alone name; empty where they name none."""
    try:
        return read(form.goal).target if form.goal else ""
    except MENDABLE:
        return ""


def _standing(form: GoalForm, said: str) -> dict[str, Any]:
    """Return the corrections that still mean something, the latest ones among them."""
    changes = form.changes
    corrected = {**form.corrected, **changes}
    speaks_anew = bool(said and form.said and said != form.said and "target" not in changes)
    if speaks_anew:
        corrected.pop("target", None)
    if "target" in changes or speaks_anew:
        kept = {part: value for part, value in changes.items() if part in OF_ONE_TARGET}
        corrected = {part: value for part, value in corrected.items() if part not in OF_ONE_TARGET} | kept
    if corrected.get("target", said) in (None, said):
        corrected.pop("target", None)
    return corrected


def _goal(form: GoalForm, corrected: Mapping[str, Any], read: _Reader) -> Goal:
    target = corrected.get("target")
    words = _of_target(form.goal, target, read) if target else read(form.goal)
    rest = {part: value for part, value in corrected.items() if part != "target"}
    goal = read(_as_object(words, rest)) if rest else words
    warnings = tuple(dict.fromkeys((*words.warnings, *goal.warnings)))
    text = form.goal or f"Predict {goal.target}"
    return replace(goal, text=text, reasons=_reasons(words, goal, corrected), warnings=warnings)


def _of_target(words: str, target: str, read: _Reader) -> Goal:
    """Put words and a picked column together: the words may hold costs or a metric that the column lacks."""
    try:
        goal = read(f"Predict {target}. {words}") if words else None
    except InputError:
        goal = None
    if goal is not None and goal.target == target:
        return goal
    return read({"target": target, **_beside_target(words, target, read)})


def _beside_target(words: str, target: str, read: _Reader) -> dict[str, Any]:
    """Return what words about another target say of the other columns."""
    try:
        said = read(words) if words else None
    except MENDABLE:
        said = None
    if said is None:
        return {}
    ignore = [name for name in said.ignore if name != target]
    roles = {part: getattr(said, part) for part in ("group", "time", "weight")}
    parts = {**roles, "ignore": ignore or None}
    return {part: value for part, value in parts.items() if value not in (None, target)}


def _as_object(words: Goal, corrected: Mapping[str, Any]) -> dict[str, Any]:
    """Return a goal as the object that says the same, with the corrected parts in their places."""
    parts = {part: getattr(words, part) for part in PARTS}
    parts["ignore"] = list(words.ignore) or None
    parts["costs"] = words.costs and {
        "false_negative": words.costs.false_negative,
        "false_positive": words.costs.false_positive,
    }
    if corrected.get("task", words.task) != words.task:
        parts = {part: value for part, value in parts.items() if part not in ("metric", *OF_TWO_CLASSES)}
    taken = {part: _costs(value) if part == "costs" else value for part, value in corrected.items() if part in PARTS}
    return {part: value for part, value in {**parts, **taken}.items() if value is not None}


def _costs(ratio: Any) -> dict[str, float] | None:  # noqa: ANN401  what a form or its note holds
    if ratio is None:
        return None
    try:
        number = float(str(ratio).replace(",", "."))
    except ValueError:
        number = 0.0
    if not (isfinite(number) and number > 0):
        sentence = f"{str(ratio)[:50]!r} is not a number above zero: write how many false alarms a miss costs."
        raise FieldError("miss_costs", sentence)
    return {"false_negative": number, "false_positive": 1.0}


def _reasons(words: Goal, goal: Goal, corrected: Mapping[str, Any]) -> tuple[Reason, ...]:
    """Return why each part is as it is: the reason of the words where it is theirs."""
    known = {(reason.field, reason.value): reason for reason in words.reasons}

    def told(reason: Reason) -> Reason:
        in_words = known.get((reason.field, reason.value))
        if reason.field in corrected and (in_words is None or reason.field == "target"):
            return replace(reason, because=SET_HERE)
        return in_words or reason

    return tuple(told(reason) for reason in goal.reasons)
