"""What people often ask of layers and units, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature_models import TREES_ON_TABLES
from assistant.topics.direct_answers import DirectAnswer, pattern, said
from assistant.understanding.question import Question


def _shape(_: Question, draft: Draft) -> None:
    draft.say(
        "For a table, one or two layers of modest width usually do, and one to three are nearly always enough; many",
        "narrow layers are the worse choice. Depth is harder to train on few rows, since each layer has to pass the",
        "signal and its gradient on; and a very wide layer has more weights than such a table can teach.",
    )
    draft.say(
        "Width and the strength of the regularization matter more than the number of layers. What to do: compare both",
        "shapes by cross-validation, with early stopping and an L2 penalty or dropout, and beside boosted trees, which",
        f"{draft.refer(TREES_ON_TABLES, 'often do better')} on tables. Within the noise, take the smaller network.",
    )


NETWORK_ASKED = (
    DirectAnswer(
        pattern(r"""
            \b(?:second|next|later|last|middle) (?:hidden )?layer\b.*\b(?:wider|larger|bigger|more|smaller|narrower|
            ...fewer)
        """),
        said(
            "It is allowed, and no rule is against it: a wider second layer works. The habit is a constant or narrowing"
            " width, since a narrow first layer throws away what a wide one behind it cannot bring back, and a constant"
            " width is simplest to search: one number.",
            "The total capacity and its regularization matter more than the shape. What to do: let validation "
            "decide, with a comparison of shapes that have about the same number of weights; a difference within the "
            "noise is none.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            inputs? ?(?:\+|plus|and)? ?outputs?|\brule of thumb\b|\b(?:formula|rule)\b.*\b(?:neurons?|units|hidden|
            ...layers?|hp:network)
            (?:neurons?|units|hidden|hp:network)\b.*\b(?:formula|rule|mean of|average of)
        """),
        said(
            "Only as a rule of thumb: no formula, the mean of inputs and outputs included, can give the number of "
            "hidden units, because the right size depends on how intricate the pattern is, how noisy the rows are "
            "and how many there are; a formula sees none of these.",
            "What to do: begin with one layer of moderate width, grow it while the validation score improves, and hold"
            " overfitting with early stopping and a penalty rather than by a tiny network. As an answer in an exam, the"
            " formula deserves the point only with that caveat.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:one|two|three|four|five|six|num|single)\b.*\blayers?\b.*\b(?:or|vs|versus)\b.*\b(?:one|two|three|
            ...four|five|six|ten|num|single)\b
            \b(?:fat|wide|wider|shallow)\b.*\b(?:or|vs|versus)\b.*\b(?:skinny|deep|deeper|narrow)|\b(?:deep|deeper|
            ...narrow)\b.*\b(?:or|vs|versus)\b.*\b(?:wide|wider|shallow)
        """),
        _shape,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:worse|\bwere\b)).*\b(?:would|will|does|do|is)\b.*\b(?:deeper|
            ...more layers|another layer|extra layer|add(?:ing)? (?:a )?layers?)
        """),
        said(
            "Probably not on a table: beyond two or three layers there is mostly nothing to win, and a deeper "
            "network is harder to train and overfits sooner on few rows. It can help if the present one underfits, "
            "that is if training and validation scores are both poor and close together.",
            "What to do: look at that gap first. Where both are poor, try more units, a longer fit or another "
            "learning rate, then one more layer, on the same folds; where training is far better than validation, "
            "take a smaller network or more regularization instead.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\b(?:my|list|run)\b).*\bactivation\b|\brelu\b|\btanh\b|\bsigmoid\b.*\b(?:hidden|layer)
        """),
        said(
            "Take `relu` (or a smooth relative such as `gelu` or `selu`) in the hidden layers: its gradient does not "
            "fade for large inputs, while `tanh` and `sigmoid` level off, which slows deep networks. In a net of one "
            "or two layers the difference is small, and `tanh` may do as well. The output layer follows the task: "
            "none for values, sigmoid for two classes, softmax for more. What to do: tune learning rate and width "
            "first.",
        ),
    ),
)
