"""What the name of a column says: its words, spelled out, and which of them carry the meaning."""

import re
from dataclasses import dataclass

from models.goals.glossary.translation import any_english
from models.goals.phrases import word_set
from models.goals.synonyms import known_words
from models.goals.words import fold, singular

ABBREVIATIONS = {
    "qty": "quantity", "amt": "amount", "num": "number", "nbr": "number", "nr": "number", "n": "number", "no": "number",
    "cnt": "count", "pct": "percent", "perc": "percent", "avg": "average", "med": "median", "min": "minimum",
    "max": "maximum", "temp": "temperature", "atemp": "temperature", "hum": "humidity", "hr": "hour", "hrs": "hours",
    "mnth": "month", "mon": "month", "yr": "year", "yrs": "years", "wk": "week", "dt": "date", "dob": "birth",
    "dur": "duration", "dist": "distance", "wt": "weight", "ht": "height", "len": "length", "sz": "size",
    "dep": "departure", "arr": "arrival", "dest": "destination", "orig": "origin", "cust": "customer",
    "acct": "account", "acc": "account", "bal": "balance", "pmt": "payment", "pymt": "payment", "pay": "pay",
    "bp": "pressure", "chol": "cholesterol", "gluc": "glucose", "cp": "chest", "preg": "pregnancies",
    "mpg": "mpg", "hp": "horsepower", "cyl": "cylinders", "disp": "displacement", "sqft": "sqft", "lat": "latitude",
    "lon": "longitude", "lng": "longitude", "long": "longitude", "rev": "revenue", "prob": "probability",
    "dept": "department", "edu": "education", "educ": "education", "occ": "occupation", "emp": "employee",
    "sal": "salary",
    "addr": "address", "desc": "description", "cat": "category", "lvl": "level", "grp": "group", "idx": "index",
    "windspeed": "windspeed", "wnd": "wind", "precip": "rain",
    "attr": "attrition", "dx": "diagnosis", "bmi": "bmi", "ldr": "loader", "veh": "vehicle", "trans": "transmission",
    "cons": "consumption", "consump": "consumption", "elec": "electricity", "tot": "total", "std": "deviation",
    "ref": "reference",
    "y": "y", "rm": "rooms", "ppl": "people", "pop": "population", "hh": "household", "inc": "income",
    "exp": "experience",
    "recid": "recidivism", "los": "length stay", "nps": "net promoter score", "adr": "daily rate",
    "ltv": "customer value", "dpd": "days delay",
}  # fmt: skip

# Words that a name can be meant without: "patient" means patient_id.
LIGHT = word_set(
    """
    id ids key code nr nbr no num n type flag is has was did will the status class category cat value val index
    idx group indicator label mm cm m km kg g lb mg ml l pct percent usd eur min sec hours hrs s ms nm mpa k f
    in t ha mmhg lbs ft miles
    """
)
GRAMMAR = word_set("of a an in at per by on to and or for from with")
GENERIC_TARGETS = word_set(
    """
    class target label y outcome result response output status survived category dependent groundtruth truth
    """
)
# Names that one has to know, as nothing in them can be split or looked up.
KNOWN_NAMES = {
    "sibsp": "siblings spouses", "parch": "parents children", "medv": "house value", "g3": "final grade",
    "g2": "second grade", "g1": "first grade", "csmpa": "strength mpa", "medinc": "median income", "pclass": "class",
    "houseage": "house age", "medhouseval": "median house value", "averooms": "average rooms",
    "grlivarea": "living area",
    "avebedrms": "average bedrooms", "aveoccup": "average occupants", "fnlwgt": "fnlwgt weight",
    "trestbps": "blood pressure",
    "thalach": "maximum heart rate", "fbs": "blood sugar", "adr": "daily rate", "dteday": "date", "mpg": "mpg",
    "totalbsmtsf": "basement area", "medu": "mother education", "fedu": "father education",
    "overallqual": "overall quality", "overallcond": "overall condition", "yrsold": "year sold",
}  # fmt: skip


@dataclass(frozen=True)
class NameWord:
    """One word of a column name: the forms it may be met in, and how much of the name it carries."""

    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class ColumnName:
    """A column name as words. ``joined`` is the folded name without any sign between its letters."""

    name: str
    words: tuple[NameWord, ...]
    joined: str

    @property
    def is_generic(self) -> bool:
        """Whether the name only says that this is what to predict: class, target, label, y."""
        return self.joined in GENERIC_TARGETS


def read_name(name: str) -> ColumnName:
    """Split a column name into words and spell out its abbreviations.

    Examples
    --------
    >>> [word.forms[0] for word in read_name("pctCollege").words]
    ['percent', 'college']
    >>> [word.forms[0] for word in read_name("MonthlyCharges_USD").words]
    ['monthly', 'charges', 'usd']
    """
    joined = re.sub(r"[\W_]+", "", fold(name))
    pieces = KNOWN_NAMES[joined].split() if joined in KNOWN_NAMES else name_pieces(name)
    words = tuple(_name_word(piece, is_alone=len(pieces) == 1) for piece in pieces)
    return ColumnName(name, words, joined)


def name_pieces(name: str) -> list[str]:
    """Split a name at signs, at humps and between letters and figures, folded."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name[:200])
    pieces = [piece for piece in re.split(r"[\W_]+", fold(spaced)) if piece]
    parts = [part for piece in pieces[:20] for part in _split_joined(piece)]
    return [word for part in parts for word in _spell_out(part)]


def _spell_out(piece: str) -> list[str]:
    full = ABBREVIATIONS.get(piece, "")
    return full.split() if " " in full else [piece]


def _split_joined(piece: str) -> list[str]:
    """Split a run of letters into two known words, such as livingarea."""
    if len(piece) < 7 or _is_known(piece):
        return [piece]
    for cut in range(len(piece) - 3, 2, -1):
        if _is_known(piece[:cut]) and _is_known(piece[cut:]):
            return [piece[:cut], piece[cut:]]
    return [piece]


def _is_known(word: str) -> bool:
    return word in known_words() or singular(word) in known_words() or (word in LIGHT and len(word) > 2)


def _name_word(piece: str, *, is_alone: bool) -> NameWord:
    forms = [piece]
    full = ABBREVIATIONS.get(piece)
    if full is not None and full != piece:
        forms = [full, piece]
    english = any_english(piece)
    if english is not None:
        forms += [word for word in english.split() if word not in forms]
    return NameWord(tuple(forms), 1.0 if is_alone else _weight(piece))


def _weight(piece: str) -> float:
    if piece in GRAMMAR:
        return 0.1
    return 0.3 if piece in LIGHT else 1.0
