"""Another name for a table, and its end."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.datasets import remove_dataset_of
from service.errors import ConflictError
from service.gate import current_owner
from service.page.refusals import Refusal
from service.page.table import renamed_page
from service.schemas.datasets import NAME_CHARACTERS
from service.services import services


def rename_table(dataset_id: str) -> Response | tuple[str, int]:
    """Give a table another name."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    name = request.form.get("name", "").strip()
    if not 1 <= len(name) <= NAME_CHARACTERS or not name.isprintable():
        sentence = f"A name has 1 to {NAME_CHARACTERS} characters, on one line; this one has {len(name):,}."
        return renamed_page(dataset, Refusal(sentence), name), 422
    services().datasets.rename(dataset_id, owner, name)
    return redirect(url_for("page.show_table", dataset_id=dataset_id), 303)


def ask_to_delete_table(dataset_id: str) -> str:
    """Ask before a table is deleted, and say what goes with it."""
    dataset = services().datasets.get(dataset_id, current_owner())
    return render_template("page/delete_table.html", dataset=dataset, refused=None)


def delete_table(dataset_id: str) -> Response | tuple[str, int]:
    """Delete a table; not while a run works on it."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    try:
        remove_dataset_of(dataset_id, owner)
    except ConflictError as error:
        return render_template("page/delete_table.html", dataset=dataset, refused=Refusal(str(error))), 409
    return redirect(url_for("page.show_start"), 303)
