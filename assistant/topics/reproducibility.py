"""The same result again: what a repetition needs, what breaks it, and what seeds are for."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature_search import SEEDS_MATTER
from assistant.evidence.repetition import hash_fact, seconds_fact, seed_fact, trials_fact, version_facts
from assistant.evidence.search_cost import duration_fact
from assistant.evidence.trials import error_fact, leader, score_fact, value_fact
from assistant.markup import code, escaped
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import Finding, RunRecord

SEEDS = 5
_SEED_FINDINGS = ("seed_stability", "fold_disagreement", "unreliable_ranking")

_needs = text(
    "The same result needs the **same of everything**: rows in the same order, goal, seed, folds, search space, number",
    "of trials, and versions of the libraries.",
)
_breaks = text(
    "**Time limits break it**: how many trials fit into a minute depends on what else the machine does, so ask for a",
    "number of trials instead. Threads and graphics cards can add numbers in another order, which changes last digits",
    "and sometimes a split; so can another machine or version. A seed that is set in one place only, or trials that",
    "run at once and are told in the order in which they finish, change the search itself.",
)
_write_down = text(
    "What to do: write down seed, number of trials, ranges, versions and a hash of the data, with every trial and why",
    "it was made. Then a result can be made again, and the next project starts from what this one learned.",
)
_seed = text(
    "A **seed** (here `search.seed`) is the number that all random choices start from: how rows are dealt into folds,",
    "which rows and columns a tree sees, what the search draws. The same seed gives the same choices; another seed",
    "gives others that are as good.",
)
_no_best_seed = text(
    "A seed is no hyperparameter: the best of several seeds is the luckiest, and its score does not hold on new rows.",
    "Choose one, keep it for all that you compare, and repeat with others to see how much is luck.",
)
_with_the_same_seed = text(
    "**Only together with the rest.** The same seed fixes the random choices; the result is the same if the data, the",
    "number of trials, the folds, the versions and the threads are the same too. With a limit in time it is not.",
)
_two_runs = text(
    "Two runs on one table differ where anything but the seed and the number of trials decides: a limit in time, other",
    "versions, another order of rows or columns. And where the best few are **tied**, a small change is enough for",
    "another of them to win: that is no worse model, it is the same answer by another name. Look at the honest scores",
    "and their intervals: if these overlap, nothing contradicts.",
)
_archive = text(
    "To make it again years later, keep: the table (and its hash), the goal, the seed, the number of trials, the",
    "search space, folds, the settings and rounds of each trial, and the exact versions of all libraries, best as an",
    "image of the environment. Bit for bit also takes the same kind of machine. And keep the **model itself**: an",
    "audit wants the model that decided, not one that is made anew.",
)
_retrained = text(
    "Usually the two are **not the same fit**. Compare the full list of settings that the model really used with those",
    "of the trial: a setting may be given twice, not passed on, or filled by a default of the library.",
)


def _several_seeds(_: Question, draft: Draft) -> None:
    draft.say(
        "Repeat the whole thing with several seeds and report the **mean and the standard deviation** of the scores",
        f"({draft.refer(SEEDS_MATTER, 'seeds and splits')} move scores as much as methods often do).",
    )


def _which_seeds(asked: Question, draft: Draft) -> None:
    _several_seeds(asked, draft)
    draft.say(
        "Vary one thing at a time: another seed for the folds shows the noise of the split, another seed for the model",
        "that of the fit. Use the same seeds for all settings that you compare, so that differences are taken pair by",
        "pair. Report all seeds, and do not keep the best one: that would be choosing by luck.",
    )


def _why_they_differ(asked: Question, draft: Draft) -> None:
    _retrained(asked, draft)
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


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _say_whether_exact(record, draft)
    if asked.is_about_run:
        _say_what_it_needs(record, draft)


def _archive_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    _say_what_it_needs(record, draft)
    _say_whether_exact(record, draft)


def _say_whether_exact(record: RunRecord, draft: Draft) -> None:
    seconds, trials, seed = seconds_fact(record), trials_fact(record), seed_fact(record)
    if seconds is None and trials is not None:
        draft.say(
            f"Your run **repeats exactly**: it was given {draft.measure(trials)} and no limit in time, with the seed",
            f"{draft.cite(seed)}. With the same data and versions, a repeat makes the same trials, scores and model,",
            "with any number of processes.",
        )
    elif seconds is not None:
        draft.say(
            f"Your run had a limit in time ({draft.measure(seconds)}), so a repeat with its seed {draft.cite(seed)}",
            "**may differ**: how far it gets depends on the machine. For an exact repeat, ask for a number of trials",
            "and no seconds. Each of its trials can be made again with its own settings and the same folds.",
        )
    else:
        draft.say(f"Your run has the seed {draft.cite(seed)}; its budget is not recorded.")


def _say_what_it_needs(record: RunRecord, draft: Draft) -> None:
    items = []
    content = hash_fact(record)
    if content is not None:
        items.append(f"the same table, its content with the hash {draft.cite(content)}…")
    if record.folds is not None:
        fold_seed = EvidenceFact("seed of the folds", record.folds.seed, href="folds")
        folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds")
        items.append(f"the same {draft.cite(folds)} folds, dealt with the seed {draft.cite(fold_seed)}")
    versions = version_facts(record)
    if versions:
        items.append(f"the same versions: {', '.join(draft.cite(fact) for fact in versions)}")
    else:
        items.append("the same versions of the libraries (not recorded so far)")
    draft.say("What a repeat needs:")
    draft.list(items)


def _seeds_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    draft.say(f"Your run used one seed, {draft.cite(seed_fact(record))}, for folds, fits and search.")
    found = [one for one in record.findings if one.code in _SEED_FINDINGS and one.answer != "not_applicable"]
    draft.list([_finding(finding, draft) for finding in found])
    if first is None or first.validation_score is None:
        draft.say("No configuration has a score yet.")
        return
    error = error_fact(record, first)
    score = f"{record.metric.title} {draft.measure(score_fact(record, first))}"
    spread = (
        f", with a standard error of {draft.cite(error, 2)} over the folds: noise of the split for the most part"
        if error
        else ""
    )
    draft.say(f"Its best model ({trial_named(draft, first)}) scores {score}{spread}.")
    spent = sum(trial.seconds for trial in record.trials)
    seeds = EvidenceFact("seeds for a repetition, a usual number", SEEDS, href="settings")
    price = duration_fact("time of the whole search with five seeds, on one process", SEEDS * spent, "trials")
    draft.say(
        f"How the whole search varies is not recorded; running it with {draft.cite(seeds)} seeds would tell, at about",
        f"{draft.measure(price, 2)} of fits.",
    )


def _ties_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    if record.leaderboard:
        draft.say(
            f"In your run, trials that are tied with the first: {draft.cite(fact)}; any of them could win next time."
        )
    _in_run(asked, record, draft)


def _trial_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what fitting one trial again takes, where the question names one."""
    for trial in (one for one in record.trials if one.number in asked.entities.trials):
        values = ", ".join(f"{code(name)} = {draft.cite(value_fact(trial, name))}" for name in trial.hyperparameters)
        draft.say(
            f"{at_start(trial_named(draft, trial))} is {family_title(record, trial.family)} with",
            f"{values or 'no settings'}; with these, the run's folds and its seed it can be fitted again"
            + (f", and should score {draft.measure(score_fact(record, trial))}." if trial.state == "complete" else "."),
        )
    _in_run(asked, record, draft)


def _finding(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    whole = EvidenceFact(f"finding: {finding.title}", finding.value, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    known += [whole] if finding.value is not None else []
    verdict = "found" if finding.answer == "found" else "not found"
    return f"{escaped(finding.title)}: **{verdict}**. {draft.quote(finding.sentence, whole, known)}"


def _retrained_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.validation_score is not None:
        names = ", ".join(code(name) for name in first.hyperparameters) or "none"
        draft.say(
            f"In your run, the score of {trial_named(draft, first)} is {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}, over the folds. To compare with a fit of your own, pass all",
            f"of its settings ({names}), the rounds that it kept, and its folds.",
        )
    _in_run(asked, record, draft)


def _needs_and_breaks(asked: Question, draft: Draft) -> None:
    _needs(asked, draft)
    _breaks(asked, draft)


def _seed_detail(asked: Question, draft: Draft) -> None:
    _no_best_seed(asked, draft)
    _breaks(asked, draft)


_SEVERAL = (
    r"different (?:random )?seeds|(?:several|many|multiple|more|other|num) (?:random )?seeds|standard deviation"
    r"|\bvary|\bnoise\b|seed changes|moved by"
)
_RETRAIN = (
    r"re ?train|re ?fit|best value|not (?:the )?same|different (?:results?|scores?|values?|numbers?)|\bdiffers?\b"
)
_WHAT_SEED = (
    r"what (?:is|does|are) .*(?:seed|random_state|random state)|(?:best|lucky|good|which|right) seed"
    r"|set (?:the|my|a) seed|seed was"
)
_SAME_SEED = r"same (?:random )?(?:seed|random_state)|\bfix(?:ed)? (?:the |my |a )?seed|always .*seed"
_ARCHIVE = r"write down|archive|audit|\breport\b|years?\b|replicate|document|export|\bdocker"
_TWO_RUNS = (
    r"another winner|winner changed|(?:other|different|another) (?:winner|hyperparameters|model)|yesterday"
    r"|colleague|ran .* twice|\brerun\b|repeat run|moved from|\btwice\b"
)
_KINDS = Kinds(
    (
        Kind(pattern(_SEVERAL), _which_seeds, silent, _seeds_in_run, answers_first=True),
        Kind(pattern(_SAME_SEED), _with_the_same_seed, _breaks, _in_run, answers_first=True),
        Kind(pattern(_WHAT_SEED), _seed, _seed_detail, _seeds_in_run),
        Kind(pattern(_ARCHIVE), _archive, _needs, _archive_in_run),
        Kind(pattern(r"\btrial:"), _needs, silent, _trial_in_run),
        Kind(pattern(_TWO_RUNS), _two_runs, _needs_and_breaks, _ties_in_run, answers_first=True),
        Kind(pattern(_RETRAIN), _why_they_differ, _breaks, _retrained_in_run, answers_first=True),
        Kind(ANYTHING, _needs_and_breaks, _write_down, _in_run),
    )
)

REPRODUCIBILITY = Topic(
    name="reproducibility",
    cues=cues(r"""
        11 reproduc|\bseeds?\b|same results?\b|random[_ ]state|determinis|repeatable|\bre ?train|\bre ?fit\b.*\bdiffer
        8 different (?:results?|scores?|values?|models?) (?:each|every|when|in|on|with)
        8 (?:not|never) (?:get |give |gets |gives )?the same (?:result|score|model|number)
        8 (?:repeat|rerun|re run|run (?:it )?again|redo)\b.*\b(?:same|identical|exactly|differ|result)
        7 (?:results?|scores?) (?:change|changes|vary|varies|differ|differs)\b.*\b(?:run|time|again)
        7 \bdocument(?:ing)? (?:the |my )?tuning
        7 same (?:data|settings|hyperparameters)\b.*\bdifferent
        -5 \boverfit|\bsmall (?:data|table)
    """),
    examples=(
        "can i get the same result again",
        "how do i make a run reproducible",
        "what is a random seed",
        "why do i get different results every time",
        "different result after retraining with the best parameters",
        "should i use several random seeds",
        "which seed was used",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What does it take to get the same result again?",
    run_invitation="Can I repeat this run and get the same result?",
    leads_to=("more_trials_or_time", "cross_validation", "deployment"),
    is_for_the_run=_KINDS.is_for_the_run,
)
