"""Random search: every configuration drawn anew."""

import re

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.literature import BEST_SHARE, FEW_MATTER, HIT_PROBABILITY, RANDOM_DRAWS
from assistant.evidence.literature_search import LEARNING_BEATS_RANDOM
from assistant.evidence.trial_origins import why_tried
from assistant.evidence.trials import completed, number_fact, score_fact
from assistant.naming import family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search import advice
from assistant.topics.search.grid_or_random import say_draws, say_grid_or_random
from assistant.topics.search.search_sentences import (
    say_chance,
    say_learned_against_drawn,
    say_other_techniques,
    say_progress,
    say_technique,
    trials_sentence,
)
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

MOST_NAMED = 12
MOST_DRAWS, MANY_DRAWS = 10_000, 45

_what = text(
    "**Random search** draws every configuration anew from the ranges that you give, without looking at the ones",
    "before, and keeps the one with the best cross-validated score.",
)
_use = text(
    "It is right as a yardstick for cleverer searches, where all trials may run at once, and where you do not know",
    "which of many hyperparameters matter. Poor regions cost it as much time as good ones, and the ranges and their",
    "scales (a log scale for rates and penalties) matter more than luck. It overfits like any search with as many",
    "candidates: the best of many looks better than it is.",
)


def _why_it_works(_: Question, draft: Draft) -> None:
    draft.say(
        f"Because usually {draft.refer(FEW_MATTER, 'only a few hyperparameters matter')}: every draw tests a new value",
        "of each of them, whatever the others do, where a grid repeats the same few values of each again and again.",
        "How many draws are needed depends on the share of good settings in the space, and not on the number of",
        "hyperparameters. And every draw stands alone, so they can run at once, and you can stop at any time.",
    )


def _against_learning(_: Question, draft: Draft) -> None:
    draft.say(
        "**A search that learns** (Bayesian) is usually better with the same number of trials, in",
        f"{draft.refer(LEARNING_BEATS_RANDOM, 'comparisons on tuning tasks')} by far more often than not, above all",
        "where fits are dear and trials few. Random search is simpler: it needs no start-up, all its trials can run at",
        "once, and nothing can lead it astray. With very few trials, or with very many, the difference is small.",
    )


_scales = text(
    "Draw rates, penalties and sizes on a **log scale** (log-uniform), shares evenly, whole numbers evenly or on a log",
    "scale, and choices with equal chances. The ranges decide more than the draws: too wide, and most of them are",
    "wasted; too narrow, and the best lies outside.",
)
_even = text(
    "**A little better, mostly with few trials.** Quasi-random points (Sobol, Latin hypercube) fill a space more",
    "evenly than pure draws, which leave gaps and heaps. The gain fades with many trials or many hyperparameters, and",
    "neither learns anything from earlier trials. They are good as the start-up points of a search that does learn.",
)
_repeats = text(
    "**Hardly ever**, unless the space is made of few choices or whole numbers: pure draws are made anew each time,",
    "and two draws of a continuous value practically never agree. A repeat tells nothing new; look its score up.",
)
_optimum = text(
    "**Not for certain; it only comes closer.** With enough draws one lands in any part of the space, however small,",
    "but it never knows that it has, and the very best of continuous settings is hit by nobody. What counts is whether",
    "a better one would differ by more than the noise of the folds, and near the best the score is usually flat.",
)
_each_time = text(
    "**Because many settings score alike.** Near the best the score is flat, so that several quite different",
    "configurations are tied within the noise of the folds, and which one wins is luck of the draws. Other causes: no",
    "fixed seed, other folds, few draws. What to do: fix the seed and the folds, compare the scores with their",
    "standard errors, and look only at settings that stay the same over repeats; those are the ones that matter.",
)
_beat_learning = text(
    "**It happens, mostly by luck or within the noise.** Likely causes: few trials, of which a search that learns",
    "spends the first at random anyway; a difference smaller than the standard error of the folds; ranges that are",
    "not the same, or not on a log scale; a learning search that settled early on one region; many trials at once,",
    "which it proposes without knowing each other. Compare both with the same ranges, folds and number of trials,",
    "over a few seeds.",
)
_slower = text(
    "**Learning costs time of its own.** It proposes one trial after another, where random draws can all run at once;",
    "deciding takes longer the more trials there are (a Gaussian process above all); and it may favor settings that",
    "are slow to fit, such as many deep trees, because they score better. Where a fit takes a second or less, random",
    "search is often as good by the clock; where fits take minutes, the time to decide does not matter.",
)


def _enough(asked: Question, draft: Draft) -> None:
    """Work out what a number of draws that the question names can be expected to hit, and then how many are enough."""
    found = re.search(r"num (?:random )?(?:draws?|trials?|iterations?|samples?|points?|tries)|trial:", asked.tagged)
    numbers = [*asked.entities.values, *asked.entities.trials]
    n = next((int(value) for value in numbers if value in range(1, MOST_DRAWS + 1)), None)
    if found is not None and n is not None and n != RANDOM_DRAWS.value:
        chance = EvidenceFact(f"100 (1 - 0.95**{n})", round(100 * (1 - 0.95**n)), "%", source="a sum, worked out here")
        draft.say(
            f"**{'For a first look' if n < MANY_DRAWS else 'Mostly'}**: with {draft.cite(asked_value(n))} draws, the",
            f"probability that one of them lies in the best {draft.cite(BEST_SHARE)} % of the space is",
            f"{draft.cite(chance)} %, however many hyperparameters there are.",
        )
    say_draws(asked, draft)


_dice = text(
    "Random draws are no waste: a search that learns needs them to begin with, and they show what luck alone finds.",
)


def _opposite(asked: Question, draft: Draft) -> None:
    draft.say(
        f"**No, they found the opposite**: {draft.refer(FEW_MATTER, 'Bergstra and Bengio')} showed that random search",
        "usually does as well or better with the same number of trials, because it covers the few hyperparameters that",
        "matter with a new value in every trial.",
    )
    say_grid_or_random(asked, draft)


def _describe(asked: Question, draft: Draft) -> None:
    _why_it_works(asked, draft)
    _how_many(asked, draft)
    _use(asked, draft)


def _how_many(_: Question, draft: Draft) -> None:
    draft.say(
        f"How many: {draft.cite(RANDOM_DRAWS)} draws hit the best {draft.cite(BEST_SHARE)} % of the space with a",
        f"probability of {draft.cite(HIT_PROBABILITY)} %.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    is_about_run = asked.is_about_run and advice.OF_THIS_RUN.search(asked.tagged) is not None
    say_technique(record, draft, ("random",), "random search", briefly=not is_about_run)
    if is_about_run:
        draft.say(trials_sentence(record, draft))
        if say_progress(record, draft) is not None:
            draft.show(progress_chart(record))


def _briefly_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("random",), "random search", briefly=True)


def _dice_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which trials were drawn, and how the best of them stands against those that were guided."""
    drawn = [trial for trial in record.trials if "at random" in why_tried(trial)]
    count = EvidenceFact("trials that were drawn at random", len(drawn), href="trials")
    numbers = ", ".join(draft.cite(number_fact(trial)) for trial in drawn[:MOST_NAMED])
    more = " and more" if len(drawn) > MOST_NAMED else ""
    draft.say(
        f"Trials of your run that were drawn at random: {draft.cite(count)}"
        + (f" (numbers {numbers}{more})." if drawn else ".")
    )
    best = next((trial for trial in completed(record) if trial in drawn), None)
    if best is not None:
        draft.say(
            f"The best of them is {trial_named(draft, best)} ({family_title(record, best.family)}) with",
            f"{record.metric.title} {draft.measure(score_fact(record, best))}.",
        )
    say_learned_against_drawn(record, draft)
    say_technique(record, draft, ("random",), "random search alone", briefly=True)


def _was_it_enough(_: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("random",), "random search", briefly=True)
    progress = say_progress(record, draft)
    if progress is not None:
        say_chance(record, progress, draft)
        draft.show(progress_chart(record))
    say_other_techniques(record, draft)


_BEAT = (
    r"(?:found|finds|gives?|gave|got|is|was|did) (?:a )?better\b.*\bthan\b.*\b(?:optuna|tpe|bayes)"
    r"|\bbeats? (?:optuna|tpe|bay)"
)
_EACH_TIME = (
    r"each time|every time|different (?:best )?(?:hyper)?(?:parameters|settings|results?|values)"
    r"|not (?:stable|the same)"
)
_NUMBERED = (
    r"(?:is|are) (?:num|trial:|only num)\b.*\benough|num (?:random )?(?:draws|trials|iterations|samples) (?:enough|too)"
)
_OPPOSITE = r"grid\b.*\balways\b.*\brandom|always beats|\bproved\b|\bproven\b|bergstra"
_DRAWN_HERE = (
    r"(?:which|how many) (?:of )?(?:my |the )?trials? (?:were|was|are) (?:\w+ )*(?:random|dice|drawn|luck|guess)"
    r"|(?:my|the) trials\b.*\b(?:dice|random(?:ly)?|lucky)"
)
_MANY = (
    r"how (?:many|long|often)\b.*\b(?:draws?|trials?|iter\w*|samples?|points?|tries|enough|configurations?|run)\b"
    r"|\bn_iter\b.*\b(?:enough|high|large|choose|set|rule|good|value)|(?:what|which|good|right|choose) n_iter|\bsixty\b"
    r"|(?:number of|enough) (?:random )?(?:draws?|iterations?|trials?|samples?)|\bnum (?:draws|iter|trials)|too few"
)
_ENOUGH = r"\benough\b|\bsufficient|other (?:method|technique|search)|find more|(?:was|is) (?:it|random search) good"
_LEARNING = r"\bbayes|\btpe\b|\boptuna|\blearn|\bsmart|\bclever|\bguided"
_WHY = (
    r"why (?:does|is|do|would|should|not|can|use) (?:it|random|pick|draw|guess|sampl|dice|a random)|how come"
    r"|\bluck\b|\bblind|stupid|unprofessional|legit|\bdarts?\b|how on earth|\bdice\b|\bhat\b"
    r"|how can (?:it|random|dice|luck|guess|draw)|\bstuck|local opt|dimension|many (?:hyper|settings)|a method"
)
_USE = (
    r"\bwhen (?:to|should|is|do|does|would)\b|should i use|advantage|overfit"
    r"|(?:good|right|bad) (?:choice|idea|for|at)\b"
)
_GRID = (
    r"\b(?:or|vs|versus|than|against|instead of|over|beats?|compar\w*|differ\w*)\b.*\bgrid"
    r"|\bgrid\b.*\b(?:or|vs|versus|than|against|instead|beats?|compar\w*|differ\w*)\b"
)
_SCALE = r"distribution|log ?uniform|log ?scale|uniform (?:or|vs)|\brandint"
_KINDS = Kinds(
    (
        Kind(
            pattern(r"slower than|why .*\bslow|\bfaster\b.*\bthan"),
            _slower,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(pattern(_BEAT), _beat_learning, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_EACH_TIME), _each_time, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(r"\bglobal\b|optimum|guarantee"), _optimum, _how_many, _briefly_in_run, answers_first=True),
        Kind(pattern(_NUMBERED), _enough, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_OPPOSITE), _opposite, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_DRAWN_HERE), _dice, silent, _dice_in_run),
        Kind(pattern(_ENOUGH), _against_learning, say_draws, _was_it_enough),
        Kind(pattern(_SCALE), _scales, say_draws, _in_run, answers_first=True),
        Kind(
            pattern(r"quasi|sobol|latin|low discrepancy"),
            _even,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"repeat the same|twice|replacement|same (?:point|configuration)"),
            _repeats,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"\b(?:part|phase|first num|of my trials|found by|drawn at random|randomly sampled)"),
            advice.random_search,
            silent,
            _dice_in_run,
        ),
        Kind(pattern(_MANY), say_draws, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_GRID), say_grid_or_random, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_LEARNING), _against_learning, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_WHY), _why_it_works, _how_many, _briefly_in_run, answers_first=True),
        Kind(pattern(_USE), _use, _why_it_works, _in_run, answers_first=True),
        Kind(advice.DEFINES, _what, _describe, _in_run),
        Kind(ANYTHING, advice.random_search, silent, _in_run),
    )
)


RANDOM_SEARCH = Topic(
    name="random_search",
    cues=cues(r"""
        9 \brandom(?:ized|ised|ly)? ?search|randomi[sz]edsearchcv|\bsearch(?:ing|ed)? (?:at random|randomly)
        12 \brandomi[sz]edsearchcv|\bparam_distributions\b|\brandomsampler\b|\bparametersampler\b
        7 random (?:draws?|sampling of|sampler|trials|configurations|combinations)|\bdraw(?:n|ing)? (?:\w+ )?at random
        6 \brandom\b.*\bgrid\b|\bgrid\b.*\brandom\b
        -3 \brandom (?:state|seed)|family:random
    """),
    examples=(
        "how does random search work",
        "what is random search",
        "how many iterations should a random search have",
        "is random search better than grid search",
        "why does random search work so well",
        "was random search enough for my data",
        "grid or random search",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How does random search work, and how many draws are enough?",
    run_invitation="Was the search enough, or would random search have done as well?",
    leads_to=("bayesian", "grid_search", "more_trials_or_time"),
    is_for_the_run=_KINDS.is_for_the_run,
)
