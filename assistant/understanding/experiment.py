"""Which experiment a question asks for: read from what it names, in the words of the run."""

import re
from collections.abc import Mapping

from assistant.evidence.trials import BASELINES, leader
from assistant.understanding.other_values import Wish, read_values
from assistant.understanding.question import Question
from models.record import RunRecord, WhatIfOrder

USUAL_MORE_TRIALS = 20
MOST_FOLDS, LEAST_FRACTION = 20, 0.01

_TECHNIQUES: Mapping[str, str] = {
    "grid": r"\bgrid(?:[ -]?search(?:cv)?)?\b",
    "random": r"\brandom(?:i[sz]ed)?[ -]?search(?:cv)?\b|\brandom(?:ly)? (?:draws|trials|tries|sampling)\b",
    "gp": r"\bgaussian process(?:es)?\b|\bgp\b",
    "tpe": r"\btpe\b|\bbayes\w*|\boptuna\b",
    "hyperband": r"\bhyperband\b|\bsuccessive halving\b|\basha\b",
    "gradient": r"\bgradient[ -]based\b|\bhypergradients?\b",
}
_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_ROWS = r"(?:rows?|data|samples?|examples?|observations?|records?|customers?|dataset|table)"
_WITHOUT = re.compile(
    r"\b(?:without|drop(?:ped|ping)?|remov(?:e|ed|ing)|left out|leave out|leaving out|exclud(?:e|ed|ing)|"
    r"ignor(?:e|ed|ing)|delete[d]?|throw(?:n)? (?:out|away)|take (?:out|away)|took out|not (?:have|had|use|used)|"
    r"get rid of|had no|not there|less the|minus)\b|\bno (?:the )?column:"
)
_FOLDS = re.compile(
    r"\bnum (?:times )?(?:k )?folds?\b|\bfolds? (?:to|were|was|of|at|is|=)? ?num\b|\bk (?:of|to|was|is|=)? ?num\b"
)
_MORE = re.compile(
    r"\b(?:more|another|additional|extra|further) (?:num )?(?:trials?|configurations?|tries|iterations?|runs?)\b"
    r"|\bnum (?:more|additional|extra|further)\b|\b(?:longer|more) search\b"
)
_TRIALS = re.compile(r"\bnum (?:trials?|configurations?|tries)\b")
_TWICE_TRIALS = re.compile(r"\b(?:twice|double) (?:as many|the)? ?(?:number of )?trials\b")
_SHARE_OF_ROWS = re.compile(
    r"\b(?:(half|third|quarter|fifth|tenth)|num(?: (?:percent|per cent))?) (?:of )?(?:the |my |our |all |training )*"
    rf"{_ROWS}\b"
    rf"|\b(?:only|just|with) num {_ROWS}\b"
)
_OTHER_ROWS = re.compile(rf"\b(?:fewer|less|more|additional|twice the|double the|times the) (?:training )?{_ROWS}\b")


def wish_of(asked: Question, record: RunRecord) -> Wish:
    """Read the experiment that a question asks for; an empty wish where it names none."""
    others = (_folds, _rows, _trials, _technique)
    # A follow-up inherits its settings: what it says itself goes first, as in "and with ten folds?".
    first = (read_values, *others) if "hp:" in asked.tagged else (*others, read_values)
    for read in (_columns, *first, _family):
        wish = read(asked, record)
        if wish is not None:
            return wish
    return Wish()


def _columns(asked: Question, record: RunRecord) -> Wish | None:
    names = asked.entities.columns
    if not names or not _WITHOUT.search(asked.tagged):
        return None
    roles = {column.name: column for column in record.data.columns}
    for name in names:
        column = roles.get(name)
        if column is not None and column.role == "target":
            return Wish(cannot="it is what the model predicts, so it cannot be left out", name=name)
        if column is None or not column.is_used:
            return Wish(cannot="the models do not see it, so leaving it out changes nothing", name=name)
    if len(names) >= sum(column.is_used for column in record.data.columns):
        return Wish(cannot="no other column would be left to predict from", name=names[0])
    return Wish(WhatIfOrder(without_columns=names))


def _folds(asked: Question, record: RunRecord) -> Wish | None:
    if not _FOLDS.search(asked.tagged) or not asked.entities.values:
        return None
    folds = next((int(value) for value in asked.entities.values if float(value).is_integer()), 0)
    if not 2 <= folds <= MOST_FOLDS:
        return Wish(cannot="two to twenty folds can be had", name="folds")
    if record.folds is not None and record.folds.n_folds == folds:
        return Wish(cannot="that is what the run used", name="folds")
    return Wish(WhatIfOrder(folds=folds))


def _rows(asked: Question, record: RunRecord) -> Wish | None:
    if _OTHER_ROWS.search(asked.tagged) and not _SHARE_OF_ROWS.search(asked.tagged):
        # Rows that are not there cannot be tried: what half of those at hand cost tells what more would bring.
        return Wish(WhatIfOrder(rows_fraction=0.5))
    found = _SHARE_OF_ROWS.search(asked.tagged)
    if found is None:
        return None
    if found.group(1):
        return Wish(WhatIfOrder(rows_fraction=round(_SHARES[found.group(1)], 4)))
    if not asked.entities.values:
        return None
    value = asked.entities.values[0]
    fraction = _fraction(asked, value, record.data.n_rows_used)
    if not LEAST_FRACTION <= fraction < 1:
        return Wish(cannot="only a part of the rows at hand can be tried", name="rows")
    return Wish(WhatIfOrder(rows_fraction=round(fraction, 4)))


def _fraction(asked: Question, value: float, n_rows: int) -> float:
    """Return a share of the rows that was given as a share, as a percentage, or as a number of rows."""
    if value < 1:
        return value
    is_percent = re.search(r"%|percent|per cent", asked.text.lower()) is not None
    is_count = re.search(rf"\bnum {_ROWS}\b", asked.tagged) is not None
    return value / max(1, n_rows) if is_count and not is_percent else value / 100


def _trials(asked: Question, record: RunRecord) -> Wish | None:
    values = [int(value) for value in asked.entities.values if float(value).is_integer() and value >= 1]
    family = next((name for name in asked.entities.families if _is_searched(record, name)), None)
    if _TWICE_TRIALS.search(asked.tagged):
        return Wish(WhatIfOrder(trials=max(1, len(record.trials)), family=family))
    if _MORE.search(asked.tagged):
        return Wish(WhatIfOrder(trials=values[0] if values else USUAL_MORE_TRIALS, family=family))
    if _TRIALS.search(asked.tagged) and values and _technique_of(asked) is None:
        more = values[0] - len(record.trials)
        if more < 1:
            return Wish(cannot="the run had at least as many trials", name="trials")
        return Wish(WhatIfOrder(trials=more, family=family))
    return None


def _is_searched(record: RunRecord, family: str) -> bool:
    return any(account.name == family and account.hyperparameters for account in record.families)


def _technique(asked: Question, record: RunRecord) -> Wish | None:
    technique = _technique_of(asked)
    if technique is None:
        return None
    used = {record.settings.technique} | ({record.technique.name} if record.technique is not None else set())
    if technique in used:
        return Wish(cannot="that is how the run was searched already", name=technique)
    return Wish(WhatIfOrder(technique=technique))


def _technique_of(asked: Question) -> str | None:
    return next((name for name, pattern in _TECHNIQUES.items() if re.search(pattern, asked.tagged)), None)


def _family(asked: Question, record: RunRecord) -> Wish | None:
    winner = leader(record)
    named = [name for name in asked.entities.families if name not in BASELINES]
    others = [name for name in named if winner is None or name != winner.family]
    if not others:
        return None
    known = {account.name for account in record.families}
    from_us = known | _FAMILIES
    if others[0] not in from_us:
        return Wish(cannot="it is none of the families that can be fitted here", name=others[0])
    return Wish(WhatIfOrder(family=others[0]))


_FAMILIES = frozenset(
    (
        "linear",
        "random_forest",
        "extra_trees",
        "lightgbm",
        "xgboost",
        "hist_gradient_boosting",
        "k_nearest_neighbors",
        "neural_network",
    )
)
"""Families that are always there; what else a run used stands in its record."""
