"""Facts of the size of a network: its layers, the weights it has at least, and the rows that it learned from."""

from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address
from models.record import RunRecord, Trial


@dataclass(frozen=True)
class NetworkSize:
    """A network of a trial: ``n_inputs`` counts the columns that it sees, each at least one input."""

    trial: Trial
    n_inputs: int
    n_layers: int
    n_units: int
    n_outputs: int
    n_rows: int

    @property
    def n_weights(self) -> int:
        """Weights and offsets of one network, with one input for each column."""
        first = (self.n_inputs + 1) * self.n_units
        between = (self.n_layers - 1) * (self.n_units + 1) * self.n_units
        return first + between + (self.n_units + 1) * self.n_outputs

    def weights_fact(self) -> EvidenceFact:
        """Return the weights that one network has at least."""
        label = (
            f"weights of one network of trial {self.trial.number}, at least: {self.n_inputs} columns, {self.n_layers} "
            f"layers of {self.n_units} units, {self.n_outputs} outputs"
        )
        return EvidenceFact(label, self.n_weights, "weights", address(self.trial))

    def ratio_fact(self) -> EvidenceFact:
        """Return the weights for each row."""
        label = f"weights of one network of trial {self.trial.number} for each row, at least"
        return EvidenceFact(label, round(self.n_weights / max(1, self.n_rows), 1), "", address(self.trial))


def network_size(record: RunRecord, trial: Trial) -> NetworkSize | None:
    """Return the size of a trial's network; None where its layers are not recorded."""
    layers, units = trial.hyperparameters.get("n_layers"), trial.hyperparameters.get("n_units")
    if not isinstance(layers, int) or not isinstance(units, int):
        return None
    inputs = sum(column.role == "feature" and column.is_used for column in record.data.columns)
    n_classes = len(record.data.classes)
    outputs = n_classes if record.goal.task != "regression" and n_classes > 2 else 1
    return NetworkSize(trial, max(1, inputs), layers, units, outputs, record.data.n_rows_used)
