"""Tools of others that people name: who does speaks of what they did there, and not of the run at hand."""

AUTOML_TOOLS = r"auto[ -]?sklearn|autogluon|flaml|h2o|tpot|pycaret|mljar"
"""Tools that choose and tune models by themselves, as alternatives of a pattern."""
