"""Sentences on trials side by side: a table of them, and what their differences are worth."""

from collections.abc import Sequence
from statistics import median

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    better_by,
    completed,
    entry_of,
    error_fact,
    number_fact,
    score_fact,
    score_of,
    seconds_fact,
    train_fact,
    unit_of,
)
from assistant.naming import at_start, family_title, in_sentence, is_blend, trial_named
from assistant.topics.truth.finding_sentences import measured, remedy
from assistant.topics.verdict import verdict_sentence
from models.record import RunRecord, Trial


def say_table(record: RunRecord, trials: Sequence[Trial], draft: Draft) -> None:
    """Write trials one a line: scores, error, time, and where each stands."""
    header = ("trial", "family", "held-back score", "standard error", "training score", "seconds", "note")
    draft.table(header, [_line(record, trial, draft) for trial in trials])


def _line(record: RunRecord, trial: Trial, draft: Draft) -> tuple[str, ...]:
    error, train = error_fact(record, trial), train_fact(record, trial)
    return (
        draft.cite(number_fact(trial)),
        family_title(record, trial.family),
        draft.cite(score_fact(record, trial)),
        draft.cite(error, 2) if error else "not recorded",
        draft.cite(train) if train else "not recorded",
        draft.cite(seconds_fact(trial), 2),
        _mark(record, trial),
    )


def _mark(record: RunRecord, trial: Trial) -> str:
    """Say where a trial stands: in the delivered model, first of all, or tied with the first."""
    result, entry = record.result, entry_of(record, trial)
    places = []
    if result is not None and trial.number in {result.trial, *(member.trial for member in result.ensemble)}:
        places.append("in your model" if is_blend(record) else "winner")
    if entry is not None and entry.tied:
        places.append("best score" if entry is record.leaderboard[0] else "tied with the best")
    elif _is_near(record, trial):
        places.append("within one standard error of the best")
    return ", ".join(places)


def _is_near(record: RunRecord, trial: Trial) -> bool:
    """Whether a trial scores within one standard error of the best, though it is not tied with it by the folds."""
    best = completed(record)[0]
    return best.standard_error is not None and better_by(record, score_of(best), score_of(trial)) < best.standard_error


def say_differences(record: RunRecord, trials: Sequence[Trial], draft: Draft) -> None:
    """Write how the first of some trials compares with the next two, fold by fold."""
    first = trials[0]
    for other in trials[1:3]:
        draft.say(
            f"{at_start(trial_named(draft, first))} against {trial_named(draft, other)}:",
            in_sentence(verdict_sentence(record, rival(record, first, other), draft)),
        )


def tied_with_best(record: RunRecord) -> list[Trial]:
    """Return the trials that the folds cannot tell from the best one, that one among them."""
    return [trial for trial in completed(record) if (entry := entry_of(record, trial)) is not None and entry.tied]


def say_how_many_tied(record: RunRecord, draft: Draft) -> None:
    """Write how many trials are tied with the best, and of which families they are."""
    tied = tied_with_best(record)
    if len(tied) < 2:
        return
    families = list(dict.fromkeys(family_title(record, trial.family) for trial in tied))
    count = EvidenceFact("complete trials tied with the best, that one among them", len(tied), href="leaderboard")
    whole = EvidenceFact("complete trials of the run", len(record.leaderboard), href="leaderboard")
    draft.say(
        f"Of {draft.cite(whole)} complete trials {draft.cite(count)} are tied for the first place: the folds cannot",
        f"tell them apart. They are of these families: {', '.join(families)}.",
        _near_sentence(record, tied, draft),
    )


def _near_sentence(record: RunRecord, tied: Sequence[Trial], draft: Draft) -> str:
    """Say how many of those that are tied lie within one standard error of the best."""
    best = completed(record)[0]
    if best.standard_error is None:
        return ""
    near = [trial for trial in tied if trial is best or _is_near(record, trial)]
    if len(near) < 2:
        return "Yet no other one lies within one standard error of the best."
    count = EvidenceFact("trials within one standard error of the best, that one among them", len(near), href="trials")
    return f"Within one standard error of the best are {draft.cite(count)}."


def say_spread(record: RunRecord, draft: Draft) -> None:
    """Write the best, the middle and the worst score, baselines left out, beside the error of the best."""
    trials = [trial for trial in completed(record) if trial.family not in BASELINES]
    if len(trials) < 3:
        return
    best, worst = trials[0], trials[-1]
    middle = EvidenceFact(
        f"middle {record.metric.title} of the complete trials, baselines left out",
        median(score_of(trial) for trial in trials),
        unit_of(record),
        "trials",
    )
    gap = abs(score_of(best) - float(middle.value or 0))
    is_small = best.standard_error is not None and gap <= best.standard_error
    error = error_fact(record, best)
    draft.say(
        f"The best trial ({trial_named(draft, best)}) scores {draft.measure(score_fact(record, best))}, the middle one",
        f"{draft.measure(middle)}, the worst ({trial_named(draft, worst)}) {draft.measure(score_fact(record, worst))}.",
        (
            f"From the middle to the best it is {'less' if is_small else 'more'} than one standard error of the best,"
            f" {draft.cite(error, 2)}."
            if error is not None
            else ""
        ),
    )


def say_quickest(record: RunRecord, draft: Draft) -> None:
    """Write which trial scores best, and which of those tied with it was fitted in the least time."""
    tied = tied_with_best(record)
    if len(tied) < 2:
        return
    best, quickest = tied[0], min(tied, key=lambda trial: trial.seconds)
    lead = (
        f"The best score has {trial_named(draft, best)} ({family_title(record, best.family)},",
        f"{draft.measure(score_fact(record, best))}, fitted in {draft.measure(seconds_fact(best), 2)} for all folds)",
    )
    if quickest is best:
        draft.say(*lead, "and it is also the quickest of those that are tied with it.")
        return
    draft.say(
        *lead[:1],
        f"{lead[1]}; the quickest of those tied with it is {trial_named(draft, quickest)}",
        f"({family_title(record, quickest.family)}, {draft.measure(score_fact(record, quickest))},",
        f"{draft.measure(seconds_fact(quickest), 2)}): within a tie, take the quicker one.",
    )


def say_simpler(record: RunRecord, draft: Draft) -> None:
    """Write whether a simpler configuration, the default or another family does as well as the winner."""
    if not record.findings:
        draft.say("Whether a simpler model does as well is told once your run has finished.")
        return
    for name in ("simpler_does_as_well", "default_does_as_well", "runner_up_does_as_well"):
        finding = answered(record, name)
        if finding is not None:
            draft.say(measured(finding, draft), remedy(finding, draft) if finding.answer == "found" else "")
