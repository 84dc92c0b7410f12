"""The search: what to try next, when to stop a candidate, and how the budget is kept."""
