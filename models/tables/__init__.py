"""How tables are read: formats, limits, kinds of columns, spellings of values. The door is ``models.table``."""
