"""Fold by fold: the leading trial beside the next best and beside its family's default, on the same rows."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, score_title
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.trials import BASELINES, address, completed, default_trial, leader, unit_of
from models.record import RunRecord, Scalar, Trial

LEADER, SECOND, DEFAULT = "leader", "next best", "default"


def draw(record: RunRecord) -> Drawing | None:
    """Draw the held-back score of each fold; None where the leader has fewer than two folds with a score."""
    first = leader(record)
    scores = _scores(first) if first else []
    if first is None or len(scores) < 2:
        return None
    strips = _strips(record, first)
    told, facts = _finding(record, strips)
    names = [f"{role}, trial {trial.number}" for role, trial in strips]
    marks = [_joined(names, [_scores(trial)[fold] for _, trial in strips], fold) for fold in range(len(scores))]
    for name, (role, trial) in zip(names, strips, strict=True):
        look = CHOSEN if role == LEADER else Look()
        words = [f"fold {number}" for number in range(1, len(scores) + 1)]
        marks.append(dots(name, [name] * len(scores), _scores(trial), look, words))
    return Drawing(
        title=told,
        sentence="Each dot is the score of one fold, on rows that the model was not fitted on; a line joins the scores "
        "of the same rows.",
        figure=framed(marks, told, Axis(scale="category"), Axis(score_title(record), has_grid=True)),
        columns=("model", "trial", "fold", "train score", "validation score"),
        rows=tuple(
            (role, trial.number, number, fold.train_score, fold.validation_score)
            for role, trial in strips
            for number, fold in enumerate(trial.folds, start=1)
        ),
        facts=facts,
    )


def _scores(trial: Trial) -> list[float]:
    """Return the score of every fold; empty where one is undefined."""
    known = [fold.validation_score for fold in trial.folds if fold.validation_score is not None]
    return known if len(known) == len(trial.folds) else []


def _strips(record: RunRecord, first: Trial) -> list[tuple[str, Trial]]:
    """Return the leader, the next best trial and the default, as far as they have the same folds."""
    second = next((t for t in completed(record) if t.number != first.number and t.family not in BASELINES), None)
    rivals = [(SECOND, second), (DEFAULT, default_trial(record, first.family))]
    known = {first.number}
    strips = [(LEADER, first)]
    for role, trial in rivals:
        if trial is not None and trial.number not in known and len(_scores(trial)) == len(_scores(first)):
            known.add(trial.number)
            strips.append((role, trial))
    return strips


def _joined(names: list[str], scores: list[float], fold: int) -> dict[str, object]:
    return line(f"fold {fold + 1}", names, scores, CONTEXT if len(names) > 1 else ACCENT) | {"opacity": 0.5}


def _finding(record: RunRecord, strips: list[tuple[str, Trial]]) -> tuple[str, tuple[EvidenceFact, ...]]:
    (_, first), *rivals = strips
    ours = _scores(first)
    if not rivals:
        low, high = min(ours), max(ours)
        ends = tuple(_end(record, first, words, value) for words, value in (("lowest", low), ("highest", high)))
        return f"Its folds score {written(low)} to {written(high)}.", ends
    facts = [EvidenceFact(f"folds of trial {first.number}", len(ours), "", address(first))]
    parts = []
    for role, trial in rivals:
        wins = sum(record.metric.is_better(a, b) for a, b in zip(ours, _scores(trial), strict=True))
        facts.append(EvidenceFact(f"folds on which it beats the {role}", wins, "", address(trial)))
        parts.append(f"the {role} on {wins} of {len(ours)} folds")
    return f"The leading trial beats {' and '.join(parts)}.", tuple(facts)


def _end(record: RunRecord, trial: Trial, words: str, value: Scalar) -> EvidenceFact:
    return EvidenceFact(f"{words} score of a fold of trial {trial.number}", value, unit_of(record), address(trial))


FOLD_BY_FOLD = ChartKind(
    name="fold_by_fold",
    label="Fold by fold",
    reading=(
        "Each column of dots is a trial, each dot one fold, and each line the same rows in two trials. Lines that "
        "all slope one way mean that one trial is really better; lines that cross say that it depends on the rows. "
        "Dots far apart say how much chance there is in one score."
    ),
    needs="a leading trial with a score on two folds",
    draw=draw,
)
