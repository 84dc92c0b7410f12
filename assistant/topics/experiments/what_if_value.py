"""What would happen with another setting: what was measured near it, and an experiment where nobody knows."""

import re

from assistant.charts.of_answers import values_chart
from assistant.draft import Draft
from assistant.evidence import what_ifs
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import PAIRED_TEST
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.evidence.tried_values import tried_values
from assistant.markup import code, escaped
from assistant.naming import in_sentence
from assistant.topics.experiments.effects import effects_of
from assistant.topics.experiments.what_if_beside import say_beside
from assistant.topics.experiments.what_if_costs import asks_about_costs, say_costs
from assistant.topics.experiments.what_if_edge import say_edges
from assistant.topics.experiments.what_if_evidence import say_family, say_nearest, say_range
from assistant.topics.experiments.what_if_offer import offer
from assistant.topics.experiments.what_if_report import say_outcome
from assistant.topics.setting import neighbor_sentences
from assistant.topics.topic import Topic
from assistant.topics.winner.deployment import say_odd_rows
from assistant.understanding.experiment import wish_of
from assistant.understanding.other_values import Wish, implied, owned
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial, WhatIfOrder

_EDGE = re.compile(
    r"\b(?:extend|widen|wider|expand|enlarge|broaden)\w*\b|\bedges?\b|\bat the (?:very )?(?:end|bound|limit|boundary)\b"
    r"|\bbounds?\b|\bboundar(?:y|ies)\b"
)
_OUTCOME = re.compile(
    r"\b(?:result|outcome|finding|find|found|finished|done|ready|over|come out|came out|go|going|went)\b"
    r".*\b(?:what ifs?|experiments?)\b|\b(?:what ifs?|experiments?)\b.*\b(?:result|outcome|find|found|finished|done|"
    r"ready|over|come out|came out|go|going|went|say|show|tell)\b"
)

_ANY_SETTING = re.compile(r"\b(?:a|any|another|some|other) (?:\w+ )?(?:hyperparameters?|values?|settings?)\b")
_WHAT_CAN_BE_TRIED = (
    "Name what should change and I show what was measured near it, and can run it on the same folds: a value of a "
    "setting, a column left out, other folds, fewer rows, another family, more trials, or another way to search."
)
_PREPARATION = re.compile(
    r"\b(?:scal(?:e|ed|ing) (?:the |my |all )?(?:features?|columns?|data|inputs?|variables?)"
    r"|standardi[sz]\w+|normali[sz]\w+|min ?max|imput\w+|one ?hot\w*|encod\w+|pca)\b"
)
_NEW_ROWS = re.compile(
    r"\bnever (?:seen?|saw)\b|\bunseen\b|\b(?:turns?|shows?|comes?) up\b|\bnew (?:category|categories|level)"
)


def _gist(asked: Question, draft: Draft) -> None:
    if _has_run(draft):  # the run has answered: no theory after it, and nothing behind the offer
        return
    if _NEW_ROWS.search(asked.tagged):
        say_odd_rows(draft)
        return
    draft.say(
        "What another setting would do cannot be read off: settings act together, and near the best the score is",
        "usually flat. An experiment tells: change one thing, fit on the same folds, and look at the difference fold",
        f"by fold with its {draft.refer(PAIRED_TEST, 'corrected')} interval. Within it take the simpler side.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _has_run(draft) or _NEW_ROWS.search(asked.tagged):
        return
    draft.say(*_effects(asked))
    draft.say(
        "Trying many settings and keeping the best flatters the score, so every experiment counts as one more that was",
        "looked at.",
    )


def _has_run(draft: Draft) -> bool:
    return any(citation.href is not None for citation in draft.citations)


def _effects(asked: Question) -> list[str]:
    return effects_of(asked.entities.hyperparameters, re.findall(r"\bhp:(\w+)", asked.tagged))


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet, so there is nothing to compare another setting with.")
        return
    wish = wish_of(asked, record)
    latest = what_ifs.latest_what_if(record)
    if latest is not None and wish.order is None and _OUTCOME.search(asked.tagged):
        say_outcome(record, latest, draft)
    elif _EDGE.search(asked.tagged):
        say_edges(asked, record, draft)
    elif asks_about_costs(asked):
        say_costs(asked, record, draft)
    elif _PREPARATION.search(asked.tagged):
        draft.say(
            "Not recorded: your run prepared the columns of a family in one way only, so no trial tells what another",
            "preparation would do. Prepare the table otherwise, run again with the same seed, and compare the scores.",
        )
    elif wish.order is None and _NEW_ROWS.search(asked.tagged):
        say_odd_rows(draft)
    elif wish.cannot:
        _say_cannot(wish, draft)
    elif wish.order is not None:
        draft.say(wish.note)
        _say_wish(asked, record, first, wish.order, draft)
    else:
        _say_open(asked, record, first, draft)


def _say_cannot(wish: Wish, draft: Draft) -> None:
    draft.say(f"{code(wish.name)} cannot be tried like that: {escaped(wish.cannot)}.")


def _say_wish(asked: Question, record: RunRecord, first: Trial, order: WhatIfOrder, draft: Draft) -> None:
    """Report the experiment where it was made, else show what is near, and offer it.

    What the setting does in general goes first unless the words speak of the run.
    """
    made = what_ifs.what_if_of(record, order)
    general = _effects(asked) if made is None and order.hyperparameters else []
    if not asked.is_about_run:
        draft.say(*general)
    if made is not None:
        say_outcome(record, made, draft)
    base = first if order.family in (None, first.family) else best_of_family(record, order.family)
    is_known = False
    if order.hyperparameters and base is not None:
        is_known = made is None and say_nearest(record, base, order, draft)
        say_range(record, base, order, draft)
        if asked.is_about_run and general:
            draft.say(*general)
        elif not general:
            _say_effect(record, base, order, draft)
        _show_values(record, base, order, draft)
    elif order.family is not None and order.trials is None and made is None:
        is_known = say_family(record, order.family, draft)
        if is_known:
            order, is_known = WhatIfOrder(family=order.family, trials=_as_many(record, order.family)), False
    elif made is None:
        say_beside(record, order, draft)
    if not is_known and (made is None or made.status == "failed"):
        offer(record, order, draft)


def _as_many(record: RunRecord, family: str) -> int:
    """Return how many more trials a family would need to have had as many as the winner's family."""
    first = leader(record)
    counts = {name: sum(trial.family == name for trial in completed(record)) for name in {family, *_families(first)}}
    return max(5, max(counts.values()) - counts[family])


def _families(trial: Trial | None) -> tuple[str, ...]:
    return () if trial is None else (trial.family,)


def _say_effect(record: RunRecord, base: Trial, order: WhatIfOrder, draft: Draft) -> None:
    """Say what more or less of the first value does."""
    name, value = next(iter(order.hyperparameters.items()))
    tried = tried_values(record, base.family, name)
    now = base.hyperparameters.get(name)
    if tried is None:
        return
    account = tried.account
    whole = EvidenceFact(f"what {account.name} does", None, source=account.source)
    if not isinstance(value, str | bool | None) and not isinstance(now, str | bool | None) and value != now:
        more = value > now
        word, effect = ("More", account.more) if more else ("Less", account.less)
        draft.say(f"{word} {code(name)}:", in_sentence(draft.quote(effect, whole)))


def _show_values(record: RunRecord, base: Trial, order: WhatIfOrder, draft: Draft) -> None:
    """Draw the trials of the first value."""
    tried = tried_values(record, base.family, next(iter(order.hyperparameters)))
    if tried is not None:
        draft.show(values_chart(record, tried, base))


def _say_open(asked: Question, record: RunRecord, first: Trial, draft: Draft) -> None:
    """Answer where no value is named: what smaller and larger values did, and what can be asked."""
    names = asked.entities.hyperparameters or implied(asked, record)
    found = [owned(name, record, asked.entities.families) for name in names]
    known = [one for one in found if one is not None]
    effects = _effects(asked)
    if not known and not _ANY_SETTING.search(asked.tagged):
        draft.say(*effects)
        _gist(asked, draft)
        draft.say(_WHAT_CAN_BE_TRIED)
        return
    base, said = known[0].trial if known else first, 0
    for name in [one.name for one in known if one.trial is base] or tuple(base.hyperparameters):
        tried = tried_values(record, base.family, name)
        is_searched = tried is not None and tried.account.is_searched
        sentences = neighbor_sentences(record, base, tried, draft) if tried is not None and is_searched else []
        if sentences and said < 2:
            draft.say(f"What the run saw of {code(name)}:", *sentences)
            said += 1
    draft.say(*effects)
    if not said:
        draft.say("No other values were tried near those of the best configuration, so the run cannot tell.")
    draft.say(
        _WHAT_CAN_BE_TRIED,
        "What happens outside of the table, such as other customers next year, no experiment on these rows can tell.",
    )


WHAT_IF_VALUE = Topic(
    name="what_if_value",
    cues=cues(r"""
        5 \bwhat (?:if|would (?:happen|change|be))\b
        8 what (?:if|would (?:happen|change|have been|a|an|the|my)) .*(?:hp:|num)
        12 \b(?:what (?:if|would)|suppose|imagine|what happens if)\b.*\bhp:\w+ (?:(?:of|at|to|is|was|were|be|by) )*num\b
        12 \b(?:what (?:if|would)|suppose|imagine|what happens if)\b.*\bnum (?:as |for )?(?:the |my )?hp:
        9 (?:range|bounds?|limits?) .*(?:extend|wider|widen|larger)
        9 (?:extend|widen) the (?:range|bound|search space)
        7 edge of|at the (?:very )?edge|at the bound
        20 ^(?:and |so |but )?(?:what )?if (?:i|we) (?:make|made|take|took|set) (?:it|that)\b
        5 (?:try|use|set|change) (?:the )?hp:\w+ (?:to|of|at|num)
        6 (?:if|had) (?:i|we|you) (?:had )?(?:used?|set|chose|changed?|took) .*hp:
        9 \b(?:if|had|suppose|would|what about)\b.*\b(?:without|drop\w*|remov\w*|left out|leave out|exclud\w*|
        ...ignor\w*|delet\w*) .*column:
        12 \b(?:if|had|suppose|would)\b.*\bnum (?:k )?folds?\b
        12 \b(?:if|had|suppose|would)\b.*\b(?:half|third|quarter|tenth|num) (?:of )?(?:the |my |our |all )*(?:rows|
        ...data|samples|examples|observations|records|customers)\b
        11 \b(?:if|had|suppose)\b.*\b(?:used?|use|tried|try|chose|took|taken|gone with|went with) .*family:
        40 \bwhat would (?:have )?(?:a |the )?(?:\w+ ){0,2}(?:search|tpe|hyperband|optimization|process)\b.*\b(?:found|
        ...find|given|give|done|reached|got)\b
        40 \b(?:if|had|suppose)\b.*\b(?:grid|random|bayesian|tpe|hyperband|gaussian process)\b.*\binstead
        12 \b(?:if|had|suppose)\b.*\bnum (?:more |additional |extra )?trials?\b
        9 \b(?:what if|suppose|imagine)\b.*(?:family:|column:|hp:)
        9 \b(?:try|run|measure|test)\b.*\bhp:\w+ (?:= |of |at |to |set to )?num\b
        12 \b(?:what|how|is|did|has)\b.*\b(?:experiment|what if)s?\b.*\b(?:find|found|done|ready|finished|come out|
        ...came out|go|going|say|show)\b
        40 \bwhat if there (?:were|was|are)\b|\b(?:retrain|rerun|refit|train again|run it again)\b.*\bwithout\b
        10 \bwithout (?:the |my )*column:|\b(?:retrain|rerun|refit|train again|run it again)\b.*\b(?:without|minus)\b
        10 \bcolumn: (?:column )?(?:was|were|is|had been|has been) (?:not there|missing|left out|
        ...dropped|removed|excluded|gone)
        10 \bif\b.*\bno (?:the )?column:
        10 \bwould (?:a |the |an )?family:\w+ (?:have|be|do|win|work|beat|perform|score)\b
        10 \b(?:could|can) (?:a |the )?family:\w+ .*\b(?:better|beat|win)\b
        40 \bwould (?:a |the )?(?:grid|random|bayesian|tpe|hyperband|gaussian)\b.*\b(?:found|find|better|got|reached)\b
        11 \b(?:if|had|suppose)\b.*\b(?:used?|tried|try|use|chose|ran|run|searched) (?:a |the |by |with )*(?:grid|
        ...random search|bayesian|tpe|hyperband|gaussian process|successive halving)\b
        11 \bwould (?:it|the score|the model|that) (?:be|do|get|score)\b.*\bwith(?: an?)? hp:
        10 \bwhat if (?:the )?trees\b
        40 \b(?:result|outcome|came out|come out|found out)s? (?:of|by|in) (?:the |my |that )?(?:experiment|what if)
        9 \bwould (?:it|the score|the model|the result) (?:be |get |have been )?(?:better|worse|higher|lower|different|
        ...change)\b.*(?:hp:|num|column:|family:)
    """),
    examples=(
        "what if max_depth were 10",
        "what would happen with a learning rate of 0.1",
        "what if I had used 10 folds",
        "what would change with another value",
        "should the range be extended",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What would happen if a hyperparameter had another value?",
    run_invitation="What would happen if a hyperparameter had another value?",
    leads_to=("why_this_value", "hyperparameter_importance", "more_trials_or_time"),
    is_about_runs=True,
)
