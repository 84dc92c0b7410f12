"""Bring a sentence to English, word by word, as far as the glossary goes."""

import re
from dataclasses import dataclass
from functools import cache

from models.goals.glossary import chinese, dutch, french, german, italian, japanese, portuguese, russian, spanish
from models.goals.phrases import word_set
from models.goals.synonyms import near_families
from models.goals.words import fold, singular

ENGLISH_FUNCTION_WORDS = word_set(
    """
    the a an of is are and to what which how who will for with without from do does did not it i we you my our
    be that this in on at by or as was were has have should would can only use please predict me they their so
    if but than no not any some one each it's don't never only there then all about up out its into when where
    """
)
MANY_LETTERS = 20
LANGUAGES = (german, french, spanish, italian, portuguese, dutch, russian)
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Glossary:
    """One language: its function words, its exact words, and its word beginnings, all folded."""

    function_words: frozenset[str]
    exact: dict[str, str]
    beginnings: tuple[tuple[str, str], ...]
    phrases: re.Pattern[str]

    def english(self, word: str) -> str | None:
        """Return the English for a word, or None where the glossary has none."""
        if word in self.exact:
            return self.exact[word]
        return self.by_beginning(word)

    def by_beginning(self, word: str, least: int = 0) -> str | None:
        """Return the English for a word by how it begins; the beginning has at least ``least`` letters."""
        for beginning, english in self.beginnings:
            if len(beginning) >= least and word.startswith(beginning):
                return english
        return None


@cache
def glossaries() -> tuple[Glossary, ...]:
    """Return the glossaries of the languages that put spaces between words."""
    return tuple(_read_glossary(module.FUNCTION_WORDS, module.WORDS) for module in LANGUAGES)


def to_english(sentence: str, names: frozenset[str] = frozenset()) -> str:
    """Bring one folded sentence to English; words in ``names`` (column names) stay as they are.

    Examples
    --------
    >>> to_english("wer zahlt seinen kredit nicht zuruck?")
    'who pays his credit not back?'
    """
    if re.search(r"[\u3040-\u30ff]", sentence):
        return _replace_signs(sentence, japanese.WORDS)
    if re.search(r"[\u4e00-\u9fff]", sentence):
        return _replace_signs(sentence, chinese.WORDS)
    glossary = _language_of(sentence)
    if glossary is None:
        return sentence
    phrased = glossary.phrases.sub(lambda match: glossary.exact[match[0]], sentence)
    return WORD.sub(lambda match: _translate(match[0], glossary, names), phrased)


def any_english(word: str) -> str | None:
    """Return the English of a column-name word that is German, French, Spanish, Italian, Portuguese or Dutch."""
    if len(word) < 4 or _is_english(word):
        return None
    for glossary in glossaries():
        if word in glossary.exact:
            return glossary.exact[word]
    plain = word.replace("ue", "u").replace("ae", "a").replace("oe", "o")
    return next(
        (english for english in (glossary.by_beginning(plain, 4) for glossary in glossaries()) if english), None
    )


def _translate(word: str, glossary: Glossary, names: frozenset[str]) -> str:
    if word in names:
        return word
    return glossary.english(word) or word


def _language_of(sentence: str) -> Glossary | None:
    words = [word for word in WORD.findall(sentence)[:200] if len(word) > 1 or len(sentence) > MANY_LETTERS]
    english = sum(1.0 if word in ENGLISH_FUNCTION_WORDS else 0.4 * _is_english(word) for word in words)
    best, score = None, english
    for glossary in glossaries():
        count = sum(_weight(word, glossary) for word in words)
        if count > score:
            best, score = glossary, count
    return best


def _weight(word: str, glossary: Glossary) -> float:
    if word in glossary.function_words:
        return 1.0
    return 0.4 if glossary.english(word) else 0.0


def _is_english(word: str) -> bool:
    return word in near_families() or singular(word) in near_families()


def _read_glossary(function_words: str, words: str) -> Glossary:
    entries = [fold(entry).rsplit(":", 1) for entry in words.split()]
    pairs = [(key.replace("_", " "), english.replace("_", " ")) for key, english in entries]
    exact = {key: english for key, english in pairs if not key.endswith("*")}
    beginnings = [(key[:-1], english) for key, english in pairs if key.endswith("*")]
    beginnings.sort(key=lambda pair: -len(pair[0]))
    phrases = sorted((key for key in exact if " " in key), key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b") if phrases else re.compile(r"(?!)")
    return Glossary(frozenset(fold(function_words).split()), exact, tuple(beginnings), pattern)


@cache
def _signs(words: str) -> tuple[dict[str, str], re.Pattern[str]]:
    entries = dict(entry.rsplit(":", 1) for entry in words.split())
    keys = sorted(entries, key=len, reverse=True)
    return entries, re.compile("|".join(map(re.escape, keys)))


def _replace_signs(sentence: str, words: str) -> str:
    entries, pattern = _signs(words)
    replaced = pattern.sub(lambda match: f" {entries[match[0]].replace('_', ' ')} ", sentence)
    return re.sub(r"\s+([,.?!;])", r"\1", replaced)
