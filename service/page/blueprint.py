"""The addresses of the page, all in one table, and what its templates can say."""

import time

from flask import Blueprint, Response

from service.page import (
    answers,
    charts,
    checking,
    comparing,
    continuing,
    conversations,
    decision_words,
    deleting,
    goals,
    live,
    naming,
    numbers,
    one_row,
    predicting,
    reports,
    runs,
    sharing,
    start,
    table,
    table_care,
    talk,
    theme,
    trials,
    what_ifs,
)
from service.page.citing import show_part
from service.page.markdown import answer_html
from service.page.meaning import of_100
from service.page.naming import metric_title
from service.page.result import result_of
from service.store.clock import iso

page = Blueprint("page", "service", static_folder="static", static_url_path="/static")

page.add_url_rule("/", view_func=start.show_start)
page.add_url_rule("/theme", view_func=theme.choose_theme, methods=["POST"])
page.add_url_rule("/datasets", view_func=start.upload, methods=["POST"])
page.add_url_rule("/datasets", view_func=start.show_tables)
page.add_url_rule("/examples/<name>", view_func=start.take_example, methods=["POST"])
page.add_url_rule("/examples/<name>", view_func=start.lead_to_start)
page.add_url_rule("/datasets/<dataset_id>", view_func=table.show_table)
page.add_url_rule("/datasets/<dataset_id>/kinds", view_func=table.correct_kind, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/goal", view_func=goals.preview, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/runs", view_func=goals.start_search, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/name", view_func=table_care.rename_table, methods=["POST"])
page.add_url_rule("/datasets/<dataset_id>/delete", view_func=table_care.ask_to_delete_table)
page.add_url_rule("/datasets/<dataset_id>/delete", view_func=table_care.delete_table, methods=["POST"])
for form in ("kinds", "goal", "runs", "name"):
    page.add_url_rule(f"/datasets/<dataset_id>/{form}", view_func=table.lead_to_table)
page.add_url_rule("/runs", view_func=runs.show_runs)
page.add_url_rule("/runs/compare", view_func=comparing.show_comparison)
page.add_url_rule("/runs/<run_id>", view_func=runs.show_run)
page.add_url_rule("/runs/<run_id>/cancel", view_func=runs.cancel, methods=["POST"])
page.add_url_rule("/runs/<run_id>/continue", view_func=continuing.show_continue)
page.add_url_rule("/runs/<run_id>/continue", view_func=continuing.go_on, methods=["POST"])
page.add_url_rule("/runs/<run_id>/delete", view_func=deleting.show_delete)
page.add_url_rule("/runs/<run_id>/delete", view_func=deleting.delete, methods=["POST"])
page.add_url_rule("/runs/<run_id>/live", view_func=live.follow)
page.add_url_rule("/runs/<run_id>/share", view_func=sharing.show_links)
page.add_url_rule("/runs/<run_id>/share", view_func=sharing.make_link, methods=["POST"])
page.add_url_rule("/runs/<run_id>/share/<share_id>/revoke", view_func=sharing.take_back, methods=["POST"])
page.add_url_rule("/runs/<run_id>/title", view_func=live.show_title)
page.add_url_rule("/shared/<token>", view_func=sharing.show_shared)
page.add_url_rule("/runs/<run_id>/trials", view_func=trials.show_trials)
page.add_url_rule("/runs/<run_id>/trials/<int:number>", view_func=trials.show_trial)
page.add_url_rule("/runs/<run_id>/chat", view_func=talk.show_chat)
page.add_url_rule("/runs/<run_id>/chat", view_func=talk.ask_assistant, methods=["POST"])
page.add_url_rule("/chat", view_func=talk.show_chat)
page.add_url_rule("/chat", view_func=talk.ask_assistant, methods=["POST"])
page.add_url_rule("/conversations/<conversation_id>/delete", view_func=conversations.ask_before_deleting)
page.add_url_rule(
    "/conversations/<conversation_id>/delete", view_func=conversations.delete_conversation, methods=["POST"]
)
page.add_url_rule("/conversations/<conversation_id>/<int:number>/live", view_func=answers.follow_answer)
page.add_url_rule("/conversations/<conversation_id>/<int:number>/stop", view_func=answers.stop_answer, methods=["POST"])
page.add_url_rule("/conversations/<conversation_id>/<int:number>.md", view_func=answers.copy_answer)
page.add_url_rule("/runs/<run_id>/what-ifs/<int:number>/progress", view_func=what_ifs.show_progress)
page.add_url_rule("/runs/<run_id>/what-ifs/<int:number>/stop", view_func=what_ifs.stop_what_if, methods=["POST"])
page.add_url_rule("/runs/<run_id>/what-ifs/<int:number>/promote", view_func=what_ifs.promote_what_if, methods=["POST"])
page.add_url_rule("/runs/<run_id>/predict", view_func=predicting.show_form)
page.add_url_rule("/runs/<run_id>/predict", view_func=predicting.predict_one, methods=["POST"])
page.add_url_rule("/runs/<run_id>/predict/many", view_func=predicting.predict_many, methods=["POST"])
page.add_url_rule("/runs/<run_id>/predict/many.csv", view_func=predicting.download_many, methods=["POST"])
page.add_url_rule("/runs/<run_id>/report", view_func=reports.show_report)
page.add_url_rule("/runs/<run_id>/charts", view_func=charts.show_charts)
page.add_url_rule("/runs/<run_id>/charts/<name>", view_func=charts.show_chart)
page.add_url_rule("/runs/<run_id>/charts/<name>/table.csv", view_func=charts.chart_table)
page.add_url_rule("/runs/<run_id>/charts/one_row", view_func=one_row.explain_typed, methods=["POST"])
page.add_url_rule("/runs/<run_id>/checks", view_func=checking.order_checks, methods=["POST"])
page.add_url_rule("/runs/<run_id>/evaluations", view_func=checking.evaluate_upload, methods=["POST"])
page.add_url_rule("/runs/<run_id>/<part>", view_func=show_part)
page.add_url_rule("/runs/<run_id>/<part>/<name>", view_func=show_part)

for word in (
    decision_words.decision_sentence,
    decision_words.minute,
    decision_words.with_trials_linked,
    iso,
    naming.capitalize_first,
    naming.state_word,
    numbers.about,
    numbers.bytes_in_words,
    numbers.count,
    numbers.counted,
    numbers.duration,
    numbers.hundredths,
    numbers.moment,
    numbers.percent,
    numbers.score,
    numbers.setting,
    numbers.unescaped,
    numbers.whole_duration,
):
    page.add_app_template_filter(word)
page.add_app_template_filter(lambda then: numbers.ago(then, time.time()), "ago")
page.add_app_template_global(live.standing_now)
page.add_app_template_global(numbers.score_in_range)
page.add_app_template_global(answer_html)
page.add_app_template_global(metric_title)
page.add_app_template_global(what_ifs.experiment_in_view)
page.add_app_template_global(theme.theme)
page.add_app_template_global(theme.themes)
page.add_app_template_global(of_100)
page.add_app_template_global(result_of)


@page.after_request
def _let_forms_say_where_they_come_from(response: Response) -> Response:
    # Under "no-referrer" browsers send "Origin: null" with a form, which the gate takes for another site.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
