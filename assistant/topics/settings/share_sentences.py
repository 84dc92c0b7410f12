"""Sentences on which hyperparameters decided the scores of a family, and how flat the score is near the best."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.importances import (
    HREF,
    as_good_as_best,
    family_importances,
    n_trials_fact,
    point_facts,
    share_fact,
    values_facts,
)
from assistant.evidence.literature_truth import TRIALS_FOR_IMPORTANCE
from assistant.evidence.trials import best_of_family, completed, value_fact
from assistant.evidence.tried_values import tried_values
from assistant.markup import code
from assistant.naming import family_title, in_sentence, trial_named
from assistant.topics.setting import change_sentence
from models.record import DependencePoint, FamilyImportances, RunRecord, ScoreDependence, Trial

IDLE_SHARE = 0.05
"""A share below which a hyperparameter is called idle: a reader's rounding, no test."""
SHOWN = 5


def say_shares(record: RunRecord, family: str, draft: Draft, said: Sequence[str] = ()) -> None:
    """Write the shares of a family's hyperparameters with what told them, or why they cannot be told.

    How the score went with those that were ``said`` already is not repeated.
    """
    told = family_importances(record, family)
    title = family_title(record, family)
    if told is None:
        _say_nothing_recorded(record, family, draft)
    elif told.hyperparameters:
        draft.say(
            f"In your run, of {draft.cite(n_trials_fact(told))} complete trials of {title}, {code(told.evaluator)}",
            "tells these shares of the importance:",
        )
        draft.list(
            [f"{code(one.name)}: {draft.cite(share_fact(told, one), 2)}" for one in told.hyperparameters[:SHOWN]]
        )
        _say_idle(told, draft)
        _say_how_it_went(record, told, told.hyperparameters[0].name, draft)
    else:
        whole = EvidenceFact(f"why nothing is told of {family}", None, href=HREF)
        known = [n_trials_fact(told)]
        _say_widest(record, told, draft, said)
        draft.say(
            f"Shares of the importance cannot be told in your run for {title}:",
            in_sentence(draft.quote(told.because, whole, known)),
        )
        say_price_of_more(record, family, draft)


def say_share_of(record: RunRecord, family: str, name: str, draft: Draft) -> bool:
    """Write the share of one hyperparameter and how the score went with it; return whether there is one."""
    told = family_importances(record, family)
    one = next((one for one in told.hyperparameters if one.name == name), None) if told is not None else None
    if told is None or one is None:
        return False
    rank = EvidenceFact(f"place of {name} by importance", told.hyperparameters.index(one) + 1, href=HREF)
    draft.say(
        f"In your run {code(name)} takes place {draft.cite(rank)} among the hyperparameters of",
        f"{family_title(record, family)}, with a share of {draft.cite(share_fact(told, one), 2)}",
        f"({code(told.evaluator)},",
        f"{draft.cite(n_trials_fact(told))} trials).",
    )
    _say_how_it_went(record, told, name, draft)
    return True


def say_effect_of(record: RunRecord, family: str, name: str, draft: Draft) -> None:
    """Where no share can be told: write how the score went with one hyperparameter, and whether a change promises."""
    told = family_importances(record, family)
    best = best_of_family(record, family)
    tried = tried_values(record, family, name)
    if best is not None and tried is not None and name in best.hyperparameters:
        draft.say(change_sentence(record, best, tried))
    if told is not None:
        _say_how_it_went(record, told, name, draft)


def _say_nothing_recorded(record: RunRecord, family: str, draft: Draft) -> None:
    if record.result is None:
        draft.say("Which hyperparameters matter is told once your run has finished.")
        return
    draft.say(
        f"Which hyperparameters of {family_title(record, family)} mattered is not recorded in your run; it takes",
        f"{draft.cite(TRIALS_FOR_IMPORTANCE)} complete trials of one family to tell.",
    )
    say_price_of_more(record, family, draft)


def say_price_of_more(record: RunRecord, family: str, draft: Draft) -> None:
    """Write how many trials it takes, and what further ones cost."""
    trials = [trial for trial in completed(record) if trial.family == family]
    needed = int(TRIALS_FOR_IMPORTANCE.value or 0) - len(trials)
    if not trials or needed <= 0:
        return
    seconds = needed * sum(trial.seconds for trial in trials) / len(trials)
    missing = EvidenceFact(f"further complete trials of {family} that would be needed", needed, href="trials")
    price = EvidenceFact("seconds of work that they take, as the trials so far did", round(seconds, 1), "s", "trials")
    draft.say(f"To settle it takes {draft.cite(missing)} more, about {draft.measure(price, 2)} of work.")


def _say_idle(told: FamilyImportances, draft: Draft) -> None:
    idle = [one for one in told.hyperparameters if one.share < IDLE_SHARE]
    if idle:
        named = ", ".join(f"{code(one.name)} ({draft.cite(share_fact(told, one), 2)})" for one in idle[:SHOWN])
        draft.say(f"Near nothing: {named}. Fix those at their defaults next time, and spend the trials on the others.")


def _say_how_it_went(record: RunRecord, told: FamilyImportances, name: str, draft: Draft) -> None:
    """Write in which tried range of a hyperparameter the trials did best, and in which worst."""
    found = next((one for one in told.dependence if one.name == name), None)
    if found is None or len(found.points) < 2:
        return
    best, worst = _ends(record, found)
    draft.say(
        f"Trials with {code(name)} {_range(record, name, best, draft)} on average, those",
        f"{_range(record, name, worst, draft)}.",
    )


def _say_widest(record: RunRecord, told: FamilyImportances, draft: Draft, said: Sequence[str]) -> None:
    """Where no share can be told: write with which hyperparameters the mean scores went apart farthest and least."""
    known = [one for one in told.dependence if len(one.points) > 1]
    if not known:
        return
    widest, least = (pick(known, key=lambda one: _apart(record, one)) for pick in (max, min))
    draft.say(
        f"In your run {code(widest.name)} made the largest difference, as a hint and no more (from",
        f"{draft.cite(n_trials_fact(told))} complete trials of {family_title(record, told.family)})"
        + _end(widest, said),
    )
    if widest.name not in said:
        _say_how_it_went(record, told, widest.name, draft)
    if least is not widest:
        draft.say(f"The least made {code(least.name)}, so that would be the first to leave alone{_end(least, said)}")
        if least.name not in said:
            _say_how_it_went(record, told, least.name, draft)


def _end(one: ScoreDependence, said: Sequence[str]) -> str:
    return "." if one.name in said else ":"


def _apart(record: RunRecord, found: ScoreDependence) -> float:
    best, worst = _ends(record, found)
    return abs(best.mean - worst.mean)


def _ends(record: RunRecord, found: ScoreDependence) -> tuple[DependencePoint, DependencePoint]:
    sign = 1.0 if record.metric.greater_is_better else -1.0
    ordered = sorted(found.points, key=lambda point: sign * point.mean)
    return ordered[-1], ordered[0]


def _range(record: RunRecord, name: str, point: DependencePoint, draft: Draft) -> str:
    *ends, score = point_facts(record, name, point)
    if len(ends) == 1 or ends[0].value == ends[1].value:
        where = f"at {draft.cite(ends[0], 3)}"
    else:
        where = f"from {draft.cite(ends[0], 3)} to {draft.cite(ends[1], 3)}"
    return f"{where} score {draft.measure(score)}"


def say_flatness(record: RunRecord, first: Trial, draft: Draft) -> None:
    """Write which values did as well as the chosen ones, so that rounding inside of them is safe."""
    near = as_good_as_best(record, first)
    lines = []
    for name in first.hyperparameters:
        ends = values_facts(near, name)
        if ends is not None:
            chosen = draft.cite(value_fact(first, name), 3)
            lines.append(f"{code(name)}: {chosen}; from {draft.cite(ends[0], 3)} to {draft.cite(ends[1], 3)} as good")
    if not lines:
        draft.say(
            "No other trial of the family came within one standard error of the best, so how far a value may be",
            "rounded cannot be told; the same trial with rounded values would settle it.",
        )
        return
    count = EvidenceFact("trials of the family within one standard error of the best", len(near), href="trials")
    draft.say(
        f"{draft.cite(count)} trials of {family_title(record, first.family)} score within one standard error of the",
        f"best ({trial_named(draft, first)}); their values lie as far apart as this, so rounding inside is safe:",
    )
    draft.list(lines)
