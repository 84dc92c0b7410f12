"""Which metric a goal asks for, by its name or in other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.goals.clauses import Clause
from models.metrics import METRICS, default_metric, metric_for
from models.record import Reason, Task

# Searched in this order: the first that is found decides, and its words are not read again.
PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "mean_absolute_percentage_error",
        (
            "mape", "(?:mean )?(?:absolute )?percent(?:age)? (?:error|miss|deviation)",
            "(?:average|mean|typical|relative) (?:error|miss|deviation) in (?:percent|%)",
            "relative (?:error|miss|deviation)", "(?:error|miss|deviation)s? in (?:percent|%|relative terms)",
            "percent off", r"%? ?off on (?:an? )?(?:\w+ ){0,4}(?:is|counts|weighs) (?:\w+ )?as (?:bad|much)",
            "proportional(?:ly)? (?:error|miss)", "(?:percent|%) (?:off|error|wrong|miss)",
        ),
    ),
    (
        "root_mean_squared_log_error",
        (
            "rmsle", "(?:root )?mean squared log(?:arithmic)? error",
            "log(?:arithmic)? (?:scale )?(?:rmse|errors?)", "squared log(?:arithmic)? errors?",
            r"rmse (?:of|on) (?:the )?log\w*",
            r"factor (?:of )?(?:two|three|2|3|ten|10) (?:\w+ ){0,4}(?:same|as bad|equal\w*)",
            "orders? of magnitude",
        ),
    ),
    (
        "average_precision",
        (
            "(?:area under (?:the )?)?(?:pr|precision[ -]?(?:/ )?recall) (?:curve|auc)", "pr ?auc", "auc ?pr",
            "auprc", "average precision", "precision (?:and|versus|vs|/)? ?recall curve",
            r"area under (?:the )?(?:pr|precision\b.{0,12} recall)(?: curve)?", "precision recall",
        ),
    ),
    (
        "log_loss",
        (
            "log(?:arithmic)? ?loss", "logloss", "cross ?entropy", "(?:negative )?log ?likelihood", "nll",
            ("(?:how )?(?:good|right|honest|accurate|reliable|trustworthy|well calibrated|calibrated) (?:are"
             " )?(?:the |its |your )?(?:probabilit(?:y|ies)|percentages?|chances)"),
            "calibrat(?:ed|ion)", "(?:quality|goodness) of (?:the )?probabilit(?:y|ies)",
            ("(?:the )?probabilit(?:y|ies) (?:themselves |itself )?(?:matter|count|are what|have to be|must be"
             r"|should be|need to be)(?: \w+){0,3}"),
            r"(?:score|judge|evaluate|rate|measure)d? (?:\w+ ){0,3}probabilit(?:y|ies)",
            "this are the probability",
        ),
    ),
    (
        "balanced_accuracy",
        (
            "balanced (?:accuracy|acc)", "(?:mean|average) (?:of (?:the )?)?(?:per[ -]?class |class )?recalls?",
            "macro (?:averaged )?recall", "bacc",
            "accuracy (?:averaged )?(?:per|over|across|in each|of each) (?:the )?class(?:es)?",
            "(?:per class|class ?wise) accuracy",
        ),
    ),
    (
        "f1_macro",
        (
            "macro (?:averaged? )?f ?1(?: score)?", "f ?1 (?:score )?macro(?: averaged?)?", "f1_macro",
            "macro (?:averaged? )?f (?:score|measure)",
            ("(?:averaged?|mean|unweighted) f ?1(?: score)?(?: (?:over|across|of) (?:all )?(?:the )?(?:classes"
             "|class))?"),
        ),
    ),
    (
        "f1",
        (
            "f ?1(?: (?:score|measure|value|metric))?", "f (?:score|measure)",
            "harmonic mean(?: of precision and recall)?", "balance (?:of|between) precision and recall",
            "(?:both )?precision and recall",
        ),
    ),
    (
        "roc_auc",
        (
            "(?:roc|auc)(?: ?auc| ?roc)?(?: (?:score|curve))?", "roc_auc", "auroc",
            r"area under (?:the )?(?:roc |receiver \w+ \w+ )?(?:curve)?", "c (?:statistic|index)", "concordance",
            "gini", "rank (?:them|the|these|all|our|my|customers|clients|people|patients|cases|leads|by|order)",
            "(?:only )?(?:the )?(?:ranking|rank order)(?: (?:is|that))?(?: (?:matters|counts|only))?(?: to me)?",
            "(?:only )?(?:the )?(?<!time )(?<!date )order(?:ing)?(?! by)(?: (?:matters|counts))?",
            (r"(?:sorted|ordered|ranked|sort|order|ranking) (?:\w+ ){0,4}(?:by|from) (?:risk|most|probability"
             "|likelihood|the most|likely|highest|how likely)"),
            "top of the list", "call list", "most likely (?:ones )?(?:first|on top)",
            r"riskiest (?:\w+ )?(?:first|on top)",
        ),
    ),
    (
        "root_mean_squared_error",
        (
            "rmse", "root(?: of)?(?: the)? mean squared? (?:error|deviation)", "rms (?:error)?", "mse",
            "mean squared errors?", "squared errors?",
            (r"(?:big|large|huge|gross) (?:mistakes?|errors?|misses|outliers|deviations?) (?:\w+ ){0,4}(?:hurt"
             r"|punish\w*|penali[sz]e\w*|weigh\w*|count\w*|more|worse|expensive|cost)"),
            r"(?:punish|penali[sz]e) (?:\w+ )?(?:big|large|huge) (?:mistakes?|errors?|misses)", "least squares",
        ),
    ),
    (
        "mean_absolute_error",
        (
            "mae", "mean abs(?:olute)? (?:error|deviation|miss)", "error absolute mean", "error mean absolute",
            "mean error absolute", "absolute mean error", "error absolute",
            "abs(?:olute)? (?:error|errors|deviation|miss|difference)",
            (r"(?:average|mean|typical|usual) (?:\w+ )?(?:miss|error|deviation|difference|mistake)(?: (?:in|of)"
             r" \S+)?"),
            r"how (?:far|much) (?:\w+ ){0,4}(?:off|away|wrong) (?:on average|in \w+|typically|by)",
            "(?:how far|how much) off", "off by on average",
            (r"(?:error|miss|mistake)s? (?:\w+ )?in (?:dollars?|euros?|pounds?|minutes?|hours?|days?|years?|kg"
             "|grams?|points?|degrees?|units?|usd|eur|km|miles?)"),
            "absolute (?:and )?not squared",
            r"(?:robust (?:to|against)|not (?:be )?(?:dominated|ruined|thrown) by) (?:\w+ )?outliers?",
            "median error", r"on average (?:\w+ ){0,3}(?:off|wrong)",
        ),
    ),
    (
        "r2",
        (
            "r2", "r squared?", r"r \^ ?2", "rsquared", "r 2", "explained variance", "variance explained",
            "coefficient of determination",
            ("(?:share|proportion|part|percentage|amount) of (?:the )?(?:variance|variation|differences)(?:"
             r" \w+)?(?: explained)?"),
        ),
    ),
    (
        "accuracy",
        (
            "(?:plain |simple |overall |pure |raw )?accurac(?:y|ies)",
            (r"(?:share|percent|percentage|fraction|proportion|rate|number|%) of (?:\w+ )?(?:right|correct|true"
             r"|hits?|correctly)(?: \w+)?"),
            "hit rate", "right answers?", "(?:percent|%) (?:correct|right)", "(?:error|misclassification) rate",
            r"(?:fewest|few|least|fewer) (?:\w+ )?(?:mistakes|errors|wrong answers|misclassifications)",
            "as few wrong as possible", r"(?:as )?(?:few|little) (?:mistakes|errors|wrong \w+) as possible",
            r"how often (?:\w+ ){0,3}(?:right|correct|wrong)", "(?:most|many) (?:right|correct)",
            r"get (?:\w+ )?as many (?:\w+ )?right", "as many (?:right|correct)",
        ),
    ),
    (
        "balanced_accuracy",
        (
            r"every class (?:equally )?(?:weigh|count)\w* (?:the )?same", "count(?:s|ing)? as much as",
            (r"(?:each|every|all|both) (?:\w+ ){0,2}(?:class|classes|kind|kinds|type|types|group|groups|species"
             r"|category|categories|grade|grades|sides?) (?:\w+ ){0,2}(?:(?:count|matter|weigh)s? (?:the same"
             "|equally|as much|equal)|(?:is|are) (?:equally|just as) important)"),
            (r"rare (?:ones?|classes|class|cases) (?:\w+ ){0,4}(?:count|matter|weigh)s? (?:\w+ ){0,2}(?:same"
             "|equally|as much)"),
        ),
    ),
    (
        "balanced_accuracy",
        (
            r"(?:as )?few (?:misses|missed \w+) as possible",
            r"(?:miss|overlook|lose) (?:as )?(?:few|none|nobody|no one|almost none)(?: \w+)? ?(?:as possible)?",
            "(?:fewest|fewer|least) misses", "recall", "sensitivity",
            r"catch (?:as many|them all|nearly all|almost all|all|every)(?: \w+)? ?(?:as possible)?",
            "do not (?:want to )?(?:miss|overlook) (?:a|any|one|a single)",
            "(?:highest|high|good|best) (?:recall|sensitivity)",
        ),
    ),
)  # fmt: skip
PATTERNS = tuple((name, re.compile(rf"(?<!\S)(?:{'|'.join(phrases)})(?!\S)")) for name, phrases in PHRASES)
REJECTED = re.compile(
    r"\bnot (?:\w+ ){0,2}?$|\b(?:instead of|rather than|no|never|forget|do not (?:use|want)|ignore|without) "
    r"(?:the |plain |simple )?$"
)
REJECTED_AFTER = re.compile(
    r"^ (?:is|are|would be|will be) (?:out\b|not\b|misleading|useless|no use|meaningless|wrong\b|a bad|no good|"
    r"worthless)"
)
TO_MULTICLASS = {"f1": "f1_macro"}


@dataclass(frozen=True)
class MetricWish:
    """A metric that a goal asks for, and the words that asked for it."""

    name: str
    said: str
    rank: int = 0


@dataclass(frozen=True)
class MetricReading:
    """The wish, if any, and the clauses with the words about metrics blanked, so that no column is read in them."""

    wish: MetricWish | None
    clauses: tuple[Clause, ...]


def read_metric(clauses: Sequence[Clause], column_texts: frozenset[str] = frozenset()) -> MetricReading:
    """Find the metric that a goal asks for; what names a column (``column_texts``, folded) is no metric."""
    wishes: list[MetricWish] = []
    left = []
    for clause in clauses:
        remaining = clause
        for rank, (name, pattern) in enumerate(PATTERNS):
            for match in pattern.finditer(remaining.text):
                if match[0].strip() in column_texts or not match[0].strip():
                    continue
                if not _is_rejected(remaining.text, match):
                    wishes.append(MetricWish(name, match[0].strip(), rank))
                remaining = remaining.without(match.span())
        left.append(remaining)
    return MetricReading(_strongest(wishes), tuple(left))


def choose_metric(wish: MetricWish | None, task: Task) -> tuple[str, Reason]:
    """Return the metric for a task, with its reason.

    Raises
    ------
    MetricTaskError
        When the metric that was asked for does not fit the task.
    """
    if wish is None:
        name = default_metric(task)
        return name, Reason("metric", name, f"the default for a {task} task, as the goal names no metric")
    name = TO_MULTICLASS.get(wish.name, wish.name) if task == "multiclass" else wish.name
    if wish.name == "roc_auc" and task == "regression":
        name = default_metric(task)
        return name, Reason("metric", name, f"the default for a {task} task: a ranking is for classes")
    metric_for(name, task)
    return name, Reason("metric", name, f'the goal says "{wish.said}"')


def task_of_metric(wish: MetricWish | None) -> str | None:
    """Return "regression" or "classification" where the metric settles it, or None."""
    if wish is None:
        return None
    return "regression" if METRICS[wish.name].tasks == ("regression",) else "classification"


def hinted_task(wish: MetricWish | None) -> str | None:
    """Return the task that a metric hints at: "binary" for those that need one positive class."""
    if wish is not None and METRICS[wish.name].tasks == ("binary",):
        return "binary"
    return task_of_metric(wish)


def _is_rejected(text: str, match: re.Match[str]) -> bool:
    return bool(REJECTED.search(text[: match.start()]) or REJECTED_AFTER.match(text[match.end() :]))


def _strongest(wishes: list[MetricWish]) -> MetricWish | None:
    """Return the metric that comes first in the table of phrases; of equals, the last said."""
    if not wishes:
        return None
    return min(reversed(wishes), key=lambda wish: wish.rank)
