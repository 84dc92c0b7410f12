"""What boosting has beside the size and number of its trees."""

from assistant.evidence.accounts.general_account import GeneralAccount

SUBSAMPLE = GeneralAccount(
    name="subsample",
    title="share of rows for each tree",
    where="boosting (also bagging_fraction)",
    meaning="Each tree is grown on this share of the rows, drawn anew.",
    more="Each tree is better informed, and trees resemble each other.",
    less="More chance between trees; far too few rows make single trees poor.",
    overfitting="Below 1 it lowers the risk a little.",
    cost="Less of it is faster.",
    coupled="The number of rounds (noisier trees need more of them) and the share of columns.",
    usual="0.5 to 1.",
    source="Friedman 2002, Stochastic gradient boosting, Computational Statistics and Data Analysis 38",
)
COLSAMPLE = GeneralAccount(
    name="colsample_bytree",
    title="share of columns for each tree",
    where="boosting (also feature_fraction, rsm)",
    meaning="Each tree (or each level or split, by the variant) may use this share of the columns, drawn anew.",
    more="Strong columns are used everywhere.",
    less="Weaker columns get their turn; with few columns a small share leaves hardly any.",
    overfitting="Below 1 it lowers the risk a little, above all with many columns.",
    cost="Less of it is faster.",
    coupled="The share of rows and the depth; shares for tree, level and split multiply.",
    usual="0.4 to 1.",
    source="Erickson et al. 2025, TabArena",
)
REG_LAMBDA = GeneralAccount(
    name="reg_lambda",
    title="L2 penalty on leaves",
    where="boosting (also lambda, lambda_l2, l2_leaf_reg)",
    meaning="Pulls the values of leaves toward zero, those with few rows most.",
    more="Smaller corrections; too much underfits.",
    less="Leaves follow their rows; too little can make leaf values blow up.",
    overfitting="More of it lowers the risk.",
    cost="None.",
    coupled="The learning rate and the weight in a leaf, which make corrections smaller too.",
    usual="0.0001 to 5 on a log scale; the default is 1 in XGBoost, 0 in LightGBM, 3 in CatBoost.",
    source="Erickson et al. 2025, TabArena; documentation of the libraries",
)
REG_ALPHA = GeneralAccount(
    name="reg_alpha",
    title="L1 penalty on leaves",
    where="boosting (also lambda_l1)",
    meaning="Pulls the values of leaves toward zero by a fixed amount, so that weak ones become exactly zero.",
    more="Weak corrections vanish.",
    less="Every leaf corrects a little.",
    overfitting="More of it lowers the risk.",
    cost="None.",
    coupled="The L2 penalty and the learning rate.",
    usual="0.0001 to 5; the default is 0.",
    source="Erickson et al. 2025, TabArena; documentation of XGBoost and LightGBM",
)
MAX_BIN = GeneralAccount(
    name="max_bin",
    title="bins of a column",
    where="boosting on histograms (also border_count)",
    meaning="Numbers are put into at most this many bins, and splits are tried between bins only.",
    more="Finer thresholds.",
    less="Coarser thresholds and quicker rounds.",
    overfitting="Fewer bins lower the risk a little; too few hide what differs.",
    cost="Time and memory grow with it.",
    coupled="The least rows in a leaf (and in a bin): on tiny tables both forbid splits.",
    usual="About 255, the default of LightGBM and scikit-learn; 64 is often enough.",
    source="Ke et al. 2017, LightGBM, NeurIPS; documentation of the libraries",
)
MAX_DELTA_STEP = GeneralAccount(
    name="max_delta_step",
    title="largest correction of a leaf",
    where="XGBoost",
    meaning="Bounds how much a leaf may add, which steadies the fit where one class is very rare.",
    more="A looser bound; 0 means none.",
    less="Careful steps.",
    overfitting="A tight bound lowers the risk a little.",
    cost="More rounds.",
    coupled="The learning rate, and weights of classes.",
    usual="0; with a very rare class 1 to 10.",
    source="documentation of XGBoost",
)
GROW_POLICY = GeneralAccount(
    name="grow_policy",
    title="order of growing",
    where="XGBoost and CatBoost",
    meaning="Whether a tree grows level by level, or next where that helps most, or (CatBoost) with the same question "
    "throughout a level.",
    more="Growing where it helps most fits more closely.",
    less="Whole levels, or the same question for all, are steadier.",
    overfitting="Trees with one question a level overfit least.",
    cost="Trees with one question a level predict fastest.",
    coupled="The limits of depth and leaves.",
    usual="The default of each library.",
    source="documentation of XGBoost; Prokhorenkova et al. 2018, CatBoost, NeurIPS",
)
DART = GeneralAccount(
    name="rate_drop",
    title="share of trees left out (DART)",
    where="XGBoost and LightGBM, with the booster dart",
    meaning="In each round this share of the earlier trees is left out, so that new ones do not lean on them.",
    more="Stronger drop-out of trees: slower learning.",
    less="Ordinary boosting.",
    overfitting="Some of it lowers the risk.",
    cost="Much slower, and early stopping does not fit well to it, since earlier trees change.",
    coupled="The learning rate and the number of rounds.",
    usual="0.1, the default of LightGBM.",
    source="Vinayak and Gilad-Bachrach 2015, DART, AISTATS; documentation of LightGBM",
)
RANDOM_STRENGTH = GeneralAccount(
    name="random_strength",
    title="chance in choosing splits",
    where="CatBoost",
    meaning="How much noise is added to the score of a split before the best is taken; it fades with the rounds.",
    more="Trees differ more.",
    less="The split that fits the training rows best is taken.",
    overfitting="Some of it lowers the risk a little.",
    cost="None.",
    coupled="The share of rows, another source of chance.",
    usual="1, the default.",
    source="documentation of CatBoost",
)
ONE_HOT = GeneralAccount(
    name="max_cat_to_onehot",
    title="levels up to which a category is split one by one",
    where="XGBoost, LightGBM, CatBoost (one_hot_max_size)",
    meaning="Categories with at most so many levels are split one level against the rest; larger ones by groups or "
    "by the mean of the target.",
    more="Simple splits for larger categories.",
    less="Groups of levels for smaller ones: closer fits.",
    overfitting="Grouping many rare levels overfits sooner.",
    cost="Little.",
    coupled="The least rows in a leaf.",
    usual="8 to 100.",
    source="Erickson et al. 2025, TabArena",
)

ACCOUNTS = (
    SUBSAMPLE,
    COLSAMPLE,
    REG_LAMBDA,
    REG_ALPHA,
    MAX_BIN,
    MAX_DELTA_STEP,
    GROW_POLICY,
    DART,
    RANDOM_STRENGTH,
    ONE_HOT,
)
