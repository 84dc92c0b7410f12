"""Which classes are taken for which: the confusion matrix, and what share of each class is found and is right."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.digits import short
from models.record import ClassRates, Confusion

Array = NDArray[np.float64]
Counts = NDArray[np.float64]

MOST_WHOLE, MOST_CONFUSED, MOST_CLASSES = 30, 12, 60
"""Classes up to which the matrix is whole, those that stand alone otherwise, and those whose rates are kept."""
OTHERS = "others"


def counted(truth: NDArray[np.intp], decided: NDArray[np.intp], weight: Array, n_classes: int) -> Counts:
    """Count which class was taken for which, shape (n_classes, n_classes): true ones down, decided ones across."""
    cells = np.bincount(truth * n_classes + decided, weights=weight, minlength=n_classes**2)
    return np.asarray(cells, dtype=np.float64).reshape(n_classes, n_classes)


def confusion_of(counts: Counts, classes: Sequence[str], threshold: float | None = None) -> Confusion:
    """Return the matrix, of very many classes the most confused ones with the others put together.

    Examples
    --------
    >>> confusion_of(np.array([[3.0, 1.0], [0.0, 2.0]]), ["no", "yes"])
    Confusion(classes=('no', 'yes'), counts=((3, 1), (0, 2)), n_others=0, threshold=None)
    """
    if len(classes) <= MOST_WHOLE:
        return Confusion(tuple(classes), _plain(counts), 0, threshold)
    mistakes = counts.sum(axis=0) + counts.sum(axis=1) - 2 * counts.diagonal()
    alone = np.sort(np.argsort(-mistakes, kind="stable")[:MOST_CONFUSED])
    place = np.full(len(classes), MOST_CONFUSED)
    place[alone] = np.arange(MOST_CONFUSED)
    joined = np.zeros((MOST_CONFUSED + 1, MOST_CONFUSED + 1))
    np.add.at(joined, (place[:, None], place[None, :]), counts)
    names = (*(classes[k] for k in alone), OTHERS)
    return Confusion(names, _plain(joined), len(classes) - MOST_CONFUSED, threshold)


def class_rates(counts: Counts, classes: Sequence[str], n_rows: NDArray[np.intp]) -> tuple[ClassRates, ...]:
    """Return what share of each class is found, and is right; the classes with most rows first, at most 60.

    Parameters
    ----------
    counts : as ``counted`` gives them
    classes : their names
    n_rows : rows of each class, shape (n_classes,)
    """
    largest = np.argsort(-n_rows, kind="stable")[:MOST_CLASSES]
    true, decided, hits = counts.sum(axis=1), counts.sum(axis=0), counts.diagonal()
    return tuple(
        ClassRates(classes[k], int(n_rows[k]), _share(hits[k], true[k]), _share(hits[k], decided[k]))
        for k in largest.tolist()
    )


def _share(part: float, whole: float) -> float | None:
    return short(float(part / whole), 4) if whole > 0 else None


def _plain(counts: Counts) -> tuple[tuple[float, ...], ...]:
    """Return counts as whole numbers where they are, as without weights."""
    is_whole = bool((counts == np.rint(counts)).all())
    return tuple(tuple(int(c) if is_whole else round(float(c), 1) for c in row) for row in counts)
