"""Rooms stay small: files, function bodies, parameters, and no import cycle among siblings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "assistant", "service")
FILES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
MAX_LINES, MAX_BODY, MAX_PARAMETERS = 330, 50, 8
WHOLE = {
    "models/record.py": "the shape of a record is one idea, and the standard library alone may stand behind it",
    "models/errors.py": "the tree of errors is read as a whole",
}
NAMING = ("models/__init__.py", "assistant/charts/__init__.py")
"""Packages that give names of their own: the engine's estimators, lazily, and the charts that single answers draw."""
SCIKIT_LEARN_STYLE = {("models/searching_estimator.py", "__init__"): "every setting of an estimator is an argument"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_one_idea_of_readable_size(path: Path) -> None:
    """Who cannot hold a file in the head cannot change it safely."""
    is_whole = str(path.relative_to(ROOT)) in WHOLE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES or is_whole
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "a file begins with what it is"
    for function in functions(path):
        assert body_lines(function) <= MAX_BODY, function.name
        arguments = function.args
        count = len(arguments.args) + len(arguments.kwonlyargs) + len(arguments.posonlyargs)
        name = (str(path.relative_to(ROOT)), function.name)
        assert count <= MAX_PARAMETERS or name in SCIKIT_LEARN_STYLE, function.name


def test_no_module_is_called_by_what_it_is_not() -> None:
    """A drawer for everything is a drawer for nothing."""
    assert not [path for path in FILES if path.stem in {"utils", "helpers", "common", "misc"}]


def test_package_files_hold_a_docstring_and_nothing_heavy() -> None:
    """Importing models.record must never load XGBoost."""
    for path in FILES:
        if path.name == "__init__.py" and str(path.relative_to(ROOT)) not in NAMING:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            assert [type(node) for node in tree.body] in ([ast.Expr], []), path


def test_siblings_import_each_other_without_a_cycle() -> None:
    """Imports inside functions are counted: a hidden cycle is a cycle."""
    graph = {module_of(path): imports_of(path) for path in FILES}
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module in done:
            return
        for imported in sorted(graph.get(module, ())):
            walk(imported, (*trail, module))
        done.add(module)

    for module in graph:
        walk(module, ())


def module_of(path: Path) -> str:
    """Return a file's name as a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, wherever in it; lazy names of a package do not count."""
    known = {module_of(other) for other in FILES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    packages = {module_of(other) for other in FILES if other.name == "__init__.py"}
    return (found & known) - packages - {module_of(path)} if path.name != "__init__.py" else set()
