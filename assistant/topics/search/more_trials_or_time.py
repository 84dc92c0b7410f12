"""More trials or more time: how many are enough, whether more would help, and when more does harm."""

import re

from assistant.charts.of_search import family_time_chart, progress_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.honest_score import corrected_fact, cross_validated_fact, interval_facts, optimism_fact
from assistant.evidence.repetition import seconds_fact, trials_fact
from assistant.evidence.search_progress import search_progress
from assistant.evidence.trials import count_fact
from assistant.markup import code
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search import advice
from assistant.topics.search import stopping_words as words
from assistant.topics.search.search_sentences import (
    outlook,
    say_chance,
    say_families,
    say_late_gain,
    say_night,
    say_progress,
    say_search_decisions,
    spent_sentence,
    trials_sentence,
)
from assistant.topics.search.trials_account import say_spread, say_where_next
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Score, TrueScore

MOST_TRIALS = 100_000
NOTHING_TO_SPEAK_OF = 0.05  # of the width of the interval of the score


def _families_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_families(record, draft)
    draft.show(family_time_chart(record))


def _next_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what each family had and brought, which are tied with the first, and where the next trials tell most."""
    say_where_next(record, draft)
    say_families(record, draft)
    say_late_gain(record, draft)
    draft.show(family_time_chart(record))


def _latest_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the later trials brought, and when the best was found."""
    say_late_gain(record, draft)
    if say_progress(record, draft) is not None:
        say_spread(record, draft)
        draft.show(progress_chart(record))


def _usable_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how well the result was judged, and whether the search had come to its end."""
    score = record.result.score if record.result else None
    interval = interval_facts(record, score) if score else None
    if score is not None and interval is not None:
        low, high, level = (draft.cite(fact) for fact in interval)
        draft.say(
            f"**Usable**: its score rests on held-back rows, {record.metric.title}",
            f"{draft.measure(corrected_fact(record, score) or cross_validated_fact(record, score))} with a",
            f"{level} % interval from {low} to {high}; how long was searched does not change how it was judged.",
        )
    draft.say(trials_sentence(record, draft, "The run"))
    if say_progress(record, draft) is not None:
        say_late_gain(record, draft)
        draft.show(progress_chart(record))


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    found = search_progress(record)
    if found is not None and record.result is not None:
        draft.say(outlook(record, found))
    progress = say_progress(record, draft)
    if progress is None:
        return
    if _OTHER_TOOL.search(asked.tagged) and not asked.is_about_run:
        return
    say_chance(record, progress, draft, _more_asked(asked))
    if _OVER_NIGHT.search(asked.tagged):
        say_night(record, draft)
    say_search_decisions(record, draft, "ended the search")
    if record.result is not None:
        draft.say("To try it, continue the run: its trials stay, and the best so far cannot get lost.")
    draft.show(progress_chart(record))


def _progress_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write when the best last rose, and that the run is another than the question's where it is."""
    numbers = (*asked.entities.trials, *asked.entities.values)
    if record.trials and any(number > len(record.trials) for number in numbers):
        draft.say(f"The run that is open here is another: it made {draft.cite(count_fact(record, 'all'))} trials.")
    progress = say_progress(record, draft)
    if progress is not None:
        if asked.is_about_run:
            say_late_gain(record, draft)
            say_spread(record, draft)
        draft.show(progress_chart(record))


def _more_asked(asked: Question) -> int | None:
    """Return how many further trials the question speaks of."""
    if not re.search(
        r"(?:num (?:more|further|extra|additional)|another num|(?:more|extra) num|by num) ?trials?", asked.tagged
    ):
        return None
    return next((int(value) for value in asked.entities.values if value in range(1, MOST_TRIALS + 1)), None)


def _counts_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    limits = [draft.measure(fact) for fact in (trials_fact(record), seconds_fact(record)) if fact is not None]
    draft.say(
        f"Your run was given {' and '.join(limits)}." if limits else "",
        trials_sentence(record, draft),
        spent_sentence(record, draft),
        "The baseline, the defaults and cheap looks count as trials too; after a continuation the numbers count on.",
    )
    say_search_decisions(record, draft, "ended the search")


def _worse_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    score = record.result.score if record.result else None
    corrected, optimism = (corrected_fact(record, score), optimism_fact(record, score)) if score else (None, None)
    if score is None or corrected is None or optimism is None:
        draft.say("Your run has no corrected score, so it cannot tell by how much choosing flatters.")
    else:
        whole = cross_validated_fact(record, score)
        draft.say(
            f"In your run the delivered model scores {record.metric.title} {draft.measure(whole)} on the folds and,",
            f"corrected for the choice among {draft.cite(count_fact(record, 'complete'))} complete trials,",
            f"{draft.measure(corrected)}" + _flattery(optimism, score, draft),
        )
    _say_true_scores(record, draft)
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))


def _flattery(optimism: EvidenceFact, score: Score, draft: Draft) -> str:
    """Say by how much choosing flatters, and plainly where that is nothing to speak of."""
    size = float(optimism.value or 0)
    if size <= 0:
        return ": choosing did not flatter it as far as can be seen (learning from all rows adds at least as much)."
    if score.low is not None and score.high is not None and size < NOTHING_TO_SPEAK_OF * (score.high - score.low):
        return f": choosing flatters by {draft.cite(optimism, 2)}, far less than the score is uncertain anyway."
    return f": choosing flatters by {draft.cite(optimism, 2)}."


def _say_true_scores(record: RunRecord, draft: Draft) -> None:
    known = [one for one in (record.test, *record.evaluations) if one is not None and one.score is not None]
    if not known:
        draft.say(
            "Scores on other rows are not recorded: to see whether it got worse, evaluate the model on labeled rows",
            "that the run never saw.",
        )
    draft.list([_true_score(record, one, draft) for one in known[:3]])


def _true_score(record: RunRecord, one: TrueScore, draft: Draft) -> str:
    label = f"{record.metric.title} on {one.n_scored} labeled rows that took no part in the run ({one.purpose})"
    fact = EvidenceFact(label, one.score, "", "evaluations")
    where = {"inside": "within what was promised", "better": "better than promised", "worse": "worse than promised"}
    return (
        f"on rows of {code(one.table)} that took no part: {draft.cite(fact)}, "
        f"{where.get(one.answer, 'whether that was to be expected cannot be told')}"
    )


_OVER_NIGHT = re.compile(r"\bover ?(?:night|nite)\b|\b(?:all|whole|the|a) (?:night|nite)\b")
_RESUMED = (
    r"trial: .*\b(?:n_trials|set|asked|limit|max)|\bn_trials\b.*\b(?:but|more (?:than|trials)|though)"
    r"|count (?:on|up)|\bresum"
)
_OTHER_TOOL = pattern(
    r"\bflaml\b|autogluon|\bautoml\b|\bh2o\b|\btpot\b|auto ?sklearn|\bpycaret\b|\bmljar\b|keras tuner"
)
_WHEN_WAS = r"\bwhen did\b.*\b(?:improv\w*|settle\w*|rise|rising|flat\w*|found|come|came|stop)|last improve"
_FOUND = r"\bwhen was\b.*\b(?:best|winner|winning)\b.*\bfound"
_NEXT = (
    r"\bnext (?:run|search)\b|\b(?:other|another|more) (?:models?|famil\w*)\b.*\bor\b|\bor\b.*\bother (?:models?|famil)"
)
_LATEST = r"\blast num (?:\w+ )?trials\b|\b(?:late|later|last) trials\b.*\b(?:br(?:ing|ought)|gain|add|worth)"
_MORE_UNTIL = r"how many (?:more|further|additional|extra)\b"
_USABLE = (
    r"\busable\b|\bonly (?:gave|let|ran|run)\b"
    r"|\b(?:trust|reliable|good enough)\b.*\b(?:short|quick|num (?:min|sec|hour))"
    r"|\b(?:short|quick)\b.*\b(?:trust|reliable|good enough|enough)\b"
)
_AT_TARGET = (
    r"(?:as soon as|once|when|if)\b.*\b(?:reach\w*|certain|threshold|target|falls? below|exceed\w*|is (?:good|zero))"
)
_STOP = r"\bstop\b|\bend(?:ing)? the\b|\bcancel|\binterrupt|\babort|so far\b|\bpause"
_WORSE = r"\bworse\b|\bdown\b|\bdecreas|\bdrop|\bdegrad|\blower\b|\bhurt|\bharm|\boverfit|\bdwn\b"
_MANY = r"how many|\bnumber of\b|golden|rules?\b|\bn_trials|\bmax trials|enough|how (?:long|much time) (?:should|do|to)"
_MADE = r"how many (?:\w+ )?trials (?:did|were|was|has|have) |number of trials (?:made|run|tried|in my)|what budget"
_WHEN = r"\bwhen (?:to|should|do|can|is)\b|\bor stop\b|stop now|\bflat\b|plateau|still climb"
_GO_ON = r"\bremember|\bcontinue\b|\bextend\b|\bgo on\b|add num (?:more )?trials|\bresume (?:the|my)"
_DATA = r"\bor\b.*\b(?:data|rows|folds|features)\b|(?:data|rows|folds) (?:or|instead)"
_FAMILIES = r"\bfamil|family:|algorithms?\b|each model"
_PLACE = r"\bwast|for nothing|the rest\b|very last|last trial|\bearly\b|(?:at|in) trial:|trial: of"
_FLAT = (
    r"(?:hasn|has not|haven|didn|not|no longer|never) (?:t )?(?:\w+ )?(?:moved|improv\w*|changed"
    r"|budged|risen|rise|better)\b"
    r"|\b(?:stops?|stopped) improving\b|\b(?:remains?|stays?|stuck) (?:around|at|near|the same)\b"
    r"|\b(?:not|n t) change\b|\bsame (?:best )?score\b"
    r"|stop it\b|\bflat since|same (?:best )?score (?:since|for)|no (?:new best|improvement|progress)"
)
_ALWAYS = r"\balways\b|repeat after|say it|the more\b.*\bthe better|more is better|never hurts?|can(?:not|t| not) hurt"
_LAST = r"(?:very )?last (?:trial|one)|at the (?:very )?end\b|final trial"
_ROWS = r"\brows\b|large (?:table|data)|big data|\bmillion"
_KEEP = r"\bkeep\b.*\b(?:what|best|result|so far)|(?:best|parameters|model) so far"
_FISHING = r"stop (?:fishing|searching|tuning)|know when|enough is enough"
_KINDS = Kinds(
    (
        Kind(pattern(f"{_WHEN_WAS}|{_FOUND}"), words.when_to_stop, silent, _progress_in_run, is_for_the_run=True),
        Kind(pattern(_LATEST), words.not_wasted, silent, _latest_in_run, is_for_the_run=True),
        Kind(pattern(_MORE_UNTIL), advice.more_trials_or_time, silent, _in_run, is_for_the_run=True),
        Kind(pattern(_NEXT), words.next_run, silent, _next_in_run, is_for_the_run=True),
        Kind(pattern(_USABLE), words.short_search, silent, _usable_in_run, is_for_the_run=True),
        Kind(pattern(_AT_TARGET), words.at_target, silent, _counts_in_run, answers_first=True),
        Kind(pattern(_RESUMED), words.counted_on, words.about_counts, _counts_in_run, answers_first=True),
        Kind(pattern(_ALWAYS), words.not_always, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_FLAT), words.flat, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_LAST), words.at_the_end, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_KEEP), words.stop_and_go_on, silent, _counts_in_run, answers_first=True),
        Kind(pattern(r"\blos[te]\b|\boverwrit"), words.nothing_lost, silent, _counts_in_run, answers_first=True),
        Kind(pattern(r"why .*\b(?:stop|end)|\b(?:stopped|ended)\b.*\bwhy"), words.how_to_stop, silent, _counts_in_run),
        Kind(pattern(_FISHING), words.when_to_stop, words.longer, _progress_in_run, answers_first=True),
        Kind(pattern(_WHEN), words.when_to_stop, words.longer, _in_run),
        Kind(pattern(_GO_ON), words.go_on, silent, _in_run, is_for_the_run=True, answers_first=True),
        Kind(pattern(_DATA), words.data_instead, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_ROWS), words.for_many_rows, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_FAMILIES), words.shares, silent, _families_in_run),
        Kind(pattern(_WORSE), words.against_worse, silent, _worse_in_run, answers_first=True),
        Kind(pattern(_PLACE), words.not_wasted, silent, _progress_in_run, answers_first=True),
        Kind(pattern(_STOP), words.stop_and_go_on, silent, _counts_in_run, answers_first=True),
        Kind(pattern(_MADE), words.longer, silent, _counts_in_run, is_for_the_run=True),
        Kind(pattern(_MANY), words.how_many, silent, _progress_in_run, answers_first=True),
        Kind(ANYTHING, advice.more_trials_or_time, silent, _in_run, is_for_the_run=True),
    )
)


MORE_TRIALS_OR_TIME = Topic(
    name="more_trials_or_time",
    cues=cues(r"""
        16 \bstop tuning\b|\bscore (?:still )?(?:remains?|stays?) (?:around|at|near)\b
        16 \bn_trials\b.*\bworkers?\b|\bworkers?\b.*\bn_trials\b|\bcap the (?:whole )?study
        16 \b(?:interrupt\w*|abort\w*|kill\w*|cancel\w*|ctrl)\b.*\b(?:search|study|tun\w+|run|ctrl)\b
        24 \bctrl\b
        14 \bestimated (?:necessary|sufficient)|\btun\w+ for (?:\w+ )?(?:hours|days|weeks)\b
        12 \bstop (?:the )?(?:study|search|tuning|tuner)\b.*\b(?:reach|threshold|target|value)
        13 \btrial: .*\bn_trials\b|\bn_trials\b.*\btrial:
        9 more (?:trials|time|search|iterations)|longer (?:search|run|time|budget)|time budgets?
        5 \bbudget\b
        9 \brun(?:ning|s)? (?:\w+ )?(?:for )?longer|search(?:ing|es)? (?:\w+ )?(?:for )?longer
        9 \blonger\b.*\b(?:help|better|improve|worse)
        9 (?:number of|how many|enough|amount of) (?:\w+ )?trials|\bn_trials|max[_ ]trials
        12 \btime_budget\b|\btime_left_for_this_task|\bper_run_time_limit|\bmax_runtime_secs|\btime_limit\b
        12 \bmax_evals\b|\bgenerations?\b.*\bpopulation
        20 \bspent (?:most|all|nearly all) of (?:its|the) (?:trials|time)
        12 \bn_iter\b.*\b(?:worth|gain|improve)|\bbest (?:is|was) trial:
        20 (?:how|what|which|decide|value|set|choose|rule)\b.*\btime_(?:budget|limit|left_for_this_task)
        12 \b(?:rest|remaining)\b.*\b(?:hour|hours|time|trials|runs)\b.*\b(?:wast|for nothing)
        10 \bmax_iter\b.*\b(?:flaml|automl|models)|\b(?:epochs|folds?)\b.*\bor\b.*\btrials\b
        ...|\btrials\b.*\bor\b.*\b(?:epochs|folds?)
        10 \bbest (?:is|was) trial:|\b(?:tuning|search) (?:job|budget|bill)|\btrials\b.*\b(?:enough|prove|claim)
        10 \b(?:early stopping|stops?) (?:for|of) (?:the|my|a) (?:study|search|tuner)|\bstudy stop
        9 stop the (?:tuner|search|run|study)|after n trials|keep (?:on )?searching|continue the (?:search|run)
        8 \b(?:search|run|tuning)\b.*\b(?:long enough|too short|converged|converge|plateau)|\bplateau
        8 (?:when|how) (?:to|can i|do i|should i) (?:stop|end) (?:the )?(?:tun|search|optimi)
        7 worth (?:running|searching|waiting|continuing)|\bdiminishing returns|last improve|still improving
        6 double the (?:trials|time|budget)|\bnum more trials|(?:another|extra) (?:num )?(?:trials|minutes|hours)
        -4 random(?:ized)? search|\bworst\b
    """),
    examples=(
        "would more trials help",
        "would running it longer give a better model",
        "how many trials are enough",
        "why does a longer search give worse results",
        "can i stop the search and keep the best so far",
        "when did the best score last improve",
        "is it worth searching longer",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How many trials are enough?",
    run_invitation="Would running it longer give a better model?",
    leads_to=("nested_cv_selection_bias", "bayesian", "reproducibility"),
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
