"""Charts: one of a run's a file (see ``registry``), and those that a single answer draws (see ``of_answers``)."""
