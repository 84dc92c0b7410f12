"""One sentence on two trials: how far one is ahead, and whether chance alone could put it there."""

from assistant.draft import Draft
from assistant.evidence.literature import PAIRED_TEST
from assistant.evidence.paired import PairedDifference, difference_error_fact, difference_fact
from assistant.evidence.rivals import Rival
from models.record import RunRecord


def verdict_sentence(record: RunRecord, rival: Rival, draft: Draft) -> str:
    """Say the difference over the same folds, its corrected error, and whether the two are tied."""
    difference = rival.difference
    if difference is None:
        return f"Their folds cannot be paired, so {_verdict(rival)}."
    if difference.standard_error == 0 and difference.mean == 0:
        return "On every fold the two score the same."
    size = draft.measure(difference_fact(record, difference), 2)
    error = draft.cite(difference_error_fact(record, difference), 2)
    corrected = draft.refer(PAIRED_TEST, "corrected")
    return (
        f"Over the same folds it is {size} {_direction(difference)} on average, with a {corrected} standard error of "
        f"{error}: {_verdict(rival)}."
    )


def _direction(difference: PairedDifference) -> str:
    return "ahead" if difference.mean >= 0 else "behind"


def _verdict(rival: Rival) -> str:
    if rival.is_tied is None:
        return "whether the difference is real cannot be told"
    return "a tie, since chance alone could give this" if rival.is_tied else "more than chance would give"
