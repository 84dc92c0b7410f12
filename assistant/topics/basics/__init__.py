"""What tuning is, why it matters and how to choose."""
