"""Hyperparameters that every kind of boosting has, in words; each family puts in its own names, ranges and defaults."""

from models.record import HyperparameterAccount

TABARENA = "search space of TabArena (Erickson et al. 2025)"
TUNED = "tuned default of pytabkit (Holzmüller, Grinsztajn and Steinwart, NeurIPS 2024); " + TABARENA

LEAST_COLUMNS = 2
N_ESTIMATORS = HyperparameterAccount(
    name="n_estimators",
    title="most trees allowed",
    kind="int",
    default=1000,
    low=1,
    high=5000,
    is_log=True,
    meaning="An upper bound on the number of rounds; one round adds one tree, or one a class. "
    "Early stopping finds how many are kept.",
    more="Room for smaller learning rates.",
    less="Boosting may be cut off while it still improves.",
    overfitting="Harmless as a bound, because rounds stop when rows held apart no longer improve.",
    cost="Only the rounds that are used cost time.",
    source="early stopping as in " + TUNED,
    aliases=("trees", "number of trees", "rounds", "boosting rounds", "n_trees", "iterations", "num_boost_round"),
    is_searched=False,
    coupled="The learning rate: at half the rate, about twice as many rounds are needed.",
    usual=(100, 10_000),
    usual_source="defaults of scikit-learn, XGBoost and LightGBM, and the cap of AutoGluon",
)
LEARNING_RATE = HyperparameterAccount(
    name="learning_rate",
    title="learning rate",
    kind="float",
    default=0.08,
    low=0.01,
    high=0.3,
    is_log=True,
    meaning="How much of each new tree's correction is taken over.",
    more="Fewer trees are needed, each following the training rows harder.",
    less="More, gentler steps: often a little better, and slower.",
    overfitting="Smaller steps with early stopping usually generalize a little better.",
    cost="Halving it about doubles the trees, and the time.",
    source=TUNED,
    aliases=("eta", "shrinkage", "step size", "lr", "learn rate"),
    coupled="The number of rounds: half the rate needs about twice as many. Large trees want smaller steps.",
    usual=(0.005, 0.1),
    usual_source=TABARENA + "; Friedman 2001, Annals of Statistics 29, advises 0.1 or less",
)
MAX_DEPTH = HyperparameterAccount(
    name="max_depth",
    title="depth of a tree",
    kind="int",
    default=6,
    low=3,
    high=10,
    is_log=True,
    meaning="How many questions in a row a tree may ask; depth limits how many columns can act together.",
    more="Trees catch finer interactions, and noise.",
    less="Simpler trees; each depends on few columns.",
    overfitting="The main lever: deeper trees overfit sooner on few rows.",
    cost="Time and model size grow up to twofold with each level.",
    source=TUNED,
    aliases=("depth", "tree depth"),
    coupled="The least rows or weight in a leaf, which holds deep trees back, and the learning rate: deep trees want "
    "small steps.",
    usual=(4, 10),
    usual_source=TABARENA,
)
MAX_LEAVES = HyperparameterAccount(
    name="max_leaf_nodes",
    title="leaves of a tree",
    kind="int",
    default=31,
    low=2,
    high=200,
    is_log=True,
    meaning="How many leaves a tree may have; it grows next where that helps most, however deep.",
    more="Trees catch finer interactions, and noise.",
    less="Simpler trees; with two leaves, every tree asks one question and columns only add up.",
    overfitting="The main lever: trees of many leaves overfit sooner on few rows.",
    cost="Time and model size grow about in proportion.",
    source=TABARENA,
    aliases=("num_leaves", "max_leaves", "leaves", "number of leaves"),
    coupled="The least rows in a leaf, since leaves times rows cannot exceed the table; limiting the depth bounds the "
    "leaves as well.",
    usual=(16, 255),
    usual_source="search space of LightAutoML (Vakhrushev et al. 2021)",
)
LEAF_ROWS = HyperparameterAccount(
    name="min_samples_leaf",
    title="rows in a leaf, at least",
    kind="int",
    default=20,
    low=1,
    high=100,
    is_log=True,
    meaning="A split is made only if both sides keep at least this many rows. "
    "On small tables never more than a tenth of the rows is asked for.",
    more="Leaves average over more rows; corrections become smoother.",
    less="Leaves may serve single rows.",
    overfitting="More of it lowers the risk, above all with few or noisy rows.",
    cost="More of it is a little faster.",
    source=TABARENA,
    aliases=("min_data_in_leaf", "min_child_samples", "leaf size", "minimum rows in a leaf"),
    coupled="The leaves or the depth of a tree: the more a tree may grow, the more this one has to hold it.",
    usual=(1, 64),
    usual_source=TABARENA,
)
ROW_SHARE = HyperparameterAccount(
    name="subsample",
    title="share of rows for each tree",
    kind="float",
    default=0.65,
    low=0.5,
    high=1.0,
    meaning="Each tree sees this share of the rows, drawn anew.",
    more="Each tree is better informed; trees resemble each other.",
    less="More randomness between trees.",
    overfitting="Below 1 it lowers the risk a little.",
    cost="Less of it is faster.",
    source=TUNED,
    aliases=("row sampling", "bagging fraction", "bagging_fraction"),
    coupled="The number of rounds: trees on fewer rows are noisier, so that more of them are needed. The share of "
    "columns does the same by other means.",
    usual=(0.6, 1.0),
    usual_source=TABARENA + "; Friedman 2002, Computational Statistics and Data Analysis 38, found about half good",
)
COLUMN_SHARE = HyperparameterAccount(
    name="feature_fraction",
    title="share of columns for each tree",
    kind="float",
    default=1.0,
    low=0.4,
    high=1.0,
    meaning="Each tree may use this share of the columns, drawn anew; two of them at least.",
    more="Strong columns are used everywhere.",
    less="Weaker columns get their turn.",
    overfitting="Below 1 it lowers the risk a little, above all with many columns.",
    cost="Less of it is faster.",
    source=TABARENA,
    aliases=("column sampling", "colsample", "colsample_bytree", "feature fraction"),
    coupled="The share of rows, which also makes trees differ, and the depth: few columns a tree and shallow trees "
    "together miss what columns tell jointly.",
    usual=(0.4, 1.0),
    usual_source=TABARENA,
)
L2 = HyperparameterAccount(
    name="reg_lambda",
    title="L2 regularization",
    kind="float",
    default=0.01,
    low=0.001,
    high=20.0,
    is_log=True,
    meaning="Pulls the values of leaves toward zero (squared penalty).",
    more="Smaller corrections, above all in leaves with few rows.",
    less="Leaves follow their rows.",
    overfitting="More of it lowers the risk.",
    cost="None.",
    source=TABARENA,
    aliases=("lambda", "l2", "l2 regularization", "lambda_l2", "l2_regularization"),
    coupled="The learning rate and the least weight in a leaf: all three make corrections smaller.",
    usual=(0.0001, 5.0),
    usual_source=TABARENA,
)
L1 = HyperparameterAccount(
    name="reg_alpha",
    title="L1 regularization",
    kind="float",
    default=0.001,
    low=0.001,
    high=5.0,
    is_log=True,
    meaning="Pulls the values of leaves toward zero by a fixed amount, so that weak ones become exactly zero.",
    more="Weak corrections vanish.",
    less="Every leaf corrects a little.",
    overfitting="More of it lowers the risk.",
    cost="None.",
    source=TABARENA,
    aliases=("alpha", "l1", "l1 regularization", "lambda_l1"),
    coupled="The L2 regularization and the learning rate: all three make corrections smaller.",
    usual=(0.0001, 5.0),
    usual_source=TABARENA,
)


def column_share(wished: float, n_columns: int) -> float:
    """Return the share of the columns to draw: as wished, but two at least, for one alone can meet no other.

    Examples
    --------
    >>> column_share(0.6, 20), column_share(0.6, 2), round(column_share(0.6, 3), 3)
    (0.6, 1.0, 0.667)
    """
    return min(1.0, max(wished, LEAST_COLUMNS / n_columns + 1e-6))


def leaf_rows(wished: int, n_rows: int) -> int:
    """Return the least rows in a leaf: as wished, but never so many that a small table allows no split.

    Examples
    --------
    >>> leaf_rows(40, 10_000), leaf_rows(40, 50)
    (40, 5)
    """
    return max(1, min(wished, n_rows // 10))
