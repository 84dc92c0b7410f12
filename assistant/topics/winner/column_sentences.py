"""Sentences on what the columns of a run are worth: all of them, one by name, and those that stand in for others."""

from collections.abc import Sequence

from assistant.charts.partial_dependence import finding_of
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.importances import (
    HREF,
    columns_of,
    drop_fact,
    groups_with,
    interval_facts,
    is_beyond_noise,
    level_fact,
    rank_of,
    ranking,
)
from assistant.markup import code
from models.record import ColumnAccount, ColumnImportance, ColumnImportances, RunRecord

SHOWN, FEW, MOST_GROUPS, MOST_NAMED, MOST_DIRECTIONS = 5, 10, 2, 4, 2
MAYBE_NOTHING = ", which may be nothing"
_ROLES = {
    "target": "it is what the model predicts",
    "ignored": "the goal leaves it out",
    "group": "it names the groups that folds keep together",
    "time": "it gives the order of the rows",
    "weight": "it weighs the rows",
}


def say_ranking(record: RunRecord, draft: Draft) -> None:
    """Write the most important columns with their intervals, and the groups that stand in for each other."""
    told = columns_of(record)
    if told is None:
        say_not_measured(record, draft)
        return
    count = EvidenceFact("columns whose importance was measured", len(told.columns), href=HREF)
    draft.say(
        f"Of {draft.cite(count)} columns that were measured, these matter most in your run (how much worse",
        f"{record.metric.title} gets on held-back rows when the column is shuffled, with an interval of",
        f"{draft.cite(level_fact(told))} %):",
    )
    shown = len(told.columns) if len(told.columns) <= FEW else SHOWN
    draft.list([_worth(record, one, draft) for one in ranking(told)[:shown]])
    say_groups(told.groups[:MOST_GROUPS], draft)


def say_columns_named(names: Sequence[str], record: RunRecord, draft: Draft) -> bool:
    """Write what the named columns are worth, or why they were not measured; return whether any is in the table."""
    accounts = [column for column in record.data.columns if column.name in set(names)]
    for account in accounts[:2]:
        _say_one(account, record, draft)
    told = columns_of(record)
    if accounts and told is not None:
        say_groups(groups_with(told, names)[:MOST_GROUPS], draft)
    return bool(accounts)


def _say_one(account: ColumnAccount, record: RunRecord, draft: Draft) -> None:
    told = columns_of(record)
    placed = rank_of(told, account.name) if told is not None else None
    if told is None or placed is None:
        draft.say(f"The importance of {code(account.name)} is not recorded: {_why_not(account, record, draft)}")
        return
    place, one = placed
    ends = interval_facts(record, one)
    rank = EvidenceFact(f"place of {account.name} by importance", place, href=HREF)
    count = EvidenceFact("columns whose importance was measured", len(told.columns), href=HREF)
    if one.drop <= 0:
        draft.say(
            f"{code(account.name)} takes place {draft.cite(rank)} of {draft.cite(count)}: without what it tells,",
            f"{record.metric.title} gets no worse on held-back rows (its importance is",
            f"{draft.measure(drop_fact(record, one), 2)}, {draft.cite(ends[0], 2)} to {draft.cite(ends[1], 2)}):",
            "that cannot be told from none at all.",
        )
        return
    draft.say(
        f"{code(account.name)} takes place {draft.cite(rank)} of {draft.cite(count)}: without what it tells,",
        f"{record.metric.title} gets worse by {draft.measure(drop_fact(record, one), 2)} on held-back rows",
        f"({draft.cite(ends[0], 2)} to {draft.cite(ends[1], 2)}).",
        "" if is_beyond_noise(one) else "That cannot be told from no importance at all.",
    )


def _why_not(account: ColumnAccount, record: RunRecord, draft: Draft) -> str:
    if account.role in _ROLES:
        return f"it is no feature, since {_ROLES[account.role]}."
    if not account.is_used:
        whole = EvidenceFact(f"note on the column {account.name}", None, href="data")
        notes = " ".join(draft.quote(note, whole) for note in account.notes[:2])
        return f"the models do not use it. {notes}".strip()
    told = record.importances.columns if record.importances is not None else None
    if told is not None and account.name in told.left_out:
        return "it was left out of the measurement, as a column that goes little with the target or for want of time."
    return why_nothing(record, draft)


def say_not_measured(record: RunRecord, draft: Draft) -> None:
    """Write why no importance is recorded."""
    used = sum(column.is_used and column.role == "feature" for column in record.data.columns)
    count = EvidenceFact("columns that the models of the run use", used, href="data")
    draft.say(
        f"Which of the {draft.cite(count)} columns that your run uses matter cannot be told:",
        why_nothing(record, draft),
    )


def why_nothing(record: RunRecord, draft: Draft) -> str:
    """Return why a run has no importances of its columns."""
    if record.result is None:
        return "it is measured once the winner is chosen, at the end of a run."
    if record.importances is None:
        return "its record holds no importances. A new run of the same table measures them at its end."
    because = record.importances.columns.because
    whole = EvidenceFact("why no importance was measured", None, href=HREF)
    said = draft.quote(because, whole) if because else "nothing was measured."
    return f"{said} A run with more time measures it."


def _worth(record: RunRecord, one: ColumnImportance, draft: Draft) -> str:
    low, high = interval_facts(record, one)
    names = ", ".join(code(name) for name in one.columns[:MOST_NAMED])
    together = " and more" if len(one.columns) > MOST_NAMED else ""
    together += " together" if len(one.columns) > 1 else ""
    said = f"{names}{together}: {draft.cite(drop_fact(record, one), 2)}"
    said += f" ({draft.cite(low, 2)} to {draft.cite(high, 2)})"
    return said if is_beyond_noise(one) else f"{said}{MAYBE_NOTHING}"


def say_groups(groups: Sequence[ColumnImportance], draft: Draft) -> None:
    """Write which columns stand in for each other: what one is worth alone says little."""
    for group in groups:
        whole = EvidenceFact(f"columns that tell nearly the same: {', '.join(group.columns)}", None, href=HREF)
        known = [EvidenceFact("importance of the columns together", group.drop, "", HREF)]
        draft.say(draft.quote(group.note, whole, known))


def say_dispensable(record: RunRecord, draft: Draft) -> None:
    """Write which columns could not be told from useless ones, and how to make sure."""
    told = columns_of(record)
    if told is None:
        say_not_measured(record, draft)
        return
    idle = [one for one in told.columns if not is_beyond_noise(one)]
    if not idle:
        draft.say("In your run every measured column is worth more than noise: none can go without a loss.")
        return
    named = "; ".join(_worth(record, one, draft).removesuffix(MAYBE_NOTHING) for one in idle[:MOST_NAMED])
    count = EvidenceFact("columns whose interval of importance includes zero", len(idle), href=HREF)
    draft.say(
        f"In your run {draft.cite(count)} columns cannot be told from useless ones: {named}"
        f"{' and more' if len(idle) > MOST_NAMED else ''}. Leave them out one after the other: where two stand in for",
        "each other, each alone looks useless. To have it measured, ask *What if I leave out the column",
        f"{code(idle[0].columns[0])}?*, and I offer that run.",
    )
    say_groups(told.groups[:MOST_GROUPS], draft)


def say_without_the_first(record: RunRecord, draft: Draft) -> None:
    """Write which column matters most and by how much, and how to have it measured what is lost without it."""
    told = columns_of(record)
    found = ranking(told)[:1] if told is not None else ()
    if not found:
        say_not_measured(record, draft)
        return
    name = code(found[0].columns[0])
    draft.say(
        f"In your run that is {_worth(record, found[0], draft)}: so much worse does the fitted model get when its",
        "values are shuffled. What a model without it would reach is not recorded; ask",
        f"*What if I leave out the column {name}?* and I offer that run, on the same folds.",
    )


def say_left_out(record: RunRecord, draft: Draft) -> None:
    """Write which columns the models did not see, and why; or that they saw all."""
    left = [one for one in record.data.columns if not one.is_used and one.role in ("feature", "ignored")]
    if not left:
        draft.say("No column was dropped: the models see every column but the target.")
        return
    count = EvidenceFact("columns that the models do not see", len(left), href="data")
    draft.say(f"Dropped before any fit were {draft.cite(count)} of your columns:")
    draft.list([f"{code(one.name)}: {_why_not(one, record, draft)}" for one in left[:SHOWN]])


def say_directions(names: Sequence[str], record: RunRecord, draft: Draft) -> None:
    """Write where the average prediction goes with the named columns, or with those that matter most."""
    told = record.partial_dependence
    columns = told.columns if told is not None else ()
    wanted = [one for one in columns if one.column in set(names)] if names else columns
    for one in wanted[:MOST_DIRECTIONS]:
        sentence, facts = finding_of(record, one)
        whole = EvidenceFact(
            f"average prediction over the values of {one.column}", None, href="charts/partial_dependence"
        )
        draft.say(draft.quote(sentence, whole, facts))
    if wanted:
        draft.say("That is an average over all rows and how the model goes, not what causes what.")
    else:
        which = " and ".join(code(name) for name in names[:MOST_NAMED]) or "a column"
        draft.say(f"In which direction {which} moves the predictions is not recorded in your run.")


def say_count(record: RunRecord, draft: Draft) -> None:
    """Write how many columns the models use, and how many are worth more than noise."""
    told = columns_of(record)
    if told is None:
        say_not_measured(record, draft)
        return
    used = sum(column.is_used and column.role == "feature" for column in record.data.columns)
    count = EvidenceFact("columns that the models of the run use", used, href="data")
    worth = [one for one in told.columns if is_beyond_noise(one)]
    beyond = EvidenceFact("columns whose importance lies above noise", len(worth), href=HREF)
    named = ", ".join(code(one.columns[0]) for one in worth[:MOST_NAMED])
    draft.say(
        f"Your run gives its models {draft.cite(count)} columns, and {draft.cite(beyond)} of them are worth more than",
        f"noise to what it delivers{f': {named}' if named else ''}{' and more' if len(worth) > MOST_NAMED else ''}.",
    )


def say_order(record: RunRecord, draft: Draft) -> None:
    """Write whether the first column is surely before the second: whether their intervals overlap."""
    told = columns_of(record)
    found = ranking(told)[:2] if told is not None else ()
    if len(found) < 2:
        say_not_measured(record, draft)
        return
    first, second = found
    is_sure = first.low > second.high
    draft.say(
        "The first place is sure in your run: the intervals of the first two do not overlap:"
        if is_sure
        else "Which of the first two is ahead is not sure in your run, since their intervals overlap:"
    )
    draft.list([_worth(record, one, draft) for one in found])


def say_how_measured(told: ColumnImportances, draft: Draft) -> None:
    """Write how the importances were measured."""
    whole = EvidenceFact("how the importances were measured", None, href=HREF)
    draft.say(f"How it was measured: {draft.quote(told.because, whole)}")
