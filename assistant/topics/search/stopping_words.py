"""Sentences on how long to search in general: how many trials, when to stop, and what more of them costs."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.literature import OVERTUNED_RUNS, SELECTION_OVERFITS
from assistant.evidence.literature_search import (
    FEW_TRIALS,
    MANY_TRIALS,
    MORE_TRIALS_A_SETTING,
    ONE_ERROR,
    TERMINATION,
    TRIALS_A_SETTING,
)
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

MOST_SETTINGS = 60


longer = text(
    "More search helps **less and less**: most of the gain comes early, and later trials win by little or by luck.",
    "How much more there is to find cannot be known beforehand.",
)


stop = text(
    "You can stop a search at **any time**: the best configuration so far stays valid, and is as well measured as it",
    "was. What is lost is only what was under way. In a plan such as Hyperband, unfinished brackets mean that fewer",
    "candidates were confirmed with the full resource.",
)


how_to_stop = text(
    "To have it end by itself, ask for a number of trials or of seconds; to go on later, continue from the stored",
    "trials: nothing is fitted twice. Here, a run that is stopped delivers the best so far, and can be continued.",
)


counted_on = text(
    "Because trial numbers **count on**: the search was resumed from a stored study, and the trials that were there",
    "keep their numbers. A limit such as `n_trials` is for each call (and each process), not for the study as a whole.",
)


about_counts = text(
    "What to do: count the trials of the study and subtract, or give the new search a name of its own. Some numbers",
    "may also be trials that failed or were given up. Numbers begin at zero.",
)


data_instead = text(
    "**It depends on whether the leaders can be told apart.** If the best few lie within a standard error of each",
    "other: more folds, or the folds repeated, to tell them apart, above all on small tables. If the best is still",
    "rising by more than that: more trials. If what is left to gain by searching is smaller than the noise of the",
    "folds, time is better spent elsewhere: **more rows** help most models more than more trials, better columns more",
    "still; repeating the folds makes the choice surer and the score more honest.",
)


not_wasted = text(
    "**No.** A best that comes **early** does not mean that the rest was wasted: the later trials are the evidence",
    "that it is hard to beat, and they show how flat the score is around it. A best that comes **at the very end**",
    "hints that the search had not settled, so going on may pay off.",
)


go_on = text(
    "Yes: a run that has ended can be **continued** with more seconds or trials. Its trials stay, nothing is fitted",
    "twice, the numbers count on, and the best so far cannot get lost; the score is corrected anew for the larger",
    "choice.",
)


shares = text(
    "Families do not get equal shares, and need not: the next trial goes to the family whose next improvement is",
    "expected to cost least, counting what it adds to an average. Each gets at least a small part. One that is slow or",
    "far behind gets few trials; name the families that you want in `search.families` to give them all of the time.",
)


def how_many(asked: Question, draft: Draft) -> None:
    """Write a rule of thumb, and what is better than a number."""
    draft.say(
        "There is **no single number**. A rule of thumb is",
        f"{draft.cite(TRIALS_A_SETTING)} to {draft.cite(MORE_TRIALS_A_SETTING)} trials for each hyperparameter that is",
        f"tuned, so often {draft.cite(FEW_TRIALS)} to {draft.cite(MANY_TRIALS)} in all.",
        _for_so_many(asked, draft),
    )
    when_to_stop(asked, draft)


def _for_so_many(asked: Question, draft: Draft) -> str:
    """Work the rule out for a number of hyperparameters that the question names."""
    count = next((int(value) for value in asked.entities.values if value in range(1, MOST_SETTINGS + 1)), None)
    if count is None or not re.search(
        r"num (?:\w+ )?(?:hyperparameters?|parameters?|settings|knobs|dim)", asked.tagged
    ):
        return ""
    ends = [
        EvidenceFact(
            f"trials for {count} hyperparameters, at {each.value} each", count * int(each.value), source=each.source
        )
        for each in (TRIALS_A_SETTING, MORE_TRIALS_A_SETTING)
        if isinstance(each.value, int)
    ]
    low, high = (draft.cite(end) for end in ends)
    return f"For {draft.cite(asked_value(count))} of them, that is {low} to {high}."


def when_to_stop(_: Question, draft: Draft) -> None:
    """Write by what to stop."""
    draft.say(
        "**Stop when the best score so far has been flat for a third of the trials, or rises by",
        "less than the standard error over the folds.** Well-chosen ranges and good defaults save more trials than",
        f"patience; stricter rules {draft.refer(TERMINATION, 'compare what is left to gain with that noise')}.",
        "And more trials are not free: the best of many is",
        f"{draft.refer(SELECTION_OVERFITS, 'flattered more')}, above all on small tables.",
    )


def worse(_: Question, draft: Draft) -> None:
    """Write how a longer search can give worse results."""
    draft.say(
        "**It can happen, and more time is then not the cure.** If the score on the folds rises with the search while",
        "the score on other rows falls, the search has **overfitted the validation rows** (overtuning): it found",
        "settings that suit those rows by chance. In about",
        f"{draft.cite(OVERTUNED_RUNS)} % of tuning runs of a study the chosen one was worse on new rows than the",
        "default or the first one tried. A small drop may also be noise of the test rows.",
    )


def against_worse(asked: Question, draft: Draft) -> None:
    """Write what to do against that."""
    worse(asked, draft)
    draft.say("What to do about it:")
    draft.list(
        [
            "score by cross-validation instead of one hold-out, and repeat the folds where the table is small",
            f"take {draft.refer(ONE_ERROR, 'the simplest configuration within one standard error')} of the best",
            "search fewer configurations, or narrower ranges around good defaults",
            "keep a test table locked until the end, and compare the default on it too",
        ]
    )


def stop_and_go_on(asked: Question, draft: Draft) -> None:
    """Write how to stop, and how to go on."""
    stop(asked, draft)
    how_to_stop(asked, draft)


flat = text(
    "**Most likely yes.** A best that has been flat for more than a third of the trials will rarely rise",
    "by more than the noise of the folds; the best so far is yours to keep. Before you spend the rest, look at two",
    "things: whether the best value of a setting lies at the edge of its range (widen it, and search on), and whether",
    "the leaders are tied. Better columns or more rows then bring more than further trials.",
)
not_always = text(
    "**No, more trials do not always give a better model.** The best score found can only rise, but by less and less;",
    "and each trial is one more chance to be lucky on these folds, so the winner's score flatters more. Past some",
    "point the search chooses noise, and the model on new rows is no better, now and then worse. Well-chosen ranges",
    "and better columns help where further trials do not.",
)


at_the_end = text(
    "**Yes, it is a hint that the search had not settled.** A best that comes with the last trials may have been",
    "followed by better ones. But look at the size first: a gain below the standard error of the folds is luck, and",
    "going on then buys little. Continue by some dozens of trials, and stop when the best stays flat for a third of",
    "all.",
)
for_many_rows = text(
    "**As long as some dozens of trials take**; only your own table tells how long that is. Fit one default, take its",
    "time, multiply by the folds and by the trials that you want. If that is too long: search on a part of the rows",
    "and fit the winner on all of them, take fewer folds (large tables need few), use families that scale, and give",
    "weak trials up early. With many rows the noise is small, so fewer trials can be told apart with more certainty.",
)
nothing_lost = text(
    "**No, nothing is lost.** A run that is continued keeps its trials, numbers count on, nothing is fitted twice, and",
    "the best so far stays unless a better one is found; the score is corrected anew for the larger choice.",
)
next_run = text(
    "**Spend the next run where little was tried or much is still open**: on a family that had a handful of trials",
    "and lies within the noise of the first, on a value at the edge of its range, or on a best score that still rises.",
    "A family that is behind by more than two standard errors after some twenty trials can be left out. If the leaders",
    "tie and are flat, more trials of either bring nothing: repeat the folds, or get better columns or more rows.",
)
short_search = text(
    "A model can be trusted as far as it was judged on rows that it never saw, however short the search was. What a",
    "short one may lack is a little score: look whether the best was still rising at the end, whether each family had",
    "more than one trial, and whether a best value lies at an edge; if so, continue it.",
)
at_target = text(
    "**Have a callback end it**: after each trial compare the best score with your target and call `study.stop()`",
    "in Optuna, or give `loss_threshold` to Hyperopt's `fmin`; trials that are under way are still finished. Set",
    "the target beyond the noise of the folds: the first score to pass a bar is partly lucky, so score that",
    "configuration again on other folds before you rely on it. If no target follows from the use, stop when the best",
    "has been flat for a third of the trials instead.",
)
