"""Facts of trials: which leads, what each scored, what was complete, stopped early, looked at cheaply or failed."""

from assistant.evidence.fact import EvidenceFact
from models.record import LeaderboardEntry, RunRecord, Scalar, Trial

BASELINES = frozenset({"dummy", "baseline", "constant"})


def unit_of(record: RunRecord) -> str:
    """Return the unit to write behind a score; none where it is only the name of the target."""
    unit = record.metric.unit
    return "" if unit == record.goal.target else unit


def completed(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that have a cross-validated score, best first."""
    scored = [trial for trial in record.trials if trial.state == "complete" and trial.validation_score is not None]
    sign = -1.0 if record.metric.greater_is_better else 1.0
    return tuple(sorted(scored, key=lambda trial: (sign * score_of(trial), trial.number)))


def score_of(trial: Trial) -> float:
    """Return the cross-validated score of a complete trial."""
    if trial.validation_score is None:
        raise ValueError(f"trial {trial.number} has no score: it is {trial.state}")
    return trial.validation_score


def trial_numbered(record: RunRecord, number: int) -> Trial | None:
    """Return the trial of that number, or None where the run has none."""
    return next((trial for trial in record.trials if trial.number == number), None)


def best_trial(record: RunRecord) -> Trial | None:
    """Return the trial with the best score, baselines left out; None before the first."""
    return next((trial for trial in completed(record) if trial.family not in BASELINES), None)


def leader(record: RunRecord) -> Trial | None:
    """Return the trial that won or, while the run goes on, that leads; None before the first score."""
    if record.result is not None:
        return trial_numbered(record, record.result.trial)
    return best_trial(record)


def best_of_family(record: RunRecord, family: str) -> Trial | None:
    """Return the best complete trial of a family."""
    return next((trial for trial in completed(record) if trial.family == family), None)


def baseline(record: RunRecord) -> Trial | None:
    """Return the trial that ignores every column: what no model should fall below."""
    return next((trial for trial in completed(record) if trial.family in BASELINES), None)


def default_trial(record: RunRecord, family: str) -> Trial | None:
    """Return the complete trial of a family that ran with the tuned defaults."""
    account = next((item for item in record.families if item.name == family), None)
    if account is None or not account.hyperparameters:
        return None
    defaults = {item.name: item.default for item in account.hyperparameters if item.is_searched}
    trials = sorted(completed(record), key=lambda trial: trial.number)
    return next((trial for trial in trials if trial.family == family and _has_all(trial, defaults)), None)


def _has_all(trial: Trial, defaults: dict[str, Scalar]) -> bool:
    shared = set(defaults) & set(trial.hyperparameters)
    return bool(shared) and all(trial.hyperparameters[name] == defaults[name] for name in shared)


def entry_of(record: RunRecord, trial: Trial) -> LeaderboardEntry | None:
    """Return the leaderboard's line of a trial."""
    return next((entry for entry in record.leaderboard if entry.trial == trial.number), None)


def address(trial: Trial) -> str:
    """Return the address of a trial, relative to the run's."""
    return f"trials/{trial.number}"


def number_fact(trial: Trial) -> EvidenceFact:
    """Return the number of a trial."""
    return EvidenceFact("trial number", trial.number, href=address(trial))


def score_fact(record: RunRecord, trial: Trial) -> EvidenceFact:
    """Return the cross-validated score of a complete trial."""
    label = f"{record.metric.title} of trial {trial.number}, cross-validated (rows that it was not fitted on)"
    return EvidenceFact(label, score_of(trial), unit_of(record), address(trial))


def train_fact(record: RunRecord, trial: Trial) -> EvidenceFact | None:
    """Return the score of a trial on the rows that it was fitted on."""
    if trial.train_score is None:
        return None
    label = f"{record.metric.title} of trial {trial.number} on the rows that it was fitted on"
    return EvidenceFact(label, trial.train_score, unit_of(record), address(trial))


def error_fact(record: RunRecord, trial: Trial) -> EvidenceFact | None:
    """Return the standard error of a trial's mean over folds."""
    if trial.standard_error is None:
        return None
    label = f"standard error of {record.metric.title} over the folds of trial {trial.number} (indicative)"
    return EvidenceFact(label, trial.standard_error, unit_of(record), address(trial))


def seconds_fact(trial: Trial) -> EvidenceFact:
    """Return how long a trial took."""
    return EvidenceFact(f"time of trial {trial.number}", trial.seconds, "s", address(trial))


def value_fact(trial: Trial, hyperparameter: str) -> EvidenceFact:
    """Return the value of a hyperparameter in a trial."""
    return EvidenceFact(
        f"{hyperparameter} of trial {trial.number}", trial.hyperparameters[hyperparameter], "", address(trial)
    )


def count_fact(record: RunRecord, state: str) -> EvidenceFact:
    """Return how many trials are in a state (``all`` counts every one)."""
    count = sum(state in ("all", trial.state) for trial in record.trials)
    return EvidenceFact("trials" if state == "all" else f"trials that are {state}", count, href="trials")


def is_cheap_look(record: RunRecord, trial: Trial) -> bool:
    """Whether a trial ended by design without a full score: all its folds were fitted, with a part of the resource."""
    if record.folds is None or trial.state != "pruned" or trial.resource >= 1:
        return False
    return len(trial.folds) == record.folds.n_folds * record.folds.n_repeats


def cheap_looks_fact(record: RunRecord) -> EvidenceFact:
    """Return how many trials were only looked at with a part of the rounds or rows."""
    count = sum(is_cheap_look(record, trial) for trial in record.trials)
    return EvidenceFact("trials that were cheap looks, with a part of the rounds or rows", count, href="trials")


def stopped_fact(record: RunRecord) -> EvidenceFact:
    """Return how many trials were given up before all that was planned for them was done."""
    count = sum(trial.state == "pruned" and not is_cheap_look(record, trial) for trial in record.trials)
    return EvidenceFact("trials that were stopped early", count, href="trials")


def better_by(record: RunRecord, value: float, than: float) -> float:
    """Return by how much one score is better than another; below zero where it is worse."""
    return value - than if record.metric.greater_is_better else than - value
