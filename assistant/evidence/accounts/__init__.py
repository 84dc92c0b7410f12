"""Hyperparameters of all libraries in words, for questions that no run answers."""
