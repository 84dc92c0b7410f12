"""Cut the sentences of a goal into clauses of plain English words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.goals.glossary.translation import to_english
from models.goals.words import fold

SPOKEN = (
    (r"\bw/o\b", "without"), (r"\b(do|does|did|is|are|was|were|should|must|would|could|has|have|had)n'?t\b", r"\1 not"),
    (r"\bwon'?t\b", "will not"), (r"\bcan'?t\b|\bcannot\b", "can not"), (r"\b(\w+)'(?:s|ve|re|ll|d|m)\b", r"\1"),
    (r"'em\b|\bem\b", "them"), (r"\b(?:pls|plz|plss)\b", "please"), (r"\bthats\b", "that"),
    (r"\b(?:wanna|gonna)\b", "want to"),
    (r"\bpa(?:y|ys|id|ying)((?: \w+){0,4}?) back\b", r"repay\1"), (r"\brepay((?: \w+){0,4}?) back\b", r"repay\1"),
    (r"\b(?:good|best|great|nice|useful|decent|accurate|better) (?=(?:\w+ )?(?:models?|predict\w+|tool)\b)", ""),
    (r"\b(?:good|best|great|nice|useful|decent|accurate|better) (?=(?:\w+ )?(?:results?|job|thing|something)\b)", ""),
    (r"\b(?:no|nr|num|nbr) of\b", "number of"),
    (r"\bbox office\b", "boxoffice"), (r"\bu\b", "you"), (r"\bxcept\b", "except"),
    (r"\bexcl\b", "excluding"), (r"\bw/(?=\s)", "with"), (r"\bn't\b", " not"),
    (r"\bwhch\b", "which"), (r"\bwat\b", "what"), (r"\bteh\b", "the"),
    (r"\b(?:pred|predcit|perdict|predic|preditc)\b", "predict"),
)  # fmt: skip
SPEECH = tuple((re.compile(pattern), plain) for pattern, plain in SPOKEN)
STARTERS = (
    r"do not|not|no|use|using|keep|leave|leaving|ignore|ignoring|drop|exclude|excluding|without|except|predict|train|"
    r"learn|score|scored|judge|judged|evaluate|evaluated|measure|measured|it|that|this|these|those|they|we|i|you|our|"
    r"my|he|she|so|which|from|based|given|please|only|just|each|every|must|should|because|since|who|what|how|will|"
    r"there|to be|then|tell|find|forget|skip|omit|remove|discard|avoid|validate|test|learning|training|sorted|"
    r"forecast|estimate|classify|want|also|a miss|missing|one|minimi[sz]e|maximi[sz]e|optimi[sz]e|the rest|the "
    r"others"
)  # fmt: skip
BOUNDARY = re.compile(
    r"\s*[;:()\[\]]+\s*|\s-+\s|\.(?=\s|$)|[!?]+|\s*\.\.+\s*|"
    rf",\s*(?:and\s+|but\s+|or\s+)?(?=(?:{STARTERS})\b)|(?<!everything)(?<!anything)(?<!nothing)(?<!\ball)(?<!\bcolumns)\s(?=\b(?:but|because|although|though)\b)|"
    r"\s(?=and (?:do not|leave|ignore|drop|exclude|use|keep|tell|score|take|without|we|i|it|they|nothing|judge|"
    r"train|not)\b)"
)  # fmt: skip
WORD = re.compile(r"(?:<=|>=|<|>)?\d+(?:[.,]\d+)*[a-z]*|[^\W_]+(?:_[^\W_]+)*|%|\$|,")
BUDGET = re.compile(
    r"^(?:so |and |please |also )*(?:you have|you ve got|take|spend|use at most|run (?:it )?for|search for|stop "
    r"after|be done|finish)\b"
    r"[^.]{0,40}\b(?:seconds?|minutes?|hours?|time|night|day|trials)\b",
)  # fmt: skip
BLANK = "·"
MAX_WORDS = 60  # a longer clause is cut, so that phrases with gaps stay quick to search for


@dataclass(frozen=True)
class Clause:
    """One clause: its words in English, which sentence it belongs to, and how it ended.

    ``text`` is the words joined by single spaces, so that a position in it leads back to a word.
    """

    words: tuple[str, ...]
    sentence: int
    is_question: bool = False

    @property
    def text(self) -> str:
        """The words in one string."""
        return " ".join(self.words)

    def word_at(self, position: int) -> int:
        """Return the number of the word that a position in ``text`` falls in."""
        return self.text[:position].count(" ")

    def without(self, span: tuple[int, int]) -> "Clause":
        """Return the clause with the words of a span of ``text`` blanked: they have been read."""
        first, last = self.word_at(span[0]), self.word_at(max(span[0], span[1] - 1))
        blanked = (BLANK if first <= i <= last else word for i, word in enumerate(self.words))
        return replace(self, words=tuple(blanked))


def split_clauses(sentences: Iterable[str], names: frozenset[str] = frozenset()) -> tuple[Clause, ...]:
    """Cut sentences into clauses, said twice counted once; words in ``names`` are column names, not translated.

    Examples
    --------
    >>> [clause.text for clause in split_clauses(["Price, but don't use the lot size."])]
    ['price', 'do not use the lot size']
    """
    clauses: dict[tuple[str, ...], Clause] = {}
    for number, sentence in enumerate(sentences):
        english = _speak_plainly(to_english(_spell_out(fold(sentence)), names))
        for part in BOUNDARY.split(english):
            words = tuple(WORD.findall(part or ""))
            pieces = (words[i : i + MAX_WORDS] for i in range(0, len(words), MAX_WORDS))
            asks = _asks(fold(sentence))
            for piece in pieces:
                if any(word != "," for word in piece):
                    clauses.setdefault(piece, Clause(piece, number, asks))
    return tuple(clauses.values())


def _spell_out(sentence: str) -> str:
    """Expand what is written with an apostrophe or a slash, before words are looked up."""
    sentence = re.sub(r"\bw/o\b", "without", re.sub(r"\s+", " ", sentence))
    return re.sub(r"\s&\s|\sn\s", " and ", sentence)


def _speak_plainly(sentence: str) -> str:
    for pattern, plain in SPEECH:
        sentence = pattern.sub(plain, sentence)
    return sentence


def _asks(sentence: str) -> bool:
    return sentence.rstrip(" \"')").endswith("?")


def is_budget(clause: Clause) -> bool:
    """Whether a clause only says how long to search.

    Examples
    --------
    >>> [is_budget(clause) for clause in split_clauses(["You have one hour.", "Predict the time."])]
    [True, False]
    """
    return bool(BUDGET.search(clause.text))
