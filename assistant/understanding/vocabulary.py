"""Which phrases name what: the general lexicon, and before it the names of the run at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.understanding.lexicon import FAMILIES, HYPERPARAMETERS, METRICS, group_of
from assistant.understanding.normalize import normalize, tokens
from assistant.understanding.plain_words import PLAIN_WORDS
from models.record import FamilyAccount, RunRecord

MentionKind = Literal["hyperparameter", "family", "metric", "column", "class"]
LONGEST_PHRASE = 8
KNOWN_PHRASES = 65_536

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
setting baseline dummy duplicates optimistic optimism
"""
FIELD_WORDS = frozenset(_FIELD.split())


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
    """Phrases in normalized form, and single words that a typing mistake may be repaired to."""

    phrases: Mapping[str, Mention]
    words: frozenset[str]


@lru_cache(maxsize=KNOWN_PHRASES)
def phrase_of(name: str) -> str:
    """Return a name as it stands in a normalized question: its words, separated by single blanks."""
    return " ".join(tokens(normalize(name)))


def vocabulary_of(record: RunRecord | None) -> Vocabulary:
    """Gather the names of the lexicon and, if there is a run, its own, which go first."""
    phrases: dict[str, Mention] = {}
    if record is not None:
        _add_columns(phrases, record)
    _add_general(phrases)
    if record is not None:
        for family in _winner_last(record):
            _add_family(phrases, family)
        _add(phrases, Mention("metric", record.metric.name), [record.metric.name, record.metric.title])
    words = {word for phrase in phrases for word in phrase.split(" ") if len(word) > 3}
    return Vocabulary(phrases, frozenset(words - PLAIN_WORDS) | FIELD_WORDS)


def _winner_last(record: RunRecord) -> Iterable[FamilyAccount]:
    """Where two families use one alias for two hyperparameters, the winner's meaning is kept."""
    winner = record.result.family if record.result else ""
    return sorted(record.families, key=lambda family: family.name == winner)


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


def _add_family(phrases: dict[str, Mention], family: FamilyAccount) -> None:
    general = FAMILIES.get(family.name, ())
    _add(phrases, Mention("family", family.name), (family.name, family.title, *general))
    for account in family.hyperparameters:
        group = group_of(account.name, account.aliases)
        members = HYPERPARAMETERS.get(group, {})
        same = next((members[name] for name in members if name in {account.name, *account.aliases}), ())
        names = [account.name, account.title, *account.aliases, *same]
        names = [name for name in names if not _is_family(phrases, name)]
        _add(phrases, Mention("hyperparameter", account.name, group), names)


def _is_family(phrases: dict[str, Mention], name: str) -> bool:
    """Whether a name is a family's already: LightGBM has a setting that is called like the extra trees."""
    known = phrases.get(phrase_of(name.replace("_", " ")))
    return known is not None and known.kind == "family"


def _add_columns(phrases: dict[str, Mention], record: RunRecord) -> None:
    for label in record.data.classes:
        phrase = phrase_of(label.name)
        if phrase and not phrase.replace(".", "").isdigit() and phrase not in _NO_COLUMNS:
            phrases[phrase] = Mention("class", label.name)
    for column in record.data.columns:
        for spelling in {column.name, column.name.replace("_", " ")}:
            phrase = phrase_of(spelling)
            if phrase and phrase not in _NO_COLUMNS and len(phrase.split(" ")) <= LONGEST_PHRASE:
                phrases[phrase] = Mention("column", column.name)
