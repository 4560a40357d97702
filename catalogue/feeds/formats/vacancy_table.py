"""Vacancies as local employers list them: our own table, for entry-level jobs most of all."""

from catalogue.feeds.formats.base import FileFormat

VACANCY_WORDS = {
    "REFERENCE": "Your own code for the vacancy, up to 60 characters. Needed. Rows with the same "
    "code are places of work of one vacancy.",
    "TITLE": "Up to 255 characters. Needed.",
    "EMPLOYER": "The employer's name. Empty means that the employer is not named.",
    "DESCRIPTION": "What people will do, up to 10,000 characters.",
    "CLOSING_DATE": "The last day to apply, like `21/09/2026` or `2026-09-21`. Needed.",
    "KIND": "`Job` or `Apprenticeship`. Empty is a job.",
    "SUMMARY": "One or two sentences for lists, up to 1,000 characters.",
    "WAGE": "As you would say it: `£12.71 an hour`, `£24,000 to £25,500 a year`.",
    "WAGE_NOTE": "More about the wage, up to 500 characters.",
    "HOURS_PER_WEEK": "A number, like `37.5`. Empty or 0 is not known.",
    "WORKING_WEEK": "Like `Monday to Friday, 9am to 5pm`.",
    "POSITIONS": "How many people you look for. Empty or 0 is not known.",
    "DURATION": "Like `18 months`. Empty for a job without an end.",
    "POSTED_DATE": "When it was first offered.",
    "START_DATE": "The first day of work. Empty is not known.",
    "ADDRESS_LINE_1": "Where the work is.",
    "ADDRESS_LINE_2": "More of the address.",
    "TOWN": "The town as people say it. The council follows from it.",
    "POSTCODE": "Like `WS1 1AA`, or its first half.",
    "NATIONAL": "`Yes` when the work can be done anywhere in England.",
    "YOU_NEED": "What people must have, with `;` between: `GCSE Maths grade 4; Driving licence`.",
    "IT_HELPS": "What helps, with `;` between.",
    "SKILLS": "Skills, with `;` between.",
    "TRAINING": "What people learn.",
    "OUTCOME": "What comes afterwards.",
    "THINGS_TO_CONSIDER": "Such as early shifts or a check of the criminal record.",
    "BENEFITS": "Such as free meals or a bus pass.",
    "HOW_TO_APPLY": "Words, when there is no web page to apply.",
    "APPLY_URL": "Where to apply; `https://` may be left out.",
    "SOURCE_URL": "The vacancy on your own site.",
    "EMPLOYER_DESCRIPTION": "About the employer, up to 4,000 characters.",
    "EMPLOYER_WEBSITE": "An address; `https://` may be left out.",
    "DISABILITY_CONFIDENT": "`Yes` when the employer is Disability Confident.",
    "PROVIDER": "The training provider of an apprenticeship.",
    "UKPRN": "Its UKPRN.",
    "STANDARD": "The apprenticeship standard, like `Adult care worker`.",
    "LARS_CODE": "The LARS code of the standard.",
    "LEVEL": "A number from 1 to 7.",
    "ROUTE": "The route of the standard, like `Care services`.",
}
NEEDED = ("REFERENCE", "TITLE", "CLOSING_DATE")
VACANCY_TABLE = FileFormat(
    name="vacancy-table",
    label="Vacancies of local employers",
    headings=tuple(VACANCY_WORDS),
    optional=frozenset(VACANCY_WORDS) - frozenset(NEEDED),
    notes=("Columns that you do not use may be left out, except the needed ones.",),
)
