"""The engine as the service uses it: real tables and goals, nothing fitted."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models import AutoMLClassifier
from models.errors import InputError, NotDifferentiableError, SpaceError, UnclearGoalError
from models.record import Settings
from models.table import load_table
from models.tables.table_file import content_hash
from service.engine import TableFile, Upload
from service.local_engine import LocalEngine
from service.settings import Limits

ROWS = "".join(f"{20 + i % 40},{'north' if i % 3 else 'south'},{'yes' if i % 4 else 'no'}\n" for i in range(80))
TOO_MANY_CELLS = 10**9


@pytest.fixture
def engine() -> LocalEngine:
    """Return the engine with the default limits."""
    return LocalEngine(Limits())


@pytest.fixture
def table(engine: LocalEngine, tmp_path: Path) -> TableFile:
    """Read a small table."""
    upload = tmp_path / "upload"
    upload.write_text(f"age,region,churn\n{ROWS}")
    destination = tmp_path / "table.parquet"
    reading = engine.read_table(Upload(upload, "people.csv", "text/csv"), destination)
    assert [column.name for column in reading.columns] == ["age", "region", "churn"]
    assert reading.n_rows == 80
    return TableFile(destination, {}, 240)


def test_a_table_too_large_for_the_web_process_answers_the_same(engine: LocalEngine, table: TableFile) -> None:
    """Only where the work is done may depend on the size."""
    large = TableFile(table.path, table.kinds, TOO_MANY_CELLS)

    assert engine.understand_goal("predict churn", large) == engine.understand_goal("predict churn", table)
    assert engine.correct_kinds(large) == engine.correct_kinds(table)


def test_the_hash_that_is_answered_is_that_of_the_rows_on_disk(engine: LocalEngine, table: TableFile) -> None:
    """It stands in every record of a run over them, and tells rows that were seen from others."""
    assert engine.correct_kinds(table).hash == content_hash(load_table(table.path).raw)


def test_an_error_comes_back_whole_from_the_other_process(engine: LocalEngine, table: TableFile) -> None:
    """Its candidates are what helps."""
    large = TableFile(table.path, table.kinds, TOO_MANY_CELLS)
    with pytest.raises(UnclearGoalError) as here:
        engine.understand_goal("make me a good model", table)
    with pytest.raises(UnclearGoalError) as there:
        engine.understand_goal("make me a good model", large)

    assert there.value.candidates == here.value.candidates


def test_corrected_kinds_are_kept_to(engine: LocalEngine, table: TableFile) -> None:
    """The owner of a table knows it best."""
    corrected = TableFile(table.path, {"age": "categorical"}, 240)

    assert engine.correct_kinds(corrected).columns[0].kind == "categorical"
    assert engine.correct_kinds(table).columns[0].kind == "numeric"


@pytest.mark.parametrize(
    "settings",
    [
        Settings(families=("catboost",)),
        Settings(space={"xgboost": {"depth": 3}}),
        Settings(space={"xgboost": {"max_depth": 10_000}}),
        Settings(space={"xgboost": {"max_depth": [9, 3]}}),
        Settings(families=("linear",), space={"xgboost": {"max_depth": 3}}),
    ],
)
def test_a_search_that_cannot_be_made_is_refused_before_it_is_queued(engine: LocalEngine, settings: Settings) -> None:
    """Minutes later is too late."""
    with pytest.raises(InputError):
        engine.check_space(settings, "binary")


def test_a_narrowed_search_is_accepted(engine: LocalEngine) -> None:
    """It is how users say what they know already."""
    engine.check_space(Settings(space={"xgboost": {"max_depth": 6, "learning_rate": [0.01, 0.1]}}), "binary")


def test_an_answer_of_the_assistant_can_be_stored(engine: LocalEngine) -> None:
    """What it remembers comes back from the database as plain data."""
    first = engine.answer("what is a hyperparameter?", None, {})
    second = engine.answer("and why?", None, first.context)

    assert first.topic == "definition"
    assert len(second.context["turns"]) == 2


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        (Settings(technique="gradient", families=("xgboost",)), NotDifferentiableError, "cannot differentiate xgboost"),
        (Settings(technique="gradient", space={"linear": {"l1_ratio": 1.0}}), SpaceError, "needs 0"),
        (Settings(technique="gradient", space={"xgboost": {"max_depth": 4}}), SpaceError, "takes no part"),
    ],
)
def test_what_a_technique_cannot_search_is_refused_before_the_run_is_queued(
    engine: LocalEngine, settings: Settings, error: type[InputError], words: str
) -> None:
    """A run that fails later would have cost its owner the wait."""
    with pytest.raises(error, match=words):
        engine.check_space(settings, "binary")


def test_every_technique_can_be_asked_for(engine: LocalEngine) -> None:
    """The contract names seven."""
    for technique in engine.techniques:
        engine.check_space(Settings(technique=technique), "regression")
    assert len(engine.techniques) == 7


def test_a_loaded_model_explains_in_plain_data(engine: LocalEngine, tmp_path: Path) -> None:
    """What leaves here becomes JSON, and adds up to the probability that is shown beside it."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"age": rng.integers(20, 60, 120).astype(float), "region": rng.choice(["north", "south"], 120)})
    X.loc[0, "age"] = np.nan
    y = np.where(X["age"].fillna(40) + rng.normal(size=120) > 40, "yes", "no")
    AutoMLClassifier(seconds=None, trials=2, families=("linear",)).fit(X, y).save(tmp_path / "model")
    rows = [{"age": 55, "region": "north"}, {"age": None, "region": "elsewhere"}]
    model = engine.load_model(tmp_path / "model")

    told = json.loads(json.dumps(model.explain_records(rows), allow_nan=False))
    shown = model.predict_records(rows).probabilities
    assert shown is not None

    assert [one["of"] for one in told] == ["yes", "yes"]
    assert {part["column"]: part["value"] for part in told[1]["contributions"]} == {"age": None, "region": "elsewhere"}
    for one, (_, chance) in zip(told, shown, strict=True):
        parts = sum(part["contribution"] for part in one["contributions"])
        assert one["base"] + parts == pytest.approx(one["prediction"], abs=1e-6)
        assert one["prediction"] == pytest.approx(chance, abs=1e-6)
