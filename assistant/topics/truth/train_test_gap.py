"""Training score against validation score: how large the gap is, and what it means."""

from assistant.charts.of_answers import folds_chart
from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, finding_of, found
from assistant.evidence.gap import gap_of
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import train_test_gap_words as words
from assistant.topics.truth.asked_score_sentences import say_asked_scores
from assistant.topics.truth.finding_sentences import measured, say_found
from assistant.topics.truth.gap_sentences import (
    say_gap,
    say_named_gap,
    say_side_by_side,
    say_trend,
    say_two_gaps,
    say_usual,
)
from assistant.topics.truth.nested_words import gist_of_below
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.truth.short_questions import short
from assistant.topics.truth.true_score_sentences import say_true_scores
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "not to be told from this run"}


def _diverging(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what early stopping kept in this run."""
    stopping = finding_of(record, "early_stopping")
    draft.say(f"In your run: {measured(stopping, draft)}" if stopping is not None else "")
    say_trend(record, draft)


def _asked_trial(asked: Question, record: RunRecord) -> Trial | None:
    """Return the trial that the question is about: one by number or rank, the best of a family, or the leading one."""
    ranking, named = completed(record), asked.entities
    by_number = next((trial for trial in ranking if trial.number in named.trials), None)
    by_rank = next((ranking[rank - 1] for rank in named.ranks if rank <= len(ranking)), None)
    families = (best_of_family(record, family) for family in named.families)
    return by_number or by_rank or next((trial for trial in families if trial is not None), None) or leader(record)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = _asked_trial(asked, record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    say_gap(record, first, draft)
    say_usual(record, first, draft)
    _say_risk(record, draft)
    say_true_scores(record, draft, most=1)
    draft.show(gap_chart(record, completed(record)))


def _sized(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put a gap that the question names beside the noise of the run, then the run's own."""
    said = [value for turn in asked.turns_before[-1:] for value in turn.entities.values]
    say_named_gap([*asked.entities.values, *said], record, draft)
    _in_run(asked, record, draft)


def _say_risk(record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        risk = _RISKS[record.result.overfitting.risk]
        draft.say(f"On overfitting, judged from all the evidence and not from the gap, the risk is {risk}.")


def _reverse(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether it is so in this run, and whether copies or relatives could be behind it."""
    first = leader(record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run no trial has both scores yet.")
        return
    say_gap(record, first, draft)
    hits = found(record, LEAKS)
    if hits:
        say_found(hits, draft, most=2)
    elif record.findings:
        draft.say("No copies, relatives or columns that know the answer were found in your run.")
    draft.show(folds_chart(record, first))


def _side_by_side(_: Question, record: RunRecord, draft: Draft) -> None:
    """Show both scores of the best trials."""
    say_side_by_side(record, draft)
    _say_risk(record, draft)
    draft.show(gap_chart(record, completed(record)))


def _beside(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the gap of the leading trial beside that of another one: the one that is asked about, or the next best."""
    first, other = leader(record), _asked_trial(asked, record)
    if other is first:
        other = next((trial for trial in completed(record) if trial is not first), None)
    if first is None or other is None:
        draft.say("In your run there are no two trials with both scores to compare.")
        return
    say_two_gaps(record, first, other, draft)


def _corrected(_: Question, record: RunRecord, draft: Draft) -> None:
    say_correction(record, draft)
    say_true_scores(record, draft, most=1)


def _by_fold(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    say_gap(record, first, draft)
    say_correction(record, draft)
    draft.show(folds_chart(record, first))


def _scores_named(asked: Question, draft: Draft) -> None:
    if not say_asked_scores(asked, draft):
        words.GIST(asked, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            short(r"""
                \btest\b.*\bcross validation\b.*\bnum\b|\bcross validation\b.*\bnum\b.*\btest\b
            """),
            gist_of_below,
            silent,
            _corrected,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:almost|nearly|about) (?:equal|identical|the same)\b|\bequal\b|\bidentical\b|close together
                \bno gap|\bgap\b.*\b(?:zero|none|tiny|nothing)\b|(?:zero|tiny) gap|\b(?:same|equal|identical) on both
            """),
            words.GIST_OF_NO_GAP,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\bhp:).*family:(?:random_forest|extra_trees)
            """),
            words.gist_of_forests,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bgap\b.*\b(?:bigger|larger|smaller|wider|than)\b.*\b(?:gap|rank:|trial:|family:)|compare.*\bgaps\b
            """),
            words.GIST,
            silent,
            _beside,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \bschools?\b|does not indicate|(?:indicates?|means?|signs? of) overfit
            """),
            words.GIST_OF_BOTH_SCHOOLS,
            words.detail,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bvalidation\b.*\b(?:greater|higher|better|above|larger|more) than (?:the |my |its )?train
                \btrain\w*\b(?! (?:loss|error)).*\b(?:lower|worse|less|below) (?:than )?(?:the |my )?(?:validation|test)
                \b(?:validation|test) (?:loss|error)\b.*\b(?:lower|smaller|less|below)\b.*\btrain
            """),
            words.GIST_OF_THE_REVERSE,
            words.DETAIL_OF_THE_REVERSE,
            _reverse,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \btrain\w* .*\b(?:zero|perfect)|\b(?:perfect|zero) .*train
                \bnum (?:% )?(?:train|metric:\w+ on (?:the )?train)
                \btrain\w* (?:\w+ )?(?:is|of) (?:num|one)\b(?!.*\bnum\b)
            """),
            words.gist_of_perfection,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \btrain\w*\b.*\bnum\b.*\bnum\b|\bnum\b.*\btrain\w*\b.*\bnum\b
            """),
            _scores_named,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bloss\b.*\b(?:up|increas\w*|ris\w*|grow\w*)\b|\b(?:up|increas\w*|ris\w*)\b.*\bloss\b|diverg
            """),
            words.GIST_OF_DIVERGING,
            silent,
            _diverging,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:look|see|show|plot|compare|list|display)\b.*\b(?:train|both)|side by side|for both
            """),
            words.GIST_OF_LOOKING,
            silent,
            _side_by_side,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:close|reduce|shrink|lower|minimi[sz]e|narrow)\b.*\bgap|\bgap\b.*\b(?:close|reduce|shrink|smaller)
            """),
            words.GIST_OF_CLOSING,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bwhy\b.*\b(?:higher|lower|better|worse|less|more)\b|(?:because of|due to|caused by) overfit
            """),
            words.GIST_OF_DROP,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\bregul|how (?:big|large)).*\b(?:bad|a lot|normal|okay|worr\w+|much|big|large|wide|too \w+)\b
                \bacceptable\b|\b(?:gap|difference|drop)\b.*\bnum|\bnum (?:\w+ )?(?:gap|points?|percent|less|worse)\b
            """),
            words.gist_of_size,
            silent,
            _sized,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:fold|folds)\b
            """),
            words.GIST,
            words.detail,
            _by_fold,
        ),
        Kind(ANYTHING, words.GIST, words.detail, _in_run),
    )
)

TRAIN_TEST_GAP = Topic(
    name="train_test_gap",
    cues=cues(r"""
        8 \btrain(?:ing)?\b.*\b(?:vs|and|against)\b.*\b(?:validation|test)\b(?: (?:error|score|loss|metric:\w+|
        ...data|results?))?(?: \w+){0,3}$
        8 \btrain(?:ing)? metric:\w+
        7 \bgaps?\b
        7 \btrain(?:ing)?\b(?: \w+)? (?:vs|and|against|compared to|versus|than|minus|or)\b.*\b(?:validation|test
        ...|cross|held)
        7 \b(?:validation|test|cross validation)\b(?: \w+)? (?:vs|and|against|compared to|than|minus|or
        ...|stays? \w+ than)\b.*\btrain(?:ing|ed)?\b
        6 difference between (?:the )?(?:train|validation|test)\w*\b.*\b(?:train|validation|test|cross)
        6 \btrain(?:ing)? (?:score|metric:\w+|error|loss|performance|result)\b
        6 (?:score|metric:\w+|better|good|perfect|worse|lower|higher) on (?:the )?(?:training|train|seen) (?:data
        ...|set|rows)?
        6 (?:metric:\w+|score) for both train|both train\w* and
        5 (?:much )?(?:better|higher|greater|lower|worse) (?:on|than) (?:the )?(?:train|validation|test)
    """),
    examples=(
        "how big is the gap between train and validation",
        "training score vs validation score",
        "why is the training accuracy so much higher than the validation accuracy",
        "is the train test gap normal",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What does the gap between training and validation score mean?",
    run_invitation="How big is the gap between training and validation score?",
    leads_to=("overfitting", "underfitting", "regularization", "cross_validation"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
