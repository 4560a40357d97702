"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.core.body_types import utf8_only
from portal.remembered_words import remember_translations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
application = utf8_only(get_wsgi_application())
remember_translations()

# A page makes and drops some 20,000 objects, and none of the code loaded so far will ever be
# garbage: looking through it over and over took 95 % of answers from 150 to 260 ms under load
# (benchmarks.load at 60 searches a second). Young objects are looked through about once a page:
# seldom, with 50,000 of them, each time stopped a page for up to 34 ms and took more in all.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 500)
