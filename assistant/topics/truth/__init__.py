"""How good a model really is, and what speaks against it."""
