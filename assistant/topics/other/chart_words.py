"""Which chart a question means."""

import re
from collections.abc import Mapping

from assistant.charts.drawing import ChartKind
from assistant.charts.registry import chart_named

PICTURE = (
    r"(?:charts?|plots?|graphs?|diagrams?|"
    r"pictures?|curves?|figures?|scatters?|box ?plots?|visuali[sz]ations?|histograms?)"
)
# The first that fits decides, so what is named by few words stands before what many words name.
_WORDS: Mapping[str, str] = {
    "confusion": r"confusion",
    "precision_recall": r"precision recall|metric:precision|metric:average_precision",
    "roc": r"\broc\b|metric:roc_auc (?:curve|plot|chart)|(?:curve|plot|chart) .*metric:roc_auc",
    "calibration": r"calibrat\w*|reliability",
    "threshold_costs": r"\bthreshold",
    "partial_dependence": r"partial dependence|\bpdp\b",
    "residuals": r"residuals?",
    "predicted_true": r"predicted (?:vs|against|and|true)|actual",
    "parallel_coordinates": r"parallel|\bcoordinates?\b",
    "slices": r"\bslices?\b|(?:each|per|every|all) (?:of the |the )?hyperparameters?",
    "hyperparameter_importance": r"hyperparameters? importan|importan\w+ .*hyperparameter|importan\w+ .*\bparameters?\b"
    r"|\bparameters? importan|(?:which|what) hyperparameters? matter",
    "learning_curve": r"learning curves?|training curves?|loss curves?|\bloss\b|\bepochs?\b|\brounds?\b|hp:passes",
    "gap": r"\bgaps?\b|\boverfit|\btrain\w* (?:score )?(?:vs|and|against|to|versus) (?:validation|test)",
    "fold_by_fold": r"\bfolds?\b|cross validation",
    "time_by_family": r"\b(?:times?|seconds|durations?|took|spent|budget)\b(?<!over time)",
    "honest_score": r"\bhonest|\bcorrected|\bintervals?\b|\bexpected score|\bquantile|\blikely\b|\brange of the score",
    "column_kinds": r"(?:kinds?|types?) of (?:the )?(?:columns?|features?|data)|column (?:kinds?|types?)|data types?",
    "classes": r"\bclass(?:es)?\b|\bclass:|\btarget\b|\blabels?\b|\bbalance",
    "column_importance": r"\b(?:features?|columns?|variables?|predictors?|inputs?)\b|\bshap\b",
    "leaders": r"leaderboard|\bleaders?\b|\bbest (?:num )?(?:trials|models)|\btop\b|\branking|\bcompar|\bfamilies\b",
    "score_by_trial": r"\bscores?\b|\bhistory\b|\bprogress|\bover (?:the )?(?:time|trials)|\bconverge|\bimprove"
    r"|metric:\w+|\boptimization\b|\bobjective\b|\btrials?\b|\bsearch\b",
}
_COMPILED = {name: re.compile(words) for name, words in _WORDS.items()}

ABSENT = re.compile(
    r"\blift\b|\bgain chart|decision boundar|scatter ?plot of|\bcorrelation"
    r"|\bheat ?map|\bhistograms?|distribution of column:|column: .*(?:distribution|histogram)"
)


def chart_asked(tagged: str) -> ChartKind | None:
    """Return the chart that the words of a tagged question name; None where they name none that there is.

    Examples
    --------
    >>> chart_asked("plot the learning curves").name
    'learning_curve'
    """
    name = next((name for name, pattern in _COMPILED.items() if pattern.search(tagged)), None)
    return None if name is None else chart_named(name)


def names_absent_chart(tagged: str) -> bool:
    """Whether a question names a picture that no chart of ours is."""
    return ABSENT.search(tagged) is not None
