"""Why this model, by which metric, from which columns, and how it is used."""
