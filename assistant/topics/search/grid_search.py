"""Grid search: every combination of listed values."""

from collections import Counter

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.asked_grid import asked_grid
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.grid_size import (
    GridSize,
    dimensions_fact,
    fits_fact,
    grid_size,
    grid_time_fact,
    levels_fact,
    points_fact,
)
from assistant.evidence.trials import BASELINES, leader
from assistant.naming import at_start, family_title
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search import advice
from assistant.topics.search import grid_words as words
from assistant.topics.search.grid_or_random import say_grid_or_random
from assistant.topics.search.grid_run import say_edges, say_finer
from assistant.topics.search.search_sentences import (
    say_search_decisions,
    say_technique,
    spent_sentence,
    technique_used,
    trials_sentence,
)
from assistant.topics.search.trials_account import say_origins, say_spread, say_worst
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import FamilyAccount, RunRecord

MOST_FAMILIES = 4


def _briefly_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("grid",), "grid search", briefly=True)
    if advice.is_of_this_run(asked):
        say_spread(record, draft)


def _edges_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which of the run's best values lie at an end, where the question speaks of its own."""
    if asked.is_about_run:
        say_edges(record, draft)
    say_technique(record, draft, ("grid",), "grid search", briefly=True)


def _finer_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write how the neighbors of the best values score, where the question speaks of the run's."""
    if asked.is_about_run:
        say_finer(record, draft)
    say_technique(record, draft, ("grid",), "grid search", briefly=True)


def _worst_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which configuration scored worst, with its values beside those of the best."""
    say_worst(record, draft)
    say_spread(record, draft)


def _every_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write that the run tried a part of the combinations, and how large that part is."""
    if technique_used(record) == "grid":
        _in_run_fully(record, draft)
        return
    draft.say("**Only some of them**: your run did not go through a list of combinations, it sampled the ranges.")
    say_origins(record, draft)
    _count(asked, record, draft)


def _not_asked_of_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Count the run's own grid, unless the question describes one."""
    if asked_grid(asked.text) is None:
        _count(asked, record, draft)


def _holes_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    if technique_used(record) == "grid":
        _in_run_fully(record, draft)
        return
    draft.say("**There are holes**: your run sampled its space, and did not cover it evenly.")
    say_technique(record, draft, ("grid",), "grid search", briefly=True)
    counts = Counter(trial.family for trial in record.trials if trial.hyperparameters)
    named = [
        f"{family_title(record, name)} {draft.cite(EvidenceFact(f'trials of {name}', count, href=f'families/{name}'))}"
        for name, count in counts.most_common()
    ]
    draft.say(
        f"Trials by family: {', '.join(named)}. Where they lie, and where nothing was tried, the picture of each",
        "setting's values against the score shows.",
    )


def _in_run_fully(record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("grid",), "grid search", briefly=True)
    say_search_decisions(record, draft, "grid of")
    draft.say(trials_sentence(record, draft), spent_sentence(record, draft))
    draft.show(progress_chart(record))


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    is_about_run = advice.is_of_this_run(asked)
    if say_technique(record, draft, ("grid",), "grid search", briefly=not is_about_run):
        say_search_decisions(record, draft, "grid of")
        draft.say(trials_sentence(record, draft), spent_sentence(record, draft))
        draft.show(progress_chart(record))
    elif is_about_run:
        draft.say(trials_sentence(record, draft))


def _count(asked: Question, record: RunRecord, draft: Draft) -> None:
    named = [account for account in _searched(record) if account.name in asked.entities.families]
    _say_sizes(record, (named or _searched(record))[:MOST_FAMILIES], draft)
    draft.say(trials_sentence(record, draft, "Your run"), spent_sentence(record, draft))
    if say_technique(record, draft, ("grid",), "grid search", briefly=True):
        say_search_decisions(record, draft, "grid of")


def _searched(record: RunRecord) -> list[FamilyAccount]:
    """Return the families that have something to search, the leader's first."""
    first = leader(record)
    accounts = [account for account in record.families if account.name not in BASELINES and grid_size(account)]
    return sorted(accounts, key=lambda account: first is None or account.name != first.family)


def _say_sizes(record: RunRecord, accounts: list[FamilyAccount], draft: Draft) -> None:
    sizes = [size for size in map(grid_size, accounts) if size is not None]
    if not sizes:
        draft.say("In your run nothing was left to search, so a grid would have one point.")
        return
    draft.say(
        f"A full grid over what your run could search, with {draft.cite(levels_fact(sizes[0]))} values for each number",
        "and all choices, has so many combinations in each family; the whole is their sum (the time is that of one fit",
        "after another, at the pace of your run):",
    )
    header = ("family", "settings searched", "combinations", "fits over the folds", "time")
    draft.table(header, [_size(record, size, draft) for size in sizes])


def _size(record: RunRecord, size: GridSize, draft: Draft) -> tuple[str, ...]:
    fits, time = fits_fact(record, size), grid_time_fact(record, size)
    return (
        at_start(family_title(record, size.family)),
        draft.cite(dimensions_fact(size)),
        draft.cite(points_fact(size)),
        draft.cite(fits) if fits else "not known yet",
        draft.measure(time, 2) if time else "not measured",
    )


_BORDER = (
    r"\bborders?\b|\bedges?\b|boundar|\bcorner|\bend of (?:my|the) (?:grid|range)|\blimit of the (?:grid|range)"
    r"|\b(?:upper|lower) (?:limit|end|bound)"
)
_BELOW = r"worse than (?:the |my )?(?:default|untuned|before)|default\w*\b.*\bbetter|below the default"
_VALUES = r"how many (?:values|levels|points|steps) (?:per|for|should|of|does|do)"
_SPLIT = r"before (?:the )?(?:train|test|split)|(?:whole|entire|full) (?:data|table)|\btest (?:set|rows|data)|hold ?out"
_DEAD = r"obsolete|outdated|\bdead\b|still (?:use|need|worth)|old fashioned|anybody use"
_DESCRIBED = (
    r"num (?:values?|levels|options|choices) (?:for|of)\b|\d+ ?[x*] ?\d+|\bnum x num\b|(?:num|two"
    r"|three|four|five|six|seven|eight|nine|ten) "
    r"(?:knobs|dials|(?:hyper)?param(?:eter)?s|settings)\b.*\b(?:values|levels|settings|options|choices)"
    r"|\bparam_?grid\b.*\bnum\b.*\bnum\b|\bgrid with num \w+ \w+ num"
)
_HOLES = r"\bholes?\b|\bgaps?\b|\blattice\b|\bcovered\b|whole (?:space|map)"
_EVERY = (
    r"(?:every|all)(?: possible)? combinations?\b.*\b(?:tried|wants?|try|must|excuse)"
    r"|(?:try|test) (?:every|all) (?:\w+ )?(?:combinations?|settings?|values|thing)"
)
_USED = r"^(?:was|is|did|has|have)\b.*\bgrid\b.*\b(?:used|use)\b|^did (?:my|the|this) (?:run|search)\b.*\buse\b"
_WHY_NOT = r"\bwhy\b.*\b(?:not|n t|doesn|don|didn|isn|instead)\b"
_STABLE = (
    r"\b(?:best|winning) (?:combination|point|settings|values)\b.*\b(?:stable|sensitive|robust|break|small change)"
)
_EVERY_HERE = r"^(?:did|have|has|were|was|are|is)\b.*\b(?:every|all)(?: \w+)* (?:combinations?|settings|values|options)"
_FINER = r"\bfiner\b|fine tune|zoom|smaller steps|around (?:my|the) (?:best|winn\w*|optim\w*)"
_COUNT = (
    r"combination\w*\b.*\b(?:full|grid|space|are there)|how many\b.*\bcombination|how (?:many|big|large)|\bsize of"
    r"|how long\b.*\b(?:full|whole|complete) grid|how long (?:would|will)\b.*\b(?:have )?take"
)
_SLOW = (
    r"slow|\b(?:too|so|how) long\b|takes? (?:very )?long|faster|speed|forever|hours|expensive|\bcostly|curse|dimension"
    r"|\bscal(?:es|e to|e with)\b"
)
_SURE = r"guarant|best (?:possible )?combination|\boptim(?:al|um)|\bmiss|\bsurely|\balways find"
_LAYOUT = (
    r"spacing|log(?:arithmic)? or|how (?:do|to|should) .*\b(?:define|set|lay)|how many values|coarse"
    r"|\bedge\b"
)
_POPULAR = r"tutorials|popular|always use|prof\b|thesis|\bboss\b|advantage|outdated|\bdead\b|\bpros\b"
_AGAINST = r"\brandom|\bbayes|\bvs\b|(?:better|worse) than|compared? (?:to|with)|difference between"
_USE = (
    r"\bwhen (?:to|should|is|do|does|would)\b|should i use|(?:good|right|bad) (?:choice|idea|for)\b|advantage|downside"
    r"|\bor not\b|num hyperparameters|wants? us|instead of"
)
_KINDS = Kinds(
    (
        Kind(pattern(_DESCRIBED), words.asked_size, silent, _not_asked_of_run, answers_first=True),
        Kind(pattern(_VALUES), words.how_to_lay_it_out, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_SPLIT), words.split_first, silent, _briefly_in_run, answers_first=True),
        Kind(
            pattern(r"\binsists?\b|\bboss\b|manager wants"),
            words.why_not,
            words.when,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(pattern(_USED), advice.grid_search, silent, _in_run),
        Kind(pattern(r"\bworst\b|\blowest scor"), advice.grid_search, silent, _worst_in_run, is_for_the_run=True),
        Kind(pattern(_EVERY_HERE), words.every_combination, silent, _every_in_run),
        Kind(pattern(_STABLE), words.finer, silent, _finer_in_run, is_for_the_run=True),
        Kind(pattern(_COUNT), words.size_in_general, words.cost, _count),
        Kind(pattern(_HOLES), words.holes, silent, _holes_in_run),
        Kind(pattern(_BORDER), words.at_border, silent, _edges_in_run, answers_first=True),
        Kind(pattern(_FINER), words.finer, silent, _finer_in_run),
        Kind(pattern(_BELOW), words.below_default, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(r"overfit"), words.overfits, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_DEAD), words.not_dead, words.cost, _briefly_in_run, answers_first=True),
        Kind(pattern(_EVERY), words.every_combination, words.cost, _briefly_in_run, answers_first=True),
        Kind(pattern(_WHY_NOT), words.why_not, words.cost, _in_run, answers_first=True),
        Kind(pattern(_SURE), words.guarantee_and_cost, words.wasted, _briefly_in_run, answers_first=True),
        Kind(pattern(_SLOW), words.ways_to_be_faster, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_LAYOUT), words.how_to_lay_it_out, words.limits, _briefly_in_run, answers_first=True),
        Kind(pattern(_POPULAR), words.why_common, words.limits_and_cost, _briefly_in_run, answers_first=True),
        Kind(pattern(_AGAINST), say_grid_or_random, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_USE), words.when, words.limits_and_cost, _briefly_in_run, answers_first=True),
        Kind(advice.DEFINES, words.what, words.describe, _in_run),
        Kind(ANYTHING, advice.grid_search, words.cost, _in_run),
    )
)


GRID_SEARCH = Topic(
    name="grid_search",
    cues=cues(r"""
        9 \bgrid ?search|\bgridsearchcv|\b(?:full )?grid over|\bsearch grid\b|\b(?:full|whole|exhaustive) grid
        4 \bgrid\b|\bgrids\b
        16 \bgridsearchcv\b.*\b(?:refit|complains|error|warning)\b
        12 \bholes?\b.*\b(?:space|search|range)|\b(?:space|range|search)\b.*\bholes?\b
        13 \bgridsearchcv\b|\bparam_grid\b|\bh2ogridsearch|\bcartesian\b|\bcv_results_
        7 how many combinations|all (?:possible )?combinations|every combination|exhaustive search
        6 \btry (?:all|every) (?:\w+ )?(?:values|settings|hyperparameters)
        -3 \brandom(?:ized)? ?search|\bperformance grid
    """),
    examples=(
        "how does grid search work",
        "what is grid search",
        "does grid search find the best combination",
        "grid search takes too long",
        "how many combinations would a full grid have",
        "did my run use grid search",
        "should i use grid search",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What does grid search do, and when is it right?",
    run_invitation="How many combinations would a full grid over my search space have?",
    leads_to=("random_search", "bayesian", "more_trials_or_time"),
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
