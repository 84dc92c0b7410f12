"""What was searched, family by family: how often, how long, and how well."""

from dataclasses import dataclass

from models.record import FamilyAccount, RunRecord


@dataclass(frozen=True)
class FamilyLine:
    """One family of the run. ``best`` is the number of its best trial; None where none is complete."""

    account: FamilyAccount
    n_trials: int
    seconds: float
    best: int | None
    score: float | None


def family_lines(record: RunRecord) -> tuple[FamilyLine, ...]:
    """Return the families, those with the best score first and those that were not tried last."""
    lines = [_line(record, account) for account in record.families]
    sign = -1 if record.metric.greater_is_better else 1
    return tuple(sorted(lines, key=lambda line: (line.score is None, sign * (line.score or 0.0), -line.n_trials)))


def _line(record: RunRecord, account: FamilyAccount) -> FamilyLine:
    trials = [trial for trial in record.trials if trial.family == account.name]
    scored = [(trial.validation_score, trial.number) for trial in trials if trial.validation_score is not None]
    best = None
    for score, number in scored:
        if best is None or record.metric.is_better(score, best[0]):
            best = (score, number)
    seconds = sum(trial.seconds for trial in trials)
    return FamilyLine(account, len(trials), seconds, best and best[1], best and best[0])
