"""Whether a question is English: answers are, and another language gets a short one that says so."""

import re
import unicodedata

LEAST_LETTERS = 3
_ENGLISH_WORDS = """
the is are was were what why how which who does did do my our this that it of to in for and or not can
should would with on your you i me use used best model score value chosen between from if be so
"""
# Small words of German, French, Spanish, Portuguese, Italian and Dutch that English lacks.
_OTHER_WORDS = """
der das ein eine einen und nicht ist sind warum wie welche welcher welches wurde wird kann mein meine bei
einer auf für mit mir oder gibt hat haben zum wieso weshalb soll kannst erklären dieses diese le les un
une des est sont pourquoi comment quel quelle quels quelles mon ma mes ce cette pas avec pour dans sur du
que qui je il elle ou expliquer el los las es por porque cómo como cuál cual qué mi este esta en para con
del se lo puedes explicar os um uma é são meu minha qual não com ao da o você gli perché perche che è
sono mio mia questo questa di della nel puoi spiegare het een waarom hoe welke mijn niet zijn wordt dit
dat voor van
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split()) - _ENGLISH


def is_english(question: str) -> bool:
    """Whether a question reads as English; too few letters to tell count as English.

    Examples
    --------
    >>> is_english("why this model?"), is_english("Warum ist das Modell so gut?")
    (True, False)
    """
    letters = [mark for mark in question if mark.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return True
    foreign = sum(not unicodedata.name(mark, "LATIN").startswith("LATIN") for mark in letters)
    if foreign > len(letters) / 3:
        return False
    words = re.findall(r"[^\W\d_]+", question.lower())
    ours = sum(word in _ENGLISH for word in words)
    theirs = sum(word in _OTHERS for word in words)
    return theirs < 2 or theirs < ours
