"""Questions about a run or the product that no other topic answers: one kind of question a file."""
