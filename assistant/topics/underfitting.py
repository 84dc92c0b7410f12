"""Underfitting: the model is too simple, or was trained too little; whether this run shows it."""

from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.complexity_edges import Edge, complexity_edges
from assistant.evidence.findings import answered, fact_named
from assistant.evidence.literature_truth import BIAS_AND_VARIANCE, LEAF_OF_LIGHTGBM
from assistant.evidence.paired import paired_difference
from assistant.evidence.rivals import rival
from assistant.evidence.trials import baseline, best_trial, completed, error_fact, leader, score_fact, train_fact
from assistant.markup import code
from assistant.naming import at_start, first_called, in_sentence, trial_named
from assistant.topics.check_sentences import check_sentence
from assistant.topics.finding_sentences import measured, remedy
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Scalar, Trial


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "**Underfitting** means that a model is too simple, or was trained too little, to catch the pattern: it scores",
        "poorly on its training rows **and** on held-back rows, hardly better than a baseline that ignores every",
        f"column. Overfitting is {draft.refer(BIAS_AND_VARIANCE, 'the other side')}: good on training rows, worse on",
        "new ones.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say("How to address it, as long as the held-back score rises:")
    draft.list(
        [
            "more capacity: deeper trees, more leaves, more units, a richer family",
            "less regularization: a weaker penalty, smaller leaves, less dropout",
            "longer training: more boosting rounds or epochs, or a larger learning rate",
            "better columns: what is not in the table, no model can learn",
        ]
    )
    draft.say(
        "Check against the baseline first. A small gap between training and held-back score is no sign of health where",
        "both are low; and if richer models score no better, the limit lies in the columns or in wrong answers.",
    )


def _gist_of_the_cure(asked: Question, draft: Draft) -> None:
    if not asked.is_about_run:
        _gist(asked, draft)
    _detail(asked, draft)


def _gist_of_few_rows(_: Question, draft: Draft) -> None:
    draft.say(
        "On a tiny table the defaults of LightGBM forbid nearly every split: a leaf must hold",
        f"{draft.measure(LEAF_OF_LIGHTGBM)} (`min_data_in_leaf`), and columns are cut into coarse bins",
        "(`min_data_in_bin`), so that even a simple rule cannot be expressed. Lower `min_data_in_leaf` to a few rows",
        "and `min_data_in_bin` to one, or take a simpler model (linear, a single small tree), which suits so few rows",
        "better.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so it cannot tell whether a model underfits.")
        return
    _say_scores(record, first, draft)
    signs = _signs(record, first, draft)
    if signs:
        draft.say("Signs that more capacity or more training may help:")
        draft.list(signs)
    else:
        draft.say(
            "No sign of underfitting was found: no lever of the winner stands at its complex end. If the score is",
            "still too low for you, look at the columns and at the answers rather than at the settings.",
        )
    _say_simple_edges(record, first, draft)
    if record.result is not None:
        draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))
    draft.show(gap_chart(record, completed(record)))


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


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                family:lightgbm.*\bnum (?:rows|samples)|\bnum (?:rows|samples).*family:lightgbm
            """),
            _gist_of_few_rows,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                what (?:now|should|can|do)|\b(?:fix|address|help|improve|avoid|solve|reduce)\b|how (?:to|can|do|should)
            """),
            _gist_of_the_cure,
            silent,
            _in_run,
        ),
        Kind(ANYTHING, _gist, _detail, _in_run),
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
)
