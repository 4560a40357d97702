"""What a request may say of its body, before Django reads it: the site speaks UTF-8 alone."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

CHARSET = re.compile(r";\s*charset\*?\s*=\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)
UTF_8 = {"utf-8", "utf8", "us-ascii", "ascii"}
LONGEST = 500  # characters; a browser's own are under 100


def utf8_only(application: Application) -> Application:
    """Wrap an application so that it reads every address and every form as UTF-8.

    Django believes a request that names another encoding, even one that decodes no text, and
    fails while it makes the request, where no page can be given. A body in another encoding is
    no form of ours: it comes without its type, and is refused like one that is empty.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told = environ.get("CONTENT_TYPE", "")
        if told:
            environ["CONTENT_TYPE"] = _readable(told)
        return application(environ, start_response)

    return answer


def _readable(told: str) -> str:
    named = {name.strip(' "').lower() for name in CHARSET.findall(told)}
    return CHARSET.sub("", told) if named <= UTF_8 and len(told) <= LONGEST else ""
