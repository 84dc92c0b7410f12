"""Nothing from outside is unpickled: whoever can hand in a pickle runs code here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for package in ("models", "assistant", "service") for path in (ROOT / package).rglob("*.py"))
RUNS_CODE = frozenset(
    {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "jsonpickle"}
)
# Processes of ours hand each other their work over pipes that nobody else can write to, by Pebble and loky, which
# pickle inside; no module of ours does. One that must is to be named here with its reason.
ALLOWED: dict[str, str] = {}
CALLS_THAT_UNPICKLE = frozenset({"read_pickle", "to_pickle", "PickleType"})
CALLS_THAT_RUN = frozenset({"eval", "exec", "compile", "__import__"})


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the outermost name of each import, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the last name of each call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def is_method(call: ast.Call) -> bool:
    """Tell ``re.compile`` from ``compile``."""
    return isinstance(call.func, ast.Attribute)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_can_unpickle(path: Path) -> None:
    """Neither by the libraries that do it, nor by a call that does it on the side, nor by running a text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert not RUNS_CODE & set(imported(tree)) or str(path.relative_to(ROOT)) in ALLOWED
    for name, call in called(tree):
        assert name not in CALLS_THAT_UNPICKLE, name
        assert name not in CALLS_THAT_RUN or is_method(call), name
        if name == "load" and isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "np":
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            assert isinstance(given.get("allow_pickle"), ast.Constant), "np.load says allow_pickle=False"
            assert given["allow_pickle"].value is False  # type: ignore[attr-defined]


def test_the_list_of_exceptions_names_files_that_are_there() -> None:
    """An exception that outlives its file would let the next one of that name through."""
    assert set(ALLOWED) <= {str(path.relative_to(ROOT)) for path in FILES}
    assert len(FILES) > 300
