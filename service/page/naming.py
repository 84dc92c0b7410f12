"""What things are called on the page."""

from service.services import services


def metric_title(name: str) -> str:
    """Return what people call a metric."""
    return services().engine.metric(name).title
