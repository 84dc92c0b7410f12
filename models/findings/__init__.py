"""Checked risks: one file each, with its number, its threshold with the reason, and what to do."""
