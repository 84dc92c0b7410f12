"""Sentences on leakage in a run: which column, copy or relative gives the answer away, or that none does."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import LEAKS, answered, fact_named, found, limit_of, not_answered, number_of
from assistant.evidence.trials import leader, score_fact, seconds_fact
from assistant.markup import code, escaped
from assistant.naming import first_called, trial_named
from assistant.topics.kinds_of_question import text
from assistant.topics.truth.finding_sentences import measured, remedy, with_remedy
from models.record import Finding, RunRecord

_SCREENED = ("knows_the_answer", "missing_knows_the_answer", "identifier_feature")
"""Findings that look at one column each."""


_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")

GIST_OF_RELATIVES = text(
    "Keep all rows of one person (patient, customer, machine) in one fold: group k-fold on the id. Folds by single",
    "rows leak here, since each person would be known already; with group folds the score usually drops, and becomes",
    "that for **new** persons. The id itself must not be a feature: the model would learn who it is.",
)
DETAIL_OF_RELATIVES = text(
    "In this service, name the column as the group in the goal. If new rows will come from the same persons, plain",
    "folds answer your question after all. Where rows follow each other in time, use folds in time order as well.",
)


def say_leaks(record: RunRecord, draft: Draft) -> None:
    """Write whether there is a sign of leakage, with the column, the number and the limit of each check."""
    if not any(answered(record, name) for name in LEAKS):
        _say_not_looked(record, draft)
        return
    hits = found(record, LEAKS)
    if hits:
        draft.say("Your run found signs that its score may not be a real one:")
        draft.list([with_remedy(finding, draft) for finding in hits])
    elif answered(record, "knows_the_answer"):
        draft.say("Your run found **no sign of leakage**, as far as rows can tell:")
    else:
        draft.say("Whether a single column knows the answer was not told in your run. What else was looked for:")
    others = _others(record)
    if hits and others:
        draft.say("Looked for as well, and not found:")
    draft.list([_cleared(finding, draft) for finding in others])


def say_column(record: RunRecord, draft: Draft) -> None:
    """Write which column tells most by itself, and whether that is too much."""
    finding = answered(record, "knows_the_answer")
    column = fact_named(finding, "column") if finding is not None else None
    limit = limit_of(finding) if finding is not None else None
    if finding is None or column is None or limit is None:
        return
    verdict = "That is beyond the limit of" if finding.answer == "found" else "No column is beyond the limit, which is"
    draft.say(
        f"The column that tells most by itself is {draft.cite(column)}: alone it reaches a score of",
        f"{draft.cite(number_of(finding), 3)}.",
        f"{verdict} {draft.cite(limit)}.",
        remedy(finding, draft) if finding.answer == "found" else "",
    )


def say_missing_columns(words: str, record: RunRecord, draft: Draft) -> None:
    """Write that a column, which a question names by a word with an underscore, is not in the table."""
    known = {column.name.lower() for column in record.data.columns}
    missing = [word for word in dict.fromkeys(words.split()) if _NAME.fullmatch(word) and word not in known]
    if missing:
        draft.say(f"The table of your run has no column {code(missing[0])}, so its screen of columns could not see it.")


def say_duplicates(record: RunRecord, draft: Draft) -> None:
    """Write how many rows have a copy on the other side of a fold, and what the score is without them."""
    finding = answered(record, "duplicates")
    if finding is None:
        _say_not_looked(record, draft)
        return
    limit = limit_of(finding)
    verdict = "That is beyond the limit" if finding.answer == "found" else "That is within the limit"
    draft.say(
        f"In your run: {measured(finding, draft)}",
        f"{verdict} (a share of {draft.cite(limit)} of copies)." if limit else "",
        remedy(finding, draft) if finding.answer == "found" else "",
    )
    draft.say(
        "The service drops no copies by itself,",
        "so run again without them to see what they do."
        if finding.answer == "found"
        else "and with so few of them a run without would hardly score differently.",
    )
    conflicts = answered(record, "label_conflicts")
    draft.say(measured(conflicts, draft) if conflicts is not None else "")


def say_relatives(record: RunRecord, draft: Draft) -> None:
    """Write how groups were kept together, and whether relatives tell each other's answers."""
    group, plan = record.goal.group, record.folds
    if group is not None:
        draft.say(f"In your run the rows of one {code(group)} stay in one fold, and it is no feature of the model.")
    elif plan is not None:
        draft.say(
            "In your run no column was named as the group, so rows of one person may stand on both sides of a fold."
        )
    finding = answered(record, "group_leakage")
    if finding is not None:
        draft.say(measured(finding, draft), remedy(finding, draft) if finding.answer == "found" else "")
    elif group is None:
        draft.say("Whether relatives help each other cannot be told from it: no column looks like a name of groups.")


def say_score(record: RunRecord, draft: Draft) -> None:
    """Write the score that is in doubt."""
    first = leader(record)
    if first is not None and first.validation_score is not None:
        draft.say(
            f"In your run the {first_called(record)} ({trial_named(draft, first)}) scores {record.metric.title}",
            f"{draft.measure(score_fact(record, first))} on held-back rows.",
        )


def say_price_of_leaving_out(record: RunRecord, draft: Draft) -> None:
    """Write what would settle a suspicion: the same trial without the column, and what that takes."""
    first = leader(record)
    if first is not None:
        draft.say(
            "What would settle a suspicion: the same trial on the same folds without that column, about",
            f"{draft.measure(seconds_fact(first), 2)} of work, as it took the first time.",
        )


def say_unchecked(record: RunRecord, draft: Draft) -> None:
    """Write what no check of rows can know."""
    open_questions = record.result.overfitting.unchecked if record.result is not None else ()
    if open_questions:
        whole = EvidenceFact("what no check can know", None, href="overfitting")
        draft.say("No check of the rows can know this:", *(draft.quote(one, whole) for one in open_questions))
    else:
        draft.say("No check can know whether a column will be known before the answer is: only you can.")


def _others(record: RunRecord) -> list[Finding]:
    """Return the checks that found nothing, those of single columns first."""
    told = [answered(record, name) for name in dict.fromkeys((*_SCREENED, *LEAKS))]
    return [finding for finding in told if finding is not None and finding.answer == "not_found"][:4]


def _cleared(finding: Finding, draft: Draft) -> str:
    limit = limit_of(finding)
    return f"{escaped(finding.title)}: {measured(finding, draft)}" + (f" (limit: {draft.cite(limit)})" if limit else "")


def _say_not_looked(record: RunRecord, draft: Draft) -> None:
    unanswered = not_answered(record, LEAKS)
    if unanswered:
        draft.say("Whether your run leaks cannot be told:")
        draft.list([f"{escaped(finding.title)}: {measured(finding, draft)}" for finding in unanswered[:3]])
    elif record.result is None:
        draft.say("Your run has not been checked for leakage yet: that is done once the winner is chosen.")
    else:
        draft.say(
            "Whether your run leaks is not recorded. The cheapest test: leave out the column that you suspect, and run",
            "again; if the score hardly falls, it was not the cause.",
        )
