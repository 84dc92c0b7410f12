"""Passes over the data, rounds and patience: when a fit ends, and which round is kept."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.learning_curves import STOP_EARLY as FAMILIES
from assistant.evidence.learning_curves import Stops, stops_of
from assistant.evidence.literature_models import STOP_EARLY
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.settings.early_stopping_asked import EARLY_STOPPING_ASKED
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_named
from assistant.topics.settings.rounds import enough_sentence, say_curve, say_rounds
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

_BEST = re.compile(
    r"^(?!.*\bwhy\b.*\bdiffer).*(?:best (?:iteration|epoch|round|model)|minimum|\bget it\b"
    r"|last (?:iteration|epoch|round)|not the one)"
)
_EARLY = re.compile(
    r"(?:first|early|few|iteration|round|epoch) (?:num )?(?:rounds|iterations|epochs|num)\b|too (?:early|soon)"
    r"|ignore|immediately|right away"
)
_TOO_EARLY = re.compile(r"\btoo? (?:early|erly|soon)\b|\b(?:more|longer) (?:hp:)?patience\b")
_DEFINES_PATIENCE = re.compile(r"\bwhat (?:is|does)\b(?!.*\bmy\b)")
_PATIENCE = re.compile(r"\bpatience\b|how long .*wait")
_AGAINST_STEPS = re.compile(r"epoch.*(?:iteration|\bsteps?\b|batch)|(?:iteration|\bsteps?\b|batch).*epoch")
_COMPARES = re.compile(r"difference|differ|\bvs\b|same|versus|compared")
_TURNS = re.compile(r"\b(?:loss|error)\b.*\b(?:rises?|goes up|going up|increas\w+|up again)|\bloss\b.*\boverfit")
_DEFINES = re.compile(r"\bwhat (?:is|are|does)\b|\bexplain|\bdefin|\bmean")
_DOES = re.compile(r"\b(?:does|do|affects?|influence|change)\b")
_STOPPING_ROWS = re.compile(r"validation (?:set|rows|data|fold)|which (?:rows|data)|eval(?:uation)? set|leak")


def _gist(asked: Question, draft: Draft) -> None:
    if _TURNS.search(asked.tagged):
        draft.say(
            "From the epoch on where the loss on held-apart rows turns up while the training loss still falls, the fit",
            "learns the noise: it overfits. Keep the model of that turning point, which is what **early stopping**",
            "does; to push it further out, use a stronger penalty, a smaller model, or more rows.",
        )
        return
    if _DOES.search(asked.tagged) and asks_for_account(asked) and say_named(asked, None, draft):
        return
    if _AGAINST_STEPS.search(asked.text.lower()) and _COMPARES.search(asked.tagged):
        draft.say(
            "An **iteration** (or step) uses one batch of rows; an **epoch** is over when every row was used once, and",
            "so has as many iterations as there are batches. In boosting an iteration is a **round**: a tree more.",
        )
    elif _PATIENCE.search(asked.text.lower()):
        draft.say(
            "**Patience** is how many rounds or epochs without improvement are waited for before the fit ends. It",
            "matters less than that one stops at all, because the best round is kept and not the last; give it more",
            "with small steps or few stopping rows, whose loss is noisy.",
        )
    elif _EARLY.search(asked.tagged):
        draft.say(
            "A best round that comes very early is a sign, not something to ignore: most often the learning rate is",
            "too high, or too few rows tell when to stop, or the columns say little about the target. Lower the rate",
            "(a tenth of it, with more rounds allowed) rather than forcing a least number of rounds, which overfits.",
        )
    elif _BEST.search(asked.tagged):
        draft.say(
            "Yes: the best round is recorded (`best_iteration`, or a saved copy of the best weights), and predictions",
            "use the trees up to it. The fit goes on for the patience after that round, which is why the last model is",
            "not the best; the scikit-learn interfaces of XGBoost and LightGBM predict with the best one by default.",
        )
    elif _DEFINES.search(asked.tagged):
        draft.say(
            "An **epoch** is one pass of a neural network over the training rows; a boosting **round** adds a tree.",
            "**Early stopping** ends the fit when rows held apart no longer improve, and keeps the best round.",
        )
    else:
        draft.say(
            "Let **early stopping** settle it: allow generously many epochs (passes of a network over the rows) or",
            "boosting rounds (trees), watch the loss on rows held apart, stop when it has not improved for some time,",
            "and keep the best round and not the last.",
        )


def _detail(asked: Question, draft: Draft) -> None:
    draft.list(
        [
            "With early stopping a generous maximum is harmless: it costs time only while the loss still improves.",
            "Without it, too many passes overfit and too few underfit, so that their number has to be tuned.",
            (
                "The rows that tell when to stop must not be those that the score is told on, or "
                f"{draft.refer(STOP_EARLY, 'the score is flattered')}."
                + (" Here they are split off the training part of each fold." if _asks_rows(asked) else "")
            ),
        ]
    )
    draft.say(
        "What to do: allow many rounds, use small steps, and watch where it stops. At the maximum: allow more. In the",
        "first rounds: lower the learning rate. Forests, linear models and nearest neighbors have no epochs.",
    )


def _asks_rows(asked: Question) -> bool:
    return _STOPPING_ROWS.search(asked.tagged) is not None


def _wanted(asked: Question, record: RunRecord) -> Trial | None:
    """Return the trial to speak of: of a family that was named, the leader, or the best that stops early."""
    families = [*asked.entities.families]
    if "n_epochs" in asked.entities.hyperparameters or "epoch" in asked.tagged.split():
        families.append("neural_network")
    named = next((best_of_family(record, family) for family in families if best_of_family(record, family)), None)
    first = leader(record)
    if named is not None:
        return named
    if first is not None and first.family in FAMILIES:
        return first
    return next((trial for trial in completed(record) if trial.family in FAMILIES), None)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first, wanted = leader(record), _wanted(asked, record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    if first.family not in FAMILIES:
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no epochs and does not stop early: it needs no such limit.")
    elif first.family != "neural_network" and re.search(r"\bepochs?\b|hp:passes", asked.tagged):
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no epochs; its boosting rounds play that part.")
    if wanted is None:
        return
    stops = stops_of(wanted)
    if stops is None:
        draft.say(f"Where {trial_named(draft, wanted)} stopped is not recorded.")
        return
    draft.say(enough_sentence(record, stops, draft), _others_sentence(record, draft))
    say_rounds(record, wanted, draft)
    if not say_curve(wanted, draft):
        draft.say("The loss round by round is not recorded.")
    _say_patience(asked, stops, draft)
    _say_finding(record, wanted, draft)


def _others_sentence(record: RunRecord, draft: Draft) -> str:
    """Say how many of all trials that can stop early used up the rounds that they were allowed."""
    found = [stops for stops in map(stops_of, completed(record)) if stops is not None]
    if len(found) < 2:
        return ""
    n_at_cap = sum(stops.n_at_cap > 0 for stops in found)
    all_of = EvidenceFact("complete trials that can stop early", len(found), href="trials")
    at_cap = EvidenceFact("of them, trials with a fold that used all rounds", n_at_cap, href="trials")
    return f"Of {draft.cite(all_of)} trials that can stop early, {draft.cite(at_cap)} used all their rounds in a fold."


def _say_patience(asked: Question, stops: Stops, draft: Draft) -> None:
    """Say what is known of the patience where it is asked for, and whether more of it could help a fit that ended."""
    if _PATIENCE.search(asked.text.lower()) and not _DEFINES_PATIENCE.search(asked.tagged):
        draft.say(
            "The patience itself is not recorded: a rule of the fit sets it, and it was not searched. The rounds that",
            "were kept, beside the maximum, tell whether it was enough.",
        )
    if _TOO_EARLY.search(asked.tagged) and not stops.n_at_cap:
        draft.say(
            "More patience would help only if the loss fell below its best again after the last round that was seen; a",
            "smaller learning rate with more rounds is the cheapest way to find out, and I can try one on the same",
            "folds: name the value.",
        )


def _say_finding(record: RunRecord, wanted: Trial, draft: Draft) -> None:
    """Give what the check of every run found, where it speaks of this trial."""
    finding = next((item for item in record.findings if item.code == "early_stopping"), None)
    is_winner = record.result is not None and record.result.trial == wanted.number
    if finding is not None and finding.answer == "found" and is_winner:
        whole = EvidenceFact(finding.title, finding.value, "", "findings/early_stopping")
        draft.say(draft.quote(finding.sentence, whole), draft.quote(finding.remedy, whole))


def _has_stops(record: RunRecord) -> bool:
    return any(stops_of(trial) is not None for trial in completed(record))


_ANSWERS = DirectAnswers(EARLY_STOPPING_ASKED, _gist, _detail, _in_run)

EPOCHS_EARLY_STOPPING = Topic(
    name="epochs_early_stopping",
    cues=cues(r"""
        11 hp:(?:passes|patience)
        11 early stop|\bepochs?\b|best iteration|\bpatience\b|\bstop(?:ped|ping|s)? (?:\w+ )?early
        9 \b(?:keeps?|still|kept) improv\w+\b|\blast (?:round|epoch|iteration)s?\b
        16 \bbest[_ ]iteration\b
        12 \bwhen to stop\b|\bwhy did .* stop\b.*\b(?:rounds|num|early|epochs?)
        8 \b(?:train\w*|validation) loss\b.*\b(?:rises?|goes up|falls?|increases?|decreas\w+)
        9 \b(?:show|draw|plot|see)\b.*\b(?:learning|loss|training) curves?
        8 \blearning curves?\b.*\b(?:rounds?|loss)|\bloss curves?\b|passes over
        7 (?:rounds|iterations|training)\b.*\b(?:enough|stop(?:ped)?)\b|when did (?:the )?training
    """),
    examples=(
        "how many epochs should i train",
        "what is early stopping",
        "is the number of epochs in my run enough",
        "how much patience should early stopping have",
        "can i ignore the best iteration if it comes early",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="What does early stopping do?",
    run_invitation="Did early stopping end the fits of my run, or the number of epochs?",
    leads_to=("n_estimators", "learning_rate", "overfitting"),
    suits=_has_stops,
)
