"""A made-up record with everything that a report can tell, and numbers that no two things share."""

from collections.abc import Mapping
from dataclasses import replace
from math import sin

from models.families.registry import family_named
from models.metrics import METRICS
from models.record import (
    ClassCount,
    ColumnAccount,
    Costs,
    CurvePoint,
    DataAccount,
    Decision,
    EnsembleMember,
    Fact,
    Finding,
    FoldPlan,
    FoldScore,
    Goal,
    LeaderboardEntry,
    Overfitting,
    Promise,
    Reason,
    Result,
    RunRecord,
    Scalar,
    Score,
    Settings,
    Trial,
    TrueScore,
)

HOSTILE = '<img src=x onerror="alert(1)">|`*_[x](http://evil.example)'
FAMILIES = ("lightgbm", "xgboost", "linear", "random_forest")
FINDINGS = (
    Finding(
        code="search_edge",
        title="A value at the edge of its range",
        answer="found",
        sentence="learning_rate is within 5 % of the low end.",
        value=0.0213,
        threshold=0.05,
        because="The best may lie outside.",
        remedy="Widen the range.",
    ),
    Finding(
        code="few_rows",
        title="Few rows",
        answer="not_found",
        sentence="There are enough rows.",
        value=1389.0,
        threshold=100.0,
        because="Chance rules small tables.",
        remedy="Bring more.",
    ),
)


def a_trial(number: int, family: str, state: str = "complete") -> Trial:
    """Make a trial whose scores rise and wobble with its number."""
    base = 0.71 + 0.1 * (1 - 1 / (1 + number / 3)) + 0.012 * sin(7 * number)
    base = 0.5 if family == "dummy" else base
    folds = tuple(
        FoldScore(
            train_score=min(0.999, base + 0.071 + fold / 300),
            validation_score=base + 0.01 * sin(fold + number),
            seconds=0.31 + fold / 50,
            rounds=100 + fold,
            max_rounds=2000,
            curve=tuple(
                CurvePoint(at, 0.3 + 0.4 / at**0.5, 0.45 + 0.2 / at**0.5 + at * fold / 9000)
                for at in range(1, 140 + fold, 6)
            ),
        )
        for fold in range(5)
    )
    is_complete = state == "complete"
    return Trial(
        number=number,
        family=family,
        hyperparameters=_values(family, number),
        state=state,  # type: ignore[arg-type]  # the tests name the states
        folds=folds if is_complete else folds[:1],
        validation_score=base if is_complete else None,
        train_score=base + 0.073 if is_complete else None,
        standard_error=0.0111 + number / 9000 if is_complete else None,
        seconds=1.7 + number % 5,
        predict_ms=1.3,
        why="the tuned default" if number < 5 else f"proposed by TPE after {number} trials",
        error="it ran out of memory" if state == "failed" else None,
    )


def _values(family: str, number: int) -> Mapping[str, Scalar]:
    """Make values inside the ranges of a family, the defaults first."""
    if family == "dummy":
        return {}
    values: dict[str, Scalar] = {}
    for place, account in enumerate(family_named(family).account("binary").hyperparameters):
        values[account.name] = account.default
        if number > 4 and account.is_searched and account.kind != "choice":
            low, high = float(account.low or 0), float(account.high or 1)
            share = (sin(number * (place + 2)) + 1) / 2
            value = low * (high / low) ** share if account.is_log else low + (high - low) * share
            values[account.name] = round(value) if account.kind == "int" else value
    return values


def _trials() -> tuple[Trial, ...]:
    families = ["dummy", *FAMILIES, *(FAMILIES[n % 3 if n % 5 else 3] for n in range(31))]
    states = {11: "pruned", 17: "failed", 23: "pruned"}
    return tuple(a_trial(n, family, states.get(n, "complete")) for n, family in enumerate(families))


def _board(trials: tuple[Trial, ...]) -> tuple[LeaderboardEntry, ...]:
    complete = sorted((t for t in trials if t.validation_score is not None), key=lambda t: -(t.validation_score or 0))
    return tuple(
        LeaderboardEntry(
            rank,
            trial.number,
            trial.family,
            trial.hyperparameters,
            trial.validation_score or 0.0,
            trial.standard_error,
            trial.train_score,
            trial.seconds,
            rank <= 4,
        )
        for rank, trial in enumerate(complete, start=1)
    )


def a_true_score(purpose: str, table: str, score: float, opening: int = 1) -> TrueScore:
    """Make a true score with its range."""
    return TrueScore(
        table=table,
        hash="cd" * 32,
        purpose=purpose,  # type: ignore[arg-type]  # the tests name the purposes
        opening=opening,
        opened_at="2026-05-04T03:02:01Z",
        n_rows=412,
        n_scored=407,
        n_seen=6,
        metric="roc_auc",
        score=score,
        low=score - 0.031,
        high=score + 0.029,
        standard_error=0.0182,
        level=0.9,
        score_unseen=score - 0.002,
        promised=Promise(0.784, 0.743, 0.821, 0.9),
        difference=score - 0.784,
        z=-2.31 if score < 0.743 else 0.42,
        answer="worse" if score < 0.743 else "inside",
        sentence="It lies where it lies.",
        because="the spread over 1000 bootstraps of 407 rows",
        warnings=("6 of these 407 rows also stand in the training table.",),
    )


def made_up_record(name: str = "plan") -> RunRecord:
    """Make the record of a run that has ended; ``name`` is that of a column, of a class and of the table."""
    trials = _trials()
    board = _board(trials)
    best = trials[board[0].trial]
    columns = (
        ColumnAccount("tenure", "numeric", 13, 72, ("1", "34"), ("Numbers throughout.",)),
        ColumnAccount(name, "categorical", 0, 3, ("basic",), (f"Three values of {name}.",)),
        ColumnAccount("customer_id", "identifier", 0, 1402, (), ("Every value is different.",), is_used=False),
        ColumnAccount("churn", "boolean", 5, 2, ("yes", "no"), role="target"),
    )
    return RunRecord(
        goal=Goal(
            text=f"predict churn from {name}; missing a churner is five times worse than a false alarm",
            target="churn",
            task="binary",
            metric="roc_auc",
            positive_class=name,
            costs=Costs(5.0, 1.0),
            ignore=("cancel_date",),
            reasons=(Reason("target", "churn", "the goal names it"), Reason("metric", "roc_auc", "the default")),
        ),
        data=DataAccount(name, 1407, 1402, columns, "ab" * 32, (ClassCount("no", 1033), ClassCount(name, 369))),
        metric=METRICS["roc_auc"].account,
        settings=Settings(seconds=90.0, seed=19),
        families=(*(family_named(family).account("binary") for family in FAMILIES),),
        folds=FoldPlan("stratified", 5, 1, 19, "1,402 rows: five folds balance cost and noise"),
        trials=trials,
        decisions=(
            Decision(1, "goal", "target: churn", (), "the goal names it", at=0.2),
            Decision(2, "folds", "5 folds", ("10 folds",), "five will do", (Fact("rows", 1402, "rows"),), 0.4),
            Decision(3, "winner", f"trial {best.number}", (name,), "it scores best", at=88.1),
        ),
        findings=FINDINGS,
        leaderboard=board,
        result=Result(
            model="model",
            trial=best.number,
            family=best.family,
            hyperparameters=best.hyperparameters,
            ensemble=(EnsembleMember(best.number, 0.63), EnsembleMember(board[1].trial, 0.37)),
            score=Score(
                "roc_auc", best.validation_score or 0, 0.784, 0.743, 0.821, 0.9, "By bootstrap.", 400, 33, 1402
            ),
            overfitting=Overfitting("moderate", ("The gap stands out.", f"See {name}.")),
            predict_ms=2.7,
            threshold=0.1667,
            rounds=104,
        ),
        status="succeeded",
        elapsed_seconds=91.3,
        versions={"python": "3.11.9", "plaintune": "0.1.0", "scikit-learn": "1.9.0"},
        test=a_true_score("test", "later.csv", 0.791),
        evaluations=(a_true_score("evaluation", name, 0.702),),
    )


def without_model(record: RunRecord, status: str, error: str | None = None) -> RunRecord:
    """Return a record as it is when a run ends before it has a model."""
    return replace(
        record,
        status=status,  # type: ignore[arg-type]  # the tests name the statuses
        error=error,
        result=None,
        findings=(),
        leaderboard=(),
        trials=(),
        decisions=(),
        folds=None,
        test=None,
        evaluations=(),
        versions={},
    )
