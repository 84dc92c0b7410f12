"""Sentences on the recorded verdict on overfitting: its parts, its reasons, and what would make it surer."""

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered, found
from assistant.evidence.gap import gap_fact
from assistant.evidence.trials import count_fact, error_fact, score_fact, train_fact
from assistant.markup import code, escaped
from assistant.naming import first_called, in_sentence, is_blend, trial_named
from assistant.topics.truth.finding_sentences import remedy, with_remedy
from models.record import Finding, Overfitting, RunRecord, Settling, Trial

_VERDICTS = {
    "low": "The risk that your model overfits is **low**.",
    "moderate": "The risk that your model overfits is **moderate**.",
    "high": "The risk that your model overfits is **high**.",
    "cannot_tell": "Whether your model overfits **cannot be told** from this run.",
}
_PARTS = {
    "optimism": "the price of choosing",
    "capacity": "a model too complex for its rows",
    "leakage": "a score that is not real",
    "evidence": "too little to go by",
}
_GRADES = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "cannot be told"}
_MOST_FINDINGS, _MOST_CHECKS = 3, 2


def say_verdict(record: RunRecord, draft: Draft) -> None:
    """Write the verdict, or that there is none yet."""
    draft.say(
        verdict_in_short(record) or "Your run has no verdict on overfitting yet: it is made once the run has finished."
    )


def say_reasons(record: RunRecord, draft: Draft) -> None:
    """Write the grades of the verdict's parts, and its reasons where there is more to say than that all is well."""
    if record.result is None:
        return
    verdict = record.result.overfitting
    whole = EvidenceFact("reason of the verdict on overfitting", None, href="overfitting")
    told = _told_with_the_scores(record)
    reasons = [reason for reason in verdict.because if reason != told] or verdict.because
    parts = [(words, getattr(verdict, name)) for name, words in _PARTS.items()]
    judged = {words: _GRADES[part.risk] for words, part in parts if part is not None}
    if judged and set(judged.values()) == {"low"}:
        draft.say(f"All that it is judged by is low: {', '.join(judged)}.")
        return
    if judged:
        draft.say(f"It is judged by: {'; '.join(f'{words}: **{grade}**' for words, grade in judged.items())}. Why:")
    draft.list([draft.quote(reason, whole, known_facts(record)) for reason in reasons])


def _told_with_the_scores(record: RunRecord) -> str | None:
    """Return the reason that the sentences on the correction say again."""
    optimism = answered(record, "selection_optimism")
    has_correction = record.result is not None and record.result.score.corrected is not None
    return optimism.sentence if optimism is not None and optimism.answer == "not_found" and has_correction else None


def verdict_in_short(record: RunRecord) -> str:
    """Return the verdict in one sentence; nothing before there is one."""
    return _VERDICTS[record.result.overfitting.risk] if record.result is not None else ""


def has_settling(record: RunRecord) -> bool:
    """Whether the verdict itself says what would settle it."""
    return record.result is not None and bool(record.result.overfitting.settled_by)


def known_facts(record: RunRecord) -> list[EvidenceFact]:
    """Return facts that the engine's own sentences may name."""
    facts = [
        EvidenceFact(fact.label, fact.value, fact.unit, f"findings/{finding.code}")
        for finding in record.findings
        for fact in finding.facts
    ]
    return [*facts, count_fact(record, "complete")]


def say_what_settles(record: RunRecord, draft: Draft) -> None:
    """Write what would make the verdict surer, the cheapest checks first, and what no check can know."""
    if record.result is None:
        return
    verdict = record.result.overfitting
    settling = _cheapest(verdict)
    if settling:
        draft.say("What would make this surer:")
        draft.list([_settling(one, draft) for one in settling])
    elif verdict.risk == "cannot_tell":
        draft.say("More rows, or the same folds repeated with other splits, would settle it.")
    if verdict.unchecked:
        whole = EvidenceFact("what no check can know", None, href="overfitting")
        said = (in_sentence(draft.quote(one, whole)).rstrip(".") for one in verdict.unchecked)
        draft.say(f"No check of the rows can know this: {'; '.join(said)}.")


def _cheapest(verdict: Overfitting) -> list[Settling]:
    """Return the checks with the fewest seconds, and what takes no machine time."""
    checks = sorted(
        (one for one in verdict.settled_by if one.check is not None),
        key=lambda one: (one.seconds is None, one.seconds or 0.0),
    )
    return [*checks[:_MOST_CHECKS], *(one for one in verdict.settled_by if one.check is None)]


def _settling(settling: Settling, draft: Draft) -> str:
    """Say what would help, and what it takes."""
    whole = EvidenceFact("what would settle the verdict", None, href="overfitting")
    said = draft.quote(settling.what, whole)
    if settling.check is not None:
        said += f" Ask for the check {code(settling.check)} ({code('plaintune check')})"
        if settling.seconds is None:
            return f"{said}."
        label = f"seconds that {settling.check} takes, predicted from the trials"
        said += f"; it takes about {draft.cite(EvidenceFact(label, settling.seconds, 's', 'overfitting'), 2)} s."
    return said


def say_scores(record: RunRecord, first: Trial, draft: Draft) -> None:
    """Write the score on rows seen and unseen, with its standard error, and the gap."""
    train, gap, error = train_fact(record, first), gap_fact(record, first), error_fact(record, first)
    draft.say(
        f"The {first_called(record)}, {trial_named(draft, first)}, scores",
        f"{record.metric.title} {draft.measure(score_fact(record, first))}",
        f"(standard error {draft.cite(error, 2)}) on rows that it was not fitted on"
        if error
        else "on rows that it was not fitted on",
        f"and {draft.measure(train)} on rows that it was fitted on."
        if train
        else "; its training score is not recorded.",
        f"The gap of {draft.cite(gap, 2)} is no verdict by itself." if gap else "",
    )


def say_correction(record: RunRecord, draft: Draft) -> None:
    """Write what is left of the score once choosing is paid for, and within what range it lies."""
    if record.result is None:
        return
    score = record.result.score
    delivered = honest_score.cross_validated_fact(record, score)
    corrected, optimism = honest_score.corrected_fact(record, score), honest_score.optimism_fact(record, score)
    if corrected is None or optimism is None:
        whole = EvidenceFact("why no corrected score can be told", None, href=honest_score.HREF)
        draft.say(f"A score corrected for choosing cannot be told: {draft.quote(score.because, whole)}.")
        return
    draft.say(
        f"Your model averages several trials, and scores {draft.measure(delivered)} on held-back rows."
        if is_blend(record)
        else "",
        f"On **new rows** expect {draft.measure(corrected)}{_interval(record, draft)}: corrected for the choice",
        f"among {draft.cite(count_fact(record, 'complete'))} complete trials,",
        f"which flatters by {draft.cite(optimism, 2)}."
        if optimism.value and float(optimism.value) > 0
        else "and no lower: what the luck of choosing takes off and what fitting on all rows adds cancel out here.",
    )


def _interval(record: RunRecord, draft: Draft) -> str:
    ends = honest_score.interval_facts(record, record.result.score) if record.result else None
    if ends is None:
        return ""
    low, high, level = ends
    return f" ({draft.cite(low)} to {draft.cite(high)} with a confidence of {draft.cite(level)} %)"


def say_findings(record: RunRecord, draft: Draft) -> None:
    """Write what the checks found; of what the verdict says already, only what to do about it."""
    said = record.result.overfitting.because if record.result is not None else ()
    hits = sorted(found(record), key=lambda finding: finding.sentence not in said)
    shown = [] if record.result is not None and record.result.overfitting.risk == "low" else hits[:_MOST_FINDINGS]
    lines = [
        _what_to_do(finding, draft) if finding.sentence in said else with_remedy(finding, draft) for finding in shown
    ]
    if lines:
        draft.say("What the checks found, and what to do:")
        draft.list(lines)
    left = len(hits) - len(lines)
    if left:
        fact = EvidenceFact("further findings", left, href="findings")
        draft.say(f"{'Further' if lines else 'Smaller'} findings: {draft.cite(fact)}; ask what the checks found.")


def _what_to_do(finding: Finding, draft: Draft) -> str:
    return f"**{escaped(finding.title)}**: {remedy(finding, draft)}"
