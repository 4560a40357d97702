"""Every page that people can see, by name: what screenshots and the axe matrix go through."""

import sqlite3
from pathlib import Path

RESULTS = {
    "results": "/search/?q=english&near=Walsall",
    "results-filtered": "/search/?q=care&near=Walsall&within=10&when=evening&cost=free",
    "results-understood": "/search/?q=evening+esol+entry+2+near+Wolverhampton",
    "results-corrected": "/search/?q=plummer",
    "results-page-2": "/search/?page=2",
    "results-empty": "/search/?q=welding&near=B91&within=1&when=weekend&cost=free&level=7",
    "results-outside": "/search/?q=care&near=WF1",
    "results-unknown-place": "/search/?q=care&near=Xyzzyville",
    "results-jobs": "/search/?kind=job&near=Walsall",
    "results-apprenticeships": "/search/?q=apprentice&kind=apprenticeship",
    "results-relaxed": "/search/?q=warehouse+pilates+zebra&kind=job",
    "results-two-places": "/search/?q=english&near=Willenhall",
}
SUPPORT = {
    "schemes": "/schemes/?near=WV1",
    "scheme": "/schemes/hundred-starts/?near=B8&age=25&work=no",
    "scheme-elsewhere": "/schemes/hundred-starts/?near=CV6",
    "scheme-closed": "/schemes/kickstart/",
    "help-near": "/help/near-you/?near=WS1",
    "young-people": "/young-people/?near=CV2",
    "results-told": "/search/?kind=course&cost=paid&age=25&work=no",
}
CAREERS = {
    "careers": "/careers/",
    "pathway": "/careers/health/",
    "pathway-from": "/careers/health/?from=healthcare-support-worker&near=Walsall",
    "pathway-in-work": "/careers/adult-social-care/?in-work=1",
    "pathway-gathers": "/careers/health-and-care/",
    "pathway-elsewhere": "/careers/health/?from=barista&near=WF1",
}
ROLES = {
    "role": "/careers/roles/healthcare-support-worker/?near=Walsall",
    "role-in-work": "/careers/roles/porter/?near=Walsall&in-work=1",
    "role-outside": "/careers/roles/porter/?near=WF1",
    "role-two-places": "/careers/roles/care-worker/?near=Willenhall",
    "role-current-pay": "/careers/roles/warehouse-worker/",
    "roles": "/careers/roles/",
    "compare": "/compare/?role=healthcare-support-worker&role=porter&role=nurse&near=Walsall",
    "compare-nothing": "/compare/",
    "i-have-a-job": "/careers/i-have-a-job/?role=porter&near=Walsall",
    "i-have-a-job-nothing": "/careers/i-have-a-job/",
}
WORDS = {
    "guide": "/help/health/",
    "guide-cv": "/help/cv/",
    "guide-form": "/help/cv/template/",
    "coaches": "/coaches/",
    "contact": "/contact/",
    "file-format": "/manage/format/",
    "words": "/words/",
    "figures": "/where-figures-come-from/",
    "stories": "/stories/",
    "story": "/stories/leila-administrator/",
    "news": "/news/",
    "news-page": "/news/connecting-communities/",
    "useful-thanks": "/useful/thanks/?page=/help/",
    "missing": "/cannot-find-it/?q=welding&near=WS1",
}
EVENTS = {
    "events": "/events/?near=Walsall&within=10",
    "events-all": "/events/",
    "events-page-2": "/events/?page=2",
    "events-filtered": "/events/?access=step-free&audience=everyone&how=in-person",
    "events-month": "/events/?month=2027-01",
    "events-empty": "/events/?q=welding&near=B91&within=1&audience=women",
    "events-outside": "/events/?near=WF1",
    "results-events": "/search/?q=fair&kind=event",
}
# Later pages of booking ask for a session: see booking_journey.py.
BOOKING = {
    "booking-date": "/events/work-in-manufacturing-open-day/book/date/",
    "booking-people": "/events/west-midlands-health-jobs-fair/book/people/",
    "booking-turn-up": "/events/youth-hub-drop-in/book/",
    "booking-elsewhere": "/events/degree-apprenticeships-evening/book/",
    "booking-no-link": "/b/no-such-booking/",
    "booking-deleted": "/b/deleted/",
}
EVENT_PAGES = {
    "event": "/events/west-midlands-health-jobs-fair/",
    "event-series": "/events/work-in-manufacturing-open-day/",
    "event-several-dates": "/events/jobcentre-provider-week/",
    "event-online": "/events/online-cv-clinic/",
    "event-elsewhere": "/events/degree-apprenticeships-evening/",
    "event-moved": "/events/forklift-open-morning/",
    "event-postponed": "/events/green-jobs-fair/",
    "event-cancelled": "/events/hotel-work-open-evening/",
    "event-for-staff": "/events/coaching-practice-for-staff/",
    "event-stands": "/events/west-midlands-health-jobs-fair/exhibitors/",
    "event-poster": "/events/west-midlands-health-jobs-fair/poster/",
}
FIXED = {
    "home": "/",
    **RESULTS,
    **CAREERS,
    **ROLES,
    **SUPPORT,
    **WORDS,
    **EVENTS,
    **EVENT_PAGES,
    **BOOKING,
    "landing-place": "/courses/in/walsall/",
    "landing-subject": "/courses/english-esol/in/birmingham/",
    "providers": "/providers/",
    "employers": "/employers/",
    "how-we-order": "/how-we-order-results/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "cookies": "/cookies/",
    "help": "/help/",
    "about": "/about/",
    "not-found": "/no-such-page/",
    "api-docs": "/api/v1/docs",
    "styleguide": "/styleguide/",
}
TRANSLATED_PREFIXES = {"en": "", "ur": "/ur", "pl": "/pl"}
# Machines' pages have one address, without a language.
UNPREFIXED = {"api-docs"}

COURSES = {
    "course": "SELECT c.id FROM courses_course c JOIN courses_courserun r ON r.course_id = c.id"
    " WHERE c.status = 'LIVE' AND c.you_need <> '' AND r.venue_id IS NOT NULL"
    " AND r.start_date > date('now') GROUP BY c.id ORDER BY COUNT(*) DESC, c.id LIMIT 1",
    "course-online": "SELECT c.id FROM courses_course c JOIN courses_courserun r"
    " ON r.course_id = c.id WHERE c.status = 'LIVE' GROUP BY c.id"
    " HAVING MIN(r.delivery_mode) = 'ONLINE' AND MAX(r.delivery_mode) = 'ONLINE' LIMIT 1",
    "course-started": "SELECT c.id FROM courses_course c JOIN courses_courserun r"
    " ON r.course_id = c.id WHERE c.status = 'LIVE' GROUP BY c.id"
    " HAVING MAX(COALESCE(r.start_date, '9999')) < date('now') LIMIT 1",
    "course-long-title": "SELECT id FROM courses_course WHERE status = 'LIVE'"
    " ORDER BY LENGTH(title) DESC, id LIMIT 1",
    "course-gone": "SELECT id FROM courses_course WHERE status = 'WITHDRAWN' LIMIT 1",
}


VACANCIES = {
    "apprenticeship": "SELECT id, 'apprenticeships' FROM vacancies_vacancy WHERE status = 'LIVE'"
    " AND kind = 'APPRENTICESHIP' AND closing_date > date('now') AND wage_note <> '' LIMIT 1",
    "job": "SELECT id, 'jobs' FROM vacancies_vacancy WHERE status = 'LIVE' AND kind = 'JOB'"
    " AND closing_date > date('now') AND wage_type = 'NOT_TOLD' LIMIT 1",
    "vacancy-not-named": "SELECT id, 'apprenticeships' FROM vacancies_vacancy"
    " WHERE status = 'LIVE' AND is_employer_anonymous AND closing_date > date('now') LIMIT 1",
    "vacancy-many-places": "SELECT v.id, 'apprenticeships' FROM vacancies_vacancy v"
    " JOIN vacancies_vacancylocation l ON l.vacancy_id = v.id WHERE v.status = 'LIVE'"
    " GROUP BY v.id ORDER BY COUNT(*) DESC LIMIT 1",
    "vacancy-gone": "SELECT id, 'jobs' FROM vacancies_vacancy WHERE status = 'LIVE'"
    " AND closing_date < date('now') LIMIT 1",
}


def all_pages(var_dir: Path) -> dict[str, str]:
    """Return every page of a seeded site without its language: ``{"home": "/", ...}``.

    Pages of courses and vacancies are found in the database, as their addresses hold ids. Any words
    before the id lead to the page, by a redirect.
    """
    pages = dict(FIXED)
    with sqlite3.connect(f"file:{var_dir / 'db.sqlite3'}?mode=ro", uri=True) as database:
        for name, query in COURSES.items():
            if row := database.execute(query).fetchone():
                pages[name] = f"/courses/x-{row[0]}/"
        for name, query in VACANCIES.items():
            if row := database.execute(query).fetchone():
                pages[name] = f"/{row[1]}/x-{row[0]}/"
        if row := database.execute(
            "SELECT provider_id, COUNT(*) n FROM courses_course GROUP BY 1 ORDER BY n DESC LIMIT 1"
        ).fetchone():
            slug = database.execute(
                "SELECT slug FROM providers_organisation WHERE id = ?", [row[0]]
            ).fetchone()[0]
            pages["provider"] = f"/providers/{slug}/"
    if "course" in pages:
        pages["report"] = f"{pages['course']}report/"
    if "job" in pages:
        pages["report-vacancy"] = f"{pages['job']}report/"
    return pages


def address_in(path: str, language: str, *, name: str = "") -> str:
    """Return the address of a page in a language: ``("/search/", "ur") -> "/ur/search/"``."""
    return path if name in UNPREFIXED else TRANSLATED_PREFIXES[language] + path
