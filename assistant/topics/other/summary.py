"""A summary of the run in five sentences, for somebody who was not there."""

import re

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.spent import elapsed_fact
from assistant.evidence.trials import baseline, count_fact, error_fact, leader, score_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, is_blend, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.steps import step_for_others
from assistant.understanding.question import Question
from models.record import RunRecord

RISKS = {
    "low": "The checks found a **low** risk that the score is too good to be true.",
    "moderate": "The checks found a **moderate** risk that the score is too good to be true.",
    "high": "The checks found a **high** risk that the score is too good to be true: do not rely on it yet.",
    "cannot_tell": "Whether the score is too good to be true **cannot be told** from these rows.",
}


FEW_SENTENCES = 3
_IN_FEW = re.compile(r"\b(?:in|with) (?:one|two|three|a few|a couple of) (?:\w+ )?sent\w*|\bone sent\w*")
_IN_NUM = re.compile(r"\bnum (?:\w+ )?sent\w*")
_IS_GOOD_ENOUGH = re.compile(
    r"\bgood enough\b|\bready (?:for|to)\b|\b(?:can|could|may|should) (?:i|we) (?:deploy|use|ship|launch)\b"
)


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A summary that a decision can rest on has five sentences: what is predicted and from how many rows; which",
        "model was found, out of how many; which score to expect on new rows, as a range, and what guessing would",
        "score; how large the risk is that this is too good to be true; and what should happen next. Open a run, and",
        "I write it with its numbers.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    risk = "" if record.result is None else RISKS[record.result.overfitting.risk]
    if _IS_GOOD_ENOUGH.search(asked.tagged):
        _say_whether_good_enough(record, risk, draft)
        return
    if _is_short(asked) and leader(record) is not None:
        draft.say(what_was_done(record, draft), _who_leads(record, draft), _expect_and_risk(record, risk, draft))
        return
    draft.say(what_was_done(record, draft), what_was_found(record, draft))
    draft.say(what_to_expect(record, draft), risk)
    draft.say(f"What should happen next: {step_for_others(record, draft)}")


def _is_short(asked: Question) -> bool:
    """Whether three sentences or fewer are asked for."""
    if _IN_FEW.search(asked.tagged):
        return True
    wanted = asked.entities.values[:1]
    return _IN_NUM.search(asked.tagged) is not None and bool(wanted) and float(wanted[0]) <= FEW_SENTENCES


def _who_leads(record: RunRecord, draft: Draft) -> str:
    """Say in one sentence which trial leads with which score, how many are tied with it, and what is delivered."""
    first = leader(record)
    if first is None or first.validation_score is None:
        return what_was_found(record, draft)
    error = error_fact(record, first)
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    ties = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    said = (
        f"In front is {trial_named(draft, first)} ({family_title(record, first.family)}) with {record.metric.title} "
        f"{draft.measure(score_fact(record, first))}"
    )
    said += f" (standard error {draft.cite(error, 2)})" if error else ""
    said += f", with {draft.cite(ties)} others tied within the noise" if record.leaderboard else ""
    if record.result is None:
        return f"{said}; no model is delivered yet."
    if not is_blend(record):
        return f"{said}."
    count = EvidenceFact("trials that the delivered model averages", len(record.result.ensemble), href="result")
    return f"{said}, and the delivered model averages {draft.cite(count)} trials."


def _expect_and_risk(record: RunRecord, risk: str, draft: Draft) -> str:
    """Say in one sentence what to expect on new rows and how large the risk is that this is too good."""
    expected = what_to_expect(record, draft).rstrip(".")
    return f"{expected}; {risk[:1].lower()}{risk[1:]}" if risk else f"{expected}."


def _say_whether_good_enough(record: RunRecord, risk: str, draft: Draft) -> None:
    """Write what to hold the score against: guessing, the risk, what a mistake costs, and the test that is left."""
    draft.say(f"What it can do: {what_to_expect(record, draft)}", risk)
    draft.say(
        "**Good enough is what beats the way you decide today**, by more than the interval is wide, at what the two",
        "kinds of mistakes cost you; no score is good in itself. So score today's rule, or a simple model, on the same",
        "rows, and count the mistakes at the threshold that you would use.",
    )
    draft.say(f"Before it goes into use: {step_for_others(record, draft)}")


def what_was_done(record: RunRecord, draft: Draft) -> str:
    """Say what is predicted, from what, and how long the search took."""
    rows = EvidenceFact("rows with a known answer", record.data.n_rows_used, "rows", "data")
    trials = count_fact(record, "complete")
    return (
        f"We looked for a model that predicts {code(record.goal.target)} from {draft.measure(rows)} of the table "
        f"{code(record.data.name)}, and compared {draft.cite(trials)} candidates in "
        f"{draft.measure(elapsed_fact(record), 3)}."
    )


def what_was_found(record: RunRecord, draft: Draft) -> str:
    """Say which model is delivered, or leads so far."""
    first = leader(record)
    if first is None:
        return "No candidate has a score yet, so there is no model to speak of."
    title = family_title(record, first.family)
    if record.result is None:
        return f"So far {title} is ahead ({trial_named(draft, first)}); the run has not delivered a model."
    if is_blend(record):
        count = EvidenceFact("trials that the delivered model averages", len(record.result.ensemble), href="result")
        return f"The model that it delivers averages the predictions of {draft.cite(count)} of them, mostly {title}."
    return f"The best one, and the model that it delivers, is {title} ({trial_named(draft, first)})."


def what_to_expect(record: RunRecord, draft: Draft) -> str:
    """Say the score on new rows as a range, what guessing scores, and which way is better."""
    score = record.result.score if record.result else None
    corrected = honest_score.corrected_fact(record, score) if score else None
    ends = honest_score.interval_facts(record, score) if score else None
    first, floor = leader(record), baseline(record)
    better = "greater" if record.metric.greater_is_better else "smaller"
    if first is None or first.validation_score is None:
        return "What to expect on new rows cannot be told yet."
    guess = f"; guessing scores {draft.cite(score_fact(record, floor))}" if floor else ""
    if corrected is None:
        return (
            f"On rows held back it scores {record.metric.title} {draft.measure(score_fact(record, first))} "
            f"({better} is better){guess}; an honest range for new rows is not known."
        )
    likely = f" (likely {draft.cite(ends[0])} to {draft.cite(ends[1])})" if ends else ""
    return (
        f"On new rows expect {record.metric.title} {draft.measure(corrected)}{likely}, where {better} is better{guess}."
    )


def short(record: RunRecord, draft: Draft) -> tuple[str, str]:
    """Say the run in two plain sentences: the model, and how good it is."""
    return at_start(what_was_found(record, draft)), what_to_expect(record, draft)


SUMMARY = Kind(
    name="summary",
    cues=told_by(r"""
        70 \b(?:model|result|score|it|this)\b.*\bgood enough (?:to (?:use|
        ...deploy|ship|launch|go)|for (?:production|use|real))\b
        26 \bin (?:num|two|three|four|five|a few|one) (?:short |plain |
        ...simple )?sentences?\b.*\b(?:my|this|the) (?:model|run|result)
        26 \b(?:model|run|results?)\b.*\bin (?:num|two|three|four|five|a few|one) (?:short |plain |
        ...simple )?sentences?\b
        11 \b(?:slides?|slide text|email to|paste in|meeting with|for the (?:\w+ )?meeting|presentation|newsletter)\b
        11 \b(?:tell|for|to) the board\b|\btell me about (?:my|the|this) run\b|\b(?:good or bad|how good) overall\b
        10 \bone paragraph\b|\bceo\b|\bwhat came out\b|\bwhat else should i know about (?:this|my|the) run
        11 \bsummar(?:y|ize|ise|ies)|\btl ?dr\b|\bexecutive\b|\bwrap ?up\b|\boverview\b|\bin a nutshell|
        ...\bkey takeaways?
        11 \bfor (?:my |the |our )?(?:boss|manager|ceo|management|client|team|stakeholders?|board|executives?)\b
        10 \b(?:tell|explain|present|describe|show)\b.*\b(?:my|the|our) (?:boss|manager|ceo|client|team|stakeholders?)
        9 \bexplain (?:me )?(?:the |this |my |these )?(?:results?|run|outcome)\b|\bwhat (?:is|are|was|were) the
        ...(?: main| key| final)? (?:results?|outcome|findings)\b|\bwhat (?:did|have) (?:you|it|we) (?:find|found|
        ...learn)
        8 \bhow did (?:it|the run|my run|this run|the search) go\b|\bwhat happened (?:in|during) (?:the|my|
        ...this) (?:run|search)
        7 (?:^|\b(?:run|results?|this|everything|all|outcome) )in (?:num|five|three|two|a few|
        ...one) (?:short )?sentences?\b
        -5 \b(?:trials?|decisions?) (?:that )?failed|\breport\b
    """),
    examples=("summarize the run for my boss", "give me a summary in five sentences", "explain the result"),
    in_general=_in_general,
    in_run=_in_run,
)
