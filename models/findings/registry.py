"""The checks of every run: one line each, those without fits first, those with fits last, the dearest at the end."""

from models.findings.calibration_slope import calibration_slope
from models.findings.default_does_as_well import default_does_as_well
from models.findings.drift import drift
from models.findings.duplicates import duplicates
from models.findings.early_stopping import early_stopping
from models.findings.evidence import Check
from models.findings.few_rows import few_rows
from models.findings.fold_disagreement import fold_disagreement
from models.findings.fold_spread import fold_spread
from models.findings.group_leakage import group_leakage
from models.findings.identifier_feature import identifier_feature
from models.findings.knows_the_answer import knows_the_answer
from models.findings.label_conflicts import label_conflicts
from models.findings.missing_knows import missing_knows
from models.findings.model_size import model_size
from models.findings.no_skill import no_skill
from models.findings.ranking_reliability import ranking_reliability
from models.findings.runner_up_does_as_well import runner_up_does_as_well
from models.findings.search_edge import search_edge
from models.findings.seed_stability import seed_stability
from models.findings.selection_optimism import selection_optimism
from models.findings.simpler_does_as_well import simpler_does_as_well
from models.findings.train_against_validation import train_against_validation
from models.findings.train_validation_gap import train_validation_gap

CHECKS: tuple[Check, ...] = (
    selection_optimism,
    no_skill,
    train_validation_gap,
    train_against_validation,
    simpler_does_as_well,
    calibration_slope,
    model_size,
    early_stopping,
    search_edge,
    fold_spread,
    ranking_reliability,
    default_does_as_well,
    runner_up_does_as_well,
    few_rows,
    duplicates,
    label_conflicts,
    identifier_feature,
    missing_knows,
    knows_the_answer,
    group_leakage,
    drift,
    seed_stability,
    fold_disagreement,
)
