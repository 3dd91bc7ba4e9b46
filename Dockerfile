# Two images from the same lock files as `make up`: `application` and `rasa`.
FROM python:3.11-slim-bookworm AS application
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 HOTLINE_VAR=/srv/var HOTLINE_HOST=0.0.0.0
WORKDIR /srv
COPY requirements.lock pyproject.toml README.md LICENSE ./
# torch first and alone: resolved with the rest, pip may take a newer build with gigabytes of CUDA libraries.
RUN pip install "$(grep '^torch==' requirements.lock)" && pip install --no-deps -r requirements.lock
COPY hotline hotline
COPY knowledge_base knowledge_base
COPY actions actions
COPY telephony telephony
COPY desk desk
COPY console console
COPY migrations migrations
COPY bot/domain bot/domain
RUN pip install --no-deps -e . && hotline prepare --only model --only index \
    && useradd --system --uid 10001 hotline && mkdir -p /srv/var/journal && chown -R hotline /srv/var
USER hotline
EXPOSE 8000
CMD ["hotline", "serve"]

FROM python:3.10-slim-bookworm AS rasa
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 RASA_TELEMETRY_ENABLED=false
WORKDIR /srv
COPY bot/requirements.lock bot/requirements.lock
RUN pip install --no-deps -r bot/requirements.lock
COPY bot bot
COPY knowledge_base knowledge_base
RUN cd bot && python train.py && useradd --system --uid 10001 --create-home rasa && chown -R rasa /srv/var
USER rasa
WORKDIR /srv/bot
EXPOSE 5005
