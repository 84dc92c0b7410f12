"""Auto: looks at what is to be searched and with how many trials, and chooses a technique."""

from models.record import Fact, TechniqueAccount
from models.search.cube import cube_of
from models.search.growth import growth_choices
from models.search.techniques.gp import GP
from models.search.techniques.technique import Choice, Searcher, SearchOrder, Technique
from models.search.techniques.tpe import N_STARTUP, TPE
from models.search.widening import SMALL_ROWS, WIDTHS

MOST_GP_COLUMNS = 5
MOST_GP_TRIALS = 60
_TPE = "defaults first, then TPE"
_WIDENING = Choice(
    "search near the tuned defaults first",
    "few trials are worth the most near what did well on many tables and the best so far: at first within a third of "
    f"each range, from {WIDTHS[1][0]} trials of a family on within two thirds, from {WIDTHS[0][0]} on everywhere",
    ("the whole of every range at once",),
)
_NARROW = Choice(
    "search near the tuned defaults alone",
    f"on {SMALL_ROWS} rows or fewer, what lies further off than a third of each range would win by luck",
    ("the whole of every range",),
)


class Auto(Technique):
    """Tuned defaults and a portfolio first, then the technique that suits the space and the trials."""

    account = TechniqueAccount(
        name="auto",
        title="automatic choice",
        sentence="It tries tuned defaults and configurations that did well on other tables, then searches by TPE, or "
        "by a Gaussian process where few trials meet a small space.",
        when="Right unless you know better.",
        cost="That of the technique that it chooses; the record says which, and why.",
        source="order of our own; portfolio of Salinas and Erickson, AutoML 2024",
    )

    def choices(self, order: SearchOrder) -> tuple[Choice, ...]:
        """Say which technique was chosen and how it goes about it, and why."""
        chosen = self._choice(order)
        widening = (_WIDENING if order.n_rows > SMALL_ROWS else _NARROW,) if chosen.chosen == _TPE else ()
        return (chosen, *widening, *growth_choices(order))

    def resolved(self, order: SearchOrder) -> Technique:
        """Return the technique that searches after what comes first."""
        return GP() if self._suits_gp(order) else TPE(widens=True)

    def begin(self, family: str, order: SearchOrder) -> Searcher:
        """Begin with the chosen technique."""
        return self.resolved(order).begin(family, order)

    def _suits_gp(self, order: SearchOrder) -> bool:
        """Whether few trials, but enough to learn from, meet a small space; only a run in trials can tell."""
        trials = [order.n_trials(family) for family in order.searched]
        widths = [cube_of(order.spaces[family].distributions).width for family in order.searched]
        is_small = bool(widths) and max(widths) <= MOST_GP_COLUMNS
        return is_small and all(n is not None and 0 < n <= MOST_GP_TRIALS for n in trials)

    def _choice(self, order: SearchOrder) -> Choice:
        trials = order.settings.trials
        given = () if trials is None else (Fact("trials", trials, "trials"),)
        facts = (*given, Fact("trials before the search", order.n_first, "trials"))
        if trials is not None and trials <= order.n_first:
            because = "so few trials are best spent on configurations that did well on many other tables"
            return Choice("tuned defaults and a portfolio", because, ("tpe", "gp"), facts)
        if self._suits_gp(order):
            because = "few trials in a small space: a picture of the whole of it makes the most of each"
            return Choice("defaults first, then a Gaussian process", because, ("tpe",), facts)
        because = (
            "tuned defaults are hard to beat with few trials; from then on, trials tell where better ones are, and TPE "
            f"learns from {N_STARTUP} of a family on, from numbers and choices alike"
        )
        return Choice(_TPE, because, ("gp", "hyperband", "random", "grid"), facts)
