"""Hostile Parquet and gzip: odd types, bombs, files cut short, files with flipped bits, and what is something else."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.hostile_text import CSV, Named

N_ROWS = 40
FRACTIONS = (0.02, 0.3, 0.6, 0.9, 0.98, 0.999)
N_FLIPPED = 10
LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001  Parquet has times without a zone, too


def hostile_binaries() -> Iterator[Named]:
    """Give each with its name."""
    yield from _odd_types()
    yield from _odd_files()
    yield from _bombs()
    yield from _cut_and_flipped()
    yield from _something_else()


def parquet(columns: dict[str, Any], **options: int | str | bool) -> bytes:
    """Return columns, and one to predict, as Parquet."""
    file = io.BytesIO()
    rows = max((len(column) for column in columns.values()), default=0)
    target = pa.array([("yes", "no")[i % 2] for i in range(rows)])
    pq.write_table(pa.table({**columns, "churn": target}), file, **options)
    return file.getvalue()


def _odd_types() -> Iterator[Named]:
    numbers = list(range(N_ROWS))
    many: dict[str, Callable[[], Any]] = {
        "lists": lambda: pa.array([[1, 2]] * N_ROWS),
        "lists of lists": lambda: pa.array([[[1], []]] * N_ROWS),
        "large lists": lambda: pa.array([["a"]] * N_ROWS, pa.large_list(pa.string())),
        "lists of one length": lambda: pa.array([[1, 2]] * N_ROWS, pa.list_(pa.int8(), 2)),
        "structs": lambda: pa.array([{"x": 1, "y": {"z": 2}}] * N_ROWS),
        "structs without fields": lambda: pa.array([{"x": None}] * N_ROWS),
        "maps": lambda: pa.array([[("a", 1)]] * N_ROWS, pa.map_(pa.string(), pa.int32())),
        "decimals": lambda: pa.array([Decimal("1.5")] * N_ROWS),
        "wide decimals": lambda: pa.array([Decimal(7) * 10**60] * N_ROWS, pa.decimal256(76, 2)),
        "durations": lambda: pa.array([timedelta(days=i) for i in numbers]),
        "dictionaries": lambda: pa.array(["a", "b"] * (N_ROWS // 2)).dictionary_encode(),
        "dictionaries of numbers": lambda: pa.array(numbers).dictionary_encode(),
        "dictionaries of nothing": lambda: pa.DictionaryArray.from_arrays(pa.array([None] * N_ROWS, pa.int8()), ["a"]),
        "bytes": lambda: pa.array([b"\x00\xff"] * N_ROWS),
        "bytes of one length": lambda: pa.array([b"ab"] * N_ROWS, pa.binary(2)),
        "half floats": lambda: pa.array([1.5] * N_ROWS, pa.float16()),
        "infinite floats": lambda: pa.array([float("inf"), float("-inf"), float("nan"), 1.0] * (N_ROWS // 4)),
        "subnormal floats": lambda: pa.array([5e-324, 1.8e308 / 2] * (N_ROWS // 2)),
        "whole numbers too large": lambda: pa.array([2**64 - 1 - i for i in numbers], pa.uint64()),
        "nothing": lambda: pa.nulls(N_ROWS),
        "large strings": lambda: pa.array(["a", "b"] * (N_ROWS // 2), pa.large_string()),
        "string views": lambda: pa.array(["a", "b"] * (N_ROWS // 2), pa.string_view()),
        "dates": lambda: pa.array([date(1, 1, 1), date(9999, 12, 31)] * (N_ROWS // 2)),
        "dates in milliseconds": lambda: pa.array([date(2020, 1, 1 + i % 28) for i in numbers], pa.date64()),
        "dates outside of any calendar": lambda: pa.array([2**31 - 1, -(2**31)] * (N_ROWS // 2), pa.date32()),
        "times of day": lambda: pa.array([time(i % 24, 30) for i in numbers]),
        "times of day in seconds": lambda: pa.array([time(i % 24) for i in numbers], pa.time32("s")),
        "moments far away": lambda: pa.array([LONG_AGO, datetime(9999, 12, 31)] * (N_ROWS // 2)),  # noqa: DTZ001
        "moments outside of any calendar": lambda: pa.array(
            [2**63 - 1, -(2**63) + 1] * (N_ROWS // 2), pa.timestamp("us")
        ),
        "moments with a zone": lambda: pa.array([0] * N_ROWS, pa.timestamp("ms", "Europe/Berlin")),
        "moments with a zone that is none": lambda: pa.array([0] * N_ROWS, pa.timestamp("ns", "Middle/Earth")),
        "booleans and nothing": lambda: pa.array([True, None] * (N_ROWS // 2)),
        "strings that are no UTF-8": _broken_strings,
        "strings with NUL": lambda: pa.array(["a\0b", "c"] * (N_ROWS // 2)),
    }
    for name, make in many.items():
        yield f"parquet: {name}", lambda make=make: parquet({"x": make()})  # type: ignore[misc]
    moments = pa.array([datetime(2020, 1, 1 + i % 28) for i in numbers], pa.timestamp("ns"))  # noqa: DTZ001
    yield "parquet: int96", lambda: parquet({"x": moments}, use_deprecated_int96_timestamps=True)


def _odd_files() -> Iterator[Named]:
    plain = {"x": pa.array(range(N_ROWS))}
    yield "parquet: no columns", lambda: _table(pa.table({}))
    yield "parquet: no rows", lambda: parquet({"x": pa.array([], pa.int64())})
    yield "parquet: one row", lambda: parquet({"x": pa.array([1])})
    yield "parquet: names twice", lambda: _table(pa.Table.from_arrays([plain["x"], plain["x"]], ["a", "a"]))
    yield "parquet: a name that is empty", lambda: parquet({"": plain["x"]})
    yield "parquet: a name of 200", lambda: parquet({"n" * 200: plain["x"]})
    yield "parquet: a name of a million", lambda: parquet({"n" * 1_000_000: plain["x"]})
    yield "parquet: a name with NUL", lambda: parquet({"a\0b": plain["x"]})
    yield "parquet: a name like a path", lambda: parquet({"../../x": plain["x"], "a.b.c": plain["x"]})
    yield "parquet: 20,000 columns", lambda: parquet({f"c{i}": pa.array([1, 2]) for i in range(20_000)})
    yield "parquet: a row group for each row", lambda: parquet({"x": pa.array(range(3_000))}, row_group_size=1)
    wrong = {b"pandas": b'{"index_columns": ["nowhere"], "columns": [{"name": 7}]}', b"ARROW:schema": b"AAAA"}
    yield (
        "parquet: what it says of itself is wrong",
        lambda: _table(pa.table({**plain, "churn": plain["x"]}).replace_schema_metadata(wrong)),
    )
    whole = parquet(plain)
    yield "parquet: nothing but its mark", lambda: b"PAR1PAR1"
    yield "parquet: a foot of 4 GB", lambda: whole[:-8] + b"\xff\xff\xff\x7fPAR1"
    yield "parquet: a foot of nothing", lambda: whole[:-8] + b"\x00\x00\x00\x00PAR1"
    yield "parquet: locked", lambda: b"PARE" + whole[4:-4] + b"PARE"
    yield "parquet: two files in one", lambda: whole + whole


def _bombs() -> Iterator[Named]:
    yield "gzip: 1 GB of zeros", lambda: _squeezed(bytes(2**20), 1_024)
    yield "gzip: 1 GB of one line", lambda: b"".join((gzip.compress(b"a,b\n"), _squeezed(b"1,2\n" * 2**18, 1_024)))
    yield "gzip: 500 MB in one cell", lambda: b"".join((gzip.compress(b'a,b\n1,"'), _squeezed(b"x" * 2**20, 500)))
    yield "gzip: 500 MB of open brackets", lambda: _squeezed(b"[" * 2**20, 500)
    yield "gzip: in gzip", lambda: gzip.compress(gzip.compress(CSV.encode()))
    yield "gzip: of nothing", lambda: gzip.compress(b"")
    yield "gzip: something after it", lambda: gzip.compress(CSV.encode()) + b"tail"
    yield "gzip: its check is wrong", lambda: gzip.compress(CSV.encode())[:-8] + bytes(8)
    yield "parquet: 120 million rows in a few kilobytes", _long_bomb
    yield "parquet: 4 GB of one word", lambda: parquet({"x": _one_word(2**20, 4_096)})
    yield (
        "parquet: 400 MB in one page",
        lambda: parquet({"x": pa.array(["y" * 100_000_000] * 4)}, compression="zstd", use_dictionary=False),
    )


def _cut_and_flipped() -> Iterator[Named]:
    rows = parquet({"age": pa.array(range(400)), "plan": pa.array(["basic", "plus"] * 200)})
    lines = b"".join(b'{"age": %d, "churn": "%s"}\n' % (i, (b"yes", b"no")[i % 2]) for i in range(200))
    kinds = {"csv": CSV.encode() * 5, "json lines": lines, "parquet": rows, "gzip": gzip.compress(CSV.encode() * 50)}
    for kind, whole in kinds.items():
        for fraction in FRACTIONS:
            n_bytes = int(len(whole) * fraction)
            yield f"{kind}: cut at {fraction}", lambda whole=whole, n_bytes=n_bytes: whole[:n_bytes]  # type: ignore[misc]
        for seed in range(N_FLIPPED):
            yield f"{kind}: flipped {seed}", lambda whole=whole, seed=seed: _flipped(whole, seed)  # type: ignore[misc]


def _something_else() -> Iterator[Named]:
    heads = {
        "a picture": b"\x89PNG\r\n\x1a\n", "a document": b"%PDF-1.7\n", "a database": b"SQLite format 3\x00",
        "a program": b"\x7fELF\x02\x01", "a pickle": b"\x80\x04\x95\x00", "bzip2": b"BZh91AY", "xz": b"\xfd7zXZ\x00",
        "Zstandard": b"\x28\xb5\x2f\xfd", "Arrow": b"ARROW1\x00\x00", "an array": b"\x93NUMPY\x01\x00",
        "Excel of old": b"\xd0\xcf\x11\xe0",
    }  # fmt: skip
    for name, head in heads.items():
        yield f"something else: {name}", lambda head=head: head + random.Random(0).randbytes(4_096)  # type: ignore[misc]
    yield "something else: noise", lambda: random.Random(1).randbytes(100_000)
    yield "something else: a zip", lambda: _zipped("table.csv", CSV)
    yield "something else: a workbook", lambda: _zipped("xl/workbook.xml", "<workbook/>")


def _table(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def _squeezed(block: bytes, n_times: int) -> bytes:
    file = io.BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as packed:
        for _ in range(n_times):
            packed.write(block)
    return file.getvalue()


def _one_word(n_characters: int, n_rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array([0] * n_rows, pa.int32()), pa.array(["w" * n_characters]))


def _broken_strings() -> pa.Array:
    ends = pa.array(range(N_ROWS + 1), pa.int32()).buffers()[1]
    return pa.Array.from_buffers(pa.string(), N_ROWS, [None, ends, pa.py_buffer(b"\xff" * N_ROWS)])


def _long_bomb() -> bytes:
    block = pa.table({"a": pa.nulls(1_000_000, pa.int32()), "b": pa.nulls(1_000_000, pa.string())})
    file = io.BytesIO()
    with pq.ParquetWriter(file, block.schema) as writer:
        for _ in range(120):
            writer.write_table(block)
    return file.getvalue()


def _flipped(whole: bytes, seed: int) -> bytes:
    drawn, changed = random.Random(seed), bytearray(whole)
    for _ in range(1 + seed):
        changed[drawn.randrange(len(changed))] ^= 1 << drawn.randrange(8)
    return bytes(changed)


def _zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, content)
    return file.getvalue()
