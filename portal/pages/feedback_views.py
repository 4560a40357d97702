"""“Was this page useful?” on every page, and “Cannot find it? Tell us”. No account, no cookie."""

import re
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.feedback.services import add_words, keep_page_feedback, report_missing
from portal.core.network import is_over_limit
from portal.navigation.languages import active_language, address_here, without_language
from portal.pages.feedback_forms import MissingForm, MoreWordsForm
from search.free_text import kept_text
from search.masking import kept_words
from search.page_place import read_place
from search.reference import get_reference

HOUR = 3600
MOST_ANSWERS = 60  # from one network within an hour: a class in a library answers together
MOST_MISSING = 20
SALT = "page-feedback"
PAGE = re.compile(r"/(?!/)[\w\-./%]{0,199}")


# A page that asks must not set a cookie, so there is no CSRF token. Nobody is signed in here:
# there is nothing to steal, and other sites are refused by the Origin header.
@csrf_exempt
@require_POST
def useful(request: HttpRequest) -> HttpResponse:
    """Keep a yes or a no about a page, at one press, then offer a box for more."""
    page = _page(request.POST.get("page", ""))
    answer = request.POST.get("answer")
    is_program = bool(request.POST.get("website", "").strip()) or _is_foreign(request)
    if is_program or not page or answer not in ("yes", "no"):
        return redirect(_thanks(page))
    if is_over_limit(request, name="page-feedback", most=MOST_ANSWERS, seconds=HOUR):
        return _too_many(request)
    feedback = keep_page_feedback(
        path=without_language(page), language=active_language(), is_useful=answer == "yes"
    )
    return redirect(_thanks(page, of=signing.dumps(feedback.pk, salt=SALT)))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def useful_thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you, and take more words, once."""
    page = _page(request.GET.get("page", ""))
    feedback_id = _feedback_id(request.GET.get("of", ""))
    form = MoreWordsForm(request.POST if request.method == "POST" else None)
    is_sent = False
    if request.method == "POST" and form.is_valid():
        may_keep = feedback_id and not form.is_from_a_program and not _is_foreign(request)
        if may_keep and (text := kept_text(form.cleaned_data["text"])):
            add_words(feedback_id or 0, text)
        is_sent = True
    context = {"page_path": page, "form": form, "may_add": bool(feedback_id) and not is_sent}
    return render(request, "feedback/useful_thanks.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest) -> HttpResponse:
    """Ask what somebody did not find; their search is filled in."""
    if request.method != "POST":
        asked = {name: request.GET.get(name, "")[:100] for name in ("q", "near")}
        near = read_place(asked["near"]).text
        if near != asked["near"]:  # a whole postcode goes on into no link
            return redirect(f"{request.path}?{urlencode({**asked, 'near': near})}")
        return render(request, "feedback/missing.html", {"form": MissingForm(initial=asked)})
    form = MissingForm(request.POST)
    if form.is_from_a_program or _is_foreign(request):
        return redirect("missing_thanks")
    if not form.is_valid():
        return render(request, "feedback/missing.html", {"form": form})
    if is_over_limit(request, name="missing-report", most=MOST_MISSING, seconds=HOUR):
        return _too_many(request)
    _keep_missing(form.cleaned_data)
    return redirect("missing_thanks")


@require_safe
def missing_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(request, "feedback/missing_thanks.html")


def _keep_missing(said: dict[str, str]) -> None:
    reference = get_reference()
    words = kept_words(said["q"], is_area=reference.gazetteer.is_postcode_area)
    place = read_place(said["near"])
    is_place = place.is_known or place.is_outside
    near = place.text if is_place else kept_words(said["near"], is_area=lambda area: True)
    text = kept_text(said["text"])
    if words or text:
        report_missing(words=words, place=near[:80], text=text, language=active_language())


def _page(path: str) -> str:
    """Return an address of this site, or nothing: what is shown as a way back must be ours."""
    return path if PAGE.fullmatch(path) else ""


def _thanks(page: str, **more: str) -> str:
    return f"{reverse('useful_thanks')}?{urlencode({'page': page or address_here('/'), **more})}"


def _feedback_id(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=SALT, max_age=HOUR))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _is_foreign(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no browser sends "http://["
        return True


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "feedback/too_many.html", status=429)
    response["Retry-After"] = str(HOUR)
    return response
