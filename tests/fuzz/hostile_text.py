"""Hostile CSV and JSON: encodings, NULs, nesting, names, line ends, ragged rows, numbers and dates that are none."""

import json
from collections.abc import Callable, Iterator

Make = Callable[[], bytes]
Named = tuple[str, Make]

CSV = "age,plan,churn\n" + "".join(
    f"{20 + i},{('basic', 'plus')[i % 2]},{('yes', 'no')[i % 3 == 0]}\n" for i in range(40)
)
WORLD = CSV.replace("plus", "größer").replace("basic", "naïve")
CODECS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "latin-1", "cp1252", "cp437", "cp500",
    "mac-roman", "utf-7", "hz", "iso2022_jp",
)  # fmt: skip
ASIAN = ("shift_jis", "gb18030", "euc_kr", "big5", "koi8-r")
NAMES = (
    "", " ", "\t", "a" * 200, "a" * 10_000, "=cmd|' /C calc'!A0", "<script>alert(1)</script>", '"', "'", "\\", "/",
    "..",
    "../../etc/passwd", "a\nb", "a\rb", "\u202egnirts", "\u200b", "\ufeff", "👩‍👩‍👧", "e\u0301", "é", "NaN", "None",
    "null",
    "0", "1e5", "True", "__proto__", "constructor", "{{7*7}}", "%s%n", "$(id)", "'; DROP TABLE runs; --", "\x07",
    "\x1b[31m",
    "\u2028", "\U000e0041", "Ⅷ", "ﬁ", "ß",
)  # fmt: skip
CELLS = (
    "inf", "-inf", "Infinity", "nan", "NaN", "-nan", "1e999", "-1e999", "1e-999", "0x1p3", "9" * 400, "1_000", "1,5",
    "1.000.000,5", "٣٤", "½", "1e5000000000", "--1", "+", "-", ".", "e", "0b1", "1d", "$5", "5%", "5 kg", "0000-00-00",
    "0000-01-01", "9999-12-31", "99999-01-01", "-0044-03-15", "2021-02-30", "2021-13-01", "1677-09-21", "2262-04-12",
    "2021-01-01T25:61:61Z", "2021-01-01T00:00:00+99:99", "31/12/2021 24:00", "1900-02-29", "0001-01-01", "12/31/1969",
)  # fmt: skip
LINE_ENDS = ("\r\n", "\r", "\n\r", "\r\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n\n")


def hostile_texts() -> Iterator[Named]:
    """Give each with its name."""
    yield from _encodings()
    yield from _nuls()
    yield from _names()
    yield from _cells()
    yield from _lines()
    yield from _shapes()
    yield from _nested()
    yield from _json()


def table_of(values: list[str], name: str = "x") -> bytes:
    """Return CSV with a column of these values between two plain ones."""
    rows = "".join(
        f'{i},"{value.replace(chr(34), chr(34) * 2)}",{("yes", "no")[i % 2]}\n' for i, value in enumerate(values)
    )
    return f"age,{name},churn\n{rows}".encode("utf-8", "surrogatepass")


def _encodings() -> Iterator[Named]:
    for codec in CODECS:
        yield f"csv in {codec}", lambda codec=codec: WORLD.encode(codec, "replace")  # type: ignore[misc]
    for codec in ASIAN:
        yield f"csv in {codec}", lambda codec=codec: CSV.replace("plus", "日本").encode(codec, "replace")  # type: ignore[misc]
    yield "utf-8 and latin-1 in one file", lambda: WORLD.encode() + WORLD.encode("latin-1")
    yield "half a character at the end", lambda: WORLD.encode() + b"60,gr\xc3"
    yield "characters longer than they need be", lambda: CSV.encode().replace(b"plus", b"\xc0\xaf\xe0\x80\xaf")
    yield "half surrogates", lambda: CSV.replace("plus", "\ud800").encode("utf-8", "surrogatepass")
    yield "every byte", lambda: CSV.encode() + b"".join(b"1,%c,yes\n" % byte for byte in range(256))


def _nuls() -> Iterator[Named]:
    yield "NUL in a name", lambda: CSV.replace("plan", "pl\0an").encode()
    yield "NUL in cells", lambda: CSV.replace("plus", "pl\0us").encode()
    yield "NUL in one late cell", (CSV * 400 + "1,\0,yes\n").encode
    yield "nothing but NUL", lambda: bytes(1_000_000)
    yield "NUL after the table", lambda: CSV.encode() + bytes(4096)
    yield "NUL before the table", lambda: bytes(1) + CSV.encode()
    yield "NUL in JSON", lambda: json.dumps([{"age": i, "churn": "a\0b"} for i in range(40)]).encode()


def _names() -> Iterator[Named]:
    for number, name in enumerate(NAMES):
        quoted = '"' + name.replace('"', '""') + '"'
        yield f"csv name {number}", lambda quoted=quoted: CSV.replace("plan", quoted, 1).encode()  # type: ignore[misc]
        rows = [{"age": i, name: i % 3, "churn": "yes" if i % 2 else "no"} for i in range(40)]
        if number % 2:
            yield f"json name {number}", lambda rows=rows: json.dumps(rows).encode()  # type: ignore[misc]
    yield "names twice", lambda: CSV.replace("plan", "age", 1).encode()
    yield "names twice but for case", lambda: CSV.replace("plan", "AGE", 1).encode()
    yield "no names at all", lambda: b",,\n" + CSV.encode().partition(b"\n")[2]
    yield "numbers for names", lambda: b"1,2,3\n" + CSV.encode().partition(b"\n")[2]


def _cells() -> Iterator[Named]:
    for start in range(0, len(CELLS), 3):
        some = list(CELLS[start : start + 3])
        yield f"cells such as {some[0][:20]}", lambda some=some: table_of(some * 20)  # type: ignore[misc]
        many = ["12"] * 60 + some
        yield f"numbers and then {some[0][:20]}", lambda many=many: table_of(many)  # type: ignore[misc]
    yield "one cell of 20 MB", lambda: table_of(["a" * 20_000_000, "b", "c"] + ["d"] * 30)
    yield "one cell of 3 MB of line ends", lambda: table_of(["\n" * 3_000_000, "b", "c"] + ["d"] * 30)
    yield "one number of 2 million digits", lambda: table_of(["7" * 2_000_000, "1", "2"] + ["3"] * 30)
    yield "a cell of combining marks", lambda: table_of(["a" + "\u0301" * 100_000, "b"] + ["c"] * 30)


def _lines() -> Iterator[Named]:
    for number, end in enumerate(LINE_ENDS):
        yield f"line ends {number}", lambda end=end: CSV.replace("\n", end).encode()  # type: ignore[misc]
    yield (
        "line ends of three kinds",
        lambda: "".join(line + ("\n", "\r\n", "\r")[i % 3] for i, line in enumerate(CSV.splitlines())).encode(),
    )
    yield "two byte order marks", lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + CSV.encode()
    yield "a byte order mark in the middle", lambda: CSV.replace("plus", "\ufeffplus").encode()
    yield "the mark of another order", lambda: b"\xfe\xff" + CSV.encode("utf-16-le")


def _shapes() -> Iterator[Named]:
    yield "empty", bytes
    yield "one line end", lambda: b"\n"
    yield "a megabyte of spaces", lambda: b" " * 1_000_000
    yield "one name", lambda: b"age"
    yield "names without rows", lambda: b"age,churn\n"
    yield "one row", lambda: b"age,churn\n30,yes\n"
    yield "rows too long", lambda: CSV.encode() + b"1,2,3,4,5,6\n" * 10
    yield "rows too short", lambda: CSV.encode() + b"1\n" * 10
    yield "rows longer and longer", lambda: b"".join(b",".join([b"1"] * n) + b"\n" for n in range(1, 2_000))
    yield "a quote that never closes", lambda: CSV.encode() + b'1,"2,yes\n' + CSV.encode()
    yield "a quote that never closes in a long file", lambda: b'age,churn\n1,"2\n' + b"3,yes\n" * 4_000_000
    yield "quotes within words", lambda: CSV.replace("plus", 'p"l"us').encode()
    yield "a million quotes", lambda: b'a,b\n"' + b'""' * 1_000_000 + b'",1\n2,3\n'
    yield "nothing but commas", lambda: b",,,,,,\n" * 1_000
    yield "nothing but semicolons", lambda: b";" * 1_000_000
    yield "every delimiter", lambda: b"a,b;c\td|e\n1,2;3\t4|5\n" * 50
    yield "comments first", lambda: b"# made by\n# a program\n" + CSV.encode()
    yield (
        "a million columns",
        lambda: b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n" + b"1," * 999_999 + b"1\n",
    )
    yield "a million columns of one name", lambda: b"a," * 999_999 + b"a\n" + b"1," * 999_999 + b"1\n"
    yield "three million empty lines", lambda: b"a,b\n" + b"\n" * 3_000_000 + b"1,2\n3,4\n"
    yield "a web page", lambda: b"<!doctype html><html><body><table><tr><td>1</table>"
    yield (
        "XML that swells",
        lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    )


def _nested() -> Iterator[Named]:
    for depth in (10, 500, 5_000, 1_000_000):
        yield f"lists in lists {depth}", lambda depth=depth: b"[" * depth + b"]" * depth  # type: ignore[misc]
        deep = b'{"a":' * depth + b"1" + b"}" * depth
        yield f"objects in objects {depth}", lambda deep=deep: b"[" + deep + b"," + deep + b"]"  # type: ignore[misc]
    yield "a list that never closes", lambda: b"[" * 3_000_000
    yield "lists for cells", lambda: json.dumps([{"age": [1, 2], "churn": "yes"}] * 40).encode()
    yield "objects for cells", lambda: json.dumps([{"age": {"years": 3}, "churn": "yes"}] * 40).encode()
    yield "objects for some cells", lambda: json.dumps([{"a": 1, "b": 2}] * 40 + [{"a": {}, "b": []}]).encode()


def _json() -> Iterator[Named]:
    wide = {f"c{i}": i for i in range(300_000)}
    lines = [
        "[]", "{}", "[{}]", "[{},{}]", "null", "[null, null]", "1", '"text"', "[1, 2, 3]", "[[1], [2]]",
        '{"a": [1, 2, 3]}',
        '{"a": {"0": 1, "1": 2}}', '[{"a": 1}, 2]', '[{"a": 1}, {"a": "x"}, {"a": null}, {"a": true}]',
        '[{"a": NaN}, {"a": 1}]',
        '[{"a": Infinity}, {"a": 1}]', '[{"a": 1e999}, {"a": 1}]', '[{"a": 1, "a": 2}, {"a": 3}]',
        "[{'a': 1}, {'a': 2}]",
        '[{"a": 1},, {"a": 2}]', '[{"a": 1}, {"a": 2}', '{"a": 1}\n{"a": 2}\n{"a"', '{"a": 1}\n\n\n{"a": 2}',
        '{"a": 1}{"a": 2}',
        '{"a": 1}\n[1]\n', '[{"a": "\\ud800"}, {"a": "b"}]', '[{"a": 01}, {"a": 1}]', '[{"a": 1}] trailing',
        "\ufeff[{}]",
        '{"data": [{"a": 1}, {"a": 2}]}', '[{"a": 99999999999999999999999999}, {"a": 1}]', '[{"a": -0.0}, {"a": 0}]',
        '[{"": 1}, {"": 2}]', '[{"a": ""}, {"a": ""}]', '[{"a": 1}, {"b": 2}, {"c": 3}]',
    ]  # fmt: skip
    for number, text in enumerate(lines):
        yield f"json {number}: {text[:30]}", lambda text=text: text.encode("utf-8", "surrogatepass")  # type: ignore[misc]
    yield "JSON of 300,000 names", lambda: json.dumps([wide, wide]).encode()
    yield "a name of its own in each row", lambda: json.dumps([{f"c{i}": 1} for i in range(20_000)]).encode()
    yield "JSON of one number of a million digits", lambda: b'[{"a": ' + b"7" * 1_000_000 + b'}, {"a": 1}]'
    yield "JSON lines, one of 20 MB", lambda: b'{"a": 1}\n{"a": "' + b"x" * 20_000_000 + b'"}\n{"a": 2}\n'
