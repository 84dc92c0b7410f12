"""What is kept: rows in the database, tables and run folders as files. Every method filters by owner."""
