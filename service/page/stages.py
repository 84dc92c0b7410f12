"""What a run is doing, in words: the engine names its stages for programs, the page for people."""

# In the order in which they come. What is not named here is shown as the engine calls it.
STAGES = {
    "running": "Reading the table",
    "comparing scales of the target": "Looking at the numbers to predict",
    "searching": "Searching",
    "fitting the final model": "Fitting the final model",
    "checking the winner": "Checking the winner",
    "measuring what columns are worth": "Measuring what each column is worth",
    "scoring the test table": "Scoring the test table",
    "done": "Writing everything down",
}


def stage_title(stage: str) -> str:
    """Return what a stage is called on the page.

    Examples
    --------
    >>> stage_title("fitting the final model"), stage_title("checked null_search")
    ('Fitting the final model', 'Checked null search')
    """
    return STAGES.get(stage) or stage.replace("_", " ").capitalize()
