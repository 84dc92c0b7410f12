"""More trials or more time: how many are enough, whether more would help, and when more does harm."""

import re

from assistant.charts.of_search import family_time_chart, progress_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.honest_score import corrected_fact, cross_validated_fact, optimism_fact
from assistant.evidence.literature import OVERTUNED_RUNS, SELECTION_OVERFITS
from assistant.evidence.literature_search import (
    FEW_TRIALS,
    MANY_TRIALS,
    MORE_TRIALS_A_SETTING,
    ONE_ERROR,
    TERMINATION,
    TRIALS_A_SETTING,
)
from assistant.evidence.repetition import seconds_fact, trials_fact
from assistant.evidence.search_progress import SearchProgress, late_gain_fact
from assistant.evidence.trials import count_fact, error_fact
from assistant.markup import code
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search_sentences import (
    say_chance,
    say_families,
    say_progress,
    say_search_decisions,
    spent_sentence,
    trials_sentence,
)
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, TrueScore

MOST_SETTINGS, MOST_TRIALS = 60, 100_000
FEW = 20
"""Complete trials, below which nobody can see whether a search has settled."""

_longer = text(
    "More search helps **less and less**: most of the gain comes early, and later trials win by little or by luck.",
    "How much more there is to find cannot be known beforehand.",
)
_stop = text(
    "You can stop a search at **any time**: the best configuration so far stays valid, and is as well measured as it",
    "was. What is lost is only what was under way. In a plan such as Hyperband, unfinished brackets mean that fewer",
    "candidates were confirmed with the full resource.",
)
_how_to_stop = text(
    "To have it end by itself, ask for a number of trials or of seconds; to go on later, continue from the stored",
    "trials: nothing is fitted twice. Here, a run that is stopped delivers the best so far, and can be continued.",
)
_counted_on = text(
    "Because trial numbers **count on**: the search was resumed from a stored study, and the trials that were there",
    "keep their numbers. A limit such as `n_trials` is for each call (and each process), not for the study as a whole.",
)
_about_counts = text(
    "What to do: count the trials of the study and subtract, or give the new search a name of its own. Some numbers",
    "may also be trials that failed or were given up. Numbers begin at zero.",
)


_data_instead = text(
    "If what is left to gain by searching is smaller than the noise of the folds, time is better spent elsewhere:",
    "**more rows** help most models more than more trials, better columns more still; repeating the folds makes the",
    "choice surer and the score more honest. Search on only where the best is still rising by more than that noise.",
)
_not_wasted = text(
    "A best that comes **early** does not mean that the rest was wasted: the later trials are the evidence that it is",
    "hard to beat. A best that comes **at the very end** hints that the search had not settled, so going on may pay",
    "off.",
)
_go_on = text(
    "Yes: a run that has ended can be **continued** with more seconds or trials. Its trials stay, nothing is fitted",
    "twice, the numbers count on, and the best so far cannot get lost; the score is corrected anew for the larger",
    "choice.",
)
_shares = text(
    "Families do not get equal shares, and need not: the next trial goes to the family whose next improvement is",
    "expected to cost least, counting what it adds to an average. Each gets at least a small part. One that is slow or",
    "far behind gets few trials; name the families that you want in `search.families` to give them all of the time.",
)


def _families_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_families(record, draft)
    draft.show(family_time_chart(record))


def _how_many(asked: Question, draft: Draft) -> None:
    draft.say(
        "There is **no single number**. A rule of thumb is",
        f"{draft.cite(TRIALS_A_SETTING)} to {draft.cite(MORE_TRIALS_A_SETTING)} trials for each hyperparameter that is",
        f"tuned, so often {draft.cite(FEW_TRIALS)} to {draft.cite(MANY_TRIALS)} in all.",
        _for_so_many(asked, draft),
    )
    _when_to_stop(asked, draft)


def _for_so_many(asked: Question, draft: Draft) -> str:
    """Work the rule out for a number of hyperparameters that the question names."""
    count = next((int(value) for value in asked.entities.values if value in range(1, MOST_SETTINGS + 1)), None)
    if count is None or not re.search(
        r"num (?:\w+ )?(?:hyperparameters?|parameters?|settings|knobs|dim)", asked.tagged
    ):
        return ""
    ends = [
        EvidenceFact(
            f"trials for {count} hyperparameters, at {each.value} each", count * int(each.value), source=each.source
        )
        for each in (TRIALS_A_SETTING, MORE_TRIALS_A_SETTING)
        if isinstance(each.value, int)
    ]
    low, high = (draft.cite(end) for end in ends)
    return f"For {draft.cite(asked_value(count))} of them, that is {low} to {high}."


def _when_to_stop(_: Question, draft: Draft) -> None:
    draft.say(
        "Better than a number: stop when the best score so far has been flat for a third of the trials, or rises by",
        "less than the standard error over the folds. Well-chosen ranges and good defaults save more trials than",
        f"patience; stricter rules {draft.refer(TERMINATION, 'compare what is left to gain with that noise')}.",
        "And more trials are not free: the best of many is",
        f"{draft.refer(SELECTION_OVERFITS, 'flattered more')}, above all on small tables.",
    )


def _worse(_: Question, draft: Draft) -> None:
    draft.say(
        "If the score on the folds rises with the search while the score on other rows falls, the search has",
        "**overfitted the validation rows** (overtuning): it found settings that suit those rows by chance. In about",
        f"{draft.cite(OVERTUNED_RUNS)} % of tuning runs of a study the chosen one was worse on new rows than the",
        "default or the first one tried. A small drop may also be noise of the test rows.",
    )


def _against_worse(asked: Question, draft: Draft) -> None:
    _worse(asked, draft)
    draft.say("What to do about it:")
    draft.list(
        [
            "score by cross-validation instead of one hold-out, and repeat the folds where the table is small",
            f"take {draft.refer(ONE_ERROR, 'the simplest configuration within one standard error')} of the best",
            "search fewer configurations, or narrower ranges around good defaults",
            "keep a test table locked until the end, and compare the default on it too",
        ]
    )


def _stop_and_go_on(asked: Question, draft: Draft) -> None:
    _stop(asked, draft)
    _how_to_stop(asked, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    progress = say_progress(record, draft)
    if progress is None:
        return
    say_chance(record, progress, draft, _more_asked(asked))
    say_search_decisions(record, draft, "ended the search")
    if record.result is not None:
        draft.say(
            _outlook(record, progress),
            "To try it, continue the run with more seconds or trials: its trials stay, and the best so far cannot get",
            "lost.",
        )
    draft.show(progress_chart(record))


def _more_asked(asked: Question) -> int | None:
    """Return how many further trials the question speaks of."""
    if not re.search(
        r"(?:num (?:more|further|extra|additional)|another num|(?:more|extra) num|by num) ?trials?", asked.tagged
    ):
        return None
    return next((int(value) for value in asked.entities.values if value in range(1, MOST_TRIALS + 1)), None)


def _outlook(record: RunRecord, progress: SearchProgress) -> str:
    """Say whether more search is likely to pay off, by what the last trials did."""
    gain, error = late_gain_fact(record, progress), error_fact(record, progress.best)
    is_rising = gain is not None and error is not None and float(gain.value or 0) > float(error.value or 0)
    if len(progress.trials) < FEW:
        return "With so few trials nobody can see yet whether the search has settled, so going on is worth a try."
    if progress.is_late or is_rising:
        return "The best was still rising when the search ended, so more search may pay off."
    return "The best had settled before the search ended, so more of the same is not likely to change much."


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
        draft.say(
            f"In your run the delivered model scores {record.metric.title}",
            f"{draft.measure(cross_validated_fact(record, score))} on the folds and, corrected for the choice among",
            f"{draft.cite(count_fact(record, 'complete'))} complete trials, {draft.measure(corrected)}: the choice",
            f"flatters by {draft.cite(optimism, 2)}." if float(optimism.value or 0) > 0 else "no measurable amount.",
        )
    _say_true_scores(record, draft)
    if say_progress(record, draft) is not None:
        draft.show(progress_chart(record))


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


_RESUMED = (
    r"trial: .*\b(?:n_trials|set|asked|limit|max)|\bn_trials\b.*\b(?:but|more|though|why)|count (?:on|up)|\bresum"
)
_STOP = r"\bstop\b|\bend(?:ing)? the\b|\bcancel|\binterrupt|\babort|so far\b|\bpause"
_WORSE = r"\bworse\b|\bdown\b|\bdecreas|\bdrop|\bdegrad|\blower\b|\bhurt|\bharm|\boverfit|\bdwn\b"
_MANY = r"how many|\bnumber of\b|golden|rules?\b|\bn_trials|\bmax trials|enough|how (?:long|much time) (?:should|do|to)"
_MADE = r"how many (?:\w+ )?trials (?:did|were|was|has|have) |number of trials (?:made|run|tried|in my)|what budget"
_WHEN = r"\bwhen (?:to|should|do|can|is)\b|\bor stop\b|stop now|\bflat\b|plateau|still climb"
_GO_ON = r"\bcontinue\b|\bextend\b|\bgo on\b|add num (?:more )?trials|\bresume (?:the|my)"
_DATA = r"\bor\b.*\b(?:data|rows|folds|features)\b|(?:data|rows|folds) (?:or|instead)"
_FAMILIES = r"\bfamil|family:|algorithms?\b|each model"
_PLACE = r"\bwast|for nothing|very last|last trial|\bearly\b|(?:at|in) trial:|trial: of"
_KINDS = Kinds(
    (
        Kind(pattern(_RESUMED), _counted_on, _about_counts, _counts_in_run, answers_first=True),
        Kind(pattern(_WHEN), _when_to_stop, _longer, _in_run),
        Kind(pattern(_GO_ON), _go_on, silent, _in_run, is_for_the_run=True, answers_first=True),
        Kind(pattern(_DATA), _data_instead, silent, _in_run, answers_first=True),
        Kind(pattern(_FAMILIES), _shares, silent, _families_in_run),
        Kind(pattern(_WORSE), _against_worse, _longer, _worse_in_run),
        Kind(pattern(_PLACE), _not_wasted, _when_to_stop, _in_run),
        Kind(pattern(_STOP), _stop_and_go_on, _when_to_stop, _counts_in_run, answers_first=True),
        Kind(pattern(_MADE), _longer, silent, _counts_in_run, is_for_the_run=True),
        Kind(pattern(_MANY), _how_many, silent, _in_run, answers_first=True),
        Kind(ANYTHING, _longer, silent, _in_run, is_for_the_run=True),
    )
)


MORE_TRIALS_OR_TIME = Topic(
    name="more_trials_or_time",
    cues=cues(r"""
        13 \btrial: .*\bn_trials\b|\bn_trials\b.*\btrial:
        9 more (?:trials|time|search|iterations)|longer (?:search|run|time|budget)|time budgets?
        5 \bbudget\b
        9 \brun(?:ning|s)? (?:\w+ )?(?:for )?longer|search(?:ing|es)? (?:\w+ )?(?:for )?longer
        9 \blonger\b.*\b(?:help|better|improve|worse)
        9 (?:number of|how many|enough|amount of) (?:\w+ )?trials|\bn_trials|max[_ ]trials
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
    is_for_the_run=_KINDS.is_for_the_run,
)
