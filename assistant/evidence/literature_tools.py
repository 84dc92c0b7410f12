"""What other tools of automated machine learning do, each by the paper in which its authors describe it."""

from assistant.evidence.fact import EvidenceFact

AUTOGLUON = EvidenceFact(
    "AutoGluon stacks a fixed set of strong configurations", None,
    source="Erickson et al. 2020, AutoGluon-Tabular: robust and accurate AutoML for structured data, arXiv 2003.06505",
)  # fmt: skip
AUTO_SKLEARN = EvidenceFact(
    "auto-sklearn searches by a model and averages what it found", None,
    source="Feurer et al. 2015, Efficient and robust automated machine learning, NeurIPS 28",
)  # fmt: skip
FLAML = EvidenceFact(
    "FLAML weighs the cost of each trial", None,
    source="Wang, Wu, Weimer and Zhu 2021, FLAML: a fast and lightweight AutoML library, MLSys",
)  # fmt: skip
H2O = EvidenceFact(
    "H2O draws configurations at random and stacks them", None,
    source="LeDell and Poirier 2020, H2O AutoML: scalable automatic machine learning, AutoML workshop at ICML",
)  # fmt: skip
TPOT = EvidenceFact(
    "TPOT evolves pipelines", None,
    source="Olson and Moore 2016, TPOT: a tree-based pipeline optimization tool, AutoML workshop at ICML, PMLR 64",
)  # fmt: skip
