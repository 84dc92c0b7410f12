"""The result of a run as its page tells it: score, verdict, winner, leaderboard, charts, families, checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request

from models.record import Finding, LeaderboardEntry, RiskPart, RunRecord, Trial
from service.page.checking import CheckOffer, check_offers
from service.page.confusion_table import ConfusionTable, confusion_table
from service.page.dependence import DependencePicture, dependence_pictures
from service.page.dots import Dots, quantile_dots
from service.page.family_lines import FamilyLine, family_lines
from service.page.gallery import Group, groups_of
from service.page.meaning import Meaning, meaning
from service.page.threshold import ThresholdPanel, threshold_panel
from service.page.views import BASELINE, BEST, RunView

DEEP = frozenset({"repeated_cv", "permuted_labels", "null_search", "learning_curve", "nested_cv"})
PARTS = (
    ("optimism", "Choosing the best of many"),
    ("capacity", "Complexity of the model"),
    ("leakage", "Whether the score is real"),
    ("evidence", "Whether there are enough rows"),
)
STRIP = 120.0
"""Width of the picture of a score in the leaderboard."""


@dataclass(frozen=True)
class VerdictPart:
    """One of the four parts of the verdict, with the findings that it rests on."""

    title: str
    part: RiskPart
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class BoardLine:
    """One line of the leaderboard. ``note`` says why it stands there when it is not among the best."""

    entry: LeaderboardEntry
    low: float | None
    at: float | None
    high: float | None
    note: str = ""


@dataclass(frozen=True)
class ResultView:
    """What the page says of a run that has ended with a model."""

    view: RunView

    @property
    def record(self) -> RunRecord:
        """The record of the run."""
        return self.view.record

    @cached_property
    def dots(self) -> Dots | None:
        """The honest score as dots."""
        return quantile_dots(self.record, self.view.baseline)

    @cached_property
    def meaning(self) -> Meaning | None:
        """The honest score in words."""
        return meaning(self.record, self.view.baseline)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The charts, by the question that they answer."""
        return groups_of(self.record)

    @cached_property
    def threshold(self) -> ThresholdPanel | None:
        """The movable threshold, as the address asks for it."""
        return threshold_panel(self.record, request.args)

    @cached_property
    def confusion(self) -> ConfusionTable | None:
        """Which classes are taken for which."""
        return confusion_table(self.record)

    @cached_property
    def dependence(self) -> tuple[DependencePicture, ...]:
        """How predictions go with the columns."""
        return dependence_pictures(self.record)

    @cached_property
    def families(self) -> tuple[FamilyLine, ...]:
        """What was searched, family by family."""
        return family_lines(self.record)

    @property
    def on_guessing(self) -> str:
        """What is delivered where no model that was tried beats guessing; empty where one does."""
        result = self.record.result
        if result is None or result.family != BASELINE:
            return ""
        if len(result.ensemble) > 1:
            return "No single model beats guessing; what is delivered averages guessing with others."
        return "Nothing that was tried beats guessing, so what is delivered never looks at a row."

    @property
    def parts(self) -> tuple[VerdictPart, ...]:
        """The four parts of the verdict; none in records of before they were judged apart."""
        if self.record.result is None:
            return ()
        told = self.record.result.overfitting
        known = [(title, part) for name, title in PARTS if (part := getattr(told, name)) is not None]
        return tuple(VerdictPart(title, part, self._named(part.codes)) for title, part in known)

    @property
    def checks(self) -> tuple[CheckOffer, ...]:
        """The deeper checks that can be ordered."""
        return check_offers(self.record)

    @property
    def deep_findings(self) -> tuple[Finding, ...]:
        """What deeper checks have found."""
        return tuple(finding for finding in self.record.findings if finding.code in DEEP)

    @property
    def findings(self) -> Mapping[str, Sequence[Finding]]:
        """All other findings by their answer, what was found first."""
        others = [finding for finding in self.record.findings if finding.code not in DEEP]
        answers = ("found", "not_found", "not_applicable")
        return {answer: [finding for finding in others if finding.answer == answer] for answer in answers}

    @property
    def n_failed(self) -> int:
        """How many trials failed."""
        return sum(trial.state == "failed" for trial in self.record.trials)

    @cached_property
    def board(self) -> tuple[BoardLine, ...]:
        """The best trials, and below them the tuned default of the winner's family and the baseline."""
        best, others = self.record.leaderboard[:BEST], self.record.leaderboard[BEST:]
        numbers = {trial.number for trial in self.record.trials if trial.family == BASELINE}
        default = _first_of(self.record)
        notes = dict.fromkeys(numbers, "the baseline, which never looks at a row")
        notes |= {default.number: "the tuned default of the winner's family"} if default is not None else {}
        lines = [(entry, notes.get(entry.trial, "")) for entry in best]
        lines += [(entry, notes[entry.trial]) for entry in others if entry.trial in notes]
        ends = _ends([entry for entry in best if entry.family != BASELINE])
        return tuple(BoardLine(entry, *_strip(entry, ends), note) for entry, note in lines)

    def _named(self, codes: Sequence[str]) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.record.findings if finding.code in codes)


def result_of(view: RunView) -> ResultView:
    """Return what the page says of a finished run."""
    return ResultView(view)


def _first_of(record: RunRecord) -> Trial | None:
    """Return the trial that tried the tuned default of the winner's family."""
    if record.result is None:
        return None
    account = next((family for family in record.families if family.name == record.result.family), None)
    default = {} if account is None else {one.name: one.default for one in account.hyperparameters}
    of_family = (trial for trial in record.trials if trial.family == record.result.family)
    return next((trial for trial in of_family if default and dict(trial.hyperparameters) == default), None)


def _ends(entries: Sequence[LeaderboardEntry]) -> tuple[float, float] | None:
    """Return the scores at both ends of the pictures, so that all of the best fit in."""
    if len(entries) < 2:
        return None
    reach = [(entry.validation_score, entry.standard_error or 0.0) for entry in entries]
    low, high = min(score - error for score, error in reach), max(score + error for score, error in reach)
    return (low, high) if high > low else None


def _strip(
    entry: LeaderboardEntry, ends: tuple[float, float] | None
) -> tuple[float | None, float | None, float | None]:
    """Return where a score and one standard error to each side lie; None outside of the picture."""
    if ends is None or not ends[0] <= entry.validation_score <= ends[1]:
        return None, None, None
    error = entry.standard_error or 0.0
    places = (entry.validation_score - error, entry.validation_score, entry.validation_score + error)
    low, at, high = (6 + (value - ends[0]) / (ends[1] - ends[0]) * (STRIP - 12) for value in places)
    return max(low, 2.0), at, min(high, STRIP - 2)
