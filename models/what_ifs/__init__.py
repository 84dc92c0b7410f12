"""Experiments on a run that has ended: one thing changes, on the run's own folds, and the winner stays the winner."""
