"""Automated machine learning as such: what it does, how far it can be trusted, and what this run tried and why."""

import re
from collections import Counter

from assistant.charts.of_search import family_time_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.honest_score import corrected_fact, interval_facts
from assistant.evidence.literature import SELECTION_OVERFITS
from assistant.evidence.literature_search import CASH
from assistant.evidence.trials import BASELINES, completed, leader
from assistant.markup import escaped
from assistant.naming import at_start, family_title, has_won, is_blend, trial_named
from assistant.topics.basics import automl_words as words
from assistant.topics.basics.decided_and_left import say_decided, say_left
from assistant.topics.basics.not_tried import NOT_TRIED, say_not_tried
from assistant.topics.basics.run_sentences import chosen_sentence, ranges_sentence
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.other.data_handling import say_left_out
from assistant.topics.search.search_sentences import (
    say_families,
    say_search_decisions,
    say_technique,
    spent_sentence,
    trials_sentence,
)
from assistant.topics.topic import Topic
from assistant.topics.winner.comparing import say_floor
from assistant.understanding.other_tools import AUTOML_TOOLS
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "cannot be told"}


def _cash(_: Question, draft: Draft) -> None:
    draft.say(
        "Tuning searches the settings of one family; AutoML searches families **and** their settings together, which",
        f"is called {draft.refer(CASH, 'the CASH problem')}, and adds what comes before and after. Meta-learning",
        "begins with what did well on other tables, as the tuned defaults and the portfolio do here. Architecture",
        "search is the same idea for the layers of a network.",
    )


def _reliable(_: Question, draft: Draft) -> None:
    draft.say(
        "**As reliable as the checks behind them.** A score holds for rows like yours, if it was measured on rows that",
        f"were held back and corrected for {draft.refer(SELECTION_OVERFITS, 'choosing the best of many')}. Importances",
        "are associations, not causes: changing a column that matters need not change the outcome.",
    )


def _before_deciding(asked: Question, draft: Draft) -> None:
    _reliable(asked, draft)
    draft.say("Before a decision rests on them:")
    draft.list(
        [
            "look whether scores and importances stay the same over folds and seeds",
            "ask someone who knows the field whether the drivers make sense, and whether each is known in time",
            "test the model on new rows that had no part in the run, and go on watching it",
            "for what-would-happen-if-we-act questions, run an experiment",
        ]
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if not record.trials:
        draft.say("In your run nothing has been tried yet.")
        return
    draft.say(trials_sentence(record, draft, "Your run"), spent_sentence(record, draft))
    if not asked.is_about_run:
        return
    say_families(record, draft)
    if NOT_TRIED.search(asked.tagged):
        say_not_tried(record, draft)
    say_technique(record, draft, (), "", briefly=True)
    draft.say(ranges_sentence(record, draft))
    _say_rule(record, draft)
    draft.show(family_time_chart(record))


def _nothing(_: Question, __: RunRecord, ___: Draft) -> None:
    """Add nothing of the run, where the question is about the field."""


def _briefly_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    draft.say(trials_sentence(record, draft, "Your run") if record.trials else "")


def _say_rule(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or not completed(record):
        draft.say("No configuration has a score yet, so nothing is chosen.")
        return
    count = EvidenceFact("decisions written down, each with its reason", len(record.decisions), href="decisions")
    draft.say(
        "The rule: the best cross-validated score goes first"
        + (", and an average of several is delivered where it scores better" if is_blend(record) else "")
        + f". {at_start(family_title(record, first.family))} ({trial_named(draft, first)}) {has_won(record)}.",
        f"Your run wrote down {draft.cite(count)} decisions with their reasons, and why each trial was made: the",
        "list of trials shows every one of them.",
    )


def _left_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the run decided, and what it leaves."""
    if asked.is_about_run or re.search(_DECIDED, asked.tagged) or _LEFT_TO_ME.search(asked.tagged):
        say_decided(record, draft)
        say_left(record, draft)


def _elsewhere_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write that no other tool ran on this table, and what to hold its score against."""
    draft.say(
        "**What another tool would score on your table is not known**: none was run on it. Tools mostly come out",
        "within the noise of one another; to know, give both the same rows to learn from and score both on rows that",
        "neither saw.",
    )
    chosen = chosen_sentence(record, draft)
    draft.say(f"To hold it against: {chosen}" if chosen else "")


def _steps_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which stages of the run left decisions, and how many each; of the preparation, what was left out."""
    if asked.is_about_run and _PREPARED.search(asked.tagged):
        say_left_out(record, draft)
    stages = Counter(decision.stage for decision in record.decisions)
    if not stages:
        draft.say("In your run no decision is written down yet.")
        return
    counted = [
        f"{escaped(stage)} {draft.cite(EvidenceFact(f'decisions on the {stage}', count, href='decisions'))}"
        for stage, count in stages.items()
    ]
    draft.say(f"Your run decided by itself, and wrote down why: {', '.join(counted)}.")


def _walk_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Tell the run in a few steps: the folds, the search, the choice, and what the score was corrected to."""
    if record.folds is not None:
        folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds")
        draft.say(
            f"In your run the table was read and prepared, and its rows were dealt into {draft.cite(folds)} folds,",
            "inside of which words, dates and gaps are encoded.",
        )
    families = {trial.family for trial in record.trials} - BASELINES
    count = EvidenceFact("families that were tried", len(families), href="trials")
    draft.say(
        trials_sentence(record, draft, "The search"),
        f"They are of {draft.cite(count)} families, besides the baseline." if record.trials else "",
    )
    say_technique(record, draft, (), "", briefly=True)
    say_search_decisions(record, draft, "defaults first")
    _say_rule(record, draft)
    if record.result is not None:
        draft.say("What is delivered was then fitted once more on all rows that were used.")
    _trust_in_run(_, record, draft)


def _trust_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    score = record.result.score if record.result else None
    corrected = corrected_fact(record, score) if score else None
    ends = interval_facts(record, score) if score else None
    if record.result is None or corrected is None:
        draft.say("Your run has no corrected score to go by yet.")
    else:
        interval = ""
        if ends is not None:
            low, high, level = (draft.cite(fact) for fact in ends)
            interval = f", between {low} and {high} with a confidence of {level} %"
        draft.say(
            f"Your run promises {record.metric.title} {draft.measure(corrected)} on new rows like these{interval}.",
            f"Its risk of overfitting is judged: **{_RISKS[record.result.overfitting.risk]}**.",
        )
    found = EvidenceFact(
        "findings that were found", sum(finding.answer == "found" for finding in record.findings), href="findings"
    )
    draft.say(f"Its checks found {draft.cite(found)} things to look at." if record.findings else "")


def _has_no_baseline_alone(record: RunRecord) -> bool:
    return any(trial.family not in BASELINES for trial in record.trials)


_TRUST = r"reliab|\btrust|insight|decision making|believe|\bsafe|confiden|accura(?:te|cy) (?:is|are)"
_BASELINE = (
    r"(?:\bbaseline|family:dummy)\b.*\b(?:my|this|the) run\b"
    r"|\b(?:better|more) than (?:the |a )?(?:baseline|guess\w*|family:dummy)"
)
_BY_HAND = (
    r"^(?!.*\b(?:worse|beats?|ahead)\b).*(?:for loop|\bloop\b|by (?:myself|hand)|could(?: not|n t)? do\b"
    r"|do (?:it )?myself|\bscript\b)"
)
_IMAGES = r"\bimages?\b|\bvideos?\b|\baudio|\bphotos?\b"
_CLEAN = r"\bclean|outliers?|\bdirty|\bmessy|duplicate rows"
_FEATURES = r"features?\b|encod|impute|scaling"
_AUDIT = r"\baudit|regulator|picked by hand|nobody .*\b(?:picked|chose|checked)|complian"
_LEFT = r"\bleft\b.*\b(?:for|to)\b|what do (?:we|they|i) still|still need|jobless|unemployed|redundant"
_DECIDED = (
    r"\bwhat (?:all )?(?:did|has|was|were|have) (?:\w+ )*(?:decided?|chosen?|choose) "
    r"(?:for me|by itself|automatically|on its own)"
)
_LEFT_TO_ME = re.compile(
    r"\b(?:did|has|was|were)\b.*\b(?:decid|choos|chose|automatic)\w*\b.*\b(?:left|remains?|up to)\b"
    r".*\b(?:me|us|decide)\b"
)
_WALK = (
    r"between (?:\w+ )*upload|walk me through|from (?:upload|csv|table) to|what happens (?:between|after|when)"
    r"|upload\w*\b.*\b(?:result|leaderboard|model)|end to end|what did (?:plaintune|you|it) do\b"
    r"|\bmodels? (?:\w+ )*initiali[sz]ed|under the hood.*\b(?:tuned|selected|chosen|trained)"
)
_EXPERTS = r"\bbeat\b|replace|data scientists?|\bmanual|experts?|better than (?:a |me|human)|\bhumans?\b|\bjob\b"
_TRIED = (
    r"\b(?:which|what|list|show|any)\b.*\b(?:model types?|models|famil\w+|algorithms?|kinds of models?)\b"
    r".*\b(?:tried|tested|included|skipped|left out|searched|compared|fail\w*)\b"
)
_BOX = r"black box|\btried\b|\btransparen|uncomfortable|what (?:did|was|has|have)"
_LIMITS = (
    r"(?<!time )(?<!_)\blimit(?:s|ed|ations?)\b|can ?not|\bwhat\b.*\bdo(?:es)? (?:it )?not\b|overfit|drawback"
    r"|downside|weakness|disadvantage"
    r"|\bwrong|\bpros\b|\bcons\b"
    r"|advantage|\bnot use|when (?:not|should)"
)
_TOOL = rf"\b(?:{AUTOML_TOOLS}|vertex|sagemaker|datarobot)"
_OTHERS = (
    rf"{_TOOL}\b.*{_TOOL}|other (?:tools|automl)|\bcompared? (?:to|with) {_TOOL}"
    rf"|\b(?:which|what|better|difference|differs?|vs|versus)\b[^?]{{0,30}}\b(?:tools?|librar\w+|frameworks?)\b"
    rf"|\b(?:you|plaintune|this)\b.*\b(?:than|like|from|vs|versus|and)\b.*{_TOOL}"
)
_ELSEWHERE = (
    rf"\b(?:compare|get|gotten|got|score|scored|better|same|beat|win)\w*\b.*{_TOOL}\b.*"
    r"\b(?:same|my|this) (?:data|table|rows|dataset)"
    rf"|\b(?:my|this) (?:result|score|model|run)\b.*\b(?:compar\w+|than|versus|vs)\b.*{_TOOL}"
)
_CASH = (
    r"\bcash\b|combined algorithm|meta ?learning|architecture search|\bnas\b|hyperparameter tuning"
    r"|just tuning"
)
_PREPARED = re.compile(r"preprocess|\bcolumns?\b|missing|encod|scal")
_STEPS = (
    r"\bsteps?\b|stages|under the hood|(?<!what )automated(?! machine| ml)|automatic(?:al+y)?\b|by itself"
    r"|preprocess|clean|which parts|missing|what happens|decide (?:between|which)"
)
_KINDS = Kinds(
    (
        Kind(pattern(_ELSEWHERE), words.others, silent, _elsewhere_in_run, is_for_the_run=True),
        Kind(pattern(_OTHERS), words.others, silent, _nothing, answers_first=True),
        Kind(pattern(_BASELINE), words.what, silent, say_floor, is_for_the_run=True),
        Kind(pattern(_WALK), words.end_of_the_way, silent, _walk_in_run, is_for_the_run=True),
        Kind(pattern(_DECIDED), words.what_is_left, silent, _left_in_run, is_for_the_run=True),
        Kind(_LEFT_TO_ME, words.what_is_left, silent, _left_in_run, is_for_the_run=True),
        Kind(pattern(_LEFT), words.what_is_left, words.to_do, _left_in_run),
        Kind(pattern(_AUDIT), words.audited, silent, _trust_in_run, answers_first=True),
        Kind(pattern(_BY_HAND), words.by_hand, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_CASH), _cash, words.limits, _nothing, answers_first=True),
        Kind(pattern(_IMAGES), words.tables_only, silent, _nothing, answers_first=True),
        Kind(pattern(r"overfit"), words.overfits, silent, _trust_in_run, answers_first=True),
        Kind(pattern(_CLEAN), words.cleaning, silent, _nothing, answers_first=True),
        Kind(pattern(_FEATURES), words.features, silent, _nothing, answers_first=True),
        Kind(pattern(_STEPS), words.steps, silent, _steps_in_run, answers_first=True),
        Kind(pattern(_TRUST), _before_deciding, silent, _trust_in_run),
        Kind(pattern(_EXPERTS), words.data_scientists, words.to_do, _nothing, answers_first=True),
        Kind(pattern(_TRIED), words.what, silent, _in_run),
        Kind(pattern(_BOX), words.open_box, silent, _in_run),
        Kind(pattern(_LIMITS), words.limits, words.what, _trust_in_run, answers_first=True),
        Kind(ANYTHING, words.what, words.limits, _in_run),
    )
)


AUTOML = Topic(
    name="automl",
    cues=cues(r"""
        8 auto ?sklearn|autogluon|\bflaml\b|\btpot\b|\bh2o\b|\bcash problem|combined algorithm selection
        14 \bwhat (?:did|does) (?:plaintune|you|it|the (?:tool|service)) do (?:with|to) my (?:data|table|file|rows)
        7 \bauto ?ml\b|automated machine learning|automatic machine learning|automated (?:tuning|modeling|modelling)
        10 black ?box
        30 \b(?:were|was|did) (?:\w+ )?(?:models?|families|algorithms) (?:\w+ )?(?:skipped|left out|excluded|omitted)\b
        12 \b(?:can|should|could) i (?:really |just |fully )?(?:trust|believe|rely on)\b.*\b(?:result|outcome|it|tool|
        ...plaintune|you)\b.*\b(?:gave|give|check|found|say|made|chose)
        7 replace (?:data scientists?|me|experts?)|beat .*data scientist|better than (?:a |any )?data scientist
        8 what (?:was|were|has been|have been) tried|everything (?:that )?(?:was|you|it) tried
        8 what (?:all )?(?:did|have) (?:you|it) (?:try|tried)
        7 \b(?:this|the) (?:selection|search) process\b|automatically (?:choose|select|tune|find)
        -5 \boverfit
    """),
    examples=(
        "what is automl",
        "how reliable is automl",
        "can automl beat a data scientist",
        "what was tried and why",
        "is automl a black box",
        "what are the limits of automl",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What can AutoML do, and what can it not?",
    run_invitation="What was tried in my run, and why?",
    leads_to=("why_this_model", "more_trials_or_time", "feature_importance"),
    is_for_the_run=_KINDS.is_for_the_run,
    suits=_has_no_baseline_alone,
)
