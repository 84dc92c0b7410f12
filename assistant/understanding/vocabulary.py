"""Which phrases name what: the general lexicon, and before it the names of the run at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from assistant.understanding.lexicon import FAMILIES, HYPERPARAMETERS, METRICS, group_of
from assistant.understanding.normalize import normalize, tokens
from assistant.understanding.plain_words import PLAIN_WORDS
from models.record import RunRecord

MentionKind = Literal["hyperparameter", "family", "metric", "column", "class"]
LONGEST_PHRASE = 8
KNOWN_PHRASES = 65_536
KEPT_VOCABULARIES = 32

# Words of the field that carry a question and name nothing of a run: known, so that typos in them are repaired.
_FIELD = """
hyperparameter hyperparameters parameter parameters overfit underfit regularization generalize memorize
validation training cross folds fold stratified metric metrics score leaderboard runner difference compare
significant coefficients coefficient weights penalty lasso ridge elastic net shrinkage dropout bayesian
optimization grid random search hyperband pruning pruned gradient automl nested selection leakage imbalanced
imbalance unbalanced threshold calibration probability probabilities importance important features feature
ensemble stacking blending bagging seed reproducible reproducibility uncertainty interval deploy deployment
production epochs batch layers neurons network early stopping depth leaves trees estimators learning
algorithm accuracy default defaults tuning tuned tuner chosen selected selecting choosing winner winning
strength stronger weaker shallow complexity complicated capacity predictions prediction configuration
setting baseline dummy duplicates optimistic optimism automl optuna hyperopt
"""
FIELD_WORDS = frozenset(_FIELD.split())
FIELD_PAIRS = ("early stopping", "grid search", "random search", "cross validation", "data leakage", "random forest")


# Other names of hyperparameters that are first of all words for an idea: they name no setting by themselves.
IDEAS = frozenset(
    (
        "l1",
        "l2",
        "ridge",
        "lasso",
        "regularization",
        "penalty",
        "elasticnet",
        "elastic net",
        "shrinkage",
        "mix",
        "iterations",
    )
)


_NO_NAMES = PLAIN_WORDS | IDEAS
_NO_COLUMNS = PLAIN_WORDS | FIELD_WORDS


@dataclass(frozen=True)
class Mention:
    """What a phrase names, by the name that the run (or else the lexicon) uses."""

    kind: MentionKind
    name: str
    group: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Phrases in normalized form; single words, and names of two words, that a typing mistake may be repaired to.

    ``longest`` is the number of words of the longest phrase that begins with a word.
    """

    phrases: Mapping[str, Mention]
    words: frozenset[str]
    pairs: tuple[str, ...] = ()
    longest: Mapping[str, int] = field(default_factory=dict)


@lru_cache(maxsize=KNOWN_PHRASES)
def phrase_of(name: str) -> str:
    """Return a name as it stands in a normalized question: its words, separated by single blanks."""
    return " ".join(tokens(normalize(name)))


Spelling = tuple[str, str, tuple[str, ...]]  # name, title, aliases


@dataclass(frozen=True)
class NamesOfRun:
    """The names that a run brings along. Families: the winner last, so that its meaning of an alias is kept."""

    columns: tuple[str, ...]
    classes: tuple[str, ...]
    families: tuple[tuple[str, str, tuple[Spelling, ...]], ...]
    metric: tuple[str, str]


def names_of(record: RunRecord) -> NamesOfRun:
    """Return the names that a run brings along."""
    winner = record.result.family if record.result else ""
    families = sorted(record.families, key=lambda family: family.name == winner)
    return NamesOfRun(
        columns=tuple(column.name for column in record.data.columns),
        classes=tuple(label.name for label in record.data.classes),
        families=tuple(
            (family.name, family.title, tuple((one.name, one.title, one.aliases) for one in family.hyperparameters))
            for family in families
        ),
        metric=(record.metric.name, record.metric.title),
    )


def vocabulary_of(record: RunRecord | None) -> Vocabulary:
    """Gather the names of the lexicon and, if there is a run, its own, which go first.

    A record that was read from storage again has the same names: they are what a vocabulary is kept by.
    """
    return _gathered(None if record is None else names_of(record))


@lru_cache(maxsize=KEPT_VOCABULARIES)
def _gathered(names: NamesOfRun | None) -> Vocabulary:
    phrases: dict[str, Mention] = {}
    if names is not None:
        _add_columns(phrases, names)
    _add_general(phrases)
    if names is not None:
        for family, title, hyperparameters in names.families:
            _add_family(phrases, family, title, hyperparameters)
        _add(phrases, Mention("metric", names.metric[0]), names.metric)
    words = {word for phrase in phrases for word in phrase.split(" ") if len(word) > 3}
    pairs = tuple(sorted({*FIELD_PAIRS, *(phrase for phrase in phrases if phrase.count(" ") == 1)}))
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, length = phrase.split(" ", 1)[0], phrase.count(" ") + 1
        longest[first] = max(longest.get(first, 0), length)
    return Vocabulary(phrases, frozenset(words - PLAIN_WORDS) | FIELD_WORDS, pairs, longest)


def _add(phrases: dict[str, Mention], mention: Mention, names: Iterable[str]) -> None:
    for name in names:
        for spelling in {name, name.replace("_", " ")}:
            phrase = phrase_of(spelling)
            if phrase and phrase not in _NO_NAMES and len(phrase.split(" ")) <= LONGEST_PHRASE:
                phrases[phrase] = mention


def _add_general(phrases: dict[str, Mention]) -> None:
    for metric, names in METRICS.items():
        _add(phrases, Mention("metric", metric), (metric, *names))
    for family, names in FAMILIES.items():
        _add(phrases, Mention("family", family), (family, *names))
    for group, members in HYPERPARAMETERS.items():
        for hyperparameter, names in members.items():
            _add(phrases, Mention("hyperparameter", hyperparameter, group), (hyperparameter, *names))


def _add_family(phrases: dict[str, Mention], family: str, title: str, hyperparameters: tuple[Spelling, ...]) -> None:
    _add(phrases, Mention("family", family), (family, title, *FAMILIES.get(family, ())))
    for name, its_title, aliases in hyperparameters:
        group = group_of(name, aliases)
        members = HYPERPARAMETERS.get(group, {})
        same = next((members[other] for other in members if other in {name, *aliases}), ())
        spellings = [one for one in (name, its_title, *aliases, *same) if not _is_family(phrases, one)]
        _add(phrases, Mention("hyperparameter", name, group), spellings)


def _is_family(phrases: dict[str, Mention], name: str) -> bool:
    """Whether a name is a family's already: LightGBM has a setting that is called like the extra trees."""
    known = phrases.get(phrase_of(name.replace("_", " ")))
    return known is not None and known.kind == "family"


def _add_columns(phrases: dict[str, Mention], names: NamesOfRun) -> None:
    for label in names.classes:
        phrase = phrase_of(label)
        if phrase and not phrase.replace(".", "").isdigit() and phrase not in _NO_COLUMNS:
            phrases[phrase] = Mention("class", label)
    for column in names.columns:
        for spelling in {column, column.replace("_", " ")}:
            phrase = phrase_of(spelling)
            if phrase and phrase not in _NO_COLUMNS and len(phrase.split(" ")) <= LONGEST_PHRASE:
                phrases[phrase] = Mention("column", column)
