"""What overfitting is, whether this run overfits, and how that is known."""

from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, finding_of, found, named_in
from assistant.evidence.trials import completed, leader
from assistant.naming import in_sentence
from assistant.topics import overfitting_words as words
from assistant.topics.asked_score_sentences import say_asked_scores
from assistant.topics.check_sentences import check_sentence
from assistant.topics.choosing_sentences import detail_of_choosing, say_choosing, yes_to_choosing
from assistant.topics.finding_list import explain_finding, list_checks
from assistant.topics.finding_sentences import measured, say_found
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.overfitting_verdict import (
    has_settling,
    say_correction,
    say_findings,
    say_scores,
    say_verdict,
    say_what_settles,
    verdict_in_short,
)
from assistant.topics.small_table_sentences import detail_of_swings, gist_of_swings, say_swings
from assistant.topics.topic import Topic
from assistant.topics.true_score_sentences import say_how_to_settle, say_true_scores
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _verdict(asked: Question, record: RunRecord, draft: Draft) -> None:
    named = named_in(asked.text, record)
    if named:
        for finding in named[:2]:
            explain_finding(finding, draft)
        draft.say(verdict_in_short(record))
        return
    say_verdict(record, draft)
    _say_evidence(record, draft)
    say_findings(record, draft)
    say_what_settles(record, draft)


def _settling(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what would make the verdict surer, and what no check can know."""
    draft.say(verdict_in_short(record) or "Your run has no verdict on overfitting yet: it is made at the end.")
    say_what_settles(record, draft)
    if record.result is not None and not has_settling(record):
        draft.say(check_sentence(record, "nested_cv", "No open question is recorded; the surest test would be", draft))
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def _say_evidence(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.validation_score is not None:
        say_scores(record, first, draft)
        draft.show(gap_chart(record, completed(record)))
    say_correction(record, draft)
    if not say_true_scores(record, draft) and record.result is not None and not has_settling(record):
        say_how_to_settle(draft)


def _what(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Give the whole verdict where it is asked about, and its short form beside a definition."""
    if asked.is_about_run or named_in(asked.text, record):
        _verdict(asked, record, draft)
    else:
        _in_short(asked, record, draft)


def _in_short(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the run's own scores and verdict beside what was said in general."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet.")
        return
    draft.say(
        f"In your run {in_sentence(verdict_in_short(record))}"
        if record.result
        else "Your run has no verdict on overfitting yet: it is made once the run has finished."
    )
    say_scores(record, first, draft)
    say_correction(record, draft)
    say_true_scores(record, draft, most=1)
    draft.show(gap_chart(record, completed(record)))


def _cure(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what this run shows of it, and what its own findings advise."""
    if record.result is None:
        draft.say("Your run has no verdict on overfitting yet: it is made once the run has finished.")
    else:
        draft.say(f"In your run {in_sentence(verdict_in_short(record))}")
    hits = found(record)
    if hits:
        draft.say("What its checks found, and what to do about it:")
        say_found(hits, draft, most=2)
    elif record.result is not None:
        draft.say("Its checks found nothing that calls for a cure.")
    first = leader(record)
    if first is not None and first.validation_score is not None:
        say_scores(record, first, draft)
        draft.show(gap_chart(record, completed(record)))


def _failing_in_use(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what this run holds of each cause."""
    draft.say(f"In your run {in_sentence(verdict_in_short(record))}" if record.result else "")
    hits = found(record, ("drift", *LEAKS))
    drift = finding_of(record, "drift")
    if hits:
        say_found(hits, draft, most=3)
    elif drift is not None:
        draft.say(f"No sign of drift or leakage was found. {measured(drift, draft)}")
    else:
        draft.say("In your run, drift and leakage have not been looked for yet." if record.result is None else "")
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def _scores_named(asked: Question, draft: Draft) -> None:
    if not say_asked_scores(asked, draft):
        words.gist(asked, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                deploy|production|in (?:real life|use|practice)\b|after (?:launch|release)
            """),
            words.gist_of_failing_in_use,
            words.detail_of_failing_in_use,
            _failing_in_use,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bnum\b.*\btrain.*\bnum\b|\btrain\w*\b.*\bnum\b.*\bnum\b
            """),
            _scores_named,
            words.detail_of_the_cure,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                random[_ ]state|\bseeds?\b|(?:score|result|metric:\w+)s? (?:changes?|varies|jumps?|swings?)
            """),
            gist_of_swings,
            detail_of_swings,
            say_swings,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                overfit (?:by|from|through|while|when) (?:tun|search|select|choos)|(?:tuning|search\w*) (?:\w+ )?overfit
                overfit the (?:validation|cross|folds)|how sure .*\bnew (?:data|rows)
            """),
            yes_to_choosing,
            detail_of_choosing,
            say_choosing,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:stop|avoid|prevent|reduce|fix|cure|fight|combat|lower|solve|less|against)\w*\b.*overfit
                overfit.*\b(?:tips?|avoid|prevent|reduce|fix|stop|do about|what (?:now|should|can)|remed)
                \b(?:tips?|what (?:can|should|do) (?:i|we) do)\b
            """),
            words.gist_of_the_cure,
            words.detail_of_the_cure,
            _cure,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bhow (?:can|do|does|could|would|to)\b.*\b(?:tell|know|detect|see|recogni[sz]e|notice|find out|spot)\b
                \b(?:signs?|symptoms?|indications?) of\b
            """),
            words.gist_of_telling,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bsettle|\bsurer\b|not (?:you )?check|\bunchecked\b
            """),
            words.short_gist,
            silent,
            _settling,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bfinding\b|\b(?:does|do) as well\b
            """),
            words.short_gist,
            silent,
            _verdict,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:checks?|findings|risks)\b
            """),
            words.short_gist,
            words.detail,
            list_checks,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:what is|define|meaning|mean|explain|definition)\b
            """),
            words.gist,
            words.detail,
            _what,
        ),
        Kind(ANYTHING, words.short_gist, words.detail, _verdict, is_for_the_run=True),
    )
)

OVERFITTING = Topic(
    name="overfitting",
    cues=cues(r"""
        9 \bnum\b.*\btrain\w*\b.*\bnum\b.*\b(?:test|validation)|\b(?:test|validation)\b.*\bnum\b.*\btrain\w*
        ...\b.*\bnum\b
        14 (?:great|good|well|fine|high|amazing)\b.*\b(?:production|deploy\w*|real life|live|in practice)\b
        12 \bfindings\b|\b(?:the|this|that|a) finding\b|\b(?:does|do) as well\b
        6 \boverfit
        9 \boverfit\w* or underfit|underfit\w* or overfit
        5 \bmemorize|learn(?:s|ed|ing|t)? (?:the |my )?(?:noise|data by heart|rows by heart)|by heart
        5 \b(?:generalize|work|hold up|perform)\b.*\b(?:new|unseen|other|fresh|real) (?:data|rows|customers|cases
        ...|people|examples)
        9 train\w*\b.*\bnum\b.*\b(?:test|validation)\b.*\bnum\b
        10 (?:good|great|well|perfect|high)\b.*\btrain\w*\b.*\b(?:fails?|bad|worse|poor|terrible|useless|drops?)\b
        7 \b(?:the|its|your|this|that) (?:verdict|risk)\b|\brisk (?:is|so)\b
        7 \bcould (?:you )?not (?:you )?check|\bunchecked\b|\bwould settle\b|\b(?:make|be) (?:\w+ )?surer\b
        6 \b(?:which|what|list|show|all)\b.*\b(?:checks|findings|risks)\b
    """),
    examples=(
        "does my model overfit",
        "what is overfitting",
        "how can i tell if it is overfitting",
        "how to stop overfitting",
        "is the model just memorizing the data",
        "what did the checks find",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is overfitting, and what do hyperparameters have to do with it?",
    run_invitation="Does my model overfit?",
    leads_to=("train_test_gap", "nested_cv_selection_bias", "data_leakage", "regularization", "cross_validation"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
