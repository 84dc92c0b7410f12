"""Encoders give matrices without leaking an answer, and meet what they never saw."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
import skops.io

from models import encoding
from models.artifact import TRUSTED
from models.columns import Column
from models.encoding import Style, TableEncoder
from models.text_parts import Grams, TextParts

N_ROWS = 300


def columns() -> tuple[Column, ...]:
    """One column of every kind that models take, and one with many levels."""
    kinds = {"age": "numeric", "color": "categorical", "yes": "boolean", "when": "datetime", "then": "datetime"}
    kinds |= {"note": "text", "ticket": "categorical"}
    return tuple(Column(name, kind, 0, 1) for name, kind in kinds.items())  # type: ignore[arg-type]


def frame() -> pd.DataFrame:
    """Typed rows with missing values in every column."""
    rng = np.random.default_rng(0)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 900, N_ROWS), unit="h")
    table = pd.DataFrame(
        {
            "age": rng.normal(40, 10, N_ROWS),
            "color": rng.choice(["red", "green", "blue"], N_ROWS),
            "yes": rng.choice(["yes", "no"], N_ROWS),
            "when": days.astype("datetime64[ns]"),
            "then": (days + pd.Timedelta(hours=5)).astype("datetime64[ns]"),
            "note": rng.choice(["good old house", "new house by the sea", "a flat"], N_ROWS),
            "ticket": [f"t{i}" for i in rng.integers(0, 120, N_ROWS)],
        }
    )
    table.iloc[::11] = None
    return table


@pytest.mark.parametrize("style", ["tree", "linear"])
@pytest.mark.parametrize("n_classes", [0, 2, 3])
def test_names_types_and_matrix_agree(style: Style, n_classes: int) -> None:
    """An importance or an explanation must find the column that a feature comes from."""
    rng = np.random.default_rng(1)
    y = rng.integers(0, n_classes, N_ROWS).astype(float) if n_classes else rng.normal(size=N_ROWS)
    encoder = TableEncoder(columns(), style, n_classes)

    matrix = encoder.fit_transform(frame(), y)

    assert matrix.dtype == np.float32
    assert matrix.shape == (N_ROWS, len(encoder.feature_names_))
    assert len(encoder.feature_origins_) == len(encoder.feature_names_)
    assert set(encoder.feature_origins_) == {column.name for column in columns()}
    assert encoder.transform(frame()).shape == matrix.shape


def test_linear_models_get_finite_numbers_of_like_size() -> None:
    """A missing or far value must not rule the sum."""
    table = frame()
    table.loc[0, "age"] = 1e9
    encoder = TableEncoder(columns(), "linear", 2)

    matrix = encoder.fit_transform(table, (np.arange(N_ROWS) % 2).astype(float))

    assert np.isfinite(matrix).all()
    assert np.abs(matrix).max() <= 3


def test_rows_are_scaled_alike_however_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much memory there is must not show in the numbers."""
    encoder = TableEncoder(columns(), "linear", 2)
    at_once = encoder.fit_transform(frame(), (np.arange(N_ROWS) % 2).astype(float))
    monkeypatch.setattr(encoding, "CELLS_AT_A_TIME", 7 * at_once.shape[1])

    again = TableEncoder(columns(), "linear", 2).fit_transform(frame(), (np.arange(N_ROWS) % 2).astype(float))

    assert np.array_equal(again, at_once)


def test_encoding_takes_little_more_memory_than_the_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million rows once took several gigabytes in double precision, in every process."""
    rng = np.random.default_rng(3)
    values = {f"c{i}": rng.normal(size=20_000) for i in range(30)}
    values["c0"][:9] = np.nan
    encoder = TableEncoder([Column(name, "numeric", 0, 20_000) for name in values], "linear", 2)
    table, y = pd.DataFrame(values), rng.integers(0, 2, 20_000).astype(float)
    monkeypatch.setattr(encoding, "CELLS_AT_A_TIME", 30_000)
    tracemalloc.start()
    try:
        matrix = encoder.fit_transform(table, y)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 3 * matrix.nbytes


def test_unseen_and_missing_levels_are_met_without_a_word() -> None:
    """New rows hold new levels; a model that fails on them is of no use."""
    encoder = TableEncoder(columns(), "tree", 2)
    encoder.fit_transform(frame(), (np.arange(N_ROWS) % 2).astype(float))
    row = frame().iloc[1:2].assign(color="violet", ticket="never seen", when=pd.NaT)

    assert encoder.transform(row).shape == (1, len(encoder.feature_names_))


def test_a_row_never_sees_its_own_answer() -> None:
    """A category that occurs once tells nothing about its row: all such rows must look alike."""
    rng = np.random.default_rng(2)
    table = pd.DataFrame({"ticket": [f"t{i}" for i in range(N_ROWS)]})
    y = rng.integers(0, 2, N_ROWS).astype(float)
    encoder = TableEncoder((Column("ticket", "categorical", 0, N_ROWS),), "tree", 2)

    matrix = encoder.fit_transform(table, y)

    means = matrix[:, encoder.feature_names_.index("target by ticket")]
    assert np.unique(means).size == 1
    seen_again = encoder.transform(table)[:, encoder.feature_names_.index("target by ticket")]
    assert np.corrcoef(seen_again, y)[0, 1] > 0.9


def test_many_levels_get_an_order_and_few_levels_are_categories() -> None:
    """Trees that may group rare levels at will learn them by heart."""
    encoder = TableEncoder(columns(), "tree", 2)
    encoder.fit_transform(frame(), (np.arange(N_ROWS) % 2).astype(float))
    types = dict(zip(encoder.feature_names_, encoder.feature_types_, strict=True))

    assert types["color"] == "c"
    assert types["ticket"] == "q"


def test_the_time_between_two_dates_is_a_feature() -> None:
    """How long a trip took is in no single column."""
    encoder = TableEncoder(columns(), "tree", 0)
    matrix = encoder.fit_transform(frame(), np.arange(N_ROWS, dtype=float))

    hours = matrix[:, encoder.feature_names_.index("then - when")]

    assert set(hours[~np.isnan(hours)]) == {5.0}


def test_words_that_never_come_back_are_only_counted() -> None:
    """No direction of words can be learned from words that occur once each."""
    table = pd.DataFrame({"note": [f"word{i} other{i}" for i in range(50)]})
    encoder = TableEncoder((Column("note", "text", 0, 50),), "tree", 0)

    matrix = encoder.fit_transform(table, np.arange(50, dtype=float))

    assert encoder.feature_names_[:2] == ["note: length", "note: words"]
    assert not [name for name in encoder.feature_names_ if name.startswith("note: words ")]
    assert (matrix[:, 1] == 2).all()


def test_letters_tell_codes_apart_that_share_no_word() -> None:
    """Part numbers and names are text in which no word comes twice; what is alike is inside the words."""
    rng = np.random.default_rng(0)
    kinds = rng.integers(2, size=200)
    codes = pd.Series([f"{'ABX' if kind else 'QRT'}-{rng.integers(10**6):06d}" for kind in kinds], dtype=object)

    parts = TextParts().fit(codes.to_numpy())
    letters = parts.transform(codes.to_numpy())[:, [name.startswith("letters") for name in parts.feature_names_]]

    separation = np.abs([np.corrcoef(letters[:, i], kinds)[0, 1] for i in range(letters.shape[1])])
    assert separation.max() > 0.9


@pytest.mark.parametrize("analyzer", ["word", "char_wb"])
def test_directions_of_texts_are_those_of_scikit_learn(analyzer: str) -> None:
    """Its checks of every call are left out, and nothing else."""
    rng = np.random.default_rng(3)
    words = ["old", "new", "house", "sea", "by", "the", "flat", "a", "B2", "caf\xe9"]
    texts = [" ".join(rng.choice(words, rng.integers(0, 12))) for _ in range(200)]
    grams = Grams(analyzer, 0).fit(texts)

    asked = [*texts, "", "nothing of it", "SEA sea  sea, the-sea"]

    expected = grams.directions_.transform(grams.counts_.transform(asked))
    assert grams.n_directions_ > 5
    assert grams.transform(asked) == pytest.approx(expected, abs=1e-5)
    assert not grams.transform([""]).any()


def test_directions_are_the_same_after_they_were_written() -> None:
    """What is made of the learned grams is not written, and is made again."""
    grams = Grams("word", 0).fit(["old house", "new house", "old sea", "new sea"] * 3)

    loaded = skops.io.loads(skops.io.dumps(grams), trusted=list(TRUSTED))

    assert np.array_equal(loaded.transform(["old sea"]), grams.transform(["old sea"]))
    assert set(vars(loaded)) == set(vars(grams))
