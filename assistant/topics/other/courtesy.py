"""Thanks and greetings: short, kind, and with something to ask next."""

import re

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.trials import leader, score_fact
from assistant.markup import code
from assistant.naming import at_start, family_title
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

_THANKS = re.compile(
    r"\b(?:thanks?|thank|thx|cheers|appreciate\w*|helpful|great|perfect|awesome|nice|cool|good job|well done)\b"
)


def _in_general(asked: Question, draft: Draft) -> None:
    draft.say(
        _opening(asked), "I explain tuning and the models of your runs: ask me what a hyperparameter is, or how to"
    )
    draft.say("choose one; with a run open, ask why its model won, or whether it overfits.")


def _opening(asked: Question) -> str:
    return "You are welcome." if _THANKS.search(asked.tagged) else "Good to have you here."


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    draft.say(
        _opening(asked), f"Open here is your run that predicts {code(record.goal.target)}.", _standing(record, draft)
    )
    draft.say(
        "You could ask next why this model won, whether it overfits, or what to do with it."
        if first
        else "You could ask next how the columns were read, or how folds work."
    )


def _standing(record: RunRecord, draft: Draft) -> str:
    first = leader(record)
    if first is None or first.validation_score is None:
        return "It has no score yet."
    score = record.result.score if record.result else None
    corrected = honest_score.corrected_fact(record, score) if score else None
    fact = corrected or score_fact(record, first)
    what = "to expect on new rows" if corrected else "on rows held back"
    title = at_start(family_title(record, first.family))
    return f"{title} leads, with {record.metric.title} {draft.measure(fact)} {what}."


COURTESY = Kind(
    name="courtesy",
    cues=told_by(r"""
        11 ^(?:there|ok|okay)?$|^(?:(?:ok|okay|great|ah) )*(?:got it|i see|understood|makes sense|all clear|
        ...that is all(?: for now)?)$
        11 ^thank you that (?:was|is) (?:very )?helpful$
        11 ^(?:(?:ok|okay|great|cool|perfect|wow|nice|good|many|very|super|so|and|no|yes|ah|oh|
        ...alright) )*(?:thanks?|thank you|
        ...thank u|thx|ty|cheers|appreciated?|appreciate it|thank your)(?: (?:a lot|so much|very much|for|the|your|
        ...help|this|
        ...that|you|again|much|everything|explanation|answer|explaining|all|it))*$
        11 ^(?:good (?:morning|afternoon|evening|day)|greetings|welcome|nice to meet you|
        ...how are you(?: doing)?(?: today)?)$
        11 ^(?:(?:that|this|it|you) (?:is|was|are|were) )?(?:very |really |so |super )?(?:helpful|great|awesome|
        ...perfect|nice|cool|
        ...amazing|useful|good job|well done|clear)(?: (?:answer|explanation|job|work|stuff))?$
        9 ^(?:bye|goodbye|see you|good night|that is all)(?: .{0,12})?$
    """),
    examples=("thanks a lot", "good morning", "thank you for the explanation"),
    in_general=_in_general,
    in_run=_in_run,
)
