"""The topics that the assistant answers, one file each."""
