"""Sentences on the gaps of many trials: by family, along one setting, and which trials fit their own rows poorly."""

from itertools import groupby
from statistics import median

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import gap_fact, gap_of
from assistant.evidence.trials import BASELINES, completed, leader, number_fact, score_fact, train_fact, unit_of
from assistant.evidence.trials import value_fact as setting_fact
from assistant.evidence.tried_values import TriedValues
from assistant.markup import code
from assistant.naming import at_start, family_title, first_called, trial_named
from assistant.topics.setting import neighbor_sentences, settings_of, value_sentence
from assistant.topics.truth.gap_sentences import say_trend
from assistant.understanding.lexicon import group_of
from models.record import RunRecord, Trial

_FEWEST_TRIALS, _SHOWN, _MOST_SETTINGS = 4, 3, 3


def say_gaps_by_family(record: RunRecord, draft: Draft) -> None:
    """Write the middle gap and the best held-back score of each family, the smallest gap first."""
    ranked = sorted((trial for trial in _with_gaps(record)), key=lambda trial: trial.family)
    families = {family: list(trials) for family, trials in groupby(ranked, key=lambda trial: trial.family)}
    if not families:
        draft.say("In your run no trial has both scores, so no family can be told by its gap.")
        return
    middle = {family: median(gap_of(record, trial) or 0.0 for trial in trials) for family, trials in families.items()}
    order = sorted(middle, key=lambda family: middle[family])
    best = next(trial for trial in completed(record) if trial.family in families)
    draft.say(
        f"In your run the smallest gap has {family_title(record, order[0])}.",
        f"The best held-back score has {family_title(record, best.family)}, and that is what counts:"
        if best.family != order[0]
        else "It has the best held-back score as well, and that is what counts:",
    )
    header = ("family", "trials", "middle gap", "training score of its best", "held-back score of its best")
    draft.table(header, [_line_of_family(record, family, families[family], middle[family], draft) for family in order])


def _with_gaps(record: RunRecord) -> list[Trial]:
    return [trial for trial in completed(record) if trial.family not in BASELINES and gap_of(record, trial) is not None]


def _line_of_family(
    record: RunRecord, family: str, trials: list[Trial], middle: float, draft: Draft
) -> tuple[str, ...]:
    best = next(trial for trial in completed(record) if trial.family == family)
    count = EvidenceFact(f"complete trials of {family} with both scores", len(trials), href="trials")
    gap, train = EvidenceFact(f"middle gap of the trials of {family}", middle, unit_of(record), "trials"), train_fact
    its_train = train(record, best)
    return (
        family_title(record, family),
        draft.cite(count),
        draft.cite(gap, 2),
        draft.cite(its_train) if its_train else "not recorded",
        draft.cite(score_fact(record, best)),
    )


def say_gap_along(record: RunRecord, name: str, draft: Draft) -> bool:
    """Write how the gap and the held-back score go with a setting, in the family with most trials of it; if any."""
    tried = _most_tried(record, name)
    if tried is None:
        return False
    numbers = [(value, trial) for trial in tried.trials if _is_number(value := tried.value(trial))]
    ordered = [trial for _, trial in sorted(numbers, key=lambda pair: float(str(pair[0])))]
    half = len(ordered) // 2
    low, high = _half(record, ordered[:half], "smaller", tried), _half(record, ordered[half:], "larger", tried)
    wider = "larger" if float(str(high[0].value)) > float(str(low[0].value)) else "smaller"
    draft.say(
        f"In your run the gap of {family_title(record, tried.family.name)} is wider at {wider} values of",
        f"{code(tried.account.name)}: {draft.cite(low[0], 2)} in the middle of the trials with the smaller values,",
        f"{draft.cite(high[0], 2)} with the larger ones. The best held-back score is {draft.cite(low[1])} among the",
        f"smaller and {draft.cite(high[1])} among the larger: go by that, not by the gap. Other settings",
        "differed, too.",
    )
    return True


def _most_tried(record: RunRecord, name: str) -> TriedValues | None:
    """Return what was tried of a setting, or of its group, in the family with most trials of different values."""
    found = [
        tried
        for trial in _with_gaps(record)
        for tried in settings_of(record, trial, (group_of(name, ()),))
        if len(tried.trials) >= _FEWEST_TRIALS and len(tried.values) > 1 and _is_number(tried.values[0])
    ]
    return max(found, key=lambda tried: (tried.account.name == name, len(tried.trials)), default=None)


def _half(record: RunRecord, trials: list[Trial], side: str, tried: TriedValues) -> tuple[EvidenceFact, EvidenceFact]:
    """Return the middle gap and the best held-back score of one half of the trials."""
    gaps = [gap for trial in trials if (gap := gap_of(record, trial)) is not None]
    label = f"middle gap of the trials with the {side} {tried.account.name}"
    best = next(trial for trial in completed(record) if trial in trials)
    return EvidenceFact(label, median(gaps) if gaps else 0.0, unit_of(record), "trials"), score_fact(record, best)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def say_lowest_training(record: RunRecord, draft: Draft) -> None:
    """Write which trials score lowest on the rows that they were fitted on, the sign of underfitting."""
    trials, first = _with_gaps(record), leader(record)
    if not trials or first is None:
        draft.say("In your run no trial has both scores, so none can be told to underfit.")
        return
    lowest = sorted(trials, key=lambda trial: trial.train_score or 0.0, reverse=not record.metric.greater_is_better)
    draft.say(
        "A trial underfits where even its training score is poor. The poorest training scores of your run, poorest",
        "first:",
    )
    header = ("trial", "family", "training score", "held-back score", "gap", "settings")
    draft.table(header, [_line_of_training(record, trial, draft) for trial in lowest[:_SHOWN]])
    train = train_fact(record, first)
    if train is not None:
        draft.say(
            f"{at_start('the ' + first_called(record))} ({trial_named(draft, first)}) scores {draft.measure(train)} on",
            f"its training rows and {draft.measure(score_fact(record, first))} on held-back ones. Where a low training",
            "score goes with a held-back score as good as the others', nothing is missing.",
        )
    say_trend(record, draft)


def _line_of_training(record: RunRecord, trial: Trial, draft: Draft) -> tuple[str, ...]:
    gap, train = gap_fact(record, trial), train_fact(record, trial)
    names = list(trial.hyperparameters)[:_MOST_SETTINGS]
    return (
        draft.cite(number_fact(trial)),
        family_title(record, trial.family),
        draft.cite(train) if train else "",
        draft.cite(score_fact(record, trial)),
        draft.cite(gap, 2) if gap else "",
        ", ".join(f"{code(name)} {draft.cite(setting_fact(trial, name))}" for name in names),
    )


def say_levers(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write where a trial stands on the settings that make its family simple or complex."""
    account = next((family for family in record.families if family.name == trial.family), None)
    names = {name.lstrip("-") for name in account.complexity} if account else set()
    groups = {group_of(name, ()) for name in names}
    levers = [tried for tried in settings_of(record, trial, groups) if tried.account.name in names]
    if levers:
        draft.say("What makes it simple or complex stands here:")
        draft.list([value_sentence(trial, tried, draft) for tried in levers[:_SHOWN]])
        draft.say(*neighbor_sentences(record, trial, levers[0], draft))


def say_named_setting(record: RunRecord, name: str, draft: Draft) -> None:
    """Write where a setting that is asked about stands in the best trial that has it, and how its neighbors scored."""
    for trial in completed(record):
        found = settings_of(record, trial, (group_of(name, ()),))
        if found:
            tried = next((one for one in found if one.account.name == name), found[0])
            draft.say(
                f"In {trial_named(draft, trial)} ({family_title(record, trial.family)}), the best that has it,",
                value_sentence(trial, tried, draft),
                *neighbor_sentences(record, trial, tried, draft),
            )
            return
