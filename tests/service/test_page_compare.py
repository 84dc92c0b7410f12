"""Two runs side by side: what may be said of two scores, and what differs."""

from dataclasses import replace

import pytest

from models.metrics import METRICS
from models.record import FoldPlan, RunRecord, Score
from service.page.comparison import compare, verdict_of
from tests.service.conftest import KEY, Service
from tests.service.made_up_record import made_up_record, without_model
from tests.service.test_page_views import enter


def scored(corrected: float | None, low: float | None, high: float | None, metric: str = "roc_auc") -> RunRecord:
    """Make a record with an honest score."""
    record = made_up_record()
    assert record.result is not None
    score = Score(metric, 0.8, corrected, low, high, 0.9, "")
    goal = replace(record.goal, metric=metric)
    return replace(record, goal=goal, metric=METRICS[metric].account, result=replace(record.result, score=score))


@pytest.mark.parametrize(
    ("second", "standing", "better", "words"),
    [
        (scored(0.80, 0.76, 0.84), "same", None, "same score"),
        (scored(0.82, 0.78, 0.86), "unclear", "B", "B looks better by 0.02, but that lies within the likely ranges"),
        (scored(0.86, 0.825, 0.895), "likely", "B", "B is probably better, by 0.06"),
        (scored(0.90, 0.86, 0.94), "clear", "B", "more than chance explains"),
        (scored(0.70, 0.66, 0.74), "clear", "A", "A is better by 0.1"),
        (scored(0.90, None, None), "unknown", None, "B has no honest score"),
    ],
)
def test_a_difference_is_called_what_the_ranges_allow(
    second: RunRecord, standing: str, better: str | None, words: str
) -> None:
    """Ranges that overlap do not tell which is better, however much one wants to know."""
    verdict = verdict_of(scored(0.80, 0.76, 0.84), second)
    assert (verdict.standing, verdict.better) == (standing, better)
    assert words in verdict.sentence


def test_smaller_is_better_where_the_metric_says_so() -> None:
    """A larger error is no win."""
    verdict = verdict_of(scored(0.30, 0.28, 0.32, "log_loss"), scored(0.50, 0.48, 0.52, "log_loss"))
    assert (verdict.standing, verdict.better) == ("clear", "A")


def test_scores_of_other_metrics_and_targets_are_not_compared() -> None:
    """0.8 of one and 0.3 of the other are two facts and no difference."""
    first = scored(0.80, 0.76, 0.84)
    other = compare(first, scored(0.30, 0.28, 0.32, "log_loss"))
    assert other.verdict.standing == "incomparable"
    assert "different metrics" in other.verdict.sentence
    assert other.picture is None
    moved = verdict_of(first, replace(first, goal=replace(first.goal, target="price")))
    assert "predict different things" in moved.sentence
    looked = verdict_of(first, replace(first, goal=replace(first.goal, positive_class="no")))
    assert "different classes" in looked.sentence


def test_a_run_without_a_model_is_compared_by_what_it_asked_for() -> None:
    """Why one failed and the other did not is often in the settings."""
    found = compare(scored(0.8, 0.7, 0.9), without_model(made_up_record(), "failed", "It broke."))
    assert found.verdict.standing == "unknown"
    assert "Trials" in [row.name for row in found.differs]


def test_other_rows_and_other_folds_are_said() -> None:
    """A part of a difference is then luck of the draw."""
    first = scored(0.80, 0.76, 0.84)
    assert "Same table, same rows, same folds" in compare(first, first).folds
    plan = FoldPlan("stratified", 5, 1, 20, "another seed")
    assert "other folds" in compare(first, replace(first, folds=plan)).folds
    other = replace(first, data=replace(first.data, hash="0" * 64))
    assert "different tables" in compare(first, other).folds


def test_settings_stand_against_each_other_within_a_family_alone() -> None:
    """The depth of a tree has nothing to stand against in a straight line."""
    first = scored(0.80, 0.76, 0.84)
    assert first.result is not None
    name = next(iter(first.result.hyperparameters))
    changed = replace(first.result, hyperparameters={**first.result.hyperparameters, name: 12})
    alike = compare(first, replace(first, result=changed))
    assert [row.second for row in alike.differs] == ["12"]
    assert f"({name})" in alike.differs[0].name
    apart = compare(
        first, replace(first, result=replace(first.result, family="linear", hyperparameters={"alpha": 1.0}))
    )
    assert [row.name for row in apart.differs] == ["Model", "Leading family", "Its settings"]


def test_two_that_were_ticked_get_an_address_and_any_other_number_a_sentence(service: Service) -> None:
    """The form has boxes, and boxes can be ticked as one likes."""
    reader = enter(service, KEY)
    first, second = service.finished_run(), service.finished_run()
    led = reader.client.get(f"/runs/compare?run={first}&run={second}")
    assert (led.status_code, led.headers["Location"]) == (303, f"/runs/compare?a={first}&b={second}")
    assert "Both expect the same score." in reader.read(f"/runs/compare?a={first}&b={second}")
    one = reader.client.get(f"/runs/compare?run={first}")
    assert (one.status_code, "tick one more" in one.text) == (422, True)
    assert reader.client.get("/runs/compare").status_code == 422
