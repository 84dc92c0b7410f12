"""Grid search: every combination of listed values."""

from assistant.charts.of_search import progress_chart
from assistant.draft import Draft
from assistant.evidence.grid_size import (
    GridSize,
    dimensions_fact,
    fits_fact,
    grid_size,
    grid_time_fact,
    levels_fact,
    points_fact,
)
from assistant.evidence.literature_search import (
    GRID_FITS,
    GRID_FOLDS,
    GRID_POINTS,
    GRID_SETTINGS,
    GRID_VALUES,
)
from assistant.evidence.trials import BASELINES, leader
from assistant.naming import at_start, family_title
from assistant.topics.grid_or_random import say_grid_or_random
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search_sentences import say_search_decisions, say_technique, spent_sentence, trials_sentence
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import FamilyAccount, RunRecord

MOST_FAMILIES = 4

_what = text(
    "**Grid search** lists a few values for each hyperparameter, scores every combination of them, and keeps the best",
    "by the cross-validated score. It learns nothing from one combination for the next.",
)
_limits = text(
    "It finds the best of the listed points only, as measured with the noise of the folds: never a value between or",
    "outside of them.",
)
_guarantee = text(
    "**No.** Grid search finds the best of the points that you listed, and only as measured with the noise of the",
    "folds. Values between the points or outside of the range are never tried, so the best of all may lie there.",
)
_when = text(
    "It is right for one to three hyperparameters whose sensible ranges you know, or where an even, readable picture",
    "is wanted. It is wrong for many hyperparameters or for slow fits. It does not overfit more than other searches",
    "with as many candidates, but every point is a candidate, and the best of many looks better than it is.",
)
_how_to_lay_it_out = text(
    "Lay a grid out **on the scale on which the setting works**: equal factors for rates and penalties (a hundredth, a",
    "tenth, one), equal steps for shares, all choices of a category. Three to five values each; coarse first, then a",
    "finer one around the best. If the best lies at an edge, extend that side. Conditional settings go into grids of",
    "their own.",
)
_why_common = text(
    "It is popular because it is simple: it can be read off a table, runs in parallel, needs no seed, and shows how",
    "two settings interact. None of that makes it find more. For one or two settings it is fine.",
)
_size_in_general = text(
    "The size of a grid is the product of the numbers of values of all hyperparameters; times the folds, it is the",
    "number of fits.",
)
_faster = text(
    "**Try fewer combinations, or give up on weak ones early.** The cost is the product of the numbers of values,",
    "times the folds.",
)


def _cost(_: Question, draft: Draft) -> None:
    draft.say(
        f"The cost multiplies: {draft.cite(GRID_VALUES)} values for each of {draft.cite(GRID_SETTINGS)}",
        f"hyperparameters are {draft.cite(GRID_POINTS)} combinations, and with {draft.cite(GRID_FOLDS)} folds",
        f"{draft.cite(GRID_FITS)} fits. One more hyperparameter multiplies that again, even if it hardly matters;",
        "most of the trials then repeat the same values of those that do.",
    )


def _ways_to_be_faster(asked: Question, draft: Draft) -> None:
    _faster(asked, draft)
    draft.list(
        [
            "leave out hyperparameters that hardly matter, and fix them at their defaults",
            "take fewer values, spaced on a log scale for rates and penalties, coarse first and finer around the best",
            "spend the same time on **random** or **Bayesian** search, which need no grid",
            "let **successive halving** look at all on a part of the rows or rounds, and go on with the best only",
            "fit combinations at the same time: they do not depend on each other",
            "take fewer folds or rows for a first look, and confirm the best on all of them",
        ]
    )


def _describe(asked: Question, draft: Draft) -> None:
    _limits(asked, draft)
    _cost(asked, draft)
    _when(asked, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if say_technique(record, draft, ("grid",), "grid search", briefly=not asked.is_about_run):
        say_search_decisions(record, draft, "grid of")
        draft.say(trials_sentence(record, draft), spent_sentence(record, draft))
        draft.show(progress_chart(record))
    else:
        _say_sizes(record, _searched(record)[:1], draft)


def _count(asked: Question, record: RunRecord, draft: Draft) -> None:
    named = [account for account in _searched(record) if account.name in asked.entities.families]
    _say_sizes(record, (named or _searched(record))[:MOST_FAMILIES], draft)
    draft.say(trials_sentence(record, draft, "Your run"), spent_sentence(record, draft))
    if say_technique(record, draft, ("grid",), "grid search"):
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
        "and all choices (the time is that of one fit after another, at the pace of your run):",
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


def _guarantee_and_cost(asked: Question, draft: Draft) -> None:
    _guarantee(asked, draft)
    _cost(asked, draft)


def _limits_and_cost(asked: Question, draft: Draft) -> None:
    _limits(asked, draft)
    _cost(asked, draft)


_COUNT = r"combination\w*\b.*\b(?:full|grid|space|would|are there)|how (?:many|big|large)|\bsize of"
_SLOW = (
    r"slow|\blong\b|fast|quick|speed|forever|hours|\btime\b|expensive|cost|\bhang|\bstuck|curse|dimension"
    r"|\bscal(?:e|es|ing)\b"
)
_SURE = r"guarant|best (?:possible )?combination|\boptim(?:al|um)|\bmiss|\bsurely|\balways find"
_LAYOUT = (
    r"spacing|log(?:arithmic)? or|how (?:do|to|should) .*\b(?:define|set|lay)|how many values|\bfiner\b|coarse"
    r"|\bedge\b"
)
_POPULAR = r"tutorials|popular|always use|prof\b|thesis|\bboss\b|advantage|outdated|\bdead\b|\bpros\b"
_AGAINST = r"\brandom|\bbayes|\bvs\b|\bbetter\b|\bworse\b|compar|\bdifference"
_USE = (
    r"\bwhen\b|\bshould\b|\bgood\b|\bright\b|\bbad\b|advantage|downside|overfit|\bwhy\b|\bor not\b|\bfine\b"
    r"|num hyperparameters|wants? us|instead of"
)
_KINDS = Kinds(
    (
        Kind(pattern(_COUNT), _size_in_general, _cost, _count),
        Kind(pattern(_SURE), _guarantee_and_cost, _when, _in_run, answers_first=True),
        Kind(pattern(_SLOW), _ways_to_be_faster, _cost, _in_run, answers_first=True),
        Kind(pattern(_LAYOUT), _how_to_lay_it_out, _limits_and_cost, _in_run, answers_first=True),
        Kind(pattern(_POPULAR), _why_common, _limits_and_cost, _in_run, answers_first=True),
        Kind(pattern(_AGAINST), say_grid_or_random, silent, _in_run, answers_first=True),
        Kind(pattern(_USE), _when, _limits_and_cost, _in_run, answers_first=True),
        Kind(ANYTHING, _what, _describe, _in_run),
    )
)


GRID_SEARCH = Topic(
    name="grid_search",
    cues=cues(r"""
        9 \bgrid ?search|\bgridsearchcv|\b(?:full )?grid over|\bsearch grid\b|\b(?:full|whole|exhaustive) grid
        4 \bgrid\b|\bgrids\b
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
    is_for_the_run=_KINDS.is_for_the_run,
)
