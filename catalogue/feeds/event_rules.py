"""Which rules of recurring dates are worked out. A rule is judged before anything works with it.

A rule of a few letters can ask for billions of dates, or look for a date that never comes until
the year 9999. So only rules of plain shapes are taken, and they are known to find dates soon.
"""

import datetime
import re

from catalogue.feeds.event_records import EventNotReadError, shown

MAX_RULE_CHARACTERS = 500
MAX_COUNT = 5_000
MAX_YEARS_AHEAD = 100
MAX_STEPS = 20_000  # days, weeks or months between the first date and the last we look for
MAX_STEPS_IN_ALL = 1_500_000  # of all series of one file
MAX_LISTED = 1_000  # dates named one by one
TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
STEP_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
DAY_PARTS = frozenset({"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"})
WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PLAIN_RULE = "Ask for a rule such as “every Tuesday” or “the first Monday of each month”."


def check_rule(
    rule: str, *, start: datetime.date, today: datetime.date, last: datetime.date
) -> tuple[str, int]:
    """Return a rule as it is worked out, and how many steps that takes. Or EventNotReadError.

    ``start`` is the first date of the series, ``last`` the last day that we look at.
    """
    parts = _parts(rule)
    frequency = parts["FREQ"]
    if frequency in TOO_OFTEN:
        raise EventNotReadError(
            "RULE_TOO_OFTEN",
            f"The event repeats several times a day ({frequency}). Only days, weeks, months and "
            f"years are read. {PLAIN_RULE}",
        )
    if frequency not in STEP_DAYS:
        raise _odd(rule)
    unread = set(parts) - PARTS - DAY_PARTS
    if unread:
        raise EventNotReadError(
            "RULE_NOT_PLAIN",
            f"The rule of the dates has parts that are not read: {', '.join(sorted(unread))}. "
            f"{PLAIN_RULE}",
        )
    interval = _number(parts, "INTERVAL", default=1, most=1_000, rule=rule)
    _check_end(parts, rule=rule, today=today)
    _check_days(parts, frequency=frequency, interval=interval, rule=rule)
    # Of a start after the window one step says that there is nothing.
    steps = (last - start).days / STEP_DAYS[frequency] / interval
    if steps > MAX_STEPS:
        raise EventNotReadError(
            "RULE_TOO_LONG",
            f"The series starts in {start.year} and has too many dates until now. Ask for a first "
            "date that is not so long ago.",
        )
    return ";".join(f"{name}={value}" for name, value in parts.items()), max(1, int(steps))


def _odd(rule: str) -> EventNotReadError:
    return EventNotReadError(
        "RULE_NOT_READ", f"The rule of the dates cannot be read: “{shown(rule)}”. {PLAIN_RULE}"
    )


def _parts(rule: str) -> dict[str, str]:
    if len(rule) > MAX_RULE_CHARACTERS:
        raise _odd(rule)
    parts: dict[str, str] = {}
    for piece in re.sub(r"\s+", "", rule.upper()).strip(";").split(";"):
        name, mark, value = piece.partition("=")
        if not mark or not value or name in parts or not value.isascii():
            raise _odd(rule)
        if not name.startswith("X-"):
            parts[name] = value
    if "FREQ" not in parts:
        raise _odd(rule)
    # The frequency stands first and the end last, as the libraries expect it.
    end = parts.pop("UNTIL", None)
    parts = {"FREQ": parts.pop("FREQ"), **parts}
    return {**parts, "UNTIL": end} if end else parts


def _number(parts: dict[str, str], name: str, *, default: int, most: int, rule: str) -> int:
    text = parts.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < 1:
        raise _odd(rule)
    if int(text) > most:
        raise EventNotReadError(
            "RULE_TOO_LONG", f"The rule of the dates has {name}={text}. At most {most:,} is read."
        )
    return int(text)


def _check_end(parts: dict[str, str], *, rule: str, today: datetime.date) -> None:
    _number(parts, "COUNT", default=1, most=MAX_COUNT, rule=rule)
    until = parts.get("UNTIL")
    if until is None:
        return
    match = UNTIL.fullmatch(until)
    if not match or "COUNT" in parts:
        raise _odd(rule)
    if int(match[1]) > today.year + MAX_YEARS_AHEAD:
        raise EventNotReadError(
            "RULE_TOO_LONG",
            f"The series is said to go on until the year {int(match[1])}. Ask for a real last "
            "date, or for none.",
        )
    try:
        datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise _odd(rule) from error


def _check_days(parts: dict[str, str], *, frequency: str, interval: int, rule: str) -> None:
    """Take only combinations of days that come up again and again."""
    weekdays = _weekdays(parts, rule)
    months = _numbers(parts, "BYMONTH", most=12, rule=rule, is_signed=False)
    days = _numbers(parts, "BYMONTHDAY", most=31, rule=rule)
    positions = _numbers(parts, "BYSETPOS", most=31, rule=rule)
    has_place = any(place for place, _name in weekdays)
    is_long = frequency in ("MONTHLY", "YEARLY")
    is_odd = (
        (has_place and (not is_long or days or positions))
        or (frequency == "WEEKLY" and (days or months))
        or (frequency == "DAILY" and (days or (interval > 1 and (weekdays or months))))
        or (frequency == "MONTHLY" and interval > 1 and (months or (days and weekdays)))
        or (frequency == "YEARLY" and interval > 10)
        or (frequency == "YEARLY" and interval > 1 and days and weekdays)
    )
    # The fifth Monday comes up, the sixth never does. In each month a weekday is there four times.
    is_never = any(abs(place) > 5 for place, _name in weekdays) or any(
        not weekdays or not is_long or days or abs(one) > 4 * len(set(weekdays))
        for one in positions
    )
    if days and months:
        is_never = is_never or not any(
            abs(day) <= LONGEST_MONTH[month - 1] for day in days for month in months
        )
    if is_odd or is_never:
        raise EventNotReadError(
            "RULE_NOT_PLAIN",
            f"The rule of the dates is of a kind that is not read: “{shown(rule)}”. {PLAIN_RULE}",
        )


def _weekdays(parts: dict[str, str], rule: str) -> list[tuple[int, str]]:
    found = []
    for one in _listed(parts, "BYDAY"):
        match = WEEKDAY.fullmatch(one)
        if not match or (match[1] and int(match[1]) == 0):
            raise _odd(rule)
        found.append((int(match[1] or 0), match[2]))
    return found


def _numbers(
    parts: dict[str, str], name: str, *, most: int, rule: str, is_signed: bool = True
) -> list[int]:
    found = []
    for one in _listed(parts, name):
        if not re.fullmatch(r"[+-]?\d{1,2}" if is_signed else r"\d{1,2}", one):
            raise _odd(rule)
        if not 1 <= abs(int(one)) <= most:
            raise _odd(rule)
        found.append(int(one))
    return found


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []
