"""What people often ask of early stopping, patience and epochs, answered directly."""

from assistant.topics.direct_answers import DirectAnswer, pattern, said

EARLY_STOPPING_ASKED = (
    DirectAnswer(
        pattern(r"""
            (?:my run|this run|you|service|plaintune)\b.*(?:hp:patience|early stop\w*).*\b(?:which|what|
            ...same) (?:rows|data|set)
            (?:my|this|the) run\b.*\b(?:too good|optimis\w*|flatter\w*|bias\w*|leak\w*)
            \b(?:which|what) (?:rows|data|set)\b.*(?:hp:patience|early stop\w*).*\b(?:my run|this run|you)\b
        """),
        said(
            "Early stopping watches rows that are split off the training part of each fold, never those that the fold "
            "is scored on: the score is therefore not flattered by it. In the refit on all rows nothing is held "
            "apart, so the mean number of rounds of the folds is used there.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            (?:hp:patience|early stop\w*).*\b(?:random_forest|random forests?|forests?|linear|logistic|svm)\b
        """),
        said(
            "No: early stopping needs a fit that goes on step by step, as in boosting and neural networks. The trees "
            "of a forest are grown independently and averaged, so more of them never hurt and there is nothing to "
            "stop; linear models and support vector machines are fitted until they converge (`tol`, `max_iter`). In "
            "scikit-learn boosting, `MLPClassifier` and `SGDClassifier` can stop early. What to do: give a forest a "
            "few hundred trees, and limit its leaves if it overfits.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:eval_set|valid_sets|order|training.?s)).*(?:hp:patience|early stop\w*).*\b(?:never|not|
            ...no longer) (?:trigger\w*|kick\w*|stop\w*|happen\w*|end\w*)
        """),
        said(
            "A fit whose early stopping never sets in was still improving when its rounds were used up: it is "
            "likely not finished. Causes: too few rounds were allowed, the learning rate is too small for them, or "
            "the patience is as long as the whole fit; a score that creeps up in its last digits does the same.",
            "What to do: allow more rounds or raise the rate, ask for a least improvement, and look at the curve: if "
            "it is flat at the end, little is lost.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:too good|optimis|leak|bias|flatter|watch|eval_set|grid|stage|fair|proxy|why|all data|final|keyword|
            ...error)).*(?:hp:patience|
            ...early stop\w*).*\b(?:cross.?validation|folds?|cv)\b(?!.*\b(?:my|bump)\b)
        """),
        said(
            "Within cross-validation, split off a part of each fold's training rows to tell when to stop, and "
            "score on the fold's own rows, which the stopping must not see. Every fold then finds its own number "
            "of rounds; for the refit on all rows take their mean or median. To stop on the scored rows themselves "
            "is simpler and makes the score slightly too good. This service works the first way.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:need|still|instead|replace)\b.*(?:hp:patience|early stop\w*).*\b(?:regulari\w+|penalty|dropout)|
            ...(?:regulari\w+|penalty|dropout)\b.*(?:need|instead of|replace|still)\b.*(?:hp:patience|early stop\w*)
        """),
        said(
            "Use both, they limit different things. A penalty holds the size of the weights or leaves, early "
            "stopping the number of rounds, and it also saves time. Early stopping is itself a kind of "
            "regularization, so with a strong penalty the fit may simply stop later. What to do: leave early "
            "stopping on, and search the strength of the penalty with it.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?=.*(?:prun|halving|hyperband|thrown|discard|trial|resource|configuration)).*(?:force|minimum|at least|
            ...least|min)\b.*(?:hp:passes|epochs?|rounds|iterations|resource)\b.*\b(?:before|
            ...prun\w*|thrown|stop\w*|discard\w*)
            (?:warm.?up|grace|min_resource)\b.*\b(?:prun\w*|stop\w*|epochs?|rounds)
        """),
        said(
            "Yes, in most tools: successive halving and Hyperband have a least resource (`min_resource`, or a grace "
            "period) that every configuration gets before any is thrown out, and a median pruner has warm-up steps. "
            "Set it where the learning curves have begun to keep their order.",
            "Too little throws out slow starters, such as those with a small learning rate; too much saves nothing. "
            "What to do: look at a few whole curves, and take the first epoch at which the ranking resembles the "
            "final one. For early stopping of a single fit the same is done by a longer patience.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bstage\b).*(?:retrain\w*|refit\w*|final fit|all (?:the |my )?(?:data|rows)|
            ...full data)\b.*(?:n_estimators|hp:n_trees|
            ...rounds|trees|epochs|iterations|best_iteration|hp:passes)
            (?:best_iteration|best iteration|best round)\b.*(?:retrain\w*|refit\w*|all (?:the )?(?:data|rows)|final)
        """),
        said(
            "The refit on all rows takes its number of rounds from the folds, since no rows are held apart then. "
            "Take the mean (or median) of the best rounds over the folds, with the same learning rate; as the refit "
            "has more rows, some add a tenth or so, and it hardly matters.",
            "If the best round came very early beside what was allowed, look first: the learning rate may be too "
            "high, or too few rows told when to stop, and a number from a single fold is mostly luck. A smaller rate "
            "gives a later and steadier best round. This service does the same: its refit takes the mean of the "
            "rounds that the folds kept.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:went|go|goes|thrown|threw)\b.*\b(?:bin|waste|away|trash)|\bwasted?\b.*(?:rounds|epochs|hp:n_trees)|
            ...stopped_at
        """),
        said(
            "The rounds after the best one are not used, but not in vain: they are the **patience**. Only by "
            "waiting for so many rounds without improvement does one learn that the best was past, and not just a "
            "dip in a noisy curve.",
            "The model uses the best iteration and leaves the later rounds out, so all they cost is time. What to "
            "do: if that time matters, shorten the patience; with a small learning rate or few stopping rows leave "
            "it long.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            jump(?:y|s|ing)|noisy|wobbl|zig.?zag|fluctuat|bounc
        """),
        said(
            "Yes, it matters on a jumpy curve: with a short **patience** the fit ends on the noise, at a dip that is "
            "not the end of learning. Take the longer one. As long as the best round is restored, that costs only "
            "time.",
            "What to do: also calm the curve itself: a smaller learning rate, more rows to stop by, or in a network "
            "larger batches; and ask for a least improvement, so that tiny luck does not count as progress.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:\bmy (?:run|best|final|model)\b|\bwas the patience|\bwhat (?:does|happens|is|was)\b|explain|
            ...eval_set|keyword|error|\bcount|reducelr|
            ...plateau|grid|
            ...validation_fraction|median|stage|when should)).*(?:(?<!hp:)\bpatience\b|early_stopping_rounds|
            ...early stopping rounds|
            ...n_iter_no_change|how long .*\bwait)
        """),
        said(
            "About twenty to a hundred rounds in boosting, or a tenth of the rounds that you allow; in a network "
            "five to twenty epochs. **Patience** should be larger where steps are smaller (a tenth of the learning "
            "rate needs about ten times the rounds to show progress) and where the stopping score is noisy, as with "
            "few rows.",
            "Too short stops at the first dip and underfits; too long only costs time, because the best round is "
            "kept. What to do: err on the long side, restore the best round, and do not tune it: the learning rate "
            "matters more.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:validation|eval\w*|test|held.?out)\b.*\b(?:fold|set|data|rows)\b.*\b(?:too good|optimistic|bias\w*|
            ...flatter\w*|leak\w*|cheat\w*|honest)
            (?:early stop\w*|hp:patience)\b.*\b(?:leak\w*|too good|optimistic|bias\w*|cheat\w*|flatter\w*)
        """),
        said(
            "Yes, slightly: the score gets too good if early stopping watches the rows that it is told on: the "
            "number of rounds is a hyperparameter that was tuned on them, and the best point of a noisy curve is "
            "partly luck. The score is somewhat optimistic, the more so the fewer the rows.",
            "What to do: stop on rows split off the training part of each fold, and score on the fold's own rows, or "
            "confirm on a hold-out that nothing has seen. This service does the former: the rows that tell when to "
            "stop are never those that are scored.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ignore\b.*(?:best|early)|best (?:iteration|round|epoch).*\b(?:first|early|few)\b|(?:stop\w*|
            ...stoped)\b.*\b(?:at|after)\b.*\bnum out of\b
            (?:stop\w*|ends?|ended|stoped)\b.*\b(?:too early|too soon|immediately|right away|after (?:a )?few|within)
        """),
        said(
            "Do not ignore it: a best round that comes very early means that learning soon did more harm than good. "
            "Likely causes: the learning rate is too high, too few (or unlike) rows tell when to stop, the patience "
            "is short, or the columns say little about the target.",
            "What to do: lower the rate (a tenth of it, with more rounds allowed), give more rows to stop by, and "
            "take a longer patience. Forcing a minimum of rounds instead only overfits. If the fit stops late but "
            "before the maximum, all is well: the limit was never needed.",
        ),
        shows_run=False,
    ),
    DirectAnswer(
        pattern(r"""
            when (?:do|should|to|must)\b.*\b(?:stop|end|quit)\b|(?:pull?|pul) the plug|how do i know when .*\bstop
        """),
        said(
            "Stop when the score on rows held apart has not improved for the length of the **patience** (some twenty "
            "rounds, or a few epochs), and keep the model of the best round, not of the last.",
            "Use separate rows for it: those that tell when to stop must not be those that the final score is told "
            "on. What to do: allow far more rounds than you expect to need and let early stopping end the fit. If it "
            "runs into the maximum, allow more; if it ends within the first rounds, lower the learning rate.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\bmy run\b).*\b(?:how many|number of|good|right|enough)\b.*\bepochs?\b.*\b(?:should|need|train|use|
            ...choose)
            ^(?!.*\bmy run\b).*\b(?:should|need)\b.*\bhp:passes|\bhow (?:do|to|should)\b.*\b(?:choose|pick|set|
            ...tune)\b.*hp:passes
        """),
        said(
            "As many as it takes until the validation loss no longer falls: do not choose the number of **epochs**, "
            "allow plenty (a few hundred on a table) and let early stopping end the fit and keep the best one.",
            "Too few underfit: both losses still fall at the end. Too many overfit: the training loss falls while the"
            " validation loss rises. How many that is depends on the learning rate, the batch size and the rows, so a"
            " number from elsewhere does not carry over.",
        ),
    ),
)
