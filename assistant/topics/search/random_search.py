"""Random search: every configuration drawn anew."""

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.score_spread import drawn
from assistant.evidence.trials import completed, number_fact, score_fact
from assistant.naming import family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search import advice
from assistant.topics.search import random_words as words
from assistant.topics.search.grid_or_random import say_draws, say_grid_or_random
from assistant.topics.search.search_sentences import (
    say_chance,
    say_learned_against_drawn,
    say_other_techniques,
    say_progress,
    say_technique,
)
from assistant.topics.search.trials_account import say_half, say_odds, say_origins, say_spread
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

MOST_NAMED = 12


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    is_about_run = advice.is_of_this_run(asked)
    is_full = is_about_run and advice.ASKS_WHICH.search(asked.tagged) is not None
    say_technique(record, draft, ("random",), "random search", briefly=not is_full)
    if is_about_run:
        say_origins(record, draft)
        say_spread(record, draft)
        if say_progress(record, draft) is not None:
            draft.show(progress_chart(record))


def _briefly_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("random",), "random search", briefly=True)
    if advice.is_of_this_run(asked):
        say_origins(record, draft)
        say_spread(record, draft)


def _half_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether fewer trials would have brought the same."""
    say_half(record, draft)
    say_origins(record, draft)
    say_spread(record, draft)
    draft.show(progress_chart(record))


def _odds_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how probable it is that something better was missed, and what the course of the search says of it."""
    say_odds(record, draft)
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))
    say_spread(record, draft)
    say_technique(record, draft, ("random",), "random search", briefly=True)


def _dice_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which trials were drawn, and how the best of them stands against those that were guided."""
    say_origins(record, draft)
    by_luck = drawn(record)
    numbers = ", ".join(draft.cite(number_fact(trial)) for trial in by_luck[:MOST_NAMED])
    more = " and more" if len(by_luck) > MOST_NAMED else ""
    draft.say(f"The random ones are trials {numbers}{more}." if by_luck else "")
    best = next((trial for trial in completed(record) if trial in by_luck), None)
    if best is not None:
        draft.say(
            f"The best of them is {trial_named(draft, best)} ({family_title(record, best.family)}) with",
            f"{record.metric.title} {draft.measure(score_fact(record, best))}.",
        )
    say_learned_against_drawn(record, draft)
    say_technique(record, draft, ("random",), "random search alone", briefly=True)
    if _WOULD.search(asked.tagged):
        say_other_techniques(record, draft)


def _was_it_enough(_: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("random",), "random search", briefly=True)
    progress = say_progress(record, draft)
    if progress is not None:
        say_chance(record, progress, draft)
        say_spread(record, draft)
        draft.show(progress_chart(record))
    say_other_techniques(record, draft)


_WOULD = pattern(r"^(?:\w+ )?(?:would|could)\b")
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
    r"|(?:my|the) trials\b.*\b(?:dice|random(?:ly)?|lucky)|\bown random|random (?:start|phase|start ?up)\b"
    r"|would (?:\w+ )?random(?: search| draws| sampling)? (?:have|had)\b"
)
_HALF = (
    r"\bhalf\b|\bfewer (?:\w+ )?(?:trials|draws|iterations)|(?:with|after) (?:only )?num (?:\w+ )?(?:trials|draws)"
    r".*\b(?:same|enough)"
)
_MISSED = r"\b(?:odds|chances?|probab\w*|likel\w*)\b.*\b(?:miss|better)|\bmissed\b|\bmiss(?:ing)? (?:a|an|the|some)\b"
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
_WHY_NOT_A_GRID = r"^why\b.*\brandom\b.*\b(?:better|beats?|outperform\w*|than|over)\b.*\bgrid"
_SCALE = r"distribution|log ?uniform|log ?scale|uniform (?:or|vs)|\brandint"
_KINDS = Kinds(
    (
        Kind(
            pattern(r"slower than|why .*\bslow|\bfaster\b.*\bthan"),
            words.slower,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(pattern(_BEAT), words.beat_learning, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_EACH_TIME), words.each_time, silent, _briefly_in_run, answers_first=True),
        Kind(
            pattern(r"\bglobal\b|optimum|guarantee"), words.optimum, words.how_many, _briefly_in_run, answers_first=True
        ),
        Kind(pattern(_NUMBERED), words.enough, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_OPPOSITE), words.opposite, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_HALF), words.against_learning, say_draws, _half_in_run, is_for_the_run=True),
        Kind(pattern(_MISSED), say_draws, silent, _odds_in_run, is_for_the_run=True),
        Kind(pattern(_DRAWN_HERE), words.dice, silent, _dice_in_run),
        Kind(pattern(_ENOUGH), words.against_learning, say_draws, _was_it_enough),
        Kind(pattern(_SCALE), words.scales, say_draws, _in_run, answers_first=True),
        Kind(
            pattern(r"quasi|sobol|latin|low discrepancy"),
            words.even,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"repeat the same|twice|replacement|same (?:point|configuration)"),
            words.repeats,
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
        Kind(pattern(_WHY_NOT_A_GRID), say_grid_or_random, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_MANY), say_draws, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_GRID), say_grid_or_random, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_LEARNING), words.against_learning, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_WHY), words.why_it_works, words.how_many, _briefly_in_run, answers_first=True),
        Kind(pattern(_USE), words.use, words.why_it_works, _in_run, answers_first=True),
        Kind(advice.DEFINES, words.what, words.describe, _in_run),
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
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
