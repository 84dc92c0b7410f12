"""The report: made from the record alone, safe whatever names are, and complete in each format."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from statistics import fmean

import pytest
from markdown_it import MarkdownIt

from models.record import RunRecord, to_plain
from service.report.html import as_html, content_security_policy, style
from service.report.markdown import as_markdown
from service.report.plain import as_plain
from service.report.report import report_of
from service.report.sections.registry import SECTIONS
from tests.service.made_up_record import HOSTILE, made_up_record, without_model

NUMERAL = re.compile(r"(?<![\w.\-])-?\d[\d,]*(?:\.\d+)?(?![\w])")
ENDS = [("queued", None), ("running", None), ("cancelled", None), ("failed", f"It broke: {HOSTILE}")]


class Page(HTMLParser):
    """The words of a page outside of pictures and styles, its tags, and its addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self._within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcset")]
        if tag not in ("meta", "img", "br", "line", "circle", "rect", "path"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note words."""
        if not {"style", "pre"} & set(self._within):
            self.words.append(data)


def numbers_in(value: object) -> Iterator[float]:
    """Walk a record, or a report as plain data, and yield its numbers."""
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers_in(item)
    elif isinstance(value, (list, tuple)):
        yield len(value)
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, str):
        yield from (float(found.replace(",", "")) for found in NUMERAL.findall(value))


def derived(record: RunRecord) -> Iterator[float]:
    """Yield what a report may count or add up over a record, worked out in another way than there."""
    families = {t.family for t in record.trials}
    total = sum(t.seconds for t in record.trials)
    yield sum(column.role == "feature" and column.is_used for column in record.data.columns)
    yield from (sum(entry.tied for entry in record.leaderboard), sum(f.answer == "found" for f in record.findings))
    for family in families:
        own = [t for t in record.trials if t.family == family]
        yield from (len(own), sum(t.seconds for t in own), sum(t.seconds for t in own) / total)
    for state in ("complete", "pruned", "failed"):
        yield sum(t.state == state for t in record.trials)
        yield from (sum(t.state == state and t.family == family for t in record.trials) for family in families)
    rows = sum(known.rows for known in record.data.classes)
    yield from (known.rows / rows for known in record.data.classes)
    yield from (column.missing / record.data.n_rows for column in record.data.columns)
    best = record.leaderboard[0].trial
    yield sum(t.number > best and t.validation_score is not None for t in record.trials)
    yield from range(1, len(record.trial(best).folds) + 1)
    yield from (len(record.trials) - 15 - k for k in range(12))


def is_known(shown: float, digits: int, known: list[float]) -> bool:
    """Whether a numeral is some number of the record as it stands, in percent, or in minutes and seconds."""
    half = 0.5 * 10.0**-digits * 1.000001
    return any(
        abs(candidate - shown) <= half for value in known for candidate in (value, 100 * value, value // 60, value % 60)
    )


def test_every_number_of_the_report_comes_from_the_record() -> None:
    """A report that adds a number of its own is a second truth."""
    record = made_up_record()
    known = [*numbers_in(to_plain(record)), *derived(record)]
    words = " ".join(Page(as_html(report_of(record))).words)
    found = [(text, float(text.replace(",", ""))) for text in NUMERAL.findall(words)]
    digits = {text: len(text.partition(".")[2]) for text, _ in found}

    assert len(found) > 300
    assert [text for text, value in found if not is_known(value, digits[text], known)] == []


def test_the_walk_would_notice_a_number_that_is_not_there() -> None:
    """A test that finds everything proves nothing."""
    record = made_up_record()
    known = [*numbers_in(to_plain(record)), *derived(record)]

    assert not is_known(0.123456, 6, known)
    assert not is_known(777777, 0, known)
    assert not is_known(0.7777, 4, known)


def test_values_of_cells_stay_out() -> None:
    """A report is passed on to people who may not see the table."""
    record = made_up_record()
    column = replace(record.data.columns[0], examples=("Jane Doe", "4111 1111"))
    told = replace(record, data=replace(record.data, columns=(column,)))

    for text in (as_html(report_of(told)), as_markdown(report_of(told)), json.dumps(as_plain(report_of(told)))):
        assert "Jane Doe" not in text
        assert "4111" not in text


@pytest.mark.parametrize(
    "record",
    [made_up_record(), made_up_record(HOSTILE), *(without_model(made_up_record(HOSTILE), *end) for end in ENDS)],
)
def test_the_file_needs_nothing_from_elsewhere_and_runs_nothing(record: RunRecord) -> None:
    """It is opened years later, without a network, by people who trust it."""
    text = as_html(report_of(record))
    page = Page(text)

    assert all(address.startswith("#") for address in page.addresses)
    assert not {"script", "img", "iframe", "object", "link", "form", "base"} & set(page.tags)
    assert page.handlers == []
    assert "url(" not in text
    assert "@import" not in text
    assert {address.removeprefix("#") for address in page.addresses} <= set(re.findall(r'id="([^"]+)"', text))


def test_a_name_that_is_markup_is_shown_as_it_stands() -> None:
    """Columns and classes are called what they are called."""
    report = report_of(made_up_record(HOSTILE))
    text = as_html(report)
    shown = "".join(token.content for token in _inline(as_markdown(report)))
    kinds = {token.type for token in _inline(as_markdown(report))}

    assert HOSTILE in "".join(Page(text).words)
    assert "<img" not in text
    assert HOSTILE in shown
    assert not kinds & {"link_open", "image", "html_inline", "em_open", "code_inline"}


def _inline(markdown: str) -> list:
    """Parse Markdown as a reader's program does, and return the tokens within its blocks."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    assert not [token for token in tokens if token.type == "html_block"]
    return [child for token in tokens for child in token.children or ()]


def test_a_cell_of_a_table_stays_one_cell() -> None:
    """In Markdown one bar too many shifts a whole row."""
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(report_of(made_up_record(HOSTILE))))
    cells = [
        "".join(child.content for child in inside.children or ())
        for cell, inside in pairwise(tokens)
        if cell.type == "td_open"
    ]

    assert len(cells) > 300
    assert cells.count(HOSTILE) == 3  # a column, a class, and what a decision was taken over


@pytest.mark.parametrize(("status", "error"), ENDS)
def test_a_run_without_a_model_is_told_as_far_as_it_came(status: str, error: str | None) -> None:
    """Somebody wants to know why."""
    report = report_of(without_model(made_up_record(), status, error))
    names = [section.name for section in report.sections]
    words = " ".join(Page(as_html(report)).words)

    assert names == ["score", "goal", "data", "limits", "repeat"]
    assert (error or "churn") in words
    assert as_markdown(report)


def test_a_stopped_run_with_a_model_says_both() -> None:
    """Its score counts, and it could have been better."""
    text = as_markdown(report_of(replace(made_up_record(), status="cancelled")))

    assert "stopped early" in text
    assert "**0.78** ROC AUC to expect on new rows" in text


def test_every_section_tells_something_of_a_run_that_has_everything() -> None:
    """A section that is never shown is dead."""
    assert all(section(made_up_record()) is not None for section in SECTIONS)


def test_ties_are_marked_with_a_word() -> None:
    """Color alone is not seen by everyone, and not at all in Markdown."""
    plain = as_plain(report_of(made_up_record()))
    board = next(s for s in plain["sections"] if s["name"] == "leaderboard")
    table = next(block for block in board["blocks"] if block["type"] == "table")

    assert [row["cells"][-1] for row in table["rows"][:5]] == ["winner", "tied", "tied", "tied", ""]


def test_json_holds_the_numbers_themselves() -> None:
    """Programs round for themselves."""
    record = made_up_record()
    plain = json.loads(json.dumps(as_plain(report_of(record)), allow_nan=False))
    hero = plain["sections"][0]["blocks"][0]

    assert hero["type"] == "hero"
    assert hero["number"] == {"value": 0.784, "text": "0.78"}
    assert "svg" not in json.dumps(plain)


def test_a_policy_allows_the_files_own_style_and_nothing_else() -> None:
    """The service's policy forbids styles in a page; this one must let exactly ours through."""
    text = as_html(report_of(made_up_record()))

    assert f"<style>{style()}</style>" in text
    assert "unsafe" not in content_security_policy()
    assert content_security_policy().startswith("default-src 'none'")


def test_the_command_repeats_the_goal_and_the_budget() -> None:
    """Copied into a terminal, it must do the same and nothing else."""
    command = next(
        block["text"]
        for section in as_plain(report_of(made_up_record("it's $(here)")))["sections"]
        for block in section["blocks"]
        if block["type"] == "code" and block["text"].startswith("plaintune fit")
    )

    assert "--seconds 90 --seed 19" in command
    assert "'it'\"'\"'s $(here)'" in command


def test_scores_of_folds_are_those_of_the_winner() -> None:
    """The table is what the picture shows."""
    record = made_up_record()
    plain = as_plain(report_of(record))
    blocks = next(s for s in plain["sections"] if s["name"] == "validation")["blocks"]
    table = next(block for block in blocks if block["type"] == "table")
    shown = [row["cells"][2]["value"] for row in table["rows"]]
    best = record.trial(record.leaderboard[0].trial)

    assert fmean(shown) == pytest.approx(fmean(fold.validation_score or 0.0 for fold in best.folds))


@pytest.mark.parametrize("score", ["equal", "tiny", "huge", "negative", "lost", "zero"])
def test_odd_scores_and_values_are_drawn_or_left_out(score: str) -> None:
    """A picture that cannot be drawn must not cost the report."""
    made = {
        "equal": lambda _: 0.5,
        "tiny": lambda n: 0.9 + n * 1e-16,
        "huge": lambda n: 1e300 * n,
        "negative": lambda n: -(10.0**n),
        "lost": lambda n: None if n else 0.5,
        "zero": lambda _: 0.0,
    }[score]
    record = made_up_record()
    trials = tuple(
        replace(t, validation_score=made(t.number), hyperparameters=dict.fromkeys(t.hyperparameters, 0), folds=())
        for t in record.trials
        if t.validation_score is not None
    )
    board = tuple(
        replace(entry, validation_score=record_score, standard_error=None, train_score=None)
        for entry in record.leaderboard
        if (record_score := made(entry.trial)) is not None
    )
    text = as_html(report_of(replace(record, trials=trials, leaderboard=board)))

    assert "<svg" in text
    assert not re.search(r'[">]-?(nan|inf)', text, re.IGNORECASE)


def test_many_columns_and_trials_are_counted_and_not_all_listed() -> None:
    """Ten thousand columns are no report."""
    record = made_up_record()
    columns = tuple(replace(record.data.columns[0], name=f"column {n}") for n in range(3000))
    text = as_html(report_of(replace(record, data=replace(record.data, columns=columns))))

    assert "2,880 further columns not shown" in text
    assert len(text) < 300_000
