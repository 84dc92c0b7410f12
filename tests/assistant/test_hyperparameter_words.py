"""What is said of a hyperparameter that a question names, with and without a run."""

import pytest

from assistant.answer import answer
from assistant.evidence.accounts.general_account import GeneralAccount
from assistant.evidence.accounts.table import ACCOUNTS, general_account
from assistant.understanding.lexicon import HYPERPARAMETERS, general_name
from assistant.understanding.vocabulary import IDEAS
from models.families.registry import FAMILIES
from models.record import FamilyAccount, RunRecord, from_plain, to_plain
from tests.assistant.test_answer_laws import mismatches

TEXTS = ("title", "where", "meaning", "more", "less", "overfitting", "cost", "coupled", "usual", "source")


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_account_is_whole_and_can_be_asked_for(account: GeneralAccount) -> None:
    """An account that no question reaches, or that lacks its half, serves nobody."""
    assert all(getattr(account, text).strip() for text in TEXTS)
    for text in TEXTS[2:-1]:
        assert getattr(account, text).endswith("."), text
    assert general_name(account.name) == account.name
    assert any(account.name in members for members in HYPERPARAMETERS.values())


@pytest.mark.parametrize("account", [a for a in ACCOUNTS if a.name not in IDEAS], ids=lambda account: account.name)
def test_what_is_asked_of_any_hyperparameter_gets_its_account(account: GeneralAccount) -> None:
    """Without a run, too: meaning, effect, what it is set with and what is usual."""
    given = answer(f"What does the hyperparameter {account.name} do?", None)

    assert "**Set it together with:**" in given.answer
    assert "**Usual:**" in given.answer
    assert mismatches(given) == []
    assert len(given.answer.split()) < 260


def test_names_of_accounts_are_told_apart() -> None:
    """Two accounts under one name would hide one of them."""
    assert len({account.name for account in ACCOUNTS}) == len(ACCOUNTS)


def test_gamma_is_read_by_the_model_that_is_named() -> None:
    """In boosting it prunes, in a support vector machine it is a reach."""
    assert "`gamma`, gain of a split" in answer("what is gamma in xgboost", None).answer.replace("**", "")
    assert "reach of a row" in answer("what is gamma in an svm", None).answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("does min_child_weight reduce overfitting", "**Overfitting:**"),
        ("what is a good value of min_child_weight", "**Usual:**"),
        ("what happens with a larger min_child_weight", "**More of it:**"),
        ("what does max_bin cost in time", "**Cost:**"),
        ("which settings does min_child_weight interact with", "**Set it together with:**"),
    ],
)
def test_the_aspect_that_was_asked_for_goes_first(question: str, first: str) -> None:
    """Who asks about overfitting should not have to look for it."""
    paragraph = answer(question, None).answer.split("\n\n")[0]

    assert first in paragraph


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_names_of_every_family_lead_to_words(family: object) -> None:
    """Libraries spell one thing in many ways; what has no general account is told by the run's own."""
    account = family.account("binary")  # type: ignore[attr-defined]
    without = [h.name for h in account.hyperparameters if general_account(general_name(h.name)) is None]

    assert set(without) <= {"n_networks", "weights", "p", "leaf_estimation_iterations", "extra_trees", "criterion"}


def test_a_record_from_before_couplings_were_written_down_still_reads(churn: RunRecord) -> None:
    """Old runs keep their answers."""
    plain = to_plain(churn.families[-1])
    for account in plain["hyperparameters"]:
        for name in ("coupled", "usual", "usual_source"):
            del account[name]
    old = from_plain(FamilyAccount, plain)
    record = from_plain(RunRecord, {**to_plain(churn), "families": [*map(to_plain, churn.families[:-1]), plain]})

    assert old.hyperparameters[0].usual == ()
    assert "what is usual" not in answer("Is my learning rate high or low?", record).answer
    assert "Set it together with" not in answer("Why was learning rate 0.0213 chosen?", record).answer
