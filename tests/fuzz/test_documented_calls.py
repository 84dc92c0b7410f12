"""Calls drawn from the specification: no answer that it does not foresee, and none that is the service's own fault."""

from tests.fuzz.calls import Caller
from tests.fuzz.target import Target

N_CALLS, SEED = 8, 20_26


def test_every_operation_answers_as_it_is_documented(target: Target) -> None:
    """What clients are generated from must be what they meet, whatever they send; thousands: benchmarks/fuzz.py."""
    caller, wrong, n_operations = Caller(target), [], 0
    for operation in caller.operations():
        n_operations += 1
        try:
            caller.try_operation(operation, N_CALLS, SEED)
        except (Exception, BaseExceptionGroup) as failure:  # noqa: BLE001  every operation is tried before the test fails
            wrong.append(f"{operation.label}: {told(failure)}")

    assert not wrong, "\n\n".join(wrong)
    assert caller.tally.n_calls > 4 * n_operations
    assert {200, 201, 202, 204, 404, 422} <= set(caller.tally.statuses), "calls that are all refused prove nothing"


def told(failure: BaseException) -> str:
    """Tell what a check found wrong."""
    if isinstance(failure, BaseExceptionGroup):
        return "\n".join(told(inner) for inner in failure.exceptions)
    return f"{type(failure).__name__}: {failure}"
