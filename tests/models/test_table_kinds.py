"""What a column holds, told from its values and its name."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from models.columns import Column, convert
from models.tables.kinds import Clues, find_kind
from models.tables.plain import plain_objects

CLUES = Clues(n_columns=5)


def column(values: Sequence[object], name: str = "x", clues: Clues = CLUES) -> Column:
    """Describe a column of Python values."""
    return find_kind(name, plain_objects(name, values), clues).column


WORDS = ["red", "blue", "green"] * 20
SENTENCES = [f"the customer said that number {i} was late again" for i in range(30)]


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("size", ["1", "2.5", "3"], "numeric"),
        ("pclass", ["1", "2", "3"] * 10, "numeric"),
        ("price", [f"{i / 7:.6f}" for i in range(50)], "numeric"),
        ("color", WORDS, "categorical"),
        ("sex", ["male", "female"] * 9, "categorical"),
        ("churn", ["yes", "no", "yes"], "boolean"),
        ("flag", ["Y", "N", "N"], "boolean"),
        ("ok", [True, False, True], "boolean"),
        ("survived", ["0", "1", "1"], "boolean"),
        ("survived", [0.0, 1.0, 1.0], "boolean"),
        ("day", ["2024-01-01", "2024-01-02", ""], "datetime"),
        ("order_date", ["20240101", "20240102", "20240105"], "datetime"),
        ("order_date", [20240101, 20240102, 20240105], "datetime"),
        ("comment", SENTENCES, "text"),
        ("customer_id", ["17", "4", "99"], "identifier"),
        ("PassengerId", [3, 1, 2], "identifier"),
        ("uuid", ["a-1", "b-2", "c-3"], "identifier"),
        ("hash", [f"{i * 7919:08x}g" for i in range(40)], "identifier"),
        ("record", list(range(100, 150)), "identifier"),
        ("serie", list(range(50)), "identifier"),
        ("year", list(range(50)), "numeric"),
        ("amount", [i * 3 for i in range(50)], "numeric"),
        ("store_id", ["1", "2", "3"] * 9, "categorical"),
        ("zip", ["10115", "20095", "10115"], "categorical"),
        ("area", ["01067", "20095", "10115"], "categorical"),
        ("card", ["4111111111111111", "4012888888881881"], "categorical"),
        ("unit", ["kg", "kg", "kg"], "constant"),
        ("nothing", ["", "NA", None], "constant"),
        ("vip", ["yes", "", "yes"], "categorical"),
    ],
)
def test_the_kind_is_what_a_person_would_say(name: str, values: list[object], kind: str) -> None:
    """The kind decides how the models see a column, and whether they see it at all."""
    assert column(values, name).kind == kind


def test_a_unique_real_number_is_no_identifier() -> None:
    """A measure to seven digits never repeats, and is the best of features."""
    rng = np.random.default_rng(0)

    assert column(rng.normal(size=200).tolist(), "id_distance").kind == "numeric"


def test_a_counter_from_python_is_a_number_unless_its_name_says_otherwise() -> None:
    """A DataFrame's types are meant: np.arange as a feature is a feature."""
    trusted = Clues(n_columns=5, are_types_trusted=True)

    assert column(list(range(50)), "feature", trusted).kind == "numeric"
    assert column(list(range(50)), "row_id", trusted).kind == "identifier"


def test_the_only_features_of_a_small_table_are_not_taken_for_counters() -> None:
    """A table of x and y with x = 1, 2, 3, ... is the first that anyone tries."""
    assert column(list(range(50)), "speed", Clues(n_columns=2)).kind == "numeric"


def test_missing_words_of_numbers_are_categories_among_words() -> None:
    """An alley that is "none" is known to be none; an income that is "none" is not known."""
    income = column(["1200", "none", "-", "800", "unknown"])
    alley = column(["none", "gravel", "-", "none", "gravel"])

    assert (income.kind, income.missing, income.distinct) == ("numeric", 3, 2)
    assert (alley.kind, alley.missing, alley.distinct) == ("categorical", 0, 3)


def test_zero_one_and_a_dash_are_numbers() -> None:
    """As labels the dash would be a third value; among numbers it is a missing one."""
    found = column(["0", "1", "-", "1"])

    assert (found.kind, found.missing, found.distinct) == ("numeric", 1, 2)


@pytest.mark.parametrize(
    "values",
    [
        ["1", "x1", "", "3"], ["yes", "no", "NA"], ["2024-01-01", None, "2023-05-06"], ["1.0", "0", "1"],
        ["007", "12", "?"], [1, 2, None], [True, None, False], SENTENCES, ["0", "1", "-"], ["a", "none", " a "],
    ],
)  # fmt: skip
def test_counts_agree_with_the_values_that_the_models_get(values: list[object]) -> None:
    """Missing and distinct cells are facts of the record: they must be those of the training data."""
    raw = plain_objects("x", values)
    found = find_kind("x", raw, CLUES).column
    typed = convert(raw, found)

    assert found.missing == typed.isna().sum()
    assert found.distinct == typed.nunique()


def test_every_kind_comes_with_its_reason() -> None:
    """A guess that cannot be checked cannot be corrected."""
    for values in (["1", "2"], WORDS, SENTENCES, ["a", "a"], ["yes", "no"], ["2024-01-01", "2024-01-02"]):
        assert column(values).notes[0].endswith(".")


def test_infinite_and_unread_values_are_counted() -> None:
    """What was lost in reading is said, with how often."""
    raw = pd.Series(["inf", *map(str, range(100)), "abc"], dtype="str")
    found = find_kind("x", raw, CLUES)

    assert (found.n_infinite, found.n_unread, found.example) == (1, 1, "abc")
    assert found.column.missing == 2
