"""What overfitting is, whether this run overfits, and how that is known."""

from assistant.charts import folds_chart
from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import gap_fact
from assistant.evidence.literature import FORESTS, OVERTUNED_RUNS, SELECTION_OVERFITS
from assistant.evidence.trials import completed, count_fact, leader, score_fact, train_fact
from assistant.markup import code, escaped
from assistant.naming import first_called, is_blend, trial_named
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import Finding, RunRecord, Settling, Trial

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


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "**Overfitting** means that a model has learned the noise of its training rows, so that it predicts new rows",
        "worse than a simpler one would. Hyperparameters that allow too much freedom (deep trees, tiny leaves, weak",
        "penalties, too many boosting rounds) make it likely.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "A better score on training rows than on held-back rows is no proof by itself:",
        f"{draft.refer(FORESTS, 'a random forest')} scores nearly perfectly on its own training rows by the way it",
        "is built, and may still be the best model. What counts is the score on rows that were held back.",
        "Cross-validation measures overfitting, it does not prevent it. And the choice among many configurations",
        f"{draft.refer(SELECTION_OVERFITS, 'can overfit too')}: in about {draft.cite(OVERTUNED_RUNS)} % of tuning",
        "runs of a study, the chosen configuration did worse on new rows than the default or the first one tried.",
    )
    draft.say("What to do when a model overfits, keeping a change only if the held-back score improves:")
    draft.list(
        [
            "limit the freedom: shallower trees, larger leaves, a stronger penalty, early stopping",
            "get more rows, or drop columns that carry no signal",
            "keep related rows (one person, one day) in the same fold, and in time order where time matters",
            "try fewer configurations, or repeat the folds, when the table is small",
        ]
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if record.result is not None:
        _say_verdict(record, draft)
    else:
        draft.say("Your run has no verdict on overfitting yet: it is made once the run has finished.")
    if first is not None and first.validation_score is not None:
        _say_scores(record, first, draft)
        draft.show(folds_chart(record, first))
    _say_correction(record, draft)
    _say_findings([finding for finding in record.findings if finding.answer == "found"], draft)


def _say_verdict(record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        return
    verdict = record.result.overfitting
    draft.say(_VERDICTS[verdict.risk])
    whole = EvidenceFact("reason of the verdict on overfitting", None, href="overfitting")
    draft.list([draft.quote(reason, whole, _known(record)) for reason in verdict.because])
    parts = [(words, getattr(verdict, name)) for name, words in _PARTS.items()]
    judged = [f"{words}: **{_GRADES[part.risk]}**" for words, part in parts if part is not None]
    if judged:
        draft.say(f"It is judged in four parts ({'; '.join(judged)}).")
    if verdict.settled_by:
        draft.say("What would make this surer:")
        draft.list([_settling(settling, draft) for settling in verdict.settled_by])
    elif verdict.risk == "cannot_tell":
        draft.say("More rows, or the same folds repeated with other splits, would settle it.")
    if verdict.unchecked:
        whole = EvidenceFact("what no check can know", None, href="overfitting")
        draft.say("No check of the rows can know this:")
        draft.list([draft.quote(open_question, whole) for open_question in verdict.unchecked])


def _settling(settling: Settling, draft: Draft) -> str:
    """Say what would help, and what it takes."""
    whole = EvidenceFact("what would settle the verdict", None, href="overfitting")
    said = draft.quote(settling.what, whole)
    if settling.check is not None:
        said += f" Ask for the check {code(settling.check)}"
        if settling.seconds is None:
            return f"{said}."
        label = f"seconds that {settling.check} takes, predicted from the trials"
        said += f"; it takes about {draft.cite(EvidenceFact(label, settling.seconds, 's', 'overfitting'), 2)} s."
    return said


def _known(record: RunRecord) -> list[EvidenceFact]:
    """Facts that the engine's own sentences may name."""
    facts = [
        EvidenceFact(fact.label, fact.value, fact.unit, f"findings/{finding.code}")
        for finding in record.findings
        for fact in finding.facts
    ]
    return [*facts, count_fact(record, "complete")]


def _say_scores(record: RunRecord, first: Trial, draft: Draft) -> None:
    train, gap = train_fact(record, first), gap_fact(record, first)
    draft.say(
        f"The {first_called(record)}, {trial_named(draft, first)}, scores",
        f"{record.metric.title} {draft.measure(score_fact(record, first))} on rows that it was not fitted on",
        f"and {draft.measure(train)} on rows that it was fitted on."
        if train
        else "; its training score is not recorded.",
        f"The gap of {draft.cite(gap, 2)} is no verdict by itself." if gap else "",
    )


def _say_correction(record: RunRecord, draft: Draft) -> None:
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
        f"It was chosen from {draft.cite(count_fact(record, 'complete'))} complete trials. Corrected for",
        f"that choice, expect {draft.measure(corrected)} on new rows: the cross-validated score flatters by",
        f"{draft.cite(optimism, 2)}." if optimism.value and float(optimism.value) > 0 else "no measurable amount.",
        _interval(record, draft),
    )


def _interval(record: RunRecord, draft: Draft) -> str:
    ends = honest_score.interval_facts(record, record.result.score) if record.result else None
    if ends is None:
        return ""
    low, high, level = ends
    return f"With a confidence of {draft.cite(level)} % it lies between {draft.cite(low)} and {draft.cite(high)}."


def _say_findings(found: list[Finding], draft: Draft) -> None:
    if not found:
        return
    draft.say("What the checks found:")
    draft.list([_finding(finding, draft) for finding in found])


def _finding(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    whole = EvidenceFact(f"finding: {finding.title}", finding.value, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    known += [whole] if finding.value is not None else []
    return f"**{escaped(finding.title)}**: {draft.quote(f'{finding.sentence} {finding.remedy}', whole, known)}"


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


OVERFITTING = Topic(
    name="overfitting",
    cues=cues(r"""
        9 \bnum\b.*\btrain\w*\b.*\bnum\b.*\b(?:test|validation)|\b(?:test|validation)\b.*\bnum\b.*\btrain\w*
        ...\b.*\bnum\b
        6 \boverfit
        9 \boverfit\w* or underfit|underfit\w* or overfit
        5 \bmemorize|learn(?:s|ed|ing|t)? (?:the |my )?(?:noise|data by heart|rows by heart)|by heart
        5 \b(?:generalize|work|hold up|perform)\b.*\b(?:new|unseen|other|fresh|real) (?:data|rows|customers|cases
        ...|people|examples)
        9 train\w*\b.*\bnum\b.*\b(?:test|validation)\b.*\bnum\b
        10 (?:good|great|well|perfect|high)\b.*\btrain\w*\b.*\b(?:fails?|bad|worse|poor|terrible|useless|drops?)\b
    """),
    examples=(
        "does my model overfit",
        "what is overfitting",
        "how can i tell if it is overfitting",
        "how to stop overfitting",
        "is the model just memorizing the data",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What is overfitting, and what do hyperparameters have to do with it?",
    run_invitation="Does my model overfit?",
    leads_to=("train_test_gap", "regularization", "cross_validation"),
    suits=_has_scores,
)
