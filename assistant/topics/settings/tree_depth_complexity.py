"""How large trees may grow: depth, leaves, and the least rows in a leaf."""

import re

from assistant.draft import Draft
from assistant.evidence.classes import finding_named
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.gap import gap_fact
from assistant.evidence.literature_models import LEAF_ROWS_DEFAULT, LEAVES_CAP, LEAVES_PER_ROW
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.evidence.tried_values import TriedValues, reads_as
from assistant.naming import at_start, family_title, has_won
from assistant.topics.decided import finding_sentence
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import say_settings, settings_of
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_coupled, say_named
from assistant.topics.settings.trees_asked import TREES_ASKED
from assistant.topics.settings.tried_sentences import say_small_against_large, say_tried, say_verdict
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("tree_size",)


MOST_WORDS = 12  # of a question after an account; who says more has a question of his own
_BOTH = re.compile(r"together|\bboth\b|\balso\b|hp:tree_size (?:and|or|vs|versus|with) hp:tree_size")
_COMPARES = re.compile(r"difference|differ|\bvs\b|compare|hp:tree_size or hp:tree_size")
_OF_DATA = re.compile(r"\b(?:rows|samples|data ?set|observations|relat\w+)\b")
_OF_ASPECTS = re.compile(
    r"^(?!.*\b(?:than|can|why|requir\w*|needs?|how should|too high|too low)\b).*"
    r"\b(?:good(?! idea)|usual|typical|best|right|sensible|range|values?|larger|higher|smaller|lower|reduce|costs?)\b"
)
_OF_SMALL_AND_LARGE = re.compile(
    r"\b(?:shallow\w*|deep\w*|small\w*|large\w*) (?:\w+ )?(?:trees|ones)\b.*"
    r"\b(?:worse|better|than|tried|tested|score\w*)"
    r"|\b(?:tried|tested|compare\w*)\b.*\b(?:shallow\w*|deep\w*|small\w*|large\w*) trees\b|\bdepths\b"
)
_TINY = re.compile(
    r"\bnot (?:learn|split|fit)|no (?:further )?splits?|\bfew rows|(?:only|my) num (?:\w+ )?rows|small data"
)
_TOO_GOOD = re.compile(
    r"(?:nearly|almost|close to|near) (?:num|one|perfect)|num %|perfect|metric:\w+ of (?:a |the )?\S+ .*num"
)


def _gist(asked: Question, draft: Draft) -> None:
    if _TOO_GOOD.search(asked.tagged):
        draft.say(
            "If a single split, or a very shallow tree, already predicts nearly everything, suspect a column that",
            "knows the answer: look at the most important column, score it alone, and take out what is recorded only",
            "after the outcome.",
        )
    elif _TINY.search(asked.tagged):
        draft.say(
            "On few rows the defaults forbid the split: LightGBM asks for",
            f"{draft.cite(LEAF_ROWS_DEFAULT)} rows in each leaf (`min_data_in_leaf`), and puts at least a few rows in",
            "each bin of a column (`min_data_in_bin`). Lower both for so small a table, or take a simpler model.",
        )
    elif len(asked.entities.hyperparameters) > 1 and _BOTH.search(asked.tagged) and _is_short(asked):
        if _COMPARES.search(asked.tagged):
            say_named(asked, None, draft)
        draft.say(
            "They" if _COMPARES.search(asked.tagged) else "Yes, they",
            "bound the same thing from different sides, so tune them together: the number of leaves is the",
            "main control in LightGBM, and a limit on depth and the least rows in a leaf hold what it leaves open.",
            "Keep `num_leaves` below two to the power of `max_depth`, or it has no effect.",
        )
    elif not _is_after_account(asked) or not say_named(asked, None, draft):
        draft.say(
            "The **size of a tree** decides how detailed its rules can get: a deep tree with tiny leaves can learn the",
            "noise of its training rows, a shallow one with large leaves can miss the pattern.",
        )


def _is_short(asked: Question) -> bool:
    return len(asked.tagged.split()) <= MOST_WORDS


def _is_after_account(asked: Question) -> bool:
    is_of_aspects = not asked.is_about_run and _OF_ASPECTS.search(asked.tagged) is not None
    is_of_data = _OF_DATA.search(asked.tagged) is not None
    return _is_short(asked) and not is_of_data and (asks_for_account(asked) or is_of_aspects)


def _detail(asked: Question, draft: Draft) -> None:
    is_told = _TINY.search(asked.tagged) or _TOO_GOOD.search(asked.tagged)
    if is_told or (asked.entities.hyperparameters and not _BOTH.search(asked.tagged)):
        return
    if not asked.entities.hyperparameters:
        draft.list(
            [
                "`max_depth` limits how many questions in a row a tree may ask; each level can double the leaves.",
                (
                    "`num_leaves` (LightGBM) or `max_leaves` limits the leaves directly and is there the main control; "
                    "keep it below what the depth allows, and well below the number of rows."
                ),
                (
                    "`min_samples_leaf`, `min_data_in_leaf` and `min_child_weight` ask for enough rows in each leaf; "
                    "on a table with few rows their defaults can forbid every split."
                ),
            ]
        )
    draft.say(
        "Boosted trees are kept small, since each corrects the ones before; the trees of a forest may grow deep,",
        "since averaging takes the noise out again. What to do: search depth and leaf size together, and limit them",
        "where larger trees do not improve the held-back score. If a single split predicts nearly everything, suspect",
        "a column that knows the answer.",
    )


def _owner(record: RunRecord) -> Trial | None:
    first = leader(record)
    if first is not None and settings_of(record, first, GROUPS):
        return first
    return next((trial for trial in completed(record) if settings_of(record, trial, GROUPS)), None)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    wanted = next((best_of_family(record, family) for family in asked.entities.families), None) or _owner(record)
    if first is not None and not settings_of(record, first, GROUPS):
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no trees to limit.")
    if wanted is not None:
        _say_premise(asked, record, wanted, draft)
    if wanted is not None and (found := _asked_of(asked, record, wanted)):
        if _OF_SMALL_AND_LARGE.search(asked.tagged):
            say_small_against_large(record, found[0], draft)
        else:
            say_verdict(asked, record, wanted, found, draft)
        say_settings(record, wanted, GROUPS, draft, asked.entities.hyperparameters)
        say_coupled(asked, record, wanted, GROUPS, draft)
        say_tried(record, found[0], draft)
        _say_rows(record, wanted, draft)
    elif first is None:
        draft.say("In your run no configuration has a score yet.")


def _asked_of(asked: Question, record: RunRecord, trial: Trial) -> list[TriedValues]:
    """Return what was tried of the sizes of trees of a trial: of those that were named, if it has any, or of all."""
    found = settings_of(record, trial, GROUPS)
    return [tried for tried in found if tried.account.name in asked.entities.hyperparameters] or found


def _say_premise(asked: Question, record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Judge a number of leaves that the question names beside the rows."""
    leaves = next((value for value in asked.entities.values if "leaves" in asked.text.lower()), None)
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    if leaves is None:
        return
    if leaves > LEAVES_PER_ROW * record.data.n_rows_used:
        draft.say(
            f"No, that is not sensible: {draft.cite(asked_value(leaves))} leaves for {draft.cite(rows)} rows memorize",
            f"them. Cap the leaves at about {draft.cite(LEAVES_CAP)} of the rows in the search space.",
        )
    for tried in settings_of(record, trial, GROUPS):
        if tried.account.name in ("num_leaves", "max_leaf_nodes") and not reads_as(tried.value(trial), leaves):
            draft.say(f"Your run did not choose {draft.cite(asked_value(leaves))}.")


def _say_rows(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Say how many rows there are for each leaf as far as that is recorded, and the gap."""
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    finding = finding_named(record, "model_size")
    is_winner = record.result is not None and record.result.trial == trial.number
    if finding is not None and finding.answer != "not_applicable" and is_winner:
        draft.say(finding_sentence(finding, draft))
    else:
        draft.say(f"Your table has {draft.cite(rows)} rows to fill the leaves; how many each got is not recorded.")
    gap = gap_fact(record, trial)
    if gap is not None:
        draft.say(
            f"Between rows that it was fitted on and others, its score differs by {draft.measure(gap, 2)}: no proof of",
            "overfitting by itself; trials with smaller trees that score as well would be a better one.",
        )


def _has_trees(record: RunRecord) -> bool:
    return _owner(record) is not None


_ANSWERS = DirectAnswers(TREES_ASKED, _gist, _detail, _in_run)

TREE_DEPTH_COMPLEXITY = Topic(
    name="tree_depth_complexity",
    cues=cues(r"""
        9 \b(?:reasonable|sensible|typical|usual|good|right|normal|recommended|ideal|best|
        ...standard) (?:value for |range for |range of |values? of )?(?:the |a )?hp:tree_size
        9 \b(?:what|tell me|how) (?:about|does|is|do|are|was|were) (?:the |a |my )?hp:tree_size\b
        7 \b(?:how )?(?:big|large|tall|deep|complex|far)\b.*\btrees?\b(?! search)|\btrees? (?:grow|size|complexity)
        9 \b(?:explain|define|describe|understand) (?:to me )?(?:what )?(?:the |a )?hp:tree_size
        6 hp:tree_size
        14 \bwhy\b.*(?:family:random_forest|forests?)\b.*\b(?:deep|shallow)\b|\bwhy\b.*\b(?:deep|deeper|shallow) trees
        26 \bprun(?:e|ed|ing)?\b.*(?:family:random_forest|forests?|rpart|decision tree)|family:random_forest\b.*\bprun
        20 \btrees?\b.*\b(?:single|one|only num) (?:leaf|node)|\btrees?\b.*\bonly (?:a |the )?(?:root|leaf)
        14 (?:family:random_forest|forests?)\b.*\b(?:deepest|deeper|fully grown)|one ?hot\b.*\btrees?\b.*\bdeep
        16 family:(?:lightgbm|xgboost|catboost)\b.*\bnot (?:learn|fit|split)\b.*\brows|no further splits
        9 hp:tree_size.*\boverfit|\boverfit.*hp:tree_size
        11 \b(?:deep|deeper|shallow|shallower) trees?\b|\btrees? (?:too )?(?:deep|deeper|shallow|shallower)\b
        6 how deep|too deep|too shallow|\b(?:deep|deeper|shallow|big|large|small) trees?\b|
        ...size of (?:the |a )?trees?
        5 \bleaves\b|\bleaf\b|\bstumps?\b|tree complexity|complexity of (?:the |a )?trees?
        4 \bcomplex(?:ity)?\b
    """),
    examples=(
        "how deep should the trees be",
        "what does max_depth do",
        "is the depth of my trees sensible",
        "should i limit max_depth or num_leaves",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="How deep should trees be?",
    run_invitation="How large are the trees of my model allowed to grow?",
    leads_to=("n_estimators", "overfitting", "learning_rate"),
    suits=_has_trees,
)
