"""A table as one Parquet file: its raw columns, and in the metadata what was found out about them."""

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from models.columns import Column
from models.errors import DamagedFileError
from models.record import from_plain, to_plain
from models.tables.cautions import TableWarning
from models.tables.labels import string_chunks
from models.tables.plain import TEXT

_METADATA = b"plaintune.table"
_PART = ".part"


@dataclass(frozen=True)
class TableAccount:
    """What is known of a table without its rows. ``hash`` is the SHA-256 of its content, hexadecimal."""

    name: str
    n_rows: int
    columns: tuple[Column, ...]
    warnings: tuple[TableWarning, ...]
    hash: str


def write_table(path: Path, raw: pd.DataFrame, account: TableAccount) -> None:
    """Write a table to a file that appears whole or not at all."""
    arrow = pa.Table.from_pandas(raw, preserve_index=False)
    arrow = arrow.replace_schema_metadata({_METADATA: json.dumps(to_plain(account)).encode()})
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    try:
        with temporary.open("wb") as stream:
            pq.write_table(arrow, stream, compression="zstd")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def discard_parts(path: Path) -> None:
    """Delete what a process that was stopped left of writing a table to ``path``."""
    for part in path.parent.glob(f".{escape(path.name)}.*{_PART}"):
        part.unlink(missing_ok=True)


def read_account(path: Path, names: Collection[str] | None = None) -> TableAccount:
    """Return what is known of the table in a file, without reading its rows.

    Parameters
    ----------
    path : Path
    names : collection of str, optional
        The columns that are wanted: of ten thousand, telling of a few is quicker than of all.

    Raises
    ------
    DamagedFileError
        When the file is not one that ``write_table`` wrote.
    """
    try:
        metadata = pq.read_schema(path).metadata or {}
        plain = json.loads(metadata[_METADATA])
        if names is not None:
            plain["columns"] = [column for column in plain["columns"] if column["name"] in names]
        return from_plain(TableAccount, plain)
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError) as error:
        raise DamagedFileError(path.name, "a stored table", str(error).split("\n")[0][:200]) from None


def read_columns(path: Path) -> pd.DataFrame:
    """Return the raw columns of a table file."""
    table = pq.read_table(path)
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.string(): TEXT, pa.large_string(): TEXT}.get)
    return frame


def content_hash(raw: pd.DataFrame) -> str:
    """Return the SHA-256 of a raw table's names, types and values, hexadecimal.

    Examples
    --------
    >>> content_hash(pd.DataFrame({"a": [1, 2]})) == content_hash(pd.DataFrame({"a": [1, 2]}))
    True
    """
    digest = hashlib.sha256()
    for name, values in raw.items():
        digest.update(json.dumps([str(name), values.dtype.kind, len(values)]).encode())
        if isinstance(values.dtype, pd.StringDtype):
            _hash_texts(digest, string_chunks(values))
        else:
            plain = values.to_numpy()
            plain = np.where(np.isnan(plain), np.nan, plain) if plain.dtype.kind == "f" else plain
            digest.update(np.ascontiguousarray(plain).data.cast("B") if plain.dtype.kind != "M" else plain.tobytes())
    return digest.hexdigest()


def _hash_texts(digest: "hashlib._Hash", texts: pa.ChunkedArray) -> None:
    """Take in all lengths and then all letters; chunk by chunk, as the whole would be a second copy of the column."""
    for chunk in texts.chunks:
        lengths = pc.fill_null(pc.cast(pc.binary_length(chunk), pa.int64()), -1)
        digest.update(lengths.to_numpy(zero_copy_only=False).tobytes())
    for chunk in texts.chunks:
        filled = pc.fill_null(chunk, "").cast(pa.large_string())
        _, offsets, data = filled.buffers()
        ends = np.frombuffer(offsets, dtype=np.int64)[filled.offset : filled.offset + len(filled) + 1]
        if data is not None and len(ends):
            digest.update(memoryview(data)[int(ends[0]) : int(ends[-1])])
