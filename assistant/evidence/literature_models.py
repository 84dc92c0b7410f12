"""Knowledge facts of networks, early stopping, rare classes, thresholds and calibration, each with its source."""

from assistant.evidence.fact import EvidenceFact

_DEEP_LEARNING = "Goodfellow, Bengio and Courville 2016, Deep Learning, chapter 8"
_ELKAN = "Elkan 2001, The foundations of cost-sensitive learning, IJCAI"

SMALL_BATCH = EvidenceFact("usual batch size, at the low end", 32, "rows", source=_DEEP_LEARNING)
LARGE_BATCH = EvidenceFact("usual batch size, at the high end", 256, "rows", source=_DEEP_LEARNING)
BATCH_NOISE = EvidenceFact("gradient noise falls with the square root of the batch size", None, source=_DEEP_LEARNING)
SMALL_BATCHES_GENERALIZE = EvidenceFact(
    "small batches often generalize better", None,
    source="Keskar et al. 2017, On large-batch training for deep learning, ICLR",
)  # fmt: skip
STOP_EARLY = EvidenceFact(
    "when to stop, and what patience is worth", None,
    source="Prechelt 1998, Early stopping, but when?, Neural Networks: Tricks of the Trade",
)  # fmt: skip

_DEFAULTS = "defaults of scikit-learn's MLPClassifier and of RealMLP (Holzmüller et al. 2024, NeurIPS)"
NARROW_LAYER = EvidenceFact("usual units in a hidden layer, at the low end", 100, "units", source=_DEFAULTS)
WIDE_LAYER = EvidenceFact("usual units in a hidden layer, at the high end", 256, "units", source=_DEFAULTS)
VANISHING = EvidenceFact(
    "why gradients vanish in deep networks", None,
    source="Bengio, Simard and Frasconi 1994, IEEE Transactions on Neural Networks 5; Glorot and Bengio 2010, AISTATS",
)  # fmt: skip
RELU = EvidenceFact("relu lets gradients through", None, source="Glorot, Bordes and Bengio 2011, AISTATS")
BATCH_NORM = EvidenceFact("normalizing between layers", None, source="Ioffe and Szegedy 2015, ICML")
RESIDUAL = EvidenceFact("connections that skip layers", None, source="He, Zhang, Ren and Sun 2016, CVPR")
TREES_ON_TABLES = EvidenceFact(
    "trees against deep networks on tables of about ten thousand rows", None,
    source="Grinsztajn, Oyallon and Varoquaux 2022, NeurIPS",
)  # fmt: skip

LEAVES_PER_ROW = 0.25
LEAVES_CAP = EvidenceFact(
    "largest share of the rows that a tree should have as leaves",
    LEAVES_PER_ROW,
    source="rule of thumb: at least four rows in a leaf on average, as openavmkit caps it",
)
LEAF_ROWS_DEFAULT = EvidenceFact(
    "least rows in a leaf that LightGBM asks for by default", 20, "rows", source="documentation of LightGBM"
)
COST_THRESHOLD = EvidenceFact("the threshold that costs give", None, source=_ELKAN)
WEIGHTS_MOVE_THRESHOLD = EvidenceFact("weights of classes do what a threshold does", None, source=_ELKAN)
HALF = EvidenceFact("customary threshold", 0.5, source=_ELKAN)
PRIOR_SHIFT = EvidenceFact(
    "how probabilities are led back to the true share of a class", None,
    source="Saerens, Latinne and Decaestecker 2002, Neural Computation 14; " + _ELKAN,
)  # fmt: skip
PLATT = EvidenceFact("fitting a curve to scores", None, source="Platt 1999, Advances in Large Margin Classifiers")
ISOTONIC = EvidenceFact("fitting rising steps to scores", None, source="Zadrozny and Elkan 2002, KDD")
ROWS_FOR_ISOTONIC = EvidenceFact(
    "rows below which isotonic calibration tends to overfit", 1000, "rows",
    source="user guide of scikit-learn on probability calibration",
)  # fmt: skip
TEMPERATURE = EvidenceFact("one temperature for all", None, source="Guo, Pleiss, Sun and Weinberger 2017, ICML")
CALIBRATION_SLOPE = EvidenceFact(
    "the slope that tells whether probabilities are too extreme", None,
    source="Van Calster et al. 2019, Calibration: the Achilles heel of predictive analytics, BMC Medicine 17",
)  # fmt: skip
RIGHT_SLOPE = EvidenceFact("slope of probabilities that are right", 1, source=CALIBRATION_SLOPE.source)
PRECISION_RECALL = EvidenceFact(
    "average precision shows more than the ROC curve where a class is rare", None,
    source="Saito and Rehmsmeier 2015, PLoS ONE 10",
)  # fmt: skip
SMOTE_HARMS = EvidenceFact(
    "correcting for imbalance spoils probabilities without better ranking", None,
    source="Van den Goorbergh et al. 2022, The harm of class imbalance corrections, JAMIA 29",
)  # fmt: skip
DECLINE = EvidenceFact(
    "failing after deployment by causes that held-back rows do not show", None,
    source="Sculley et al. 2015, Hidden technical debt in machine learning systems, NeurIPS",
)  # fmt: skip
