"""Charts: one of a run's a file (see ``registry``), and those that a single answer draws (see ``of_answers``)."""

from assistant.charts.of_answers import comparison_chart, folds_chart, values_chart

__all__ = ["comparison_chart", "folds_chart", "values_chart"]
