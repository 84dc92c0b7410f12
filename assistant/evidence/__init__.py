"""What an answer may state: facts of the run, of the literature and of the question, each traceable."""
