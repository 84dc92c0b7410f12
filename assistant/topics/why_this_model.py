"""Why this family and this model won, and how close the others came."""

from assistant.charts.of_answers import comparison_chart
from assistant.draft import Draft
from assistant.evidence.rivals import Rival, family_rivals, rival
from assistant.evidence.trials import (
    baseline,
    best_of_family,
    completed,
    count_fact,
    error_fact,
    leader,
    score_fact,
    seconds_fact,
)
from assistant.naming import at_start, family_title, first_called, has_won, in_sentence, trial_named
from assistant.topics.counterfactual_sentences import rematch_sentence
from assistant.topics.delivery import say_decisions
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "A model should win because it predicts rows that it has not seen better than the others do, by more than",
        "chance would give; among models that are tied, take the one that is simpler or faster.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "So every configuration is scored on the same folds, and the best cross-validated score wins. The training",
        "score has no say in it. If a simple model is tied with the winner and you value that it can be read,",
        "choosing it costs you nothing that could be measured.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no model has a score yet.")
        return
    _say_winner(record, first, draft)
    rivals = _asked_rivals(asked, record, first) or family_rivals(record)
    for other in rivals:
        _say_rival(record, other, draft)
    if not rivals:
        draft.say("No other family has a complete trial to compare it with.")
    _say_floor(record, draft)
    draft.say(rematch_sentence(record, draft))
    draft.show(comparison_chart(record, [first, *(other.trial for other in rivals)]))


def _say_winner(record: RunRecord, first: Trial, draft: Draft) -> None:
    error = error_fact(record, first)
    scores = f"{record.metric.title} {draft.measure(score_fact(record, first))}"
    scores += f" (standard error {draft.cite(error, 2)})" if error else ""
    who = f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)}) {has_won(record)}"
    if completed(record)[0].number == first.number:
        count = draft.cite(count_fact(record, "complete"))
        draft.say(f"{who}, because it has the best cross-validated score of {count} complete trials: {scores}.")
    else:
        draft.say(f"{who}. In cross-validation it reaches {scores}.")
    say_decisions(record, draft)


def _asked_rivals(asked: Question, record: RunRecord, first: Trial) -> tuple[Rival, ...]:
    """Return the rivals that the question names."""
    named = (best_of_family(record, family) for family in asked.entities.families if family != first.family)
    return tuple(rival(record, first, trial) for trial in named if trial is not None)


def _say_rival(record: RunRecord, other: Rival, draft: Draft) -> None:
    trial = other.trial
    draft.say(
        f"**{at_start(family_title(record, trial.family))}** reaches {draft.measure(score_fact(record, trial))}",
        f"({trial_named(draft, trial)}, fitted in {draft.measure(seconds_fact(trial), 2)}). Against it, the",
        f"{first_called(record)}: " + in_sentence(verdict_sentence(record, other, draft)),
        "You could take it instead if you prefer it for other reasons." if other.is_tied else "",
    )


def _say_floor(record: RunRecord, draft: Draft) -> None:
    floor = baseline(record)
    if floor is not None:
        draft.say(f"The baseline, which ignores every column, scores {draft.measure(score_fact(record, floor))}.")


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


WHY_THIS_MODEL = Topic(
    name="why_this_model",
    cues=cues(r"""
        8 \b(?:choice|selection|pick) of (?:the |this |that |my |your )?(?:model|algorithm|family|winner)
        8 \b(?:go|went|going|settle|settled|opt|opted|decide|decided|stick) (?:with|for|on) family:
        8 \bwhy (?:you|it|did you|did it) (?:picked|chose|selected|took|pick|choose|select|take) (?:this|that|the)\b
        7 \b(?:why|reason\w*|what makes|how come)\b.*\bfamily:\w+ (?:was|is|be|been|being|did|does|performs?|
        ...performed|works?|worked)
        8 \b(?:which|what) (?:model|algorithm|family|estimator|one|method)\b.*\b(?:pick|choose|select|take|
        ...prefer|deliver)\b
        7 \bwhy\b.*\bmodel\b|\b(?:choosing|chosen|choice of|picking|selecting) (?:this|the|that) (?:model|
        ...algorithm|family)
        7 \breason\w*\b.*\b(?:this|the|that) (?:model|algorithm|family|winner)
        8 \bwhy\b.*\b(?:this|that|the|my|did|was|is|were|does)\b.*\b(?:model|algorithm|family|winner|estimator|
        ...classifier|regressor)\b
        7 \bwhy\b.*\bfamily:\w+
        7 \bfamily:\w+.*\b(?:won|win|wins|chosen|selected|picked|chose|best|winner)\b|\b(?:chose|choose|pick|
        ...picked|prefer|select) family:
        7 \b(?:which|what) (?:model|algorithm|family|estimator|classifier|one|method)\b.*\b(?:won|win|wins|best|
        ...chosen|selected|picked|chose|use|used|final)\b
        7 \b(?:best|winning|final|chosen|selected) (?:model|algorithm|family|approach|estimator)\b
        5 \bwhy (?:this|that) (?:one|model)\b|^why model\b|^who won$|\bwhat won\b|\bthe winner\b
        6 what algorithm was (?:identified|chosen|used|selected)|model (?:is|was) (?:the )?best
        5 \bwhy not (?:just )?(?:use )?(?:a )?(?:simple |plain )?family:
        -5 \boverfit|\btrain(?:ing)? (?:score|metric|data|rows)|\bfails?\b
        -3 \bhp:|\bcompar|\bside by side|\btop num
    """),
    examples=(
        "why did this model win",
        "why was xgboost chosen",
        "which model is best and why",
        "why not just a simple logistic regression",
        "what algorithm was used",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="Why is one model chosen over the others?",
    run_invitation="Why did this model win?",
    leads_to=("compare_models", "overfitting", "why_this_value"),
    is_about_runs=True,
    suits=_has_scores,
)
