from cashkit.views.cases import late_payment_case, loss_case
from cashkit.views.charts import show
from cashkit.views.charts_accounts import balance_sheet_chart
from cashkit.views.charts_aging import aged_balance_chart, largest_customers_chart
from cashkit.views.charts_bridge import dso_bridge_chart
from cashkit.views.charts_dso import dso_history_chart
from cashkit.views.charts_forecast import cash_forecast_chart
from cashkit.views.charts_impact import sales_to_recover_chart
from cashkit.views.charts_limits import delivered_beyond_chart, limit_used_chart
from cashkit.views.charts_links import days_lost_chart, invoicing_delay_chart, order_to_cash_chart
from cashkit.views.charts_merged import merged_customers_chart
from cashkit.views.charts_portfolio import portfolio_chart
from cashkit.views.charts_shares import completeness_chart, disputed_products_chart, disputes_chart
from cashkit.views.charts_time_to_pay import time_to_pay_chart
from cashkit.views.letters import Dates, Sender, letter
from cashkit.views.records import (
    data_findings_table,
    figures_table,
    findings_table,
    not_assessed_table,
    verdict_badge,
)
from cashkit.views.sheets import customer_sheet
from cashkit.views.tables import table
from cashkit.views.theme import alt, set_theme
from cashkit.views.widgets import aged_balance_slider, late_payment_calculator, margin_calculator

__all__ = [
    "Dates",
    "Sender",
    "aged_balance_chart",
    "aged_balance_slider",
    "alt",
    "balance_sheet_chart",
    "cash_forecast_chart",
    "completeness_chart",
    "customer_sheet",
    "data_findings_table",
    "days_lost_chart",
    "delivered_beyond_chart",
    "disputed_products_chart",
    "disputes_chart",
    "dso_bridge_chart",
    "dso_history_chart",
    "figures_table",
    "findings_table",
    "invoicing_delay_chart",
    "largest_customers_chart",
    "late_payment_calculator",
    "late_payment_case",
    "letter",
    "limit_used_chart",
    "loss_case",
    "margin_calculator",
    "merged_customers_chart",
    "not_assessed_table",
    "order_to_cash_chart",
    "portfolio_chart",
    "sales_to_recover_chart",
    "set_theme",
    "show",
    "table",
    "time_to_pay_chart",
    "verdict_badge",
]
