"""How a goal is understood: from plain words or an object to target, task, metric, costs and roles of columns.

The public door is ``models.goal``. Words in other languages are brought to English first (``glossary``), text is
cut into clauses (``clauses``), columns are found in them (``mentions``), and each file after that reads one thing.
"""
