"""What the engine decided, one by one or all, and why, in its own recorded words."""

import re
from collections.abc import Mapping

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.topics.basics.decided_and_left import say_decided, say_left
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import Decision, RunRecord

MOST = 12
_STAGES: Mapping[str, str] = {
    "goal": r"\bgoals?\b|\bmetric|\bpositive class|\btask\b",
    "target": r"\btarget\b|\blog(?:arithm)? (?:scale|of)|\btransform",
    "data": r"\bdata\b|\bcolumns?\b|\brows?\b|\bleft out\b|\bdropped",
    "folds": r"\bfolds?\b|\bsplit|\bcross validation",
    "search": r"\bsearch|\btechnique|\boptimizer|\bfamil(?:y|ies) (?:were )?(?:left|excluded)|\bended?\b|\bstop",
    "winner": r"\bwinner|\bwon\b|\bbest trial|\bchosen model",
    "ensemble": r"\bensemble|\bblend|\baverag|\bweights\b",
    "stacking": r"\bstack",
    "calibration": r"\bcalibrat|\btemperature",
    "threshold": r"\bthreshold|\bcut ?off",
    "score": r"\bscore\b|\bcorrected",
    "model": r"\bfinal (?:fit|model)|\bdelivered|\brefit",
}


_LEFT = re.compile(
    r"\b(?:left|remain\w*|still)\b.*\b(?:to|for) (?:me|us|decide|you)\b|\bleft to (?:me|us|decide)\b|\bi still\b"
)


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "Every choice of a run is written down as it is made: what was chosen, over what, because of which",
        "measurement, and when. There are decisions about the goal (target, metric), the data (what is left out), the",
        "folds, the search (technique, when it ended), the winner, an ensemble, the threshold, the score and the final",
        "model. Open a run, and I tell you any of them with its reason.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if not record.decisions:
        draft.say("No decision of this run is recorded yet: the first comes with the goal and the folds.")
        return
    if _LEFT.search(asked.tagged):
        say_left(record, draft)
        say_decided(record, draft)
        return
    chosen = _asked(asked, record)
    count = draft.cite(EvidenceFact("decisions of the run", len(record.decisions), href="decisions"))
    if chosen:
        draft.say("This was decided, and why:")
        draft.list([decision_line(one, draft) for one in chosen[:MOST]])
        draft.say(f"Your run made {count} decisions in all.")
        return
    told = "each with its reason" if chosen is None else "and none of them is about that"
    draft.say(f"Your run made {count} decisions, {told}{_few(record, draft)}:")
    draft.list([decision_line(one, draft) for one in record.decisions[-MOST:]])


def _few(record: RunRecord, draft: Draft) -> str:
    if len(record.decisions) <= MOST:
        return ""
    return f"; the last {draft.cite(EvidenceFact('decisions that are shown', MOST, href='decisions'))} are shown"


def _asked(asked: Question, record: RunRecord) -> list[Decision] | None:
    """Return the decisions that are asked for by number or by subject; None where all of them are."""
    numbers = {int(value) for value in asked.entities.values if float(value).is_integer()}
    if re.search(r"\bdecisions? (?:number |no |nr )?num\b", asked.tagged) and numbers:
        return [one for one in record.decisions if one.id in numbers]
    stages = [stage for stage, pattern in _STAGES.items() if re.search(pattern, asked.tagged)]
    if not stages or re.search(r"\b(?:all|every|each|log)\b", asked.tagged):
        return None
    return [one for one in record.decisions if one.stage in stages]


def decision_line(decision: Decision, draft: Draft) -> str:
    """Say a decision, what it was preferred to, and its reason, quoted from the record."""
    href = f"decisions/{decision.id}"
    whole = EvidenceFact(f"decision on the {decision.stage}", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    over = f" (over {draft.quote(', '.join(decision.over[:4]), whole, known)})" if decision.over else ""
    chosen, because = (draft.quote(text, whole, known) for text in (decision.chosen, decision.because))
    named = draft.refer(EvidenceFact(f"decision on the {decision.stage}", decision.chosen, "", href), decision.stage)
    return f"{named}: {chosen}{over}, because: {because}"


DECISIONS = Kind(
    name="decisions",
    cues=told_by(r"""
        24 \b(?:show|list|every|all|which) (?:me )?(?:every |all |the )*decisions?\b
        11 \bdecisions?\b|\bdecision log\b
        9 \bwhat (?:was|were|did you|did it|has been|have you|did the (?:engine|run|search)) (?:decided?|choose|
        ...chose)\b
        12 \b(?:left|remain\w*|still)\b.*\b(?:to|for) (?:me|us)\b.*\b(?:decide|choose|settle|do)\b|
        ...\b(?:up to|left to|left for) (?:me|us)\b
        8 \bchoices? (?:that )?(?:were|was|did|you|it) ?(?:made|make)?\b|\bwhich choices\b
        -8 \bfamily:decision_tree|\bdecision (?:trees?|boundar\w+|threshold|making)
    """),
    examples=("which decisions were made and why", "show the decision log", "what was decided about the folds"),
    in_general=_in_general,
    in_run=_in_run,
)
