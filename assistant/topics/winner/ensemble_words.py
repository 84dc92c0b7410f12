"""What is said of averages of models in general: kinds of them, their weights, their size, and when one is worth it."""

from assistant.draft import Draft
from assistant.evidence.literature_truth import BAGGING, ENSEMBLE_SELECTION, STACKING
from assistant.topics.kinds_of_question import Write, text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what an ensemble is."""
    draft.say(
        "An **ensemble** averages the predictions of several models. It helps where they are good and err on different",
        "rows, since their errors then partly cancel; it is slower and harder to explain than one model.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say which kinds there are, and when one is worth it."""
    draft.list(
        [
            (
                f"**Blending** ({draft.refer(ENSEMBLE_SELECTION, 'ensemble selection')}): weights are chosen so that "
                "the average of held-back predictions scores best"
            ),
            (
                f"**Stacking** ({draft.refer(STACKING, 'a second model')} learns how to combine them): more freedom, "
                "so more ways to overfit the held-back predictions"
            ),
            (
                f"**Bagging** ({draft.refer(BAGGING, 'models of resampled rows')}): steadies one unstable model; a "
                "random forest is that"
            ),
            "**Boosting** adds small models one after the other, each for the errors of those before: it is one model",
        ]
    )
    draft.say("Take the average only where it is better by more than noise, and where its speed is good enough.")


def gist_of_subsets(_: Question, draft: Draft) -> None:
    """Say why some models get no weight."""
    draft.say(
        "No, that is no bug: a model gets the weight zero where adding it does not improve the held-back score of the",
        f"average ({draft.refer(ENSEMBLE_SELECTION, 'models are added only as long as it gets better')}), most often",
        "since it errs on the same rows as one that is in already. The weight of a member tells how often it was",
        "picked, as a share, and not how good it is alone. And fewer members predict faster.",
    )


def gist_of_best(_: Question, draft: Draft) -> None:
    """Say that an average is not always better."""
    draft.say(
        "An ensemble is not always the best. On small tables, or where one family fits the problem best, a single",
        f"model may lead, and {draft.refer(STACKING, 'stacking')} can overfit the held-back predictions that it learns",
        "its weights from. Compare both on held-back rows, with their standard errors, and prefer the single model in",
        "a tie.",
    )


def gist_of_one(_: Question, draft: Draft) -> None:
    """Say what one member alone costs and gains."""
    draft.say(
        "Yes, you can take one model of an ensemble: it predicts faster and is easier to explain, and mostly costs a",
        "little accuracy. Compare the held-back score of the best one alone with that of the average; where the",
        "difference is within the noise, little is lost.",
    )


GIST_OF_OVERFITTING = text(
    "An average itself rarely overfits more than its members: their noise partly cancels. What can overfit is the",
    "choice of its weights, made on the held-back predictions; so that choice has to be part of what the score is",
    "corrected for, and here it is. Stacking with a flexible second model is where the danger lies.",
)
GIST_OF_TEMPERATURE = text(
    "A temperature divides the logarithms of the averaged probabilities: above one it draws them towards each other,",
    "so that they are less sure; below one it makes them surer. It changes how far probabilities can be believed, not",
    "their order.",
)
GIST_OF_SIZE = text(
    "As few as do the work: after a handful of good members that differ, more of them gain little, and every one costs",
    "time with each prediction. Members are added as long as the held-back score of the average rises.",
)
GIST_OF_STACKING = text(
    "The second model (the meta-model) is fitted on the **out-of-fold** predictions of the base models: each row is",
    "predicted by base models that did not see it. Then the base models are fitted again on all rows. If it learned",
    "from predictions for rows that the base models were fitted on, these would look far too good: the answers leak,",
    "and it would trust most whoever overfits most.",
)
GIST_OF_A_WEAK_STACK = text(
    "Four likely reasons: weak members have the same say in a plain average and pull a strong one down; the members",
    "are too alike, so that there is nothing to gain; the second model of a stack overfits, being too flexible for so",
    "few rows; or it was fed predictions for rows that the base models were fitted on. Leave weak members out, use",
    "out-of-fold predictions and a simple second model (a penalized linear one, weights not below zero); a distance",
    "within the noise of the folds needs no reason.",
)
GIST_OF_SPEED = text(
    "A prediction by an ensemble takes the sum of its members' times; a model of weight zero is no member, so it need",
    "not be computed. It gets faster by predicting many rows in one call, by leaving out slow members of small weight,",
    "by one refit in place of the copies of all folds, or by the best member alone: compare the held-back scores",
    "after each step.",
)
GIST_OF_NONE = text(
    "An average is delivered only where its held-back score beats that of the best model alone. Models that score",
    "equally well often err on the same rows, above all those of one family, so that averaging them cancels nothing;",
    "then the single one is faster, smaller, and easier to explain.",
)
GIST_OF_WORTH = text(
    "Only if the gain is larger than the noise, and you can afford its price. An average gains where good models err",
    "on **different** rows, and then mostly a little; it costs time with each prediction, room, and being explained. A",
    "gain within the standard error is a tie: prefer the single model. Choose its weights on out-of-fold predictions,",
    "and compare it with the plain average and with the best model alone.",
)
GIST_OF_A_PAIR = text(
    "It may: two models together beat both where they are about as good and err on different rows, so that their",
    "errors hardly go together. Where one is clearly weaker, or both err alike, the average lies between. It is cheap",
    "to find out: average their out-of-fold predictions, and compare fold by fold with the better one.",
)
GIST_OF_DROPPING_ONE = text(
    "Yes, one can go, mostly at a small loss: first the one of the smallest weight, or one that is much like another.",
    "The others then take its share. What it costs only a new average on the held-back predictions tells; what it",
    "gains is the time of its prediction.",
)


_BAGGING = text(
    "**Bagging** fits the same kind of model on many random samples of the rows, drawn with repetition, and averages",
    "them. The models are fitted in parallel and know nothing of each other; averaging lowers variance, so it helps",
    "unstable models such as deep trees. A random forest is bagging with random columns in addition.",
)
_BOOSTING = text(
    "**Boosting** builds a strong model from many small ones, one after another: each new tree is fitted to the errors",
    "that the sum so far still makes. That lowers bias step by step, and with too many rounds it overfits, so stop",
    "early on held-back rows. XGBoost, LightGBM and CatBoost are boosted trees.",
)
_BLENDING = text(
    "**Blending** averages the predictions of several models, with weights that were chosen on held-back predictions.",
    "It helps where good models err on different rows, since errors then partly cancel. The weights are fitted to",
    "validation rows, so its own score is a little flattered: compare it with equal weights and with the best single",
    "model, and keep it only for a gain beyond the noise.",
)
TERMS: tuple[tuple[str, Write], ...] = (
    (r"(?:bagging|bootstrap aggregat\w+)", _BAGGING),
    (r"(?:gradient )?boosting", _BOOSTING),
    (r"(?:stacking|stacked generali[sz]ation|stacked ensembles?|stack)", GIST_OF_STACKING),
    (r"(?:blending|blend)", _BLENDING),
)
"""Kinds of ensembles that are asked for by their name alone, and what is said of each."""
