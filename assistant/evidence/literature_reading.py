"""Books and papers to learn on from, each with where it is found. Our own words on what each is good for."""

from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact


@dataclass(frozen=True)
class Reading:
    """Something to read: its title as a fact with its source, and what it is good for."""

    fact: EvidenceFact
    good_for: str
    is_about_search: bool = False


def _reading(title: str, source: str, good_for: str, *, is_about_search: bool = False) -> Reading:
    return Reading(EvidenceFact(title, title, source=source), good_for, is_about_search)


READINGS: tuple[Reading, ...] = (
    _reading(
        "An Introduction to Statistical Learning",
        "James, Witten, Hastie, Tibshirani and Taylor 2023, with applications in Python, Springer",
        "the best first book: models, folds and overfitting, with little mathematics; free from its authors",
    ),
    _reading(
        "The Elements of Statistical Learning",
        "Hastie, Tibshirani and Friedman 2009, second edition, Springer",
        "the same with the mathematics; its chapter on model assessment explains cross-validation",
    ),
    _reading(
        "Automated Machine Learning",
        "Hutter, Kotthoff and Vanschoren (editors) 2019, Springer",
        "how tuning is automated; its first chapter, by Feurer and Hutter, is about hyperparameters; open access",
        is_about_search=True,
    ),
    _reading(
        "Hyperparameter optimization: foundations, algorithms, best practices, and open challenges",
        "Bischl and others 2023, WIREs Data Mining and Knowledge Discovery 13",
        "one readable survey of every way to search, and of how to do it without fooling oneself",
        is_about_search=True,
    ),
    _reading(
        "Random search for hyper-parameter optimization",
        "Bergstra and Bengio 2012, JMLR 13",
        "why random points beat a grid",
        is_about_search=True,
    ),
    _reading(
        "Optuna: a next-generation hyperparameter optimization framework",
        "Akiba, Sano, Yanase, Ohta and Koyama 2019, KDD",
        "the library that proposes the trials here",
        is_about_search=True,
    ),
    _reading(
        "On over-fitting in model selection and subsequent selection bias in performance evaluation",
        "Cawley and Talbot 2010, JMLR 11",
        "why the winner's score flatters",
    ),
    _reading(
        "Why do tree-based models still outperform deep learning on typical tabular data?",
        "Grinsztajn, Oyallon and Varoquaux 2022, NeurIPS",
        "which families to try on tables",
    ),
)
