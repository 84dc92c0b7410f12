"""Sentences on true scores: what the delivered model reached on rows that the run never saw."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.table_size import rows_fact as used_fact
from assistant.evidence.true_scores import (
    address_of,
    interval_facts,
    opened,
    promised_fact,
    rows_fact,
    score_fact,
)
from assistant.markup import code
from models.record import RunRecord, TrueScore

_PLACES = {
    "inside": "inside the promised range",
    "better": "better than the promised range",
    "worse": "worse than the promised range",
    "cannot_tell": "with nothing promised to compare it with",
}


def say_true_scores(record: RunRecord, draft: Draft, most: int = 2) -> bool:
    """Write true scores beside what was promised, that of the test table first; return whether there is one."""
    known = opened(record)
    for true in known[:most]:
        draft.say(true_score_sentence(record, true, draft))
    return bool(known)


def true_score_sentence(record: RunRecord, true: TrueScore, draft: Draft) -> str:
    """Say one true score with its interval, and where it lies."""
    score, ends, promised = score_fact(record, true), interval_facts(record, true), promised_fact(record, true)
    where = "On the locked test table" if true is record.test else f"On {code(true.table)}, scored later"
    if score is None:
        whole = EvidenceFact("true score", None, href=address_of(record, true))
        return f"{where}: {draft.quote(true.sentence, whole)}"
    said = f"{where} ({draft.measure(rows_fact(record, true))} that the run never saw) the model reaches "
    said += f"{record.metric.title} {draft.measure(score)}"
    said += f", likely {draft.cite(ends[0])} to {draft.cite(ends[1])}" if ends else ""
    said += f": {_PLACES[true.answer]}"
    said += f" around {draft.cite(promised)}." if promised and true.answer != "cannot_tell" else "."
    return said + _again(record, true, draft)


def _again(record: RunRecord, true: TrueScore, draft: Draft) -> str:
    """Say so where the rows were opened before, or were partly trained on."""
    said = ""
    if true.opening > 1:
        fact = EvidenceFact("how often these rows were opened", true.opening, "", address_of(record, true))
        said += f" It is opening number {draft.cite(fact)} of these rows: if anything was chosen by them, it flatters."
    if true.n_seen:
        seen = EvidenceFact("of these rows, in the training table too", true.n_seen, "rows", address_of(record, true))
        said += f" Of them, {draft.cite(seen)} also stand in the training table."
    return said


def say_whether_held_out(record: RunRecord, draft: Draft) -> None:
    """Say whether a test table was locked away, and on how many rows the folds decided."""
    rows = draft.measure(used_fact(record))
    if record.test is None and record.result is None:
        draft.say(
            f"Your run is not at its end, and has no score on a locked test table yet; its folds are cut from {rows}."
        )
        return
    if record.test is None:
        draft.say(
            f"No test table was locked away in your run: the folds are cut from all {rows}, and they alone decided the",
            f"choice. An untouched table is the surest check: score one, once, with {code('plaintune evaluate')}.",
        )
        return
    draft.say(
        f"A test table of {draft.measure(rows_fact(record, record.test))} was locked away in your run: it had no part",
        f"in any fit or choice; the folds are cut from the other {rows}.",
        true_score_sentence(record, record.test, draft),
    )


def say_how_to_settle(draft: Draft) -> None:
    """Say which rows would settle whether the promise holds."""
    draft.say(
        "No labeled rows from outside of the run were scored. Such rows are the surest judge: score them with",
        f"{code('plaintune evaluate')}, once, after all choices are made.",
    )
