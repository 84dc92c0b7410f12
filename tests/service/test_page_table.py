"""The table as a person looks at it: small pictures, kinds, rows, and pages that stay small."""

import pytest

from models.tables.sketches import ColumnSketch, Share, Shares, Spread
from service.engine import TableFile, Upload
from service.local_engine import LocalEngine
from service.page import table
from service.page.column_pictures import WIDTH, column_line
from service.settings import Limits
from tests.service.conftest import KEY, Service
from tests.service.test_page_views import FRAGMENT, Reader, enter, reader

__all__ = ["reader"]


def column(kind: str, **more: object) -> dict[str, object]:
    """Return a column as the service keeps it."""
    return {"name": "x", "kind": kind, "missing": 0, "distinct": 3, "examples": ["a", "b"], "notes": [], **more}


def wide(n_columns: int) -> bytes:
    """Return a table of many columns."""
    names = ",".join(["churn", *(f"measure_{n}" for n in range(n_columns - 1))])
    return f"{names}\n{','.join('1' * n_columns)}\n".encode()


def test_numbers_are_told_by_their_ends_and_their_middle() -> None:
    """A picture without its numbers cannot be read, and what it leaves out must be said."""
    spread = Spread((1, 0, 3), 0.0, 90.0, 0.0, 29.0, 4000.0, 0, 2)
    line = column_line(column("numeric"), ColumnSketch("x", "numeric", 6, spread=spread), 6, ())

    assert line.typical == "0 to 4,000, middle\xa029"
    assert line.beyond == "2 above 90"
    assert line.bars.count("M") == 2
    assert line.words.endswith("from 0 to 90")


def test_days_are_told_as_days() -> None:
    """Nobody reads seconds since 1970; a year that Python does not know is a year all the same."""
    spread = Spread((1, 1), 0.0, 86400.0, 0.0, 0.0, 1e12, 0, 0)
    line = column_line(column("datetime"), ColumnSketch("x", "datetime", 2, spread=spread), 2, ())

    assert line.typical == "1970-01-01 to 33658"


def test_shares_fill_the_width_and_name_the_others() -> None:
    """The bar is the whole column."""
    shares = Shares((Share("no", 70), Share("yes", 20)), 5, 10)
    line = column_line(column("categorical"), ColumnSketch("x", "categorical", 100, shares=shares), 100, ())

    assert line.typical.replace("\xa0", " ") == "no (70 %), yes (20 %), 5 others (10 %)"
    starts = [float(part.split()[0]) for part in line.bars.split("M")[1:]]
    assert starts == pytest.approx([0, 0.7 * WIDTH, 0.9 * WIDTH])


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("identifier", {}, "all differ"),
        ("constant", {"examples": []}, "empty: left out"),
        ("text", {"examples": ["a few words"]}, "for example a few words"),
    ],
)
def test_columns_without_a_picture_are_told_in_words(kind: str, more: dict[str, object], words: str) -> None:
    """An empty cell would look like a fault."""
    line = column_line(column(kind, **more), ColumnSketch("x", kind, 0), 2, ())

    assert (line.bars, line.typical) == ("", words)


def test_a_column_is_drawn_once(service: Service, reader: Reader) -> None:
    """Looking again must cost nothing, also after a restart; another kind is another picture."""
    dataset = service.add_dataset()
    for _ in range(2):
        assert reader.read(f"/datasets/{dataset}").count("<svg") == 2
    assert service.engine.sketched == ["age", "churn"]

    service.client().patch(f"/v1/datasets/{dataset}", json={"columns": {"age": "text"}})
    reader.read(f"/datasets/{dataset}")
    assert service.engine.sketched == ["age", "churn", "age"]


def test_pictures_that_were_kept_badly_are_made_again(service: Service, reader: Reader) -> None:
    """They can always be made from the rows, so a broken file must break nothing."""
    dataset = service.add_dataset()
    service.parts.blobs.sketches(dataset).write_text("{half")
    assert reader.read(f"/datasets/{dataset}").count("<svg") == 2


def test_pictures_go_with_their_table(service: Service, reader: Reader) -> None:
    """What was drawn of somebody's rows is theirs to delete."""
    dataset = service.add_dataset()
    reader.read(f"/datasets/{dataset}")
    assert service.parts.blobs.sketches(dataset).exists()
    service.client().delete(f"/v1/datasets/{dataset}")
    assert not service.parts.blobs.sketches(dataset).exists()


def test_the_page_of_a_large_table_does_not_wait_for_its_pictures(
    service: Service, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page comes at once and asks for its pictures itself; a link does where there are no scripts."""
    monkeypatch.setattr(table, "MOST_CELLS_AT_ONCE", 1)
    dataset = service.add_dataset()
    text = reader.read(f"/datasets/{dataset}")
    assert "<svg" not in text
    assert 'hx-trigger="load"' in text
    assert "Draw the small pictures" in text

    address = f"/datasets/{dataset}?page=1&pictures=1"
    part = reader.client.get(address, headers=FRAGMENT).text
    assert (part.count("<svg"), "<html" in part, 'hx-trigger="load"' in part) == (2, False, False)
    assert "Draw the small pictures" not in reader.read(f"/datasets/{dataset}")


def test_a_picture_of_some_rows_says_of_how_many(service: Service, reader: Reader) -> None:
    """A sample that is shown as the whole would be a small lie."""
    dataset = service.add_dataset()
    assert "those of 2 rows, taken evenly from all 3" in reader.read(f"/datasets/{dataset}")


def test_three_hundred_columns_come_in_pages_and_can_be_found(service: Service, reader: Reader) -> None:
    """A table of 300 lines is no overview, and ten thousand would be no page."""
    dataset = service.add_dataset(rows=wide(300))
    text = reader.read(f"/datasets/{dataset}")
    assert text.count('<th scope="row">') == 50
    assert "50 of 300 columns" in text
    assert "Page 1 of 6" in text
    assert len(service.engine.sketched) == 50
    assert reader.read(f"/datasets/{dataset}?page=6").count('<th scope="row">') == 50
    assert reader.read(f"/datasets/{dataset}?find=MEASURE_29").count('<th scope="row">') == 10
    assert "has “nowhere” in its name" in reader.read(f"/datasets/{dataset}?find=nowhere")


def test_the_page_of_ten_thousand_columns_stays_small(service: Service, reader: Reader) -> None:
    """Lists of all names, four times over, would be megabytes."""
    dataset = service.add_dataset(rows=wide(10_000))
    assert len(reader.read(f"/datasets/{dataset}")) < 200_000


def test_only_columns_with_warnings_can_be_shown(service: Service, reader: Reader) -> None:
    """Of 300 columns, the four that need a look are what one looks for."""
    dataset = service.add_dataset(rows=wide(30))
    kept = service.parts.datasets.get(dataset, service.parts.owners.caller_of_secret(KEY).owner_id)  # type: ignore[union-attr]
    said = [{"code": "odd", "column": "measure_3", "message": "measure_3: it is odd."}]
    service.parts.datasets._change(dataset, kept.owner_id, {"warnings": said})
    text = reader.read(f"/datasets/{dataset}?warned=1")
    assert text.count('<th scope="row">') == 1
    assert "It is odd." in text
    assert "Only with warnings (1)" in text


def test_rows_are_shown_as_they_were_read(service: Service, reader: Reader) -> None:
    """Whoever doubts how a file was read wants to see rows."""
    dataset = service.add_dataset(rows=b"age,churn\n30,<b>yes</b>\n,no\n")
    text = reader.read(f"/datasets/{dataset}?view=rows")
    assert "The first 2 of 2 rows" in text
    assert "&lt;b&gt;yes&lt;/b&gt;" in text
    assert "<b>yes</b>" not in text
    assert "missing</span>" in text
    assert text.count('aria-current="page"') == 1


def test_a_table_gets_another_name_or_a_sentence_why_not(service: Service, reader: Reader) -> None:
    """What was typed stays in the field, so that it can be made shorter there."""
    dataset = service.add_dataset()
    status, text = reader.send(f"/datasets/{dataset}/name", {"name": "x" * 201})
    assert (status, "A name has 1 to 200 characters" in text, "x" * 201 in text) == (422, True, True)
    status, address = reader.send(f"/datasets/{dataset}/name", {"name": " Leavers <2024> "})
    assert (status, address) == (303, f"/datasets/{dataset}")
    assert "Leavers &lt;2024&gt;" in reader.read(address)


def test_a_table_is_deleted_after_a_question_and_not_while_it_is_used(service: Service, reader: Reader) -> None:
    """Rows that are gone cannot be brought back, and a run needs them to its end."""
    run = service.start_run()
    dataset = service.client().get(f"/v1/runs/{run}").json["dataset_id"]
    assert "This cannot be undone" in reader.read(f"/datasets/{dataset}/delete")
    status, text = reader.send(f"/datasets/{dataset}/delete", {})
    assert (status, "A run still works on this dataset" in text) == (409, True)

    assert service.worker().work_on_next()
    assert reader.send(f"/datasets/{dataset}/delete", {}) == (303, "/")
    assert reader.client.get(f"/datasets/{dataset}").status_code == 404


def test_a_strangers_table_can_be_neither_named_nor_deleted(service: Service) -> None:
    """An id that was passed on is no key."""
    dataset = service.add_dataset()
    stranger = enter(service, "key-of-somebody-else")
    assert stranger.send(f"/datasets/{dataset}/name", {"name": "mine"})[0] == 404
    assert stranger.send(f"/datasets/{dataset}/delete", {})[0] == 404
    assert stranger.client.get(f"/datasets/{dataset}/delete").status_code == 404


def test_a_corrected_kind_changes_what_is_said_of_the_table(service: Service, reader: Reader) -> None:
    """A warning that was answered must go, and suggestions follow the kinds."""
    dataset = service.add_dataset()
    form = {"column": "age", "kind": "numeric", "page": "1"}
    status, text = reader.send(f"/datasets/{dataset}/kinds", form, FRAGMENT)
    assert status == 200
    assert '<option value="numeric" selected>number</option>' in text
    status, address = reader.send(f"/datasets/{dataset}/kinds", {**form, "find": "a"})
    assert (status, address) == (303, f"/datasets/{dataset}?find=a&page=1#columns-title")


def test_a_large_table_is_drawn_in_a_process_of_its_own_and_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Only where the work is done may depend on the size."""
    folder = tmp_path_factory.mktemp("large")
    upload = folder / "upload"
    upload.write_text("age,city\n" + "".join(f"{20 + row % 40},{'Rome' if row % 3 else 'Oslo'}\n" for row in range(90)))
    engine = LocalEngine(Limits())
    destination = folder / "table.parquet"
    engine.read_table(Upload(upload, "people.csv", "text/csv"), destination)
    small = TableFile(destination, {"age": "categorical"}, 180)
    large = TableFile(destination, {"age": "categorical"}, 10**9)

    assert engine.sketch_columns(large, ["age", "city"]) == engine.sketch_columns(small, ["age", "city"])
