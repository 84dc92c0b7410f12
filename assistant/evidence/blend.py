"""Facts of what is delivered: its members and their weights, against the best trial alone, and their speed."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import better_by, completed, score_of, unit_of
from models.record import EnsembleMember, RunRecord, Trial

HREF = "result"


def members(record: RunRecord) -> tuple[EnsembleMember, ...]:
    """Return the members of an average, the heaviest first; nothing where one trial is delivered."""
    result = record.result
    if result is None or len(result.ensemble) < 2:
        return ()
    return tuple(sorted(result.ensemble, key=lambda member: -member.weight))


def weight_fact(member: EnsembleMember) -> EvidenceFact:
    """Return the weight of a member in percent."""
    return EvidenceFact(f"share of trial {member.trial} in the model", round(100 * member.weight, 1), "%", HREF)


def best_alone(record: RunRecord) -> Trial | None:
    """Return the complete trial with the best score, which one could deliver alone."""
    return next(iter(completed(record)), None)


def gain_fact(record: RunRecord) -> EvidenceFact | None:
    """Return by how much the average is better than the best trial alone, both cross-validated."""
    best = best_alone(record)
    if record.result is None or best is None:
        return None
    gain = better_by(record, record.result.score.cross_validated, score_of(best))
    label = f"how much better {record.metric.title} of the average is than that of the best trial alone"
    return EvidenceFact(label, gain, unit_of(record), HREF)


def speed_fact(record: RunRecord) -> EvidenceFact | None:
    """Return what one prediction of the delivered model takes."""
    if record.result is None or record.result.predict_ms is None:
        return None
    return EvidenceFact("time of one prediction of the delivered model", record.result.predict_ms, "ms", HREF)


def speed_alone_fact(trial: Trial) -> EvidenceFact | None:
    """Return what one prediction of a trial's model takes."""
    if trial.predict_ms is None:
        return None
    label = f"time of one prediction of trial {trial.number} alone"
    return EvidenceFact(label, trial.predict_ms, "ms", f"trials/{trial.number}")
