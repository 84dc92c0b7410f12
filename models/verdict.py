"""The verdict on overfitting: low, moderate, high or cannot tell, from four parts that are judged apart.

What choosing the best of many cost, whether the model is more complex than its score needs, whether the score may be no
real one, and whether there is evidence enough to tell. Each part rests on findings, and says which. A gap between
training and validation score decides nothing by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.findings.group_leakage import LIKENESS
from models.record import Finding, Overfitting, Risk, RiskPart
from models.settling import UNCHECKED, settled_by

HIGH_OPTIMISM = 2.0
"""Standard errors of optimism from which the risk is high; docs/decisions/0010 has the reasons of these constants."""
MANY_COPIES = 0.1
"""Share of scored rows with a copy in training from which a score is mostly memory."""
MOSTLY_RELATIVES = 0.5
"""Share of what was learned that is lost on whole groups from which the score is mostly that of relatives."""

SAME_ANSWER = 0.7
"""Likeness of the answers of one name from which new rows must be meant to have new names."""

_COMPLEX = ("train_validation_gap", "train_against_validation", "model_size", "calibration_slope")
"""Signs of a model that is more complex than the rows bear; two of them must agree."""
_SHAKY = ("seed_stability", "fold_disagreement", "unreliable_ranking")
"""Signs of evidence that is weaker than it looks, none of which hides the truth by itself."""
_ORDER: Mapping[Risk, int] = {"low": 0, "moderate": 1, "high": 2}


@dataclass(frozen=True)
class _Findings:
    """The findings of a run, by code."""

    by_code: Mapping[str, Finding]

    def found(self, *codes: str) -> tuple[Finding, ...]:
        """Return those of the codes that were found."""
        known = (self.by_code.get(code) for code in codes)
        return tuple(finding for finding in known if finding is not None and finding.answer == "found")

    def answered(self, *codes: str) -> tuple[Finding, ...]:
        """Return those of the codes that were looked for."""
        known = (self.by_code.get(code) for code in codes)
        return tuple(finding for finding in known if finding is not None and finding.answer != "not_applicable")

    def value(self, code: str) -> float:
        """Return the number of a finding; 0 where there is none."""
        finding = self.by_code.get(code)
        return 0.0 if finding is None or finding.value is None else finding.value


def judge(findings: Sequence[Finding], seconds: Mapping[str, float] | None = None) -> Overfitting:
    """Judge the risk.

    Leakage that makes the score doubtful is a high risk whatever else is found. Otherwise weak evidence leaves it open,
    and else it is the higher one of optimism and capacity, raised to moderate where some of the score is doubtful.

    Parameters
    ----------
    findings : all findings of the run, those of deeper checks included
    seconds : what each deeper check takes, predicted from the run's trials
    """
    known = _Findings({finding.code: finding for finding in findings})
    leakage, evidence = _leakage(known), _evidence(known)
    optimism, capacity = _optimism(known), _capacity(known)
    risk, leading = _together(optimism, capacity, leakage, evidence)
    because = tuple(dict.fromkeys(sentence for part in leading for sentence in part.because))
    leaking = leakage.codes if leakage.risk == "high" else ()
    settling = settled_by(risk, findings, seconds or {}, leaking)
    return Overfitting(risk, because, optimism, capacity, leakage, evidence, settling, UNCHECKED)


def _together(
    optimism: RiskPart, capacity: RiskPart, leakage: RiskPart, evidence: RiskPart
) -> tuple[Risk, tuple[RiskPart, ...]]:
    """Return the risk and the parts that it rests on, the leading one first."""
    if leakage.risk == "high":
        return "high", (leakage,)
    if evidence.risk == "cannot_tell":
        return "cannot_tell", (evidence,)
    if optimism.risk == "cannot_tell":
        return "cannot_tell", (optimism,)
    parts = sorted((optimism, capacity, leakage), key=lambda part: -_ORDER.get(part.risk, 0))
    risk = parts[0].risk if parts[0].risk != "cannot_tell" else "low"
    leading = tuple(part for part in parts if part.risk == risk)
    return risk, (*leading, evidence) if risk == "low" or not evidence.codes else leading


def _optimism(known: _Findings) -> RiskPart:
    """Judge what choosing cost: by the optimism in standard errors, and by whether any skill is left."""
    finding = known.by_code.get("selection_optimism")
    if finding is None or finding.value is None:
        return RiskPart("cannot_tell", (finding.sentence if finding else "The score was not corrected.",))
    noise = known.found("no_skill", "permuted_labels", "null_search", "repeated_cv")
    because = (finding.sentence, *(other.sentence for other in noise))
    codes = (finding.code, *(other.code for other in noise))
    if finding.value > HIGH_OPTIMISM or known.found("nested_cv"):
        return RiskPart("high", because, codes)
    return RiskPart("moderate" if finding.answer == "found" or noise else "low", because, codes)


def _capacity(known: _Findings) -> RiskPart:
    """Judge complexity: two signs must agree, and for a high risk a simpler trial must do as well."""
    signs, simpler = known.found(*_COMPLEX), known.found("simpler_does_as_well")
    hits = (*signs, *simpler) if signs else ()
    because, codes = tuple(f.sentence for f in hits), tuple(f.code for f in hits)
    if len(signs) >= 2:
        return RiskPart("high" if simpler else "moderate", because, codes)
    if not known.answered(*_COMPLEX):
        return RiskPart("cannot_tell", ("None of the signs of a model that is too complex could be looked for.",))
    if signs:
        return RiskPart("low", because, codes)
    return RiskPart("low", ("No sign of a model that is too complex for its rows was found.",))


_TELLTALES = ("knows_the_answer", "missing_knows_the_answer")
_DOUBTFUL = ("duplicates", "group_leakage", "identifier_feature", "fold_spread")
"""What makes a part of the score doubtful."""


def _leakage(known: _Findings) -> RiskPart:
    """Judge whether the score is a real one."""
    grave = [*known.found(*_TELLTALES)]
    grave += known.found("duplicates") if known.value("duplicates") > MANY_COPIES else ()
    grave += known.found("group_leakage") if _are_mostly_relatives(known) else ()
    if grave:
        return RiskPart("high", tuple(f.sentence for f in grave), tuple(f.code for f in grave))
    some = known.found(*_DOUBTFUL)
    if some:
        return RiskPart("moderate", tuple(f.sentence for f in some), tuple(f.code for f in some))
    because = tuple(f.sentence for f in known.answered("knows_the_answer"))
    return RiskPart("low", because or ("No column, copy or relative that gives the answer away was found.",))


def _are_mostly_relatives(known: _Findings) -> bool:
    """Whether most of the score is that of relatives with the same answer."""
    finding = known.by_code.get("group_leakage")
    facts = () if finding is None else finding.facts
    likeness = next((fact.value for fact in facts if fact.label == LIKENESS), 1.0)
    return known.value("group_leakage") > MOSTLY_RELATIVES and float(likeness or 0.0) > SAME_ANSWER


def _evidence(known: _Findings) -> RiskPart:
    """Judge whether there is evidence enough: too few rows leave everything open."""
    few = known.found("few_rows")
    if few:
        return RiskPart("cannot_tell", (few[0].sentence, few[0].remedy), (few[0].code,))
    shaky = known.found(*_SHAKY)
    rows = known.by_code.get("few_rows")
    because = (*((rows.sentence,) if rows else ()), *(f.sentence for f in shaky))
    return RiskPart("moderate" if shaky else "low", because, tuple(f.code for f in shaky))
