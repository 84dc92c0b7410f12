"""What pytest leaves out on this machine, and how threads of the tests wait for each other."""

import os

# Before any library is loaded: threads that spin while they wait take minutes where others want the cores too.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

from models.families.registry import NOT_INSTALLED, UNAVAILABLE

# Doctests are collected by importing every module; these cannot be imported, and the registry tells why.
collect_ignore = [f"models/families/{name}.py" for name in (*NOT_INSTALLED, *UNAVAILABLE)]
