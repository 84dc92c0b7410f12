"""Which other values of hyperparameters a question asks for: named, implied by a word, or by a direction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evidence.trials import best_of_family, completed, leader
from assistant.evidence.tried_values import tried_values
from assistant.markup import code
from assistant.understanding.lexicon import group_of
from assistant.understanding.question import Question
from models.record import HyperparameterAccount, RunRecord, Scalar, Trial, WhatIfOrder

FARTHEST = 100.0
ON_A_LOG_SCALE = "On a log scale there is no zero: the smallest value that was searched stands for it."

_FACTORS = (
    (re.compile(r"\b(?:doubled?|doubling|twice|two times)\b"), 2.0),
    (re.compile(r"\b(?:halved?|halving|half|cut in half)\b"), 0.5),
    (re.compile(r"\b(?:tripled?|three times|thrice)\b"), 3.0),
    (re.compile(r"\b(?:higher|larger|bigger|greater|deeper|more|stronger|increas\w+|rais\w+)\b"), 2.0),
    (re.compile(r"\b(?:lower|smaller|shallower|less|fewer|weaker|decreas\w+|reduc\w+)\b"), 0.5),
)
"""What words do to a value; where a direction alone is named, twice or half of it is a step that shows something."""
_IMPLIED = (
    (re.compile(r"\b(?:deep\w*|shallow\w*)\b"), "tree_size"),
    (re.compile(r"\bregulari[sz]ation\b|\bpenalt(?:y|ies)\b"), "penalty"),
    (re.compile(r"\b(?:more|fewer|less|as many|num) (?:\w+ )?trees\b|\btrees (?:were|was|to) num\b"), "n_trees"),
)
"""Words that mean a hyperparameter without naming it, and what it governs."""
_TIMES = re.compile(
    r"\b(num|five|ten|twenty|fifty|hundred) times (?:as )?"
    r"(larger|bigger|higher|stronger|more|large|big|high|strong|smaller|lower|weaker|less|fewer|small|low|weak)\b"
)
_SMALLER = re.compile(r"small|low|weak|less|fewer")
_OF_STRENGTH = re.compile(r"\b(?:strong|weak)(?:er)?\b")
_OFF = re.compile(
    r"\b(?:without|no|turn(?:ed)? off|switch(?:ed)? off|remov(?:e|ed|ing)) "
    r"(?:any |the |all )?(?:regulari[sz]ation|penalt(?:y|ies)|hp:penalty)\b"
)
_DEFAULT = re.compile(r"\bdefaults?\b")
_FROM_TO = re.compile(r"\bfrom num to num\b")
_NUMBERS: Mapping[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "fifty": 50, "hundred": 100,
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a question asks to try.

    ``cannot`` says, in its words, why ``name`` cannot be tried, and the order is None then; ``note`` says how the
    question was read, where that does not go without saying.
    """

    order: WhatIfOrder | None = None
    cannot: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Owned:
    """A hyperparameter by the name that its family gives it, and the trial in which it would change."""

    name: str
    trial: Trial


def owned(name: str, record: RunRecord, families: tuple[str, ...] = ()) -> Owned | None:
    """Return where a hyperparameter would change: in the best of a named family, the winner, or the best that has it.

    Families call one thing by several names: what a question names is looked up under all of them.
    """
    first = leader(record)
    named = [trial for family in families if (trial := best_of_family(record, family)) is not None]
    alike = _other_names(name, record)
    for trial in (*named, *([first] if first is not None else []), *completed(record)):
        own = name if name in trial.hyperparameters else None
        if own is None and trial in named:
            own = next((other for other in trial.hyperparameters if other in alike), None)
        if own is not None:
            return Owned(own, trial)
    return None


def _other_names(name: str, record: RunRecord) -> set[str]:
    """Return all names of what a name means in any family of the run."""
    accounts = [account for family in record.families for account in family.hyperparameters]
    own = {other for a in accounts if a.name == name for other in (a.name, *a.aliases)} | {name}
    return own | {a.name for a in accounts if own & {a.name, *a.aliases}}


def read_values(asked: Question, record: RunRecord) -> Wish | None:
    """Read other values of hyperparameters; None where the question names none."""
    names = asked.entities.hyperparameters or implied(asked, record)
    if not names:
        return _all_defaults(asked, record)
    known = [(place, owned(name, record, asked.entities.families)) for place, name in enumerate(names)]
    first = next((one.trial for _, one in known if one is not None), None)
    changed: dict[str, Scalar] = {}
    elsewhere = [one.name for _, one in known if one is not None and one.trial is not first]
    note = f"{' and '.join(map(code, elsewhere))}: no setting of that model, and left out here." if elsewhere else ""
    for place, one in known:
        tried = None if one is None else tried_values(record, one.trial.family, one.name)
        if one is None or tried is None or one.trial is not first:
            continue
        value = _value(asked, tried.account, first.hyperparameters[one.name], (place, len(names)))
        if value == 0 and tried.account.is_log and not isinstance(value, bool):
            value, note = tried.account.low, ON_A_LOG_SCALE
        because = "" if value is None else _why_not(tried.account, value)
        if because:
            return Wish(cannot=because, name=one.name)
        if value is not None:
            changed[one.name] = int(value) if tried.account.kind == "int" and isinstance(value, float) else value
    return _wish(changed, first, record, note)


def _wish(changed: Mapping[str, Scalar], base: Trial | None, record: RunRecord, note: str = "") -> Wish | None:
    if not changed or base is None:
        return None
    winner = leader(record)
    family = None if winner is not None and winner.family == base.family else base.family
    return Wish(WhatIfOrder(dict(changed), family=family), note=note)


def implied(asked: Question, record: RunRecord) -> tuple[str, ...]:
    """Return the hyperparameter of the leading trial that a word such as "deeper" means."""
    first = leader(record)
    group = next((group for pattern, group in _IMPLIED if pattern.search(asked.tagged)), None)
    account = next((f for f in record.families if first is not None and f.name == first.family), None)
    if first is None or group is None or account is None:
        return ()
    alike = [a for a in account.hyperparameters if group_of(a.name, a.aliases) == group]
    names = [a.name for a in alike if a.is_log or group != "penalty"]
    ranked = sorted(names, key=lambda name: "depth" not in name)
    return tuple(name for name in ranked if name in first.hyperparameters)[:1]


def _all_defaults(asked: Question, record: RunRecord) -> Wish | None:
    """Return the winner's family with all its tuned defaults, where those are asked for."""
    first = leader(record)
    account = next((f for f in record.families if first is not None and f.name == first.family), None)
    if first is None or account is None or not _DEFAULT.search(asked.tagged):
        return None
    defaults = {a.name: a.default for a in account.hyperparameters if a.is_searched and a.name in first.hyperparameters}
    return _wish(defaults, first, record)


def _value(asked: Question, account: HyperparameterAccount, now: Scalar, place: tuple[int, int]) -> Scalar:
    """Return the value that is asked for; None where the question names none."""
    (at, n_names), words = place, re.findall(r"[\w.]+", asked.text.lower())
    if account.kind == "choice":
        return next((choice for choice in account.choices if str(choice).lower() in words and choice != now), None)
    relative = _relative(asked, account, now) if n_names == 1 else None
    if relative is not None:
        return relative
    values = asked.entities.values or tuple(_NUMBERS[word] for word in words if word in _NUMBERS and word != "one")
    if values and n_names == 1:
        return values[-1] if _FROM_TO.search(asked.tagged) else values[0]
    if at < len(values):
        return values[at]
    if _DEFAULT.search(asked.tagged):
        return account.default
    before = re.split(r"hp:\w+", asked.tagged)[at]  # "twice the trees and half the rate" moves each its own way
    factor = _last_factor(before) or (None if n_names > 1 else _factor(asked.tagged))
    return _moved(factor, account, now)


def _relative(asked: Question, account: HyperparameterAccount, now: Scalar) -> Scalar:
    """Return the value that is asked for as none at all, or as so many times the present one."""
    if _OFF.search(asked.tagged):
        return 0
    times = _times(asked)
    is_inverse = account.name == "C" and _OF_STRENGTH.search(asked.tagged) is not None
    return _moved(1 / times if times is not None and is_inverse else times, account, now)


def _times(asked: Question) -> float | None:
    """Return the factor of "ten times larger" or "a tenth of it", below one where the word after it says so."""
    found = _TIMES.search(asked.tagged)
    if found is None:
        return None
    word = found.group(1)
    factor = next(iter(asked.entities.values), None) if word == "num" else _NUMBERS.get(word)
    if factor is None or factor <= 1:
        return None
    return 1 / factor if _SMALLER.search(found.group(2)) else factor


def _factor(words: str) -> float | None:
    return next((factor for pattern, factor in _FACTORS if pattern.search(words)), None)


def _last_factor(words: str) -> float | None:
    """Return the factor that is named last: it stands next to the name that follows."""
    found = [(match.end(), factor) for pattern, factor in _FACTORS for match in pattern.finditer(words)]
    return max(found, default=(0, None), key=lambda pair: pair[0])[1]


def _moved(factor: float | None, account: HyperparameterAccount, now: Scalar) -> Scalar:
    """Return the value moved by a factor, where one is named; a share ends at all."""
    if factor is None or isinstance(now, str | bool | None):
        return None
    value = float(f"{now * factor:.3g}")
    if account.kind == "float" and account.high == 1 and value > 1:
        value = 1.0
    return round(value) if account.kind == "int" else value


def _why_not(account: HyperparameterAccount, value: Scalar) -> str:
    if isinstance(value, str | bool | None):
        return ""
    if account.kind == "int" and value != int(value):
        return "it takes whole numbers only"
    if (account.low or 0.0) >= 0 and value < 0:
        return "its values lie above zero"
    if account.high and value > FARTHEST * account.high:
        return "that is far beyond anything that can be fitted"
    return ""
