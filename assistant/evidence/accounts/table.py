"""All general accounts, by the name that a question or a record uses."""

from assistant.evidence.accounts import boosting, networks, others, trees
from assistant.evidence.accounts.general_account import GeneralAccount

ACCOUNTS: tuple[GeneralAccount, ...] = (*trees.ACCOUNTS, *boosting.ACCOUNTS, *networks.ACCOUNTS, *others.ACCOUNTS)
_BY_NAME = {account.name: account for account in ACCOUNTS}


def general_account(name: str, families: tuple[str, ...] = ()) -> GeneralAccount | None:
    """Return the account of a hyperparameter, by the lexicon's name of it; None where nothing is known of it.

    Gamma means one thing in boosting and another in a support vector machine: the ``families`` of the question decide.

    Examples
    --------
    >>> general_account("gamma").title, general_account("gamma", ("svm",)).title
    ('gain of a split, at least', 'reach of a row in the rbf kernel')
    """
    if name == "gamma" and "svm" in families:
        return _BY_NAME["kernel_gamma"]
    return _BY_NAME.get(name)
