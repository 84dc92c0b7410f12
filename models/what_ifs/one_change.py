"""Experiments that fit one configuration on the run's folds: other values, another family, fewer columns."""

from dataclasses import replace

from models.evaluation import Configuration
from models.families.registry import family_named
from models.findings.evidence import shown
from models.record import RunRecord, Trial, WhatIf
from models.what_ifs.bench import Bench
from models.what_ifs.comparison import INTERVAL, filled, paired, score_of, told, verdict
from models.what_ifs.order import base_of, configuration_of, winner_of


def other_configuration(bench: Bench) -> WhatIf:
    """Evaluate other values, or another family; nothing is fitted where a trial of the run is that configuration."""
    configuration = configuration_of(bench.blank.order, bench.record)
    known = recorded(bench.record, configuration)
    trial = known or _new(bench, configuration)
    winner = winner_of(bench.record)
    what_if = paired(filled(bench.blank, trial, winner, bench), trial, winner, bench)
    what_if = replace(what_if, trial=None if known is None else known.number)
    return told(what_if, _sentence(bench, what_if, winner), _because(bench, known))


def _new(bench: Bench, configuration: Configuration) -> Trial:
    measured = bench.evaluate(configuration)
    bench.keep([measured])
    return measured.trial


def without_columns(bench: Bench) -> WhatIf:
    """Evaluate the winner's configuration without some columns; ``bench`` was set up without them."""
    winner = winner_of(bench.record)
    trial = bench.evaluate(configured(winner)).trial
    what_if = paired(filled(bench.blank, trial, winner, bench), trial, winner, bench)
    title, names = bench.stage.scorer.metric.account.title, ", ".join(bench.blank.order.without_columns)
    sentence = (
        f"Without {names}, trial {winner.number} scores {shown(score_of(trial))} in {title}, cross-validated, and "
        f"{shown(score_of(winner))} with it. {verdict(what_if)}"
    )
    because = (
        "The configuration of the winner, fitted on the run's own folds. Its values were tuned with what is left out: "
        f"a search without it may do better. {INTERVAL}"
    )
    return told(what_if, sentence, because)


def recorded(record: RunRecord, configuration: Configuration) -> Trial | None:
    """Return the complete trial of the run that is this very configuration; None where there is none."""
    wanted = (configuration.family, dict(configuration.hyperparameters))
    alike = (t for t in record.trials if t.state == "complete" and (t.family, dict(t.hyperparameters)) == wanted)
    return next(alike, None)


def configured(trial: Trial) -> Configuration:
    """Return the configuration of a trial."""
    return Configuration(trial.family, dict(trial.hyperparameters))


def _sentence(bench: Bench, what_if: WhatIf, winner: Trial) -> str:
    title = bench.stage.scorer.metric.account.title
    account = family_named(what_if.family or "").account(bench.record.goal.task)
    changed = ", ".join(f"{name} {_shown(value)}" for name, value in bench.blank.order.hyperparameters.items())
    before = base_of(bench.blank.order, bench.record)
    instead = ", ".join(_shown(before.get(name)) for name in bench.blank.order.hyperparameters)
    title_of = account.title[:1].upper() + account.title[1:]
    what = f"{title_of} with {changed} instead of {instead}" if changed else title_of
    if what_if.trial == winner.number:
        return f"{what} is the winner itself: it scores {shown(score_of(winner))} in {title}."
    return (
        f"{what} scores {shown(what_if.validation_score or 0.0)} in {title}, cross-validated; the winner, trial "
        f"{winner.number}, scores {shown(score_of(winner))}. {verdict(what_if)}"
    )


def _because(bench: Bench, known: Trial | None) -> str:
    if known is not None:
        return f"Trial {known.number} of the run is this very configuration, so nothing was fitted. {INTERVAL}"
    base = "the winner's configuration" if _changes_winner(bench) else "the configuration of its family"
    text = f"It is {base} with that change alone, fitted on the run's own folds. {INTERVAL}"
    if bench.record.result is not None and len(bench.record.result.ensemble) > 1:
        text += " What is delivered is an average of several trials: the one that leads it was compared with."
    return text


def _changes_winner(bench: Bench) -> bool:
    return bench.blank.order.family in (None, winner_of(bench.record).family)


def _shown(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return shown(float(value)) if is_number else str(value)  # type: ignore[arg-type]
