"""What a question asks of a list of trials: bounds, families, states, an order and a number, read from its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.conversation import Entities
from assistant.understanding.normalize import normalize
from assistant.understanding.question import Question, understand
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord, TrialState

Order = Literal["best", "worst", "fastest", "slowest", "newest", "oldest"]
USUAL_NUMBER, MOST, FEW = 10, 25, 3
SECONDS_A_MINUTE = 60.0

_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SYMBOLS = ((">=", " at least "), ("<=", " at most "), (">", " above "), ("<", " below "), ("=", " equal to "))
_WITHOUT = re.compile(r"\b(?:remove|drop|without|except|exclud\w+|hide|leave out|not)\b")
_PLACE = re.compile(r"(?:num|hp)\d+")
_NUMBER = re.compile(r"(?<![\w.])-?(?:\d[\d,]*\.?\d*(?:e-?\d+)?|\.\d+)(?![\w])")
_BELOW = (
    r"(?:below|under|less than|smaller than|lower than|fewer than|shorter than|faster than|quicker than|up to|at most|"
    r"no more than|maximum of)"
)
_ABOVE = (
    r"(?:above|over|more than|greater than|larger than|bigger than|higher than|longer than|slower than|at least|"
    r"minimum of|from)"
)
_INCLUDING = re.compile(r"up to|at most|no more than|maximum|at least|minimum|from")
_IS = r"(?:is |are |was |were |of |that is |value |values |a |the |set |equal to |equals |exactly |at |to )*"
_SUBJECTS: Mapping[str, str] = {
    "train": r"train(?:ing)? scores?",
    "gap": r"gaps?",
    "seconds": r"times?|seconds|durations?|run ?times?|took|taking|takes|running",
    "score": r"(?:objective )?(?:values?|scores?)|objectives?|results?|metric:\w+|validation scores?",
    "number": r"trials? numbers?|numbers?|ids?",
}
_SUBJECT = r"(?P<subject>hp\d+|(?:param(?:eter)?|hyperparameter) [a-z]\w*|" + "|".join(_SUBJECTS.values()) + ")"
_ORDERS: Mapping[Order, str] = {
    "slowest": r"\b(?:slowest|longest|took (?:the )?(?:longest|most time)|most expensive|most time)\b",
    "fastest": r"\b(?:fastest|quickest|shortest|cheapest|least time)\b|\bby (?:the )?(?:time|seconds|duration|speed)\b",
    "worst": r"\b(?:worst|lowest|poorest|weakest|bottom|least accurate)\b",
    "newest": r"\b(?:newest|latest|most recent|last num\d+|last trials?)\b",
    "oldest": r"\b(?:oldest|earliest|first num\d+ trials|first trials?)\b|\bby (?:trial )?(?:number|id|order|date)\b",
    "best": r"\b(?:best|top|highest|strongest|most accurate)\b|\bby (?:the )?(?:score|metric:\w+|performance|value)\b",
}
_STATES: Mapping[TrialState, str] = {
    "failed": r"\b(?:failed|crashed|broken)\b",
    "pruned": r"\b(?:pruned|stopped early|given up|abandoned)\b",
    "complete": r"\b(?:completed?|finished|successful|succeeded)\b",
    "running": r"\b(?:running|under way|active)\b (?!time)",
    "waiting": r"\b(?:waiting|queued|pending)\b",
}
_ONE = r"\b(?:trial|one|model|configuration|fit)\b"
_LIMIT = (
    r"\b(?:top|first|last|best|worst|fastest|slowest|list|show|only|me|the|give) num(?P<a>\d+)\b(?! (?:and|to) num)",
    (
        r"\bnum(?P<a>\d+) (?:of the |most )?(?:best|worst|fastest|slowest|quickest|newest|latest|recent|longest|trials|"
        r"models|lowest|highest|shortest|configurations)\b"
    ),
)


@dataclass(frozen=True)
class Bounds:
    """Between which ends something of a trial lies: its score, seconds, gap, number, or a hyperparameter's value.

    ``low`` and ``high`` are None where that side is open, and belong to the bounds where ``is_closed``.
    """

    subject: str
    low: float | None
    high: float | None
    is_closed: bool = True

    def hold(self, value: float | None) -> bool:
        """Whether a value lies within; a trial that has none does not."""
        if value is None:
            return False
        above = self.low is None or value > self.low or (self.is_closed and value == self.low)
        return above and (self.high is None or value < self.high or (self.is_closed and value == self.high))


@dataclass(frozen=True)
class TrialFilter:
    """Which trials are asked for, in which order, and how many of them.

    ``by`` is the setting that they are sorted by, where it is one; ``unread`` are numbers of the question that told
    nothing, which a reader must know.
    """

    bounds: tuple[Bounds, ...] = ()
    families: tuple[str, ...] = ()
    states: tuple[TrialState, ...] = ()
    order: Order | None = None
    number: int = USUAL_NUMBER
    has_number: bool = False
    settings: tuple[str, ...] = ()
    by: str | None = None
    unread: tuple[float, ...] = ()


@dataclass
class _Words:
    """The question while it is read: its words with numbered places for values and settings; what was used is gone."""

    text: str
    values: list[float]
    settings: tuple[str, ...]
    bounds: list[Bounds] = field(default_factory=list)

    def value(self, place: str) -> float:
        """Return the value of a numbered place."""
        return self.values[int(place)]


def filter_of(asked: Question, record: RunRecord) -> TrialFilter:
    """Read what a question asks of a list of trials."""
    again = understand(_spelled_out(asked.text), vocabulary_of(record))
    words = _numbered(again)
    number = _limit(words)
    has_number = number is not None
    _read_trials(words, again.entities, asked.text)
    _read_bounds(words)
    order = next((name for name, pattern in _ORDERS.items() if re.search(pattern, words.text)), None)
    states = tuple(state for state, pattern in _STATES.items() if re.search(pattern, words.text))
    if states and _WITHOUT.search(words.text):
        states = tuple(state for state in _STATES if state not in states)
    if number is None and order in ("fastest", "slowest", "worst") and re.search(_ONE, words.text):
        number = FEW
    if number is None:
        number = MOST if re.search(r"\b(?:all|every|each)\b", words.text) else USUAL_NUMBER
    by = re.search(r"\b(?:by|order of) (?:the )?(?:value of )?hp(\d+)", words.text)
    return TrialFilter(
        bounds=tuple(_in_unit(one, record, asked.text) for one in words.bounds),
        families=again.entities.families,
        states=states,
        order=order,
        number=number,
        has_number=has_number,
        settings=again.entities.hyperparameters,
        by=words.settings[int(by[1])] if by else None,
        unread=tuple(words.value(place) for place in re.findall(r"\bnum(\d+)", words.text)),
    )


def _spelled_out(text: str) -> str:
    for symbol, said in _SYMBOLS:
        text = text.replace(symbol, said)
    for number, word in enumerate(_COUNTED, start=2):
        text = re.sub(rf"\b{word}\b", str(number), text, flags=re.IGNORECASE)
    return text


def _numbered(asked: Question) -> _Words:
    """Give each value and each named setting a place: ``num0``, ``hp0``."""
    values = _values(asked)
    settings, parts, n_values, n_settings = asked.entities.hyperparameters, [], 0, 0
    for word in asked.tagged.split(" "):
        if word == "num" and n_values < len(values):
            parts.append(f"num{n_values}")
            n_values += 1
        elif word.startswith("hp:") and settings:
            parts.append(f"hp{min(n_settings, len(settings) - 1)}")
            n_settings += 1
        else:
            parts.append("word" if _PLACE.fullmatch(word) else word)  # nobody may type what only we write
    return _Words(" ".join(parts), values, settings)


def _values(asked: Question) -> list[float]:
    """Return the numbers of a question with their signs, as often as they stand there, those of trials left out."""
    text = re.sub(
        r"\btrials? (?:no |number |nr )?\d+(?: ?(?:,|and|to|vs|or|with|-) ?\d+)*", "trial", normalize(asked.text)
    )
    found = [float(number.replace(",", "").rstrip(".")) for number in _NUMBER.findall(text)]
    return found if len(found) == asked.tagged.split(" ").count("num") else list(asked.entities.values)


def _limit(words: _Words) -> int | None:
    for pattern in _LIMIT:
        match = re.search(pattern, words.text)
        if match and words.value(match["a"]).is_integer() and 1 <= words.value(match["a"]) <= MOST:
            # The word before the number stays, for it tells the order.
            words.text = " ".join(re.sub(rf"\bnum{match['a']}\b", "", words.text, count=1).split())
            return int(words.value(match["a"]))
    return None


def _read_trials(words: _Words, named: Entities, text: str) -> None:
    """Read "trials 10 to 20", and "trials between 10 and 20", as numbers of trials."""
    if len(named.trials) == 2 and re.search(r"\d+ ?(?:to|until|-|\u2013) ?\d+|between|from", text.lower()):
        words.bounds.append(Bounds("number", min(named.trials), max(named.trials)))
        return
    side = re.search(
        rf"\b(?:(?P<below>{_BELOW}|before)|(?P<above>{_ABOVE}|after|since)) (?:trials? )?trial:", words.text
    )
    if side and len(named.trials) == 1:
        below, above = (named.trials[0] if side[name] else None for name in ("below", "above"))
        words.bounds.append(Bounds("number", above, below, _INCLUDING.search(side[0]) is not None))
        return
    words.bounds += [Bounds("number", number, number) for number in named.trials[:1] if len(named.trials) == 1]
    match = re.search(r"trials (?:numbered )?(?:between|from) num(\d+) (?:and|to) num(\d+)", words.text)
    if match:
        _take(words, match, "number", (words.value(match[1]), words.value(match[2])))


def _read_bounds(words: _Words) -> None:
    """Read bounds, those that say most first: what one has used, the next does not see."""
    ends = r"num(?P<a>\d+)"
    for pattern in (
        rf"\b{_SUBJECT} {_IS}(?:between|from|in|within) {ends} (?:and|to) num(?P<b>\d+)",
        rf"\b{_SUBJECT} {_IS}(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})) {_IS}{ends}",
        rf"\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})) (?:a |the |an )?{_SUBJECT} {_IS}{ends}",
        rf"\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})) {ends} ?(?P<subject>minutes?|min|seconds?|sec|s)\b",
        rf"\b{_SUBJECT} {_IS}{ends}",
        rf"\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})) {ends}",
        rf"\b{ends} (?:as|for) (?:a |the )?{_SUBJECT}",
    ):
        while match := re.search(pattern, words.text):
            _read_bound(words, match)


def _read_bound(words: _Words, match: re.Match[str]) -> None:
    found = match.groupdict()
    first = words.value(found["a"])
    ends: tuple[float | None, float | None] = (first, first)
    if found.get("b"):
        second = words.value(found["b"])
        ends = (min(first, second), max(first, second))
    elif found.get("below"):
        ends = (None, first)
    elif found.get("above"):
        ends = (first, None)
    _take(words, match, _subject(words, found.get("subject"), first), ends)


def _take(words: _Words, match: re.Match[str], subject: str, ends: tuple[float | None, float | None]) -> None:
    said = match[0]
    if subject == "minutes":
        subject, ends = "seconds", tuple(None if end is None else SECONDS_A_MINUTE * end for end in ends)  # type: ignore[assignment]
    is_open = None in ends
    is_closed = not is_open or _INCLUDING.search(said) is not None
    words.bounds.append(Bounds(subject, *ends, is_closed))
    words.text = words.text.replace(said, " ", 1)


def _subject(words: _Words, said: str | None, value: float) -> str:
    if said is None:
        return "number" if value.is_integer() and value > 1 else "score"
    if said.startswith("hp"):
        return words.settings[int(said[2:])] if said[2:].isdigit() else said.split(" ")[-1]
    if said.startswith(("param", "hyperparam")):
        return said.split(" ")[-1]
    if said.startswith("min"):
        return "minutes"
    if said in ("s", "sec", "second", "seconds"):
        return "seconds"
    return next((name for name, pattern in _SUBJECTS.items() if re.fullmatch(pattern, said)), "score")


def _in_unit(bounds: Bounds, record: RunRecord, text: str) -> Bounds:
    """Read percent as the share that the metric is."""
    is_share = bounds.subject in ("score", "train", "gap") and record.metric.best == 1
    if not is_share or not re.search(r"%|\bpercent", text):
        return bounds
    low, high = (None if end is None else end / 100 for end in (bounds.low, bounds.high))
    return Bounds(bounds.subject, low, high, bounds.is_closed)
