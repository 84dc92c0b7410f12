"""Single hyperparameters: what they do, what was tried, why a value was chosen."""
