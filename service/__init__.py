"""The web service: parse, call, present; keys, storage and the life of runs."""
