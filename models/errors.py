"""What can go wrong in the engine: one short tree.

Every error carries its facts in ``args``, so that it survives pickling from a worker process, and says in
one sentence what is wrong and what to do.
"""

from difflib import get_close_matches


class ModelsError(Exception):
    """Anything that the engine refuses or fails at."""


class InputError(ModelsError, ValueError):
    """What the user gave cannot be used as it is: a table, a goal, a budget, a setting, rows to predict.

    Also a ``ValueError``, which is what users of scikit-learn expect.
    """


class StorageFullError(ModelsError):
    """There is no space left where files are kept; what was under way is whole or not there at all."""

    def __str__(self) -> str:
        return "There is no space left where Plaintune keeps its files: free some, then try again."


class NotExplainableError(InputError):
    """A model holds nothing to explain its predictions by."""

    def __str__(self) -> str:
        return "This model was written before predictions could be explained: run the search again."


class UnknownMetricError(InputError):
    """A metric was named that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"No metric is called {self.name!r}. Known are: {', '.join(self.known)}."


class MetricTaskError(InputError):
    """A metric was asked for that does not fit the task."""

    def __init__(self, metric: str, task: str, fitting: tuple[str, ...]) -> None:
        super().__init__(metric, task, fitting)
        self.metric = metric
        self.task = task
        self.fitting = fitting

    def __str__(self) -> str:
        return f"{self.metric} does not fit a {self.task} task. These do: {', '.join(self.fitting)}."


class TooFewRowsError(InputError):
    """Too few rows have a known target."""

    def __init__(self, n_rows: int, minimum: int) -> None:
        super().__init__(n_rows, minimum)
        self.n_rows = n_rows
        self.minimum = minimum

    def __str__(self) -> str:
        return f"{self.n_rows} row(s) have a known target and at least {self.minimum} are needed: bring more rows."


class TooFewClassesError(InputError):
    """The target has fewer than two classes."""

    def __init__(self, target: str, classes: tuple[str, ...]) -> None:
        super().__init__(target, classes)
        self.target = target
        self.classes = classes

    def __str__(self) -> str:
        only = f"only the value {self.classes[0]!r}" if self.classes else "no value"
        return f"The target {self.target!r} has {only}, so there are no classes to tell apart: choose another target."


class TooFewFeaturesError(InputError):
    """No column is left to predict from."""

    def __init__(self, left_out: tuple[str, ...]) -> None:
        super().__init__(left_out)
        self.left_out = left_out

    def __str__(self) -> str:
        return (
            f"No column is left to predict from (left out: {', '.join(self.left_out) or 'none'}): "
            "ignore fewer columns or correct their kinds."
        )


class TooFewGroupsError(InputError):
    """Too few groups, or points in time, to split by."""

    def __init__(self, n_groups: int, minimum: int) -> None:
        super().__init__(n_groups, minimum)
        self.n_groups = n_groups
        self.minimum = minimum

    def __str__(self) -> str:
        return (
            f"{self.n_groups} different group(s) or time(s) are too few to split by, {self.minimum} are needed: "
            "choose another group or time column, or none."
        )


class UnknownFamilyError(InputError):
    """A family was named that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"No family is called {self.name!r}. Known are: {', '.join(self.known)}."


class UnavailableFamilyError(InputError):
    """A family was named whose library does not load on this machine."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"The family {self.name!r} cannot be used here, because {self.reason}."


class UnknownTechniqueError(InputError):
    """A search technique was named that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"No search technique is called {self.name!r}. Known are: {', '.join(self.known)}."


class NotDifferentiableError(InputError):
    """Families were named whose score has no gradient with respect to their hyperparameters."""

    def __init__(self, families: tuple[str, ...], differentiable: tuple[str, ...]) -> None:
        super().__init__(families, differentiable)
        self.families = families
        self.differentiable = differentiable

    def __str__(self) -> str:
        return (
            f"The gradient technique cannot differentiate {', '.join(self.families)}: "
            f"name {' or '.join(self.differentiable)} alone in families, or choose another technique."
        )


class ModelFileError(InputError):
    """A folder is not a model that can be loaded."""

    def __init__(self, folder: str, because: str) -> None:
        super().__init__(folder, because)
        self.folder = folder
        self.because = because

    def __str__(self) -> str:
        return f"{self.folder} cannot be loaded as a model: {self.because}."


# Tables


class UnknownFormatError(InputError):
    """A file is no table, or of a kind that is not read."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, found)
        self.name = name
        self.found = found

    def __str__(self) -> str:
        return f'"{self.name}" holds {self.found}; CSV, TSV, JSON and Parquet can be read, as they are or in gzip.'


class DamagedFileError(InputError):
    """A file is of a known format but breaks off or breaks its rules."""

    def __init__(self, name: str, file_format: str, problem: str) -> None:
        super().__init__(name, file_format, problem)
        self.name = name
        self.file_format = file_format
        self.problem = problem

    def __str__(self) -> str:
        return f'"{self.name}" cannot be read as {self.file_format} ({self.problem}): export the file again.'


class EmptyFileError(InputError):
    """A file holds nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f'"{self.name}" is empty: bring a table with a line of column names and at least two rows.'


class TooShortTableError(InputError):
    """A table has too few rows to be one."""

    def __init__(self, name: str, n_rows: int, minimum: int) -> None:
        super().__init__(name, n_rows, minimum)
        self.name = name
        self.n_rows = n_rows
        self.minimum = minimum

    def __str__(self) -> str:
        has = "no rows" if self.n_rows == 0 else f"only {self.n_rows} row(s)"
        return f'"{self.name}" has {has}: bring at least {self.minimum}.'


class RaggedRowsError(InputError):
    """A line of a text table has another number of values than its header."""

    def __init__(self, line: int, n_values: int, n_columns: int) -> None:
        super().__init__(line, n_values, n_columns)
        self.line = line
        self.n_values = n_values
        self.n_columns = n_columns

    def __str__(self) -> str:
        return (
            f"Line {self.line} has {self.n_values} value(s) where there are {self.n_columns} column name(s): "
            "give every line as many, and put values that hold the separator in double quotes."
        )


class UnclosedQuoteError(InputError):
    """A quoted value of a text table is never closed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line

    def __str__(self) -> str:
        return f"A double quote that opens in line {self.line} is never closed: close it, or write two to mean one."


class DuplicateColumnsError(InputError):
    """Several columns have the same name."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names

    def __str__(self) -> str:
        shown = ", ".join(f'"{name[:100]}"' for name in self.names[:5])
        more = f" and {len(self.names) - 5} more" if len(self.names) > 5 else ""
        return f"Several columns are called {shown}{more}: give each column a name of its own."


class UnnamedColumnError(InputError):
    """A column has no name."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position

    def __str__(self) -> str:
        return (
            f"Column {self.position} has no name: name it in the first line, or leave it out "
            "(pandas writes such a column for its index unless told index=False)."
        )


class NestedValuesError(InputError):
    """A column holds lists or objects instead of single values."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column

    def __str__(self) -> str:
        return f'The column "{self.column[:100]}" holds lists or objects: bring one plain value a cell.'


class NulCharacterError(InputError):
    """A text holds the character NUL, which no database takes and most programs cut off at."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column

    def __str__(self) -> str:
        return f'The column "{self.column[:100]}" holds the invisible character NUL in its text: remove it.'


class TableLimitError(InputError):
    """A table is larger than what is read."""

    def __init__(self, what: str, limit: float, setting: str) -> None:
        super().__init__(what, limit, setting)
        self.what = what
        self.limit = limit
        self.setting = setting

    def __str__(self) -> str:
        return f"{self.what}; the limit is {self.limit:,} ({self.setting}): bring less, or raise the limit."


class MissingColumnsError(InputError):
    """Rows to predict lack columns that the model needs."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(columns)
        self.columns = columns

    def __str__(self) -> str:
        shown = ", ".join(f'"{name[:100]}"' for name in self.columns[:10])
        more = f" and {len(self.columns) - 10} more" if len(self.columns) > 10 else ""
        return f"The rows lack {shown}{more}, which the model needs: add the column, with empty cells where unknown."


class UnknownColumnError(InputError):
    """A column was named that the table does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        close = get_close_matches(self.name, self.known, n=1)
        shown = f'did you mean "{close[0][:100]}"?' if close else f"it has {', '.join(self.known[:10])[:500]}."
        return f'The table has no column "{self.name[:100]}": {shown}'


class ColumnKindError(InputError):
    """A column cannot be of the kind that was asked for."""

    def __init__(self, column: str, kind: str, because: str) -> None:
        super().__init__(column, kind, because)
        self.column = column
        self.kind = kind
        self.because = because

    def __str__(self) -> str:
        return f'The column "{self.column[:100]}" cannot be {self.kind}: {self.because}.'


class ReadingFailedError(ModelsError):
    """The process that reads a table failed for a reason of its own."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"Reading the table failed: {self.detail}."


class SpaceError(InputError):
    """What was asked of a search space does not fit the family."""

    def __init__(self, family: str, hyperparameter: str, because: str) -> None:
        super().__init__(family, hyperparameter, because)
        self.family = family
        self.hyperparameter = hyperparameter
        self.because = because

    def __str__(self) -> str:
        return f"search.space: {self.family}.{self.hyperparameter}: {self.because}."


class BudgetError(InputError):
    """A budget that no run can keep."""

    def __init__(self, field: str, value: float | None, because: str) -> None:
        super().__init__(field, value, because)
        self.field = field
        self.value = value
        self.because = because

    def __str__(self) -> str:
        given = "" if self.value is None else f"{self.value:g} {self.field} is not possible: "
        return f"budget: {given}{self.because}."


class CustomMetricError(InputError):
    """A metric of the user's own cannot be used."""

    def __init__(self, name: str, because: str) -> None:
        super().__init__(name, because)
        self.name = name
        self.because = because

    def __str__(self) -> str:
        return (
            f"The metric {self.name} cannot be used: {self.because}. It must return one finite number for "
            "(y_true, y_pred), greater is better."
        )


class RowsGoneError(InputError):
    """A search is to go on whose rows are not at hand."""

    def __str__(self) -> str:
        return (
            "A search that was copied or loaded has its model, but not its rows: call fit, or go on with the original."
        )


class NoModelError(ModelsError):
    """Not even the baseline could be fitted."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because

    def __str__(self) -> str:
        return f"No model could be fitted: {self.because}."


class ClusterLostError(ModelsError):
    """The cluster on which candidates are evaluated does not answer, or cannot be used."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because

    def __str__(self) -> str:
        return f"The cluster cannot be used: {self.because}."


class EvaluationLostError(ModelsError):
    """An evaluation was sent to one worker of the cluster after the other, and all of them died."""

    def __str__(self) -> str:
        return "every worker of the cluster that it was sent to died, most likely for lack of memory"


class DivergedError(ModelsError):
    """A fit in small steps ran away: its numbers grew beyond all bounds."""

    def __init__(self, family: str, epoch: int, learning_rate: float) -> None:
        super().__init__(family, epoch, learning_rate)
        self.family = family
        self.epoch = epoch
        self.learning_rate = learning_rate

    def __str__(self) -> str:
        return (
            f"{self.family} diverged in epoch {self.epoch} at a learning rate of {self.learning_rate:g}: "
            "a smaller learning_rate keeps it in bounds."
        )


class UnclearGoalError(InputError):
    """A goal does not say clearly which column to predict. ``candidates`` names those to choose from."""

    def __init__(self, candidates: tuple[str, ...], because: str) -> None:
        super().__init__(candidates, because)
        self.candidates = candidates
        self.because = because

    def __str__(self) -> str:
        named = ", ".join(repr(name) for name in self.candidates) or "no column of this table fits"
        return f"It is not clear what to predict: {self.because}. Name one column, for example: {named}."


class GoalColumnError(InputError):
    """A goal names a column that the table does not have."""

    def __init__(self, field: str, name: str, alike: tuple[str, ...]) -> None:
        super().__init__(field, name, alike)
        self.field = field
        self.name = name
        self.alike = alike

    def __str__(self) -> str:
        hint = (
            f"Did you mean {' or '.join(map(repr, self.alike))}?"
            if self.alike
            else "Use a name from the table's header."
        )
        return f"goal.{self.field}: no column is called {self.name[:200]!r}. {hint}"


class GoalFieldError(InputError):
    """A goal object has a field that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"goal: no field is called {self.name[:200]!r}. Known are: {', '.join(self.known)}."


class GoalValueError(InputError):
    """A field of a goal holds something that cannot be used."""

    def __init__(self, field: str, because: str) -> None:
        super().__init__(field, because)
        self.field = field
        self.because = because

    def __str__(self) -> str:
        return f"goal.{self.field}: {self.because}."


class GoalTooLongError(InputError):
    """A goal has more characters than the limit."""

    def __init__(self, n_characters: int, limit: int) -> None:
        super().__init__(n_characters, limit)
        self.n_characters = n_characters
        self.limit = limit

    def __str__(self) -> str:
        return f"The goal has {self.n_characters:,} characters and the limit is {self.limit:,}: shorten it."


class UnknownClassError(InputError):
    """A positive class was named that the target does not hold."""

    def __init__(self, positive_class: str, target: str, classes: tuple[str, ...]) -> None:
        super().__init__(positive_class, target, classes)
        self.positive_class = positive_class
        self.target = target
        self.classes = classes

    def __str__(self) -> str:
        classes = ", ".join(map(repr, self.classes))
        return f"goal.positive_class: {self.target!r} has no value {self.positive_class[:200]!r}. It has: {classes}."


class UnusableTargetError(InputError):
    """A column was named as the target that holds nothing to predict."""

    def __init__(self, target: str, because: str) -> None:
        super().__init__(target, because)
        self.target = target
        self.because = because

    def __str__(self) -> str:
        return f"{self.target!r} cannot be predicted: {self.because}. Choose another target, or correct its kind."


class TooManyClassesError(InputError):
    """The target has more classes than the limit."""

    def __init__(self, target: str, n_classes: int, limit: int) -> None:
        super().__init__(target, n_classes, limit)
        self.target = target
        self.n_classes = n_classes
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"The target {self.target!r} has {self.n_classes:,} classes and the limit is {self.limit:,}: choose "
            "another target, or merge its rare classes."
        )


class RoleConflictError(InputError):
    """One column was given two parts that exclude each other."""

    def __init__(self, column: str, parts: tuple[str, str]) -> None:
        super().__init__(column, parts)
        self.column = column
        self.parts = parts

    def __str__(self) -> str:
        return f"{self.column!r} is named as {self.parts[0]} and as {self.parts[1]}: it can be one of them."


class TargetLengthError(InputError):
    """Features and target have different numbers of rows."""

    def __init__(self, n_rows: int, n_targets: int) -> None:
        super().__init__(n_rows, n_targets)
        self.n_rows = n_rows
        self.n_targets = n_targets

    def __str__(self) -> str:
        return f"X has {self.n_rows:,} rows and y has {self.n_targets:,}: they must be the same rows."


# Labeled rows that come later


class UnlabeledTableError(InputError):
    """A table that should hold the true answers does not."""

    def __init__(self, table: str, target: str, because: str) -> None:
        super().__init__(table, target, because)
        self.table = table
        self.target = target
        self.because = because

    def __str__(self) -> str:
        return (
            f'"{self.table[:100]}" cannot be scored, because {self.because}: bring rows whose "{self.target[:100]}" '
            "is known."
        )


class SameTableError(InputError):
    """A model was to be scored on the very rows that it learned from."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table

    def __str__(self) -> str:
        return (
            f'"{self.table[:100]}" is the table that the model learns from, and a score on it says nothing about new '
            "rows: bring rows that take no part in the run."
        )


class ForeignMetricError(InputError):
    """A model is to be scored by a metric that did not travel with it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return (
            f"The metric {self.name} is a function of your own, which a model folder does not hold: "
            "score the predictions with it yourself."
        )


# Deeper checks


class UnknownCheckError(InputError):
    """A deeper check was named that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"No check is called {self.name!r}. Known are: {', '.join(self.known)}."


class NothingToCheckError(InputError):
    """A run was to be checked more deeply that cannot be."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because

    def __str__(self) -> str:
        return f"The run cannot be checked: {self.because}."


# What-ifs


class WhatIfOrderError(InputError):
    """A what-if was asked for that cannot be carried out on this run."""

    def __init__(self, field: str, because: str) -> None:
        super().__init__(field, because)
        self.field = field
        self.because = because

    def __str__(self) -> str:
        return f"{self.field}: {self.because}."


class NotPromotableError(InputError):
    """A what-if cannot be made the delivered model."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because

    def __str__(self) -> str:
        return f"This what-if cannot be made the delivered model: {self.because}."
