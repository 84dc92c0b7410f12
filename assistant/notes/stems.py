"""Words as likeness sees them: without their endings, and words that mean the same as one."""

import re
from collections.abc import Mapping
from functools import cache

# The first word of a line stands for all of it.
_ALIKE = """
    big large huge high great giant enormous bigger larger higher biggest largest highest massive wide
    small little tiny low few smaller lower fewer smallest lowest short
    pick choose select chosen picked selected selection choice chose choosing
    good fine okay ok decent sensible reasonable sane acceptable
    well better best superior improve improvement gain gains
    bad poor worse worst wrong terrible awful
    fast quick speed quicker faster rapid speedy
    slow slower slowly
    time long hours minutes duration
    start begin first beginning initial
    stop end halt quit finish
    mean meaning means stand
    difference differ different distinguish distinction
    same identical equal alike
    usual typical normal common standard default customary usually typically normally
    needed need require necessary must required
    allowed may permitted legitimate okay
    useful worth help helps benefit sense point helpful
    cause causes reason
    repair fix solve remedy cure address avoid prevent against
    row rows sample samples record records observation observations example examples datapoint
    column columns feature features variable variables predictor predictors
    target label outcome response
    score scores result results performance metric
    error mistake loss
    tree trees
    fold folds
    trial trials configuration configurations combination combinations
    setting settings parameter parameters hyperparameter hyperparameters knob knobs
    model models
    number count many amount
    increase raise grow rise more higher double
    decrease reduce lower less cut shrink halve
    test held holdout hold unseen
    train training trained fit fitted fitting learn learned learning learnt
    guess predict prediction predictions predicting forecast
    chance luck random lucky randomly
    noise noisy jitter jumpy fluctuate wobble
    trust believe rely reliable honest credible
    cost price expensive money
    boss manager client customer management executive board
    explain describe interpret understand interpretation
    drop remove delete throw discard omit exclude
    missing nan blank blanks null empty absent
    rare minority scarce uncommon
    use using used apply employ
    happen happens occur
    range ranges bounds bound interval limit limits space
    data dataset table file
    boost boosting boosted
    forest forests
    network networks neural net nets mlp
    memorize memorise rote parrot
    complex complicated complexity flexible capacity
    simple plain simpler simplest
"""
_LITTLE = """
    a an the is are was be been of to in on for and or it i my me we you your our do does did can could should would
    will with at by from as that this these those so if then than there here have has had just very really any some
    about into what when how why which who where not no much kind sort thing way get got one please tell num
"""
LITTLE_WORDS = frozenset(_LITTLE.split())
"""Words that tell little of what is asked; how it is asked they do tell, so that they count a little."""
_ENDINGS = re.compile(r"(?:ations?|ate[ds]?|ating|ings?|edly|ely|ly|ers?|ed|ies|es|s|e)$")
SHORTEST_STEM = 4


@cache
def stem(word: str) -> str:
    """Return what is compared of a word; tags, numbers and short words stay whole.

    Examples
    --------
    >>> stem("picking"), stem("hp:step"), stem("calibrated") == stem("calibration")
    ('pick', 'hp:step', True)
    """
    if word in _stands_for():
        return _stands_for()[word]
    if ":" in word or not word.isalpha():
        return word
    bare = _without_ending(word)
    return _stands_for_stems().get(bare, bare)


def _without_ending(word: str) -> str:
    bare = _ENDINGS.sub("", word)
    return bare if len(bare) >= SHORTEST_STEM else word


@cache
def _stands_for() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in _ALIKE.strip().splitlines():
        first, *others = line.split()
        for word in (first, *others):
            found.setdefault(word, first)
    return found


@cache
def _stands_for_stems() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for word, first in _stands_for().items():
        found.setdefault(_without_ending(word), first)
    return found
