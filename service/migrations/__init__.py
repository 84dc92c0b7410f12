"""The versions of the database, each with the step from the one before."""
