"""The assistant, beside a run and on a page of its own: what is asked, and what was said before."""

from dataclasses import replace

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from assistant.charts.registry import chart_named
from service.asking import Question, ask, keep
from service.errors import FieldError
from service.gate import current_owner
from service.page.exchanges import SHOWN, Talk, chat_address, exchanges_of, talks_of
from service.page.looking import question_about, read_beside
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.views import view_of
from service.services import services
from service.store.conversations import Place
from service.store.runs import FINISHED

NEW = "new"


def talk_in_view(run_id: str | None, owner_id: str) -> Talk:
    """Return the conversation that the address names, else the latest; and what the reader looks at."""
    others = talks_of(run_id, owner_id)
    named = request.args.get("conversation") or (others[0].id if others else NEW)
    about = chart_named(request.args.get("about", ""))
    run = None if run_id is None else services().runs.get(run_id, owner_id)
    is_at_work = run is not None and not (run.status in FINISHED or run.is_looked_at_again)
    talk = Talk(run_id, about=about, others=others, is_at_work=is_at_work)
    talk = replace(talk, typed="" if about is None else question_about(about))
    if named == NEW:
        return talk
    exchanges = exchanges_of(named, owner_id)
    n_earlier = 0 if "all" in request.args else max(0, len(exchanges) - SHOWN)
    return replace(talk, conversation_id=named, exchanges=exchanges[n_earlier:], n_earlier=2 * n_earlier)


def show_chat(run_id: str | None = None) -> str:
    """Show the conversation on a page of its own."""
    return _page(talk_in_view(run_id, current_owner()))


def ask_assistant(run_id: str | None = None) -> Response | str | tuple[str, int]:
    """Ask the assistant: with scripts the question is shown at once and the answer follows, else both are."""
    owner, typed = current_owner(), request.form.get("message", "")
    is_fragment = "HX-Request" in request.headers
    try:
        question = _asked(run_id, typed)
        if not is_fragment:
            answered = ask(question, owner)["conversation_id"]
            last = exchanges_of(answered, owner)[-1].anchor
            return redirect(chat_address(run_id, answered, last), 303)
        place = keep(question, owner)
    except MENDABLE as error:
        return _refused(run_id, refusal(error), typed, is_fragment=is_fragment)
    return _begun(run_id, place, owner)


def _begun(run_id: str | None, place: Place, owner_id: str) -> str:
    """Return the question with a place for its answer."""
    exchange = next(one for one in exchanges_of(place.conversation_id, owner_id) if one.number == place.number)
    talk = Talk(run_id, place.conversation_id, (exchange,))
    return render_template("page/_exchange_begun.html", talk=talk, exchange=exchange)


def _asked(run_id: str | None, typed: str) -> Question:
    """Return what is asked: a suggestion that was chosen, what was typed, or what the chart in view says."""
    about = chart_named(request.form.get("about", ""))
    message = (request.form.get("suggestion") or typed).strip()
    if about is not None and (not message or "why" in request.form):
        message = question_about(about)
    limit = services().settings.limits.max_message_characters
    if not message:
        raise FieldError("message", "Write a question first.")
    if len(message) > limit:
        raise FieldError(
            "message", f"Your question has {len(message):,} characters; at most {limit:,} are read. Shorten it."
        )
    read_as = read_beside(message, about)
    beside = None if about is None else about.label
    return Question(message, run_id, request.form.get("conversation_id") or None, read_as, beside)


def _refused(run_id: str | None, refused: Refusal, typed: str, *, is_fragment: bool) -> tuple[str, int]:
    if is_fragment:
        return render_template("page/_refused.html", refused=refused), 422
    talk = talk_in_view(run_id, current_owner())
    return _page(replace(talk, typed=typed, about=chart_named(request.form.get("about", ""))), refused), 422


def _page(talk: Talk, refused: Refusal | None = None) -> str:
    view = None if talk.run_id is None else view_of(talk.run_id, current_owner())
    return render_template("page/chat.html", view=view, talk=talk, refused=refused)
