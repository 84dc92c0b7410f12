"""Runs on the wire: what one may ask for, and what one is told."""

from dataclasses import dataclass
from typing import Any, get_args

from marshmallow import Schema, fields, post_load, validate

from models.record import (
    Counterfactuals,
    Decision,
    Diagnostics,
    Finding,
    Goal,
    Importances,
    LeaderboardEntry,
    PartialDependences,
    Progress,
    Result,
    RunStatus,
    Settings,
    Trial,
    TrueScore,
    Uncertainty,
)
from models.search.continuation import MoreBudget
from models.search.techniques.registry import TECHNIQUE_NAMES
from service.schemas.datasets import GOAL_FORMS, WordsOrObject
from service.schemas.of_records import schema_of

LEAST_SECONDS = 10
MOST_TRIALS = 100_000
MOST_SEED = 2**32 - 1


@dataclass(frozen=True)
class RunRequest:
    """A checked request for a run; a goal that was understood before stays as it was understood."""

    dataset_id: str
    goal: str | dict[str, Any] | Goal
    settings: Settings
    test_dataset_id: str | None = None


class BudgetSchema(Schema):
    """How much a run may take: working seconds, trials, or both."""

    seconds = fields.Float(
        validate=validate.Range(min=LEAST_SECONDS, error=f"Give at least {LEAST_SECONDS} seconds."),
        metadata={"example": 60},
    )
    trials = fields.Integer(strict=True, validate=validate.Range(min=1, max=MOST_TRIALS))


class SearchSchema(Schema):
    """How to search, where the user knows better than the engine."""

    technique = fields.String(validate=validate.OneOf(TECHNIQUE_NAMES))
    families = fields.List(fields.String(), validate=validate.Length(min=1))
    space = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Raw()),
        metadata={"example": {"xgboost": {"max_depth": 6, "learning_rate": [0.01, 0.1]}}},
    )
    folds = fields.Integer(strict=True, validate=validate.Range(min=2, max=20))
    repeats = fields.Integer(strict=True, validate=validate.Range(min=1, max=10))
    seed = fields.Integer(strict=True, validate=validate.Range(min=0, max=MOST_SEED))


class ConstraintsSchema(Schema):
    """What the delivered model must keep to."""

    predict_ms = fields.Float(validate=validate.Range(min=0, min_inclusive=False))


class RunRequestSchema(Schema):
    """``POST /v1/runs``. Unknown fields are refused; defaults are the engine's."""

    dataset_id = fields.String(required=True)
    goal = WordsOrObject(required=True, metadata=GOAL_FORMS)
    budget = fields.Nested(BudgetSchema)
    search = fields.Nested(SearchSchema)
    constraints = fields.Nested(ConstraintsSchema)
    test_dataset_id = fields.String(
        metadata={"description": "Labeled rows that the delivered model is scored on once, at the very end."}
    )

    @post_load
    def to_request(self, data: dict[str, Any], **_: object) -> RunRequest:
        """Turn checked JSON into the engine's own settings."""
        budget, search = data.get("budget", {}), dict(data.get("search", {}))
        if "families" in search:
            search["families"] = tuple(search["families"])
        # Trials alone mean no limit on seconds; nothing at all means the default seconds.
        seconds = {"seconds": None} if "trials" in budget else {}
        settings = Settings(**{**seconds, **budget, **search, **data.get("constraints", {})})
        return RunRequest(data["dataset_id"], data["goal"], settings, data.get("test_dataset_id"))


class ContinueSchema(Schema):
    """``POST /v1/runs/{id}/continue``: what the run may use on top of what it has used."""

    budget = fields.Nested(BudgetSchema, required=True)

    @post_load
    def to_more(self, data: dict[str, Any], **_: object) -> MoreBudget:
        """Turn checked JSON into the engine's own; nothing at all means the default seconds, as for a new run."""
        return MoreBudget(**(data["budget"] or {"seconds": Settings().seconds}))


class RunLineSchema(Schema):
    """A run in a list."""

    id = fields.String(required=True)
    dataset_id = fields.String(required=True, allow_none=True)
    created_at = fields.String(required=True)
    finished_at = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(get_args(RunStatus)))
    cancel_requested = fields.Boolean(required=True)
    goal = fields.Nested(schema_of(Goal), required=True)
    settings = fields.Nested(schema_of(Settings), required=True)
    progress = fields.Nested(schema_of(Progress), required=True)
    error = fields.String(required=True, allow_none=True)


class RunsSchema(Schema):
    """A page of runs."""

    items = fields.List(fields.Nested(RunLineSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RunSchema(RunLineSchema):
    """A run, whole."""

    leaderboard = fields.List(fields.Nested(schema_of(LeaderboardEntry)), required=True)
    result = fields.Nested(schema_of(Result), required=True, allow_none=True)
    decisions = fields.List(fields.Nested(schema_of(Decision)), required=True)
    findings = fields.List(fields.Nested(schema_of(Finding)), required=True)
    test_dataset_id = fields.String(required=True, allow_none=True)
    test = fields.Nested(schema_of(TrueScore), required=True, allow_none=True)
    importances = fields.Nested(schema_of(Importances), required=True, allow_none=True)
    uncertainty = fields.Nested(schema_of(Uncertainty), required=True, allow_none=True)
    diagnostics = fields.Nested(schema_of(Diagnostics), required=True, allow_none=True)
    counterfactuals = fields.Nested(schema_of(Counterfactuals), required=True, allow_none=True)
    partial_dependence = fields.Nested(schema_of(PartialDependences), required=True, allow_none=True)


class TrialsSchema(Schema):
    """A page of trials, by number."""

    items = fields.List(fields.Nested(schema_of(Trial)), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
