"""Made-up runs whose records hold all that a run can tell of how true its score is."""

from dataclasses import replace

from assistant.answer import Answer, answer
from assistant.conversation import Conversation
from models.record import (
    ColumnAccount,
    ColumnImportance,
    ColumnImportances,
    Decision,
    DependencePoint,
    EnsembleMember,
    Fact,
    FamilyImportances,
    Finding,
    HyperparameterImportance,
    Importances,
    Promise,
    RunRecord,
    ScoreDependence,
    TrueScore,
    Uncertainty,
)
from models.settling import check_seconds
from models.verdict import judge
from tests.assistant.conftest import binary_run, linear_run, multiclass_run

COLUMNS = (
    ColumnAccount("tenure", "numeric", 0, 72),
    ColumnAccount("monthly_charges", "numeric", 0, 900),
    ColumnAccount("total_charges", "numeric", 3, 1100),
    ColumnAccount("contract", "categorical", 0, 3),
    ColumnAccount("gender", "categorical", 0, 2),
    ColumnAccount("customer_id", "identifier", 0, 1400, notes=("Every value is different.",), is_used=False),
    ColumnAccount("signed_on", "datetime", 0, 800),
    ColumnAccount("churn", "boolean", 0, 2, role="target"),
)


def a_finding(code: str, answer: str, value: float | None, threshold: float, *facts: Fact) -> Finding:
    """Build a finding whose sentence names its number."""
    title = code.replace("_", " ").capitalize()
    sentence = f"The {code.replace('_', ' ')} is {value}." if value is not None else "Too little was known to tell."
    return Finding(
        code, title, answer, sentence, value, threshold, "So it is known.", f"Remedy of {code}.", facts  # type: ignore[arg-type]
    )  # fmt: skip


FINDINGS = (
    a_finding("selection_optimism", "not_found", 0.5, 1.0, Fact("optimism", 0.0075)),
    a_finding("no_skill", "not_found", 22.5, 2.0, Fact("skill over the baseline", 0.3395)),
    a_finding("train_validation_gap", "not_found", 0.61, 1.5, Fact("gap", 0.054)),
    a_finding("train_against_validation", "found", -0.62, -0.5),
    a_finding("simpler_does_as_well", "found", 0.2, 1.0, Fact("trial", 3)),
    a_finding("calibration_slope", "not_found", 0.97, 0.8, Fact("standard error of the slope", 0.04)),
    a_finding("model_size", "not_found", 70.5, 4.0),
    a_finding("early_stopping", "not_found", 0.55, 0.95),
    a_finding("search_edge", "not_found", 0.23, 0.05),
    a_finding("fold_spread", "not_found", 0.9, 2.0),
    a_finding("unreliable_ranking", "not_found", 0.81, 0.5),
    a_finding("default_does_as_well", "found", 0.18, 0.05, Fact("trial", 3)),
    a_finding("runner_up_does_as_well", "found", 0.31, 0.05, Fact("trial", 2)),
    a_finding("few_rows", "not_found", 1400.0, 200.0),
    a_finding("duplicates", "not_found", 0.002, 0.01),
    a_finding("label_conflicts", "not_applicable", None, 0.05),
    a_finding("identifier_feature", "not_found", 0.1, 0.5),
    a_finding("missing_knows_the_answer", "not_found", 0.53, 0.9),
    a_finding("knows_the_answer", "not_found", 0.74, 0.98, Fact("column", "tenure")),
    a_finding("group_leakage", "not_applicable", None, 0.1),
    a_finding("drift", "not_found", 0.52, 0.75),
    a_finding("seed_stability", "not_found", 0.02, 0.25),
    a_finding("fold_disagreement", "not_found", 0.06, 0.2),
)


def with_findings(record: RunRecord, *changed: Finding) -> RunRecord:
    """Give a finished run all findings, some of them changed, and the verdict that follows."""
    codes = {finding.code: finding for finding in changed}
    findings = tuple(codes.get(finding.code, finding) for finding in FINDINGS)
    if record.result is None:
        raise ValueError("only a finished run is judged")
    verdict = judge(findings, check_seconds(record.trials, record.trial(record.result.trial)))
    return replace(record, findings=findings, result=replace(record.result, overfitting=verdict))


def importances() -> Importances:
    """Build what columns and hyperparameters are worth: two columns stand in for each other, one is idle."""
    columns = (
        ColumnImportance(("tenure",), 0.0612, 0.0533, 0.0691),
        ColumnImportance(("contract",), 0.0418, 0.0361, 0.0475),
        ColumnImportance(("total_charges",), 0.0052, 0.0011, 0.0093),
        ColumnImportance(("monthly_charges",), 0.0047, 0.0009, 0.0085),
        ColumnImportance(("gender",), 0.0003, -0.0006, 0.0012),
    )
    note = "monthly_charges and total_charges tell nearly the same: together they are worth 0.0293"
    group = ColumnImportance(("monthly_charges", "total_charges"), 0.0293, 0.0231, 0.0355, 0.86, f"{note}.")
    points = (
        DependencePoint(0.02, 0.04, None, 20, 0.844, 0.001, 0.847),
        DependencePoint(0.05, 0.3, None, 32, 0.803, 0.004, 0.834),
    )
    family = FamilyImportances(
        "xgboost",
        "PED-ANOVA of Optuna 5.0",
        52,
        (
            HyperparameterImportance("learning_rate", 0.71),
            HyperparameterImportance("max_depth", 0.27),
            HyperparameterImportance("reg_lambda", 0.02),
        ),
        (ScoreDependence("learning_rate", points),),
        "Told by how differently the best tenth of 52 complete trials are spread.",
    )
    told = ColumnImportances(
        4, columns, (group,), "1,400 rows were predicted by the models of 5 folds.", ("signed_on",)
    )
    return Importances(told, (family,))


def a_true_score(purpose: str, table: str, score: float, answer: str) -> TrueScore:
    """Build a true score beside what the churn run promises."""
    return TrueScore(
        table=table,
        hash="cd" * 32,
        purpose=purpose,  # type: ignore[arg-type]  # the tests name the purposes
        opening=1,
        opened_at="2026-05-04T03:02:01Z",
        n_rows=412,
        n_scored=407,
        n_seen=6,
        metric="roc_auc",
        score=score,
        low=score - 0.03,
        high=score + 0.02,
        standard_error=0.0182,
        level=0.9,
        score_unseen=score - 0.002,
        promised=Promise(0.8395, 0.8132, 0.8619, 0.95),
        difference=score - 0.8395,
        z=0.42,
        answer=answer,  # type: ignore[arg-type]  # the tests name the answers
        sentence="It lies where it lies.",
        because="the spread over 1000 bootstraps",
    )


def told_churn() -> RunRecord:
    """Build churn with everything told: a moderate risk, a test table, importances, sets of classes."""
    record = with_findings(binary_run())
    sure = Uncertainty(
        "set", 0.9, "A set holds the classes of at least 0.31.", 0.31, (), (), 0.894, 0.009, 1.3127, 1400
    )
    decided = Decision(
        9, "model", "one model fitted on all 1,400 rows", (), "all rows are used once the choice is made"
    )
    return replace(
        record,
        data=replace(record.data, columns=COLUMNS),
        importances=importances(),
        uncertainty=sure,
        test=a_true_score("test", "later.csv", 0.8321, "inside"),
        evaluations=(a_true_score("evaluation", "june.csv", 0.7702, "worse"),),
        decisions=(*record.decisions, decided),
    )


def leaking_churn() -> RunRecord:
    """Build churn whose score is not real: a column knows the answer, and rows are copies."""
    facts = (Fact("column", "contract"), Fact("ROC AUC of the column alone", 0.997))
    return with_findings(
        replace(told_churn(), test=None, evaluations=()),
        a_finding("knows_the_answer", "found", 0.997, 0.98, *facts),
        a_finding("duplicates", "found", 0.24, 0.01),
    )


def scarce_churn() -> RunRecord:
    """Build churn with too few rows to tell: nothing is sure, and checks would settle it."""
    record = with_findings(
        binary_run(),
        a_finding("few_rows", "found", 84.0, 200.0),
        a_finding("unreliable_ranking", "found", 0.22, 0.5),
    )
    return replace(record, data=replace(record.data, n_rows=84, n_rows_used=84))


def told_prices() -> RunRecord:
    """Build house prices with intervals for single predictions, and too few trials to tell any importance."""
    record = with_findings(linear_run())
    sure = Uncertainty("interval", 0.9, "It reaches to both sides.", 1.7, (), (), 0.911, 0.012, 98765.4, 1400)
    columns = ColumnImportances(1, (), (), "Not measured: no time was left.")
    points = (
        DependencePoint(1e-5, 0.001, None, 2, 30400.0, 90.0, 30303.9),
        DependencePoint(0.25, 0.25, None, 1, 30600.0, None, 30600.0),
    )
    family = FamilyImportances(
        "linear",
        "PED-ANOVA of Optuna 5.0",
        3,
        (),
        (ScoreDependence("alpha", points),),
        "Not enough trials: 3 are complete, and at least 50 are needed.",
    )
    return replace(record, uncertainty=sure, importances=Importances(columns, (family,)))


def told_blend() -> RunRecord:
    """Build churn whose model averages three trials, on the log scale, and is slower than one of them."""
    record = told_churn()
    if record.result is None:
        raise ValueError("a finished run has a result")
    members = (EnsembleMember(5, 0.5), EnsembleMember(4, 0.3), EnsembleMember(2, 0.2))
    score = replace(record.result.score, cross_validated=0.8512)
    trials = tuple(replace(trial, predict_ms=1.9) for trial in record.trials)
    because = "averaging their predictions scores 0.8512 in cross-validation, the best trial alone 0.847"
    result = replace(
        record.result, trial=5, ensemble=members, score=score, scale="log", temperature=1.21, predict_ms=6.4
    )
    return replace(
        record, result=result, trials=trials, decisions=(Decision(3, "ensemble", "50% trial 5", (), because),)
    )


def told_classes() -> RunRecord:
    """Build three classes where nothing can be promised of single predictions."""
    record = multiclass_run()
    return replace(record, uncertainty=Uncertainty("set", 0.9, "8 rows are too few to promise 90%", n_rows=8))


TOLD = {
    "told churn": told_churn,
    "leaking churn": leaking_churn,
    "scarce churn": scarce_churn,
    "told prices": told_prices,
    "told blend": told_blend,
    "told classes": told_classes,
}


def values(given: Answer) -> set[object]:
    """Return all values that an answer cites, without the dust of binary fractions."""
    cited = (citation.value for citation in given.citations)
    return {round(value, 9) if isinstance(value, float) else value for value in cited}


def after(record: RunRecord, *questions: str) -> Answer:
    """Ask one question after another; return the last answer."""
    context = Conversation()
    for question in questions:
        given = answer(question, record, context)
        context = given.conversation
    return given
