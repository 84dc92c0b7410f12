"""What the run knows beside an experiment on columns, folds, rows, trials or the technique, before it is made."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import unit_of
from assistant.markup import code
from assistant.topics.search.search_sentences import say_progress
from models.record import ColumnImportance, RunRecord, WhatIfOrder


def say_beside(record: RunRecord, order: WhatIfOrder, draft: Draft) -> None:
    """Write what is known already, and that the rest is not recorded."""
    if order.without_columns:
        _say_columns(record, order.without_columns, draft)
    elif order.folds is not None:
        draft.say(
            "Not recorded: all trials of your run share its folds. With more folds each model learns from more rows,",
            "which can lift the score a little by itself, and every trial costs more.",
        )
    elif order.rows_fraction is not None:
        _say_rows(record, draft)
    elif order.technique is not None:
        draft.say(
            "Not recorded: your run searched in one way only. Both ways begin with the baseline and tuned defaults, so",
            "the best of each may well be the same trial.",
        )
    else:
        say_progress(record, draft)
        draft.say(
            "Not recorded: what more trials find is seen by trying. The best of more looks better by choosing alone,",
            "so only a difference beyond chance counts. Letting the run go on keeps what they find, corrected for it.",
        )


def _say_columns(record: RunRecord, names: tuple[str, ...], draft: Draft) -> None:
    """Say what shuffling a column cost, where that was measured: near to leaving it out, and not the same."""
    draft.say("Not recorded: your run always had this column, so no trial tells what the score is without it.")
    if record.importances is None:
        return
    measured = record.importances.columns
    single = {one.columns[0]: one for one in measured.columns}
    for name in names[:2]:
        if name in single:
            draft.say(_shuffled(record, name, single[name], draft))
        group = next((one for one in measured.groups if name in one.columns), None)
        if group is not None and group.note:
            whole = EvidenceFact(f"columns that tell what {name} tells", None, href="importances")
            draft.say(draft.quote(group.note, whole))


def _shuffled(record: RunRecord, name: str, one: ColumnImportance, draft: Draft) -> str:
    label = f"how much worse {record.metric.title} gets when the values of {name} are dealt anew among the rows"
    drop = EvidenceFact(label, one.drop, unit_of(record), "importances")
    return (
        f"Dealing the values of {code(name)} anew among the rows costs {draft.measure(drop, 3)}. A model that is "
        "fitted without it can lose less, as other columns may stand in."
    )


def _say_rows(record: RunRecord, draft: Draft) -> None:
    curve = next((found for found in record.findings if found.code == "learning_curve"), None)
    if curve is None or curve.answer == "not_applicable":
        draft.say(
            "Not recorded: all trials of your run learned from the same rows. What half of them would cost tells",
            "whether more would help: a loss beyond chance says that the score still grows with rows.",
        )
        return
    whole = EvidenceFact("learning curve", curve.value, href="findings/learning_curve")
    draft.say(draft.quote(curve.sentence, whole))
