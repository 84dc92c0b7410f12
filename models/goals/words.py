"""Words: folding of letters, stems, and numbers written out."""

import re
import unicodedata
from functools import lru_cache

SUFFIXES = (
    "ifications", "ification", "ations", "ation", "ments", "ment", "ances", "ance", "ences", "ence", "ents",
    "ent", "ants", "ant",
     "ities", "ity", "ables", "able", "ingly", "ings", "ing", "ions", "ion", "ators", "ator", "ors", "or",
    "ers", "er", "ated", "ates", "ate", "ied", "ies", "ed", "es", "als", "al", "ives", "ive", "ness", "ly", "ify",
    "s", "e", "y",
)  # fmt: skip

NUMBER_WORDS = {
    "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "hundred": 100, "thousand": 1000, "once": 1, "twice": 2, "double": 2, "thrice": 3, "triple": 3,
    "quadruple": 4, "dozen": 12, "tenfold": 10, "fivefold": 5, "twofold": 2, "threefold": 3, "fourfold": 4,
    "hundredfold": 100, "third": 1 / 3, "quarter": 0.25,
}  # fmt: skip

ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "6th": "6",
}  # fmt: skip


def fold(text: str) -> str:
    """Lower the case and take accents off, so that "Véhicule" and "vehicule" are one word.

    Examples
    --------
    >>> fold("Größe, Véhicule, R²")
    'grosse, vehicule, r2'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", plain))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut the ending off an English word, so that forms of one word meet.

    Examples
    --------
    >>> stem("survived") == stem("survival") == stem("survivors")
    True
    >>> stem("price") == stem("prices") == stem("pricing")
    True
    """
    if word.endswith(("ission", "issions")):
        return word[: word.rindex("ission")] + "it"
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return _undouble(word[: -len(suffix)])
    return word


def singular(word: str) -> str:
    """Return the singular of an English word, by its ending alone.

    Examples
    --------
    >>> [singular(word) for word in ("rings", "boxes", "categories", "class")]
    ['ring', 'box', 'category', 'class']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def read_number(word: str) -> float | None:
    """Return the number that a word stands for, in figures or written out, or None.

    Examples
    --------
    >>> read_number("twenty"), read_number("2,5"), read_number("10x"), read_number("1,000"), read_number("rings")
    (20.0, 2.5, 10.0, 1000.0, None)
    """
    if word in NUMBER_WORDS:
        return float(NUMBER_WORDS[word])
    match = re.fullmatch(r"(\d{1,12}(?:[.,]\d{1,12}){0,4})(k|x|m)?", word)
    if match is None:
        return None
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", match[1]).replace(",", ".")
    if digits.count(".") > 1:
        return None
    return float(digits) * {"k": 1e3, "m": 1e6}.get(match[2] or "", 1.0)


def _undouble(root: str) -> str:
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiosl":
        return root[:-1]
    return root
