# The site in one image. The worker and the scheduled command run from the same one.
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production VAR_DIR=/srv/portal/var
WORKDIR /srv/portal
COPY requirements.txt .
RUN python -m pip install --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
RUN useradd --system --no-create-home --uid 10001 portal && mkdir -p var && chown portal var
USER portal
VOLUME /srv/portal/var
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "1", "--backpressure", "64", "--no-ws", "--log-level", "warning", \
     "portal.wsgi:application"]
