"""Sentences on repeating a result in general: what it needs, what breaks it, and what seeds are for."""

from assistant.draft import Draft
from assistant.evidence.literature_search import SEEDS_MATTER
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

needs = text(
    "It can be done: the same result needs the **same of everything**: rows in the same order, goal, seed, folds,",
    "search space, number of trials, and versions of the libraries.",
)


breaks = text(
    "**Time limits break it**: how many trials fit into a minute depends on what else the machine does, so ask for a",
    "number of trials instead. Threads and graphics cards can add numbers in another order, which changes last digits",
    "and sometimes a split; so can another machine or version. Trials that run at once can change the search itself.",
)


write_down = text(
    "What to do: write down seed, number of trials, ranges, versions and a hash of the data, with every trial and why",
    "it was made. Then a result can be made again, and the next project starts from what this one learned.",
)


seed = text(
    "A **seed** (here `search.seed`) is the number that all random choices start from: how rows are dealt into folds,",
    "which rows and columns a tree sees, what the search draws. The same seed gives the same choices; another seed",
    "gives others that are as good.",
)


no_best_seed = text(
    "A seed is no hyperparameter: the best of several seeds is the luckiest, and its score does not hold on new rows.",
    "Choose one, keep it for all that you compare, and repeat with others to see how much is luck.",
)


with_the_same_seed = text(
    "**Only together with the rest.** The same seed fixes the random choices; the result is the same if the data, the",
    "number of trials, the folds, the versions and the threads are the same too. With a limit in time it is not.",
)


two_runs = text(
    "Two runs on one table differ where anything but the seed and the number of trials decides: a limit in time, other",
    "versions, another order of rows or columns. And where the best few are **tied**, a small change is enough for",
    "another of them to win: that is no worse model, it is the same answer by another name. Look at the honest scores",
    "and their intervals: if these overlap, nothing contradicts. For the same winner again, fix the seed and give a",
    "number of trials rather than seconds.",
)


chosen_seed = text(
    "A seed that is chosen by its score is **chosen luck**: a seed changes only chance, so the best of several scores",
    "too well on these rows and no better on new ones. It misleads where that score is reported. Fix a seed",
    "beforehand, or report mean and spread over several, or average their models.",
)


time_limit = text(
    "Not surely: with a limit in time the number of trials depends on the machine and what else it does, so the same",
    "seed may end with another winner; with a number of trials it repeats. Use trials for what must repeat, and time",
    "only as a safety limit. The winners mostly tie within the noise, so the quality hardly differs.",
)


rebuilt = text(
    "Fit the same library with **all** settings of the trial, tuned and fixed, the rounds that it kept, its seed, and",
    "the same preparation, on the same rows in the same order. Last digits may differ; more means that a setting is",
    "missing. If only predictions are needed, take the delivered model as it is: it needs no fit.",
)


archive = text(
    "To make it again years later, keep: the table (and its hash), the goal, the seed, the number of trials, the",
    "search space, folds, the settings and rounds of each trial, and the exact versions of all libraries, best as an",
    "image of the environment. Bit for bit also takes the same kind of machine. And keep the **model itself**: an",
    "audit wants the model that decided, not one that is made anew.",
)


cores = text(
    "**It can.** Trials that run at once finish in another order each time, and a search that learns from them then",
    "proposes others; and sums are added in another order over several threads, which changes last digits and now and",
    "then a split. One process, or a search that takes results in a fixed order, keeps the choice exact.",
)


last_digits = text(
    "**The order of the sums.** Adding floating-point numbers in another order rounds differently, and graphics cards",
    "and threads add in whatever order they finish; a seed fixes the random draws, and not that. Settings for",
    "deterministic algorithms, one device and one thread cure it, and cost speed. A difference in the sixth decimal is",
    "far below the noise of the folds and changes no decision, unless two splits were as good as equal.",
)


another_seed = text(
    "**Quite possibly, where the best few are tied.** Another seed deals other folds and draws other trials, so",
    "leaders that differ by less than the noise of the folds may change places. That would be no better or worse",
    "model, and no reason to try seeds until one pleases. To see how much is luck, run the search with a few other",
    "seeds and compare the scores with their intervals.",
)


same_again = text(
    "**Yes, with the same of everything**: table, goal, seed, number of trials, search space and versions, on the same",
    "kind of machine. Another machine or version can change last digits, and a limit in time can change the trials.",
    "Who must show the very same numbers later should keep the model itself, too.",
)


retrained = text(
    "Usually the two are **not the same fit**. Compare the full list of settings that the model really used with those",
    "of the trial: a setting may be given twice, not passed on, or filled by a default of the library.",
)


def several_seeds(_: Question, draft: Draft) -> None:
    """Write what to report of several seeds."""
    draft.say(
        "Repeat the whole thing with several seeds and report the **mean and the standard deviation** of the scores",
        f"({draft.refer(SEEDS_MATTER, 'seeds and splits')} move scores as much as methods often do).",
    )


def which_seeds(asked: Question, draft: Draft) -> None:
    """Write which seeds to vary."""
    several_seeds(asked, draft)
    draft.say(
        "Vary one thing at a time: another seed for the folds shows the noise of the split, another seed for the model",
        "that of the fit. Use the same seeds for all settings that you compare, so that differences are taken pair by",
        "pair. Report all seeds, and do not keep the best one: that would be choosing by luck.",
    )


def why_they_differ(asked: Question, draft: Draft) -> None:
    """Write why a fit of one's own differs from a trial."""
    retrained(asked, draft)
    draft.say("Other reasons, in the order in which to look:")
    draft.list(
        [
            "the seed, of the folds and of the model",
            "the number of rounds: early stopping chose it in the trial, and a refit needs that number",
            "the score: that of a trial is over folds, fitted on a part of the rows; one fit on other rows has another",
            "the preprocessing, and the order of rows and columns",
            "chance: the best of many is flattered, so the same settings score a little less next time",
        ]
    )


def needs_and_breaks(asked: Question, draft: Draft) -> None:
    """Write what a repeat needs, and what breaks it."""
    needs(asked, draft)
    breaks(asked, draft)


def seed_detail(asked: Question, draft: Draft) -> None:
    """Write what a seed is not."""
    no_best_seed(asked, draft)
    breaks(asked, draft)


no_seed_to_tune = text(
    "**No.** A seed is no hyperparameter: no seed is better than another, forty-two included; the best of several is",
    "the luckiest, and its score does not hold on new rows. Choose any one, keep it for all that you compare, and",
    "repeat with a few others to see how much of a difference is luck.",
)
other_machine = text(
    "**Another machine is another arithmetic.** Likely causes, in the order in which to look: other versions of",
    "Python or the libraries; a limit in time, which a faster machine turns into more trials; another number of",
    "threads or another processor, which add numbers in another order; rows that were read in another order; a seed",
    "that was not set everywhere. What to do: pin the versions (an image of the environment), give a number of trials",
    "rather than seconds, and compare the scores of a single trial first. Differences far below the standard error do",
    "not matter.",
)
row_order = text(
    "**Yes.** Rows are dealt into folds by their place, so another order with the same seed gives other folds, other",
    "scores and perhaps another winner; some fits also draw rows by place. Keep the file as it was, or sort it by a",
    "fixed key before the run. Differences that come from the order alone are noise of the folds.",
)
other_versions = text(
    "**Then it may differ**, in last digits or in more: libraries change defaults, algorithms and the order of random",
    "draws between versions, so the same seed no longer draws the same. Write the exact versions down, keep an image",
    "of the environment, and keep the model itself with the versions that it was made with: loading it in others is",
    "not safe either.",
)
