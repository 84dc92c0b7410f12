"""What people often ask of the batch size, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature_models import BATCH_NOISE, LARGE_BATCH, SMALL_BATCH, SMALL_BATCHES_GENERALIZE
from assistant.topics.direct_answers import DirectAnswer, pattern, said
from assistant.understanding.question import Question


def _large_batches(_: Question, draft: Draft) -> None:
    draft.say(
        "Partly: with the same learning rate and number of epochs, large batches",
        f"{draft.refer(SMALL_BATCHES_GENERALIZE, 'often do a little worse on new rows')}. There are two likely",
        "causes: they take fewer steps in an epoch, so that the fit is not finished; and their gradients carry less",
        "noise, which otherwise helps to leave sharp minima, where a small change of the rows changes the answers.",
    )
    draft.say(
        "Most of the loss can be won back: raise the learning rate with the batch (in proportion, or by its square",
        "root), warm up over the first epochs, and allow more epochs. What to do: compare sizes after the rate was",
        "tuned for each, on the same folds, and call it worse only where the difference is beyond their noise.",
    )


def _choose(_: Question, draft: Draft) -> None:
    draft.say(
        f"Start with a **batch size** between {draft.cite(SMALL_BATCH)} and {draft.cite(LARGE_BATCH)} rows; up to a",
        "few thousand rows in the table take the low end. Small batches take more and noisier steps, which often",
        "generalize a little better; large ones make an epoch quicker and take more memory. The noise of the",
        f"gradient falls only with the {draft.refer(BATCH_NOISE, 'square root of the size')}, so four times the rows",
        "halve it.",
    )
    draft.say(
        "What to do: try sizes that double, retune the learning rate with each (larger batches bear larger steps), and",
        "compare them by cross-validation and time. Within the noise of the folds, take the faster.",
    )


BATCH_SIZE_ASKED = (
    DirectAnswer(
        pattern(r"""
            (?:epochs?|hp:passes)\b.*(?:hp:batch|batch)\b.*(?:iterations?|steps?)\b|(?:hp:batch|batch)\b.*(?:epochs?|
            ...hp:passes)\b.*(?:iterations?|steps?)\b
            ^(?:what |is |the |difference |between )*(?:epochs?|hp:passes)\b.*(?:vs|versus|and|or)\b.*(?:hp:batch|batch)
        """),
        said(
            "A **batch** is the rows used for one update, an **iteration** (or step) is that update, and an **epoch** "
            "is one pass over all training rows. So an epoch has as many iterations as there are batches: larger "
            "batches, fewer iterations. In boosting an iteration is one more tree, fitted on all rows, and there are "
            "no epochs. What to do: compare trainings by iterations or time, and let early stopping end them.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:hp:batch|batch size).*\boverfit|\boverfit\w*.*(?:hp:batch|batch size)
        """),
        said(
            "Only mildly: small batches have noisy gradients, which act as a weak regularization, so large ones "
            "overfit slightly sooner. It is no lever to hold overfitting with: penalty, dropout, early stopping and "
            "the size of the network do far more. What to do: choose the **batch size** by time and memory, retune "
            "the learning rate for it, and compare on the same folds.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:slow|slower|long|speed)\b.*(?:hp:batch|batch size)|(?:too small|tiny|small) (?:hp:batch|batch)
        """),
        said(
            "A very small batch is slow because every step costs its overhead and an epoch has as many steps as "
            "there are batches; it uses hardly any of what a processor can do at once. Its gradients are also so "
            "noisy that the loss jumps and the learning rate has to be low. What to do: take tens or a few hundred "
            "rows, raise the learning rate with them, and compare score and time.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:large|larger|big|bigger|huge) (?:hp:batch|batch\w*).*\b(?:worse|bad|converge\w*|generali[sz]e\w*|hurt|
            ...harm|minima)
            (?:worse|bad|hurt|harm|generali[sz]e\w*).*\b(?:large|larger|big|bigger|huge) (?:hp:batch|batch\w*)
            ^(?!.*(?:partial_fit|chunk)).*\b(?:gpu|memory|vram)\b.*\b(?:room|fits?|full|largest|biggest|max|whole|
            ...stuff|gulp)|full.?batch
        """),
        _large_batches,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:instead|during|first|noisy|\bwhy\b|variance)).*(?:hp:batch.*hp:step|hp:step.*
            ...hp:batch|(?:doubl\w+|chang\w+|increas\w+|rais\w+) (?:the |my )?hp:batch)
            depend on how many rows|rows (?:go in )?per step|linear scaling|square.?root.*rule
        """),
        said(
            "Yes, they are coupled: change the **learning rate** with the batch. A larger batch has a less noisy "
            "gradient and bears a larger step: raise the rate about in proportion to the batch, or with Adam by the "
            "square root (twice the rows: twice the rate, or nearly one and a half times).",
            "It also takes fewer steps in an epoch, so that it may need more epochs. If a larger batch scored worse "
            "with the rate as it was, these two are the likely causes. What to do: retune the rate, allow more "
            "epochs with early stopping, and check first whether the difference is beyond the noise of the folds.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:boost\w*|trees?|forests?|family:(?:xgboost|lightgbm|random_forest|catboost|linear|
            ...decision_tree)).*\b(?:have|has|use|need)\b.*(?:hp:batch|batch)
            hp:batch.*\b(?:boost\w*|trees\b|forests?|family:(?:xgboost|lightgbm|random_forest|catboost|linear|
            ...decision_tree))
        """),
        said(
            "No: a boosted tree, like any tree, is grown on all the rows that it is given, so it has no **batch "
            "size**. Its nearest relative is `subsample`, the share of rows drawn anew for each tree: it also adds "
            "noise that can help on new rows, and saves time. Batch size belongs to neural networks and other models "
            "that are fitted by gradient steps on a few rows at a time; linear models here are fitted on all rows at "
            "once."
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:card|field|form|document\w*|report)\b.*(?:hp:batch|batch size)|(?:hp:batch|batch size).*\b(?:enter|
            ...fill in|write)\b
        """),
        said(
            'Enter "not applicable" unless the model is a neural network: trees and linear models are fitted without'
            " mini-batches, so there is no **batch size** to report."
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:\bmy run\b|tuner|virtual|kmeans|k-means|gpus|lstm|evaluat)).*\b(?:how (?:do|to|should|can|big|
            ...large)|good|best|right|ideal|usual|typical|choose|
            ...pick)\b.*(?:hp:batch|batch size)
            hp:batch num (?:vs|or|versus) num|hp:batch (?:of )?num or num
        """),
        _choose,
    ),
)
