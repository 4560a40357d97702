"""A laptop: no services, nothing to set. Serves as production does, with DEBUG off."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

SECRET_KEY = env.SECRET_KEY or env.local_secret_key()
SHOW_STYLEGUIDE = True
