"""What to do next: three concrete steps."""

from itertools import islice

from assistant.draft import Draft
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.steps import steps
from assistant.understanding.question import Question
from models.record import RunRecord

MOST = 3


def _in_general(_: Question, draft: Draft) -> None:
    draft.say("After a tuning run, in this order:")
    draft.list(
        [
            (
                "look for what makes a score unreal: a column that knows the answer, copies of rows, related rows in "
                "training and validation"
            ),
            "ask whether the winner is really ahead; among tied models take the simpler or faster one",
            "test the chosen model once on rows that it never saw, then use it, and watch it as data changes",
        ]
    )
    draft.say("More search helps only while the best score still rises; more rows or better columns often help more.")


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    draft.say("What I would do next with your run, the most pressing first:")
    draft.list([*islice(steps(record, draft), MOST)])


NEXT_STEPS = Kind(
    name="next_steps",
    cues=told_by(r"""
        10 \bwhat to do next\b|\b(?:and|so) now$|\bwhere should i look first\b|\bmy score is (?:bad|low|poor)\b|
        ...\bimprove first\b
        9 \bshould i (?:collect|get|add) (?:more |other |new )?columns\b|\bwhat should i do with (?:my|the|
        ...this) (?:result|model|score)
        10 \bwhat (?:should|do|can|must|would|could) (?:i|we) do (?:next|now|with (?:it|this|that|the)|about (?:it|
        ...this)|
        ...after|then|from here)
        11 \bwhat (?:is|are) (?:the |my |our )?next\b|\bwhat next\b|\bnext steps?\b|\bwhere (?:do|should) (?:i|
        ...we) go from here
        9 \b(?:what now|now what)\b|\bwhat would you (?:do|recommend|suggest|advise)\b|\byour (?:advice|
        ...recommendations?)
        9 \bhow (?:can|could|do|should) (?:i|we) (?:improve|get) (?:the |this |my |a )?(?:\w+ )?(?:model|score|
        ...results?|
        ...performance|further|it|better)\b
        8 \bhow to improve (?:the |this |my )?(?:model|score|results?|it)\b|\bany (?:recommendations?|suggestions?|
        ...advice)
        7 \bwhat (?:is|should be) (?:the )?(?:first|next) thing
        -6 \bhp:|\boverfit|\bunderfit|\bprobabilit|\brecall\b
    """),
    examples=("what should i do next", "what are the next steps", "how can i improve the model"),
    in_general=_in_general,
    in_run=_in_run,
)
