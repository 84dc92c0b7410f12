"""One spelling for what people type: case, quotes, contractions, chat slang and compound words."""

import html
import re
import unicodedata

LONGEST_QUESTION = 4000
LONG_MESSAGE = 600

# Chat spellings and compounds, one a line: the pattern of a whole word or phrase, then the words for it.
_SPELLINGS = r"""
what'?s|wats|whats|whts => what is
how'?s => how is
why'?s => why is
that'?s|thats => that is
it'?s => it is
i'?m => i am
don'?t|dnt => do not
doesn'?t => does not
didn'?t => did not
isn'?t => is not
aren'?t => are not
wasn'?t => was not
can'?t|cannot => can not
couldn'?t => could not
shouldn'?t => should not
wouldn'?t => would not
won'?t => will not
you'?re => you are
i'?ve => i have
i'd => i would
wat|wut|wht|wot => what
y|wy|whyy+ => why
hw|hwo => how
r(?! ?squared) => are
u|ya => you
ur => your
n(?! (?:estimators|trees|jobs|iter|neighbo|layers|folds|trials))|nd|& => and
w/o => without
w/ => with
b/w|btwn => between
cuz|coz => because
pls|plz|please|lol|wtf|tho|lmao|omg|hey|hi|hello|kinda|really|exactly|actually|btw =>
howto => how to
dunno => do not know
gonna => going to
wanna => want to
vs\.?|versus|v\.s\. => vs
diff|diffrence => difference
diffs => differences
eli5 => explain simply
abt => about
bc => because
b4 => before
gimme => give me
lemme => let me
shld => should
wld => would
tbh|imo|imho|fyi|ty|thx =>
hyper[ -]?param(?:eter)?|hparam => hyperparameter
hyper[ -]?param(?:eter)?s|hparams|hps => hyperparameters
params => parameters
param => parameter
over[ -]fit\w*|overfits|overfitted|overfitting|overfit => overfit
under[ -]fit\w*|underfits|underfitted|underfitting|underfit => underfit
cv|x-?val|cross[ -]?val(?:idation|idated|idate)?s? => cross validation
k[ -]?folds? => k fold
optimi[sz]ation => optimization
optimi[sz]ed? => optimize
regulari[sz]ation|regulari[sz]ing|regulari[sz]ed|regulari[sz]er|regulari[sz]e => regularization
generali[sz]ation|generali[sz]ing|generali[sz]es|generali[sz]e => generalize
memori[sz]ing|memori[sz]ed|memori[sz]es|memori[sz]e|memori[sz]ation => memorize
val => validation
data[ -]?set => dataset
algos? => algorithm
"""
_RULES = tuple(tuple(part.strip() for part in line.split("=>")) for line in _SPELLINGS.strip().splitlines())
_PATTERN = re.compile(
    r"(?<![\w./])(?:" + "|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(_RULES)) + r")(?![\w/])"
)
_QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: " - ", 0xB1: " plus minus "}


_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


def within_reach(text: str) -> str:
    """Return what is read of a message: all of it, or of a very long one the beginning and the end.

    Who pastes a log asks before it or after it.
    """
    if len(text) <= LONGEST_QUESTION:
        return text
    half = LONGEST_QUESTION // 2
    return f"{text[:half]} {text[-half:]}"


def asked_part(text: str) -> str:
    """Return the questions of a long message, its last three, without what was pasted around them.

    A short message, or one without a question mark, is returned whole.
    """
    if len(text) <= LONG_MESSAGE:
        return text
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text)
    asked = [sentence.strip() for sentence in sentences if "?" in sentence and len(sentence) <= LONG_MESSAGE]
    return " ".join(asked[-3:]) or text


def normalize(text: str) -> str:
    """Return the question in lower case, in one spelling, with single blanks and without markup.

    A capital C that stands alone becomes ``hyperparameter_c``: in lower case it would be a letter like others.

    Examples
    --------
    >>> normalize("Whats  the diff: L1 vs. <b>L2</b>?")
    'what is the difference: l1 vs l2 ?'
    """
    text = html.unescape(_MARKUP.sub(" ", within_reach(text)))
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if not (text.isascii() and text.isprintable()):  # most are: looking at each mark is the dear part of reading
        text = "".join(_without_control(mark) for mark in text)
    text = _DRAWN_OUT.sub(r"\1", text)
    if text == "C" or not text.isupper():
        text = re.sub(r"(?<![\w'.])C(?![\w'+#])", "hyperparameter_c", text)
    text = _PATTERN.sub(lambda match: _RULES[int((match.lastgroup or "s0")[1:])][1], text.lower())
    return re.sub(r"\s+", " ", text).strip()


def _without_control(mark: str) -> str:
    category = unicodedata.category(mark)
    if category == "Cf":  # joiners and marks that turn the direction stand inside words
        return ""
    return " " if category[0] == "C" else mark


_TOKEN = re.compile(r"\d[\d,]*\.?\d*(?:e-?\d+)?(?![\w])|\.\d+|[^\W_][\w]*|_\w+")


def tokens(normalized: str) -> list[str]:
    """Split a normalized question into words and numbers; punctuation and hyphens separate.

    Examples
    --------
    >>> tokens("why max_depth 6, not .03?")
    ['why', 'max_depth', '6', 'not', '.03']
    """
    return [token.rstrip(".,") for token in _TOKEN.findall(normalized.replace("'s ", " "))]
