"""The search techniques there are: one line each."""

from models.errors import UnknownTechniqueError
from models.record import Settings, Task
from models.search.space import SearchSpace, spaces_for
from models.search.techniques.auto import Auto
from models.search.techniques.gp import GP
from models.search.techniques.gradient import Gradient
from models.search.techniques.grid import Grid
from models.search.techniques.hyperband import Hyperband
from models.search.techniques.random_search import Random
from models.search.techniques.technique import SearchOrder, Technique
from models.search.techniques.tpe import TPE

TECHNIQUES: tuple[Technique, ...] = (
    Auto(),
    Grid(),
    Random(),
    TPE(),
    GP(),
    Hyperband(),
    Gradient(),
)
TECHNIQUE_NAMES = tuple(technique.account.name for technique in TECHNIQUES)


def technique_named(name: str) -> Technique:
    """Return the technique of that name.

    Raises
    ------
    UnknownTechniqueError
        When there is none.
    """
    for technique in TECHNIQUES:
        if technique.account.name == name:
            return technique
    raise UnknownTechniqueError(name, TECHNIQUE_NAMES)


def spaces_to_search(settings: Settings, task: Task) -> dict[str, SearchSpace]:
    """Return the spaces that the technique of the settings searches, by family.

    Raises
    ------
    UnknownTechniqueError, UnknownFamilyError, SpaceError, NotDifferentiableError
        For names and values that do not exist, or that the technique cannot search.
    """
    technique = technique_named(settings.technique)
    spaces = spaces_for(task, technique.families(settings.families), settings.space)
    return {name: technique.narrowed(space) for name, space in spaces.items()}


def at_work(technique: Technique, order: SearchOrder) -> Technique:
    """Return the technique that searches: the same one, but for auto the one that it chooses."""
    return technique.resolved(order) if isinstance(technique, Auto) else technique
