"""Few rows: which models, how to measure them, and what a small table cannot tell."""

from assistant.draft import Draft
from assistant.evidence.findings import finding_of
from assistant.evidence.literature_truth import DATA_HUNGRY, NO_TEN_EVENTS, ONE_STANDARD_ERROR, TEN_EVENTS
from assistant.evidence.rivals import family_rivals
from assistant.evidence.table_size import asked_fold_facts
from assistant.evidence.trials import completed, score_fact
from assistant.naming import family_title, in_sentence, trial_named
from assistant.topics.check_sentences import check_sentence
from assistant.topics.finding_sentences import measured
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.small_table_sentences import (
    detail_of_swings,
    gist_of_swings,
    say_error,
    say_shakiness,
    say_size,
    say_swings,
)
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_FEWEST_ROWS, _MOST_ROWS = 10, 5000


def _gist(asked: Question, draft: Draft) -> None:
    _say_worth_of_a_row(asked, draft)
    draft.say(
        "With few rows, begin with models of few parameters and a penalty (ridge, lasso, penalized logistic",
        "regression); shallow trees or a small forest are the challengers, since flexible families need",
        f"{draft.refer(DATA_HUNGRY, 'many more rows')} to show what they can do. Keep a richer one only where it is",
        "better by more than the noise.",
    )


def _say_worth_of_a_row(asked: Question, draft: Draft) -> None:
    """Say what one row weighs in a table of the size that the question names."""
    rows = next((value for value in asked.entities.values if _FEWEST_ROWS <= value <= _MOST_ROWS), None)
    facts = asked_fold_facts(rows) if rows is not None else None
    if facts is None:
        return
    draft.say(
        f"With so many rows, one of five folds holds {draft.measure(facts[0])}, so that a single row more or less",
        f"right moves the accuracy of that fold by {draft.measure(facts[1])}. A difference between two models must be",
        "larger than that noise before it means anything.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say("How to measure and choose then:")
    draft.list(
        [
            (
                "**repeated, stratified cross-validation**, the mean with its standard error; no large part locked "
                "away, which few rows cannot spare: nested cross-validation or a corrected score instead"
            ),
            "**few candidates**: each further one is one more chance to be lucky",
            (
                f"**the {draft.refer(ONE_STANDARD_ERROR, 'one-standard-error rule')}**: the simplest model within one "
                "standard error of the best"
            ),
            "**outliers** weigh more: look at the rows behind the largest errors",
            "**more rows**, above all of the rare class, promise more than any tuning",
        ]
    )


def _gist_of_enough(_: Question, draft: Draft) -> None:
    draft.say(
        "No number of rows is enough for every table: it depends on how strong the signal is, how many columns there",
        "are and how rare the rarest class is. The learning curve tells: if the held-back score still rises when rows",
        "are added, more rows would help; if it is flat, they would not.",
    )


def _gist_of_columns(_: Question, draft: Draft) -> None:
    draft.say(
        f"An old rule of thumb asks for {draft.measure(TEN_EVENTS)} rows of the rarest class for each coefficient;",
        f"{draft.refer(NO_TEN_EVENTS, 'it has no firm ground')}. With a penalty (ridge, lasso) or with trees there may",
        "be more columns than rows, but each column without a signal is one more chance to learn noise: with few rows",
        "drop what can have nothing to do with the target, before looking at the answers.",
    )


def _columns(_: Question, record: RunRecord, draft: Draft) -> None:
    say_size(record, draft)
    size = finding_of(record, "model_size")
    draft.say(measured(size, draft) if size is not None else "")
    say_error(record, draft)


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_size(record, draft)
    say_error(record, draft)
    _say_simpler(record, draft)
    say_shakiness(record, draft)
    draft.say(check_sentence(record, "repeated_cv", "Other splits would make the comparison surer", draft))


def _enough(_: Question, record: RunRecord, draft: Draft) -> None:
    say_size(record, draft)
    say_error(record, draft)
    draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))


def _say_simpler(record: RunRecord, draft: Draft) -> None:
    """Compare the leading family with the next one, and the linear model where it is another."""
    rivals = family_rivals(record)
    linear = [other for other in rivals if other.trial.family == "linear"]
    shown = [*rivals[:1], *(other for other in linear if other is not rivals[0])]
    for other in shown:
        draft.say(
            f"Against {family_title(record, other.trial.family)} ({trial_named(draft, other.trial)},",
            f"{draft.measure(score_fact(record, other.trial))}): "
            + in_sentence(verdict_sentence(record, other, draft)),
            "Of tied models, prefer the simpler one." if other.is_tied else "",
        )


def _has_rows(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                random[_ ]state|\bseeds?\b|(?:score|result|metric:\w+)s? (?:\w+ )?(?:changes?|varies|jumps?|swings?)
            """),
            gist_of_swings,
            detail_of_swings,
            say_swings,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:features?|columns?|variables?|predictors?)\b.*\b(?:rows|samples|many)\b
                too many (?:features|columns)
                \bmany (?:features|columns|variables|predictors)
            """),
            _gist_of_columns,
            silent,
            _columns,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \benough\b|how many (?:rows|samples|examples|observations|data)|too (?:few|small|little)
                more (?:rows|data|samples)
            """),
            _gist_of_enough,
            silent,
            _enough,
            answers_first=True,
        ),
        Kind(ANYTHING, _gist, _detail, _in_run, answers_first=True),
    )
)

SMALL_DATA = Topic(
    name="small_data",
    cues=cues(r"""
        9 small (?:data|dataset|sample|table)|tiny (?:data|dataset|table)|little data
        13 \b(?:small|few|tiny|little)\b.*\b(?:random_state|random state|seeds?)\b
        9 (?:data|dataset|sample|table)\b.* too small|too small (?:a )?(?:data|dataset|sample|table)
        9 few (?:rows|samples|data|examples|observations)
        9 only num (?:rows|samples|examples|observations|data|records)
        9 too many (?:features|columns|variables)|(?:features|columns|variables)\b.*\bfor num rows
        9 how (?:many|much) (?:rows|samples|data|examples|observations)
        10 \b(?:on|with|from|have) (?:only )?num (?:rows|samples|examples|observations)
        7 enough (?:rows|data|samples)
        7 more (?:rows|data|samples) (?:help|better|improve)|too few (?:rows|samples)
    """),
    examples=(
        "is my dataset too small",
        "what should i do with few rows",
        "which model is best for a small dataset",
        "do i have enough rows",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is different with a small data set?",
    run_invitation="Do I have enough rows?",
    leads_to=("cross_validation", "compare_models", "nested_cv_selection_bias", "overfitting"),
    suits=_has_rows,
)
