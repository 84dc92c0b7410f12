"""The search techniques: one file each, one line each in the registry."""
