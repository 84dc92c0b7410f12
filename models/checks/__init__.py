"""Deeper checks of a run that has ended, on request and with a budget of their own: one file each."""
