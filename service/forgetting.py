"""What goes when a run goes: its rows, its warm model and its files."""

from service.predictions import warm_name
from service.services import services


def forget_run(run_id: str, owner_id: str) -> None:
    """Delete a run with its trials, model, conversations and links.

    Raises
    ------
    NotFoundError
        When the owner has no such run.
    ConflictError
        While a worker is at it.
    """
    run = services().runs.get(run_id, owner_id)
    services().runs.remove(run_id, owner_id)
    services().models.forget(warm_name(run))
    services().blobs.remove_run(run_id)
