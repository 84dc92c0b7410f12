"""Each topic in two plain sentences, for somebody who asks for it simpler."""

from collections.abc import Mapping

PLAIN: Mapping[str, tuple[str, str]] = {
    "definition": (
        "A hyperparameter is a knob that is set before a model learns, like how deep its trees may grow.",
        "What the model learns from the rows by itself is something else: its parameters.",
    ),
    "importance": (
        "The knobs of a model decide whether it learns too little, enough, or the table by heart.",
        "Good values can make a clear difference, and often the defaults are already close.",
    ),
    "choose": (
        "Try a few settings, score each on rows that it did not learn from, and keep the best.",
        "Begin with the defaults, and change what matters most first.",
    ),
    "params_vs_hyperparams": (
        "You set hyperparameters; the model finds its parameters by itself while it learns.",
        "A recipe against the cake that comes of it.",
    ),
    "overfitting": (
        "Overfitting is learning the answers by heart: perfect on known rows, poor on new ones.",
        "One sees it by testing on rows that were kept away while learning.",
    ),
    "underfitting": (
        "Underfitting is learning too little: poor on known rows and on new ones alike.",
        "Allow the model more freedom, or give it columns that tell more.",
    ),
    "regularization": (
        "Regularization is a brake: it keeps a model simple so that it does not learn noise.",
        "Too much of it, and the model learns nothing; too little, and it learns by heart.",
    ),
    "learning_rate": (
        "The learning rate is the size of the steps in which a model corrects itself.",
        "Small steps are careful and slow; large ones are quick and may overshoot.",
    ),
    "batch_size": (
        "The batch size is how many rows a network looks at before it corrects itself once.",
        "Few rows make jumpy steps, many make smooth and costly ones.",
    ),
    "epochs_early_stopping": (
        "An epoch is one pass over all rows; early stopping ends when passes no longer help on other rows.",
        "With it, allowing too many passes does no harm.",
    ),
    "network_architecture": (
        "Layers and units are how large a network is: larger ones can learn more, and more noise too.",
        "On tables, small ones are usually enough.",
    ),
    "tree_depth_complexity": (
        "Depth is how many questions in a row a tree may ask.",
        "Many questions fit the known rows better, and new ones sooner or later worse.",
    ),
    "n_estimators": (
        "It is how many trees vote, or correct each other.",
        "More cost time; in a forest they do no harm, in boosting one must stop at the right place.",
    ),
    "grid_search": (
        "Grid search tries every combination of a few listed values.",
        "It is thorough for two knobs and hopeless for ten.",
    ),
    "random_search": (
        "Random search draws the settings by lot.",
        "It usually beats a grid, because it tries many different values of the knob that matters.",
    ),
    "bayesian": (
        "Bayesian optimization guesses from past trials where a good setting may lie, and tries there next.",
        "It needs fewer trials than luck, and sometimes fools itself.",
    ),
    "hyperband_pruning": (
        "Try many settings for a short while, and go on only with those that look good.",
        "That saves time, at the risk of dropping a slow starter.",
    ),
    "gradient_based": (
        "It asks which way a knob should turn to lower the error, and turns it a little.",
        "That works only for knobs that turn smoothly.",
    ),
    "automl": (
        "It chooses a model and its settings for you, by trying and comparing.",
        "You still have to know what the rows mean and what the model is for.",
    ),
    "cross_validation": (
        "The rows are cut into parts; each part is once the exam, while the model learns from the others.",
        "So every row is used, and no row is examined by a model that has seen it.",
    ),
    "nested_cv_selection_bias": (
        "The best of many looks better than it is, because luck helped it to be the best.",
        "So we take a little off the winner's score.",
    ),
    "data_leakage": (
        "Leakage is when the table gives the answer away, for example by a column filled in afterwards.",
        "The score is then too good, and the model useless later.",
    ),
    "imbalance": (
        "When one answer is rare, always saying the other one looks right nearly all the time.",
        "So use a score that sees the rare ones.",
    ),
    "class_weights": (
        "Weights tell the model that a mistake on the rare answer counts more.",
        "They move where it draws the line, and spoil its probabilities a little.",
    ),
    "metric_choice": (
        "The metric is what counts as good: choose the one that hurts when your real loss does.",
        "Another metric can make another model the best.",
    ),
    "threshold_calibration": (
        "The threshold is the probability from which we say yes.",
        "When a miss costs more than a false alarm, say yes sooner.",
    ),
    "small_data": (
        "With few rows, luck plays a large part in every score.",
        "Use simple models, and more rounds of testing.",
    ),
    "train_test_gap": (
        "A model is always a little better on rows that it knows.",
        "What counts is how it does on the others.",
    ),
    "hyperparameter_importance": (
        "Usually one or two knobs make nearly all of the difference.",
        "The others may stay where they are.",
    ),
    "what_if_value": (
        "Nobody knows before it is tried: another value can be fitted on the same folds and compared.",
        "Only a difference larger than chance counts.",
    ),
    "why_this_model": (
        "The model that predicts unseen rows best wins.",
        "If others are as good within chance, you may take the simpler one.",
    ),
    "why_this_value": (
        "That value was in the trial that did best on unseen rows.",
        "Values near it usually do about as well.",
    ),
    "compare_models": (
        "Both models take the same exam, and we look who is better, and by more than luck.",
        "If not by more than luck, they are equal for all that we know.",
    ),
    "ensemble": (
        "Several models vote, and their mistakes partly cancel out.",
        "It is often a little better, and slower and harder to explain.",
    ),
    "feature_importance": (
        "A column matters if the model gets worse when its values are shuffled.",
        "That does not make it a cause.",
    ),
    "more_trials_or_time": (
        "More search helps at first a lot, then hardly.",
        "When the best score has not moved for long, stop.",
    ),
    "reproducibility": (
        "Same rows, same settings, same seed, same versions: same result.",
        "With a clock as the limit, a run may get further or less far the next time.",
    ),
    "prediction_uncertainty": (
        "One prediction can be off; a range says by how much, usually.",
        "The range is right as often as it promises, over many rows, not for one.",
    ),
    "deployment": (
        "Save the model, load it where it is needed, and give it rows with the same columns.",
        "Check now and then whether it is still right.",
    ),
}
