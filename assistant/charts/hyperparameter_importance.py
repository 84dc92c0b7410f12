"""Importance of hyperparameters: which settings of the leading family made its scores differ."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed
from assistant.charts.palette import CHOSEN, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.searched import importances_of
from assistant.evidence.trials import leader
from assistant.naming import plain_title
from models.record import FamilyImportances, RunRecord

MOST = 15


def draw(record: RunRecord) -> Drawing | None:
    """Draw the shares of the leading family's hyperparameters; None where they were not measured."""
    measured = _measured(record)
    if measured is None:
        return None
    ordered = sorted(measured.hyperparameters, key=lambda item: -item.share)[:MOST]
    href = f"families/{measured.family}"
    facts = [EvidenceFact(f"importance of {one.name}", round(100 * one.share), "%", href) for one in ordered]
    trials = EvidenceFact("complete trials that the importance rests on", measured.n_trials, href="trials")
    title = plain_title(record, measured.family)
    told = (
        f"{ordered[0].name} has {facts[0].value} % of the importance of the settings of {title}, "
        f"over {measured.n_trials:,} trials."
    )
    names = [one.name for one in ordered]
    shares = [100 * one.share for one in ordered]
    marks = [dots("first", shares[:1], names[:1], CHOSEN), dots("other settings", shares[1:], names[1:], Look())]
    return Drawing(
        title=told,
        sentence=f"Told by {measured.evaluator}: how much each setting has to do with how well trials score.",
        figure=framed(marks, told, Axis("share in %", ends=(0.0, 100.0), has_grid=True), _names(names)),
        columns=("hyperparameter", "share"),
        rows=tuple((one.name, one.share) for one in ordered),
        facts=(*facts, trials),
    )


def _measured(record: RunRecord) -> FamilyImportances | None:
    """Return the importances of the leading family, or else of the first of which they are known."""
    first = leader(record)
    others = record.importances.families if record.importances else ()
    known = [importances_of(record, first.family) if first else None, *others]
    return next((one for one in known if one is not None and one.hyperparameters), None)


def _names(names: list[str]) -> Axis:
    """Return an axis of names, the first on top."""
    return Axis(scale="category", ends=(len(names) - 0.5, -0.5))


HYPERPARAMETER_IMPORTANCE = ChartKind(
    name="hyperparameter_importance",
    label="Importance of hyperparameters",
    reading=(
        "Each dot is a setting of the leading family; the further to the right, the more of the differences between "
        "its trials that setting explains. Shares of few trials are rough, and a setting that was hardly varied "
        "cannot look important."
    ),
    needs="the importance of hyperparameters, which is measured at the end of a run with enough trials",
    draw=draw,
)
