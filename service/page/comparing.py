"""The page that puts two runs side by side."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.page.comparison import compare
from service.page.views import view_of


def show_comparison() -> Response | str | tuple[str, int]:
    """Compare runs ``a`` and ``b``; two that were ticked in the list get an address that says which is which."""
    ticked = request.args.getlist("run")
    if len(ticked) == 2:
        return redirect(url_for("page.show_comparison", a=ticked[0], b=ticked[1]), 303)
    first, second = request.args.get("a"), request.args.get("b")
    if not first or not second:
        return render_template("page/compare_two.html", n_ticked=len(ticked)), 422
    owner = current_owner()
    a, b = view_of(first, owner), view_of(second, owner)
    return render_template("page/compare.html", a=a, b=b, comparison=compare(a.record, b.record))
