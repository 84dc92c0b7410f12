"""Of the use: what a repetition needs, what was stored, what single predictions promise."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.repetition import hash_fact, seed_fact, trials_fact, version_facts
from assistant.evidence.sure import coverage_facts, level_fact, promised, size_fact
from assistant.evidence.trials import trial_numbered
from assistant.markup import code
from assistant.naming import is_blend, trial_named
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.basics.decided_and_left import say_decided, say_left
from assistant.topics.other.documenting import say_ways_out
from assistant.topics.other.summary import what_to_expect, what_was_done, what_was_found
from assistant.topics.truth.delivered_sentences import say_how_it_was_fitted, say_members
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.truth.uncertainty_in_run import say_unsure
from assistant.topics.winner.diagnostic_sentences import calibration_sentence, mistake_sentence, rates_sentence
from assistant.understanding.question import Question
from models.record import RunRecord


def _repetition(record: RunRecord, draft: Draft) -> None:
    content, trials = hash_fact(record), trials_fact(record)
    used = record.technique
    items = [f"the seed {draft.cite(seed_fact(record))}"]
    if used is not None:
        technique = draft.cite(EvidenceFact("search technique of the run", used.name, href="decisions"))
        items.append(f"the same search: families, ranges and {technique}")
    if trials is not None:
        items.append(f"the same budget: {draft.measure(trials)}")
    if content is not None:
        items.append(f"the same table with its rows in the same order (hash {draft.cite(content)}…)")
    if record.folds is not None:
        folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds")
        items.append(f"the same {draft.cite(folds)} folds")
    versions = version_facts(record)
    if versions:
        items.append(f"the same versions: {', '.join(draft.cite(fact) for fact in versions)}")
    draft.say("What the record holds for whoever wants to repeat the run:")
    draft.list(items)


def _stored(record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        return
    count = EvidenceFact("trials in the delivered model", max(1, len(record.result.ensemble)), href="result")
    draft.say(
        "The settings that you see are hyperparameters; what was learned from the rows (weights, splits, values of",
        f"leaves) is not among them: it lies in the model folder, here of {draft.cite(count)}",
        f"fitted {'models' if is_blend(record) else 'model'}, which {code('plaintune predict')} and the service load.",
        "From the settings alone a model can only be fitted again, on the same rows.",
    )


def _sets(record: RunRecord, draft: Draft) -> None:
    told = promised(record)
    size = size_fact(record, told) if told is not None else None
    if told is None or size is None:
        return
    measured = coverage_facts(told)
    what = "an interval" if told.kind == "interval" else "a set of classes"
    draft.say(
        f"Each prediction comes with {what} that promises to hold {draft.measure(level_fact(told))} of the true",
        "answers;",
        f"{draft.measure(size)} on average."
        if told.kind != "interval"
        else f"its mean width is {draft.measure(size)}.",
        f"On rows of other folds it held {draft.measure(measured[0])}." if measured else "",
    )


def _watched(record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        say_correction(record, draft)
        draft.say(calibration_sentence(record, draft))


def _in_plain_words(record: RunRecord, draft: Draft) -> None:
    whole = EvidenceFact(f"what {record.metric.title} says", None, href="goal")
    draft.say(
        what_was_done(record, draft),
        what_was_found(record, draft),
        what_to_expect(record, draft),
        draft.quote(record.metric.sentence, whole),
    )


def _left_to_you(record: RunRecord, draft: Draft) -> None:
    say_decided(record, draft)
    say_left(record, draft)


def _unsure(question: Question, record: RunRecord, draft: Draft) -> None:
    if promised(record) is not None:
        draft.say(mistake_sentence(record, draft), rates_sentence(record, draft))
        say_unsure(question, record, draft)
        draft.say("For which kind of rows it errs most is not recorded; labeled rows of each kind would tell.")


def _other_trials(record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        return
    members = [trial_numbered(record, one.trial) for one in record.result.ensemble]
    kept = [trial_named(draft, one) for one in members if one is not None] or ["the winner"]
    draft.say(
        f"Stored, and able to predict, is what was delivered alone ({', '.join(kept)}). Predictions and confusion",
        "tables of other trials are not recorded; any of them can be fitted again with its own settings in a run of",
        "its family.",
    )


FACTS = (
    RunFact(
        of_any(_other_trials),
        asked("""
            prediction|predict|predicton other|another|different trial
            confusion|recall|predictions runner|second|other|another|each trial|up|model|winner
            confusion runner
        """),
    ),
    RunFact(
        _unsure,
        asked("""
            kind|group|type|which customer|row|case uncertain|unsure|certain|sure|wrong|mistake
            least certain|sure
        """),
    ),
    RunFact(
        of_any(say_ways_out),
        asked("""
            csv|excel|spreadsheet|export|download|dataframe trial|table|result|score|all
        """),
    ),
    RunFact(
        of_any(_in_plain_words),
        asked("""
            sentence describe|explain|tell|summar*|say
            describe|explain|summar*|present colleague|boss|manager|marketing|client|customer|mother|layman|team
            plain|simple words|english|terms
            never heard|knows
        """),
    ),
    RunFact(
        of_any(_left_to_you),
        asked("""
            decision|decide take|took|make|made myself|still|human|left|me|automatic*
            what still|left|remain* decide|myself
        """),
    ),
    RunFact(
        of_any(say_how_it_was_fitted),
        asked("""
            refit|refitted|retrained all|full|whole
            final|delivered model all|full|whole|100|fold rows|data
            which|what fold create|final|delivered|deployed
        """),
    ),
    RunFact(
        of_any(say_members),
        asked("""
            setting|hyperparameter|parameter|value final|delivered|shipped|blend trained|fitted|model|member
        """),
    ),
    RunFact(
        of_any(_repetition),
        asked("""
            repeat|reproduce|reproducible|again|rerun same|result|winner|run|model
            colleague|reviewer|auditor|laptop|year repeat|same|again|reproduce
            seed version|run|fold
            ran|run twice|again different|other|another|same
        """),
    ),
    RunFact(
        of_any(_stored),
        asked("""
            where|which|actual|acutal weight|weights|coefficient|learned
            json|yaml|export|exported|file setting|hyperparameter|weight
        """),
    ),
    RunFact(
        of_any(_sets),
        asked("""
            one|single|particular customer|row|person|case|prediction sure|trust|range|interval|certain|confident
            prediction interval|range|uncertain|plus
        """),
    ),
    RunFact(
        of_any(_watched),
        asked("""
            monitor|watch live|production|model|worse|month
            retrain when|often|watch|live
            live|production watch|monitor|worse|notice|degrade
        """),
    ),
)  # fmt: skip
