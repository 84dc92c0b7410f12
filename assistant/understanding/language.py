"""Which language a question is in: answers are in English, and another language gets a notice in its own words."""

import re
import unicodedata
from collections.abc import Mapping

from assistant.understanding.plain_words import PLAIN_WORDS

ENGLISH = "en"
UNKNOWN = "other"
LEAST_LETTERS = 3
_ENGLISH_WORDS = """
the is are was were what why how which who does did do my our this that it of to in for and or not can
should would with on your you i me use used best model score value chosen between from if be so
"""
# Small words that English lacks. A word of several languages speaks for each of them.
_SMALL_WORDS: Mapping[str, str] = {
    "de": """der das ein eine einen einem und nicht ist sind warum wie welche welcher welches wurde wird werden
        kann mein
        meine meinem meiner bei einer auf für mit mir mich oder gibt hat haben zum zur wieso weshalb soll
        kannst erklären
        dieses diese dieser ich du wir den dem des im vom zu was wenn auch noch viele mehr""",
    "fr": """le les un une des est sont pourquoi comment quel quelle quels quelles mon ma mes ce cette pas avec
        pour dans
        sur du que qui je il elle ou expliquer de la et à au aux ai été plus peut faire combien peux tu nous""",
    "es": """el los las es por porque cómo como cuál cual cuáles qué mi mis este esta en para con del se lo
        puedes explicar
        un una de la y al más hay son fue tiene puedo debo cuántos cuántas si no""",
    "pt": """os as um uma é são meu minha meus minhas qual quais não com ao do da dos das o você por porque
        como que este
        esta em para foi mais tem posso devo quantos quantas se de e no na""",
    "it": """il lo gli le è sono mio mia miei perché perche che di della del dei nel puoi spiegare questo
        questa quale quali
        come cosa un una e non con per più ha devo posso quanti quante la si""",
    "nl": """het een waarom hoe welke mijn niet zijn wordt dit dat voor van de en ik is er met op kan moet hoeveel wat
        deze naar ook meer heeft of""",
    "pl": """jest są dlaczego jak czy który która które mój moja moje nie się na do z w i co to jaki jaka jakie ten ta
        dla od po ile mam może można mogę""",
}  # fmt: skip
_MARKS: Mapping[str, str] = {
    "de": "äöüß", "fr": "çèêëîôûœàù", "es": "ñ¿¡", "pt": "ãõ", "it": "ìòè", "pl": "łąęśżźćń",
}  # fmt: skip
_NOTICES: Mapping[str, str] = {
    "de": "Ich antworte nur auf Englisch.",
    "fr": "Je ne réponds qu'en anglais.",
    "es": "Solo respondo en inglés.",
    "pt": "Respondo apenas em inglês.",
    "it": "Rispondo solo in inglese.",
    "nl": "Ik antwoord alleen in het Engels.",
    "pl": "Odpowiadam tylko po angielsku.",
    "ru": "Я отвечаю только на английском языке.",
    "zh": "我只用英文回答。",
    "ja": "回答は英語のみです。",
    "ko": "답변은 영어로만 합니다.",
}
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_HOMOGRAPHS = "as al ai an den die do et e i in me met o per se son sur ten van via w z"
_ALSO_ENGLISH = frozenset(_HOMOGRAPHS.split())
_SHARED = "model test trial feature score fit tree random grid problem option plan start label"
_SURELY_ENGLISH = PLAIN_WORDS - frozenset(_SHARED.split()) - _ALSO_ENGLISH
_ONLY_OTHERS = frozenset().union(*_SMALL.values()) - _ENGLISH - PLAIN_WORDS - _ALSO_ENGLISH


def notice_in(language: str) -> str:
    """Return the sentence that answers are in English, in a language; empty where it is not spoken here."""
    return _NOTICES.get(language, "")


def is_english(question: str) -> bool:
    """Whether a question reads as English; too few letters to tell count as English.

    Examples
    --------
    >>> is_english("why this model?"), is_english("Warum ist das Modell so gut?")
    (True, False)
    """
    return language_of(question) == ENGLISH


def language_of(question: str) -> str:
    """Return the language of a question as its code of two letters, or ``other`` for one that is not told.

    Examples
    --------
    >>> language_of("Warum ist das Modell so gut?"), language_of("为什么选择这个模型")
    ('de', 'zh')
    """
    letters = [mark for mark in question if mark.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return ENGLISH if all(ord(mark) < 0x250 for mark in letters) else _by_script(letters)
    foreign = [mark for mark in letters if not unicodedata.name(mark, "LATIN").startswith(("LATIN", "MICRO"))]
    if len(foreign) > len(letters) / 3:
        return _by_script(foreign)
    words = re.findall(r"[^\W\d_]+", question.lower())
    ours = sum(word in _ENGLISH for word in words)
    theirs = sum(word in _ONLY_OTHERS for word in words)
    marks = sum(mark in "".join(_MARKS.values()) for mark in question.lower())
    foreign_signs = theirs + (marks > 0)
    if foreign_signs < max(1, ours) or (foreign_signs == 1 and any(word in _SURELY_ENGLISH for word in words)):
        return ENGLISH
    return _latin(words, question.lower())


def _latin(words: list[str], text: str) -> str:
    scores = {
        language: sum(word in small for word in words) + sum(mark in _MARKS.get(language, "") for mark in text)
        for language, small in _SMALL.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else UNKNOWN


def _by_script(letters: list[str]) -> str:
    names = {unicodedata.name(mark, "").split(" ")[0].split("-")[0] for mark in letters}
    for script, language in (("HANGUL", "ko"), ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("CJK", "zh")):
        if script in names:
            return language
    return "ru" if "CYRILLIC" in names and not set("іїєґўјљњ") & set("".join(letters).lower()) else UNKNOWN
