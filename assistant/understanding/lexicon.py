"""Names that people use for families, hyperparameters and metrics, over all libraries.

The names of the run at hand come from its record and go before these.
"""

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "linear": (
        "logistic regression", "logistic", "logit", "linear regression", "linear model", "linear models",
        "linear", "ridge regression", "lasso regression", "glm", "logreg", "lin reg",
    ),
    "random_forest": ("random forest", "random forests", "randomforest", "rf", "forest", "forests"),
    "xgboost": ("xgb", "xg boost", "gradient boosting", "boosted trees", "gbdt", "gbm", "boosting"),
    "lightgbm": ("lightgbm", "lgbm", "lgb", "light gbm"),
    "catboost": ("catboost", "cat boost"),
    "hist_gradient_boosting": (
        "histogram gradient boosting", "hist gradient boosting", "histgradientboosting", "hist gbm", "hgb",
    ),
    "extra_trees": ("extra trees", "extremely randomized trees", "extratrees"),
    "decision_tree": ("decision tree", "single tree"),
    "svm": ("svm", "support vector machine", "svc", "svr"),
    "k_nearest_neighbors": ("knn", "k nearest neighbors", "nearest neighbors", "nearest neighbours"),
    "neural_network": ("neural network", "neural net", "neural networks", "mlp", "deep learning", "nn"),
    "naive_bayes": ("naive bayes",),
}  # fmt: skip

TITLES: Mapping[str, str] = {
    "linear": "the linear model", "random_forest": "random forest", "xgboost": "XGBoost", "lightgbm": "LightGBM",
    "catboost": "CatBoost", "extra_trees": "extra trees", "hist_gradient_boosting": "histogram gradient boosting",
    "decision_tree": "a single decision tree",
    "svm": "a support vector machine", "k_nearest_neighbors": "nearest neighbors",
    "neural_network": "a neural network", "naive_bayes": "naive Bayes",
}  # fmt: skip

# By group: what a hyperparameter governs. The group decides the topic, the name what is looked up.
HYPERPARAMETERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "step": {
        "learning_rate": ("learning rate", "learnrate", "learn rate", "lr", "eta", "step size"),
        "learning_rate_schedule": ("lr schedule", "warm up", "warmup", "cosine annealing", "learning rate decay"),
    },
    "tree_size": {
        "max_depth": ("tree depth", "depth", "maximum depth", "depth of the trees", "depth of trees"),
        "max_leaves": ("num_leaves", "num leaves", "max leaves", "max_leaf_nodes", "number of leaves"),
        "min_samples_leaf": (
            "min samples leaf", "min_data_in_leaf", "min data in leaf", "leaf size", "min_child_samples",
            "samples per leaf", "rows per leaf", "minimum leaf size",
        ),
        "min_child_weight": ("min child weight", "child weight"),
        "min_samples_split": ("min samples split",),
        "gamma": ("min_split_loss", "min split loss", "min_gain_to_split"),
        "ccp_alpha": ("cost complexity pruning",),
    },
    "n_trees": {
        "n_estimators": (
            "n estimators", "number of trees", "number of estimators", "n_trees", "ntree", "num_trees",
            "num_boost_round", "boosting rounds", "number of rounds", "boosting iterations", "tree count",
            "amount of trees", "num_iterations", "nrounds", "n_iter",
        ),
    },
    "penalty": {
        "C": ("hyperparameter_c", "inverse regularization strength", "penalty strength"),
        "reg_lambda": (
            "reg lambda", "lambda", "l2_leaf_reg", "lambda_l2", "l2 penalty", "l2 strength", "l2_regularization",
        ),
        "reg_alpha": ("reg alpha", "lambda_l1", "l1 penalty", "l1 strength"),
        "alpha": ("alpha",),
        "l1_ratio": ("l1 ratio", "elastic net mix", "mixing parameter"),
        "penalty": ("penalty",),
        "weight_decay": ("weight decay",),
        "dropout": ("dropout", "dropout rate"),
    },
    "sampling": {
        "subsample": ("bagging_fraction", "bagging fraction", "row sampling", "sub sample", "max_samples"),
        "colsample_bytree": (
            "colsample", "feature_fraction", "feature fraction", "column sampling", "colsample_bylevel",
            "colsample_bynode",
        ),
        "max_features": ("mtry", "max features", "features per split"),
    },
    "batch": {"batch_size": ("batch size", "batchsize", "mini batch size", "minibatch size")},
    "passes": {"epochs": ("epoch", "number of epochs", "num_epochs", "n_epochs", "max_iter")},
    "network": {
        "n_layers": ("number of layers", "hidden layers", "hidden_layer_sizes", "num_layers", "layers"),
        "n_units": ("number of units", "hidden units", "neurons", "number of neurons"),
    },
    "patience": {"early_stopping_rounds": ("early stopping rounds", "patience", "early_stopping")},
    "weights": {"scale_pos_weight": ("scale pos weight",), "class_weight": ("class weight", "class weights")},
    "neighbors": {"n_neighbors": ("number of neighbors", "n neighbors", "number of neighbours")},
    "kernel": {
        "kernel": ("rbf kernel", "kernel"), "kernel_gamma": ("rbf gamma", "gamma of the kernel", "gamma of the rbf"),
        "svr_epsilon": ("epsilon tube", "epsilon insensitive"), "polynomial_degree": ("degree of the polynomial",),
    },
    "steps": {
        "momentum": (), "gradient_optimizer": ("adam", "adamw", "sgd", "rmsprop", "adam optimizer"),
        "activation": ("activation function", "relu", "tanh"), "gradient_clipping": ("clip norm", "clipping"),
    },
    "details": {
        "max_bin": ("border_count", "max_bins", "number of bins"), "max_delta_step": (), "grow_policy": (),
        "rate_drop": ("dart", "drop_rate", "drop rate"), "random_strength": (), "split_criterion": ("gini", "entropy"),
        "max_cat_to_onehot": ("one_hot_max_size",),
    },
}  # fmt: skip

METRICS: Mapping[str, tuple[str, ...]] = {
    "roc_auc": ("roc auc", "auc", "auroc", "roc", "area under the curve", "area under the roc curve", "auc roc"),
    "log_loss": ("log loss", "logloss", "cross entropy", "neg_log_loss", "logarithmic loss"),
    "accuracy": ("acc", "percent correct"),
    "balanced_accuracy": ("balanced accuracy",),
    "f1": ("f1 score", "f1score", "f score", "f measure"),
    "f1_macro": ("f1 macro", "macro f1"),
    "average_precision": ("average precision", "pr auc", "auprc", "precision recall curve"),
    "root_mean_squared_error": (
        "rmse", "root mean squared error", "root mean square error", "neg_root_mean_squared_error",
    ),
    "mean_absolute_error": ("mae", "mean absolute error", "absolute error", "neg_mean_absolute_error"),
    "r2": ("r squared", "r2 score", "rsquared", "explained variance", "coefficient of determination"),
    "root_mean_squared_log_error": ("rmsle", "root mean squared log error"),
    "mean_absolute_percentage_error": ("mape", "mean absolute percentage error", "percentage error"),
    "precision": (), "recall": ("sensitivity",), "mse": ("mean squared error", "brier", "brier score"),
}  # fmt: skip


def general_name(hyperparameter: str) -> str:
    """Return the name under which a hyperparameter of any library stands here, or the same where it does not.

    Examples
    --------
    >>> general_name("num_leaves"), general_name("p")
    ('max_leaves', 'p')
    """
    for members in HYPERPARAMETERS.values():
        for name, others in members.items():
            if hyperparameter == name or hyperparameter in others:
                return name
    return hyperparameter


def group_of(hyperparameter: str, aliases: tuple[str, ...] = ()) -> str:
    """Return what a hyperparameter governs, by its name or by one of its other names; ``other`` if unknown."""
    names = {hyperparameter, *aliases}
    for group, members in HYPERPARAMETERS.items():
        for name, others in members.items():
            if name in names or names & set(others):
                return group
    return "other"
