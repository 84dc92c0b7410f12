"""Of the search: how far its trials lie apart, when the best one came, what came late, and who got how much."""

from assistant.charts.spans import span_facts
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.search_progress import search_progress
from assistant.evidence.searched import as_number, searched_settings, span_of
from assistant.evidence.trial_origins import learned
from assistant.evidence.trials import better_by, count_fact, score_fact, score_of
from assistant.evidence.tried_values import range_facts
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.basics.run_sentences import scored, spread_sentence
from assistant.topics.search.pruning_sentences import say_counts, say_near_miss
from assistant.topics.search.search_sentences import say_families, say_progress, spent_sentence, trials_sentence
from assistant.topics.truth.many_gaps_sentences import say_gaps_by_family
from assistant.understanding.question import Question
from models.record import RunRecord

FEWEST_LATE = 6
MOST_COVERED = 4


def _spread(record: RunRecord, draft: Draft) -> None:
    draft.say(spread_sentence(record, draft))


def _progress(record: RunRecord, draft: Draft) -> None:
    if search_progress(record) is not None:
        say_progress(record, draft)


def _late(record: RunRecord, draft: Draft) -> None:
    progress = search_progress(record)
    if progress is None or len(progress.trials) < FEWEST_LATE:
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
    if scored(record):
        draft.say("Trials, time and best score of each family of your run:")
        say_families(record, draft)


def _covered(record: RunRecord, draft: Draft) -> None:
    for tried in (one for family in record.families for one in searched_settings(record, family.name)):
        trials = [trial for trial in tried.trials if as_number(tried.value(trial)) is not None]
        span, ends = span_of(tried, tuple(trials)), range_facts(tried)
        if span is None or ends is None:
            continue
        count, low, high = span_facts(span)
        draft.say(
            f"{at_start(family_title(record, tried.family.name))}: {draft.cite(count)} complete trials tried",
            f"{code(tried.account.name)} from {draft.cite(low, 3)} to {draft.cite(high, 3)}, of {draft.cite(ends[0])}",
            f"to {draft.cite(ends[1])} that could be searched.",
        )
        if len(draft.blocks) == MOST_COVERED:
            return


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


def _finished(question: Question, record: RunRecord, draft: Draft) -> None:
    """Write how many trials are complete, that it is another number than was said, and what ended the others."""
    complete, said = count_fact(record, "complete"), question.entities.values[:1]
    if not record.trials:
        return
    if said and said[0] not in (complete.value, len(record.trials)):
        draft.say(
            f"It is not {draft.cite(asked_value(said[0]))} but {draft.cite(complete)} of",
            f"{draft.cite(count_fact(record, 'all'))} trials that ran to the end.",
        )
    draft.say(trials_sentence(record, draft, "Your run"))
    say_counts(record, draft)


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
        of_any(_spread),
        asked("""
            spread|scatter|variation|vary|varied trial|score|setting|configuration*|candidate
            worst|lowest trial|setting|score|configuration*|candidate
            unlucky|bad|poor setting|value|hyperparameter|pick|choice done|score|would
            far|much apart trial|score|candidate
            differ*|gap|range best worst|median
        """),
    ),
    RunFact(
        of_any(_progress),
        asked("""
            when|point|early|late|trial|where best|winner found|find|came|come|appear
            when|point|where stop|stopped|cease improv*|getting|gain|better
            converge*
            plateau|flat|stagnat* trial|score|search|best|run
            doubl*|twice trial|budget|time change|better|help|same
            score|best remain*|stay*|stuck|not_change improve|around|why
            last improve
            enough trial|time|budget
            long|more|extra|further run|trial|time|search worth|help|better|improve|gain|bring|give
            trials after nothing|wast|burn
        """),
    ),
    RunFact(
        of_any(_late),
        asked("""
            last|late|recent|final trial look|same|similar|alike
            last|late|recent trials
            stuck|trapped search|optimum|optimizer|tpe|trial
        """),
    ),
    RunFact(
        of_any(_families),
        asked("""
            trial|chance|time each|per|every family(?!:)|families|model|algorithm
            how many trial family(?!:)|families|model|algorithm
            more trial than other
            only|just simply|because more trial|chance
            why|how family:* win|won|lost|lose|beat|picked|was_chosen|is_chosen|got_chosen
            why not family:*
            fair family(?!:)|families|comparison|algorithm
            enough trial model|family(?!:)|families|claim|algorithm
            which|what family(?!:)|families|algorithm|models tried|compared|tested|searched
            best|score per|each family(?!:)|families|algorithm|model
        """),
    ),
    RunFact(
        of_any(_covered),
        asked("""
            cover|covered|coverage space|range|search
            how much|well space|range covered|explored|searched|seen
            search|searched enough|whole space|range
            region|part|area space|range tried|searched|explored|missed
        """),
    ),
    RunFact(
        of_any(say_gaps_by_family),
        asked("""
            overfit* least|most family(?!:)|families|model|algorithm
            gap|overfit* each|per|by|three|which family(?!:)|families
            train|training each|per|every family(?!:)|families
        """),
    ),
    RunFact(
        of_any(_stopped),
        asked("""
            pruned|pruning trial|run|good|many|which|early
            stopped trial|run|good|which|early
            many_were|many_got|many_of stopped
            thrown|dropped|cut away|early|short trial|good|candidate
            failed|crashed trial
        """),
    ),
    RunFact(
        _finished,
        asked("""
            why|how_come only|few|just|all|every|so finish|complet*
            how many trial|run|they|them finish|complet*|fail|crash*
            trial|them|they|run not|never finish|complete
        """),
    ),
    RunFact(
        of_any(_way),
        asked("""
            random|guess learn|earlier|previous|smart
            which|what sampler|technique|method|search used|use|run
            how many random trial|start|draw
            startup|start-up trial
        """),
    ),
    RunFact(
        of_any(_time),
        asked("""
            slowest|longest|dearest trial|part|model|fit|family(?!:)|families
            how|what long|time take|took run|search|whole|all|training
            spent|spend time
        """),
    ),
)  # fmt: skip
