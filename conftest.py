"""What pytest leaves out on this machine."""

from models.families.registry import NOT_INSTALLED, UNAVAILABLE

# Doctests are collected by importing every module; these cannot be imported, and the registry tells why.
collect_ignore = [f"models/families/{name}.py" for name in (*NOT_INSTALLED, *UNAVAILABLE)]
