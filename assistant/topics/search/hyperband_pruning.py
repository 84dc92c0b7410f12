"""Pruning and Hyperband: giving up on weak trials early, by rule or by plan."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.stopped_trials import (
    behind_fact,
    folds_fact,
    looks,
    misses,
    stopped,
)
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search import advice
from assistant.topics.search import pruning_words as words
from assistant.topics.search.pruning_sentences import (
    counts,
    say_agreement,
    say_counts,
    say_early_place,
    say_near_miss,
    say_price,
    say_winner_in_full,
)
from assistant.topics.search.search_sentences import say_search_decisions, say_technique
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

MOST_LISTED = 6


def _say_trials(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write why the trials that were asked about were tried, and why they ended."""
    for trial in (one for one in record.trials if one.number in asked.entities.trials):
        whole = EvidenceFact(
            f"why trial {trial.number} was tried, and why it ended", None, href=f"trials/{trial.number}"
        )
        draft.say(
            f"{at_start(trial_named(draft, trial))} is {trial.state}: {draft.quote(trial.error or trial.why, whole)}."
        )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Answer for the plan where Hyperband was asked for, and first for what was pruned where that was."""
    _say_trials(asked, record, draft)
    if not _PLAN.search(asked.tagged):
        _say_pruned(asked, record, draft)
        return
    if say_technique(
        record, draft, ("hyperband",), "Hyperband", briefly=advice.ASKS_WHICH.search(asked.tagged) is None
    ):
        say_search_decisions(record, draft, "bracket")
    elif asked.is_about_run:
        say_price(record, draft)
    say_counts(record, draft)


def _briefly_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    draft.say(counts(record, draft))


def _beside_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the counts of the run, and that they are others than the question's where they are."""
    is_other = any(value > len(record.trials) for value in asked.entities.values)
    draft.say("The run that is open here is another one than you describe." if is_other else "", counts(record, draft))


def _lost_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write first whether a good one may be lost: the most promising one, how well early scores tell, the counts."""
    if not stopped(record) and not looks(record):
        draft.say("Nothing was given up in your run, so no good one can have been lost." if record.trials else "")
        say_agreement(record, draft)
        return
    if re.search(r"how many", asked.tagged):
        say_counts(record, draft)
    say_near_miss(record, draft)
    say_agreement(record, draft)
    say_counts(record, draft)


def _agreement_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    draft.say(counts(record, draft))
    say_agreement(record, draft)


def _never_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write first whether anything was given up at all, where the question speaks of the run."""
    if asked.is_about_run and stopped(record):
        draft.say("Something was given up in your run, by the run's own rule.")
        say_counts(record, draft)
        return
    draft.say(counts(record, draft))
    say_price(record, draft)


def _rule_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write by which rule trials are given up here, and what that did in the run."""
    words.own_rule(asked, draft)
    say_counts(record, draft)
    say_price(record, draft)
    say_agreement(record, draft)


def _winner_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write that the winner was scored in full, and beside whom."""
    say_winner_in_full(record, draft)
    draft.say(counts(record, draft))


def _slow_best_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the best one stood early on, and whether a harder rule would have cut it."""
    if asked.is_about_run:
        say_early_place(record, draft)
    _agreement_in_run(asked, record, draft)


def _trial_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what became of a trial, and of the others in one sentence."""
    _say_trials(asked, record, draft)
    draft.say(counts(record, draft))


def _say_pruned(asked: Question, record: RunRecord, draft: Draft) -> None:
    if asked.is_about_run and not advice.is_of_this_run(asked):
        draft.say(counts(record, draft))
        return
    say_counts(record, draft)
    if not stopped(record) and not looks(record):
        draft.say("Nothing was given up, so no good one can have been lost." if record.trials else "")
    if advice.is_of_this_run(asked):
        say_agreement(record, draft)
        say_near_miss(record, draft)


def _listed_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which trials were given up and how far behind each was, the nearest first."""
    draft.say(counts(record, draft))
    missed = misses(record)[:MOST_LISTED]
    if missed:
        draft.say("Behind the best of their family, on the folds that both have:")
    draft.list(
        [
            f"{trial_named(draft, miss.trial)} ({family_title(record, miss.trial.family)}): "
            f"stopped after {draft.cite(folds_fact(miss.trial))} folds, "
            f"{draft.measure(behind_fact(record, miss), 2)} {'behind' if miss.behind > 0 else 'ahead of'} "
            f"{trial_named(draft, miss.best)}"
            for miss in missed
        ]
    )
    say_agreement(record, draft)


_PLAN = pattern(r"hyperband|halving|\basha\b|\bbohb\b|\bbrackets?\b|\brungs?\b|^(?:and|so|but)\b")
_PROOF = (
    r"\bprov|guarant|started badly|good (?:ones?|trials?|models?|candidates?)\b|\blater\b|\bkilled\b"
    r"|too early|thrown|\blost\b|\bwrongly|\bmiss"
    r"|would (?:they|it|one|any|some)\b.*\bhave (?:won|been|beaten)"
    r"|promising|\bunfair|slow start|\bthrow|\bbias"
)
_FEW = r"\b(?:only|just)\b.*\b(?:hp:passes|epochs?|rounds)|\bbug\b|although|instead of num"
_WAYS = r"\basha\b|\bbohb\b|\bmedian\b|halving|\bbrackets?\b|\brungs?\b|difference"
_USE = (
    r"\bwhen (?:to|should|is|does|do|not)\b|should (?:i|we) (?:use|prune|turn|enable)|\b(?:safe|risk\w*|overfit\w*)\b"
    r"|is (?:it|this|pruning|hyperband) (?:a )?(?:good|bad|right)"
)
_OTHER = (
    r"\btrees? prun|prun\w*\b.*\b(?:branch\w*|(?:decision|of a|the) trees?)\b|same (?:thing )?as"
    r"|(?:differ\w*|\bvs\b|versus)\b.*\bearly stopping|early stopping\b.*\b(?:differ\w*|vs|versus)\b"
)
_RULE = r"(?:engine|you|it|pruning)\b.*\b(?:decides?|cut off|knows?)\b|hopeless|turn (?:it |pruning )?off|switch"
_LATER = (
    r"\bcount|still be|\bused\b|importance|incomplete|\bwinner\b|would have scored|comparable"
    r"|compar\w+ (?:it |them )?(?:with|to)\b"
    r"|\bfold scores"
)
_RESOURCE = r"\beta\b|hp:step|\bresources?\b|reduction factor|\bs_max|multi fidelity|\br num\b"
_TOO_MUCH = (
    r"num of (?:the )?num\b.*prun|only (?:one|num|a few) (?:\w+ )?(?:complet|surviv|finish)|(?:nearly|almost) all\b"
    r"|\bhealthy\b|too (?:many|aggressive|much)|most of (?:my|the) trials|all (?:\w+ )?trials (?:are|were|got|get) prun"
)
_HALVING = r"^(?=.*hyperband)(?=.*halving).*\b(?:differ\w*|vs|versus|better|or|compared)\b"
_LEARNING = (
    r"(?:hyperband|halving|prun\w+)\b.*\b(?:or|vs|versus|than|against|with|and)\b.*\b(?:bayes\w*|tpe)\b"
    r"|(?:bayes\w*|tpe)\b.*\b(?:or|vs|versus|than|against|with|and)\b.*\b(?:hyperband|halving)|\bbohb"
)
_NEVER = r"never prun|no(?:thing| trials?)\b.*\bprun|(?:n t|not|doesn|isn) (?:t )?(?:\w+ )?prun(?:e|ing)\b"
_NEVER_HERE = rf"^(?=.*\b(?:my|this|the) run\b|.*\bhere\b).*(?:{_NEVER})"
_FOLDS = r"^(?:can|could|may|does|do|is|are|how)\b.*\b(?:cross validation|folds?|cv)\b"
_LATE = (
    r"late bloom|\bslow (?:horse|start)|starts? slow|\bbloomers?\b|(?:kill|lose|miss|drop)\w*\b.*\b(?:good|late|slow)"
)
_FACTOR = r"\beta\b|reduction factor|\bcut by\b|hp:step(?!.*schedul)"
_LISTED = (
    r"(?:which|list|show|what) (?:me )?(?:of )?(?:my |the |all )*(?:\w+ )?trials? (?:that )?(?:were|was|got|have been)"
    r"|how far behind|how early (?:were|was)|(?:pruned|stopped) trials?\b.*\b(?:closest|nearest)"
)
_FAIR = (
    r"\b(?:trials?|ones|they)\b.*\bstopped\b.*\b(?:fair\w*|right\w*|correct\w*|just)"
    r"|how (?:sure|confident|certain)\b.*\b(?:prun|stopped)"
)
_OFF = r"(?:switch|turn)\w* (?:\w+ )?(?:prun\w* )?off\b|what rule|which rule|by what rule"
_SLOW_BEST = r"\b(?:my|the) (?:best|winn\w*)\b.*\b(?:slow\w*|badly|prun\w*|killed|aggressive)\b"
_IN_FULL = r"\bpartial\b|(?:run|ran|trained|scored|fitted) (?:to the end|in full|fully|completely)"
_SAVED = r"how much (?:time|compute|work)\b.*\b(?:sav\w+|spar\w+)"
_KINDS = Kinds(
    (
        Kind(pattern(_FAIR), words.late_starters, silent, _lost_in_run, is_for_the_run=True),
        Kind(pattern(_OFF), words.when_to, silent, _rule_in_run, is_for_the_run=True),
        Kind(pattern(_IN_FULL), words.pruned_counts, silent, _winner_in_run, is_for_the_run=True),
        Kind(pattern(_SLOW_BEST), words.late_starters, silent, _slow_best_in_run),
        Kind(pattern(_SAVED), words.when_to, silent, _in_run, is_for_the_run=True),
        Kind(pattern(_TOO_MUCH), words.too_much, silent, _beside_run, answers_first=True),
        Kind(pattern(_NEVER_HERE), words.never_cuts, silent, _never_in_run),
        Kind(pattern(_NEVER), words.never_cuts, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_LEARNING), words.against_learning, silent, _briefly_in_run, answers_first=True),
        Kind(
            pattern(r"aggressiv|\bbold|how (?:early|hard|soon) (?:to|should|can|do|may|is)"),
            words.how_bold,
            silent,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"what (?:is|are|does) (?:an? |the )?(?:rungs?|brackets?)"),
            words.brackets,
            words.what,
            _briefly_in_run,
            answers_first=True,
        ),
        Kind(pattern(_LISTED), words.pruned_counts, silent, _listed_in_run, is_for_the_run=True),
        Kind(pattern(r"why (?:were|was|are|did) (?:only|so)"), words.own_rule, silent, _in_run),
        Kind(pattern(_FEW), words.few_epochs, words.check_epochs, _briefly_in_run, answers_first=True),
        Kind(pattern(r"\btrial:"), words.pruned_counts, silent, _trial_in_run),
        Kind(pattern(_LATE), words.late_starters, silent, _agreement_in_run, answers_first=True),
        Kind(
            pattern(r"\bprov(?:es?|ed|en|ing)\b|guarant"), words.no_proof, silent, _agreement_in_run, answers_first=True
        ),
        Kind(pattern(_PROOF), words.late_starters, silent, _lost_in_run),
        Kind(pattern(_OTHER), words.other_meanings, words.when_to, _briefly_in_run, answers_first=True),
        Kind(pattern(_RULE), words.own_rule, words.when_to, _in_run),
        Kind(pattern(_LATER), words.pruned_counts, silent, _in_run),
        Kind(pattern(_HALVING), words.against_halving, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_FOLDS), words.with_folds, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(r"\basha\b|asynchron"), words.asha, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_FACTOR), words.factor, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_RESOURCE), words.what, words.resources, _briefly_in_run, answers_first=True),
        Kind(pattern(_WAYS), words.what, words.describe, _briefly_in_run, answers_first=True),
        Kind(pattern(_USE), words.when_to, words.hedges, _briefly_in_run, answers_first=True),
        Kind(advice.DEFINES, words.what, words.describe, _in_run),
        Kind(ANYTHING, advice.hyperband_pruning, silent, _in_run),
    )
)


HYPERBAND_PRUNING = Topic(
    name="hyperband_pruning",
    cues=cues(r"""
        11 hyperband|successive halving|\basha\b|\bbohb\b
        12 \bprun(?:e|es|ed|ing|er|ers)\b
        13 \bhalving\w*searchcv|\w+pruningcallback|\w+pruner\b|ashascheduler|\bgrace_period|should_prune
        ...|\bm(?:in|ax)_resources?\b
        13 \btrial: .*\b(?:prun|stopped|dropped|cut off|given up)
        13 \b(?:prun\w*|stopped|dropped|cut off) .*\btrial:
        12 (?:cut off|give up on|drop|kill|stop) (?:a |the )?(?:weak|bad|poor) (?:trial|config|candidate)
        14 (?:hp:patience|stopping) (?:of )?(?:the )?(?:weak|bad|poor|hopeless) (?:trial|config|candidate)
        14 \bpartial (?:budget|resource|score)|\b(?:winner|best)\b.*\brun to the end|\bon a partial
        13 \btrials? (?:that )?(?:were|was|got) stopped early
        9 multi ?fidelity|low fidelity|\breduction factor|\bracing\b
        13 started badly|starts? (?:badly|slowly)
        8 thrown away|cut off early|\bmedian pruner
        7 \b(?:trials?|configurations?|candidates?|they|it)\b.*\b(?:stopped|ended|killed|given up|aborted|
        ...cut) (?:off )?early
        7 \bstopped early|given up early|why (?:was|were) (?:\w+ )*trials? (?:stopped|cancell?ed|aborted)
        6 \bbrackets?\b|\brungs?\b
        -6 \bhp:tree_size|decision tree|\btree prun|post prun|cost complexity
    """),
    examples=(
        "how does hyperband work",
        "what is pruning of trials",
        "how many trials were pruned",
        "could a good trial have been thrown away",
        "did you use hyperband",
        "what is successive halving",
        "why were trials stopped early",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How do pruning and Hyperband save time, and what do they risk?",
    run_invitation="How many of my trials were pruned, and could a good one be lost?",
    leads_to=("more_trials_or_time", "bayesian", "epochs_early_stopping"),
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
