"""Training score against validation score: how large the gap is, and what it means."""

from assistant.charts.of_answers import folds_chart
from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, finding_of, found
from assistant.evidence.gap import gap_of
from assistant.evidence.literature import FORESTS
from assistant.evidence.trials import best_of_family, completed, error_fact, leader, number_fact, score_fact, train_fact
from assistant.naming import family_title
from assistant.topics.asked_score_sentences import say_asked_scores
from assistant.topics.finding_sentences import measured, say_found
from assistant.topics.gap_sentences import say_gap, say_trend, say_usual
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.overfitting_verdict import say_correction
from assistant.topics.topic import Topic
from assistant.topics.true_score_sentences import say_true_scores
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "not to be told from this run"}
_SHOWN = 5

_GIST = text(
    "The gap is how much better a model scores on rows that it was fitted on than on rows that were held back.",
    "Its size alone is no verdict: the aim is the best held-back score, not the smallest gap.",
)


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        f"What is normal depends on the family: {draft.refer(FORESTS, 'a random forest')} is nearly perfect on its",
        "own training rows by construction, boosted trees lie between, a linear model shows a small gap. A small gap",
        "with a low score means underfitting, not health. A validation score above the training score is mostly the",
        "luck of a split, and no overfitting; look at how the rows were split if it is large.",
    )
    draft.say(
        "What to do: take a large gap as a hint to try simpler settings or more rows, and keep the change only if",
        "the held-back score improves.",
    )


_GIST_OF_BOTH_SCHOOLS = text(
    "Both are half right. The aim is the best score on rows that the model has not seen, not the smallest gap. A gap",
    "is a hint of what to try (more regularization, simpler settings, more rows), and the change is worth keeping only",
    "if the held-back score improves; if it does not, the gap did no harm.",
)
_GIST_OF_THE_REVERSE = text(
    "No, that is not overfitting, and it does not lead to it. A validation score above the training score mostly comes",
    "from the luck of a small or easier split; from dropout or augmentation, which make training harder than",
    "validation; or from a training score that is averaged over the epoch while the model still learned.",
)
_DETAIL_OF_THE_REVERSE = text(
    "A small difference is noise: compare it with the standard error over the folds. For a large one, check that both",
    "parts have the same share of the classes, that no copies or relatives stand on both sides (leakage), and that",
    "both scores are told in the same way.",
)
_GIST_OF_LOOKING = text(
    "Put the training score and the cross-validated score of each configuration side by side, with the standard error",
    "over the folds. Where trials fit their training rows better and better while the held-back score falls, they",
    "overfit; the gap of one trial alone is not the verdict.",
)
_GIST_OF_DIVERGING = text(
    "That is what overfitting over the rounds or epochs looks like: from where the held-back loss turns up, the model",
    "learns the noise of its training rows. Stop at the best round (early stopping, on rows of their own), and try a",
    "smaller step, a stronger penalty or more rows; the model of the best round is not harmed by the later ones.",
)
_GIST_OF_CLOSING = text(
    "Do not tune for a small gap: a useless model has none. Tune for the held-back score. More regularization, simpler",
    "settings and more rows usually close the gap, and are worth it only where that score rises as well.",
)


def _gist_of_perfection(_: Question, draft: Draft) -> None:
    draft.say(
        f"Not by itself. {draft.refer(FORESTS, 'A random forest')}, nearest neighbors and deep boosted trees know",
        "their training rows nearly by heart by the way they are built, and may be the best models all the same. Judge",
        "by the held-back score; for a linear model, a perfect training score would be odd, and a sign of leakage or",
        "of too many columns.",
    )


def _diverging(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what early stopping kept in this run."""
    stopping = finding_of(record, "early_stopping")
    draft.say(f"In your run: {measured(stopping, draft)}" if stopping is not None else "")
    _in_run(_, record, draft)


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
    say_trend(record, draft)
    _say_risk(record, draft)
    say_true_scores(record, draft, most=1)
    draft.show(gap_chart(record, completed(record)))


def _say_risk(record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        risk = _RISKS[record.result.overfitting.risk]
        draft.say(f"The verdict on overfitting, from all the evidence, is that the risk is {risk}.")


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
    shown = completed(record)[:_SHOWN]
    first = leader(record)
    if not shown or first is None:
        draft.say("In your run no trial has a score yet.")
        return
    draft.say(f"{record.metric.title} of the best trials of your run, on rows seen and unseen:")
    header = ("trial", "family", "training score", "held-back score", "standard error")
    draft.table(header, [_line(record, trial, draft) for trial in shown])
    say_gap(record, first, draft)
    say_usual(record, first, draft)
    _say_risk(record, draft)
    draft.show(gap_chart(record, completed(record)))


def _line(record: RunRecord, trial: Trial, draft: Draft) -> tuple[str, ...]:
    train, error = train_fact(record, trial), error_fact(record, trial)
    return (
        draft.cite(number_fact(trial)),
        family_title(record, trial.family),
        draft.cite(train) if train else "not recorded",
        draft.cite(score_fact(record, trial)),
        draft.cite(error, 2) if error else "not recorded",
    )


def _by_fold(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    say_gap(record, first, draft)
    say_usual(record, first, draft)
    say_correction(record, draft)
    draft.show(folds_chart(record, first))


def _scores_named(asked: Question, draft: Draft) -> None:
    if not say_asked_scores(asked, draft):
        _GIST(asked, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \bschools?\b|does not indicate|(?:indicates?|means?|signs? of) overfit
            """),
            _GIST_OF_BOTH_SCHOOLS,
            _detail,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bvalidation\b.*\b(?:greater|higher|better|above|larger|more) than (?:the |my |its )?train
                \btrain\w*\b.*\b(?:lower|worse|less|smaller|below) (?:than )?(?:the |my )?(?:validation|test)
            """),
            _GIST_OF_THE_REVERSE,
            _DETAIL_OF_THE_REVERSE,
            _reverse,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \btrain\w* .*\b(?:zero|perfect)|\b(?:perfect|zero) .*train
                \bnum (?:% )?(?:train|metric:\w+ on (?:the )?train)
                \btrain\w* (?:\w+ )?(?:is|of) (?:num|one)\b(?!.*\bnum\b)
            """),
            _gist_of_perfection,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
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
            _GIST_OF_DIVERGING,
            silent,
            _diverging,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:look|see|show|plot|compare|list|display)\b.*\b(?:train|both)|side by side|for both
            """),
            _GIST_OF_LOOKING,
            silent,
            _side_by_side,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:close|reduce|shrink|lower|minimi[sz]e|narrow)\b.*\bgap|\bgap\b.*\b(?:close|reduce|shrink|smaller)
            """),
            _GIST_OF_CLOSING,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:fold|folds)\b
            """),
            _GIST,
            _detail,
            _by_fold,
        ),
        Kind(ANYTHING, _GIST, _detail, _in_run),
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
)
