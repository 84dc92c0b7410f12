"""What was tried: how the search went, which family got how much of the time, and what ended early."""

from collections import Counter
from collections.abc import Sequence

from models.record import RunRecord, Trial, TrialState
from service.report.charts.family_time import family_time
from service.report.charts.history import history
from service.report.charts.values import values
from service.report.document import Block, Column, Paragraph, Row, Section, Table, Term, Terms
from service.report.words import count, family_title, score, time, winner

STATES: tuple[TrialState, ...] = ("complete", "pruned", "failed", "running", "waiting")
MOST_ERRORS = 5
COLUMNS = ("Trials", "Complete", "Ended early", "Failed", "Best score", "Time")


def search(record: RunRecord) -> Section | None:
    """Tell the search; None where nothing was tried."""
    if not record.trials:
        return None
    states = Counter(trial.state for trial in record.trials)
    terms = [
        Term("Trials", count(len(record.trials)), ", ".join(f"{states[s]} {s}" for s in STATES if states[s])),
        Term("Working time", time(record.elapsed_seconds)),
    ]
    if record.technique is not None:
        technique = record.technique
        terms.insert(0, Term("Technique", technique.title, f"{technique.sentence} {technique.when}"))
    families = list(dict.fromkeys(trial.family for trial in record.trials))
    of_family = {name: [trial for trial in record.trials if trial.family == name] for name in families}
    best = winner(record)
    figures = (
        history(record),
        family_time(record, {name: sum(t.seconds for t in trials) for name, trials in of_family.items()}),
        None if best is None else values(record, best),
    )
    blocks: list[Block] = [Terms(tuple(terms)), *(figure for figure in figures if figure is not None)]
    rows = tuple(_row(record, name, trials) for name, trials in of_family.items())
    columns = (Column("Family"), *(Column(name, is_number=True) for name in COLUMNS))
    blocks.append(Table("Families", columns, rows, "Time: that of all folds added up, whichever ran at once."))
    blocks += _errors(record)
    return Section("search", "What was tried", tuple(blocks))


def _row(record: RunRecord, name: str, trials: Sequence[Trial]) -> Row:
    states = Counter(trial.state for trial in trials)
    scores = [trial.validation_score for trial in trials if trial.validation_score is not None]
    best = (max if record.metric.greater_is_better else min)(scores, default=None)
    return Row(
        (
            family_title(record, name),
            count(len(trials)),
            count(states["complete"]),
            count(states["pruned"]),
            count(states["failed"]),
            score(best),
            time(sum(trial.seconds for trial in trials)),
        ),
        record.result is not None and record.result.family == name,
    )


def _errors(record: RunRecord) -> list[Block]:
    """Tell why trials failed, the most frequent reasons first."""
    reasons = Counter(trial.error for trial in record.trials if trial.state == "failed" and trial.error)
    if not reasons:
        return []
    rows = tuple(Row((count(n), reason)) for reason, n in reasons.most_common(MOST_ERRORS))
    columns = (Column("Trials", is_number=True), Column("Error", is_wide=True))
    return [
        Paragraph("Some trials failed; the search went on without them."),
        Table("Why trials failed", columns, rows),
    ]
