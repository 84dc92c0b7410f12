"""The model in a run's folder: a new one is written beside it, and takes its place as a whole when it is complete.

Whatever dies while a new model is being written, the old one stays as it was; what is left over goes away when the run
goes on.
"""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from models.predictions import PART, sync_folder

MODEL = "model"
_NEW, _OLD, _SCRATCH = "model.new", "model.old", "scratch-"


def new_folder(run: Path) -> Path:
    """Return where the files of a new model go; each process has a place of its own."""
    return run / f"{_NEW}-{os.getpid()}"


def scratch_folder(run: Path | None) -> "TemporaryDirectory[str]":
    """Return a folder for the files of one attempt, inside that of the run: what a kill leaves is found again there.

    Where there is no folder of a run, it is one of the system's for temporary files.
    """
    if run is not None:
        run.mkdir(parents=True, exist_ok=True)
    return TemporaryDirectory(prefix=_SCRATCH, dir=run, ignore_cleanup_errors=True)


def clear_remains(run: Path) -> None:
    """Delete what an attempt that died has left, and bring back the model that it had just moved aside."""
    if (run / _OLD).is_dir() and not (run / MODEL).exists():
        (run / _OLD).rename(run / MODEL)
    for remains in (*run.glob(f"{_NEW}-*"), *run.glob(_OLD), *run.glob(f"{_SCRATCH}*")):
        shutil.rmtree(remains, ignore_errors=True)  # an attempt that is not quite dead may still write there
    for half in run.rglob(f"*{PART}"):
        half.unlink(missing_ok=True)


def put_in_place(run: Path) -> None:
    """Make the complete new model that of the run."""
    model, old = run / MODEL, run / _OLD
    if model.exists():
        model.rename(old)  # a folder cannot be renamed over another that holds files
    new_folder(run).rename(model)
    sync_folder(run)
    shutil.rmtree(old, ignore_errors=True)
