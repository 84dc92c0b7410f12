"""Made-up apartments in a city: what rent each brings."""

import numpy as np
import pandas as pd

from service.examples.example import Example, with_gaps

N_ROWS = 1500
DISTRICTS = {"Old Town": 1.32, "Riverside": 1.18, "University": 1.08, "Park Hill": 1.0, "Harbor": 0.9, "Mill Road": 0.8}


def make_apartments() -> pd.DataFrame:
    """Make the table: size and district set the rent, age and distance lower it, and what is new is worth more."""
    draw = np.random.default_rng(13)
    district = draw.choice(list(DISTRICTS), N_ROWS, p=[0.12, 0.16, 0.2, 0.2, 0.17, 0.15])
    size = np.clip(draw.gamma(6.0, 12.0, N_ROWS), 18, 220).round()
    n_rooms = np.clip(np.round(size / 27 + draw.normal(0, 0.5, N_ROWS)), 1, 7).astype(int)
    built = np.clip(np.round(2024 - draw.gamma(2.0, 24.0, N_ROWS)), 1880, 2024).astype(int)
    distance = (draw.gamma(2.2, 1.4, N_ROWS) + 0.8 * (district == "Mill Road")).round(1)
    is_renovated = draw.random(N_ROWS) < np.where(built < 1990, 0.4, 0.1)
    balcony = draw.random(N_ROWS) < 0.45
    factor = np.array([DISTRICTS[name] for name in district])
    quality = 1 + 0.18 * (built > 2010) + 0.12 * is_renovated - 0.09 * ((built < 1975) & ~is_renovated)
    rent = (220 + 11.5 * size**0.95) * factor * quality * np.exp(-0.035 * distance)
    rent = (rent + 45 * balcony) * np.exp(draw.normal(0, 0.09, N_ROWS))
    return pd.DataFrame(
        {
            "district": district,
            "size_square_meters": size.astype(int),
            "rooms": n_rooms,
            "floor": draw.integers(0, 7, N_ROWS),
            "year_built": with_gaps(draw, built.astype(float), 0.05),
            "renovated": np.where(is_renovated, "yes", "no"),
            "balcony": np.where(balcony, "yes", "no"),
            "center_km": distance,
            "rent_dollars": rent.round(),
        }
    )


APARTMENTS = Example(
    name="apartments",
    question="What rent?",
    line="Predicts the monthly rent of an apartment, from its size, district, age and the way to the center.",
    answer="a number, in dollars",
    file_name="Apartments in a city",
    goal="Predict rent_dollars",
    n_rows=N_ROWS,
    n_columns=9,
    make=make_apartments,
)
