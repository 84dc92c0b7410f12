"""How rows were held back to score models, and what the winner scored on each fold."""

from models.record import RunRecord, Trial
from service.report.charts.folds import folds
from service.report.charts.learning import learning
from service.report.document import Block, Column, Row, Section, Table, Term, Terms
from service.report.words import count, score, time, winner

KINDS = {
    "stratified": "drawn at random, with the classes equally shared among the folds",
    "plain": "drawn at random",
    "group": "with every group in one fold",
    "time": "trained on the past and scored on what follows",
}


def validation(record: RunRecord) -> Section | None:
    """Tell the folds; None before they were planned."""
    plan = record.folds
    if plan is None:
        return None
    terms = [
        Term("Folds", count(plan.n_folds), plan.because),
        Term("Rows of a fold", KINDS[plan.kind]),
        Term("Repeats", count(plan.n_repeats)),
        Term("Seed", count(plan.seed)),
        Term("Score of a trial", "over all held-back rows together" if record.metric.is_pooled else "mean over folds"),
    ]
    blocks: list[Block] = [Terms(tuple(terms))]
    best = winner(record)
    if best is not None:
        figures = (folds(record, best), learning(record, best))
        blocks += [*(figure for figure in figures if figure is not None), _table(best)]
    return Section("validation", "How models were scored", tuple(blocks))


def _table(best: Trial) -> Table:
    columns = ("Fold", "On rows fitted on", "On rows held back", "Time", "Rounds")
    rows = tuple(
        Row(
            (
                count(number),
                score(fold.train_score),
                score(fold.validation_score),
                time(fold.seconds),
                count(fold.rounds),
            )
        )
        for number, fold in enumerate(best.folds, start=1)
    )
    return Table(f"Folds of trial {best.number}", tuple(Column(name, is_number=True) for name in columns), rows)
