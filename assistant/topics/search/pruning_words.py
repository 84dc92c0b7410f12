"""Sentences on pruning in general: what it is, what it risks, too much of it, the factor, ASHA."""

from assistant.draft import Draft
from assistant.evidence.literature_search import (
    ASHA,
    BOHB,
    HALVING,
    HYPERBAND,
    KEPT_PART,
    MEDIAN_STARTUP,
    MEDIAN_WARMUP,
    RACE_FOLDS,
    RACE_LEVEL,
)
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

too_much = text(
    "**No, that is too much pruning.** With hardly any complete trials there is nothing to compare with, and the",
    "winner is whatever was not cut. Likely causes: cutting begins too early (no warm-up, a first rung that is too",
    "small to tell anything), the first trial was a lucky one that all others are held against, or the scores of early",
    "steps are mostly noise. What to do: more warm-up steps or a larger first rung, more complete trials before the",
    "cutting begins, a milder rule (the median, or a lower percentile), and compare early with final ranks.",
)
when_to = text(
    "**Use it where a fit is long and a short one already tells good from bad**: boosting, networks, many rows. It",
    "gains little where fits are quick, and misleads where good settings start slowly (small learning rates, strong",
    "penalties). Cheap scores are noisier, so each cut is also a chance to choose by luck; only the last, full score",
    "should decide.",
)
pruned_counts = text(
    "A **pruned** trial was stopped before its last fold or round, because it was clearly behind earlier trials at the",
    "same step. It has no full score, so it cannot be compared with complete trials and cannot win; the time it would",
    "have taken went to others. A search that learns still takes note that it was weak. To use its configuration, it",
    "has to be fitted to the end.",
)


def late_starters(_: Question, draft: Draft) -> None:
    """Write that late starters can be lost, and how the rules guard against it."""
    draft.say(
        "**Yes, late starters can be lost**, small learning rates and strong penalties above all: pruning bets that",
        "early and final ranks go together, which is usual and never certain. The rules hedge: a warm-up before any",
        "cut, some patience, the median of earlier trials as the yardstick, and in",
        f"{draft.refer(HYPERBAND, 'Hyperband')} several brackets, one of which cuts nothing early. In return, the same",
        "time looks at many more configurations, which mostly finds more than it loses.",
    )


def factor(_: Question, draft: Draft) -> None:
    """Write what the reduction factor divides, and which one is usual."""
    draft.say(
        "**It divides the number of configurations**: at each rung the best one in eta goes on, and gets eta times the",
        f"resource (rounds, epochs or rows), so every rung costs about the same. {draft.cite(KEPT_PART)} is the usual",
        "default, and four is as sensible: it cuts harder, has fewer rungs, and so finds a winner sooner, at more risk",
        "for slow starters. It is not the learning rate, which boosting libraries also call eta.",
    )


def asha(_: Question, draft: Draft) -> None:
    """Write what ASHA does, beside Hyperband."""
    draft.say(
        f"**{draft.refer(ASHA, 'ASHA')} is successive halving that does not wait**: a worker that is free promotes the",
        "best configuration that may already go up, or starts a new one, rather than wait until a rung is full. It is",
        "better where many workers run at once, or where fits take very different times; now and then it promotes one",
        f"that a full rung would have stopped. {draft.refer(HYPERBAND, 'Hyperband')} hedges over several brackets,",
        "bold and cautious, where it is not known how early to cut. With one or two workers they hardly differ.",
    )


def what(_: Question, draft: Draft) -> None:
    """Write what pruning and Hyperband are."""
    draft.say(
        "**Pruning** gives up a weak trial before it is complete, so that its time goes to others.",
        f"**{draft.refer(HYPERBAND, 'Hyperband')}** does so by plan: many configurations get a short look with few",
        f"rounds, epochs or rows; the best one in {draft.cite(KEPT_PART)} goes on with {draft.cite(KEPT_PART)} times",
        "as much, until the last have all.",
    )


def brackets(_: Question, draft: Draft) -> None:
    """Write what rungs and brackets are."""
    draft.say(
        f"{draft.refer(HALVING, 'Successive halving')} is one such ladder, its steps are **rungs**. How early to",
        "cut is a gamble, so Hyperband runs several ladders, called brackets: from one that cuts often to one that",
        f"does not cut at all. {draft.refer(ASHA, 'ASHA')} promotes without waiting for a rung to fill;",
        f"{draft.refer(BOHB, 'BOHB')} proposes by a model instead of at random.",
    )


def no_proof(asked: Question, draft: Draft) -> None:
    """Write that nothing proves it."""
    draft.say(
        "**Nothing proves it.** Pruning bets that early and final ranks go together, which is usual and never certain:",
        "a configuration that starts slowly can be thrown away although it would have ended well.",
    )
    hedges(asked, draft)


def hedges(_: Question, draft: Draft) -> None:
    """Write how the rules guard against losing a good one."""
    draft.say(
        "The rules hedge. A median pruner gives a trial up only if it is worse than the median of earlier trials at",
        f"the same step; Optuna's begins after {draft.cite(MEDIAN_STARTUP)} complete trials, and a warm-up can be set",
        f"(by default {draft.cite(MEDIAN_WARMUP)} steps). {draft.refer(HYPERBAND, 'Hyperband')} runs brackets that cut",
        "more and less boldly, one of them not at all.",
    )
    draft.say(
        "What to do: compare the early with the final ranks of trials that ran to the end; where they agree badly, cut",
        "later or not at all, or run a promising pruned trial to its end.",
    )


def few_epochs(_: Question, draft: Draft) -> None:
    """Write that short fits are how halving works."""
    draft.say(
        "**No, that is how it works.** Successive halving first trains many configurations for a few epochs only; the",
        f"best one in about {draft.cite(KEPT_PART)} is then trained for longer, rung by rung. Only the survivors get",
        "more epochs, and the winner of a bracket reaches your maximum.",
    )


def check_epochs(_: Question, draft: Draft) -> None:
    """Write what to look at."""
    draft.say(
        "The number that you set is the most that one configuration may get. What to do: look at the last rung, or at",
        "the winner's own epochs; and train the winner once more with all of them before you use it. If a few epochs",
        "say nothing in your case, raise the least resource.",
    )


other_meanings = text(
    "**Three things are called so.** Pruning of trials gives up a whole configuration in a search. Early stopping ends",
    "the rounds of one fit and keeps the model. Pruning of a tree cuts branches off a tree that was grown. Here, a",
    "pruned trial is of the first kind.",
)


resources = text(
    "The **resource** is what is rationed: rounds, epochs or rows. The most that one configuration may get is often",
    "called R; the least must still tell something, or the cheap scores are noise. The reduction factor (eta) says",
    "which part goes on and how much more it gets. The numbers of rungs and brackets follow from these.",
)


def own_rule(_: Question, draft: Draft) -> None:
    """Write the rule that is used here."""
    draft.say(
        "Here a trial is given up when, on its first folds, it is so far behind the best of its own family that the",
        f"rest would hardly save it: from {draft.cite(RACE_FOLDS)} folds on, by a paired test at",
        f"{draft.cite(RACE_LEVEL)} %. Defaults are never given up, nor is the first trial of a family. There is no",
        "switch for it.",
    )


def describe(asked: Question, draft: Draft) -> None:
    """Write the rest of the general answer."""
    brackets(asked, draft)
    when_to(asked, draft)


def against_halving(_: Question, draft: Draft) -> None:
    """Write how Hyperband and successive halving differ."""
    draft.say(
        f"**{draft.refer(HYPERBAND, 'Hyperband')} is successive halving, run several times with other first steps.**",
        f"{draft.refer(HALVING, 'Successive halving')} needs to be told how many configurations to start with, and so",
        "how early to cut: many with a short look each, or few with a long one. Which is right depends on how soon a",
        "good one shows, which nobody knows beforehand. Hyperband tries several such plans (brackets), from bold to",
        "one that cuts nothing, and costs several times one of them. If you know that early scores tell, halving alone",
        "is cheaper.",
    )


never_cuts = text(
    "**Most likely it gets nothing to decide by, or comes too late.** Likely causes: scores along the way are never",
    "reported to the pruner (only the final one); the warm-up or the number of start-up trials is as large as the",
    "search itself; there are few steps or folds, so little is left to cut; the trials score alike, so that none is",
    "clearly behind; or all of them are better than the median so far, which a rising search makes common. What to do:",
    "report after each fold or round, shorten the warm-up, and look at the early scores of the worst trials.",
)
with_folds = text(
    "**Yes: the folds are natural steps.** A trial that is clearly behind after the first folds is given up, and the",
    "remaining ones are saved. Two cautions: compare trials on the same folds, one by one, because folds differ in",
    "how hard they are; and begin after two or three folds at the earliest, or the noise of one fold decides. Where a",
    "fit is quick or the table small, it saves little.",
)
how_bold = text(
    "**As bold as your early scores are sure.** If early and final ranks agree well, cut early and hard; if not, wait",
    "longer or cut less. Begin mildly: the median of earlier trials as the bar, some complete trials first, a warm-up",
    "of a few folds or rounds, or a reduction factor of three. Then compare the ranks of trials that ran to the end.",
)


def against_learning(_: Question, draft: Draft) -> None:
    """Write how Hyperband and Bayesian optimization go together."""
    draft.say(
        "**They decide different things, and go together.** Bayesian optimization decides what to try next, from what",
        "earlier trials scored; Hyperband decides how long each trial may run, and draws its settings at random.",
        "Where fits are long and short ones tell, Hyperband is ahead at first; with more time a search that learns",
        "catches up.",
        f"{draft.refer(BOHB, 'BOHB')} does both: it proposes by a model, and cuts by Hyperband.",
    )
