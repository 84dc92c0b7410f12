"""What a run tells of underfitting: its scores beside the baseline, signs of it, and its poorest trials."""

from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.complexity_edges import Edge, complexity_edges
from assistant.evidence.findings import answered, fact_named
from assistant.evidence.paired import paired_difference
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    baseline,
    best_of_family,
    best_trial,
    completed,
    error_fact,
    leader,
    score_fact,
    train_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, first_called, in_sentence, trial_named
from assistant.topics.search.search_sentences import say_chance, say_progress
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.finding_sentences import measured, remedy
from assistant.topics.truth.gap_sentences import say_trend
from assistant.topics.truth.many_gaps_sentences import say_levers, say_lowest_training, say_named_setting
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from models.record import RunRecord, Scalar, Trial


def in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether there are signs of underfitting, and put the scores beside the baseline."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so it cannot tell whether a model underfits.")
        return
    signs = _signs(record, first, draft)
    draft.say(
        "It may underfit a little: there are signs that more capacity or more training may help."
        if signs
        else "No sign of underfitting was found: no lever of the winner stands at its complex end. If the score is "
        "still too low for you, look at the columns and at the answers rather than at the settings."
    )
    draft.list(signs)
    for name in asked.entities.hyperparameters[:1]:
        say_named_setting(record, name, draft)
    _say_scores(record, first, draft)
    _say_families(record, draft)
    say_levers(record, first, draft)
    _say_simple_edges(record, first, draft)
    say_trend(record, draft)
    if record.result is not None:
        draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))
    draft.show(gap_chart(record, completed(record)))


def in_short(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the run's own scores and its baseline beside what was said in general."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so it cannot tell whether a model underfits.")
        return
    _say_scores(record, first, draft)


def beside_the_baseline(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say first whether the best trial beats the baseline beyond chance, and by how much; then the scores."""
    best, floor = best_trial(record), baseline(record)
    if best is None or floor is None or best is floor:
        draft.say("In your run there is no complete trial beside a baseline, so this cannot be told yet.")
        return
    difference = paired_difference(record, best, floor)
    if difference is None:
        draft.say("Whether the lead over the baseline is more than chance cannot be told in your run.")
    elif difference.is_beyond_chance:
        draft.say("**Yes**: the best trial of your run beats the baseline by more than chance would give.")
    else:
        draft.say("**Not beyond chance**: the best trial of your run does no better than the baseline for sure.")
    _say_scores(record, leader(record) or best, draft)


def with_more_capacity(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say how richer families and the neighbors with more freedom did, and whether any sign asks for more."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so it cannot tell whether more capacity helps.")
        return
    signs = _signs(record, first, draft)
    draft.say(
        "**Perhaps**: there are signs that more capacity or more training may help."
        if signs
        else "**Probably not**: nothing in your run asks for more capacity."
    )
    draft.list(signs)
    _say_families(record, draft)
    say_levers(record, first, draft)
    _say_simple_edges(record, first, draft)
    say_trend(record, draft)
    for name in asked.entities.hyperparameters[:1]:
        say_named_setting(record, name, draft)
    draft.say("To measure it, name a setting and a value that allows more, and I offer the run that tries it.")


def _say_families(record: RunRecord, draft: Draft) -> None:
    """Put the best held-back scores of the families side by side, the richer ones among them."""
    names = dict.fromkeys(trial.family for trial in completed(record) if trial.family not in BASELINES)
    bests = [best for name in names if (best := best_of_family(record, name)) is not None]
    if len(bests) > 1:
        said = ", ".join(f"{family_title(record, one.family)} {draft.cite(score_fact(record, one))}" for one in bests)
        draft.say(f"The best held-back {record.metric.title} of each family in your run: {said}.")


def negative(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the run has no such score, then put its scores beside the baseline."""
    if "r2" in asked.entities.metrics and record.goal.task != "regression":
        draft.say("Your run tells classes, so it has no R²; its own scores:")
    in_short(asked, record, draft)


def families(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the best trial of a family that is asked about beside the best of another one."""
    named = next((one for family in asked.entities.families if (one := best_of_family(record, family))), None)
    if named is None:
        in_short(asked, record, draft)
        return
    train = train_fact(record, named)
    draft.say(
        f"In your run the best {family_title(record, named.family)} ({trial_named(draft, named)}) scores",
        f"{record.metric.title} {draft.measure(score_fact(record, named))} on held-back rows"
        + (f" and {draft.measure(train)} on rows that it was fitted on." if train else "."),
    )
    others = (trial for trial in completed(record) if trial.family not in {named.family, *BASELINES})
    other, floor = next(others, None), baseline(record)
    if other is not None:
        verdict = in_sentence(verdict_sentence(record, rival(record, named, other), draft))
        draft.say(
            f"Against the best of the other families, {family_title(record, other.family)}",
            f"({trial_named(draft, other)}, {draft.measure(score_fact(record, other))}): {verdict}",
        )
    if floor is not None:
        draft.say(f"The baseline, which ignores every column, scores {draft.measure(score_fact(record, floor))}.")


def _say_scores(record: RunRecord, first: Trial, draft: Draft) -> None:
    """Put training, held-back and baseline score side by side, and say whether skill is beyond chance."""
    train, error, floor = train_fact(record, first), error_fact(record, first), baseline(record)
    draft.say(
        f"In your run the {first_called(record)} ({trial_named(draft, first)}) scores {record.metric.title}",
        f"{draft.measure(train)} on rows that it was fitted on and" if train else "",
        f"{draft.measure(score_fact(record, first))} on held-back rows"
        + (f" (standard error {draft.cite(error, 2)})." if error else "."),
    )
    best = best_trial(record)
    if floor is None or best is None:
        draft.say("Whether any model beats the baseline cannot be told: there is nothing complete to compare.")
        return
    verdict = in_sentence(verdict_sentence(record, rival(record, best, floor), draft))
    draft.say(
        f"The baseline, which ignores every column, scores {draft.measure(score_fact(record, floor))}.",
        f"{at_start(trial_named(draft, best))} against it: {verdict}",
    )
    difference = paired_difference(record, best, floor)
    if difference is not None and not difference.is_beyond_chance:
        draft.say("So nothing was learned beyond chance: look at the columns and the answers before the settings.")


def _signs(record: RunRecord, first: Trial, draft: Draft) -> list[str]:
    """Return what speaks for underfitting."""
    signs = [_edge(edge, draft) for edge in complexity_edges(record, first) if edge.beyond == "complex"]
    for name in ("no_skill", "early_stopping"):
        finding = answered(record, name)
        if finding is not None and finding.answer == "found":
            signs.append(f"{measured(finding, draft)} {remedy(finding, draft)}")
    slope = answered(record, "calibration_slope")
    error = fact_named(slope, "standard error of the slope") if slope is not None else None
    if slope is not None and error is not None and _is_too_mild(slope.value, error.value):
        signs.append(measured(slope, draft))
    return signs


def _is_too_mild(slope: float | None, error: Scalar) -> bool:
    """Whether predictions are milder than the answers, by more than two standard errors of the slope."""
    return slope is not None and isinstance(error, float) and slope - 2 * error > 1


def _edge(edge: Edge, draft: Draft) -> str:
    return (
        f"{code(edge.name)} is {draft.cite(edge.value)}, at the complex end of its range ({draft.cite(edge.end)}): "
        "widen the range that way"
    )


def _say_simple_edges(record: RunRecord, first: Trial, draft: Draft) -> None:
    simple = [edge for edge in complexity_edges(record, first) if edge.beyond == "simple"]
    if simple:
        named = ", ".join(f"{code(edge.name)} ({draft.cite(edge.value)})" for edge in simple)
        draft.say(
            f"At the **simple** end of its range stands {named}: the search preferred less capacity, so that features",
            "or answers limit the score rather than the settings.",
        )


def poorest(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say which trials score lowest on their own training rows."""
    say_lowest_training(record, draft)


def over_time(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say when the best came and what more trials promise, then how the best fits its rows."""
    progress = say_progress(record, draft)
    if progress is not None:
        say_chance(record, progress, draft)
    in_short(asked, record, draft)


def without_the_run(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out, where the question is about another table."""
