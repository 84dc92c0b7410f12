"""Sentences on what would have been chosen otherwise; empty where the record does not tell."""

from assistant.draft import Draft
from assistant.evidence.counterfactuals import (
    StepFacts,
    cost_choice,
    cost_facts,
    default_path,
    draws_fact,
    given_up_fact,
    metric_choice,
    metric_choices,
    metric_facts,
    path_step,
    rematch,
    rivals,
    share_fact,
    simpler_choice,
    step_facts,
    trial_fact,
    win_share,
)
from assistant.evidence.diagnostics import at_threshold, pays_from, pays_from_fact
from assistant.evidence.fact import asked_value
from assistant.evidence.trials import leader
from assistant.markup import code, escaped
from assistant.naming import at_start, is_blend
from assistant.topics.winner.diagnostic_sentences import at_threshold_sentence
from models.record import Costs, MetricChoice, PathStep, RunRecord, WinShare

MOST_RIVALS = 2
SURE = 2.0
"""Standard deviations from which an estimated change is told without a doubt."""
LIKELY = 0.9
"""From this share of the draws on, the first place does not hang on which rows there are."""


def rematch_sentence(record: RunRecord, draft: Draft) -> str:
    """Say how often the winner, and its nearest rivals, come first on rows that are drawn anew."""
    told, counted = rematch(record), record.counterfactuals
    winner = None if counted is None else win_share(record, counted.winner)
    if told is None or winner is None:
        return ""
    named = f"the best single trial ({draft.cite(trial_fact(record, winner.trial))})"
    draws = f"{draft.cite(share_fact(winner))} % of {draft.cite(draws_fact(told))} draws"
    text = f"On resampled rows {named} comes first again in {draws}"
    for rival in _named_rivals(record):
        text += f", trial {draft.cite(trial_fact(record, rival.trial))} in {draft.cite(share_fact(rival))} %"
    if winner.share >= LIKELY:
        return f"{text}: which rows there are hardly matters to the choice."
    blended = " Your model averages several trials, so less hangs on which one is first." if is_blend(record) else ""
    return f"{text}: with other rows another could have been first.{blended}"


def _named_rivals(record: RunRecord) -> list[WinShare]:
    """Return the nearest rivals, and the trial that leads what is delivered where it is one."""
    found, first = list(rivals(record)), leader(record)
    return [one for k, one in enumerate(found) if k < MOST_RIVALS or (first is not None and one.trial == first.number)]


def metric_sentence(record: RunRecord, metric: str, draft: Draft) -> str:
    """Say what the delivered model has by another metric, and which trial that would choose."""
    choice = metric_choice(record, metric)
    if choice is None or record.counterfactuals is None:
        return ""
    facts, title = metric_facts(record, choice), escaped(choice.title)
    text = ""
    if facts.delivered is not None:
        text = f"By **{title}** your model has {draft.measure(facts.delivered)} in cross-validation. "
    if choice.trial == record.counterfactuals.winner:
        return f"{text}{at_start(title)} would also put trial {draft.cite(trial_fact(record, choice.trial))} first."
    return (
        f"{text}{at_start(title)} would put trial {draft.cite(trial_fact(record, choice.trial))} first, with "
        f"{draft.measure(facts.score)} against {draft.measure(facts.winner)} of the winner; by "
        f"{escaped(record.metric.title)} it has {draft.measure(facts.own)}."
    )


def metrics_sentence(record: RunRecord, draft: Draft) -> str:
    """Say which other metrics would have put another trial first, and whether any would."""
    choices = metric_choices(record)
    if not choices or record.counterfactuals is None:
        return ""
    others = [choice for choice in choices if choice.trial != record.counterfactuals.winner]
    if not others:
        first = draft.cite(trial_fact(record, record.counterfactuals.winner))
        return f"Every other metric of the task would also have put trial {first} first."
    named = [_named(record, choice, draft) for choice in others[:MOST_RIVALS]]
    more = " Others would disagree too." if len(others) > MOST_RIVALS else ""
    return f"Another metric could choose another trial: {'; '.join(named)}.{more}"


def _named(record: RunRecord, choice: MetricChoice, draft: Draft) -> str:
    facts = metric_facts(record, choice)
    trial = f"trial {draft.cite(trial_fact(record, choice.trial))}"
    return f"{escaped(choice.title)} {trial} ({draft.measure(facts.score)} against {draft.measure(facts.winner)})"


def costs_sentence(record: RunRecord, costs: Costs, draft: Draft) -> str:
    """Say from which probability on an alarm would pay at other costs, and what the delivered model would do there."""
    near = at_threshold(record, pays_from(costs))
    if near is None:
        return ""
    choice = cost_choice(record, costs)
    pays = pays_from_fact(costs) if choice is None else cost_facts(choice).threshold
    miss, alarm = asked_value(costs.false_negative), asked_value(costs.false_positive)
    text = (
        f"If a miss cost {draft.cite(miss)} and a false alarm {draft.cite(alarm)}, an alarm would pay from a "
        f"probability of {draft.cite(pays, 3)} on"
    )
    there = at_threshold_sentence(record, pays_from(costs), draft, costs)
    return " ".join(part for part in (f"{text}{_paid(record, costs, draft)}.", there) if part)


def _paid(record: RunRecord, costs: Costs, draft: Draft) -> str:
    """Say what the delivered model would pay exactly, where these costs were looked at when the run ended."""
    choice = cost_choice(record, costs)
    if choice is None or record.counterfactuals is None:
        return ""
    facts, text = cost_facts(choice), ""
    if facts.delivered is not None and facts.kept is not None:
        is_cheaper = (choice.delivered_cost or 0.0) < (choice.kept_cost or 0.0)
        text = (
            f"; your model's mistakes would {'then' if is_cheaper else 'even then'} cost "
            f"{draft.cite(facts.delivered)} per thousand rows, against {draft.cite(facts.kept)} with the threshold "
            "that it has"
        )
    if choice.trial != record.counterfactuals.winner:
        text += f". Of single trials, {draft.cite(trial_fact(record, choice.trial))} would be the cheapest there"
    return text


def simpler_sentence(record: RunRecord, draft: Draft) -> str:
    """Say what the one-standard-error rule would choose."""
    choice = simpler_choice(record)
    if choice is None or record.result is None:
        return ""
    if choice.trial == record.result.trial:
        return "The one-standard-error rule would choose the same trial: nothing simpler is that close."
    trial = draft.cite(trial_fact(record, choice.trial))
    if choice.given_up <= 0:
        return f"The one-standard-error rule would choose trial {trial}, which is simpler and scores no worse."
    given_up = draft.measure(given_up_fact(record, choice), 2)
    return f"The one-standard-error rule would choose trial {trial}, which is simpler and gives up {given_up}."


def step_sentence(record: RunRecord, hyperparameter: str, draft: Draft) -> str:
    """Say what moving one hyperparameter from its default to the chosen value did."""
    step = path_step(record, hyperparameter)
    return "" if step is None else _step(step, step_facts(record, step), draft)


def path_list(record: RunRecord, draft: Draft) -> list[str]:
    """Return a sentence for each hyperparameter that was moved from its default, in the order of the path."""
    told = default_path(record)
    return [] if told is None else [_step(step, step_facts(record, step), draft) for step in told.steps]


def _step(step: PathStep, facts: StepFacts, draft: Draft) -> str:
    moved = f"{code(step.hyperparameter)} from {draft.cite(facts.before)} to {draft.cite(facts.after)}"
    if facts.gain is None or step.gain is None:
        return (
            f"{moved}: cannot tell, as nothing near was tried; a trial of it takes about "
            f"{draft.measure(facts.seconds, 2)} and would settle it."
        )
    way = "better" if step.gain >= 0 else "worse"
    if facts.spread is None or step.spread is None:
        return f"{moved}: {draft.measure(facts.gain, 3)} {way}, measured by trials on both sides of the step."
    doubt = "" if abs(step.gain) > SURE * step.spread else ", which may as well be no change"
    spread = f"standard deviation {draft.cite(facts.spread, 2)}{doubt}"
    return f"{moved}: an estimated {draft.measure(facts.gain, 3)} {way} ({spread}), from the other trials."
