"""How what is delivered errs, told from out-of-fold predictions: one kind a file."""
