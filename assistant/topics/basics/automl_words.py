"""Sentences on automated machine learning in general: what it does, what it leaves, and what it cannot know."""

from assistant.draft import Draft
from assistant.evidence.literature_tools import AUTO_SKLEARN, AUTOGLUON, FLAML, H2O, TPOT
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

by_hand = text(
    "**It is that loop, with what a loop forgets.** All candidates get the same folds; settings are searched rather",
    "than listed, by what earlier trials scored; weak ones are given up early; the rule that picks the winner is fixed",
    "beforehand; the score is corrected for having chosen the best of many; and every trial is on record, so that it",
    "can be repeated. What it does no more than your loop: frame the problem, or see that a column is wrong.",
)
features = text(
    "**The routine part, yes**: words and categories are encoded, gaps filled, dates taken apart and numbers scaled",
    "where a family needs it, all inside of the folds so that nothing leaks. Some tools also generate features (sums,",
    "ratios, interactions) and keep what helps. Features from knowledge of the field (days since the last order, a",
    "ratio that means something) **stay yours**, and they often bring more than any tuning. So do a look at the kinds",
    "of the columns (identifiers, codes read as numbers, dates read as words), and the question whether one leaks.",
)
cleaning = text(
    "**It prepares the data, but does not repair it.** Gaps are filled, words and dates encoded, numbers scaled where",
    "a family needs it, all inside of the folds. Wrong values, mistaken units, duplicates with other answers and",
    "columns that give the answer away it can at best point out: what is right, only you know. So clean first, and",
    "read the findings of a run before you believe its score.",
)
tables_only = text(
    "**Some tools can; this one works on tables.** Images, sound and long texts need networks that were trained on",
    "much of their kind; AutoML for them searches architectures or fine-tuning. Features taken from them (an",
    "embedding, a count, a summary over a time) can be columns of a table.",
)
overfits = text(
    "**Yes, like any search**: the more it tries, the more the best score flatters, above all on small tables. It does",
    "so less where it scores over folds, gives candidates up by a fixed rule, and corrects the score for the choice.",
    "Check it on rows that took no part.",
)
audited = text(
    "**Yes, if it can be checked, and more easily than a choice by hand**: the rule that picked it, every trial, the",
    "seed and the versions are on record, so the choice can be followed and made again. What nobody may leave to the",
    "machine: whether a column leaks the answer, what the columns mean, whether it is fair to the people concerned,",
    "and whether new rows are like these. For an auditor: the record, the score on rows that had no part, and",
    "somebody's name under those four checks.",
)
what_is_left = text(
    "**What is left is most of the work**: the question, the target, the metric that reflects the cost of mistakes,",
    "the quality of the data, features from knowledge of the field, leaks, whether the result is believable and fair,",
    "and the model in use. What AutoML takes over is trying families and settings, and bookkeeping.",
)
what = text(
    "**AutoML** does the part of machine learning that repeats: it tries families of models and their settings under",
    "cross-validation, keeps or averages the best, and estimates how well that will do on new rows.",
)
limits = text(
    "What it does not do: decide what is worth predicting, notice that a column will not be known in time or that the",
    "rows are not like those to come, make features from knowledge of the field, or turn a prediction into an action.",
    "It overfits like any search: the more it tries, the more the best score flatters, so ask for a corrected one.",
)
data_scientists = text(
    "On standard tables it comes **close to experts** in choosing and tuning a model, and it is there in minutes: a",
    "good baseline that anyone should have to beat. Where experts still win is before and after: framing the problem,",
    "making features from knowledge of the field, finding leaks, choosing a metric that reflects the cost of mistakes,",
    "watching the model in use. So it takes over work of a data scientist rather than the data scientist.",
)
to_do = text("What to do: let it make the baseline, and spend the time saved on the data, the question and the checks.")
steps = text(
    "From a table to a model, by itself: read the columns and tell their kinds; understand the goal and take a metric;",
    "deal the rows into folds; encode words, dates and gaps inside the folds; try the defaults, then search families",
    "and their settings; give weak candidates up; average the best where that helps; correct the score for choosing;",
    "check risks; fit the delivered model on all rows. Yours to decide: the question, the columns, the cost of",
    "mistakes, the use.",
)


def others(_: Question, draft: Draft) -> None:
    """Compare the tools that are best known, each by what its authors say of it."""
    draft.say(
        "**Much the same soup**: all search families and settings together and judge them on held-back rows. They",
        "differ in how they search, spend time and combine. As their authors describe them, AutoGluon",
        f"{draft.refer(AUTOGLUON, 'stacks a fixed set of strong configurations')}; auto-sklearn",
        f"{draft.refer(AUTO_SKLEARN, 'searches by a model and averages')}; FLAML",
        f"{draft.refer(FLAML, 'weighs what each trial costs')}; H2O {draft.refer(H2O, 'draws at random and stacks')};",
        f"TPOT {draft.refer(TPOT, 'evolves pipelines')}. They may have changed since. Choose by your limits (time,",
        "memory, one plain model or a large average, how much must be explained). I can vouch for this tool alone: it",
        "writes down what it does, and corrects the score for having chosen.",
    )


open_box = text(
    "Nothing in it has to stay a black box: a search can write down what it tried, in which order, why, and by which",
    "rule it chose. That tells how the model was found; how the model decides is another question, and the columns'",
    "importance and the explanation of single predictions answer it in part.",
)
end_of_the_way = text(
    "At the end the best or an average of several is chosen by that rule, its score is corrected for having chosen,",
    "risks are checked, and the delivered model is fitted on all rows. Yours to decide: the question, the columns, the",
    "cost of mistakes, the use.",
)
