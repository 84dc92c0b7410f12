"""What people often ask of the number of trees, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature import MORE_TREES, TREES_STUDIED
from assistant.topics.direct_answers import DirectAnswer, pattern, said
from assistant.understanding.question import Question


def _forest_cannot_overfit(_: Question, draft: Draft) -> None:
    draft.say(
        "No: the trees of a random forest are grown independently and averaged, so that its error levels off; more",
        "of them only cost time and memory. A few hundred are usually enough. **Boosting** is different: there too",
        "many rounds overfit, and early stopping ends them.",
    )
    draft.say(
        f"{draft.refer(MORE_TREES, 'A study')} over {draft.cite(TREES_STUDIED)} tables advises as many trees as time",
        "allows instead of tuning their number. If a forest overfits, the cause is elsewhere: raise the least rows",
        "in a leaf.",
    )


N_ESTIMATORS_ASKED = (
    DirectAnswer(
        pattern(r"""
            \bwhy\b.*\b(?:not|does not|never)\b.*\boverfit
        """),
        said(
            "Because something holds it: a small learning rate makes each tree count for little; early stopping may "
            "have kept only the best rounds, whatever was allowed; and shallow trees, penalties and sampling leave "
            "little noise to learn. The ranking may also stay good while log loss already rises. What to do: look at "
            "the held-back loss over the rounds; if it turns up, the later trees do harm. In a random forest the "
            "number of trees never overfits.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:bad|problem|mean|hit|hits|reach\w*)\b.*\b(?:maximum|limit|cap|ceiling)\b
        """),
        said(
            "Yes, in boosting: a fit that used all its rounds was likely still improving, so that more rounds, or a "
            "larger learning rate, could score better. In a random forest it means nothing, since all trees are "
            "always grown. What to do: allow more rounds until early stopping ends the fit, and compare; a curve "
            "that is flat at the end loses little.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:hp:n_trees|n_estimators|num(?:ber)? of trees)\b.*\btuned?\b.*\b(?:early stop\w*|hp:patience)|
            ...\btune\b.*(?:hp:n_trees|n_estimators).*\bor\b
        """),
        said(
            "Set it by early stopping in boosting: allow many rounds, and let each fit find its own number. Tuning "
            "it beside the learning rate wastes trials, since the two trade off against each other: every rate has "
            "its own best number, and early stopping finds it within a single fit.",
            "Use rows split off the training part for it, and take the mean of the best rounds over the folds for "
            "the refit. In a random forest there is nothing to tune: more trees never hurt, a few hundred do. "
            "Without rows to spare for stopping, fix a small rate and search the number on a log scale.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:boost\w*|family:(?:xgboost|lightgbm|catboost))\b.*\b(?:cliff|too many|overfit|harm|hurt|
            ...worse)
            (?:cliff|too many|overfit|harm|hurt)\b.*\b(?:boost\w*|family:(?:xgboost|lightgbm|catboost))\b
        """),
        said(
            "Yes, boosting can have too many: each tree corrects those before it, so after some round they correct "
            "noise, and the held-back score gets worse. It is a gentle slope rather than a cliff, the gentler the "
            "smaller the learning rate.",
            "What to do: allow plenty of rounds and stop early on rows held apart, which keeps the best round. In a "
            "random forest, whose trees are averaged, there is no such point.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:family:random_forest|forests?)\b.*\b(?:overfit|too many|to many|\brisk\b|harm|hurt)|(?:overfit|
            ...too many|risk)\b.*(?:family:random_forest|\bforests?\b)
        """),
        _forest_cannot_overfit,
    ),
    DirectAnswer(
        pattern(r"""
            \btrees?\b.*\b(?:same|nearly the same|equal|notice|identical)\b|(?:family:random_forest|
            ...forests?)\b.*\bnum (?:trees |estimators )?(?:or|vs|versus|and|than) num\b
            num trees (?:vs|or|versus) num|num or num trees
        """),
        said(
            "Hardly anybody notices: the error of a forest levels off quickly, most of the gain is in the first tens "
            "of trees, and a few hundred are usually enough. So keep the smaller number where the scores agree. A "
            "difference that is smaller than the noise of the folds is a tie.",
            "More trees cost time to fit and to predict, and memory, in proportion; they cannot overfit a forest. "
            "What they still buy are scores that change less with the seed, finer probabilities, and steadier "
            "importances. In boosting, equal scores mean that the later trees add nothing: let early stopping cut "
            "them.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:\b(?:my|did|was|were|run|trial|thing|it stopped|kept|cross.?validation|full data|importances?|
            ...oob)\b|warm_start)).*\b(?:how many|number of|(?:good|best|right|
            ...usual|ideal) (?:number|value|amount|size))\b.*(?:trees\b|hp:n_trees|rounds\b)
            \bhow (?:do|to|should)\b.*\b(?:choose|pick|set)\b.*hp:n_trees
        """),
        said(
            "In a random forest, a few hundred: more trees only cost time, and their number need not be tuned. In "
            "boosting, as many as early stopping finds, often some hundreds, because it depends on the learning "
            "rate: half the rate needs about twice the trees.",
            "What to do: for boosting set a small rate, allow a few thousand rounds, hold some training rows apart, "
            "and keep the best round. If it ends at the maximum, allow more; if it ends within the first rounds, "
            "lower the rate.",
        ),
    ),
)
