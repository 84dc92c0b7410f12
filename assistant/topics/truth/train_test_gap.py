"""Training score against validation score: how large the gap is, and what it means."""

from assistant.draft import Draft
from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import gap_in_run as of_run
from assistant.topics.truth import train_test_gap_words as words
from assistant.topics.truth.asked_score_sentences import say_asked_scores
from assistant.topics.truth.nested_words import gist_of_below
from assistant.topics.truth.short_questions import short
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "not to be told from this run"}


def _scores_named(asked: Question, draft: Draft) -> None:
    if not say_asked_scores(asked, draft):
        words.GIST(asked, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            short(r"""
                \b(?:gaps?|difference)\b.*\b(?:simple|simpler|complex|flexible|shallow|complexity)\b
                \b(?:simple|simpler|complex|flexible|shallow)\b.*\b(?:models?|trials?|ones)\b.*\bgaps?\b
            """),
            words.GIST_ALONG,
            silent,
            of_run.by_complexity,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what)\b.*\b(?:famil\w+|kinds? of model|models?|algorithms?)\b.*\bgaps?\b
                \bgaps?\b.*\b(?:by|of each|of every|per|between|across) (?:the )?(?:model )?(?:famil|model)
            """),
            words.GIST,
            words.detail,
            of_run.by_family,
        ),
        Kind(
            pattern(r"""
                \bgaps?\b.*\bhp:|\bhp:.*\bgaps?\b
            """),
            words.GIST_ALONG,
            silent,
            of_run.along_a_setting,
        ),
        Kind(
            short(r"""
                \btest\b.*\bcross validation\b.*\bnum\b|\bcross validation\b.*\bnum\b.*\btest\b
            """),
            gist_of_below,
            silent,
            of_run.corrected,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:almost|nearly|about) (?:equal|identical|the same)\b|\bequal\b|\bidentical\b|close together
                \bno gap|\bgap\b.*\b(?:zero|none|tiny|nothing)\b|(?:zero|tiny) gap|\b(?:same|equal|identical) on both
            """),
            words.GIST_OF_NO_GAP,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\bhp:).*family:(?:random_forest|extra_trees)
            """),
            words.gist_of_forests,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bgap\b.*\b(?:bigger|larger|smaller|wider|than)\b.*\b(?:gap|rank:|trial:|family:)|compare.*\bgaps\b
            """),
            words.GIST,
            silent,
            of_run.beside,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \bschools?\b|does not indicate|(?:indicates?|means?|signs? of) overfit
            """),
            words.GIST_OF_BOTH_SCHOOLS,
            words.detail,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:validation|test)\b.*\b(?:greater|higher|better|above|larger|more) than (?:the |my |its )?train
                \btrain\w*\b(?! (?:loss|error)).*\b(?:lower|worse|less|below) (?:than )?(?:the |my )?(?:validation|test)
                \b(?:validation|test) (?:loss|error)\b.*\b(?:lower|smaller|less|below)\b.*\btrain
            """),
            words.GIST_OF_THE_REVERSE,
            words.DETAIL_OF_THE_REVERSE,
            of_run.reverse,
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
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \btrain\w*\b.*\bnum\b.*\bnum\b|\bnum\b.*\btrain\w*\b.*\bnum\b
            """),
            _scores_named,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bloss\b.*\b(?:up|increas\w*|ris\w*|grow\w*)\b|\b(?:up|increas\w*|ris\w*)\b.*\bloss\b|diverg
            """),
            words.GIST_OF_DIVERGING,
            silent,
            of_run.diverging,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:look|see|show|plot|compare|list|display)\b.*\b(?:train|both)|side by side|for both
                \b(?:every|each|all|top|best|rank:\w+)\b.*\b(?:trials|models|rank:\w+)\b
                \bwhich (?:trial|model|configuration)\b.*\b(?:training|train)\b
            """),
            words.GIST_OF_LOOKING,
            silent,
            of_run.side_by_side,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:close|reduce|shrink|lower|minimi[sz]e|narrow)\b.*\bgap|\bgap\b.*\b(?:close|reduce|shrink|smaller)
            """),
            words.GIST_OF_CLOSING,
            silent,
            of_run.closing,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bwhy\b.*\b(?:higher|lower|better|worse|less|more)\b|(?:because of|due to|caused by) overfit
            """),
            words.GIST_OF_DROP,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\bregul|how (?:big|large)).*\b(?:bad|a lot|normal|okay|worr\w+|much|big|large|wide|too \w+)\b
                \bacceptable\b|\b(?:gap|difference|drop)\b.*\bnum|\bnum (?:\w+ )?(?:gap|points?|percent|less|worse)\b
            """),
            words.gist_of_size,
            silent,
            of_run.sized,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bwhich\b.*\b(?:trust|believe|rely|counts?|go by|look at|right)\b
            """),
            words.GIST_OF_TRUST,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:fold|folds)\b
            """),
            words.GIST,
            words.detail,
            of_run.by_fold,
        ),
        Kind(ANYTHING, words.GIST, words.detail, of_run.in_run),
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
