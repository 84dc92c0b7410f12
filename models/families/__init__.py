"""Families of estimators: one file each, with search space, tuned default and an account of every hyperparameter."""
