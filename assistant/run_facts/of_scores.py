"""Of the scores: what to expect on new rows, on rows that the model knows, fold by fold, and of the rare class."""

from assistant.draft import Draft
from assistant.evidence.classes import by_size, name_fact, rare_in_a_fold_fact, rows_fact, share_fact
from assistant.evidence.importances import columns_of, drop_fact, interval_facts, ranking
from assistant.evidence.trials import leader
from assistant.markup import code
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.deciding.wanted_recall import recall_sentence, wanted_recall
from assistant.topics.truth.choosing_sentences import say_price
from assistant.topics.truth.fold_sentences import say_plan, say_scores_by_fold
from assistant.topics.truth.gap_sentences import say_gap
from assistant.topics.truth.leak_sentences import say_column, say_duplicates
from assistant.topics.winner.column_sentences import say_dispensable, say_ranking
from assistant.topics.winner.diagnostic_sentences import calibration_sentence, rates_sentence, threshold_sentence
from assistant.understanding.question import Question
from models.record import RunRecord


def _expected(record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        say_price(record, draft)


def _gap(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.validation_score is not None:
        say_gap(record, first, draft)


def _folds(record: RunRecord, draft: Draft) -> None:
    say_scores_by_fold(record, draft)


def _plan(record: RunRecord, draft: Draft) -> None:
    if record.folds is not None:
        say_plan(record, draft)


def _rates(record: RunRecord, draft: Draft) -> None:
    draft.say(rates_sentence(record, draft))


def _calibration(record: RunRecord, draft: Draft) -> None:
    draft.say(calibration_sentence(record, draft))


def _threshold(record: RunRecord, draft: Draft) -> None:
    draft.say(threshold_sentence(record, draft))


def _wanted_recall(question: Question, record: RunRecord, draft: Draft) -> None:
    draft.say(recall_sentence(record, wanted_recall(question), draft))


def _classes(record: RunRecord, draft: Draft) -> None:
    sizes = by_size(record)
    if len(sizes) < 2:
        return
    rarest = sizes[-1] if sizes[-1].rows <= sizes[0].rows else sizes[0]
    in_fold = rare_in_a_fold_fact(record, rarest)
    draft.say(
        f"The rarest class of your table is {draft.cite(name_fact(rarest, 'rarest'))} with",
        f"{draft.cite(rows_fact(rarest))} rows ({draft.cite(share_fact(record, rarest))} %)",
        f"and each fold is scored on about {draft.cite(in_fold)} of them." if in_fold else "in all.",
    )


def _ranking(record: RunRecord, draft: Draft) -> None:
    if columns_of(record) is not None:
        say_ranking(record, draft)


def _extremes(record: RunRecord, draft: Draft) -> None:
    told = columns_of(record)
    if told is None or not told.columns:
        return
    ranked = ranking(told)
    for mark, one in (("strongest", ranked[0]), ("weakest", ranked[-1])):
        low, high = interval_facts(record, one)
        draft.say(
            f"The {mark} column is {code(one.columns[0])}: shuffled, it costs",
            f"{draft.cite(drop_fact(record, one), 2)} of {record.metric.title}",
            f"({draft.cite(low, 2)} to {draft.cite(high, 2)}).",
        )
    say_dispensable(record, draft)


FACTS = (
    RunFact(
        _wanted_recall,
        asked("""
            recall|sensitivity want|need|least|reach|require*|get|minimum|achieve|must
            recall|sensitivity num want|need|least|must|reach|gives|get|require*|achieve
            threshold|cut|cutoff recall|sensitivity num|percent|least|gives|for|reach
            find|catch|detect|miss least|percent|all|none|nobody|out_of|only churner|positive|case|fraud|leaver
        """),
    ),
    RunFact(
        of_any(_expected),
        asked("""
            report|paper|publish|boss|client|colleague number|score|auc|accuracy|figure
            new|future|unseen customer|row|data|case auc|accuracy|expect|perform|better|good
            corrected|optimis*|inflated|too_good|flatter|honest
            holdout|hold-out|test score|set|lower|below|drop
            live|production score|auc|perform|worse
            interval|range score|auc|model
        """),
    ),
    RunFact(
        of_any(_gap),
        asked("""
            train|training validation|test|cv|cross|held gap|score|auc|differ*
            overfit|memori*|learned_by_heart|parrot
            too simple|complex|weak|strong model|trial|winner
            underfit
            both low|poor|bad score
        """),
    ),
    RunFact(
        of_any(_folds),
        asked("""
            fold score|worse|worst|lower|lowest|unequal|equal|differ*|clearly|luck|broken|bad
            each|every|single|per fold
            spread|vary|deviation fold
        """),
    ),
    RunFact(
        of_any(_plan),
        asked("""
            how|which|what|why fold|split used|use|made|make|did|kind|rows
            fold shuffl*|stratif*|group|time|order|seed
            trial fold difference|mean|between
        """),
    ),
    RunFact(
        of_any(_rates),
        asked("""
            find|finds|catch|catches|miss|misses|detect churner|leaver|positive|fraud|case|customer|class
            recall|precision|confusion
            accuracy|acc churner|leaver|none|no|positive|class
            rare|minority class found|well|score
        """),
    ),
    RunFact(
        of_any(_calibration),
        asked("""
            probabilit* trust|believe|belive|mean|true|right|calibrat*
            calibrat*
            says|said|output|outputs|predict num|percent trust|believe|belive|sure|confident
        """),
    ),
    RunFact(
        of_any(_threshold),
        asked("""
            threshold|cut-off|cutoff|cut
            from which|what probability
        """),
    ),
    RunFact(
        of_any(_classes),
        asked("""
            imbalance|imbalanced|skewed|rare|minority
            how many churned|churner|leaver|positive|case
            enough churner|leaver|positive|row|case
            churned|churner|positive fold|share|percent
        """),
    ),
    RunFact(
        of_any(_ranking),
        asked("""
            which|what|top|most column|feature|variable|driver matter|important|importance|drive|decide|use|rely
            top|first list|column|feature|importance
            column|feature importance|important
        """),
    ),
    RunFact(
        of_any(_extremes),
        asked("""
            useless|weakest|worthless|superfluous|unimportant|least column|feature|variable
            useless|worthless column|feature|variable leave|drop|which|out
            strongest|weakest|main column|feature|variable
        """),
    ),
    RunFact(
        of_any(say_duplicates),
        asked("""
            duplicat*|copies|twice
            same customer|row|person two|twice|times|both|validation
        """),
    ),
    RunFact(
        of_any(say_column),
        asked("""
            leak|leakage
            column|feature|variable|field answer|target|label|suspicious|predictive|snitch|cheat|after
            too good|gud|high true|auc|score|suspicious
            strongest|most|best column|feature itself|alone|own
        """),
    ),
)  # fmt: skip
