"""Evaluations: the true score of a run's model on labeled rows that came later, beside what was promised.

An evaluation is answered at once and not queued: it fits nothing, it takes seconds where a search takes minutes, and
whoever brings labels waits for the one number. It runs in a process with limits on memory and time, is stored
before it is answered, and so is in the list for a client that did not wait.
"""

from http import HTTPStatus

from service.datasets import table_file
from service.engine import EvaluationOrder, TableFile
from service.errors import FieldError, NotFoundError
from service.gate import current_owner
from service.predictions import model_folder, require_model
from service.present import Object, present_evaluation, present_page
from service.repeating import IDEMPOTENCY, repeat_of_request
from service.schemas.evaluations import EvaluationRequestSchema, EvaluationSchema, EvaluationsSchema
from service.schemas.requests import ApiBlueprint, PageSchema
from service.services import services
from service.store.evaluations import NewEvaluation
from service.store.pages import PageRequest
from service.store.tables import Dataset, Evaluation, Run

evaluations = ApiBlueprint("evaluations", __name__, url_prefix="/v1/runs", description="True scores on later rows")


@evaluations.route("/<run_id>/evaluations", methods=["POST"])
@evaluations.arguments(EvaluationRequestSchema)
@evaluations.response(201, EvaluationSchema)
@evaluations.doc(parameters=[IDEMPOTENCY])
def evaluate(asked: dict[str, str], run_id: str) -> tuple[Object, HTTPStatus]:
    """Score the run's model on labeled rows, with an interval, beside what was promised."""
    return present_evaluation(evaluate_run(run_id, asked["dataset_id"], current_owner())), HTTPStatus.CREATED


def evaluate_run(run_id: str, dataset_id: str, owner_id: str) -> Evaluation:
    """Score a run's model on the rows of a dataset, and keep what came out; a repeated request finds the first one."""
    repeat = repeat_of_request()
    first = services().evaluations.repeated(run_id, owner_id, repeat)
    if first is not None:
        return first
    run = require_model(run_id, owner_id)
    dataset = services().datasets.get(dataset_id, owner_id)
    order = EvaluationOrder(
        model=model_folder(run),
        table=table_file(dataset),
        training=_training(run, dataset),
        opening=_opening(run, dataset),
    )
    new = NewEvaluation(run_id, dataset.id, services().engine.evaluate(order))
    return services().evaluations.add(new, owner_id, repeat)


@evaluations.route("/<run_id>/evaluations", methods=["GET"])
@evaluations.arguments(PageSchema, location="query")
@evaluations.response(200, EvaluationsSchema)
def list_evaluations(page: PageRequest, run_id: str) -> Object:
    """List the evaluations of a run, newest first."""
    return present_page(services().evaluations.list(run_id, current_owner(), page), present_evaluation)


def check_other_rows(dataset: Dataset, training: Dataset, field: str) -> None:
    """Refuse to score a model on the rows that it learns from."""
    if dataset.id == training.id or dataset.hash == training.hash:
        raise FieldError(
            field,
            "These are the rows that the model learns from, and a score on them says nothing about new rows: "
            "upload rows that take no part in the run.",
        )


def _training(run: Run, dataset: Dataset) -> TableFile | None:
    """Return the rows that the model learned from; None where they were deleted."""
    if run.dataset_id is None:
        return None
    try:
        training = services().datasets.get(run.dataset_id, run.owner_id)
    except NotFoundError:
        return None
    check_other_rows(dataset, training, "dataset_id")
    return table_file(training)


def _opening(run: Run, dataset: Dataset) -> int:
    """Return which opening of these rows comes next: the run's own test counts, and every evaluation."""
    plain = services().runs.plain_record(run.id, run.owner_id)
    test = (plain or {}).get("test")
    tested = test["opening"] if test is not None and test["hash"] == dataset.hash else 0
    return 1 + tested + services().evaluations.openings(run.id, run.owner_id, dataset.hash)
