"""The model folder: what a run delivers, as files that load without running foreign code.

One file for each fitted estimator, one for each encoder that stands before some of them, ``columns.json``,
``record.json``, ``background.parquet`` and ``manifest.json``, which holds the versions and the SHA-256 of the other
files. Only types of a fixed list are loaded; nothing is unpickled.
"""

import hashlib
import io
import json
import os
import platform
import tarfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd
import skops.io

from models.columns import Column, convert_frame
from models.encoding import TableEncoder
from models.errors import ModelFileError
from models.model import Fit, Member, Model
from models.predictions import write_durably
from models.record import RunRecord, Scale, from_plain, to_plain

FORMAT_VERSION, OLDEST_READ = 3, 2
MANIFEST, COLUMNS, RECORD = "manifest.json", "columns.json", "record.json"
BACKGROUND = "background.parquet"
"""Rows of the table against which single predictions are explained."""
PACKAGES = (
    "plaintune",
    "numpy",
    "pandas",
    "scikit-learn",
    "lightgbm",
    "xgboost-cpu",
    "xgboost",
    "catboost",
    "optuna",
    "skops",
)
TRUSTED = (
    "models.date_parts.DateParts",
    "models.encoding.CategoryCodes",
    "models.encoding.TableEncoder",
    "models.families.catboost.CatBoostTrees",
    "models.families.compact_boosting.CompactBoosting",
    "models.families.compact_forest.CompactForest",
    "models.families.compact_linear.CompactLinear",
    "models.families.compact_network.CompactNetwork",
    "models.families.lightgbm.LeafwiseTrees",
    "models.families.nearest_rows.NearestRows",
    "models.families.normal_scores.NormalScores",
    "models.families.xgboost.BoostedTrees",
    "models.target_means.TargetMeans",
    "models.target_transform.ScaledTarget",
    "models.text_parts.Grams",
    "models.text_parts.TextParts",
    "xgboost.core.Booster",
)
_LIBRARIES = {
    "models.families.catboost.CatBoostTrees": "catboost",
    "models.families.lightgbm.LeafwiseTrees": "lightgbm",
    "models.families.xgboost.BoostedTrees": "xgboost",
}
"""The library that each type needs to be loaded at all."""


@dataclass(frozen=True)
class StoredFit:
    """The names of the files of a fitted estimator and of the encoder that stands before it."""

    encoder: str
    estimator: str


@dataclass(frozen=True)
class StoredMember:
    """A trial that takes part in the delivered model: its weight (0 to 1), and its fits, which are averaged."""

    trial: int
    weight: float
    fits: tuple[StoredFit, ...]


@dataclass(frozen=True)
class Delivery:
    """What rows need to be read and decided, beside the fitted members."""

    columns: tuple[Column, ...]
    task: str
    classes: tuple[str, ...]
    threshold: float
    members: tuple[StoredMember, ...]
    ignored: tuple[str, ...]
    scale: Scale = "plain"
    temperature: float = 1.0


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that a model depends on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def write_encoder(path: Path, encoder: TableEncoder) -> None:
    """Write a fitted encoder durably."""
    _write_fitted(path, encoder)


def write_estimator(path: Path, estimator: object) -> None:
    """Write a fitted estimator durably; ``write_model`` adds the rest of the folder."""
    _write_fitted(path, estimator)


def _write_fitted(path: Path, fitted: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Processes that fit at the same time may write the same encoder: each has a file of its own until it is whole.
    own = path.with_name(f"{path.stem}-{os.getpid()}{path.suffix}")
    write_durably(own, lambda part: skops.io.dump(fitted, part))
    own.replace(path)


def write_model(folder: Path, delivery: Delivery, record: RunRecord, background: pd.DataFrame) -> None:
    """Complete a model folder that holds its fits' files. The manifest comes last; other files are deleted.

    ``background`` are a few rows as the models take them, against which single predictions are explained.
    """
    _write_json(folder / COLUMNS, to_plain(delivery))
    _write_json(folder / RECORD, to_plain(record))
    write_durably(folder / BACKGROUND, lambda part: _write_frame(part, background))
    fits = [fit for member in delivery.members for fit in member.fits]
    names = [*dict.fromkeys(name for fit in fits for name in (fit.encoder, fit.estimator)), COLUMNS, RECORD, BACKGROUND]
    hashes = {name: _sha256(folder / name) for name in names}
    _write_json(folder / MANIFEST, {"format_version": FORMAT_VERSION, "versions": versions(), "sha256": hashes})
    for left_over in set(folder.iterdir()) - {folder / name for name in (*names, MANIFEST)}:
        left_over.unlink()


def load(folder: str | Path) -> Model:
    """Load a model folder.

    Raises
    ------
    ModelFileError
        When it is no model folder, a file was changed, it was written by a newer version, or it needs a library that
        does not load on this machine.
    """
    path = Path(folder)
    _check(path)
    delivery = _delivery(path)
    encoders = {fit.encoder for member in delivery.members for fit in member.fits}
    loaded = {name: _load_fitted(path / name) for name in encoders}
    return Model(
        columns=delivery.columns,
        task=delivery.task,  # type: ignore[arg-type]
        classes=delivery.classes,
        threshold=delivery.threshold,
        members=tuple(_load_member(path, member, loaded) for member in delivery.members),
        record=load_record(path),
        ignored=delivery.ignored,
        scale=delivery.scale,
        temperature=delivery.temperature,
        background=_load_background(path / BACKGROUND, delivery.columns),
    )


def _delivery(path: Path) -> Delivery:
    """Read what is delivered. Only files that the manifest has a hash of are loaded, and none outside of the folder."""
    try:
        delivery = from_plain(Delivery, _read_json(path / COLUMNS))
    except (ValueError, TypeError, KeyError) as error:
        raise ModelFileError(str(path), f"{COLUMNS} is not readable") from error
    hashed = _read_json(path / MANIFEST)["sha256"]
    named = {name for m in delivery.members for fit in m.fits for name in (fit.encoder, fit.estimator)}
    foreign = sorted(name for name in {*named, COLUMNS, RECORD} if name not in hashed or Path(name).name != name)
    if foreign or ((path / BACKGROUND).exists() and BACKGROUND not in hashed):
        raise ModelFileError(str(path), f"the manifest has no hash of {', '.join(foreign) or BACKGROUND}")
    return delivery


def load_fit(folder: Path, stored: StoredFit) -> Fit:
    """Load one fitted estimator and the encoder before it, as a fold left them; only trusted types are loaded."""
    return Fit(_load_fitted(folder / stored.encoder), _load_fitted(folder / stored.estimator))


def load_record(folder: str | Path) -> RunRecord:
    """Load the record of a model folder, without the model."""
    try:
        return from_plain(RunRecord, _read_json(Path(folder) / RECORD))
    except (ValueError, TypeError) as error:
        raise ModelFileError(str(folder), str(error)) from error


def pack(folder: str | Path, record: RunRecord | None = None) -> bytes:
    """Return a model folder as one tar file, its files in a folder called ``model``.

    ``record`` takes the place of the folder's own, where more was found since the model was written: deeper checks,
    evaluations, what-ifs.
    """
    files = {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}
    if record is not None:
        files[RECORD] = _as_json(to_plain(record))
        manifest = json.loads(files[MANIFEST])
        manifest["sha256"][RECORD] = hashlib.sha256(files[RECORD]).hexdigest()
        files[MANIFEST] = _as_json(manifest)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as tar:
        for name, content in files.items():
            described = tarfile.TarInfo(f"model/{name}")
            described.size, described.mtime = len(content), int(time.time())
            tar.addfile(described, io.BytesIO(content))
    return buffer.getvalue()


def unpack(packed: bytes, folder: str | Path) -> None:
    """Write the folder ``model`` that ``pack`` packed into ``folder``; no file can land outside of it."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")


def _check(path: Path) -> None:
    manifest = _read_json(path / MANIFEST)
    if not isinstance(manifest, dict) or not isinstance(manifest.get("sha256"), dict):
        raise ModelFileError(str(path), f"{MANIFEST} is not readable")
    if manifest.get("format_version", 0) > FORMAT_VERSION:
        raise ModelFileError(str(path), "it was written by a newer Plaintune: upgrade to load it")
    if manifest.get("format_version", 0) < OLDEST_READ:
        raise ModelFileError(str(path), "it was written before version 0.2: run the search again")
    for name, expected in manifest["sha256"].items():
        if Path(name).name != name or not (path / name).is_file() or _sha256(path / name) != expected:
            raise ModelFileError(str(path), f"{name} is not the file that was written")


def _load_background(path: Path, columns: tuple[Column, ...]) -> pd.DataFrame | None:
    """Return the rows to explain by; None in folders of before there were any."""
    return convert_frame(pd.read_parquet(path), columns).frame if path.exists() else None


def _load_member(folder: Path, member: StoredMember, encoders: Mapping[str, TableEncoder]) -> Member:
    fits = (Fit(encoders[fit.encoder], _load_fitted(folder / fit.estimator)) for fit in member.fits)
    return Member(member.weight, tuple(fits))


def _load_fitted(path: Path) -> Any:  # noqa: ANN401  an encoder or an estimator
    types = set(skops.io.get_untrusted_types(file=path))
    unknown = types - set(TRUSTED)
    if unknown:
        raise ModelFileError(str(path), f"it holds types that are not trusted: {', '.join(sorted(unknown))}")
    try:
        return skops.io.load(path, trusted=list(TRUSTED))
    except (ImportError, OSError) as error:
        needed = " and ".join(sorted(_LIBRARIES[name] for name in types & set(_LIBRARIES))) or "a library"
        because = f"it needs {needed}, which does not load on this machine ({error}); install it and load again"
        raise ModelFileError(str(path), because) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, plain: object) -> None:
    write_durably(path, lambda part: _write_bytes(part, _as_json(plain)))


def _as_json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _write_frame(path: Path, frame: pd.DataFrame) -> None:
    frame.reset_index(drop=True).to_parquet(path)


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _read_json(path: Path) -> Any:  # noqa: ANN401
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelFileError(str(path.parent), f"{path.name} is missing") from error
    except ValueError as error:
        raise ModelFileError(str(path.parent), f"{path.name} is not readable") from error
