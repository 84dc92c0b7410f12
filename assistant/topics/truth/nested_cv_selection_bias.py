"""The winner's score is too good: why, by how much, and what is reported instead."""

from assistant.draft import Draft
from assistant.evidence.findings import answered
from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import nested_words as words
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.choosing_sentences import (
    detail_of_choosing,
    gist_of_choosing,
    say_choosing,
    say_default_against_tuned,
    say_how_it_was_corrected,
    say_price,
    say_what_decided,
    yes_to_choosing,
)
from assistant.topics.truth.delivered_sentences import say_how_it_was_fitted
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.short_questions import short
from assistant.topics.truth.true_score_sentences import say_how_to_settle, say_true_scores
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _below(_: Question, record: RunRecord, draft: Draft) -> None:
    say_price(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")


def _price_and_check(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost, how that is known, and what rows of their own say."""
    say_price(record, draft)
    say_how_it_was_corrected(record, draft)
    if not say_true_scores(record, draft, most=1):
        say_how_to_settle(draft)


def _of_another_number(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the run tried another number than the question says."""
    tried = len(record.trials)
    if asked.entities.values and tried not in asked.entities.values:
        draft.say("Your run did not try so many, so what follows is its own:")
    _price_and_check(asked, record, draft)


def _column_choice(_: Question, __: RunRecord, draft: Draft) -> None:
    """Say which part of that a run can know."""
    draft.say(
        "A choice made before the upload cannot be seen in a run, and no correction of its score can take it off:",
        "upload all columns and let the folds decide.",
    )


def _check(_: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        draft.say(check_sentence(record, "nested_cv", "For your run nested folds can be had afterwards", draft))


def _price(_: Question, record: RunRecord, draft: Draft) -> None:
    say_price(record, draft)
    if record.result is not None:
        draft.say(check_sentence(record, "nested_cv", "Nested cross-validation can be had afterwards", draft))


def _reporting(_: Question, record: RunRecord, draft: Draft) -> None:
    say_price(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def _fallen(_: Question, record: RunRecord, draft: Draft) -> None:
    say_default_against_tuned(record, draft)
    say_price(record, draft)
    say_true_scores(record, draft, most=1)


def _fitted_again(_: Question, record: RunRecord, draft: Draft) -> None:
    say_what_decided(record, draft)
    say_how_it_was_fitted(record, draft)
    say_price(record, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:select|chose|choos|pick|filter|kept|keep)\w*\b.*\b(?:features?|columns|variables|predictors)\b
                (?:feature|column|variable) selection
            """),
            words.GIST_OF_SELECTING,
            silent,
            _column_choice,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:test|hold ?out)\b.*\b(?:to )?(?:choos\w*|pick\w*|select|selecting|decid\w*|compar\w*)\b
                \b(?:choos|pick|select|decid)\w*\b.*\b(?:on|by|with|using) (?:the |my )?(?:test|hold ?out)
            """),
            words.gist_of_finalists,
            silent,
            _price,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                overkill|\bnested\b.*(?:\b\d+k\b|\bmillion|\blarge|\bhuge|\bbig\b|many rows|\bworth)
            """),
            words.gist_of_large_tables,
            silent,
            _check,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bnum (?:configurations|trials|settings|models|combinations|candidates|tries|attempts)\b
            """),
            words.gist_of_many,
            silent,
            _of_another_number,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bcan (?:you|i|we|one|it|tuning|search\w*)\b.*\boverfit|overfit (?:by|from|through|while|when)
            """),
            yes_to_choosing,
            detail_of_choosing,
            say_choosing,
            answers_first=True,
        ),
        Kind(
            short(r"""
                already (?:trained|fitted|seen)|than in the grid|re ?fit
            """),
            words.GIST_OF_REFIT,
            silent,
            _fitted_again,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:test|hold ?out)\b.*\b(?:lower|worse|below|less|drop\w*|different)\b.*\b(?:cross|folds?)
                \bcross validation\b.*\b(?:num|score|metric:\w+)\b.*\btest\b
            """),
            words.gist_of_below,
            silent,
            _below,
            answers_first=True,
        ),
        Kind(
            short(r"""
                same folds?|\b(?:separate|locked|own|extra|untouched) (?:test|hold ?out)
                \btest (?:set|table|rows)\b|hold ?out
            """),
            words.gist_of_test_rows,
            silent,
            _below,
            answers_first=True,
        ),
        Kind(
            short(r"""
                outer .*(?:select|choos|chose|pick|differ)|compar.*(?:nested|outer)|(?:nested|outer).*compar
            """),
            words.gist_of_comparing,
            words.detail_of_comparing,
            _check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                nested.*\b(?:which|final model|final|determine|pick|choose|best|report)|(?:which|final|pick).*nested
            """),
            words.gist_of_picking,
            words.detail_of_picking,
            _check,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                (?:corrected|honest|expected) .*\b(?:higher|better|greater|above)\b|negative optimism
            """),
            words.GIST_OF_HIGHER,
            silent,
            _price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                cheat|lottery|\bhonest\b|\bfair\b|\bfool|\bcherry
            """),
            words.gist_of_cheating,
            silent,
            _price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \breport|\bquote|\bpresent\b|committee|\bput before|which (?:number|score|one|do i)|same model
            """),
            words.gist_of_reporting,
            silent,
            _reporting,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bbbc\b|bootstrap|bias corrected|\bcorrect(?:ed|ion)\b
            """),
            words.gist_of_correction,
            silent,
            _price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:down|dwn|lower|worse|decreas\w*|drop\w*|fell|reduced)\b
            """),
            words.GIST_OF_FALLING,
            words.DETAIL_OF_FALLING,
            _fallen,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                referee|reviewer|insist|\bone loop\b
            """),
            words.gist_of_one_loop,
            words.detail_of_nesting,
            _check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?:and )?(?:what (?:is|are|does)|explain|define|how (?:does|do)|is|do|does|why|when)\b.*\bnested\b
                ^nested|^inner|^outer
            """),
            words.gist_of_nesting,
            words.detail_of_nesting,
            _price,
            answers_first=True,
        ),
        Kind(
            pattern(r"\bnested\b|inner (?:and outer|fold|loop)|outer (?:fold|loop)"),
            gist_of_choosing,
            words.all_of_nesting,
            _check,
        ),
        Kind(ANYTHING, gist_of_choosing, detail_of_choosing, say_choosing, is_for_the_run=True),
    )
)

NESTED_CV_SELECTION_BIAS = Topic(
    name="nested_cv_selection_bias",
    cues=cues(r"""
        14 \bnested\b|selection bias|winners? (?:is )?curse
        13 \b(?:score|number|figure|result)\b.*\breport\b|\breport\b.*\b(?:score|number|figure)\b
        9 \btr(?:ied|ying) (?:so |too )?(?:many|num)\b
        6 \boptimis(?:m|tic)|optimistically
        8 \bbbc\b|bias corrected|corrected score
        7 \b(?:score|result|winner|metric:\w+)\b.*\bluck(?:y)?\b|\bluck(?:y)?\b.*\b(?:score|result|winner)\b
        8 luck(?:y)? (?:from|of|because|by)? ?(?:trying|having tried)|just luck from|tried (?:so )?many
        6 honest score|corrected for|expect(?:ed)? (?:score )?on new
        8 score (?:went|got|goes|is) (?:down|dwn|lower|worse)|(?:down|dwn|lower|worse) after (?:tun|optimi)
        14 overfit by (?:tuning|searching|choosing)
        8 overfit the (?:validation|cross)
        13 \b(?:test|hold ?out)\b.*\b(?:lower|worse|below|less|drop\w*)\b.*\bcross validation\b
        13 \bcross validation\b.*\bnum\b.*\btest\b.*\bnum\b
        13 \bsame folds?\b.*\b(?:tun|estimat|search|final)|\b(?:separate|extra|own|untouched) (?:test|hold ?out)
        13 outer (?:iteration|fold|loop)
        14 \balready (?:trained|fitted)\b.*\b(?:grid|search|optimi)
        6 \balready trained\b
    """),
    examples=(
        "what is nested cross validation",
        "how much of my best score is luck from trying many settings",
        "why is the corrected score lower",
        "what is selection bias in tuning",
        "is the score of the winner too optimistic",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Why is the score of the best of many models too optimistic?",
    run_invitation="How much of my best score is luck from trying many settings?",
    leads_to=("overfitting", "compare_models", "cross_validation", "more_trials_or_time"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
