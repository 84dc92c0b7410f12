"""What can go wrong in the engine: one short tree.

Every error carries its facts in ``args``, so that it survives pickling from a worker process, and says in
one sentence what is wrong and what to do.
"""


class ModelsError(Exception):
    """Anything that the engine refuses or fails at."""


class InputError(ModelsError):
    """What the user gave cannot be used as it is: a table, a goal, a budget, a setting, rows to predict."""
