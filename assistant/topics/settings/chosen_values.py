"""Sentences on all values of a configuration together: where they stand, how sure they are, where they came from."""

import re

from assistant.draft import Draft
from assistant.evidence.edges import edges_of
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import best_of_family, completed, error_fact, leader, score_fact
from assistant.evidence.tried_values import TriedValues, tried_values
from assistant.naming import at_start, family_title, has_won, is_blend, trial_named
from assistant.topics.experiments.what_if_edge import say_edges
from assistant.topics.setting import value_sentence
from assistant.topics.settings.setting_importance import importance_sentence
from assistant.topics.settings.share_sentences import say_flatness
from assistant.topics.settings.value_evidence import say_default
from assistant.topics.winner.comparison_sentences import say_how_many_tied, tied_with_best
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

EDGES = re.compile(
    r"\bedges?\b|\bborders?\b|\bboundar(?:y|ies)\b|\b(?:at|on|near|hit|hits|reach\w*|against) (?:the |a |its |their )?"
    r"(?:\w+ )?(?:limits?|bounds?|ends?)\b|\b(?:smallest|largest|lowest|highest) (?:\w+ )?(?:of|in) (?:the |my |its )?"
    r"(?:searched )?(?:range|grid|space)\b"
)
DOUBTS = re.compile(
    r"\bluck\w*\b|by chance|coincidence|confident|\b(?:sure|certain|reliable|trust\w*)\b|fluke|\bright values?\b"
    r"|\boptim(?:al|um)\b|\breally (?:the )?best\b"
)
_ROUNDING = re.compile(r"\bround|\bimportant\b|\bmatters?\b|exact|precise")


def say_all(asked: Question, record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write the values of a trial together, what was asked of them first."""
    if not trial.hyperparameters:
        draft.say(f"In your run {family_title(record, trial.family)} has no hyperparameters to choose.")
        return
    if EDGES.search(asked.tagged):
        say_edges(asked, record, draft)
        return
    if DOUBTS.search(asked.tagged):
        _say_doubt(record, trial, draft)
    error = error_fact(record, trial)
    draft.say(
        f"In your run these values were chosen together, because {trial_named(draft, trial)}",
        f"({family_title(record, trial.family)}) {standing(record, trial)}: {record.metric.title}",
        f"{draft.measure(score_fact(record, trial))}"
        + (f" (standard error {draft.cite(error, 2)})." if error else "."),
    )
    found = [tried_values(record, trial.family, name) for name in trial.hyperparameters]
    known = [tried for tried in found if tried is not None]
    draft.list([at_start(value_sentence(trial, tried, draft)) for tried in known])
    say_default(record, trial, None, draft)
    if _ROUNDING.search(asked.tagged):
        _say_rounding(record, known, draft)
    elif not DOUBTS.search(asked.tagged):
        say_how_many_tied(record, draft)
    say_origin(trial, draft)


def _say_doubt(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write first how sure the values are: how many trials do as well, and how far apart their values lie."""
    first, tied = leader(record), tied_with_best(record)
    if first is None or first.number != trial.number:
        return
    if len(tied) > 1:
        draft.say("Not sure: they are the best of those tried, and others do as well within the noise of the folds.")
        say_how_many_tied(record, draft)
        say_flatness(record, trial, draft)
    else:
        draft.say("Fairly sure, among those tried: no other trial is tied with this one on the folds.")
    if not edges_of(record, trial):
        draft.say("No value lies at an end of its range, so the ranges were wide enough.")


def _say_rounding(record: RunRecord, known: list[TriedValues], draft: Draft) -> None:
    """Say which of the values decided something, and how far they may be rounded."""
    shares = [sentence for tried in known if (sentence := importance_sentence(record, tried, draft))]
    draft.list(shares)
    draft.say(
        "" if shares else "Which of them decided something is not recorded.",
        "Near the best, scores are mostly flat: to round a value as far as others were tried that score as well is",
        "safe. The rounded configuration, fitted on the same folds, would confirm it.",
    )


def say_origin(trial: Trial, draft: Draft) -> None:
    """Write how the values of a trial were proposed."""
    if trial.why:
        whole = EvidenceFact(f"why trial {trial.number} was tried", None, href=f"trials/{trial.number}")
        draft.say(f"Why it was tried: {draft.quote(trial.why, whole)}.")


def standing(record: RunRecord, trial: Trial) -> str:
    """Return where a trial stands, as the rest of a sentence."""
    so_far = "" if record.result is not None else " so far"
    if completed(record)[0].number == trial.number:
        return f"has the best cross-validated score of all trials{so_far}"
    if is_blend(record) and record.result is not None and record.result.trial == trial.number:
        return "has the largest share in your model"
    best = best_of_family(record, trial.family)
    is_best = best is not None and best.number == trial.number
    return f"has the best cross-validated score of its family{so_far}" if is_best else f"{has_won(record)}"
