"""Charts on the wire."""

from marshmallow import Schema, fields

from service.schemas.chat import SCALAR


class ChartLineSchema(Schema):
    """A chart in a list: ``title`` is the finding, ``sentence`` what its marks are, ``reading`` how it is read."""

    name = fields.String(required=True)
    label = fields.String(required=True)
    title = fields.String(required=True)
    sentence = fields.String(required=True)
    reading = fields.String(required=True)


class ChartsSchema(Schema):
    """The charts that a run has, all on one page."""

    items = fields.List(fields.Nested(ChartLineSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class FigureSchema(Schema):
    """A Plotly figure. Names of the data are escaped in it, for Plotly reads text as HTML."""

    data = fields.List(fields.Dict(keys=fields.String()), required=True)
    layout = fields.Dict(keys=fields.String(), required=True)


class ChartTableSchema(Schema):
    """The numbers that a chart draws."""

    columns = fields.List(fields.String(), required=True)
    rows = fields.List(fields.List(fields.Raw(allow_none=True, metadata=SCALAR)), required=True)


class ChartSchema(ChartLineSchema):
    """One chart, with its figure and its numbers."""

    figure = fields.Nested(FigureSchema, required=True)
    table = fields.Nested(ChartTableSchema, required=True)
