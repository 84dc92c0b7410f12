"""Few rows: which models, how to measure them, and what a small table cannot tell."""

from assistant.draft import Draft
from assistant.evidence.findings import answered, finding_of
from assistant.evidence.literature_truth import NO_TEN_EVENTS, TEN_EVENTS
from assistant.evidence.rivals import family_rivals, rival
from assistant.evidence.table_size import rows_fact
from assistant.evidence.trials import baseline, best_trial, completed, leader, score_fact
from assistant.naming import at_start, family_title, in_sentence, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.topic import Topic
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.overfitting_verdict import say_correction, say_scores
from assistant.topics.truth.short_questions import short
from assistant.topics.truth.small_table_sentences import (
    detail_of_few_rows,
    detail_of_swings,
    gist_of_few_rows,
    gist_of_swings,
    named_rows,
    say_error,
    say_size,
    say_swings,
    say_worth_of_a_row,
)
from assistant.topics.truth.true_score_sentences import say_whether_held_out
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_GIST_OF_ENOUGH = text(
    "No number of rows is enough for every table: it depends on how strong the signal is, how many columns there are",
    "and how rare the rarest class is. You have enough when the interval of the score is narrow enough for what you",
    "must decide; more rows narrow it, roughly by half for four times as many.",
)
_GIST_OF_MORE = text(
    "Perhaps: the **learning curve** tells. If the held-back score still rises when rows are added, more would help;",
    "if it is flat, they would not. A large gap between training and held-back score speaks for more rows; two low",
    "scores close together do not: then better columns or a richer model would do more. In any case more rows, above",
    "all of the rare class, make the score surer.",
)
_GIST_OF_A_SMALL_HOLD_OUT = text(
    "Believe such a score only within its interval, which is wide: with some dozens of rows one more mistake moves it",
    "by points. The mean over folds with its standard error uses every row and is the steadier guide.",
)
_GIST_OF_CUTTING = text(
    "Cut the **candidates and the rich families** first: few configurations of simple, penalized models are all that",
    "few rows can tell apart. Keep the folds, and rather repeat them with other splits than take fewer. Ambition comes",
    "last but not off: the interval gets wide, and is reported as wide as it is.",
)


def _gist_of_doubt(asked: Question, draft: Draft) -> None:
    is_wide = bool(_NAMED_COLUMNS.search(asked.tagged))
    draft.say(
        "You can do it, with modest aims: so few rows carry a strong signal, but cannot tell similar models apart, and",
        "the interval of the score will be wide. Report it with the score.",
    )
    say_worth_of_a_row(asked, draft)
    draft.say("What suits such a table:")
    draft.list(
        [
            "**simple, penalized models** (ridge, lasso, penalized logistic regression), few settings, few trials",
            "**repeated, stratified cross-validation** (or leaving one row out), nothing large locked away",
            "**few columns**: drop by what you know of them; any choice by the answers belongs inside the folds"
            if is_wide
            else "**more rows** if they can be had, above all of the rare class",
        ]
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


def _size(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say how large the table of the run is; more only where the question is not about another table."""
    if named_rows(asked) not in (None, record.data.n_rows_used):
        draft.say(
            f"The table of your run is another one, of {draft.measure(rows_fact(record))}: this is said of the one",
            "that you describe.",
        )
        return
    say_size(record, draft)
    say_error(record, draft)
    if asked.is_about_run:
        _say_simpler(record, draft)
        draft.say(check_sentence(record, "repeated_cv", "Other splits would make the comparison surer", draft))


def _enough(_: Question, record: RunRecord, draft: Draft) -> None:
    say_size(record, draft)
    say_error(record, draft)
    say_correction(record, draft)
    _say_gain(record, draft)
    spread = answered(record, "fold_spread")
    draft.say(measured(spread, draft) if spread is not None else "")
    draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))


def _say_gain(record: RunRecord, draft: Draft) -> None:
    """Put the gain over the baseline beside its error: rows are enough to trust what stands out of it."""
    best, floor = best_trial(record), baseline(record)
    if best is None or floor is None:
        return
    draft.say(
        f"Ignoring every column gives {draft.measure(score_fact(record, floor))}.",
        f"{at_start(trial_named(draft, best))} against that: "
        + in_sentence(verdict_sentence(record, rival(record, best, floor), draft)),
    )


def _hold_out(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether there is a hold-out, and how sure the score by folds is beside it."""
    say_whether_held_out(record, draft)
    say_error(record, draft)
    say_correction(record, draft)
    draft.say(check_sentence(record, "repeated_cv", "Other splits would make it surer", draft))


def _score(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how sure the score is: its error, the range for new rows, the rows behind it, and what would steady it."""
    say_error(record, draft)
    say_correction(record, draft)
    say_size(record, draft)
    spread = answered(record, "fold_spread")
    draft.say(measured(spread, draft) if spread is not None else "")
    draft.say(check_sentence(record, "repeated_cv", "Other splits would make it surer", draft))


def _families(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether a simpler or richer family does as well on these rows."""
    say_error(record, draft)
    _say_simpler(record, draft, most=3)
    say_size(record, draft)
    draft.say(check_sentence(record, "repeated_cv", "Other splits would make the comparison surer", draft))


def _more(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    say_size(record, draft)
    if first is not None and first.validation_score is not None:
        say_scores(record, first, draft)
    draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))


def _say_simpler(record: RunRecord, draft: Draft, most: int = 1) -> None:
    """Compare the leading family with the next ones."""
    for other in family_rivals(record)[:most]:
        draft.say(
            f"Against {family_title(record, other.trial.family)} ({trial_named(draft, other.trial)},",
            f"{draft.measure(score_fact(record, other.trial))}): "
            + in_sentence(verdict_sentence(record, other, draft)),
            "Of tied models, prefer the simpler one." if other.is_tied and most == 1 else "",
        )
    if most > 1 and any(other.is_tied for other in family_rivals(record)[:most]):
        draft.say("Of tied models, prefer the simpler one.")


_COLUMNS = short(r"""
    \b(?:features?|columns?|variables?|predictors?)\b.*\b(?:rows|samples|many)\b
    too many (?:features|columns)
    \bmany (?:features|columns|variables|predictors)
""")


_NAMED_COLUMNS = pattern(r"\bnum (?:\w+ )?(?:features|columns|variables|predictors|values)\b")


def _has_rows(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            short(r"""
                random[_ ]state|\bseeds?\b|(?:score|result|metric:\w+)s? (?:\w+ )?(?:changes?|varies|jumps?|swings?)
            """),
            gist_of_swings,
            detail_of_swings,
            say_swings,
            answers_first=True,
        ),
        Kind(
            short(r"""
                doomed|kidding|\bhopeless|\bpointless|\beven (?:be |try|bother)
                ^(?!.*(?:\btun|\btrials?\b|\bfolds?\b|hp:|optuna|\bleave\b)).*(?:makes? (?:any )?sense|worth (?:it|try))
                ^(?!.*(?:\btun|\btrials?\b|\bfolds?\b|hp:|optuna)).*(?:good idea|is it possible|\bcan i (?:even|still))
            """),
            _gist_of_doubt,
            silent,
            _size,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:cut|sacrifice|give up|save on|drop)\b.*\b(?:first|folds|families|trials)\b
            """),
            _GIST_OF_CUTTING,
            silent,
            _size,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bmy (?:\w+ )?(?:test|hold ?out|validation) .*\b(?:few|only|small|tiny|dozens?)\b
                \b(?:few|small|tiny)\b.*\bmy (?:test|hold ?out)
            """),
            _GIST_OF_A_SMALL_HOLD_OUT,
            silent,
            _hold_out,
        ),
        Kind(_COLUMNS, _gist_of_columns, silent, _columns, answers_first=True),
        Kind(
            short(r"""
                \b(?:score|metric:\w+|result|estimate|number)s?\b.*\b(?:few|little|small|only num)\b
                \b(?:few|little|small|only num)\b.*\b(?:score|metric:\w+|result)s?\b.*\b(?:trust|reliab|believe)
                \b(?:how (?:shaky|sure|certain|precise|exact|noisy|reliable|wide|far off)|error bars?|intervals?)\b
            """),
            gist_of_few_rows,
            silent,
            _score,
        ),
        Kind(
            short(r"""
                \b(?:too (?:small|few|little)|(?:big|large) enough|enough (?:rows|data))\b.*\b(?:family:|boost|simpler)
            """),
            gist_of_few_rows,
            silent,
            _families,
        ),
        Kind(
            short(r"""
                more (?:rows|data|samples|customers|examples)|\banother num\b|\bnum more\b|\bcollect|additional
                \bextra (?:rows|data)
            """),
            _GIST_OF_MORE,
            silent,
            _more,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:enough|enugh|sufficient|suffice)\b|how (?:many|much) (?:rows|samples|examples|observations|data)
                too (?:few|small|little)|\btrust|\breliab|\bbeliev
            """),
            _GIST_OF_ENOUGH,
            silent,
            _enough,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, gist_of_few_rows, detail_of_few_rows, _size, answers_first=True),
    )
)

SMALL_DATA = Topic(
    name="small_data",
    cues=cues(r"""
        9 small (?:data|dataset|sample|table)|tiny (?:data|dataset|table)|little data
        13 \b(?:small|few|tiny|little)\b.*\b(?:random_state|random state|seeds?)\b
        9 (?:data|dataset|sample|table)\b.* too small|too small (?:a )?(?:data|dataset|sample|table)
        20 \b(?:models?|algorithms?|methods?)\b.*\bonly num (?:rows|samples|examples|observations|patients)
        9 few (?:rows|samples|data|examples|observations)
        9 only num (?:rows|samples|examples|observations|data|records)
        9 too many (?:features|columns|variables)|(?:features|columns|variables)\b.*\bfor num rows
        9 how (?:many|much) (?:rows|samples|data|examples|observations)
        10 \b(?:on|with|from|have|for) (?:only |my |just |about |these )*num (?:rows|samples|examples|observations)
        7 enough (?:rows|data|samples)
        14 ^(?:would|will|does|do|can|could)\b.*\bmore (?:rows|data|samples|examples)\b.*\b(?:help|better|improv|rais)
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
    is_for_the_run=_KINDS.is_for_the_run,
)
