"""What is known of a hyperparameter in general, whatever the library: our own words, with their source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GeneralAccount:
    """A hyperparameter in words.

    ``name`` is the one that the lexicon knows, ``where`` the models that have it. ``coupled`` says with which others
    it is set together, ``usual`` what values are in use. Every number in the texts has the ``source``.
    """

    name: str
    title: str
    where: str
    meaning: str
    more: str
    less: str
    overfitting: str
    cost: str
    coupled: str
    usual: str
    source: str
