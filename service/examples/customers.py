"""Made-up customers of a phone company: who leaves."""

import numpy as np
import pandas as pd

from service.examples.example import Example, chance, with_gaps

N_ROWS = 2000


def make_customers() -> pd.DataFrame:
    """Make the table: short contracts, high charges and unsolved calls make people leave, long ties keep them."""
    draw = np.random.default_rng(11)
    contract = draw.choice(["monthly", "one year", "two years"], N_ROWS, p=[0.55, 0.25, 0.2])
    tenure = np.minimum(np.floor(draw.exponential(26.0, N_ROWS)), 72)
    internet = draw.choice(["fiber", "cable", "none"], N_ROWS, p=[0.45, 0.35, 0.2])
    charge = 18 + 32 * (internet == "fiber") + 17 * (internet == "cable") + draw.gamma(4.0, 5.0, N_ROWS)
    calls = draw.poisson(1.2, N_ROWS)
    age = np.clip(np.round(draw.normal(46, 16, N_ROWS)), 18, 90)
    payment = draw.choice(["card", "bank transfer", "invoice"], N_ROWS, p=[0.4, 0.35, 0.25])
    logits = (
        -2.1
        + 1.9 * (contract == "monthly")
        - 1.1 * (contract == "two years")
        - 0.045 * tenure
        + 0.5 * calls
        + 0.022 * (charge - 50)
        + 0.5 * (payment == "invoice") * (contract == "monthly")
    )
    leaves = draw.random(N_ROWS) < chance(logits)
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:05d}" for number in draw.permutation(N_ROWS) + 10_000],
            "age_years": with_gaps(draw, age, 0.04),
            "contract": contract,
            "tenure_months": tenure.astype(int),
            "internet": internet,
            "monthly_charge_dollars": charge.round(2),
            "support_calls_last_quarter": calls,
            "payment": payment,
            "left": np.where(leaves, "yes", "no"),
        }
    )


CUSTOMERS = Example(
    name="customers",
    question="Who leaves?",
    line="Predicts whether a customer of a phone company leaves, from the contract, the bill and calls for help.",
    answer="yes or no",
    file_name="Customers of a phone company",
    goal="Predict left; missing a customer who leaves is five times worse than a false alarm",
    n_rows=N_ROWS,
    n_columns=9,
    make=make_customers,
)
