"""The choices of an option: what a command accepts, as its help lists it."""

from enum import StrEnum


class Lang(StrEnum):
    """The languages of the kit."""

    FR = "fr"
    EN = "en"


class View(StrEnum):
    """Which settlements count: all that were found, or only those that somebody matched."""

    MATCHED = "matched"
    STRICT = "strict"


class Form(StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Method(StrEnum):
    """The ways to count DSO."""

    COUNT_BACK = "count_back"
    PERIOD = "period"
    ROLLING = "rolling"
    BEST_POSSIBLE = "best_possible"
    DELINQUENT = "delinquent"


class Kind(StrEnum):
    """The kinds of what is at stake."""

    LOSS = "loss"
    CASH_LATE = "cash_late"
    YEARLY_COST = "yearly_cost"
    EXPOSURE = "exposure"


class Stage(StrEnum):
    """The stages that have findings of their own."""

    INFORM = "inform"
    CREDIT_LINE = "credit_line"
    ACCOUNT = "account"
    ORDER = "order"
    DELIVERY = "delivery"
    INVOICE = "invoice"
    COLLECTION = "collection"
    RECOVERY = "recovery"
    IMPACT = "impact"
