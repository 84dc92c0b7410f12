"""Underfitting: the model is too simple, or was trained too little; whether this run shows it."""

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
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import underfitting_words as words
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.finding_sentences import measured, remedy
from assistant.topics.truth.short_questions import short
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Scalar, Trial


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
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
    _say_scores(record, first, draft)
    _say_simple_edges(record, first, draft)
    if record.result is not None:
        draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))
    draft.show(gap_chart(record, completed(record)))


def _in_short(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the run's own scores and its baseline beside what was said in general."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so it cannot tell whether a model underfits.")
        return
    _say_scores(record, first, draft)


def _negative(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the run has no such score, then put its scores beside the baseline."""
    if "r2" in asked.entities.metrics and record.goal.task != "regression":
        draft.say("Your run tells classes, so it has no R²; its own scores:")
    _in_short(asked, record, draft)


def _families(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the best trial of a family that is asked about beside the best of another one."""
    named = next((one for family in asked.entities.families if (one := best_of_family(record, family))), None)
    if named is None:
        _in_short(asked, record, draft)
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


def _silent(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out, where the question is about another table."""


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                family:lightgbm.*\bnum (?:rows|samples)|\bnum (?:rows|samples).*family:lightgbm
            """),
            words.gist_of_few_rows,
            silent,
            _silent,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:predicts?|predicting|outputs?|returns?|gives?)\b.*\b(?:mean|average|same|constant|one class)
                \bmean for\b|\bjust the mean|\bconstant predict|always (?:predicts?|says?|the same)
            """),
            words.GIST_OF_A_CONSTANT,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bnegative\b|below zero|worse than (?:the |a |just )?(?:mean|average|baseline|guessing|random|chance)
            """),
            words.GIST_OF_NEGATIVE,
            silent,
            _negative,
            answers_first=True,
        ),
        Kind(
            short(r"""
                nothing (?:\w+ )*(?:to (?:learn|find)|in (?:it|the|my))|no signal|\bnois[ey]|ceiling|irreducible
            """),
            words.GIST_OF_NO_SIGNAL,
            words.DETAIL_OF_NO_SIGNAL,
            _in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\b(?:fix|add|adding|polynomial|how|avoid)).*family:\w+.*\b(?:simple|dumb|weak|primitive|underfit|baseline)
                \b(?:simple|dumb|weak|stupid|primitive|underfit)\b.*family:
            """),
            words.gist_of_a_family,
            silent,
            _families,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bboth\b.*\b(?:low|bad|poor|flat\w*)\b|\bcurves?\b|\b(?:train|training) and .*\b(?:low|bad|poor)\b
                \b(?:low|bad|poor)\b.*\bboth\b
            """),
            words.GIST_OF_LOW_CURVES,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                what (?:now|should|can|do)|\b(?:fix|address|help|improve|avoid|solve|reduce)\b|how (?:to|can|do|should)
            """),
            words.gist_of_the_cure,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:my|this|the|our|your) (?:model|run|winner)\b|\b(?:it|is it|model) (?:is )?too simple
            """),
            words.gist,
            words.detail,
            _in_run,
            is_for_the_run=True,
        ),
        Kind(pattern(r"what is|\bdefin|\bexplain|\bmean(?:s|ing)?\b"), words.gist, words.detail, _in_short),
        Kind(ANYTHING, words.GIST_OF_TELLING, words.detail, _in_short),
    )
)

UNDERFITTING = Topic(
    name="underfitting",
    cues=cues(r"""
        14 \bunderfit
        10 better than (?:just )?(?:guess|chance|random|nothing|the baseline|a baseline|a coin)
        10 beats? (?:the |a )?baseline
        5 too simple|learns? nothing|can (?:not|hardly) (?:it |the model )?learn
        13 both (?:the )?(?:train|training)\b.*\blow\b
        13 (?:train|training) and (?:cross )?validation .*\b(?:low|bad|poor)\b
    """),
    examples=(
        "what is underfitting",
        "does my model underfit",
        "both train and validation scores are low",
        "is my model too simple",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is underfitting, and what helps against it?",
    run_invitation="Does my model underfit?",
    leads_to=("overfitting", "train_test_gap", "tree_depth_complexity", "more_trials_or_time"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
