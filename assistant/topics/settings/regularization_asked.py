"""What people often ask of penalties, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature import ELASTIC_NET, LASSO, RIDGE
from assistant.topics.direct_answers import DirectAnswer, listed, pattern, said
from assistant.understanding.question import Question


def _compare_kinds(_: Question, draft: Draft) -> None:
    draft.say("They differ in what they charge, and so in whether columns drop out:")
    draft.list(
        [
            (
                f"**L1** ({draft.refer(LASSO, 'lasso')}) charges the absolute size of the coefficients, and sets some "
                "to exactly zero. Choose it when few columns matter, or many are useless."
            ),
            (
                f"**L2** ({draft.refer(RIDGE, 'ridge')}) charges their squares: it shrinks all and drops none. Choose "
                "it when many columns matter a little, or are correlated."
            ),
            (
                f"**{draft.refer(ELASTIC_NET, 'Elastic net')}** mixes both: columns drop out, and correlated ones stay "
                "together instead of one being picked by chance."
            ),
        ]
    )
    draft.say(
        "Bring the columns to one scale first, or the penalty hits them unequally. What to do: where unsure, search",
        "the kind and the strength together and let the held-back score decide.",
    )


REGULARIZATION_ASKED = (
    DirectAnswer(
        pattern(r"""
            \b(?:intercept|bias term)\b
        """),
        said(
            "No: leave the intercept out of the penalty. It only sets the level of the predictions; to shrink it "
            "would pull them toward zero instead of the mean, and the result would depend on where zero lies. Most "
            "libraries leave it out; `liblinear` penalizes it. What to do: center or scale the columns, and let the "
            "intercept be.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:replace|instead of|same as|need)\b.*\bfeature selection|feature selection\b.*\b(?:or|instead|replace|
            ...vs)\b
        """),
        said(
            "Often yes: an L1 penalty selects columns by itself, since it sets coefficients to exactly zero, and "
            "with L2 useless columns hardly do harm. It selects for prediction, not for truth: among correlated "
            "columns the choice is partly chance. What to do: try a penalty with all columns first; select "
            "beforehand only to save cost or to keep a model readable, and inside of each fold.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \bmore (?:data|rows)\b.*\b(?:regulari|penalt|hp:penalty)|(?:regulari\w+|penalty)\b.*\bmore (?:data|rows)
        """),
        said(
            "Yes, but less of it: with more rows the noise averages out, so that the best strength falls, and with "
            "very many rows beside few columns it hardly matters. It stays useful where columns are many, correlated "
            "or rare, or the model is flexible. What to do: search the strength again whenever the number of rows "
            "changes much.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            dropout.*(?:forest|trees?\b|boost|linear|logistic|regression)
            (?:forest|trees?\b|boost\w*|linear|logistic|regression).*dropout
        """),
        said(
            "None: dropout belongs to neural networks, where it switches off a share of the units at each step. "
            "Forests, boosted trees and linear models have none (but for the `dart` kind of boosting, which drops "
            "whole trees). What limits a forest is the least rows in a leaf, the depth, and the share of columns at "
            "each split."
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:log scale|range|1e-|every|no effect|nothing)).*(?:reg_alpha.*(?:reg_lambda|gamma)|
            ...reg_lambda.*(?:reg_alpha|
            ...gamma)|gamma.*reg_(?:alpha|lambda)|lambda_l1.*lambda_l2|\balpha\b.*\blambda\b.*\bgamma\b)
        """),
        listed(
            "They brake different things: two act on the values of the leaves, one on the structure of the tree.",
            (
                "`reg_lambda` is an **L2** penalty: it pulls all leaf values toward zero, those with few rows most.",
                "`reg_alpha` is an **L1** penalty: weak leaf values become exactly zero.",
                (
                    "`gamma` is the least gain in the loss that a split must bring: without it the branch is not "
                    "grown, so it prunes."
                ),
            ),
            "What to do: set depth and `min_child_weight` first, for they do most; then search `reg_lambda` on a log"
            " scale. `reg_alpha` and `gamma` come last, and often hardly matter.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bwhy\b).*\b(?:how|choose|pick|default|tune|search|strength|strong)\b.*\bl1[_ ]ratio|
            ...l1[_ ]ratio.*\b(?:default|strength|strong|half|0\.5)\b
            elastic.?net.*\b(?:mix|ratio|balance)
        """),
        said(
            "Search `l1_ratio` together with the strength of the penalty; one half is a fair place to start, no "
            "more. It is the **mix** of the two penalties and not their strength: at zero all is L2 (ridge: every "
            "coefficient shrinks, none vanishes), at one all is L1 (lasso: many become exactly zero).",
            "Take more L1 where few of many columns matter and you want the rest gone; more L2 where columns are"
            " correlated or many matter a little. What to do: try a handful of values, closer together near one, each"
            " with strengths over several powers of ten, on columns of one scale, and keep the best held-back pair.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:l1|l2|lasso|ridge)\b.*\b(?:us+e?less|irrelevant|unimportant|noisy|junk|lots?|many|thousands?)\b
            \b(?:us+e?less|irrelevant|unimportant|junk)\b.*\b(?:l1|l2|lasso|ridge)\b
        """),
        said(
            "L1 (lasso), or elastic net: L1 sets the coefficients of useless columns to exactly zero, so they drop "
            "out, while L2 only shrinks them and keeps all. Where the useful columns are correlated, lasso picks one "
            "of them by chance; elastic net, which adds some L2, keeps them together.",
            "Bring the columns to one scale first. What to do: search the strength on a log scale by cross-validation,"
            " with the selection inside of each fold, and compare with L2: for prediction alone it may do as well.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:boost|\btrees?\b|gbtree|neural|network|family:)).*(?:\b(?:l1|lasso)\b.*\b(?:l2|ridge)\b|\b(?:l2|
            ...ridge)\b.*\b(?:l1|lasso)\b)
            ^and if i want both
        """),
        _compare_kinds,
    ),
    DirectAnswer(
        pattern(r"""
            \bc ?(?:=|is|of) ?[\d.]+.*(?:strong|weak|high|low|mean)|\bc (?:go|goes|run|work)\w*.*(?:backward|
            ...other way|inver)
            (?:backwards|inverse|other way (?:a)?round).*\b(?:hp:penalty|c)\b|hp:penalty.*(?:backwards|inverse)
            \b(?:small|large|big|low|high|tiny)(?:er)? c\b
        """),
        said(
            "A small `C` is a strong penalty, a large one a weak one: `C` is the inverse of the strength. It says "
            "how much the mistakes count against the size of the coefficients, a custom that comes from support "
            "vector machines; `alpha` and lambda count the other way. A thousandth is strong, a thousand is hardly "
            "any. Where a strong penalty wins, the columns are likely noisy, many, or overlapping, or the rows few."
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:lasso|\bzeros?\b|\bl1\b)).*\b(?:why|what|reason)\b.*\b(?:punish|penali[sz]e\w*|charge|shrink|
            ...bad)\b.*\b(?:coefficients?|weights)
            \b(?:why|what)\b.*\b(?:big|large|huge|small) (?:coefficients?|weights)
        """),
        said(
            "Because large coefficients let a model chase noise: a small change of a column then swings the answer, "
            "and on other rows the fit would come out quite different (high **variance**). Shrinking them makes even "
            "real effects a little too small (some **bias**), and saves more variance than that where rows are few, "
            "noisy, or columns overlap.",
            "Nobody knows the right strength beforehand: search it on a log scale and keep the one with the best"
            " held-back score. Too strong, and the model misses real effects.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            weight.?decay.*\b(?:l2|adam\w*|same|differ\w*|vs|or|dropout)\b|\b(?:l2|adam\w*)\b.*weight.?decay|\badamw\b
        """),
        said(
            "Weight decay shrinks every weight of a network by a small share at each step. With plain gradient "
            "descent that is the same as an L2 penalty; with Adam it is not, since the penalty's gradient is "
            "rescaled like any other, so the decoupled form (AdamW) regularizes more evenly. What to do: search it "
            "on a log scale together with the learning rate, and leave biases and normalization out of it."
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*hp:penalty (?:num|is)).*\bdropout\b.*(?:rate|how|what|good|should|usual|high)|how .*\bdropout
        """),
        said(
            "Start dropout at a tenth to a third of the units, and at most one half: at each training step a random "
            "share of them is switched off, so that none relies on a few others; at prediction all take part. More "
            "of it holds overfitting and slows learning; too much underfits, and so does any in a very small "
            "network.",
            "What to do: raise it only where training scores far better than validation, and search it together with "
            "the size of the layers. On tables an L2 penalty and early stopping often do as much.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\blog).*(?:scal(?:e|ed|ing)|standardi[sz]\w*|normali[sz]\w*)\b.*\b(?:penalt|regulari|lasso|ridge|
            ...l1|l2)
            ^(?!.*\blog).*(?:penalt\w*|regulari\w*|lasso|ridge|\bl1|\bl2)\b.*\b(?:scal(?:e|ed|ing)|standardi[sz]\w*|
            ...normali[sz]\w*)\b
        """),
        said(
            "Yes, bring the columns to one scale first: a penalty charges the size of a coefficient, and that "
            "depends on the unit of its column. Measured in meters a column has a coefficient a thousand times that "
            "in millimeters, and would be punished for nothing else. Fit the scaling on the training part of each "
            "fold only. Trees and their penalties on leaves do not care, since a split only uses the order of the "
            "values."
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:know|tell|see|sign|recogni[sz]e|when)\b.*\b(?:regulari\w+|penalty|penalized)\b.*\btoo (?:strong|much|
            ...weak|little)
            \b(?:over|under)[- ]?regulari|\btoo (?:strong|much|heavy|weak|little) (?:a )?(?:regulari|penal|hp:penalty)
        """),
        said(
            "Look at the training score beside the held-back one. **Too strong**: both are poor and close together, and"
            " predictions hardly differ from row to row. **Too weak**: training scores far better than held-back rows.",
            "What to do: move the strength by a power of ten the other way and compare on the same folds; if the best"
            " value lies at an edge of the searched range, widen the range. Differences within the noise of the folds"
            " speak for the stronger, simpler setting.",
        ),
    ),
)
