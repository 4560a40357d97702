"""The page of file formats (docs/file-formats.md), made from the rules themselves.

``manage.py describe_file_formats`` prints it; a test compares it with the page.
"""

from collections.abc import Callable, Iterator

from catalogue.feeds.course_files import FEED_FORMATS
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.course_directory_legacy import COURSE_DIRECTORY_LEGACY
from catalogue.feeds.formats.display_advert import PATHS
from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.formats.vacancy_table import VACANCY_TABLE, VACANCY_WORDS
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.lars_loader import LEARNING_DELIVERY
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import REFUSALS
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.rules.courses import TEXT_LIMITS
from catalogue.feeds.rules.registry import RULES

COLUMN_WORDS = {
    "LARS_QAN": _("8 characters, like `60333078` or `5010830X`. Lost leading zeros are put back."),
    "COURSE_TYPE": _("`Skills Bootcamp`."),
    "SECTOR": _("A code, like `CONSTRUCTION`."),
    "EDUCATION_LEVEL": _("`Entry level`, or 1 to 7."),
    "AWARDING_BODY": _("The name, up to 255 characters."),
    "COURSE_NAME": _("Up to 255 characters."),
    "YOUR_REFERENCE": _("Your own code, one a course or one a run. It keeps a course's address."),
    "DELIVERY_MODE": _("`Classroom`, `Online`, `Work based` or `Blended learning`. Needed."),
    "START_DATE": _("Like `21/09/2026`; also `2026-09-21` and `21 Sept 2026`."),
    "FLEXIBLE_START_DATE": _("`Yes` or `No`. With Yes there is no start date."),
    "VENUE_NAME": _("The name of one of your venues. Needed in a classroom, or its reference."),
    "YOUR_VENUE_REFERENCE": _("The reference of one of your venues."),
    "NATIONAL_DELIVERY": _("`Yes` or `No`, for training at work."),
    "SUB_REGION": _("Names of areas with `;` between them, for training at work."),
    "COURSE_WEBPAGE": _("An address; `https://` may be left out."),
    "COST": _("Pounds and pence: `1250.00`, `£1,250.00` or `Free`. `TBC` is not known yet."),
    "COST_DESCRIPTION": _("Words about the cost, up to 255 characters."),
    "DURATION": _("A whole number from 1 to 999."),
    "DURATION_UNIT": _("`Minutes`, `Hours`, `Days`, `Weeks`, `Months` or `Years`."),
    "STUDY_MODE": _("`Full time`, `Part time` or `Flexible`."),
    "ATTENDANCE_PATTERN": _("`Daytime`, `Evening`, `Weekend` or `Day/Block release`."),
    "ADVANCED_LEARNER_OPTION": _("Not read."),
    "ADULT_EDUCATION_BUDGET": _("Not read."),
    "REGION": _("Names of regions with `;` between them, for training at work."),
    "LEVEL": _("`Entry 1`, `Level 2` or another level. Empty when it has none."),
    "YOU_NEED": _("What people must have or know, one on each line."),
    "IT_HELPS": _("What helps but is not needed, one on each line."),
    "NOT_NEEDED": _("What people worry about and do not need, such as `No test`."),
    "HOW_TO_JOIN": _("`Book`, `Phone`, `Email`, `Website` or `Walk in`."),
    "HOW_TO_JOIN_VALUE": _("The phone number, email, address or words that go with it."),
    "VENUE_POSTCODE": _("Of the place, like `WS1 1AA`. Needed when the place is new here."),
    "DAYS": _("Like `Tue; Thu`."),
    "START_TIME": _("Like `18:30` or `6.30pm`."),
    "END_TIME": _("Like `20:30` or `8.30pm`."),
    "ADDRESS_LINE_1": _("Up to 100 characters."),
    "ADDRESS_LINE_2": _("Up to 100 characters."),
    "TOWN_OR_CITY": _("The town as people say it. The council follows from it."),
    "COUNTY": _("Up to 75 characters."),
    "POSTCODE": _("Like `WS1 1AA`. The place on the map follows from its first half."),
    "EMAIL": _("An email address."),
    "PHONE": _("A phone number. A lost first zero is put back."),
    "WEBSITE": _("An address; `https://` may be left out."),
}
VENUE_COLUMN_WORDS = {
    "YOUR_VENUE_REFERENCE": _("Your own code for the venue, one for each."),
    "VENUE_NAME": _("Needed, and another for each venue."),
}
WAYMARK_COLUMN_WORDS = {
    "WHO_THIS_COURSE_IS_FOR": _("What it is and for whom, best under 2000 characters."),
    "VENUE_NAME": _("The name of the place. Needed in a classroom."),
    "START_DATE": _(
        "Like `21/09/2026` or `2026-09-21`; several with `;` between them; `Any time`."
    ),
}
TEXT_WORDS = _("Words, best under {limit} characters. More are kept with a warning.")
INTRODUCTION = """\
# File formats

This page is made from the rules of the importer by `manage.py describe_file_formats`.

Each row of a file is loaded, or held with a reason. An **error** holds the row. A **warning** loads
it and says what was left out or read in another way. The exit status is 0 when all rows are loaded,
1 when some are held and 2 when the file is refused and nothing changed.

## What every format takes

- UTF-8 with or without a mark, UTF-16, and Windows-1252 with a warning.
- A comma, a semicolon, a tab or an upright bar between cells, as the heading line has it.
- Headings in any order and case, with spaces or hyphens for underscores. More columns do no harm.
- Blank lines anywhere. Row numbers are those that a spreadsheet shows.
- `N/A` and `-` as an empty cell, and `="007"` as 007. Cells that look like formulas are text.
- Tags in texts are taken out, and the words are kept.
- Names in any script. The national service takes a course name in Latin letters only; here one
  in Bengali or Arabic is loaded, without a finding.
- Files of any length, read row by row. A row may have up to a million characters.
"""
IDENTITY = """\
## Which rows are one course

Rows are runs of one course when their course cells and the course name are the same. The course
cells are the LARS code and the seven texts; without a LARS code they are the type, the sector, the
level, the awarding body and the texts. When a file comes again, a course is found by its reference,
then by its text, then by LARS code and name. Its runs with the references of the file are replaced;
a run of the same venue, start, mode and attendance stays the same run. Other courses stay, unless
`--full` says that the files are the whole list. A held row never withdraws a course or a run.
"""

VACANCIES = """\
## Which rows are one vacancy

A vacancy is known by the source that `--source` names and by its reference there. Rows of the files
of one command that share a reference are one vacancy with several places of work. The first row
that tells a value stands. The same files again change nothing. A vacancy that a file names again
after it was withdrawn comes back, unless a moderator withdrew it.

`--full` says that the files are all that the source has: its open vacancies in none of them are
withdrawn. Nothing is withdrawn when a file was refused, when pages are missing (`total`,
`totalFiltered` and `totalPages` tell), or when more than half of 20 or more vacancies would go;
`--allow-shrink` is for when that is right. The exit status is then 1.

A list of the whole country is loaded whole. With `--region-only`, a vacancy whose every place of
work lies outside the councils of our map is left out, unless it is national or tells no place.
The report counts such rows and has no findings of them. With `--full` they are withdrawn if we had
them. Only files are read: no folders, pipes or devices, and nothing packed, such as `.gz`.

A vacancy that asks applicants for money or bank details, or whose links hide where they lead, is
held for a person, with its reasons. What a moderator releases stays released until its words or
links change.

Wages are kept as told. Figures come out of words only when the words say nothing else, such as
`£24,071.00 to £25,674.00`. Pay under the legal minimum of the first day is a warning.
"""
ADVERTS = """\
## Display Advert API: `display-advert`

Loaded by `import_vacancies`. JSON of versions 1 and 2: pages of the list (`vacancies`, `total`,
`totalPages`), a list of vacancies, or one vacancy. Save each page in a file of its own, and give
all to one command. Keys may be in any case. A file has up to 32 MB.

- `VAC` before a reference is taken off: `VACC9348-24-3199` is `C9348-24-3199`.
- The closing date is the day that is written, whatever the time beside it. `0001-01-01`, hours 0,
  positions 0, UKPRN `"0"`, wage 0 and the point 0, 0 are not known.
- Enumerations are numbers or names, booleans also texts.
- A comma before a closing bracket, as in adverts of the NHS, is read with a warning. A key that
  stands twice is read once, the last time, with a warning. Anything else that is not JSON is
  refused with its line and column.
- A page of the list leaves the long texts out. A vacancy that has them keeps them.
- An employer who is not named sends a description in place of the name.
"""


def render() -> str:
    """Return the page."""
    parts = [INTRODUCTION, IDENTITY]
    parts += [
        "\n".join(_format_section(known, command="import_courses")) for known in COURSE_FORMATS
    ]
    parts += ["\n".join(_feed_section(known)) for known in FEED_FORMATS]
    parts.append("\n".join(_format_section(VENUES, command="import_venues")))
    parts.append(VACANCIES)
    parts.append("\n".join(_adverts_section()))
    parts.append("\n".join(_format_section(VACANCY_TABLE, command="import_vacancies")))
    parts.append("\n".join(_lars_section()))
    parts.append("\n".join(_findings()))
    parts.append("\n".join(_refusals()))
    return "\n".join(parts)


def words_for(column: str, *, file_format: FileFormat, say: Callable[[str], str] = str) -> str:
    """Return what a column holds, by its name in the format. ``say`` translates."""
    ours = file_format.renames.get(column, column)
    if file_format is VACANCY_TABLE:
        return say(VACANCY_WORDS[ours])
    if file_format is WAYMARK and ours in WAYMARK_COLUMN_WORDS:
        return say(WAYMARK_COLUMN_WORDS[ours])
    if file_format is VENUES and ours in VENUE_COLUMN_WORDS:
        return say(VENUE_COLUMN_WORDS[ours])
    if ours in TEXT_LIMITS:
        return say(TEXT_WORDS).format(limit=TEXT_LIMITS[ours])
    return say(COLUMN_WORDS[ours])


def _format_section(file_format: FileFormat, *, command: str) -> Iterator[str]:
    count = len(file_format.headings)
    yield f"## {file_format.label}: `{file_format.name}`\n"
    needed = count - len(file_format.optional)
    which = "all needed" if needed == count else f"{needed} needed"
    yield f"Loaded by `{command}`. {count} headings, {which}; a cell may be empty.\n"
    yield from (f"- {note}" for note in file_format.notes)
    if file_format is COURSE_DIRECTORY_LEGACY:
        yield "- Dates of the old export, like `4/27/2020 12:00:00 AM`, are read month first."
    yield "\n| heading | what it holds |\n|---|---|"
    for heading in file_format.headings:
        yield f"| `{heading}` | {words_for(heading, file_format=file_format)} |"
    yield ""


def _feed_section(file_format: FileFormat) -> Iterator[str]:
    yield f"## {file_format.label}: `{file_format.name}`\n"
    yield "Loaded by `import_courses`, and fetched every night from an address.\n"
    yield from (f"- {note}" for note in file_format.notes)
    if file_format.renames:
        yield "\n| element | read as |\n|---|---|"
        for theirs, ours in file_format.renames.items():
            yield f"| `{theirs}` | {ours.replace('_', ' ').lower()} |"
    yield ""


def _adverts_section() -> Iterator[str]:
    yield ADVERTS
    yield "| key | read as |\n|---|---|"
    for column, paths in PATHS.items():
        yield f"| {', '.join(f'`{path}`' for path in paths)} | {column.replace('_', ' ').lower()} |"
    yield "| `addresses`, `address`, `otherAddresses` | places of work |"
    yield "| `skills`, `qualifications` | skills, qualifications |\n"


def _lars_section() -> Iterator[str]:
    yield f"## {LEARNING_DELIVERY.label}\n"
    yield "Loaded by `import_lars`. It reads these columns of the national file and no others:\n"
    yield ", ".join(f"`{heading}`" for heading in LEARNING_DELIVERY.headings) + ".\n"


def _findings() -> Iterator[str]:
    yield "## Every finding\n"
    yield "Codes that start with COURSE_, COURSERUN_ or VENUE_ are those of the national service"
    yield "where it has one.\n"
    yield "| code | kind | message |\n|---|---|---|"
    lines = {
        f"| `{rule.code}` | {rule.severity.value} | {_readable(rule.message)} |"
        for rule in RULES.values()
    }
    yield from sorted(lines)
    held = len({rule.code for rule in RULES.values() if rule.severity is Severity.ERROR})
    yield f"\n{held} codes hold a row.\n"


def _readable(message: str) -> str:
    """Return a message with words in place of its gaps."""
    gaps = {"value": "…", "other": "…", "length": "…", "limit": "…", "odd": "…"}
    gaps |= {"line": "…", "column_number": "…", "date": "…"}
    return message.format(**gaps).replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def _refusals() -> Iterator[str]:
    yield "## Why a file is refused\n"
    yield "| code | meaning |\n|---|---|"
    yield from (f"| `{code}` | {meaning} |" for code, meaning in sorted(REFUSALS.items()))
    yield ""
