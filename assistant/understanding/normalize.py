"""One spelling for what people type: case, quotes, contractions, chat slang and compound words."""

import re
import unicodedata

LONGEST_QUESTION = 4000

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
eli5 => explain simply
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
_QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: " - "}


def normalize(text: str) -> str:
    """Return the question in lower case, in one spelling, with single blanks.

    A capital C that stands alone becomes ``hyperparameter_c``: in lower case it would be a letter like others.

    Examples
    --------
    >>> normalize("Whats  the diff: L1 vs. L2?")
    'what is the difference: l1 vs l2?'
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_QUESTION]).translate(_QUOTES)
    text = "".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in text)
    if text == "C" or not text.isupper():
        text = re.sub(r"(?<![\w'.])C(?![\w'+#])", "hyperparameter_c", text)
    text = _PATTERN.sub(lambda match: _RULES[int((match.lastgroup or "s0")[1:])][1], text.lower())
    return re.sub(r"\s+", " ", text).strip()


_TOKEN = re.compile(r"\d[\d,]*\.?\d*(?:e-?\d+)?(?![\w])|\.\d+|[^\W_][\w]*|_\w+")


def tokens(normalized: str) -> list[str]:
    """Split a normalized question into words and numbers; punctuation and hyphens separate.

    Examples
    --------
    >>> tokens("why max_depth 6, not .03?")
    ['why', 'max_depth', '6', 'not', '.03']
    """
    return [token.rstrip(".,") for token in _TOKEN.findall(normalized.replace("'s ", " "))]
