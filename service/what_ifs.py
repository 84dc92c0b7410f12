"""What-ifs: experiments on a run that has ended, asked for, read, and promoted."""

from http import HTTPStatus

from flask import url_for

from service.errors import FieldError, NotFoundError
from service.gate import current_owner
from service.orders import queue_promotion, queue_what_if
from service.present import Object, present_what_if
from service.repeating import IDEMPOTENCY, repeat_of_request
from service.schemas.requests import ApiBlueprint, PageSchema
from service.schemas.what_ifs import WhatIfRequest, WhatIfRequestSchema, WhatIfSchema, WhatIfsSchema
from service.services import services
from service.store.pages import PageRequest
from service.store.tables import WhatIf
from service.store.what_ifs import WhatIfAsked

what_ifs = ApiBlueprint("what_ifs", __name__, url_prefix="/v1/runs", description="Experiments on a run that has ended")

MOST_DIGITS = 9
POLL_SECONDS = "1"


@what_ifs.route("/<run_id>/what-ifs", methods=["POST"])
@what_ifs.arguments(WhatIfRequestSchema)
@what_ifs.response(202, WhatIfSchema)
@what_ifs.doc(parameters=[IDEMPOTENCY])
def ask_what_if(asked: WhatIfRequest, run_id: str) -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Change one thing on the run's own folds, and see what comes out; the winner stays the winner."""
    row = queue_what_if(WhatIfAsked(run_id, asked.order, asked.seconds, repeat_of_request()), current_owner())
    return present_what_if(row), HTTPStatus.ACCEPTED, {"Location": address_of(row), "Retry-After": POLL_SECONDS}


@what_ifs.route("/<run_id>/what-ifs", methods=["GET"])
@what_ifs.arguments(PageSchema, location="query")
@what_ifs.response(200, WhatIfsSchema)
def list_what_ifs(page: PageRequest, run_id: str) -> Object:
    """List the what-ifs of a run by number."""
    after = 0 if page.cursor is None else _number(page.cursor)
    if after is None:
        raise FieldError("cursor", "The cursor is not one that this list gave: begin again without it.")
    found = services().what_ifs.list(run_id, current_owner(), after, page.limit + 1)
    items = found[: page.limit]
    next_cursor = str(items[-1].number) if len(found) > page.limit else None
    return {"items": [present_what_if(row) for row in items], "next_cursor": next_cursor}


@what_ifs.route("/<run_id>/what-ifs/<number>", methods=["GET"])
@what_ifs.response(200, WhatIfSchema)
def show_what_if(run_id: str, number: str) -> Object:
    """Look at one what-if: what was asked, how far it is, and what came out beside the winner."""
    return present_what_if(services().what_ifs.get(run_id, _existing(run_id, number), current_owner()))


@what_ifs.route("/<run_id>/what-ifs/<number>/promote", methods=["POST"])
@what_ifs.response(202, WhatIfSchema)
def promote_what_if(run_id: str, number: str) -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Make a what-if the delivered model; its score then pays for having been chosen among the what-ifs too."""
    row = queue_promotion(run_id, _existing(run_id, number), current_owner())
    return present_what_if(row), HTTPStatus.ACCEPTED, {"Location": address_of(row), "Retry-After": POLL_SECONDS}


def address_of(row: WhatIf) -> str:
    """Return where a what-if can be read."""
    return url_for("what_ifs.show_what_if", run_id=row.run_id, number=row.number)


def _existing(run_id: str, number: str) -> int:
    found = _number(number)
    if found is None:
        raise NotFoundError("what-if", f"{run_id}/{number[:MOST_DIGITS]}")
    return found


def _number(text: str) -> int | None:
    """Return a number that one of our answers may have given, or None."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
