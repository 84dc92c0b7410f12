"""Step size of gradient methods, and shrinkage in boosting."""

import re

from assistant.draft import Draft
from assistant.evidence.literature import SMALL_STEPS, USUAL_LARGEST_STEP
from assistant.evidence.literature_truth import TRIALS_FOR_IMPORTANCE
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    best_of_family,
    completed,
    count_fact,
    leader,
    number_fact,
    score_fact,
    value_fact,
)
from assistant.evidence.tried_values import TriedValues
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import say_settings, settings_of
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_coupled, say_named
from assistant.topics.settings.learning_rate_asked import LEARNING_RATE_ASKED
from assistant.topics.settings.rounds import mean_rounds_fact, say_rounds
from assistant.topics.settings.setting_importance import importance_sentence, say_halves
from assistant.topics.settings.tried_sentences import say_second, say_tried, say_verdict
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("step",)


_NOT_A_NUMBER = re.compile(r"\bnan\b|infinit|\binf\b|explod|diverg|blow|runs? away|not a number")


_DEFINES = re.compile(r"\bwhat (?:is|are|does)\b|\bexplain|\bdefin|\bmean")
_RELATES = re.compile(r"\brelat\w+|\binteract\w*|\bdepends?\b|\bcoupled\b|\btrade|hp:(?:n_trees|passes|batch)")
MOST_SHOWN = 4
_FEWEST_SHOWN = 2
_WITH_ROUNDS = re.compile(
    r"hp:step.*\b(?:rounds|trees|iterations|hp:n_trees)|(?:\b(?:rounds|trees|iterations)|hp:n_trees)\b.*hp:step"
)
_SECOND = re.compile(r"\bsecond|\bboth\b|\btop\b|\brunner|\bother trials?\b|\bnext best\b")
_IS_ELSEWHERE = re.compile(r"adaboost|\bsame as\b")
_TRIED = re.compile(r"\b(?:tried|try|search(?:ed)?|bad|worse|worst|matter\w*|sensitiv\w*|effect|affect\w*|influence)\b")


_CHANGES = re.compile(
    r"^(?!.*\b(?:tun\w+|during|while|decay|schedule|existing|adaboost|need|worse)\b).*"
    r"\b(?:halv\w+|half|doubl\w+|increas\w+|rais\w+|lower(?:ing)?|reduc\w+|decreas\w+|smaller|larger)\b"
)


def _gist(asked: Question, draft: Draft) -> None:
    if _NOT_A_NUMBER.search(asked.tagged):
        draft.say(
            "Quite possibly: a **learning rate** that is too large overshoots, and the loss grows until it is no",
            "number at all. But no number also comes from arithmetic (the logarithm of zero, an overflow, a missing",
            "value), so check the loss and the inputs as well.",
        )
        return
    is_of_schedule = "learning_rate_schedule" in asked.entities.hyperparameters
    is_of_words = (
        asks_for_account(asked) and not _RELATES.search(asked.tagged) and not _IS_ELSEWHERE.search(asked.tagged)
    )
    if (is_of_schedule or is_of_words) and say_named(asked, None, draft):
        return
    if _CHANGES.search(asked.tagged):
        draft.say(
            "Half the **learning rate** needs about twice the rounds or epochs, and about twice the time. In boosting",
            "it usually scores a little better if enough rounds are allowed, and underfits if they are not. Twice the",
            "rate is quicker and coarser: it overfits more in boosting, and may overshoot in a network.",
        )
        return
    if _DEFINES.search(asked.tagged):
        draft.say(
            "The **learning rate** is the size of each step that the fit takes; in boosting, the share of each new",
            "tree that is added. Too large overshoots, too small needs far more steps.",
        )
        return
    draft.say(
        "Judge the **learning rate** by the held-back score, together with the rounds that belong to it: too large a",
        "rate jumps or overfits early, too small a one is not finished when the rounds are used up, and in between the",
        "score is flat. Plot the loss against the rounds: jumps and growth come of steps that are too large, and",
        "a crawl of steps that are too small.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _NOT_A_NUMBER.search(asked.tagged):
        draft.say(
            "Steps beyond what the curve of the loss allows overshoot further each time. That limit is sharp, so a",
            "single power of ten can decide between learning and running away: search the rate on a log scale.",
        )
        draft.list(
            [
                "Lower the rate tenfold; scale the inputs; clip gradients; take an optimizer such as Adam.",
                "Use a loss that is stable (no logarithm of a probability of zero), and look for `nan` in the inputs.",
                "Record such a trial as failed rather than scoring it.",
            ]
        )
        return
    is_of_words = asks_for_account(asked) and not _RELATES.search(asked.tagged)
    if is_of_words or "learning_rate_schedule" in asked.entities.hyperparameters:
        draft.say("What to do: let early stopping find the number of rounds or epochs that belongs to the rate.")
        return
    draft.say(
        "In gradient descent a step beyond what the curve of the loss allows overshoots, and the loss may grow without",
        "bound; that limit is sharp, so one power of ten can decide. In boosting a large rate does not diverge: it",
        f"fits faster and overfits more; {draft.refer(SMALL_STEPS, 'small steps with many trees')} predict better,",
        f"usually at or below {draft.cite(USUAL_LARGEST_STEP)}.",
    )
    draft.say(
        "What to do: search it on a log scale, together with the number of trees or epochs (half the rate needs",
        "about twice the rounds), and let early stopping find that number. Scale the inputs of a network.",
    )


def _owner(record: RunRecord) -> Trial | None:
    """Return the leader where it has a learning rate, else the best trial of a family that has one."""
    first = leader(record)
    if first is not None and settings_of(record, first, GROUPS):
        return first
    return next((trial for trial in completed(record) if settings_of(record, trial, GROUPS)), None)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    wanted = next((best_of_family(record, family) for family in asked.entities.families), None) or _owner(record)
    if first is not None and not settings_of(record, first, GROUPS):
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no learning rate.")
    if _NOT_A_NUMBER.search(asked.tagged):
        _say_failed(record, draft)
        return
    found = [] if wanted is None else settings_of(record, wanted, GROUPS)
    if wanted is not None and found:
        say_verdict(asked, record, wanted, found, draft)
        _say_others(asked, record, found[0], draft)
        say_settings(record, wanted, GROUPS, draft)
        say_coupled(asked, record, wanted, GROUPS, draft)
        if not _TRIED.search(asked.tagged):
            say_tried(record, found[0], draft)
        if not _say_with_rounds(asked, record, found[0], draft):
            say_rounds(record, wanted, draft)
    elif first is None:
        draft.say("In your run no configuration has a score yet.")


def _say_with_rounds(asked: Question, record: RunRecord, tried: TriedValues, draft: Draft) -> bool:
    """Put rate, rounds and score of the best trials side by side, where rate and rounds are asked for together."""
    if not _WITH_ROUNDS.search(asked.tagged):
        return False
    shown = [(trial, rounds) for trial in tried.trials[:MOST_SHOWN] if (rounds := mean_rounds_fact(trial)) is not None]
    if len(shown) < _FEWEST_SHOWN:
        return False
    name = tried.account.name
    rows = [
        (
            draft.cite(number_fact(trial)),
            draft.cite(value_fact(trial, name), 3),
            draft.cite(rounds),
            draft.measure(score_fact(record, trial)),
        )
        for trial, rounds in shown
    ]
    draft.say("The best trials with a learning rate, and the rounds that their folds kept on average:")
    draft.table(("trial", code(name), "rounds", record.metric.title), rows)
    is_tied = rival(record, shown[0][0], shown[-1][0]).is_tied
    draft.say(
        "A smaller rate usually goes with more rounds.",
        "The scores of these trials do not differ beyond the noise of the folds." if is_tied else "",
    )
    return True


def _say_others(asked: Question, record: RunRecord, tried: TriedValues, draft: Draft) -> None:
    """Write how other rates did: the second best, the smaller beside the larger, and from best to worst."""
    if _SECOND.search(asked.tagged):
        say_second(record, tried, draft)
    if _TRIED.search(asked.tagged):
        draft.say(importance_sentence(record, tried, draft) or _no_share_sentence(draft))
        if not say_halves(record, tried, draft):
            say_tried(record, tried, draft, 2)


def _no_share_sentence(draft: Draft) -> str:
    needed = draft.cite(TRIALS_FOR_IMPORTANCE)
    return (
        f"How much it mattered beside other settings cannot be told: that takes {needed} complete trials of a family."
    )


def _say_failed(record: RunRecord, draft: Draft) -> None:
    """Say how many fits of the run did not end in a score: a loss that runs away is one of the reasons."""
    failed = count_fact(record, "failed")
    draft.say(
        f"In your run {draft.cite(failed)} trials failed;",
        "what each of them died of stands at the trial, and none of them has a score or can win."
        if failed.value
        else "a fit whose loss ran away would be recorded as failed, without a score.",
    )


def _has_rate(record: RunRecord) -> bool:
    return _owner(record) is not None


_ANSWERS = DirectAnswers(LEARNING_RATE_ASKED, _gist, _detail, _in_run)

LEARNING_RATE = Topic(
    name="learning_rate",
    cues=cues(r"""
        9 \b(?:reasonable|sensible|typical|usual|good|right|normal|recommended|ideal|best|
        ...standard) (?:value for |range for |range of |values? of )?(?:the |a )?hp:step
        9 \b(?:what|tell me|how) (?:about|does|is|do|are|was|were) (?:the |a |my )?hp:step\b
        9 hp:step.*\boverfit|\boverfit.*hp:step|\b(?:explain|define|describe|
        ...understand) (?:to me )?(?:what )?(?:the |a )?hp:step
        8 \bloss (?:goes|went|going|becomes|became|turns|is)\b.*\b(?:nan|infinite|inf)\b
        6 hp:step
        16 \bwhy (?:is|are|does|do)\b.*hp:step\b.*\b(?:called|considered|seen as|important|matter|
        ...regulari\w+|a hyperparameter)\b
        11 hp:step (?:\w+ )?(?:too|so|very) (?:big|high|large|low|small)
        5 \bstep size|size of (?:the |each )?steps?|\blearning speed
        5 \bloss\b.*\b(?:nan|explodes?|rises?|diverges?|infinite)\b
    """),
    examples=(
        "what learning rate was chosen",
        "is my learning rate too high",
        "what does the learning rate do",
        "why does the loss go to nan",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="What does the learning rate do?",
    run_invitation="What learning rate was chosen, and is it high or low?",
    leads_to=("n_estimators", "why_this_value", "regularization"),
    suits=_has_rate,
)
