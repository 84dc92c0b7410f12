"""The result of a run as the server renders it: every chart with its words, and an answer for what is missing."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.metrics import METRICS
from models.record import (
    ColumnAccount,
    Confusion,
    Diagnostics,
    EnsembleMember,
    MulticlassDiagnostics,
    RunRecord,
    from_plain,
    to_plain,
)
from service.page.dots import quantile_dots
from tests.assistant.conftest import linear_run
from tests.assistant.rich_runs import RICH_RUNS
from tests.assistant.told_runs import TOLD
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.made_up_record import HOSTILE, made_up_record
from tests.service.test_page_views import FRAGMENT, Reader, enter

Show = Callable[[RunRecord], str]
LATER = "age,churn\n31,yes\n41,no\n"


@pytest.fixture
def reader(service: Service, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return the first owner in a browser, of a service that knows every metric."""
    monkeypatch.setattr(service.engine, "metric", lambda name: METRICS[name].account)
    return enter(service, KEY)


@pytest.fixture
def show(service: Service) -> Show:
    """Return what makes a run with a record and gives its address."""

    def made(record: RunRecord) -> str:
        service.engine.work = lambda _order, _sink, _recorded: replace(record, status="succeeded")
        run = service.finished_run()
        service.parts.blobs.model_folder(run).mkdir(parents=True, exist_ok=True)
        return f"/runs/{run}"

    return made


def searched() -> RunRecord:
    """Return a run of two classes that holds everything."""
    return RICH_RUNS["searched"]()


def without_newer_parts(record: RunRecord) -> RunRecord:
    """Return a record as an older version wrote it."""
    plain = to_plain(record)
    for part in ("diagnostics", "counterfactuals", "importances", "uncertainty", "partial_dependence", "test"):
        plain.pop(part)
    for part in ("optimism", "capacity", "leakage", "evidence", "settled_by", "unchecked"):
        plain["result"]["overfitting"].pop(part)
    old: RunRecord = from_plain(RunRecord, plain)
    return old


def of_hundred_classes() -> RunRecord:
    """Return a run of a hundred classes, of which the most confused stand alone."""
    names = (*(f"class {number}" for number in range(12)), "others")
    counts = tuple(tuple(80.0 if i == j else float(i == j + 1) for j in range(13)) for i in range(13))
    record = TOLD["told classes"]()
    told = RICH_RUNS["searched"]().diagnostics
    assert told is not None
    assert told.binary is not None
    several = MulticlassDiagnostics(Confusion(names, counts, 88), (), told.binary.calibration)
    return replace(record, diagnostics=Diagnostics(900, "Told on held-back rows.", multiclass=several))


def test_the_score_comes_with_its_range_its_meaning_and_guessing_beside_it(reader: Reader, show: Show) -> None:
    """A number alone says nothing to who tunes once a month."""
    text = reader.read(show(searched()))
    assert '<span class="hero">0.84</span>' in text
    assert "likely 0.81 to 0.86" in text
    assert "In 84 of 100 pairs of a row that is “Yes” and one not, it ranks the right one higher." in text
    assert "Guessing: 50 of 100." in text
    assert len(re.findall(r'<circle class="(?:chosen|dot)" [^>]*r="7.5"', text)) == 20


def test_true_scores_stand_beside_what_was_promised(reader: Reader, show: Show) -> None:
    """The test table was locked for exactly this moment."""
    text = reader.read(show(made_up_record()))
    assert re.search(r'id="test".*?On the test table.*?0\.79.*?promised 0\.78', text, re.DOTALL)
    assert "6 of these 407 rows also stand in the training table." in text


def test_the_verdict_is_told_in_four_parts_that_name_their_findings(reader: Reader, show: Show) -> None:
    """A risk without its reason cannot be acted on."""
    text = reader.read(show(TOLD["leaking churn"]()))
    assert "High risk: do not rely on this score." in text
    for part in ("Choosing the best of many", "Complexity of the model", "Whether the score is real", "enough rows"):
        assert part in text
    assert re.search(r'<a href="#findings-\w+">', text)
    assert "What would settle it" in text


def test_ties_and_averages_are_said_in_the_paragraph_of_the_winner(reader: Reader, show: Show) -> None:
    """Who reads only this must not think that one model was clearly best."""
    text = reader.read(show(made_up_record()))
    assert "The winner: 2 models, averaged" in text
    assert "No better than 3 other trials" in text
    assert text.count(">tied<") == 4
    assert "the baseline, which never looks at a row" in text


@pytest.mark.parametrize(
    ("n_members", "said"), [(1, "what is delivered never looks at a row"), (2, "averages guessing with others")]
)
def test_a_baseline_that_leads_is_said_to_be_what_is_delivered_only_where_it_is(
    n_members: int, said: str, reader: Reader, show: Show
) -> None:
    """An average in which guessing weighs most does look at rows."""
    record = made_up_record()
    assert record.result is not None
    result = replace(record.result, family="dummy", ensemble=record.result.ensemble[:n_members])
    text = reader.read(show(replace(record, result=result)))

    assert said in text
    assert ("The baseline is delivered" in text) == (n_members == 1)


def test_words_on_guessing_stand_above_the_dots_that_they_would_cover() -> None:
    """Where the baseline lies in the likely range, its dots and its name have one place."""
    record = made_up_record()
    assert record.result is not None
    dots = quantile_dots(record, record.result.score.corrected)
    assert dots is not None
    assert dots.baseline is not None
    near = [dot.y for dot in dots.dots if abs(dot.x - dots.baseline) < 50]

    assert near
    assert 12 <= dots.above < min(near) - 7.5


def test_each_group_shows_one_chart_and_names_the_others(reader: Reader, show: Show) -> None:
    """Twelve charts at once are read by nobody."""
    address = show(searched())
    text = reader.read(address)
    for anchor, first in (
        ("how-good", "threshold_costs"),
        ("what-it-looks-at", "column_importance"),
        ("how-found", "score_by_trial"),
    ):
        part = text.split(f'<section class="chart-group" id="{anchor}"')[1].split("</section>")[0]
        assert part.count("<figure") == 1, anchor
        assert f'id="{first}-title"' in part, anchor
        assert "More charts (" in part, anchor
    piece = reader.client.get(f"{address}/charts?group=how-found", headers=FRAGMENT).text
    assert "<html" not in piece
    assert {"slices", "gap", "leaders"} <= set(re.findall(r'id="(\w+)-title"', piece))
    whole = reader.read(f"{address}/charts")
    assert whole.count("<figure") > 15


def test_every_chart_has_a_page_with_its_words_its_numbers_and_a_file(reader: Reader, show: Show) -> None:
    """A citation of a chart leads there, with or without scripts."""
    address = show(searched())
    for name in set(re.findall(r'href="/runs/\w+/charts/(\w+)"', reader.read(f"{address}/charts"))) - {"one_row"}:
        text = reader.read(f"{address}/charts/{name}")
        assert "How to read it" in text, name
        assert f'href="{address}/chat?about={name}"' in text, name
        file = reader.client.get(f"{address}/charts/{name}/table.csv")
        assert file.mimetype == "text/csv", name
        assert len(file.text.splitlines()) > 1, name
    assert reader.client.get(f"{address}/charts/nothing").status_code == 404
    absent = reader.read(f"{address}/charts/residuals")
    assert "it needs a model of values" in absent


def test_a_threshold_can_be_moved_without_scripts(reader: Reader, show: Show) -> None:
    """The form asks the server, which answers with the counts of a thousand rows and their cost."""
    address = show(searched())
    text = reader.read(f"{address}/charts/threshold_costs?threshold=0.9&false_negative=10&false_positive=1")
    told = searched().diagnostics
    assert told is not None
    assert told.binary is not None
    row = min(told.binary.thresholds.rows, key=lambda one: abs(one.threshold - 0.9))
    assert (
        f'name="threshold" type="number" min="0" max="1" step="any" inputmode="decimal" value="{row.threshold:.4g}"'
        in text
    )
    assert f'<b data-say="cost">{round(10 * row.false_negatives + row.false_positives):,}</b>' in text
    assert f'<b data-say="3">{round(row.false_negatives):,}</b> missed' in text
    assert 'value="10"' in text


@pytest.mark.parametrize(
    "given", ["threshold=nan", "threshold=1e999", "false_negative=-3", "threshold=&false_positive=x"]
)
def test_a_threshold_that_is_no_number_counts_as_not_given(reader: Reader, show: Show, given: str) -> None:
    """An address can be written by anybody."""
    address = f"{show(searched())}/charts/threshold_costs"
    here = re.search(r'<b data-say="threshold">[^<]*</b>', reader.read(f"{address}?{given}"))
    assert here is not None
    assert here.group() in reader.read(address)


def test_confusion_is_a_table_and_a_hundred_classes_are_numbered(reader: Reader, show: Show) -> None:
    """Long names above narrow columns would make the table as tall as a house."""
    text = reader.read(show(of_hundred_classes()))
    table = text.split('<table class="confusion many"')[1].split("</table>")[0]
    assert "88 others stand together" in table
    assert table.count("<tr>") == 14
    assert 'class="shade-3 right"' in table
    assert table.count("most frequent mistake") == 1


def test_partial_dependence_is_drawn_with_its_levels_and_its_missing_cells(reader: Reader, show: Show) -> None:
    """Each column is one picture; names are text."""
    text = reader.read(f"{show(searched())}/charts/partial_dependence")
    assert text.count('<div class="panel">') == 3
    assert "since &lt;i&gt;" in text
    assert "month &lt;b&gt;" in text
    assert "missing: 31" in text
    assert 'path class="context"' in text


def test_regression_says_how_far_it_is_off(reader: Reader, show: Show) -> None:
    """Cases of a hundred make no sense there."""
    text = reader.read(show(RICH_RUNS["values"]()))
    assert re.search(r"It is typically off by [\d,]+ in “churn”", text)
    assert 'id="predicted_true-title"' in text
    assert "Thresholds and costs" not in text


def test_what_an_older_record_lacks_is_said_to_be_missing(reader: Reader, show: Show) -> None:
    """A run of last year opens like one of today."""
    text = reader.read(show(without_newer_parts(searched())))
    assert "How sure a single prediction is was not recorded in this run." in text
    assert re.search(r"Not in this run:.*?Calibration", text, re.DOTALL)
    assert "1 reason" in text


def test_where_nothing_beats_guessing_that_is_what_is_said(reader: Reader, show: Show) -> None:
    """A baseline that is delivered must not look like a winner."""
    record = made_up_record()
    assert record.result is not None
    alone = (EnsembleMember(0, 1.0),)
    result = replace(record.result, family="dummy", trial=0, hyperparameters={}, ensemble=alone, rounds=None)
    text = reader.read(show(replace(record, result=result)))
    assert "Nothing that was tried beats guessing" in text
    assert "The baseline is delivered" in text


def test_names_of_strangers_are_text_in_every_panel(reader: Reader, show: Show) -> None:
    """They stand in titles, tables, attributes and the JSON of the threshold."""
    record = searched()
    told = record.diagnostics
    assert told is not None
    assert told.binary is not None
    kind = replace(told.binary, positive_class=HOSTILE)
    columns = (ColumnAccount(HOSTILE, "numeric", 0, 3), *record.data.columns)
    record = replace(
        record,
        diagnostics=replace(told, binary=kind),
        data=replace(record.data, columns=columns, name=HOSTILE),
        goal=replace(record.goal, target=HOSTILE, positive_class=HOSTILE),
    )
    address = show(record)
    for path in ("", "/charts", "/charts/threshold_costs", "/charts/one_row", "/charts/roc"):
        text = reader.read(f"{address}{path}")
        assert "<img" not in text, path
        assert " style=" not in text, path
        assert text.count("<script") == len(re.findall(r'<script (?:type="module" )?src=', text)), path


def test_a_row_is_explained_in_steps_picked_or_typed(reader: Reader, show: Show) -> None:
    """The picture leads from the average to the prediction; its numbers are in its table."""
    address = show(made_up_record())
    picked = reader.read(f"{address}/charts/one_row?row=2")
    assert "2 of 2" in picked
    assert "75 of 100 rows like this are “yes”" in picked
    assert "+25<" in picked
    status, refused = reader.send(f"{address}/charts/one_row", {"cell-0": "30", "cell-1": "basic"})
    assert (status, "The rows lack &#34;age&#34;." in refused, 'value="basic"' in refused) == (422, True, True)
    column = ColumnAccount("age", "numeric", 0, 3)
    address = show(replace(made_up_record(), data=replace(made_up_record().data, columns=(column,))))
    status, typed = reader.send(f"{address}/charts/one_row", {"cell-0": "30"})
    assert (status, "age is 30: adds 25 points." in typed) == (200, True)


def test_of_three_hundred_columns_the_most_important_can_be_typed_first(reader: Reader, show: Show) -> None:
    """Nobody types three hundred values, and all of them are there for who wants to."""
    record = searched()
    columns = tuple(ColumnAccount(f"column {n}", "numeric", 0, 9) for n in range(299))
    columns = (*columns, ColumnAccount("tenure", "numeric", 0, 9))
    text = reader.read(f"{show(replace(record, data=replace(record.data, columns=columns)))}/charts/one_row")
    assert text.count('name="cell-') == 300
    assert "276 more columns" in text
    assert text.index('name="cell-299"') < text.index('name="cell-0"')


def test_deeper_checks_are_ordered_with_their_cost_in_sight(service: Service, reader: Reader, show: Show) -> None:
    """Who orders must know what it takes, and finds the result where it was ordered."""
    address = show(made_up_record())
    text = reader.read(address)
    assert "Split the rows again" in text
    assert re.search(r"Learn from fewer rows</b> <span class=\"quiet numbers\">about [\d.]+ s", text)
    status, refused = reader.send(f"{address}/checks", {"seconds": "30"})
    assert (status, "Tick at least one check." in refused) == (422, True)
    status, refused = reader.send(f"{address}/checks", {"check": "nested_cv", "seconds": "soon"})
    assert (status, "is not a number of seconds" in refused) == (422, True)
    status, led = reader.send(f"{address}/checks", {"check": "learning_curve", "seconds": "30"})
    assert (status, led) == (303, address)
    assert service.worker().work_on_next()
    assert 'id="findings-learning_curve"' in reader.read(address)


def test_labeled_rows_that_come_later_show_the_true_score(reader: Reader, show: Show) -> None:
    """The promise is kept or not, and the page says which."""
    address = show(made_up_record())
    form = {"csrf_token": reader.token, "file": (io.BytesIO(LATER.encode()), "later.csv")}
    answer = reader.client.post(f"{address}/evaluations", data=form, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#evaluations")
    part = reader.read(address).split('id="evaluations"')[1]
    assert "Later rows" in part
    assert "promised 0.78" in part
    status, refused = reader.send(f"{address}/evaluations", {})
    assert (status, "Choose a file with labeled rows." in refused) == (422, True)


def test_nobody_else_can_look_order_or_upload(service: Service, show: Show) -> None:
    """An address that is passed on shows nothing."""
    address = show(made_up_record())
    stranger = enter(service, OTHER_KEY)
    for path in ("/charts", "/charts/roc", "/charts/one_row", "/charts/roc/table.csv", "/score"):
        assert stranger.client.get(f"{address}{path}").status_code == 404, path
    for path in ("/checks", "/evaluations", "/charts/one_row"):
        assert stranger.send(f"{address}{path}", {"check": "nested_cv"})[0] == 404, path


def test_a_run_over_the_wire_carries_all_that_was_told(service: Service, show: Show) -> None:
    """Programs get what the page shows."""
    address = show(searched())
    run = service.client().get(f"/v1{address}").json
    assert run["diagnostics"]["binary"]["positive_class"] == "Yes"
    assert run["partial_dependence"]["columns"][0]["column"] == "tenure"
    assert "counterfactuals" in run
    old = service.client().get(f"/v1{show(without_newer_parts(linear_run()))}").json
    assert (old["diagnostics"], old["counterfactuals"], old["partial_dependence"]) == (None, None, None)
