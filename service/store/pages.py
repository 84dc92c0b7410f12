"""Lists in pages, newest first: a cursor says after which row the next page begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import Session

from service.errors import FieldError
from service.store.tables import Conversation, Dataset, Evaluation, Run

Row = TypeVar("Row", Dataset, Run, Conversation, Evaluation)


@dataclass(frozen=True)
class PageRequest:
    """How many rows, and after which one."""

    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the next page or None at the end."""

    items: Sequence[Row]
    next_cursor: str | None


def newest_first(session: Session, kind: type[Row], query: Select[Row], page: PageRequest) -> Page[Row]:
    """Read one page of a query, newest first."""
    if page.cursor is not None:
        query = query.where(tuple_(kind.created_at, kind.id) < _position(page.cursor))
    # One row more than asked tells whether there is a next page.
    rows = session.scalars(query.order_by(kind.created_at.desc(), kind.id.desc()).limit(page.limit + 1)).all()
    items = rows[: page.limit]
    return Page(items, _cursor(items[-1].created_at, items[-1].id) if len(rows) > page.limit else None)


def _cursor(created_at: float, identifier: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([created_at, identifier]).encode()).decode()


def _position(cursor: str) -> tuple[float, str]:
    try:
        created_at, identifier = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return float(created_at), str(identifier)
    except (ValueError, TypeError, binascii.Error) as error:
        raise FieldError("cursor", "The cursor is not one that a list gave: begin again without it.") from error
