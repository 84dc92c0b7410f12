"""The language model as a pen, where one is configured: the answer stands first, and may then be said in its words."""

from dataclasses import replace
from importlib.util import find_spec

import structlog

from assistant.conversation import OUT_OF_SCOPE
from assistant.draft import Citation
from assistant.language_model import LanguageModel, material_of
from assistant.pen.server import Server
from models.record import RunRecord, from_plain, to_plain
from service.engine import Reply
from service.errors import SettingError
from service.settings import LanguageModelSettings

log = structlog.get_logger()


def open_pen(settings: LanguageModelSettings | None) -> LanguageModel | None:
    """Return the language model that is configured, or None.

    Raises
    ------
    SettingError
        When the extra is not installed.
    """
    if settings is None:
        return None
    if find_spec("openai") is None:
        needed = "unset, or the extra installed: pip install 'plaintune[language-model]'"
        raise SettingError("PLAINTUNE_LANGUAGE_MODEL_URL", settings.url, needed)
    return LanguageModel(Server(settings.url, settings.model, settings.key))


def written(pen: LanguageModel | None, question: str, reply: Reply, record: RunRecord | None) -> Reply:
    """Return an answer in the words of the language model where they pass the check, and else as it is.

    Refusals stay as they are: what the assistant does not answer, a language model is not asked.
    """
    if pen is None or reply.topic == OUT_OF_SCOPE:
        return reply
    citations = tuple(from_plain(Citation, citation) for citation in reply.citations)
    said = pen.rewrite(material_of(question, reply.text, citations, record))
    if said.fallback is not None:
        # What does not match may hold names of somebody's data: that stays out of the log.
        because = None if said.fallback == "mismatch" else said.because
        log.warning("answer kept in our own words", reason=said.fallback, because=because)
        return reply
    cited = tuple(to_plain(citation) for citation in said.citations)
    return replace(reply, text=said.text, citations=cited, written_by=said.written_by)
