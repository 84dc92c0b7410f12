"""How large trees may grow: depth, leaves, and the least rows in a leaf."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.naming import at_start, family_title, has_won
from assistant.topics.setting import say_settings, settings_of
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("tree_size",)


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "The **size of a tree** decides how detailed its rules can get: a deep tree with tiny leaves can learn the",
        "noise of its training rows, a shallow one with large leaves can miss the pattern.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.list(
        [
            "`max_depth` limits how many questions in a row a tree may ask; each level can double the leaves.",
            (
                "`num_leaves` (LightGBM) or `max_leaves` limits the leaves directly and is there the main control; "
                "keep it below what the depth allows, and well below the number of rows."
            ),
            (
                "`min_samples_leaf`, `min_data_in_leaf` and `min_child_weight` ask for enough rows in each leaf; on "
                "a table with few rows their defaults can forbid every split."
            ),
        ]
    )
    draft.say(
        "Boosted trees are kept small, since each corrects the ones before; the trees of a forest may grow deep,",
        "since averaging takes the noise out again.",
    )
    draft.say(
        "What to do: search depth and leaf size together, and limit them where larger trees do not improve the",
        "held-back score. If a single split already predicts nearly everything, suspect a column that knows the",
        "answer.",
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
    if wanted is not None and say_settings(record, wanted, GROUPS, draft):
        rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
        draft.say(
            f"Your table has {draft.cite(rows)} rows to fill the leaves. How many rows each leaf got is not recorded."
        )
    elif first is None:
        draft.say("In your run no configuration has a score yet.")


def _has_trees(record: RunRecord) -> bool:
    return _owner(record) is not None


TREE_DEPTH_COMPLEXITY = Topic(
    name="tree_depth_complexity",
    cues=cues(r"""
        9 \b(?:reasonable|sensible|typical|usual|good|right|normal|recommended|ideal|best|
        ...standard) (?:value for |range for |range of |values? of )?(?:the |a )?hp:tree_size
        9 \b(?:what|tell me|how) (?:about|does|is|do|are|was|were) (?:the |a |my )?hp:tree_size\b
        7 \b(?:how )?(?:big|large|tall|deep|complex|far)\b.*\btrees?\b(?! search)|\btrees? (?:grow|size|complexity)
        9 \b(?:explain|define|describe|understand) (?:to me )?(?:what )?(?:the |a )?hp:tree_size
        6 hp:tree_size
        9 hp:tree_size.*\boverfit|\boverfit.*hp:tree_size
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
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How deep should trees be?",
    run_invitation="How large are the trees of my model allowed to grow?",
    leads_to=("n_estimators", "overfitting", "learning_rate"),
    suits=_has_trees,
)
