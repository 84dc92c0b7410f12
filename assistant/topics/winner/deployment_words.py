"""What is said of using, exporting, refitting and monitoring a model: what is offered, and what is not."""

from assistant.draft import Draft
from assistant.evidence.literature_models import DECLINE
from assistant.evidence.product import EXPLAINED_ROWS, EXPORT_FORMATS, PREDICTION_ROWS


def get_it(draft: Draft) -> None:
    """Say where the model is to be had."""
    draft.say("Download the model as one folder, or let the service predict; both need no code of yours:")
    draft.list(
        [
            (
                "**Over HTTP**: `POST /v1/runs/RUN/predictions` with rows as JSON (at most "
                f"{draft.measure(PREDICTION_ROWS)} at once), CSV or Parquet; the answer is JSON, or CSV."
            ),
            "**Download**: `GET /v1/runs/RUN/model` gives the model folder as one file.",
            "**Terminal**: `plaintune predict DIR new.csv --out predictions.csv`, with `--proba` for probabilities.",
            '**Python**: `from models import load`, then `load("DIR").predict(table)`.',
        ]
    )
    draft.say(
        "New rows need the same columns, by name and kind, without the target; the same steps as in training are",
        "applied to them, and the threshold of the run is built in. A level that training never saw counts as unknown,",
        "with a warning; a column that is missing is an error that names it.",
    )


def in_short(draft: Draft) -> None:
    """Say in one sentence how a model is used."""
    draft.say(
        "A finished model is used over HTTP, in the terminal or in Python, or downloaded as one folder: its",
        "preparation and its threshold are part of it.",
    )


def load_it(draft: Draft) -> None:
    """Say how it is loaded elsewhere."""
    draft.say("Download the model as one folder and load that folder in your script; no other file is needed:")
    draft.list(
        [
            "**Download**: `GET /v1/runs/RUN/model` gives the model folder as one file.",
            '**Python**: `from models import load`, then `load("DIR").predict(table)`.',
            "**Terminal**: `plaintune predict DIR new.csv --out predictions.csv`, with `--proba` for probabilities.",
        ]
    )
    draft.say(
        "Use the same versions of Python and of the libraries: they stand in `manifest.json` of the folder. The rows",
        "go in raw, with the columns of training by name; all preparation is part of the model.",
    )


def fails_later(draft: Draft) -> None:
    """Say why a model does worse in use."""
    draft.say(
        "A model that does well in training and fails in use mostly meets other rows than it was judged on:",
        f"{draft.refer(DECLINE, 'the usual causes')} are these.",
    )
    draft.list(
        [
            "**Drift**: the world, the customers or the way of recording have changed.",
            "**Leakage**: a column told the answer in training and is empty or different at the time of prediction.",
            "**Skew**: a column is prepared in another way in production (units, missing values, categories).",
            "**Overfitting**: only a training score was looked at, or the best of many was taken at its word.",
        ]
    )
    draft.say(
        "What to do: judge on the latest period before shipping (name a column of time in the goal), watch the",
        "distributions of inputs and predictions, and score labeled rows as they come.",
    )


def monitor(draft: Draft) -> None:
    """Say what to watch, and what is not offered."""
    draft.say(
        "Watch two things: whether inputs, and the share of rows that are predicted positive, drift away from those of",
        "training; and the true score as soon as answers are known. Refit when it falls below the promised range, or",
        "on a fixed date. For the true score there is `plaintune evaluate DIR labeled.csv`, or",
        "`POST /v1/runs/RUN/evaluations`: the true score beside what was promised, and how surprising it is.",
    )
    draft.say(
        "Not offered: watching predictions by itself, alarms, and refitting on its own. `/healthz`, `/readyz` and",
        "`/metrics` (for Prometheus) tell of the service, not of the model.",
    )


def container(draft: Draft) -> None:
    """Say how the service is run in a container."""
    draft.say(
        "The service is one web process with its workers on one port, and `docker build -t plaintune .` makes an image",
        "that runs without root; probes are `/healthz` and `/readyz`, its data lies under `PLAINTUNE_HOME`.",
        "Orchestration (Kubernetes, a service mesh such as Istio) is nothing that I know of this product: its",
        "documentation has to say.",
    )


def formats(draft: Draft) -> None:
    """Say in which form the model comes."""
    draft.say(
        "The model comes as a folder of its own form, which loads in Python without running foreign code (no pickle);",
        f"`manifest.json` holds versions and checksums. {draft.refer(EXPORT_FORMATS, 'There is no export')} to ONNX,",
        "PMML or other languages: call it over HTTP from there.",
    )


def versions(draft: Draft) -> None:
    """Say which versions it wants."""
    draft.say(
        "The versions of Python and of the libraries that a model was fitted with stand in `manifest.json` of its",
        "folder. Load it with the same ones: libraries may read or predict differently in another version. Files are",
        "checked against their checksums when they are loaded.",
    )


def refit(draft: Draft) -> None:
    """Say when and how to fit anew."""
    draft.say(
        "Refit when the true score falls below the promised range, or on a fixed date; there is no interval that suits",
        "all. Upload the newer table and start a run with the same goal; to keep the settings, fix them in",
        "`search.space` of the order. Nothing refits by itself. Compare the new model with the old one on the same",
        "recent rows before it takes over.",
    )


def all_rows(draft: Draft) -> None:
    """Say on which rows the delivered model is fitted."""
    draft.say(
        "**Fit once more on all rows**, with the chosen settings, and ship that: the models of the folds have seen",
        "fewer rows, and have done their work when the score is known. The delivered model is fitted so. Its score",
        "stays that of the folds, since no row is left that it has not seen; on average it is slightly better than",
        "that. Where early stopping ended the fits, take the number of rounds from the folds, as nothing is held apart",
        "any more.",
    )


def preparation(draft: Draft) -> None:
    """Say that the rows go in raw."""
    draft.say(
        "**Yes**: filling in missing values, encoding and scaling are part of the model, with what they learned from",
        "the training rows. Send new rows **raw**, as they were in the table that you uploaded, and prepare nothing",
        "yourself. Columns go by their names, so their order does not matter; the target is left out.",
    )


def payload(draft: Draft) -> None:
    """Say what a request holds."""
    draft.say(
        "Send rows as JSON objects, column name to value, to `POST /v1/runs/RUN/predictions` (at most",
        f"{draft.measure(PREDICTION_ROWS)} at once), or as CSV or Parquet; any language that speaks HTTP can do so.",
        "**Order does not matter**: columns go by name, with the kinds they had in training and without the target. A",
        "missing value may be empty, an unknown category is taken with a warning; a column that is not there is an",
        "error that names it.",
    )


def ready(draft: Draft) -> None:
    """Say what to check before it decides anything."""
    draft.say(
        "**I cannot say that it is ready without checks.** A score from folds is a promise for rows like those of the",
        "table. Before it decides anything:",
    )
    draft.list(
        [
            "score it once on rows that the run never saw, best the latest ones, and compare with the promised range",
            "make sure that every column is known when the prediction is needed, and read what the leak checks found",
            "choose the threshold from the costs of both mistakes",
            "let it run beside the present way for a while, then watch inputs and true scores",
        ]
    )


def elsewhere(draft: Draft) -> None:
    """Say for whom a score holds."""
    draft.say("A score holds for rows like those of the table; for others it is only known once their answers are.")


def rollout(draft: Draft) -> None:
    """Say how a new model takes over."""
    draft.say(
        "Let the new model run **in the shadow** first: it predicts, but the old one decides. Then compare both on the",
        "same rows once answers are known, row by row, and switch only for a difference beyond chance. An A/B test",
        "that splits customers by lot also shows what acting on the predictions brings. Keep the old folder: going",
        "back is loading it again.",
    )


def speed(draft: Draft) -> None:
    """Say what a prediction takes."""
    draft.say(
        "How long one prediction takes depends on what was delivered: an average of many trees takes longer than a",
        "linear model. `constraints.predict_ms` in the order of a run sets a limit, which is kept in the choice. Many",
        "rows in one request cost far less each than one row at a time.",
    )


def explained(draft: Draft) -> None:
    """Say how a prediction is explained."""
    draft.say(
        'Add `"explain": true` to a prediction request as JSON (at most',
        f"{draft.measure(EXPLAINED_ROWS)}): what each column adds to a base value, together the prediction.",
    )
