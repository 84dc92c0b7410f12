"""Pruning and Hyperband: giving up on weak trials early, by rule or by plan."""

from collections import Counter

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature_search import (
    ASHA,
    BOHB,
    HALVING,
    HYPERBAND,
    KEPT_PART,
    MEDIAN_STARTUP,
    MEDIAN_WARMUP,
    RACE_FOLDS,
    RACE_LEVEL,
)
from assistant.evidence.search_cost import whole_trial_fact
from assistant.evidence.stopped_trials import (
    Agreement,
    agreement,
    agreement_facts,
    behind_fact,
    looks,
    near_miss,
    reasons,
    saved_fact,
    stopped,
)
from assistant.evidence.trials import cheap_looks_fact, completed, count_fact, stopped_fact
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search_sentences import say_search_decisions, say_technique, technique_used
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

WELL, POORLY = 0.7, 0.3
"""Rank correlations above and below which early scores tell the final order well, or hardly."""

_when = text(
    "Both are right where a fit is long and a short one already tells good from bad: boosting, networks, many rows.",
    "They gain little where fits are quick, and mislead where good settings start slowly (small learning rates, strong",
    "penalties). Cheap scores are noisier, so each cut is also a chance to choose by luck; only the last, full score",
    "should decide.",
)


def _what(_: Question, draft: Draft) -> None:
    draft.say(
        "**Pruning** gives up a weak trial before it is complete, so that its time goes to others.",
        f"**{draft.refer(HYPERBAND, 'Hyperband')}** does so by plan: many configurations get a short look with few",
        f"rounds, epochs or rows; the best one in {draft.cite(KEPT_PART)} goes on with {draft.cite(KEPT_PART)} times",
        "as much, until the last have all.",
    )


def _brackets(_: Question, draft: Draft) -> None:
    draft.say(
        f"One such ladder is {draft.refer(HALVING, 'successive halving')}, its steps are rungs. How early to cut is a",
        "gamble, so Hyperband runs several ladders, called brackets: from one that cuts often to one that does not cut",
        f"at all. {draft.refer(ASHA, 'ASHA')} promotes without waiting for a rung to fill;",
        f"{draft.refer(BOHB, 'BOHB')} proposes by a model instead of at random.",
    )


def _no_proof(asked: Question, draft: Draft) -> None:
    draft.say(
        "**Nothing proves it.** Pruning bets that early and final ranks go together, which is usual and never certain:",
        "a configuration that starts slowly can be thrown away although it would have ended well.",
    )
    _hedges(asked, draft)


def _hedges(_: Question, draft: Draft) -> None:
    draft.say(
        "The rules hedge. A median pruner gives a trial up only if it is worse than the median of earlier trials at",
        f"the same step; Optuna's begins after {draft.cite(MEDIAN_STARTUP)} complete trials, and a warm-up can be set",
        f"(by default {draft.cite(MEDIAN_WARMUP)} steps). {draft.refer(HYPERBAND, 'Hyperband')} runs brackets that cut",
        "more and less boldly, one of them not at all.",
    )
    draft.say(
        "What to do: compare the early with the final ranks of trials that ran to the end; where they agree badly, cut",
        "later or not at all, or run a promising pruned trial to its end.",
    )


def _few_epochs(_: Question, draft: Draft) -> None:
    draft.say(
        "**No, that is how it works.** Successive halving first trains many configurations for a few epochs only; the",
        f"best one in about {draft.cite(KEPT_PART)} is then trained for longer, rung by rung. Only the survivors get",
        "more epochs, and the winner of a bracket reaches your maximum.",
    )


def _check_epochs(asked: Question, draft: Draft) -> None:
    draft.say(
        "The number that you set is the most that one configuration may get. What to do: look at the last rung, or at",
        "the winner's own epochs; and train the winner once more with all of them before you use it. If a few epochs",
        "say nothing in your case, raise the least resource.",
    )
    _brackets(asked, draft)


_other_meanings = text(
    "**Three things are called so.** Pruning of trials gives up a whole configuration in a search. Early stopping ends",
    "the rounds of one fit and keeps the model. Pruning of a tree cuts branches off a tree that was grown. Here, a",
    "pruned trial is of the first kind.",
)
_resources = text(
    "The **resource** is what is rationed: rounds, epochs or rows. The most that one configuration may get is often",
    "called R; the least must still tell something, or the cheap scores are noise. The reduction factor (eta) says",
    "which part goes on and how much more it gets. The numbers of rungs and brackets follow from these.",
)
_pruned_counts = text(
    "A pruned trial has no full score, so it cannot win and is not ranked; a search that learns still takes note that",
    "it was weak. To use it, its configuration has to be fitted to the end.",
)


def _own_rule(_: Question, draft: Draft) -> None:
    draft.say(
        "Here a trial is given up when, on its first folds, it is so far behind the best of its own family that the",
        f"rest would hardly save it: from {draft.cite(RACE_FOLDS)} folds on, by a paired test at",
        f"{draft.cite(RACE_LEVEL)} %. Defaults are never given up, nor is the first trial of a family. There is no",
        "switch for it.",
    )


def _describe(asked: Question, draft: Draft) -> None:
    _brackets(asked, draft)
    _when(asked, draft)


def _hedges_and_when(asked: Question, draft: Draft) -> None:
    _hedges(asked, draft)
    _when(asked, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Answer for the plan where Hyperband was asked for, and first for what was pruned where that was."""
    for trial in (one for one in record.trials if one.number in asked.entities.trials):
        whole = EvidenceFact(
            f"why trial {trial.number} was tried, and why it ended", None, href=f"trials/{trial.number}"
        )
        draft.say(
            f"{at_start(trial_named(draft, trial))} is {trial.state}: {draft.quote(trial.error or trial.why, whole)}."
        )
    if not _PLAN.search(asked.tagged):
        _say_pruned(asked, record, draft)
        return
    if say_technique(record, draft, ("hyperband",), "Hyperband", briefly=not asked.is_about_run):
        say_search_decisions(record, draft, "bracket")
    _say_pruned(asked, record, draft)


def _say_pruned(asked: Question, record: RunRecord, draft: Draft) -> None:
    _say_counts(record, draft)
    if not stopped(record) and not looks(record):
        draft.say("Nothing was given up, so no good one can have been lost." if record.trials else "")
    if asked.is_about_run:
        _say_agreement(record, draft)
        _say_near_miss(record, draft)


def _say_counts(record: RunRecord, draft: Draft) -> None:
    """Write how many trials were cut, why, and what that saved."""
    saved = saved_fact(record)
    draft.say(
        f"Trials of your run: {draft.cite(count_fact(record, 'all'))}, of them complete:",
        f"{draft.cite(count_fact(record, 'complete'))}, stopped early: {draft.cite(stopped_fact(record))}, cheap looks",
        f"by plan: {draft.cite(cheap_looks_fact(record))}.",
        f"Stopping saved about {draft.measure(saved, 2)} of fits." if saved else "",
    )
    families = Counter(trial.family for trial in stopped(record)).most_common(1)
    if families:
        name, count = families[0]
        most = EvidenceFact(f"trials of {name} that were stopped early", count, href=f"families/{name}")
        draft.say(
            f"Most of those stopped, {draft.cite(most)}, are of {family_title(record, name)}. Why they were stopped:"
        )
    why = reasons(stopped(record))
    whole = EvidenceFact("why trials were stopped", None, href="trials")
    draft.list(
        [
            f"{draft.cite(EvidenceFact(f'trials that were stopped: {reason}', count, href='trials'))}: "
            f"{draft.quote(reason, whole)}"
            for reason, count in why[:3]
        ]
    )


def _say_agreement(record: RunRecord, draft: Draft) -> None:
    found = agreement(record)
    if found is None:
        draft.say("How well early and final ranks agree cannot be told: too few trials ran to the end.")
        return
    correlation, n_trials = agreement_facts(found)
    early = "after the cheap look" if found.is_of_looks else "after the first two folds"
    draft.say(
        f"Among {draft.cite(n_trials)} trials that ran to the end, the order {early} and the final order have a rank",
        f"correlation of {draft.cite(correlation, 2)} (one is the same order): {_verdict(found)}.",
    )


def _verdict(found: Agreement) -> str:
    if found.correlation >= WELL:
        return "early scores tell the final order well, so giving up early hardly costs a good trial"
    return "early scores say little here" if found.correlation <= POORLY else "giving up early may cost a good trial"


def _say_near_miss(record: RunRecord, draft: Draft) -> None:
    miss = near_miss(record)
    if miss is None:
        if technique_used(record) == "hyperband" and completed(record):
            draft.say("Slow starters that a cheap look put last are lost; which ones, nobody measured.")
        return
    apart = draft.measure(behind_fact(record, miss), 2)
    price = whole_trial_fact(record, miss.trial)
    where = "behind" if miss.behind > 0 else "ahead of"
    draft.say(
        f"The most promising one that was stopped is {trial_named(draft, miss.trial)}",
        f"({family_title(record, miss.trial.family)}): on the folds that it has, it was {apart} {where} the best of",
        f"its family, {trial_named(draft, miss.best)}.",
        f"To settle it, run it to the end: about {draft.measure(price, 2)} of fits." if price else "",
    )


_PLAN = pattern(r"hyperband|halving|\basha\b|\bbohb\b|\bbrackets?\b|\brungs?\b|^(?:and|so|but)\b")
_PROOF = (
    r"\bprov|guarant|started badly|good one|\blater\b|thrown|\blost\b|\bwrongly|\bmiss|promising|\bunfair"
    r"|slow start|\bthrow|\bbias"
)
_FEW = r"\b(?:only|just)\b.*\b(?:hp:passes|epochs?|rounds)|\bbug\b|although|instead of num"
_WAYS = r"\basha\b|\bbohb\b|\bmedian\b|halving|\bbrackets?\b|\brungs?\b|difference"
_USE = r"\bwhen\b|\bshould\b|\bgood\b|\bbad\b|\bright\b|overfit|\bsafe|\brisk"
_OTHER = r"\btrees?\b|\bbranch|early stopping|hp:patience|same (?:thing )?as"
_RULE = r"(?:engine|you|it|pruning)\b.*\b(?:decides?|cut off|knows?)\b|hopeless|turn (?:it |pruning )?off|switch"
_LATER = (
    r"\bcount|still be|\bused\b|importance|incomplete|\bwinner\b|would have scored|compar\w+ with the rest"
    r"|\bfold scores"
)
_RESOURCE = r"\beta\b|hp:step|\bresources?\b|reduction factor|\bs_max|multi fidelity|\br num\b"
_KINDS = Kinds(
    (
        Kind(pattern(_FEW), _few_epochs, _check_epochs, _in_run, answers_first=True),
        Kind(pattern(r"\bprov(?:es?|ed|en|ing)\b|guarant"), _no_proof, silent, _in_run, answers_first=True),
        Kind(pattern(_PROOF), _no_proof, silent, _in_run),
        Kind(pattern(_OTHER), _other_meanings, _when, _in_run, answers_first=True),
        Kind(pattern(_RULE), _own_rule, _when, _in_run),
        Kind(pattern(_LATER), _pruned_counts, silent, _in_run),
        Kind(pattern(_RESOURCE), _what, _resources, _in_run),
        Kind(pattern(_WAYS), _what, _describe, _in_run),
        Kind(pattern(_USE), _when, _hedges, _in_run, answers_first=True),
        Kind(ANYTHING, _what, _describe, _in_run),
    )
)


HYPERBAND_PRUNING = Topic(
    name="hyperband_pruning",
    cues=cues(r"""
        11 hyperband|successive halving|\basha\b|\bbohb\b
        12 \bprun(?:e|es|ed|ing|er|ers)\b
        13 \btrial: .*\b(?:prun|stopped|dropped|cut off|given up)|\b(?:prun\w*|stopped|dropped|cut off) .*\btrial:
        12 (?:cut off|give up on|drop|kill|stop) (?:a |the )?(?:weak|bad|poor) (?:trial|config|candidate)
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
    is_for_the_run=_KINDS.is_for_the_run,
)
