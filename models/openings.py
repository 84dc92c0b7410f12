"""How often labeled rows were opened: a score that was looked at before flatters whatever was chosen by the look."""

from dataclasses import replace

from models.record import RunRecord, TrueScore

_BEGINNING = "These rows were opened before"


def next_opening(record: RunRecord, table_hash: str) -> int:
    """Return which opening of these rows comes next, as far as a record knows; 1 for rows never opened."""
    known = (record.test, *record.evaluations)
    return 1 + max((score.opening for score in known if score is not None and score.hash == table_hash), default=0)


def opened_before(number: int) -> tuple[str, ...]:
    """Return the warning that an opening needs; none for the first.

    Examples
    --------
    >>> opened_before(1)
    ()
    >>> opened_before(2)[0][:61]
    'These rows were opened before; this is opening 2. If anything'
    """
    if number == 1:
        return ()
    said = f"{_BEGINNING}; this is opening {number}. If anything was chosen by an earlier look"
    return (f"{said}, such as which model to keep, this score flatters.",)


def as_opening(score: TrueScore, number: int) -> TrueScore:
    """Return a true score as that of another opening: somebody else may have opened the rows in the meantime."""
    others = tuple(warning for warning in score.warnings if not warning.startswith(_BEGINNING))
    return replace(score, opening=number, warnings=(*opened_before(number), *others))
