"""From the words of a person to a question that the topics can answer."""
