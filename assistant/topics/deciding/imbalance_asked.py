"""What people often ask of rare classes, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature_models import PRECISION_RECALL, SMOTE_HARMS
from assistant.topics.direct_answers import DirectAnswer, pattern, said
from assistant.understanding.question import Question


def _resampling(asked: Question, draft: Draft) -> None:
    under = "under" in asked.text.lower() or "down" in asked.text.lower()
    lead = (
        "Leave the rows as they are first: most models cope with unequal classes, and a moved threshold does what"
        " undersampling would, without throwing rows away."
        if under
        else "Made-up or copied rows are rarely needed: with strong models they seldom do better than a moved"
        " threshold, or weights."
    )
    draft.say(
        lead,
        "Any **resampling** shifts the predicted probabilities toward the rare class, and",
        f"{draft.refer(SMOTE_HARMS, 'seldom ranks better')}.",
    )
    draft.say(
        "If you do it, do it inside the training part of each fold only: before the split, copies of a row land on",
        "both sides, and the score is flattered. Undersampling pays where there are so many common rows that time is",
        "the problem. What to do: compare it with a threshold set by the costs, on the same folds and by average",
        "precision; the rows that judge keep the real shares of the classes.",
    )


def _begin(_: Question, draft: Draft) -> None:
    draft.say(
        "Begin with the metric: a very rare class can be learned, but accuracy hides it. Judge by average precision",
        f"({draft.refer(PRECISION_RECALL, 'it looks at the rare class')}), log loss, or the share found at a",
        "precision that you can live with.",
    )
    draft.list(
        [
            "**Folds**: stratified, each with enough rare rows (below ten or twenty the score is mostly luck).",
            "**Threshold**: set by what a miss and a false alarm cost, not at one half.",
            "**Weights** of classes push the same way and bend the probabilities; try them second.",
            "**Rows**: more positives help most; what counts is their number, not their share.",
        ]
    )


IMBALANCE_ASKED = (
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bweights?\b|(?:did|does|was|were|has|have) (?:it|you|the (?:tool|run|service|system|search))).*(?:
            ...smote|over-?sampl|under-?sampl|resampl|synthetic|down-?sampl|up-?sampl)|
            ...duplicat\w* (?:the )?(?:rare|minority|positive)
        """),
        _resampling,
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            (?:for|to) (?:everybody|everyone|all|every)\b.*\b(?:gets?|num|accuracy|right)|(?:always|only) (?:says?|
            ...predicts?|answers?)
            predicts? (?:only|always|all|everything|nothing but)|(?:all|every\w*) (?:rows? |cases? )?(?:as |
            ...to be )?(?:negative|majority|no\b)
        """),
        said(
            "That score is worth nothing: where nearly all rows are of one class, always saying it is right as often "
            "as that class is common. Accuracy then only repeats the share of the majority, and not one rare case is "
            "found.",
            "What to do: look at recall and precision of the rare class and at average precision (the area under the "
            "precision-recall curve), and compare with the baseline that always says the same. If the probabilities "
            "rank well, move the threshold down, to what a miss and a false alarm cost; weights for the rare class "
            "do much the same. If they do not rank, the columns or the number of rare rows are the problem.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:few|too few|only num(?! in num)|only a few|tens of|handful)\b[^|]*\b(?:positives?|rare|minority|cases|
            ...frauds?)\b
        """),
        said(
            "It is the number of rare rows that limits you, not their share: with only tens of them no setting helps "
            "much, and the score is mostly luck, since each fold is judged by a handful.",
            "What to do: gather more of them first, also older or related cases; take a simple, penalized model and "
            "few columns; use stratified folds, few of them or repeated with other splits, and look at the standard "
            "error; judge by average precision or log loss. Made-up rows (SMOTE) add no information.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            where (?:do|should|to)\b.*\b(?:begin|start)
            ^(?!.*(?:alert|alarm|metric:precision)).*\b(?:one|num)\b.*\bin (?:a )?(?:num|hundred|thousand|
            ...nine|ten|million)
            what (?:can|should|do|to) i? ?(?:do)?\b.*(?:imbalanc|unbalanc|rare)|(?:imbalanc|unbalanc|
            ...positives)\w*.*\bwhat (?:can|should|do|to)\b
        """),
        _begin,
        shows_run=False,
    ),
)
