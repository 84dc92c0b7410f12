"""The assistant has words for every family that can take part in a run."""

import pytest

from assistant.topics.basics.params_vs_hyperparams import LEARNED
from assistant.understanding.lexicon import FAMILIES as NAMES
from assistant.understanding.lexicon import TITLES, group_of
from assistant.understanding.vocabulary import phrase_of, vocabulary_of
from models.families.registry import FAMILIES
from models.record import RunRecord

ADDED_LATER = ("k_nearest_neighbors", "neural_network", "catboost")
EVERY = sorted({*(family.name for family in FAMILIES), *ADDED_LATER})


@pytest.mark.parametrize("name", EVERY)
def test_family_has_names_a_title_and_what_it_learns(name: str) -> None:
    """A family without words would be spoken of by its code name."""
    assert NAMES[name]
    assert TITLES[name]
    assert LEARNED[name].startswith("its parameters, ")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_settings_that_families_share_are_one_kind_of_thing(family: object) -> None:
    """Libraries call the same brake by different names; a question about one of them must find it."""
    groups = {h.name: group_of(h.name, h.aliases) for h in family.account("binary").hyperparameters}  # type: ignore[attr-defined]
    kinds = {
        "n_trees": {"n_estimators"},
        "step": {"learning_rate"},
        "tree_size": {"max_depth", "depth", "num_leaves", "max_leaf_nodes", "min_samples_leaf", "min_child_samples"},
        "penalty": {"reg_alpha", "reg_lambda", "lambda_l1", "lambda_l2", "l2_regularization", "l2_leaf_reg"},
        "sampling": {"subsample", "bagging_fraction", "feature_fraction", "max_features", "colsample_bylevel"},
    }
    for group, names in kinds.items():
        assert {groups[name] for name in names & set(groups)} <= {group}


def test_extra_trees_stay_a_family_beside_a_setting_of_that_name(churn: RunRecord) -> None:
    """LightGBM calls a setting like that; who says extra trees means the forest."""
    vocabulary = vocabulary_of(churn)

    assert {h.name for h in churn.family("lightgbm").hyperparameters} >= {"extra_trees"}
    for spelling in ("extra trees", "extra_trees"):
        mention = vocabulary.phrases[phrase_of(spelling)]
        assert (mention.kind, mention.name) == ("family", "extra_trees")
    assert vocabulary.phrases[phrase_of("random thresholds")].name == "extra_trees"
