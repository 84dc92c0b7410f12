"""Bayesian optimization: a search that learns from its trials where to look next."""

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trial_origins import learned, repeated, repeated_fact, why_tried
from assistant.evidence.trials import (
    best_trial,
    default_trial,
    number_fact,
    score_fact,
)
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search import advice
from assistant.topics.search import bayesian_words as words
from assistant.topics.search.grid_run import say_edges
from assistant.topics.search.search_region import say_beside_default, say_late_values, say_region
from assistant.topics.search.search_sentences import (
    say_late_gain,
    say_learned_against_drawn,
    say_progress,
    say_technique,
)
from assistant.topics.search.stopping_words import next_run
from assistant.topics.search.trials_account import say_origins, say_spread, say_where_next, say_worst_proposed
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

MOST_SHOWN = 5
_LEARNING = ("tpe", "gp")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    is_about_run = advice.is_of_this_run(asked)
    is_full = is_about_run and advice.ASKS_WHICH.search(asked.tagged) is not None
    is_used = say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=not is_full)
    if is_used and not learned(record):
        draft.say("It had no turn, though: the trials went to what is tried before any search can learn.")
    if is_about_run:
        say_origins(record, draft)
        say_learned_against_drawn(record, draft)
        if say_progress(record, draft) is not None:
            draft.show(progress_chart(record))


def _briefly_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)
    if advice.is_of_this_run(asked) or (asked.is_about_run and _OWN.search(asked.tagged)):
        say_learned_against_drawn(record, draft)
        say_spread(record, draft)


def _odd_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which of the proposed trials was the worst, why it was tried, and what it cost."""
    if asked.is_about_run:
        say_worst_proposed(record, draft)
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)


def _suggested_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write why the trials that are asked about, or the best one, were tried."""
    named = [trial for trial in record.trials if trial.number in asked.entities.trials]
    best = best_trial(record)
    for trial in named or ([] if best is None else [best]):
        whole = EvidenceFact(f"why trial {trial.number} was tried", None, href=f"trials/{trial.number}")
        draft.say(f"{at_start(trial_named(draft, trial))} was tried because: {draft.quote(why_tried(trial), whole)}.")
    say_origins(record, draft)
    say_learned_against_drawn(record, draft)


def _guided_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write from which trial on the search learned, what went before, and what learning brought."""
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)
    guided = learned(record)
    if guided:
        before = [trial for trial in record.trials if trial.number < guided[0].number]
        count = EvidenceFact("trials before the first one that was learned", len(before), href="trials")
        draft.say(
            f"The first trial that was proposed from what earlier ones had scored is {trial_named(draft, guided[0])};",
            f"{draft.cite(count)} went before it, as defaults, baseline or random draws.",
        )
    else:
        draft.say("No trial was proposed from what earlier ones had scored.")
    say_learned_against_drawn(record, draft)
    say_origins(record, draft)
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))


def _default_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how the best did beside the defaults, and whether a proposed trial found it."""
    say_beside_default(record, draft)
    say_learned_against_drawn(record, draft)
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)


def _region_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the best trials lie, how many were tried there, and what lies elsewhere."""
    say_region(record, draft)
    say_origins(record, draft)
    say_spread(record, draft)


def _stuck_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how far the last trials still spread, how many repeat another, and when the best last rose."""
    say_late_values(record, draft)
    draft.say(f"Trials that repeat an earlier one exactly: {draft.cite(repeated_fact(repeated(record.trials)))}.")
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))
    say_learned_against_drawn(record, draft)
    draft.say(
        "To check, run more random start-up trials or another seed: the same score again means nothing was missed."
    )


def _next_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the run shows of where a next search should look."""
    say_edges(record, draft)
    say_where_next(record, draft)
    say_learned_against_drawn(record, draft)
    say_late_gain(record, draft)


def _repeats_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    groups = repeated(record.trials)
    draft.say(f"Trials of your run that repeat an earlier configuration exactly: {draft.cite(repeated_fact(groups))}.")
    for group in groups[:MOST_SHOWN]:
        numbers = ", ".join(draft.cite(number_fact(trial)) for trial in group)
        draft.say(f"Trials {numbers}: the same {family_title(record, group[0].family)}.")
    say_technique(record, draft, _LEARNING, "Bayesian optimization", briefly=True)


def _first_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    best = best_trial(record)
    if best is not None:
        default = default_trial(record, best.family)
        is_default = default is not None and default.number == best.number
        draft.say(
            f"In your run the best trial is {trial_named(draft, best)} with",
            f"{record.metric.title} {draft.measure(score_fact(record, best))};",
            "it ran with the tuned defaults, and nothing that was tried beat them."
            if is_default
            else "it did not run with the tuned defaults.",
        )
    say_learned_against_drawn(record, draft)


_REPEATED = (
    r"same (?:\w+ )?(?:hyper)?(?:parameters?|settings|configuration|values|trial)|duplicat|\btwice\b|again and again"
    r"|\brepeat(?:ed|s)? (?:the |any )?(?:configurations?|trials?|settings)"
)
_FIRST = r"trial: .*\b(?:best|start)|(?:first|default|initial) (?:trial|configuration)\b.*\b(?:best|wins?|won|always)"
_OWN = pattern(
    r"""
    \b(?:my|this|the) (?:\w+ )?(?:tpe|optuna|sampler|optimi[sz]er|study|search|run|trials?|tuner|tuning)\b
    \bhere\b|\b(?:did|have|were|was) (?:you|we|it|they)\b
    """
)
_NEXT_RUN = r"\bnext (?:run|search|time)\b"
_REGION = (
    r"\b(?:which|what|where)\b.*\b(?:region|area|part|values?)\b.*\b(?:focus|concentrat|spent|spend)"
    r"|\bfocus(?:ed)? on\b"
)
_BESIDE_DEFAULT = r"\b(?:did|has|does)\b.*\b(?:beat|better|improve\w*|gain\w*)\b.*\bdefaults?\b"
_SUGGESTED = r"why (?:was|were|did|has|is)\b.*\b(?:suggest\w*|propos\w*)|\b(?:suggest\w*|propos\w*)\b.*\bnot another"
_NEXT = (
    r"decide|\bnext\b|how (?:does|do|did|is) (?:it|bayes\w*|tpe|optuna|(?:the|this|a) \w+)(?: \w+)?"
    r" (?:works?|propos\w*|learn\w*|know|choose|pick|try|tries)|surrogate|acquisition|(?:what|how) .*\bexplo(?:r|it)"
    r"|expected improvement|balance|new areas|refin"
)
_ONE_CHOICE = (
    r"hp:\w+.*\b(?:nearly never|hardly ever|almost never|never|rarely)\b|keeps? (?:propos|pick|suggest|choos)\w*"
    r"|always (?:propos|pick|suggest|choos)\w*|only (?:propos|pick|suggest|choos|tries)\w*"
)
_GUIDED = (
    r"(?:score|best)\b.*\b(?:improve|rise|gain)\w*\b.*\b(?:while|during|after|by)\b.*\b(?:tpe|bayes|sampler|learn)"
    r"|from which trial|which trial on|stop guessing|start(?:ed)? (?:to )?learn|\bthe rest\b.*\bguid|what guided"
    r"|which sampler|what sampler|guided (?:those|them|trials)|how many .*\b(?:guided|learned|random)"
)
_STUCK = r"\bstuck\b|local (?:optim|minim)|trapped|\bmiss\b"
_STUCK_HERE = (
    r"^(?=.*\b(?:my|this|the) (?:run|search|study|tuning|trials?)\b|.*\bhere\b)(?!.*\bif\b)"
    r"(?=.*\b(?:did|was|were|is|has)\b).*(?:\bstuck\b|\btrapped\b|around one|same (?:area|region|place))"
)
_TPE = (
    r"(?:what|wat|whats) (?:is|s|does|are) (?:the |a |this )?(?:tpe|parzen)\b(?: sampler| do| mean| stand for)*"
    r"\W*(?:\||$)"
)
_MANY = (
    r"(?:num|many|hundreds? of|dozens of) (?:\w+ )?(?:hyperparameters|parameters|dimensions|settings|knobs)|high.?dim"
)
_AT_ONCE = r"\bparallel|at once|\bworkers?\b|\bcores?\b|\bcluster of|simultan"
_RANDOM_FIRST = (
    r"(?:why|need)\b.*\brandom\b|random (?:trials|points|draws|phase|start)\b.*\b(?:first|begin|start|before)"
)
_TRADE_OFF = r"trade ?off|explor\w*\b.*\bexploit|exploit\w*\b.*\bexplor"
_PLAINLY = (
    r"no formulas?|layman|grandm|\bexplain to\b|clinicians|non.?technical|simpl|eli5"
    r"|like i(?: a)?m? ?(?:num|five)|plain|beginner|\beasy\b|dummies"
)
_ODD = (
    r"(?:stupid|bad|awful|poor|crazy|silly|useless|nonsense) (?:value|setting|trial|config|point)"
    r"|suddenly (?:try|tries|test|jump|propos|pick)|terrible|far away|\b(?:weird|strange) (?:value|setting|trial)"
    r"|zoom|so close|stuck in exploit|all over|nearly same"
)
_SURROGATES = (
    r"\bgp\b.*\btpe\b|\btpe\b.*\b(?:gp|smac|gaussian)|gaussian process (?:vs|or)|\bsmac\b|which (?:one|surrogate)"
)
_LIMITS = r"downside|disadvantage|limits\b|limitation|drawback|determinist"
_AGAINST = (
    r"\brandom\b|\bgrid\b|\bmanual|\bworth\b|\bwhy (?:use|bayes|not|would|should)|better than|compared (?:to|with)"
)
_DID_IT = r"\bdid (?:my|the|this|our) (?:run|search|study)\b|\bdid it\b.*\bhelp"
_STARTUP_HERE = r"^(?=.*\b(?:my|this|the) (?:run|search)\b|.*\bdid\b).*(?:n_startup|start ?up)"
_STARTUP = r"n_startup|start ?up"
_USE = r"make sense|\bworth|when (?:to|should|do|would|is)\b.*\b(?:bayes|use)|should i use|overfit"
_KINDS = Kinds(
    (
        Kind(pattern(r"\bstuck\b.*\bsame\b"), words.stuck, silent, _repeats_in_run, answers_first=True),
        Kind(pattern(_TPE), words.tpe, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_STUCK_HERE), words.stuck, silent, _stuck_in_run, is_for_the_run=True),
        Kind(pattern(_REPEATED), words.repeats, silent, _repeats_in_run),
        Kind(pattern(_FIRST), words.first_stays_best, silent, _first_in_run, answers_first=True),
        Kind(pattern(_STARTUP_HERE), advice.bayesian, silent, _in_run),
        Kind(pattern(_STARTUP), words.start, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_NEXT_RUN), next_run, silent, _next_in_run, is_for_the_run=True),
        Kind(pattern(_REGION), words.odd, silent, _region_in_run, is_for_the_run=True),
        Kind(pattern(_BESIDE_DEFAULT), advice.bayesian, silent, _default_in_run, is_for_the_run=True),
        Kind(
            pattern(r"best (?:random|drawn)\b.*\bbest (?:tpe|guided|proposed|learned)"),
            advice.bayesian,
            silent,
            _guided_in_run,
            is_for_the_run=True,
        ),
        Kind(pattern(_SUGGESTED), words.no_other_reason, silent, _suggested_in_run, is_for_the_run=True),
        Kind(pattern(r"guarant|global"), words.no_guarantee, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_GUIDED), advice.bayesian, silent, _guided_in_run),
        Kind(pattern(_ODD), words.odd, silent, _odd_in_run),
        Kind(pattern(_ONE_CHOICE), words.one_choice, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_STUCK), words.stuck, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_AT_ONCE), words.at_once, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_MANY), words.many_settings, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_TRADE_OFF), words.trade_off, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_DID_IT), advice.bayesian, silent, _in_run),
        Kind(pattern(r"learning (?:help|pay|bring|work)|did .*\blearning\b"), advice.bayesian, silent, _in_run),
        Kind(pattern(_PLAINLY), words.plainly, silent, _briefly_in_run, answers_first=True),
        Kind(
            pattern(r"\bcalled\b|bayes theorem|\bprior\b|posterior|marketing"),
            words.name,
            words.how,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(pattern(_SURROGATES), words.which_surrogate, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_LIMITS), words.limits, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_RANDOM_FIRST), words.why_random_first, words.start, _briefly_in_run, answers_first=True),
        Kind(pattern(r"\bpart\b|\bbr(?:ing|ought)\b|improvement over|learning\?$"), advice.bayesian, silent, _in_run),
        Kind(pattern(_AGAINST), words.compare, words.use, _briefly_in_run, answers_first=True),
        Kind(pattern(_NEXT), words.how_and_parzen, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(r"what is optuna|about optuna|optuna (?:do|default)"), words.optuna, silent, _in_run),
        Kind(pattern(_USE), words.use, silent, _briefly_in_run, answers_first=True),
        Kind(advice.DEFINES, words.what, words.describe, _in_run),
        Kind(ANYTHING, advice.bayesian, silent, _in_run),
    )
)


BAYESIAN = Topic(
    name="bayesian",
    cues=cues(r"""
        11 \bbayes|\btpe\b|gaussian process|\bacquisition\b|\bsurrogate\b|expected improvement|parzen
        7 \boptuna\b|\bsamplers?\b|\bcma es\b|\bskopt\b|\bsmac\b
        14 \b(?:random|drawn)\b.*\b(?:guided|learned|proposed|suggested)\b|\b(?:configuration|trial) suggested
        14 \bregions?\b.*\b(?:focus|concentrat|spent|spend)|\border\b.*\b(?:define|suggest)\b.*\bparameters\b
        14 (?:tpe|gp|cmaes|nsgaii|nsgaiii|qmc)sampler|bayessearchcv|\bbayes_opt\b|\bhyperopt\b|\binit_points\b
        12 \bmulti ?objective\b|\bpareto\b|\bfmin\b|\bsuggest_(?:int|float|categorical|uniform|loguniform)\b
        8 \bstudy (?:optimize|best)|\b(?:optimizer|search|sampler|tuner|study)\b.*\b(?:explor|one region)
        8 \bseeds? per (?:configuration|trial)|\b(?:inside|in|within) the objective\b
        14 \bnext (?:set|combination|settings|hyperparameters|configuration|trial)\b.*\b(?:chosen|picked|proposed)
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
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
