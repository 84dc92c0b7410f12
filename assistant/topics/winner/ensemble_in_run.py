"""Whether a run delivers an average, what it gains, and what one of its parts would do."""

from assistant.charts.of_truth import weights_chart
from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.blend import (
    best_alone,
    gain_fact,
    members,
    speed_alone_fact,
    speed_fact,
    weight_fact,
)
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.rivals import family_rivals
from assistant.evidence.trials import (
    BASELINES,
    completed,
    count_fact,
    error_fact,
    leader,
    score_fact,
    seconds_fact,
    trial_numbered,
)
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.truth.choosing_sentences import say_price
from assistant.understanding.question import Question
from models.record import Decision, EnsembleMember, RunRecord, Trial

_REFINEMENTS = ("stacking", "calibration")
MOST_TOP = 10
FEW_TOP = 3
MUCH = 1.25  # standard errors: what is above is clearly more than one
_STAGES = ("ensemble", *_REFINEMENTS)


def say_overfitting(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the average, what else was tried, and what choosing cost."""
    say_in_full(asked, record, draft)
    say_price(record, draft)


def say_average(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether an average is delivered, what it gains, and its parts."""
    if record.result is None:
        draft.say("In your run it is not decided yet whether several trials are averaged: that comes after the search.")
        return
    if not members(record):
        _say_single(record, draft)
        return
    _say_scores(record, draft)
    _say_members(record, draft)
    draft.show(weights_chart(record, members(record)))


def say_top(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the best trials that a question wants to combine, then what the run averages and gains by it."""
    ranked = [trial for trial in completed(record) if trial.family not in BASELINES]
    count = next((int(value) for value in asked.entities.values if value in range(2, MOST_TOP + 1)), FEW_TOP)
    if len(ranked) > 1:
        draft.say("The best trials of your run, which could be averaged:")
        draft.list([_scored(record, trial, draft) for trial in ranked[:count]])
        draft.say(
            "An average of just these was not measured. What was delivered was chosen among all of them, on the same"
            if members(record)
            else "An average of just these is not recorded. Averages are tried at the end of a run, on the same",
            "folds. They gain only where they err on different rows, so of one family mostly little.",
        )
    say_average(asked, record, draft)


def _scored(record: RunRecord, trial: Trial, draft: Draft) -> str:
    score = draft.measure(score_fact(record, trial))
    return f"{family_title(record, trial.family)} ({trial_named(draft, trial)}): {score}"


def say_who(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write first whether an average is delivered, and of whom; then what it gains."""
    if record.result is None or not members(record):
        say_average(asked, record, draft)
        return
    _say_members(record, draft)
    _say_scores(record, draft)
    draft.show(weights_chart(record, members(record)))


def say_why_none(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write that an average is delivered, where one is; else the single model and what was decided."""
    if members(record):
        draft.say("Your run does deliver an average: it scored better on held-back rows than the best trial alone.")
    say_who(asked, record, draft)


def say_speed(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write how long one prediction takes, by the average and by the best trial alone, then what that gains."""
    whole, best = speed_fact(record), best_alone(record)
    alone = speed_alone_fact(best) if best is not None and members(record) else None
    if whole is None:
        draft.say("How long one prediction takes is not recorded in your run.")
    elif alone is None or not isinstance(whole.value, float) or not isinstance(alone.value, float):
        draft.say(f"In your run one prediction takes {draft.measure(whole, 2)}.")
    else:
        times = EvidenceFact(
            "time of a prediction, over that of the best trial", whole.value / alone.value, "", "result"
        )
        draft.say(
            f"In your run one prediction takes {draft.measure(whole, 2)} by the average, and by the best trial alone",
            f"{draft.measure(alone, 2)}: {draft.cite(times, 2)} times as long.",
        )
    say_average(asked, record, draft)


def say_worth(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the average gains over its best part alone, and what follows from that."""
    if not members(record):
        say_average(asked, record, draft)
        return
    _say_scores(record, draft)
    best, gain = best_alone(record), gain_fact(record)
    error = error_fact(record, best) if best is not None else None
    if gain is not None and error is not None and isinstance(gain.value, float) and isinstance(error.value, float):
        is_small = gain.value <= MUCH * error.value
        draft.say(
            f"That is {'about one standard error or less' if is_small else 'clearly more than one standard error'} of",
            "the best trial's score. The two share their rows, so their difference is surer than that; "
            + (
                "still, little is lost by the best trial alone where speed or explanation counts."
                if is_small
                else "take the best trial alone only where speed or explanation counts more than the score."
            ),
        )
    _say_members(record, draft)


def say_in_full(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what is averaged, and what else was tried with it."""
    say_average(asked, record, draft)
    if members(record):
        _say_decisions(record, _REFINEMENTS, draft)


def say_pair(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether the average of the families that are named is what the run delivers."""
    named, parts = set(asked.entities.families), members(record)
    trials = [trial_numbered(record, member.trial) for member in parts]
    families = {trial.family for trial in trials if trial is not None}
    if parts and named and named <= families:
        draft.say("Your run does just that: both are in the average that it delivers.")
    elif parts and named:
        draft.say("An average of just these was not measured; your run chose from all of its trials.")
    say_average(asked, record, draft)


def say_dropping(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the weights, and that the average without one of its parts was not measured."""
    say_average(asked, record, draft)
    if members(record):
        draft.say(
            "How it scores without one of them is not recorded, only how the best one does alone. A run of the same",
            "table that leaves that family out would measure it.",
        )


def _say_members(record: RunRecord, draft: Draft) -> None:
    result = record.result
    count = EvidenceFact("trials that the delivered model averages", len(members(record)), href="result")
    draft.say(
        f"Your model averages the predictions of {draft.cite(count)} trials, of",
        f"{draft.cite(count_fact(record, 'complete'))} complete ones:",
    )
    draft.list([_member(record, member, draft) for member in members(record)])
    if result is not None and result.scale == "log":
        draft.say("Probabilities are averaged by their logarithms, so that one that is nearly zero weighs much.")
    if result is not None and result.temperature != 1.0:
        heat = EvidenceFact("temperature of the probabilities", result.temperature, "", "result")
        how = "less" if result.temperature > 1 else "more"
        draft.say(f"A temperature of {draft.cite(heat, 3)} then makes the probabilities {how} sure.")


def _member(record: RunRecord, member: EnsembleMember, draft: Draft) -> str:
    trial = trial_numbered(record, member.trial)
    share = f"{draft.cite(weight_fact(member))} %"
    if trial is None or trial.validation_score is None:
        return f"{share} from a trial whose score is not recorded"
    return (
        f"{share} {family_title(record, trial.family)} ({trial_named(draft, trial)}, "
        f"{draft.measure(score_fact(record, trial))} alone)"
    )


def _say_scores(record: RunRecord, draft: Draft) -> None:
    """Put the average beside the best trial alone, with the error of the latter, and their speeds."""
    best, gain, result = best_alone(record), gain_fact(record), record.result
    if best is None or gain is None or result is None or not isinstance(gain.value, float):
        return
    whole, error = honest_score.cross_validated_fact(record, result.score), error_fact(record, best)
    draft.say(
        f"Cross-validated, the average scores {record.metric.title} {draft.measure(whole)}, the best trial alone",
        f"({trial_named(draft, best)}, {family_title(record, best.family)}) {draft.measure(score_fact(record, best))}"
        + (f" with a standard error of {draft.cite(error, 2)}" if error else "")
        + ".",
        f"So the average is worth {draft.cite(gain, 2)}. Part of that may be luck: its weights were chosen on these",
        "rows, and no error of the difference itself is recorded.",
        _speeds(record, best, draft),
    )


def _speeds(record: RunRecord, best: Trial, draft: Draft) -> str:
    whole, alone = speed_fact(record), speed_alone_fact(best)
    if whole is None or alone is None:
        return "" if whole is None else f"One prediction takes {draft.measure(whole, 2)}."
    return f"One prediction takes {draft.measure(whole, 2)}, by the best trial alone {draft.measure(alone, 2)}."


def _say_single(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("Your run delivers a single model.")
        return
    error = error_fact(record, first)
    draft.say(
        f"Your run delivers **one** model, {family_title(record, first.family)} ({trial_named(draft, first)},",
        f"{record.metric.title} {draft.measure(score_fact(record, first))}"
        + (f", standard error {draft.cite(error, 2)}" if error else "")
        + "): an average is delivered only where it scores better on held-back rows than the best trial alone.",
    )
    lines = [
        f"{at_start(family_title(record, other.trial.family))}: {draft.measure(score_fact(record, other.trial))} "
        f"({trial_named(draft, other.trial)}){', tied' if other.is_tied else ''}"
        for other in family_rivals(record)
    ]
    if lines:
        draft.say("The best of each other family:")
        draft.list(lines)
    _say_decisions(record, _STAGES, draft)


def _say_decisions(record: RunRecord, stages: tuple[str, ...], draft: Draft) -> None:
    """Write what was tried with the average, and what it was measured by."""
    draft.list([_decision(decision, draft) for decision in record.decisions if decision.stage in stages])


def _decision(decision: Decision, draft: Draft) -> str:
    href = f"decisions/{decision.id}"
    whole = EvidenceFact(f"decision on the {decision.stage}", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    said = f"{draft.quote(decision.chosen, whole, known)}: {draft.quote(decision.because, whole, known)}"
    return f"**{at_start(decision.stage)}**: {said}"


def say_nothing(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out, where it does not bear on the question."""


def say_one_only(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what is lost and gained by one member alone."""
    if not members(record):
        say_average(_, record, draft)
        return
    _say_scores(record, draft)
    best = best_alone(record)
    if best is not None:
        draft.say(
            "To deliver one alone, order a run with that family and its values fixed in the search space, and one",
            f"trial; its fits took {draft.measure(seconds_fact(best), 2)}.",
        )
