"""Explains runs in plain words: understands a question, gathers evidence, answers with citations."""
