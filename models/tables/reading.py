"""From the bytes of an upload to raw columns: which format it is, told by its content."""

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from models.errors import DamagedFileError, EmptyFileError, TableLimitError, UnknownFormatError
from models.tables.cautions import TableWarning
from models.tables.limits import TableLimits, setting_of
from models.tables.reading_csv import TextHints, read_csv
from models.tables.reading_json import read_json
from models.tables.reading_parquet import read_parquet

HEAD_BYTES = 4 * 1024**2

_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_KNOWN = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"), (b"\xd0\xcf\x11\xe0", "an old Excel or Word document (save the sheet as CSV)"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "bzip2 data (unpack it first)"),
    (b"\xfd7zXZ", "xz data (unpack it first)"), (b"\x28\xb5\x2f\xfd", "Zstandard data (unpack it first)"),
    (b"SQLite format 3", "an SQLite database"), (b"\x89HDF", "an HDF5 file"), (b"ARROW1", "an Arrow file"),
    (b"ORC", "an ORC file"), (b"\x93NUMPY", "a NumPy array"), (b"\x80\x04", "a pickle"),
    (b"\x80\x05", "a pickle"),
    (b"\x7fELF", "a program"), (b"RIFF", "sound or a picture"), (b"Obj\x01", "an Avro file"),
)  # fmt: skip

_TITLES = {"json": "JSON", "parquet": "Parquet"}
_MEDIA_TYPES = {
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/jsonl": "json",
    "application/vnd.apache.parquet": "parquet",
    "application/x-parquet": "parquet",
}
_SUFFIXES = {
    "tsv": "tsv",
    "tab": "tsv",
    "json": "json",
    "jsonl": "json",
    "ndjson": "json",
    "parquet": "parquet",
    "pq": "parquet",
}


@dataclass(frozen=True)
class Source:
    """Bytes that can be read from their beginning as often as needed, and what they are said to be."""

    name: str
    open: Callable[[], BinaryIO]
    declared: str = ""


@dataclass(frozen=True)
class RawTable:
    """Columns as they were read, and what a reader of the file should know."""

    frame: pd.DataFrame
    warnings: tuple[TableWarning, ...] = ()


def source_of_file(path: Path, name: str, content_type: str | None) -> Source:
    """Return the bytes of a file."""
    return Source(name, lambda: path.open("rb"), declared_format(name, content_type))


def source_of_bytes(data: bytes, name: str, content_type: str | None) -> Source:
    """Return bytes in memory."""
    return Source(name, partial(io.BytesIO, data), declared_format(name, content_type))


def declared_format(name: str, content_type: str | None) -> str:
    """Return what a name and a content type say of the format; empty where they say nothing that is known.

    Examples
    --------
    >>> declared_format("sales.tsv.gz", None), declared_format("upload", "application/json; charset=utf-8")
    ('tsv', 'json')
    """
    media_type = (content_type or "").partition(";")[0].strip().lower()
    suffix = Path(name.lower().removesuffix(".gz")).suffix.removeprefix(".")
    return _MEDIA_TYPES.get(media_type) or _SUFFIXES.get(suffix, "")


def is_packed(data: bytes) -> bool:
    """Whether bytes may unpack to far more than they are."""
    return data.startswith((_GZIP, _PARQUET))


def read_raw(source: Source, limits: TableLimits) -> RawTable:
    """Read columns from bytes of any format that is known.

    The content decides; what the source is declared to be is heard on what the content leaves open.

    Raises
    ------
    InputError
        One of the errors on tables: what is wrong with the bytes, or which limit they exceed.
    """
    head = _head(source)
    if head.startswith(_GZIP):
        source = _unpacked(source, limits)
        head = _head(source)
        if head.startswith(_GZIP):
            raise UnknownFormatError(source.name, "gzip within gzip")
    if head.startswith(_PARQUET):
        return RawTable(read_parquet(source.open, source.name, limits))
    _refuse_known(source.name, head)
    encoding = _text_encoding(source.name, head)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not text:
        raise EmptyFileError(source.name)
    _refuse_markup(source.name, text)
    if _is_json(text):
        return RawTable(read_json(source.open, source.name, encoding, limits))
    frame, warnings = read_csv(source.open, source.name, TextHints(encoding, source.declared == "tsv"), limits)
    if source.declared in ("json", "parquet") and frame.shape[1] == 1:
        raise UnknownFormatError(
            source.name, f"text in one column, and no {_TITLES[source.declared]} as its name or type says"
        )
    return RawTable(frame, tuple(warnings))


def _head(source: Source) -> bytes:
    try:
        with source.open() as stream:
            return stream.read(HEAD_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DamagedFileError(source.name, "gzip", str(error)) from None


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than so many bytes: what a few kilobytes unpack to has no end."""

    def __init__(self, stream: BinaryIO, limits: TableLimits) -> None:
        self._stream = stream
        self._limits = limits
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants any buffer
        data = self._stream.read(len(buffer))
        self._given += len(data)
        if self._given > self._limits.max_read_bytes:
            what = "The compressed file unpacks to too many bytes"
            raise TableLimitError(what, self._limits.max_read_bytes, setting_of("max_read_bytes"))
        buffer[: len(data)] = data
        return len(data)


def _unpacked(source: Source, limits: TableLimits) -> Source:
    def open_unpacked() -> BinaryIO:
        unpacked = gzip.GzipFile(fileobj=source.open())
        return io.BufferedReader(_Bounded(unpacked, limits), 1024**2)  # type: ignore[arg-type]  # a GzipFile reads bytes

    return replace(source, open=open_unpacked)


def _refuse_known(name: str, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        is_excel = b"xl/" in head[:65536] or name.lower().endswith((".xlsx", ".xlsm"))
        raise UnknownFormatError(
            name, "an Excel workbook (save the sheet as CSV)" if is_excel else "a ZIP archive (unpack it first)"
        )
    for magic, what in _KNOWN:
        if head.startswith(magic):
            raise UnknownFormatError(name, what)


def _text_encoding(name: str, head: bytes) -> str:
    """Tell the encoding of a text; UTF-8 may turn out to be Windows-1252 later on."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = head[:65536]
    n_zeros = sample.count(0)
    if n_zeros:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if min(odd, even) == 0 and n_zeros > 0.3 * len(sample) / 2 and len(sample) > 3:
            return "utf-16-le" if odd else "utf-16-be"
        raise UnknownFormatError(name, "binary data")
    n_controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
    if n_controls > len(sample) / 1000:
        raise UnknownFormatError(name, "binary data")
    return "utf-8"


def _refuse_markup(name: str, text: str) -> None:
    start = text[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        raise UnknownFormatError(name, "a web page")
    if start.startswith(("<?xml", "<svg", "<table")):
        raise UnknownFormatError(name, "XML or HTML")
    if start.startswith("@relation"):
        raise UnknownFormatError(name, "an ARFF file")


def _is_json(text: str) -> bool:
    if text.startswith("{"):
        return text[1:].lstrip()[:1] in ('"', "}", "")
    after = text[1:].lstrip()[:1]
    return text.startswith("[") and (after in ("{", "[", "]", '"', "-", "") or after.isdecimal())
