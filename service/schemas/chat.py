"""The assistant on the wire."""

from marshmallow import Schema, fields, validate

from service.schemas.what_ifs import WhatIfOrderSchema

SCALAR = {"type": ["string", "number", "boolean"]}


class ChatRequestSchema(Schema):
    """``POST /v1/chat``."""

    message = fields.String(required=True, validate=validate.Length(min=1), metadata={"example": "does it overfit?"})
    run_id = fields.String()
    conversation_id = fields.String()


class CitationSchema(Schema):
    """A pointer from a number in an answer to its fact."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True, metadata=SCALAR)
    unit = fields.String(required=True)
    href = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)


class ProposalSchema(Schema):
    """An experiment that the answer offers: a yes starts it, and so does ``POST /v1/runs/{id}/what-ifs``."""

    what_if = fields.Nested(WhatIfOrderSchema, required=True)
    seconds = fields.Float(required=True, allow_none=True, metadata={"description": "Predicted from the trials."})


class ReplySchema(Schema):
    """What the assistant said; ``answer`` is Markdown. ``what_if`` is where an experiment that was started is read."""

    answer = fields.String(required=True)
    citations = fields.List(fields.Nested(CitationSchema), required=True)
    charts = fields.List(fields.Dict(keys=fields.String()), required=True)
    suggestions = fields.List(fields.String(), required=True)
    topic = fields.String(required=True)
    alternatives = fields.List(fields.String(), required=True)
    proposal = fields.Nested(ProposalSchema, required=True, allow_none=True)
    what_if = fields.String(required=True, allow_none=True)
    # Answers of before have no such member: they were all in our own words.
    written_by = fields.String(
        dump_default="plaintune", metadata={"description": "plaintune, or the name of the language model"}
    )


class AnswerSchema(ReplySchema):
    """What the assistant said, and where it is kept."""

    conversation_id = fields.String(required=True)


class ConversationLineSchema(Schema):
    """A conversation in a list."""

    id = fields.String(required=True)
    run_id = fields.String(required=True, allow_none=True)
    created_at = fields.String(required=True)
    title = fields.String(required=True)


class ConversationsSchema(Schema):
    """A page of conversations."""

    items = fields.List(fields.Nested(ConversationLineSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class MessageSchema(Schema):
    """One question or answer."""

    role = fields.String(required=True, validate=validate.OneOf(["user", "assistant"]))
    text = fields.String(required=True)
    created_at = fields.String(required=True)
    answer = fields.Nested(ReplySchema, required=True, allow_none=True)


class ConversationSchema(ConversationLineSchema):
    """A conversation with all that was said."""

    messages = fields.List(fields.Nested(MessageSchema), required=True)
