"""What governs the size and the number of trees, in single trees, forests and boosting."""

from assistant.evidence.accounts.general_account import GeneralAccount

MAX_DEPTH = GeneralAccount(
    name="max_depth",
    title="depth of a tree",
    where="single trees, forests and boosting",
    meaning="The most questions in a row that a tree may ask before it answers.",
    more="Finer rules and interactions of more columns, and sooner or later noise; each level can double the leaves.",
    less="Simple trees, each on few columns; too shallow ones miss the pattern.",
    overfitting="In boosting and in single trees a main lever: deeper trees overfit sooner. A forest bears deep trees.",
    cost="Up to twice the time and size with each level.",
    coupled="The least rows in a leaf, the number of leaves, and in boosting the learning rate.",
    usual="4 to 10 in boosting (6 is the default of XGBoost); unlimited at first in a forest.",
    source="Erickson et al. 2025, TabArena; documentation of XGBoost; Breiman 2001, Machine Learning 45",
)
MAX_LEAVES = GeneralAccount(
    name="max_leaves",
    title="leaves of a tree",
    where="LightGBM (num_leaves), histogram boosting, XGBoost",
    meaning="The most leaves that a tree may have. It grows next where that helps most, however deep.",
    more="Finer rules, and noise; with more leaves than a quarter of the rows a tree can nearly memorize them.",
    less="Simpler trees; with two leaves, columns only add up.",
    overfitting="The main lever in LightGBM: many leaves on few rows overfit.",
    cost="Time and size grow about in proportion.",
    coupled="The depth (keep the leaves below two to its power) and the least rows in a leaf; tune them together.",
    usual="16 to 255; 31 is the default of LightGBM.",
    source="Vakhrushev et al. 2021, LightAutoML; documentation of LightGBM",
)
MIN_SAMPLES_LEAF = GeneralAccount(
    name="min_samples_leaf",
    title="rows in a leaf, at least",
    where="single trees, forests, LightGBM (min_data_in_leaf), CatBoost",
    meaning="A split is made only if both sides keep at least this many rows.",
    more="Leaves average over more rows: smoother, shallower trees; too much forbids every split.",
    less="Leaves may serve single rows.",
    overfitting="More of it lowers the risk, above all with few or noisy rows.",
    cost="More of it is faster and smaller.",
    coupled="The depth and the leaves of a tree: the more these allow, the more this has to hold.",
    usual="1 to 64. The default of LightGBM is 20, too many for a table of a hundred rows: lower it there.",
    source="Erickson et al. 2025, TabArena; documentation of LightGBM",
)
MIN_CHILD_WEIGHT = GeneralAccount(
    name="min_child_weight",
    title="weight in a leaf, at least",
    where="XGBoost, and LightGBM (min_sum_hessian_in_leaf)",
    meaning="A split is made only if both sides keep this much weight: for values the rows, for classes the rows "
    "counted by how unsure the model still is of them.",
    more="Leaves average over more rows; rare groups get no leaf of their own.",
    less="Leaves may serve single rows.",
    overfitting="More of it lowers the risk, above all with few rows.",
    cost="More of it is a little faster.",
    coupled="The depth of a tree, which it holds back.",
    usual="1 is the default of XGBoost; searched from 0.001 to 128 on a log scale.",
    source="documentation of XGBoost; Wang et al. 2021, FLAML",
)
MIN_SAMPLES_SPLIT = GeneralAccount(
    name="min_samples_split",
    title="rows to split, at least",
    where="single trees and forests",
    meaning="A node with fewer rows than this is not split any further.",
    more="Shallower trees.",
    less="Trees grow until their leaves are pure.",
    overfitting="More of it lowers the risk, but a split may still leave a single row on one side: the least rows in a "
    "leaf brake more surely.",
    cost="More of it is faster.",
    coupled="The least rows in a leaf, which mostly makes it needless.",
    usual="2, the default of scikit-learn.",
    source="documentation of scikit-learn",
)
GAMMA = GeneralAccount(
    name="gamma",
    title="gain of a split, at least",
    where="XGBoost (also min_split_loss), and LightGBM (min_gain_to_split)",
    meaning="A split is kept only if it lowers the loss by at least this much. In a support vector machine gamma is "
    "something else: how near a row has to be to count.",
    more="Weak splits are pruned away: smaller, more careful trees.",
    less="Splits are kept even for a tiny gain; at 0 for any.",
    overfitting="More of it lowers the risk; too much leaves no splits.",
    cost="None, or a little less time.",
    coupled="The depth and the weight in a leaf, which brake the same thing; its scale is that of the loss.",
    usual="0, the default, is a good start; where it is searched, up to 100 on a log scale.",
    source="documentation of XGBoost; Gorishniy et al. 2021, NeurIPS",
)
CCP_ALPHA = GeneralAccount(
    name="ccp_alpha",
    title="price of a leaf",
    where="single trees of scikit-learn",
    meaning="After growing, branches are cut whose gain is smaller than this for each leaf.",
    more="Smaller trees.",
    less="At 0 nothing is cut.",
    overfitting="More of it lowers the risk of a single tree; too much leaves a stump.",
    cost="None.",
    coupled="The depth and the rows in a leaf, which brake while growing.",
    usual="0 is the default; choose along the pruning path by cross-validation.",
    source="Breiman, Friedman, Olshen and Stone 1984, Classification and Regression Trees",
)
N_ESTIMATORS = GeneralAccount(
    name="n_estimators",
    title="number of trees",
    where="forests and boosting (there also called rounds or iterations)",
    meaning="How many trees are grown: averaged in a forest, added one after another in boosting.",
    more="A forest gets steadier and levels off; boosting fits ever closer.",
    less="Faster; a forest depends more on chance, boosting may underfit.",
    overfitting="More trees do not overfit a forest. In boosting too many rounds do, unless it stops early.",
    cost="Time, memory and prediction time grow in proportion.",
    coupled="In boosting the learning rate: half the rate needs about twice the rounds. In a forest nothing.",
    usual="100 to 500 in a forest; in boosting up to some 1,000 or 10,000, ended by early stopping.",
    source="Probst and Boulesteix 2018, JMLR 18; defaults of scikit-learn, ranger and AutoGluon",
)
MAX_FEATURES = GeneralAccount(
    name="max_features",
    title="columns tried at a split",
    where="forests (also mtry)",
    meaning="At each split a tree may choose among this many columns, drawn anew.",
    more="Each tree is stronger, but trees resemble each other and averaging helps less.",
    less="Trees differ more; with many useless columns they often draw only those.",
    overfitting="Less of it makes the forest smoother. It is usually the setting of a forest that matters most.",
    cost="Time grows in proportion.",
    coupled="The least rows in a leaf.",
    usual="The square root of the number of columns for classes, a third of them for values.",
    source="Probst, Wright and Boulesteix 2019, WIREs Data Mining and Knowledge Discovery 9",
)
CRITERION = GeneralAccount(
    name="split_criterion",
    title="how a split is judged",
    where="single trees and forests",
    meaning="The measure of how pure the two sides of a split are, such as Gini impurity or entropy.",
    more="Entropy punishes small impurities a little harder.",
    less="Gini is a little faster.",
    overfitting="Hardly any effect.",
    cost="Hardly any.",
    coupled="Nothing worth naming.",
    usual="Gini for classes, squared error for values.",
    source="documentation of scikit-learn",
)

ACCOUNTS = (
    MAX_DEPTH,
    MAX_LEAVES,
    MIN_SAMPLES_LEAF,
    MIN_CHILD_WEIGHT,
    MIN_SAMPLES_SPLIT,
    GAMMA,
    CCP_ALPHA,
    N_ESTIMATORS,
    MAX_FEATURES,
    CRITERION,
)
