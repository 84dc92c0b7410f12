"""Of the search: how far its trials lie apart, when the best one came, what came late, and who got how much."""

from statistics import median

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.search_progress import search_progress
from assistant.evidence.trial_origins import learned
from assistant.evidence.trials import BASELINES, better_by, completed, error_fact, score_fact, score_of, unit_of
from assistant.naming import at_start, family_title, trial_named
from assistant.run_facts.run_fact import RunFact, asked
from assistant.topics.search.pruning_sentences import say_near_miss
from assistant.topics.search.search_sentences import say_families, say_progress, spent_sentence, trials_sentence
from models.record import RunRecord, Trial

_FEWEST = 3


def _ranked(record: RunRecord) -> tuple[Trial, ...]:
    return tuple(trial for trial in completed(record) if trial.family not in BASELINES)


def _spread(record: RunRecord, draft: Draft) -> None:
    ranked = _ranked(record)
    if len(ranked) < _FEWEST:
        return
    best, worst = ranked[0], ranked[-1]
    middle = EvidenceFact(
        f"median {record.metric.title} of the complete trials, the baseline left out",
        median(score_of(trial) for trial in ranked),
        unit_of(record),
        "trials",
    )
    apart = EvidenceFact(
        f"from the worst to the best complete trial in {record.metric.title}",
        abs(better_by(record, score_of(best), score_of(worst))),
        unit_of(record),
        "trials",
    )
    error = error_fact(record, best)
    draft.say(
        f"The best of your trials ({trial_named(draft, best)}) scores {record.metric.title}",
        f"{draft.measure(score_fact(record, best))}, the median one {draft.cite(middle)}, and the worst",
        f"({trial_named(draft, worst)}, {family_title(record, worst.family)}) {draft.cite(score_fact(record, worst))}:",
        f"{draft.measure(apart, 2)} apart, where the standard error of one is {draft.cite(error, 2)}."
        if error
        else f"{draft.measure(apart, 2)} apart.",
        "How far they lie apart depends on the ranges that were searched, bad values included.",
    )


def _progress(record: RunRecord, draft: Draft) -> None:
    if search_progress(record) is not None:
        say_progress(record, draft)


def _late(record: RunRecord, draft: Draft) -> None:
    progress = search_progress(record)
    if progress is None or len(progress.trials) < 2 * _FEWEST:
        return
    late = progress.trials[-(len(progress.trials) // 3) :]
    ranked = sorted(late, key=lambda trial: -better_by(record, score_of(trial), 0.0))
    families = list(dict.fromkeys(family_title(record, trial.family) for trial in late))
    count = EvidenceFact("complete trials in the last third of the search", len(late), href="trials")
    draft.say(
        f"The last {draft.cite(count)} complete trials of your run ({', '.join(families)}) score",
        f"{record.metric.title} {draft.cite(score_fact(record, ranked[0]))} at best and",
        f"{draft.cite(score_fact(record, ranked[-1]))} at worst; the best of all, {trial_named(draft, progress.best)},",
        "is among them." if progress.best in late else "came before them.",
    )


def _families(record: RunRecord, draft: Draft) -> None:
    if _ranked(record):
        draft.say("Trials, time and best score of each family of your run:")
        say_families(record, draft)


def _way(record: RunRecord, draft: Draft) -> None:
    if record.technique is None or not record.trials:
        return
    used = EvidenceFact("search technique of the run", record.technique.name, href="decisions")
    guided = EvidenceFact("trials proposed from earlier scores", len(learned(record)), href="trials")
    draft.say(
        f"Your run searched by {draft.cite(used)}: {draft.cite(guided)} trials were proposed from what earlier ones",
        "had scored, the others were defaults or random draws.",
        trials_sentence(record, draft),
    )


def _stopped(record: RunRecord, draft: Draft) -> None:
    if record.trials:
        draft.say(trials_sentence(record, draft, "Your run"))
        say_near_miss(record, draft)


def _time(record: RunRecord, draft: Draft) -> None:
    slowest = max(record.trials, key=lambda trial: trial.seconds, default=None)
    if slowest is None or slowest.seconds <= 0:
        return
    longest = EvidenceFact(f"time of trial {slowest.number}", slowest.seconds, "s", f"trials/{slowest.number}")
    draft.say(
        spent_sentence(record, draft),
        f"{at_start(trial_named(draft, slowest))} ({family_title(record, slowest.family)}) took longest,",
        f"{draft.measure(longest, 2)}.",
    )


FACTS = (
    RunFact(
        _spread,
        asked("""
            spread|scatter|variation|vary|varied trial|score|setting|configuration*|candidate
            worst|lowest trial|setting|score|configuration*|candidate
            unlucky|bad|poor setting|value|hyperparameter|pick|choice done|score|would
            far|much apart trial|score|candidate
            differ*|gap|range best worst|median
        """),
    ),
    RunFact(
        _progress,
        asked("""
            when|point|early|late|trial|where best|winner found|find|came|come|appear
            when|point|where stop|stopped|cease improv*|getting|gain|better
            converge*
            plateau|flat|stagnat* trial|score|search|best|run
            last improve
            enough trial|time|budget
            long|more|extra|further run|trial|time|search worth|help|better|improve|gain|bring|give
            trials after nothing|wast|burn
        """),
    ),
    RunFact(
        _late,
        asked("""
            last|late|recent|final trial look|same|similar|alike
            last|late|recent trials
            stuck|trapped search|optimum|optimizer|tpe|trial
        """),
    ),
    RunFact(
        _families,
        asked("""
            trial|chance|time each|per|every famil*|model|algorithm
            how many trial famil*|model|algorithm
            more trial than other
            only|just simply|because more trial|chance
            why|how family:* win|won|lost|lose|beat|picked|chosen|got|get|best|better
            why not family:*
            fair famil*|comparison|algorithm
            enough trial model|famil*|claim|algorithm
            which|what famil*|algorithm|models tried|compared|tested|searched
            best|score per|each famil*|algorithm|model
        """),
    ),
    RunFact(
        _stopped,
        asked("""
            pruned|pruning|stopped trial|run|good|many|which|early
            thrown|dropped|cut away|early|short trial|good|candidate
            failed|crashed trial
        """),
    ),
    RunFact(
        _way,
        asked("""
            random|guess learn|earlier|previous|smart
            which|what sampler|technique|method|search used|use|run
            how many random trial|start|draw
            startup|start-up trial
        """),
    ),
    RunFact(
        _time,
        asked("""
            slowest|longest|dearest trial|part|model|fit|famil*
            how|what long|time take|took run|search|whole|all|training
            spent|spend time
        """),
    ),
)  # fmt: skip
