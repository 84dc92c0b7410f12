"""Facts of the product itself: what it can be asked for, and within which limits; tests hold them to the service."""

from assistant.evidence.fact import EvidenceFact

PREDICTION_ROWS = EvidenceFact(
    "rows in one prediction request as JSON, at most (default)",
    10_000,
    "rows",
    source="setting PLAINTUNE_MAX_PREDICTION_ROWS",
)
EXPLAINED_ROWS = EvidenceFact(
    "rows explained in one prediction request, at most (default)",
    20,
    "rows",
    source="setting PLAINTUNE_MAX_EXPLAINED_ROWS",
)
EXPORT_FORMATS = EvidenceFact(
    "why there is no ONNX", None, source="decision record on ONNX: a converted forest gave other answers"
)
