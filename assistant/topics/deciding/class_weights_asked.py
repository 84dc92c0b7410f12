"""What people often ask of weights, answered directly."""

from assistant.draft import Draft
from assistant.evidence.literature_models import PRIOR_SHIFT, WEIGHTS_MOVE_THRESHOLD
from assistant.topics.direct_answers import DirectAnswer, pattern, said
from assistant.understanding.question import Question


def _probabilities(_: Question, draft: Draft) -> None:
    draft.say(
        "No: after weighting, the probabilities are pushed up toward the weighted class, as if it were that much",
        "more common than it is. The ranking, and so ROC AUC, hardly changes.",
    )
    draft.say(
        f"They {draft.refer(PRIOR_SHIFT, 'can be led back')}: divide the odds (the probability over its rest) by the",
        "weight, or calibrate again on rows apart that have the natural share. What to do: where you need honest",
        "probabilities, train without weights and move the threshold instead; it does the same to the decisions.",
    )


def _folklore(_: Question, draft: Draft) -> None:
    draft.say(
        "Not always: negatives divided by positives is a place to start, not a rule. It makes both classes count the",
        "same in total, which is right only if a miss is dearer than a false alarm by that very factor.",
    )
    draft.say(
        "Metrics of ranking such as ROC AUC hardly change, the probabilities come out too high, and with a very rare",
        f"class so large a weight makes a few rows decide. What to do: leave it at one and {_moved(draft)} by the",
        "costs; or tune the weight, between one and that ratio on a log scale, by the metric that you care for.",
    )


def _moved(draft: Draft) -> str:
    return draft.refer(WEIGHTS_MOVE_THRESHOLD, "move the threshold")


def _balanced_or_own(_: Question, draft: Draft) -> None:
    draft.say(
        "Your own weights, if they stand for what the errors cost; `balanced` otherwise, as a first try. `balanced`",
        "weighs each class by the inverse of its frequency, so that all count the same in total: it knows nothing of",
        "your costs. If a miss is so many times as bad as a false alarm, that ratio is the weight.",
    )
    draft.say(
        f"Either bends the probabilities, and you can as well {_moved(draft)}: it does much the same without a new",
        "fit. What to do: compare both, and no weights, on the same folds by the metric that you care for (average",
        "precision, or the cost itself).",
    )


def _should_i(_: Question, draft: Draft) -> None:
    draft.say(
        f"Try it, but {_moved(draft)} first: it does nearly the same to the decisions, costs no fit, and leaves the",
        "probabilities honest, while weights push them up toward the rare class. Weights pay where the loss itself",
        "has to change: a very rare class, or a model that otherwise learns nothing of it.",
    )
    draft.say(
        "What to do: compare with and without on the same folds, judged by average precision or by what the errors",
        "cost you, not by accuracy; and use one kind of weight only, since several multiply.",
    )


CLASS_WEIGHTS_ASKED = (
    DirectAnswer(
        pattern(r"""
            weights?\b.*\b(?:auc|metric:roc_auc|ranking)\b
        """),
        said(
            "Hardly: weights of classes push the predictions of all rows the same way, and ROC AUC only looks at "
            "their order. Small changes come from the fit itself, mostly within the noise of the folds. What does "
            "change are the probabilities (too high for the weighted class), log loss, and everything that is "
            "counted at a fixed threshold: recall rises and precision falls. What to do: choose weights by such a "
            "metric or by the costs, not by ROC AUC.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            weights?\b.*\b(?:smote|over ?sampl\w*|resampl\w*|under ?sampl\w*)|(?:smote|over ?sampl\w*|
            ...resampl\w*)\b.*weights?\b
        """),
        said(
            "They do nearly the same: to weigh a row twice is to have it twice. Weights need no more memory or time "
            "and cannot leak copies across folds; oversampling works where a model takes no weights, and made-up "
            "rows (SMOTE) add points between the rare ones. Both bend the probabilities toward the rare class and "
            "hardly change the ranking. What to do: prefer weights, or a moved threshold, which needs neither; "
            "resample only within the training part of each fold.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            weights?\b.*\b(?:and|with|plus|both|together|combine\w*)\b.*\bthreshold\b|\bcombine\b.*weights?
        """),
        said(
            "Weights and a moved threshold push the same way, so together they may push twice: a threshold that "
            "follows from the costs is right only for honest probabilities, and weighted ones are too high. What to "
            "do: take one of the two, the threshold first. If you need both, calibrate the probabilities again on "
            "rows apart, and set the threshold after that.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            weights?\b.*\b(?:multi ?class|three classes|more than two|several classes|num classes)
        """),
        said(
            "`class_weight` takes one weight for each class, so it works for any number of them; `balanced` gives "
            "each the inverse of its frequency. `scale_pos_weight` is only for two classes: with more, hand a weight "
            "for each row (`sample_weight`) instead. Only the ratios matter. What to do: begin without, look at the "
            "recall of each class, and raise the weight of those whose misses are dear; judge by balanced accuracy, "
            "macro F-score or log loss.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            what if\b.*\b(?:times as (?:much|many)|count\w*|weigh\w*)|\bcounted? (?:\w+ )?times
            \bwould\b.*\bweigh\w*\b.*\b(?:num times|metric:recall|(?:find|catch) more)
        """),
        said(
            "Recall would rise and precision fall: the model would find more of that class and raise more false "
            "alarms, and its probabilities would shift up; ROC AUC would hardly change. Nearly the same comes of a "
            "lower threshold without a new fit: a weight of so many times is like cutting at one divided by one more "
            "than it.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            probabilit\w*\b.*\b(?:ok|okay|right|still|honest|trust\w*|correct|fine|calibrat\w*|valid|
            ...usable)\b.*\bweigh|weigh\w*\b.*\bprobabilit
            probabilit\w*\b.*\bafter weight
        """),
        _probabilities,
    ),
    DirectAnswer(
        pattern(r"""
            (?:neg\w*|majority)\b ?(?:/|divided by|over| ) ?(?:pos\w*|minority)\b
        """),
        _folklore,
    ),
    DirectAnswer(
        pattern(r"""
            balanced\b.*\b(?:or|vs|versus)\b.*\b(?:own|custom|manual|weights?)|\b(?:own|custom|
            ...manual) weights?\b.*\b(?:or|vs|versus)\b.*balanced
        """),
        _balanced_or_own,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bmy\b).*\bshould i\b.*\bweigh|\b(?:use|need|set|add) (?:class )?(?:hp:)?weights\b.*\b(?:or|
            ...instead|threshold|better)|^should i\b(?!.*\bmy\b).*hp:weights
            \bweights?\b.*\bor\b.*\b(?:threshold|smote|resampl)
        """),
        _should_i,
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bloss\b|.*val_loss).*weights?\b.*\b(?:hurt|worse|drop\w*|lower\w*|fell|decreas\w*)\b|\b(?:precision|accuracy|
            ...metric:\w+)\b.*\b(?:drop\w*|fell|worse|down)\b.*\bweigh
        """),
        said(
            "That is what weights do: the model says the weighted class more often, so it finds more of it (recall "
            "rises) and raises more false alarms (precision and accuracy fall). Log loss gets worse, too, since the "
            "probabilities no longer match the true share. ROC AUC hardly moves.",
            "What to do: decide by what the errors cost, not by accuracy. If the loss of precision is too dear, take "
            "a smaller weight, or none and a threshold that gives the balance you want.",
        ),
    ),
)
