"""The addresses of the page, all in one table, and what its templates can say."""

from flask import Blueprint, Response

from service.page import (
    charts,
    checking,
    goals,
    live,
    numbers,
    one_row,
    predicting,
    reports,
    runs,
    start,
    table,
    talk,
    trials,
)
from service.page.citing import show_part
from service.page.markdown import answer_html
from service.page.meaning import of_100
from service.page.naming import metric_title
from service.page.result import result_of

page = Blueprint("page", "service", static_folder="static", static_url_path="/static")

page.add_url_rule("/", view_func=start.show_start)
page.add_url_rule("/datasets", view_func=start.upload, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>", view_func=table.show_table)
page.add_url_rule("/datasets/<dataset_id>/kinds", view_func=table.correct_kind, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/goal", view_func=goals.preview, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/runs", view_func=goals.start_search, methods=["POST"])
page.add_url_rule("/runs", view_func=runs.show_runs)
page.add_url_rule("/runs/<run_id>", view_func=runs.show_run)
page.add_url_rule("/runs/<run_id>/cancel", view_func=runs.cancel, methods=["POST"])
page.add_url_rule("/runs/<run_id>/live", view_func=live.follow)
page.add_url_rule("/runs/<run_id>/trials", view_func=trials.show_trials)
page.add_url_rule("/runs/<run_id>/trials/<int:number>", view_func=trials.show_trial)
page.add_url_rule("/runs/<run_id>/chat", view_func=talk.show_chat)
page.add_url_rule("/runs/<run_id>/chat", view_func=talk.ask_about_run, methods=["POST"])
page.add_url_rule("/runs/<run_id>/predict", view_func=predicting.show_form)
page.add_url_rule("/runs/<run_id>/predict", view_func=predicting.predict_one, methods=["POST"])
page.add_url_rule("/runs/<run_id>/predict/many", view_func=predicting.predict_many, methods=["POST"])
page.add_url_rule("/runs/<run_id>/report", view_func=reports.show_report)
page.add_url_rule("/runs/<run_id>/charts", view_func=charts.show_charts)
page.add_url_rule("/runs/<run_id>/charts/<name>", view_func=charts.show_chart)
page.add_url_rule("/runs/<run_id>/charts/<name>/table.csv", view_func=charts.chart_table)
page.add_url_rule("/runs/<run_id>/charts/one_row", view_func=one_row.explain_typed, methods=["POST"])
page.add_url_rule("/runs/<run_id>/checks", view_func=checking.order_checks, methods=["POST"])
page.add_url_rule("/runs/<run_id>/evaluations", view_func=checking.evaluate_upload, methods=["POST"])
page.add_url_rule("/runs/<run_id>/<part>", view_func=show_part)
page.add_url_rule("/runs/<run_id>/<part>/<name>", view_func=show_part)

for word in (numbers.count, numbers.duration, numbers.score, numbers.setting, numbers.hundredths):
    page.add_app_template_filter(word)
page.add_app_template_global(numbers.score_in_range)
page.add_app_template_global(answer_html)
page.add_app_template_global(metric_title)
page.add_app_template_global(of_100)
page.add_app_template_global(result_of)


@page.after_request
def _let_forms_say_where_they_come_from(response: Response) -> Response:
    # Under "no-referrer" browsers send "Origin: null" with a form, which the gate takes for another site.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
