"""What is said of leakage in general, door by door: what leaks, how much, and what to do."""

from assistant.draft import Draft
from assistant.evidence.literature_truth import LEAKAGE, LEAKING_FIELDS, LEAKING_PAPERS
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

GIST_OF_PERFECT = text(
    "A perfect or nearly perfect score is almost always leakage, most of all where one split or one column is enough",
    "for it: a column made from the target, or filled in after the outcome; an id that follows it; or copies of rows",
    "on both sides. A real problem is rarely that easy.",
)
DETAIL_OF_PERFECT = text(
    "What to do: look at the most important column and at the score of each column alone, count copied rows, drop",
    "what is known only after the outcome, and run again. For accuracy, compare with the",
    "share of the largest class first. If the score stays, the problem may be an easy one.",
)
GIST_OF_RESAMPLING = text(
    "After the split, and only inside the training part of each fold. If rows are made up or repeated before the split",
    "(SMOTE, oversampling), copies made from a row land in the validation part too, and the score is inflated.",
)
DETAIL_OF_RESAMPLING = text(
    "The same holds for scaling, filling gaps, encoding by the target and choosing columns: put each step into one",
    "pipeline with the model, so that it is fitted anew in every fold. The validation rows keep the real share of the",
    "classes; and class weights, or another threshold, often do what resampling is meant for.",
)
GIST_OF_SCALING = text(
    "Strictly it leaks: a step that was fitted on all rows before the split (scaling, filling gaps) carries means and",
    "ranges of the validation rows into training. With plain scaling the effect is mostly tiny; with encoding by the",
    "target, choosing columns or oversampling it is serious. The cure is the same: fit every such step on the training",
    "part of each fold only, in one pipeline with the model. Here that means: upload the raw table.",
)
GIST_OF_STOPPING = text(
    "It does leak where the number of rounds is chosen on the very rows that are scored: the score is then the best of",
    "many rounds, and a little too good. Split off rows of the training part for stopping, and leave the validation",
    "rows alone.",
)
GIST_OF_COPIES = text(
    "Yes, they can inflate it: copies of a row on both sides of a split are scored from memory, which lifts the score",
    "without any skill. Drop true copies before splitting; where they are repeats of one thing, keep them in one fold",
    "by naming its column as the group.",
)
GIST_OF_AFTERWARDS = text(
    "That is trouble: a column that is filled in at or after the outcome **knows the answer**, and will not be",
    "there, or not like this, when the model is used. Do not keep it: leave it out, or count only what was known on",
    "the day of the prediction, and run again. Expect a lower score, and an honest one; a screen of rows may miss such",
    "a column, since it need not be a perfect predictor.",
)
GIST_OF_DELETING = text(
    "Do not: a score on rows from which the model's mistakes were taken out means nothing, since new rows will hold",
    "such cases again. Test rows stay as they are. Look at mistakes among the out-of-fold predictions instead: rows",
    "with wrong answers may be put right or dropped for a reason that does not look at the prediction, before any",
    "split.",
)
GIST_OF_IDS = text(
    "Yes, an id can leak: where numbers were given in the order of time or of the answer, or where the rows of one",
    "person stand on both sides of a split, so that the model knows who it is. Never use it as a feature. Name it as",
    "the group if rows of one person must stay together.",
)
GIST_OF_THE_FUTURE = text(
    "The future leaks in two ways: rows that came later are used to predict earlier ones (take folds in time order),",
    "and columns hold what became known only after the day of the prediction (leave them out, or cut them off at that",
    "day). The first can be seen in how rows were split; the second only you can know.",
)
GIST_OF_THE_TEST = text(
    "Something leaks if it will not be there, or not like this, at the moment of prediction, or if it was learned from",
    "the very rows that are scored. So ask of a column when its value is final, and of a step which rows it looked at:",
    "what is computed from one row alone, or fitted on the training rows only, is safe; steps that look at the target",
    "do the most harm.",
)


def gist(_: Question, draft: Draft) -> None:
    """Say what leakage is."""
    draft.say(
        f"**Leakage** means that a model learns from {draft.refer(LEAKAGE, 'something that it will not have')} when it",
        "is used: its score is then better than it can ever be in practice.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say how it comes in, and what to do."""
    draft.say("It comes in by these doors:")
    draft.list(
        [
            "a **column that knows the answer**: filled in afterwards, or the target in another form",
            "**preprocessing on all rows** (scaling, encoding, resampling, choosing columns) before the split",
            "**copies** of rows, or rows of one person, on both sides of the split",
            "**the future**: rows that came later, used to predict earlier ones",
        ]
    )
    draft.say(
        f"It is common: a survey found it in {draft.cite(LEAKING_PAPERS)} papers of {draft.cite(LEAKING_FIELDS)}",
        "fields. What to do: score every column alone, ask of each when it is known, drop what is not known in time,",
        "fit every step inside the folds, and run again. A score that falls then has become honest.",
    )
