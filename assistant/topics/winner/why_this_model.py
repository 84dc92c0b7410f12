"""Why this family and this model won, and how close the others came."""

import re
from collections.abc import Sequence

from assistant.charts.of_answers import comparison_chart
from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.blend import best_alone
from assistant.evidence.fact import EvidenceFact
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
    train_fact,
    value_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, first_called, has_won, in_sentence, is_blend, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner import doubts_of_choice as doubts
from assistant.topics.winner.comparing import say_worst
from assistant.topics.winner.counterfactual_sentences import rematch_sentence
from assistant.topics.winner.delivery import member_words, say_decisions
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

MOST_VALUES = 4


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "A model should win because it predicts rows that it has not seen better than the others do, by more than",
        "chance would give; among models that are tied, take the one that is simpler or faster.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "So every configuration is scored on the same folds, and the best cross-validated score wins. The training",
        "score has no say in it. No family wins on every table: which one suits yours, only measuring tells.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no model has a score yet.")
        return
    if first.family in asked.entities.families and _WANTED.search(asked.tagged):
        draft.say(f"It is what you got: {family_title(record, first.family)} leads in your run.")
    if _INVENTED.search(asked.tagged):
        draft.say("I do not make up reasons. The one that is recorded:")
    _say_pair(asked, record, first, draft)
    _say_winner(record, first, draft)
    if _BEST_POSSIBLE.search(asked.tagged):
        draft.say(
            "That no model could be better cannot be told: other families or values outside of the ranges may be."
        )
    _say_unmeasured(asked, record, draft)
    rivals = _asked_rivals(asked, record, first) or family_rivals(record)
    _say_rivals(record, first, rivals, draft)
    _say_blend(record, draft)
    _say_expected(record, draft)
    _say_floor(record, draft)
    draft.say(rematch_sentence(record, draft))
    draft.show(comparison_chart(record, [first, *(other.trial for other in rivals)]))


_INVENTED = re.compile(r"\b(?:make up|made up|invent|fake|fabricate)\b|\bnobody will check")
_BEST_POSSIBLE = re.compile(r"\b(?:really|truly|actually) the best\b|good enough|best possible|\boptimal\b|\boptimum\b")
_WANTED = re.compile(r"\bwhy not\b|\binstead\b|\bnot just\b|\bmoney on\b|\brather\b")


def _say_pair(asked: Question, record: RunRecord, first: Trial, draft: Draft) -> None:
    """Write which of two families that are named is ahead of the other, where neither leads."""
    bests = [best_of_family(record, family) for family in asked.entities.families if family != first.family]
    known = [one for one in completed(record) if any(one is best for best in bests)][:2]
    if len(known) < 2:
        return
    ahead, behind = known
    draft.say(
        f"Of the two, {_scored(record, ahead, draft)} is ahead in your run, {_scored(record, behind, draft)} behind.",
        verdict_sentence(record, rival(record, ahead, behind), draft),
        "The record holds no cause for that, only the scores.",
    )


def _scored(record: RunRecord, trial: Trial, draft: Draft) -> str:
    """Return a family's best trial with its score and error."""
    error = error_fact(record, trial)
    return (
        f"{family_title(record, trial.family)} ({trial_named(draft, trial)}, "
        f"{draft.measure(score_fact(record, trial))}" + (f", standard error {draft.cite(error, 2)})" if error else ")")
    )


def _say_unmeasured(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say of families that were not tried that nothing says how good they would be."""
    used = {trial.family for trial in record.trials}
    absent = [family_title(record, family) for family in asked.entities.families if family not in used]
    if absent:
        draft.say(
            f"How good {' or '.join(absent)} would be was not measured, so nothing speaks against it: no family wins",
            "on every table. A run that has it in its search, on the same rows, would tell.",
        )


def _say_winner(record: RunRecord, first: Trial, draft: Draft) -> None:
    """Write who won by which rule, and with which values."""
    error = error_fact(record, first)
    scores = f"{record.metric.title} {draft.measure(score_fact(record, first))}"
    scores += f" (standard error {draft.cite(error, 2)})" if error else ""
    who = f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)}) {has_won(record)}"
    values = _values(first, draft)
    if completed(record)[0].number == first.number:
        count = draft.cite(count_fact(record, "complete"))
        draft.say(f"{who}, because it has the best cross-validated score of {count} complete trials: {scores}.", values)
    else:
        draft.say(f"{who}. In cross-validation it reaches {scores}.", values)


def _values(first: Trial, draft: Draft) -> str:
    """Return the hyperparameters of the winner in a sentence."""
    names = list(first.hyperparameters)[:MOST_VALUES]
    said = ", ".join(f"{code(name)} {draft.cite(value_fact(first, name), 3)}" for name in names)
    more = " and others" if len(first.hyperparameters) > MOST_VALUES else ""
    return f"Its values: {said}{more}." if said else ""


def _asked_rivals(asked: Question, record: RunRecord, first: Trial) -> tuple[Rival, ...]:
    """Return the rivals that the question names."""
    named = [best_of_family(record, family) for family in asked.entities.families if family != first.family]
    named += [trial for trial in completed(record) if trial.number in asked.entities.trials]
    return tuple(rival(record, first, one) for one in named if one is not None and one.number != first.number)


def _say_rivals(record: RunRecord, first: Trial, rivals: Sequence[Rival], draft: Draft) -> None:
    """Write how far each other family is behind, and whether that is more than chance."""
    if not rivals:
        draft.say("No other family has a complete trial to compare it with.")
        return
    for other in rivals:
        trial = other.trial
        draft.say(
            f"**{at_start(family_title(record, trial.family))}** reaches {draft.measure(score_fact(record, trial))}",
            f"({trial_named(draft, trial)}, fitted in {draft.measure(seconds_fact(trial), 2)}). Against it,",
            f"{trial_named(draft, first)}: " + in_sentence(verdict_sentence(record, other, draft)),
        )
    if all(other.is_tied for other in rivals):
        draft.say(
            "So no family is proven better here: the winner leads within the noise, and you could take",
            "another one that is simpler, faster or easier to explain.",
        )
    elif any(other.is_tied for other in rivals):
        draft.say("Where it is a tie, you could take the other one if it is simpler, faster or easier to explain.")


def _say_blend(record: RunRecord, draft: Draft) -> None:
    """Write that an average is delivered, and what it gains."""
    result, best = record.result, best_alone(record)
    if result is None or not is_blend(record) or best is None:
        return
    parts = ", ".join(member_words(record, member, draft) for member in result.ensemble)
    whole = honest_score.cross_validated_fact(record, result.score)
    count = EvidenceFact("trials that the delivered model averages", len(result.ensemble), href="result")
    draft.say(
        f"What is delivered averages the predictions of {draft.cite(count)} trials ({parts}), since that scores",
        f"{draft.measure(whole)} in cross-validation, the best trial alone {draft.measure(score_fact(record, best))}.",
    )


def _say_expected(record: RunRecord, draft: Draft) -> None:
    """Write what the delivered model promises on new rows, once choosing is paid for."""
    score = record.result.score if record.result is not None else None
    corrected = honest_score.corrected_fact(record, score) if score is not None else None
    interval = honest_score.interval_facts(record, score) if score is not None else None
    if corrected is None:
        return
    ends = f" ({draft.cite(interval[0])} to {draft.cite(interval[1])})" if interval is not None else ""
    draft.say(f"Corrected for the choice among so many, expect {draft.measure(corrected)}{ends} on new rows.")


def _decisions(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the winner, and all that was decided on the way to what is delivered."""
    first = leader(record)
    if first is not None:
        _say_winner(record, first, draft)
    say_decisions(record, draft)
    if first is None:
        _in_run(asked, record, draft)


def _other_score(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the score that decided beside that on rows which were fitted on."""
    first = leader(record)
    train = None if first is None else train_fact(record, first)
    if first is None or train is None:
        return
    draft.say(
        f"In your run the {first_called(record)} ({trial_named(draft, first)}) was ranked by {record.metric.title}",
        f"{draft.measure(score_fact(record, first))} on held-back folds; on rows that it was fitted on it scores",
        f"{draft.measure(train)}, which decided nothing.",
    )


_GIST_OF_ANOTHER_FIT = text(
    "A model is selected by its mean score on held-back folds, not by how well it fits rows that it already knows; one",
    "that fits them better may predict worse. The delivered model is fitted once more, on all rows and perhaps with",
    "another seed, so that its numbers differ a little from those of the folds.",
)


def _say_floor(record: RunRecord, draft: Draft) -> None:
    floor = baseline(record)
    if floor is not None:
        draft.say(f"The baseline, which ignores every column, scores {draft.measure(score_fact(record, floor))}.")


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_gist_of_families = text(
    "A family is chosen over another because its best configuration predicts held-back rows better; within the noise",
    "of the folds either would do, and the simpler or faster one is the better buy.",
)
_CHANCES = (
    r"\b(?:fair|same|equal|enough) (?:chance|share|trial)|\b(?:more|fewer|most|many|few) (?:trials|attempts|tries)\b"
    r"|\bwhy not (?:another|other|an other|a different)\b|\bonly with (?:its|the) (?:hp:)?default"
    r"|\bwhy\b.*\b(?:only|just)\b.*\b(?:famil|models|algorithms)|\b(?:famil\w+|models|algorithms)\b.*\btook part"
)
_AGAINST = (
    r"\bspeaks? against|\bargu\w+ against|\b(?:downsides?|weakness\w*|risks?) of (?:the |my |this )?(?:winner|choice)"
)
_READABLE = (
    r"\b(?:which|what|pick|choose|take|recommend)\b.*\b(?:explain\w*|interpret\w*|readable|transparen\w*)\b"
    r"(?!.*\b(?:boss|manager|customers?|board|sales)\b)"
)
_OVER = (
    r"\b(?:was|were|did|is|has|have)\b.*\bfamily:.*\b(?:chosen|selected|picked|preferred|taken)\b"
    r"|\b(?:chose|choose|chosen|pick|picked|select|selected|take|took|prefer|preferred) (?:the |a )?family:"
)
_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:lower|worse|different|less)\b.*\b(?:train\w*|fitted|already|grid|refit)\b
                \bmost (?:optimi\w+|hp:optimizer|tuned)\b
            """),
            _GIST_OF_ANOTHER_FIT,
            silent,
            _other_score,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bdecisions?\b|\bdecided\b|\bstep by step\b|\bin detail\b|\brules?\b
            """),
            _gist,
            _detail,
            _decisions,
        ),
        Kind(pattern(_CHANCES), doubts.chances, silent, doubts.say_chances, is_for_the_run=True),
        Kind(pattern(_AGAINST), doubts.against, silent, doubts.say_against, is_for_the_run=True),
        Kind(pattern(_READABLE), doubts.readable, silent, doubts.say_readable, is_for_the_run=True),
        Kind(pattern(r"\bworst\b"), silent, silent, say_worst),
        Kind(pattern(_OVER), _gist_of_families, _detail, _in_run, is_for_the_run=True),
        Kind(ANYTHING, _gist, _detail, _in_run, is_for_the_run=True),
    )
)

WHY_THIS_MODEL = Topic(
    name="why_this_model",
    cues=cues(r"""
        20 \bwhich\b.*\b(?:models?|families|candidates|trials?)\b.*\b(?:robust|stable|safest|reliable)\b
        14 \bwhich model\b.*\brecommend|\brecommend\b.*\bmodel\b
        20 \b(?:fair|same|equal) (?:chance|share)\b
        14 \bwhy\b.*\b(?:only|just)\b.*\b(?:try|tried|test|tested|compared?)\b.*\b(?:families|models|algorithms)
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
        -12 ^what (?:is|are) (?:a |an |the )?family:dummy
        -3 \bhp:|\bcompar|\bside by side|\btop num
    """),
    examples=(
        "why did this model win",
        "why was xgboost chosen",
        "which model is best and why",
        "why not just a simple logistic regression",
        "what algorithm was used",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Why is one model chosen over the others?",
    run_invitation="Why did this model win?",
    leads_to=("compare_models", "overfitting", "why_this_value"),
    is_about_runs=True,
    is_for_the_run=_KINDS.is_for_the_run,
    suits=_has_scores,
)
