"""The same result again: what a repetition needs, what breaks it, and what seeds are for."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.repetition import hash_fact, seconds_fact, seed_fact, trials_fact, version_facts
from assistant.evidence.search_cost import duration_fact
from assistant.evidence.trials import error_fact, leader, score_fact, value_fact
from assistant.markup import code, escaped
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import repetition_words as words
from assistant.topics.truth.delivered_sentences import say_members
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import Finding, RunRecord

SEEDS = 5
_SEED_FINDINGS = ("seed_stability", "fold_disagreement", "unreliable_ranking")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _say_whether_exact(record, draft)
    if asked.is_about_run:
        _say_what_it_needs(record, draft)


def _exact_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    _say_whether_exact(record, draft)


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
            _if_not_the_same(record, draft),
        )
    elif seconds is not None:
        draft.say(
            f"Your run had a limit in time ({draft.measure(seconds)}), so a repeat with its seed {draft.cite(seed)}",
            "**may differ**: how far it gets depends on the machine. For an exact repeat, ask for a number of trials",
            "and no seconds. Each of its trials can be made again with its own settings and the same folds.",
            _if_not_the_same(record, draft),
        )
    else:
        draft.say(f"Your run has the seed {draft.cite(seed)}; its budget is not recorded.")


def _if_not_the_same(record: RunRecord, draft: Draft) -> str:
    """Say how near a repeat comes of which anything is different."""
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    if error is None:
        return ""
    return (
        f"If anything of that differs, expect a near-equal result: a score within about one standard error "
        f"({draft.cite(error, 2)}), perhaps of another of the trials that are tied."
    )


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
    draft.say("Not recorded are the machine, the operating system and the number of processes.")


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


def _ties_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    if record.leaderboard:
        draft.say(
            f"In your run, trials that are tied with the first: {draft.cite(fact)}; any of them could win next time."
        )
    _say_whether_exact(record, draft)


def _another_seed_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how many are tied with the winner, how large the noise is, and what a further seed takes."""
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    draft.say(
        f"Your run used the seed {draft.cite(seed_fact(record))}; tied with its first trial are {draft.cite(fact)}."
        if record.leaderboard
        else f"Your run used the seed {draft.cite(seed_fact(record))}."
    )
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    if first is not None and first.validation_score is not None:
        noise = f", with a standard error of {draft.cite(error, 2)} over the folds" if error else ""
        draft.say(
            f"Its best, {trial_named(draft, first)}, scores {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}{noise}: a lead below that says nothing.",
        )
    spent = sum(trial.seconds for trial in record.trials)
    price = duration_fact("time of the whole search with one further seed, on one process", spent, "trials")
    draft.say(f"A run with another {code('search.seed')} would tell, at about {draft.measure(price, 2)} of fits.")


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


def _rebuilt_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what is delivered, with its settings, and what else the same fit needs."""
    say_members(record, draft)
    draft.say(f"The seed is {draft.cite(seed_fact(record))}.")
    _say_what_it_needs(record, draft)


def _finding(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    whole = EvidenceFact(f"finding: {finding.title}", finding.value, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    known += [whole] if finding.value is not None else []
    verdict = "found" if finding.answer == "found" else "not found"
    return f"{escaped(finding.title)}: **{verdict}**. {draft.quote(finding.sentence, whole, known)}"


def _retrained_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.validation_score is not None:
        names = ", ".join(code(name) for name in first.hyperparameters) or "none"
        draft.say(
            f"In your run, the score of {trial_named(draft, first)} is {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}, over the folds. To compare with a fit of your own, pass all",
            f"of its settings ({names}), the rounds that it kept, and its folds.",
        )
    _say_whether_exact(record, draft)


_DIGITS = r"decimal|\bdigits?\b.*\bdiffer|differ\w*\b.*\bdigits?\b|\bgpus?\b|graphics card|floating|culprit|\bcuda"
_CORES = r"\bcores?\b|\bthreads?\b|\bn_jobs|\bjobs\b|\bparallel|\bworkers?\b|\bprocess(?:es|ors?)\b|\bcpus?\b"
_ANOTHER_SEED = (
    r"(?:other|another|different|new|changed?) (?:random )?seed\b|\bcrown"
    r"|seed\b.*\b(?:another|other) (?:one|winner|model)"
)
_CHOSEN_SEED = r"\b(?:choos|pick|select)\w* .*\bseeds?\b|\bseeds?\b.*\bcheat|\bcheat\w*\b.*\bseeds?\b"
_NO_SEED = (
    r"\btun\w* .*\bseeds?\b|seed\w* (?:num )?(?:special|magic|better|best)|(?:best|lucky|magic|better) seed"
    r"|seed num$"
)
_MACHINE = (
    r"\blaptop|\bserver|another (?:machine|computer)|other (?:machine|computer)|\bwindows\b|\blinux"
    r"|\bmac\b|\bcloud\b|\bcolab"
)
_TIME = r"time limits?\b|limit in time|\btime budget|\bseconds\b.*\btrials\b|\btrials\b.*\bseconds\b"
_OUTSIDE = r"\boutside\b|\belsewhere\b|\bown code|\bby hand\b|\bre ?(?:train|build|fit)\w* exactly"
_AGAIN = r"same digits|same numbers|again in\b|press the button|once more|identical|exactly the same|bit for bit"
_SEVERAL = (
    r"over seeds|variance|different (?:random )?seeds|(?:several|many|multiple|more|other"
    r"|num) (?:random )?seeds|standard deviation"
    r"|\bvary|\bnoise\b|seed changes|moved by"
)
_RETRAIN = (
    r"^(?!.*\b(?:in are|python|caret|tensorflow|keras)\b).*(?:re ?train|re ?fit|best value|not (?:the )?same"
    r"|different (?:results?|scores?|values?|numbers?)|\bdiffers?\b)"
)
_WHAT_SEED = (
    r"what (?:is|does|are) .*(?:seed|random_state|random state)|(?:best|lucky|good|which|right) seed"
    r"|set (?:the|my|a) seed|seed was"
)
_SAME_SEED = (
    r"(?:will|does|is) .*\bsett?ing? .*(?:seed|random.state)|same (?:random )?(?:seed|random_state)"
    r"|\bfix(?:ed)? (?:the |my |a )?seed|always .*seed"
)
_ARCHIVE = r"write down|archive|audit|\breport\b|years?\b|replicate|document|export|\bdocker"
_TWO_RUNS = (
    r"another winner|second run|winner changed|(?:other|different|another) (?:winner|hyperparameters|model)|yesterday"
    r"|colleague|ran .* twice|\brerun\b|repeat run|moved from|\btwice\b"
)
_KINDS = Kinds(
    (
        Kind(pattern(_CHOSEN_SEED), words.chosen_seed, silent, _another_seed_in_run, answers_first=True),
        Kind(pattern(_NO_SEED), words.no_seed_to_tune, silent, _exact_in_run, answers_first=True),
        Kind(
            pattern(r"order of (?:the |my )?rows|row order|shuffl"),
            words.row_order,
            silent,
            _exact_in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"(?:which|what)\b.*\bversions?\b.*\b(?:used?|run|have|has)\b"),
            words.archive,
            silent,
            _archive_in_run,
        ),
        Kind(
            pattern(r"(?:which|what)\b.*\bseed\b.*\b(?:my|this|the) run\b|\bseed of (?:my|this|the) run"),
            words.seed,
            silent,
            _exact_in_run,
        ),
        Kind(pattern(r"\bversions?\b|upgrad"), words.other_versions, silent, _archive_in_run, answers_first=True),
        Kind(pattern(_TIME), words.time_limit, silent, _exact_in_run),
        Kind(pattern(_OUTSIDE), words.rebuilt, silent, _rebuilt_in_run),
        Kind(pattern(_MACHINE), words.other_machine, silent, _exact_in_run, answers_first=True),
        Kind(pattern(_DIGITS), words.last_digits, silent, _exact_in_run, answers_first=True),
        Kind(pattern(_CORES), words.cores, silent, _exact_in_run, answers_first=True),
        Kind(pattern(_ANOTHER_SEED), words.another_seed, silent, _another_seed_in_run, answers_first=True),
        Kind(pattern(_SEVERAL), words.which_seeds, silent, _seeds_in_run, answers_first=True),
        Kind(pattern(_SAME_SEED), words.with_the_same_seed, words.breaks, _exact_in_run, answers_first=True),
        Kind(pattern(_WHAT_SEED), words.seed, words.seed_detail, _seeds_in_run),
        Kind(pattern(_AGAIN), words.same_again, silent, _archive_in_run, answers_first=True),
        Kind(pattern(_ARCHIVE), words.archive, silent, _archive_in_run),
        Kind(pattern(r"\btrial:"), words.needs, silent, _trial_in_run),
        Kind(pattern(_TWO_RUNS), words.two_runs, silent, _ties_in_run, answers_first=True),
        Kind(pattern(_RETRAIN), words.why_they_differ, silent, _retrained_in_run, answers_first=True),
        Kind(ANYTHING, words.needs_and_breaks, words.write_down, _in_run),
    )
)

REPRODUCIBILITY = Topic(
    name="reproducibility",
    cues=cues(r"""
        11 reproduc|\bseeds?\b|same results?\b|random[_ ]state|determinis|repeatable|\bre ?train|\bre ?fit\b.*\bdiffer
        26 \bbest (?:trial )?(?:value|score)\b.*\b(?:training|fitting|training it|fit|train) again\b
        20 \bre ?(?:train|fit)\w*\b.*\bbest_?(?:params|trial|parameters)|best_?(?:params|trial)\b.*\bre ?(?:train|fit)
        8 different (?:results?|scores?|values?|models?) (?:each|every|when|in|on|with)
        8 (?:not|never) (?:get |give |gets |gives )?the same (?:result|score|model|number)
        8 (?:repeat|rerun|re run|run (?:it )?again|redo)\b.*\b(?:same|identical|exactly|differ|result)
        7 (?:results?|scores?) (?:change|changes|vary|varies|differ|differs)\b.*\b(?:run|time|again)
        16 \bsame results?\b.*\b(?:time limit|limit in time|seconds)\b|\btime limit\b.*\bsame results?
        16 \bre ?(?:train|build|fit)\w* exactly|\bexactly the same model|\bmodel\b.*\boutside of
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
