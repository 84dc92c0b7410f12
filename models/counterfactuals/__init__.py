"""What would have been chosen otherwise, told without a fit: one question a file."""
