"""What what-ifs leave for a promotion: the trials that they measured, with their out-of-fold predictions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.predictions import PredictionFiles, Predictions, write_durably
from models.record import Trial, from_plain, to_plain

TRIALS = "trials.json"


@dataclass(frozen=True)
class Measured:
    """A complete trial, and its out-of-fold predictions."""

    trial: Trial
    predictions: Predictions


@dataclass(frozen=True)
class KeptWhatIfs:
    """A folder of its own for each what-if, by number, in that of the run.

    ``n_classes`` is 0 where values are predicted.
    """

    run: Path
    n_classes: int

    def write(self, number: int, measured: Sequence[Measured]) -> None:
        """Keep what a what-if measured; the list of trials comes last."""
        files = self._files(number)
        for one in measured:
            files.write(one.trial.number, one.predictions)
        if measured:
            text = json.dumps([to_plain(one.trial) for one in measured])
            write_durably(files.folder / TRIALS, lambda part: _write(part, text))

    def trials(self, number: int) -> tuple[Trial, ...]:
        """Return the trials that a what-if measured, by its own numbers; nothing where they are gone."""
        path = self._files(number).folder / TRIALS
        if not path.exists():
            return ()
        return tuple(from_plain(Trial, plain) for plain in json.loads(path.read_text(encoding="utf-8")))

    def read(self, number: int, trial: int) -> Predictions | None:
        """Return the predictions of one of its trials; None where they are gone."""
        return self._files(number).read(trial)

    def _files(self, number: int) -> PredictionFiles:
        return PredictionFiles(self.run / "what-ifs" / f"{number:05d}", self.n_classes)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
