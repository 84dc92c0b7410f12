"""Precision, recall and F1 of what a run delivers: at which threshold, on which rows, with the counts behind them."""

from assistant.draft import Draft
from assistant.evidence.diagnostics import CONFUSION, binary, confusion, rates_of, rows_fact
from assistant.evidence.fact import EvidenceFact
from assistant.markup import code
from assistant.topics.winner.counterfactual_sentences import metric_sentence
from assistant.topics.winner.diagnostic_sentences import rates_sentence, threshold_sentence
from assistant.understanding.question import Question
from models.record import RunRecord


def say_rates(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write precision, recall and F1 of the delivered model, at which threshold, on which rows, with the counts."""
    told, rows = binary(record), rows_fact(record)
    rates = rates_sentence(record, draft)
    if not rates or rows is None:
        draft.say("Precision and recall are not recorded in your run; labeled rows would tell.")
        draft.say(metric_sentence(record, "f1", draft))
        return
    draft.say(rates, _f1_sentence(record, draft))
    draft.say(
        f"That is counted on out-of-fold predictions ({draft.measure(rows)}, each by models that had not seen it).",
        _counts_sentence(record, draft),
        threshold_sentence(record, draft),
    )
    if told is not None:
        draft.say(
            "All three move with the threshold, so compare models each at its own, or by a score that needs none."
        )


def _f1_sentence(record: RunRecord, draft: Draft) -> str:
    """Say what F1 follows from precision and recall of the positive class."""
    told = binary(record)
    rates = None if told is None else rates_of(record, told.positive_class)
    if rates is None or not rates.recall or not rates.precision:
        return ""
    value = 2 * rates.recall * rates.precision / (rates.recall + rates.precision)
    fact = EvidenceFact("F1 of the delivered model, out of fold", round(value, 4), "", CONFUSION)
    return f"Its F1, which both make up, is {draft.cite(fact)}."


def _counts_sentence(record: RunRecord, draft: Draft) -> str:
    """Say how many rows of each of two classes are taken for which."""
    told = confusion(record)
    if told is None or len(told.classes) != len(told.counts) or len(told.classes) != 2:
        return ""
    parts = []
    for true, row in zip(told.classes, told.counts, strict=True):
        name = EvidenceFact("class", true, "", CONFUSION)
        cells = [
            (EvidenceFact(f"rows of {true} taken for {other}", count, "rows", CONFUSION), other)
            for other, count in zip(told.classes, row, strict=True)
        ]
        said = " and ".join(f"{draft.cite(fact)} for {code(other)}" for fact, other in cells)
        parts.append(f"of {draft.cite(name)}, {said}")
    return f"Rows are taken as follows: {'; '.join(parts)}."
