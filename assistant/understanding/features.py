"""What the classifier sees of a question: its words, its letters, and marks for what it names."""

from assistant.understanding.question import Question

SHORT_WORDS = 4
LONG_WORDS = 22
_NAMES = ("hyperparameters", "families", "metrics", "trials", "ranks", "columns", "classes", "values")


def words_of(question: Question) -> str:
    """Return the tagged words, and behind them one mark for each thing that the question shows.

    Marks begin with ``@``: the frame, whether it is about the run, which kinds of things are named and whether
    several of one kind are, and whether the question is short or long. A tag generalizes: ``hp:tree_size`` stands
    for every name of the depth in every library.

    Examples
    --------
    >>> from assistant.understanding.question import understand
    >>> from assistant.understanding.vocabulary import vocabulary_of
    >>> words_of(understand("Why is max_depth 6?", vocabulary_of(None)))
    'why is hp:tree_size num @why @hyperparameters @values @short @why+hyperparameters @why+values'
    """
    kinds = [name for name in _NAMES if getattr(question.entities, name)]
    marks = [question.frame, *kinds]
    marks += [f"{name}-many" for name in kinds if len(getattr(question.entities, name)) > 1]
    n_words = question.tagged.count(" ") + 1
    marks += ["run"] * question.is_about_run + ["short"] * (n_words <= SHORT_WORDS) + ["long"] * (n_words >= LONG_WORDS)
    marks += [f"{question.frame}+{name}" for name in kinds]
    return f"{question.tagged} {' '.join(f'@{mark}' for mark in marks)}"


def letters_of(question: Question) -> str:
    """Return the words as they were read, names included: what likeness of spelling is measured on."""
    return question.words
