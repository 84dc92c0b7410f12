"""Too few rows: whether the table is large enough to tell good models from lucky ones."""

from models.findings.evidence import Evidence
from models.record import Fact, Finding

MIN_ROWS = 200
MIN_RARE_ROWS = 30


def few_rows(evidence: Evidence) -> Finding:
    """Look at the rows, and at those of the rarest class."""
    problem = evidence.problem
    rarest = problem.smallest_class
    is_few = problem.n_rows < MIN_ROWS
    is_rare = bool(problem.classes) and rarest < MIN_RARE_ROWS
    sentence = f"There are {problem.n_rows:,} rows with a known target"
    sentence += f", {rarest:,} of them of the rarest class." if problem.classes else "."
    facts = [Fact("rows", problem.n_rows, "rows")]
    if problem.classes:
        facts.append(Fact("rows of the rarest class", rarest, "rows"))
    watches_rarest = is_rare and not is_few
    return Finding(
        code="few_rows",
        title="Too few rows",
        answer="found" if is_few or is_rare else "not_found",
        sentence=sentence,
        value=float(rarest if watches_rarest else problem.n_rows),
        threshold=float(MIN_RARE_ROWS if watches_rarest else MIN_ROWS),
        because="Under 200 rows, or 30 of a class, a score swings by several points when the rows are split anew.",
        remedy="Bring more rows, above all of the rare class, or believe the lower end of the interval.",
        facts=tuple(facts),
    )
