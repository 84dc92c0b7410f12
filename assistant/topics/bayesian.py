"""Bayesian optimization: a search that learns from its trials where to look next."""

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.literature_search import (
    EXPECTED_IMPROVEMENT,
    LEARNING_BEATS_RANDOM,
    OPTUNA_JOINT,
    PED_ANOVA,
    TPE,
    TPE_STARTUP,
)
from assistant.evidence.trial_origins import learned, repeated, repeated_fact
from assistant.evidence.trials import (
    BASELINES,
    best_trial,
    better_by,
    completed,
    default_trial,
    number_fact,
    score_fact,
    score_of,
)
from assistant.naming import family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search_sentences import say_origins, say_progress, say_technique
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

MOST_SHOWN = 5
_LEARNING = ("tpe", "gp")

_what = text(
    "**Bayesian optimization** learns from the trials so far which settings look promising, tries the most promising",
    "ones next, and learns again from what they score.",
)
_plainly = text(
    "It is like looking for the best place to fish in a lake. Each cast tells something about the water around it. You",
    "mostly cast where neighbors were good, and now and then where nobody has tried, because it may be better still.",
    "**Bayesian optimization** does that with settings: each trial is a cast, and its picture of the lake is a guess",
    "that gets better with every one. It does not promise the best place, it finds a good one in fewer casts.",
)
_repeats = text(
    "That is **no bug by itself**. Where the space is small and made of choices or whole numbers, a search that goes",
    "back to what did well proposes the same configuration again. The repeat costs a fit and tells little, unless the",
    "fit depends on a seed. What to do: look the score up instead of fitting again (a cache of tried configurations),",
    "widen the ranges or add a hyperparameter that matters, or end the search: it has little left to find in this",
    "space.",
)
_use = text(
    "It is right where fits are dear and trials few: from a few dozen to some hundreds of them, and up to about twenty",
    "hyperparameters. It gains little where the first trials are all there are, where everything runs at once, or",
    "where the differences are smaller than the noise of the folds: it then learns the noise. Learning from the same",
    "folds again and again also makes the best score flatter more, as in any long search.",
)


_name = text(
    "It is named after **Bayes' rule**: it begins with a belief about how the score depends on the settings (the",
    "prior, mostly: that near settings score alike), and each trial turns that into a better one (the posterior),",
    "which says both what to expect of a setting and how unsure that is. The next trial is chosen by it.",
)
_odd = text(
    "That is **exploration**: the search now and then tries where it knows little, because something better may lie",
    "there. A poor trial far from the best is the price of not settling too early; many near the best are",
    "exploitation, and show that it has learned. Both are wanted. With all trials near one place, a few random ones or",
    "a wider range help.",
)
_limits = text(
    "It can settle on a good region that is not the best; exploring guards against that, and proves nothing. Noise of",
    "the folds blurs its picture, many hyperparameters (beyond about twenty) thin it out, and trials that run at once",
    "are proposed without knowing each other. It needs start-up trials first, and deciding takes a little time, which",
    "grows with the trials for a Gaussian process. With a seed and one order of trials it repeats exactly.",
)


def _which_surrogate(_: Question, draft: Draft) -> None:
    draft.say(
        "A **Gaussian process** draws a smooth picture of the score with its doubt: best for few trials (up to some",
        f"hundreds) and few, mostly numeric hyperparameters. {draft.refer(TPE, 'TPE')} models where good trials lie:",
        "it is quick, takes choices and many trials well, and is the usual default. SMAC uses a random forest, which",
        "suits choices and settings that exist only under conditions. Differences between them are mostly smaller than",
        "the noise of the folds.",
    )


def _say_learned_against_drawn(record: RunRecord, draft: Draft) -> None:
    """Write the best that was proposed from earlier trials beside the best of all others."""
    numbers = {trial.number for trial in learned(record)}
    ranking = [trial for trial in completed(record) if trial.family not in BASELINES]
    guided = next((trial for trial in ranking if trial.number in numbers), None)
    other = next((trial for trial in ranking if trial.number not in numbers), None)
    if guided is None or other is None:
        return
    ahead = better_by(record, score_of(guided), score_of(other))
    verdict = "so learning brought something" if ahead > 0 else "so learning brought nothing better"
    draft.say(
        f"The best trial that it proposed, {trial_named(draft, guided)}, scores",
        f"{draft.measure(score_fact(record, guided))}; the best of all others, {trial_named(draft, other)},",
        f"{draft.measure(score_fact(record, other))}: {verdict}.",
    )


def _how(_: Question, draft: Draft) -> None:
    draft.say(
        "In two steps. A **surrogate**, a cheap model of the score as it depends on the settings, is fitted to the",
        "past trials; it gives a guess for every setting, and how unsure the guess is. An **acquisition function**,",
        f"such as {draft.refer(EXPECTED_IMPROVEMENT, 'the expected improvement')}, then rates each setting: high where",
        "the guess is good (exploitation) and high where it is unsure (exploration). The best rated one is tried next.",
    )


def _parzen(_: Question, draft: Draft) -> None:
    draft.say(
        f"{draft.refer(TPE, 'TPE')}, the usual one in Optuna, turns this round: it models where the good trials lie",
        "and where the others do, and tries what is likely among the good and unlikely among the others. It takes",
        f"choices and numbers alike; {draft.refer(OPTUNA_JOINT, 'since version five')} it looks at all hyperparameters",
        "together.",
    )


def _start(_: Question, draft: Draft) -> None:
    draft.say(
        f"A search that learns has to begin with something: Optuna's TPE draws its first {draft.cite(TPE_STARTUP)}",
        "trials at random by default. More start-up trials explore more before it exploits what it has found; fewer",
        "begin to learn sooner, from less. A few for each hyperparameter are enough.",
    )


def _first_stays_best(asked: Question, draft: Draft) -> None:
    draft.say(
        "Often not: if the very first trial, usually the default, stays the best, the space may simply **hold nothing",
        "better**, or differences are smaller than the noise of the folds. Then more random trials change nothing.",
    )
    _start(asked, draft)
    draft.say(
        "What to do: look whether the best values lie at an edge and widen that range, put rates and penalties on a",
        "log scale, allow a few dozen trials after the start, and compare the best with the default over the same",
        "folds.",
    )


def _describe(asked: Question, draft: Draft) -> None:
    _how(asked, draft)
    _parzen(asked, draft)
    _use(asked, draft)


def _how_and_parzen(asked: Question, draft: Draft) -> None:
    _how(asked, draft)
    _parzen(asked, draft)


def _use_and_how(asked: Question, draft: Draft) -> None:
    _use(asked, draft)
    _how(asked, draft)


def _compare(_: Question, draft: Draft) -> None:
    draft.say(
        "Against grid and random search it usually needs fewer trials for the same score, as",
        f"{draft.refer(LEARNING_BEATS_RANDOM, 'comparisons on tuning tasks')} found, because it does not spend them",
        "where earlier ones did badly. In return its trials follow one another, and it can settle too early on one",
        "region.",
    )


def _optuna(asked: Question, draft: Draft) -> None:
    draft.say(
        "**Optuna** is the library that proposes settings here. Its usual sampler is",
        f"{draft.refer(TPE, 'TPE')}; {draft.refer(OPTUNA_JOINT, 'since version five')} it proposes all hyperparameters",
        f"together, and tells their importance by {draft.refer(PED_ANOVA, 'PED-ANOVA')} by default.",
    )
    _start(asked, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    is_used = say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=not asked.is_about_run)
    if is_used and not learned(record):
        draft.say("It had no turn, though: the trials went to what is tried before any search can learn.")
    if asked.is_about_run:
        _say_learned_against_drawn(record, draft)
        say_origins(record, draft)
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))


def _repeats_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    groups = repeated(record.trials)
    draft.say(f"Trials of your run that repeat an earlier configuration exactly: {draft.cite(repeated_fact(groups))}.")
    for group in groups[:MOST_SHOWN]:
        numbers = ", ".join(draft.cite(number_fact(trial)) for trial in group)
        draft.say(f"Trials {numbers}: the same {family_title(record, group[0].family)}.")
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)


def _first_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    best = best_trial(record)
    if best is not None:
        default = default_trial(record, best.family)
        is_default = default is not None and default.number == best.number
        draft.say(
            f"In your run the best trial is {trial_named(draft, best)} with",
            f"{record.metric.title} {draft.measure(score_fact(record, best))};",
            "it ran with the tuned defaults, and nothing that was tried beat them."
            if is_default
            else "it did not run with the tuned defaults: the search found something better than where it began.",
        )
    _in_run(asked, record, draft)


_REPEATED = (
    r"same (?:\w+ )?(?:hyper)?(?:parameters?|settings|configuration|values|trial)|duplicat|\btwice\b|again and again"
)
_FIRST = r"trial: .*\b(?:best|start)|(?:first|default|initial) (?:trial|configuration)|start ?up|start up|n_startup"
_NEXT = (
    r"decide|\bnext\b|how (?:does|do|did|is)|surrogate|acquisition|explor|exploit|expected improvement|propos"
    r"|balance|new areas|refin"
)
_PLAINLY = r"simpl|eli5|like i(?: a)?m? ?(?:num|five)|plain|beginner|\beasy\b|dummies"
_ODD = r"suddenly|terrible|far away|\bweird|strange|cluster|zoom|so close|stuck in exploit|all over|nearly same"
_SURROGATES = (
    r"\bgp\b.*\btpe\b|\btpe\b.*\b(?:gp|smac|gaussian)|gaussian process (?:vs|or)|\bsmac\b|which (?:one|surrogate)"
)
_LIMITS = (
    r"\bstuck\b|local (?:optim|minim)|downside|disadvantage|limit|\bnois|many (?:hyper|dim)|parallel|determinist|\bslow"
)
_AGAINST = r"\brandom\b|\bgrid\b|\bvs\b|\bbetter\b|compar|\bworth\b|\bwhy\b"
_USE = r"\bwhen\b|\bshould\b|\bgood\b|\bright\b|overfit|\bbad\b"
_KINDS = Kinds(
    (
        Kind(pattern(_REPEATED), _repeats, silent, _repeats_in_run),
        Kind(pattern(_FIRST), _first_stays_best, silent, _first_in_run, answers_first=True),
        Kind(pattern(_PLAINLY), _plainly, silent, _in_run, answers_first=True),
        Kind(
            pattern(r"\bcalled\b|bayes theorem|\bprior\b|posterior|marketing"), _name, _how, _in_run, answers_first=True
        ),
        Kind(pattern(_ODD), _odd, _how, _in_run),
        Kind(pattern(_SURROGATES), _which_surrogate, silent, _in_run, answers_first=True),
        Kind(pattern(_LIMITS), _limits, _use, _in_run, answers_first=True),
        Kind(pattern(r"\bpart\b|\bbr(?:ing|ought)\b|improvement over|learning\?$"), _what, silent, _in_run),
        Kind(pattern(_AGAINST), _compare, _use_and_how, _in_run, answers_first=True),
        Kind(pattern(_NEXT), _how_and_parzen, _start, _in_run, answers_first=True),
        Kind(pattern(r"\boptuna\b|\bsampler"), _optuna, silent, _in_run),
        Kind(pattern(_USE), _use, _how, _in_run, answers_first=True),
        Kind(ANYTHING, _what, _describe, _in_run),
    )
)


BAYESIAN = Topic(
    name="bayesian",
    cues=cues(r"""
        11 \bbayes|\btpe\b|gaussian process|\bacquisition\b|\bsurrogate\b|expected improvement|parzen
        7 \boptuna\b
        8 what to try next|same (?:hyperparameters|parameters|settings|configuration)\b.*\b(?:times|again|twice)
        8 \bexploration\b|\bexploit|\bexplore\b.*\bexploit
        9 \bstart ?up trials|\bn_startup
        7 (?:optimizer|sampler|tuner|search)\b.*\b(?:same|repeat|duplicate|already tried)
        7 \bduplicate (?:trials|configurations|hyperparameters|parameters)|\btrials? (?:are|is) (?:repeated|duplicates?)
        6 \btrial: .*\b(?:always|every time|each time|nearly every)\b.*\bbest\b
    """),
    examples=(
        "how does bayesian optimization work",
        "what is bayesian optimization",
        "how does tpe decide what to try next",
        "explain bayesian optimization simply",
        "what is exploration against exploitation",
        "did my run use bayesian optimization",
        "why are the same hyperparameters tried again",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How does Bayesian optimization decide what to try next?",
    run_invitation="Did my run use Bayesian optimization, and did its proposals win?",
    leads_to=("random_search", "hyperband_pruning", "more_trials_or_time"),
    is_for_the_run=_KINDS.is_for_the_run,
)
