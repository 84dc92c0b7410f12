"""Columns that a question names and the table does not have."""

import re

from assistant.markup import code
from assistant.understanding.lexicon import METRICS, general_name, group_of
from assistant.understanding.question import Question
from models.record import RunRecord

_COLUMN = r"(?:columns?|cols?|features?|variables?|fields?|predictors?)"
_QUOTED = r"[\"“”`'\u2018]([^\"“”`'\u2019]{1,60})[\"“”`'\u2019]"
_NAMED = re.compile(
    rf"{_COLUMN}(?:,? (?:is |are |was )?(?:named|called))? {_QUOTED}|{_QUOTED} {_COLUMN}\b"
    rf"|{_COLUMN} (?:\w+ )?(?:is |are |was )?(?:named|called) {_QUOTED}",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"(?<![\w.])[A-Za-z]+(?:_[A-Za-z0-9]+)+(?![\w(=.])")
_OF_COLUMNS = re.compile(
    rf"\b{_COLUMN}\b|\bimportan|\bmatter|\brel(?:y|ies|ied) on\b|\bdepend|\bleak|\bdrop(?:ped)?\b|\binfluen|\bdriv"
)
_OF_CODE = re.compile(
    r"^(?:n|cv|best|mean|std|train|test|val|cross|predict|random|sample|class|early|warm|feature|min|max|num|reg)_"
)


def absent_columns(asked: Question, record: RunRecord) -> list[str]:
    """Return one sentence for each column that is named and that the table does not have.

    A name counts where it stands in quotes beside the word column, or has an underscore in a question about columns.
    """
    if not record.data.columns:
        return []
    known = {_plain(column.name) for column in record.data.columns}
    absent = [name for name in _named(asked) if _plain(name) not in known]
    return [f"Your table has no column {code(name)}." for name in dict.fromkeys(absent)][:2]


def _named(asked: Question) -> list[str]:
    quoted = [next(filter(None, found)) for found in _NAMED.findall(asked.text)]
    quoted = [name for name in quoted if not _is_known_elsewhere(_plain(name).replace(" ", "_"))]
    if not _OF_COLUMNS.search(asked.words):
        return quoted
    return quoted + [name for name in _IDENTIFIER.findall(asked.text) if not _is_known_elsewhere(name)]


def _is_known_elsewhere(name: str) -> bool:
    """Whether a name with an underscore is a setting, a metric or a word of code, and so no column."""
    is_setting = general_name(name) != name or group_of(name) != "other"
    return is_setting or name in METRICS or _OF_CODE.match(name) is not None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()
