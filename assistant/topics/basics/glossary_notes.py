"""Which short written answer says more of a term than its one line in the glossary."""

from functools import cache

from assistant.draft import Draft
from assistant.notes.note import Note, all_notes
from assistant.topics.basics.glossary import Term

TOPIC = "definition"

# The question that a note of this topic answers first, and the terms that it explains.
_EXPLAINED = {
    "What is the difference between a trial, a fold and a run?": ("trial", "fold", "run"),
    "What does log-uniform mean in a search space?": ("log-uniform", "log scale"),
    "What is cross-validation, and how is it different from a validation split?": ("cross-validation",),
    "What is a hold-out set?": ("hold-out",),
    "What is the difference between training, validation and test data?": ("validation set",),
    "What is a surrogate model?": ("surrogate",),
    "What is an acquisition function?": ("acquisition function",),
    "What is a search space?": ("search space",),
    "What is a baseline or dummy model?": ("baseline",),
    "What is a standard error of a score?": ("standard error", "standard deviation"),
    "What does generalization mean?": ("generalization",),
    "What is model capacity?": ("capacity",),
    "What is an estimator, a family and a model?": ("estimator", "family", "configuration"),
    "What is a pipeline?": ("pipeline",),
    "What is one-hot encoding?": ("encoding",),
    "What is gradient boosting in simple words?": ("boosting", "xgboost", "lightgbm", "catboost"),
    "What is a linear model?": ("linear",),
    "What is a random forest?": ("random_forest",),
    "What is regularization, in a sentence?": ("regularization",),
    "What does seed or random_state mean?": ("seed",),
    "What is early stopping, briefly?": ("early stopping",),
    "What is ROC AUC in plain words?": ("roc_auc",),
    "What is log loss?": ("log_loss",),
    "What is R squared?": ("r2",),
    "What do precision and recall mean?": ("precision", "recall", "f1"),
    "What is hyperparameter tuning or optimization?": ("tuning", "hpo"),
    "What is a leaderboard?": ("leaderboard",),
    "What is a target column and what are features?": ("target", "feature"),
    "What does overfitting mean in one line?": ("overfitting",),
    "What are epochs, iterations and executions per trial?": ("epoch", "executions per trial", "max trials"),
    "What does it mean that two models are tied?": ("tie",),
    "What is the corrected score in the report?": ("corrected score", "optimism"),
    "What is the objective value, and why is it negative?": ("objective value",),
    "What are study, trial, sampler, pruner and storage in Optuna?": ("study", "sampler"),
    "What are start-up trials, warm-up steps and intermediate values?": ("startup",),
    "What is overfitting to the validation set?": ("overtuning",),
    "What is the difference between bagging and boosting?": ("bagging",),
    "What are stacking, blending and voting, is it the same?": ("stacking",),
    "What are macro, micro and weighted averages?": ("macro",),
    'What are the "tuned defaults" of the report?': ("default trial",),
    "What is the difference between a validation loss and a validation score?": ("loss",),
    "What is regret, a Pareto front or the incumbent of a search?": ("incumbent",),
    "What is the difference between extra trees and a random forest?": ("extra_trees",),
}


@cache
def _notes() -> dict[str, Note]:
    """Return the note of each term that has one."""
    notes = {note.asked[0]: note for note in all_notes() if note.topic == TOPIC}
    return {name: notes[asked] for asked, names in _EXPLAINED.items() for name in names}


def say_more(terms: tuple[Term, ...], draft: Draft) -> None:
    """Write what a note says of the only term of a question, where there is one."""
    if len(terms) != 1:
        return
    note = _notes().get(terms[0].name)
    if note is not None and note.answer:
        draft.say(note.said_in(draft))
