"""A goal given in plain words, read part by part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.errors import UnclearGoalError
from models.goals.checks import check_classes, check_roles, check_target, warnings_of
from models.goals.clauses import Clause, is_budget, split_clauses
from models.goals.cleaning import clean
from models.goals.costs import CostReading, read_costs
from models.goals.implied import find_implied
from models.goals.leaving_out import read_denied
from models.goals.likely import likely_targets
from models.goals.lookup import Lookup
from models.goals.mentions import Mention, find_mentions
from models.goals.metric import MetricReading, choose_metric, hinted_task, read_metric
from models.goals.naming import read_name
from models.goals.object_form import cost_reason, counts_of
from models.goals.positive import read_positive
from models.goals.roles import read_roles
from models.goals.scene import Evidence, Role, Roles, Scene, find_retracted
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.target import MAX_CANDIDATES, is_clear, near_best, weigh_targets
from models.goals.task import task_of
from models.goals.values import Values, find_value_mentions
from models.goals.words import fold
from models.record import Goal, Reason, Task

COSTS_NOTE = "What a mistake costs is used for a target with two values, and this one is not: it is left aside."
BUDGET_NOTE = "How long to search is not part of the goal: it is set with the budget of the run."


@dataclass(frozen=True)
class Reading:
    """What the words of a goal say, before it is put together."""

    text: str
    scene: Scene
    roles: Roles
    metric: MetricReading
    costs: CostReading | None
    target: Evidence
    notes: tuple[str, ...]


def read_words(text: str, table: GoalTable) -> Goal:
    """Read a goal in plain words.

    Raises
    ------
    UnclearGoalError
        When the words do not say clearly which column to predict.
    InputError
        When they do, but it cannot be done.
    """
    reading = _read(text, table)
    column = reading.scene.column(reading.target.column)
    check_target(table, column)
    task, task_reason = task_of(table, column, _asking(reading), reading.metric.wish)
    check_classes(table, column.name, task)
    metric, metric_reason = choose_metric(reading.metric.wish, task)
    goal = Goal(
        text=text,
        target=column.name,
        task=task,
        metric=metric,
        reasons=(
            Reason("target", column.name, f'the goal says "{reading.target.said}"'),
            task_reason,
            metric_reason,
        ),
        warnings=(*warnings_of(table, column.name, task), *reading.notes, *reading.roles.warnings),
    )
    goal = _with_positive(goal, reading, task)
    goal = _with_roles(goal, reading)
    check_roles(goal)
    return goal


def _read(text: str, table: GoalTable) -> Reading:
    cleaned = clean(text)
    names = tuple(read_name(column.name) for column in table.columns)
    exact = _exact(text, table)
    every = split_clauses(cleaned.sentences, frozenset(name.joined for name in names))
    clauses = tuple(clause for clause in every if not is_budget(clause))
    notes = cleaned.notes if len(clauses) == len(every) else (*cleaned.notes, BUDGET_NOTE)
    metric = read_metric(clauses, frozenset(fold(name.name) for name in names))
    values = Values(table)
    lookup = Lookup(names)
    mentions = find_mentions(metric.clauses, lookup) + find_implied(metric.clauses, lookup)
    mentions += find_value_mentions(metric.clauses, values)
    scene = Scene(metric.clauses, mentions, table, find_retracted(metric.clauses))
    roles = read_roles(scene)
    costs = read_costs(metric.clauses)
    ranked = (
        [Evidence(exact, 1.0, exact)]
        if exact
        else weigh_targets(scene, roles, values, names, "binary" if costs else hinted_task(metric.wish))
    )
    if not is_clear(ranked):
        raise UnclearGoalError(_candidates(ranked, roles, table), _why_unclear(ranked))
    return Reading(text, scene, roles, metric, costs, ranked[0], notes)


def _exact(text: str, table: GoalTable) -> str | None:
    """Return the column whose name is the whole goal."""
    bare = text.strip()
    return next((column.name for column in table.columns if column.name.strip() == bare), None)


def _candidates(ranked: list[Evidence], roles: Roles, table: GoalTable) -> tuple[str, ...]:
    """Columns to offer: those that were meant about equally, or else the usual targets."""
    named = near_best(ranked)
    if len(named) >= 2:
        return tuple(named[:MAX_CANDIDATES])
    left_out = {role.column for role in roles.left_out}
    usual = [
        column.name for column in likely_targets(table) if column.name not in left_out and column.name not in named
    ]
    return tuple((named + usual)[:MAX_CANDIDATES])


def _why_unclear(ranked: list[Evidence]) -> str:
    if near_best(ranked)[1:]:
        return "more than one column fits the words of the goal"
    return "the goal does not say which column to predict"


def _asking(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses that speak of the target, those that ask for it first; then those about costs."""
    spoken = [m.clause for m in _of_target(reading)]
    first = [reading.target.mention.clause] if reading.target.mention else []
    costs = sorted(reading.costs.clauses) if reading.costs else []
    numbers = dict.fromkeys([*first, *spoken, *costs])
    return tuple(reading.scene.clauses[number] for number in numbers)


def _of_target(reading: Reading) -> list[Mention]:
    return [mention for mention in reading.scene.mentions if mention.column == reading.target.column]


def _with_positive(goal: Goal, reading: Reading, task: Task) -> Goal:
    if task != "binary":
        warnings = (*goal.warnings, COSTS_NOTE) if reading.costs else goal.warnings
        return replace(goal, warnings=warnings)
    counts = counts_of(reading.scene.table, goal.target)
    clauses = (*_asking(reading), *reading.scene.clauses)
    positive = read_positive(goal.target, counts, clauses)
    goal = replace(goal, positive_class=positive.value, reasons=(*goal.reasons, positive))
    if reading.costs is None:
        return goal
    reason = cost_reason(reading.costs.costs, f'the goal says "{reading.costs.said}"')
    return replace(goal, costs=reading.costs.costs, reasons=(*goal.reasons, reason))


def _with_roles(goal: Goal, reading: Reading) -> Goal:
    roles = reading.roles
    ignore = _ignored(goal.target, _with_denied(reading), reading.scene.table.columns)
    parts = [
        (part, role) for part, role in (("group", roles.group), ("time", roles.time), ("weight", roles.weight)) if role
    ]
    reasons = [Reason("ignore", name, because) for name, because in ignore.items()]
    reasons += [Reason(part, role.column, f'the goal says "{role.said}"') for part, role in parts]
    return replace(
        goal,
        ignore=tuple(ignore),
        group=roles.group.column if roles.group else None,
        time=roles.time.column if roles.time else None,
        weight=roles.weight.column if roles.weight else None,
        reasons=(*goal.reasons, *reasons),
    )


def _with_denied(reading: Reading) -> Roles:
    """Leave out what is denied after the target was named."""
    if reading.target.mention is None:
        return reading.roles
    denied = read_denied(reading.scene, reading.target.mention.clause)
    others = tuple(Role(m.column, m.said) for m in denied if m not in reading.roles.taken)
    return replace(reading.roles, left_out=reading.roles.left_out + others)


def _ignored(target: str, roles: Roles, columns: Sequence[GoalColumn]) -> dict[str, str]:
    ignore = {role.column: f'the goal leaves it out: "{role.said}"' for role in roles.left_out if role.column != target}
    if not roles.kept:
        return ignore
    kept = {target, *(role.column for role in roles.kept)}
    kept |= {role.column for role in (roles.group, roles.time, roles.weight) if role is not None}
    listed = ", ".join(dict.fromkeys(role.column for role in roles.kept))
    for column in columns:
        if column.name not in kept:
            ignore.setdefault(column.name, f"the goal uses only {listed}")
    return ignore
