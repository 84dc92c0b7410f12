"""What is said of thresholds and calibration in general."""

from assistant.draft import Draft
from assistant.evidence.classes import threshold_at_ratio
from assistant.evidence.fact import QUESTION, EvidenceFact
from assistant.evidence.literature_models import (
    COST_THRESHOLD,
    HALF,
    ISOTONIC,
    PLATT,
    PRIOR_SHIFT,
    ROWS_FOR_ISOTONIC,
    TEMPERATURE,
)
from assistant.topics.deciding.named_costs import named_costs
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(asked: Question, draft: Draft) -> None:
    """Say what a threshold is, and what it follows from."""
    draft.say(
        f"The **threshold** is a decision and no part of the model: {draft.cite(HALF)} is only a custom, and",
        "another one is legitimate. It follows from the costs: `false alarm / (false alarm + miss)`, that is",
        f"{draft.refer(COST_THRESHOLD, 'one cost divided by the sum of both')}, if the probabilities can be",
        "believed.",
        _with_named_costs(asked, draft),
    )


def _with_named_costs(asked: Question, draft: Draft) -> str:
    costs = named_costs(asked)
    if costs is None:
        return ""
    ratio = costs.false_negative / costs.false_positive
    return f"With the costs that you name that is {draft.cite(threshold_at_ratio(ratio))}."


def detail(asked: Question, draft: Draft) -> None:
    """Say what a lower one does, and how to choose it."""
    if named_costs(asked) is not None:
        return
    draft.say(
        "A lower threshold finds more positives and raises more false alarms; the ranking, and so ROC AUC, stays",
        "as it is. What to do: say what a miss and a false alarm cost, or choose the threshold on predictions for",
        "rows that the model was not fitted on, and confirm it on rows that had no part in that choice.",
    )


def gist_of_another(asked: Question, draft: Draft) -> None:
    """Say that another threshold is legitimate, and where to choose it."""
    draft.say(
        f"Yes: the **threshold** is a decision and no part of the model, and {draft.cite(HALF)} only a custom. It",
        "follows from the costs,",
        f"{draft.refer(COST_THRESHOLD, 'that of a false alarm divided by those of both mistakes')},",
        "if the probabilities are calibrated.",
        _with_named_costs(asked, draft),
    )


DETAIL_OF_ANOTHER = text(
    "Choose it on predictions for rows that the model was not fitted on, and confirm it on rows that had no part in",
    "that choice: a threshold that was picked because it looked best on the same rows looks too good.",
)


def gist_of_the_right_one(asked: Question, draft: Draft) -> None:
    """Say what makes a threshold the right one."""
    draft.say(
        f"A threshold of {draft.cite(HALF)} is right only where a miss and a false alarm cost the same and the",
        "probabilities hold. The right one is",
        f"{draft.refer(COST_THRESHOLD, 'the cost of a false alarm divided by the sum of both costs')}, so the dearer a",
        "miss, the lower. With a rare class, few rows reach one half at all.",
        _with_named_costs(asked, draft),
    )


def gist_of_why(_: Question, draft: Draft) -> None:
    """Say what pulls a threshold below one half."""
    draft.say(
        "A threshold lies below one half where a miss costs more than a false alarm",
        f"({draft.refer(COST_THRESHOLD, 'one cost divided by the sum of both')}), or where the class is so rare that",
        "few probabilities reach one half and the score counts yes and no. It lies above where false alarms are dear.",
    )


GIST_OF_ALL_ALIKE = text(
    "Every row then lies on one side of the **threshold**: with a rare class few probabilities come near one",
    "half, however well they rank. Look at the probabilities: where they differ from row to row, lower (or",
    "raise) the threshold by what the mistakes cost; where they hardly differ, the columns tell little of the",
    "target.",
)


def gist_of_bent(_: Question, draft: Draft) -> None:
    """Say how weighted probabilities are led back."""
    draft.say(
        "Weights of classes and resampling leave the ranking nearly as it is and push the probabilities away from the",
        f"true share. They {draft.refer(PRIOR_SHIFT, 'can be led back')}: divide the odds by the weight (odds",
        "are the probability divided by its rest), or calibrate again on rows apart with their natural share.",
    )


DETAIL_OF_BENT = text(
    "Or train without weights and move the threshold: it does the same to decisions, and the probabilities stay honest."
)


def gist_of_methods(asked: Question, draft: Draft) -> None:
    """Say which way of calibrating suits how many rows, and on which rows it is fitted."""
    rows = next((int(value) for value in asked.entities.values if value >= 10), None)
    least = draft.measure(ROWS_FOR_ISOTONIC)
    start = "By the number of rows"
    if rows is not None:
        named = draft.measure(EvidenceFact("rows that you named", rows, "rows", source=QUESTION))
        few = rows < int(ROWS_FOR_ISOTONIC.value or 0)
        start = f"With {named}, {'Platt' if few else 'isotonic, or Platt to be careful'}"
    draft.say(
        f"{start}: **Platt** ({draft.refer(PLATT, 'an S-shaped curve')} of two numbers) is safer with few rows;",
        f"**isotonic** ({draft.refer(ISOTONIC, 'rising steps')}) bends as it likes, and wants {least} or more, lest it",
        "learns noise.",
        f"**Temperature** ({draft.refer(TEMPERATURE, 'one number')}) only makes all of them milder or sharper.",
    )


def detail_of_methods(_: Question, draft: Draft) -> None:
    """Say on which rows it is fitted, and how it is checked."""
    draft.say(
        "Fit any of them on **held-back or out-of-fold predictions**, never on rows that the model was fitted on,",
        "where it is too sure. Then check on other rows: group the predictions, and compare the mean probability",
        "of each group with the share that came true; log loss and the Brier score get better, the ranking stays.",
    )


GIST_OF_OFF = text(
    "Then the probabilities are not **calibrated**: what is said and what happens differ. Likely causes: class weights",
    "or resampling (they push a rare class up); a model that overfits, as boosting can, and is too sure; or new rows",
    "in which the class is rarer or more common than in those it learned from.",
)
DETAIL_OF_OFF = text(
    "Check it by a reliability curve on held-back rows: groups of predictions beside the share that came true, with",
    "enough rows in each group, since few rows scatter. Remedy: fit Platt's curve (or isotonic steps, with many rows)",
    "on out-of-fold predictions; leave weights out, or lead the odds back by them. The ranking does not change.",
)
GIST_OF_BELIEF = text(
    "A probability can be believed where the model is **calibrated**: among all rows that get the same one, that share",
    "turns out positive. It is a promise about many like cases, never about a single person.",
)


DETAIL_OF_BELIEF = text(
    "To check, sort held-back predictions into groups and compare the mean probability of each with the share that",
    "came true. Where they differ, calibrate again (Platt's curve, or isotonic steps with many rows) on held-back",
    "predictions. Log loss and the Brier score reward calibration; ROC AUC and accuracy do not see it.",
)
GIST_OF_CAPACITY = text(
    "Rank all by probability and take as many from the top as you can handle: no fixed threshold is needed. The",
    "probability of the last one taken is your cutoff of that month. With it the share of alarms that are right",
    "(precision) and of positives that are found (recall) follow; read them off held-back predictions, not off rows",
    "that the model was fitted on.",
)
