"""Simpler, in plain words, again: the subject of the turn before in two plain sentences, with the same numbers."""

from assistant.conversation import Turn
from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.gap import gap_fact
from assistant.evidence.trials import leader, score_fact
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.plain_sentences import PLAIN
from assistant.topics.other.summary import RISKS, short, what_to_expect
from assistant.understanding.question import Question
from models.record import RunRecord

_ABOUT_RISK = ("overfitting", "train_test_gap", "nested_cv_selection_bias", "small_data", "data_leakage")
_ABOUT_WINNER = ("why_this_model", "compare_models", "ensemble", "other", "choose", "automl")


def _before(asked: Question) -> Turn | None:
    """Return the last turn that had a subject: no refusal, and no request for plainer words itself."""
    turns = (turn for turn in reversed(asked.turns_before) if turn.topic != "out_of_scope")
    return next((turn for turn in turns if not _asks_for_it(turn.question)), None)


def _asks_for_it(question: str) -> bool:
    said = " ".join("".join(mark if mark.isalnum() else " " for mark in question.lower()).split())
    return any(cue.pattern.search(said) for cue in SIMPLER.cues)


def _in_general(asked: Question, draft: Draft) -> None:
    before = _before(asked)
    said = PLAIN.get(before.topic) if before else None
    if said is not None:
        draft.say("In plain words:", *said)
        return
    draft.say(
        "In plain words: we try many settings of many models, test each on rows that it has not seen, and keep the",
        "best. Tell me which part to explain more simply, and I do.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    before = _before(asked)
    if before is None or before.topic in _ABOUT_WINNER or before.topic not in PLAIN:
        draft.say("In plain words:", *short(record, draft))
        return
    if before.topic in _ABOUT_RISK:
        _say_risk(record, draft)
        return
    draft.say("In plain words:", *PLAIN[before.topic])
    first = leader(record)
    if first is not None and first.validation_score is not None:
        draft.say(f"In your run: {what_to_expect(record, draft)}")


def _say_risk(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if record.result is None or first is None or first.validation_score is None:
        draft.say("In plain words: whether the model has learned by heart is told at the end of the run.")
        draft.say(*(() if first is None else short(record, draft)))
        return
    gap = gap_fact(record, first)
    optimism = honest_score.optimism_fact(record, record.result.score)
    draft.say(
        f"In plain words: {RISKS[record.result.overfitting.risk]}",
        f"The leading model scores {draft.measure(score_fact(record, first))} on rows it has not seen",
        f"(it is {draft.cite(gap, 2)} better on rows that it knows)." if gap else "on rows it has not seen.",
        f"Having picked the best of many flatters by {draft.cite(optimism, 2)}."
        if optimism and float(optimism.value or 0) > 0
        else "",
    )


_ASKING = r"""(?:simpler|(?:one|a|single) sentence|simply|simple|plainer|shorter|easier|again|rephrase|
...repeat|plain (?:words|english|language)|
...simple (?:words|terms|english)|layman\w*(?: terms)?|other words|english|tldr|clearer|slower|
...do not (?:understand|get|follow)|did not (?:understand|get)|not clear|unclear|confus\w+|
...too (?:technical|complicated|complex|long|hard|much)|
...what do you mean|child|five year old|beginners?|dumb|non technical|less (?:technical|jargon)|without math\w*|
...example of (?:that|this))"""

SIMPLER = Kind(
    name="simpler",
    cues=told_by(
        r"""
        60 ^(?:(?:can|could|would|will|please|you|explain|say|tell|put|make|it|that|this|these|me|one|once|more|
        ...time|in|a|an|bit|
        ...but|and|ok|okay|much|even|the|answer|i|is|was|still|to|like|am|for|do|hm+|sorry|too|way|so|very|now|just|
        ...then|with|
        ...of|little|words|last|result|results|explanation|try|give|using|keep|version|want|need|really|
        ...quite) )*ASKING
        ...(?: (?:please|it|that|this|terms|words|for|me|by|a|way|then|language|version|one|more|time|down|of|year|
        ...old|again|
        ...answer|explanation|last|the|i|am|what|you|said|mean|there|your|sorry|and|now|simpler|simply|shorter|
        ...jargon|bit))*$
        """.replace("ASKING", _ASKING)
    ),
    examples=("explain that simpler", "in plain words", "say that again"),
    in_general=_in_general,
    in_run=_in_run,
)
