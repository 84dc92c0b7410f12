"""Facts of what a repetition of the run needs: seed, budget, content of the table, versions."""

from assistant.evidence.fact import EvidenceFact
from models.record import RunRecord

HASH_SHOWN = 12
TOLD_VERSIONS = ("plaintune", "python", "scikit-learn", "optuna", "xgboost", "lightgbm", "catboost", "numpy")


def seed_fact(record: RunRecord) -> EvidenceFact:
    """Return the seed that everything random in the run came from."""
    return EvidenceFact("seed of the run", record.settings.seed, href="settings")


def seconds_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the limit in seconds; None where no clock counts."""
    seconds = record.settings.seconds
    return None if seconds is None else EvidenceFact("budget of the run", seconds, "s", "settings")


def trials_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the limit in trials; None where there is none."""
    trials = record.settings.trials
    return None if trials is None else EvidenceFact("trials that were asked for", trials, "trials", "settings")


def hash_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the beginning of the hash of the table: the same content has the same."""
    shown = record.data.hash[:HASH_SHOWN]
    return (
        EvidenceFact(f"SHA-256 of the table's content, first {HASH_SHOWN} digits", shown, href="data")
        if shown
        else None
    )


def _library(name: str) -> str:
    """Return the name of a library without how it was built: ``xgboost-cpu`` is XGBoost."""
    return name.lower().removesuffix("-cpu")


def version_facts(record: RunRecord) -> tuple[EvidenceFact, ...]:
    """Return the recorded versions of what decides a fit, by name."""
    names = [name for name in record.versions if _library(name) in TOLD_VERSIONS]
    names.sort(key=lambda name: TOLD_VERSIONS.index(_library(name)))
    return tuple(
        EvidenceFact(f"version of {name}", f"{name} {record.versions[name]}", href="settings") for name in names
    )
