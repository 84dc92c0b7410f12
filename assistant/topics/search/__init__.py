"""How values are searched, and when to stop."""
