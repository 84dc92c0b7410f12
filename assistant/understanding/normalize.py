"""One spelling for what people type: case, quotes, contractions, chat slang and compound words."""

import re
import unicodedata

LONGEST_QUESTION = 4000

# Chat spellings and compounds, each a whole word or phrase, put into the words that the rest understands.
_SPELLINGS = {
    r"what'?s|wats|whats|whts": "what is", r"how'?s": "how is", r"why'?s": "why is", r"that'?s|thats": "that is",
    r"it'?s": "it is", r"i'?m": "i am", r"don'?t|dnt": "do not", r"doesn'?t": "does not", r"didn'?t": "did not",
    r"isn'?t": "is not", r"aren'?t": "are not", r"wasn'?t": "was not", r"can'?t|cant|cannot": "can not",
    r"couldn'?t": "could not", r"shouldn'?t": "should not", r"wouldn'?t": "would not", r"won'?t": "will not",
    r"you'?re": "you are", r"i'?ve": "i have", r"i'?d": "i would",
    r"wat|wut|wht|wot": "what", r"y|wy|whyy+": "why", r"hw|hwo": "how", r"r(?! ?squared)": "are", r"u|ya": "you", r"ur": "your",
    r"n(?! (?:estimators|trees|jobs|iter|neighbo|layers|folds|trials))|nd|&": "and", r"w/o": "without", r"w/": "with", r"b/w|btw|btwn": "between", r"cuz|coz|bc": "because",
    r"pls|plz|please": "", r"lol|wtf|tho|lmao|omg|hey|hi|hello|kinda|really|exactly|actually": "",
    r"howto": "how to", r"dunno": "do not know", r"gonna": "going to", r"wanna": "want to", r"dat": "that", r"da": "the",
    r"vs\.?|versus|v\.s\.": "vs", r"diff|diffrence": "difference", r"eli5": "explain simply", r"ppl": "people",
    r"hyper[ -]?param(?:eter)?": "hyperparameter", r"hyper[ -]?param(?:eter)?s": "hyperparameters",
    r"hparams?|hps?": "hyperparameters", r"params": "parameters", r"param": "parameter",
    r"over[ -]fit\w*|overfits|overfitted|overfitting|overfit": "overfit",
    r"under[ -]fit\w*|underfits|underfitted|underfitting|underfit": "underfit",
    r"cv|x-?val|cross[ -]?val(?:idation|idated|idate)?|crossvalidation": "cross validation",
    r"k[ -]?folds?": "k fold", r"optimi[sz]ation": "optimization", r"optimi[sz]ed?": "optimize",
    r"regulari[sz]ation|regulari[sz]ing|regulari[sz]ed|regulari[sz]er|regulari[sz]e": "regularization",
    r"generali[sz]ation|generali[sz]ing|generali[sz]es|generali[sz]e": "generalize",
    r"memori[sz]ing|memori[sz]ed|memori[sz]es|memori[sz]e|memori[sz]ation": "memorize",
    r"data[ -]?set": "dataset", r"colour": "color", r"algos?": "algorithm",
}  # fmt: skip
_PATTERN = re.compile(
    r"(?<![\w./])(?:" + "|".join(f"(?P<s{i}>{p})" for i, p in enumerate(_SPELLINGS)) + r")(?![\w/])"
)
_WRITTEN = tuple(_SPELLINGS.values())


def normalize(text: str) -> str:
    """Return the question in lower case, in one spelling, with single blanks.

    A capital C that stands alone becomes ``hyperparameter_c``: in lower case it would be a letter like others.

    Examples
    --------
    >>> normalize("Whats  the diff: L1 vs. L2?")
    'what is the difference: l1 vs l2?'
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_QUESTION])
    text = text.translate(
        {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("–"): "-", ord("—"): " - "}
    )
    text = "".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in text)
    if not text.isupper():
        text = re.sub(r"(?<![\w'.])C(?![\w'+#])", "hyperparameter_c", text)
    text = _PATTERN.sub(lambda match: _WRITTEN[int((match.lastgroup or "s0")[1:])], text.lower())
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
