"""Explanations are right where the right answer is known, and always add up."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from models.explain import MOST_SINGLE, N_BACKGROUND, Explainer, Explanation, players_of, representative_rows
from models.record import ColumnImportance, ColumnImportances

Array = NDArray[np.float64]
Predict = Callable[[pd.DataFrame], Array]
GAIN = {"basic": 0.0, "plus": 5.0, "pro": -2.0}


def table(n_rows: int, seed: int) -> pd.DataFrame:
    """Rows of mixed kinds with missing cells."""
    rng = np.random.default_rng(seed)
    plan = rng.choice(["basic", "plus", "pro"], n_rows).astype(object)
    plan[::7] = None
    return pd.DataFrame(
        {
            "a": np.where(rng.random(n_rows) < 0.1, np.nan, rng.normal(size=n_rows)),
            "b": rng.normal(size=n_rows),
            "plan": plan,
            "day": pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 9, n_rows), "D")),
        }
    )


def explainer(predict: Predict, background: pd.DataFrame, classes: tuple[str, ...] = ()) -> Explainer:
    """Return one with every column a player of its own."""
    return Explainer(background, predict, players_of(list(background.columns), None), classes)


def parts(explanation: Explanation) -> dict[str, float]:
    """Return the contributions by column."""
    return {part.column: part.contribution for part in explanation.contributions}


def additive(frame: pd.DataFrame) -> Array:
    """Add up what each column is worth by itself."""
    gain = [GAIN.get(plan, 1.0) if isinstance(plan, str) else 1.0 for plan in frame["plan"]]
    return 2 * frame["a"].fillna(0.5).to_numpy() - 3 * frame["b"].to_numpy() ** 2 + np.array(gain)


def test_parts_of_an_additive_model_are_what_it_adds() -> None:
    """What a column adds by itself, less what it adds on average over the background: known to the last digit."""
    background, row = table(N_BACKGROUND, 0), table(20, 1).iloc[[3]]
    told = parts(explainer(additive, background).explain(row))

    for name in ("a", "b"):
        others = background.assign(**{other: row[other].iloc[0] for other in ("a", "b") if other != name})
        alone = additive(others.assign(plan="basic"))
        own = additive(row.assign(plan="basic"))[0]
        assert told[name] == pytest.approx(own - alone.mean(), abs=1e-9)
    assert told["day"] == 0


def test_what_two_columns_do_together_is_shared_between_them() -> None:
    """Of a product, each gets the mean of coming first and of coming last: ways are walked in both directions."""
    background, row = table(N_BACKGROUND, 2).fillna({"a": 0.0}), table(9, 3).fillna({"a": 1.0}).iloc[[1]]
    told = explainer(lambda frame: frame["a"].to_numpy() * frame["b"].to_numpy(), background).explain(row)
    a, b = row["a"].iloc[0], row["b"].iloc[0]

    by_hand = ((a - background["a"]) * (background["b"] + b) / 2).mean()

    assert parts(told)["a"] == pytest.approx(by_hand, abs=1e-12)
    assert told.prediction == pytest.approx(a * b)


def crooked(frame: pd.DataFrame) -> Array:
    """Mix everything with everything, as probabilities of three classes."""
    known = frame["a"].fillna(-1.0).to_numpy() * frame["b"].to_numpy() + (frame["plan"] == "pro").to_numpy()
    raw = np.column_stack([np.sin(known), np.cos(3 * known) * frame["day"].dt.day.to_numpy() / 5, 0 * known])
    return np.exp(raw) / np.exp(raw).sum(axis=1, keepdims=True)


@pytest.mark.parametrize("number", range(6))
def test_contributions_and_base_add_up_to_the_prediction(number: int) -> None:
    """Whatever the model does, nothing is left over."""
    row = table(6, 4).iloc[[number]]
    told = explainer(crooked, table(N_BACKGROUND, 5), ("x", "y", "z")).explain(row)

    assert told.base + sum(parts(told).values()) == pytest.approx(told.prediction, abs=1e-9)
    assert told.prediction == pytest.approx(crooked(row).max())
    assert told.of == "xyz"[int(crooked(row).argmax())]
    assert told.scale == "probability"
    assert [abs(p) for p in parts(told).values()] == sorted((abs(p) for p in parts(told).values()), reverse=True)


def test_of_two_classes_the_positive_one_is_explained() -> None:
    """Who asks why somebody may churn wants the chance of churning, also where it is small."""
    told = explainer(
        lambda frame: np.column_stack([np.full(len(frame), 0.9), np.full(len(frame), 0.1)]),
        table(N_BACKGROUND, 5),
        ("no", "yes"),
    ).explain(table(1, 6))

    assert (told.of, told.prediction) == ("yes", 0.1)
    assert told.base == pytest.approx(0.1)
    assert set(parts(told).values()) == {0.0}


def test_values_are_those_of_the_row() -> None:
    """A reader must see what the column said, and that nothing was said."""
    row = pd.DataFrame({"a": [np.nan], "b": [2.0], "plan": ["pro"], "day": [pd.Timestamp("2026-01-05")]})
    told = explainer(additive, table(N_BACKGROUND, 0)).explain(row)

    assert {part.column: part.value for part in told.contributions} == {
        "a": None,
        "b": 2.0,
        "plan": "pro",
        "day": "2026-01-05T00:00:00",
    }


def test_the_same_row_gets_the_same_explanation() -> None:
    """Two answers to one question would be one too many."""
    one = explainer(crooked, table(N_BACKGROUND, 5), ("x", "y", "z"))
    rows = table(5, 7)

    assert one.explain(rows.iloc[[2]]) == explainer(crooked, table(N_BACKGROUND, 5), ("x", "y", "z")).explain(
        rows.iloc[[2]].reset_index(drop=True)
    )


def test_a_row_of_the_background_alone_is_explained_by_nothing() -> None:
    """It differs from nothing."""
    background = table(1, 8)
    told = explainer(additive, background).explain(background)

    assert told.base == pytest.approx(told.prediction)
    assert set(parts(told).values()) == {0.0}


def test_of_very_many_columns_the_least_important_share_one_part() -> None:
    """The work grows with the columns, and nobody reads a hundred parts."""
    names = [f"c{i}" for i in range(100)]
    important = tuple(ColumnImportance((name,), 1.0, 0.5, 1.5) for name in reversed(names))
    players = players_of(names, ColumnImportances(0, important, (), "made up"))
    rng = np.random.default_rng(0)
    background = pd.DataFrame(rng.normal(size=(N_BACKGROUND, 100)), columns=names)
    row = pd.DataFrame(rng.normal(size=(1, 100)), columns=names)

    told = Explainer(background, lambda frame: frame.sum(axis=1).to_numpy(), players).explain(row)

    others = parts(told)["60 other columns together"]
    assert len(told.contributions) == MOST_SINGLE + 1
    assert others == pytest.approx(row.iloc[0, :60].sum() - background.iloc[:, :60].sum(axis=1).mean())
    assert parts(told)["c99"] == pytest.approx(row["c99"].iloc[0] - background["c99"].mean())


def test_chosen_rows_stand_for_all() -> None:
    """The base value must be about the average prediction, or nobody understands what it is."""
    rng = np.random.default_rng(1)
    prediction = rng.lognormal(size=2_000)
    prediction[:50] = np.nan

    chosen = representative_rows(prediction)

    assert len(set(chosen.tolist())) == N_BACKGROUND
    assert prediction[chosen].mean() == pytest.approx(np.nanmean(prediction), rel=0.1)


def test_of_fewer_rows_all_are_chosen() -> None:
    """Ten rows are ten rows."""
    assert sorted(representative_rows(np.arange(10.0)).tolist()) == list(range(10))
    assert sorted(representative_rows(np.eye(3)).tolist()) == [0, 1, 2]
