"""What would settle an open verdict, and what that costs: the deeper checks with their seconds, and more rows.

The seconds are predicted from the trials of the run. They decide nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.record import Finding, Risk, RunRecord, Settling, Trial

UNCHECKED = (
    "Whether the next rows will be like these.",
    "Whether every column is known before the answer is.",
)
"""What no check of the rows can know."""

N_REPEATS, N_PERMUTATIONS, N_NULL_TRIALS, N_OUTER_FOLDS = 5, 39, 10, 3
"""How much each check does where the time allows; 39 permutations are the least that tell 5 % from 2.5 %."""
CURVE_SHARES = (0.2, 0.35, 0.5, 0.75)
"""Shares of the training rows at which the learning curve is measured, beside all of them."""

_WHAT: Mapping[str, str] = {
    "repeated_cv": "Repeat the folds of the best trials with other splits: shows what of the score is the split's.",
    "permuted_labels": "Fit the winner on shuffled answers: shows what it scores where there is nothing to learn.",
    "null_search": "Search on shuffled answers: shows what choosing the best of many makes of nothing.",
    "learning_curve": "Fit the winner on fewer rows: shows whether more rows would help.",
    "nested_cv": "Search anew inside outer folds: the reference for what this search delivers on new rows.",
}
CHECK_NAMES = tuple(_WHAT)
CHECK_SECONDS = 60.0
"""What checks may take together where nothing else is asked for."""
MORE_ROWS = Settling("Bring rows with known answers that the run never saw, and evaluate the model on them.")

_HELPS: Mapping[str, frozenset[str]] = {
    "no_skill": frozenset({"permuted_labels", "null_search"}),
    "selection_optimism": frozenset({"nested_cv", "null_search"}),
    "few_rows": frozenset({"repeated_cv", "nested_cv", "learning_curve"}),
    "unreliable_ranking": frozenset({"repeated_cv"}),
    "fold_spread": frozenset({"repeated_cv"}),
    "default_does_as_well": frozenset({"repeated_cv"}),
    "fold_disagreement": frozenset({"learning_curve", "repeated_cv"}),
    "seed_stability": frozenset({"repeated_cv"}),
}
"""Which checks help to settle which finding."""


def settled_by(
    risk: Risk, findings: Sequence[Finding], seconds: Mapping[str, float], leaking: Sequence[str] = ()
) -> tuple[Settling, ...]:
    """Return what would make the verdict surer; nothing where the risk is low and nothing is open.

    Where findings, ``leaking`` by their codes, make the score doubtful, no check helps before they are remedied.
    """
    open_codes = {finding.code for finding in findings if finding.answer == "found"}
    open_codes |= {f.code for f in findings if f.code == "selection_optimism" and f.answer == "not_applicable"}
    done = {finding.code for finding in findings if finding.answer != "not_applicable"}
    if risk == "low":
        return ()
    if leaking:
        remedies = {finding.code: finding.remedy for finding in findings}
        return (*(Settling(remedies[code]) for code in leaking), MORE_ROWS)
    helping = frozenset().union(*(_HELPS.get(code, frozenset()) for code in open_codes))
    checks = [name for name in CHECK_NAMES if name in helping and name not in done]
    return (*(Settling(_WHAT[name], name, _rounded(seconds.get(name))) for name in checks), MORE_ROWS)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def check_seconds(trials: Sequence[Trial], winner: Trial) -> dict[str, float]:
    """Predict how long each deeper check takes on one process, from the seconds that the trials took.

    Parameters
    ----------
    trials : all trials of the run
    winner : the trial that leads what is delivered
    """
    spent = sum(trial.seconds for trial in trials)
    one = winner.seconds
    return {
        "repeated_cv": 2 * N_REPEATS * one,
        "permuted_labels": N_PERMUTATIONS * one,
        "null_search": N_NULL_TRIALS * spent / max(1, len(trials)),
        "learning_curve": sum(CURVE_SHARES) * one,
        "nested_cv": N_OUTER_FOLDS * spent,
    }


def without_answer(record: RunRecord, names: Sequence[str], because: str) -> RunRecord:
    """Return a record in which the named checks say that they came to no answer, and why."""
    others = tuple(finding for finding in record.findings if finding.code not in names)
    title, remedy = "A check without an answer", "Ask for the check again."
    failed = (
        Finding(name, title, "not_applicable", because, None, None, _WHAT.get(name, title), remedy) for name in names
    )
    return replace(record, findings=(*others, *failed))
