"""The sections of a report, in their order: a new one is a file and a line here."""

from collections.abc import Callable

from models.record import RunRecord
from service.report.document import Section
from service.report.sections.data import data
from service.report.sections.decisions import decisions
from service.report.sections.findings import findings
from service.report.sections.goal import goal
from service.report.sections.honest_score import honest_score
from service.report.sections.leaderboard import leaderboard
from service.report.sections.limits import limits
from service.report.sections.model import model
from service.report.sections.repeat import repeat
from service.report.sections.search import search
from service.report.sections.true_scores import true_scores
from service.report.sections.validation import validation

SECTIONS: tuple[Callable[[RunRecord], Section | None], ...] = (
    honest_score,
    true_scores,
    goal,
    data,
    model,
    leaderboard,
    findings,
    validation,
    search,
    decisions,
    limits,
    repeat,
)
