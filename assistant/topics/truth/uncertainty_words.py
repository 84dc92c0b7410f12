"""What is said in general of how sure one prediction is: intervals, sets of classes, probabilities."""

import re

from assistant.draft import Draft
from assistant.evidence.literature_truth import CONFORMAL, CONFORMAL_SETS, DEEP_ENSEMBLES, QUANTILE_INTERVALS
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what the basic answers are."""
    draft.say(
        "How sure **one** prediction is, its own probability says for a class (if it is calibrated), and for a value",
        "an interval that holds the truth with a promised probability. How good the model is on average is another",
        "question.",
    )


def gist_of_classes(_: Question, draft: Draft) -> None:
    """Say which ways there are for a class."""
    draft.say("Yes, there are three usual ways for a class:")
    draft.list(
        [
            (
                "a **calibrated probability**: of the rows given seven in ten, about seven in ten are of that class. "
                "It is the basic one; check it on held-back rows"
            ),
            (
                f"a **{draft.refer(CONFORMAL_SETS, 'conformal set')}**: the classes that cannot be ruled out at a "
                "promised level; a set of several classes says that the model is unsure"
            ),
            (
                f"the **{draft.refer(DEEP_ENSEMBLES, 'disagreement of models')}** fitted with other seeds or rows, or "
                "of the trees of a forest: it shows the doubt of the model only, not the noise of the outcome"
            ),
        ]
    )
    draft.say("For a value take an interval: from held-back errors (conformal) or from quantile models.")


_WHETHER = re.compile(r"^(?:can|could|is|are|do|does)\b|\b(?:can i|is there|possible)\b")


def gist_of_conformal(asked: Question, draft: Draft) -> None:
    """Say what conformal prediction does, and what it promises."""
    draft.say(
        "Yes." if _WHETHER.search(asked.tagged) else "",
        f"{draft.refer(CONFORMAL, 'Conformal prediction')} takes the absolute errors on held-back rows (how",
        "far each truth was from its prediction), and makes",
        "each interval as wide as their quantile at the promised level (a little corrected for the number of rows). It",
        "holds whatever the model is, on **average** over rows, if new rows are like these (exchangeable): not for",
        "every kind of row, and not under drift.",
    )


def detail_of_conformal(_: Question, draft: Draft) -> None:
    """Say how its width follows the row."""
    draft.say(
        "Plain intervals are equally wide everywhere. Where errors grow with the prediction, scale them by the usual",
        f"error there, or use {draft.refer(QUANTILE_INTERVALS, 'conformalized quantile regression')}, whose width",
        "follows the row. Measure the coverage on rows that had no part in setting the width.",
    )


def gist_of_the_future(_: Question, draft: Draft) -> None:
    """Say that nobody knows it, and what is nearest."""
    draft.say(
        "Nobody can know the score on data that are still to come: it depends on how much those rows will differ from",
        "these. The honest figure for rows **like these** is the corrected score with its interval, and it holds only",
        "as long as nothing drifts.",
    )


GIST_OF_GUARANTEE = text(
    "No: the promise holds on **average** over rows that are like these, not for every row or kind of row. For rare or",
    "odd rows it may hold less often, for easy ones more; and it does not hold where new rows drift away.",
)
GIST_OF_WIDTH = text(
    "An interval is as wide as the model errs on rows that it did not see. It gets narrower by a better model (better",
    "columns, more rows), by a lower level, or by a width that follows the row: narrow where errors are small.",
    "Narrower for nothing is not to be had.",
)
GIST_OF_TWO_INTERVALS = text(
    "A **confidence interval** says how well an average is known, such as the score of the model, and shrinks with",
    "more rows. A **prediction interval** says where one new value will lie, and stays as wide as single values",
    "scatter: it holds the doubt about the average **and** the noise of the one value, so it is always the wider one.",
)
GIST_OF_ONE_VALUE = text(
    "Plus or minus what the model errs by on rows that it did not see. Take the quantile of those errors at the level",
    "that you want (conformal prediction does that, and promises the coverage on average); the typical error of the",
    "run, RMSE or MAE, is a first guess. For an unusual row expect more than that: few rows like it were learned from.",
)
GIST_OF_YES_OR_NO = text(
    "Neither yes nor no can be promised of one row: a model gives a **probability**, and a yes or no is made of it by",
    "a threshold. Many rows with the same probability come out as it says, if it is calibrated; which of them,",
    "no model knows.",
)
GIST_OF_MISSED = text(
    "Then the intervals are too narrow for these rows. Likely causes: the new rows differ from those the width was set",
    "on (drift, another kind of customer); the width was set on rows that the model was fitted on, where it errs less;",
    "or you look at one kind of row, while the promise holds on average over all.",
)
DETAIL_OF_MISSED = text(
    "Check the coverage on held-back rows first, then by time and by group. Remedy: set the width anew on recent rows",
    "that were not fitted on, for each group by itself where groups differ, or by a method whose width follows the row",
    "(conformalized quantile regression). Few rows scatter: with thirty, some points more or less mean nothing.",
)
GIST_OF_SETS = text(
    "A set of several classes means that the model cannot rule out any of them at the promised level: it is unsure of",
    "that row. A set of one class means that it is sure. Rows with large sets are those to look at by hand.",
)
GIST_OF_A_SCORE = text(
    "A score is known only as well as its rows allow: its standard error shrinks with the root of their number (for",
    "ROC AUC and recall of those of the rarer class). Name the score with its interval, and call nothing a difference",
    "that lies within it. It speaks of the average over rows like these, not of one prediction.",
)
GIST_OF_UNSURE = text(
    "A row is in doubt where its calibrated probability lies near the threshold, or its set holds several classes.",
    "Sort rows by that, let a person look at the least sure ones, and check on held-back rows that errors really",
    "gather there. Better columns make such rows fewer; a higher promised level makes them more.",
)
GIST_OF_SHARE_RIGHT = text(
    "Promise only the share that was right on rows that the model never saw, with its interval, and only for new rows",
    "like these: drift lowers it. It is an average; a rare class is mostly predicted worse, so name what share of its",
    "rows is found, and how many of the alarms are right. Say what always guessing the most frequent class reaches.",
)
GIST_OF_TYPICAL = text(
    "For values the mean absolute error on held-back rows tells the typical miss, and the root mean squared error more",
    "of the large ones; for classes it is the share of wrong decisions. Compare it with always predicting the mean or",
    "the most frequent class; single rows can be much farther off.",
)
