"""What can be wrong with a learning aim of the national list."""

from catalogue.feeds.rules.base import ERROR, WARNING, Rule

AIM_RULES: dict[str, Rule] = {
    "AIM_REQUIRED": Rule(
        "LARS_AIM_REQUIRED",
        ERROR,
        "“{value}” is not the code of a learning aim. It has 8 characters.",
    ),
    "AIM_TITLE": Rule("LARS_TITLE_REQUIRED", ERROR, "The learning aim has no title."),
    "AIM_DATE": Rule("LARS_DATE_INVALID", WARNING, "“{value}” is not a date. It is left out."),
}
