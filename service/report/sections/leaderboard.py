"""The complete trials, best first, with those marked that chance alone could have put behind the winner."""

from models.record import LeaderboardEntry, RunRecord
from service.report.charts.leaders import leaders
from service.report.document import Block, Column, Row, Section, Table
from service.report.words import count, family_title, plural, score, settings, time

MOST = 15


def leaderboard(record: RunRecord) -> Section | None:
    """Rank the complete trials; None where there is none."""
    board = record.leaderboard
    if not board:
        return None
    figure = leaders(record)
    blocks: list[Block] = [] if figure is None else [figure]
    columns = (
        Column("Rank", is_number=True),
        Column("Trial", is_number=True),
        Column("Family and settings", is_wide=True),
        Column(record.metric.title, is_number=True),
        Column("\N{PLUS-MINUS SIGN}", is_number=True),
        Column("On seen rows", is_number=True),
        Column("Time", is_number=True),
        Column("Tied"),
    )
    rows = tuple(_row(record, entry) for entry in board[:MOST])
    left = len(board) - len(rows)
    note = "Tied: no further behind the winner than chance alone gives, by a paired test over the folds."
    note += f" {plural(left, 'further trial')} not shown." if left else ""
    return Section("leaderboard", "Leaderboard", (*blocks, Table("Best trials", columns, rows, note)))


def _row(record: RunRecord, entry: LeaderboardEntry) -> Row:
    tied = "" if not entry.tied else "winner" if entry.rank == 1 else "tied"
    return Row(
        (
            count(entry.rank),
            count(entry.trial),
            f"{family_title(record, entry.family)}: {settings(entry.hyperparameters)}",
            score(entry.validation_score),
            score(entry.standard_error),
            score(entry.train_score),
            time(entry.seconds),
            tied,
        ),
        entry.tied,
    )
