"""Words of other languages and the English that goals are read in.

Each module holds one language as text: ``word:english``, an underscore for a space, a star for any ending.
"""
