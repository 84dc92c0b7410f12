"""Made-up vehicles at a toll gate: which of four kinds each is."""

import numpy as np
import pandas as pd

from service.examples.example import Example, Floats, with_gaps

N_ROWS = 1200
# Kind: share, then mean and spread of length (m), height (m), weight (t), speed (km/h) and loudness (dB).
KINDS = {
    "car": (0.55, (4.4, 0.35), (1.55, 0.12), (1.5, 0.25), (112, 14), (72, 3)),
    "van": (0.22, (5.4, 0.5), (2.1, 0.3), (2.4, 0.45), (104, 12), (74, 3)),
    "bus": (0.08, (11.4, 1.1), (3.2, 0.25), (13.0, 2.4), (92, 7), (79, 3)),
    "truck": (0.15, (12.6, 2.8), (3.5, 0.4), (19.0, 8.0), (84, 6), (83, 4)),
}


def make_vehicles() -> pd.DataFrame:
    """Make the table: cars and vans overlap, and so do buses and short trucks."""
    draw = np.random.default_rng(12)
    shares = np.array([kind[0] for kind in KINDS.values()])
    which = draw.choice(len(KINDS), N_ROWS, p=shares / shares.sum())

    def measured(place: int, least: float, decimals: int) -> Floats:
        means, spreads = np.array([kind[place] for kind in KINDS.values()], dtype=float).T
        values: Floats = np.maximum(draw.normal(means[which], spreads[which]), least).round(decimals)
        return values

    weight = measured(3, 0.8, 2)
    n_axles = np.where(weight > 20, draw.integers(3, 6, N_ROWS), np.where(draw.random(N_ROWS) < 0.06, 3, 2))
    return pd.DataFrame(
        {
            "length_m": measured(1, 3.0, 2),
            "height_m": measured(2, 1.2, 2),
            "weight_tons": with_gaps(draw, weight, 0.08),
            "axles": n_axles,
            "speed_km_per_h": measured(4, 40.0, 0).astype(int),
            "loudness_decibels": with_gaps(draw, measured(5, 60.0, 0), 0.03),
            "lane": draw.choice(["left", "middle", "right"], N_ROWS, p=[0.25, 0.4, 0.35]),
            "vehicle_type": np.array(list(KINDS))[which],
        }
    )


VEHICLES = Example(
    name="vehicles",
    question="Which vehicle?",
    line="Tells cars, vans, buses and trucks apart by what a toll gate measures: length, weight, speed, loudness.",
    answer="one of four kinds",
    file_name="Vehicles at a toll gate",
    goal="Predict vehicle_type",
    n_rows=N_ROWS,
    n_columns=8,
    make=make_vehicles,
)
