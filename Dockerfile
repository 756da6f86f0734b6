# The application with its own small database in /data, or with DATABASE_URL=postgresql://…
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /app

COPY requirements.txt ./
RUN python -m pip install --disable-pip-version-check -r requirements.txt

COPY . ./
RUN python -m compileall -q budget_app voting \
 && useradd --system --uid 10001 --home-dir /data --create-home bewonersbudget

USER 10001
VOLUME /data
ENV BUDGET_HOST=0.0.0.0 PORT=8000 DATABASE_URL=sqlite:////data/bewonersbudget.db
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"

CMD ["sh", "-c", "python -m budget_app migrate && exec python -m budget_app serve"]
